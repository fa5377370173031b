// SPDX-License-Identifier: Apache-2.0
// One verdict explained: the tree of conditions, the rows in the user's files, what would help.
#include <xunze/xunze.hpp>

#include <iostream>
#include <memory>

namespace x = xunze;

int main() {
  x::diagnostics found;
  x::loaded_pack const pack = x::load_from_library("policies", "xiangyin-2018", found);
  x::throw_if_errors(found, "pack.invalid", {"规则包有错误", "the pack has errors"});
  x::dataset_builder tables{pack.vocabulary};
  tables.add_folder("examples/data/xiangyin-2018");
  auto const data = std::make_shared<x::dataset const>(tables.build());
  auto const rules = std::make_shared<x::policy const>(pack.policy);
  x::outcome const said = x::evaluate(rules, data, {.as_of = x::make_date(2018, 12, 31)});

  // The first finding that fails: a training for principals that names others among its targets.
  for (std::size_t rule = 0; rule < rules->rules.size(); ++rule) {
    if (rules->rules[rule].id != "XY18-T1-b/series") continue;
    for (x::finding const& one : said.findings(rule)) {
      if (one.verdict != x::verdict::fail) continue;
      x::explanation const why = x::explain(said, rule, one.subject);
      std::cout << x::to_text(said, why, x::language::zh);

      // The same as data: a tree to walk, rows to open, changes to offer.
      std::cout << "条件：" << why.condition_tree.expression << "，"
                << why.condition_tree.operands.size() << "个操作数，建议" << why.changes.size()
                << "项\n";
      for (x::evidence_row const& row : why.about.evidence) {
        x::table const& table = *data->find(row.table);
        std::cout << "  " << table.source.file << " 第" << table.source.row_of(row.row) << "行\n";
      }
      for (x::change const& help : why.changes) std::cout << "  " << help.description.zh << '\n';
      bool const complete = why.condition == x::truth::no &&
                            !why.condition_tree.operands.empty() && !why.about.evidence.empty() &&
                            !why.changes.empty();
      return complete ? 0 : 1;
    }
  }
  return 1;
}
