# SPDX-License-Identifier: Apache-2.0
"""What the README shows is what runs."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("xunze")

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def block(language: str) -> str:
    found = re.findall(rf"^```{language}\n(.*?)^```$", README, flags=re.DOTALL | re.MULTILINE)
    assert len(found) == 1, f"{len(found)} blocks of {language}"
    return str(found[0])


def lines_of(code: str) -> int:
    return len([line for line in code.splitlines() if line.strip()])


def test_the_python_of_the_readme_runs() -> None:
    code = block("python")
    assert lines_of(code) <= 15
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "不符合" in done.stdout


def test_the_cpp_of_the_readme_is_short() -> None:
    # That it runs is the test `example.readme` of ctest.
    assert lines_of(block("cpp")) <= 15


def test_the_commands_of_the_readme_exist() -> None:
    for command in re.findall(r"^bash (\S+)", block("sh"), flags=re.MULTILINE):
        assert (ROOT / command).is_file()


def test_the_table_names_what_is_there() -> None:
    names = re.findall(r"^\| `([^`]+)` \|", README, flags=re.MULTILINE)
    assert names
    for name in names:
        assert (ROOT / name).exists(), name
