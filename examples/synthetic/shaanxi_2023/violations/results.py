# SPDX-License-Identifier: Apache-2.0
"""What the province finds and publishes, and what it makes of it: SX23 四."""

from datetime import date

from ...planting import Violations
from ..planter import CountyPlanter
from ..results import four_digits, sums_of_units, ten_thousandths

VIOLATIONS = Violations()
RATES = ("selection", "reporting", "completion")


@VIOLATIONS("SX23-4.2-a", last=True)
def neither_inspected_nor_evaluated(p: CountyPlanter) -> None:
    """Where a project is not evaluated, the places of undertakers are open."""
    for row in p.take_proofs(p.proofs("project", "inspection")[::-2]):
        p.fails("SX23-4.2-a/inspection", project_id=row["owner_id"])
    for paper in p.take(p.c.rows("evaluation", object_kind="project")[2:]):
        p.c.remove("evaluation", paper)
        p.fails("SX23-4.2-a/evaluation", project_id=paper["object_id"])
    for unit in open_places(p):
        p.also("SX23-4.2-b/place", "unknown", inst_id=unit, year=2023)


def open_places(p: CountyPlanter) -> list[str]:
    """The units that another may be before or behind, by what is not known of scores."""
    scores = sums_of_units(p.c)

    def before(one: str, other: str, best: bool) -> bool:
        """Whether a unit is before another, by the best or the least that either may have."""
        if scores[one].open if best else scores[other].open:
            return best
        return (scores[one].points * scores[other].weights
                > scores[other].points * scores[one].weights)  # fmt: skip

    return [
        unit
        for unit in scores
        if any(before(o, unit, True) != before(o, unit, False) for o in scores if o != unit)
    ]


@VIOLATIONS("SX23-4.2-b", last=True)
def places_not_as_scored(p: CountyPlanter) -> None:
    units = p.c.rows("evaluation", object_kind="inst")
    for paper in p.take(units[::-1]):
        paper["rank"] = len(units) + 2
        p.fails("SX23-4.2-b/place", inst_id=paper["object_id"], year=2023)
    rows = [row for row in p.c.rows("allocation", year=2024) if row.get("inst_id")]
    for row in p.take(rows):
        row["basis_eval_id"] = p.c.rows("evaluation", object_kind="project")[0]["eval_id"]
        p.fails("SX23-4.2-b/basis", alloc_id=row["alloc_id"])


@VIOLATIONS("SX23-4.2-c", last=True)
def rate_differs_or_comes_late(p: CountyPlanter) -> None:
    for rate in RATES:
        for row in p.take(p.c.rows("published_rate", rate=rate)):
            value = ten_thousandths(row["value"])
            row["value"] = four_digits(value + (-2 if value >= 10000 else 2))
            p.fails(f"SX23-4.2-c/{rate}", region_id=row["region_id"])
    for row in p.c.rows("published_rate", rate="selection")[::-1][: p.count]:
        row["published_on"] = date(2024, 1, 2)
        p.fails("SX23-4.2-c/published", region_id=row["region_id"], rate="selection")


@VIOLATIONS("SX23-4.1-b", most=3, last=True, settings={"quality_floor": "0.85"})
def poor_county_without_consequence(p: CountyPlanter) -> None:
    """Its rates are published as poor, which they are not; nothing follows in the next year."""
    rows = [row for row in p.c.rows("published_rate", rate="reporting")
            if row["region_id"] != "SN1"]  # fmt: skip
    for row in p.take(rows):
        row["value"] = "0.1000"
        p.fails("SX23-4.1-b/circular", region_id=row["region_id"], year=2023)
        p.fails("SX23-4.1-b/seats", region_id=row["region_id"], year=2023)
        p.also("SX23-4.2-c/reporting", region_id=row["region_id"])


@VIOLATIONS("SX23-4.1-a", most=2, last=True)
def best_without_more_seats(p: CountyPlanter) -> None:
    """The city, which has no peers, and the county whose rates are best."""
    sums: dict[str, int] = {}
    for row in p.c.tables["published_rate"]:
        sums[row["region_id"]] = sums.get(row["region_id"], 0) + ten_thousandths(row["value"])
    del sums["SN1"]
    for region in ("SN1", max(sums, key=lambda key: sums[key]))[: p.count]:
        this, following = p.c.rows("allocation", region_id=region)
        following.update(seats=this["seats"], amount=this["amount"])
        p.fails("SX23-4.1-a", region_id=region, year=2023)
