// SPDX-License-Identifier: Apache-2.0
// Parts of a policy as JSON values.
#ifndef XUNZE_SRC_PACK_PACK_WRITER_HPP
#define XUNZE_SRC_PACK_PACK_WRITER_HPP

#include "xunze/policy/policy.hpp"

#include "pack/writer.hpp"

namespace xunze::json {

/// Canonical text, or an object for labelled cases.
[[nodiscard]] node write_expression(expression const& e);
void put_expression(node& object, std::string key, expression const& e);
[[nodiscard]] node write_expressions(std::vector<expression> const& list);
[[nodiscard]] node write_value(value const& held);

/// Body, nodes and title of a relation.
[[nodiscard]] node write_relation(relation const& of);
void put_nodes(node& object, node_block const& nodes);

/// The tests that stand in a file; without a name, those of the pack itself.
[[nodiscard]] node write_tests(policy const& rules, std::string const& file);

/// The rule with labelled cases inside its expressions as columns of their own: only a whole
/// expression can be written as cases.
[[nodiscard]] rule with_cases_named(rule of);

}  // namespace xunze::json

#endif
