// SPDX-License-Identifier: Apache-2.0
// Which subject a source row belongs to: keys of both sides brought to dense groups.
#ifndef XUNZE_SRC_BATCH_GROUP_KEYS_HPP
#define XUNZE_SRC_BATCH_GROUP_KEYS_HPP

#include "batch/engine.hpp"
#include "batch/filter.hpp"
#include "batch/folds.hpp"
#include "batch/loose_keys.hpp"

#include <array>
#include <memory>
#include <vector>

namespace xunze::batch_detail {

/// Whether two aggregates of one relation ask the same rows for the same keys.
bool same_members(bound_aggregate const& a, bound_aggregate const& b);

/// A source row whose key is partly known.
struct loose_row {
  std::int32_t row;
  key_mask known;
  bool certain;  // apart from its key
  std::array<std::int64_t, 8> key;
};

/// Source rows that are not known to be of one group.
struct open_rows {
  std::vector<loose_row> loose{};
  std::vector<std::int32_t> stray{};  // nothing of the key is known
};

/// Groups of one aggregate: distinct known `on` tuples of the subjects.
class group_keys {
 public:
  group_keys(engine& run, relation_id subject, frame const& subjects, bound_aggregate const& a);

  [[nodiscard]] std::size_t size() const { return size_; }
  /// Nulls: -1 for a subject whose own key is not fully known.
  [[nodiscard]] std::int32_t group_of_subject(std::size_t row) const { return subject_group_[row]; }
  /// Whether these groups are those of another aggregate of the same subject.
  [[nodiscard]] bool serves(bound_aggregate const& a) const;
  /// Known parts of the key of a subject, unknown_value for the others.
  [[nodiscard]] std::vector<std::int64_t> known_parts(std::size_t row) const;
  /// Source rows that may belong to a subject whose key is not fully known.
  /// Cost: a pass over the source.
  [[nodiscard]] std::vector<std::int32_t> rows_for_open(std::size_t row, filter const& where);

  /// Groups of the rows of one block.
  class reader {
   public:
    reader(group_keys const& of, scratch& space);
    reader(reader const&) = delete;
    reader& operator=(reader const&) = delete;
    void close();
    /// Finds the groups of the selected rows; rows of no group leave the selection. Unless asked
    /// again, those whose key is not wholly known go to `open`.
    void read(selection& rows, open_rows& open, bool again);
    [[nodiscard]] group_span groups() const { return {groups_, count_}; }
    /// Rows read so far, and those of which some part of the key was known.
    [[nodiscard]] std::size_t rows_read() const { return rows_read_; }
    [[nodiscard]] std::size_t rows_named() const { return rows_named_; }

   private:
    /// Whether each row has a group.
    bool find(selection const& rows, open_rows& open, bool again);
    bool find_linked(selection const& rows, open_rows& open, bool again);
    bool find_by_keys(selection const& rows, open_rows& open, bool again);

    group_keys const* of_;
    scratch* space_;
    std::vector<block*> keys_;
    std::array<std::int32_t, block_rows> found_;
    std::int32_t const* groups_ = found_.data();
    std::size_t count_ = 0;
    std::size_t rows_read_ = 0;
    std::size_t rows_named_ = 0;
  };
  [[nodiscard]] reader open(scratch& space) const { return {*this, space}; }

  template <class Found>
  void for_each_match(loose_row const& row, Found const& found) {
    subjects_by_key().for_each_match({row.key.data(), width_}, row.known, found);
  }

 private:
  friend class reader;
  loose_keys& subjects_by_key();
  bool link_to(bound_aggregate const& a, frame const& subjects);
  void group_by_values(bound_aggregate const& a, relation_id subject, frame const& subjects);

  engine& run_;
  bound_aggregate const& made_for_;
  frame const& source_;
  std::size_t width_;
  std::vector<program> key_;
  std::vector<vec> on_;
  std::unique_ptr<tuple_index> index_;
  std::vector<std::int32_t> subject_group_;
  std::size_t size_ = 0;
  std::vector<std::int32_t> const* known_groups_ = nullptr;  // of a distinct over the same source
  std::int32_t const* links_ = nullptr;  // a foreign key to the subjects' table, by base row
  column const* link_cells_ = nullptr;
  std::unique_ptr<loose_keys> fixed_;
};

}  // namespace xunze::batch_detail

#endif
