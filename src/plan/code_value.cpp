// SPDX-License-Identifier: Apache-2.0
// Arithmetic, choices and conversions on blocks.
#include "plan/code.hpp"
#include "plan/translate.hpp"

#include <algorithm>
#include <functional>

namespace xunze::plan_detail {
namespace {

template <class Compute>
void fast_arithmetic(block& a, block const& b, std::size_t n, Compute compute) {
  for (std::size_t i = 0; i < n; ++i) a.lo[i] = compute(a.lo[i], b.lo[i]);
}

struct arithmetic_code final : code {
  operation op = operation::add;

  bool is_light() const override { return true; }

  void run(row_span rows, scratch& space, block& into) const override {
    std::size_t const n = rows.target.size();
    operands[0]->run(rows, space, into);
    borrowed other(space);
    if (operands.size() > 1) {
      operands[1]->run(rows, space, *other);
    } else {
      other->points = true;
      std::fill_n(other->lo.begin(), n, 0);
    }
    if (all_small(into, n) && all_small(*other, n)) {
      auto const from_second = [](std::int64_t a, std::int64_t b) { return b - a; };
      switch (op) {
        case operation::add: return fast_arithmetic(into, *other, n, std::plus<>{});
        case operation::subtract: return fast_arithmetic(into, *other, n, std::minus<>{});
        case operation::multiply: return fast_arithmetic(into, *other, n, std::multiplies<>{});
        default: return fast_arithmetic(into, *other, n, from_second);  // from nought
      }
    }
    for (std::size_t i = 0; i < n; ++i) {
      into.put(i, arithmetic(op, into.at(i), other->at(i)));
    }
    into.points = false;
  }

 private:
  /// Whether all are points from which the operation cannot leave the range of numbers.
  [[nodiscard]] bool all_small(block const& b, std::size_t n) const {
    if (!b.points) return false;
    int const bits = op == operation::multiply ? 31 : 61;  // of numbers below zero and above
    std::uint64_t const half = std::uint64_t{1} << (bits - 1);
    std::uint64_t large = 0;
    for (std::size_t i = 0; i < n; ++i) {
      large |= (static_cast<std::uint64_t>(b.lo[i]) + half) >> bits;
    }
    return large == 0;
  }
};

struct rescale_code final : code {
  void run(row_span rows, scratch& space, block& into) const override {
    operands[0]->run(rows, space, into);
    int const from = operands[0]->type.scale;
    for (std::size_t i = 0; i < rows.target.size(); ++i) {
      into.put(i, rescale_cell(into.at(i), from, type.scale, rounding::exact));
    }
    into.points = false;
  }
};

/// Codes by table: another enumeration's ranks, another dictionary's codes, keys of rows.
struct table_code final : code {
  std::vector<std::int64_t> to;

  void run(row_span rows, scratch& space, block& into) const override {
    operands[0]->run(rows, space, into);
    bool simple = into.points;
    for (std::size_t i = 0; i < rows.target.size(); ++i) {
      cell c = into.at(i);
      if (c.is_point()) {
        bool const inside = c.lo >= 0 && c.lo < static_cast<std::int64_t>(to.size());
        std::int64_t const v = inside ? to[static_cast<std::size_t>(c.lo)] : no_such_code;
        c = v == unknown_value ? unknown_cell : cell{v, v};
        simple = simple && v != unknown_value;
      }
      into.put(i, c);
    }
    into.points = simple;
  }
};

struct choose_code final : code {
  void run(row_span rows, scratch& space, block& into) const override {
    std::size_t const n = rows.target.size();
    operands[1]->run(rows, space, into);
    borrowed condition(space);
    operands[0]->run(rows, space, *condition);
    borrowed other(space);
    operands[2]->run(rows, space, *other);
    for (std::size_t i = 0; i < n; ++i) {
      truth const t = truth_of_cell(condition->at(i));
      cell c = into.at(i);
      if (t == truth::no) c = other->at(i);
      if (t == truth::unknown) c = merge_cells(c, other->at(i), type);
      into.put(i, c);
    }
    into.points = false;
  }
};

struct cases_code final : code {
  case_order order{{}};
  environment* env = nullptr;
  std::string labels;
  place at;

  void run(row_span rows, scratch& space, block& into) const override {
    std::size_t const n = rows.target.size();
    std::vector<std::unique_ptr<block>> values;
    for (auto const& operand : operands) {
      values.push_back(std::make_unique<block>());
      operand->run(rows, space, *values.back());
    }
    for (std::size_t i = 0; i < n; ++i) into.put(i, one(values, i));
    into.points = false;
  }

