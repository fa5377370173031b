// SPDX-License-Identifier: Apache-2.0
// Ids of findings: stable, and no way back to an identity number.
#ifndef XUNZE_SRC_REPORT_FINDING_IDS_HPP
#define XUNZE_SRC_REPORT_FINDING_IDS_HPP

#include "xunze/batch/outcome.hpp"

#include <map>
#include <string>

namespace xunze::detail {

// Sixteen hexadecimal digits of SHA-256 over rule and key. Where a key is masked, a plain hash of
// it could be searched for: then it is keyed (HMAC) with the user's secret, or without one taken
// over the masked key and its turn among equal ones.
class finding_ids {
 public:
  explicit finding_ids(std::string secret) : secret_{std::move(secret)} {}

  std::string id(std::string const& rule, key_values const& key);
  // Of a finding that stands for all subjects of a rule, or of a row without a key.
  std::string id(std::string const& rule, std::string const& about);

 private:
  // Rows whose key is not known have the same words: each but the first is told by its turn.
  std::string told_apart(std::string words, key_values const& key);

  std::string secret_;
  std::map<std::string, std::size_t> turns_;
};

// HMAC-SHA-256 as 64 hexadecimal digits. Source: RFC 2104
std::string hmac_sha256_hex(std::string const& secret, std::string const& words);

}  // namespace xunze::detail

#endif
