// SPDX-License-Identifier: Apache-2.0
// What a text may have meant that is no code of its enumeration.
#include "code_help.hpp"

#include "xunze/core/diagnostic.hpp"

#include <string>
#include <vector>

namespace xunze::check_detail {

text code_help(enumeration const& of, std::string_view written) {
  if (auto const rank = of.find(written)) {
    std::string const& code = of.values[static_cast<std::size_t>(*rank)].code;
    return {"规则包中写代码“" + code + "”", "packs write its code, `" + code + "`"};
  }
  std::vector<std::string> known;
  for (enumerator const& one : of.values) known.push_back(one.code);
  return did_you_mean_help(written, known);
}

}  // namespace xunze::check_detail
