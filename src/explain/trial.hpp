// SPDX-License-Identifier: Apache-2.0
// Changes made on a copy of the data, and the rule asked again.
#ifndef XUNZE_SRC_EXPLAIN_TRIAL_HPP
#define XUNZE_SRC_EXPLAIN_TRIAL_HPP

#include "xunze/explain/explanation.hpp"

#include <vector>

namespace xunze::explain_detail {

/// One subject that fails one rule.
/// Lifetime: refers to the run.
class trial {
 public:
  trial(outcome const& run, std::size_t rule, std::size_t subject);

  /// Whether the subject passes, or the rule applies no more, once the changes are made.
  /// Shape: no rows to be added. A subject whose own rows are gone has nothing left to fail: then
  /// fewer subjects must fail than before, so that it did not only get another key.
  /// Cost: a copy of the data and one run of the rule.
  [[nodiscard]] bool helps(std::vector<change> const& changes) const;

 private:
  outcome const& run_;
  std::size_t rule_;
  std::size_t subject_;
  key_values key_;
};

}  // namespace xunze::explain_detail

#endif
