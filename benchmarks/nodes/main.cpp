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
#include <iomanip>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace {

using namespace bench;

/// What the engine may cost at most, in the better of two runs of a case.
constexpr double most_times_a_loop = 3.0;

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

/// One run; columns of what fails, unless all is in its measures or decisions.
std::pair<xunze::outcome, xunze::finding_columns> check(
    world const& of, std::shared_ptr<xunze::policy const> const& rules) {
  xunze::run_options options;
  options.as_of = xunze::make_date(2024, 1, 1);
  options.threads = 1;
  auto run = xunze::evaluate(rules, of.data, options);
  if (!rules->measures.empty() || !rules->decisions.empty()) return {std::move(run), {}};
  std::array<xunze::verdict, 1> const wanted{xunze::verdict::fail};
  auto columns = run.columns(0, wanted);
  return {std::move(run), std::move(columns)};
}

/// The number by which a loop names the same subject.
std::int64_t key_of(xunze::outcome const& run, std::int32_t subject, keyed by) {
  if (by == keyed::by_row) return subject;
  auto const found = run.key(0, static_cast<std::size_t>(subject));
  std::int64_t const first = number_in(found[0].second);
  if (by == keyed::by_enrolment) return first;
  if (by == keyed::by_teacher_kind) return first * 8 + number_in(found[1].second);
  return first * 8 + *found[1].second.get_if<std::int64_t>() - first_year;
}

/// The engine's findings in the loops' terms: enrolments behind the subject. The loops leave out
/// its own row where it is of another table; any other such row would show as -1.
answers answers_of(xunze::outcome const& run, xunze::finding_columns const& columns,
                   node_case const& of) {
  answers made;
  for (std::size_t i = 0; i < columns.subjects.size(); ++i) {
    made.keys.push_back(key_of(run, columns.subjects[i], of.key));
    bool const known = columns.measured_lo[i] == columns.measured_hi[i];
    made.measured.push_back(known ? columns.measured_lo[i] : xunze::unknown_value);
    std::int64_t missing = of.key == keyed::by_row ? made.keys.back() : -1;
    for (std::size_t r = columns.first_row[i]; r < columns.first_row[i + 1]; ++r) {
      if (columns.table_names[columns.tables[r]] == "enrolment") {
        made.rows.push_back(columns.rows[r]);
      } else {
        if (columns.rows[r] != missing) made.rows.push_back(-1);
        missing = -1;
      }
    }
    if (missing >= 0) made.rows.push_back(-1);
    made.finish_subject();
  }
  return made;
}

/// Empty if engine and loop say the same of some subjects at least.
std::string compared(world const& here, std::shared_ptr<xunze::policy const> const& rules,
                     node_case const& of) {
  auto const [run, columns] = check(here, rules);
  bool const decides = of.key == keyed::by_decision;
  answers const ours = of.key == keyed::by_measure ? as_answers(run.measures())
                       : decides                   ? as_answers(run.decisions())
                                                   : answers_of(run, columns, of);
  if (ours.keys.empty()) return "nothing fails, so nothing is compared";
  answers theirs = loop_for(of.name)(here.plain);
  if (decides) theirs = as_answers(theirs.decisions);
  if (decides && ours.keys != theirs.keys) return "the subjects or their order";
  return difference(ours, theirs);
}

void run_engine(benchmark::State& state, std::string const& name) {
  world const& here = world_of(static_cast<std::size_t>(state.range(0)));
  auto const rules = make_policy(name, *here.words);
  for (auto _ : state) benchmark::DoNotOptimize(check(here, rules).second.rows.size());
}

void run_loop(benchmark::State& state, std::string const& name) {
  world const& here = world_of(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(loop_for(name)(here.plain).rows.size());
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

/// Times one case and prints it. Gives the ratio.
double time_case(world const& here, node_case const& of, int times, char const* remark) {
  auto const rules = make_policy(of.name, *here.words);
  auto const [engine, loop] = best_in_turns(
      times, [&] { (void)check(here, rules); }, [&] { (void)loop_for(of.name)(here.plain); });
  std::printf("%-14s %10zu %10.1f %10.1f %8.2f%s\n", of.name, here.plain.rows(), engine, loop,
              engine / loop, remark);
  std::fflush(stdout);
  return engine / loop;
}

struct tally {
  int wrong = 0;                  // cases whose answers differ
  std::vector<std::string> slow;  // cases above the limit in both of two runs
};

/// Compares and times every case whose name holds `part`. What is above the limit is timed again
/// after all others of its size, when a busy machine may be less so.
void run_size(std::size_t size, int times, bool judged, std::string const& part, tally& into) {
  world const& here = world_of(size);
  std::vector<std::pair<node_case, double>> high;
  for (node_case const& of : all_cases()) {
    if (std::string(of.name).find(part) == std::string::npos) continue;
    std::string const said = compared(here, make_policy(of.name, *here.words), of);
    if (!said.empty()) {
      std::printf("%-14s %10zu answers differ: %s\n", of.name, size, said.c_str());
      ++into.wrong;
      continue;
    }
    double const ratio = time_case(here, of, times, "");
    if (judged && ratio > most_times_a_loop) high.emplace_back(of, ratio);
  }
  for (auto const& [of, first] : high) {
    double const better = std::min(first, time_case(here, of, times, " again"));
    if (better <= most_times_a_loop) continue;
    std::ostringstream line;
    line << of.name << " at " << size << ": " << std::fixed << std::setprecision(2) << better;
    into.slow.push_back(line.str());
  }
}

void run_google(int argc, char** argv) {
  for (node_case const& of : all_cases()) {
    for (std::int64_t const size : {1'000'000, 5'000'000}) {
      std::string const name = std::string("B-1/") + of.name;
      benchmark::RegisterBenchmark((name + "/engine").c_str(), run_engine, of.name)
          ->Arg(size)->Unit(benchmark::kMillisecond);
      benchmark::RegisterBenchmark((name + "/loop").c_str(), run_loop, of.name)
          ->Arg(size)->Unit(benchmark::kMillisecond);
    }
  }
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
}

}  // namespace

/// Without arguments: compares answers, then prints and judges ratios. `--quick`: small data,
/// answers alone are judged. `--rows=N` and `--case=part`: one size, some cases. With Google
/// Benchmark's arguments: runs those.
int main(int argc, char** argv) {
  std::vector<std::size_t> sizes{1'000'000, 5'000'000};
  bool quick = false;
  std::string part;
  for (int i = 1; i < argc; ++i) {
    std::string const said = argv[i];
    if (said == "--quick") {
      quick = true;
    } else if (said.starts_with("--rows=")) {
      sizes = {std::stoul(said.substr(7))};
    } else if (said.starts_with("--case=")) {
      part = said.substr(7);
    } else {
      run_google(argc, argv);
      return 0;
    }
  }
  if (quick) sizes = {100'000};
  tally found;
  std::printf("%-14s %10s %10s %10s %8s\n", "node", "rows", "engine ms", "loop ms", "ratio");
  for (std::size_t size : sizes) run_size(size, quick ? 2 : 9, !quick, part, found);
  if (found.wrong != 0) std::printf("FAILED: %d answers differ\n", found.wrong);
  for (std::string const& which : found.slow) {
    std::printf("FAILED: %s times the loop in the better of two runs, allowed are %.1f\n",
                which.c_str(), most_times_a_loop);
  }
  return found.wrong == 0 && found.slow.empty() ? 0 : 1;
}
