// SPDX-License-Identifier: Apache-2.0
// How many periods back a look-up or an aggregate reaches.
#ifndef XUNZE_SRC_POLICY_PERIODS_HPP
#define XUNZE_SRC_POLICY_PERIODS_HPP

#include "xunze/policy/relation.hpp"

#include <vector>

namespace xunze::policy_detail {

/// The greatest number that a look-up takes from one of its keys: 1 for `year - 1`.
/// Shape: 0 where no key is a path less a positive whole number, or the same in add_years.
[[nodiscard]] int periods_back(lookup const& of);

/// The same of what an aggregate compares its keys with.
[[nodiscard]] int periods_back(std::vector<expression> const& on);

}  // namespace xunze::policy_detail

#endif
