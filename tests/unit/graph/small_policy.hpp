// SPDX-License-Identifier: Apache-2.0
// A vocabulary and a policy of a few tables and rules, and builders for others.
#ifndef XUNZE_TESTS_UNIT_GRAPH_SMALL_POLICY_HPP
#define XUNZE_TESTS_UNIT_GRAPH_SMALL_POLICY_HPP

#include "xunze/policy/policy.hpp"
#include "xunze/schema/vocabulary.hpp"

#include <string>
#include <utility>
#include <vector>

namespace xunze::graph_test {

inline expression ex(char const* source) { return parse_expression(source); }

inline column_schema column(std::string name, std::string table = {}, std::string step = {}) {
  column_schema made;
  made.name = std::move(name);
  if (!table.empty()) made.refers_to = reference{std::move(table), std::move(step)};
  return made;
}

inline table_schema table(std::string name, std::vector<std::string> key,
                   std::vector<column_schema> columns) {
  table_schema made;
  made.name = std::move(name);
  made.key = std::move(key);
  made.columns = std::move(columns);
  return made;
}

inline vocabulary small_vocabulary() {
  vocabulary words;
  words.tables = {
      table("project", {"project_id"}, {column("project_id"), column("year"), column("seats")}),
      table("class", {"class_id"},
            {column("class_id"), column("project_id", "project", "project"),
             column("start_date")}),
      table("teacher", {"teacher_id"}, {column("teacher_id"), column("born")}),
      table("enrolment", {"enr_id"},
            {column("enr_id"), column("teacher_id", "teacher", "teacher"),
             column("class_id", "class", "class"), column("status")}),
      table("enrolment_event", {"event_id"},
            {column("event_id"), column("enr_id", "enrolment", "enrolment"), column("status"),
             column("at")}),
      table("teacher_role", {"role_id"},
            {column("role_id"), column("teacher_id", "teacher", "teacher"), column("from"),
             column("to"), column("school_id"), column("main")}),
      table("ban", {"ban_id"}, {column("ban_id"), column("teacher_id", "teacher", "teacher")}),
  };
  words.tables[3].events = event_schema{"enrolment_event", "enr_id", "status", "at", "status"};
  words.tables[6].absent = absence::empty;
  words.tables[0].title = {"项目", "project"};
  return words;
}

inline relation named(std::string name, relation_body body) {
  relation made;
  made.name = std::move(name);
  made.body = std::move(body);
  return made;
}

inline rule rule_of(std::string id, std::string clause, std::string subject, char const* condition) {
  rule made;
  made.id = std::move(id);
  made.clause = std::move(clause);
  made.subject = std::move(subject);
  made.condition = ex(condition);
  return made;
}

inline relation taking_part() {
  derive_body body;
  body.from = "enrolment";
  body.paths.push_back({"p", std::vector<path_step>{{"class", {}}, {"project", {}}}, {}});
  lookup role;
  role.table = "teacher_role";
  role.on = {{"teacher_id", ex("teacher_id")}};
  role.at = ex("class.start_date");
  role.where = ex("main == wanted_role");
  body.paths.push_back({"role", role, {}});
  body.where = ex("status in counted && has(role)");
  body.columns = {{"year", ex("p.year")}, {"school_id", ex("role.school_id")}};
  return named("taking_part", body);
}

inline policy small_policy() {
  policy made;
  for (char const* name : {"counted", "max_per_year", "unused", "wanted_role"}) {
    parameter one;
    one.name = name;
    one.clause = "C-param";
    made.parameters.push_back(one);
  }
  made.parameters[2].clause.clear();
  made.relations.push_back(taking_part());
  distinct_body by_year;
  by_year.from = "taking_part";
  by_year.keys = {{"teacher_id", ex("teacher_id")}, {"year", ex("year")}};
  made.relations.push_back(named("C-1", by_year));
  rule freq = rule_of("C-1", "C-1", "C-1", "n <= max_per_year");
  aggregate n;
  n.name = "n";
  n.from = "taking_part";
  n.op = aggregate_op::distinct;
  n.value = ex("class.project_id");
  freq.nodes.aggregates.push_back(n);
  made.rules.push_back(freq);
  rule age = rule_of("C-2", "C-2", "enrolment", "teacher.born < class.start_date");
  age.applies = ex("holds('C-3')");
  age.message = {"生于{teacher.born}，{坏", "class {class_id} {1 +}"};
  made.rules.push_back(age);
  rule bans = rule_of("C-3", "C-3", "enrolment", "banned == 0");
  match banned;
  banned.name = "banned";
  banned.partner = "ban";
  banned.as = "h";
  banned.same = {{ex("teacher_id"), ex("teacher_id")}};
  banned.except = {{"pardoned", "C-4", ex("h.ban_id == enr_id")}};
  bans.nodes.matches.push_back(banned);
  bans.overrides = {"C-2", "nowhere"};
  made.rules.push_back(bans);
  decision all;
  all.id = "selectable";
  all.subject = "enrolment";
  all.members = {{"C-1", {ex("teacher_id"), ex("class.project.year")}}, {"C-2", {}}};
  made.decisions.push_back(all);
  clause first;
  first.id = "C-1";
  first.document = "C";
  first.locator = {"三(一)", "3(1)"};
  first.depends_on = {"C-2"};
  made.clauses.push_back(first);
  document document;
  document.id = "C";
  document.short_title = {"通知", "notice"};
  made.documents.push_back(document);
  return made;
}

}  // namespace xunze::graph_test

#endif
