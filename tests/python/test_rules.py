# SPDX-License-Identifier: Apache-2.0
"""Constructors of kinds: the arguments that packs have, and nothing that packs refuse."""

import inspect
import re
from pathlib import Path
from typing import Any

import pytest

xunze = pytest.importorskip("xunze")

ROOT = Path(__file__).resolve().parents[2]
CONSTRUCTORS = [
    name
    for name, each in vars(xunze.rules).items()
    if inspect.isfunction(each) and name not in ("source",) and not name.startswith("_")
]


def documented() -> dict[str, set[str]]:
    """Arguments of each constructor, from the kinds' pages."""
    pages: dict[str, set[str]] = {}
    for page in (ROOT / "docs/kinds").glob("*.md"):
        text = page.read_text("utf-8")
        tables = re.findall(r"^\| argument \| is \|\n.*\n((?:\|.*\n)+)", text, re.M)
        names = re.findall(r"^\| (`.+?`) \|", "".join(tables), re.M)
        pages[page.stem] = {each for name in names for each in re.findall(r"[a-z_]+", name)}
    return pages


@pytest.mark.parametrize("name", CONSTRUCTORS)
def test_a_constructor_has_the_arguments_of_its_page(name: str) -> None:
    page = documented()[name.rstrip("_")]
    parameters = inspect.signature(getattr(xunze.rules, name)).parameters
    assert {each.rstrip("_") for each in parameters} == page


def rates(**more: Any) -> Any:
    rules = xunze.rules
    pack = rules.Pack("rates", title=("率", "rates"), valid_from="2023-01-01")
    pack.document("D", title=("通知", "notice"), short=("通知", "notice"))
    pack.clause("D-1", document="D", locator=("一", "1"), paraphrase=("报到率", "rate"))
    return pack.rule(
        "D-1",
        rules.metric(
            subject="class",
            numerator=rules.source("enrolment", where="status == 'graduated'", key=["class_id"]),
            denominator=rules.source("enrolment", key=["class_id"]),
            **more,
        ),
        title=("结业率", "rate"),
        message=("{num}/{den}", "{num}/{den}"),
    )


def test_a_rate_is_grouped_and_ranked() -> None:
    tables = {
        "class": {"class_id": ["c1", "c2", "c3"], "batch": [1, 1, 2]},
        "enrolment": {
            "enr_id": ["e1", "e2", "e3", "e4"],
            "teacher_id": ["t1", "t2", "t3", "t4"],
            "class_id": ["c1", "c1", "c2", "c3"],
            "status": ["graduated", "no_show", "graduated", "graduated"],
        },
    }
    report = xunze.check(tables, rates(group=["batch"], rank="desc"), "2023-12-31")
    measures = report.data["measures"]
    assert [(each["group"], each["value"], each["rank"]) for each in measures] == [
        ({"batch": 1}, "0.6667", 2),
        ({"batch": 2}, "1.0000", 1),
    ]


def test_no_repeat_needs_no_condition_of_its_own() -> None:
    pack = rates()
    pack.rule(
        "D-1/again",
        xunze.rules.norep(subject="enrolment", partner="enrolment", as_="h", same=["teacher_id"]),
        title=("不重复", "no repeat"),
        message=("重复", "repeat"),
    )
    tables = {"enrolment": [{"enr_id": each, "teacher_id": "t"} for each in ("e1", "e2")]}
    report = xunze.check(tables, pack, "2023-12-31", rules=["D-1/again"])
    assert [each.failed for each in report.summary] == [2]
