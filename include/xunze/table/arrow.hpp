// SPDX-License-Identifier: Apache-2.0
// Reads tables through the Arrow C data and stream interfaces.
#ifndef XUNZE_TABLE_ARROW_HPP
#define XUNZE_TABLE_ARROW_HPP

#include "xunze/table/dataset_builder.hpp"

#include <cstdint>
#include <string_view>

// The structs of the Arrow C data interface, under its own guards: all who use it share them.
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

namespace xunze {

/// One table from a stream of record batches; columns are found by name, title or synonym.
/// Shape: texts (also large, views, binary), booleans, integers, decimal32/64/128, dates,
/// timestamps, dictionaries of these, null columns, lists of texts (sets). A timestamp without
/// zone is on the +08:00 clock; fractions of a second are cut off. A binary floating-point cell
/// is the one number at the column's scale that it is nearest to, such as 3.0 or 12.3, if there
/// is one, and NaN is null; in other columns a whole one is its integer, 5.0 the text 5.
/// Errors: failure `arrow.consumed` if the stream was read before, `arrow.stream` if its producer
/// reports an error, `arrow.format` for a column of another type, `arrow.invalid` for counts,
/// offsets or indices out of bounds; nothing of the table is kept then.
/// Lifetime: the stream is released before the call returns, on every path.
void add_arrow(dataset_builder& builder, std::string_view table, ArrowArrayStream* stream,
               table_source source = {});

/// One table from one record batch. Lifetime: both structs are released before it returns.
void add_arrow(dataset_builder& builder, std::string_view table, ArrowSchema* schema,
               ArrowArray* batch, table_source source = {});

}  // namespace xunze

#endif
