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

namespace detail {

// Takes a table out again if reading it throws, so that no half-read one is ever built.
class half_read {
 public:
  half_read(table_loader& loader, loaded_table const* loaded)
      : loader_{loader}, loaded_{loaded} {}
  half_read(half_read const&) = delete;
  half_read& operator=(half_read const&) = delete;
  ~half_read() {
    if (loaded_ != nullptr) loader_.tables().erase(loaded_->data.schema->name);
  }
  void done() noexcept { loaded_ = nullptr; }

 private:
  table_loader& loader_;
  loaded_table const* loaded_;
};

}  // namespace detail

struct dataset_builder::state : detail::table_loader {
  state(std::shared_ptr<vocabulary const> words, cell_policy cells, load_limits bounds)
      : table_loader{words, cells, bounds}, shared_words{std::move(words)}, policy{cells} {}

  std::shared_ptr<vocabulary const> shared_words;
  cell_policy policy;
  std::map<std::string, date, std::less<>> complete{};
};

}  // namespace xunze

#endif
