#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds the benchmarks and runs each; answers are compared before anything is timed.
# Status 1 where answers differ, or where the engine takes more than three times a loop in the
# better of two runs; a benchmark's README.md says more.
# --quick: small data in the development build, as the tests run it, so that they cannot rot;
# answers are compared, no ratio is judged. Other arguments go to the benchmarks.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/../tests/setup.sh"

preset=release
[ "${1:-}" = --quick ] && preset=dev
install_system_packages g++ cmake ninja-build ccache git libboost-dev nlohmann-json3-dev \
  libgtest-dev libbenchmark-dev
build_preset "$preset"
failed=()
for benchmark in build/"$preset"/benchmarks/xunze_*_benchmark; do
  say "$(basename "$benchmark")"
  "$benchmark" "$@" || failed+=("$(basename "$benchmark")")
done
if [ ${#failed[@]} -ne 0 ]; then
  say "FAILED: ${failed[*]}"
  exit 1
fi
