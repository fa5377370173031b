// SPDX-License-Identifier: Apache-2.0
// One test ready to run many times: its data are built once.
#include "testing/test_bench.hpp"

#include "xunze/core/failure.hpp"
#include "xunze/table/dataset_builder.hpp"

#include <algorithm>
#include <exception>
#include <mutex>
#include <thread>

namespace xunze::testing_detail {

std::shared_ptr<dataset const> data_of(policy_test const& test,
                                       std::shared_ptr<vocabulary const> words) {
  dataset_builder builder{words};
  for (auto const& [name, rows] : test.tables) {
    table_schema const* const schema = words->find_table(name);
    if (schema == nullptr) continue;
    std::vector<std::string> names;
    std::vector<std::vector<value>> columns;
    for (column_schema const& of : schema->columns) {
      names.push_back(of.name);
      std::vector<value>& cells = columns.emplace_back();
      for (test_row const& row : rows) {
        auto const cell = row.find(of.name);
        cells.push_back(cell == row.end() ? value{} : cell->second);
      }
    }
    table_source source;
    source.file = name;
    builder.add_values(name, names, columns, std::move(source));
  }
  for (auto const& [table, day] : test.complete_from) builder.complete_from(table, day);
  return std::make_shared<dataset const>(builder.build());
}

test_bench::test_bench(policy const& pack, std::shared_ptr<vocabulary const> words,
                       std::vector<std::string> const& only, diagnostics& problems)
    : pack_{pack}, words_{std::move(words)}, slices_{pack, *words_} {
  std::map<std::string, std::size_t, std::less<>> rules;
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < pack.rules.size(); ++i) rules[pack.rules[i].id] = i;
  for (auto const& [id, index] : rules) ids.push_back(id);
  for (std::string const& id : only) {
    if (rules.contains(id)) continue;
    diagnostic unknown{"rule.unknown", diagnostic_level::error, {},
                       {"没有规则“" + id + "”", "no rule `" + id + "`"},
                       did_you_mean_help(id, ids), {}};
    throw failure{"rule.unknown", unknown.message, {unknown}};
  }
  for (std::size_t i = 0; i < pack.tests.size(); ++i) {
    ready one;
    one.test = &pack.tests[i];
    one.index = i;
    for (test_expectation const& expected : one.test->expect) {
      auto const at = rules.find(expected.rule);
      bool const wanted = only.empty() ||
                          std::find(only.begin(), only.end(), expected.rule) != only.end();
      one.rules.push_back(at != rules.end() && wanted ? at->second : npos);
      if (one.rules.back() != npos) one.asked.insert(one.rules.back());
    }
    if (one.asked.empty()) continue;
    try {
      one.data = data_of(*one.test, words_);
    } catch (failure const& why) {
      problems.error("test.data", one.test->at,
                     {"测试“" + one.test->name + "”的数据不可用：" + why.message().zh,
                      "the data of test `" + one.test->name + "` cannot be used: " +
                          why.message().en});
      for (diagnostic const& each : why.diagnostics()) problems.add(each);
      continue;
    }
    tests_.push_back(std::move(one));
  }
}

outcome test_bench::run(ready const& one, policy const& changed, rule_set const& rules) const {
  run_options options;
  options.as_of = one.test->as_of;
  options.set = one.test->set;
  options.threads = 1;
  options.evidence_limit = static_cast<std::size_t>(-1);
  rule_set asked;
  std::set_intersection(one.asked.begin(), one.asked.end(), rules.begin(), rules.end(),
                        std::inserter(asked, asked.end()));
  for (std::size_t rule : asked) options.rules.push_back(changed.rules[rule].id);
  auto slice = std::make_shared<policy const>(slices_.cut(changed, asked));
  return evaluate(std::move(slice), one.data, std::move(options));
}

void for_each(std::size_t count, test_options const& options, std::string_view what,
              std::function<void(std::size_t)> const& work) {
  std::size_t threads = options.threads;
  if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
  threads = std::min(threads, std::max<std::size_t>(count, 1));
  std::atomic<std::size_t> next{0};
  std::atomic<bool> stopped{false};
  std::size_t done = 0;
  std::exception_ptr problem;
  std::mutex lock;
  auto const stop = [&](std::exception_ptr why) {
    std::scoped_lock const hold{lock};
    if (!problem) problem = std::move(why);
    stopped = true;
  };
  auto const run = [&] {
    try {
      for (std::size_t i = next++; i < count && !stopped; i = next++) {
        work(i);
        std::scoped_lock const hold{lock};
        ++done;
        if (options.progress && !options.progress(what, done, count)) {
          throw failure{"run.stopped", {"运行被中止", "the run was stopped"}};
        }
      }
    } catch (...) {
      stop(std::current_exception());
    }
  };
  std::vector<std::thread> helpers;
  for (std::size_t t = 1; t < threads; ++t) helpers.emplace_back(run);
  run();
  for (std::thread& helper : helpers) helper.join();
  if (problem) std::rethrow_exception(problem);
}

}  // namespace xunze::testing_detail
