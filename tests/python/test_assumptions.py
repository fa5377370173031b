# SPDX-License-Identifier: Apache-2.0
"""What a check takes for granted, and that nothing was decided, in every form it is read in."""

import datetime
import html
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

xunze = pytest.importorskip("xunze")

ROOT = Path(__file__).resolve().parents[2]
DATE = "2023-12-31"
NOTHING = "没有得出任何结论：表“班次”“参训记录”没有数据行"


def words_of(page: str) -> str:
    """What people read of a page."""
    text = re.sub(r"<(script|style)>.*?</\1>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def valid(report: Any) -> dict[str, Any]:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads((ROOT / "docs/schema/report.schema.json").read_text("utf-8"))
    data: dict[str, Any] = json.loads(report.to_json())
    jsonschema.Draft202012Validator(schema).validate(data)
    return data


@pytest.fixture
def bare(folder: Path) -> Path:
    """All tables with their headers alone."""
    for file in folder.glob("*.csv"):
        head = file.read_text("utf-8").splitlines()[0]
        file.write_text(head + "\n", encoding="utf-8")
    return folder


def test_headers_alone_are_said_to_decide_nothing(run: Any, bare: Path, pack_file: Path) -> None:
    done = run("check", bare, "--pack", pack_file, "--as-of", DATE, "--format", "table",
               "--format", "json", "-o", "r.json", "--format", "html", "-o", "r.html")  # fmt: skip
    assert done.returncode == 3
    text = done.stdout.decode()
    assert done.stderr.decode() == NOTHING + "\n"
    page = words_of((bare.parent / "r.html").read_text("utf-8"))
    for told in (text, page):
        assert NOTHING in told
        assert "没有得出任何结论，见审核汇总" in told
        assert "没有数据行，3条规则没有审核对象" in told
        assert "没有问题" not in told
        assert "没有发现数据问题" not in told
    data = json.loads((bare.parent / "r.json").read_text("utf-8"))
    assert data["undecided"]["zh"] == NOTHING
    assert [(each["code"], each["level"]) for each in data["data"]] == [
        ("data.no_rows", "warning")
    ]


def test_headers_alone_in_english(run: Any, bare: Path, pack_file: Path) -> None:
    done = run("check", bare, "--pack", pack_file, "--as-of", DATE, "--lang", "en")
    why = "nothing was decided: no rows in `class`, `enrolment`"
    assert done.stderr.decode() == why + "\n"
    assert why in done.stdout.decode()
    assert "\n  none\n" not in done.stdout.decode()
    report = xunze.check(bare, pack_file, DATE, lang="en")
    assert report.undecided == why
    assert why in report.to_html().replace("&#39;", "'")
    assert why in report._repr_html_()


def test_rules_without_subjects_are_counted_beside_no_findings(tables: Any, pack: Any) -> None:
    for column in tables["class"].values():
        column.clear()
    tables["enrolment"] = {"enr_id": ["e1"], "teacher_id": ["t1"], "class_id": ["c1"]}
    report = xunze.check(tables, pack, DATE, rules=["D-1", "D-2"])
    assert report.exit_code == 0
    assert report.undecided == ""
    assert "没有问题；1条规则没有审核对象" in report.to_text()
    assert "没有问题；1条规则没有审核对象" in words_of(report.to_html())
    assert [each["level"] for each in valid(report)["data"] if each["code"] == "data.no_rows"] == [
        "note"
    ]


def test_what_was_decided_stays_as_it_was(report: Any) -> None:
    assert report.undecided == ""
    data = valid(report)
    assert not {"undecided", "known_by", "complete_from"} & set(data)


def test_the_days_of_a_run_are_in_every_form(tables: Any, pack: Any) -> None:
    report = xunze.check(
        tables,
        pack,
        DATE,
        known_by="2023-06-30",
        complete_from={"class": datetime.date(2023, 1, 1)},
    )
    data = valid(report)
    assert data["known_by"] == "2023-06-30"
    assert data["complete_from"] == {"class": "2023-01-01"}
    for told in (report.to_text(), words_of(report.to_html())):
        assert "事件计至 2023-06-30" in told
        assert "事件计至2023-06-30，此后的不计入" in told
        assert "“班次”自2023-01-01起完整，此前可能有未提供的记录" in told
        assert "“班次”未声明完整性" not in told
    assert "{'class': '2023-01-01'}" not in report.to_html()


def test_the_command_takes_the_days_of_a_run(run: Any, folder: Path, pack_file: Path) -> None:
    base = ["check", folder, "--pack", pack_file, "--as-of", DATE]
    done = run(*base, "--known-by", "2023-06-30", "--complete-from", "班次=2023-01-01")
    assert done.returncode == 1, done.stderr.decode()
    told = done.stdout.decode()
    assert "事件计至 2023-06-30" in told
    assert "“班次”自2023-01-01起完整，此前可能有未提供的记录" in told
    for wrong in (["--known-by", "2023-13-01"], ["--complete-from", "class"],
                  ["--complete-from", "class=soon"], ["--complete-from", "clas=2023-01-01"]):  # fmt: skip
        refused = run(*base, *wrong)
        assert refused.returncode == 2, wrong
        assert refused.stderr and not refused.stdout, wrong


def test_tables_taken_as_empty_are_in_every_form(tables: Any, pack: Any) -> None:
    rules = json.loads(pack.to_json())
    rules["rules"]["D-1"]["waiver"] = True
    told = "“特殊情况审批”未提供，按无记录处理"
    report = xunze.check(tables, rules, DATE)
    assert told in [each["zh"] for each in valid(report)["assumptions"]]
    assert told in report.to_text()
    assert told in words_of(report.to_html())
    tables["waiver"] = {"waiver_id": [], "rule_id": [], "subject_kind": [], "subject_id": []}
    assert told not in xunze.check(tables, rules, DATE).to_text()


def test_a_waiver_that_names_nothing_is_told(run: Any, folder: Path, pack_file: Path) -> None:
    (folder / "waiver.csv").write_text(
        "waiver_id,rule_id,subject_kind,subject_id\nw1,D-11,class,c1\nw2,D-2,enrolment,c2\n"
        "w3,D-2,class,c9\nw4,D-2,class,c1\nw5,D-1,teacher,t1\n",
        encoding="utf-8",
    )
    waivable = json.loads(pack_file.read_text(encoding="utf-8"))
    waivable["rules"]["D-2"] |= {"waiver": True, "strength": "in_principle"}
    pack_file.write_text(json.dumps(waivable), encoding="utf-8")
    done = run("check", folder, "--pack", pack_file, "--as-of", DATE, "--rules", "D-2",
               "--format", "json")  # fmt: skip
    told = [
        (each["code"], each["source"]["row"], each["source"]["column"], each["was"])
        for each in json.loads(done.stdout)["data"]
        if each["code"].startswith("waiver.")
    ]
    assert told == [
        ("waiver.unknown_rule", 2, "rule_id", "D-11"),
        ("waiver.unknown_kind", 3, "subject_kind", "enrolment"),
        ("waiver.unknown_subject", 4, "subject_id", "c9"),
    ]


def test_the_subject_of_a_waiver_is_masked(tables: Any, pack: Any) -> None:
    nobody = "110101190001011245"  # synthetic
    tables["waiver"] = {"waiver_id": ["w1"], "rule_id": ["D-1"], "subject_kind": ["enrolment"],
                        "subject_id": [nobody]}  # fmt: skip
    waivable = json.loads(pack.to_json())
    waivable["rules"]["D-1"]["waiver"] = True
    report = xunze.check(tables, waivable, DATE)
    assert "waiver.unknown_subject" in report.to_json()
    assert nobody not in report.to_json() + report.to_text() + report.to_html()
