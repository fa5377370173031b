# SPDX-License-Identifier: Apache-2.0
"""The report as one HTML page that needs no network."""

import base64
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .failure import Failure

if TYPE_CHECKING:
    from .report import Report

TEMPLATES = Path(__file__).parent / "templates"
VERDICTS = ("pass", "fail", "waived", "pending", "unknown", "not_applicable")
NAMES = {
    "pass": ("符合", "pass"),
    "fail": ("不符合", "fail"),
    "waived": ("经批准例外", "waived"),
    "pending": ("未到期", "pending"),
    "unknown": ("待核实", "unknown"),
    "not_applicable": ("不适用", "not applicable"),
    "error": ("须更正", "error"),
    "deviation": ("须说明理由", "deviation"),
    "advice": ("提示", "advice"),
}
# A column of the page each; what stands together is told in one cell, line by line.
SHOWN = (("locator",), ("title",), ("verdict", "severity"), ("label",), ("measured",),
         ("threshold",), ("slack",), ("message",), ("remedy",), ("source",),
         ("rule", "id"))  # fmt: skip


def render(report: "Report", *, max_rows: int = 200) -> str:
    """Render the page; `max_rows` limits the findings listed, never those that can be saved."""
    try:
        import jinja2
    except ImportError:
        raise Failure(
            "report.no_jinja2",
            (
                "生成网页报告需要 jinja2，请运行 pip install xunze[report]",
                "an HTML report needs jinja2: pip install xunze[report]",
            ),
        ) from None
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html.j2").render(**_context(report, max_rows)) + "\n"


def _context(report: "Report", max_rows: int) -> dict[str, Any]:
    zh = report.lang == "zh"
    codes = report.findings
    words = report.words()
    titles = dict(zip(codes.columns, report.titles(), strict=True))
    total = len(codes)
    rows = [
        {
            "rule": codes["rule"][i],
            "verdict": codes["verdict"][i],
            "severity": codes["severity"][i],
            "cells": [
                (names[-1], [_cell(words, name, i, report.lang) for name in names])
                for names in SHOWN
            ],
        }
        for i in _order(report)[:max_rows]
    ]
    rules = {each["id"]: each for each in report.data["rules"]}
    tables: dict[str, list[dict[str, Any]]] = {}
    for group in report.data["groups"]:
        tables.setdefault(group["table"], []).append(group)
    return {
        "lang": report.lang,
        "zh": zh,
        "word": lambda chinese, english: chinese if zh else english,
        "name": lambda code: NAMES[code][0 if zh else 1],
        "both": lambda text: text[report.lang],
        "verdicts": VERDICTS,
        "data": report.data,
        "totals": _totals(report),
        "idle": sum(not any(each[one] for one in VERDICTS) for each in report.data["summary"]),
        "rules": rules,
        "rows": rows,
        "total": total,
        "titles": [("\n".join(titles[name] for name in names), False) for names in SHOWN],
        **_heads(zh),
        "groups": {name: _ranked(found) for name, found in tables.items()},
        "csv": base64.b64encode(report.to_csv()).decode("ascii"),
        "csv_name": f"findings-{report.data['as_of']}.csv",
        "place": lambda at: _place(at, report.lang),
        "parts": _parts,
        "shown": _shown,
        "number": lambda count: f"{count:,}",
        "cap": 50,
        "data_cap": 200,
    }


def _totals(report: "Report") -> list[tuple[str, int, str]]:
    """Verdicts of all rules together: code, count, and of the fails how many weigh what."""
    at = 0 if report.lang == "zh" else 1
    severities = {each["id"]: each["severity"] for each in report.data["rules"]}
    counts = dict.fromkeys(VERDICTS, 0)
    fails = dict.fromkeys(("error", "deviation", "advice"), 0)
    for entry in report.data["summary"]:
        for verdict in VERDICTS:
            counts[verdict] += entry[verdict]
        fails[severities[entry["rule"]]] += entry["fail"]
    split = ("，", ", ")[at].join(
        f"{NAMES[grade][at]} {count:,}" for grade, count in fails.items() if count
    )
    return [
        (verdict, count, split if verdict == "fail" else "") for verdict, count in counts.items()
    ]


