# SPDX-License-Identifier: Apache-2.0
"""Bad input through the command: what stops a run, and what is set aside."""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

xunze = pytest.importorskip("xunze")

DATE = "2023-12-31"
SECONDS = 20
MEMORY = 2 << 30
COULD_NOT_RUN = 2

Change = Callable[[Path], None]


class Command:
    """The command on a folder and a pack, in bounded time and memory."""

    def __init__(self, at: Path, folder: Path, pack: Path) -> None:
        self.at, self.folder, self.pack = at, folder, pack
        self.memory = MEMORY

    def __call__(self, *arguments: object) -> "subprocess.CompletedProcess[bytes]":
        def limit() -> None:
            resource.setrlimit(resource.RLIMIT_AS, (self.memory, self.memory))

        begun = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-m", "xunze.cli", *map(str, arguments)],
            cwd=self.at,
            capture_output=True,
            check=False,
            timeout=6 * SECONDS,
            preexec_fn=limit,
        )
        assert time.monotonic() - begun < SECONDS
        assert b"Traceback" not in done.stderr, done.stderr.decode()
        return done

    def check(self, *more: object) -> "subprocess.CompletedProcess[bytes]":
        return self(
            "check", self.folder, "--pack", self.pack, "--as-of", DATE, "--threads", 1,
            "--lang", "en", *more, "-o", "out.json",
        )  # fmt: skip

    def report(self) -> Any:
        return json.loads((self.at / "out.json").read_text("utf-8"))

    def refuses(self, *said: str) -> str:
        """Status 2, nothing written, and all of these said."""
        done = self.check()
        text = done.stderr.decode()
        assert done.returncode == COULD_NOT_RUN, text or done.stdout.decode()
        assert done.stdout == b""
        assert not (self.at / "out.json").exists()
        for each in said:
            assert each in text, text
        return text


@pytest.fixture
def command(tmp_path: Path, folder: Path, pack_file: Path) -> Command:
    return Command(tmp_path, folder, pack_file)


# Files that stop the run.


def test_the_sound_folder_runs(command: Command) -> None:
    assert command.check().returncode == 1
    assert command.report()["findings"]


def unreadable(path: Path) -> None:
    path.chmod(0)


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def text_of(content: bytes) -> Change:
    def write(path: Path) -> None:
        path.write_bytes(content)

    return write


