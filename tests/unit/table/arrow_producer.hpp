// SPDX-License-Identifier: Apache-2.0
// A producer of hand-made Arrow streams that counts what it hands out and what comes back.
#ifndef XUNZE_TESTS_UNIT_TABLE_ARROW_PRODUCER_HPP
#define XUNZE_TESTS_UNIT_TABLE_ARROW_PRODUCER_HPP

#include "xunze/table/arrow.hpp"

#include <cstring>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace xunze::test {

using buffer = std::vector<std::uint8_t>;  // an empty one is handed out as a null pointer

struct arrow_column {
  std::string format{};
  std::string name{};
  std::int64_t length = 0;
  std::vector<buffer> buffers{};
  std::int64_t offset = 0;
  std::int64_t null_count = 0;
  std::vector<arrow_column> children{};
  std::vector<arrow_column> dictionary{};  // none or one
};

inline buffer bytes(std::size_t count) { return buffer(count, 0); }

template <typename T>
buffer packed(std::vector<T> const& cells) {
  buffer made(cells.size() * sizeof(T));
  if (!made.empty()) std::memcpy(made.data(), cells.data(), made.size());
  return made;
}

inline buffer bitmap(std::vector<bool> const& bits) {
  buffer made((bits.size() + 7) / 8, 0);
  for (std::size_t i = 0; i < bits.size(); ++i) {
    if (bits[i]) made[i / 8] = static_cast<std::uint8_t>(made[i / 8] | 1U << (i % 8));
  }
  return made;
}

template <typename Offset>
arrow_column strings(char const* format, char const* name, std::vector<std::string> const& held) {
  std::vector<Offset> offsets{0};
  buffer all;
  for (std::string const& each : held) {
    all.insert(all.end(), each.begin(), each.end());
    offsets.push_back(static_cast<Offset>(all.size()));
  }
  return {format, name, static_cast<std::int64_t>(held.size()), {{}, packed(offsets), all}};
}

inline arrow_column views(char const* format, char const* name,
                          std::vector<std::string> const& held) {
  buffer cells;
  buffer all;
  for (std::string const& each : held) {
    std::uint8_t cell[16] = {};
    auto const length = static_cast<std::int32_t>(each.size());
    std::memcpy(cell, &length, 4);
    if (each.size() <= 12) {
      std::memcpy(cell + 4, each.data(), each.size());
    } else {
      auto const offset = static_cast<std::int32_t>(all.size());
      std::memcpy(cell + 4, each.data(), 4);
      std::memcpy(cell + 12, &offset, 4);
      all.insert(all.end(), each.begin(), each.end());
    }
    cells.insert(cells.end(), cell, cell + 16);
  }
  auto const size = static_cast<std::int64_t>(all.size());
  return {format, name, static_cast<std::int64_t>(held.size()),
          {{}, cells, all, packed(std::vector<std::int64_t>{size})}};
}

// A stream of batches; the schema is that of `columns`, else of the first batch.
class arrow_stream {
 public:
  explicit arrow_stream(std::vector<std::vector<arrow_column>> batches,
                        std::vector<arrow_column> columns = {})
      : batches_{std::move(batches)}, columns_{std::move(columns)} {
    if (columns_.empty() && !batches_.empty()) columns_ = batches_.front();
    made_ = 1;
    stream_.get_schema = [](ArrowArrayStream* from, ArrowSchema* out) {
      return self(from)->next_schema(*out);
    };
    stream_.get_next = [](ArrowArrayStream* from, ArrowArray* out) {
      return self(from)->next_batch(*out);
    };
    stream_.get_last_error = [](ArrowArrayStream*) { return "broken pipe"; };
    stream_.release = [](ArrowArrayStream* from) {
      ++self(from)->released_;
      from->release = nullptr;
    };
    stream_.private_data = this;
  }
  arrow_stream(arrow_stream const&) = delete;
  arrow_stream& operator=(arrow_stream const&) = delete;

