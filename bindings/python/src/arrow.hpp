// SPDX-License-Identifier: Apache-2.0
// Tables from and to other programs in memory, by the Arrow C data interface.
#ifndef XUNZE_BINDINGS_PYTHON_SRC_ARROW_HPP
#define XUNZE_BINDINGS_PYTHON_SRC_ARROW_HPP

#include <pybind11/pybind11.h>

#include "xunze/report/findings_table.hpp"
#include "xunze/table/dataset_builder.hpp"

#include <cstdint>
#include <string>

// Source: the Arrow C data and C stream interfaces, whose declarations these are.
extern "C" {
#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE
#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE 2
#define ARROW_FLAG_MAP_KEYS_SORTED 4
struct ArrowSchema {
  const char* format;
  const char* name;
  const char* metadata;
  int64_t flags;
  int64_t n_children;
  struct ArrowSchema** children;
  struct ArrowSchema* dictionary;
  void (*release)(struct ArrowSchema*);
  void* private_data;
};
struct ArrowArray {
  int64_t length;
  int64_t null_count;
  int64_t offset;
  int64_t n_buffers;
  int64_t n_children;
  const void** buffers;
  struct ArrowArray** children;
  struct ArrowArray* dictionary;
  void (*release)(struct ArrowArray*);
  void* private_data;
};
#endif
#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE
struct ArrowArrayStream {
  int (*get_schema)(struct ArrowArrayStream*, struct ArrowSchema* out);
  int (*get_next)(struct ArrowArrayStream*, struct ArrowArray* out);
  const char* (*get_last_error)(struct ArrowArrayStream*);
  void (*release)(struct ArrowArrayStream*);
  void* private_data;
};
#endif
}

namespace xunze::python {

// Reads a whole stream (a capsule `arrow_array_stream`) as one table.
// Errors: failure `arrow.stream` if it is consumed, no table, or its producer fails;
// `arrow.type` for a type no column can hold; `arrow.broken` for inconsistent buffers.
void add_stream(dataset_builder& into, std::string const& table, pybind11::capsule const& stream,
                std::string const& source_name);

// The table as a stream of one batch; columns named in `numbers` are 64-bit integers.
pybind11::capsule to_stream(text_table rows, std::vector<std::string> const& numbers);

}  // namespace xunze::python

#endif
