// SPDX-License-Identifier: Apache-2.0
// Reports as JSON, `xunze.report/1`.
#include "xunze/report/report_json.hpp"

#include "report/json_writer.hpp"

#include <array>

namespace xunze {
namespace {

using detail::json_writer;

constexpr std::array all_verdicts{verdict::pass,    verdict::fail,    verdict::waived,
                                  verdict::pending, verdict::unknown, verdict::not_applicable};
constexpr std::array all_severities{severity::error, severity::deviation, severity::advice};

void put_source(json_writer& json, place const& at) {
  json.key("source").begin_object();
  json.put("file", at.file);
  json.put("sheet", at.sheet);
  json.put("row", at.row);
  if (!at.column_name.empty()) json.put("column", at.column_name);
  if (at.line != 0) json.put("line", at.line);
  json.end_object();
}

void put_rules(json_writer& json, report const& said) {
  json.key("rules").begin_array();
  for (report_rule const& each : said.rules) {
    json.begin_object();
    json.put("id", each.id).put("clause", each.clause).put("kind", each.kind);
    json.put("title", each.title).put("locator", each.locator);
    json.put("strength", code_of(each.strength)).put("severity", code_of(each.severity));
    json.put("checked", each.checked).put("given", each.given);
    json.key("missing").begin_array();
    for (std::string const& name : each.missing) json.put(name);
    json.end_array().end_object();
  }
  json.end_array();
}

void put_summary(json_writer& json, report const& said) {
  json.key("summary").begin_array();
  for (report_rule const& each : said.rules) {
    if (!each.checked) continue;
    json.begin_object().put("rule", each.id);
    for (verdict const one : all_verdicts) {
      json.put(code_of(one), each.counts[static_cast<std::size_t>(one)]);
    }
    json.end_object();
  }
  json.end_array();
}

void put_finding(json_writer& json, report const& said, report_finding const& each) {
  report_rule const& of = said.rules[each.rule];
  json.begin_object();
  json.put("id", each.id).put("rule", of.id).put("clause", of.clause).put("kind", of.kind);
  json.put("verdict", code_of(each.verdict)).put("severity", code_of(of.severity));
  json.key("subject").begin_object();
  json.put("relation", each.relation).put("key", each.key).put("label", each.label);
  json.end_object();
  json.put("measured", each.measured).put("threshold", each.threshold).put("slack", each.slack);
  json.put("unit", each.unit);
  json.key("evidence").begin_array();
  for (report_evidence const& at : each.evidence) {
    json.begin_object().put("table", at.table).put("row", at.row);
    put_source(json, at.source);
    json.end_object();
  }
  json.end_array().put("evidence_total", each.evidence_total);
  if (each.whole) {
    json.key("hidden_subjects");
    if (each.hidden) {
      json.put(*each.hidden);
    } else {
      json.put_null();
    }
  }
  json.put("message", each.message).put("remedy", each.remedy);
  json.end_object();
}

void put_groups(json_writer& json, report const& said) {
  json.key("groups").begin_array();
  for (report_group const& each : said.groups) {
    json.begin_object();
    json.put("table", each.table).put("key", each.key).put("label", each.label);
    for (verdict const one : {verdict::fail, verdict::waived, verdict::pending,
                              verdict::unknown}) {
      json.put(code_of(one), each.verdicts[static_cast<std::size_t>(one)]);
    }
    for (severity const one : all_severities) {
      json.put(code_of(one), each.fails[static_cast<std::size_t>(one)]);
    }
    json.end_object();
  }
  json.end_array();
}

void put_measures(json_writer& json, report const& said) {
  json.key("measures").begin_array();
  for (report_measure const& each : said.measures) {
    json.begin_object();
    json.put("metric", each.metric).put("title", each.title).put("locator", each.locator);
    json.put("group", each.group).put("label", each.label);
    json.put("numerator", each.numerator).put("denominator", each.denominator);
    json.put("value", each.rate ? value{*each.rate} : value{}).put("rank", each.rank);
    json.end_object();
  }
  json.end_array();
}

void put_decisions(json_writer& json, report const& said) {
  json.key("decisions").begin_array();
  for (report_decision const& each : said.decisions) {
    json.begin_object();
    json.put("decision", each.decision).put("title", each.title).put("key", each.key);
    json.put("verdict", code_of(each.verdict));
    json.key("parts").begin_array();
    for (auto const& [rule, held] : each.parts) {
      json.begin_object().put("rule", rule).put("verdict", code_of(held)).end_object();
    }
    json.end_array().end_object();
  }
  json.end_array();
}

void put_parameters(json_writer& json, report const& said) {
  json.key("parameters").begin_array();
  for (report_parameter const& each : said.parameters) {
    json.begin_object();
    json.put("name", each.name).put("title", each.title).put("locator", each.locator);
    json.put("value", each.used).put("words", each.used_words).put("changed", each.changed);
    json.put("pack_value", each.own).put("pack_words", each.own_words);
    json.key("alternatives").begin_array();
    for (std::size_t i = 0; i < each.alternatives.size(); ++i) {
      json.begin_object().put("value", each.alternatives[i]);
      json.put("words", each.alternative_words[i]).end_object();
    }
    json.end_array().end_object();
  }
  json.end_array();
}

void put_data(json_writer& json, report const& said) {
  constexpr std::array levels{"error", "warning", "note"};
  json.key("data").begin_array();
  for (diagnostic const& each : said.data) {
    json.begin_object();
    json.put("code", each.code).put("level", levels[static_cast<std::size_t>(each.level)]);
    put_source(json, each.at);
    json.put("was", each.was ? value{*each.was} : value{});
    json.put("now", each.now ? value{*each.now} : value{});
    json.put("message", each.message).put("help", each.help);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

std::string to_json(report const& said) {
  json_writer json;
  json.begin_object();
  json.put("schema", "xunze.report/1").put("title", said.pack_title);
  json.put("as_of", to_string(said.as_of));
  if (said.known_by) json.put("known_by", to_string(*said.known_by));
  if (!said.complete_from.empty()) {
    json.key("complete_from").begin_object();
    for (auto const& [table, day] : said.complete_from) json.put(table, to_string(day));
    json.end_object();
  }
  json.key("assumptions").begin_array();
  for (text const& each : said.assumptions) json.put(each);
  json.end_array();
  json.key("packs").begin_array();
  for (pack_identity const& each : said.packs) {
    json.begin_object();
    json.put("id", each.id).put("version", each.version).put("sha256", each.sha256);
    json.end_object();
  }
  json.end_array();
  put_rules(json, said);
  put_summary(json, said);
  if (!said.undecided.empty()) json.put("undecided", said.undecided);
  json.key("findings").begin_array();
  for (report_finding const& each : said.findings) put_finding(json, said, each);
  json.end_array();
  put_groups(json, said);
  put_measures(json, said);
  put_decisions(json, said);
  put_parameters(json, said);
  put_data(json, said);
  json.end_object();
  return json.take();
}

std::string to_json(outcome const& from, report_options const& options) {
  return to_json(make_report(from, options));
}

}  // namespace xunze
