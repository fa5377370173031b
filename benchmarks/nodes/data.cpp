// SPDX-License-Identifier: Apache-2.0
#include "data.hpp"

#include "xunze/core/date.hpp"
#include "xunze/core/diagnostic.hpp"
#include "xunze/pack/vocabulary_json.hpp"
#include "xunze/table/dataset_builder.hpp"

#include <stdexcept>
#include <string>

namespace bench {
namespace {

/// SplitMix64: small, seeded, the same everywhere.
class random_numbers {
 public:
  explicit random_numbers(std::uint64_t seed) : state_(seed) {}
  std::int32_t below(std::size_t n) {
    state_ += 0x9e3779b97f4a7c15ULL;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return static_cast<std::int32_t>((z ^ (z >> 31)) % n);
  }

 private:
  std::uint64_t state_;
};

char const* const vocabulary_text = R"json({
"format": "xunze.vocabulary/1", "id": "bench", "version": "1.0.0", "title": {"zh": "基准", "en": "bench"},
"enums": {
 "status": {"title": {"zh": "状态", "en": "status"}, "ordered": false, "values": [
  {"code": "nominated", "zh": "推荐", "en": "nominated"}, {"code": "selected", "zh": "选送", "en": "selected"},
  {"code": "approved", "zh": "审核通过", "en": "approved"}, {"code": "notified", "zh": "已通知", "en": "notified"},
  {"code": "reported", "zh": "已报到", "en": "reported"}, {"code": "attending", "zh": "在训", "en": "attending"},
  {"code": "graduated", "zh": "结业", "en": "graduated"}, {"code": "failed", "zh": "未结业", "en": "failed"},
  {"code": "no_show", "zh": "未报到", "en": "no_show"}, {"code": "excused", "zh": "请假", "en": "excused"},
  {"code": "replaced", "zh": "已调换", "en": "replaced"}, {"code": "withdrawn", "zh": "退训", "en": "withdrawn"},
  {"code": "expelled", "zh": "劝退", "en": "expelled"}]},
 "level": {"title": {"zh": "级别", "en": "level"}, "ordered": true, "values": [
  {"code": "school", "zh": "校本", "en": "school"}, {"code": "county", "zh": "县培", "en": "county"},
  {"code": "city", "zh": "市培", "en": "city"}, {"code": "provincial", "zh": "省培", "en": "provincial"},
  {"code": "national", "zh": "国培", "en": "national"}]},
 "type": {"title": {"zh": "类型", "en": "type"}, "ordered": false, "values": [
  {"code": "t0", "zh": "甲", "en": "t0"}, {"code": "t1", "zh": "乙", "en": "t1"}, {"code": "t2", "zh": "丙", "en": "t2"},
  {"code": "t3", "zh": "丁", "en": "t3"}, {"code": "t4", "zh": "戊", "en": "t4"}, {"code": "t5", "zh": "己", "en": "t5"},
  {"code": "t6", "zh": "庚", "en": "t6"}]},
 "topic": {"title": {"zh": "主题", "en": "topic"}, "ordered": false, "values": [
  {"code": "c0", "zh": "主题一", "en": "c0"}, {"code": "c1", "zh": "主题二", "en": "c1"}, {"code": "c2", "zh": "主题三", "en": "c2"},
  {"code": "c3", "zh": "主题四", "en": "c3"}, {"code": "c4", "zh": "主题五", "en": "c4"}, {"code": "c5", "zh": "主题六", "en": "c5"},
  {"code": "c6", "zh": "主题七", "en": "c6"}, {"code": "c7", "zh": "主题八", "en": "c7"}]},
 "stage": {"title": {"zh": "学段", "en": "stage"}, "ordered": false, "values": [
  {"code": "s0", "zh": "小学", "en": "s0"}, {"code": "s1", "zh": "初中", "en": "s1"}, {"code": "s2", "zh": "高中", "en": "s2"}]}},
"tables": {
 "inst": {"title": {"zh": "单位", "en": "inst"}, "key": ["inst_id"], "columns": {"inst_id": {"type": "text", "title": {"zh": "单位号", "en": "inst id"}}}},
 "teacher": {"title": {"zh": "教师", "en": "teacher"}, "key": ["teacher_id"], "columns": {"teacher_id": {"type": "text", "title": {"zh": "教师号", "en": "teacher id"}}}},
 "project": {"title": {"zh": "项目", "en": "project"}, "key": ["project_id"], "columns": {
  "project_id": {"type": "text", "title": {"zh": "项目号", "en": "project id"}},
  "level": {"type": "enum", "enum": "level", "title": {"zh": "级别", "en": "level"}},
  "type": {"type": "enum", "enum": "type", "title": {"zh": "类型", "en": "type"}},
  "year": {"type": "int", "title": {"zh": "年度", "en": "year"}},
  "last_year": {"type": "int", "title": {"zh": "末年", "en": "last year"}},
  "start_date": {"type": "date", "title": {"zh": "开始", "en": "start"}}}},
 "class": {"title": {"zh": "班次", "en": "class"}, "key": ["class_id"], "columns": {
  "class_id": {"type": "text", "title": {"zh": "班号", "en": "class id"}},
  "project_id": {"type": "text", "references": {"table": "project", "as": "project"}, "title": {"zh": "项目号", "en": "project id"}},
  "inst_id": {"type": "text", "references": {"table": "inst", "as": "inst"}, "title": {"zh": "单位号", "en": "inst id"}},
  "start_date": {"type": "date", "title": {"zh": "开班", "en": "start"}},
  "end_date": {"type": "date", "title": {"zh": "结班", "en": "end"}},
  "topics": {"type": "set", "enum": "topic", "title": {"zh": "主题", "en": "topics"}},
  "seats": {"type": "int", "min": "0", "title": {"zh": "名额", "en": "seats"}}}},
 "teacher_role": {"title": {"zh": "任职", "en": "role"}, "key": ["role_id"], "columns": {
  "role_id": {"type": "text", "title": {"zh": "任职号", "en": "role id"}},
  "teacher_id": {"type": "text", "references": {"table": "teacher", "as": "teacher"}, "title": {"zh": "教师号", "en": "teacher id"}},
  "stage": {"type": "enum", "enum": "stage", "title": {"zh": "学段", "en": "stage"}},
  "from": {"type": "date", "title": {"zh": "起", "en": "from"}},
  "to": {"type": "date", "null": "open_end", "title": {"zh": "止", "en": "to"}}}},
 "enrolment": {"title": {"zh": "参训", "en": "enrolment"}, "key": ["enr_id"], "columns": {
  "enr_id": {"type": "text", "title": {"zh": "参训号", "en": "enrolment id"}},
  "teacher_id": {"type": "text", "references": {"table": "teacher", "as": "teacher"}, "title": {"zh": "教师号", "en": "teacher id"}},
  "class_id": {"type": "text", "references": {"table": "class", "as": "class"}, "title": {"zh": "班号", "en": "class id"}},
  "status": {"type": "enum", "enum": "status", "title": {"zh": "状态", "en": "status"}},
  "hours": {"type": "int", "min": "0", "title": {"zh": "学时", "en": "hours"}}}}}})json";

