# SPDX-License-Identifier: Apache-2.0
"""Seats and names: SX23 二(四) and 三(一)."""

from datetime import date

from ...planting import Violations
from ...world import at
from ..county import COUNTIES
from ..planter import CountyPlanter
from ..seats import simple_cells

VIOLATIONS = Violations()


def county_of(p: CountyPlanter, name: dict) -> str:
    return p.c.county_of_school[name["school_id"]]


def names(p: CountyPlanter) -> list[dict]:
    """The names of the national projects of 2023 that are in time."""
    return [
        n
        for n in p.c.tables["nomination"]
        if n["sub_id"].startswith("P23") and not n["sub_id"].startswith("P2318")
        and n["uploaded_at"] < "2023-07-25"
    ]  # fmt: skip


def only_nominated(p: CountyPlanter) -> list[dict]:
    """Names of people who were not selected afterwards."""
    chosen = {(e["teacher_id"], e["class_id"].rpartition("-")[0]) for e in p.c.tables["enrolment"]}
    return [n for n in names(p) if (n["teacher_id"], n["sub_id"]) not in chosen]


@VIOLATIONS("SX23-2.4-g")
def seats_not_as_used(p: CountyPlanter) -> None:
    """Cells with a seat more than trainees, others with a seat less; so with shared seats."""
    cells = [q for q in simple_cells(p.c) if q["seats"] > 1]
    for part, more in (("full", 1), ("over", -1)):
        for cell in p.take(cells[::2] + cells[1::2] if more > 0 else p.c.tables["pool"] + cells):
            if "pool_id" in cell:
                cell["seats"] += more
                p.fails(f"SX23-2.4-g/{part}", seat_unit=cell["pool_id"])
                continue
            cell["seats"] += more
            p.c.only("quota", quota_id=cell["parent_quota_id"])["seats"] += more
            for row in p.c.rows("task_row", project_id=cell["sub_id"][:5]):
                row["seats"] += more
            p.fails(f"SX23-2.4-g/{part}", seat_unit=cell["quota_id"])


@VIOLATIONS("SX23-3.1-a", most=len(COUNTIES))
def name_uploaded_late(p: CountyPlanter) -> None:
    for county, _ in COUNTIES[::-1][: p.count]:
        (name,) = p.take((n for n in names(p) if county_of(p, n) == county), 1)
        name["uploaded_at"] = at(date(2023, 7, 26), 0)
        p.fails("SX23-3.1-a", region_id=county)


@VIOLATIONS("SX23-3.1-b", each=2)
def names_doubled_or_of_another_school(p: CountyPlanter) -> None:
    for name in p.take(only_nominated(p)):
        again = p.c.add("nomination", **{**name, "nom_id": p.c.next_id("nomination", "N")})
        p.keep(again)
        for row in (name, again):
            p.fails("SX23-3.1-b/unique", nom_id=row["nom_id"])
    for name in p.take(only_nominated(p), 2 * p.count):
        county = county_of(p, name)
        name["school_id"] = next(
            school
            for school, place in p.c.county_of_school.items()
            if place == county and school != name["school_id"]
        )
        p.fails("SX23-3.1-b/fields", nom_id=name["nom_id"])
