// SPDX-License-Identifier: Apache-2.0
// Hides personal data in what people are shown.
#ifndef XUNZE_REPORT_MASKING_HPP
#define XUNZE_REPORT_MASKING_HPP

#include <string>
#include <string_view>

namespace xunze {

/// The first and the last character, `*` for each between: 王小明 is 王*明.
/// Shape: two characters keep the first, a single one none.
[[nodiscard]] std::string masked(std::string_view words);

/// Whether the text has the shape of an identity number: 15 or 18 digits, the last may be X.
[[nodiscard]] bool is_identity_shaped(std::string_view words) noexcept;

/// The text with each identity-shaped run of digits in it masked; others stay.
[[nodiscard]] std::string mask_identities(std::string_view words);

}  // namespace xunze

#endif
