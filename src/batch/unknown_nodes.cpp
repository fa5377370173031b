// SPDX-License-Identifier: Apache-2.0
// What leaves the nodes of a relation open: rows that may count, their cells, the rows themselves.
#include "batch/carries.hpp"
#include "batch/group_keys.hpp"
#include "batch/reads.hpp"
#include "batch/unknown_words.hpp"

#include <algorithm>
#include <utility>

namespace xunze::batch_detail {
namespace {

constexpr std::size_t most_followed = 3;

std::string joined(std::vector<text> const& parts, language which) {
  std::string out;
  for (text const& part : parts) {
    if (!out.empty()) out += which == language::zh ? "、" : ", ";
    out += part.in(which);
  }
  return out;
}

}  // namespace

void unknown_teller::follow_own(relation_id relation, std::int32_t row, std::size_t own) {
  bound_relation const& here = run_.bound().relations[relation];
  for (bound_aggregate const& a : here.aggregates) {
    if (a.column == own) return follow_aggregate(relation, row, a);
  }
  for (bound_match const& m : here.matches) {
    if (m.column == own) return follow_match(relation, row, m);
  }
  for (bound_linear const& l : here.linear) {
    if (l.column != own) continue;
    std::size_t const before = gaps_.met;
    follow(relation, row, l.form);
    if (gaps_.met > before) return;
    for (auto const& [number, coefficient] : l.terms) {
      follow_aggregate(relation, row, here.aggregates[number]);
    }
    return;
  }
  for (bound_rank const& k : here.ranks) {
    if (k.column != own) continue;
    std::size_t const before = gaps_.met;
    for (auto const& e : k.partition) follow(relation, row, e);
    for (auto const& [e, descending] : k.order) follow(relation, row, e);
    if (gaps_.met == before) also({"同组各行的先后未定", "the order within its group is open"});
    return;
  }
  for (bound_carry const& c : here.carries) {
    if (c.column == own) return follow_carry(relation, row, c);
  }
  for (bound_lookup const& l : here.lookups) {
    if (l.column == own) return follow_lookup(relation, row, l);
  }
  if (here.own[own].value) return follow(relation, row, here.own[own].value);
  frame const& rows = run_.frame_of(relation);
  auto const index = static_cast<std::size_t>(row);
  if (here.kind == bound_relation::body::expand) {
    std::int32_t const above = rows.member_row(0, index);
    for (auto const& e : here.over.values) follow(here.members[0].second, above, e);
  } else if (here.kind == bound_relation::body::join && !rows.part.empty()) {
    std::size_t const part = rows.part[index];
    follow(here.members[part].second, rows.member_row(part, index),
           here.part_columns[part][own]);
  }
}

void unknown_teller::follow_lookup(relation_id relation, std::int32_t row,
                                   bound_lookup const& l) {
  std::size_t const before = gaps_.met;
  for (auto const& e : l.on) follow(relation, row, e);
  follow(relation, row, l.at);
  if (gaps_.met > before) return;
  if (!run_.frame_of(l.over).given) return not_given(l.over);
  if (l.table != nullptr) {
    auto columns = l.table_columns;
    for (std::string const& name : {l.source->from, l.source->to}) {
      auto const column = l.at ? l.table->find(name) : std::nullopt;
      if (column) columns.push_back(*column);
    }
    for (std::size_t const column : columns) {
      if (!run_.table_of(*l.table)->columns[column].given) lacks(*l.table, no_row, column);
    }
  }
  expressions read = l.keys;
  read.insert(read.end(), {l.where, l.from, l.to});
  if (gaps_.met > before || follow_absent(&l, l.over, read)) return;
  text const title = title_of(l.over);
  lacks(text{"“" + title.in(language::zh) + "”中唯一对应的行",
             "the one row of `" + run_.bound().relations[l.over].name + "`"});
}

/// The first subject that asks an aggregate for the same rows.
std::int32_t unknown_teller::lead_of(relation_id relation, std::int32_t row,
                                     bound_aggregate const& a) {
  group_keys const& groups = run_.groups_of(relation, a);
  auto const [found, added] = leads_.try_emplace(&a);
  std::vector<std::int32_t>& leads = found->second;
  if (added) {
    leads.assign(groups.size(), -1);
    for (std::size_t i = run_.frame_of(relation).rows; i-- > 0;) {
      std::int32_t const group = groups.group_of_subject(i);
      if (group >= 0) leads[static_cast<std::size_t>(group)] = static_cast<std::int32_t>(i);
    }
  }
  std::int32_t const mine = groups.group_of_subject(static_cast<std::size_t>(row));
  return mine >= 0 ? leads[static_cast<std::size_t>(mine)] : row;
}

/// Rows of a node's source that may belong to this subject, found for all subjects at once: of an
/// aggregate for all that lead.
std::vector<std::int32_t> unknown_teller::doubts(relation_id relation, std::int32_t row,
                                                 std::size_t column, void const* node,
                                                 bound_aggregate const* a,
                                                 bound_match const* m) {
  auto [found, added] = doubtful_.try_emplace(node);
  if (added) {
    frame const& owner = run_.frame_of(relation);
    std::vector<std::uint8_t> wanted(owner.rows, 0);
    vec const& values = owner.own[column];
    for (std::size_t i = 0; i < owner.rows; ++i) {
      cell const c = values.at(i);
      bool const open = !c.is_point() && !c.is_none();
      auto const self = static_cast<std::int32_t>(i);
      wanted[i] = open && (a == nullptr || lead_of(relation, self, *a) == self) ? 1 : 0;
    }
    wanted[static_cast<std::size_t>(row)] = 1;
    member_rows const rows = a != nullptr ? run_.members_of(relation, *a, wanted)
                                          : run_.partners_of(relation, *m, wanted);
    for (auto const& e : rows.rows) {
      if (!e.certain || !e.known) found->second.rows.emplace(e.subject, e.row);
    }
  }
  std::vector<std::int32_t> made;
  auto const [begin, end] = found->second.rows.equal_range(row);
  for (auto at = begin; at != end; ++at) made.push_back(at->second);
  std::sort(made.begin(), made.end());
  made.erase(std::unique(made.begin(), made.end()), made.end());
  return made;
}

void unknown_teller::follow_rows(relation_id of, std::vector<std::int32_t> const& rows,
                                 expressions const& read,
                                 std::function<void(std::int32_t)> const& besides) {
  frame const& source = run_.frame_of(of);
  std::size_t followed = 0;  // rows with a gap of their own
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (sorting_ && gaps_.others > 0) return;
    if (followed >= most_followed) {
      gaps_.not_told += rows.size() - i;
      return;
    }
    std::size_t const before = gaps_.met;
    std::size_t const others = gaps_.others;
    for (auto const& e : read) follow(of, rows[i], e);
    if (besides) besides(rows[i]);
    follow_presence(of, rows[i]);
    followed += gaps_.others > others || gaps_.met == before ? 1U : 0U;
    if (gaps_.met > before) continue;
    auto const origin = source.origin_of(static_cast<std::size_t>(rows[i]));
    if (!origin || origin->row < 0) continue;
    table_schema const& table = *origin->from->schema;
    std::string const number =
        std::to_string(origin->from->source.row_of(static_cast<std::size_t>(origin->row)));
    std::string const title = table.title.empty() ? table.name : table.title.in(language::zh);
    also({"“" + title + "”第" + number + "行是否计入未定",
          "whether row " + number + " of `" + table.name + "` counts is open"});
  }
}

