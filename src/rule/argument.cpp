// SPDX-License-Identifier: Apache-2.0
// Arguments of the constructors of rules.
#include "xunze/rule/argument.hpp"

#include "rule/parts.hpp"

namespace xunze {

key::key(argument value) : held_{{}, value.tree()} {
  expression const& tree = held_.value;
  if (!tree || tree->kind != operation::path) {
    std::string const written = to_string(tree);
    detail::refuse_arguments("key", {"键“" + written + "”不是路径，须有名称",
                                     "the key `" + written + "` is no path and needs a name"});
  }
  held_.name = tree->path.back().name;
}

}  // namespace xunze
