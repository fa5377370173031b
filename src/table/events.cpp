// SPDX-License-Identifier: Apache-2.0
// A status column as the events known on a day decide it.
#include "xunze/table/events.hpp"

#include "table/cell_text.hpp"
#include "table/raw_cells.hpp"
#include "table/row_keys.hpp"
#include "xunze/core/failure.hpp"

#include <memory>
#include <optional>

namespace xunze {
namespace {

// What is known of the events of one row.
struct state_of_row {
  std::int32_t event = no_row;           // the latest event with a known time
  std::int64_t at = minus_infinity;      // its time
  std::int64_t status = unknown_value;   // its status
  std::int64_t undated = unknown_value;  // status of events without time
  bool dated = false;
  bool has_undated = false;
  bool undated_differ = false;
};

// The columns of an events declaration, in its table and in the table it decides.
struct event_columns {
  column const* on;
  column const* status;
  column const* at;
  std::size_t on_position;
  std::size_t set;
};

[[noreturn]] void refuse(table const& of) {
  throw failure("table.events",
                {"表“" + of.schema->name + "”的事件声明与列不符",
                 "the events of table `" + of.schema->name + "` do not fit its columns"});
}

event_columns resolve(table const& of, table const& events, std::size_t set) {
  event_schema const& declared = *of.schema->events;
  auto const on = events.schema->find(declared.on);
  auto const status = events.schema->find(declared.status);
  auto const at = events.schema->find(declared.at);
  bool fits = on && status && at;
  if (fits) {
    column const& from = events.columns[*status];
    column const& into = of.columns[set];
    column_type const time = events.columns[*at].type;
    fits = from.type == into.type && from.codes == into.codes && from.scale == into.scale &&
           (time == column_type::date || time == column_type::timestamp);
  }
  if (!fits) refuse(of);
  return {&events.columns[*on], &events.columns[*status], &events.columns[*at], *on, set};
}

// Rows of `of` by event: the link of the foreign key, else a look-up of the single key.
std::vector<std::int32_t> rows_of_events(dataset const& data, table const& of,
                                         table const& events, event_columns const& columns) {
  auto const& refers = events.schema->columns[columns.on_position].refers_to;
  if (refers && refers->table == of.schema->name) return data.link(events, columns.on_position);
  std::vector<std::int32_t> rows(events.rows, unknown_row);
  auto const key = of.schema->key.size() == 1 ? of.schema->find(of.schema->key.front())
                                              : std::nullopt;
  if (!key || of.columns[*key].type != columns.on->type) return rows;
  detail::row_keys index{of, {*key}};
  for (std::size_t row = 0; row < of.rows; ++row) index.insert(row);
  column const& keys = of.columns[*key];
  for (std::size_t event = 0; event < events.rows; ++event) {
    std::int64_t raw = columns.on->raw(event);
    if (raw == unknown_value || raw == none_value) continue;
    if (keys.texts && keys.texts != columns.on->texts) {
      raw = keys.texts->find(columns.on->texts->text_of(static_cast<std::int32_t>(raw)));
    }
    rows[event] = index.find(raw);
  }
  return rows;
}

void take(state_of_row& row, std::int32_t event, std::int64_t at, std::int64_t status) {
  if (at == unknown_value || at == none_value) {
    row.undated_differ = row.undated_differ || (row.has_undated && row.undated != status);
    row.undated = status;
    row.has_undated = true;
  } else if (!row.dated || at > row.at) {
    row.dated = true;
    row.event = event;
    row.at = at;
    row.status = status;
  } else if (at == row.at && status != row.status) {
    row.status = unknown_value;
  }
}

// All texts of one dictionary under their codes, then those of the other.
std::shared_ptr<dictionary> merged(dictionary const& first, dictionary const& second) {
  auto made = std::make_shared<dictionary>();
  for (std::int32_t code = 0; code < first.size(); ++code) made->add(first.text_of(code));
  for (std::int32_t code = 0; code < second.size(); ++code) made->add(second.text_of(code));
  return made;
}

std::vector<state_of_row> gather(dataset const& data, table const& of, table const& events,
                                 event_columns const& columns, date known_by,
                                 dictionary const* texts) {
  bool const days = columns.at->type == column_type::date;
  std::int64_t const last = days ? known_by.days : end_of(known_by).seconds - 1;
  std::vector<state_of_row> states(of.rows);
  auto const rows = rows_of_events(data, of, events, columns);
  bool const recode = texts != nullptr && texts != columns.status->texts.get();
  for (std::size_t event = 0; event < events.rows; ++event) {
    std::int64_t const at = columns.at->raw(event);
    if (rows[event] < 0 || at > last) continue;
    std::int64_t status = columns.status->raw(event);
    if (recode && status >= 0) {
      auto const word = columns.status->texts->text_of(static_cast<std::int32_t>(status));
      status = texts->find(word);
    }
    take(states[static_cast<std::size_t>(rows[event])], static_cast<std::int32_t>(event), at,
         status);
  }
  return states;
}

std::int64_t decided(state_of_row const& row, std::int64_t given) {
  std::int64_t const latest = row.dated ? row.status : given;
  if (!row.has_undated) return latest;
  return row.undated_differ || row.undated != latest ? unknown_value : latest;
}

void note_difference(diagnostics& notes, table const& of, std::size_t column, std::size_t row,
                     xunze::column const& made) {
  column_schema const& schema = of.schema->columns[column];
  auto const shown = [&](xunze::column const& cells) -> text {
    if (schema.personal) return {"…", "…"};
    std::string const plain = detail::shortened(to_string(cells.at(row)));
    if (cells.type != column_type::enumeration || cells.raw(row) < 0) return {plain, plain};
    text const& label = cells.codes->values[static_cast<std::size_t>(cells.raw(row))].label;
    return {label.zh.empty() ? plain : label.zh, label.en.empty() ? plain : label.en};
  };
  text const given = shown(of.columns[column]);
  text const events = shown(made);
  place const at{of.source.file, 0, 0, of.source.sheet, of.source.row_of(row), schema.name};
  diagnostic differs{"data.status_differs", diagnostic_level::warning, at,
                     {"给出的是“" + given.zh + "”，按事件应为“" + events.zh + "”，以事件为准",
                      "given is `" + given.en + "`, by its events it is `" + events.en + "`"},
                     {}, {}, {}, {}};
  if (!schema.personal) {
    differs.was = detail::shortened(to_string(of.columns[column].at(row)));
    differs.now = detail::shortened(to_string(made.at(row)));
  }
  notes.add(std::move(differs));
}

}  // namespace

column status_from_events(dataset const& data, table const& of, date known_by,
                          diagnostics* notes) {
  if (!of.schema->events) {
    throw failure("table.no_events", {"表“" + of.schema->name + "”没有声明事件",
                                      "table `" + of.schema->name + "` declares no events"});
  }
  table const* const events = data.find(of.schema->events->table);
  auto const set = of.schema->find(of.schema->events->sets);
  if (!set) refuse(of);
  if (events == nullptr) return of.columns[*set];
  event_columns const columns = resolve(of, *events, *set);
  column made = of.columns[columns.set];
  if (made.texts && made.texts != columns.status->texts) {
    made.texts = merged(*made.texts, *columns.status->texts);
  }
  auto const states = gather(data, of, *events, columns, known_by, made.texts.get());
  for (std::size_t row = 0; row < of.rows; ++row) {
    if (!states[row].dated && !states[row].has_undated) continue;
    std::int64_t const given = made.raw(row);
    std::int64_t const status = decided(states[row], given);
    detail::put_raw(made, row, status);
    bool const differs = given != unknown_value && given != none_value &&
                         status != unknown_value && status != given;
    if (differs && notes != nullptr) note_difference(*notes, of, columns.set, row, made);
  }
  made.given = true;
  return made;
}

std::vector<std::int32_t> deciding_events(dataset const& data, table const& of, date known_by) {
  std::vector<std::int32_t> made(of.rows, no_row);
  table const* const events = of.schema->events ? data.find(of.schema->events->table) : nullptr;
  if (events == nullptr) return made;
  auto const set = of.schema->find(of.schema->events->sets);
  if (!set) refuse(of);
  auto const columns = resolve(of, *events, *set);
  auto const states = gather(data, of, *events, columns, known_by, nullptr);
  for (std::size_t row = 0; row < of.rows; ++row) {
    bool const decided = states[row].dated && states[row].status != unknown_value;
    if (decided && !states[row].has_undated) made[row] = states[row].event;
  }
  return made;
}

std::vector<std::int32_t> open_events(dataset const& data, table const& of, std::size_t row,
                                      date known_by) {
  table const* const events = of.schema->events ? data.find(of.schema->events->table) : nullptr;
  if (events == nullptr) return {};
  auto const set = of.schema->find(of.schema->events->sets);
  if (!set) refuse(of);
  auto const columns = resolve(of, *events, *set);
  state_of_row const state = gather(data, of, *events, columns, known_by, nullptr).at(row);
  bool const known = state.status != unknown_value;
  std::vector<std::int32_t> made;
  auto const rows = rows_of_events(data, of, *events, columns);
  for (std::size_t event = 0; event < events->rows; ++event) {
    if (rows[event] != static_cast<std::int32_t>(row)) continue;
    std::int64_t const at = columns.at->raw(event);
    bool const undated = at == unknown_value || at == none_value;
    bool const tied = state.dated && !known && at == state.at;
    if (undated || tied) made.push_back(static_cast<std::int32_t>(event));
  }
  return made;
}

}  // namespace xunze
