# SPDX-License-Identifier: Apache-2.0
"""C++ in the pages about it compiles, and Python runs."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMPILER = os.environ.get("CXX") or shutil.which("g++") or shutil.which("c++")
PAGES = ["docs/rules-in-code.md"]


@pytest.mark.skipif(COMPILER is None, reason="no C++ compiler")
@pytest.mark.parametrize("page", PAGES)
def test_the_code_of_a_page_compiles(page: str, tmp_path: Path) -> None:
    blocks = re.findall(r"^```cpp\n(.*?)^```", (ROOT / page).read_text("utf-8"), re.M | re.S)
    assert blocks
    source = tmp_path / "page.cpp"
    bodies = "".join(f"void block_{i}() {{\n{block}}}\n" for i, block in enumerate(blocks))
    source.write_text(f'#include "xunze/xunze.hpp"\n{bodies}', "utf-8")
    run = subprocess.run(
        [str(COMPILER), "-std=c++20", "-fsyntax-only", f"-I{ROOT / 'include'}", str(source)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr


def test_the_python_of_a_page_runs(tmp_path: Path) -> None:
    pytest.importorskip("xunze", reason="the package is not installed")
    text = (ROOT / "docs/python.md").read_text("utf-8")
    program = tmp_path / "page.py"
    program.write_text("".join(re.findall(r"^```python\n(.*?)^```", text, re.M | re.S)), "utf-8")
    run = subprocess.run([sys.executable, str(program)], cwd=ROOT, capture_output=True, check=False)
    assert run.returncode == 0, run.stderr.decode()
    assert run.stdout
