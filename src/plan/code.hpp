// SPDX-License-Identifier: Apache-2.0
// Nodes of compiled expressions.
#ifndef XUNZE_SRC_PLAN_CODE_HPP
#define XUNZE_SRC_PLAN_CODE_HPP

#include "plan/program.hpp"

namespace xunze::plan_detail {

/// A node that fills a block from its operands.
struct code {
  value_type type{};
  std::shared_ptr<dictionary const> texts{};  // of text: the dictionary of its codes
  std::vector<std::shared_ptr<code const>> operands{};

  code() = default;
  code(code const&) = delete;
  code& operator=(code const&) = delete;
  virtual ~code() = default;
  virtual void run(row_span rows, scratch& space, block& into) const = 0;
  /// Whether it costs little beside its operands, and tells nobody what it meets.
  [[nodiscard]] virtual bool is_light() const { return false; }
  /// The constant's cell if the node is one.
  [[nodiscard]] virtual std::optional<cell> constant() const { return std::nullopt; }
};

using code_ptr = std::shared_ptr<code const>;

/// Borrows a block for as long as it lives.
class borrowed {
 public:
  explicit borrowed(scratch& from) : from_(from), held_(from.take()) {}
  ~borrowed() { from_.give_back(); }
  borrowed(borrowed const&) = delete;
  borrowed& operator=(borrowed const&) = delete;
  block& operator*() const { return held_; }
  block* operator->() const { return &held_; }

 private:
  scratch& from_;
  block& held_;
};

code_ptr make_constant(cell c, value_type type, std::shared_ptr<dictionary const> texts = {});
/// A text constant whose dictionary is found when it meets a column.
code_ptr make_text_constant(std::string words, value_type type);
[[nodiscard]] std::string const* text_of_constant(code_ptr const& c);

/// Reads a column, a row number or a truth of holds through row maps.
struct read_plan {
  bool partner = false;
  std::vector<std::vector<std::int32_t> const*> maps{};  // applied in turn
  column const* cells = nullptr;                   // of the table reached
  vec const* own = nullptr;                        // of the frame reached
  std::vector<std::int64_t> const* truths = nullptr;  // of holds, per base row
  bool not_given = false;                          // all unknown
};
code_ptr make_read(read_plan plan, value_type type, std::shared_ptr<dictionary const> texts);
/// Row index of an own code column: the row of `to` with this key.
code_ptr make_key_lookup(code_ptr key, std::vector<std::int32_t> const& row_of_code,
                         value_type type);

code_ptr make_logic(operation op, std::vector<code_ptr> operands);
code_ptr make_compare(operation op, code_ptr a, code_ptr b);
code_ptr make_in(code_ptr member, std::vector<code_ptr> items);
code_ptr make_arithmetic(operation op, std::vector<code_ptr> operands, value_type type);
code_ptr make_rescale(code_ptr a, value_type type);
code_ptr make_translate(code_ptr a, value_type type);
code_ptr make_row_key(code_ptr a, column const& keys, value_type type);
code_ptr make_choose(std::vector<code_ptr> operands, value_type type);
code_ptr make_cases(std::vector<code_ptr> operands, std::vector<case_label> labels,
                    value_type type, environment& env, place const& at);
code_ptr make_call(function_id function, std::vector<code_ptr> operands, value_type type,
                   environment& env);
/// The same texts as codes of another dictionary.
code_ptr make_text_translation(code_ptr a, std::shared_ptr<dictionary const> to);
/// Brings text operands to one dictionary.
void share_texts(std::vector<code_ptr>& operands, std::size_t first, std::size_t step);
/// Gives all text values one dictionary that holds each of them.
void unite_texts(std::vector<code_ptr>& operands, std::size_t first, std::size_t step);

}  // namespace xunze::plan_detail

#endif
