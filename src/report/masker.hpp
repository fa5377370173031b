// SPDX-License-Identifier: Apache-2.0
// Masks what columns declared personal hold, wherever a report would print it.
#ifndef XUNZE_SRC_REPORT_MASKER_HPP
#define XUNZE_SRC_REPORT_MASKER_HPP

#include "report/subject_rows.hpp"

#include "xunze/batch/outcome.hpp"

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace xunze::detail {

// Texts to be replaced in messages, longest first.
using replacements = std::vector<std::pair<std::string, std::string>>;

// Keys are masked by shape, so that ids such as t1 stay readable; other personal cells wholly.
class masker {
 public:
  masker(outcome const& from, bool show_personal);

  // Whether an expression reads a personal column, at its end or through a relation's columns.
  [[nodiscard]] bool is_personal(expression const& read) const;
  [[nodiscard]] bool is_personal_column(table_schema const& of, std::string const& name) const;

  [[nodiscard]] value key_part(value const& held) const;
  [[nodiscard]] key_values key(key_values const& held) const;
  [[nodiscard]] std::string label(std::string const& words, bool personal) const;
  [[nodiscard]] std::string words(std::string text, replacements const& with) const;
  [[nodiscard]] text words(text const& both, replacements const& with) const;
  [[nodiscard]] value cell(value const& held, replacements const& with) const;

  // What must not be read in messages about these rows.
  [[nodiscard]] replacements hidden(std::vector<evidence_row> const& evidence,
                                    std::vector<table_row> const& rows) const;
  void hide(replacements& in, std::string const& words) const;
  static void order(replacements& in);

  [[nodiscard]] bool shows_all() const noexcept { return show_; }

 private:
  void hide_row(replacements& in, table_row const& at, bool follow) const;

  dataset const* data_;
  bool show_;
  std::set<std::string, std::less<>> names_;  // columns that hold or derive from personal cells
};

}  // namespace xunze::detail

#endif
