// SPDX-License-Identifier: Apache-2.0
// Comparisons turned round.
#ifndef XUNZE_SRC_EXPLAIN_COMPARISONS_HPP
#define XUNZE_SRC_EXPLAIN_COMPARISONS_HPP

#include "xunze/policy/expression.hpp"

namespace xunze::explain_detail {

/// The comparison that holds where this one does not.
[[nodiscard]] inline operation opposite(operation op) {
  switch (op) {
    case operation::equal: return operation::not_equal;
    case operation::not_equal: return operation::equal;
    case operation::less: return operation::greater_equal;
    case operation::less_equal: return operation::greater;
    case operation::greater: return operation::less_equal;
    default: return operation::less;
  }
}

/// The same comparison with its sides exchanged.
[[nodiscard]] inline operation mirrored(operation op) {
  switch (op) {
    case operation::less: return operation::greater;
    case operation::less_equal: return operation::greater_equal;
    case operation::greater: return operation::less;
    case operation::greater_equal: return operation::less_equal;
    default: return op;
  }
}

}  // namespace xunze::explain_detail

#endif
