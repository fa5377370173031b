#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The main job: installs what is needed, builds, and checks tables of counties against policy packs.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/../tests/setup.sh"

install_system_packages g++ cmake ninja-build ccache git libboost-dev nlohmann-json3-dev \
  python3 python3-dev python3-venv
make_venv examples examples/requirements.txt
has_python_package || die "bindings/python/xunze is missing"
install_python_package

xunze=$venv/bin/xunze
files=()

# check <name> <data> <pack> <as-of date>: prints the summary, writes findings.csv, report.html and
# report.json in one run. Exit status 1 says that something does not comply, 3 that a rule could not
# be decided: both are answers, 2 is not.
check() {
  local name=$1 data=$2 pack=$3 as_of=$4 out=build/out/$1 status=0 file
  say "$name: $data, $pack, $as_of"
  mkdir -p "$out"
  "$xunze" check "$data" --pack "$pack" --as-of "$as_of" --format table \
    --format csv -o "$out/findings.csv" --format html -o "$out/report.html" \
    --format json -o "$out/report.json" || status=$?
  [ "$status" -le 1 ] || [ "$status" -eq 3 ] || die "xunze check $data ended with status $status"
  for file in "$out/findings.csv" "$out/report.html" "$out/report.json"; do
    [ -s "$file" ] || die "$file was not written"
    files+=("$file")
  done
}

# A county's own tables of 2018: fourteen national sub-projects, fourteen of its own, a rotation.
job_xiangyin() { check xiangyin-2018 examples/data/xiangyin-2018 xiangyin-2018 2018-12-31; }

# A synthetic city with four counties that breaks every rule that can fail; the same seed gives the
# same bytes. It is checked when the last duty of the notice is due.
job_county() {
  "$venv/bin/python" examples/generate.py --pack shaanxi-2023 --seed 7 --out build/data/county
  check county build/data/county shaanxi-2023 2026-01-05
}

job_xiangyin
job_county

say "结果文件 / results"
printf '%s\n' "${files[@]}"
