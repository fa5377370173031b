# SPDX-License-Identifier: Apache-2.0
"""What the province finds of 2023: evaluations, places, rates, and what they are the basis of."""

from datetime import date, timedelta
from typing import NamedTuple

from .county import COUNTIES, County

OFFICES = ("SN1", *(county for county, _ in COUNTIES))
CAME = ("reported", "attending", "graduated", "failed")


def evaluations(c: County) -> None:
    for owner in c.rows("project", year=2023, level="national"):
        evaluated(c, owner)
    for unit in c.tables["institution"]:
        placed(c, unit)
    allocations(c)


def evaluated(c: County, owner: dict) -> dict:
    score = c.rng.randrange(7600, 9800)
    return c.add(
        "evaluation", eval_id=c.next_id("evaluation", "V"), object_kind="project",
        object_id=owner["project_id"], period=2023, evaluator="示例评价机构",
        score=f"{score // 100}.{score % 100:02}", rank=None,
        date=owner["start_date"] + timedelta(days=owner["days"] + 8),
    )  # fmt: skip


def placed(c: County, unit: dict) -> dict:
    """An undertaker's place, which is reckoned when everything else is there."""
    return c.add(
        "evaluation", eval_id=c.next_id("evaluation", "V"), object_kind="inst",
        object_id=unit["inst_id"], period=2023, evaluator="示例省教育厅", score=None, rank=None,
        date=date(2023, 12, 29),
    )  # fmt: skip


def allocations(c: County) -> None:
    """Every office has more seats in 2024; every undertaker has them by its place in 2023."""
    for region in OFFICES:
        seats = c.rng.randrange(40, 90)
        for year in (2023, 2024):
            allocation(c, year, seats + 6 * (year - 2023), region_id=region)
    for paper in c.rows("evaluation", object_kind="inst"):
        unit, seats = paper["object_id"], c.rng.randrange(60, 120)
        allocation(c, 2023, seats, inst_id=unit)
        allocation(c, 2024, seats, inst_id=unit, basis_eval_id=paper["eval_id"])


def allocation(c: County, year: int, seats: int, **more: object) -> None:
    c.add("allocation", alloc_id=c.next_id("allocation", "A"), year=year, seats=seats,
          amount=f"{seats * 4000}.00", **more)  # fmt: skip


def outcome(c: County) -> None:
    """The rates and places as the lists give them, with what was planted there."""
    rates(c)
    places(c)


def rates(c: County) -> None:
    """The three rates of 2023, to four digits."""
    year_of = {p["project_id"]: p["year"] for p in c.rows("project", level="national")}
    subs = {s["sub_id"] for s in c.tables["subproject"] if year_of.get(s["project_id"]) == 2023}
    starts = {r["class_id"]: r["start_date"].isoformat()
              for r in c.tables["class"] if r["sub_id"] in subs}  # fmt: skip
    found = [(c.county_at(e["teacher_id"], starts[e["class_id"]]), e["status"])
             for e in c.tables["enrolment"] if e["class_id"] in starts]  # fmt: skip
    for region in OFFICES:
        counties = [county for county, _ in COUNTIES if region in ("SN1", county)]
        seats = sum(q["seats"] for q in c.tables["quota"]
                    if (q["sub_id"] in subs or year_of.get(q.get("project_id")) == 2023)
                    and q.get("region_id") in counties)  # fmt: skip
        statuses = [status for county, status in found if county in counties]
        came = sum(status in CAME for status in statuses)
        publish(c, region, "selection", len(statuses), seats)
        publish(c, region, "reporting", came, len(statuses))
        publish(c, region, "completion", statuses.count("graduated"), came)


def publish(c: County, region: str, rate: str, part: int, whole: int) -> None:
    digits = (20000 * part + whole) // (2 * whole) if whole else 0
    c.add("published_rate", region_id=region, year=2023, rate=rate, value=four_digits(digits),
          published_on=date(2023, 12, 28))  # fmt: skip


def four_digits(value: int) -> str:
    """A number of ten-thousandths as a decimal."""
    return f"{value // 10000}.{value % 10000:04}"


def ten_thousandths(text: str) -> int:
    whole, _, digits = text.partition(".")
    return int(whole) * 10000 + int(digits.ljust(4, "0"))


class Sums(NamedTuple):
    """An undertaker's scores of projects, in ten-thousandths, times their trainees."""

    points: int = 0
    weights: int = 0
    open: bool = False  # the score of some project is wanting


def places(c: County) -> None:
    """The place of each undertaker by its projects' scores, weighed with their trainees."""
    scores = sums_of_units(c)
    for unit, mine in scores.items():
        better = sum(o.points * mine.weights > mine.points * o.weights for o in scores.values())
        c.only("evaluation", object_kind="inst", object_id=unit)["rank"] = better + 1


def sums_of_units(c: County) -> dict[str, Sums]:
    found: dict[str, Sums] = {}
    for owner in c.rows("project", year=2023, level="national"):
        points, weights, is_open = found.get(owner["inst_id"], Sums())
        weight = came_to(c, owner["project_id"])
        papers = c.rows("evaluation", object_kind="project", object_id=owner["project_id"])
        for paper in papers:
            points += weight * ten_thousandths(paper["score"])
        is_open = is_open or (weight > 0 and not papers)
        found[owner["inst_id"]] = Sums(points, weights + weight, is_open)
    return found


def came_to(c: County, project: str) -> int:
    subs = {s["sub_id"] for s in c.rows("subproject", project_id=project)}
    classes = {r["class_id"] for r in c.tables["class"] if r["sub_id"] in subs}
    return sum(
        e["class_id"] in classes and e["status"] in CAME for e in c.tables["enrolment"]
    )
