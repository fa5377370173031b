# SPDX-License-Identifier: Apache-2.0
"""Failures of the duties of cities, counties, universities and trainees."""

from datetime import date, timedelta

from ..world import at
from .province import CITIES, PROJECT_COUNTIES
from .spoiling import VIOLATIONS, ProvincePlanter
from .training import Plan, after_project

IDLE = Plan(2023, "digital", "数字素养提升", date(2023, 11, 6), date(2023, 11, 17), 0)  # no class


@VIOLATIONS("HN22-D1-a")
def county_guided_after_the_year(p: ProvincePlanter) -> None:
    for row in p.take(p.world.rows("visit", kind="guidance")):
        row["date"] = date(2024, 1, 4)
        p.fails("HN22-D1-a", region_id=row["object_id"])


@VIOLATIONS("HN22-D1-b", most=2)
def project_county_has_less(p: ProvincePlanter) -> None:
    """A yuan less than the ordinary county of the city; those evaluated before have their sums."""
    newer = {city.counties[1].key: city.counties[2].key for city in CITIES[:2]}
    first = [p.world.rows("allocation", region_id=county, year=2023)[0] for county in newer]
    for row in p.take(first):
        county = row["region_id"]
        others = p.world.rows("allocation", region_id=newer[county], year=2023)
        row["amount"] = f"{sum(int(o['amount'][:-3]) for o in others) - 1}.00"
        p.world.remove("allocation", p.world.rows("allocation", region_id=county, year=2023)[1])
        p.fails("HN22-D1-b", region_id=county)


@VIOLATIONS("HN22-D2-a")
def not_set_up(p: ProvincePlanter) -> None:
    for plan in p.take(p.world.rows("plan", kind="construction")):
        p.world.remove("plan", plan)
        p.fails("HN22-D2-a/plan", region_id=plan["region_id"])
    p.end_bodies("leading_group", "HN22-D2-a/group")
    p.end_bodies("think_tank", "HN22-D2-a/think_tank")


@VIOLATIONS("HN22-D2-b")
def late_poor_not_full_or_not_held(p: ProvincePlanter) -> None:
    for row in p.take(p.projects()):
        lesson = p.world.only("class", class_id=f"{row['project_id']}-1-K1")
        lesson["end_date"] = row["end_date"] + timedelta(days=1)
        p.fails("HN22-D2-b/time", project_id=row["project_id"])
    for row in p.take(p.projects()):
        rating = p.world.only("evaluation", object_id=row["project_id"])
        rating.update(score="58.00", grade="unqualified")
        p.fails("HN22-D2-b/quality", project_id=row["project_id"])
    for row in p.take(p.projects()):
        p.world.only("quota", quota_id=f"{row['project_id']}-Q")["seats"] += 1
        p.fails("HN22-D2-b/quantity", project_id=row["project_id"])
    for county in PROJECT_COUNTIES[: len(p.counties())]:
        key = f"P23-{county.key}-digital"
        p.keep(p.world.add(
            "project", project_id=key, name_zh=f"{IDLE.year}年{county.name}{IDLE.name}",
            level="national", type=IDLE.kind, year=IDLE.year, host_region=county.key, inst_id="U1",
            start_date=IDLE.start, end_date=IDLE.end, mode=IDLE.mode, is_backbone=False, days=2,
        ))  # fmt: skip
        after_project(p.world, county, key, IDLE)
        p.fails("HN22-D2-b/held", project_id=key)


@VIOLATIONS("HN22-D2-c")
def platform_not_budgeted(p: ProvincePlanter) -> None:
    for number, line in enumerate(p.take(p.world.tables["budget_line"][::4])):
        if number % 2:
            line["year"] = 2024
        else:
            line["planned"] = "0.00"
        p.fails("HN22-D2-c", region_id=line["owner_id"], platform=line["kind"])


@VIOLATIONS("HN22-D2-d")
def nothing_to_show(p: ProvincePlanter) -> None:
    """Experts gone, cases too late, nothing made known, a brand without evidence."""
    p.end_bodies("expert_group", "HN22-D2-d/group")
    for paper in p.take(p.world.rows("submission", owner_kind="region", kind="case")):
        paper["submitted_at"] = at(date(2024, 1, 1), 0)
        p.fails("HN22-D2-d/cases", region_id=paper["owner_id"])
    for paper in p.take(p.world.rows("submission", owner_kind="region", kind="publicity")):
        p.world.remove("submission", paper)
        p.fails("HN22-D2-d/publicity", region_id=paper["owner_id"])
    for item in p.take(p.items("brand")):
        item["evidence_ref"] = "无"
        p.fails("HN22-D2-d/brand", region_id=item["owner_id"])


