// SPDX-License-Identifier: Apache-2.0
#include "xunze/version.hpp"

namespace xunze {

std::string_view library_version() noexcept { return XUNZE_VERSION; }

}  // namespace xunze