using cells = std::vector<std::int32_t>;

xunze::typed_column narrow(std::string name, xunze::column_type type, cells values,
                           std::shared_ptr<xunze::dictionary> texts = {},
                           xunze::enumeration const* codes = nullptr) {
  xunze::typed_column made;
  made.name = std::move(name);
  made.cells.type = type;
  made.cells.texts = std::move(texts);
  made.cells.codes = codes;
  made.cells.narrow = std::move(values);
  return made;
}

xunze::typed_column whole(std::string name, cells const& values) {
  xunze::typed_column made;
  made.name = std::move(name);
  made.cells.type = xunze::column_type::integer;
  made.cells.wide.assign(values.begin(), values.end());
  return made;
}

xunze::typed_column sets(std::string name, std::vector<std::int64_t> bits,
                         xunze::enumeration const* codes) {
  xunze::typed_column made;
  made.name = std::move(name);
  made.cells.type = xunze::column_type::set;
  made.cells.codes = codes;
  made.cells.wide = std::move(bits);
  return made;
}

xunze::typed_column ids(xunze::dataset_builder& builder, std::string const& table,
                        std::string const& name, std::size_t rows) {
  auto const domain = builder.domain(table, name);
  cells codes(rows);
  for (std::size_t i = 0; i < rows; ++i) codes[i] = domain->add(name[0] + std::to_string(i));
  return narrow(name, xunze::column_type::text, std::move(codes), domain);
}

xunze::typed_column keys(xunze::dataset_builder& builder, std::string const& table,
                         std::string const& name, cells const& values) {
  return narrow(name, xunze::column_type::text, values, builder.domain(table, name));
}

}  // namespace

