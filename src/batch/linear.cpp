// SPDX-License-Identifier: Apache-2.0
// Linear forms over aggregates, row by row, so that a row counts the same way in every term.
#include "batch/engine.hpp"
#include "batch/group_keys.hpp"

#include "check/sense.hpp"
#include "plan/code.hpp"

#include <algorithm>

namespace xunze::batch_detail {
namespace {

/// Terms of a form with what they share: equal filters are one doubt, equal values one unknown.
struct shared_terms {
  struct term {
    std::size_t where;
    std::size_t value;
    std::int64_t factor;  // coefficient, scaled so that factor * value has the form's scale
    interval unknown_value;
  };
  std::vector<program> wheres;
  std::vector<program> values;  // an empty program stands for 1
  std::vector<term> terms;
};

std::int64_t power_of_ten_of(int n) {
  std::int64_t p = 1;
  while (n-- > 0) p *= 10;
  return p;
}

/// What one row may add: the hull over its open filters, and over being there at all.
interval contribution(shared_terms const& form, std::vector<truth> const& wheres,
                      std::vector<cell> const& values, bool certainly_there) {
  std::vector<std::size_t> open;
  for (std::size_t w = 0; w < wheres.size(); ++w) {
    if (wheres[w] == truth::unknown) open.push_back(w);
  }
  std::optional<interval> result;
  if (!certainly_there) result = interval{0, 0};
  for (std::uint64_t choice = 0; choice < (std::uint64_t{1} << open.size()); ++choice) {
    interval sum{0, 0};
    for (std::size_t v = 0; v < values.size(); ++v) {
      std::int64_t factor = 0;
      interval range{values[v].lo, values[v].hi};
      for (shared_terms::term const& t : form.terms) {
        if (t.value != v) continue;
        if (range == interval::whole()) range = t.unknown_value;
        bool holds = wheres[t.where] == truth::yes;
        for (std::size_t k = 0; k < open.size(); ++k) {
          if (open[k] == t.where) holds = ((choice >> k) & 1U) != 0;
        }
        if (holds) factor += t.factor;
      }
      if (factor == 0 || values[v].is_none()) continue;
      sum = add(sum, mul(interval::point(factor), range));
    }
    result = result ? hull(*result, sum) : sum;
  }
  return *result;
}

}  // namespace

vec engine::fill_linear(relation_id id, bound_linear const& l, frame& into) {
  bound_relation const& here = bound_.relations[id];
  bool by_row = l.by_row && !l.terms.empty();
  std::vector<cell> coefficients;
  for (auto const& [number, coefficient] : l.terms) {
    auto const constant = compile(coefficient, *this, id).root()->constant();
    by_row = by_row && constant && constant->is_point();
    coefficients.push_back(constant.value_or(unknown_cell));
  }
  if (by_row) by_row = frame_of(here.aggregates[l.terms[0].first].from).given;
  if (!by_row) return column_of(compile(l.form, *this, id), into.rows);

  bound_aggregate const& lead = here.aggregates[l.terms[0].first];
  frame const& source = frame_of(lead.from);
  int const scale = into.own[l.column].type.scale;
  shared_terms form;
  std::vector<bound_expression> where_of;
  std::vector<bound_expression> value_of;
  auto const number_of = [](std::vector<bound_expression>& known, bound_expression const& e) {
    for (std::size_t i = 0; i < known.size(); ++i) {
      if (check_detail::same_reading(known[i], e)) return i;
    }
    known.push_back(e);
    return known.size() - 1;
  };
  for (std::size_t t = 0; t < l.terms.size(); ++t) {
    bound_aggregate const& a = here.aggregates[l.terms[t].first];
    bool const sum = a.source->op == aggregate_op::sum;
    bound_expression const value = sum ? a.value : nullptr;
    int const spare = scale - l.terms[t].second->type.scale - (sum ? a.value->type.scale : 0);
    form.terms.push_back({number_of(where_of, a.where), number_of(value_of, value),
                          coefficients[t].lo * power_of_ten_of(std::max(0, spare)),
                          a.unknown_value});
  }
  for (auto const& e : where_of) form.wheres.push_back(e ? compile(e, *this, lead.from) : program{});
  for (auto const& e : value_of) form.values.push_back(e ? compile(e, *this, lead.from) : program{});

  group_keys groups(*this, id, into, lead);
  std::vector<interval> sums(groups.size(), interval{0, 0});
  scratch& space = space_;
  auto keys = groups.open(space);
  auto& truths = space.take();
  auto& picked = space.take();
  std::vector<loose_row> loose;
  auto const row_adds = [&](std::int32_t row, bool certain) {
    std::vector<truth> wheres;
    std::vector<cell> values;
    for (program const& w : form.wheres) {
      wheres.push_back(w ? truth_of_cell(w.at(row, space)) : truth::yes);
    }
    for (program const& v : form.values) values.push_back(v ? v.at(row, space) : cell{1, 1});
    return contribution(form, wheres, values, certain);
  };
  for (std::size_t b = 0; b < source.rows; b += block_rows) {
    row_range const range(b, std::min(source.rows, b + block_rows));
    std::size_t const n = select_rows(source, {}, range.rows(), space, truths, keys, picked, loose,
                                      false);
    for (std::size_t i = 0; i < n; ++i) {
      auto& sum = sums[static_cast<std::size_t>(keys.groups()[i])];
      sum = add(sum, row_adds(static_cast<std::int32_t>(picked.lo[i]), picked.hi[i] != 0));
    }
  }
  space.give_back();
  space.give_back();
  keys.close();
  for (loose_row const& row : loose) {
    interval const adds = row_adds(row.row, false);
    groups.for_each_match(row, [&](std::int32_t g) {
      sums[static_cast<std::size_t>(g)] = add(sums[static_cast<std::size_t>(g)], adds);
    });
  }
  vec made;
  made.type = into.own[l.column].type;
  vec const plain = column_of(compile(l.form, *this, id), into.rows);
  for (std::size_t i = 0; i < into.rows; ++i) {
    std::int32_t const g = groups.group_of_subject(i);
    cell c = plain.at(i);
    if (g >= 0) {
      auto const& sum = sums[static_cast<std::size_t>(g)];
      c = {sum.lo, sum.hi};
    }
    made.lo.push_back(c.lo);
    made.hi.push_back(c.hi);
  }
  if (made.lo == made.hi) made.hi.clear();
  return made;
}

}  // namespace xunze::batch_detail
