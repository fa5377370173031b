// SPDX-License-Identifier: Apache-2.0
// Diagnostics of one table while it is loaded.
#include "table/table_notes.hpp"

#include "table/cell_text.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace xunze::detail {

std::optional<std::string> written_in(table const& rows, std::size_t row,
                                      std::vector<std::size_t> const& columns) {
  std::string out;
  for (std::size_t const each : columns) {
    value const cell = rows.columns[each].at(row);
    if (cell.is_null() || rows.schema->columns[each].personal) return std::nullopt;
    out += (out.empty() ? "" : "|") + shortened(to_string(cell));
  }
  return out.empty() ? std::nullopt : std::optional{std::move(out)};
}

void table_notes::add(effect what, diagnostic_level level, std::string code, spot where,
                      text message, text help) {
  add(what, level, std::move(code), std::move(where), std::move(message), std::move(help), {});
}

void table_notes::add(effect what, diagnostic_level level, std::string code, spot where,
                      text message, hint near) {
  add(what, level, std::move(code), std::move(where), std::move(message), {}, std::move(near));
}

void table_notes::add(effect what, diagnostic_level level, std::string code, spot where,
                      text message, text help, hint near) {
  stops_ = stops_ || what == effect::stop;
  sets_aside_ = sets_aside_ || what == effect::set_aside;
  place at{file_, where.line, 0, sheet_, where.row, std::move(where.column_name)};
  std::size_t const column = where.column == spot::no_column ? 0 : where.column + 1;
  diagnostic finding{std::move(code),   level, std::move(at),        std::move(message),
                     std::move(help),   {},    std::move(where.was), std::move(where.now)};
  entries_.push_back({what == effect::stop, where.row, column, total_++, std::move(finding),
                      std::move(near)});
  if (entries_.size() >= 2 * cap_ + 2) drop_over_cap();
}

// What stops the run is kept first, then what stands first in the file.
void table_notes::drop_over_cap() {
  if (entries_.size() <= cap_) return;
  auto const first = [](entry const& a, entry const& b) {
    return std::make_tuple(!a.stops, a.row, a.column, a.sequence) <
           std::make_tuple(!b.stops, b.row, b.column, b.sequence);
  };
  auto const middle = entries_.begin() + static_cast<std::ptrdiff_t>(cap_);
  std::nth_element(entries_.begin(), middle, entries_.end(), first);
  entries_.erase(middle, entries_.end());
}

diagnostics table_notes::in_order() {
  drop_over_cap();
  std::sort(entries_.begin(), entries_.end(), [](entry const& a, entry const& b) {
    return std::make_tuple(a.row, a.column, a.sequence) <
           std::make_tuple(b.row, b.column, b.sequence);
  });
  diagnostics out;
  for (entry& each : entries_) {
    if (each.near.words) {
      each.finding.help = did_you_mean_help(each.near.written, *each.near.words);
    }
    out.add(each.finding);
  }
  if (std::size_t const more = total_ - entries_.size(); more > 0) {
    std::string const count = std::to_string(more);
    out.note("data.more", {file_, 0, 0, sheet_, 0, {}},
             {"另有" + count + "条数据问题未列出", count + " more findings are not listed"});
  }
  return out;
}

}  // namespace xunze::detail
