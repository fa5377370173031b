// SPDX-License-Identifier: Apache-2.0
#include "xunze/rule/draft.hpp"

namespace x = xunze;

auto capped() { return x::from("enrolment").at_most(1).per("teacher_id"); }
