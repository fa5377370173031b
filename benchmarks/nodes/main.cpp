// SPDX-License-Identifier: Apache-2.0
// One rule for each kind of node: the engine beside a hand-written loop, answers compared first.
#include "data.hpp"
#include "loops.hpp"
#include "rules.hpp"

#include "xunze/batch/outcome.hpp"
#include "xunze/core/interval.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <map>
#include <string>
#include <vector>

namespace {

using namespace bench;

std::vector<std::string> const rule_ids{"B-1/column", "B-1/lookup",  "B-1/distinct", "B-1/count",
                                        "B-1/sum",    "B-1/min",     "B-1/linear",   "B-1/match",
                                        "B-1/nearest", "B-1/expand", "B-1/any",      "B-1/rank"};

struct world {
  arrays plain;
  std::shared_ptr<xunze::vocabulary const> words;
  std::shared_ptr<xunze::dataset const> data;
};

world const& world_of(std::size_t rows) {
  static std::map<std::size_t, world> worlds;
  auto [at, fresh] = worlds.try_emplace(rows);
  if (fresh) {
    worlds.erase(worlds.begin(), at);  // one size at a time
    at->second.plain = make_arrays(rows, 7);
    at->second.words = make_vocabulary();
    at->second.data = make_dataset(at->second.plain, at->second.words);
  }
  return at->second;
}

std::pair<xunze::outcome, xunze::finding_columns> check(
    world const& of, std::shared_ptr<xunze::policy const> const& rules) {
  xunze::run_options options;
  options.as_of = xunze::make_date(2024, 1, 1);
  options.threads = 1;
  auto run = xunze::evaluate(rules, of.data, options);
  std::array<xunze::verdict, 1> const wanted{xunze::verdict::fail};
  auto columns = run.columns(0, wanted);
  return {std::move(run), std::move(columns)};
}

/// The engine's findings in the loops' terms: enrolment rows alone are compared.
answers as_answers(xunze::outcome const& run, xunze::finding_columns const& columns,
                   std::string const& rule) {
  answers made;
  bool const teacher_year = rule == "B-1/distinct" || rule == "B-1/expand";
  bool const enrolment = rule == "B-1/column" || rule == "B-1/lookup" || rule == "B-1/match" ||
                         rule == "B-1/nearest";
  auto const number_in = [](xunze::value const& id) { return std::stoll(to_string(id).substr(1)); };
  for (std::size_t i = 0; i < columns.subjects.size(); ++i) {
    std::int64_t key = columns.subjects[i];
    if (teacher_year) {
      auto const found = run.key(0, static_cast<std::size_t>(columns.subjects[i]));
      key = number_in(found[0].second) * 8 + *found[1].second.get_if<std::int64_t>() - 2018;
    } else if (enrolment) {
      key = number_in(run.key(0, static_cast<std::size_t>(columns.subjects[i]))[0].second);
    }
    made.measured.push_back(rule == "B-1/any" ? 0 : columns.measured_lo[i]);
    for (std::size_t r = columns.first_row[i]; r < columns.first_row[i + 1]; ++r) {
      if (columns.table_names[columns.tables[r]] == "enrolment") made.rows.push_back(columns.rows[r]);
    }
    made.keys.push_back(key);
    made.finish_subject();
  }
  return made;
}

void run_engine(benchmark::State& state, std::string const& rule) {
  world const& here = world_of(static_cast<std::size_t>(state.range(0)));
  auto const rules = make_policy(rule, *here.words);
  for (auto _ : state) benchmark::DoNotOptimize(check(here, rules).second.rows.size());
}

void run_loop(benchmark::State& state, std::string const& rule) {
  world const& here = world_of(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(loop_for(rule)(here.plain).rows.size());
}

template <class Work>
double processor_ms(Work const& work) {
  std::clock_t const begin = std::clock();
  work();
  return 1000.0 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

/// The least processor time of each, taken in turns so that a busy machine is busy for both.
template <class One, class Other>
std::pair<double, double> best_in_turns(int times, One const& one, Other const& other) {
  std::pair<double, double> best{1e300, 1e300};
  for (int i = 0; i < times; ++i) {
    best.first = std::min(best.first, processor_ms(one));
    best.second = std::min(best.second, processor_ms(other));
  }
  return best;
}

}  // namespace

/// Without arguments: compares answers, then prints ratios. With Google Benchmark's: runs them.
int main(int argc, char** argv) {
  std::vector<std::size_t> sizes{1'000'000, 5'000'000};
  int times = 9;
  bool const quick = argc > 1 && std::string(argv[1]) == "--quick";
  if (quick) sizes = {100'000}, times = 2;
  if (argc > 1 && !quick) {
    for (std::string const& rule : rule_ids) {
      for (std::size_t size : sizes) {
        auto const n = static_cast<std::int64_t>(size);
        benchmark::RegisterBenchmark((rule + "/engine").c_str(), run_engine, rule)
            ->Arg(n)->Unit(benchmark::kMillisecond);
        benchmark::RegisterBenchmark((rule + "/loop").c_str(), run_loop, rule)
            ->Arg(n)->Unit(benchmark::kMillisecond);
      }
    }
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
  }
  int wrong = 0;
  std::printf("%-14s %10s %10s %10s %8s\n", "node", "rows", "engine ms", "loop ms", "ratio");
  for (std::size_t size : sizes) {
    world const& here = world_of(size);
    for (std::string const& rule : rule_ids) {
      auto const rules = make_policy(rule, *here.words);
      auto const [run, columns] = check(here, rules);
      answers const ours = as_answers(run, columns, rule);
      answers const theirs = loop_for(rule)(here.plain);
      bool const no_rows = rule == "B-1/any" || rule == "B-1/rank";
      answers const& shown = ours;
      if (no_rows ? ours.keys.size() != theirs.keys.size() || ours.measured != theirs.measured
                  : hash_of(shown) != hash_of(theirs)) {
        std::printf("%-14s %10zu answers differ: %zu and %zu subjects\n", rule.c_str(), size,
                    ours.keys.size(), theirs.keys.size());
        ++wrong;
        continue;
      }
      auto const [engine, loop] = best_in_turns(
          times, [&] { (void)check(here, rules); }, [&] { (void)loop_for(rule)(here.plain); });
      std::printf("%-14s %10zu %10.1f %10.1f %8.2f\n", rule.c_str() + 4, size, engine, loop,
                  engine / loop);
      std::fflush(stdout);
    }
  }
  return wrong == 0 ? 0 : 1;
}
