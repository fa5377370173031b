// SPDX-License-Identifier: Apache-2.0
#include "batch/unknown_words.hpp"

#include "batch/wording.hpp"
#include "xunze/table/events.hpp"

#include <algorithm>

namespace xunze::batch_detail {
namespace {

constexpr std::size_t most_told = 3;

text table_title(table_schema const& of) {
  return of.title.empty() ? text{of.name, of.name} : of.title;
}

text quoted(text const& words) {
  return {"“" + words.in(language::zh) + "”", "`" + words.in(language::en) + "`"};
}

text row_words(table_schema const& of, table const* rows, std::int32_t row) {
  std::string const name = quoted(table_title(of)).zh;
  if (rows == nullptr || row < 0) return {name, "`" + of.name + "`"};
  std::string const number = std::to_string(rows->source.row_of(static_cast<std::size_t>(row)));
  return {name + "第" + number + "行", "`" + of.name + "` row " + number};
}

bool is_null(std::int64_t raw) { return raw == unknown_value || raw == none_value; }

/// The only calls that need more than their operands.
bool counts_working_days(bound_node const& e) {
  return e.kind == bound_node::form::call &&
         (e.function == function_id::due_after || e.function == function_id::due_before);
}

bool is_arithmetic(bound_node const& e) {
  return e.kind == bound_node::form::rescale ||
         (e.kind == bound_node::form::operation &&
          (e.op == operation::add || e.op == operation::subtract ||
           e.op == operation::multiply || e.op == operation::negate));
}

text words_for(absent_data const& what, policy const& source, vocabulary const& words) {
  if (!what.parameter.empty()) {
    parameter const* const of = source.find_parameter(what.parameter);
    bool const named = of != nullptr && !of->title.empty();
    text const title = named ? of->title : text{what.parameter, what.parameter};
    return {"参数" + quoted(title).zh + "在该日期的取值",
            "parameter `" + what.parameter + "` on that day"};
  }
  table_schema const* const of = words.find_table(what.table);
  text const title = of == nullptr ? text{what.table, what.table} : table_title(*of);
  bool const said = title.in(language::zh).ends_with("表");
  std::string const table = quoted(title).zh + (said ? "" : "表");
  if (what.column.empty()) return {table, "table `" + what.table + "`"};
  auto const at = of == nullptr ? std::nullopt : of->find(what.column);
  bool const titled = at && !of->columns[*at].title.empty();
  return {table + "的“" + (titled ? of->columns[*at].title.in(language::zh) : what.column) + "”列",
          "`" + what.column + "` of `" + what.table + "`"};
}

}  // namespace

unknown_teller::unknown_teller(engine& run, std::size_t rule)
    : run_(run), r_(run.bound().rules[rule]) {}

cell unknown_teller::at(relation_id relation, std::int32_t row, bound_expression const& e) {
  auto [found, added] = programs_.try_emplace({relation, e.get()});
  if (added) found->second = compile(e, run_, relation);
  return found->second.at(row, run_.space());
}

bool unknown_teller::known(relation_id relation, std::int32_t row, bound_expression const& e) {
  if (!e) return true;
  cell const c = at(relation, row, e);
  if (e->type.is(value_class::boolean)) return truth_of_cell(c) != truth::unknown;
  return c.is_none() || c.is_point();
}

void unknown_teller::note(std::vector<text>& into, text what) {
  if (sorting_ || std::find(into.begin(), into.end(), what) != into.end()) return;
  if (into.size() < most_told) {
    into.push_back(std::move(what));
  } else if (&into == &gaps_.missing) {
    ++gaps_.not_told;
  }
}

void unknown_teller::lacks(text what) {
  ++gaps_.met;
  ++gaps_.others;
  note(gaps_.missing, std::move(what));
}

void unknown_teller::also(text what) {
  ++gaps_.met;
  ++gaps_.others;
  note(gaps_.besides, std::move(what));
}

void unknown_teller::lacks(absent_data const& what) {
  ++gaps_.met;
  gaps_.absent.insert(what);
  if (!sorting_) note(gaps_.missing, words_for(what, run_.source(), run_.data().words()));
}

void unknown_teller::lacks(table_schema const& of, std::int32_t row, std::size_t column) {
  column_schema const& schema = of.columns[column];
  table const* const rows = run_.table_of(of);
  if (rows == nullptr) return lacks({of.name, {}, {}});
  if (!rows->columns[column].given) return lacks({of.name, schema.name, {}});
  if (sorting_) return lacks(text{});
  if (lacks_events(*rows, row, column)) return;
  text const place = row_words(of, rows, row);
  std::string const title = schema.title.empty() ? schema.name : schema.title.in(language::zh);
  lacks(text{place.zh + "的“" + title + "”", "`" + schema.name + "` of " + place.en});
}

/// A status that events leave open: what they do not say, not the cell that they overrule.
bool unknown_teller::lacks_events(table const& of, std::int32_t row, std::size_t column) {
  auto const& declared = of.schema->events;
  bool const status = declared && of.schema->find(declared->sets) == column;
  table const* const events = status ? run_.data().find(declared->table) : nullptr;
  if (events == nullptr || row < 0) return false;
  auto const open =
      open_events(run_.data(), of, static_cast<std::size_t>(row), run_.known_by());
  std::size_t const at = *events->schema->find(declared->at);
  std::size_t const says = *events->schema->find(declared->status);
  for (std::int32_t const event : open) {
    auto const index = static_cast<std::size_t>(event);
    bool const undated = is_null(events->columns[at].raw(index));
    if (undated || is_null(events->columns[says].raw(index))) {
      lacks(*events->schema, event, undated ? at : says);
    } else {
      text const place = row_words(*events->schema, events, event);
      lacks(text{place.zh + "与同时的另一行的先后", "the order of " + place.en +
                                                         " and another at the same time"});
    }
  }
  return !open.empty();
}

void unknown_teller::not_given(relation_id of) {
  bound_relation const& here = run_.bound().relations[of];
  if (here.base != nullptr && run_.table_of(*here.base) == nullptr) {
    lacks({here.base->name, {}, {}});
  }
  for (auto const& [alias, member] : here.members) {
    if (!run_.frame_of(member).given) not_given(member);
  }
}

void unknown_teller::follow(relation_id relation, std::int32_t row, bound_expression const& e) {
  if (!e || row < 0 || depth_ >= deepest || known(relation, row, e)) return;
  if (sorting_ && gaps_.others > 0) return;  // more would change nothing
  ++depth_;
  if (e->kind == bound_node::form::constant) {
    for (std::string const& name : e->parameters) lacks(absent_data{{}, {}, name});
  } else if (e->kind == bound_node::form::read) {
    follow_read(relation, row, e);
  } else {
    follow_operands(relation, row, e);
  }
  --depth_;
}

void unknown_teller::follow_operands(relation_id relation, std::int32_t row,
                                     bound_expression const& e) {
  // A condition that is open decides; what hangs on it is asked only then.
  bool const choice = e->kind == bound_node::form::operation && e->op == operation::choose;
  if (choice && !known(relation, row, e->operands[0])) {
    return follow(relation, row, e->operands[0]);
  }
  if (choice) return follow(relation, row, e->operands[taken(relation, row, *e)]);
  bool open = false;
  bool finite = true;
  bool nothing = false;
  for (auto const& operand : e->operands) {
    if (!known(relation, row, operand)) open = true;
    finite = finite && is_finite(at(relation, row, operand).lo);
    nothing = nothing || at(relation, row, operand).is_none();
    follow(relation, row, operand);
  }
  if (open || (nothing && follow_none(relation, row, e))) return;
  if (e->op == operation::cases && e->kind == bound_node::form::operation) {
    return also(colliding(relation, row, *e));
  }
  if (counts_working_days(*e)) {
    if (run_.calendar() == nullptr) return lacks(absent_data{"calendar", {}, {}});
    table_schema const* const days = run_.data().words().find_table("calendar");
    return lacks(text{quoted(table_title(*days)).zh + "中有关日期的行",
                      "rows of `calendar` for these days"});
  }
  std::string const words = e->source ? to_string(e->source) : std::string{};
  if (is_arithmetic(*e) && finite) {  // the least of no rows is infinite, not too large
    gaps_.too_large = true;
    also({"“" + words + "”超出可计算的范围", "`" + words + "` is too large to compute"});
  } else if (!words.empty() && gaps_.missing.empty()) {
    also({"“" + words + "”没有确定的值", "`" + words + "` has no certain value"});
  } else {
    ++gaps_.others;
  }
}

/// Exceptions that all apply, of which none goes before the others.
text unknown_teller::colliding(relation_id relation, std::int32_t row, bound_node const& e) {
  text made;
  for (std::size_t k = 0; k < e.labels.size(); ++k) {
    if (truth_of_cell(at(relation, row, e.operands[1 + 2 * k])) != truth::yes) continue;
    std::string const& label = e.labels[k].label;
    made = {made.zh + "“" + label + "”", made.en + (made.en.empty() ? "`" : ", `") + label + "`"};
  }
  return {"例外" + made.zh + "同时适用，未写明以哪个为准",
          "exceptions " + made.en + " apply together, and none goes before the others"};
}

/// Which operand a choice takes whose condition is known.
std::size_t unknown_teller::taken(relation_id relation, std::int32_t row, bound_node const& e) {
  return truth_of_cell(at(relation, row, e.operands[0])) == truth::yes ? 1 : 2;
}

text unknown_teller::title_of(relation_id of) const {
  bound_relation const& r = run_.bound().relations[of];
  xunze::relation const* const derived = run_.source().find_relation(r.name);
  text const title = derived != nullptr ? derived->title : r.base ? r.base->title : text{};
  return title.empty() ? text{r.name, r.name} : title;
}

/// What is none where only a value would do. Whether anything was named.
bool unknown_teller::follow_none(relation_id relation, std::int32_t row,
                                 bound_expression const& e) {
  if (row < 0 || depth_ >= deepest) return false;
  std::size_t const before = gaps_.met;
  ++depth_;
  bool const choice = e->kind == bound_node::form::operation && e->op == operation::choose;
  std::size_t const only = choice ? taken(relation, row, *e) : 0;
  for (std::size_t i = 0; i < e->operands.size(); ++i) {
    bool const asked = !choice || i == only;
    if (!asked || !at(relation, row, e->operands[i]).is_none()) continue;
    follow_none(relation, row, e->operands[i]);
  }
  if (e->kind == bound_node::form::constant) {
    for (std::string const& name : e->parameters) lacks(absent_data{{}, {}, name});
  } else if (e->kind == bound_node::form::read && !e->read.partner) {
    follow_none_read(relation, row, e);
  }
  --depth_;
  return gaps_.met > before;
}

void unknown_teller::follow_none_read(relation_id relation, std::int32_t row,
                                      bound_expression const& e) {
  for (std::size_t const hop : e->read.hops) {
    row = run_.frame_of(relation).member_row(hop, static_cast<std::size_t>(row));
    auto const& [alias, member] = run_.bound().relations[relation].members[hop];
    if (row == no_row) {
      return lacks(text{quoted(title_of(member)).zh + "中对应的行",
                        "a row of `" + run_.bound().relations[member].name + "`"});
    }
    if (row < 0) return;
    relation = member;
  }
  bool const own = e->read.from == access::start::own;
  if (!own || e->read.table != nullptr) return follow_path(relation, row, e);
  auto const& value = run_.bound().relations[relation].own[e->read.own].value;
  if (value) follow_none(relation, row, value);
}

void unknown_teller::follow_read(relation_id relation, std::int32_t row,
                                 bound_expression const& e) {
  for (std::size_t const hop : e->read.hops) {
    frame const& here = run_.frame_of(relation);
    std::int32_t const above = here.member_row(hop, static_cast<std::size_t>(row));
    bound_relation const& rows = run_.bound().relations[relation];
    for (bound_lookup const& l : rows.lookups) {
      bool const this_one = l.table == nullptr && l.member == hop;
      if (above < no_row && this_one) return follow_lookup(relation, row, l);
    }
    row = above;
    relation = rows.members[hop].second;
    if (row < 0) return;
  }
  if (e->read.partner) return;
  bool const own = e->read.from == access::start::own;
  if (e->read.to == access::end::holds) return follow_holds(relation, row, e);
  if (own) {
    vec const& column = run_.own_column(run_.frame_of(relation), e->read.own);
    cell const c = column.at(static_cast<std::size_t>(row));
    bool const open = !c.is_none() && !c.is_point();
    if (open || e->read.table == nullptr) return follow_own(relation, row, e->read.own);
  }
  follow_path(relation, row, e);
}

/// The first place on the way from a row to a cell that is not known.
void unknown_teller::follow_path(relation_id relation, std::int32_t row,
                                 bound_expression const& e) {
  bound_relation const& start = run_.bound().relations[relation];
  table_schema const* table = start.base;
  if (e->read.from == access::start::own) {
    bound_column const& own = start.own[e->read.own];
    table = own.refers_to != nullptr ? own.refers_to : own.type.table;
  }
  std::int32_t here = no_row;
  for (std::size_t steps = 0; table != nullptr && steps <= e->read.steps.size(); ++steps) {
    auto& made = rows_made_[{e.get(), steps}];
    if (!made) {
      auto node = std::make_shared<bound_node>(*e);
      node->read.hops.clear();
      node->read.steps.resize(steps);
      node->read.to = access::end::row;
      node->read.table = steps == 0 ? table : e->read.steps[steps - 1].to;
      node->type = {};
      node->type.kind = value_class::row;
      node->type.table = node->read.table;
      made = node;
    }
    cell const found = at(relation, row, made);
    bool const nowhere = found.is_none() || found.lo == no_row;
    if (nowhere && steps == 0) {
      return lacks(text{quoted(table_title(*table)).zh + "中对应的行",
                        "a row of `" + table->name + "`"});
    }
    if (nowhere || !found.is_point()) {
      if (run_.table_of(*table) == nullptr) return lacks({table->name, {}, {}});
      if (steps == 0) return lacks(text{quoted(table_title(*table)).zh + "中对应的行",
                                        "its row of `" + table->name + "`"});
      row_step const& last = e->read.steps[steps - 1];
      auto const* const rows = run_.table_of(*last.from);
      auto const index = static_cast<std::size_t>(here);
      bool const dangling = last.kind == row_step::form::link && rows != nullptr &&
                            !is_null(rows->columns[last.column].raw(index));
      if (!dangling && last.kind == row_step::form::link) {
        return lacks(*last.from, here, last.column);
      }
      if (last.kind == row_step::form::ancestor && last.to->tree) {
        for (std::string const& name : {last.to->tree->parent, last.to->tree->level}) {
          auto const column = last.to->find(name);
          bool const whole = column && !run_.table_of(*last.to)->columns[*column].given;
          if (whole) return lacks({last.to->name, name, {}});
        }
      }
      text const from = row_words(*last.from, rows, here);
      std::string const to = quoted(table_title(*last.to)).zh;
      std::string const name = "`" + last.to->name + "`";
      return lacks(text{from.zh + "对应的" + to + "记录", "row of " + name + " for " + from.en});
    }
    here = static_cast<std::int32_t>(found.lo);
    table = steps < e->read.steps.size() ? e->read.steps[steps].to : table;
  }
  if (e->read.to == access::end::column && e->read.table != nullptr) {
    lacks(*e->read.table, here, e->read.column);
  }
}

}  // namespace xunze::batch_detail
