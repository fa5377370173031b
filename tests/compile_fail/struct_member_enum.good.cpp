// SPDX-License-Identifier: Apache-2.0
#include "xunze/table/structs.hpp"

#include <vector>

enum class mode { online, face };

char const* code_of(mode how) { return how == mode::face ? "face" : "online"; }

struct course {
  mode how;
};

void add(xunze::dataset_builder& builder, std::vector<course> const& rows) {
  builder.add_structs("course", rows, xunze::field("mode", &course::how, &code_of));
}
