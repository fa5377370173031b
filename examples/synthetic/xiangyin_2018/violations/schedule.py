# SPDX-License-Identifier: Apache-2.0
"""Violations of chapter 4: what is to be done in each year from 2018 to 2022."""

from ...planting import Planter
from ..county import COUNTIES, COUNTY, DISTRICT
from ..tables import FEW, t1
from .planter import CountyPlanter, Violations
from .system import only_trainers

VIOLATIONS = Violations()


@VIOLATIONS("XY18-4.2018-a", most=2)
def plan_fixed_after_the_team(p: CountyPlanter) -> None:
    for county in p.some(COUNTIES):
        p.c.only("milestone", region_id=county, kind="plan_fixed")["date"] = "2018-07-03"
        p.fails("XY18-4.2018-a", region_id=county)


@VIOLATIONS("XY18-4.2018-b", most=3)
def task_not_fulfilled(p: CountyPlanter) -> None:
    """Workshops without a team, and workshops begun in the next year, too late for their seats."""
    for number in p.some((9, 10, 11, 12)):
        for row in p.c.rows("project_role", project_id=t1(number)):
            p.c.remove("project_role", row)
        p.fails("XY18-4.2018-b/team", project_id=t1(number))
    for number in p.some((12, 11, 10, 9)):
        (row,) = p.c.rows("class", sub_id=f"{t1(number)}-S")
        row.update(start_date="2019-01-07", end_date="2019-01-26")
        p.keep(row)
        p.fails("XY18-4.2018-b/held", project_id=t1(number))
        p.fails("XY18-4.2018-b", cell=f"Q-{t1(number)}")
        p.also("XY18-T1-d", class_id=row["class_id"])


@VIOLATIONS("XY18-4.2018-c")
def no_summary_in_the_year(p: Planter) -> None:
    papers = [row for kind in ("summary", "workflow", "system")
              for row in p.world.rows("asset_item", kind=kind, area="whole")]  # fmt: skip
    for row in p.take(papers):
        row["date"] = "2019-01-15"
        p.fails("XY18-4.2018-c", region_id=row["owner_id"], item=row["kind"])


@VIOLATIONS("XY18-4.2019-a", most=1)
def pair_and_small_subjects_put_off(p: Planter) -> None:
    """The one delivery of 2019 to a pair of zones, and all of small subjects, wait a year."""
    cells = [row for row in p.world.rows("rotation", cell_type="zone_pair", year=2019)
             if row["stage"] != "kindergarten"]  # fmt: skip
    zones = [row["zone_id"] for row in cells]
    (cell,) = p.take([row for row in cells if zones.count(row["zone_id"]) == 1])
    cell.update(year=2020, organiser_level="zone")
    p.fails("XY18-4.2019-a", region_id=cell["zone_id"])
    small = [row for row in p.world.rows("rotation", cell_type="county_central", year=2019)
             if row["subject"] in ("english", "physics")]  # fmt: skip
    for row in small:
        row["year"] = 2020
    p.keep(*small)
    p.fails("XY18-4.2019-a/small", doc_id="XY18")


@VIOLATIONS("XY18-4.2019-b", most=1)
def pilots_not_as_planned(p: Planter) -> None:
    """One is not in the table and came once only; another is written twice."""
    first, second, third = p.world.rows("plan_statement", kind="pilot_subject")
    row = p.world.only("rotation", mode="to_county", year=2019, raw_cell=first["item_zh"])
    row["raw_cell"] = "高中学科"
    p.fails("XY18-4.2019-b", statement_id=first["statement_id"])
    third["item_zh"] = second["item_zh"]
    p.fails("XY18-4.2019-b/number", doc_id=first["doc_id"])
    rounds = p.world.rows("study_activity", kind="to_county", topic=first["item_zh"])
    rounds[-1]["date"] = "2020-01-08"
    p.fails("XY18-4.2019-b/rounds", statement_id=first["statement_id"])


@VIOLATIONS("XY18-4.2019-c", most=2)
def forum_too_late_with_a_stranger(p: CountyPlanter) -> None:
    for county in p.some(COUNTIES):
        for row in p.c.rows("body_member", body_kind="forum", region_id=county):
            row["from"] = "2020-01-02"
        p.fails("XY18-4.2019-c", region_id=county)
    members = p.c.rows("body_member", body_kind="forum")
    for number, row in enumerate(p.take(members), 1):
        row["person"] = f"X{number:03}"
        p.fails("XY18-4.2019-c/core", body_id=row["body_id"], person=row["person"],
                from_=row["from"])  # fmt: skip


