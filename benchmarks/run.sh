#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds the benchmarks and runs each; answers are compared before anything is timed.
# --quick: small data in the development build, as the tests run it, so that they cannot rot.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/../tests/setup.sh"

preset=release
[ "${1:-}" = --quick ] && preset=dev
install_system_packages g++ cmake ninja-build ccache git libboost-dev nlohmann-json3-dev \
  libgtest-dev libbenchmark-dev
build_preset "$preset"
for benchmark in build/"$preset"/benchmarks/xunze_*_benchmark; do
  say "$(basename "$benchmark")"
  "$benchmark" "$@"
done
