#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Looks for inputs that break the pack loader: with libFuzzer where a clang has it, else by a long
# replay of mutations under the sanitizers. --quick: a few seconds; SECONDS_EACH sets the time.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

seconds=${SECONDS_EACH:-600} mutations=50000
if [ "${1:-}" = --quick ]; then seconds=${SECONDS_EACH:-20} mutations=2000; fi
out=build/fuzz
mkdir -p "$out/found" "$out/queue"

# A clang may come without the libraries of its sanitizers.
compiler=
printf '#include <cstddef>\n#include <cstdint>\n%s\n' \
  'extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const*, std::size_t) { return 0; }' \
  >"$out/probe.cpp"
for candidate in "${CLANG:-}" clang++-19 clang++-18 clang++-17 clang++-16 clang++-15 clang++-14; do
  if [ -n "$candidate" ] && command -v "$candidate" >/dev/null &&
    "$candidate" -fsanitize=fuzzer,address,undefined "$out/probe.cpp" -o "$out/probe" 2>/dev/null
  then
    compiler=$candidate
    break
  fi
done

if [ -z "$compiler" ]; then
  echo "no clang with libFuzzer: mutations of the corpus under the sanitizers"
  [ -f build/asan-ubsan/CMakeCache.txt ] || cmake --preset asan-ubsan >/dev/null
  cmake --build --preset asan-ubsan --target xunze_pack_replay >/dev/null
  exec build/asan-ubsan/tests/fuzz/xunze_pack_replay "$mutations" tests/fuzz/corpus/*
fi

export compiler out
# compile <source>: only the stages that the loader is made of.
compile() {
  # shellcheck disable=SC2046
  $(command -v ccache || true) "$compiler" -std=c++20 -O1 -g1 -Iinclude -Isrc \
    -D_GLIBCXX_ASSERTIONS -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all \
    -c "$1" -o "$out/$(echo "$1" | tr / _).o"
}
export -f compile
rm -f "$out"/*.o
printf '%s\n' src/{core,schema,policy,rule,graph,check,pack}/*.cpp tests/fuzz/pack_fuzz.cpp |
  xargs -P 2 -I{} bash -c 'compile {}'
"$compiler" -fsanitize=fuzzer,address,undefined "$out"/*.o -o "$out/pack_fuzz"
"$out/pack_fuzz" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=65536 \
  -dict=tests/fuzz/json.dict -artifact_prefix="$out/found/" -print_final_stats=1 \
  "$out/queue" tests/fuzz/corpus
