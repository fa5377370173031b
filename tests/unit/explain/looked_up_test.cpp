// SPDX-License-Identifier: Apache-2.0
// Tests of explaining through a look-up into a relation.
#include "xunze/explain/explanation.hpp"

#include "support/small_world.hpp"
#include "xunze/rule/draft.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace xunze {
namespace {

std::vector<evidence_row> rows_of(explanation_node const& node) {
  std::vector<evidence_row> all = node.rows;
  for (explanation_node const& one : node.operands) {
    auto const more = rows_of(one);
    all.insert(all.end(), more.begin(), more.end());
  }
  return all;
}

/// Who did not come is out for two years: a nomination of 2025 looks up the bans of 2023.
TEST(ExplainALookUp, ShowsTheRowOfTwoYearsBefore) {
  policy_builder made{"small"};
  made.vocabulary("small");
  node_block nodes;
  nodes.aggregates = {from("enrolment").where("status == 'dropped'").key("teacher_id",
                                                                         "class.project.year")};
  nodes.aggregates[0].name = "no_shows";
  nodes.let = {{"banned", argument{"no_shows >= 1"}}};
  made.relation("teacher_year",
                distinct_body{"enrolment", {key{"teacher_id"}, key{"year", "class.project.year"}},
                              {}},
                std::move(nodes));
  lookup before;
  before.table = "teacher_year";
  before.on = {{"teacher_id", argument{"teacher_id"}},
               {"year", argument{"class.project.year - 2"}}};
  made.relation("nominated", derive_body{"enrolment", {{"before", before, {}}}, {}, {}, {}});
  made.rule(elig({.subject = "nominated", .require = "!has(before) || !before.banned"}).cite("D-1"));
  outcome const found = test::run(
      made.build(),
      {{"teacher", "teacher_id | t1 | t2"},
       {"project", "project_id year | p23 2023 | p25 2025"},
       {"class", "class_id project_id | c23 p23 | c25 p25"},
       {"enrolment", "enr_id teacher_id class_id status | e1 t2 c23 completed | "
                     "e2 t1 c23 dropped | e3 t1 c25 selected | e4 t2 c25 selected"}},
      test::on("2025-12-31"));
  EXPECT_EQ(test::verdicts(found), "e1:pass e2:pass e3:fail e4:pass");
  EXPECT_EQ(test::evidence_of(test::finding_at(found, "e3")), "enrolment:1 enrolment:2");
  auto const rows = rows_of(explain(found, 0, 2).condition_tree);
  EXPECT_TRUE(std::any_of(rows.begin(), rows.end(), [](evidence_row const& row) {
    return row.table == "enrolment" && row.row == 1;
  }));
}

}  // namespace
}  // namespace xunze
