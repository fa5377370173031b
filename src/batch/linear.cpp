// SPDX-License-Identifier: Apache-2.0
// Linear forms over aggregates, row by row, so that a row counts the same way in every term.
#include "batch/engine.hpp"
#include "batch/exact_sums.hpp"
#include "batch/filter.hpp"
#include "batch/group_keys.hpp"

#include "check/sense.hpp"
#include "plan/code.hpp"

#include <algorithm>
#include <mutex>

namespace xunze::batch_detail {
namespace {

/// Terms of a form with what they share: equal filters are one doubt, equal values one unknown.
struct shared_terms {
  struct term {
    std::size_t where;
    std::size_t value;
    std::int64_t factor;  // coefficient, scaled so that factor * value has the form's scale
    interval unknown_value;
    bool none_possible;  // an unknown value may be none, which adds nothing
  };
  std::vector<filter> wheres;
  std::vector<program> values;  // an empty program stands for 1
  std::vector<term> terms;
};

std::int64_t power_of_ten_of(int n) {
  std::int64_t p = 1;
  while (n-- > 0) p *= 10;
  return p;
}

/// The same where each term has a doubt of its own: wider, but not once a combination.
interval loose_contribution(shared_terms const& form, std::vector<truth> const& wheres,
                            std::vector<cell> const& values, bool certainly_there) {
  interval sum{0, 0};
  for (shared_terms::term const& t : form.terms) {
    cell const v = values[t.value];
    if (wheres[t.where] == truth::no || v.is_none()) continue;
    interval range{v.lo, v.hi};
    if (range == interval::whole()) range = t.unknown_value;
    interval part = mul(interval::point(t.factor), range);
    bool const sure = certainly_there && wheres[t.where] == truth::yes &&
                      (v.is_point() || !t.none_possible);
    if (!sure) part = hull(part, interval::point(0));
    sum = add(sum, part);
  }
  return sum;
}

/// What one row may add: the hull over its open filters, and over being there at all.
interval contribution(shared_terms const& form, std::vector<truth> const& wheres,
                      std::vector<cell> const& values, bool certainly_there) {
  std::vector<std::size_t> open;
  for (std::size_t w = 0; w < wheres.size(); ++w) {
    if (wheres[w] == truth::unknown) open.push_back(w);
  }
  if (open.size() > 10) return loose_contribution(form, wheres, values, certainly_there);
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
        if (t.none_possible && !values[v].is_point()) range = hull(range, interval::point(0));
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

/// What each selected row of a block adds to the form.
class row_adder {
 public:
  row_adder(shared_terms const& form, repeated_rows const& repeated)
      : form_(form), repeated_(repeated), truths_(form.wheres.size()),
        values_(form.values.size(), nullptr) {}

  /// Shape: `rows` lie in begin … end - 1; one interval a row.
  void run(std::size_t begin, std::size_t end, selection const& rows, scratch& space,
           std::vector<interval>& adds) {
    for (std::size_t w = 0; w < truths_.size(); ++w) {
      form_.wheres[w].truths(begin, end, space, truths_[w].data());
    }
    std::span<std::int32_t const> const at{rows.rows.data(), rows.size};
    std::size_t borrowed = 0;
    bool points = true;
    for (std::size_t v = 0; v < values_.size(); ++v) {
      values_[v] = nullptr;
      if (!form_.values[v]) continue;
      values_[v] = &space.take();
      ++borrowed;
      form_.values[v].run({at, at}, space, *values_[v]);
      points = points && values_[v]->points;
    }
    for (std::size_t i = 0; i < rows.size; ++i) {
      auto const row = static_cast<std::size_t>(rows.rows[i]) - begin;
      bool const certain = rows.certain[i] != 0;
      bool const once = !repeated_.contains(static_cast<std::size_t>(rows.rows[i]));
      bool known = certain && points && once;
      std::int64_t sum = 0;
      for (shared_terms::term const& t : form_.terms) {
        auto const in = static_cast<truth>(truths_[t.where][row]);
        known = known && in != truth::unknown;
        std::int64_t const v = values_[t.value] != nullptr ? values_[t.value]->lo[i] : 1;
        std::int64_t part = 0;
        known = known && is_finite(v) && !__builtin_mul_overflow(t.factor, v, &part) &&
                !__builtin_add_overflow(sum, in == truth::yes ? part : 0, &sum);
      }
      adds[i] = known && is_finite(sum) ? interval::point(sum) : doubtful(row, i, certain, once);
    }
    for (; borrowed > 0; --borrowed) space.give_back();
  }

 private:
  interval doubtful(std::size_t row, std::size_t i, bool certain, bool at_most_once) const {
    std::vector<truth> truths;
    std::vector<cell> cells;
    for (auto const& w : truths_) truths.push_back(static_cast<truth>(w[row]));
    for (block const* v : values_) cells.push_back(v != nullptr ? v->at(i) : cell{1, 1});
    interval const once = contribution(form_, truths, cells, certain);
    return at_most_once ? once : repeated(once);
  }

  shared_terms const& form_;
  repeated_rows const& repeated_;
  std::vector<std::array<std::uint8_t, block_rows>> truths_;
  std::vector<block*> values_;
};

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
  for (auto const& term : l.terms) {
    by_row = by_row && !is_nobodys(here.aggregates[term.first]);
  }
  // Where every aggregate is exact, so is their form, and rows have nothing to add.
  vec plain = column_of(compile(l.form, *this, id), into.rows);
  bool exact = true;
  for (std::size_t i = 0; i < into.rows && by_row && exact; ++i) {
    exact = plain.at(i).is_point() && is_finite(plain.lo[i]);
  }
  if (!by_row || exact) return plain;

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
    constexpr std::int64_t greatest = std::int64_t{1} << 56;  // factors are added up
    std::int64_t factor = 0;
    bool const large = __builtin_mul_overflow(coefficients[t].lo,
                                              power_of_ten_of(std::max(0, spare)), &factor);
    if (large || factor > greatest || factor < -greatest) {
      return plain;
    }
    form.terms.push_back({number_of(where_of, a.where), number_of(value_of, value), factor,
                          a.unknown_value, value && value->type.may_be_none});
  }
  for (auto const& e : where_of) form.wheres.emplace_back(*this, lead.from, e);
  for (auto const& e : value_of) {
    form.values.push_back(e ? compile(e, *this, lead.from) : program{});
  }

