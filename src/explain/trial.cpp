// SPDX-License-Identifier: Apache-2.0
#include "explain/trial.hpp"

#include "batch/state.hpp"
#include "xunze/core/failure.hpp"
#include "xunze/explain/changed_data.hpp"

#include <utility>

namespace xunze::explain_detail {
namespace {

/// Nulls: null where data so changed are refused.
std::shared_ptr<dataset const> data_after(dataset const& data,
                                          std::vector<change> const& changes) {
  try {
    return changed_data(data, changes);
  } catch (failure const&) {
    return nullptr;
  }
}

}  // namespace

trial::trial(outcome const& run, std::size_t rule, std::size_t subject)
    : run_(run), rule_(rule), subject_(subject), key_(run.key(rule, subject)) {}

bool trial::helps(std::vector<change> const& changes) const {
  auto made = std::make_shared<outcome::state>();
  made->source = run_.inner().source;
  made->data = data_after(run_.data(), changes);
  if (!made->data) return false;
  run_options options = run_.options();
  options.progress = {};
  made->run =
      std::make_unique<batch_detail::engine>(made->source, made->data, std::move(options));
  rule_outcome const said = made->run->judge_rule(rule_);
  outcome const after(std::move(made));
  // Mostly the row of the subject stays where it is.
  bool const in_place = subject_ < said.verdicts.size() && after.key(rule_, subject_) == key_;
  auto const at = in_place ? std::optional{subject_} : after.find_subject(rule_, key_);
  auto const fails = static_cast<std::size_t>(verdict::fail);
  if (!at) return said.counts[fails] < run_.rules()[rule_].counts[fails];
  verdict const now = said.verdicts[*at];
  return now == verdict::pass || now == verdict::not_applicable;
}

}  // namespace xunze::explain_detail