 private:
  cell one(std::vector<std::unique_ptr<block>> const& values, std::size_t row) const {
    std::uint64_t certain = 0;
    std::vector<std::size_t> open;
    std::size_t const count = order.beats.size();
    for (std::size_t k = 0; k < count; ++k) {
      truth const t = truth_of_cell(values[1 + 2 * k]->at(row));
      if (t == truth::yes) certain |= std::uint64_t{1} << k;
      if (t == truth::unknown) open.push_back(k);
    }
    if (open.size() > 10) return unknown_of(type);
    std::optional<cell> result;
    for (std::uint64_t pick = 0; pick < (std::uint64_t{1} << open.size()); ++pick) {
      std::uint64_t holding = certain;
      for (std::size_t k = 0; k < open.size(); ++k) {
        if ((pick >> k) & 1U) holding |= std::uint64_t{1} << open[k];
      }
      int const outcome = order.outcome_of(holding);
      cell c = unknown_of(type);
      if (outcome == case_outcome::collision) {
        if (open.empty()) env->collided(labels, at);
      } else {
        c = values[outcome < 0 ? 0 : 2 + 2 * static_cast<std::size_t>(outcome)]->at(row);
      }
      result = result ? merge_cells(*result, c, type) : c;
    }
    return *result;
  }
};

}  // namespace

code_ptr make_arithmetic(operation op, std::vector<code_ptr> operands, value_type type) {
  auto made = std::make_shared<arithmetic_code>();
  made->op = op;
  made->operands = std::move(operands);
  made->type = std::move(type);
  return made;
}

code_ptr make_rescale(code_ptr a, value_type type) {
  auto made = std::make_shared<rescale_code>();
  made->operands = {std::move(a)};
  made->type = std::move(type);
  return made;
}

code_ptr make_translate(code_ptr a, value_type type) {
  auto made = std::make_shared<table_code>();
  if (a->type.codes != nullptr && type.codes != nullptr) {
    auto const& from = a->type.codes->values;
    auto const& into = type.codes->values;
    for (enumerator const& value : from) {
      auto const found = std::find_if(into.begin(), into.end(),
                                      [&](enumerator const& v) { return v.code == value.code; });
      made->to.push_back(found == into.end() ? no_such_code : found - into.begin());
    }
  }
  made->operands = {std::move(a)};
  made->type = std::move(type);
  return made;
}

code_ptr make_row_key(code_ptr a, column const& keys, value_type type) {
  auto made = std::make_shared<table_code>();
  made->texts = keys.texts;
  made->to.reserve(keys.size());
  for (std::size_t i = 0; i < keys.size(); ++i) made->to.push_back(keys.raw(i));
  made->operands = {std::move(a)};
  made->type = std::move(type);
  return made;
}

code_ptr make_text_translation(code_ptr a, std::shared_ptr<dictionary const> to) {
  auto made = std::make_shared<table_code>();
  if (a->texts) made->to = codes_in(*a->texts, *to);
  made->type = a->type;
  made->texts = std::move(to);
  made->operands = {std::move(a)};
  return made;
}

void share_texts(std::vector<code_ptr>& operands, std::size_t first, std::size_t step) {
  std::shared_ptr<dictionary const> shared;
  bool several = false;
  for (std::size_t i = first; i < operands.size(); i += step) {
    if (text_of_constant(operands[i])) continue;
    several = several || (shared && operands[i]->texts != shared);
    if (!shared) shared = operands[i]->texts;
  }
  // A constant may stand in any of several dictionaries, not only in the first one.
  if (several && text_of_constant(operands[first])) return unite_texts(operands, first, step);
  if (!shared) {  // constants alone
    auto own = std::make_shared<dictionary>();
    for (std::size_t i = first; i < operands.size(); i += step) {
      if (auto const* words = text_of_constant(operands[i])) own->add(*words);
    }
    shared = own;
  }
  for (std::size_t i = first; i < operands.size(); i += step) {
    if (auto const* words = text_of_constant(operands[i])) {
      std::int32_t const found = shared->find(*words);
      std::int64_t const code_number = found >= 0 ? found : no_such_code;
      operands[i] = make_constant({code_number, code_number}, operands[i]->type, shared);
    } else if (operands[i]->texts && operands[i]->texts != shared) {
      operands[i] = make_text_translation(operands[i], shared);
    }
  }
}

void unite_texts(std::vector<code_ptr>& operands, std::size_t first, std::size_t step) {
  auto united = std::make_shared<dictionary>();
  for (std::size_t i = first; i < operands.size(); i += step) {
    if (auto const* words = text_of_constant(operands[i])) {
      united->add(*words);
    } else if (operands[i]->texts) {
      add_all(*united, *operands[i]->texts);
    }
  }
  for (std::size_t i = first; i < operands.size(); i += step) {
    if (auto const* words = text_of_constant(operands[i])) {
      std::int32_t const found = united->find(*words);
      operands[i] = make_constant({found, found}, operands[i]->type, united);
    } else {
      operands[i] = make_text_translation(operands[i], united);
    }
  }
}

static bool all_share(std::vector<code_ptr> const& operands, std::size_t first,
                      std::size_t step) {
  for (std::size_t i = first; i < operands.size(); i += step) {
    if (text_of_constant(operands[i]) || operands[i]->texts != operands[first]->texts) return false;
  }
  return true;
}

code_ptr make_choose(std::vector<code_ptr> operands, value_type type) {
  auto made = std::make_shared<choose_code>();
  if (type.is(value_class::text) && !all_share(operands, 1, 1)) unite_texts(operands, 1, 1);
  if (type.is(value_class::text)) made->texts = operands[1]->texts;
  made->operands = std::move(operands);
  made->type = std::move(type);
  return made;
}

code_ptr make_cases(std::vector<code_ptr> operands, std::vector<case_label> labels,
                    value_type type, environment& env, place const& at) {
  auto made = std::make_shared<cases_code>();
  if (type.is(value_class::text) && !all_share(operands, 0, 2)) unite_texts(operands, 0, 2);
  if (type.is(value_class::text)) made->texts = operands[0]->texts;
  made->order = case_order(labels);
  for (case_label const& label : labels) {
    made->labels += (made->labels.empty() ? "" : ", ") + label.label +
                    (label.clause.empty() ? "" : " (" + label.clause + ")");
  }
  made->env = &env;
  made->at = at;
  made->operands = std::move(operands);
  made->type = std::move(type);
  return made;
}

}  // namespace xunze::plan_detail
