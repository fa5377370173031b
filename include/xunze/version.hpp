// SPDX-License-Identifier: Apache-2.0
// The version of the headers, and that of the library linked.
#ifndef XUNZE_VERSION_HPP
#define XUNZE_VERSION_HPP

#include <string_view>

// The build and the wheel read the version from this line: it stands nowhere else.
#define XUNZE_VERSION "0.1.0"

namespace xunze {

/// Version of the linked library; other than `XUNZE_VERSION` when headers and library do not match.
/// Lifetime: static. Threads: safe.
[[nodiscard]] std::string_view library_version() noexcept;

}  // namespace xunze

#endif  // XUNZE_VERSION_HPP
