# SPDX-License-Identifier: Apache-2.0
"""The tables of a synthetic world, as rows of the vocabulary's columns."""

import csv
import json
import random
from datetime import date, timedelta
from functools import cache
from pathlib import Path

VOCABULARY = Path(__file__).resolve().parents[2] / "policies/vocabulary/teacher-training.json"


@cache
def columns_of() -> dict[str, list[str]]:
    """The columns of each table, in the vocabulary's order."""
    tables = json.loads(VOCABULARY.read_text("utf-8"))["tables"]
    return {name: list(table["columns"]) for name, table in tables.items()}


def at(day: date, hour: int = 9, minute: int = 0) -> str:
    """A moment of a day in China's time."""
    return f"{day.isoformat()}T{hour:02}:{minute:02}:00+08:00"


def day_of(text: str) -> date:
    return date.fromisoformat(text[:10])


def plus(text: str, days: int) -> date:
    return day_of(text) + timedelta(days=days)


class World:
    """Tables as lists of rows; a table or column that no row names is not given."""

    def __init__(self, seed: int, size: int) -> None:
        self.rng = random.Random(seed)
        self.size = size
        self.tables: dict[str, list[dict]] = {name: [] for name in columns_of()}
        self.given: dict[str, set[str]] = {}  # the columns that some row has named, by table
        self.ids: dict[str, int] = {}  # ids made so far, by table

    def add(self, table: str, **row: object) -> dict:
        """Adds a row; `from_` and `pass_` stand for the columns whose names are Python's."""
        row = {name.rstrip("_"): value for name, value in row.items()}
        self.give(table, *row)
        self.tables[table].append(row)
        return row

    def give(self, table: str, *columns: str) -> None:
        """Says that these columns of a table are given, even where it has no rows."""
        known = columns_of()[table]
        if unknown := set(columns) - set(known):
            raise KeyError(f"{table} has no column {', '.join(sorted(unknown))}")
        self.given.setdefault(table, set()).update(columns)

    def rows(self, table: str, **wanted: object) -> list[dict]:
        wanted = {name.rstrip("_"): value for name, value in wanted.items()}
        return [r for r in self.tables[table] if all(r.get(k) == v for k, v in wanted.items())]

    def only(self, table: str, **wanted: object) -> dict:
        (row,) = self.rows(table, **wanted)
        return row

    def remove(self, table: str, row: dict) -> None:
        """Removes this very row, not one like it."""
        self.tables[table] = [other for other in self.tables[table] if other is not row]

    def next_id(self, table: str, prefix: str, width: int = 6) -> str:
        self.ids[table] = self.ids.get(table, 0) + 1
        return f"{prefix}{self.ids[table]:0{width}}"

    def as_text(self) -> dict[str, tuple[list[str], list[list[str]]]]:
        """The columns and rows of each given table, as a CSV file holds them."""
        found = {}
        for table, names in self.given.items():
            for row in self.tables[table]:
                self.give(table, *row)  # columns that were set later
            columns = [name for name in columns_of()[table] if name in names]
            rows = [[cell_text(row.get(name)) for name in columns] for row in self.tables[table]]
            found[table] = (columns, rows)
        return found

    def write(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for table, (columns, rows) in self.as_text().items():
            with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
                csv.writer(file, lineterminator="\n").writerows([columns, *rows])


def cell_text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
