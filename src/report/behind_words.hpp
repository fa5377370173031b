// SPDX-License-Identifier: Apache-2.0
// Rows that an operand was computed from, for text and JSON.
#ifndef XUNZE_SRC_REPORT_BEHIND_WORDS_HPP
#define XUNZE_SRC_REPORT_BEHIND_WORDS_HPP

#include "report/json_writer.hpp"
#include "xunze/explain/explanation.hpp"

#include <string>
#include <vector>

namespace xunze::detail {

/// A heading and one line a table: where its rows stand, and which columns were read.
[[nodiscard]] std::vector<std::string> behind_lines(dataset const& data,
                                                    std::vector<rows_behind> const& tables,
                                                    language which);

/// The same as the member `behind` of an object.
void put_behind(json_writer& json, dataset const& data, std::vector<rows_behind> const& tables);

}  // namespace xunze::detail

#endif
