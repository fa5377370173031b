// SPDX-License-Identifier: Apache-2.0
// Logic, comparisons and membership on blocks.
#include "plan/code.hpp"

#include <algorithm>

namespace xunze::plan_detail {
namespace {

/// Truth cells as bits; a none truth is unknown.
void normalise(block& b, std::size_t n) {
  if (b.points) {
    std::copy_n(b.lo.begin(), n, b.hi.begin());
    return;
  }
  for (std::size_t i = 0; i < n; ++i) {
    if (b.lo[i] == none_value) b.put(i, {0, 1});
    b.lo[i] = b.lo[i] >= 1 ? 1 : 0;
    b.hi[i] = b.hi[i] >= 1 ? 1 : 0;
  }
}

/// Says whether all cells of a block turned out to be points.
void note_points(block& b, std::size_t n) {
  std::int64_t different = 0;
  for (std::size_t i = 0; i < n; ++i) different |= b.lo[i] ^ b.hi[i];
  b.points = different == 0;
}

struct logic_code final : code {
  operation op = operation::logical_and;

  void run(row_span rows, scratch& space, block& into) const override {
    std::size_t const n = rows.target.size();
    operands[0]->run(rows, space, into);
    if (op == operation::logical_not) {
      normalise(into, n);
      for (std::size_t i = 0; i < n; ++i) into.put(i, {1 - into.hi[i], 1 - into.lo[i]});
      return;
    }
    borrowed other(space);
    for (std::size_t k = 1; k < operands.size(); ++k) {
      operands[k]->run(rows, space, *other);
      bool const points = into.points && other->points;
      if (points && op == operation::logical_and) {
        for (std::size_t i = 0; i < n; ++i) into.lo[i] &= other->lo[i];
      } else if (points) {
        for (std::size_t i = 0; i < n; ++i) into.lo[i] |= other->lo[i];
      } else {
        normalise(into, n);
        normalise(*other, n);
        bool const conjunction = op == operation::logical_and;
        for (std::size_t i = 0; i < n; ++i) {
          into.lo[i] = conjunction ? into.lo[i] & other->lo[i] : into.lo[i] | other->lo[i];
          into.hi[i] = conjunction ? into.hi[i] & other->hi[i] : into.hi[i] | other->hi[i];
        }
      }
      into.points = points;
    }
  }
};

template <class Compare>
void fast_compare(block& a, block const& b, std::size_t n, Compare compare) {
  for (std::size_t i = 0; i < n; ++i) a.lo[i] = compare(a.lo[i], b.lo[i]) ? 1 : 0;
}

struct compare_code final : code {
  operation op = operation::equal;

  bool is_light() const override { return true; }

  void run(row_span rows, scratch& space, block& into) const override {
    std::size_t const n = rows.target.size();
    operands[0]->run(rows, space, into);
    borrowed other(space);
    operands[1]->run(rows, space, *other);
    if (into.points && other->points) {
      switch (op) {
        case operation::equal: return fast_compare(into, *other, n, std::equal_to<>{});
        case operation::not_equal: return fast_compare(into, *other, n, std::not_equal_to<>{});
        case operation::less: return fast_compare(into, *other, n, std::less<>{});
        case operation::less_equal: return fast_compare(into, *other, n, std::less_equal<>{});
        case operation::greater: return fast_compare(into, *other, n, std::greater<>{});
        default: return fast_compare(into, *other, n, std::greater_equal<>{});
      }
    }
    bool const sets = operands[0]->type.is(value_class::set);
    bool const equality = op == operation::equal || op == operation::not_equal;
    for (std::size_t i = 0; i < n; ++i) {
      cell const a = into.at(i);
      cell const b = other->at(i);
      if (equality && a.is_none() != b.is_none()) {
        // An unknown that may be none may equal none.
        cell const c = a.is_none() ? b : a;
        if (!c.is_point() && operands[a.is_none() ? 1 : 0]->type.may_be_none) {
          into.put(i, {0, 1});
          continue;
        }
      }
      into.put(i, cell_of(sets ? compare_sets(op, a, b) : compare_cells(op, a, b)));
    }
    note_points(into, n);
  }
};

/// Order of texts: by code points, which is the order of their bytes.
struct text_order_code final : code {
  operation op = operation::less;

