# SPDX-License-Identifier: Apache-2.0
"""The guide's commands run as they stand there and give what it says."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs/guide.md").read_text("utf-8")


def blocks(language: str) -> str:
    return "".join(re.findall(rf"^```{language}\n(.*?)^```", GUIDE, re.M | re.S))


def test_the_guide_has_commands_and_a_program() -> None:
    assert "xunze check county" in blocks("sh")
    assert "xunze.check" in blocks("python")


def test_the_pack_of_the_guide_is_json() -> None:
    pack = re.search(r"cat > one-a-year.json <<'END'\n(.*?)^END$", GUIDE, re.M | re.S)
    assert pack
    assert json.loads(pack[1])["format"] == "xunze.pack/1"


def test_the_guide_runs(tmp_path: Path) -> None:
    pytest.importorskip("xunze", reason="the package is not installed")
    script = tmp_path / "guide.sh"
    script.write_text(blocks("sh"), "utf-8")
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    run = subprocess.run(
        ["bash", str(script)], cwd=tmp_path, env={**os.environ, "PATH": path},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "command not found" not in run.stderr, run.stderr
    assert "exit status 1" in run.stdout, run.stdout + run.stderr
    assert "Traceback" not in run.stderr, run.stderr
    for written in ("findings.csv", "report.json", "report.html", "one-a-year.dot"):
        assert (tmp_path / written).stat().st_size > 0, run.stderr
    program = tmp_path / "guide.py"
    program.write_text(blocks("python"), "utf-8")
    subprocess.run([sys.executable, str(program)], cwd=tmp_path, check=True)
