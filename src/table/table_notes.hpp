// SPDX-License-Identifier: Apache-2.0
// Diagnostics of one table while it is loaded: capped, in order of row and column.
#ifndef XUNZE_SRC_TABLE_TABLE_NOTES_HPP
#define XUNZE_SRC_TABLE_TABLE_NOTES_HPP

#include "xunze/core/diagnostic.hpp"
#include "xunze/table/dataset.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace xunze::detail {

// What a finding does: the run stops; a cell or row is set aside; or people are only told.
enum class effect : std::uint8_t { stop, set_aside, tell };

// A place inside the table. Units: row as the file shows it, 0 the whole table; column is a
// position in the schema, or no_column. What was written there and what counts instead is as in
// diagnostic.
struct spot {
  static constexpr std::size_t no_column = static_cast<std::size_t>(-1);
  std::size_t row = 0;
  std::size_t column = no_column;
  std::string column_name{};
  std::size_t line = 0;
  std::optional<std::string> was{};
  std::optional<std::string> now{};
};

// What was written instead of one of some words; becomes a help text when findings are listed.
struct hint {
  std::string written{};
  std::shared_ptr<std::vector<std::string> const> words{};
};

// Cells of one row as they were written, joined with |. Nulls: nullopt if one is empty or personal.
[[nodiscard]] std::optional<std::string> written_in(table const& rows, std::size_t row,
                                                    std::vector<std::size_t> const& columns);

class table_notes {
 public:
  table_notes() = default;
  table_notes(std::string file, std::string sheet, std::size_t cap)
      : file_{std::move(file)}, sheet_{std::move(sheet)}, cap_{cap} {}

  void add(effect what, diagnostic_level level, std::string code, spot where, text message,
           text help = {});
  void add(effect what, diagnostic_level level, std::string code, spot where, text message,
           hint near);
  [[nodiscard]] bool stops() const noexcept { return stops_; }
  [[nodiscard]] bool sets_aside() const noexcept { return sets_aside_; }
  // The first findings by row and column, and how many are left out.
  [[nodiscard]] diagnostics in_order();

 private:
  struct entry {
    bool stops;
    std::size_t row;
    std::size_t column;
    std::size_t sequence;
    diagnostic finding;
    hint near;
  };
  void add(effect what, diagnostic_level level, std::string code, spot where, text message,
           text help, hint near);
  void drop_over_cap();

  std::string file_;
  std::string sheet_;
  std::size_t cap_ = 1000;
  std::size_t total_ = 0;
  bool stops_ = false;
  bool sets_aside_ = false;
  std::vector<entry> entries_;
};

}  // namespace xunze::detail

#endif
