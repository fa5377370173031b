# SPDX-License-Identifier: Apache-2.0
"""When projects and classes run, and what is filed before: SX23 三(二)."""

from datetime import date, timedelta

from ...planting import Violations
from ...world import at
from ..planter import CountyPlanter, later

VIOLATIONS = Violations()
# Projects with one class each, of one type: of one undertaker, and of two.
OWN_PAIRS = ((15, 16), (9, 11))
OTHER_PAIRS = ((12, 13), (2, 4))
TOGETHER = ((5, 6), (7, 8), (10, 14))


@VIOLATIONS("SX23-3.2-a")
def single_year_project_too_long(p: CountyPlanter) -> None:
    last = date(2023, 12, 20)
    for owner in p.projects("end", lambda r: not r["is_cross_year"] and r["end_date"] <= last):
        owner["end_date"] = last + timedelta(days=1)
        p.fails("SX23-3.2-a", project_id=owner["project_id"])


@VIOLATIONS("SX23-3.2-b", most=3)
def first_year_too_long(p: CountyPlanter) -> None:
    for owner in p.projects("first year", lambda r: r["is_cross_year"]):
        phase = p.c.only("project_phase", project_id=owner["project_id"], phase_no=1)
        phase["end_date"] = date(2023, 12, 1)
        p.fails("SX23-3.2-b", project_id=owner["project_id"])


@VIOLATIONS("SX23-3.2-c", most=3)
def cross_year_project_too_long(p: CountyPlanter) -> None:
    for owner in p.projects("end", lambda r: r["is_cross_year"]):
        start = owner["start_date"]
        owner["end_date"] = start.replace(year=start.year + 2) + timedelta(days=1)
        p.fails("SX23-3.2-c", project_id=owner["project_id"])


@VIOLATIONS("SX23-2.2-d", most=1, settings={"summer_share": "0.65"})
def class_moved_out_of_the_summer(p: CountyPlanter) -> None:
    """Four days of one class more are in September: 122 of 190 are left."""
    move(p, 7, timedelta(days=4))
    p.fails("SX23-2.2-d", year=2023)


@VIOLATIONS("SX23-3.2-d", each=2, most=len(OWN_PAIRS))
def openings_on_one_day(p: CountyPlanter) -> None:
    for part, pairs in (("own", OWN_PAIRS), ("province", OTHER_PAIRS)):
        for first, second in pairs[: p.count]:
            shift = p.project(second)["start_date"] - p.project(first)["start_date"]
            move(p, first, shift)
            for row in p.classes(first, second):
                p.fails(f"SX23-3.2-d/{part}", class_id=row["class_id"])


def move(p: CountyPlanter, number: int, shift: timedelta) -> None:
    """The project, its classes and what the province looks at on their days."""
    owner = p.project(number)
    for row in [owner, *p.classes(number)]:
        row["start_date"] += shift
        row["end_date"] += shift
    looked_at = p.proofs("project", "inspection", owner["project_id"])
    evaluated = p.c.rows("evaluation", object_kind="project", object_id=owner["project_id"])
    for row in [*looked_at, *evaluated]:
        row["date"] += shift
    for row in p.classes(number):
        for entry in p.c.rows("enrolment", class_id=row["class_id"]):
            entry["insured_from"] += shift
            entry["insured_to"] += shift


@VIOLATIONS("SX23-3.2-e", each=2, most=len(TOGETHER))
def classes_opened_together(p: CountyPlanter) -> None:
    for first, second in TOGETHER[: p.count]:
        for row in p.classes(first, second):
            row["opening_event"] = f"联合开班{first}"
            p.fails("SX23-3.2-e", class_id=row["class_id"])


@VIOLATIONS("SX23-3.2-f")
def openings_filed_late(p: CountyPlanter) -> None:
    for owner in p.projects("openings"):
        (paper,) = p.papers(owner, "opening")
        paper["submitted_at"] = at(date(2023, 7, 31), 8)
        p.fails("SX23-3.2-f", project_id=owner["project_id"])


def filed(p: CountyPlanter) -> list[tuple[dict, dict, dict]]:
    """So many classes with their plans and notices, of which nothing was spoilt before."""
    notices = p.take(p.c.rows("submission", kind="notice", owner_kind="class"))
    found = []
    for notice in notices:
        key = notice["owner_id"]
        plan = p.c.only("submission", kind="plan", owner_id=key)
        found.append((p.c.only("class", class_id=key), plan, notice))
    return found


@VIOLATIONS("SX23-3.2-g")
def notice_filed_too_late(p: CountyPlanter) -> None:
    for row, _, notice in filed(p):
        notice["submitted_at"] = at(row["start_date"] - timedelta(days=9))
        p.fails("SX23-3.2-g", class_id=row["class_id"])


@VIOLATIONS("SX23-3.2-h")
def opened_before_the_review_was_done(p: CountyPlanter) -> None:
    for row, plan, notice in filed(p):
        day = row["start_date"] + timedelta(days=1)
        plan["approved_at"], notice["uploaded_at"] = at(day), at(day, 12)
        p.fails("SX23-3.2-h", class_id=row["class_id"])


@VIOLATIONS("SX23-3.2-i")
def notice_uploaded_before_the_review(p: CountyPlanter) -> None:
    for row, plan, notice in filed(p):
        notice["uploaded_at"] = later(plan["approved_at"], -1)
        p.fails("SX23-3.2-i", class_id=row["class_id"])


@VIOLATIONS("SX23-3.2-j")
def notice_not_shown(p: CountyPlanter) -> None:
    for row, _, notice in filed(p):
        notice["published"] = False
        p.fails("SX23-3.2-j", class_id=row["class_id"])
