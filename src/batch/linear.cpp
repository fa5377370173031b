// SPDX-License-Identifier: Apache-2.0
// Linear forms over aggregates, row by row, so that a row counts the same way in every term.
#include "batch/engine.hpp"
#include "batch/exact_sums.hpp"
#include "batch/filter.hpp"
#include "batch/group_keys.hpp"

#include "check/sense.hpp"
#include "plan/code.hpp"

#include <algorithm>
#include <map>
#include <mutex>
#include <utility>

namespace xunze::batch_detail {
namespace {

/// Terms of a form with what they share: equal filters are one doubt, equal values one unknown.
struct shared_terms {
  struct term {
    std::size_t where;
    std::size_t value;
    interval unknown_value;
    bool none_possible;  // an unknown value may be none, which adds nothing
  };
  std::vector<filter> wheres;
  std::vector<program> values;  // an empty program stands for 1
  std::vector<term> terms;
};

using factors = std::vector<std::int64_t>;  // one a term, in the scale of the form

/// One row as far as a form asks for it.
struct row_facts {
  std::vector<truth> wheres;
  std::vector<cell> values;
  bool certain;
  bool once;  // it may stand for one row at most
};

/// The same where each term has a doubt of its own: wider, but not once a combination.
interval loose_contribution(shared_terms const& form, factors const& times,
                            row_facts const& row) {
  interval sum{0, 0};
  for (std::size_t k = 0; k < form.terms.size(); ++k) {
    shared_terms::term const& t = form.terms[k];
    cell const v = row.values[t.value];
    if (row.wheres[t.where] == truth::no || v.is_none()) continue;
    interval range{v.lo, v.hi};
    if (range == interval::whole()) range = t.unknown_value;
    interval part = mul(interval::point(times[k]), range);
    bool const sure = row.certain && row.wheres[t.where] == truth::yes &&
                      (v.is_point() || !t.none_possible);
    if (!sure) part = hull(part, interval::point(0));
    sum = add(sum, part);
  }
  return sum;
}

/// What one row adds where its open filters hold as the bits of `choice` say.
interval contribution_if(shared_terms const& form, factors const& times, row_facts const& row,
                         std::vector<std::size_t> const& open, std::uint64_t choice) {
  interval sum{0, 0};
  for (std::size_t v = 0; v < row.values.size(); ++v) {
    std::int64_t factor = 0;
    interval range{row.values[v].lo, row.values[v].hi};
    for (std::size_t k = 0; k < form.terms.size(); ++k) {
      shared_terms::term const& t = form.terms[k];
      if (t.value != v) continue;
      if (range == interval::whole()) range = t.unknown_value;
      if (t.none_possible && !row.values[v].is_point()) range = hull(range, interval::point(0));
      bool holds = row.wheres[t.where] == truth::yes;
      for (std::size_t o = 0; o < open.size(); ++o) {
        if (open[o] == t.where) holds = ((choice >> o) & 1U) != 0;
      }
      if (holds) factor += times[k];
    }
    if (factor == 0 || row.values[v].is_none()) continue;
    sum = add(sum, mul(interval::point(factor), range));
  }
  return sum;
}

/// What one row may add: the hull over its open filters, and over being there at all.
interval contribution(shared_terms const& form, factors const& times, row_facts const& row) {
  std::vector<std::size_t> open;
  for (std::size_t w = 0; w < row.wheres.size(); ++w) {
    if (row.wheres[w] == truth::unknown) open.push_back(w);
  }
  std::optional<interval> result;
  if (open.size() > 10) {
    result = loose_contribution(form, times, row);
  } else {
    if (!row.certain) result = interval{0, 0};
    for (std::uint64_t choice = 0; choice < (std::uint64_t{1} << open.size()); ++choice) {
      interval const sum = contribution_if(form, times, row, open, choice);
      result = result ? hull(*result, sum) : sum;
    }
  }
  return row.once ? *result : repeated(*result);
}

/// Reads the rows of a block for a form.
class row_reader {
 public:
  row_reader(shared_terms const& form, repeated_rows const& repeated, scratch& space)
      : form_(form), repeated_(repeated), space_(space), truths_(form.wheres.size()) {
    for (program const& v : form.values) values_.push_back(v ? &space.take() : nullptr);
  }
  void close() {
    for (block const* v : values_) {
      if (v != nullptr) space_.give_back();
    }
  }

