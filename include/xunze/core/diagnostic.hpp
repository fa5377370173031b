// SPDX-License-Identifier: Apache-2.0
// What is wrong with a user's pack or data, where, and what may help.
#ifndef XUNZE_CORE_DIAGNOSTIC_HPP
#define XUNZE_CORE_DIAGNOSTIC_HPP

#include "xunze/core/text.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace xunze {

/// A place in a text file, or a cell of a table.
/// Units: all numbers count from 1, 0 is "not given"; column counts code points;
/// row is the row the spreadsheet shows.
struct place {
  std::string file{};
  std::size_t line = 0;
  std::size_t column = 0;
  std::string sheet{};
  std::size_t row = 0;
  std::string column_name{};

  bool operator==(place const&) const = default;
};

enum class diagnostic_level : std::uint8_t { error, warning, note };

/// One finding about a pack or about data, with a stable code.
struct diagnostic {
  std::string code{};
  diagnostic_level level = diagnostic_level::error;
  place at{};
  text message{};
  text help{};
  /// The line of the file that `at` points into, of a long one what is around; may be empty.
  std::string excerpt{};
  /// Of a cell: what was written there, and what counts now; the same if the cell stays.
  /// Nulls: `was` where nothing stood or it is personal; `now` where the cell counts as unknown or
  /// its row is left out.
  std::optional<std::string> was{};
  std::optional<std::string> now{};
  /// The column that the first code point of `excerpt` stands in.
  std::size_t excerpt_column = 1;

  bool operator==(diagnostic const&) const = default;
};

/// The place in one line: `file:line:column`, or file, sheet, row and column; may be empty.
[[nodiscard]] std::string to_string(place const& at, language which);

/// The diagnostic for a terminal: place, level and code, message, excerpt with caret, help.
/// Shape: lines separated by \n, none at the end.
[[nodiscard]] std::string render(diagnostic const& finding, language which);

/// Diagnostics in the order they were found.
class diagnostics {
 public:
  void add(diagnostic finding);
  void append(diagnostics const& more);
  void error(std::string code, place at, text message, text help = {});
  void warning(std::string code, place at, text message, text help = {});
  void note(std::string code, place at, text message, text help = {});

  [[nodiscard]] bool has_errors() const noexcept;
  [[nodiscard]] bool empty() const noexcept { return list_.empty(); }
  [[nodiscard]] std::size_t size() const noexcept { return list_.size(); }
  [[nodiscard]] std::vector<diagnostic> const& list() const noexcept { return list_; }
  [[nodiscard]] diagnostic const& operator[](std::size_t i) const noexcept { return list_[i]; }
  [[nodiscard]] auto begin() const noexcept { return list_.begin(); }
  [[nodiscard]] auto end() const noexcept { return list_.end(); }

 private:
  std::vector<diagnostic> list_;
};

/// All diagnostics rendered, a line break after each.
[[nodiscard]] std::string render(diagnostics const& findings, language which);

/// The candidate most like what was written; nullopt if none is near.
/// Shape: at most one edit (insert, drop, change, swap) in three code points; ties: the first.
[[nodiscard]] std::optional<std::string> did_you_mean(std::string_view written,
                                                      std::span<std::string const> candidates);

/// The help text `did you mean …?` for the nearest candidate; empty if none is near.
[[nodiscard]] text did_you_mean_help(std::string_view written,
                                     std::span<std::string const> candidates);

}  // namespace xunze

#endif
