// SPDX-License-Identifier: Apache-2.0
// The words of pack files, for reading and writing.
#ifndef XUNZE_SRC_PACK_PACK_WORDS_HPP
#define XUNZE_SRC_PACK_PACK_WORDS_HPP

#include "xunze/policy/policy.hpp"
#include "xunze/rule/quota.hpp"

#include "pack/reader.hpp"

namespace xunze::json {

inline constexpr word_of<parameter_type> parameter_types[] = {
    {"int", parameter_type::integer},   {"decimal", parameter_type::decimal},
    {"bool", parameter_type::boolean},  {"date", parameter_type::date},
    {"choice", parameter_type::choice}, {"enum", parameter_type::enumeration},
    {"set", parameter_type::set},       {"texts", parameter_type::texts},
};

inline constexpr word_of<tighter> tighter_words[] = {
    {"lower", tighter::lower}, {"higher", tighter::higher}, {"earlier", tighter::earlier},
    {"later", tighter::later}, {"subset", tighter::subset}, {"superset", tighter::superset},
};

inline constexpr word_of<strength> strengths[] = {
    {"mandatory", strength::mandatory},   {"in_principle", strength::in_principle},
    {"encouraged", strength::encouraged}, {"discouraged", strength::discouraged},
    {"warning", strength::warning},       {"informative", strength::informative},
};

inline constexpr word_of<pick> picks[] = {
    {"only", pick::only}, {"latest", pick::latest}, {"any", pick::any}};

inline constexpr word_of<find_kind> finds[] = {
    {"count", find_kind::count},
    {"nearest", find_kind::nearest},
    {"max_concurrent", find_kind::max_concurrent},
};

inline constexpr word_of<bool> directions[] = {{"asc", false}, {"desc", true}};
inline constexpr word_of<bool> ties[] = {{"competition", false}, {"dense", true}};

inline constexpr word_of<aggregate_op> aggregate_ops[] = {
    {"count", aggregate_op::count}, {"distinct", aggregate_op::distinct},
    {"sum", aggregate_op::sum},     {"min", aggregate_op::min},
    {"max", aggregate_op::max},     {"or", aggregate_op::set_union},
    {"any", aggregate_op::any},
};

inline constexpr word_of<clause_status> clause_statuses[] = {
    {"encoded", clause_status::encoded},         {"partial", clause_status::partial},
    {"attested", clause_status::attested},       {"informative", clause_status::informative},
    {"not_encoded", clause_status::not_encoded},
};

inline constexpr word_of<verdict> verdicts[] = {
    {"pass", verdict::pass},       {"fail", verdict::fail},
    {"waived", verdict::waived},   {"pending", verdict::pending},
    {"unknown", verdict::unknown}, {"not_applicable", verdict::not_applicable},
};

inline constexpr word_of<replaces_as> replacements[] = {
    {"tighter", replaces_as::tighter},
    {"alike", replaces_as::alike},
    {"looser", replaces_as::looser},
};

inline constexpr word_of<severity> severities[] = {
    {"error", severity::error},
    {"deviation", severity::deviation},
    {"advice", severity::advice},
};

inline constexpr word_of<kind::seat_compare> comparisons[] = {
    {"<=", kind::seat_compare::at_most},
    {"==", kind::seat_compare::exactly},
    {">=", kind::seat_compare::at_least},
};

}  // namespace xunze::json

#endif
