# SPDX-License-Identifier: Apache-2.0
"""What undertakers hand in for 2023."""

from datetime import date, timedelta

from ..world import at
from .county import County


ORIGINS = ("targeted", "merit", "upgraded")


def submit(
    c: County, owner_kind: str, owner_id: str, project: str, kind: str, day: date, **more: object
) -> dict:
    return c.add(
        "submission", subm_id=c.next_id("submission", "M"), owner_kind=owner_kind,
        owner_id=owner_id, project_id=project, kind=kind, submitted_at=at(day, 11),
        **{"uploaded_at": at(day, 12), "format": "docx", "items": 1, **more},
    )  # fmt: skip


def submissions(c: County) -> None:
    """What undertakers hand in for 2023, and for second years that run in 2023."""
    c.give("submission_person", "subm_id", "role", "teacher_id")  # empty where nobody failed
    for row in c.tables["class"]:
        sub = c.only("subproject", sub_id=row["sub_id"])
        owner = c.only("project", project_id=sub["project_id"])
        if row["start_date"].year == 2023 and owner["level"] == "national":
            class_papers(c, row, owner)
    for owner in c.rows("project", year=2023, level="national"):
        project_papers(c, owner)
    for owner in c.rows("project", year=2022, level="national"):
        for kind in ("summary", "process_data"):
            key = owner["project_id"]
            submit(c, "project", key, key, kind, date(2023, 7, 20))
    for unit in c.tables["institution"]:
        case(c, unit)


def case(c: County, unit: dict) -> None:
    """A work case, eighteen days after the unit's last project of the year."""
    ends = [
        min(owner["end_date"], date(2023, 11, 15))
        for owner in c.rows("project", year=2023, level="national", inst_id=unit["inst_id"])
    ]
    day = max(ends, default=date(2023, 11, 2)) + timedelta(days=18)
    submit(c, "inst", unit["inst_id"], "", "case", day)


def class_papers(c: County, row: dict, owner: dict) -> None:
    lead = timedelta(days=c.rng.randrange(11, 16))
    day = row["start_date"] - lead
    approved = day + timedelta(days=1)
    for kind, more in (("plan", {"standards": "guide;course_standard"}), ("notice",
                       {"published": True})):  # fmt: skip
        submit(c, "class", row["class_id"], owner["project_id"], kind, day, decided="approved",
               uploaded_at=at(approved, 12), approved_at=at(approved), **more)  # fmt: skip


def project_papers(c: County, owner: dict) -> None:
    key = owner["project_id"]
    end = min(owner["end_date"], date(2023, 11, 15))
    submit(c, "project", key, key, "opening", date(2023, 7, 20))
    for kind in ("needs", "emergency_plan"):
        submit(c, "project", key, key, kind, owner["start_date"] - timedelta(days=20))
    for kind in ("course", "paper", "courseware", "lesson_design", "work"):
        submit(c, "project", key, key, kind, end + timedelta(days=18), origin=c.rng.choice(ORIGINS))
    submit(c, "project", key, key, "publicity", end + timedelta(days=3), channels="website;wechat")
    issues = 2 if owner["days"] <= 10 else 3 + c.rng.randrange(2)
    for number in range(1, issues + 1):
        briefing(c, key, number, end + timedelta(days=4 + number))
    paper = submit(c, "project", key, key, "failed_list", end + timedelta(days=20))
    for sub in c.rows("subproject", project_id=key):
        day = end + timedelta(days=18)
        submit(c, "subproject", sub["sub_id"], key, "video", day, format="link", origin="merit")
        for row in c.rows("class", sub_id=sub["sub_id"]):
            for entry in c.rows("enrolment", class_id=row["class_id"], status="failed"):
                c.add("submission_person", subm_id=paper["subm_id"], role="listed",
                      teacher_id=entry["teacher_id"])  # fmt: skip


def briefing(c: County, key: str, number: int, day: date, **more: object) -> dict:
    sections = "organisation;highlights;special_activities;feedback"
    more = {"issue_no": number, "has_images": True, "sections": sections, **more}
    return submit(c, "project", key, key, "briefing", day, **more)
