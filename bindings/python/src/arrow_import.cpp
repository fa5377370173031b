// SPDX-License-Identifier: Apache-2.0
// Reads an Arrow stream column by column into a table.
#include "arrow.hpp"

#include "arrow_column.hpp"

#include "xunze/core/failure.hpp"

#include <memory>
#include <span>
#include <vector>

namespace xunze::python {
namespace {

[[noreturn]] void broken_stream(std::string const& table, std::string const& why) {
  throw failure{"arrow.stream", {"“" + table + "”的Arrow数据流无法读取：" + why,
                                 "the Arrow stream of `" + table + "` cannot be read: " + why}};
}

struct owned_schema {
  ArrowSchema held{};
  owned_schema() = default;
  owned_schema(owned_schema const&) = delete;
  owned_schema& operator=(owned_schema const&) = delete;
  ~owned_schema() {
    if (held.release != nullptr) held.release(&held);
  }
};

struct owned_array {
  ArrowArray held{};
  owned_array() = default;
  owned_array(owned_array const&) = delete;
  owned_array& operator=(owned_array const&) = delete;
  ~owned_array() {
    if (held.release != nullptr) held.release(&held);
  }
};

struct stream_reader {
  ArrowArrayStream* stream;
  std::string table;

  void check(int status) const {
    if (status == 0) return;
    char const* const why = stream->get_last_error(stream);
    broken_stream(table, why == nullptr ? "error " + std::to_string(status) : why);
  }
};

}  // namespace

void add_stream(dataset_builder& into, std::string const& table,
                pybind11::capsule const& capsule, std::string const& source_name) {
  if (std::string_view{capsule.name() == nullptr ? "" : capsule.name()} != "arrow_array_stream") {
    broken_stream(table, "not a capsule `arrow_array_stream`");
  }
  stream_reader const from{capsule.get_pointer<ArrowArrayStream>(), table};
  if (from.stream->release == nullptr) broken_stream(table, "the stream was already consumed");
  owned_schema schema;
  from.check(from.stream->get_schema(from.stream, &schema.held));
  if (std::string_view{schema.held.format} != "+s" || schema.held.n_children < 0) {
    broken_stream(table, "it is no table");
  }
  auto const width = static_cast<std::size_t>(schema.held.n_children);
  std::vector<std::unique_ptr<owned_array>> chunks;
  std::size_t rows = 0;
  for (;;) {
    auto next = std::make_unique<owned_array>();
    from.check(from.stream->get_next(from.stream, &next->held));
    if (next->held.release == nullptr) break;
    if (next->held.n_children != schema.held.n_children || next->held.length < 0) {
      broken_stream(table, "a batch does not fit the schema");
    }
    rows += static_cast<std::size_t>(next->held.length);
    chunks.push_back(std::move(next));
  }
  from.stream->release(from.stream);

  std::vector<std::string> headers;
  for (std::size_t i = 0; i < width; ++i) {
    char const* const name = schema.held.children[i]->name;
    headers.emplace_back(name == nullptr ? "" : name);
  }
  table_source source;
  source.file = source_name;
  source.first_row = 1;
  into.add_cells(
      table, headers, rows,
      [&](std::size_t which, column_writer& to) {
        for (auto const& chunk : chunks) {
          ArrowArray const& batch = chunk->held;
          add_arrow_cells(to, *schema.held.children[which], *batch.children[which], batch.offset,
                          batch.length, batch);
        }
      },
      source);
}

}  // namespace xunze::python