void unknown_teller::follow_aggregate(relation_id relation, std::int32_t row,
                                      bound_aggregate const& a) {
  if (!run_.frame_of(a.from).given) return not_given(a.from);
  std::size_t const before = gaps_.met;
  for (auto const& e : a.on) follow(relation, row, e);
  if (gaps_.met > before) return;  // whose rows they are is open: any may count
  if (follow_absent(&a, a.from, a.key)) return;
  std::int32_t const lead = lead_of(relation, row, a);
  if (!sorting_) return follow_members(relation, lead, a);
  auto const [found, added] = followed_.try_emplace({&a, lead});
  if (added) {
    gaps mine = std::exchange(gaps_, {});
    follow_members(relation, lead, a);
    found->second = std::exchange(gaps_, std::move(mine));
  }
  gaps_.absent.insert(found->second.absent.begin(), found->second.absent.end());
  gaps_.met += found->second.met;
  gaps_.others += found->second.others;
}

/// The same for all subjects that ask for the same rows.
void unknown_teller::follow_members(relation_id relation, std::int32_t row,
                                    bound_aggregate const& a) {
  std::size_t const before = gaps_.met;
  auto const rows = doubts(relation, row, a.column, &a, &a, nullptr);
  std::vector<bound_expression> read{a.where, a.value};
  read.insert(read.end(), a.key.begin(), a.key.end());
  follow_rows(a.from, rows, read);
  if (gaps_.met == before) follow_unkeyed(a.from);
  cell const c = run_.frame_of(relation).own[a.column].at(static_cast<std::size_t>(row));
  bool const open = !c.is_point() && !c.is_none();
  if (rows.empty() && open && a.source->op == aggregate_op::sum && a.on.empty() == a.key.empty()) {
    gaps_.too_large = true;
    also({"“" + a.source->name + "”超出可计算的范围",
          "`" + a.source->name + "` is too large to compute"});
  }
}

