// SPDX-License-Identifier: Apache-2.0
#include "xunze/rule/draft.hpp"

namespace x = xunze;

auto share() { return x::from("session").sum("hours").per("class_id").at_most(x::dec("0.10")); }
