#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs what is needed, builds, and runs every test. The last lines are the runners' own totals.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

failed=()
totals=()
mkdir -p build/logs

# run <name> <pattern of the total> <command>...: keeps the total for the end, and the failure.
run() {
  local name=$1 pattern=$2 log=build/logs/$1.log status=0 total
  shift 2
  say "$name"
  "$@" </dev/null 2>&1 | tee "$log" || status=$?
  total=$(grep -E "$pattern" "$log" | tail -n 1) || total="$name: no total, exit status $status"
  totals+=("-- $name" "$total")
  [ "$status" -eq 0 ] || failed+=("$name")
}

install_system_packages g++ cmake ninja-build ccache git libboost-dev nlohmann-json3-dev \
  libgtest-dev libbenchmark-dev python3 python3-dev python3-venv
make_venv tests examples/requirements.txt tests/requirements.txt

build_preset dev
build_preset dev headers
build_preset asan-ubsan
if has_python_package; then
  install_python_package
fi

ctest_total='tests passed, .* tests failed|No tests were found'
run ctest "$ctest_total" ctest --preset dev
run ctest-asan-ubsan "$ctest_total" ctest --preset asan-ubsan
for quick in benchmarks/run.sh tests/fuzz/run.sh; do
  if [ -f "$quick" ]; then
    run "$(dirname "$quick" | tr / -)-quick" . bash "$quick" --quick
  fi
done

folders=()
for folder in hygiene install python property conformance reference; do
  if [ -n "$(find "tests/$folder" -name 'test_*.py' -print -quit 2>/dev/null)" ]; then
    folders+=("tests/$folder")
  fi
done
run pytest '^=+ .* in [0-9.]+s.* =+$' "$venv/bin/python" -m pytest "${folders[@]}"

if [ ${#failed[@]} -ne 0 ]; then
  say "FAILED: ${failed[*]}; the full output is in build/logs"
fi
printf '\n'
printf '%s\n' "${totals[@]}"
[ ${#failed[@]} -eq 0 ]
