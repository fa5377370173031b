// SPDX-License-Identifier: Apache-2.0
// A table of texts as an Arrow stream of one batch.
#include "arrow.hpp"

#include <algorithm>
#include <charconv>
#include <cerrno>
#include <memory>
#include <vector>

namespace xunze::python {
namespace {

struct column_data {
  std::string name;
  bool number = false;
  std::vector<unsigned char> valid;
  std::vector<std::int64_t> numbers;  // or offsets of texts
  std::string bytes;
  std::int64_t nulls = 0;
  void const* buffers[3] = {nullptr, nullptr, nullptr};
};

struct table_data {
  std::int64_t rows = 0;
  std::vector<column_data> columns;
};

// What one exported array or schema keeps alive.
struct holder {
  std::shared_ptr<table_data> data;
  std::vector<ArrowArray> arrays;
  std::vector<ArrowArray*> array_pointers;
  std::vector<ArrowSchema> schemas;
  std::vector<ArrowSchema*> schema_pointers;
  void const* no_buffer[1] = {nullptr};
};

struct stream_state {
  std::shared_ptr<table_data> data;
  bool done = false;
};

column_data make_column(text_table const& rows, std::size_t which, bool number) {
  column_data out;
  out.name = rows.columns[which];
  out.number = number;
  out.valid.assign((rows.rows.size() + 7) / 8 + 1, 0);
  if (!number) out.numbers.push_back(0);
  for (std::size_t i = 0; i < rows.rows.size(); ++i) {
    std::string const& cell = rows.rows[i][which];
    bool const is_null = number && cell.empty();
    if (!is_null) out.valid[i / 8] = static_cast<unsigned char>(out.valid[i / 8] | 1U << (i % 8));
    out.nulls += is_null ? 1 : 0;
    if (number) {
      std::int64_t parsed = 0;
      std::from_chars(cell.data(), cell.data() + cell.size(), parsed);
      out.numbers.push_back(parsed);
    } else {
      out.bytes += cell;
      out.numbers.push_back(static_cast<std::int64_t>(out.bytes.size()));
    }
  }
  return out;
}

void release_child_schema(ArrowSchema* of) { of->release = nullptr; }
void release_child_array(ArrowArray* of) { of->release = nullptr; }

template <typename T>
void release_all(T* of) {
  auto* const held = static_cast<holder*>(of->private_data);
  for (std::int64_t i = 0; i < of->n_children; ++i) {
    if (of->children[i]->release != nullptr) of->children[i]->release(of->children[i]);
  }
  of->release = nullptr;
  delete held;
}

int get_schema(ArrowArrayStream* stream, ArrowSchema* out) {
  auto const& state = *static_cast<stream_state*>(stream->private_data);
  auto held = std::make_unique<holder>();
  held->data = state.data;
  for (column_data const& each : state.data->columns) {
    ArrowSchema one{};
    one.format = each.number ? "l" : "U";
    one.name = each.name.c_str();
    one.flags = ARROW_FLAG_NULLABLE;
    one.release = &release_child_schema;
    held->schemas.push_back(one);
  }
  for (ArrowSchema& each : held->schemas) held->schema_pointers.push_back(&each);
  *out = ArrowSchema{};
  out->format = "+s";
  out->name = "";
  out->n_children = static_cast<std::int64_t>(held->schemas.size());
  out->children = held->schema_pointers.data();
  out->release = &release_all<ArrowSchema>;
  out->private_data = held.release();
  return 0;
}

int get_next(ArrowArrayStream* stream, ArrowArray* out) {
  auto& state = *static_cast<stream_state*>(stream->private_data);
  *out = ArrowArray{};
  if (state.done) return 0;
  state.done = true;
  auto held = std::make_unique<holder>();
  held->data = state.data;
  for (column_data& each : state.data->columns) {
    each.buffers[0] = each.valid.data();
    each.buffers[1] = each.numbers.data();
    each.buffers[2] = each.bytes.data();
    ArrowArray one{};
    one.length = state.data->rows;
    one.null_count = each.nulls;
    one.n_buffers = each.number ? 2 : 3;
    one.buffers = each.buffers;
    one.release = &release_child_array;
    held->arrays.push_back(one);
  }
  for (ArrowArray& each : held->arrays) held->array_pointers.push_back(&each);
  out->length = state.data->rows;
  out->n_buffers = 1;
  out->buffers = held->no_buffer;
  out->n_children = static_cast<std::int64_t>(held->arrays.size());
  out->children = held->array_pointers.data();
  out->release = &release_all<ArrowArray>;
  out->private_data = held.release();
  return 0;
}

char const* get_last_error(ArrowArrayStream*) { return nullptr; }

void release_stream(ArrowArrayStream* stream) {
  delete static_cast<stream_state*>(stream->private_data);
  stream->release = nullptr;
}

}  // namespace

pybind11::capsule to_stream(text_table rows, std::vector<std::string> const& numbers) {
  auto data = std::make_shared<table_data>();
  data->rows = static_cast<std::int64_t>(rows.rows.size());
  for (std::size_t i = 0; i < rows.columns.size(); ++i) {
    bool const number = std::find(numbers.begin(), numbers.end(), rows.columns[i]) !=
                        numbers.end();
    data->columns.push_back(make_column(rows, i, number));
  }
  auto stream = std::make_unique<ArrowArrayStream>();
  stream->get_schema = &get_schema;
  stream->get_next = &get_next;
  stream->get_last_error = &get_last_error;
  stream->release = &release_stream;
  stream->private_data = new stream_state{std::move(data)};
  return pybind11::capsule{stream.release(), "arrow_array_stream", [](PyObject* capsule) {
    auto* const held = static_cast<ArrowArrayStream*>(
        PyCapsule_GetPointer(capsule, "arrow_array_stream"));
    if (held == nullptr) return;
    if (held->release != nullptr) held->release(held);
    delete held;
  }};
}

}  // namespace xunze::python
