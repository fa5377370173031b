# SPDX-License-Identifier: Apache-2.0
"""What one include costs a user's file."""

import os
import resource
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEADER = ROOT / "include/xunze/xunze.hpp"
LIMIT_SECONDS = 1.5
# What the standard headers below cost on a machine with nothing else to do. Where they cost more,
# the machine is slower or busy and everything costs more: the limit is of that machine's seconds.
STANDARD_SECONDS = 0.45
STANDARD = (
    "algorithm", "deque", "functional", "map", "memory", "optional", "ostream", "set", "span",
    "string", "unordered_map", "variant", "vector",
)  # fmt: skip
COMPILER = os.environ.get("CXX") or shutil.which("g++") or shutil.which("c++")


def compile_seconds(source: Path) -> float:
    """Processor time, which the machine's other work disturbs less than the clock."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [str(COMPILER), "-std=c++20", "-O0", f"-I{ROOT / 'include'}", "-c", str(source),
         "-o", str(source.with_suffix(".o"))],
        check=True,
    )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@pytest.mark.skipif(not HEADER.exists(), reason="there is no xunze.hpp yet")
@pytest.mark.skipif(COMPILER is None, reason="no C++ compiler")
def test_including_everything_is_cheap(tmp_path: Path) -> None:
    user = tmp_path / "user.cpp"
    user.write_text('#include "xunze/xunze.hpp"\nint main() {}\n', encoding="utf-8")
    standard = tmp_path / "standard.cpp"
    includes = "".join(f"#include <{header}>\n" for header in STANDARD)
    standard.write_text(includes + "int main() {}\n", encoding="utf-8")
    costs = [(compile_seconds(standard), compile_seconds(user)) for _ in range(5)]
    slower = max(1.0, min(cost for cost, _ in costs) / STANDARD_SECONDS)
    assert min(cost for _, cost in costs) <= LIMIT_SECONDS * slower, costs
