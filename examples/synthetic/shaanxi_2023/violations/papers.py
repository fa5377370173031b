# SPDX-License-Identifier: Apache-2.0
"""Briefings and the material at the end: SX23 三(三), and 二(五) on briefings."""

from datetime import timedelta

from ...planting import Violations
from ...world import at
from ..papers import briefing
from ..planter import CountyPlanter

VIOLATIONS = Violations()
KEY = "project_id"
MATERIAL = ("paper", "courseware", "lesson_design", "work")


def short(owner: dict) -> bool:
    return owner["days"] <= 10


def long(owner: dict) -> bool:
    return not short(owner)


@VIOLATIONS("SX23-2.5-e")
def second_briefing_too_late(p: CountyPlanter) -> None:
    for owner in p.projects("briefings", short):
        late_briefing(p, owner, 16)
        p.fails("SX23-2.5-e", project_id=owner[KEY])
        p.also("SX23-3.3-a", project_id=owner[KEY])


@VIOLATIONS("SX23-3.3-a")
def briefing_a_day_late(p: CountyPlanter) -> None:
    for owner in p.projects("briefings", short):
        late_briefing(p, owner, 16)
        p.fails("SX23-3.3-a", project_id=owner[KEY])
        p.also("SX23-2.5-e", project_id=owner[KEY])


def late_briefing(p: CountyPlanter, owner: dict, days: int) -> None:
    (paper,) = (row for row in p.papers(owner, "briefing") if row["issue_no"] == 2)
    paper["submitted_at"] = at(owner["end_date"] + timedelta(days=days))


@VIOLATIONS("SX23-3.3-b")
def briefings_without_feedback(p: CountyPlanter) -> None:
    for owner in p.projects("briefings", short):
        for paper in p.papers(owner, "briefing"):
            paper["sections"] = "organisation;highlights;special_activities"
        p.fails("SX23-3.3-b", project_id=owner[KEY])
        p.also("SX23-2.5-e", project_id=owner[KEY])


@VIOLATIONS("SX23-3.3-c")
def briefing_as_web_page_or_without_images(p: CountyPlanter) -> None:
    for owner in p.projects("web pages"):
        day = owner["end_date"] + timedelta(days=9)
        paper = briefing(p.c, owner[KEY], 9, day, format="meipian")
        p.keep(paper)
        p.fails("SX23-3.3-c", subm_id=paper["subm_id"])
    firsts = p.c.rows("submission", kind="briefing", issue_no=1)  # those that are never dropped
    p.spoil("SX23-3.3-c/images", firsts[4:] + firsts[:4], "subm_id", has_images=False)


@VIOLATIONS("SX23-3.3-d")
def short_training_without_second_briefing(p: CountyPlanter) -> None:
    for owner in p.projects("briefings", short):
        too_few_briefings(p, owner, "SX23-3.3-d", 1)


@VIOLATIONS("SX23-3.3-e", most=3)
def long_training_off_the_bounds(p: CountyPlanter) -> None:
    for owner in p.projects("briefings", long):
        too_few_briefings(p, owner, "SX23-3.3-e/lower", 2)
    for owner in p.projects("briefings", long):
        issues = {paper["issue_no"] for paper in p.papers(owner, "briefing")}
        for number in set(range(1, 7)) - issues:
            briefing(p.c, owner[KEY], number, owner["end_date"] + timedelta(days=12))
        p.fails("SX23-3.3-e/upper", project_id=owner[KEY])


def too_few_briefings(p: CountyPlanter, owner: dict, rule: str, kept: int) -> None:
    for paper in p.papers(owner, "briefing"):
        if paper["issue_no"] > kept and paper["format"] != "meipian":
            p.drop(paper)
    p.fails(rule, project_id=owner[KEY])
    for also in ("SX23-3.3-a", "SX23-2.5-e"):
        p.also(also, project_id=owner[KEY])


def material(p: CountyPlanter) -> list[dict]:
    rows = [row for row in p.c.tables["submission"] if row["kind"] in MATERIAL]
    return p.take(rows[2::7] + rows)


def just_late(p: CountyPlanter, paper: dict) -> str:
    owner = p.c.only("project", project_id=paper[KEY])
    return at(owner["end_date"] + timedelta(days=31))


@VIOLATIONS("SX23-3.3-f")
def material_handed_in_late(p: CountyPlanter) -> None:
    for paper in material(p):
        paper["submitted_at"] = just_late(p, paper)
        p.fails("SX23-3.3-f", project_id=paper[KEY], kind=paper["kind"])


@VIOLATIONS("SX23-3.3-g")
def material_uploaded_late(p: CountyPlanter) -> None:
    for paper in material(p):
        paper["uploaded_at"] = just_late(p, paper)
        p.fails("SX23-3.3-g", project_id=paper[KEY], kind=paper["kind"])


@VIOLATIONS("SX23-3.3-h")
def unit_without_case_or_with_a_late_one(p: CountyPlanter) -> None:
    for index, paper in enumerate(p.take(p.c.rows("submission", kind="case"))):
        if index % 2:
            p.drop(paper)
        else:
            owners = p.c.rows("project", level="national", inst_id=paper["owner_id"], year=2023)
            last = max(owner["end_date"] for owner in owners)
            paper["submitted_at"] = at(last + timedelta(days=31))
        p.fails("SX23-3.3-h", inst_id=paper["owner_id"], year=2023)


@VIOLATIONS("SX23-3.3-i")
def subproject_without_video_or_with_a_late_one(p: CountyPlanter) -> None:
    for index, paper in enumerate(p.take(p.c.rows("submission", kind="video"))):
        if index % 2:
            p.drop(paper)
        else:
            paper["submitted_at"] = just_late(p, paper)
        p.fails("SX23-3.3-i", sub_id=paper["owner_id"])


@VIOLATIONS("SX23-3.3-j")
def list_of_failed_wanting_or_wrong(p: CountyPlanter) -> None:
    for owner in p.projects("failed list"):
        for paper in p.papers(owner, "failed_list"):
            p.drop(paper)
        p.fails("SX23-3.3-j/list", project_id=owner[KEY])
        for rule in ("SX23-3.3-f", "SX23-3.3-g"):
            p.also(rule, project_id=owner[KEY], kind="failed_list")
    for owner in p.projects("failed list", lambda row: bool(p.trainees(int(row[KEY][3:])))):
        (paper,) = p.papers(owner, "failed_list")
        (entry,) = p.take_trainees(1, int(owner[KEY][3:]))
        p.c.add("submission_person", subm_id=paper["subm_id"], role="listed",
                teacher_id=entry["teacher_id"])  # fmt: skip
        p.fails("SX23-3.3-j/same", project_id=owner[KEY])