void unknown_teller::follow_match(relation_id relation, std::int32_t row, bound_match const& m) {
  if (!run_.frame_of(m.partner).given) return not_given(m.partner);
  std::size_t const before = gaps_.met;
  for (auto const& e : m.target_key) follow(relation, row, e);
  follow(relation, row, m.gap_target);
  if (gaps_.met > before || follow_absent(&m, m.partner, m.partner_key)) return;
  auto const rows = doubts(relation, row, m.column, &m, nullptr, &m);
  std::vector<bound_expression> read{m.gap_partner, m.interval_from, m.interval_to};
  read.insert(read.end(), m.partner_key.begin(), m.partner_key.end());
  follow_rows(m.partner, rows, read, [&](std::int32_t partner) {
    if (m.where) follow_pair(relation, row, m, partner, m.where);
  });
  if (rows.empty() && gaps_.met == before) {
    also({"更早的记录未提供，可能另有所对应的行", "earlier rows are not given: there may be more"});
  }
}

/// Parts of a condition on a row and its partner: those of the row, and those of the partner.
void unknown_teller::follow_pair(relation_id relation, std::int32_t row, bound_match const& m,
                                 std::int32_t partner, bound_expression const& e) {
  cell const c = compile(e, run_, relation, m.partner).at(row, run_.space(), partner);
  bool const open = e->type.is(value_class::boolean) ? truth_of_cell(c) == truth::unknown
                                                     : !c.is_none() && !c.is_point();
  if (!open || depth_ >= deepest) return;
  ++depth_;
  if (e->kind == bound_node::form::read && e->read.partner) {
    auto alone = std::make_shared<bound_node>(*e);
    alone->read.partner = false;
    kept_.push_back(alone);
    follow(m.partner, partner, alone);
  } else if (e->kind == bound_node::form::read) {
    follow(relation, row, e);
  } else {
    for (auto const& operand : e->operands) follow_pair(relation, row, m, partner, operand);
  }
  --depth_;
}

/// What came over is open: some number on the way, or the order of the rows.
void unknown_teller::follow_carry(relation_id relation, std::int32_t row, bound_carry const& c) {
  carry_chains const& order = run_.chains_of(c);
  if (order.open[static_cast<std::size_t>(row)] != 0) {
    std::size_t const before = gaps_.met;
    for (auto const& e : c.partition) follow(relation, row, e);
    follow(relation, row, c.order);
    if (gaps_.met > before && gaps_.others == 0) return;  // what is missing says it
    return also({"“" + c.source->name + "”各行的先后未定",
                 "the order of the rows of `" + c.source->name + "` is open"});
  }
  std::vector<std::int32_t> const way = order.up_to(row);
  follow(relation, way.front(), c.first);
  for (std::int32_t at : way) {
    if (at != way.back()) follow_presence(relation, at);
    for (auto const& e : {c.add, c.at_least, c.at_most}) {
      if (at != way.back()) follow(relation, at, e);
    }
  }
}

void unknown_teller::follow_presence(relation_id relation, std::int32_t row) {
  if (row < 0 || depth_ > 16) return;
  frame const& here = run_.frame_of(relation);
  if (here.present(static_cast<std::size_t>(row)) != truth::unknown) return;
  bound_relation const& r = run_.bound().relations[relation];
  ++depth_;
  for (std::size_t m = 0; m < r.members.size() && m < here.maps.size(); ++m) {
    if (r.kind == bound_relation::body::distinct) {
      follow_group(relation, row);
      break;
    }
    bool const joined_rows = r.kind == bound_relation::body::join && !here.part.empty();
    relation_id const member =
        r.members[joined_rows ? here.part[static_cast<std::size_t>(row)] : m].second;
    std::int32_t const above = here.member_row(m, static_cast<std::size_t>(row));
    bool const single = r.kind == bound_relation::body::view;
    if (single && !r.where.empty()) follow(member, above, r.where[0]);
    if (r.kind == bound_relation::body::expand) {
      for (auto const& e : r.over.values) follow(member, above, e);
    }
    follow_presence(member, above);
    if (single || r.kind == bound_relation::body::join) break;
  }
  --depth_;
}

