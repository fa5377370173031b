// SPDX-License-Identifier: Apache-2.0
// What more rows can do to a bound expression; private to the check stage.
#ifndef XUNZE_SRC_CHECK_SENSE_HPP
#define XUNZE_SRC_CHECK_SENSE_HPP

#include "xunze/check/bound.hpp"

namespace xunze::check_detail {

/// Sense of a condition over the columns of a relation.
/// Source: docs/semantics.md, Judging
sense sense_of(bound_policy const& policy, relation_id relation, bound_expression const& e);

/// Whether two expressions read the same values.
bool same_reading(bound_expression const& a, bound_expression const& b);

}  // namespace xunze::check_detail

#endif
