# SPDX-License-Identifier: Apache-2.0
"""Seats given otherwise than to a county for a sub-project: to schools, shared, for a project."""

from .county import COUNTIES, County

BY_SCHOOL, BY_PROJECT = "P2312", "P2314"
MAY_BE_SHARED = ("P2316", "P2313", "P2317", "P2315")  # the first that anybody takes part in
AWAY = ("no_show", "excused")


def other_seats(c: County) -> None:
    for cell in [q for q in cells(c, BY_SCHOOL) if q["region_id"] != "SN1"]:
        split(c, cell)
    for cell in cells(c, BY_PROJECT):
        cell.update(project_id=BY_PROJECT, sub_id="")
    project = next(project for project in MAY_BE_SHARED if cells(c, project))
    shared = [q for q in cells(c, project) if q["region_id"] != "SN1"]
    c.add("pool", pool_id=f"PQ-{project}", seats=sum(q["seats"] for q in shared))
    for cell in shared:
        cell.update(pool_id=f"PQ-{project}", basis="shared")


def cells(c: County, project: str) -> list[dict]:
    return [q for q in c.tables["quota"] if q["sub_id"].startswith(f"{project}-")]


def split(c: County, cell: dict) -> None:
    """A county's seats by the schools of those who use them."""
    by_school: dict[str, int] = {}
    for row in c.rows("class", sub_id=cell["sub_id"]):
        for entry in c.rows("enrolment", class_id=row["class_id"]):
            role = c.role_at(entry["teacher_id"], row["start_date"].isoformat())
            if role and entry["status"] not in AWAY:
                school = role["school_id"]
                if c.county_of_school[school] == cell["region_id"]:
                    by_school[school] = by_school.get(school, 0) + 1
    for school, seats in by_school.items():
        c.add("quota", quota_id=c.next_id("quota", "Q"), sub_id=cell["sub_id"], school_id=school,
              audience="any", seats=seats, basis="explicit",
              parent_quota_id=cell["quota_id"])  # fmt: skip


def simple_cells(c: County) -> list[dict]:
    """The counties' seats of the year for a sub-project that are neither split nor shared."""
    split_up = {q.get("parent_quota_id") for q in c.tables["quota"]}
    counties = [county for county, _ in COUNTIES]
    return [
        q for q in c.tables["quota"]
        if q.get("region_id") in counties and q["quota_id"] not in split_up
        and not q.get("pool_id") and q["sub_id"].startswith("P23")
        and not q["sub_id"].startswith("P2318")
    ]  # fmt: skip
