// SPDX-License-Identifier: Apache-2.0
// A policy: parameters, relations, rules, decisions, clauses and tests, as plain data.
#ifndef XUNZE_POLICY_POLICY_HPP
#define XUNZE_POLICY_POLICY_HPP

#include "xunze/core/date.hpp"
#include "xunze/core/verdict.hpp"
#include "xunze/policy/parameter.hpp"
#include "xunze/policy/relation.hpp"
#include "xunze/policy/rule.hpp"

#include <concepts>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace xunze {

struct document {
    std::string id;
    text title;
    text short_title;  // shown before a locator: 陕西2023年通知
    std::optional<date> issue_date;
};

enum class clause_status : std::uint8_t {
    encoded, partial, attested, informative, not_encoded
};

/// One clause of a document and how far the pack encodes it.
struct clause {
    std::string id;
    std::string document;
    text locator;
    std::string strength;
    clause_status status = clause_status::not_encoded;
    text paraphrase;
    text note;
    std::vector<std::string> depends_on;
    place at;
};

struct decision_member {
    std::string rule;
    std::vector<expression> via;  // keys of the rule's subject over the decision's; empty: same
};

/// A rule's place in a decision, and whose rows it judges; empty: not said.
struct decision_part {
    decision_member member;
    std::string subject;
};

/// Something that knows its place in a decision, such as a rule drafted in C++.
template <typename Draft>
concept decision_draft = requires(Draft const& draft) {
    { draft.part() } -> std::same_as<decision_part>;
};

/// Verdicts of several rules combined for one subject.
/// Example: `decision("selectable", one_a_year, no_repeat)`
struct decision {
    decision() = default;
    /// The subject is that of the drafts, if they agree; else it is to be set.
    template <decision_draft... Drafts>
        requires(sizeof...(Drafts) > 0)
    explicit decision(std::string name, Drafts const&... drafts)
        : decision{std::move(name), std::vector<decision_part>{drafts.part()...}} {}
    decision(std::string name, std::vector<decision_part> parts);

    std::string id;
    text title;
    std::string subject;
    std::vector<decision_member> members;
    place at;
};

/// A rate by group: a measure, never a verdict.
struct measure {
    std::string id;
    text title;
    std::string clause;
    std::string on;
    std::vector<expression> group;
    expression numerator;
    expression denominator;
    std::optional<bool> rank_descending;
    place at;
};

/// Cells of a test's table by column; a column left out is null.
using test_row = std::map<std::string, value>;

/// What a test expects of one rule and subject; numbers are texts: `2`, `[1, 2]`, `none`.
/// Shape: with `absent` the rule has no such subject, and nothing else is expected.
struct test_expectation {
    std::string rule;
    std::map<std::string, value> subject;
    bool absent = false;
    verdict expected = verdict::pass;
    std::optional<xunze::severity> severity;  // of a fail
    std::optional<std::string> measured;
    std::optional<std::string> threshold;
    std::optional<std::string> slack;
    /// Keys of all rows behind the verdict by table, parts joined with `|`.
    std::optional<std::map<std::string, std::vector<std::string>>> evidence;
    place at;
};

struct policy_test {
    std::string name;
    date as_of{};
    std::vector<std::pair<std::string, value>> set;
    std::vector<std::pair<std::string, std::vector<test_row>>> tables;
    std::vector<std::pair<std::string, date>> complete_from;
    std::vector<test_expectation> expect;
    std::string file;  // name of the file beside the pack; empty: in the pack itself
    place at;
};

/// A change to the policy that no data can tell, and why; subtracted by mutation testing.
struct equivalent_mutant {
    std::string id;
    text reason;
    place at;
};

struct pack_info {
    std::string id;
    text title;
    std::string version;
    std::string jurisdiction;
    std::string level;
    std::string vocabulary;
    std::optional<date> valid_from;
    std::optional<date> valid_to;
    std::vector<std::string> extends;
};

/// What a pack says, or what C++ code built: the same data.
struct policy {
    pack_info info;
    std::vector<document> documents;
    std::vector<parameter> parameters;
    std::vector<relation> relations;
    std::vector<rule> rules;
    std::vector<measure> measures;
    std::vector<decision> decisions;
    std::vector<clause> clauses;
    std::vector<policy_test> tests;
    std::vector<equivalent_mutant> equivalent_mutants;

    parameter const* find_parameter(std::string_view name) const;
    relation const* find_relation(std::string_view name) const;
    rule const* find_rule(std::string_view id) const;
    clause const* find_clause(std::string_view id) const;
    document const* find_document(std::string_view id) const;
};

}  // namespace xunze

#endif
