# SPDX-License-Identifier: Apache-2.0
"""Pages, workbooks and golden text."""

import base64
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

xunze = pytest.importorskip("xunze")

IDENTITY = "110101190001011237"  # synthetic, as in the tables
GOLDEN = Path(__file__).parent / "golden"
RECORD = "XUNZE_RECORD_GOLDEN"


def test_the_page_needs_no_network(report: Any) -> None:
    page = report.to_html()
    assert not re.search(r"(https?:)?//[a-z0-9]", re.sub(r"base64,[\w+/=]+", "", page))
    assert not re.search(r"<(link|img|iframe|object|embed)\b|\bsrc=|@import|url\(", page)
    assert page.startswith("<!doctype html>")


def test_the_page_escapes_what_the_data_hold(tables: Any, pack: Any) -> None:
    tables["teacher"]["name"][0] = '<script>alert("x")</script>'
    report = xunze.check(tables, pack, "2023-12-31", show_personal=True)
    page = report.to_html()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_the_page_offers_all_findings_and_says_its_cap(report: Any) -> None:
    page = report.to_html(max_rows=1)
    assert f"列出前1条，共{len(report.findings)}条" in page
    found = re.search(r'href="data:text/csv;charset=utf-8;base64,([^"]+)"', page)
    assert found
    assert base64.b64decode(found[1]) == report.to_csv()


def test_the_page_says_whose_rules_and_how_much_in_all(report: Any) -> None:
    page = report.to_html()
    assert "<title>小规则包 审核报告 2023-12-31</title>" in page
    totals = re.search(r'<dl id="totals">(.*?)</dl>', page, re.DOTALL)
    assert totals
    words = " ".join(re.sub(r"<[^>]+>", " ", totals[1]).split())
    assert words == (
        "审核的规则 3 符合 5 不符合 3 须更正 2，须说明理由 1 经批准例外 0 未到期 0 待核实 1 不适用 0"
    )
    assert "<th></th>" not in page


def test_a_changed_parameter_is_shown_beside_the_packs_own(tables: Any, pack: Any) -> None:
    report = xunze.check(tables, pack, "2023-12-31", set={"max_classes": 2})
    assert "2（本次调整，规则包为1）" in report.to_html()
    assert "2（本次调整，规则包为1）" in report.to_text()
    openpyxl = pytest.importorskip("openpyxl")
    basis = openpyxl.load_workbook(io.BytesIO(report.to_excel()))["审核依据与口径"]
    assert "2（本次调整，规则包为1）" in [cell.value for cell in basis["C"]]


def test_days_on_the_page_have_no_unit_and_their_difference_is_in_days(
    tables: Any, pack: Any
) -> None:
    rules = json.loads(pack.to_json())
    rules["rules"]["D-3"]["unit"] = {"zh": "日期", "en": "dates"}
    page = xunze.check(tables, rules, "2023-12-31").to_html()
    assert ">2023-09-01<" in page
    assert "2023-09-01日期" not in page
    assert ">-62天<" in page


def test_a_row_without_a_key_is_explained_by_its_id(tables: Any, pack: Any) -> None:
    tables["enrolment"]["teacher_id"][3] = None
    report = xunze.check(tables, pack, "2023-12-31", rules=["D-1"])
    row = next(row for row in report.findings.to_dicts() if row["verdict"] == "unknown")
    why = report.explain(row["id"])
    assert row["message"] in why.text
    assert "第4行" in why.text
    assert why.data["id"] == row["id"]


def test_what_cannot_be_explained_echoes_what_was_asked(report: Any) -> None:
    with pytest.raises(xunze.Failure, match=r"规则“D-1”没有对象“nobody”（对象标识为 teacher_id）"):
        report.explain("D-1", "nobody")
    with pytest.raises(xunze.Failure, match="请写明规则“D-1”的哪个对象") as caught:
        report.explain("D-1")
    assert caught.value.code == "subject.none"
    with pytest.raises(xunze.Failure, match="没有编号为“abc”的问题"):
        report.explain("abc")


def test_a_subject_that_is_none_is_told_the_nearest_or_the_first(report: Any) -> None:
    with pytest.raises(xunze.Failure) as caught:
        report.explain("D-3", "e22")
    assert caught.value.message[0].endswith("；共4个，如：e2")
    assert caught.value.message[1].endswith("; it has 4, such as: e2")
    with pytest.raises(xunze.Failure, match="such as: e1, e2, e3, e4"):
        report.explain("D-3", "王小明")


def test_subjects_that_are_masked_are_no_hint(tables: Any, pack: Any) -> None:
    report = xunze.check(tables, pack, "2023-12-31")
    for asked in ("nobody", IDENTITY[:-1] + "8"):
        with pytest.raises(xunze.Failure) as caught:
            report.explain("D-1", asked)
        assert "t1" in str(caught.value)
        assert IDENTITY not in str(caught.value)
    shown = xunze.check(tables, pack, "2023-12-31", show_personal=True)
    with pytest.raises(xunze.Failure, match=f"如：{IDENTITY}"):
        shown.explain("D-1", IDENTITY[:-1] + "8")


def test_a_rule_without_subjects_has_none_to_explain(tables: Any, pack: Any) -> None:
    for column in tables["class"].values():
        column.clear()
    report = xunze.check(tables, pack, "2023-12-31")
    with pytest.raises(xunze.Failure) as caught:
        report.explain("D-2", "c1")
    assert caught.value.code == "subject.unknown"
    assert "数据中没有规则“D-2”的对象" in str(caught.value)
    assert "对象标识为" not in str(caught.value)


def test_the_page_is_the_same_every_time(report: Any) -> None:
    assert report.to_html() == report.to_html()


def test_without_jinja2_the_extra_is_named(report: Any, monkeypatch: Any) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(xunze.Failure, match=re.escape("pip install xunze[report]")):
        report.to_html()
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(xunze.Failure, match=re.escape("pip install xunze[excel]")):
        report.to_excel()


def test_the_workbook_holds_the_sheets(report: Any) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    data = report.to_excel()
    assert data == report.to_excel()
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["审核汇总", "问题明细", "三率统计", "数据核查", "审核依据与口径"]
    findings = book["问题明细"]
    assert findings.max_row == len(report.findings) + 1
    assert [cell.value for cell in findings[1]] == report.titles()


def test_the_text_is_the_golden_one(report: Any) -> None:
    path = GOLDEN / "tiny.txt"
    text = re.sub(r"sha256 [0-9a-f]{12}…", "sha256 …", report.to_text())
    if RECORD in os.environ:
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text("utf-8")


def test_the_stubs_agree_with_the_module(tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    done = subprocess.run(
        [sys.executable, "-m", "mypy.stubtest", "xunze._core", "--concise",
         "--ignore-disjoint-bases",
         "--allowlist", str(Path(__file__).parent / "stubtest_allowlist.txt")],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_package_passes_the_type_checker(tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "-p", "xunze",
         "--disable-error-code=import-untyped", "--cache-dir", str(tmp_path / "mypy")],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
