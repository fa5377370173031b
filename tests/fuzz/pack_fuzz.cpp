// SPDX-License-Identifier: Apache-2.0
// Any bytes as a vocabulary and as a pack: no crash, and what is accepted is written back the same.
#include "xunze/pack/pack_json.hpp"
#include "xunze/pack/vocabulary_json.hpp"

#include <cstddef>
#include <cstdint>

namespace {

using namespace xunze;

constexpr char const* training = R"({
  "format": "xunze.vocabulary/1", "id": "training", "version": "1",
  "title": {"zh": "甲", "en": "a"},
  "enums": {"status": {"title": {"zh": "甲", "en": "a"}, "values": [
    {"code": "selected", "zh": "甲", "en": "a"}, {"code": "done", "zh": "乙", "en": "b"}]}},
  "tables": {
    "project": {"title": {"zh": "甲", "en": "a"}, "key": ["project_id"], "columns": {
      "project_id": {"type": "text", "title": {"zh": "甲", "en": "a"}},
      "start": {"type": "date", "title": {"zh": "乙", "en": "b"}},
      "share": {"type": "decimal", "title": {"zh": "丙", "en": "c"}},
      "seats": {"type": "int", "title": {"zh": "丁", "en": "d"}}}},
    "enrolment": {"title": {"zh": "乙", "en": "b"}, "key": ["enr_id"], "columns": {
      "enr_id": {"type": "text", "title": {"zh": "甲", "en": "a"}},
      "teacher_id": {"type": "text", "title": {"zh": "乙", "en": "b"}},
      "project_id": {"type": "text", "references": {"table": "project"},
        "title": {"zh": "丙", "en": "c"}},
      "at": {"type": "timestamp", "title": {"zh": "丁", "en": "d"}},
      "marks": {"type": "set", "enum": "status", "title": {"zh": "戊", "en": "e"}},
      "status": {"type": "enum", "enum": "status", "title": {"zh": "己", "en": "f"}}}}}
})";

vocabulary const& words() {
  static vocabulary const loaded = [] {
    diagnostics found;
    auto made = load_vocabulary(training, "training", found);
    if (found.has_errors()) __builtin_trap();
    return made;
  }();
  return loaded;
}

json_limits const limits{.bytes = std::size_t{1} << 20U, .depth = 64, .nodes = 20'000};

void as_pack(std::string_view bytes) {
  diagnostics found;
  policy const read = load_pack(bytes, "fuzz", words(), found, limits);
  if (found.has_errors()) return;
  std::string const written = write_pack(read);
  diagnostics again;
  policy const reread = load_pack(written, "written", words(), again);
  if (!again.empty() || write_pack(reread) != written) __builtin_trap();
}

void as_vocabulary(std::string_view bytes) {
  diagnostics found;
  vocabulary const read = load_vocabulary(bytes, "fuzz", found, limits);
  (void)render(found, language::zh);
  if (found.has_errors()) return;
  std::string const written = write_vocabulary(read);
  diagnostics again;
  vocabulary const reread = load_vocabulary(written, "written", again);
  if (!again.empty() || write_vocabulary(reread) != written) __builtin_trap();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string_view const bytes{reinterpret_cast<char const*>(data), size};
  as_pack(bytes);
  as_vocabulary(bytes);
  return 0;
}
