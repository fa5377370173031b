// SPDX-License-Identifier: Apache-2.0
// Constructors whose arguments have parts of their own: content, cost, priority, consequences.
#include "xunze/rule/conseq.hpp"
#include "xunze/rule/content.hpp"
#include "xunze/rule/cost.hpp"
#include "xunze/rule/prio.hpp"
#include "xunze/rule/valid.hpp"

#include "pack/pack_reader.hpp"
#include "pack/pack_words.hpp"

namespace xunze::json {
namespace {

/// The parts of one constructor's arguments.
class composed {
 public:
  composed(pack_reading& in, object_reader& reader) : in_{in}, reader_{reader} {}

  argument given(std::string_view key) { return {expression_at(in_, reader_, key)}; }
  argument need(std::string_view key) { return {need_expression(in_, reader_, key)}; }
  std::string need_name(std::string_view key) { return reader_.need_name(key); }

  argument list(std::string_view key) {
    node const* const value = reader_.find(key);
    return value == nullptr ? argument{} : argument{read_list(in_, *value)};
  }

  subject_spec subject() { return read_subject(in_, reader_, "subject"); }

  aggregate source(std::string_view key, bool needed) {
    node const* const value = needed ? reader_.need(key) : reader_.find(key);
    if (value == nullptr) return {};
    object_reader inner{in_.from, *value};
    aggregate out = read_aggregate(in_, inner, "", operations::optional);
    inner.finish();
    return out;
  }

  std::vector<kind::content_hours> hours() {
    std::vector<kind::content_hours> out;
    node const* const value = reader_.find("hours");
    if (value == nullptr || !is_object(in_.from, *value)) return out;
    for (member const& entry : value->members) {
      out.push_back({entry.key, argument{read_expression(in_, entry.value)}});
    }
    return out;
  }

  std::vector<kind::cost_piece> pieces() {
    std::vector<kind::cost_piece> out;
    each("pieces", false, [&](composed inner) {
      kind::cost_piece piece;
      piece.rate = inner.need("rate");
      piece.from_day = inner.given("from_day");
      piece.to_day = inner.given("to_day");
      out.push_back(std::move(piece));
    });
    return out;
  }

  std::vector<kind::conseq_case> cases() {
    std::vector<kind::conseq_case> out;
    each("cases", true, [&](composed inner) {
      argument holds = inner.need("when");
      out.push_back({std::move(holds), inner.need("effect")});
    });
    return out;
  }

  std::vector<rank_order> order() {
    std::vector<rank_order> out;
    each("order", true, [&](composed inner) {
      rank_order one;
      one.by = inner.need("by").tree();
      if (node const* which = inner.reader_.find("dir")) {
        one.descending = as_one_of(in_.from, *which, directions).value_or(false);
      }
      out.push_back(std::move(one));
    });
    return out;
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

  kind::seat_compare comparison() {
    node const* const value = reader_.find("compare");
    if (value == nullptr) return kind::seat_compare::exactly;
    return as_one_of(in_.from, *value, comparisons).value_or(kind::seat_compare::exactly);
  }

 private:
  template <class Use>
  void each(std::string_view key, bool needed, Use use) {
    node const* const value = needed ? reader_.need(key) : reader_.find(key);
    if (value == nullptr || !is_array(in_.from, *value)) return;
    for (node const& item : value->items) {
      object_reader inner{in_.from, item};
      use(composed{in_, inner});
      inner.finish();
    }
  }

  pack_reading& in_;
  object_reader& reader_;
};

template <typename Kind>
std::function<lowered()> later(Kind of) {
  return [of = std::move(of)] { return lower(of); };
}

kind::content read_content(composed& from) {
  return {.subject = from.subject(),
          .of = from.source("of", true),
          .tags = from.given("tags"),
          .required = from.list("required"),
          .forbidden = from.list("forbidden"),
          .any_of = from.list("any_of"),
          .at_least = from.given("at_least"),
          .length = from.given("length"),
          .hours = from.hours(),
          .value = from.given("value"),
          .in = from.list("in"),
          .due = from.given("due")};
}

kind::cost read_cost(composed& from) {
  return {.subject = from.subject(),
          .spent = from.source("spent", false),
          .amount = from.given("amount"),
          .pieces = from.pieces(),
          .persons = from.given("persons"),
          .days = from.given("days"),
          .purpose = from.given("purpose"),
          .allowed = from.list("allowed"),
          .part = from.given("part"),
          .base = from.source("base", false),
          .at_least = from.given("at_least"),
          .at_most = from.given("at_most"),
          .target = from.given("target"),
          .tolerance = from.given("tolerance"),
          .due = from.given("due")};
}

kind::valid read_valid(composed& from) {
  kind::valid of{.subject = from.subject(),
                 .status = from.need_name("status"),
                 .as = from.need_name("as"),
                 .same = {},
                 .from = {},
                 .to = {},
                 .at = {}};
  of.same = from.same(of.as);
  of.from = from.need("from");
  of.to = from.need("to");
  of.at = from.need("at");
  of.until = from.given("until");
  of.grace_days = from.given("grace_days");
  of.renew_days = from.given("renew_days");
  of.where = from.given("where");
  of.due = from.given("due");
  return of;
}

}  // namespace

std::function<lowered()> read_composed(pack_reading& in, std::string const& kind,
                                       object_reader& reader) {
  composed from{in, reader};
  if (kind == "content") return later(read_content(from));
  if (kind == "cost") return later(read_cost(from));
  if (kind == "valid") return later(read_valid(from));
  if (kind == "conseq") {
    return later(kind::conseq{.subject = from.subject(),
                              .cases = from.cases(),
                              .otherwise = from.given("otherwise"),
                              .recorded = from.need("recorded"),
                              .compare = from.comparison(),
                              .tolerance = from.given("tolerance"),
                              .due = from.given("due")});
  }
  if (kind == "prio") {
    return later(kind::prio{.subject = from.subject(),
                            .candidates = from.source("candidates", true),
                            .eligible = from.given("eligible"),
                            .in = from.need("in"),
                            .order = from.order(),
                            .due = from.given("due")});
  }
  return {};
}

}  // namespace xunze::json
