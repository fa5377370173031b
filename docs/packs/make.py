#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes a page for each pack, and their index: `python docs/packs/make.py` with xunze installed."""

import datetime
import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import xunze  # noqa: E402
from reference.packtests import all_tests  # noqa: E402
from xunze.pack_lists import STATUSES  # noqa: E402

STATUS = {status: " ".join(words) for status, words in STATUSES.items()}


def cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def shown(value) -> str:
    if value is None:
        return "none"
    if isinstance(value, list):
        return "{" + ", ".join(map(shown, value)) + "}"
    return str(value).lower() if isinstance(value, bool) else str(value)


def current(parameter: dict) -> str:
    if "values" in parameter:
        dated = (f"{one.get('from', '…')}: {shown(one['value'])}" for one in parameter["values"])
        return "; ".join(dated)
    return shown(parameter["value"])


def clause_table(pack: dict, clauses: list) -> list[str]:
    lines = [
        "| clause | place | what it asks | status | rules | parameters (alternatives) |",
        "|---|---|---|---|---|---|",
    ]
    for clause in clauses:
        mine = [
            f"`{name}` {current(p)} ({', '.join(map(shown, p.get('alternatives', []))) or '–'})"
            for name, p in pack["parameters"].items()
            if p.get("clause") == clause["id"]
        ]
        what = cell(" ".join(clause["paraphrase"]))
        if clause["status"] != "encoded" and any(clause["note"]):
            what += " — " + cell(" ".join(clause["note"]))
        place = f"{clause['document']} {clause['locator'][0]}"
        rules = "<br>".join(f"`{rule}`" for rule in clause["rules"])
        lines.append(
            f"| {clause['id']} | {cell(place)} | {what} | {STATUS[clause['status']]} | {rules} | "
            f"{'<br>'.join(map(cell, mine))} |"
        )
    return lines


def example(path: Path, pack: dict, vocabulary: dict, policy) -> list[str]:
    """The explanation of the first fail that a test of the pack expects, with its numbers."""
    for test in all_tests(path, vocabulary):
        for expected in test["expect"]:
            if expected.get("verdict") != "fail" or "measured" not in expected:
                continue
            tables = {
                name: {
                    column: [row.get(column) for row in rows]
                    for column in vocabulary["tables"][name]["columns"]
                }
                for name, rows in test.get("tables", {}).items()
            }
            report = xunze.check(
                tables,
                policy,
                datetime.date.fromisoformat(test["as_of"]),
                set=test.get("set", {}),
                rules=[expected["rule"]],
            )
            for finding in report.findings.to_dicts():
                if finding["verdict"] == "fail":
                    told = str(report.explain(finding["id"])).rstrip()
                    return ["", f"From the test “{test['name']}”:", "", "```text", told, "```"]
    return []


def page(path: Path) -> str:
    pack = json.loads(path.read_text("utf-8"))
    vocabulary = json.loads(
        (ROOT / "policies" / "vocabulary" / f"{pack['pack']['vocabulary']}.json").read_text("utf-8")
    )
    policy = xunze.load_pack(path)
    counts = policy.clauses
    title = pack["pack"]["title"]
    lines = [
        f"# {pack['pack']['id']}: {title['zh']}",
        "",
        f"{title['en']}. Made by `docs/packs/make.py` from the pack; not written by hand.",
        "",
        f"{len(policy.rules)} rules, {sum(counts.values())} clauses: "
        + ", ".join(f"{n} {STATUS[status]}" for status, n in counts.items() if n)
        + f". {len(all_tests(path, vocabulary))} tests.",
        "",
        "## Clauses",
        "",
        *clause_table(pack, policy.clause_list),
        "",
        "## How clauses depend on one another",
        "",
        "```mermaid",
        policy.graph("mermaid", ["clause"], "en").rstrip(),
        "```",
        "",
        "## A finding",
        *example(path, pack, vocabulary, policy),
    ]
    return "\n".join(lines) + "\n"


def pages() -> dict[Path, str]:
    """Every page with its text."""
    made = {}
    index = ["# Packs", "", "Made by `docs/packs/make.py`.", ""]
    index += ["| pack | clauses | rules |", "|---|---|---|"]
    for path in sorted((ROOT / "policies" / "packs").glob("*/pack.json")):
        policy = xunze.load_pack(path)
        made[HERE / f"{policy.id}.md"] = page(path)
        index.append(
            f"| [{policy.id}]({policy.id}.md) {policy.title[0]} | {sum(policy.clauses.values())} | "
            f"{len(policy.rules)} |"
        )
    made[HERE / "README.md"] = "\n".join(index) + "\n"
    return made


if __name__ == "__main__":
    for where, text in pages().items():
        where.write_text(text, "utf-8")
        print(where.relative_to(ROOT))
