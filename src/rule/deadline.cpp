// SPDX-License-Identifier: Apache-2.0
// Deadline: done on or before a day.
#include "xunze/rule/deadline.hpp"

#include "rule/parts.hpp"

namespace xunze::kind {

namespace {

// What is not done yet is done after every due date.
term or_never(term const& day) { return make_call("coalesce", {day.tree(), lit(open_end_date)}); }

}  // namespace

lowered lower(deadline const& of) {
  lowered made = detail::about(of.subject, "deadline");
  int const ways = (of.done.given() ? 1 : 0) + (of.first ? 1 : 0) + (of.last ? 1 : 0);
  if (ways != 1) {
    detail::refuse_arguments("deadline", {"“done”“first”“last”须且只能写一个",
                                          "exactly one of `done`, `first`, `last` is needed"});
  }
  term const due = detail::need(of.due, "deadline", "due");
  made.due = due;
  made.threshold = due;
  if (of.done.given()) {
    made.measured = of.done;
    made.condition = or_never(of.done.tree()) <= due;
    return made;
  }
  aggregate day = detail::need(of.first ? *of.first : *of.last, "done", "deadline", "from");
  term const at = detail::need(argument{day.value}, "deadline", "at");
  made.measured = col("done");
  if (of.first) {
    day.op = aggregate_op::min;
    made.condition = col("done") <= due;
  } else {
    day.op = aggregate_op::max;
    day.value = or_never(at);
    aggregate rows = *of.last;
    rows.name = std::string{"n"};  // g++ 12 warns of overlap where a literal is assigned
    rows.op = aggregate_op::count;
    rows.value = nullptr;
    made.nodes.aggregates.push_back(std::move(rows));
    made.condition = col("n") >= 1 && col("done") <= due;
  }
  made.nodes.aggregates.push_back(std::move(day));
  return made;
}

}  // namespace xunze::kind
