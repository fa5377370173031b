// SPDX-License-Identifier: Apache-2.0
// Arrow streams and record batches: ownership, and one table from their batches.
#include "xunze/table/arrow.hpp"

#include "table/arrow_cells.hpp"
#include "table/cell_text.hpp"

#include <deque>
#include <string>
#include <utility>
#include <vector>

namespace xunze {
namespace {

using detail::refuse_arrow;

// Releases what it holds exactly once.
template <typename Struct>
class owned {
 public:
  owned() = default;
  owned(owned const&) = delete;
  owned& operator=(owned const&) = delete;
  ~owned() {
    if (held.release != nullptr) held.release(&held);
  }
  Struct held{};
};

// The stream stays where its producer put it: some refer to it by address.
class stream_guard {
 public:
  explicit stream_guard(ArrowArrayStream& stream) : stream_{stream} {}
  stream_guard(stream_guard const&) = delete;
  stream_guard& operator=(stream_guard const&) = delete;
  ~stream_guard() {
    if (stream_.release != nullptr) stream_.release(&stream_);
  }

  void check(int result) const {
    if (result == 0) return;
    char const* const why =
        stream_.get_last_error != nullptr ? stream_.get_last_error(&stream_) : nullptr;
    std::string const shown = why != nullptr ? detail::shortened(why) : std::to_string(result);
    refuse_arrow("arrow.stream", {}, {"数据流出错：" + shown, "the stream failed: " + shown});
  }

 private:
  ArrowArrayStream& stream_;
};

using batches = std::deque<owned<ArrowArray>>;

std::vector<std::string> headers_of(ArrowSchema const& schema) {
  bool const is_struct = schema.format != nullptr && std::string_view{schema.format} == "+s";
  if (!is_struct) {
    refuse_arrow("arrow.format", {}, {"不是一张表（+s）", "not a table of columns (+s)"});
  }
  std::vector<std::string> headers;
  if (schema.n_children < 0 || (schema.n_children > 0 && schema.children == nullptr)) {
    refuse_arrow("arrow.invalid", {}, {"缺少子列", "children are missing"});
  }
  for (std::int64_t i = 0; i < schema.n_children; ++i) {
    if (schema.children[i] == nullptr) {
      refuse_arrow("arrow.invalid", {}, {"缺少子列", "a child is missing"});
    }
    char const* const name = schema.children[i]->name;
    headers.emplace_back(name != nullptr ? name : "");
  }
  return headers;
}

void check_batch(ArrowSchema const& schema, ArrowArray const& batch) {
  auto const invalid = [](char const* zh, char const* en) {
    refuse_arrow("arrow.invalid", {}, {zh, en});
  };
  if (batch.n_children != schema.n_children ||
      (batch.n_children > 0 && batch.children == nullptr)) {
    invalid("一批数据的列数与声明不同", "a batch has another number of columns than declared");
  }
  constexpr std::int64_t most = std::int64_t{1} << 40;
  if (batch.length < 0 || batch.offset < 0 || batch.length > most || batch.offset > most) {
    invalid("长度或偏移不合理", "length or offset out of bounds");
  }
  for (std::int64_t i = 0; i < batch.n_children; ++i) {
    if (batch.children[i] == nullptr) invalid("缺少子列", "a child is missing");
  }
  auto const* bits = batch.n_buffers > 0 && batch.buffers != nullptr && batch.null_count != 0
                         ? static_cast<std::uint8_t const*>(batch.buffers[0]) : nullptr;
  for (std::int64_t i = batch.offset; bits != nullptr && i < batch.offset + batch.length; ++i) {
    if ((bits[i / 8] >> (i % 8) & 1) == 0) invalid("整行为空", "a whole row is null");
  }
}

void add_batches(dataset_builder& builder, std::string_view table, ArrowSchema const& schema,
                 batches const& all, table_source source) {
  std::vector<std::string> const headers = headers_of(schema);
  std::size_t rows = 0;
  for (owned<ArrowArray> const& each : all) {
    check_batch(schema, each.held);
    rows += static_cast<std::size_t>(each.held.length);
  }
  auto const fill = [&](std::size_t i, column_writer& into) {
    for (owned<ArrowArray> const& each : all) {
      ArrowArray const& batch = each.held;
      detail::arrow_cells cells{*schema.children[i], *batch.children[i], batch.offset,
                                batch.length, headers[i]};
      cells.add_all(into);
    }
  };
  builder.add_cells(table, headers, rows, fill, std::move(source));
}

}  // namespace

void add_arrow(dataset_builder& builder, std::string_view table, ArrowArrayStream* stream,
               table_source source) {
  if (stream == nullptr || stream->release == nullptr) {
    refuse_arrow("arrow.consumed", table, {"数据流已被读取过", "the stream was read before"});
  }
  stream_guard const guard{*stream};
  owned<ArrowSchema> schema;
  guard.check(stream->get_schema(stream, &schema.held));
  if (schema.held.release == nullptr) {
    refuse_arrow("arrow.stream", table, {"数据流没有给出结构", "the stream gives no schema"});
  }
  batches all;
  for (;;) {
    owned<ArrowArray>& next = all.emplace_back();
    guard.check(stream->get_next(stream, &next.held));
    if (next.held.release == nullptr) break;
  }
  all.pop_back();
  add_batches(builder, table, schema.held, all, std::move(source));
}

void add_arrow(dataset_builder& builder, std::string_view table, ArrowSchema* schema,
               ArrowArray* batch, table_source source) {
  bool const usable = schema != nullptr && schema->release != nullptr && batch != nullptr &&
                      batch->release != nullptr;
  owned<ArrowSchema> held;
  batches all;
  if (schema != nullptr) std::swap(held.held, *schema);
  if (batch != nullptr) std::swap(all.emplace_back().held, *batch);
  if (!usable) {
    refuse_arrow("arrow.consumed", table, {"数据已被读取过", "the data were read before"});
  }
  add_batches(builder, table, held.held, all, std::move(source));
}

}  // namespace xunze
