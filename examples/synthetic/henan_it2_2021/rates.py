# SPDX-License-Identifier: Apache-2.0
"""The rates that are published of counties and undertakers, to four digits, as the lists say."""

from datetime import date

from .people import CAME
from .province import CITIES, Province, county_id


def rates(c: Province) -> None:
    """Of the counties whose people are given, and of all undertakers."""
    county_of = {s["school_id"]: s["region_id"] for s in c.tables["school"]}
    unit_of = {p["project_id"]: p["inst_id"] for p in c.tables["project"]}
    by_county: dict[str, list[str]] = {}
    by_unit: dict[str, list[str]] = {}
    for entry in c.tables["enrolment"]:
        if entry["status"] not in ("nominated", "replaced"):
            county = county_of[c.school_of[entry["teacher_id"]]]
            by_county.setdefault(county, []).append(entry["status"])
            by_unit.setdefault(unit_of[entry["class_id"][:3]], []).append(entry["status"])
    for county in (county_id(area, 0) for area in range(len(CITIES))):
        found = by_county[county]
        seats = sum(cell["seats"] for cell in c.rows("quota", region_id=county))
        publish(c, "published_rate", "region_id", county, "selection", len(found), seats)
        publish(c, "published_rate", "region_id", county, "completion", *completion(found))
    for unit, found in by_unit.items():
        part = sum(status in CAME for status in found)
        publish(c, "published_unit_rate", "inst_id", unit, "reporting", part, len(found))
        publish(c, "published_unit_rate", "inst_id", unit, "completion", *completion(found))


def completion(found: list[str]) -> tuple[int, int]:
    return found.count("graduated"), sum(status in CAME for status in found)


def publish(
    c: Province, table: str, column: str, key: str, rate: str, part: int, whole: int
) -> None:
    digits = (20000 * part + whole) // (2 * whole)
    c.add(table, year=2021, rate=rate, value=f"{digits // 10000}.{digits % 10000:04}",
          published_on=date(2022, 1, 10), **{column: key})  # fmt: skip