  group_keys& groups = groups_of(id, lead);
  repeated_rows const often = repeated_in(lead.from, lead.key);
  exact_sums sums(groups.size());
  std::mutex lock;
  std::vector<loose_row> loose;
  filter const present(*this, lead.from, nullptr);
  for_morsels(source.rows, [&](std::size_t begin, std::size_t end, std::size_t, scratch& space) {
    auto keys = groups.open(space);
    auto picked = std::make_unique<selection>();
    open_rows mine;
    std::vector<interval> adds(block_rows);
    row_adder adder(form, often);
    for (std::size_t b = begin; b < end; b += block_rows) {
      std::size_t const stop = std::min(end, b + block_rows);
      present.select(b, stop, space, *picked);
      keys.read(*picked, mine, false);
      adder.run(b, stop, *picked, space, adds);
      std::scoped_lock const hold(lock);
      for (std::size_t i = 0; i < picked->size; ++i) {
        sums.add(static_cast<std::size_t>(keys.groups()[i]), adds[i]);
      }
    }
    keys.close();
    std::scoped_lock const hold(lock);
    loose.insert(loose.end(), mine.loose.begin(), mine.loose.end());
  });
  row_adder adder(form, often);
  for (loose_row const& row : loose) {
    auto picked = std::make_unique<selection>();
    picked->rows[0] = row.row;
    picked->certain[0] = 0;
    picked->size = 1;
    std::vector<interval> adds(1);
    auto const at = static_cast<std::size_t>(row.row);
    adder.run(at, at + 1, *picked, space_, adds);
    groups.for_each_match(row, [&](std::int32_t g) {
      sums.add(static_cast<std::size_t>(g), adds[0]);
    });
  }
  vec made;
  made.type = into.own[l.column].type;
  for (std::size_t i = 0; i < into.rows; ++i) {
    std::int32_t const g = groups.group_of_subject(i);
    cell c = plain.at(i);
    if (g >= 0) {
      interval const sum = sums.total(static_cast<std::size_t>(g));
      c = {sum.lo, sum.hi};
    }
    made.lo.push_back(c.lo);
    made.hi.push_back(c.hi);
  }
  if (made.lo == made.hi) made.hi.clear();
  return made;
}

}  // namespace xunze::batch_detail
