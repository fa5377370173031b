// SPDX-License-Identifier: Apache-2.0
// expect: binary floating point is not exact
#include "xunze/table/structs.hpp"

#include <vector>

struct course {
  double hours;
};

void add(xunze::dataset_builder& builder, std::vector<course> const& rows) {
  builder.add_structs("course", rows, xunze::field("hours", &course::hours));
}
