# SPDX-License-Identifier: Apache-2.0
"""The glossary has the words that the code shows people."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROWS = (ROOT / "docs/glossary.md").read_text("utf-8").splitlines()
NAMED = re.compile(r'\{"([a-z_]+)", \{"([^"]+)", "([^"]+)"\}')


def words(source: str) -> list[tuple[str, str, str]]:
    found = NAMED.findall((ROOT / source).read_text("utf-8"))
    assert found, source
    return found


@pytest.mark.parametrize(("code", "zh", "en"), words("src/core/verdict.cpp"))
def test_a_word_of_verdicts_has_its_row(code: str, zh: str, en: str) -> None:
    row = re.compile(rf"^\| ([^|]*\b)?{re.escape(en)}\b[^|]*\| {zh} \|.*`{code}`")
    assert any(row.search(line) for line in ROWS), f"{en}: {zh}, {code}"


@pytest.mark.parametrize(("code", "zh", "en"), words("src/rule/kind.cpp"))
def test_a_kind_has_one_name(code: str, zh: str, en: str) -> None:
    page = (ROOT / f"docs/kinds/{code}.md").read_text("utf-8")
    assert page.startswith(f"# {code}: {en}, {zh}\n")
