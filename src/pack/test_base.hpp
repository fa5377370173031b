// SPDX-License-Identifier: Apache-2.0
// Tables that the tests of a file share, and what a test changes in them.
#ifndef XUNZE_SRC_PACK_TEST_BASE_HPP
#define XUNZE_SRC_PACK_TEST_BASE_HPP

#include "xunze/policy/policy.hpp"
#include "xunze/schema/vocabulary.hpp"

#include <string>
#include <utility>
#include <vector>

namespace xunze::json {

/// Tables of a test with their rows, in the order of writing.
using test_tables = std::vector<std::pair<std::string, std::vector<test_row>>>;

/// Takes a table out; false if it is not there.
[[nodiscard]] bool drop_table(test_tables& base, std::string const& table);

/// Takes out all rows that have these cells; false if there are none.
[[nodiscard]] bool drop_rows(test_tables& base, std::string const& table, test_row const& cells);

/// Merges the tables of a test onto its base.
/// Shape: the first row with the key of a row of the base changes cells of it; every other row
/// follows the base's rows. A key with a null is the key of no row.
void merge_tables(test_tables& base, test_tables own, vocabulary const& words);

}  // namespace xunze::json

#endif
