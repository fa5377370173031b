// SPDX-License-Identifier: Apache-2.0
// Rules and rows of the small vocabulary that several tests begin with.
#ifndef XUNZE_TESTS_SUPPORT_SMALL_RULES_HPP
#define XUNZE_TESTS_SUPPORT_SMALL_RULES_HPP

#include "xunze/rule/draft.hpp"

namespace xunze::test {

/// Rule T-1, in principle: a condition over the rows of a table.
[[nodiscard]] inline draft require(char const* condition, char const* subject = "enrolment") {
  return elig({.subject = subject, .require = condition}).cite("T-1").in_principle();
}

/// Rule T-1, in principle: so many enrolments a teacher.
[[nodiscard]] inline draft cap(char const* at_most = "1") {
  return freq({.from = "enrolment", .per = {"teacher_id"}, .at_most = at_most})
      .cite("T-1")
      .in_principle();
}

/// Enrolments of two teachers, one without days.
inline constexpr char const* three = "enr_id teacher_id days | e1 t1 5 | e2 t1 3 | e3 t2 -";

}  // namespace xunze::test

#endif
