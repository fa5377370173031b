// SPDX-License-Identifier: Apache-2.0
// What a run says that its verdicts take for granted.
#include "support/small_rules.hpp"
#include "support/small_world.hpp"
#include "xunze/table/dataset_builder.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace xunze {
namespace {

using test::cap;
using test::on;
using test::policy_of;
using test::require;
using test::three;

/// All that a run takes for granted, in English, a line each.
std::string assumed(policy rules, std::vector<test::rows> const& tables,
                    std::vector<std::pair<std::string, date>> const& complete = {},
                    run_options options = on("2023-12-31")) {
  dataset_builder builder{test::small_words()};
  for (auto const& each : tables) builder.add_csv_text(each.table, test::csv_of(each), "t.csv");
  for (auto const& [table, day] : complete) builder.complete_from(table, day);
  auto const data = std::make_shared<dataset const>(builder.build());
  outcome const made =
      evaluate(std::make_shared<policy const>(std::move(rules)), data, std::move(options));
  std::string out;
  for (text const& each : made.assumptions()) {
    EXPECT_FALSE(each.zh.empty());
    out += each.en + '\n';
  }
  return out;
}

draft no_ban() {
  return elig({.subject = "teacher", .require = "n == 0"})
      .aggregate("n", from("ban").key("teacher_id").on("teacher_id"))
      .cite("T-2")
      .in_principle();
}

std::string const whole = " does not say how complete it is: taken as complete\n";

TEST(Assumptions, ATableTakenAsEmptyIsNamedWhereARuleReadsIt) {
  std::string const empty = "`ban` is not given: taken as empty\n";
  EXPECT_EQ(assumed(policy_of(no_ban()), {{"teacher", "teacher_id | t1"}}),
            empty + "`teacher`" + whole);
  EXPECT_EQ(assumed(policy_of(no_ban()), {{"teacher", "teacher_id | t1"}, {"ban", "ban_id | b1"}}),
            "`teacher`" + whole + "`ban`" + whole);
  EXPECT_EQ(assumed(policy_of(cap()), {{"enrolment", three}}), "`enrolment`" + whole);
}

TEST(Assumptions, ARunOfSomeRulesNamesTheTablesThatTheseRead) {
  run_options options = on("2023-12-31");
  options.rules = {"T-1"};
  std::vector<test::rows> const tables{{"teacher", "teacher_id | t1"}, {"enrolment", three}};
  EXPECT_EQ(assumed(policy_of(cap(), no_ban()), tables, {}, options), "`enrolment`" + whole);
  options.rules = {"T-2"};
  EXPECT_EQ(assumed(policy_of(cap(), no_ban()), tables, {}, options),
            "`ban` is not given: taken as empty\n`teacher`" + whole);
}

TEST(Assumptions, WaiversAreTakenAsNoneOnlyWhereARuleMayHaveThem) {
  std::vector<test::rows> const tables{{"enrolment", three}};
  std::string const none = "`waiver` is not given: taken as empty\n";
  EXPECT_EQ(assumed(policy_of(require("days >= 5").waivable()), tables),
            none + "`enrolment`" + whole);
  EXPECT_EQ(assumed(policy_of(require("days >= 5").waivable().mandatory()), tables),
            "`enrolment`" + whole);
  EXPECT_EQ(assumed(policy_of(require("days >= 5")), tables), "`enrolment`" + whole);
  run_options options = on("2023-12-31");
  options.rules = {"T-2"};
  EXPECT_EQ(assumed(policy_of(require("days >= 5").waivable(), no_ban()), {{"ban", "ban_id | b1"}},
                    {}, options),
            "`ban`" + whole);
}

TEST(Assumptions, ATableThatIsCompleteOnlyFromADayIsNamedWithIt) {
  std::vector<test::rows> const tables{{"teacher", "teacher_id | t1"}};
  EXPECT_EQ(assumed(policy_of(no_ban()), tables, {{"teacher", make_date(2023, 1, 1)}}),
            "`ban` is not given: taken as empty\n"
            "`teacher` is complete from 2023-01-01 on: earlier rows may not be given\n");
  EXPECT_EQ(assumed(policy_of(no_ban()), tables, {{"project", make_date(2023, 1, 1)}}),
            "`ban` is not given: taken as empty\n`teacher`" + whole)
      << "no rule reads it";
}

TEST(Assumptions, TheDayUpToWhichEventsAreKnownIsSaidIfItIsAnother) {
  std::vector<test::rows> const tables{{"enrolment", three}};
  run_options options = on("2023-12-31");
  options.known_by = make_date(2023, 12, 31);
  EXPECT_EQ(assumed(policy_of(cap()), tables, {}, options), "`enrolment`" + whole);
  options.known_by = make_date(2023, 6, 30);
  EXPECT_EQ(assumed(policy_of(cap()), tables, {}, options),
            "events are known up to 2023-06-30: later ones are left out\n`enrolment`" + whole);
}

}  // namespace
}  // namespace xunze
