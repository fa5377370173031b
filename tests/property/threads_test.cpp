// SPDX-License-Identifier: Apache-2.0
// Tables of several morsels: any number of threads says the same, and what plain loops say.
#include "support/small_world.hpp"
#include "xunze/core/failure.hpp"
#include "xunze/pack/vocabulary_json.hpp"
#include "xunze/policy/expression.hpp"
#include "xunze/rule/draft.hpp"
#include "xunze/table/dataset_builder.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace xunze {
namespace {

constexpr std::size_t people = 1501;
constexpr std::size_t row_count = 300'000;  // a morsel has 65'536 rows
constexpr std::array<verdict, 6> every{verdict::pass,    verdict::fail,    verdict::waived,
                                       verdict::pending, verdict::unknown, verdict::not_applicable};

constexpr char const* words_json = R"({"format": "xunze.vocabulary/1", "id": "large",
  "version": "1", "title": {"zh": "大", "en": "large"},
  "enums": {"tag": {"title": {"zh": "标签", "en": "tag"}, "ordered": false, "values": [
    {"code": "a", "zh": "甲", "en": "a"}, {"code": "b", "zh": "乙", "en": "b"},
    {"code": "c", "zh": "丙", "en": "c"}]}},
  "tables": {
    "person": {"title": {"zh": "人", "en": "person"}, "key": ["person_id"], "columns": {
      "person_id": {"type": "text", "title": {"zh": "人", "en": "person"}}}},
    "work": {"title": {"zh": "事", "en": "work"}, "key": ["work_id"], "columns": {
      "work_id": {"type": "int", "title": {"zh": "事", "en": "work"}},
      "person_id": {"type": "text", "title": {"zh": "人", "en": "person"},
                    "references": {"table": "person"}},
      "slot": {"type": "int", "title": {"zh": "组", "en": "slot"}},
      "n": {"type": "int", "min": "0", "max": "9", "title": {"zh": "数", "en": "n"}},
      "ok": {"type": "bool", "title": {"zh": "是", "en": "ok"}},
      "tags": {"type": "set", "enum": "tag", "title": {"zh": "标签", "en": "tags"}},
      "first": {"type": "date", "title": {"zh": "起", "en": "first"}},
      "last": {"type": "date", "title": {"zh": "止", "en": "last"}}}}}})";

/// A row of `work`; empty members are nulls.
struct work_row {
  std::optional<std::size_t> person{};
  std::size_t slot = 0;
  std::optional<std::int64_t> n{};
  std::optional<bool> ok{};
  std::optional<std::int64_t> tags{};  // bits
  std::size_t day = 0;
  std::size_t days = 0;
};

std::vector<work_row> const& made_rows() {
  static std::vector<work_row> const rows = [] {
    std::uint64_t state = 20231231;
    auto const below = [&](std::uint64_t n) {
      state = state * 6364136223846793005U + 1442695040888963407U;
      return static_cast<std::size_t>((state >> 33) % n);
    };
    std::vector<work_row> made(row_count);
    for (work_row& r : made) {
      std::size_t const person = below(people);
      bool const busy = person % 7 != 0;
      if (below(997) != 0) r.person = person;
      r.slot = below(120);
      // Of few people all is known; of some nothing counts.
      bool const known = person % 3 == 0;
      if (known || below(40) != 0) r.n = static_cast<std::int64_t>(2 + below(6));
      if (known || below(90) != 0) r.ok = busy && below(25) == 0;
      if (known || below(30) != 0) r.tags = std::int64_t{1} << (below(4) == 0 ? below(3) : 0);
      r.day = below(28);
      r.days = below(4);
    }
    return made;
  }();
  return rows;
}

std::string day_text(std::size_t day) {
  return (day < 9 ? "2023-06-0" : "2023-06-") + std::to_string(day + 1);
}

std::string work_csv() {
  std::string text = "work_id,person_id,slot,n,ok,tags,first,last\n";
  std::size_t id = 0;
  for (work_row const& r : made_rows()) {
    text += std::to_string(++id) + ',';
    if (r.person) text += 'p' + std::to_string(*r.person);
    text += ',' + std::to_string(r.slot) + ',';
    if (r.n) text += std::to_string(*r.n);
    text += ',';
    if (r.ok) text += *r.ok ? "true" : "false";
    text += ',';
    if (r.tags) {
      text += static_cast<char>('a' + std::countr_zero(static_cast<std::uint64_t>(*r.tags)));
    }
    text += ',' + day_text(r.day) + ',' + day_text(r.day + r.days) + '\n';
  }
  return text;
}