  void run(row_span rows, scratch& space, block& into) const override {
    operands[0]->run(rows, space, into);
    borrowed other(space);
    operands[1]->run(rows, space, *other);
    auto const words = [](code const& c, cell v) {
      auto const code_number = static_cast<std::int32_t>(v.lo);
      return c.texts && code_number >= 0 ? c.texts->text_of(code_number) : std::string_view{};
    };
    for (std::size_t i = 0; i < rows.target.size(); ++i) {
      cell const a = into.at(i);
      cell const b = other->at(i);
      truth result = truth::unknown;
      if (a.is_point() && b.is_point()) {
        int const order = words(*operands[0], a).compare(words(*operands[1], b));
        result = compare_cells(op, {order, order}, {0, 0});
      }
      into.put(i, cell_of(result));
    }
    into.points = false;
  }
};

struct in_code final : code {
  std::int64_t all = 0;
  bool set = false;

  void run(row_span rows, scratch& space, block& into) const override {
    std::size_t const n = rows.target.size();
    operands[0]->run(rows, space, into);
    borrowed item(space);
    if (set) {
      operands[1]->run(rows, space, *item);
      bool const may_be_none = operands[0]->type.may_be_none;
      for (std::size_t i = 0; i < n; ++i) {
        cell const member = into.at(i);
        cell found = cell_of(code_in_set(member, item->at(i), all));
        if (may_be_none && !member.is_none() && !member.is_point()) found.lo = 0;
        into.put(i, found);
      }
      note_points(into, n);
      return;
    }
    borrowed found(space);
    std::fill_n(found->lo.begin(), n, 0);
    std::fill_n(found->hi.begin(), n, 0);
    for (std::size_t k = 1; k < operands.size(); ++k) {
      operands[k]->run(rows, space, *item);
      for (std::size_t i = 0; i < n; ++i) {
        cell const member = into.at(i);
        if (member.is_none()) continue;
        cell const same = cell_of(equal_cells(member, item->at(i)));
        found->lo[i] |= same.lo;
        found->hi[i] |= same.hi;
      }
    }
    for (std::size_t i = 0; i < n; ++i) into.put(i, {found->lo[i], found->hi[i]});
    note_points(into, n);
  }
};

}  // namespace

code_ptr make_logic(operation op, std::vector<code_ptr> operands) {
  auto made = std::make_shared<logic_code>();
  made->op = op;
  made->operands = std::move(operands);
  return made;
}

code_ptr make_compare(operation op, code_ptr a, code_ptr b) {
  bool const texts = a->type.is(value_class::text);
  bool const ordering = op != operation::equal && op != operation::not_equal;
  if (texts && ordering) {
    auto made = std::make_shared<text_order_code>();
    made->op = op;
    made->operands = {std::move(a), std::move(b)};
    return made;
  }
  std::vector<code_ptr> operands{std::move(a), std::move(b)};
  if (texts) share_texts(operands, 0, 1);
  auto made = std::make_shared<compare_code>();
  made->op = op;
  made->operands = std::move(operands);
  return made;
}

code_ptr make_in(code_ptr member, std::vector<code_ptr> items) {
  auto made = std::make_shared<in_code>();
  made->set = items.size() == 1 && items[0]->type.is(value_class::set);
  if (made->set && items[0]->type.codes != nullptr) {
    std::size_t const n = std::min<std::size_t>(items[0]->type.codes->values.size(), 62);
    made->all = (std::int64_t{1} << n) - 1;
  }
  made->operands = {std::move(member)};
  for (auto& item : items) made->operands.push_back(std::move(item));
  if (made->operands[0]->type.is(value_class::text)) share_texts(made->operands, 0, 1);
  return made;
}

}  // namespace xunze::plan_detail
