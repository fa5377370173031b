// SPDX-License-Identifier: Apache-2.0
// Small parts that the lowering of several kinds shares.
#ifndef XUNZE_SRC_RULE_PARTS_HPP
#define XUNZE_SRC_RULE_PARTS_HPP

#include "xunze/rule/lowered.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace xunze::detail {

/// Throws a failure `rule.arguments` about one kind.
[[noreturn]] void refuse_arguments(std::string_view kind, text message);

/// Parts about a subject.
/// Errors: failure `rule.arguments` where no subject is named.
[[nodiscard]] lowered about(subject_spec const& subject, std::string_view kind);

/// The argument, which must be given.
[[nodiscard]] term need(argument const& given, std::string_view kind, std::string_view field);
/// The text, which must not be empty.
std::string const& need(std::string const& given, std::string_view kind, std::string_view field);
/// The aggregate under a name; it must have a source.
[[nodiscard]] aggregate need(aggregate given, std::string name, std::string_view kind,
                             std::string_view field);
/// The number of rows of a source, or of different values, under a name.
[[nodiscard]] aggregate counted(aggregate source, std::string name, std::string_view kind,
                                std::string_view field);

[[nodiscard]] term or_one(argument const& given);

/// Both conditions; an absent one holds.
[[nodiscard]] expression both(expression const& a, expression const& b);

/// at_least <= number <= at_most, one bound at least; a lone bound is the threshold itself.
void bounds(lowered& into, term const& number, argument const& at_least, argument const& at_most,
            std::string_view kind);

/// A path with the alias before it, any other expression as it is.
[[nodiscard]] term with_alias(expression const& written, std::string const& alias);
/// Every path of an expression without a leading alias.
[[nodiscard]] expression without_alias(expression const& written, std::string const& alias);

/// The pairs of a match.
[[nodiscard]] std::vector<std::pair<expression, expression>> pairs_of(
    std::vector<same_key> const& same, std::string const& alias);

}  // namespace xunze::detail

#endif
