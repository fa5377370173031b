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
  auto const& upper = columns.measured_hi.empty() ? columns.measured_lo : columns.measured_hi;
  for (std::size_t i = 0; i < columns.subjects.size(); ++i) {
    made.keys.push_back(key_of(run, columns.subjects[i], of.key));
    bool const known = columns.measured_lo[i] == upper[i];
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

/// The two times of a case; measured again where the ratio is too high, the better run counts.
std::pair<double, double> timed(world const& here,
                                std::shared_ptr<xunze::policy const> const& rules,
                                node_case const& of, int times, bool judged) {
  auto const ratio = [](std::pair<double, double> const& t) { return t.first / t.second; };
  auto const once = [&] {
    return best_in_turns(
        times, [&] { (void)check(here, rules); }, [&] { (void)loop_for(of.name)(here.plain); });
  };
  auto const first = once();
  if (!judged || ratio(first) <= most_times_a_loop) return first;
  auto const second = once();
  return ratio(second) < ratio(first) ? second : first;
}

/// Compares and times every case whose name holds `part`; how many differ, which are too slow.
std::pair<int, std::vector<std::string>> run_all(std::vector<std::size_t> const& sizes, int times,
                                                 bool judged, std::string const& part) {
  int wrong = 0;
  std::vector<std::string> slow;
  std::printf("%-14s %10s %10s %10s %8s\n", "node", "rows", "engine ms", "loop ms", "ratio");
  for (std::size_t size : sizes) {
    world const& here = world_of(size);
    for (node_case const& of : all_cases()) {
      if (std::string(of.name).find(part) == std::string::npos) continue;
      auto const rules = make_policy(of.name, *here.words);
      if (std::string const said = compared(here, rules, of); !said.empty()) {
        std::printf("%-14s %10zu answers differ: %s\n", of.name, size, said.c_str());
        ++wrong;
        continue;
      }
      auto const [engine, loop] = timed(here, rules, of, times, judged);
      std::printf("%-14s %10zu %10.1f %10.1f %8.2f\n", of.name, size, engine, loop, engine / loop);
      std::fflush(stdout);
      if (judged && engine / loop > most_times_a_loop) {
        slow.push_back(of.name + (" at " + std::to_string(size)));
      }
    }
  }
  return {wrong, slow};
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
  auto const [wrong, slow] = run_all(sizes, quick ? 2 : 9, !quick, part);
  if (wrong != 0) std::printf("FAILED: %d answers differ\n", wrong);
  for (std::string const& which : slow) {
    std::printf("FAILED: %s takes more than %.1f times the loop, twice\n", which.c_str(),
                most_times_a_loop);
  }
  return wrong == 0 && slow.empty() ? 0 : 1;
}