/// Rows of one key of a distinct, none of which is certain.
void unknown_teller::follow_group(relation_id relation, std::int32_t row) {
  bound_relation const& r = run_.bound().relations[relation];
  relation_id const from = r.members[0].second;
  frame const& here = run_.frame_of(relation);
  std::size_t followed = 0;
  for (std::size_t i = 0; i < here.group_of.size() && followed < most_followed; ++i) {
    if (here.group_of[i] != row) continue;
    ++followed;
    auto const member = static_cast<std::int32_t>(i);
    if (!r.where.empty()) follow(from, member, r.where[0]);
    follow_presence(from, member);
  }
}

void unknown_teller::follow_rule(std::int32_t row) {
  follow(r_.view, row, r_.applies);
  follow_presence(r_.view, row);
  truth const condition =
      r_.condition ? truth_of_cell(at(r_.view, row, r_.condition)) : truth::yes;
  if (condition == truth::unknown) follow(r_.view, row, r_.condition);
  if (condition != truth::yes || r_.sense == xunze::sense::mixed) follow(r_.view, row, r_.due);
  if (gaps_.met == 0) follow(r_.view, row, r_.anchor);
  if (gaps_.met == 0 && condition == truth::no && r_.source->waivable) {
    also({"特殊情况审批的记录不全", "its waiver is not complete"});
  }
}

void unknown_teller::tell(std::size_t subject, finding& into) {
  gaps_ = {};
  follow_rule(static_cast<std::int32_t>(subject));
  fill(into);
}

void unknown_teller::tell(lost_row const& row, finding& into) {
  gaps_ = {};
  follow_keys(row);
  std::string zh;
  std::string en;
  if (!gaps_.missing.empty()) {
    std::size_t const all = gaps_.missing.size() + gaps_.not_told;
    zh = "缺少" + joined(gaps_.missing, language::zh) +
         (gaps_.not_told > 0 ? "等" + std::to_string(all) + "处数据" : "") + "，";
    en = "missing " + joined(gaps_.missing, language::en) +
         (gaps_.not_told > 0 ? " and " + std::to_string(gaps_.not_told) + " more" : "") + ": ";
  }
  into.message = {zh + "这一行的归属不明，无法计入任何对象",
                  en + "whose this row is is not known, it counts for no subject"};
  into.remedy = zh.empty() ? text{"补全这一行的键", "complete the key of this row"}
                           : text{"补齐上述数据后重新审核", "supply these data and check again"};
}

void unknown_teller::fill(finding& into) {
  auto const& [missing, besides, not_told, met, absent, others, too_large] = gaps_;
  into.overflow = too_large;
  std::string zh;
  std::string en;
  if (!missing.empty()) {
    std::string const more = not_told > 0 ? "等" + std::to_string(missing.size() + not_told) +
                                                 "处数据" : "";
    zh = "缺少" + joined(missing, language::zh) + more;
    en = "missing " + joined(missing, language::en);
    if (not_told > 0) en += " and " + std::to_string(not_told) + " more";
  }
  if (!besides.empty()) {
    zh += (zh.empty() ? "" : "；") + joined(besides, language::zh);
    en += (en.empty() ? "" : "; ") + joined(besides, language::en);
  }
  if (zh.empty()) {
    zh = "所需数据不全";
    en = "the data do not suffice";
  }
  text const& title = r_.source->title;
  std::string const name = title.empty() ? r_.source->id : title.in(language::zh);
  into.message = {zh + "，无法判断：" + name,
                  en + ": cannot decide `" + (title.empty() ? r_.source->id
                                                            : title.in(language::en)) + "`"};
  bool const cells = !missing.empty();
  into.remedy = too_large && !cells
                    ? text{"核对有关数值后重新审核", "check these numbers and check again"}
                    : cells ? text{"补齐上述数据后重新审核", "supply these data and check again"}
                            : text{"核实上述情况后重新审核", "settle this and check again"};
}

}  // namespace xunze::batch_detail
