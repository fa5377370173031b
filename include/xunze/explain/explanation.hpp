// SPDX-License-Identifier: Apache-2.0
// Why a verdict is what it is: conditions, numbers, rows, parameters, and what would change it.
#ifndef XUNZE_EXPLAIN_EXPLANATION_HPP
#define XUNZE_EXPLAIN_EXPLANATION_HPP

#include "xunze/batch/outcome.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace xunze {

/// Rows of one table that rows which count were computed from, and the columns read on the way.
struct rows_behind {
  std::string table;
  std::vector<std::string> columns{};
  std::vector<std::size_t> rows{};
  std::size_t rows_total = 0;
};

/// One node of an explanation: an expression, its value, and its operands.
struct explanation_node {
  std::string expression;
  text value;                // for people; “待核实/unknown” where not known
  std::optional<truth> holds{};
  std::vector<std::string> parameters{};
  std::vector<evidence_row> rows{};  // behind the number; of a column that a path or look-up
                                     // reads: its row
  std::size_t rows_total = 0;
  std::vector<evidence_row> possible{};  // those of `rows` that perhaps do not count
  std::vector<rows_behind> behind{};     // without `rows`, by table
  std::vector<explanation_node> operands{};
};

/// A parameter as a rule reads it at its anchor, and the days on which that value holds.
/// Nulls: `held` is null before the first dated value. `from` is the day of the dated value, else
/// the day of the document that its clause stands in, unless the anchor is before it; `to` is the
/// day of the next value. What the run's options set has neither.
struct read_parameter {
  std::string name;
  value held{};
  std::string clause{};
  std::optional<date> from{};
  std::optional<date> to{};
  bool changed = false;  // by the options of the run
};

/// A row whose status, which the rule reads, is that of an event; and the event.
struct decided_row {
  evidence_row row;
  evidence_row event;
};

/// A change of data that would make a failing condition true.
/// Shape: `must` is an expression that every row to be added satisfies, its key and filters; of
/// different values they also differ from one another. `like` is there if copies of that row have
/// been tried and help, with `cells` and, where the key is one column, keys of their own.
struct change {
  enum class form : std::uint8_t { set_cell, remove_rows, add_rows } kind = form::set_cell;
  std::string table;
  std::vector<std::size_t> rows{};   // set_cell: one row; remove_rows: candidates
  std::string column{};              // of set_cell
  value to{};                        // of set_cell; null: left empty
  bool example = false;              // of set_cell: `to` is one of many that would do
  std::size_t count = 0;             // how many rows to remove or add
  std::string must{};                // add_rows: what each satisfies, over the relation `table`
  std::optional<std::size_t> like{};  // add_rows: a row that does but for its key and `cells`;
                                      // absent: all but its key and `cells` is left empty
  std::vector<std::pair<std::string, value>> cells{};  // add_rows: by column
  text description{};
};

/// Everything about one verdict.
struct explanation {
  finding about{};
  truth applies{};
  truth condition{};
  std::optional<value> due{};
  std::optional<value> anchor{};
  explanation_node applies_tree{};
  explanation_node condition_tree{};
  std::vector<evidence_row> unplaced{};  // that may be of any subject of the rule, this one too
  std::size_t unplaced_total = 0;
  std::vector<read_parameter> parameters{};
  std::vector<decided_row> decided{};  // among the rows named here
  std::vector<std::string> clauses{};
  std::vector<change> changes{};  // all of them together; empty if none is known
  bool tried = false;             // the changes were made on a copy of the data, and helped
  text no_changes{};              // why there are none; empty if there are
};

/// Explains the verdict of one subject; explaining never changes an answer.
/// Shape: changes that were tried have been made on a copy of the data: with them the subject
/// passes, or the rule applies to it no more, or its own rows are gone and fewer fail. Only rows to
/// be added may be untried: those whose other cells people have to know.
/// Cost: for each operand made of rows a pass over the sources of the aggregates on the way to the
/// rows behind it; for a fail also a copy of the data and a run of the rule for each way that is
/// tried, mostly one, with rows to be added a few.
[[nodiscard]] explanation explain(outcome const& run, std::size_t rule, std::size_t subject);

}  // namespace xunze

#endif
