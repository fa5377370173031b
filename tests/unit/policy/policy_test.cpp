// SPDX-License-Identifier: Apache-2.0
// Tests of policies as plain data.
#include "xunze/policy/policy.hpp"

#include <gtest/gtest.h>

namespace xunze {
namespace {

TEST(Policy, FindsItsPartsByNameAndNothingElse) {
  policy pack;
  pack.parameters.resize(2);
  pack.parameters[1].name = "cap";
  pack.relations.resize(1);
  pack.relations[0].name = "taking_part";
  pack.rules.resize(2);
  pack.rules[0].id = "A-1";
  pack.rules[1].id = "A-1/part";
  pack.clauses.resize(1);
  pack.clauses[0].id = "A-1";
  pack.documents.resize(1);
  pack.documents[0].id = "A";
  EXPECT_EQ(pack.find_parameter("cap"), &pack.parameters[1]);
  EXPECT_EQ(pack.find_relation("taking_part"), &pack.relations[0]);
  EXPECT_EQ(pack.find_rule("A-1"), &pack.rules[0]);
  EXPECT_EQ(pack.find_rule("A-1/part"), &pack.rules[1]);
  EXPECT_EQ(pack.find_clause("A-1"), &pack.clauses[0]);
  EXPECT_EQ(pack.find_document("A"), &pack.documents[0]);
  EXPECT_EQ(pack.find_parameter("CAP"), nullptr);
  EXPECT_EQ(pack.find_rule("A"), nullptr);
  EXPECT_EQ(pack.find_relation(" taking_part"), nullptr);
}

TEST(Decision, TakesItsSubjectFromPartsThatAgree) {
  decision const agreed("d", std::vector<decision_part>{{{"A", {}}, "e"}, {{"B", {}}, "e"}});
  EXPECT_EQ(agreed.subject, "e");
  ASSERT_EQ(agreed.members.size(), 2U);
  EXPECT_EQ(agreed.members[1].rule, "B");
  decision const mixed("d", std::vector<decision_part>{{{"A", {}}, "e"}, {{"B", {}}, "f"}});
  EXPECT_EQ(mixed.subject, "");
  EXPECT_EQ(mixed.members.size(), 2U);
}

}  // namespace
}  // namespace xunze
