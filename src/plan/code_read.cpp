// SPDX-License-Identifier: Apache-2.0
// Constants, and reading columns through row maps.
#include "plan/code.hpp"

#include <algorithm>

namespace xunze::plan_detail {
namespace {

struct constant_code final : code {
  cell value;
  void run(row_span rows, scratch&, block& into) const override {
    std::size_t const n = rows.target.size();
    into.points = value.is_point();
    std::fill_n(into.lo.begin(), n, value.lo);
    if (!into.points) std::fill_n(into.hi.begin(), n, value.hi);
  }
  bool is_light() const override { return true; }
  std::optional<cell> constant() const override { return value; }
};

struct text_constant_code final : code {
  std::string words;
  void run(row_span rows, scratch&, block& into) const override {
    // Alone, a text constant is the only entry of its own dictionary.
    into.points = true;
    std::fill_n(into.lo.begin(), rows.target.size(), 0);
  }
};

/// Whether the rows follow one another without a gap: what is read by them lies in one piece.
bool in_one_run(std::int32_t const* at, std::size_t n) {
  if (n == 0 || at[0] < 0) return false;
  auto const first = static_cast<std::uint32_t>(at[0]);
  std::uint32_t off = 0;
  for (std::size_t i = 0; i < n; ++i) {
    off |= (static_cast<std::uint32_t>(at[i]) - first) ^ static_cast<std::uint32_t>(i);
  }
  return off == 0;
}

struct read_code final : code {
  read_plan plan;

  bool is_light() const override { return !plan.partner; }

  void run(row_span rows, scratch&, block& into) const override {
    auto const from = plan.partner ? rows.partner : rows.target;
    std::size_t const n = rows.target.size();
    std::int32_t const* at = from.data();
    std::array<std::int32_t, block_rows> reached;
    for (auto const* map : plan.maps) {
      if (at == from.data() && in_one_run(at, n)) {
        at = map->data() + at[0];
        continue;
      }
      if (no_marks(at, n)) {
        for (std::size_t i = 0; i < n; ++i) reached[i] = (*map)[static_cast<std::size_t>(at[i])];
      } else {
        for (std::size_t i = 0; i < n; ++i) {
          reached[i] = at[i] >= 0 ? (*map)[static_cast<std::size_t>(at[i])] : at[i];
        }
      }
      at = reached.data();
    }
    finish(at, n, into);
  }

 private:
  cell unknown() const { return unknown_of(type); }

  void finish(std::int32_t const* at, std::size_t n, block& into) const {
    if (plan.not_given) {
      into.points = false;
      for (std::size_t i = 0; i < n; ++i) into.put(i, at[i] == no_row ? none_cell : unknown());
      return;
    }
    if (plan.cells != nullptr) return gather_column(at, n, into);
    if (plan.own != nullptr) return gather_own(at, n, into);
    into.points = true;
    for (std::size_t i = 0; i < n; ++i) {
      if (at[i] < 0) {
        into.points = false;
        break;
      }
    }
    for (std::size_t i = 0; i < n; ++i) {
      cell c{at[i], at[i]};
      if (at[i] < 0) c = at[i] == no_row ? none_cell : unknown();
      if (plan.truths != nullptr && at[i] >= 0) {
        auto const t = static_cast<truth>((*plan.truths)[static_cast<std::size_t>(at[i])]);
        c = cell_of(t);
        into.points = into.points && t != truth::unknown;
      }
      into.put(i, c);
    }
    if (plan.truths != nullptr) into.points = false;
  }

  void gather_own(std::int32_t const* at, std::size_t n, block& into) const {
    vec const& own = *plan.own;
    bool odd = !own.hi.empty() || !no_marks(at, n);
    if (!odd) {
      std::int64_t const* const values = own.lo.data();
      if (in_one_run(at, n)) {
        std::copy_n(values + at[0], n, into.lo.begin());
      } else {
        for (std::size_t i = 0; i < n; ++i) into.lo[i] = values[at[i]];
      }
      for (std::size_t i = 0; i < n; ++i) odd |= into.lo[i] == none_value;
    }
    into.points = !odd;
    for (std::size_t i = 0; odd && i < n; ++i) {
      cell c = at[i] == no_row ? none_cell : unknown();
      if (at[i] >= 0) c = own.at(static_cast<std::size_t>(at[i]));
      into.put(i, c);
    }
  }

