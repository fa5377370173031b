// SPDX-License-Identifier: Apache-2.0
#include "xunze/table/structs.hpp"

#include <vector>

struct course {
  xunze::decimal hours;
};

void add(xunze::dataset_builder& builder, std::vector<course> const& rows) {
  builder.add_structs("course", rows, xunze::field("hours", &course::hours));
}
