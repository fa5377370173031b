// SPDX-License-Identifier: Apache-2.0
#include "xunze/version.hpp"

bool same_version() { return xunze::library_version() == XUNZE_VERSION; }
