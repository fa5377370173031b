// SPDX-License-Identifier: Apache-2.0
// A report of one's own: rules and findings walked one by one and written as Markdown.
#include <xunze/xunze.hpp>

#include <cstddef>
#include <iostream>
#include <memory>
#include <string>

namespace x = xunze;

namespace {

constexpr auto failed = static_cast<std::size_t>(x::verdict::fail);
constexpr auto waiting = static_cast<std::size_t>(x::verdict::pending);
constexpr auto unclear = static_cast<std::size_t>(x::verdict::unknown);

// A rule as a heading, its open findings as a list; gives the number of subjects written.
std::size_t write_rule(x::report const& said, std::size_t which) {
  x::report_rule const& rule = said.rules[which];
  std::cout << "## " << rule.locator.zh << "  " << rule.title.zh << "\n\n";
  std::size_t written = 0;
  for (x::report_finding const& one : said.findings) {
    if (one.rule != which) continue;
    if (one.whole) {  // one finding for all subjects that a missing table leaves unknown
      std::cout << "- **" << x::name_of(one.verdict).zh << "** " << one.hidden.value_or(1)
                << "个对象，未提供" << rule.missing.front() << '\n';
      written += one.hidden.value_or(1);
      continue;
    }
    std::cout << "- **" << x::name_of(one.verdict).zh << "** " << one.message.zh;
    if (!one.slack.is_null()) {
      std::cout << "（差额" << x::shown(one.slack, *said.words, x::language::zh) << one.unit.zh
                << "）";
    }
    if (!one.evidence.empty()) {
      std::cout << "，见" << x::to_string(one.evidence.front().source, x::language::zh);
    }
    std::cout << '\n';
    ++written;
  }
  std::cout << '\n';
  return written;
}

}  // namespace

int main() {
  x::diagnostics found;
  x::loaded_pack const pack = x::load_from_library("policies", "xiangyin-2018", found);
  x::throw_if_errors(found, "pack.invalid", {"规则包有错误", "the pack has errors"});
  x::dataset_builder tables{pack.vocabulary};
  tables.add_folder("examples/data/xiangyin-2018");
  auto const data = std::make_shared<x::dataset const>(tables.build());
  auto const rules = std::make_shared<x::policy const>(pack.policy);
  x::report const said =
      x::make_report(x::evaluate(rules, data, {.as_of = x::make_date(2018, 12, 31)}));

  std::cout << "# " << said.pack_title.zh << "\n\n审核基准日 " << x::to_string(said.as_of)
            << "\n\n";
  std::size_t written = 0;
  std::size_t open = 0;
  for (std::size_t which = 0; which < said.rules.size(); ++which) {
    x::report_rule const& rule = said.rules[which];
    std::size_t const of_rule = rule.counts[failed] + rule.counts[unclear] + rule.counts[waiting];
    if (of_rule > 0) written += write_rule(said, which);
    open += of_rule;
  }
  std::cout << written << "项\n";
  // What the summary counts is on the page: nothing is lost on the way.
  return open > 0 && written == open ? 0 : 1;
}
