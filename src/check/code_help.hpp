// SPDX-License-Identifier: Apache-2.0
// What a text may have meant that is no code of its enumeration.
#ifndef XUNZE_SRC_CHECK_CODE_HELP_HPP
#define XUNZE_SRC_CHECK_CODE_HELP_HPP

#include "xunze/schema/vocabulary.hpp"

#include <string_view>

namespace xunze::check_detail {

/// The code whose label or synonym it is, else the code spelled most like it; may be empty.
[[nodiscard]] text code_help(enumeration const& of, std::string_view written);

}  // namespace xunze::check_detail

#endif
