// SPDX-License-Identifier: Apache-2.0
// What an outcome keeps; for the stages after batch.
#ifndef XUNZE_SRC_BATCH_STATE_HPP
#define XUNZE_SRC_BATCH_STATE_HPP

#include "batch/engine.hpp"

namespace xunze {

struct outcome::state {
  std::shared_ptr<policy const> source;
  std::shared_ptr<dataset const> data;
  std::unique_ptr<batch_detail::engine> run;
};

}  // namespace xunze

#endif
