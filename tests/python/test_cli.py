# SPDX-License-Identifier: Apache-2.0
"""The command: its exit status, and what goes where."""

import json
import os
import subprocess
import sys
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
    assert done.returncode == 2
    for name in xunze.packs():
        done = run("check", "empty", "--pack", name, "--as-of", DATE)
        assert done.returncode == 2, name


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
        ["check", "data", "--pack", "tiny.json", "--as-of", DATE, "--rules", " , "],
        ["check", "data", "--pack", "tiny.json", "--as-of", DATE, "--threads", "-1"],
        ["check", "data", "--pack", "tiny.json", "--as-of", DATE, "-o", "nowhere/x.json"],
        ["graph", "tiny.json", "--kinds", "foo"],
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
    assert any("一" <= each <= "鿿" for each in done.stderr.decode())
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["packs"], "规则"),
        (["packs", "--lang", "en"], "rules;"),
        (["--lang", "en", "packs"], "rules;"),
        (["--lang", "en", "packs", "--lang", "zh"], "规则"),
    ],
)
def test_the_language_may_stand_before_the_command_and_after_it(
    run: Any, arguments: list[str], said: str
) -> None:
    done = run(*arguments)
    assert done.returncode == 0, done.stderr.decode()
    assert said in done.stdout.decode().splitlines()[0]


def test_the_package_runs_as_the_command(tmp_path: Path) -> None:
    for module in ("xunze", "xunze.cli"):
        done = subprocess.run(
            [sys.executable, "-m", module, "--version"], cwd=tmp_path, capture_output=True,
            check=False,
        )  # fmt: skip
        assert done.stdout.decode() == f"xunze {xunze.__version__}\n"
        assert done.returncode == 0
    done = subprocess.run(
        [sys.executable, "-m", "xunze", "check"], cwd=tmp_path, capture_output=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.startswith(b"usage: xunze check")


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


@pytest.mark.parametrize("bad", ["nowhere/b.json", "data"])
def test_all_files_are_written_or_none(
    run: Any, folder: Path, pack_file: Path, bad: str
) -> None:
    (folder.parent / "a.csv").write_text("before", encoding="utf-8")
    done = run("check", folder, "--pack", pack_file, "--as-of", DATE, "--format", "table",
               "--format", "csv", "-o", "a.csv", "--format", "json", "-o", bad)  # fmt: skip
    assert done.returncode == 2
    assert done.stdout == b""
    assert f"无法写入“{bad}”" in done.stderr.decode()
    assert (folder.parent / "a.csv").read_text("utf-8") == "before"
    assert not [path for path in folder.parent.iterdir() if path.name.startswith(".")]


def test_blanks_between_rules_are_no_part_of_them(
    run: Any, folder: Path, pack_file: Path
) -> None:
    base = ["check", folder, "--pack", pack_file, "--as-of", DATE, "--format", "json", "--rules"]
    assert json.loads(run(*base, "D-1, D-3,").stdout) == json.loads(run(*base, "D-1,D-3").stdout)
    wrong = run(*base, "D-1, D-9").stderr.decode()
    assert wrong.count("没有规则“D-9”") == 1


def test_a_vocabulary_that_is_none_is_a_finding_in_its_place(
    run: Any, folder: Path, pack_file: Path
) -> None:
    text = pack_file.read_text("utf-8")
    pack_file.write_text(text.replace('"teacher-training"', '"teacher-trainig"'), encoding="utf-8")
    done = run("lint", pack_file)
    assert done.returncode == 1
    said = done.stdout.decode()
    assert "pack.vocabulary" in said
    assert '"vocabulary": "teacher-trainig"' in said
    assert "是否想写“teacher-training”" in said
    done = run("check", folder, "--pack", pack_file, "--as-of", DATE)
    assert done.returncode == 2
    assert "pack.vocabulary" in done.stderr.decode()


def test_a_name_that_is_not_utf_8_is_named(run: Any, folder: Path, pack_file: Path) -> None:
    base = ["--pack", pack_file, "--as-of", DATE]
    odd = os.fsdecode("项目.csv".encode("gb18030"))
    (folder / odd).write_text("a\n", encoding="utf-8")
    done = run("check", folder, *base)
    assert done.returncode == 2
    assert "file.name" in done.stderr.decode()
    assert "data/" in done.stderr.decode()
    (folder / odd).rename(folder / odd.replace(".csv", ".doc"))
    assert run("check", folder, *base).returncode == 1
    (folder / odd.replace(".csv", ".doc")).unlink()
    other = folder.rename(folder.parent / os.fsdecode("数据".encode("gb18030")))
    done = run("check", other, *base)
    assert done.returncode == 2
    assert "file.name" in done.stderr.decode()


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
    done = run("explain", folder, "D-2", "c2", *base, "--lang", "en")
    assert "= no" in done.stdout.decode()
    assert "否" not in done.stdout.decode()
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


def test_lint_counts_findings_under_the_words_that_they_have(run: Any, pack_file: Path) -> None:
    pack = json.loads(pack_file.read_text("utf-8"))
    pack["parameters"]["spare"] = {**pack["parameters"]["max_classes"]}
    pack_file.write_text(json.dumps(pack, indent=1, ensure_ascii=False), encoding="utf-8")
    done = run("lint", pack_file)
    said = (done.stdout + done.stderr).decode()
    assert "说明[parameter.unread]" in said
    assert "0处错误，0处警告，2处说明" in said
    english = run("lint", pack_file, "--lang", "en")
    assert "errors: 0, warnings: 0, notes: 2" in (english.stdout + english.stderr).decode()


def test_names_that_nothing_has_are_shown_where_they_stand(
    run: Any, folder: Path, pack_file: Path
) -> None:
    pack = json.loads(pack_file.read_text("utf-8"))
    rule = pack["rules"]["D-3"]
    rule["elig"]["require"] = "dayz >= least_days"
    rule["message"]["zh"] = "{clas_id}"
    pack_file.write_text(json.dumps(pack, indent=1, ensure_ascii=False), encoding="utf-8")
    for command in (["lint"], ["check", folder, "--as-of", DATE, "--pack"]):
        done = run(*command, pack_file, "--lang", "en")
        said = (done.stdout + done.stderr).decode()
        assert done.returncode == (1 if command == ["lint"] else 2)
        for written, name in (('"dayz >= least_days"', "dayz"), ('"{clas_id}"', "clas_id")):
            lines = said.splitlines()
            line = next(each for each in lines if each.rstrip(",").endswith(written))
            caret = lines[lines.index(line) + 1]
            assert f"`{name}`" in said
            assert line[caret.index("^") :].startswith(name)


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
