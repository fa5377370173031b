// SPDX-License-Identifier: Apache-2.0
// The parts of a pack, read one by one into a policy.
#ifndef XUNZE_SRC_PACK_PACK_READER_HPP
#define XUNZE_SRC_PACK_PACK_READER_HPP

#include "xunze/policy/policy.hpp"
#include "xunze/rule/argument.hpp"
#include "xunze/rule/lowered.hpp"
#include "xunze/schema/vocabulary.hpp"

#include "pack/reader.hpp"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace xunze::json {

/// A clause cited somewhere in the pack, and by which rule where that matters.
struct citation {
  std::string clause;
  std::size_t at = 0;
  std::string by{};
};

/// Everything the readers of a pack share.
struct pack_reading {
  source& from;
  vocabulary const& words;
  policy out{};
  std::vector<citation> citations{};
  std::vector<citation> misnamed{};                         // clauses of rules with other ids
  std::vector<citation> expected{};                         // rules that tests name
  std::vector<std::string> left_out{};                      // rules with findings, known by name
  std::map<std::string, std::size_t, std::less<>> where{};  // `rule:<id>`, `relation:<name>`, …
  std::string test_file{};                                  // name of the file of tests being read

  /// Reports that a name is used twice; false if so.
  bool claim(std::string const& key, std::string const& name, std::size_t at);
  void cite(std::string const& clause, std::size_t at);
};

// Expressions: a text, an array of lines, a number, a truth, or labelled cases.
expression read_expression(pack_reading& in, node const& value);
/// The right side of `in`: an expression, a list `[…]` as text, or an array of codes.
expression read_list(pack_reading& in, node const& value);
expression expression_at(pack_reading& in, object_reader& reader, std::string_view key);
expression need_expression(pack_reading& in, object_reader& reader, std::string_view key);
std::vector<expression> read_expressions(pack_reading& in, node const& value);
std::vector<named_expression> read_named(pack_reading& in, node const& value);
/// A list of paths, each named after its last step, or an object of named expressions.
std::vector<named_expression> read_keys(pack_reading& in, node const& value);
/// The tree without the alias before the paths that begin with it.
expression without_alias(expression const& e, std::string const& alias);

/// Whether an aggregate names its operation; `day` is the value `at` of an earliest or latest day.
enum class operations : std::uint8_t { needed, optional, day };

aggregate read_aggregate(pack_reading& in, object_reader& reader, std::string name,
                         operations allowed = operations::needed);
/// A name of both sides, or an expression of each; the partner's without its alias.
std::pair<expression, expression> read_pair(pack_reading& in, node const& value,
                                            std::string const& alias);
std::vector<match_exception> read_exceptions(pack_reading& in, node const& value);
match read_match(pack_reading& in, object_reader& reader, std::string name);
node_block read_nodes(pack_reading& in, object_reader& reader);

/// The one body a relation has; other keys of the reader are left to the caller.
std::optional<relation_body> read_body(pack_reading& in, object_reader& reader);
/// The subject of a constructor: a name, or a body in place; empty if it is neither.
subject_spec read_subject(pack_reading& in, object_reader& reader, std::string_view key);
relation read_relation(pack_reading& in, std::string name, std::size_t at, node const& value);

void read_parameters(pack_reading& in, node const& value);
/// A value of the type of a parameter; nullopt with a finding.
std::optional<value> read_value(pack_reading& in, parameter const& of, node const& written);
std::optional<value> read_cell(pack_reading& in, column_schema const& of, node const& written);
/// Null, truth, number or text as it stands.
std::optional<value> read_plain(pack_reading& in, node const& written);

/// Reads the arguments of a kind's constructor and lowers them; nullopt with findings.
std::optional<lowered> read_constructor(pack_reading& in, std::string const& kind,
                                        node const& value);

/// The same for kinds whose arguments have parts of their own; nothing for any other kind.
std::function<lowered()> read_composed(pack_reading& in, std::string const& kind,
                                       object_reader& reader);

void read_rules(pack_reading& in, node const& value);
void read_measures(pack_reading& in, node const& value);
void read_decisions(pack_reading& in, node const& value);
void read_clauses(pack_reading& in, node const& value);
void read_tests(pack_reading& in, node const& value);
void read_equivalents(pack_reading& in, node const& value);
/// A file of tests beside the pack: a list of tests, or an object with `base` and `tests`.
void read_test_file(pack_reading& in, node const& root);

/// Reports expectations of rules that the pack does not have.
void check_expectations(pack_reading& in);
/// What only the whole pack can tell: citations, rules of decisions, documents.
void check_pack(pack_reading& in);

}  // namespace xunze::json

#endif