  void gather_column(std::int32_t const* at, std::size_t n, block& into) const {
    if (plan.cells->is_wide()) {
      gather(plan.cells->wide.data(), unknown_value, none_value, at, n, into);
    } else if (plan.cells->type == column_type::date) {
      gather(plan.cells->narrow.data(), unknown_day, none_day, at, n, into);
    } else {
      gather(plan.cells->narrow.data(), unknown_code, none_code, at, n, into);
    }
  }

  /// False if some cell is a mark: these are below all values.
  template <class Cell>
  static bool gather_known(Cell const* data, Cell mark, std::int32_t const* at, std::size_t n,
                           block& into) {
    std::array<Cell, block_rows> gathered;
    Cell const* values = data;
    if (in_one_run(at, n)) {
      values += at[0];
    } else {
      for (std::size_t i = 0; i < n; ++i) gathered[i] = data[at[i]];
      values = gathered.data();
    }
    Cell marks = 0;
    for (std::size_t i = 0; i < n; ++i) {
      marks |= values[i] <= mark ? Cell{1} : Cell{0};
      into.lo[i] = values[i];
    }
    return marks == 0;
  }

  template <class Cell>
  void gather(Cell const* data, Cell unknown_mark, Cell none_mark, std::int32_t const* at,
              std::size_t n, block& into) const {
    bool const odd = !no_marks(at, n) || !gather_known(data, std::max(unknown_mark, none_mark), at,
                                                       n, into);
    into.points = !odd;
    if (!odd) return;
    for (std::size_t i = 0; i < n; ++i) {
      Cell const v = at[i] >= 0 ? data[at[i]] : (at[i] == no_row ? none_mark : unknown_mark);
      if (v == unknown_mark) {
        into.put(i, unknown());
      } else if (v == none_mark) {
        into.put(i, none_cell);
      } else {
        into.put(i, {v, v});
      }
    }
  }
};

struct key_lookup_code final : code {
  std::vector<std::int32_t> const* row_of_code = nullptr;

  void run(row_span rows, scratch& space, block& into) const override {
    operands[0]->run(rows, space, into);
    bool simple = into.points;
    for (std::size_t i = 0; i < rows.target.size(); ++i) {
      cell const c = into.at(i);
      cell found = c;
      if (c.is_point()) {
        bool const inside = c.lo >= 0 && c.lo < static_cast<std::int64_t>(row_of_code->size());
        std::int32_t const row =
            inside ? (*row_of_code)[static_cast<std::size_t>(c.lo)] : unknown_row;
        found = row >= 0 ? cell{row, row} : unknown_cell;
      }
      simple = simple && found.is_point();
      into.put(i, found);
    }
    into.points = simple;
  }
};

}  // namespace

block& scratch::take() {
  if (used_ == blocks_.size()) blocks_.push_back(std::make_unique<block>());
  return *blocks_[used_++];
}

code_ptr make_constant(cell c, value_type type, std::shared_ptr<dictionary const> texts) {
  auto made = std::make_shared<constant_code>();
  made->value = c;
  made->type = std::move(type);
  made->texts = std::move(texts);
  return made;
}

code_ptr make_text_constant(std::string words, value_type type) {
  auto made = std::make_shared<text_constant_code>();
  auto own = std::make_shared<dictionary>();
  own->add(words);
  made->texts = own;
  made->words = std::move(words);
  made->type = std::move(type);
  return made;
}

std::string const* text_of_constant(code_ptr const& c) {
  auto const* text = dynamic_cast<text_constant_code const*>(c.get());
  return text ? &text->words : nullptr;
}

code_ptr make_read(read_plan plan, value_type type, std::shared_ptr<dictionary const> texts) {
  auto made = std::make_shared<read_code>();
  made->plan = std::move(plan);
  made->type = std::move(type);
  made->texts = std::move(texts);
  return made;
}

code_ptr make_key_lookup(code_ptr key, std::vector<std::int32_t> const& row_of_code,
                         value_type type) {
  auto made = std::make_shared<key_lookup_code>();
  made->row_of_code = &row_of_code;
  made->operands = {std::move(key)};
  made->type = std::move(type);
  return made;
}

}  // namespace xunze::plan_detail
