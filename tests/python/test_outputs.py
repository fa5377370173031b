# SPDX-License-Identifier: Apache-2.0
"""Pages, workbooks and golden text."""

import base64
import io
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

xunze = pytest.importorskip("xunze")

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