std::shared_ptr<dataset const> const& large_data() {
  static std::shared_ptr<dataset const> const data = [] {
    diagnostics out;
    auto words =
        std::make_shared<vocabulary const>(load_vocabulary(words_json, "large.json", out));
    throw_if_errors(out, "test.large", {render(out, language::zh), render(out, language::en)});
    dataset_builder builder{words};
    std::string persons = "person_id\n";
    for (std::size_t p = 0; p < people; ++p) persons += 'p' + std::to_string(p) + '\n';
    builder.add_csv_text("person", persons, "person.csv");
    builder.add_csv_text("work", work_csv(), "work.csv");
    return std::make_shared<dataset const>(builder.build());
  }();
  return data;
}

source_draft works() { return from("work").where("ok").key("person_id"); }

/// A rule over the people, measured by its aggregate `x`.
draft of_people(char const* id, aggregate const& x, char const* condition) {
  return elig({.subject = "person", .require = condition})
      .cite(id)
      .in_principle()
      .aggregate("x", x);
}

match match_of(find_kind find) {
  match made;
  made.name = "x";
  made.partner = "work";
  made.as = "h";
  for (char const* name : {"person_id", "slot"}) {
    made.same.emplace_back(parse_expression(name), parse_expression(name));
  }
  made.where = parse_expression("h.ok || h.n > 4");
  made.find = find;
  if (find == find_kind::nearest) {
    made.gap_target = made.gap_partner = parse_expression("first");
  }
  if (find == find_kind::max_concurrent) {
    made.interval_from = parse_expression("first");
    made.interval_to = parse_expression("last");
  }
  return made;
}

draft of_works(char const* id, char const* condition) {
  return elig({.subject = "work", .require = condition}).cite(id).in_principle().measured("x");
}

policy rules() {
  rank place;
  place.name = "x";
  place.partition = {parse_expression("slot")};
  place.order = {{parse_expression("n"), true}, {parse_expression("first"), false}};
  carry over;
  over.name = "x";
  over.partition = {parse_expression("slot")};
  over.order = parse_expression("work_id");
  over.add = parse_expression("n - 4");
  over.at_most = parse_expression("5");
  policy made =
      policy_builder{"large"}
          .vocabulary("large")
          .rule(of_people("count", works().count(), "x <= 9").measured("x"),
                of_people("distinct", works().distinct("n"), "x <= 4").measured("x"),
                of_people("sum", works().sum("n"), "x <= 45").measured("x"),
                of_people("min", works().min("n"), "x > 2").measured("x"),
                of_people("max", works().max("n"), "x <= 6").measured("x"),
                of_people("or", works().set_union("tags"), "size(x) <= 2").measured("size(x)"),
                of_people("any", works().any(), "!x"),
                of_people("linear", works().sum("n"), "y >= 0")
                    .aggregate("z", works().count())
                    .linear("y", "2 * x - 9 * z + 3")
                    .measured("y"),
                of_works("match count", "x <= 1").match(match_of(find_kind::count)),
                of_works("match nearest", "x > 1").match(match_of(find_kind::nearest)),
                of_works("match max_concurrent", "x <= 1")
                    .match(match_of(find_kind::max_concurrent)),
                of_works("rank", "x <= 900"),
                of_works("carry", "x <= 4").carry(over))
          .build();
  made.rules[11].nodes.ranks.push_back(place);
  return made;
}

outcome run_with(unsigned threads) {
  static auto const source = std::make_shared<policy const>(rules());
  run_options options = test::on("2023-12-31");
  options.threads = threads;
  try {
    return evaluate(source, large_data(), options);
  } catch (failure const& problem) {
    std::string said = problem.message().en;
    for (diagnostic const& d : problem.diagnostics()) said += '\n' + render(d, language::en);
    throw failure(problem.code(), {said, said});
  }
}

/// The run on one thread, made once.
outcome const& alone() {
  static outcome const run = run_with(1);
  return run;
}

std::size_t rule_at(char const* id) {
  auto const& all = alone().source().rules;
  return static_cast<std::size_t>(
      std::find_if(all.begin(), all.end(), [&](rule const& r) { return r.id == id; }) -
      all.begin());
}

