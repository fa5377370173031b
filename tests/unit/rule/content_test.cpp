// SPDX-License-Identifier: Apache-2.0
// Tests of content.
#include "xunze/rule/content.hpp"

#include "support/small_world.hpp"
#include "unit/rule/show.hpp"
#include "xunze/check/bound.hpp"
#include "xunze/rule/draft.hpp"

#include <gtest/gtest.h>

namespace xunze {
namespace {

kind::content of_class() {
  return {.subject = "class", .of = from("enrolment").key("class_id"), .tags = "topics"};
}

std::string said(kind::content const& of, std::string const& enrolments) {
  auto const made = test::run(test::policy_of(content(of).cite("D-1")),
                              {{"class", "class_id | c1 | c2"},
                               {"enrolment", "enr_id class_id topics days note | " + enrolments}});
  return test::verdicts(made);
}

TEST(Content, RequiredTagsAreLookedForOneByOne) {
  auto of = of_class();
  of.required = kind::list({"ethics", "safety"});
  EXPECT_EQ(testing::show(lower(of)),
            "subject: class\n"
            "found: or topics from enrolment key class_id\n"
            "condition: 'ethics' in found && 'safety' in found\n"
            "measured: ('ethics' in found ? 1 : 0) + ('safety' in found ? 1 : 0)\n"
            "threshold: 2\n");
  EXPECT_EQ(said(of, "e1 c1 ethics 1 a | e2 c1 safety;digital 1 a | e3 c2 ethics 1 a"),
            "c1:pass c2:fail");
}

TEST(Content, OneRowWithUnknownTagsLeavesOpenWhatIsMissing) {
  auto of = of_class();
  of.required = kind::list({"ethics"});
  EXPECT_EQ(said(of, "e1 c1 - 1 a | e2 c2 ethics 1 a | e3 c2 - 1 a"), "c1:unknown c2:pass");
}

TEST(Content, AForbiddenTagIsFoundInAnyRow) {
  auto of = of_class();
  of.forbidden = kind::list({"digital"});
  EXPECT_EQ(said(of, "e1 c1 ethics 1 a | e2 c2 ethics;digital 1 a"), "c1:pass c2:fail");
}

TEST(Content, SoManyOfAListAreEnough) {
  auto of = of_class();
  of.any_of = kind::list({"ethics", "digital", "safety"});
  of.at_least = 2;
  EXPECT_EQ(said(of, "e1 c1 ethics 1 a | e2 c1 safety 1 a | e3 c2 ethics 1 a"), "c1:pass c2:fail");
}

TEST(Content, HoursAreAddedUpByTag) {
  auto of = of_class();
  of.length = "days";
  of.hours = {{"ethics", 4}};
  EXPECT_EQ(said(of, "e1 c1 ethics;digital 3 a | e2 c1 ethics 1 a | e3 c2 digital 9 a"),
            "c1:pass c2:fail");
}

TEST(Content, EveryValueIsOfTheList) {
  auto of = of_class();
  of.value = "note";
  of.in = kind::list({"pdf", "doc"});
  EXPECT_EQ(said(of, "e1 c1 - 1 pdf | e2 c2 - 1 pdf | e3 c2 - 1 link"), "c1:pass c2:fail");
}

TEST(Content, SeveralPartsAreMeasuredByHowManyHold) {
  auto of = of_class();
  of.required = kind::list({"ethics"});
  of.forbidden = kind::list({"digital"});
  of.value = "note";
  of.in = kind::list({"pdf"});
  auto const made =
      test::run(test::policy_of(content(of).cite("D-1")),
                {{"class", "class_id | c1 | c2"},
                 {"enrolment", "enr_id class_id topics note | e1 c1 ethics pdf | "
                               "e2 c2 ethics;digital link"}});
  EXPECT_EQ(test::verdicts(made), "c1:pass c2:fail");
  EXPECT_EQ(test::measured(made), "c1:3 c2:1");
  EXPECT_EQ(to_string(test::finding_at(made, "c2").threshold), "3");
}

TEST(Content, RequiredGrowsAndForbiddenShrinks) {
  auto required = of_class();
  required.required = kind::list({"ethics"});
  required.due = "end_date";
  auto forbidden = of_class();
  forbidden.forbidden = kind::list({"digital"});
  auto chosen = of_class();
  chosen.any_of = kind::list({"ethics", "digital"});
  chosen.due = "end_date";
  policy const rules = test::policy_of(content(required).cite("D-1"), content(forbidden).cite("D-2"),
                                       content(chosen).cite("D-3"));
  diagnostics found;
  bound_policy const bound = bind(rules, *test::small_words(), found);
  ASSERT_EQ(render(found, language::en), "");
  EXPECT_EQ(bound.rules[0].sense, sense::growing);
  EXPECT_EQ(bound.rules[1].sense, sense::shrinking);
  EXPECT_EQ(bound.rules[2].sense, sense::growing);
}

TEST(Content, NeedsAPart) {
  EXPECT_EQ(testing::refusal([] { return lower(of_class()); }),
            "rule.arguments: `content`: one of `required`, `forbidden`, `any_of`, `hours`, `in` is "
            "needed");
  auto of = of_class();
  of.at_least = 2;
  EXPECT_EQ(testing::refusal([&] { return lower(of); }),
            "rule.arguments: `content`: `at_least` needs `any_of`");
}

}  // namespace
}  // namespace xunze
