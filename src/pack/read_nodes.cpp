// SPDX-License-Identifier: Apache-2.0
// Aggregates, matches, linear forms, ranks and columns of a relation or rule.
#include "pack/pack_reader.hpp"
#include "pack/pack_words.hpp"

#include <set>

namespace xunze::json {
namespace {

void read_operation(pack_reading& in, object_reader& reader, operations allowed, aggregate& out) {
  if (allowed == operations::day) {
    out.value = need_expression(in, reader, "at");
    return;
  }
  std::size_t found = 0;
  for (auto const& [word, op] : aggregate_ops) {
    node const* const value = reader.find(word);
    if (value == nullptr) continue;
    ++found;
    out.op = op;
    if (op != aggregate_op::count && op != aggregate_op::any) {
      out.value = read_expression(in, *value);
    } else if (auto const flag = as_flag(in.from, *value); flag && !*flag) {
      in.from.error("json.value", value->at, {"此处只能写 true", "only `true` may stand here"});
    }
  }
  bool const enough = found == 1 || (found == 0 && allowed == operations::optional);
  if (enough) return;
  std::vector<std::string> words;
  for (auto const& [word, op] : aggregate_ops) words.emplace_back(word);
  reader.not_one_of(std::move(words), found,
                    {"聚合须且只须有一种运算", "an aggregate has exactly one operation"});
}

void read_find(pack_reading& in, object_reader& reader, match& out) {
  if (node const* find = reader.find("find")) {
    out.find = as_one_of(in.from, *find, finds).value_or(find_kind::count);
  }
  node const* const gap = out.find == find_kind::nearest ? reader.need("gap") : reader.find("gap");
  if (gap != nullptr) {
    std::tie(out.gap_target, out.gap_partner) = read_pair(in, *gap, out.as);
  }
  bool const concurrent = out.find == find_kind::max_concurrent;
  node const* const interval = concurrent ? reader.need("interval") : reader.find("interval");
  if (interval != nullptr) {
    object_reader inner{in.from, *interval};
    out.interval_from = without_alias(need_expression(in, inner, "from"), out.as);
    out.interval_to = without_alias(need_expression(in, inner, "to"), out.as);
    inner.finish();
  }
}

rank read_rank(pack_reading& in, member const& entry) {
  object_reader reader{in.from, entry.value};
  rank out;
  out.name = entry.key;
  out.at = in.from.at(entry.at);
  if (node const* by = reader.find("partition")) out.partition = read_expressions(in, *by);
  node const* const order = reader.need("order");
  if (order != nullptr && is_array(in.from, *order)) {
    for (node const& item : order->items) {
      object_reader inner{in.from, item};
      rank_order one;
      one.by = need_expression(in, inner, "by");
      if (node const* dir = inner.find("dir")) {
        one.descending = as_one_of(in.from, *dir, directions).value_or(false);
      }
      inner.finish();
      out.order.push_back(std::move(one));
    }
  }
  if (node const* value = reader.find("ties")) {
    out.dense = as_one_of(in.from, *value, ties).value_or(false);
  }
  reader.finish();
  return out;
}

carry read_carry(pack_reading& in, member const& entry) {
  object_reader reader{in.from, entry.value};
  carry out;
  out.name = entry.key;
  out.at = in.from.at(entry.at);
  if (node const* by = reader.find("partition")) out.partition = read_expressions(in, *by);
  out.order = need_expression(in, reader, "order");
  out.add = need_expression(in, reader, "add");
  out.at_least = expression_at(in, reader, "at_least");
  out.at_most = expression_at(in, reader, "at_most");
  out.first = expression_at(in, reader, "first");
  reader.finish();
  return out;
}

/// Calls `read` for every named entry of a key of the block.
template <typename Read>
void each(pack_reading& in, object_reader& reader, std::string_view key,
          std::set<std::string>& names, Read read) {
  node const* const value = reader.find(key);
  if (value == nullptr || !is_object(in.from, *value)) return;
  for (member const& entry : value->members) {
    check_name(in.from, entry.key, entry.at);
    if (!names.insert(entry.key).second && !in.from.is_repeated(entry.at)) {
      in.from.error(
          "pack.name_used", entry.at,
          {"名称“" + entry.key + "”已被使用", "name `" + entry.key + "` is already used"});
    }
    read(entry);
  }
}

}  // namespace

std::pair<expression, expression> read_pair(pack_reading& in, node const& value,
                                            std::string const& alias) {
  if (value.kind == node_kind::text) {
    expression const both = read_expression(in, value);
    return {both, both};
  }
  if (!is_array(in.from, value)) return {};
  if (value.items.size() != 2) {
    in.from.error("json.value", value.at, {"此处应为两个表达式", "expected a pair of expressions"});
    return {};
  }
  return {read_expression(in, value.items[0]),
          without_alias(read_expression(in, value.items[1]), alias)};
}

std::vector<match_exception> read_exceptions(pack_reading& in, node const& value) {
  std::vector<match_exception> list;
  if (!is_array(in.from, value)) return list;
  for (node const& item : value.items) {
    object_reader reader{in.from, item};
    match_exception out;
    out.label = reader.need_text("label");
    out.clause = reader.text_of("clause");
    in.cite(out.clause, item.at);
    out.when = need_expression(in, reader, "when");
    reader.finish();
    list.push_back(std::move(out));
  }
  return list;
}

aggregate read_aggregate(pack_reading& in, object_reader& reader, std::string name,
                         operations allowed) {
  aggregate out;
  out.name = std::move(name);
  out.at = in.from.at(reader.at());
  out.from = reader.need_name("from");
  out.where = expression_at(in, reader, "where");
  if (node const* key = reader.find("key")) out.key = read_expressions(in, *key);
  if (node const* on = reader.find("on")) out.on = read_expressions(in, *on);
  read_operation(in, reader, allowed, out);
  if (out.key && out.on && out.key->size() != out.on->size()) {
    in.from.error("pack.key_size", reader.at(),
                  {"“key”与“on”长度不同", "`key` and `on` differ in length"});
  }
  return out;
}

match read_match(pack_reading& in, object_reader& reader, std::string name) {
  match out;
  out.name = std::move(name);
  out.at = in.from.at(reader.at());
  out.partner = reader.need_name("partner");
  out.as = reader.need_name("as");
  node const* const same = reader.need("same");
  if (same != nullptr && is_array(in.from, *same)) {
    for (node const& item : same->items) out.same.push_back(read_pair(in, item, out.as));
  }
  out.where = expression_at(in, reader, "where");
  if (node const* except = reader.find("except")) out.except = read_exceptions(in, *except);
  read_find(in, reader, out);
  out.needs_history_from = expression_at(in, reader, "needs_history_from");
  return out;
}

node_block read_nodes(pack_reading& in, object_reader& reader) {
  node_block out;
  std::set<std::string> names;
  each(in, reader, "aggregate", names, [&](member const& entry) {
    object_reader inner{in.from, entry.value};
    out.aggregates.push_back(read_aggregate(in, inner, entry.key));
    inner.finish();
  });
  each(in, reader, "match", names, [&](member const& entry) {
    object_reader inner{in.from, entry.value};
    out.matches.push_back(read_match(in, inner, entry.key));
    inner.finish();
  });
  each(in, reader, "linear", names, [&](member const& entry) {
    out.linear.push_back({entry.key, read_expression(in, entry.value)});
  });
  each(in, reader, "rank", names,
       [&](member const& entry) { out.ranks.push_back(read_rank(in, entry)); });
  each(in, reader, "carry", names,
       [&](member const& entry) { out.carries.push_back(read_carry(in, entry)); });
  each(in, reader, "let", names, [&](member const& entry) {
    out.let.push_back({entry.key, read_expression(in, entry.value)});
  });
  return out;
}

}  // namespace xunze::json
