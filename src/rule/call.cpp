// SPDX-License-Identifier: Apache-2.0
// The functions of the expression profile as C++ functions over terms.
#include "xunze/rule/call.hpp"

#include "xunze/core/failure.hpp"

#include <memory>
#include <string>

namespace xunze {
namespace {

void need_path(term const& row, std::string const& function) {
  if (row.tree()->kind == operation::path) return;
  throw failure{"expression.function",
                {"“" + function + "”须写在路径之后", "`" + function + "` follows a path"}};
}

}  // namespace

term holds(term const& row, std::string_view rule) {
  need_path(row, "holds");
  auto made = std::make_shared<expression_node>(*holds(rule).tree());
  made->path = row.tree()->path;
  return expression{std::move(made)};
}

term ancestor(term const& row, std::string_view level) {
  need_path(row, "ancestor");
  auto made = std::make_shared<expression_node>(*row.tree());
  made->path.push_back({"ancestor", {std::string{level}}});
  return expression{std::move(made)};
}

}  // namespace xunze
