// SPDX-License-Identifier: Apache-2.0
// Rules written in C++ over the program's own structs: no pack, no file of data.
#include <xunze/xunze.hpp>

#include <iostream>
#include <memory>
#include <string>
#include <vector>

namespace x = xunze;

namespace {

struct project {
  std::string id;
  char const* level;  // a null pointer is a cell that nobody filled in
  int year;
};
struct training_class {
  std::string id, sub, project;
};
struct enrolment {
  std::string id, teacher, class_id, status;
};

x::dataset gather(std::shared_ptr<x::vocabulary const> words) {
  std::vector<project> const projects{{"p1", "national", 2023}, {"p2", "national", 2023},
                                      {"p3", nullptr, 2023}};
  std::vector<training_class> const classes{
      {"c1", "s1", "p1"}, {"c2", "s2", "p1"}, {"c3", "s3", "p2"}, {"c4", "s4", "p3"}};
  std::vector<enrolment> const enrolments{
      {"e1", "t1", "c1", "graduated"}, {"e2", "t1", "c3", "attending"},  // two projects
      {"e3", "t2", "c1", "graduated"}, {"e4", "t2", "c2", "graduated"},  // one project twice
      {"e5", "t3", "c1", "graduated"}, {"e6", "t3", "c4", "attending"},  // perhaps two
  };
  x::dataset_builder tables{std::move(words)};
  tables.add_structs("project", projects, x::field("project_id", &project::id),
                     x::field("level", &project::level), x::field("year", &project::year));
  tables.add_structs("subproject", classes, x::field("sub_id", &training_class::sub),
                     x::field("project_id", &training_class::project));
  tables.add_structs("class", classes, x::field("class_id", &training_class::id),
                     x::field("sub_id", &training_class::sub));
  tables.add_structs("enrolment", enrolments, x::field("enr_id", &enrolment::id),
                     x::field("teacher_id", &enrolment::teacher),
                     x::field("class_id", &enrolment::class_id),
                     x::field("status", &enrolment::status));
  return tables.build();
}

x::policy write_policy() {
  auto const national = x::col("class.sub.project.level") == "national";
  auto const counted = x::col("status").in(x::param("counted_statuses"));
  auto const one_a_year = x::from("enrolment")
                              .at_most(x::param("max_per_year"))
                              .distinct("class.sub.project_id")
                              .per("teacher_id", "class.sub.project.year")
                              .where(national && counted)
                              .cite("SX23-3.1-c")
                              .message("{teacher_id}在{year}年参加{n}项，要求不超过{max_per_year}项",
                                       "{teacher_id}: {n} projects in {year}")
                              .in_principle();
  return x::policy_builder{"in-code"}
      .vocabulary("teacher-training")
      .in_force(x::make_date(2023, 1, 1))
      .parameter("max_per_year", 1)
      .parameter("counted_statuses", x::code_set{{"attending", "graduated"}}, "enrolment_status")
      .rule(one_a_year)
      .build();
}

}  // namespace

int main() {
  x::diagnostics found;
  auto const words = std::make_shared<x::vocabulary const>(
      x::load_vocabulary_file("policies/vocabulary/teacher-training.json", found));
  x::throw_if_errors(found, "vocabulary.invalid", {"词汇表有错误", "the vocabulary has errors"});

  auto const data = std::make_shared<x::dataset const>(gather(words));
  auto const rules = std::make_shared<x::policy const>(write_policy());
  x::outcome const said = x::evaluate(rules, data, {.as_of = x::make_date(2023, 12, 31)});

  std::string verdicts;
  for (std::size_t const subject : said.order(0)) {
    x::finding const one = said.finding_of(0, subject);
    std::cout << x::name_of(one.verdict).zh << "  " << one.message.zh << "，涉及"
              << one.evidence_total << "行\n";
    verdicts += std::string{x::code_of(one.verdict)} + ' ';
  }
  return verdicts == "fail pass unknown " ? 0 : 1;
}