arrays make_arrays(std::size_t enrolments, std::uint64_t seed) {
  random_numbers random(seed);
  arrays made;
  std::size_t const projects = 6000;
  std::size_t const classes = 36000;
  made.teachers = enrolments / 8;
  made.insts = 100;
  std::int32_t const first_day = xunze::make_date(first_year, 1, 1).days;
  for (std::size_t p = 0; p < projects; ++p) {
    std::int32_t const year = first_year + random.below(6);
    made.level.push_back(random.below(4) == 0 ? national : random.below(4));
    made.type.push_back(random.below(7));
    made.year.push_back(year);
    made.last_year.push_back(year + (random.below(5) == 0 ? 1 : 0));
    made.start.push_back(first_day + (year - first_year) * 365 + random.below(300));
  }
  for (std::size_t c = 0; c < classes; ++c) {
    std::int32_t const project = random.below(projects);
    made.class_project.push_back(project);
    made.class_start.push_back(made.start[static_cast<std::size_t>(project)] + random.below(30));
    made.class_seats.push_back(static_cast<std::int32_t>(enrolments / classes / 2) +
                               random.below(8));
    made.class_inst.push_back(random.below(made.insts));
  }
  for (std::size_t e = 0; e < enrolments; ++e) {
    made.teacher.push_back(random.below(made.teachers));
    made.in_class.push_back(random.below(classes));
    made.status.push_back(random.below(statuses));
    made.hours.push_back(random.below(60));
  }
  for (std::size_t t = 0; t < made.teachers; ++t) {
    std::int32_t const change = first_day + random.below(2000);
    std::int32_t const stage = random.below(3);
    bool const moves = random.below(3) == 0;
    made.role_teacher.push_back(static_cast<std::int32_t>(t));
    made.role_from.push_back(first_day - 4000);
    made.role_to.push_back(moves ? change : xunze::open_end_date.days);
    made.role_stage.push_back(stage);
    if (!moves) continue;
    made.role_teacher.push_back(static_cast<std::int32_t>(t));
    made.role_from.push_back(change);
    made.role_to.push_back(xunze::open_end_date.days);
    made.role_stage.push_back((stage + 1) % 3);
  }
  for (std::size_t c = 0; c < classes; ++c) {
    made.class_end.push_back(made.class_start[c] + 20 + random.below(100));
    made.class_topics.push_back((std::int64_t{1} << random.below(8)) |
                                (std::int64_t{1} << random.below(8)));
  }
  return made;
}

std::shared_ptr<xunze::vocabulary const> make_vocabulary() {
  xunze::diagnostics problems;
  auto made = std::make_shared<xunze::vocabulary>(
      xunze::load_vocabulary(vocabulary_text, "bench", problems));
  if (problems.has_errors()) throw std::runtime_error(render(problems, xunze::language::en));
  return made;
}

std::shared_ptr<xunze::dataset const> make_dataset(
    arrays const& from, std::shared_ptr<xunze::vocabulary const> const& words) {
  using xunze::column_type;
  xunze::dataset_builder builder(words);
  auto const code_column = [&](std::string const& name, cells const& values,
                               std::string const& of) {
    return narrow(name, column_type::enumeration, values, {}, words->find_enum(of));
  };
  builder.add_columns("inst", {ids(builder, "inst", "inst_id", from.insts)});
  builder.add_columns("teacher", {ids(builder, "teacher", "teacher_id", from.teachers)});
  builder.add_columns("project", {ids(builder, "project", "project_id", from.level.size()),
                                  code_column("level", from.level, "level"),
                                  code_column("type", from.type, "type"), whole("year", from.year),
                                  whole("last_year", from.last_year),
                                  narrow("start_date", column_type::date, from.start)});
  builder.add_columns(
      "class", {ids(builder, "class", "class_id", from.class_project.size()),
                keys(builder, "class", "project_id", from.class_project),
                keys(builder, "class", "inst_id", from.class_inst),
                narrow("start_date", column_type::date, from.class_start),
                narrow("end_date", column_type::date, from.class_end),
                sets("topics", from.class_topics, words->find_enum("topic")),
                whole("seats", from.class_seats)});
  builder.add_columns(
      "teacher_role", {ids(builder, "teacher_role", "role_id", from.role_teacher.size()),
                       keys(builder, "teacher_role", "teacher_id", from.role_teacher),
                       code_column("stage", from.role_stage, "stage"),
                       narrow("from", column_type::date, from.role_from),
                       narrow("to", column_type::date, from.role_to)});
  builder.add_columns("enrolment", {ids(builder, "enrolment", "enr_id", from.rows()),
                                    keys(builder, "enrolment", "teacher_id", from.teacher),
                                    keys(builder, "enrolment", "class_id", from.in_class),
                                    code_column("status", from.status, "status"),
                                    whole("hours", from.hours)});
  return std::make_shared<xunze::dataset const>(builder.build());
}

}  // namespace bench
