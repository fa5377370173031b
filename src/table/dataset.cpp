// SPDX-License-Identifier: Apache-2.0
// Look-ups in a built dataset.
#include "xunze/table/dataset.hpp"

#include "xunze/core/failure.hpp"

#include <utility>

namespace xunze {

dataset::dataset(std::shared_ptr<vocabulary const> words)
    : words_{std::move(words)}, links_{std::make_shared<links>()} {}

table const* dataset::find(std::string_view name) const {
  auto const at = tables_.find(name);
  return at == tables_.end() ? nullptr : &at->second;
}

std::vector<std::int32_t> const& dataset::link(table const& from, std::size_t column) const {
  auto const at = links_->find({from.schema->name, column});
  if (at == links_->end()) {
    throw failure("table.no_reference", {"这一列没有引用其他表", "the column is no foreign key"});
  }
  return at->second;
}

std::optional<date> dataset::complete_from(std::string_view table) const {
  auto const at = complete_from_.find(table);
  return at == complete_from_.end() ? std::nullopt : std::optional{at->second};
}

}  // namespace xunze
