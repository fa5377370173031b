// SPDX-License-Identifier: Apache-2.0
#include "explain/row_terms.hpp"

#include <algorithm>
#include <map>

namespace xunze::explain_detail {
namespace {

using namespace batch_detail;

constexpr std::size_t most_rows = 100000;  // that are compared
constexpr int most_definitions = 30;

/// Nulls: nullopt for what is no literal.
std::optional<value> literal_value(expression const& e) {
  if (e->kind == operation::literal) return e->literal;
  bool const day = e->kind == operation::call && e->function == "date" && e->operands.size() == 1;
  auto const* const word = day ? e->operands[0]->literal.get_if<std::string>() : nullptr;
  auto const found = word != nullptr ? parse_date(*word) : std::nullopt;
  return found ? std::optional{value{*found}} : std::nullopt;
}

/// Reads cells out of terms.
class cell_teller {
 public:
  cell_teller(engine& run, relation_id from)
      : run_(run), from_(from), schema_(*base_of(run, from)) {}

  void tell(expression const& e);

  told_cells told() {
    for (auto const& [link, wanted] : wanted_) tell_link(link, wanted);
    for (auto const& [position, codes] : members_) set(schema_.columns[position], code_set{codes});
    for (auto const& [position, taken] : taken_) tell_other(schema_.columns[position], taken);
    return std::move(told_);
  }

 private:
  using wanted_cells = std::vector<std::pair<std::string, value>>;

  void set(column_schema const& column, value held) {
    bool const there = std::any_of(told_.begin(), told_.end(),
                                   [&](auto const& cell) { return cell.first == column.name; });
    if (!there) told_.emplace_back(column.name, std::move(held));
  }

  /// The column of the table that a path names. Nulls: nullptr for all other expressions.
  [[nodiscard]] column_schema const* column_of(expression const& e) const {
    bool const name = e->kind == operation::path && e->path.size() == 1;
    if (!name || !e->path[0].arguments.empty()) return nullptr;
    auto const at = schema_.find(e->path[0].name);
    return at ? &schema_.columns[*at] : nullptr;
  }

  expression definition_of(expression const& e);
  void compare(expression const& e);
  void tell_member(expression const& e);
  void tell_link(std::string const& link, wanted_cells const& wanted);
  void tell_other(column_schema const& column, std::vector<value> const& taken);

