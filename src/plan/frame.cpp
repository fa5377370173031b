// SPDX-License-Identifier: Apache-2.0
#include "plan/frame.hpp"

namespace xunze::plan_detail {

std::optional<row_origin> frame::origin_of(std::size_t row) const {
  if (base != nullptr) {
    auto const at = origin ? (*origin)[row] : static_cast<std::int32_t>(row);
    return row_origin{base, at};
  }
  bool const joined = relation != nullptr && relation->kind == bound_relation::body::join;
  if (joined) {
    std::size_t const member = part[row];
    return members[member]->origin_of(static_cast<std::size_t>(member_row(member, row)));
  }
  bool const one = relation != nullptr && !members.empty() &&
                   (relation->kind == bound_relation::body::view ||
                    relation->kind == bound_relation::body::expand);
  if (one) return members[0]->origin_of(static_cast<std::size_t>(member_row(0, row)));
  return std::nullopt;
}

}  // namespace xunze::plan_detail
