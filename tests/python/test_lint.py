# SPDX-License-Identifier: Apache-2.0
"""What lint says of an author's mistakes, and that a run refuses the same packs."""

import json
from pathlib import Path
from typing import Any

import pytest

xunze = pytest.importorskip("xunze")

DATE = "2023-12-31"


def errors(pack: Any) -> list[tuple[str, str]]:
    return [(each.code, each.message[1]) for each in xunze.lint(pack) if each.level == "error"]


@pytest.fixture
def whole(pack: Any) -> dict[str, Any]:
    made: dict[str, Any] = pack.to_dict()
    return made


def turning_rules(whole: dict[str, Any]) -> None:
    for one, other in (("D-1", "D-2"), ("D-2", "D-1")):
        whole["rules"][one]["overrides"] = [other]


def turning_clauses(whole: dict[str, Any]) -> None:
    whole["clauses"]["D-1"]["depends_on"] = ["D-2"]
    whole["clauses"]["D-2"]["depends_on"] = ["D-1"]


def turning_lets(whole: dict[str, Any]) -> None:
    whole["rules"]["D-3"]["let"] = {"x": "y + 1", "y": "x + 1"}


def turning_relations(whole: dict[str, Any]) -> None:
    count = {"key": ["enr_id"], "count": True}
    whole["relations"] = {
        one: {"derive": {"from": "enrolment"}, "aggregate": {"n": {"from": other, **count}}}
        for one, other in (("a", "b"), ("b", "a"))
    }


def turning_aliases(whole: dict[str, Any]) -> None:
    paths = {"p": "q", "q": "p"}
    whole["relations"] = {"a": {"derive": {"from": "enrolment", "paths": paths}}}


@pytest.mark.parametrize(
    ("turn", "code"),
    [
        (turning_rules, "graph.cycle"),
        (turning_clauses, "graph.cycle"),
        (turning_lets, "graph.cycle"),
        (turning_relations, "graph.cycle"),
        (turning_aliases, "path.alias"),
    ],
)
def test_lint_and_a_run_refuse_the_same_cycles(
    whole: dict[str, Any], run: Any, tmp_path: Path, folder: Path, turn: Any, code: str
) -> None:
    turn(whole)
    (found,) = errors(whole)
    assert found[0] == code
    (tmp_path / "turning.json").write_text(json.dumps(whole), encoding="utf-8")
    done = run("check", folder, "--pack", "turning.json", "--as-of", DATE, "--lang", "en")
    assert done.returncode == 2
    assert f"error[{code}]: {found[1]}" in (done.stdout + done.stderr).decode()


@pytest.mark.parametrize("spelling", ["elgi", "eligibility"])
def test_a_misspelt_kind_is_all_that_is_said(whole: dict[str, Any], spelling: str) -> None:
    rule = whole["rules"]["D-3"]
    rule[spelling] = rule.pop("elig")
    (found,) = errors(whole)
    assert found == ("kind.unknown", f"unknown kind of rule `{spelling}`")


def test_a_pack_in_one_line_is_shown_around_the_caret(
    whole: dict[str, Any], run: Any, tmp_path: Path
) -> None:
    whole["rules"]["D-3"]["elig"]["require"] = "dayz >= least_days"
    text = json.dumps(whole, ensure_ascii=False)
    (tmp_path / "line.json").write_text(text, encoding="utf-8")
    said = run("lint", "line.json", "--lang", "en").stdout.decode().splitlines()
    at = next(n for n, each in enumerate(said) if "`dayz`" in each)
    assert said[at].startswith(f"line.json:1:{text.index('dayz') + 1}: ")
    assert said[at + 1].strip().startswith("…")
    assert said[at + 1].endswith("…")
    assert len(said[at + 1]) < 120
    assert said[at + 2].strip() == "^"


def test_a_file_with_semicolons_is_one_mistake(
    run: Any, folder: Path, pack_file: Path
) -> None:
    given = folder / "class.csv"
    given.write_text(given.read_text("utf-8").replace(",", ";"), encoding="utf-8")
    done = run("check", folder, "--pack", pack_file, "--as-of", DATE, "--lang", "en")
    assert done.returncode == 2
    said = (done.stdout + done.stderr).decode()
    assert "error[data.separator]: only one column: semicolons seem to separate" in said
    assert "class.csv" in said
    assert said.count("error[") == 1