@VIOLATIONS("HN22-D3-a")
def plan_not_guided_by_a_university(p: ProvincePlanter) -> None:
    plans = p.items("plan", "construction_plan", "integration_plan", "use_plan")
    for number, item in enumerate(p.take(plans)):
        item["partner_id"] = None if number % 2 else "U5"
        p.fails("HN22-D3-a", region_id=item["owner_id"], area=item["area"])


@VIOLATIONS("HN22-D3-b")
def begun_without_papers(p: ProvincePlanter) -> None:
    for paper in p.take(p.world.rows("submission", owner_kind="project", kind="needs")):
        p.world.remove("submission", paper)
        p.fails("HN22-D3-b/needs", project_id=paper["project_id"])
    for paper in p.take(p.world.rows("submission", owner_kind="project", kind="plan")):
        paper["decided"] = "rejected"
        p.fails("HN22-D3-b/plan", project_id=paper["project_id"])


@VIOLATIONS("HN22-D3-c")
def guided_too_short_or_too_late(p: ProvincePlanter) -> None:
    """A day short of a year; or a whole year, begun on the 31st day."""
    for row in p.take(p.world.tables["followup"]):
        row["to"] -= timedelta(days=1)
        p.fails("HN22-D3-c", project_id=row["project_id"])
    for row in p.take(p.world.tables["followup"]):
        owner = p.world.only("project", project_id=row["project_id"])
        begun = owner["end_date"] + timedelta(days=31)
        row.update({"from": begun, "to": begun.replace(year=begun.year + 1)})
        p.fails("HN22-D3-c/start", project_id=row["project_id"])


@VIOLATIONS("HN22-D3-d")
def not_visited(p: ProvincePlanter) -> None:
    for entry in p.take(p.graduates()):
        p.drop("visit", object_kind="enrolment", object_id=entry["enr_id"])
        p.fails("HN22-D3-d", enr_id=entry["enr_id"])
    for row in p.take(p.world.rows("designation", status="active")):
        p.drop("visit", object_kind="school", object_id=row["school_id"])
        p.fails("HN22-D3-d/bases", des_id=row["des_id"])
    for row in p.take(p.world.rows("studio", status="active")):
        visit = p.world.only("visit", object_kind="studio", object_id=row["studio_id"])
        visit["date"] = date(2022, 12, 30)
        p.fails("HN22-D3-d/studios", studio_id=row["studio_id"])


@VIOLATIONS("HN22-D4-a")
def trainee_does_not_do_all(p: ProvincePlanter) -> None:
    for entry in p.take(p.graduates()):
        p.world.rows("attendance", enr_id=entry["enr_id"])[1]["state"] = "absent"
        p.fails("HN22-D4-a/attendance", enr_id=entry["enr_id"])
    for entry in p.take(p.graduates()):
        entry["tasks_done"] = entry["tasks_set"] - 1
        p.fails("HN22-D4-a/tasks", enr_id=entry["enr_id"])
    works = {w["subm_id"]: w for w in p.world.rows("submission", kind="work")}
    for entry in p.take(p.graduates()):
        (author,) = [
            row
            for row in p.world.rows("submission_person", teacher_id=entry["teacher_id"])
            if works[row["subm_id"]]["project_id"] == entry["class_id"].removesuffix("-1-K1")
        ]
        p.world.remove("submission_person", author)
        p.fails("HN22-D4-a/results", enr_id=entry["enr_id"])


@VIOLATIONS("HN22-D4-b")
def no_practice(p: ProvincePlanter) -> None:
    for entry in p.take(p.graduates()):
        p.drop("practice_record", enr_id=entry["enr_id"], kind="practice")
        p.fails("HN22-D4-b/practice", enr_id=entry["enr_id"])
    for entry in p.take(p.graduates()):
        record = p.world.only("practice_record", enr_id=entry["enr_id"], kind="radiation")
        record["evidence_ref"] = "无"
        p.fails("HN22-D4-b/radiation", enr_id=entry["enr_id"])
