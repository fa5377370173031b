// SPDX-License-Identifier: Apache-2.0
// What a dataset_builder holds.
#ifndef XUNZE_SRC_TABLE_BUILDER_STATE_HPP
#define XUNZE_SRC_TABLE_BUILDER_STATE_HPP

#include "table/table_loader.hpp"

#include <map>
#include <memory>
#include <string>
#include <utility>

namespace xunze {

struct dataset_builder::state : detail::table_loader {
  state(std::shared_ptr<vocabulary const> words, cell_policy cells, load_limits bounds)
      : table_loader{words, cells, bounds}, shared_words{std::move(words)}, policy{cells} {}

  std::shared_ptr<vocabulary const> shared_words;
  cell_policy policy;
  std::map<std::string, date, std::less<>> complete{};
};

}  // namespace xunze

#endif
