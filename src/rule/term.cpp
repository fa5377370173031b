// SPDX-License-Identifier: Apache-2.0
// Expressions written in C++: columns, parameters, literals and operators.
#include "xunze/rule/term.hpp"

#include "xunze/core/failure.hpp"

#include <vector>

namespace xunze {

term term::in(term const& set) const { return join(operation::in, *this, set); }

term term::in(std::initializer_list<term> members) const {
  std::vector<expression> trees;
  for (term const& one : members) trees.push_back(one.tree_);
  return make_operation(operation::in, {tree_, make_operation(operation::list, std::move(trees))});
}

term col(std::string_view path) { return make_path(path); }

term param(std::string_view name) {
  expression made = make_path(name);
  if (made->path.size() != 1) {
    std::string const written{name};
    throw failure{"expression.syntax",
                  {"“" + written + "”不是参数名", "`" + written + "` is not a parameter's name"}};
  }
  return made;
}

term lit(term literal) { return literal; }

decimal dec(std::string_view written) {
  auto const number = parse_decimal(written);
  if (!number) {
    std::string const words{written};
    throw failure{"decimal.syntax", {"“" + words + "”不是数", "`" + words + "` is not a number"}};
  }
  return *number;
}

term when(term const& condition, term const& then, term const& otherwise) {
  return make_operation(operation::choose, {condition.tree(), then.tree(), otherwise.tree()});
}

}  // namespace xunze
