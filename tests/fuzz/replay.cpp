// SPDX-License-Identifier: Apache-2.0
// Runs a fuzz target over files, and over simple mutations of them: always the same ones.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size);

namespace {

void run(std::string const& bytes) {
  LLVMFuzzerTestOneInput(reinterpret_cast<std::uint8_t const*>(bytes.data()), bytes.size());
}

/// The next number of a fixed sequence.
std::size_t next(std::uint64_t& state) {
  state ^= state << 13U;
  state ^= state >> 7U;
  state ^= state << 17U;
  return static_cast<std::size_t>(state >> 11U);
}

std::string mutated(std::string bytes, std::uint64_t& state) {
  static std::string const marks = "{}[]\",:0-.eE\\ tfn\x80\xFF";
  for (std::size_t edits = 1 + next(state) % 3; edits > 0 && !bytes.empty(); --edits) {
    std::size_t const at = next(state) % bytes.size();
    std::size_t const length = 1 + next(state) % 40;
    switch (next(state) % 4) {
      case 0:
        bytes.erase(at, length);
        break;
      case 1:
        bytes[at] = marks[next(state) % marks.size()];
        break;
      case 2:
        bytes.insert(at, bytes.substr(next(state) % bytes.size(), length));
        break;
      default:
        bytes.insert(at, 1, marks[next(state) % marks.size()]);
        break;
    }
  }
  return bytes;
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 3) {
    std::cerr << "usage: replay <mutations of each file> <files>\n";
    return 2;
  }
  long const mutations = std::strtol(arguments[1], nullptr, 10);
  std::uint64_t state = 0x9E3779B97F4A7C15U;
  for (int i = 2; i < count; ++i) {
    std::ifstream file{arguments[i], std::ios::binary};
    if (!file) {
      std::cerr << "cannot read " << arguments[i] << "\n";
      return 2;
    }
    std::string const bytes{std::istreambuf_iterator<char>{file}, {}};
    run(bytes);
    for (long n = 0; n < mutations; ++n) run(mutated(bytes, state));
  }
  std::cout << count - 2 << " files, " << mutations << " mutations of each\n";
  return 0;
}