TEST(Threads, AnyNumberOfThemSaysTheSameOfSeveralMorsels) {
  outcome const& one = alone();
  std::vector<finding_columns> whole;
  for (std::size_t r = 0; r < one.rules().size(); ++r) {
    whole.push_back(one.columns(r, every));
    auto const& counts = one.rules()[r].counts;
    auto const of = [&](verdict v) { return counts[static_cast<std::size_t>(v)]; };
    std::cout << one.source().rules[r].id << ": pass " << of(verdict::pass) << ", fail "
              << of(verdict::fail) << ", unknown " << of(verdict::unknown) << ", evidence "
              << whole[r].rows.size() << '\n';
    EXPECT_GT(of(verdict::pass), 20U) << r;
    EXPECT_GT(of(verdict::fail), 20U) << r;
    EXPECT_GT(of(verdict::unknown), 20U) << r;
    EXPECT_GT(whole[r].rows.size(), 1000U) << r;
  }
  for (unsigned threads : {2U, 3U, 7U}) {
    outcome const more = run_with(threads);
    for (std::size_t r = 0; r < whole.size(); ++r) {
      SCOPED_TRACE(one.source().rules[r].id + " with " + std::to_string(threads));
      rule_outcome const& a = one.rules()[r];
      rule_outcome const& b = more.rules()[r];
      EXPECT_TRUE(a.verdicts == b.verdicts);
      EXPECT_EQ(a.counts, b.counts);
      EXPECT_EQ(a.unkeyed, b.unkeyed);
      finding_columns const again = more.columns(r, every);
      EXPECT_TRUE(whole[r].subjects == again.subjects);
      EXPECT_TRUE(whole[r].measured_lo == again.measured_lo);
      EXPECT_TRUE(whole[r].measured_hi == again.measured_hi);
      EXPECT_TRUE(whole[r].first_row == again.first_row);
      EXPECT_TRUE(whole[r].rows == again.rows);
      EXPECT_TRUE(whole[r].tables == again.tables);
    }
  }
}

/// What a plain loop over the rows says of each person: the least and most it may be.
using bounds = std::vector<std::array<std::int64_t, 2>>;

template <typename Take>
bounds looped(std::array<std::int64_t, 2> nothing, Take const& take) {
  bounds made(people, nothing);
  for (work_row const& r : made_rows()) {
    if (r.person && r.ok != false) take(made[*r.person], r, r.ok == true);
  }
  return made;
}

void check(char const* id, bounds const& expected) {
  SCOPED_TRACE(id);
  finding_columns const said = alone().columns(rule_at(id), every);
  ASSERT_EQ(said.subjects.size(), people);
  for (std::size_t i = 0; i < people; ++i) {
    auto const person = static_cast<std::size_t>(said.subjects[i]);
    ASSERT_EQ(said.measured_lo[i], expected[person][0]) << person;
    ASSERT_EQ(said.measured_hi[i], expected[person][1]) << person;
  }
}

TEST(Threads, CountsAndSumsAreThoseOfPlainLoops) {
  check("count", looped({0, 0}, [](auto& x, work_row const&, bool certain) {
          x[0] += certain ? 1 : 0;
          x[1] += 1;
        }));
  check("sum", looped({0, 0}, [](auto& x, work_row const& r, bool certain) {
          x[0] += certain ? r.n.value_or(0) : 0;
          x[1] += r.n.value_or(9);
        }));
}

TEST(Threads, ExtremesAreThoseOfPlainLoops) {
  check("min", looped({plus_infinity, plus_infinity},
                      [](auto& x, work_row const& r, bool certain) {
                        x[0] = std::min(x[0], r.n.value_or(0));
                        if (certain) x[1] = std::min(x[1], r.n.value_or(9));
                      }));
  check("max", looped({minus_infinity, minus_infinity},
                      [](auto& x, work_row const& r, bool certain) {
                        if (certain) x[0] = std::max(x[0], r.n.value_or(0));
                        x[1] = std::max(x[1], r.n.value_or(9));
                      }));
}

TEST(Threads, UnionsAndPresenceAreThoseOfPlainLoops) {
  bounds masks = looped({0, 0}, [](auto& x, work_row const& r, bool certain) {
    if (certain) x[0] |= r.tags.value_or(0);
    x[1] |= r.tags.value_or(7);
  });
  for (auto& x : masks) {
    for (std::int64_t& bits : x) bits = std::popcount(static_cast<std::uint64_t>(bits));
  }
  check("or", masks);
  bounds const there = looped({0, 0}, [](auto& x, work_row const&, bool certain) {
    x[0] |= certain ? 1 : 0;
    x[1] = 1;
  });
  auto const& said = alone().rules()[rule_at("any")].verdicts;
  ASSERT_EQ(said.size(), people);
  for (std::size_t p = 0; p < people; ++p) {
    verdict const expected = there[p][0] == 1   ? verdict::fail
                             : there[p][1] == 1 ? verdict::unknown
                                                : verdict::pass;
    ASSERT_EQ(said[p], expected) << p;
  }
}

}  // namespace
}  // namespace xunze
