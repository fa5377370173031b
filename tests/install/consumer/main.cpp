// SPDX-License-Identifier: Apache-2.0
// Includes what a user includes and asks the linked library who it is.
#include <xunze/version.hpp>
#if __has_include(<xunze/xunze.hpp>)
#include <xunze/xunze.hpp>
#endif

int main() { return xunze::library_version() == XUNZE_VERSION ? 0 : 1; }