  /// Shape: `rows` lie in begin … end - 1.
  void read(std::size_t begin, std::size_t end, selection const& rows) {
    begin_ = begin;
    for (std::size_t w = 0; w < truths_.size(); ++w) {
      form_.wheres[w].truths(begin, end, space_, truths_[w].data());
    }
    std::span<std::int32_t const> const at{rows.rows.data(), rows.size};
    for (std::size_t v = 0; v < values_.size(); ++v) {
      if (values_[v] != nullptr) form_.values[v].run({at, at}, space_, *values_[v]);
    }
  }

  /// The facts of one row of the selection last read.
  row_facts const& facts(selection const& rows, std::size_t i) {
    auto const row = static_cast<std::size_t>(rows.rows[i]);
    now_.wheres.clear();
    now_.values.clear();
    for (auto const& w : truths_) now_.wheres.push_back(static_cast<truth>(w[row - begin_]));
    for (block const* v : values_) now_.values.push_back(v != nullptr ? v->at(i) : cell{1, 1});
    now_.certain = rows.certain[i] != 0;
    now_.once = !repeated_.contains(row);
    return now_;
  }

 private:
  shared_terms const& form_;
  repeated_rows const& repeated_;
  scratch& space_;
  std::vector<std::array<std::uint8_t, block_rows>> truths_;
  std::vector<block*> values_{};
  std::size_t begin_ = 0;
  row_facts now_{};
};

/// The sums to make: subjects of one group and equal factors share one.
struct wanted_sums {
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  std::vector<std::size_t> of_subject;         // per subject its sum, or none
  std::vector<factors> times;                  // per sum
  std::vector<std::vector<std::size_t>> of_group;  // per group its sums
  std::vector<std::pair<std::size_t, std::size_t>> open;  // a subject of unknown key, its sum
};

}  // namespace

/// The factors of a form for one subject; empty where one is not known or too large to add up.
static factors factors_for(std::vector<program> const& coefficients, std::size_t subject,
                           scratch& space) {
  constexpr std::int64_t greatest = std::int64_t{1} << 56;
  factors made;
  for (program const& coefficient : coefficients) {
    cell const c = coefficient.at(static_cast<std::int32_t>(subject), space);
    if (!c.is_point() || c.lo > greatest || c.lo < -greatest) return {};
    made.push_back(c.lo);
  }
  return made;
}

static wanted_sums sums_wanted(bound_linear const& l, vec const& plain, group_keys const& groups,
                               std::vector<program> const& coefficients, scratch& space) {
  wanted_sums made;
  made.of_subject.assign(plain.lo.size(), wanted_sums::none);
  made.of_group.resize(groups.size());
  std::map<std::pair<std::vector<std::int64_t>, factors>, std::size_t> open;
  for (std::size_t i = 0; i < plain.lo.size(); ++i) {
    // Where every aggregate is exact, so is their form, and rows have nothing to add.
    bool const exact = plain.at(i).is_point() && is_finite(plain.lo[i]);
    factors times = exact ? factors{} : factors_for(coefficients, i, space);
    if (times.size() != l.terms.size()) continue;
    auto const next = made.times.size();
    std::int32_t const group = groups.group_of_subject(i);
    if (group < 0) {
      auto const [at, fresh] = open.try_emplace({groups.known_parts(i), times}, next);
      if (fresh) made.open.emplace_back(i, next);
      made.of_subject[i] = at->second;
    } else {
      auto& here = made.of_group[static_cast<std::size_t>(group)];
      auto const at = std::find_if(here.begin(), here.end(),
                                   [&](std::size_t sum) { return made.times[sum] == times; });
      made.of_subject[i] = at != here.end() ? *at : next;
      if (at == here.end()) here.push_back(next);
    }
    if (made.of_subject[i] == next) made.times.push_back(std::move(times));
  }
  return made;
}

static shared_terms terms_shared(engine& run, relation_id id, bound_linear const& l) {
  bound_relation const& here = run.bound().relations[id];
  relation_id const from = here.aggregates[l.terms[0].first].from;
  shared_terms form;
  std::vector<bound_expression> wheres;
  std::vector<bound_expression> values;
  auto const number_of = [](std::vector<bound_expression>& known, bound_expression const& e) {
    for (std::size_t i = 0; i < known.size(); ++i) {
      if (check_detail::same_reading(known[i], e)) return i;
    }
    known.push_back(e);
    return known.size() - 1;
  };
  for (auto const& term : l.terms) {
    bound_aggregate const& a = here.aggregates[term.first];
    bound_expression const value = a.source->op == aggregate_op::sum ? a.value : nullptr;
    form.terms.push_back({number_of(wheres, a.where), number_of(values, value), a.unknown_value,
                          value && value->type.may_be_none});
  }
  for (auto const& e : wheres) form.wheres.emplace_back(run, from, e);
  for (auto const& e : values) form.values.push_back(e ? compile(e, run, from) : program{});
  return form;
}

vec engine::fill_linear(relation_id id, bound_linear const& l, frame& into) {
  bound_relation const& here = bound_.relations[id];
  vec made = column_of(compile(l.form, *this, id), into.rows);
  bool by_row = l.by_row;
  std::vector<program> coefficients;
  for (auto const& [number, coefficient] : l.terms) {
    by_row = by_row && !is_nobodys(here.aggregates[number]);
    coefficients.push_back(compile(coefficient, *this, id));
  }
  if (!by_row) return made;
  bound_aggregate const& lead = here.aggregates[l.terms[0].first];
  group_keys& groups = groups_of(id, lead);
  wanted_sums const wanted = sums_wanted(l, made, groups, coefficients, space_);
  if (wanted.times.empty()) return made;

  frame const& source = frame_of(lead.from);
  shared_terms const form = terms_shared(*this, id, l);
  repeated_rows const often = repeated_in(lead.from, lead.key);
  filter const present(*this, lead.from, nullptr);
  exact_sums sums(wanted.times.size());
  std::mutex lock;
  std::vector<loose_row> loose;
  for_morsels(source.rows, [&](std::size_t begin, std::size_t end, std::size_t, scratch& space) {
    auto keys = groups.open(space);
    auto picked = std::make_unique<selection>();
    open_rows mine;
    row_reader rows(form, often, space);
    for (std::size_t b = begin; b < end; b += block_rows) {
      std::size_t const stop = std::min(end, b + block_rows);
      present.select(b, stop, space, *picked);
      keys.read(*picked, mine, false);
      rows.read(b, stop, *picked);
      std::scoped_lock const hold(lock);
      for (std::size_t i = 0; i < picked->size; ++i) {
        auto const& asked = wanted.of_group[static_cast<std::size_t>(keys.groups()[i])];
        if (asked.empty()) continue;
        row_facts const& facts = rows.facts(*picked, i);
        for (std::size_t sum : asked) sums.add(sum, contribution(form, wanted.times[sum], facts));
      }
    }
    rows.close();
    keys.close();
    std::scoped_lock const hold(lock);
    loose.insert(loose.end(), mine.loose.begin(), mine.loose.end());
  });
  // Rows and subjects whose key is partly known: none of the rows is certain.
  row_reader rows(form, often, space_);
  auto one = std::make_unique<selection>();
  one->size = 1;
  one->certain[0] = 0;
  auto const facts_of = [&](std::int32_t row) -> row_facts const& {
    one->rows[0] = row;
    rows.read(static_cast<std::size_t>(row), static_cast<std::size_t>(row) + 1, *one);
    return rows.facts(*one, 0);
  };
  for (loose_row const& row : loose) {
    row_facts const& facts = facts_of(row.row);
    groups.for_each_match(row, [&](std::int32_t g) {
      for (std::size_t sum : wanted.of_group[static_cast<std::size_t>(g)]) {
        sums.add(sum, contribution(form, wanted.times[sum], facts));
      }
    });
  }
  for (auto const& [subject, sum] : wanted.open) {
    for (std::int32_t row : groups.rows_for_open(subject, present)) {
      sums.add(sum, contribution(form, wanted.times[sum], facts_of(row)));
    }
  }
  rows.close();
  program const beside = l.constant ? compile(l.constant, *this, id) : program{};
  for (std::size_t i = 0; i < into.rows; ++i) {
    if (wanted.of_subject[i] == wanted_sums::none) continue;
    cell const constant = beside ? beside.at(static_cast<std::int32_t>(i), space_) : cell{0, 0};
    if (constant.is_none()) continue;
    interval const sum = add(sums.total(wanted.of_subject[i]), {constant.lo, constant.hi});
    made.set(i, {sum.lo, sum.hi});
  }
  if (made.lo == made.hi) made.hi.clear();
  return made;
}

}  // namespace xunze::batch_detail
