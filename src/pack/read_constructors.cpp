// SPDX-License-Identifier: Apache-2.0
// The constructors of kinds as JSON: their arguments, handed to `lower`.
#include "xunze/core/failure.hpp"
#include "xunze/rule/classify.hpp"
#include "xunze/rule/count.hpp"
#include "xunze/rule/cover.hpp"
#include "xunze/rule/credit.hpp"
#include "xunze/rule/deadline.hpp"
#include "xunze/rule/debar.hpp"
#include "xunze/rule/dur.hpp"
#include "xunze/rule/elig.hpp"
#include "xunze/rule/freq.hpp"
#include "xunze/rule/grade.hpp"
#include "xunze/rule/item.hpp"
#include "xunze/rule/metric.hpp"
#include "xunze/rule/norep.hpp"
#include "xunze/rule/prec.hpp"
#include "xunze/rule/quota.hpp"
#include "xunze/rule/ratio.hpp"
#include "xunze/rule/recon.hpp"
#include "xunze/rule/rotate.hpp"
#include "xunze/rule/sched.hpp"
#include "xunze/rule/scope.hpp"

#include "pack/pack_reader.hpp"
#include "pack/pack_words.hpp"

#include <functional>

namespace xunze::json {
namespace {

constexpr word_of<kind::credit_counting> countings[] = {
    {"shared", kind::credit_counting::shared},
    {"exclusive", kind::credit_counting::exclusive},
};

/// The arguments of one constructor, key by key.
class arguments {
 public:
  arguments(pack_reading& in, node const& value) : in_{in}, reader_{in.from, value} {}

  object_reader& reader() { return reader_; }
  argument given(std::string_view key) { return {expression_at(in_, reader_, key)}; }
  argument need(std::string_view key) { return {need_expression(in_, reader_, key)}; }

  argument need_list(std::string_view key) {
    node const* const value = reader_.need(key);
    return value == nullptr ? argument{} : argument{read_list(in_, *value)};
  }

  std::vector<argument> list(std::string_view key, bool needed) {
    node const* const value = needed ? reader_.need(key) : reader_.find(key);
    std::vector<argument> out;
    if (value == nullptr) return out;
    for (expression& e : read_expressions(in_, *value)) out.emplace_back(std::move(e));
    return out;
  }

  subject_spec subject(std::string_view key = "subject") {
    return read_subject(in_, reader_, key);
  }

  aggregate source(std::string_view key, operations allowed = operations::optional) {
    node const* const value = reader_.need(key);
    if (value == nullptr) return {};
    object_reader inner{in_.from, *value};
    aggregate out = read_aggregate(in_, inner, "", allowed);
    inner.finish();
    return out;
  }

  std::optional<aggregate> day(std::string_view key) {
    if (reader_.find(key) == nullptr) return std::nullopt;
    return source(key, operations::day);
  }

  std::vector<same_key> same(std::string const& alias) {
    std::vector<same_key> out;
    node const* const value = reader_.need("same");
    if (value == nullptr || !is_array(in_.from, *value)) return out;
    for (node const& item : value->items) {
      auto const [target, partner] = read_pair(in_, item, alias);
      out.emplace_back(argument{target}, argument{partner});
    }
    return out;
  }

  std::vector<key> keys(std::string_view name) {
    std::vector<key> out;
    node const* const value = reader_.need(name);
    if (value == nullptr) return out;
    for (named_expression& one : read_keys(in_, *value)) out.emplace_back(std::move(one));
    return out;
  }

  std::vector<match_exception> exceptions() {
    node const* const value = reader_.find("except");
    return value == nullptr ? std::vector<match_exception>{} : read_exceptions(in_, *value);
  }

  int digits() {
    node const* const value = reader_.find("decimals");
    if (value == nullptr) return kind::metric{}.decimals;
    auto const number = as_integer(in_.from, *value);
    if (number && (*number < 0 || *number > 9)) {
      in_.from.error("json.value", value->at, {"小数位数应为0至9", "decimals must be 0 to 9"});
      return 0;
    }
    return static_cast<int>(number.value_or(0));
  }

