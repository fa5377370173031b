// SPDX-License-Identifier: Apache-2.0
// Small parts that the lowering of several kinds shares.
#include "rule/parts.hpp"

#include "xunze/core/failure.hpp"

namespace xunze::detail {
namespace {

[[noreturn]] void lacks(std::string_view kind, std::string_view field) {
  std::string const name{field};
  refuse_arguments(kind, {"缺少参数“" + name + "”", "the argument `" + name + "` is missing"});
}

}  // namespace

void refuse_arguments(std::string_view kind, text message) {
  std::string const name{kind};
  throw failure{"rule.arguments",
                {"“" + name + "”：" + message.zh, "`" + name + "`: " + message.en}};
}

lowered about(subject_spec const& subject, std::string_view kind) {
  auto const* name = std::get_if<std::string>(&subject);
  if (name != nullptr && name->empty()) lacks(kind, "subject");
  lowered parts;
  parts.subject = subject;
  return parts;
}

term need(argument const& given, std::string_view kind, std::string_view field) {
  if (!given.given()) lacks(kind, field);
  return given.tree();
}

std::string const& need(std::string const& given, std::string_view kind, std::string_view field) {
  if (given.empty()) lacks(kind, field);
  return given;
}

aggregate need(aggregate given, std::string name, std::string_view kind, std::string_view field) {
  if (given.from.empty()) lacks(kind, field);
  given.name = std::move(name);
  return given;
}

aggregate counted(aggregate source, std::string name, std::string_view kind,
                  std::string_view field) {
  aggregate made = need(std::move(source), std::move(name), kind, field);
  if (made.op == aggregate_op::count || made.op == aggregate_op::distinct) return made;
  std::string const name_of{field};
  refuse_arguments(kind, {"“" + name_of + "”只能计数（count 或 distinct）",
                          "`" + name_of + "` counts: `count` or `distinct`"});
}

term or_one(argument const& given) { return given.given() ? term{given.tree()} : term{1}; }

expression both(expression const& a, expression const& b) {
  if (!a || !b) return a ? a : b;
  return term{a} && term{b};
}

void bounds(lowered& into, term const& number, argument const& at_least, argument const& at_most,
            std::string_view kind) {
  if (!at_least.given() && !at_most.given()) {
    refuse_arguments(kind, {"“at_least”“at_most”至少写一个",
                            "`at_least` or `at_most` is needed"});
  }
  if (!at_least.given()) {
    into.condition = number <= term{at_most.tree()};
  } else if (!at_most.given()) {
    into.condition = number >= term{at_least.tree()};
  } else {
    term const low{at_least.tree()};
    term const high{at_most.tree()};
    into.condition = number >= low && number <= high;
    into.measured = number;
    into.threshold = when(number < low, low, high);
  }
}

term with_alias(expression const& written, std::string const& alias) {
  if (written->kind != operation::path || written->path.front().name == alias) return written;
  auto made = std::make_shared<expression_node>(*written);
  made->path.insert(made->path.begin(), path_step{alias, {}});
  return expression{std::move(made)};
}

expression without_alias(expression const& written, std::string const& alias) {
  if (!written) return nullptr;
  auto made = std::make_shared<expression_node>(*written);
  if (made->path.size() > 1 && made->path.front().name == alias) {
    made->path.erase(made->path.begin());
  }
  for (expression& operand : made->operands) operand = without_alias(operand, alias);
  return made;
}

std::vector<std::pair<expression, expression>> pairs_of(std::vector<same_key> const& same,
                                                        std::string const& alias) {
  std::vector<std::pair<expression, expression>> pairs;
  for (same_key const& one : same) {
    pairs.emplace_back(one.target, without_alias(one.partner, alias));
  }
  return pairs;
}

}  // namespace xunze::detail
