// SPDX-License-Identifier: Apache-2.0
// A pack of the repository checks a folder of CSV files, twice: as published, and read differently.
#include <xunze/xunze.hpp>

#include <cstddef>
#include <iostream>
#include <memory>

namespace x = xunze;

namespace {

std::size_t fails_of(x::outcome const& said) {
  std::size_t total = 0;
  for (x::rule_outcome const& rule : said.rules()) {
    total += rule.counts[static_cast<std::size_t>(x::verdict::fail)];
  }
  return total;
}

}  // namespace

int main() {
  // Everything that is wrong with a pack is found at once; nothing is wrong with this one.
  x::diagnostics found;
  x::loaded_pack const pack = x::load_from_library("policies", "xiangyin-2018", found);
  std::cerr << x::render(found, x::language::zh);
  if (found.has_errors()) return 2;

  // The same for data: repairs and doubts are notes, what stops the run is one exception.
  x::dataset_builder tables{pack.vocabulary};
  tables.add_folder("examples/data/xiangyin-2018");
  auto const data = std::make_shared<x::dataset const>(tables.build());
  auto const rules = std::make_shared<x::policy const>(pack.policy);

  x::run_options options;
  options.as_of = x::make_date(2018, 12, 31);
  x::outcome const said = x::evaluate(rules, data, options);
  x::report_text_options how;
  how.findings = 3;
  how.data = 3;
  std::cout << x::to_text(x::make_report(said), how);

  // The plan does not say whether a batch of a training is meant once or once a year.
  options.set = {{"batch_mode", "per_year"}};
  x::outcome const other = x::evaluate(rules, data, options);
  std::cout << "\n不符合：" << fails_of(said) << "项；batch_mode=per_year时" << fails_of(other)
            << "项\n";
  return fails_of(said) > 0 && fails_of(other) != fails_of(said) ? 0 : 1;
}
