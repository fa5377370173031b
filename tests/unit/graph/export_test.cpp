// SPDX-License-Identifier: Apache-2.0
// Tests of graphs as DOT, Mermaid and JSON.
#include "xunze/graph/export.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace xunze {
namespace {

dependency_graph small_graph() {
  dependency_graph graph;
  auto const clause = graph.add_node(node_kind::clause, "SX23-1-a", {"三(一)", "3(1)"});
  auto const rule = graph.add_node(node_kind::rule, "SX23-1-a/x");
  auto const table = graph.add_node(node_kind::table, "teacher", {"教师", "teachers"});
  graph.add_edge(rule, clause, edge_kind::cites);
  graph.add_edge({rule, table, edge_kind::reads, 1, true, parameter_choice{"p", "alt"}});
  return graph;
}

dependency_graph awkward_graph() {
  dependency_graph graph;
  auto const a = graph.add_node(node_kind::rule, "a\"b\\c\nd", {"“引号”\"\r\n<b>&#;", ""});
  auto const b = graph.add_node(node_kind::rule, "训则");
  graph.add_edge(a, b, edge_kind::overrides);
  graph.add_node(node_kind::rule, "bad\xFFutf\x01");
  return graph;
}

TEST(ToDot, WritesNodesEdgesAndLabelsInOneLanguage) {
  EXPECT_EQ(to_dot(small_graph()),
            "digraph xunze {\n"
            "  graph [rankdir=LR];\n"
            "  \"clause:SX23-1-a\" [shape=note, label=\"SX23-1-a\\n三(一)\"];\n"
            "  \"rule:SX23-1-a/x\" [shape=hexagon, label=\"SX23-1-a/x\"];\n"
            "  \"table:teacher\" [shape=cylinder, label=\"teacher\\n教师\"];\n"
            "  \"rule:SX23-1-a/x\" -> \"clause:SX23-1-a\" [style=dashed, label=\"依据\"];\n"
            "  \"rule:SX23-1-a/x\" -> \"table:teacher\" [style=solid, "
            "label=\"读取，前1期，可无，仅当p = alt\"];\n"
            "}\n");
  graph_export how;
  how.labels = language::en;
  how.direction = graph_direction::top_down;
  auto const english = to_dot(small_graph(), how);
  EXPECT_NE(english.find("rankdir=TB"), std::string::npos);
  EXPECT_NE(english.find("label=\"teacher\\nteachers\""), std::string::npos);
  EXPECT_NE(english.find("label=\"reads, 1 earlier, optional, only with p = alt\""),
            std::string::npos);
}

TEST(ToDot, EscapesQuotesBackslashesAndLineBreaks) {
  auto const made = to_dot(awkward_graph());
  EXPECT_NE(made.find("\"rule:a\\\"b\\\\c\\nd\" [shape=hexagon, "
                      "label=\"a\\\"b\\\\c\\nd\\n“引号”\\\"\\n<b>&#;\"];\n"),
            std::string::npos)
      << made;
  EXPECT_NE(made.find("-> \"rule:训则\" [style=bold, label=\"优先于\"]"), std::string::npos);
  EXPECT_NE(made.find("\"rule:bad\xEF\xBF\xBDutf \""), std::string::npos);
}

TEST(ToMermaid, WritesNodesEdgesAndLabels) {
  EXPECT_EQ(to_mermaid(small_graph()),
            "flowchart LR\n"
            "  clause_SX23_2d1_2da>\"SX23-1-a<br/>三#40;一#41;\"]\n"
            "  rule_SX23_2d1_2da_2fx{{\"SX23-1-a/x\"}}\n"
            "  table_teacher[(\"teacher<br/>教师\")]\n"
            "  rule_SX23_2d1_2da_2fx -.->|\"依据\"| clause_SX23_2d1_2da\n"
            "  rule_SX23_2d1_2da_2fx -->|\"读取，前1期，可无，仅当p = alt\"| table_teacher\n");
}

TEST(ToMermaid, EscapesByNumberAndKeepsIdsApart) {
  auto const made = to_mermaid(awkward_graph());
  EXPECT_NE(made.find("rule_a_22b_5cc_0ad{{\"a#34;b#92;c<br/>d<br/>“引号”#34;<br/>#60;b#62;"
                      "#38;#35;#59;\"}}\n"),
            std::string::npos)
      << made;
  EXPECT_NE(made.find("rule__e8_ae_ad_e5_88_99{{\"训则\"}}"), std::string::npos);
  EXPECT_NE(made.find("==>|\"优先于\"| rule__e8_ae_ad_e5_88_99\n"), std::string::npos);

  dependency_graph near;
  near.add_node(node_kind::rule, "a_5f");
  near.add_node(node_kind::rule, "a__");
  near.add_node(node_kind::rule, "a-_");
  EXPECT_EQ(to_mermaid(near),
            "flowchart LR\n"
            "  rule_a_5f5f{{\"a#95;5f\"}}\n"
            "  rule_a_5f_5f{{\"a#95;#95;\"}}\n"
            "  rule_a_2d_5f{{\"a-#95;\"}}\n");
}

TEST(ToJson, HoldsBothLanguagesAndAllPartsOfAnEdge) {
  auto const made = nlohmann::json::parse(to_json(small_graph()));
  EXPECT_EQ(made["format"], "xunze.graph/1");
  ASSERT_EQ(made["nodes"].size(), 3U);
  EXPECT_EQ(made["nodes"][0]["id"], "clause:SX23-1-a");
  EXPECT_EQ(made["nodes"][0]["kind"], "clause");
  EXPECT_EQ(made["nodes"][0]["title"]["zh"], "三(一)");
  EXPECT_EQ(made["nodes"][0]["title"]["en"], "3(1)");
  EXPECT_FALSE(made["nodes"][1].contains("title"));
  ASSERT_EQ(made["edges"].size(), 2U);
  EXPECT_EQ(made["edges"][0], (nlohmann::json{{"from", "rule:SX23-1-a/x"},
                                              {"to", "clause:SX23-1-a"},
                                              {"kind", "cites"}}));
  EXPECT_EQ(made["edges"][1]["period_lag"], 1);
  EXPECT_EQ(made["edges"][1]["optional"], true);
  EXPECT_EQ(made["edges"][1]["only_with"]["parameter"], "p");
  EXPECT_EQ(made["edges"][1]["only_with"]["alternative"], "alt");
}

TEST(ToJson, ReadsBackWhatIsAwkward) {
  auto const made = nlohmann::json::parse(to_json(awkward_graph()));
  EXPECT_EQ(made["nodes"][0]["name"], "a\"b\\c\nd");
  EXPECT_EQ(made["nodes"][0]["title"]["zh"], "“引号”\"\r\n<b>&#;");
  EXPECT_EQ(made["nodes"][1]["id"], "rule:训则");
  EXPECT_EQ(made["nodes"][2]["name"], "bad\xEF\xBF\xBDutf\x01");
}

TEST(Export, OfAnEmptyGraphIsWellFormed) {
  EXPECT_EQ(to_dot({}), "digraph xunze {\n  graph [rankdir=LR];\n}\n");
  EXPECT_EQ(to_mermaid({}), "flowchart LR\n");
  auto const made = nlohmann::json::parse(to_json({}));
  EXPECT_TRUE(made["nodes"].is_array());
  EXPECT_TRUE(made["edges"].is_array());
}

TEST(Export, OfSomeKindsIsTheProjectedGraph) {
  dependency_graph graph = small_graph();
  auto const other = graph.add_node(node_kind::clause, "B");
  auto const rule = *graph.find(node_kind::rule, "SX23-1-a/x");
  auto const needed = graph.add_node(node_kind::rule, "B/x");
  graph.add_edge(needed, other, edge_kind::cites);
  graph.add_edge(rule, needed, edge_kind::needs);
  graph_export how;
  how.kinds = node_kind::clause;
  auto const made = nlohmann::json::parse(to_json(graph, how));
  ASSERT_EQ(made["nodes"].size(), 2U);
  EXPECT_EQ(made["edges"], nlohmann::json::array({{{"from", "clause:SX23-1-a"},
                                                   {"to", "clause:B"},
                                                   {"kind", "needs"}}}));
}

TEST(Export, IdsStayWhenNodesAreAdded) {
  dependency_graph graph;
  graph.add_node(node_kind::rule, "new");
  auto const same = graph.add_node(node_kind::clause, "SX23-1-a");
  EXPECT_EQ(export_id(graph.node(same)), export_id(small_graph().node(0)));
  EXPECT_EQ(export_id(graph.node(same)), "clause:SX23-1-a");
}

}  // namespace
}  // namespace xunze
