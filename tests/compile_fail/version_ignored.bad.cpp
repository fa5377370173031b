// SPDX-License-Identifier: Apache-2.0
// expect: ignoring return value
#include "xunze/version.hpp"

void same_version() { xunze::library_version(); }
