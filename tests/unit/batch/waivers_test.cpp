// SPDX-License-Identifier: Apache-2.0
// Waivers that name nothing are told.
#include "support/small_rules.hpp"
#include "support/small_world.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace xunze {
namespace {

using test::cap;
using test::on;
using test::policy_of;
using test::require;

std::string const columns = "waiver_id rule_id subject_kind subject_id from approved_by | ";

outcome with_waivers(policy rules, std::string const& waivers,
                     run_options options = on("2023-12-31")) {
  return test::run(std::move(rules),
                   {{"enrolment", "enr_id teacher_id class_id days | e1 t1 c1 1 | e2 t1 c1 9"},
                    {"class", "class_id start_date | c1 2023-05-01"},
                    {"waiver", columns + waivers}},
                   std::move(options));
}

std::string told(outcome const& made) {
  std::string out;
  for (diagnostic const& each : made.notes()) {
    EXPECT_EQ(each.level, diagnostic_level::warning);
    out += each.code + ' ' + to_string(each.at, language::en) + " `" + each.was.value_or("") +
           "`: " + each.help.en + '\n';
  }
  return out;
}

draft rule() { return require("days >= 5").anchor("class.start_date").waivable(); }

TEST(Waivers, OneOfARuleThatThePackLacksIsTold) {
  auto const made = with_waivers(policy_of(rule()), "w1 T-1 enrolment e1 2023-01-01 x | "
                                                    "w2 T-l enrolment e1 2023-01-01 x");
  EXPECT_EQ(told(made),
            "waiver.unknown_rule waiver.csv: row 3, column `rule_id` `T-l`: did you mean `T-1`?\n");
  EXPECT_EQ(made.notes()[0].message.zh, "规则包中没有规则“T-l”，这一行审批不起作用");
}

TEST(Waivers, OneOfAnotherKindOfSubjectIsTold) {
  auto const made = with_waivers(policy_of(rule()), "w1 T-1 class e1 2023-01-01 x");
  EXPECT_EQ(test::verdicts(made), "e1:fail e2:pass");
  EXPECT_EQ(told(made), "waiver.unknown_kind waiver.csv: row 2, column `subject_kind` `class`:"
                        " write enrolment\n");
}

TEST(Waivers, OneOfARuleThatHasNoneIsTold) {
  auto const mandatory = with_waivers(policy_of(rule().mandatory()), "w1 T-1 enrolment e1 - x");
  EXPECT_EQ(told(mandatory), "waiver.not_waivable waiver.csv: row 2, column `rule_id` `T-1`: \n");
  EXPECT_EQ(mandatory.notes()[0].message.en,
            "rule `T-1` is mandatory: this waiver does nothing");
  auto const without = require("days >= 5").anchor("class.start_date").in_principle();
  auto const plain = with_waivers(policy_of(without), "w1 T-1 enrolment e1 2023-01-01 x");
  EXPECT_EQ(test::verdicts(plain), "e1:fail e2:pass");
  EXPECT_EQ(plain.notes()[0].message.zh,
            "规则“T-1”没有特殊情况条款，不能批准例外，这一行审批不起作用");
}

TEST(Waivers, OneOfASubjectThatIsNotThereIsTold) {
  auto const made = with_waivers(policy_of(rule()), "w1 T-1 enrolment e9 2023-01-01 x");
  EXPECT_EQ(told(made), "waiver.unknown_subject waiver.csv: row 2, column `subject_id` `e9`:"
                        " its key is enr_id\n");
}

TEST(Waivers, ThoseOfSubjectsThatPassAndOfRulesNotCheckedAreNotTold) {
  EXPECT_EQ(told(with_waivers(policy_of(rule()), "w1 T-1 enrolment e2 2023-01-01 x | "
                                                 "w2 T-1 enrolment e1 2023-01-01 x")),
            "");
  run_options options = on("2023-12-31");
  options.rules = {"T-2"};
  auto const other = elig({.subject = "class", .require = "true"}).cite("T-2");
  EXPECT_EQ(told(with_waivers(policy_of(rule(), other), "w1 T-1 class e9 2023-01-01 x", options)),
            "");
  options.rules = {"T-1"};
  EXPECT_EQ(told(with_waivers(policy_of(rule(), other), "w1 T-2 class c9 2023-01-01 x", options)),
            "");
}

TEST(Waivers, APartThatIsNotKnownMayNameAnything) {
  EXPECT_EQ(told(with_waivers(policy_of(rule()), "w1 - class e9 2023-01-01 x | "
                                                 "w2 T-1 - e1 2023-01-01 x | "
                                                 "w3 T-1 enrolment - 2023-01-01 x")),
            "");
}

TEST(Waivers, SubjectsOfSeveralColumnsAreNamedByTheirKey) {
  auto const several = freq({.from = "enrolment", .per = {"teacher_id", "class_id"},
                             .at_most = "1"})
                           .cite("T-1")
                           .in_principle()
                           .waivable();
  EXPECT_EQ(told(with_waivers(policy_of(several), "w1 T-1 enrolment t1|c1 2023-01-01 x | "
                                                  "w2 T-1 enrolment t1 2023-01-01 x")),
            "waiver.unknown_subject waiver.csv: row 3, column `subject_id` `t1`:"
            " its key is teacher_id|class_id\n");
  EXPECT_EQ(told(with_waivers(policy_of(several), "w1 T-1 teacher t1|c1 2023-01-01 x")),
            "waiver.unknown_kind waiver.csv: row 2, column `subject_kind` `teacher`:"
            " write enrolment\n");
}

TEST(Waivers, SubjectsThatAreNotGivenMayBeThere) {
  auto const made = test::run(policy_of(rule()),
                              {{"waiver", columns + "w1 T-1 enrolment e9 2023-01-01 x"}});
  EXPECT_EQ(told(made), "");
}

TEST(Waivers, ManyAreCounted) {
  std::string rows = "w0 T-1 enrolment e1 2023-01-01 x";
  for (int i = 1; i <= 203; ++i) rows += " | w" + std::to_string(i) + " X-1 - - - -";
  auto const made = with_waivers(policy_of(rule()), rows);
  ASSERT_EQ(made.notes().size(), 201U);
  EXPECT_EQ(made.notes()[200].code, "data.more");
  EXPECT_EQ(made.notes()[200].message.en, "3 more findings are not listed");
}

}  // namespace
}  // namespace xunze
