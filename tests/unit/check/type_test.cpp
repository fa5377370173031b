// SPDX-License-Identifier: Apache-2.0
#include "xunze/check/type.hpp"

#include "support/small_world.hpp"

#include <gtest/gtest.h>

#include <string>

namespace xunze {
namespace {

value_type type_at(std::string_view table, std::string_view column) {
  vocabulary const& words = *test::small_words();
  table_schema const& found = *words.find_table(table);
  return type_of(words, found, found.find(column).value());
}

TEST(TypeOf, EveryColumnTypeHasItsName) {
  struct line {
    char const* table;
    char const* column;
    char const* name;
  };
  line const lines[] = {
      {"enrolment", "again", "bool"},          {"enrolment", "days", "int"},
      {"enrolment", "score", "decimal(1)"},    {"project", "rate", "decimal(2)"},
      {"enrolment", "done_on", "date"},        {"enrolment", "applied_at", "timestamp"},
      {"enrolment", "note", "text"},           {"enrolment", "status", "enum status"},
      {"enrolment", "topics", "set topic"},    {"ban", "to", "date"},
  };
  for (line const& l : lines) {
    EXPECT_EQ(to_string(type_at(l.table, l.column)), l.name) << l.table << '.' << l.column;
  }
}

TEST(TypeOf, ARowIsNamedAfterItsTable) {
  value_type row;
  row.kind = value_class::row;
  row.table = test::small_words()->find_table("project");
  EXPECT_EQ(to_string(row), "row project");
}

TEST(TypeOf, OnlyANullThatMeansNoneMayBeNone) {
  EXPECT_TRUE(type_at("enrolment", "done_on").may_be_none);
  EXPECT_FALSE(type_at("enrolment", "days").may_be_none);
  EXPECT_FALSE(type_at("ban", "to").may_be_none);  // an open end is a date
}

TEST(TypeOf, AnIntegerHasScaleZeroWhateverItsSchemaSays) {
  EXPECT_EQ(type_at("enrolment", "days").scale, 0);
  EXPECT_EQ(type_at("enrolment", "score").scale, 1);
}

TEST(TypeOf, OnlyATextHasADomain) {
  EXPECT_EQ(type_at("enrolment", "note").domain, std::pair(std::string{"enrolment"},
                                                           std::string{"note"}));
  EXPECT_EQ(type_at("enrolment", "days").domain, std::pair(std::string{}, std::string{}));
}

TEST(DomainOf, AForeignKeySharesTheKeyItRefersTo) {
  EXPECT_EQ(type_at("enrolment", "class_id").domain,
            std::pair(std::string{"class"}, std::string{"class_id"}));
  EXPECT_EQ(type_at("class", "class_id").domain, type_at("enrolment", "class_id").domain);
  EXPECT_NE(type_at("class", "project_id").domain, type_at("enrolment", "class_id").domain);
}

TEST(DomainOf, ATreeEndsAtItsOwnKey) {
  EXPECT_EQ(type_at("region", "parent_id").domain,
            std::pair(std::string{"region"}, std::string{"region_id"}));
}

TEST(DomainOf, KeysThatReferToOneAnotherDoNotLoop) {
  auto const key = [](std::string name, std::string to) {
    table_schema made;
    made.name = std::move(name);
    made.key = {"id"};
    column_schema column;
    column.name = "id";
    column.refers_to = reference{std::move(to), {}};
    made.columns = {column};
    return made;
  };
  vocabulary words;
  words.tables = {key("a", "b"), key("b", "a")};
  auto const domain = domain_of(words, words.tables[0], 0);
  EXPECT_EQ(domain.second, "id");
}

}  // namespace
}  // namespace xunze
