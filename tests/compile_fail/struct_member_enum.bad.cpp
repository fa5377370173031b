// SPDX-License-Identifier: Apache-2.0
// expect: give field() a function from this enum to its code
#include "xunze/table/structs.hpp"

#include <vector>

enum class mode { online, face };

struct course {
  mode how;
};

void add(xunze::dataset_builder& builder, std::vector<course> const& rows) {
  builder.add_structs("course", rows, xunze::field("mode", &course::how));
}
