# SPDX-License-Identifier: Apache-2.0
"""The report as JUnit's XML: a test case for each rule, for build servers."""

import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .report import Report

LISTED = 20
# What XML 1.0 cannot hold.
ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(report: "Report", fail_level: str) -> bytes:
    """A failure is a rule that fails at the level or above; one that passed nobody is skipped."""
    from .report import SEVERITIES

    levels = SEVERITIES[SEVERITIES.index(fail_level) :]
    messages: dict[str, list[str]] = {}
    found = report.words()
    codes = report.findings
    for i in range(len(codes)):
        line = f"{found['verdict'][i]} {found['label'][i]} {found['message'][i]}"
        messages.setdefault(codes["rule"][i], []).append(line)
    pack = report.data["packs"][0]
    failures = skipped = 0
    suite = ET.Element("testsuite", name=f"{pack['id']} {pack['version']} {report.as_of}")
    for each in report.summary:
        name = _legal(f"{each.rule} {each.title}")
        case = ET.SubElement(suite, "testcase", classname=_legal(each.locator), name=name)
        lines = messages.get(each.rule, [])
        text = "\n".join(lines[:LISTED])
        if len(lines) > LISTED:
            text += f"\nfirst {LISTED} of {len(lines)}"
        if each.failed and each.severity in levels:
            failures += 1
            failure = ET.SubElement(
                case, "failure", type=each.severity, message=f"{each.failed} fail"
            )
            failure.text = _legal(text)
        elif not (each.passed or each.failed or each.waived):
            skipped += 1
            ET.SubElement(case, "skipped", message=_legal(text or report.undecided))
        elif lines:
            ET.SubElement(case, "system-out").text = _legal(text)
    suite.set("tests", str(len(report.summary)))
    suite.set("failures", str(failures))
    suite.set("skipped", str(skipped))
    suites = ET.Element("testsuites")
    suites.append(suite)
    ET.indent(suites)
    written: bytes = ET.tostring(suites, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _legal(text: str) -> str:
    return ILLEGAL.sub("\ufffd", text)
