# SPDX-License-Identifier: Apache-2.0
"""The synthetic data of each pack: the same seed gives the same bytes, tables are well formed."""

import copy
import json
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "examples"))

from synthetic import PACKS, make, module_of, plant  # noqa: E402

VOCABULARY = json.loads((ROOT / "policies/vocabulary/teacher-training.json").read_text("utf-8"))
TABLES = VOCABULARY["tables"]
SEED, SIZES = 5, {pack: max(900, module_of(pack).SMALLEST) for pack in PACKS}
IDENTITY_NUMBER = re.compile(r"(?<!\d)\d{15}(\d{2}[\dXx])?(?!\d)")


def run(*more: str, hashes: str = "0") -> subprocess.CompletedProcess[str]:
    """Runs the generator where sets of texts come in another order."""
    command = [sys.executable, "-B", str(ROOT / "examples/generate.py"), *more]
    environment = {**os.environ, "PYTHONHASHSEED": hashes}
    return subprocess.run(command, capture_output=True, text=True, env=environment)


def generate(pack: str, folder: Path, *more: str, seed: int = SEED, hashes: str = "0") -> list:
    planted = folder.with_suffix(".json")
    done = run("--pack", pack, "--seed", str(seed), "--size", str(SIZES[pack]), "--out", str(folder),
               "--planted", str(planted), *more, hashes=hashes)  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(planted.read_text("utf-8"))


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@cache
def tables_of(pack: str) -> dict[str, list[dict[str, str]]]:
    """The rows of each given table, with everything planted."""
    module = module_of(pack)
    world = make(pack, SEED, SIZES[pack])
    plant(world, module, module.VIOLATIONS.all(2))
    return {
        table: [dict(zip(columns, row, strict=True)) for row in rows]
        for table, (columns, rows) in world.as_text().items()
    }


@pytest.mark.parametrize("pack", PACKS)
def test_the_same_seed_gives_the_same_bytes(pack: str, tmp_path: Path) -> None:
    planted = generate(pack, tmp_path / "one")
    assert planted
    assert generate(pack, tmp_path / "again", hashes="1") == planted
    assert content(tmp_path / "again") == content(tmp_path / "one")


@pytest.mark.parametrize("pack", PACKS)
def test_another_seed_and_clean_data_are_other_data(pack: str, tmp_path: Path) -> None:
    generate(pack, tmp_path / "one")
    generate(pack, tmp_path / "other", seed=6)
    assert generate(pack, tmp_path / "clean", "--violations") == []
    found = [content(tmp_path / name) for name in ("one", "other", "clean")]
    assert found[0] != found[1] and found[0] != found[2]


@pytest.mark.parametrize("pack", PACKS)
def test_nothing_but_tables_is_in_the_folder(pack: str, tmp_path: Path) -> None:
    generate(pack, tmp_path / "one")
    assert set(content(tmp_path / "one")) == {f"{table}.csv" for table in tables_of(pack)}
    assert set(tables_of(pack)) <= set(TABLES)
    assert len(tables_of(pack)) > 5


@pytest.mark.parametrize("pack", PACKS)
def test_codes_are_the_vocabularys(pack: str) -> None:
    problems = []
    for table, rows in tables_of(pack).items():
        columns = TABLES[table]["columns"]
        for name in rows[0] if rows else []:
            enum = VOCABULARY["enums"].get(columns[name].get("enum", ""), {"values": []})
            codes = {value["code"] for value in enum["values"]}
            found = {code for row in rows for code in row[name].split(";") if code}
            if codes and found - codes:
                problems.append(f"{table}.{name}: {sorted(found - codes)}")
    assert not problems, "\n" + "\n".join(problems)


@pytest.mark.parametrize("pack", PACKS)
def test_keys_are_unique_and_foreign_keys_resolve(pack: str) -> None:
    tables, problems = tables_of(pack), []
    for table, rows in tables.items():
        schema = TABLES[table]
        for key in [schema["key"], *schema.get("unique", [])]:
            if len({tuple(row.get(name) for name in key) for row in rows}) != len(rows):
                problems.append(f"{table}: {key} is not unique")
        for name, column in schema["columns"].items():
            target = column.get("references", {}).get("table")
            if target in tables and rows and name in rows[0]:
                (key,) = TABLES[target]["key"]
                known = {row[key] for row in tables[target]} | {""}
                if dangling := {row[name] for row in rows} - known:
                    problems.append(f"{table}.{name}: {sorted(dangling)[:3]}")
    assert not problems, "\n" + "\n".join(problems)


@pytest.mark.parametrize("pack", PACKS)
def test_nothing_looks_like_an_identity_number(pack: str) -> None:
    for table, rows in tables_of(pack).items():
        for row in rows:
            assert not any(map(IDENTITY_NUMBER.search, row.values())), (table, row)


def test_the_latest_event_is_the_status() -> None:
    tables = tables_of("shaanxi-2023")
    latest: dict[str, tuple[str, str]] = {}
    for event in tables["enrolment_event"]:
        pair = (event["at"], event["status"])
        latest[event["enr_id"]] = max(latest.get(event["enr_id"], pair), pair)
    for row in tables["enrolment"]:
        assert latest[row["enr_id"]][1] == row["status"], row["enr_id"]


@pytest.mark.parametrize("pack", PACKS)
def test_an_unknown_clause_is_refused(pack: str, tmp_path: Path) -> None:
    done = run("--pack", pack, "--out", str(tmp_path / "none"), "--violations", "no-such-clause")
    assert done.returncode == 2
    assert "no-such-clause" in done.stderr


def test_more_than_can_be_planted_is_refused(tmp_path: Path) -> None:
    done = run("--out", str(tmp_path / "none"), "--violations", "SX23-3.3-h=9")
    assert done.returncode == 2
    assert "SX23-3.3-h: 8 places for 9 failures" in done.stderr


@pytest.mark.parametrize("pack", PACKS)
def test_a_size_too_small_is_refused_at_once(pack: str, tmp_path: Path) -> None:
    least = module_of(pack).SMALLEST
    for size in (0, 100, least - 1):
        done = run("--pack", pack, "--size", str(size), "--out", str(tmp_path / "none"))
        assert done.returncode == 2
        assert f"size {size} is too small for {pack}, the smallest is {least}" in done.stderr
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("pack", PACKS)
def test_there_are_about_as_many_teachers_as_wanted(pack: str) -> None:
    least = module_of(pack).SMALLEST
    for size in (least, 1200, 3000):
        teachers = len(make(pack, SEED, size).rows("teacher"))
        assert 0.85 * size <= teachers <= 1.15 * size, size


@pytest.mark.parametrize("pack", PACKS)
def test_the_smallest_size_holds_every_violation(pack: str) -> None:
    """Two of each clause, whatever chance makes of the world."""
    module = module_of(pack)
    apart = [{c: min(2, v.most or 2)} for c, v in module.VIOLATIONS.items() if v.settings]
    for seed in range(6):
        world = make(pack, seed, module.SMALLEST)
        for wanted in [module.VIOLATIONS.all(2), *apart]:
            assert plant(copy.deepcopy(world), module, wanted)


@pytest.mark.parametrize("pack", PACKS)
def test_the_readme_names_the_smallest_size(pack: str) -> None:
    text = (ROOT / "examples/README.md").read_text("utf-8")
    assert re.search(rf"\b{module_of(pack).SMALLEST} (for )?`{pack}`", text)
