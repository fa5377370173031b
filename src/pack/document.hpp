// SPDX-License-Identifier: Apache-2.0
// A JSON file as a tree of values that know where they stand in the text.
#ifndef XUNZE_SRC_PACK_DOCUMENT_HPP
#define XUNZE_SRC_PACK_DOCUMENT_HPP

#include "xunze/core/diagnostic.hpp"
#include "xunze/pack/json_text.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace xunze::json {

enum class node_kind : std::uint8_t { null, boolean, number, text, array, object };

struct member;

/// One JSON value.
struct node {
  node_kind kind = node_kind::null;
  bool flag = false;     // of boolean
  bool escaped = false;  // of text: its source holds escapes
  std::size_t at = 0;    // offset of its first byte
  std::string text;      // of text: decoded; of number: as written
  std::vector<node> items;
  std::vector<member> members;
};

struct member {
  std::string key;
  std::size_t at = 0;
  node value;
};

/// A text being read, with everything found wrong in it.
/// Lifetime: the bytes must outlive it.
class source {
 public:
  static constexpr std::size_t max_findings = 500;

  source(std::string_view bytes, std::string file);

  [[nodiscard]] std::string_view bytes() const noexcept { return bytes_; }
  [[nodiscard]] std::string const& file() const noexcept { return file_; }

  /// Cost: independent of the length of the line.
  [[nodiscard]] place at(std::size_t offset) const;

  void error(std::string code, std::size_t offset, text message, text help = {});
  void warning(std::string code, std::size_t offset, text message, text help = {});
  void add(diagnostic finding);
  /// Reports that a key stands a second time in its object.
  void repeated_key(std::string const& key, std::size_t offset, std::size_t first);
  [[nodiscard]] bool is_repeated(std::size_t offset) const { return repeated_.contains(offset); }
  [[nodiscard]] bool has_errors() const noexcept { return findings_.has_errors(); }
  [[nodiscard]] std::size_t count() const noexcept { return findings_.size(); }

  /// Hands over what was found, by place, each with the line it is in.
  void deliver(diagnostics& out) const;

  /// Gives a finding that has a place in this text, and no excerpt yet, the line it is in, or of
  /// a long line what is around it.
  void add_excerpt(diagnostic& finding) const;

 private:
  [[nodiscard]] std::string_view line_bytes(std::size_t line) const;
  [[nodiscard]] std::size_t offset_of(place const& at) const;
  [[nodiscard]] std::size_t points_before(std::size_t offset) const;

  std::string_view bytes_;
  std::string file_;
  std::vector<std::size_t> line_starts_;
  std::vector<std::size_t> checkpoints_;  // code points before every block of bytes
  diagnostics findings_;
  std::size_t left_out_ = 0;
  std::set<std::size_t> repeated_;
};

/// Adds where in the file each code point of a text stands; returns where the text ends.
std::size_t add_offsets(source const& from, node const& text, std::vector<std::size_t>& offsets);

/// Parses the whole text as one JSON value.
/// Nulls: nullopt if it cannot be read to its end; findings tell why. A duplicate key or an
/// exponent is a finding, and the tree stands.
[[nodiscard]] std::optional<node> parse(source& from, json_limits const& limits);

/// The tree as text: two columns of indentation, short values in one line, a line break at the
/// end.
[[nodiscard]] std::string print(node const& tree);

// Makers of values to print.
[[nodiscard]] node make_text(std::string words);
[[nodiscard]] node make_number(std::string written);
[[nodiscard]] node make_flag(bool flag);
[[nodiscard]] node make_array(std::vector<node> items = {});
[[nodiscard]] node make_object();
void put(node& object, std::string key, node value);

}  // namespace xunze::json

#endif