  ArrowArrayStream* get() { return &stream_; }
  // Top-level structs handed out, the stream itself included, and releases of these.
  [[nodiscard]] int made() const { return made_; }
  [[nodiscard]] int released() const { return released_; }
  // The given call fails: 0 the schema, n the n-th batch.
  void fail_at(int call) { failing_ = call; }
  // Offset and length of each batch.
  void slice(std::int64_t offset, std::int64_t length) {
    offset_ = offset;
    length_ = length;
  }

 private:
  struct schema_node {
    ArrowSchema held{};
    arrow_column column{};
    std::vector<std::unique_ptr<schema_node>> children{};
    std::vector<ArrowSchema*> pointers{};
  };
  struct array_node {
    ArrowArray held{};
    arrow_column column{};
    std::vector<std::unique_ptr<array_node>> children{};
    std::vector<ArrowArray*> pointers{};
    std::vector<void const*> buffers{};
  };
  template <typename Node>
  struct root {
    std::unique_ptr<Node> node;
    arrow_stream* owner;
  };

  static arrow_stream* self(ArrowArrayStream* from) {
    return static_cast<arrow_stream*>(from->private_data);
  }

  static std::unique_ptr<schema_node> schema_of(arrow_column const& column) {
    auto made = std::make_unique<schema_node>();
    made->column = column;
    made->held.format = made->column.format.c_str();
    made->held.name = made->column.name.c_str();
    for (arrow_column const& each : column.children) made->children.push_back(schema_of(each));
    for (auto const& each : made->children) made->pointers.push_back(&each->held);
    made->held.n_children = static_cast<std::int64_t>(made->pointers.size());
    made->held.children = made->pointers.data();
    if (!column.dictionary.empty()) {
      made->children.push_back(schema_of(column.dictionary.front()));
      made->held.dictionary = &made->children.back()->held;
    }
    return made;
  }

  static std::unique_ptr<array_node> array_of(arrow_column const& column) {
    auto made = std::make_unique<array_node>();
    made->column = column;
    made->held.length = column.length;
    made->held.offset = column.offset;
    made->held.null_count = column.null_count;
    for (buffer const& each : made->column.buffers) {
      made->buffers.push_back(each.empty() ? nullptr : each.data());
    }
    made->held.n_buffers = static_cast<std::int64_t>(made->buffers.size());
    made->held.buffers = made->buffers.data();
    for (arrow_column const& each : column.children) made->children.push_back(array_of(each));
    for (auto const& each : made->children) made->pointers.push_back(&each->held);
    made->held.n_children = static_cast<std::int64_t>(made->pointers.size());
    made->held.children = made->pointers.data();
    if (!column.dictionary.empty()) {
      made->children.push_back(array_of(column.dictionary.front()));
      made->held.dictionary = &made->children.back()->held;
    }
    return made;
  }

  template <typename Node, typename Struct>
  void hand_out(std::unique_ptr<Node> node, Struct& out) {
    out = node->held;
    ++made_;
    out.private_data = new root<Node>{std::move(node), this};
    out.release = [](Struct* from) {
      auto* const held = static_cast<root<Node>*>(from->private_data);
      ++held->owner->released_;
      delete held;
      from->release = nullptr;
    };
  }

  int next_schema(ArrowSchema& out) {
    if (failing_ == 0) return 5;
    hand_out(schema_of({"+s", "", 0, {}, 0, 0, columns_, {}}), out);
    return 0;
  }

  int next_batch(ArrowArray& out) {
    out.release = nullptr;
    if (next_ == batches_.size()) return 0;
    if (failing_ == static_cast<int>(next_) + 1) return 5;
    auto const& batch = batches_[next_++];
    std::int64_t const length = length_ >= 0 ? length_ : batch.front().length;
    hand_out(array_of({"+s", "", length, {{}}, offset_, 0, batch, {}}), out);
    return 0;
  }

  ArrowArrayStream stream_{};
  std::vector<std::vector<arrow_column>> batches_;
  std::vector<arrow_column> columns_;
  std::size_t next_ = 0;
  std::int64_t offset_ = 0;
  std::int64_t length_ = -1;
  int failing_ = -1;
  int made_ = 0;
  int released_ = 0;
};

}  // namespace xunze::test

#endif