  std::optional<bool> rank() {
    node const* const value = reader_.find("rank");
    return value == nullptr ? std::nullopt : as_one_of(in_.from, *value, directions);
  }

  std::vector<kind::grade_cut> cuts() {
    std::vector<kind::grade_cut> out;
    node const* const value = reader_.need("cuts");
    if (value == nullptr || !is_array(in_.from, *value)) return out;
    for (node const& item : value->items) {
      object_reader inner{in_.from, item};
      argument least{expression_at(in_, inner, "at_least")};
      out.push_back({std::move(least), inner.need_text("grade")});
      inner.finish();
    }
    return out;
  }

  std::vector<kind::credit_bucket> buckets() {
    std::vector<kind::credit_bucket> out;
    node const* const value = reader_.find("buckets");
    if (value == nullptr || !is_array(in_.from, *value)) return out;
    for (node const& item : value->items) {
      object_reader inner{in_.from, item};
      kind::credit_bucket one{.name = inner.need_name("name"),
                              .where = need_expression(in_, inner, "where"),
                              .at_least = expression_at(in_, inner, "at_least"),
                              .at_most = expression_at(in_, inner, "at_most")};
      inner.finish();
      out.push_back(std::move(one));
    }
    return out;
  }

  kind::credit_counting counting() {
    node const* const value = reader_.find("counting");
    if (value == nullptr) return kind::credit_counting::shared;
    return as_one_of(in_.from, *value, countings).value_or(kind::credit_counting::shared);
  }

  kind::seat_compare comparison() {
    node const* const value = reader_.need("compare");
    if (value == nullptr) return kind::seat_compare::at_most;
    return as_one_of(in_.from, *value, comparisons).value_or(kind::seat_compare::at_most);
  }