def _heads(zh: bool) -> dict[str, Any]:
    """The headings of the tables, and whether a column holds numbers."""

    def head(*cells: tuple[str, str] | str) -> list[tuple[str, bool]]:
        at = 0 if zh else 1
        return [
            (NAMES[cell][at], True)
            if isinstance(cell, str)
            else (cell[at].lstrip("#"), cell[1].startswith("#"))
            for cell in cells
        ]

    clause, key = ("依据", "clause"), ("标识", "key")
    return {
        "summary_head": head(clause, ("规则", "rule"), *VERDICTS, ("分布", "shares"),
                             ("程度", "severity"),
                             ("规则编号", "rule id")),
        "group_head": head(("名称", "name"), key, "error", "deviation", "advice", "waived",
                           "pending", "unknown"),
        "measure_head": head(clause, ("统计项目", "measure"), ("范围", "group"),
                             ("分子", "#numerator"), ("分母", "#denominator"), ("比率", "#rate"),
                             ("名次", "#rank")),
        "data_head": head(("数据位置", "place"), ("说明", "message"), ("编号", "code")),
        "basis_head": head(clause, ("参数", "parameter"), ("本次取值", "used"),
                           ("其他执行口径", "alternatives"), ("参数名", "name")),
        "table_names": {"region": "地区", "school": "学校", "teacher": "人员"} if zh else {},
    }  # fmt: skip


def _cell(words: Any, name: str, row: int, lang: str) -> str:
    """A finding's cell: numbers with their unit, what is open by its name."""
    cell = str(words[name][row])
    if name not in ("measured", "threshold", "slack"):
        return cell
    if not cell:
        other = words["threshold" if name == "measured" else "measured"][row]
        open_word = NAMES["unknown"][0 if lang == "zh" else 1]
        return open_word if name != "slack" and other else ""
    unit = words["unit"][row]
    if _is_day(cell):
        return cell
    if name == "slack" and (_is_day(words["measured"][row]) or _is_day(words["threshold"][row])):
        unit = "天" if lang == "zh" else "days"
    return f"{cell}{'' if lang == 'zh' else ' '}{unit}" if unit else cell


def _is_day(cell: str) -> bool:
    return len(cell) == 10 and cell[4] == cell[7] == "-"


def _place(at: dict[str, Any], lang: str) -> str:
    """File, sheet, row and column of a data check, as the findings table writes them."""
    zh = lang == "zh"
    cell = [
        (at["sheet"], f"工作表“{at['sheet']}”" if zh else f"sheet `{at['sheet']}`"),
        (at["row"], f"第{at['row']}行" if zh else f"row {at['row']}"),
        (at.get("column"), f"“{at.get('column')}”列" if zh else f"column `{at.get('column')}`"),
    ]
    words = ("" if zh else ", ").join(text for given, text in cell if given)
    return ("：" if zh else ": ").join(part for part in (at["file"], words) if part)


def _order(report: "Report") -> list[int]:
    """What was found wrong before what is open, the gravest first."""
    severities = {"error": 0, "deviation": 1, "advice": 2}
    codes = report.findings

    def rank(i: int) -> int:
        if codes["verdict"][i] == "fail":
            return severities[codes["severity"][i]]
        return 3 if codes["verdict"][i] == "unknown" else 4

    return sorted(range(len(codes)), key=rank)


def _ranked(groups: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(groups, key=lambda each: -each["fail"])


def _parts(entry: dict[str, Any]) -> list[tuple[str, str, str]]:
    """The bar of one rule: code, start and width of each verdict in thousandths of its length."""
    total = sum(entry[verdict] for verdict in VERDICTS)
    parts = []
    done = 0
    for verdict in VERDICTS:
        if entry[verdict]:
            start = done * 1000 // total
            done += entry[verdict]
            width = max(done * 1000 // total - start, 4)
            parts.append((verdict, str(start), str(width)))
    return parts


def _shown(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, list):
        return "、".join(_shown(each) for each in value)
    if isinstance(value, dict):
        return f"[{value['lo']}, {value['hi']}]"
    return str(value)
