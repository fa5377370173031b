# SPDX-License-Identifier: Apache-2.0
"""What projects teach and keep, and what undertakers provide: SX23 二(三), 二(四) and 二(五)."""

from datetime import timedelta

from ...planting import Violations
from ...world import at
from ..county import COUNTIES
from ..planter import CountyPlanter, later

VIOLATIONS = Violations()
KEY = "project_id"


def courses(p: CountyPlanter, owner: dict, *numbers: int) -> list[dict]:
    """The courses of a project, of each sub-project those with these numbers, or all."""
    return [
        course
        for course in p.c.tables["course"]
        if course["sub_id"].startswith(f"{owner[KEY]}-")
        and (not numbers or int(course["course_id"][-1]) in numbers)
    ]


@VIOLATIONS("SX23-2.3-a")
def plan_by_no_standard(p: CountyPlanter) -> None:
    for owner in p.projects("standards"):
        for paper in p.papers(owner, "plan"):
            paper["standards"] = "other"
        p.fails("SX23-2.3-a", project_id=owner[KEY])


@VIOLATIONS("SX23-2.3-b", each=2)
def ethics_not_compulsory(p: CountyPlanter) -> None:
    for owner in p.projects("compulsory"):
        for course in courses(p, owner):
            course["required"] = False
        for tag in ("ethics", "ideology"):
            p.fails("SX23-2.3-b", project_id=owner[KEY], tag=tag)


@VIOLATIONS("SX23-2.3-b/apart", settings={"tag_sharing": "false"})
def one_module_for_two_contents(p: CountyPlanter) -> None:
    for owner in p.projects("compulsory"):
        for course in courses(p, owner, 1):
            course["tags"] = "ethics;ideology"
        for course in courses(p, owner, 7):
            course["tags"] = "ability"
        p.fails("SX23-2.3-b/apart", project_id=owner[KEY])


@VIOLATIONS("SX23-2.3-c")
def ability_not_covered(p: CountyPlanter) -> None:
    for owner in p.projects("covered"):
        for course in courses(p, owner, 2):
            course["tags"] = "it"
        p.fails("SX23-2.3-c", project_id=owner[KEY])


@VIOLATIONS("SX23-2.3-d")
def platform_not_used(p: CountyPlanter) -> None:
    for owner in p.projects("platform"):
        for course in courses(p, owner):
            course["source"] = "own"
        p.fails("SX23-2.3-d", project_id=owner[KEY])


@VIOLATIONS("SX23-2.3-e")
def needs_after_the_plan(p: CountyPlanter) -> None:
    for owner in p.projects("needs"):
        (paper,) = p.papers(owner, "needs")
        first = min(plan["submitted_at"] for plan in p.papers(owner, "plan"))
        paper["submitted_at"] = later(first, 1)
        p.fails("SX23-2.3-e", project_id=owner[KEY])


@VIOLATIONS("SX23-2.3-f")
def lectures_only(p: CountyPlanter) -> None:
    for owner in p.projects("methods"):
        for course in courses(p, owner):
            course["teaching_methods"] = "lecture"
        p.fails("SX23-2.3-f", project_id=owner[KEY])


@VIOLATIONS("SX23-2.3-g")
def too_little_practice(p: CountyPlanter) -> None:
    for owner in p.projects("practice"):
        for course in courses(p, owner, 3, 4):
            course["is_practical"] = False
        p.fails("SX23-2.3-g", project_id=owner[KEY])


@VIOLATIONS("SX23-2.4-a")
def done_outside_the_system(p: CountyPlanter) -> None:
    rows = p.c.tables["system_record"]
    for row in p.take(rows[7::4]):
        p.c.remove("system_record", row)
        p.fails("SX23-2.4-a", project_id=row[KEY], function=row["function"])


@VIOLATIONS("SX23-2.4-c")
def no_care_for_emergencies(p: CountyPlanter) -> None:
    for owner in p.projects("emergency"):
        (paper,) = p.papers(owner, "emergency_plan")
        paper["submitted_at"] = at(owner["start_date"] + timedelta(days=1))
        p.fails("SX23-2.4-c/plan", project_id=owner[KEY])
    for row in p.take_proofs(p.proofs("inst", "mechanism")):
        p.fails("SX23-2.4-c/mechanism", inst_id=row["owner_id"], year=2023)


@VIOLATIONS("SX23-2.4-e")
def line_not_allowed(p: CountyPlanter) -> None:
    p.spoil("SX23-2.4-e", p.c.rows("expense", kind="materials"), "exp_id", kind="other")


@VIOLATIONS("SX23-2.4-i")
def stage_not_attested(p: CountyPlanter) -> None:
    rows = p.proofs("region", "attestation")
    for row in p.take_proofs(rows[1::5] + rows):
        p.fails("SX23-2.4-i", region_id=row["owner_id"], area=row["area"])


@VIOLATIONS("SX23-2.5-a", most=2)
def nothing_developed(p: CountyPlanter) -> None:
    """No course and no video of any project: these are wanting too, each where it is due."""
    for unit in ("U08", "U07")[: p.count]:
        p.fails("SX23-2.5-a", inst_id=unit, year=2023)
        for owner in p.c.rows("project", inst_id=unit, year=2023, level="national"):
            for paper in p.papers(owner, "course", "video"):
                p.drop(paper)
            for rule in ("SX23-3.3-f", "SX23-3.3-g"):
                p.also(rule, project_id=owner[KEY], kind="course")
            for sub in p.c.rows("subproject", project_id=owner[KEY]):
                p.also("SX23-3.3-i", sub_id=sub["sub_id"])


@VIOLATIONS("SX23-2.5-b")
def no_publicity(p: CountyPlanter) -> None:
    for owner in p.projects("publicity"):
        for paper in p.papers(owner, "publicity"):
            p.drop(paper)
        p.fails("SX23-2.5-b", project_id=owner[KEY])


@VIOLATIONS("SX23-2.5-c", most=len(COUNTIES))
def region_without_library(p: CountyPlanter) -> None:
    for row in p.take_proofs(p.proofs("region", "library", *(county for county, _ in COUNTIES))):
        p.fails("SX23-2.5-c/region", region_id=row["owner_id"])


@VIOLATIONS("SX23-2.5-c/school", settings={"library_scope": "each_school"})
def school_without_library(p: CountyPlanter) -> None:
    for row in p.take_proofs(p.proofs("school", "library")):
        p.fails("SX23-2.5-c/school", school_id=row["owner_id"])


@VIOLATIONS("SX23-2.5-d")
def resource_made_otherwise(p: CountyPlanter) -> None:
    kinds = ("paper", "courseware", "lesson_design", "work")
    rows = [row for row in p.c.tables["submission"] if row["kind"] in kinds]
    p.spoil("SX23-2.5-d", rows[3::5], "subm_id", origin="other")
