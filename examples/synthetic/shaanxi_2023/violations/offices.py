# SPDX-License-Identifier: Apache-2.0
"""Tasks, the last year's projects, and what bureaus have in place: SX23 一, 二(一) and 二(二)."""

from datetime import date

from ...planting import Violations
from ...world import at
from .. import offices, papers, results, training
from ..county import COUNTIES
from ..people import institution
from ..planter import CountyPlanter

VIOLATIONS = Violations()
NEIGHBOURS = ("邻山县", "邻河县", "邻川县", "邻关县", "邻原县")
KEY = "project_id"
PLACES = [county for county, _ in COUNTIES]


@VIOLATIONS("SX23-0-b", most=len(NEIGHBOURS))
def county_of_another_province(p: CountyPlanter) -> None:
    p.c.add("region", region_id="NB", name_zh="邻省", level="province",
            valid_from=date(2000, 1, 1))  # fmt: skip
    for number, name in enumerate(NEIGHBOURS[: p.count], start=1):
        key = f"NB{number}"
        p.c.add("region", region_id=key, name_zh=name, level="county", parent_id="NB",
                valid_from=date(2000, 1, 1))  # fmt: skip
        p.fails("SX23-0-b", region_id=key)


@VIOLATIONS("SX23-1-a", most=5)
def type_outside_the_list(p: CountyPlanter) -> None:
    for owner in p.projects("type", lambda r: r["type"] in ("self_study", "one_to_one", "party")):
        owner["type"] = "other"
        p.fails("SX23-1-a", project_id=owner[KEY])


@VIOLATIONS("SX23-1-b", most=1)
def more_undertakers_than_named(p: CountyPlanter) -> None:
    """Each unit more has one project online, in which nothing else is wrong."""
    plan = training.Plan("self_study", "", 6, "online", training.posts("junior", "physics"))
    units = {row["inst_id"] for row in p.c.rows("project", year=2023, level="national")}
    for number in range(len(p.c.tables["institution"]) + 1, 95 + 8 - len(units)):
        unit = institution(p.c, number)
        training.project(p.c, 2023, number + 20, plan._replace(inst=unit["inst_id"]),
                         date(2023, 8, 14))  # fmt: skip
        owner = p.c.tables["project"][-1]
        for row in p.c.rows("class", sub_id=f"{owner[KEY]}-1"):
            papers.class_papers(p.c, row, owner)
        papers.project_papers(p.c, owner)
        papers.case(p.c, unit)
        offices.prepared(p.c, owner)
        offices.mechanism(p.c, unit)
        results.evaluated(p.c, owner)
        results.placed(p.c, unit)
    p.fails("SX23-1-b", year=2023)


@VIOLATIONS("SX23-1-c")
def tasks_not_as_annexed(p: CountyPlanter) -> None:
    for index, owner in enumerate(p.projects("annex")):
        row = p.c.only("task_row", project_id=owner[KEY])
        if index % 2:
            p.c.add("task_row", **{**row, "annex_id": row["annex_id"] + "重"})
        else:
            p.c.remove("task_row", row)
        p.fails("SX23-1-c/listed", project_id=owner[KEY])
    for owner in p.projects("annex"):
        row = p.c.only("task_row", project_id=owner[KEY])
        row["inst_id"] = "U01" if row["inst_id"] != "U01" else "U02"
        p.fails("SX23-1-c/undertaker", project_id=owner[KEY])
    for owner in p.projects("annex"):
        p.c.only("task_row", project_id=owner[KEY])["seats"] += 5
        p.fails("SX23-1-c/seats", project_id=owner[KEY])
    cells = [q for q in p.c.rows("quota", region_id="SN1") if q["sub_id"].startswith("P23")]
    for cell in p.take(q for q in cells if not q["sub_id"].startswith("P2318")):
        cell["seats"] += 3
        p.fails("SX23-1-c/parts", quota_id=cell["quota_id"])


@VIOLATIONS("SX23-1-d")
def assigned_before_review(p: CountyPlanter) -> None:
    won = [bid for bid in p.c.tables["bid"] if bid["assigned_at"]]
    p.spoil("SX23-1-d", won, KEY, assigned_at=at(date(2023, 4, 17), 10))


@VIOLATIONS("SX23-1-e")
def nobody_of_the_place_takes_part(p: CountyPlanter) -> None:
    p.spoil("SX23-1-e", p.c.tables["co_organiser"], KEY, kind="other")


@VIOLATIONS("SX23-2.1-a")
def last_years_project_open(p: CountyPlanter) -> None:
    rows = p.c.rows("project", year=2022, level="national", is_cross_year=False)
    p.spoil("SX23-2.1-a", rows, KEY, end_date=date(2023, 8, 1))


@VIOLATIONS("SX23-2.1-b")
def last_years_material_late_or_missing(p: CountyPlanter) -> None:
    rows = [
        row
        for row in p.c.tables["submission"]
        if row["kind"] in ("summary", "process_data") and row["project_id"].startswith("P22")
    ]
    for index, row in enumerate(p.take(rows[3:] + rows[:3])):
        if index % 2:
            p.drop(row)
        else:
            row["submitted_at"] = at(date(2023, 8, 1), 0)
        p.fails("SX23-2.1-b", project_id=row[KEY], kind=row["kind"])


@VIOLATIONS("SX23-2.1-c")
def last_year_not_supported(p: CountyPlanter) -> None:
    for row in p.take_proofs(p.proofs("region", "support")):
        p.fails("SX23-2.1-c", region_id=row["owner_id"])


@VIOLATIONS("SX23-2.2-a", each=3)
def area_without_regulation(p: CountyPlanter) -> None:
    """An area is wanting in each of the three kinds, none of which is wanting itself."""
    areas = ("coordination", "conversion", "results")
    rows = [row for row in p.c.tables["asset_item"] if row["area"] in areas]
    for row in p.take_proofs(rows[::3] + rows[1::3] + rows[2::3]):
        for kind in ("system", "incentive", "workflow"):
            p.fails("SX23-2.2-a", region_id=row["owner_id"], kind=kind, area=row["area"])


@VIOLATIONS("SX23-2.2-b")
def nobody_responsible(p: CountyPlanter) -> None:
    for row in p.take(p.c.tables["project_role"][::-1]):
        p.c.remove("project_role", row)
        p.fails("SX23-2.2-b", project_id=row[KEY], org=row["region_id"])


@VIOLATIONS("SX23-2.2-f", most=len(PLACES))
def no_plan_and_no_procedure(p: CountyPlanter) -> None:
    plans = [row for row in p.c.tables["plan"] if row["region_id"] in PLACES]
    p.spoil("SX23-2.2-f/plan", plans, "region_id", to_year=2022)
    for row in p.take_proofs(p.proofs("region", "procedure", *PLACES)[::-1]):
        p.fails("SX23-2.2-f/procedure", region_id=row["owner_id"])


@VIOLATIONS("SX23-2.2-g", most=len(PLACES))
def seats_split_after_the_names(p: CountyPlanter) -> None:
    for row in p.take(p.proofs("region", "quota_split", *PLACES)):
        row["date"] = date(2023, 7, 28)
        p.fails("SX23-2.2-g", region_id=row["owner_id"])
