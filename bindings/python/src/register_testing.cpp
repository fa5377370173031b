// SPDX-License-Identifier: Apache-2.0
// Testing packs: what came of it as JSON and in words.
#include "register.hpp"

#include "convert.hpp"
#include "handles.hpp"

#include "xunze/testing/coverage.hpp"
#include "xunze/testing/mutation.hpp"
#include "xunze/testing/run_tests.hpp"

#include <pybind11/stl.h>

#include <string>
#include <vector>

namespace xunze::python {
namespace {

test_options options_of(std::vector<std::string> const& rules, unsigned threads,
                        py::object const& progress) {
  test_options options;
  options.rules = rules;
  options.threads = threads;
  if (progress.is_none()) return options;
  options.progress = [&progress](std::string_view what, std::size_t done, std::size_t of) {
    py::gil_scoped_acquire const locked;
    if (PyErr_CheckSignals() != 0) throw py::error_already_set();
    py::object const answer = progress(py::str(what.data(), what.size()), done, of);
    return answer.is_none() || answer.cast<bool>();
  };
  return options;
}

// JSON, words in Chinese, words in English, and the exit status of the command.
py::tuple said(std::string const& json, std::string const& zh, std::string const& en, int status) {
  return py::make_tuple(py::str(json), py::str(zh), py::str(en), status);
}

py::tuple run(policy_handle const& of, std::vector<std::string> const& rules, unsigned threads,
              py::object const& progress) {
  tests_outcome done;
  {
    test_options const options = options_of(rules, threads, progress);
    py::gil_scoped_release const unlocked;
    done = run_tests(*of.rules, of.words, options);
  }
  int const status = !done.problems.empty() ? 2 : (done.failed.empty() ? 0 : 1);
  return said(to_json(*of.rules, done), to_text(*of.rules, done, language::zh),
              to_text(*of.rules, done, language::en), status);
}

py::tuple cover(policy_handle const& of, std::vector<std::string> const& rules,
                unsigned threads, py::object const& progress) {
  coverage_outcome done;
  {
    test_options const options = options_of(rules, threads, progress);
    py::gil_scoped_release const unlocked;
    done = run_coverage(*of.rules, of.words, options);
  }
  int const status = done.problems.empty() ? 0 : 2;
  return said(to_json(*of.rules, done), to_text(*of.rules, done, language::zh),
              to_text(*of.rules, done, language::en), status);
}

py::tuple mutate(policy_handle const& of, std::vector<std::string> const& rules,
                 unsigned threads, std::size_t limit, py::object const& progress) {
  mutation_outcome done;
  {
    mutation_options const options{options_of(rules, threads, progress), limit};
    py::gil_scoped_release const unlocked;
    done = run_mutants(*of.rules, of.words, options);
  }
  int const status = !done.problems.empty() ? 2 : (done.survivors.empty() ? 0 : 1);
  return said(to_json(*of.rules, done), to_text(*of.rules, done, language::zh),
              to_text(*of.rules, done, language::en), status);
}

}  // namespace

void register_testing(py::module_& module) {
  module.def("run_tests", &run, py::arg("policy"), py::arg("rules"), py::arg("threads"),
             py::arg("progress"));
  module.def("cover", &cover, py::arg("policy"), py::arg("rules"), py::arg("threads"),
             py::arg("progress"));
  module.def("mutate", &mutate, py::arg("policy"), py::arg("rules"), py::arg("threads"),
             py::arg("limit"), py::arg("progress"));
}

}  // namespace xunze::python
