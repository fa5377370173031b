# SPDX-License-Identifier: Apache-2.0
# Sourced by tests/run.sh and examples/run.sh: system packages, the virtual environment, builds.
# Each step looks first at what stands, so that a second run installs nothing and needs no network.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
venv=$root/build/venv
export CMAKE_BUILD_PARALLEL_LEVEL=${CMAKE_BUILD_PARALLEL_LEVEL:-$(nproc 2>/dev/null || echo 2)}
export PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONUTF8=1

say() { printf '\n== %s\n' "$*"; }

die() {
  printf 'error: %s\n' "$*" >&2
  exit 2
}

# install_system_packages <package>...: installs with apt those that are missing.
install_system_packages() {
  local missing=() package sudo=()
  if ! command -v dpkg-query >/dev/null; then
    say "no dpkg here: taking the compiler, CMake, Ninja and the libraries as they are"
    return
  fi
  for package in "$@"; do
    if [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" != installed ]; then
      missing+=("$package")
    fi
  done
  [ ${#missing[@]} -eq 0 ] && return
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || die "these packages are missing, and there is no sudo: ${missing[*]}"
    sudo=(sudo)
  fi
  say "installing ${missing[*]}"
  "${sudo[@]}" apt-get update -q </dev/null
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -q -y --no-install-recommends "${missing[@]}" </dev/null
}

# hash_of <path>...: one hash over the names and contents of all files below the paths.
hash_of() {
  local path existing=()
  for path in "$@"; do
    [ -e "$path" ] && existing+=("$path")
  done
  find "${existing[@]}" -type f -not -path '*/__pycache__/*' -print0 |
    LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1
}

# step_done <name> <hash> and mark_done <name> <hash>: stamps beside the environment.
step_done() { [ "$(cat "$venv/.stamp-$1" 2>/dev/null)" = "$2" ]; }
mark_done() { echo "$2" >"$venv/.stamp-$1"; }

# make_venv <name> <requirements file>...: the last file may include the others.
make_venv() {
  local name=$1 python=/usr/bin/python3 hash
  shift
  [ -x "$python" ] || python=$(command -v python3) || die "no python3 found"
  if ! "$venv/bin/python" -c 'import pip' 2>/dev/null; then
    say "making the virtual environment build/venv"
    rm -rf "$venv"
    mkdir -p "$(dirname "$venv")"
    "$python" -m venv "$venv"
  fi
  hash=$(hash_of "$@")
  if ! step_done "$name" "$hash"; then
    say "installing Python packages ($name)"
    "$venv/bin/python" -m pip install -q -r "${!#}" </dev/null
    mark_done "$name" "$hash"
  fi
}

# build_preset <preset> [build preset]: configures when needed, builds what changed.
build_preset() {
  say "building preset $1"
  # The same folder may have been configured before: CMake repeats that only when asked to.
  if [ ! -f "build/$1/build.ninja" ] || [ CMakePresets.json -nt "build/$1/build.ninja" ]; then
    cmake --preset "$1" >"build/$1.configure.log" || {
      cat "build/$1.configure.log"
      die "cmake --preset $1 failed"
    }
  fi
  cmake --build --preset "${2:-$1}" || die "building preset $1 failed"
}

has_python_package() { [ -f bindings/python/xunze/__init__.py ]; }

# install_python_package: builds and installs the wheel, unless the same sources are installed.
install_python_package() {
  local hash
  hash=$(hash_of CMakeLists.txt pyproject.toml README.md LICENSE include src bindings policies)
  if step_done package "$hash" && "$venv/bin/python" -c 'import xunze' 2>/dev/null; then
    return
  fi
  say "building and installing the Python package"
  command -v ccache >/dev/null && export CMAKE_CXX_COMPILER_LAUNCHER=ccache
  "$venv/bin/python" -m pip install -q --no-build-isolation --no-deps . </dev/null ||
    die "pip install . failed"
  mark_done package "$hash"
}
