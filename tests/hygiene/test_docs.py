# SPDX-License-Identifier: Apache-2.0
"""The documentation keeps up with the code: a page for each kind, and links that resolve."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).resolve().parents[2]
KINDS = ROOT / "src/rule/kind.cpp"
KINDS_PAGES = ROOT / "docs/kinds"
OUTSIDE = re.compile(r"^[a-z][a-z0-9+.-]*:")


def pages() -> list[Path]:
    folders = ["docs", "bindings", "examples", "policies", "benchmarks", "src", "tests"]
    found = list(ROOT.glob("*.md"))
    for folder in folders:
        found += (ROOT / folder).rglob("*.md")
    return sorted(found)


def prose(page: Path) -> str:
    """The page without its code, where brackets are not links."""
    text = re.sub(r"^(```|~~~).*?^\1", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    return re.sub(r"`[^`\n]*`", "", text)


def anchors(page: Path) -> set[str]:
    text = re.sub(r"^(```|~~~).*?^\1", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    found: set[str] = set(re.findall(r'<a (?:id|name)="([^"]+)"', text))
    for heading in re.findall(r"^#{1,6} +(.*?) *#*$", text, flags=re.MULTILINE):
        slug = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        suffix = 0
        while (name := f"{slug}-{suffix}" if suffix else slug) in found:
            suffix += 1
        found.add(name)
    return found


def declared_kinds() -> set[str]:
    """The codes in the table of kinds."""
    return set(re.findall(r'^\s*\{"([a-z]+)", \{', KINDS.read_text("utf-8"), re.MULTILINE))


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_resolve(page: Path) -> None:
    problems = []
    for target in re.findall(r"\]\(<?([^)\s>]+)>?(?: +\"[^\"]*\")?\)", prose(page)):
        if OUTSIDE.match(target):
            continue
        name, _, anchor = unquote(target).partition("#")
        place = (page.parent / name).resolve() if name else page
        if not place.exists():
            problems.append(f"{target}: no such file")
        elif not place.is_relative_to(ROOT):
            problems.append(f"{target}: outside the repository")
        elif anchor and place.suffix == ".md" and anchor not in anchors(place):
            problems.append(f"{target}: no such heading")
    assert not problems, "\n" + "\n".join(problems)


def test_every_kind_has_its_page_and_every_page_its_kind() -> None:
    described = {page.stem for page in KINDS_PAGES.glob("*.md")} - {"README", "index"}
    kinds = declared_kinds()
    assert kinds, "the table is empty"
    assert described == kinds
