// SPDX-License-Identifier: Apache-2.0
// A graph as text for drawing programs and for other programs.
#include "xunze/graph/export.hpp"

#include "xunze/core/utf8.hpp"
#include "xunze/graph/project.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <string_view>
#include <utility>

namespace xunze {
namespace {

// Well-formed text in which a line break is \n and no other control character stands.
std::string clean(std::string_view words) {
  std::string out;
  for (std::size_t at = 0; at < words.size();) {
    char32_t const point = next_code_point(words, at);
    if (point == U'\r') {
      if (at == words.size() || words[at] != '\n') out += '\n';
    } else if ((point < 0x20 && point != U'\n') || point == 0x7F) {
      out += ' ';
    } else {
      append_utf8(out, point);
    }
  }
  return out;
}

// Inside a quoted DOT string, where \N and the like mean something and \n is a line break.
std::string dot_text(std::string_view words) {
  std::string out = "\"";
  for (char const c : clean(words)) {
    if (c == '\n') {
      out += "\\n";
      continue;
    }
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

// Inside a quoted Mermaid label, which knows entities by number and HTML, but no escapes.
std::string mermaid_text(std::string_view words) {
  static constexpr std::string_view special = "\"#&;<>`\\*_[]{}()|$%~";
  std::string out = "\"";
  for (char const c : clean(words)) {
    if (c == '\n') {
      out += "<br/>";
    } else if (special.find(c) != std::string_view::npos) {
      out += '#' + std::to_string(static_cast<int>(c)) + ';';
    } else {
      out += c;
    }
  }
  return out + '"';
}

// Letters and digits as they are, any other byte as _hh: different ids stay different.
std::string mermaid_id(graph_node const& node) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string out{code_of(node.kind)};
  out += '_';
  for (char const c : node.name) {
    bool const plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (plain) {
      out += c;
      continue;
    }
    auto const byte = static_cast<unsigned char>(c);
    out += '_';
    out += digits[byte >> 4U];
    out += digits[byte & 15U];
  }
  return out;
}

std::string label_of(graph_node const& node, language which) {
  std::string const& title = node.title.in(which);
  if (title.empty() || title == node.name) return node.name;
  return node.name + '\n' + title;
}

std::string label_of(graph_edge const& edge, language which) {
  bool const zh = which == language::zh;
  std::string out = name_of(edge.kind).in(which);
  auto const part = [&](std::string const& words) { out += (zh ? "，" : ", ") + words; };
  if (edge.period_lag > 0) {
    std::string const periods = std::to_string(edge.period_lag);
    part(zh ? "前" + periods + "期" : periods + " earlier");
  }
  if (edge.optional) part(zh ? "可无" : "optional");
  if (edge.only_with) {
    part((zh ? "仅当" : "only with ") + edge.only_with->parameter + " = " +
         edge.only_with->alternative);
  }
  return out;
}

struct look {
  std::string_view dot;
  std::string_view open;  // of a Mermaid node
  std::string_view close;
};

look look_of(node_kind kind) {
  static constexpr std::array<look, node_kind_count> looks{{
      {"cylinder", "[(", ")]"},        // table
      {"plain", "[", "]"},             // column
      {"parallelogram", "[/", "/]"},   // parameter
      {"box", "[", "]"},               // relation
      {"ellipse", "([", "])"},         // metric
      {"hexagon", "{{", "}}"},         // rule
      {"doubleoctagon", "[[", "]]"},   // decision
      {"trapezium", "[/", "\\]"},      // measure
      {"note", ">", "]"},              // clause
  }};
  return looks[static_cast<std::size_t>(kind)];
}

std::string_view dot_style(edge_kind kind) {
  switch (kind) {
    case edge_kind::overrides: return "bold";
    case edge_kind::cites: return "dashed";
    case edge_kind::reads:
    case edge_kind::needs: break;
  }
  return "solid";
}

std::string_view mermaid_arrow(edge_kind kind) {
  switch (kind) {
    case edge_kind::overrides: return "==>";
    case edge_kind::cites: return "-.->";
    case edge_kind::reads:
    case edge_kind::needs: break;
  }
  return "-->";
}

}  // namespace

std::string export_id(graph_node const& node) {
  return std::string{code_of(node.kind)} + ':' + node.name;
}

std::string to_dot(dependency_graph const& graph, graph_export const& how) {
  dependency_graph const shown = project(graph, how.kinds);
  std::string out = "digraph xunze {\n  graph [rankdir=";
  out += how.direction == graph_direction::left_right ? "LR" : "TB";
  out += "];\n";
  for (graph_node const& node : shown.nodes()) {
    out += "  " + dot_text(export_id(node)) + " [shape=" + std::string{look_of(node.kind).dot};
    out += ", label=" + dot_text(label_of(node, how.labels)) + "];\n";
  }
  for (graph_edge const& edge : shown.edges()) {
    out += "  " + dot_text(export_id(shown.node(edge.from))) + " -> ";
    out += dot_text(export_id(shown.node(edge.to))) + " [style=";
    out += dot_style(edge.kind);
    out += ", label=" + dot_text(label_of(edge, how.labels)) + "];\n";
  }
  return out + "}\n";
}

std::string to_mermaid(dependency_graph const& graph, graph_export const& how) {
  dependency_graph const shown = project(graph, how.kinds);
  std::string out = "flowchart ";
  out += how.direction == graph_direction::left_right ? "LR\n" : "TB\n";
  for (graph_node const& node : shown.nodes()) {
    look const shape = look_of(node.kind);
    out += "  " + mermaid_id(node) + std::string{shape.open};
    out += mermaid_text(label_of(node, how.labels)) + std::string{shape.close} + '\n';
  }
  for (graph_edge const& edge : shown.edges()) {
    out += "  " + mermaid_id(shown.node(edge.from)) + ' ' + std::string{mermaid_arrow(edge.kind)};
    out += '|' + mermaid_text(label_of(edge, how.labels)) + "| ";
    out += mermaid_id(shown.node(edge.to)) + '\n';
  }
  return out;
}

std::string to_json(dependency_graph const& graph, graph_export const& how) {
  using json = nlohmann::ordered_json;
  dependency_graph const shown = project(graph, how.kinds);
  json nodes = json::array();
  for (graph_node const& node : shown.nodes()) {
    json one{{"id", export_id(node)}, {"kind", code_of(node.kind)}, {"name", node.name}};
    if (!node.title.empty()) one["title"] = {{"zh", node.title.zh}, {"en", node.title.en}};
    nodes.push_back(std::move(one));
  }
  json edges = json::array();
  for (graph_edge const& edge : shown.edges()) {
    json one{{"from", export_id(shown.node(edge.from))},
             {"to", export_id(shown.node(edge.to))},
             {"kind", code_of(edge.kind)}};
    if (edge.period_lag != 0) one["period_lag"] = edge.period_lag;
    if (edge.optional) one["optional"] = true;
    if (edge.only_with) {
      one["only_with"] = {{"parameter", edge.only_with->parameter},
                          {"alternative", edge.only_with->alternative}};
    }
    edges.push_back(std::move(one));
  }
  json const whole{{"format", "xunze.graph/1"}, {"nodes", nodes}, {"edges", edges}};
  return whole.dump(2, ' ', false, json::error_handler_t::replace) + '\n';
}

}  // namespace xunze
