// SPDX-License-Identifier: Apache-2.0
// Reports in the forms that the engine writes itself.
#include "register.hpp"

#include "arrow.hpp"
#include "convert.hpp"
#include "handles.hpp"

#include "xunze/report/findings_table.hpp"
#include "xunze/report/report_json.hpp"
#include "xunze/report/report_text.hpp"

#include <pybind11/stl.h>

namespace xunze::python {
namespace {

std::vector<std::string> const number_columns{"evidence_total", "hidden_subjects"};

text_table table_of(report_handle const& of, std::string const& lang, bool codes) {
  return findings_table(*of.said, language_of(lang),
                        codes ? cell_words::codes : cell_words::people);
}

// Columns by name, numbers as such.
py::dict columns_of(report_handle const& of, std::string const& lang, bool codes) {
  text_table const rows = table_of(of, lang, codes);
  py::dict out;
  for (std::size_t i = 0; i < rows.columns.size(); ++i) {
    bool const number = std::find(number_columns.begin(), number_columns.end(),
                                  rows.columns[i]) != number_columns.end();
    py::list cells;
    for (auto const& row : rows.rows) {
      if (!number) {
        cells.append(row[i]);
      } else if (row[i].empty()) {
        cells.append(py::none());
      } else {
        cells.append(py::int_(py::str(row[i])));
      }
    }
    out[py::str(rows.columns[i])] = cells;
  }
  return out;
}

py::list titles_of(report_handle const& of, std::string const& lang) {
  text_table const rows = findings_table(report{.words = of.said->words}, language_of(lang));
  py::list out;
  for (text const& each : rows.titles) out.append(each.in(language_of(lang)));
  return out;
}

// Rule id and subject row of a finding; None if it has no subject of its own.
py::object subject_of(report_handle const& of, std::string const& id) {
  for (report_finding const& each : of.said->findings) {
    if (each.id == id && each.subject) {
      return py::make_tuple(of.said->rules[each.rule].id, *each.subject);
    }
  }
  return py::none();
}

// One finding for people; None if there is none of this id.
py::object finding_text(report_handle const& of, std::string const& id, std::string const& lang) {
  for (report_finding const& each : of.said->findings) {
    if (each.id == id) return py::str(to_text(*of.said, each, language_of(lang)));
  }
  return py::none();
}

std::string text_of(report_handle const& of, std::string const& lang, std::size_t findings) {
  report_text_options how;
  how.words = language_of(lang);
  how.findings = findings;
  return to_text(*of.said, how);
}

}  // namespace

void register_report(py::module_& module) {
  py::class_<report_handle>(module, "Report")
      .def("to_json", [](report_handle const& h) { return to_json(*h.said); })
      .def("to_text", &text_of, py::arg("lang"), py::arg("findings"))
      .def("to_csv", [](report_handle const& h, std::string const& lang) {
        return py::bytes(to_csv(table_of(h, lang, false), language_of(lang)));
      }, py::arg("lang"))
      .def("columns", &columns_of, py::arg("lang"), py::arg("codes"))
      .def("titles", &titles_of, py::arg("lang"))
      .def("stream", [](report_handle const& h, std::string const& lang) {
        return to_stream(table_of(h, lang, true), number_columns);
      }, py::arg("lang"))
      .def("subject_of", &subject_of, py::arg("finding"))
      .def("finding_text", &finding_text, py::arg("finding"), py::arg("lang"));
}

}  // namespace xunze::python
