# SPDX-License-Identifier: Apache-2.0
"""Failures of the evaluation, of its scorecard, and of what follows from grades."""

from datetime import date

from .assessment import LAST, evaluation, points
from .spoiling import VIOLATIONS, ProvincePlanter


def evaluations(p: ProvincePlanter, *grades: str) -> list[dict]:
    """The evaluations of counties, of these grades if any are named."""
    rows = p.world.rows("evaluation", object_kind="county")
    return [row for row in rows if not grades or row["grade"] in grades]


def add_points(row: dict, hundredths: int) -> None:
    """More points, or fewer, in an evaluation or in one of its items."""
    row["score"] = points(int(row["score"].replace(".", "")) + hundredths)


@VIOLATIONS("HN22-0-b")
def scorecard_not_followed(p: ProvincePlanter) -> None:
    """An item without points, one with too many, one unknown, a wrong sum, a year without scorecard."""
    for row in p.take(evaluations(p)):
        item = p.world.only("eval_item", eval_id=row["eval_id"], item_no=LAST)
        p.world.remove("eval_item", item)
        add_points(row, -150)
        p.fails("HN22-0-b/items", eval_id=row["eval_id"], item_no=LAST)
    for row in p.take(evaluations(p)):
        item = p.world.only("eval_item", eval_id=row["eval_id"], item_no=LAST)
        add_points(item, 51)
        add_points(p.world.only("eval_item", eval_id=row["eval_id"], item_no="01"), -51)
        p.fails("HN22-0-b/max", eval_id=row["eval_id"], item_no=LAST)
    for row in p.take(evaluations(p)):
        p.world.add("eval_item", eval_id=row["eval_id"], item_no="99", name_zh="附加项",
                max_score="5.00", score="0.00")  # fmt: skip
        p.fails("HN22-0-b/known", eval_id=row["eval_id"], item_no="99")
    for row in p.take(evaluations(p)):
        add_points(row, -10)
        p.fails("HN22-0-b/sum", eval_id=row["eval_id"])
    for county in p.counties():
        row = evaluation(p.world, county, 2024, 2042, 9200)
        row.update(score="0.00", grade="unqualified")  # nothing of it is scored yet
        for item in p.world.rows("eval_item", eval_id=row["eval_id"]):
            p.world.remove("eval_item", item)
        p.keep(row)
        p.fails("HN22-0-b/total", eval_id=row["eval_id"])


@VIOLATIONS("HN22-E-a", most=1)
def evaluation_group_ended(p: ProvincePlanter) -> None:
    p.end_bodies("evaluation_group", "HN22-E-a")


@VIOLATIONS("HN22-E-b")
def evaluated_in_january(p: ProvincePlanter) -> None:
    for row in p.take(evaluations(p)):
        year = row["period"] + 1
        row.update(date=date(year, 1, 1), published_on=date(year, 1, 9))
        p.fails("HN22-E-b", region_id=row["object_id"], year=row["period"])


@VIOLATIONS("HN22-E-c")
def no_visit_to_the_place(p: ProvincePlanter) -> None:
    for row in p.take(sorted(evaluations(p), key=lambda row: row["grade"] != "unqualified")):
        row["methods"] = "documents;process;result;survey"
        p.fails("HN22-E-c", eval_id=row["eval_id"])


@VIOLATIONS("HN22-E-d")
def grade_rounded_up(p: ProvincePlanter) -> None:
    """Nearly ninety is called excellent, nearly seventy-five qualified."""
    for row in p.take(evaluations(p, "excellent", "qualified")):
        nearly = 8995 if row["grade"] == "excellent" else 7495
        less = nearly - int(row["score"].replace(".", ""))
        add_points(row, less)
        for number, part in (("02", less // 3), ("03", less // 3), ("04", less - less // 3 * 2)):
            item = p.world.only("eval_item", eval_id=row["eval_id"], item_no=number)
            add_points(item, part)
        p.fails("HN22-E-d", eval_id=row["eval_id"])


def first_instalments(p: ProvincePlanter, grade: str) -> list[dict]:
    """What evaluations of this grade brought, where the money was due by now."""
    return [
        p.world.rows("allocation", region_id=row["object_id"], year=row["period"] + 1)[0]
        for row in evaluations(p, grade)
        if row["period"] < 2024
    ]


@VIOLATIONS("HN22-Y-a")
def excellent_county_gets_less(p: ProvincePlanter) -> None:
    for row in p.take(first_instalments(p, "excellent")):
        row["amount"] = "1499999.99"  # of 1.8 million, so a cent below nine tenths of the whole
        p.fails("HN22-Y-a", region_id=row["region_id"], year=row["year"])


@VIOLATIONS("HN22-Y-b")
def qualified_county_gets_too_much(p: ProvincePlanter) -> None:
    for row in p.take(first_instalments(p, "qualified")):
        row["amount"] = "1400000.01"  # of 1.2 million, so a cent above eleven tenths of the whole
        p.fails("HN22-Y-b", region_id=row["region_id"], year=row["year"])


@VIOLATIONS("HN22-Y-c", most=2)
def back_within_the_ban(p: ProvincePlanter) -> None:
    """Unqualified in 2023, so no project county in 2024 and 2025."""
    for row in p.take(p.world.rows("county_project", from_year=2026)):
        row.update(from_year=2025, to_year=2026)
        p.fails("HN22-Y-c", region_id=row["region_id"], from_year=2025)
