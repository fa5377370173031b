// SPDX-License-Identifier: Apache-2.0
// Whether a value may be that of a parameter; private to the library.
#ifndef XUNZE_SRC_CHECK_SETTING_HPP
#define XUNZE_SRC_CHECK_SETTING_HPP

#include "xunze/core/diagnostic.hpp"
#include "xunze/policy/parameter.hpp"
#include "xunze/schema/vocabulary.hpp"

#include <optional>

namespace xunze::check_detail {

/// The value as a parameter holds it: a text is a code of an enumeration, a whole number an int.
/// Nulls: null is of every type. Errors: nullopt, and `parameter.value` for each thing wrong.
[[nodiscard]] std::optional<value> setting_of(parameter const& of, value const& given,
                                              vocabulary const& words, diagnostics& out);

}  // namespace xunze::check_detail

#endif
