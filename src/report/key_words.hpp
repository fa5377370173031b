// SPDX-License-Identifier: Apache-2.0
// Keys of subjects as people read them.
#ifndef XUNZE_SRC_REPORT_KEY_WORDS_HPP
#define XUNZE_SRC_REPORT_KEY_WORDS_HPP

#include "xunze/report/report.hpp"

#include <string>

namespace xunze::detail {

/// What people call a part of a key: in Chinese the title of the column of that name, in the
/// relation itself, in the table whose key it is, of its codes, or in most tables; else the name.
[[nodiscard]] std::string key_name(std::string const& name, value const& held,
                                   std::string const& relation, vocabulary const& words,
                                   language which);

/// Whether a label says no more than the key's parts joined.
[[nodiscard]] bool is_joined_key(std::string const& label, key_values const& key);

}  // namespace xunze::detail

#endif
