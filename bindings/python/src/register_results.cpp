// SPDX-License-Identifier: Apache-2.0
// Everything a run says as plain Python data, with exact intervals: what tests compare.
#include "register.hpp"

#include "batch/engine.hpp"
#include "batch/state.hpp"
#include "core/decimal_text.hpp"
#include "handles.hpp"

#include <pybind11/stl.h>

#include <array>
#include <string>
#include <vector>

namespace xunze::python {
namespace {

namespace py = pybind11;
using batch_detail::cell;
using batch_detail::program;
using core_detail::shortest;

constexpr std::array all_verdicts{verdict::not_applicable, verdict::pass,    verdict::waived,
                                  verdict::pending,        verdict::unknown, verdict::fail};

// A known value: numbers and dates as text, sets as sorted lists.
py::object plain(value const& held) {
  if (held.is_null()) return py::none();
  if (auto const* const flag = held.get_if<bool>()) return py::bool_(*flag);
  if (auto const* const number = held.get_if<decimal>()) return py::str(shortest(*number));
  if (auto const* const range = held.get_if<number_range>()) {
    return py::make_tuple(shortest(range->lo), shortest(range->hi));
  }
  if (auto const* const code = held.get_if<code_value>()) return py::str(code->code);
  if (auto const* const set = held.get_if<code_set>()) return py::cast(set->codes());
  return py::str(to_string(held));
}

// As `plain`, whole numbers as int.
py::object key_part(value const& held) {
  if (auto const* const number = held.get_if<std::int64_t>()) return py::int_(*number);
  if (held.get_if<number_range>() != nullptr) return py::none();
  return plain(held);
}

py::dict to_dict(key_values const& key) {
  py::dict out;
  for (auto const& [name, part] : key) out[py::str(name)] = key_part(part);
  return out;
}

// A value that may be unknown: [lo, hi] with None for an end that is not bounded.
py::object exact(cell held, value_type const& type, dictionary const* texts) {
  if (held.is_none()) return py::none();
  auto const end = [&](std::int64_t at) {
    return plain(batch_detail::to_value(cell{at, at}, type, texts));
  };
  if (type.is(value_class::set)) {
    if (held.lo == held.hi) return end(held.lo);
    return py::make_tuple(end(held.lo), end(held.hi));
  }
  if (held.is_point() && is_finite(held.lo)) return end(held.lo);
  bool const ends = type.is(value_class::number) || type.is(value_class::date) ||
                    type.is(value_class::timestamp) || type.is(value_class::boolean);
  if (!ends) return py::make_tuple(py::none(), py::none());
  return py::make_tuple(end(held.lo), end(held.hi));
}

py::object exact(program const& of, std::size_t row, batch_detail::engine& run) {
  if (!of) return py::none();
  return exact(of.at(static_cast<std::int32_t>(row), run.space()), of.type(), of.texts());
}

// Evidence names rows of the user: from 1 where the table was given as values.
py::dict finding_of(outcome const& said, finding const& f) {
  batch_detail::engine& run = *said.inner().run;
  py::dict out;
  out["rule"] = said.source().rules[f.rule].id;
  out["subject"] = to_dict(f.key);
  out["verdict"] = std::string{code_of(f.verdict)};
  auto const severity = run.outcomes()[f.rule].severity;
  out["severity"] = f.verdict == verdict::fail ? py::object{py::str(std::string{code_of(severity)})}
                                               : py::object{py::none()};
  auto const& p = run.programs_of(f.rule);
  bool const judged = !f.unkeyed && f.verdict != verdict::not_applicable;
  out["measured"] = judged ? exact(p.measured, f.subject, run) : py::none();
  out["threshold"] = judged ? exact(p.threshold, f.subject, run) : py::none();
  out["slack"] = plain(f.slack);
  py::list rows;
  for (evidence_row const& row : f.evidence) {
    rows.append(py::make_tuple(row.table, said.data().find(row.table)->source.row_of(row.row)));
  }
  out["evidence"] = rows;
  out["evidence_total"] = f.evidence_total;
  return out;
}

py::list rules_of(outcome const& said) {
  py::list out;
  for (std::size_t rule = 0; rule < said.rules().size(); ++rule) {
    if (!said.rules()[rule].checked) continue;
    if (!said.rules()[rule].given) {
      finding whole;
      whole.rule = rule;
      whole.verdict = verdict::unknown;
      whole.unkeyed = true;
      out.append(finding_of(said, whole));
    }
    for (finding const& f : said.findings(rule, all_verdicts)) {
      out.append(finding_of(said, f));
    }
  }
  return out;
}

py::list decisions_of(outcome const& said) {
  py::list out;
  for (decision_row const& row : said.decisions()) {
    py::dict parts;
    for (auto const& [rule, verdict] : row.parts) {
      parts[py::str(said.source().rules[rule].id)] = std::string{code_of(verdict)};
    }
    py::dict one;
    one["decision"] = said.source().decisions[row.decision].id;
    one["subject"] = to_dict(row.key);
    one["verdict"] = std::string{code_of(row.verdict)};
    one["rules"] = parts;
    out.append(one);
  }
  return out;
}

py::list measures_of(outcome const& said) {
  py::list out;
  for (measure_row const& row : said.measures()) {
    py::dict one;
    one["measure"] = said.source().measures[row.measure].id;
    one["group"] = to_dict(row.group);
    one["numerator"] = plain(row.numerator);
    one["denominator"] = plain(row.denominator);
    one["rate"] = row.rate;
    one["rank"] = plain(row.rank);
    out.append(one);
  }
  return out;
}

py::dict results(outcome_handle const& of) {
  py::dict out;
  out["rules"] = rules_of(*of.said);
  out["decisions"] = decisions_of(*of.said);
  out["measures"] = measures_of(*of.said);
  py::list notes;
  for (diagnostic const& note : of.said->notes()) notes.append(note.code);
  out["notes"] = notes;
  return out;
}

}  // namespace

void register_results(py::module_& module) {
  module.def("results", &results, py::arg("outcome"));
}

}  // namespace xunze::python
