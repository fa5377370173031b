# SPDX-License-Identifier: Apache-2.0
"""The synthetic county: the same seed gives the same bytes, keys resolve, failures are planted."""

import csv
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACK = json.loads((ROOT / "policies/packs/shaanxi-2023/pack.json").read_text("utf-8"))
VOCABULARY = json.loads((ROOT / "policies/vocabulary/teacher-training.json").read_text("utf-8"))
# Off unless a limit is set, so nothing can be planted.
NEVER_FAILS_BY_DEFAULT = {"SX23-2.4-f/prompt"}
# Duties that the county fulfils, or has no tables for: nothing is planted against them.
NOTHING_PLANTED = {
    f"SX23-{rule}"
    for rule in """
        0-b 1-b 1-c/listed 1-c/parts 1-c/seats 1-c/undertaker 1-d 1-e 2.1-a 2.1-b 2.1-c 2.2-a
        2.2-b 2.2-c 2.2-d 2.2-f/plan 2.2-f/procedure 2.2-g 2.3-a 2.3-b 2.3-c 2.3-d 2.3-e 2.3-f
        2.4-a 2.4-c/mechanism 2.4-c/plan 2.4-d 2.4-e 2.4-h 2.4-i 2.5-a 2.5-b 2.5-c/region
        2.5-c/school 2.5-d 3.1-b/fields 3.1-b/unique 3.2-e 3.2-f 3.2-h 3.2-i 3.2-j 3.3-b
        3.3-c/images 3.3-f 3.3-g 3.3-j/list 4.1-a 4.1-b/circular 4.1-b/seats 4.2-a/evaluation
        4.2-a/inspection 4.2-b/basis 4.2-b/place
        """.split()
}
# Fails where chance makes a late substitute fail the training.
BY_CHANCE = {"SX23-3.3-j/same"}


def generate(folder: Path, *more: str, seed: int = 5) -> dict[str, list[dict]]:
    planted = folder.with_suffix(".json")
    command = [
        *(sys.executable, "-B", str(ROOT / "examples/generate_county.py"), "--seed", str(seed)),
        *("--teachers", "900", "--out", str(folder), "--planted", str(planted), *more),
    ]
    subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(planted.read_text("utf-8"))


def read(folder: Path) -> dict[str, list[dict[str, str]]]:
    tables = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            tables[path.stem] = list(csv.DictReader(file))
    return tables


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, list[dict]]]:
    folder = tmp_path_factory.mktemp("county") / "all"
    return folder, generate(folder)


def test_the_same_seed_gives_the_same_bytes(county, tmp_path: Path) -> None:
    folder, planted = county
    assert generate(tmp_path / "again") == planted
    assert content(tmp_path / "again") == content(folder)


def test_another_seed_gives_another_county(county, tmp_path: Path) -> None:
    generate(tmp_path / "other", seed=6)
    assert content(tmp_path / "other") != content(county[0])


def test_nothing_but_tables_is_in_the_folder(county) -> None:
    names = {path.name for path in county[0].iterdir()}
    assert names <= {f"{table}.csv" for table in VOCABULARY["tables"]}
    assert len(names) > 15


def test_columns_and_codes_are_the_vocabularys(county) -> None:
    problems = []
    for table, rows in read(county[0]).items():
        columns = VOCABULARY["tables"][table]["columns"]
        for name in rows[0] if rows else []:
            if name not in columns:
                problems.append(f"{table}.{name}: no such column")
                continue
            enum = VOCABULARY["enums"].get(columns[name].get("enum", ""), {"values": []})
            codes = {value["code"] for value in enum["values"]}
            found = {code for row in rows for code in row[name].split(";") if code}
            if codes and found - codes:
                problems.append(f"{table}.{name}: {sorted(found - codes)}")
    assert not problems, "\n" + "\n".join(problems)


def test_keys_are_unique_and_foreign_keys_resolve(county) -> None:
    tables = read(county[0])
    problems = []
    for table, rows in tables.items():
        schema = VOCABULARY["tables"][table]
        for key in [schema["key"], *schema.get("unique", [])]:
            if len({tuple(row[name] for name in key) for row in rows}) != len(rows):
                problems.append(f"{table}: {key} is not unique")
        for name, column in schema["columns"].items():
            if "references" not in column or not rows or name not in rows[0]:
                continue
            target = column["references"]["table"]
            if target not in tables:
                continue
            (key,) = VOCABULARY["tables"][target]["key"]
            known = {row[key] for row in tables[target]} | {""}
            if dangling := {row[name] for row in rows} - known:
                problems.append(f"{table}.{name}: {sorted(dangling)[:3]}")
    assert not problems, "\n" + "\n".join(problems)


def test_the_latest_event_is_the_status(county) -> None:
    tables = read(county[0])
    latest: dict[str, tuple[str, str]] = {}
    for event in tables["enrolment_event"]:
        pair = (event["at"], event["status"])
        latest[event["enr_id"]] = max(latest.get(event["enr_id"], pair), pair)
    for row in tables["enrolment"]:
        assert latest[row["enr_id"]][1] == row["status"], row["enr_id"]


def test_every_rule_fails_somewhere(county) -> None:
    planted = county[1]
    wanted = set(PACK["rules"]) - NEVER_FAILS_BY_DEFAULT - NOTHING_PLANTED
    assert NOTHING_PLANTED < set(PACK["rules"])
    assert set(planted) - BY_CHANCE == wanted - BY_CHANCE
    assert all(planted.values())


def test_a_clean_county_plants_nothing(county, tmp_path: Path) -> None:
    assert generate(tmp_path / "clean", "--violations", "none") == {}
    assert content(tmp_path / "clean") != content(county[0])


def test_one_clause_may_be_planted_alone(tmp_path: Path) -> None:
    planted = generate(tmp_path / "one", "--violations", "SX23-3.2-d")
    assert {rule.split("/")[0] for rule in planted} == {"SX23-3.2-d"}


def test_an_unknown_clause_is_refused(tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError) as caught:
        generate(tmp_path / "none", "--violations", "SX23-9.9-z")
    assert "SX23-9.9-z" in caught.value.stderr


def test_nothing_looks_like_an_identity_number(county) -> None:
    number = re.compile(r"(?<!\d)\d{15}(\d{2}[\dXx])?(?!\d)")
    for table, rows in read(county[0]).items():
        for row in rows:
            assert not any(number.search(value) for value in row.values()), (table, row)
