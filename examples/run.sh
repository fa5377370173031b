#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The main job: installs what is needed, builds, and checks a county's tables against a policy pack.
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
# report.json. Exit status 1 says that something does not comply: that is an answer, 2 is not.
check() {
  local name=$1 data=$2 pack=$3 as_of=$4 out=build/out/$1 status=0 format file
  say "$name: $data, $pack, $as_of"
  mkdir -p "$out"
  "$xunze" check "$data" --pack "$pack" --as-of "$as_of" || status=$?
  [ "$status" -le 1 ] || [ "$status" -eq 3 ] || die "xunze check $data ended with status $status"
  for format in csv html json; do
    case $format in
      csv) file=$out/findings.csv ;;
      *) file=$out/report.$format ;;
    esac
    status=0
    "$xunze" check "$data" --pack "$pack" --as-of "$as_of" --format "$format" -o "$file" || status=$?
    [ "$status" -le 1 ] || [ "$status" -eq 3 ] || die "writing $file ended with status $status"
    [ -s "$file" ] || die "$file was not written"
    files+=("$file")
  done
}

# A county's own tables of 2018: fourteen national sub-projects, fourteen of its own, a rotation.
job_xiangyin() { check xiangyin-2018 examples/data/xiangyin-2018 xiangyin-2018 2018-12-31; }

# A synthetic county that violates each selection rule somewhere; the same seed gives the same bytes.
job_county() {
  "$venv/bin/python" examples/generate_county.py --seed 7 build/data/county
  check county build/data/county shaanxi-2023 2023-12-31
}

job_xiangyin
job_county

say "结果文件 / results"
printf '%s\n' "${files[@]}"
