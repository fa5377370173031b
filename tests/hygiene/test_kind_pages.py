# SPDX-License-Identifier: Apache-2.0
"""Every page of a kind says the same things, and its example is a pack that loads."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(set((ROOT / "docs/kinds").glob("*.md")) - {ROOT / "docs/kinds/README.md"})
SECTIONS = ["Lowers to", "Missing and boundary", "Example"]


def kinds() -> dict[str, bool]:
    """Codes of all kinds, and whether they run."""
    text = (ROOT / "src/rule/kind.cpp").read_text("utf-8")
    return {
        found[1]: "later" not in found[2]
        for found in re.finditer(r'^\s*\{"([a-z]+)", \{[^}]*\}([^}]*)\},$', text, re.M)
    }


def arguments_of(kind: str) -> set[str]:
    """Names of the members of the kind's struct."""
    name = "classify" if kind == "class" else kind
    text = (ROOT / f"include/xunze/rule/{name}.hpp").read_text("utf-8")
    body = re.search(rf"^struct {name} \{{(.*?)^\}};", text, re.M | re.S)
    assert body, name
    members = set(re.findall(r"(\w+)(?:\{\}| = [^;]+)?;", body[1]))
    return {"rank" if member == "rank_descending" else member for member in members}


def example_of(page: Path) -> dict[str, Any]:
    blocks = re.findall(r"^```json\n(.*?)^```", page.read_text("utf-8"), re.M | re.S)
    assert len(blocks) == 1, "one example a page"
    return json.loads(blocks[0])


def pack_of(part: dict[str, Any]) -> dict[str, Any]:
    clauses = sorted({rule["clause"] for rule in part["rules"].values()})
    both = {"zh": "示例", "en": "sample"}
    return {
        "format": "xunze.pack/1",
        "pack": {"id": "sample", "title": both, "version": "1.0.0", "jurisdiction": "CN",
                 "level": "county", "vocabulary": "teacher-training", "valid_from": "2018-01-01",
                 "extends": []},
        "documents": {"D": {"title": both, "short": both}},
        **part,
        "clauses": {clause: {"locator": both, "document": "D", "strength": "mandatory",
                             "status": "encoded", "paraphrase": both} for clause in clauses},
    }  # fmt: skip


RUNNING = [page for page in PAGES if kinds().get(page.stem)]


def test_there_are_twenty_five_kinds() -> None:
    assert len(kinds()) == 25
    assert sum(kinds().values()) == len(RUNNING)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_begins_with_its_kind(page: Path) -> None:
    text = page.read_text("utf-8")
    assert text.startswith(f"# {page.stem}: ")
    assert re.search(r"^Seed clauses: .+\.$", text, re.M)
    if page not in RUNNING:
        assert "`kind.later`" in text


@pytest.mark.parametrize("page", RUNNING, ids=lambda page: page.stem)
def test_a_page_names_every_argument_once(page: Path) -> None:
    text = page.read_text("utf-8")
    assert re.findall(r"^## (.+)$", text, re.M) == SECTIONS
    table = text.split("| argument | is |")[1].split("\n\n")[0]
    cells = re.findall(r"^\| `([^`]+)` \|", table, re.M)
    named = [word for cell in cells for word in re.findall(r"\w+", cell)]
    assert sorted(named) == sorted(arguments_of(page.stem))


@pytest.mark.parametrize("page", RUNNING, ids=lambda page: page.stem)
def test_an_example_uses_its_kind_and_cites_its_clause(page: Path) -> None:
    rules = example_of(page)["rules"]
    assert all(page.stem in rule for rule in rules.values())
    assert all(name.split("/")[0] == rule["clause"] for name, rule in rules.items())


@pytest.mark.parametrize("page", RUNNING, ids=lambda page: page.stem)
def test_an_example_loads(page: Path) -> None:
    xunze = pytest.importorskip("xunze", reason="the package is not installed")
    found = [each for each in xunze.lint(pack_of(example_of(page))) if each.level != "note"]
    assert not found, "\n".join(each.render("en") for each in found)
