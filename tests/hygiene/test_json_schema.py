# SPDX-License-Identifier: Apache-2.0
"""The published JSON Schemas accept what is shipped and refuse what the loader refuses."""

import copy
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

ROOT = Path(__file__).resolve().parents[2]
VOCABULARIES = sorted((ROOT / "policies/vocabulary").glob("*.json"))
PACKS = sorted((ROOT / "policies/packs").glob("*/pack.json"))


def read(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def schema(name: str) -> jsonschema.Draft202012Validator:
    text = read(ROOT / "docs/schema" / f"{name}.schema.json")
    jsonschema.Draft202012Validator.check_schema(text)
    return jsonschema.Draft202012Validator(text)


def problems(name: str, document: Any) -> list[str]:
    return [f"{e.json_path}: {e.message[:200]}" for e in schema(name).iter_errors(document)]


def test_something_is_shipped() -> None:
    assert VOCABULARIES
    assert PACKS


@pytest.mark.parametrize("path", VOCABULARIES, ids=lambda path: path.stem)
def test_shipped_vocabularies_are_valid(path: Path) -> None:
    assert problems("vocabulary", read(path)) == []


@pytest.mark.parametrize("path", PACKS, ids=lambda path: path.parent.name)
def test_shipped_packs_are_valid(path: Path) -> None:
    assert problems("pack", read(path)) == []


TESTS = sorted((ROOT / "policies/packs").glob("*/tests/*.json"))


@pytest.mark.parametrize("path", TESTS, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_shipped_files_of_tests_are_valid(path: Path) -> None:
    assert problems("tests", read(path)) == []


def test_a_file_of_tests_may_have_a_base() -> None:
    expect = [{"rule": "A-1", "subject": {"id": "p"}, "verdict": "pass"}]
    test = {"name": "t", "as_of": "2023-12-31", "expect": expect}
    assert problems("tests", [test]) == []
    whole = {"format": "xunze.tests/1", "base": {"person": [{"id": "p"}]}, "tests": [
        {**test, "drop": {"person": [{"id": "p"}], "visit": True}}]}  # fmt: skip
    assert problems("tests", whole) == []
    assert problems("tests", {**whole, "more": 1}) != []
    assert problems("tests", [{**test, "expect": []}]) != []
    assert problems("tests", [{**test, "drop": {"visit": False}}]) != []


def rule_with(**changes: Any) -> dict[str, Any]:
    words = {"zh": "甲", "en": "a"}
    rule = {
        "kind": "elig", "clause": "D-1", "title": words, "strength": "mandatory",
        "subject": "person", "condition": "age >= 18", "message": words,
    }  # fmt: skip
    rule.update(changes)
    return {
        "format": "xunze.pack/1",
        "pack": {"id": "p", "title": words, "version": "1", "vocabulary": "v"},
        "rules": {"D-1": {key: value for key, value in rule.items() if value is not None}},
    }


def test_a_small_pack_is_valid() -> None:
    assert problems("pack", rule_with()) == []
    built = {"elig": {"subject": "person", "require": "age >= 18"}}
    assert problems("pack", rule_with(kind=None, condition=None, subject=None, **built)) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "eligible"},
        {"condition": None},
        {"subject": None},
        {"message": {"zh": "甲"}},
        {"strength": "strong"},
        {"applys": "true"},
        {"in_force": {"from": "2023/01/01"}},
        {"elig": {"subject": "person"}},
        {"elig": {"subject": "person", "require": "true"}, "freq": {}},
        {"subject": {"distinct": {"from": "x"}}},
        {"aggregate": {"n": {"from": "x", "count": True, "sum": "y"}}},
        {"match": {"m": {"partner": "x", "as": "h", "same": [], "find": "nearest"}}},
    ],
    ids=lambda changes: " ".join(changes),
)
def test_what_the_loader_refuses_is_invalid(changes: dict[str, Any]) -> None:
    assert problems("pack", rule_with(**changes)) != []


def test_values_of_parameters_have_their_type() -> None:
    def with_parameter(**parameter: Any) -> list[str]:
        pack = rule_with()
        pack["parameters"] = {"p": parameter}
        return problems("pack", pack)

    assert with_parameter(type="int", value=1, alternatives=[2, None]) == []
    assert with_parameter(type="int", value="1") != []
    assert with_parameter(type="int", value=1, alternatives=["2"]) != []
    assert with_parameter(type="set", enum="e", value=["a"]) == []
    assert with_parameter(type="set", value=["a"]) != []
    assert with_parameter(type="date", values=[{"from": "2023-01-01", "value": "soon"}]) != []


def test_unknown_keys_of_a_vocabulary_are_invalid() -> None:
    good = read(VOCABULARIES[0])
    table = next(iter(good["tables"]))
    column = next(iter(good["tables"][table]["columns"]))
    for spoil in (
        lambda v: v.update(extra=1),
        lambda v: v["tables"][table].update(kee=[]),
        lambda v: v["tables"][table].pop("key"),
        lambda v: v["tables"][table]["columns"][column].update(type="string"),
        lambda v: v["tables"][table]["columns"][column].update(scale=2),
    ):
        bad = copy.deepcopy(good)
        spoil(bad)
        assert problems("vocabulary", bad) != []


def test_the_schema_knows_all_kinds() -> None:
    listed = re.findall(r'^\s*\{"([a-z]+)",', (ROOT / "src/rule/kind.cpp").read_text("utf-8"), re.M)
    rule = read(ROOT / "docs/schema/pack.schema.json")["$defs"]["rule"]
    assert listed
    assert set(rule["properties"]["kind"]["enum"]) == set(listed)
    assert set(listed) <= set(rule["properties"])


def test_every_code_of_the_loader_is_documented() -> None:
    page = (ROOT / "docs/diagnostics.md").read_text("utf-8")
    documented = set()
    for line in page.splitlines():
        cell = line.split("|")[1] if line.startswith("|") else ""
        stage = ""
        for word in re.findall(r"`([a-z_.]+)`", cell):
            stage = word.split(".")[0] if not word.startswith(".") else stage
            documented.add(word if not word.startswith(".") else stage + word)
    stages = "json|format|vocabulary|pack|parameter|kind|library|file"
    used = set()
    for source in (ROOT / "src/pack").glob("*.cpp"):
        used |= set(re.findall(rf'"((?:{stages})\.[a-z_]+|rule\.id)"', source.read_text("utf-8")))
    used.discard("pack.json")  # a file's name
    assert used
    assert sorted(used - documented) == []
