// SPDX-License-Identifier: Apache-2.0
// Tests of time-limited exclusion.
#include "xunze/rule/debar.hpp"

#include "unit/rule/show.hpp"

#include <gtest/gtest.h>

namespace xunze {
namespace {

TEST(Debar, ABanHoldsOnItsFirstDayAndNotOnTheDayItEnds) {
  EXPECT_EQ(testing::show(lower(kind::debar{.subject = "enrolment",
                                            .bans = "ban_period",
                                            .as = "b",
                                            .same = {"teacher_id"},
                                            .at = "class.start_date",
                                            .from = "b.from",
                                            .to = "until",
                                            .where = "b.level == level"})),
            "subject: enrolment\n"
            "ban: partners in ban_period as b same (teacher_id, teacher_id)"
            " where b.from <= class.start_date && class.start_date < b.until"
            " && b.level == level\n"
            "condition: ban <= 0\n");
}

}  // namespace
}  // namespace xunze
