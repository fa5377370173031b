// SPDX-License-Identifier: Apache-2.0
// expect: thresholds are exact: write x::dec(
#include "xunze/rule/draft.hpp"

namespace x = xunze;

auto share() { return x::from("session").sum("hours").per("class_id").at_most(0.10); }
