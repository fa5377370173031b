// SPDX-License-Identifier: Apache-2.0
// Datasets from folders, Python values and Arrow streams.
#include "register.hpp"

#include "arrow.hpp"
#include "convert.hpp"
#include "handles.hpp"

#include "xunze/table/dataset_builder.hpp"

#include <pybind11/stl.h>

#include <vector>

namespace xunze::python {
namespace {

class builder_handle {
 public:
  builder_handle(vocabulary_handle const& words, bool strict)
      : builder_{words.words, strict ? cell_policy::refuse : cell_policy::set_aside} {}

  void add_folder(std::string const& folder) {
    py::gil_scoped_release const unlocked;
    builder_.add_folder(folder);
  }
  void add_csv(std::string const& file) {
    py::gil_scoped_release const unlocked;
    builder_.add_csv(file);
  }
  void add_values(std::string const& table, std::vector<std::string> const& names,
                  py::list const& columns, std::string const& source_name) {
    std::size_t const rows = columns.empty() ? 0 : py::len(columns[0]);
    table_source source;
    source.file = source_name;
    source.first_row = 1;
    builder_.add_cells(
        table, names, rows,
        [&](std::size_t which, column_writer& into) {
          for (py::handle const cell : columns[which]) add_cell(into, cell);
        },
        source);
  }
  void add_arrow(std::string const& table, py::capsule const& stream,
                 std::string const& source_name) {
    add_stream(builder_, table, stream, source_name);
  }
  void complete_from(std::string const& table, py::handle day) {
    builder_.complete_from(table, to_date(day));
  }
  dataset_handle build() {
    py::gil_scoped_release const unlocked;
    return {std::make_shared<dataset const>(builder_.build())};
  }

 private:
  dataset_builder builder_;
};

py::dict tables_of(dataset_handle const& of) {
  py::dict out;
  for (table_schema const& each : of.data->words().tables) {
    if (table const* const given = of.data->find(each.name)) out[py::str(each.name)] = given->rows;
  }
  return out;
}

}  // namespace

void register_dataset(py::module_& module) {
  py::class_<dataset_handle>(module, "Dataset")
      .def_property_readonly("tables", &tables_of)
      .def_property_readonly("notes", [](dataset_handle const& h) {
        return from_diagnostics(h.data->notes().list());
      });
  py::class_<builder_handle>(module, "DatasetBuilder")
      .def(py::init<vocabulary_handle const&, bool>(), py::arg("vocabulary"),
           py::arg("strict"))
      .def("add_folder", &builder_handle::add_folder, py::arg("folder"))
      .def("add_csv", &builder_handle::add_csv, py::arg("file"))
      .def("add_values", &builder_handle::add_values, py::arg("table"), py::arg("names"),
           py::arg("columns"), py::arg("source"))
      .def("add_arrow", &builder_handle::add_arrow, py::arg("table"), py::arg("stream"),
           py::arg("source"))
      .def("complete_from", &builder_handle::complete_from, py::arg("table"), py::arg("day"))
      .def("build", &builder_handle::build);
}

}  // namespace xunze::python
