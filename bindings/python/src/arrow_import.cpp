// SPDX-License-Identifier: Apache-2.0
// Takes the stream out of its capsule; the table stage reads it.
#include "arrow.hpp"

#include "xunze/core/failure.hpp"

#include <string_view>
#include <utility>

namespace xunze::python {

void add_stream(dataset_builder& into, std::string const& table,
                pybind11::capsule const& capsule, std::string const& source_name) {
  if (std::string_view{capsule.name() == nullptr ? "" : capsule.name()} != "arrow_array_stream") {
    throw failure{"arrow.stream",
                  {"“" + table + "”：不是 arrow_array_stream 胶囊",
                   "`" + table + "`: not a capsule `arrow_array_stream`"}};
  }
  table_source source;
  source.file = source_name;
  source.first_row = 1;
  add_arrow(into, table, capsule.get_pointer<ArrowArrayStream>(), std::move(source));
}

}  // namespace xunze::python
