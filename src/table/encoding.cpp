// SPDX-License-Identifier: Apache-2.0
// The encoding of a text file: UTF-8, else GB18030, never a guess.
#include "xunze/core/failure.hpp"
#include "xunze/core/utf8.hpp"
#include "xunze/table/csv.hpp"

#include <algorithm>
#include <cerrno>
#include <iconv.h>
#include <optional>

namespace xunze {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::size_t line_of(std::string_view bytes, std::size_t position) {
  auto const end = bytes.begin() + static_cast<std::ptrdiff_t>(position);
  return 1 + static_cast<std::size_t>(std::count(bytes.begin(), end, '\n'));
}

[[noreturn]] void refuse(char const* code, std::size_t line, text const& message,
                         text const& help = {}) {
  throw failure(code, message,
                {diagnostic{code, diagnostic_level::error, place{{}, line, 0, {}, 0, {}}, message,
                            help, {}}});
}

class converter {
 public:
  converter() : handle_{iconv_open("UTF-8", "GB18030")} {}
  converter(converter const&) = delete;
  converter& operator=(converter const&) = delete;
  ~converter() {
    if (usable()) iconv_close(handle_);
  }
  [[nodiscard]] bool usable() const noexcept {
    return handle_ != reinterpret_cast<iconv_t>(-1);  // NOLINT(performance-no-int-to-ptr): POSIX
  }

  // Position of the first byte that is not GB18030; nullopt if all is converted.
  std::optional<std::size_t> convert(std::string_view bytes, std::string& out) {
    char* from = const_cast<char*>(bytes.data());
    std::size_t left = bytes.size();
    out.resize(bytes.size() + bytes.size() / 2 + 16);
    std::size_t used = 0;
    while (left > 0) {
      char* to = out.data() + used;
      std::size_t room = out.size() - used;
      std::size_t const result = iconv(handle_, &from, &left, &to, &room);
      used = out.size() - room;
      if (result != static_cast<std::size_t>(-1)) break;
      if (errno != E2BIG) return bytes.size() - left;
      out.resize(out.size() * 2);
    }
    out.resize(used);
    return std::nullopt;
  }

 private:
  iconv_t handle_;
};

}  // namespace

void decode(std::string_view file_bytes, decoded_text& into) {
  if (auto const nul = file_bytes.find('\0'); nul != std::string_view::npos) {
    refuse("data.nul", line_of(file_bytes, nul),
           {"文件中有空字节，不是文本文件", "the file holds NUL bytes and is no text file"},
           {"请另存为 UTF-8 编码的 CSV", "save it as CSV in UTF-8"});
  }
  into.encoding = text_encoding::utf8;
  into.bytes = file_bytes;
  if (auto const no_utf8 = first_malformed(file_bytes)) {
    converter gb18030;
    auto const bad = gb18030.usable() ? gb18030.convert(file_bytes, into.storage)
                                      : std::optional<std::size_t>{0};
    if (bad) {
      // Whichever of the two goes further is what the file was meant to be.
      refuse("data.encoding", line_of(file_bytes, std::max(*bad, *no_utf8)),
             {"文件既不是 UTF-8 也不是 GB18030 编码", "the file is neither UTF-8 nor GB18030"},
             {"请另存为 UTF-8 编码的 CSV", "save it as CSV in UTF-8"});
    }
    into.encoding = text_encoding::gb18030;
    into.bytes = into.storage;
  }
  if (into.bytes.starts_with(byte_order_mark)) into.bytes.remove_prefix(byte_order_mark.size());
}

}  // namespace xunze
