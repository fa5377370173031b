# SPDX-License-Identifier: Apache-2.0
"""The command: its exit status, and what goes where."""

import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

xunze = pytest.importorskip("xunze")

DATE = "2023-12-31"


def test_a_fail_is_status_1_and_the_summary_is_on_standard_output(
    run: Any, folder: Path, pack_file: Path
) -> None:
    done = run("check", folder, "--pack", pack_file, "--as-of", DATE)
    assert done.returncode == 1, done.stderr.decode()
    assert "审核汇总" in done.stdout.decode()
    assert done.stderr == b""


def test_the_fail_level_decides_what_counts(run: Any, folder: Path, pack_file: Path) -> None:
    base = ["check", folder, "--pack", pack_file, "--as-of", DATE, "--rules", "D-1"]
    assert run(*base).returncode == 1
    assert run(*base, "--fail-level", "error").returncode == 0
    assert run(*base, "--fail-level", "advice").returncode == 1
    assert run(*base, "--set", "max_classes=2").returncode == 0


def test_an_empty_folder_is_never_a_pass(run: Any, tmp_path: Path, pack_file: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = run("check", "empty", "--pack", pack_file, "--as-of", DATE)
    assert done.returncode in (2, 3)
    for name in xunze.packs():
        done = run("check", "empty", "--pack", name, "--as-of", DATE)
        assert done.returncode in (2, 3), name


def test_headers_without_rows_are_no_pass(run: Any, tmp_path: Path, pack_file: Path) -> None:
    (tmp_path / "bare").mkdir()
    (tmp_path / "bare/class.csv").write_text("class_id,start_date,end_date\n", encoding="utf-8")
    assert run("check", "bare", "--pack", pack_file, "--as-of", DATE).returncode == 3


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "nowhere", "--pack", "tiny.json", "--as-of", DATE],
        ["check", "data", "--pack", "nothing", "--as-of", DATE],
        ["check", "data", "--pack", "tiny.json", "--as-of", "2023-02-30"],
        ["check", "data", "--pack", "tiny.json", "--as-of", DATE, "--set", "max_classes=x"],
        ["check", "data", "--pack", "tiny.json", "--as-of", DATE, "--set", "nothing=1"],
        ["check", "data", "--pack", "tiny.json", "--as-of", DATE, "--rules", "D-9"],
        ["check", "data", "--pack", "tiny.json", "--as-of", DATE, "-o", "nowhere/x.json"],
        ["explain", "data", "D-1", "nobody", "--pack", "tiny.json", "--as-of", DATE],
        ["lint", "nothing"],
        ["check"],
    ],
)
def test_what_cannot_run_is_status_2(
    run: Any, folder: Path, pack_file: Path, arguments: list[str]
) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr
    assert b"Traceback" not in done.stderr


def test_strict_refuses_what_would_be_set_aside(run: Any, folder: Path, pack_file: Path) -> None:
    text = (folder / "class.csv").read_text("utf-8").replace("2023-07-10", "2023-02-30")
    (folder / "class.csv").write_text(text, encoding="utf-8")
    base = ["check", folder, "--pack", pack_file, "--as-of", DATE]
    done = run(*base)
    assert done.returncode == 1
    assert "class.csv" in done.stdout.decode()
    done = run(*base, "--strict", "-o", "out.json")
    assert done.returncode == 2
    assert "class.csv" in done.stderr.decode()
    assert not Path(folder.parent / "out.json").exists()


def test_one_run_writes_several_forms(run: Any, folder: Path, pack_file: Path) -> None:
    done = run(
        "check", folder, "--pack", pack_file, "--as-of", DATE,
        "--format", "table", "--format", "csv", "-o", "f.csv", "--format", "html", "-o", "r.html",
        "-o", "r.json", "-o", "r.xlsx", "--format", "junit", "-o", "r.xml",
    )  # fmt: skip
    assert done.returncode == 1, done.stderr.decode()
    assert "审核汇总" in done.stdout.decode()
    out = folder.parent
    assert (out / "f.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert "审核汇总" in (out / "r.html").read_text("utf-8")
    assert json.loads((out / "r.json").read_text("utf-8"))["schema"] == "xunze.report/1"
    assert (out / "r.xlsx").read_bytes().startswith(b"PK")
    suite = ET.parse(out / "r.xml").getroot().find("testsuite")
    assert suite is not None
    assert suite.get("tests") == "3"
    assert suite.get("failures") == "3"
    assert not [path for path in out.iterdir() if path.name.startswith(".")]


def test_two_forms_cannot_share_standard_output(run: Any, folder: Path, pack_file: Path) -> None:
    done = run("check", folder, "--pack", pack_file, "--as-of", DATE,
               "--format", "json", "--format", "csv")  # fmt: skip
    assert done.returncode == 2
    assert done.stdout == b""


def test_without_a_date_today_is_taken_and_said(run: Any, folder: Path, pack_file: Path) -> None:
    done = run("check", folder, "--pack", pack_file, "--format", "json")
    said = json.loads(done.stdout)["as_of"]
    assert said in done.stderr.decode()
    assert "北京时间" in done.stderr.decode()


def test_a_csv_is_safe_in_a_spreadsheet(run: Any, folder: Path, pack_file: Path) -> None:
    done = run("check", folder, "--pack", pack_file, "--as-of", DATE, "--show-personal",
               "--set", "max_classes=0", "--format", "csv")  # fmt: skip
    text = done.stdout.decode("utf-8-sig")
    assert "'=cmd()" in text
    assert ",=cmd()" not in text


def test_explain_shows_the_tree_and_the_rows(run: Any, folder: Path, pack_file: Path) -> None:
    base = ["--pack", pack_file, "--as-of", DATE]
    done = run("explain", folder, "D-2", "c2", *base)
    assert done.returncode == 0, done.stderr.decode()
    assert "class.csv" in done.stdout.decode()
    assert "least_days" in done.stdout.decode()
    done = run("explain", folder, "D-2", "c2", *base, "--json")
    assert json.loads(done.stdout)["verdict"] == "fail"


def test_lint_says_where_and_what_may_help(run: Any, tmp_path: Path, pack_file: Path) -> None:
    assert run("lint", pack_file).returncode == 0
    text = pack_file.read_text("utf-8").replace('"strength"', '"strenght"')
    (tmp_path / "broken.json").write_text(text, encoding="utf-8")
    done = run("lint", "broken.json", "--lang", "en")
    assert done.returncode == 1
    assert "did you mean `strength`" in done.stdout.decode()
    assert "broken.json:" in done.stdout.decode()


@pytest.mark.parametrize("form", ["dot", "mermaid", "json"])
def test_graph_is_written(run: Any, pack_file: Path, form: str) -> None:
    done = run("graph", pack_file, "--format", form)
    assert done.returncode == 0, done.stderr.decode()
    assert "D-1" in done.stdout.decode()


def test_packs_are_listed_with_what_they_encode(run: Any) -> None:
    done = run("packs")
    assert done.returncode == 0
    for name in xunze.packs():
        assert name in done.stdout.decode()
    assert "未编码" in done.stdout.decode()


def test_plan_says_what_runs_how(run: Any, folder: Path, pack_file: Path) -> None:
    done = run("plan", pack_file, folder)
    assert done.returncode == 0, done.stderr.decode()
    assert "enrolment" in done.stdout.decode()