@VIOLATIONS("XY18-4.2020-a", most=1)
def subject_never_delivered(p: Planter) -> None:
    """A small subject of each stage: its only cell is left empty."""
    junior = p.take(p.world.rows("rotation", cell_type="county_central", year=2020))
    primary = p.world.only("rotation", cell_type="county_central", stage="primary",
                           subject="english")  # fmt: skip
    for row in (*junior, primary):
        row.update(cell_type="empty", headcount_status="empty", planned=None, cell_headcount=None,
                   zone_id="", raw_cell="")  # fmt: skip
    for row in junior:
        p.fails("XY18-4.2020-a", subject=row["subject"])
    p.fails("XY18-4.2020-a/primary", subject=primary["subject"])
    p.keep(primary)


@VIOLATIONS("XY18-4.2020-b", most=2)
def county_still_organises(p: CountyPlanter) -> None:
    for row in p.take(p.c.rows("rotation", organiser_level="zone")):
        row["organiser_level"] = "county"
        p.fails("XY18-4.2020-b", row_id=row["row_id"])
    for row in p.take(p.c.rows("study_activity", kind="delivery_assessment")):
        row["date"] = "2021-01-04"
        p.fails("XY18-4.2020-b/assessed", region_id=row["region_id"])


@VIOLATIONS("XY18-4.2020-c", most=2)
def small_subject_not_central(p: Planter) -> None:
    cells = p.world.rows("rotation", cell_type="county_central")
    for row in p.take([row for row in cells if row["subject"] not in FEW]):
        row.update(cell_type="text", raw_cell="各校自办")
        p.fails("XY18-4.2020-c", row_id=row["row_id"])


@VIOLATIONS("XY18-4.2020-d")
def trainer_joins_too_late(p: CountyPlanter) -> None:
    serving = [row for row in p.c.tables["trainer"]
               if row["region_id"] in COUNTIES and row["appointed_to"] != "2020-08-31"]  # fmt: skip
    for row in p.take(serving):
        seat = p.c.only("body_member", body_kind="community", person=row["teacher_id"])
        seat["from"] = "2021-01-01"
        p.fails("XY18-4.2020-d", trainer_id=row["trainer_id"])


@VIOLATIONS("XY18-4.2020-e", most=1)
def no_pilot_and_three(p: CountyPlanter) -> None:
    for row in p.c.rows("pilot", region_id=COUNTY):
        row["year"] = 2021
    p.c.add("pilot", pilot_id=f"{DISTRICT}-3", region_id=DISTRICT, year=2020,
            school_id=f"{DISTRICT}-K", subject="kindergarten")  # fmt: skip
    for what in ("schools", "subjects"):
        p.fails(f"XY18-4.2020-e/{what}", region_id=COUNTY)
        p.fails(f"XY18-4.2020-e/{what}_upper", region_id=DISTRICT)


@VIOLATIONS("XY18-4.2021-a")
def never_in_the_training_of_all(p: CountyPlanter) -> None:
    """Teachers of the town who stayed away; in the countryside they would want a training too."""
    entries = [
        row
        for row in p.c.tables["enrolment"]
        if row["class_id"].startswith(("XY18-F-2019", "XY18-F-2020"))
        and not p.c.teacher[row["teacher_id"]]["active_to"]
        and p.c.locality_at(row["teacher_id"], "2020-12-31") in ("county_seat", "urban")
    ]
    for row in p.take(entries):
        row["status"] = "no_show"
        p.fails("XY18-4.2021-a", teacher_id=row["teacher_id"])


@VIOLATIONS("XY18-4.2021-b")
def team_dissolved(p: CountyPlanter) -> None:
    for row in p.take(only_trainers(p)):
        row["appointed_to"] = "2021-12-31"
        p.fails("XY18-4.2021-b", stage=row["stage"], subject=row["subject"])
    for row in p.take(p.c.rows("trainer", field="class_teacher")):
        row["appointed_to"] = "2021-12-31"
        p.fails("XY18-4.2021-b/class_teacher", stage=row["stage"])


@VIOLATIONS("XY18-4.2022-a", most=2)
def school_based_study_too_late(p: CountyPlanter) -> None:
    for county in p.some(COUNTIES):
        p.c.only("milestone", region_id=county, kind="school_based_regular")["date"] = "2023-02-20"
        p.fails("XY18-4.2022-a", region_id=county)
