// SPDX-License-Identifier: Apache-2.0
// What became of tests, for people and as JSON.
#include "testing/json_parts.hpp"
#include "xunze/testing/run_tests.hpp"

namespace xunze {
namespace {

text name_of_field(std::string const& field) {
  if (field == "verdict") return {"结论", "verdict"};
  if (field == "measured") return {"实际值", "measured"};
  if (field == "threshold") return {"要求值", "threshold"};
  if (field == "slack") return {"差额", "slack"};
  if (field == "severity") return {"程度", "severity"};
  if (field == "absent") return {"不是规则的对象", "absent"};
  return {"证据行", "evidence"};
}

std::string counted(std::size_t n, char const* one, char const* many) {
  return std::to_string(n) + " " + (n == 1 ? one : many);
}

}  // namespace

std::string to_text(policy const& pack, tests_outcome const& done, language which) {
  bool const zh = which == language::zh;
  std::string out;
  for (failed_expectation const& one : done.failed) {
    policy_test const& test = pack.tests[one.test];
    test_expectation const& expected = test.expect[one.expectation];
    std::string const where = to_string(expected.at, which);
    if (!where.empty()) out += where + ": ";
    out += expected.rule + (zh ? "，测试“" + test.name + "”" : ", test `" + test.name + "`") + "\n";
    for (test_difference const& field : one.differences) {
      text const name = name_of_field(field.field);
      out += zh ? "  " + name.zh + "：应为 " + field.expected + "，得到 " + field.came + "\n"
                : "  " + name.en + ": expected " + field.expected + ", came " + field.came + "\n";
    }
  }
  out += render(done.problems, which);
  std::size_t const failed = done.failed.size();
  std::size_t const broken = done.problems.size();
  if (zh) {
    out += "测试" + std::to_string(done.tests) + "个，期望" + std::to_string(done.expectations) +
           "条：不成立" + std::to_string(failed) + "条，有误" + std::to_string(broken) + "处\n";
  } else {
    out += counted(done.tests, "test", "tests") + ", " +
           counted(done.expectations, "expectation", "expectations") + ": " +
           std::to_string(failed) + " failed, " + std::to_string(broken) + " broken\n";
  }
  return out;
}

std::string to_json(policy const& pack, tests_outcome const& done) {
  using namespace json;
  node out = make_object();
  put(out, "pack", make_text(pack.info.id));
  put_count(out, "tests", done.tests);
  put_count(out, "expectations", done.expectations);
  node failed = make_array();
  for (failed_expectation const& one : done.failed) {
    policy_test const& test = pack.tests[one.test];
    test_expectation const& expected = test.expect[one.expectation];
    node item = make_object();
    put(item, "test", make_text(test.name));
    put(item, "rule", make_text(expected.rule));
    put(item, "at", place_node(expected.at));
    node fields = make_array();
    for (test_difference const& each : one.differences) {
      node field = make_object();
      put(field, "field", make_text(each.field));
      put(field, "expected", make_text(each.expected));
      put(field, "came", make_text(each.came));
      fields.items.push_back(std::move(field));
    }
    put(item, "differences", std::move(fields));
    failed.items.push_back(std::move(item));
  }
  put(out, "failed", std::move(failed));
  put(out, "problems", findings_node(done.problems));
  return print(out);
}

}  // namespace xunze
