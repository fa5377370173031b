# SPDX-License-Identifier: Apache-2.0
"""The report as a workbook."""

import datetime
import io
from typing import TYPE_CHECKING, Any

from .failure import Failure
from .report_html import NAMES, VERDICTS, _shown

if TYPE_CHECKING:
    from .report import Report

EXCEL_ROWS = 1_048_575


def write(report: "Report") -> bytes:
    """The workbook's bytes: summary, findings, rates, data checks, basis; the same every time."""
    try:
        import xlsxwriter
    except ImportError:
        raise Failure(
            "report.no_xlsxwriter",
            (
                "生成Excel报告需要 xlsxwriter，请运行 pip install xunze[excel]",
                "a workbook needs xlsxwriter: pip install xunze[excel]",
            ),
        ) from None
    memory = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(memory, options) as book:
        created = datetime.datetime.combine(report.as_of, datetime.time())
        book.set_properties({"created": created, "title": "xunze"})
        head = book.add_format({"bold": True, "bg_color": "#F5F6F8", "text_wrap": True})
        text = book.add_format({"num_format": "@", "valign": "top"})
        wrapped = book.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
        for name, titles, rows in _sheets(report):
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for column, title in enumerate(titles):
                sheet.write_string(0, column, title, head)
            wide = {"说明", "处理建议", "message", "remedy", "规则", "rule"}
            for column, title in enumerate(titles):
                sheet.set_column(column, column, 42 if title in wide else 16)
            for number, row in enumerate(rows[:EXCEL_ROWS], start=1):
                for column, cell in enumerate(row):
                    if isinstance(cell, int):
                        sheet.write_number(number, column, cell)
                    else:
                        form = wrapped if titles[column] in wide else text
                        sheet.write_string(number, column, _shown(cell)[:32_767], form)
            if rows:
                sheet.autofilter(0, 0, len(rows), len(titles) - 1)
    return memory.getvalue()


def _used(parameter: dict[str, Any], lang: str) -> str:
    words: str = parameter["words"][lang]
    own = parameter["pack_words"][lang]
    if not parameter["changed"]:
        return words
    if lang == "zh":
        return f"{words}（本次调整，规则包为{own}）"
    return f"{words} (changed for this run; the pack says {own})"


def _sheets(report: "Report") -> list[tuple[str, list[str], list[list[Any]]]]:
    zh = report.lang == "zh"
    lang = report.lang
    data = report.data
    words = report.words()
    findings = [list(row) for row in zip(*words.values(), strict=True)]
    summary = [
        [each.locator, each.title, each.passed, each.failed, each.waived, each.pending,
         each.unknown, each.not_applicable, NAMES[each.severity][0 if zh else 1], each.rule]
        for each in report.summary
    ]  # fmt: skip
    verdicts = [NAMES[each][0 if zh else 1] for each in VERDICTS]
    rates = [
        [each["locator"][lang], each["title"][lang], each["label"], _shown(each["numerator"]),
         _shown(each["denominator"]), _shown(each["value"]), _shown(each["rank"])]
        for each in data["measures"]
    ]  # fmt: skip
    checks = [
        [each["source"]["file"], each["source"]["sheet"], each["source"]["row"] or "",
         each["source"].get("column", ""), each["message"][lang], each["code"]]
        for each in data["data"]
    ]  # fmt: skip
    basis: list[list[Any]] = [["", each[lang], "", "", ""] for each in data["assumptions"]]
    basis += [
        [each["locator"][lang], each["title"][lang], _used(each, lang),
         "；".join(one["words"][lang] for one in each["alternatives"]
                   if one["value"] != each["value"]), each["name"]]
        for each in data["parameters"]
    ]  # fmt: skip
    basis += [["", "sha256", each["sha256"], "", each["id"]] for each in data["packs"]]
    if zh:
        return [
            ("审核汇总", ["依据", "规则", *verdicts, "程度", "规则编号"], summary),
            ("问题明细", report.titles(), findings),
            ("三率统计", ["依据", "统计项目", "范围", "分子", "分母", "比率", "名次"], rates),
            ("数据核查", ["文件", "工作表", "行", "列", "说明", "编号"], checks),
            ("审核依据与口径", ["依据", "说明", "本次取值", "其他执行口径", "名称"], basis),
        ]
    return [
        ("summary", ["clause", "rule", *verdicts, "severity", "rule id"], summary),
        ("findings", report.titles(), findings),
        ("rates", ["clause", "measure", "group", "numerator", "denominator", "rate", "rank"],
         rates),
        ("data checks", ["file", "sheet", "row", "column", "message", "code"], checks),
        ("basis", ["clause", "what", "used", "alternatives", "name"], basis),
    ]  # fmt: skip
