# SPDX-License-Identifier: Apache-2.0
"""What undertakers and counties hand in and record; circulars, inspections, evaluations."""

from datetime import date, timedelta

from ..world import at
from .people import CAME
from .projects import DAYS, dates_of
from .province import CITIES, Province, county_id, project_id

STEPS = ("survey", "design", "evaluation", "followup")
MATERIALS = ("self_report", "course", "case_collection", "publicity")
LEVELS = ("teacher_assessment", "group_assessment", "school_assessment")
REGION_ITEMS = "selection_rate;completion_rate;selection_quality"
UNIT_ITEMS = "reporting_rate;completion_rate;implementation"
RATE = 400  # yuan for a person and day


def submit(c: Province, project: str, kind: str, day: date, **more: object) -> dict:
    more = {"references": "", "issue_no": "", "items": 1, **more}
    return c.add("submission", subm_id=c.next_id("submission", "M"), owner_kind="project",
                 owner_id=project, project_id=project, kind=kind, submitted_at=at(day, 16),
                 **more)  # fmt: skip


def submissions(c: Province) -> None:
    for area in range(len(CITIES)):
        key, day = project_id(area), dates_of(area)
        submit(c, key, "opening", day.opening)
        submit(c, key, "plan", day.start - timedelta(days=15),
               references="ministry_rules;provincial_rules;expert_advice;questions_27")  # fmt: skip
        for kind in ("needs", "validation", "online_plan", "conversion_plan"):
            submit(c, key, kind, day.start - timedelta(days=c.rng.randrange(1, 30)))
        for number in range(1, 4):
            part = (day.end - day.start) * number // 3
            submit(c, key, "briefing", day.start + part, issue_no=number)
        for kind in MATERIALS:
            submit(c, key, kind, day.end + timedelta(days=c.rng.randrange(20, 31)))
        cases(c, key)


def came(c: Province, key: str) -> list[dict]:
    """The trainees of a project who reported in."""
    people = [e for e in c.tables["enrolment"] if e["class_id"][:3] == key]
    return [e for e in people if e["status"] in CAME]


def cases(c: Province, key: str) -> None:
    """Cases by a tenth of the trainees, rounded up."""
    paper = c.only("submission", project_id=key, kind="case_collection")
    authors = [e for e in came(c, key) if e["status"] == "graduated"]
    paper["items"] = -(-len(came(c, key)) // 10)
    for entry in authors[: paper["items"]]:
        c.add("submission_person", subm_id=paper["subm_id"], teacher_id=entry["teacher_id"],
              role="author")  # fmt: skip


def asset(
    c: Province, owner_kind: str, owner: str, kind: str, area: str, day: date, by: str = ""
) -> dict:
    return c.add("asset_item", owner_kind=owner_kind, owner_id=owner, kind=kind, area=area,
                 date=day, evidence_ref=f"{owner}-{area}", attested_by=by)  # fmt: skip


def evidence(c: Province) -> None:
    """Of projects and undertakers, of counties, of schools."""
    for row in c.tables["project"]:
        key, start = row["project_id"], row["start_date"]
        asset(c, "project", key, "attestation", "epidemic", row["end_date"], f"{key}-E2")
        for area in ("health", "safety_education"):
            asset(c, "project", key, "mechanism", area, start - timedelta(days=3))
    for unit in c.tables["institution"]:
        key = unit["inst_id"]
        asset(c, "inst", key, "mechanism", "emergency", date(2021, 4, 1))
        asset(c, "inst", key, "attestation", "development_data", date(2021, 12, 20), f"{key}-1")
    for county in c.area_of:
        for kind, area in (
            ("database", "whole"), ("reserve_pool", "whole"), ("system", "workload"),
        ):  # fmt: skip
            asset(c, "region", county, kind, area, date(2021, c.rng.randrange(3, 13), 20))
    for school in c.tables["school"]:
        assessment(c, school)


def assessment(c: Province, school: dict) -> None:
    for level in LEVELS:
        asset(c, "school", school["school_id"], "mechanism", level, date(2021, 12, 15))


def money(c: Province) -> None:
    """Budgets, steps and what was spent, well within the rate."""
    c.add("rate_standard", rate_id="R1", category="training", per="person_day",
          amount=f"{RATE}.00", from_day=1, to_day=30, valid_from=date(2020, 1, 1),
          valid_to="")  # fmt: skip
    c.add("rate_standard", rate_id="R2", category="training", per="person_day",
          amount=f"{RATE}.00", from_day=31, to_day="", valid_from=date(2020, 1, 1),
          valid_to="")  # fmt: skip
    c.add("rate_standard", rate_id="R0", category="training", per="person_day",
          amount=f"{RATE // 4}.00", from_day=1, to_day="", valid_from=date(2014, 1, 1),
          valid_to=date(2020, 1, 1))  # fmt: skip
    for row in c.tables["project"]:
        key = row["project_id"]
        for kind in (*STEPS, "class_management"):
            c.add("budget_line", line_id=c.next_id("budget_line", "L", 4), owner_kind="project",
                  owner_id=key, year=2021, kind=kind,
                  planned=f"{c.rng.randrange(20, 90)}00.00")  # fmt: skip
        for kind in STEPS:
            day = row["end_date" if kind in ("evaluation", "followup") else "start_date"]
            c.add("project_step", project_id=key, kind=kind, date=day, evidence_ref=f"{key}-{kind}")
        cap = RATE * DAYS * len(came(c, key))
        for purpose, share in (("training", 60), ("training", 25), ("management", 5)):
            c.add("expense", exp_id=c.next_id("expense", "F", 4), project_id=key, purpose=purpose,
                  amount=f"{cap * share // 100}.00", receipt_kept=True,
                  date=row["end_date"])  # fmt: skip


def circulars(c: Province) -> None:
    """Of the undertaker each month of a project and the next, of its counties at the end."""
    for area, row in enumerate(c.tables["project"]):
        key, end = row["project_id"], row["end_date"]
        for month in range(row["start_date"].month, min(12, end.month + 1) + 1):
            circular(c, key, date(2021, month, 25), UNIT_ITEMS, inst_id=row["inst_id"])
        for side in range(5):
            circular(c, key, date(2021, end.month, 28), REGION_ITEMS,
                     region_id=county_id(area, side))  # fmt: skip


def circular(c: Province, project: str, day: date, items: str, **about: str) -> dict:
    about = {"region_id": "", "inst_id": "", **about}
    return c.add("circular", circular_id=c.next_id("circular", "Z", 4), project_id=project,
                 issued_on=day, items=items, **about)  # fmt: skip


def reviews(c: Province) -> None:
    """Inspections and the evaluations of two third parties, who share the aspects."""
    for unit in c.tables["institution"]:
        key = unit["inst_id"]
        last = max(p["end_date"] for p in c.rows("project", inst_id=key))
        c.add("inspection", inspection_id=f"V-{key}", inst_id=key, form="provincial",
              date=last - timedelta(days=20))  # fmt: skip
        for number, aspects in ((1, "process;results"), (2, "satisfaction;stakeholders")):
            c.add("evaluation", eval_id=f"W-{key}-{number}", object_kind="inst", object_id=key,
                  evaluator=f"示例评价机构{number}", evaluator_kind="third_party", period=2021,
                  aspects=aspects, date=date(2021, 12, 30))  # fmt: skip
