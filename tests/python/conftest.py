# SPDX-License-Identifier: Apache-2.0
"""A small county, its pack, and the command, for the tests of the package."""

import csv
import datetime
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

xunze = pytest.importorskip("xunze")

AS_OF = datetime.date(2023, 12, 31)
IDENTITY = "110101190001011237"  # synthetic

Tables = dict[str, dict[str, list[Any]]]
Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


def make_tables() -> Tables:
    day = datetime.date
    return {
        "region": {"region_id": ["r1"], "name_zh": ["城关镇"]},
        "school": {"school_id": ["s1"], "name_zh": ["一小"], "region_id": ["r1"]},
        "teacher": {
            "teacher_id": ["t1", IDENTITY, "t3"],
            "name": ["王小明", "李四", "=cmd()"],
            "hire_date": [day(2010, 9, 1), day(2023, 9, 1), None],
        },
        "enrolment": {
            "enr_id": ["e1", "e2", "e3", "e4"],
            "teacher_id": ["t1", "t1", IDENTITY, "t3"],
            "class_id": ["c1", "c2", "c1", "c1"],
        },
        "class": {
            "class_id": ["c1", "c2"],
            "start_date": [day(2023, 7, 1), day(2023, 8, 1)],
            "end_date": [day(2023, 7, 10), day(2023, 8, 3)],
        },
    }


def make_pack() -> Any:
    rules = xunze.rules
    pack = rules.Pack(
        "tiny", title=("小规则包", "tiny pack"), valid_from=datetime.date(2023, 1, 1)
    )
    pack.document("D", title=("示例通知", "sample notice"), short=("示例通知", "sample notice"))
    for number, zh in enumerate("一二三", start=1):
        pack.clause(
            f"D-{number}",
            document="D",
            locator=(zh, str(number)),
            paraphrase=("示例条款", "sample clause"),
        )
    pack.parameter(
        "max_classes", "int", 1, clause="D-1", title=("班次上限", "most classes"), alternatives=[2]
    )
    pack.parameter("least_days", "int", 5, clause="D-2", title=("最少天数", "least days"))
    pack.rule(
        "D-1",
        rules.freq(
            from_="enrolment", per=["teacher_id"], distinct="class_id", at_most="max_classes"
        ),
        title=("班次上限", "class cap"),
        strength="in_principle",
        label="teacher.name",
        message=("{teacher.name}参加{n}个班次", "{teacher.name}: {n} classes"),
        remedy=("减少班次", "fewer classes"),
    )
    pack.rule(
        "D-2",
        rules.dur(
            subject="class",
            length="days_between(start_date, end_date) + 1",
            at_least="least_days",
        ),
        title=("培训天数", "days of a class"),
        message=("班次{class_id}天数不足", "class {class_id} is too short"),
    )
    pack.rule(
        "D-3",
        rules.elig(subject="enrolment", require="teacher.hire_date <= class.start_date"),
        title=("先入职后参训", "hired before"),
        message=("入职日期晚于开班日期", "hired after the class began"),
    )
    return pack


@pytest.fixture
def tables() -> Tables:
    return make_tables()


@pytest.fixture
def pack() -> Any:
    return make_pack()


@pytest.fixture
def report(tables: Tables, pack: Any) -> Any:
    return xunze.check(tables, pack, AS_OF)


def write_folder(folder: Path, tables: Tables) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, columns in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(columns)
            writer.writerows(
                ["" if cell is None else cell for cell in row]
                for row in zip(*columns.values(), strict=True)
            )
    return folder


@pytest.fixture
def folder(tmp_path: Path, tables: Tables) -> Path:
    return write_folder(tmp_path / "data", tables)


@pytest.fixture
def pack_file(tmp_path: Path, pack: Any) -> Path:
    path = tmp_path / "tiny.json"
    path.write_text(pack.to_json(), encoding="utf-8")
    return path


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def command(*arguments: object) -> "subprocess.CompletedProcess[bytes]":
        return subprocess.run(
            [sys.executable, "-m", "xunze.cli", *map(str, arguments)],
            cwd=tmp_path,
            capture_output=True,
            check=False,
        )

    return command