GARBAGE = bytes((i * 7919 + i // 251) % 255 + 1 for i in range(100_000))

BAD_FILES: dict[str, tuple[Change, list[str]]] = {
    "folder": (a_folder, ["data.unreadable", "class.csv"]),
    "garbage": (text_of(b"class_id,start_date\n" + GARBAGE), ["class.csv:"]),
    "nul": (text_of(b"class_id,start_date\nc1,\0\n"), ["data.nul", "class.csv:2"]),
    "quote": (text_of(b'class_id,start_date\nc1,2023-07-01\n"c2,2023\n'),
              ["data.csv", "class.csv:3"]),
    "empty": (text_of(b""), ["data.no_header", "class.csv"]),
    "no key": (text_of(b"start_date,end_date\n2023-07-01,2023-07-02\n"),
               ["data.missing_key", "class.csv", "class_id"]),
    "conflict": (text_of(b"class_id,start_date\nc1,2023-07-01\nc2,\nc1,2023-07-02\n"),
                 ["data.conflicting_rows", "class.csv", "4"]),
    "columns": (text_of(b"class_id" + b",x" * 5000 + b"\n"), ["data.limit", "class.csv:1"]),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_file_that_cannot_be_judged_stops_the_run(command: Command, name: str) -> None:
    change, said = BAD_FILES[name]
    change(command.folder / "class.csv")
    command.refuses(*said)


def test_an_unreadable_file_stops_the_run(command: Command) -> None:
    unreadable(command.folder / "class.csv")
    if os.access(command.folder / "class.csv", os.R_OK):
        # The superuser reads everything: a link to nowhere cannot be read by anyone.
        (command.folder / "class.csv").unlink()
        (command.folder / "class.csv").symlink_to("nowhere.csv")
    command.refuses("data.unreadable", "class.csv")


def test_a_device_is_no_file(command: Command) -> None:
    (command.folder / "class.csv").unlink()
    (command.folder / "class.csv").symlink_to("/dev/zero")
    command.refuses("data.unreadable", "class.csv")
    (command.folder / "class.csv").unlink()
    os.mkfifo(command.folder / "class.csv")
    command.refuses("data.unreadable", "class.csv")


def test_all_bad_files_are_named_in_one_run(command: Command) -> None:
    (command.folder / "class.csv").write_bytes(b"class_id\nc1,\0\n")
    (command.folder / "teacher.csv").write_bytes(b"name\nx\n")
    command.refuses("class.csv:2", "teacher.csv", "data.missing_key")


def write_long_cell(path: Path, size: int) -> None:
    block = b"x" * (1 << 20)
    with path.open("wb") as file:
        file.write(b"class_id,start_date\nc1,")
        for _ in range(size >> 20):
            file.write(block)
        file.write(b"\n")


def test_a_cell_of_100_mb_stops_the_run(command: Command) -> None:
    write_long_cell(command.folder / "class.csv", 100 << 20)
    command.refuses("data.limit", "class.csv:2")
    (command.folder / "class.csv").unlink()


def test_a_cell_of_1_gb_stops_the_run(command: Command) -> None:
    command.memory = 3 << 30
    write_long_cell(command.folder / "class.csv", 1 << 30)
    try:
        command.refuses("data.limit", "class.csv:2", f"{1 << 30} bytes, at most {1 << 20}")
    finally:
        (command.folder / "class.csv").unlink()


def test_a_quoted_cell_of_100_mb_stops_the_run(command: Command) -> None:
    write_long_cell(command.folder / "class.csv", 100 << 20)
    path = command.folder / "class.csv"
    with path.open("r+b") as file:
        file.seek(len(b"class_id,start_date\nc1,"))
        file.write(b'"')
        file.seek(-1, os.SEEK_END)
        file.write(b'"')
    command.refuses("data.limit", "class.csv:2")
    path.unlink()


# Packs that stop the run.


def changed(text: str, old: str, new: str) -> str:
    assert old in text, old
    return text.replace(old, new)


def pack_with(command: Command, **rule: Any) -> None:
    """The pack with another condition in rule D-3."""
    pack = json.loads(command.pack.read_text("utf-8"))
    pack["rules"]["D-3"]["elig"].update(rule)
    command.pack.write_text(json.dumps(pack, ensure_ascii=False, indent=1), encoding="utf-8")


def test_a_pack_of_a_newer_format_stops_the_run(command: Command) -> None:
    text = command.pack.read_text("utf-8")
    command.pack.write_text(changed(text, "xunze.pack/1", "xunze.pack/2"), encoding="utf-8")
    command.refuses("format.newer", "tiny.json:2:")


def test_a_pack_nested_a_thousand_deep_stops_the_run(command: Command) -> None:
    for opening, closing in (("[", "]"), ('{"a":', "}")):
        command.pack.write_text(opening * 1000 + "1" + closing * 1000, encoding="utf-8")
        command.refuses("json.depth", "tiny.json:1:")
        command.pack.write_text(opening * 200_000, encoding="utf-8")
        command.refuses("json.depth", "tiny.json:1:")


def test_a_pack_with_too_many_values_stops_the_run(command: Command) -> None:
    command.pack.write_text("[" + "1," * 1_000_001 + "1]", encoding="utf-8")
    command.refuses("json.nodes", "tiny.json:1:")


def test_everything_wrong_with_a_pack_is_said_at_once(command: Command) -> None:
    text = command.pack.read_text("utf-8")
    text = changed(text, '"strength": "in_principle"', '"strenght": "in_principle"')
    text = changed(text, '"at_least": "least_days"', '"at_least": "least_days >"')
    text = changed(text, '"type": "int"', '"type": "integer"')
    command.pack.write_text(text, encoding="utf-8")
    said = command.refuses(
        "json.unknown_key", "`strength`", "expression.syntax", "json.word", "one of: int"
    )
    assert said.count("tiny.json:") >= 4


def test_names_that_are_not_there_stop_the_run_with_their_places(command: Command) -> None:
    pack_with(command, require="teacher.hire_dat <= class.start_date && nothing > 1")
    command.refuses("name.unknown", "`hire_dat`", "`hire_date`", "`nothing`", "tiny.json:")


def test_a_key_that_stands_twice_stops_the_run(command: Command) -> None:
    text = changed(command.pack.read_text("utf-8"), '"id": "tiny"', '"id": "x",\n"id": "tiny"')
    command.pack.write_text(text, encoding="utf-8")
    command.refuses("json.duplicate_key", "tiny.json:", "first in line")


@pytest.mark.parametrize("number", ["1e3", "5E-1", "1e999999999"])
def test_a_number_with_an_exponent_stops_the_run(command: Command, number: str) -> None:
    text = changed(command.pack.read_text("utf-8"), '"value": 5', f'"value": {number}')
    command.pack.write_text(text, encoding="utf-8")
    command.refuses("json.exponent" if "9" not in number else "json.", "tiny.json:")


def test_a_number_too_large_stops_the_run(command: Command) -> None:
    text = changed(command.pack.read_text("utf-8"), '"value": 5', f'"value": {10**40}')
    command.pack.write_text(text, encoding="utf-8")
    command.refuses("tiny.json:")


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        ("(" * 1000 + "true" + ")" * 1000, "expression.depth"),
        ("!" * 1000 + "true", "expression.depth"),
        ("-" * 1000 + "1 > 0", "expression.depth"),
        (" + ".join(["1"] * 1000) + " > 0", "expression.depth"),
        (" + ".join(["1"] * 200_000) + " > 0", "expression.size"),
        (" && ".join(["true"] * 1000), "expression.depth"),
        ("true ? " * 500 + "true" + " : true" * 500, "expression.depth"),
    ],
    ids=["nested", "not", "minus", "sum", "terms", "and", "choices"],
)
def test_an_expression_beyond_the_limits_stops_the_run(
    command: Command, condition: str, code: str
) -> None:
    pack_with(command, require=condition)
    command.refuses(code, "tiny.json:")


def test_lines_of_one_expression_share_its_limit(command: Command) -> None:
    pack_with(command, require=["1 + " * 1000] * 200 + ["1 > 0"])
    command.refuses("expression.", "tiny.json:")


@pytest.mark.parametrize(
    "content",
    [b"", b"\0" * 100, b"\xff\xfe{}", b"[]", b"null", b'{"format": 1}', GARBAGE, b"{",
     b'{"format": "xunze.vocabulary/1"}'],
)  # fmt: skip
def test_what_is_no_pack_stops_the_run(command: Command, content: bytes) -> None:
    command.pack.write_bytes(content)
    command.refuses("tiny.json")


def test_a_pack_file_that_cannot_be_read_stops_the_run(command: Command) -> None:
    command.pack.unlink()
    command.refuses("tiny.json")
    command.pack.mkdir()
    command.refuses("pack.json")
    command.pack.rmdir()
    command.pack.symlink_to("/dev/zero")
    command.refuses("tiny.json")


def test_a_pack_of_100_mb_stops_the_run(command: Command) -> None:
    with command.pack.open("wb") as file:
        file.write(b'{"format": "')
        file.seek(100 << 20)
        file.write(b'"}')
    command.refuses("tiny.json")


def test_what_a_parent_says_is_shown_by_lint(command: Command) -> None:
    pack = json.loads(command.pack.read_text("utf-8"))
    pack["pack"]["extends"] = ["parent"]
    pack["parameters"]["max_classes"]["tighter"] = "lower"
    parent = json.loads(json.dumps(pack))
    parent["pack"].update(id="parent", extends=[])
    pack["parameters"]["max_classes"]["value"] = 2
    command.pack.write_text(json.dumps(pack, indent=1), encoding="utf-8")
    command.refuses("stack.parent", "`parent`", "tiny.json:")
    (command.at / "parent.json").write_text(json.dumps(parent, indent=1), encoding="utf-8")
    done = command("lint", "tiny.json", "--lang", "en")
    assert done.returncode == 0, done.stdout.decode()
    assert "stack.loosened" in done.stdout.decode()
    assert "`max_classes` is looser than in `parent`: 2 (D-1) here, 1 (D-1) there" in (
        done.stdout.decode()
    )
    assert command.check().returncode in (0, 1)


# Cells and rows that are set aside.


def table(header: str, *rows: str) -> str:
    return "\n".join([header, *rows]) + "\n"


VERDICTS = ["pass", "fail", "waived", "pending", "unknown", "not_applicable"]
ENROLMENT = "enr_id,teacher_id,class_id"
CLASS = "class_id,start_date,end_date"
SOUND = [f"c{i},2023-07-01,2023-07-10" for i in range(1, 16)]

# What is wrong, in which file, what is said of it, and which subjects become unknown.
SET_ASIDE: dict[str, tuple[str, str, list[str], set[str]]] = {
    "wrong type": (
        "class.csv",
        table(CLASS, *SOUND, "c16,soon,2023-07-10", "c17,2023-07-01,2023-07-10"),
        ["data.bad_cell", "class.csv", "row 17", "start_date"],
        {"D-2 c16"},
    ),
    "impossible date": (
        "class.csv",
        table(CLASS, "c2,2023-07-01,2023-07-10", "c1,2023-02-30,2023-07-10"),
        ["data.bad_cell", "class.csv", "row 3", "start_date"],
        {"D-2 c1", "D-3 e1", "D-3 e3", "D-3 e4"},
    ),
    "dangling key": (
        "enrolment.csv",
        table(ENROLMENT, "e1,t1,c1", "e2,t1,c9"),
        ["data.dangling_key", "enrolment.csv", "row 3", "class_id"],
        {"D-3 e2"},
    ),
    "overflow": (
        "class.csv",
        table(CLASS + ",batch", "c1,2023-07-01,2023-07-10,9223372036854775808",
              "c2,2023-07-01,2023-07-10,1", f"c3,2023-07-01,2023-07-10,{10**30}"),
        ["data.bad_cell", "class.csv", "row 2", "row 4", "batch"],
        {"D-3 e1", "D-3 e3", "D-3 e4"},
    ),
    "ragged row": (
        "enrolment.csv",
        table(ENROLMENT, "e1,t1,c1", "e2,t1", "e3,t3,c1"),
        ["data.ragged_row", "enrolment.csv", "row 3"],
        {"D-1 t1", "D-3 e2", "D-3 e3"},
    ),
    "too many cells": (
        "enrolment.csv",
        table(ENROLMENT, "e1,t1,c1", "e2,t1,c2,x", "e3,t3,c1"),
        ["data.ragged_row", "enrolment.csv", "row 3"],
        {"D-1 None", "D-3 None", "D-3 e3"},
    ),
    "no key": (
        "enrolment.csv",
        table(ENROLMENT, "e1,t1,c1", ",t1,", "e3,t3,c1"),
        ["data.null_key", "enrolment.csv", "row 3", "enr_id"],
        {"D-1 t1", "D-3 None", "D-3 e3"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SET_ASIDE)
def test_what_is_set_aside_is_named_and_its_subjects_are_unknown(
    command: Command, name: str
) -> None:
    file, content, said, unknown = SET_ASIDE[name]
    if name == "overflow":
        pack_with(command, require="class.batch >= 0")
    (command.folder / file).write_text(content, encoding="utf-8")
    done = command.check()
    assert done.returncode in (0, 1), done.stderr.decode()
    report = command.report()
    shown = json.dumps(report, ensure_ascii=False)
    for each in (said[0], said[1], *(word for word in said[2:] if not word.startswith("row"))):
        assert each in shown
    found = {
        f"{finding['rule']} {'|'.join(map(str, finding['subject']['key'].values()))}"
        for finding in report["findings"]
        if finding["verdict"] == "unknown"
    }
    assert unknown <= found
    (command.at / "out.json").unlink()
    strict = command.check("--strict")
    assert strict.returncode == COULD_NOT_RUN
    assert not (command.at / "out.json").exists()
    for each in said:
        assert each in strict.stderr.decode(), strict.stderr.decode()


def found(report: Any) -> dict[str, str]:
    """Verdicts of the findings by rule and key."""
    return {
        f"{finding['rule']} {'|'.join(map(str, finding['subject']['key'].values()))}":
            finding["verdict"]
        for finding in report["findings"]
    }


@pytest.mark.parametrize(
    ("row", "verdict"),
    [(",t1,c2", "fail"), ("e2,t1,c2,", "fail"), ("e2,t1", "unknown"), (",t1,", "unknown")],
    ids=["no key", "an empty cell more", "too few cells", "neither key nor class"],
)
def test_a_row_read_in_part_never_turns_a_fail_into_a_pass(
    command: Command, row: str, verdict: str
) -> None:
    rows = table(ENROLMENT, "e1,t1,c1", row)
    (command.folder / "enrolment.csv").write_text(rows, encoding="utf-8")
    assert command.check().returncode in (0, 1)
    assert found(command.report())["D-1 t1"] == verdict


def test_a_key_that_leads_nowhere_makes_no_subject_and_its_row_is_told(command: Command) -> None:
    rows = table(ENROLMENT, "e1,t1,c1", "e2,t9,c1", "e3,t9,c2")
    (command.folder / "enrolment.csv").write_text(rows, encoding="utf-8")
    (command.folder / "teacher.csv").write_text(table("teacher_id", "t1"), encoding="utf-8")
    command.check()
    report = command.report()
    assert {k: v for k, v in found(report).items() if k.startswith("D-1")} == {
        "D-1 e2": "unknown", "D-1 e3": "unknown"
    }  # fmt: skip
    assert [(each["source"]["row"], each["now"]) for each in report["data"]] == [
        (3, None), (4, None)
    ]  # fmt: skip


def test_rows_without_a_key_each_count_and_are_told_apart(command: Command) -> None:
    rows = table(ENROLMENT, "e1,t1,c1", ",t3,c1", ",t3,c1")
    (command.folder / "enrolment.csv").write_text(rows, encoding="utf-8")
    command.check()
    report = command.report()
    [counts] = [each for each in report["summary"] if each["rule"] == "D-3"]
    assert (counts["pass"], counts["unknown"]) == (1, 2)
    ids = [each["id"] for each in report["findings"]]
    assert len(set(ids)) == len(ids)


def test_any_row_may_be_that_of_a_subject_without_a_key(command: Command) -> None:
    pack = json.loads(command.pack.read_text("utf-8"))
    pack["rules"]["D-3"] = {
        **{k: v for k, v in pack["rules"]["D-3"].items() if k not in ("elig", "kind")},
        "kind": "freq",
        "subject": "teacher",
        "aggregate": {"n": {"from": "enrolment", "count": True, "key": ["teacher_id"],
                            "on": ["teacher_id"]}},
        "condition": "n <= 1",
    }  # fmt: skip
    command.pack.write_text(json.dumps(pack, ensure_ascii=False), encoding="utf-8")
    rows = table("teacher_id,name", "t1,x", "t3,y", ",z")
    (command.folder / "teacher.csv").write_text(rows, encoding="utf-8")
    rows = table(ENROLMENT, "e1,t1,c1", "e2,t1,c2", "e3,t3,c1")
    (command.folder / "enrolment.csv").write_text(rows, encoding="utf-8")
    command.check()
    report = command.report()
    assert found(report)["D-3 t1"] == "fail"
    assert found(report)["D-3 None"] == "unknown"
    [counts] = [each for each in report["summary"] if each["rule"] == "D-3"]
    assert (counts["pass"], counts["fail"], counts["unknown"]) == (1, 1, 1)


@pytest.mark.parametrize(("named", "verdict"), [("t1", "fail"), ("|t1", "waived")])
def test_a_waiver_names_the_empty_parts_of_a_key_too(
    command: Command, named: str, verdict: str
) -> None:
    pack = json.loads(command.pack.read_text("utf-8"))
    rule = pack["rules"]["D-1"]
    rule["freq"]["per"] = ["replaces_enr_id", "teacher_id"]
    rule["waiver"] = True
    command.pack.write_text(json.dumps(pack, ensure_ascii=False), encoding="utf-8")
    rows = table(ENROLMENT + ",replaces_enr_id", "e1,t1,c1,", "e2,t1,c2,")
    (command.folder / "enrolment.csv").write_text(rows, encoding="utf-8")
    waivers = table("waiver_id,rule_id,subject_kind,subject_id,approved_by,from,to",
                    f"w1,D-1,enrolment,{named},x,2000-01-01,")  # fmt: skip
    (command.folder / "waiver.csv").write_text(waivers, encoding="utf-8")
    command.check()
    assert found(command.report())["D-1 None|t1"] == verdict


@pytest.mark.parametrize(
    ("events", "code"),
    [
        (["e1,graduated,2023-07-10"], None),
        (["e1,selected,2023-07-01", "e1,reported,2023-07-01"], "data.conflicting_events"),
        (["e1,reported,"], "data.null_key"),
        (["e1,reported"], "data.ragged_row"),
    ],
    ids=["one", "two at one time", "no time", "too few cells"],
)
def test_events_that_do_not_say_which_is_latest_leave_the_status_unknown(
    command: Command, events: list[str], code: str | None
) -> None:
    pack_with(command, require="status != 'graduated'")
    rows = table(ENROLMENT + ",status", "e1,t1,c1,graduated", "e2,t1,c2,graduated")
    (command.folder / "enrolment.csv").write_text(rows, encoding="utf-8")
    (command.folder / "enrolment_event.csv").write_text(
        table("enr_id,status,at", *events), encoding="utf-8"
    )
    assert command.check().returncode == 1
    report = command.report()
    assert found(report)["D-3 e1"] == ("unknown" if code else "fail")
    assert found(report)["D-3 e2"] == "fail"
    assert code is None or code in json.dumps(report)


def test_a_number_that_overflows_when_it_is_computed_is_unknown(command: Command) -> None:
    pack_with(command, require="class.days * 4 > 0")
    text = table(CLASS + ",days", "c1,2023-07-01,2023-07-10,5000000000000000000",
                 "c2,2023-07-01,2023-07-10,5")  # fmt: skip
    (command.folder / "class.csv").write_text(text, encoding="utf-8")
    command.check()
    [counts] = [each for each in command.report()["summary"] if each["rule"] == "D-3"]
    assert (counts["pass"], counts["unknown"], counts["fail"]) == (1, 3, 0)


def test_an_identical_duplicate_counts_once(command: Command) -> None:
    rows = ["e1,t1,c1", "e2,t1,c2", "e1,t1,c1", "e1,t1,c1"]
    (command.folder / "enrolment.csv").write_text(table(ENROLMENT, *rows), encoding="utf-8")
    command.check()
    report = command.report()
    shown = json.dumps(report)
    assert "data.duplicate_row" in shown
    counts = {each["rule"]: each for each in report["summary"]}
    assert sum(counts["D-3"][each] for each in VERDICTS) == 2
    (command.at / "out.json").unlink()
    strict = command.check("--strict")
    assert strict.returncode == COULD_NOT_RUN
    assert "enrolment.csv" in strict.stderr.decode()
    assert "row 4" in strict.stderr.decode()


def test_what_is_not_read_is_said_and_stops_nothing(command: Command) -> None:
    (command.folder / "学员.xlsx").write_bytes(b"PK")
    (command.folder / "notes.txt").write_bytes(b"x")
    (command.folder / "2022").mkdir()
    (command.folder / "2022/class.csv").write_text(table(CLASS, *SOUND), encoding="utf-8")
    sound = command.check("--strict").returncode
    assert sound == 1
    said = {
        each["source"]["file"]: each["message"]["zh"]
        for each in command.report()["data"]
        if each["code"] == "data.not_read"
    }
    assert set(said) == {"学员.xlsx", "2022"}
    assert "另存为CSV" in said["学员.xlsx"]
    assert "把这个文件夹作为数据给出" in said["2022"]
    for path in (*command.folder.glob("*.csv"), command.at / "out.json"):
        path.unlink()
    command.refuses("data.no_tables", "学员.xlsx", "save each sheet as CSV")


def test_a_code_that_is_none_is_told_the_first_that_are(command: Command) -> None:
    rows = table(ENROLMENT + ",status", "e1,t1,c1,到场")
    (command.folder / "enrolment.csv").write_text(rows, encoding="utf-8")
    said = command("check", command.folder, "--pack", command.pack, "--as-of", DATE)
    assert "“到场”不在“参训状态”的取值之中：" in said.stdout.decode()
    line = next(each for each in said.stdout.decode().splitlines() if "到场" in each)
    assert line.count("、") == 3, line
    assert "等" in line.rsplit("、", 1)[1]


# Nothing is never a pass.


def test_an_empty_folder_stops_the_run(command: Command) -> None:
    for path in command.folder.iterdir():
        path.unlink()
    command.refuses("data.no_tables")


def test_headers_without_rows_are_never_a_pass(command: Command) -> None:
    for path in command.folder.iterdir():
        path.write_text(path.read_text("utf-8").splitlines()[0] + "\n", encoding="utf-8")
    done = command.check()
    assert done.returncode == 3, done.stderr.decode()
    assert not [each for each in command.report()["findings"] if each["verdict"] == "pass"]


@pytest.mark.parametrize("name", ["shaanxi-2023", "xiangyin-2018"])
def test_no_table_of_headers_passes_a_pack(command: Command, name: str) -> None:
    words = json.loads(
        (Path(xunze.__file__).parent / "policies/vocabulary/teacher-training.json").read_text(
            "utf-8"
        )
    )
    for path in command.folder.iterdir():
        path.unlink()
    for each, schema in words["tables"].items():
        header = ",".join(schema["columns"]) + "\n"
        (command.folder / f"{each}.csv").write_text(header, encoding="utf-8")
    command.pack = Path(name)
    # Totals that must not be nothing may fail; no rule that is about nothing passes for all.
    assert command.check().returncode != 0


def test_a_table_of_nothing_is_given_and_empty(pack: Any, tables: Any) -> None:
    for nothing in ([], {}, ()):
        report = xunze.check({**tables, "enrolment": nothing}, pack, DATE)
        counts = {each.rule: each for each in report.summary}
        assert counts["D-3"].unknown == 0, nothing
        assert counts["D-3"].passed + counts["D-3"].failed == 0
    assert xunze.check({"enrolment": []}, pack, DATE).exit_code == 3
    pandas = pytest.importorskip("pandas")
    report = xunze.check({**tables, "enrolment": pandas.DataFrame()}, pack, DATE)
    assert {each.rule: each.unknown for each in report.summary}["D-3"] == 0
