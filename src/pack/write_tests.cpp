// SPDX-License-Identifier: Apache-2.0
// The tests of a policy as JSON: those of the pack itself, and its files of tests.
#include "xunze/pack/pack_json.hpp"

#include "pack/pack_words.hpp"
#include "pack/pack_writer.hpp"

#include <set>

namespace xunze::json {
namespace {

template <typename Pairs>
node write_cells(Pairs const& cells) {
  node out = make_object();
  for (auto const& [name, held] : cells) put(out, name, write_value(held));
  return out;
}

node write_expectation(test_expectation const& of) {
  node out = make_object();
  put(out, "rule", make_text(of.rule));
  put(out, "subject", write_cells(of.subject));
  if (of.absent) {
    put(out, "absent", make_flag(true));
    return out;
  }
  put(out, "verdict", make_text(std::string{spelling(of.expected, verdicts)}));
  if (of.severity) {
    put(out, "severity", make_text(std::string{spelling(*of.severity, severities)}));
  }
  if (of.measured) put(out, "measured", make_text(*of.measured));
  if (of.threshold) put(out, "threshold", make_text(*of.threshold));
  if (of.slack) put(out, "slack", make_text(*of.slack));
  if (of.evidence) {
    node rows = make_object();
    for (auto const& [table, keys] : *of.evidence) put(rows, table, texts_node(keys));
    put(out, "evidence", std::move(rows));
  }
  return out;
}

node write_test(policy_test const& of) {
  node out = make_object();
  put(out, "name", make_text(of.name));
  put(out, "as_of", make_text(to_string(of.as_of)));
  if (!of.set.empty()) put(out, "set", write_cells(of.set));
  node tables = make_object();
  for (auto const& [name, rows] : of.tables) {
    node list = make_array();
    for (test_row const& row : rows) list.items.push_back(write_cells(row));
    put(tables, name, std::move(list));
  }
  put(out, "tables", std::move(tables));
  if (!of.complete_from.empty()) {
    node complete = make_object();
    for (auto const& [table, day] : of.complete_from) {
      put(complete, table, make_text(to_string(day)));
    }
    put(out, "complete", std::move(complete));
  }
  node expect = make_array();
  for (test_expectation const& one : of.expect) expect.items.push_back(write_expectation(one));
  put(out, "expect", std::move(expect));
  return out;
}

}  // namespace

node write_tests(policy const& rules, std::string const& file) {
  node out = make_array();
  for (policy_test const& one : rules.tests) {
    if (one.file == file) out.items.push_back(write_test(one));
  }
  return out;
}

}  // namespace xunze::json

namespace xunze {

std::vector<test_file> write_test_files(policy const& rules) {
  std::set<std::string> names;
  for (policy_test const& one : rules.tests) {
    if (!one.file.empty()) names.insert(one.file);
  }
  std::vector<test_file> out;
  for (std::string const& name : names) {
    json::node root = json::make_object();
    put(root, "format", json::make_text("xunze.tests/1"));
    put(root, "tests", json::write_tests(rules, name));
    out.push_back({name, "", json::print(root)});
  }
  return out;
}

}  // namespace xunze
