// SPDX-License-Identifier: Apache-2.0
// expect: per(...) names at least one key
#include "xunze/rule/draft.hpp"

namespace x = xunze;

auto capped() { return x::from("enrolment").at_most(1).per(); }
