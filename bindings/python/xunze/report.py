# SPDX-License-Identifier: Apache-2.0
"""The result of a check in every form it is wanted in."""

import datetime
import html
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from . import _core
from .failure import Failure
from .findings import Findings

SEVERITIES = ("advice", "deviation", "error")
VERDICTS = ("pass", "fail", "waived", "pending", "unknown", "not_applicable")
FAIL_LEVEL = "deviation"


@dataclass(frozen=True, slots=True)
class RuleSummary:
    """How many subjects of one rule got which verdict."""

    rule: str
    title: str
    locator: str
    strength: str
    severity: str
    given: bool
    passed: int
    failed: int
    waived: int
    pending: int
    unknown: int
    not_applicable: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why one subject got its verdict: `text` for people, `data` for programs."""

    text: str
    data: dict[str, Any]

    def __str__(self) -> str:
        return self.text


class Report:
    """What a check says; texts are in the language it was made with (`zh` or `en`)."""

    def __init__(
        self,
        outcome: _core.Outcome,
        report: _core.Report,
        *,
        lang: str = "zh",
        show_personal: bool = False,
    ) -> None:
        self._outcome = outcome
        self._report = report
        self._show_personal = show_personal
        self.lang = lang

    @cached_property
    def data(self) -> dict[str, Any]:
        """The report as `xunze.report/1` says it, as Python values."""
        data: dict[str, Any] = json.loads(self.to_json())
        return data

    @property
    def as_of(self) -> datetime.date:
        """The date that the check was made for."""
        return datetime.date.fromisoformat(self.data["as_of"])

    @cached_property
    def summary(self) -> list[RuleSummary]:
        """The verdicts counted, one entry a rule, in the pack's order."""
        rules = {each["id"]: each for each in self.data["rules"]}
        return [
            RuleSummary(
                each["rule"],
                rules[each["rule"]]["title"][self.lang],
                rules[each["rule"]]["locator"][self.lang],
                rules[each["rule"]]["strength"],
                rules[each["rule"]]["severity"],
                rules[each["rule"]]["given"],
                *(each[verdict] for verdict in VERDICTS),
            )
            for each in self.data["summary"]
        ]

    @cached_property
    def findings(self) -> Findings:
        """All that did not pass, as a table."""
        return Findings(self._report, self.lang)

    @property
    def measures(self) -> list[dict[str, Any]]:
        """Rates by group."""
        return list(self.data["measures"])

    @property
    def undecided(self) -> str:
        """Why no rule came to any verdict but `unknown`; empty if one did."""
        why: str = self.data.get("undecided", {}).get(self.lang, "")
        return why

    @property
    def exit_code(self) -> int:
        """The status the command line ends with at its default fail level."""
        return self.exit_code_at(FAIL_LEVEL)

    def exit_code_at(self, fail_level: str) -> int:
        """0: nothing failed at this severity or above, though single subjects may be unknown; 1:
        something did; 3: nothing failed, but a mandatory rule, or all rules, stayed unknown as a
        whole.
        """
        levels = SEVERITIES[SEVERITIES.index(fail_level) :]
        if any(each.failed for each in self.summary if each.severity in levels):
            return 1
        decided = [_decided(each) for each in self.summary]
        for each, some in zip(self.summary, decided, strict=True):
            if each.strength == "mandatory" and not some and (each.unknown or not each.given):
                return 3
        return 0 if any(decided) else 3

    def explain(self, rule: str, subject: Any = None) -> Explanation:
        """Explain one verdict.

        The subject is its key: a mapping, a tuple in the order of the key, or a text `a|b` or
        `x=a,y=b`, where names may be the titles that reports print. A single argument is the id
        of a finding; one that has no subject, as a row without a key, is told as the report does.
        """
        if subject is None:
            found = self._report.subject_of(rule)
            if found is None:
                return self._told(rule)
            rule, row = found
        else:
            key = _key_of(subject)
            index = self._outcome.find_subject(rule, key)
            if index is None and isinstance(subject, str):  # under the titles that reports print
                index = self._outcome.find_subject(rule, [("", part) for _, part in key])
            if index is None:
                raise self._unknown(rule, "|".join(part for _, part in key))
            row = index
        shown = self._show_personal
        text, data = self._outcome.explain(rule, row, self.lang, shown)
        return Explanation(text, json.loads(data))

    def _unknown(self, rule: str, asked: str) -> Failure:
        """Why there is no such subject, and which there are, but for keys that are masked."""
        code = "subject.unknown"
        names = "|".join(self._outcome.key_names(rule))
        if not names:
            return Failure(
                code,
                (
                    f"数据中没有规则“{rule}”的对象，也就没有“{asked}”",
                    f"the data hold no subject of rule `{rule}`, nor `{asked}`",
                ),
            )
        near, total = self._outcome.subjects_like(rule, asked, self._show_personal)
        zh = f"规则“{rule}”没有对象“{asked}”（对象标识为 {names}）"
        en = f"rule `{rule}` has no subject `{asked}` (its key is {names})"
        if near:
            zh += f"；共{total}个，如：{'、'.join(near)}"
            en += f"; it has {total}, such as: {', '.join(near)}"
        return Failure(code, (zh, en))

    def _told(self, finding: str) -> Explanation:
        """What a finding says that has no subject of its own: a row without a key, missing data."""
        text = self._report.finding_text(finding, self.lang)
        if text is None:
            for each in self.data["rules"]:
                if each["id"] == finding:
                    raise Failure(
                        "subject.none",
                        (
                            f"请写明规则“{finding}”的哪个对象：在规则编号后写对象标识，或只写问题编号",
                            f"which subject of rule `{finding}`? give its key after the rule, "
                            "or the id of a finding alone",
                        ),
                    )
            raise Failure(
                "finding.unknown",
                (
                    f"没有编号为“{finding}”的问题，也没有这条规则",
                    f"no finding has the id `{finding}`, and no rule",
                ),
            )
        data = next(each for each in self.data["findings"] if each["id"] == finding)
        return Explanation(text, data)

    def to_json(self) -> str:
        """The report as `xunze.report/1`."""
        return self._report.to_json()

    def to_text(self, *, findings: int = 20) -> str:
        """The report for a terminal, with so many findings in full."""
        return self._report.to_text(self.lang, findings)

    def to_csv(self) -> bytes:
        """The findings for a spreadsheet, UTF-8 with byte order mark."""
        return self._report.to_csv(self.lang)

    def to_html(self, *, max_rows: int = 200) -> str:
        """The report as one page that needs no network; all findings can be saved from it."""
        from .report_html import render

        return render(self, max_rows=max_rows)

    def to_excel(self) -> bytes:
        """The report as a workbook."""
        from .workbook import write

        return write(self)

    def to_junit(self, *, fail_level: str = FAIL_LEVEL) -> bytes:
        """The report as JUnit's XML, a test case for each rule."""
        from .junit import write

        return write(self, fail_level)

    def titles(self) -> list[str]:
        """The headings of the findings table in the report's language."""
        return self._report.titles(self.lang)

    def words(self) -> dict[str, list[Any]]:
        """The findings table with verdicts and severities in words."""
        return self._report.columns(self.lang, False)

    def __repr__(self) -> str:
        failed = sum(each.failed for each in self.summary)
        return f"<xunze.Report {self.as_of}: {len(self.summary)} rules, {failed} fails>"

    def _repr_html_(self) -> str:
        """The summary, for notebooks."""
        zh = self.lang == "zh"
        heads = (
            ["依据", "规则", "符合", "不符合", "经批准例外", "未到期", "待核实", "不适用"]
            if zh
            else ["clause", "rule", *VERDICTS]
        )
        lines = ["<table><thead><tr>"]
        lines += [f"<th>{html.escape(each)}</th>" for each in heads]
        lines.append("</tr></thead><tbody>")
        for each in self.summary:
            cells = [each.locator, each.title, each.passed, each.failed, each.waived,
                     each.pending, each.unknown, each.not_applicable]  # fmt: skip
            lines.append(
                "<tr>" + "".join(f"<td>{html.escape(str(cell))}</td>" for cell in cells) + "</tr>"
            )
        lines.append("</tbody></table>")
        if self.undecided:
            lines.append(f"<p>{html.escape(self.undecided)}</p>")
        return "".join(lines)


def _decided(of: RuleSummary) -> bool:
    return of.passed + of.failed + of.waived + of.pending + of.not_applicable > 0


def _key_of(subject: Any) -> list[tuple[str, str]]:
    if isinstance(subject, Mapping):
        return [(str(name), _word(value)) for name, value in subject.items()]
    if isinstance(subject, str):
        parts = subject.split(",")
        if all("=" in part for part in parts):
            pairs = (part.split("=", 1) for part in parts)
            return [(name.strip(), value.strip()) for name, value in pairs]
        return [("", part) for part in subject.split("|")]
    if isinstance(subject, tuple | list):
        return [("", _word(part)) for part in subject]
    return [("", _word(subject))]


def _word(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