  engine& run_;
  relation_id from_;
  table_schema const& schema_;
  int spelled_out_ = 0;  // definitions; one may lead to others
  told_cells told_{};
  std::map<std::string, wanted_cells> wanted_{};  // by foreign key: of the row it leads to
  std::map<std::size_t, std::vector<std::string>> members_{};  // by column: of its set
  std::map<std::size_t, std::vector<value>> taken_{};          // by column: what it is not to be
};

/// What the relation, or one that it is a view of, computes as the column that a path names.
/// Nulls: absent if none does.
expression cell_teller::definition_of(expression const& e) {
  if (e->kind != operation::path || e->path.size() != 1 || spelled_out_ >= most_definitions) {
    return {};
  }
  for (relation_id at = from_;;) {
    bound_relation const& relation = run_.bound().relations[at];
    auto const under = below(run_, at);
    auto const named = [&](bound_column const& own) { return own.name == e->path[0].name; };
    auto const own = std::find_if(relation.own.begin(), relation.own.end(), named);
    if (own != relation.own.end()) {
      bool const part = relation.kind == bound_relation::body::join && under;
      auto const number = static_cast<std::size_t>(own - relation.own.begin());
      bound_expression const value = part ? relation.part_columns[under->part][number] : own->value;
      bool const alike = part && value && value->source && to_string(value->source) == own->name;
      if (!alike) {
        ++spelled_out_;
        return value ? value->source : expression{};
      }
    }
    if (!under) return {};
    at = under->relation;
  }
}

void cell_teller::tell(expression const& e) {
  if (e->kind == operation::logical_and) {
    for (expression const& operand : e->operands) tell(operand);
    return;
  }
  if (expression const made = definition_of(e)) return tell(made);
  bool const no = e->kind == operation::logical_not;
  column_schema const* const flag = column_of(no ? e->operands[0] : e);
  if (flag != nullptr && flag->type == column_type::boolean) return set(*flag, value{!no});
  if (e->kind == operation::in && e->operands.size() == 2) return tell_member(e);
  if (e->operands.size() == 2 && literal_value(e->operands[1])) compare(e);
}

/// A comparison with a literal; a column that is computed is what it is computed from.
void cell_teller::compare(expression const& e) {
  expression const& side = e->operands[0];
  value const held = *literal_value(e->operands[1]);
  auto const again = [&](expression const& instead) {
    compare(make_operation(e->kind, {instead, e->operands[1]}));
  };
  if (expression const made = definition_of(side)) return again(made);
  if (side->kind == operation::choose) {
    tell(side->operands[0]);
    return again(side->operands[1]);
  }
  if (side->kind == operation::call && side->function == "coalesce") {
    return again(side->operands[0]);
  }
  bool const beside = side->kind == operation::path && side->path.size() == 2;
  if (beside && e->kind == operation::equal && schema_.find_step(side->path[0].name)) {
    auto const link = *schema_.find_step(side->path[0].name);
    wanted_[schema_.columns[link].name].emplace_back(side->path[1].name, held);
  }
  column_schema const* const column = column_of(side);
  if (column == nullptr) return;
  auto const* const number = held.get_if<std::int64_t>();
  switch (e->kind) {
    case operation::equal:
    case operation::less_equal:
    case operation::greater_equal: return set(*column, held);
    case operation::greater:
      if (column->type != column_type::integer || number == nullptr) return;
      return set(*column, value{*number + 1});
    case operation::not_equal: taken_[*schema_.find(column->name)].push_back(held); return;
    default: return;
  }
}

/// A literal in a column of sets, or a column in a list of literals.
void cell_teller::tell_member(expression const& e) {
  if (column_schema const* const whole = column_of(e->operands[1])) {
    auto const* const word = e->operands[0]->literal.get_if<std::string>();
    if (word != nullptr) members_[*schema_.find(whole->name)].push_back(*word);
    return;
  }
  if (e->operands[1]->kind != operation::list || e->operands[1]->operands.empty()) return;
  column_schema const* const column = column_of(e->operands[0]);
  auto const first = literal_value(e->operands[1]->operands[0]);
  if (column != nullptr && first) set(*column, *first);
}

/// The foreign key that leads to a row of which some columns have these values.
void cell_teller::tell_link(std::string const& link, wanted_cells const& wanted) {
  column_schema const& key = schema_.columns[*schema_.find(link)];
  table const* const to = key.refers_to ? run_.data().find(key.refers_to->table) : nullptr;
  if (to == nullptr || to->schema->key.size() != 1) return;
  auto const fits = [&](std::size_t row) {
    return std::all_of(wanted.begin(), wanted.end(), [&](auto const& cell) {
      auto const at = to->schema->find(cell.first);
      return at && to_string(to->columns[*at].at(row)) == to_string(cell.second);
    });
  };
  for (std::size_t row = 0; row < std::min(to->rows, most_rows); ++row) {
    if (fits(row)) return set(key, to->columns[*to->schema->find(to->schema->key[0])].at(row));
  }
}

/// The first number or code that is not taken.
void cell_teller::tell_other(column_schema const& column, std::vector<value> const& taken) {
  auto const is_taken = [&](std::string const& words) {
    return std::any_of(taken.begin(), taken.end(),
                       [&](value const& held) { return to_string(held) == words; });
  };
  if (column.type == column_type::integer) {
    std::int64_t number = 1;
    while (is_taken(std::to_string(number))) ++number;
    set(column, value{number});
  } else if (enumeration const* const codes = run_.data().words().find_enum(column.enum_name)) {
    auto const free = std::find_if(codes->values.begin(), codes->values.end(),
                                   [&](enumerator const& one) { return !is_taken(one.code); });
    if (free != codes->values.end()) set(column, code_value{column.enum_name, free->code});
  }
}

told_cells told_by(engine& run, relation_id from, std::vector<expression> const& terms) {
  cell_teller teller(run, from);
  for (expression const& e : terms) teller.tell(e);
  return teller.told();
}

/// The best of so many, the first of equal ones before the others.
template <typename Rank>
std::vector<std::size_t> best_of(std::size_t count, Rank rank) {
  std::vector<std::pair<std::size_t, std::size_t>> ranked;
  for (std::size_t i = 0; i < std::min(count, most_rows); ++i) {
    if (std::optional<std::size_t> const worse = rank(i)) ranked.emplace_back(*worse, i);
  }
  std::size_t const kept = std::min(ranked.size(), most_alike);
  std::partial_sort(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(kept),
                    ranked.end());
  std::vector<std::size_t> made;
  for (std::size_t i = 0; i < kept; ++i) made.push_back(ranked[i].second);
  return made;
}

/// Rows of the relation that meet most of the terms; cells are told by those that they do not.
void add_rows_there(engine& run, relation_id from, row_terms const& terms,
                    std::vector<model_row>& into) {
  frame const& rows = run.frame_of(from);
  table_schema const* const base = base_of(run, from);
  auto const is_met = [](row_term const& term, std::size_t row) {
    return !term.met || term.met(static_cast<std::int32_t>(row));
  };
  auto const unmet = [&](std::size_t row) -> std::optional<std::size_t> {
    auto const origin = rows.origin_of(row);
    if (!origin || origin->row < 0 || origin->from->schema != base) return std::nullopt;
    return static_cast<std::size_t>(
        std::count_if(terms.all.begin(), terms.all.end(),
                      [&](row_term const& term) { return !is_met(term, row); }));
  };
  for (std::size_t const row : best_of(rows.rows, unmet)) {
    std::vector<expression> open;
    for (row_term const& term : terms.all) {
      if (!is_met(term, row)) open.push_back(term.must);
    }
    into.push_back({static_cast<std::size_t>(rows.origin_of(row)->row), told_by(run, from, open)});
  }
}

/// Rows of the table that have most of the cells already.
void add_rows_of_table(table const& of, told_cells const& cells, std::vector<model_row>& into) {
  auto const differing = [&](std::size_t row) {
    return std::optional{static_cast<std::size_t>(
        std::count_if(cells.begin(), cells.end(), [&](auto const& cell) {
          column const& column = of.columns[*of.schema->find(cell.first)];
          return to_string(column.at(row)) != to_string(cell.second);
        }))};
  };
  for (std::size_t const row : best_of(of.rows, differing)) into.push_back({row, cells});
}

}  // namespace

std::optional<relation_below> below(engine& run, relation_id of) {
  bound_relation const& relation = run.bound().relations[of];
  if (relation.kind == bound_relation::body::view) {
    bool const filtered = !relation.where.empty();
    return relation_below{relation.members[0].second,
                          filtered ? relation.where[0] : bound_expression{}};
  }
  if (relation.kind != bound_relation::body::join) return std::nullopt;
  for (std::size_t part = 0; part < relation.members.size(); ++part) {
    relation_id const member = relation.members[part].second;
    if (base_of(run, member) == nullptr) continue;
    return relation_below{member, relation.where[part], part};
  }
  return std::nullopt;
}

table_schema const* base_of(engine& run, relation_id of) {
  if (auto const* const base = run.bound().relations[of].base) return base;
  auto const under = below(run, of);
  return under ? base_of(run, under->relation) : nullptr;
}

std::vector<model_row> models_for(engine& run, relation_id from, row_terms const& terms) {
  table_schema const& base = *base_of(run, from);
  table const* const of = run.data().find(base.name);
  if (of == nullptr) return {};
  std::vector<expression> all;
  for (row_term const& term : terms.all) all.push_back(term.must);
  std::vector<model_row> made;
  add_rows_there(run, from, terms, made);
  told_cells const cells = told_by(run, from, all);
  add_rows_of_table(*of, cells, made);
  made.push_back({std::nullopt, cells});
  return made;
}

}  // namespace xunze::explain_detail
