// SPDX-License-Identifier: Apache-2.0
// Seats: how many are filled, against how many are given.
#ifndef XUNZE_RULE_QUOTA_HPP
#define XUNZE_RULE_QUOTA_HPP

#include "xunze/rule/lowered.hpp"

#include <cstdint>

namespace xunze::kind {

/// How the number of filled seats relates to the number given.
enum class seat_compare : std::uint8_t { at_most, exactly, at_least };

/// For every row of the subject: fill compare seats.
/// Shape: node `fill` is the count, distinct count or sum.
/// Source: SX23 二(四)
/// Example: `quota({.subject = "quota_cell", .seats = "seats", .fill =
/// from("reported").key("cell_id"), .compare = kind::seat_compare::exactly})`
struct quota {
  subject_spec subject;
  argument seats;
  aggregate fill;
  seat_compare compare = seat_compare::at_most;
  argument due{};
};

/// The nodes and the condition of the rule.
/// Errors: failure `rule.arguments` where an argument is missing or two exclude one another.
[[nodiscard]] lowered lower(quota const& of);

}  // namespace xunze::kind

#endif