 private:
  pack_reading& in_;
  object_reader reader_;
};

// Designated initialisers are evaluated in order, so findings come in the order of the arguments.

/// Lowers unless reading the arguments found errors.
using made = std::function<lowered()>;

template <typename Kind>
made later(Kind of) {
  return [of = std::move(of)] { return lower(of); };
}

made read_simple(std::string_view code, arguments& from) {
  if (code == "elig") {
    return later(kind::elig{.subject = from.subject(), .require = from.need("require")});
  }
  if (code == "scope") {
    return later(kind::scope{.subject = from.subject(), .require = from.need("require")});
  }
  if (code == "class") {
    return later(kind::classify{
        .subject = from.subject(), .value = from.need("value"), .in = from.need_list("in")});
  }
  if (code == "dur") {
    return later(kind::dur{.subject = from.subject(),
                           .length = from.need("length"),
                           .at_least = from.given("at_least"),
                           .at_most = from.given("at_most"),
                           .exactly = from.given("exactly")});
  }
  if (code == "prec") {
    return later(kind::prec{.subject = from.subject(),
                            .steps = from.list("steps", true),
                            .same_day = from.reader().flag("same_day", false),
                            .lag_days = from.given("lag_days")});
  }
  if (code == "recon") {
    return later(kind::recon{.subject = from.subject(),
                             .left = from.given("left"),
                             .right = from.given("right"),
                             .tolerance = from.given("tolerance"),
                             .value = from.given("value"),
                             .pattern = from.reader().text_of("pattern")});
  }
  if (code == "grade") {
    return later(kind::grade{.subject = from.subject(),
                             .score = from.need("score"),
                             .cuts = from.cuts(),
                             .recorded = from.need("recorded")});
  }
  return {};
}

made read_matching(std::string_view code, arguments& from) {
  if (code == "norep") {
    kind::norep of{.subject = from.subject(),
                   .partner = from.reader().need_name("partner"),
                   .as = from.reader().need_name("as"),
                   .same = {}};
    of.same = from.same(of.as);
    of.where = from.given("where");
    of.except = from.exceptions();
    of.needs_history_from = from.given("needs_history_from");
    return later(std::move(of));
  }
  if (code == "debar") {
    kind::debar of{.subject = from.subject(),
                   .bans = from.reader().need_name("bans"),
                   .as = from.reader().need_name("as"),
                   .same = {},
                   .at = {},
                   .from = {},
                   .to = {}};
    of.same = from.same(of.as);
    of.at = from.need("at");
    of.from = from.need("from");
    of.to = from.need("to");
    of.where = from.given("where");
    return later(std::move(of));
  }
  if (code == "sched") {
    kind::sched of{.subject = from.subject(),
                   .partner = from.reader().name_at("partner"),
                   .as = from.reader().name_at("as"),
                   .same = {},
                   .at = {},
                   .gap_days = {}};
    of.same = from.same(of.as);
    of.at = from.need("at");
    of.gap_days = from.need("gap_days");
    of.where = from.given("where");
    return later(std::move(of));
  }
  return {};
}

made read_ratios(std::string_view code, arguments& from) {
  if (code == "ratio") {
    return later(kind::ratio{.subject = from.subject(),
                             .numerator = from.source("numerator"),
                             .denominator = from.source("denominator"),
                             .at_least = from.given("at_least"),
                             .at_most = from.given("at_most"),
                             .above = from.given("above"),
                             .due = from.given("due")});
  }
  if (code == "metric") {
    return later(kind::metric{.subject = from.subject(),
                              .numerator = from.source("numerator"),
                              .denominator = from.source("denominator"),
                              .published = from.given("published"),
                              .decimals = from.digits(),
                              .group = from.list("group", false),
                              .rank_descending = from.rank()});
  }
  return {};
}

made read_counting(std::string_view code, arguments& from) {
  if (code == "freq") {
    return later(kind::freq{.from = from.reader().need_name("from"),
                            .where = from.given("where"),
                            .per = from.keys("per"),
                            .distinct = from.given("distinct"),
                            .at_most = from.need("at_most")});
  }
  if (code == "quota") {
    return later(kind::quota{.subject = from.subject(),
                             .seats = from.need("seats"),
                             .fill = from.source("fill"),
                             .compare = from.comparison(),
                             .due = from.given("due")});
  }
  if (code == "count") {
    return later(kind::count{.subject = from.subject(),
                             .of = from.source("of"),
                             .at_least = from.given("at_least"),
                             .at_most = from.given("at_most"),
                             .due = from.given("due")});
  }
  if (code == "credit") {
    return later(kind::credit{.subject = from.subject(),
                              .entries = from.source("entries"),
                              .buckets = from.buckets(),
                              .counting = from.counting(),
                              .carried = from.given("carried"),
                              .at_least = from.given("at_least"),
                              .at_most = from.given("at_most"),
                              .due = from.given("due")});
  }
  if (code == "item") {
    return later(kind::item{.subject = from.subject(),
                            .exists = from.source("exists"),
                            .at_least = from.given("at_least"),
                            .due = from.given("due")});
  }
  if (code == "cover") {
    return later(kind::cover{.population = from.subject("population"),
                             .by = from.source("by"),
                             .at_least = from.given("at_least"),
                             .due = from.given("due")});
  }
  if (code == "rotate") {
    return later(kind::rotate{.subject = from.subject(),
                              .visits = from.source("visits"),
                              .exactly = from.given("exactly"),
                              .due = from.given("due")});
  }
  if (code == "deadline") {
    return later(kind::deadline{.subject = from.subject(),
                                .done = from.given("done"),
                                .first = from.day("first"),
                                .last = from.day("last"),
                                .due = from.need("due")});
  }
  return {};
}

}  // namespace

std::optional<lowered> read_constructor(pack_reading& in, std::string const& kind,
                                        node const& value) {
  std::size_t const before = in.from.count();
  arguments from{in, value};
  made lower_it = read_composed(in, kind, from.reader());
  for (auto* const read : {read_simple, read_matching, read_ratios, read_counting}) {
    if (!lower_it) lower_it = read(kind, from);
  }
  from.reader().finish();
  if (!lower_it || in.from.count() > before) return std::nullopt;
  try {
    return lower_it();
  } catch (failure const& problem) {
    in.from.error(problem.code(), value.at, problem.message());
    return std::nullopt;
  }
}

}  // namespace xunze::json
