# SPDX-License-Identifier: Apache-2.0
"""Undertakers and their tenders, a project for each city, and what is planned for it."""

from datetime import date, timedelta
from typing import NamedTuple

from ..world import at
from .province import CITIES, WAITING, Province, city_id, project_id

FIRST_ROUND = 8
EXTENDED = range(8, 12)  # projects that were given longer
LEAD = 10  # days from the start of a project to that of its classes
DAYS = 40


class Dates(NamedTuple):
    won: date
    assigned: date
    opening: date  # the time is reported
    published: date
    start: date
    end: date


def dates_of(area: int) -> Dates:
    """First come eight that end by June, then four extended ones, then four after a new tender."""
    if area in WAITING:
        shift = timedelta(days=2 * (area - WAITING.start))
        return Dates(date(2021, 7, 20) + shift, date(2021, 8, 9) + shift, date(2021, 8, 20) + shift,
                     date(2021, 8, 25) + shift, date(2021, 9, 13) + shift,
                     date(2021, 12, 8) + shift)  # fmt: skip
    shift = timedelta(days=2 * (area % FIRST_ROUND))
    begun = Dates(date(2021, 1, 4) + shift // 2, date(2021, 2, 22) + shift // 2,
                  date(2021, 3, 1) + shift, date(2021, 3, 8) + shift, date(2021, 4, 6) + shift,
                  date(2021, 6, 30) - shift)  # fmt: skip
    return begun._replace(end=date(2021, 9, 17) + shift) if area in EXTENDED else begun


def unit_of(area: int) -> str:
    """Four undertakers of the first tender have a second, extended project."""
    return f"U{(area if area < FIRST_ROUND else area - FIRST_ROUND) + 1:02}" \
        if area not in WAITING else f"U{area - WAITING.start + FIRST_ROUND + 1:02}"  # fmt: skip


def tenders(c: Province) -> None:
    for area in [*range(FIRST_ROUND), *WAITING]:
        second, unit = area in WAITING, unit_of(area)
        kind = "university" if int(unit[1:]) % 3 else "agency"
        c.add("institution", inst_id=unit, name_zh=f"示例承训单位{int(unit[1:])}", type=kind)
        c.add("tender", tender_id=c.next_id("tender", "B", 2), round=2 if second else 1,
              inst_id=unit, region_id=city_id(area) if second else "", method="public",
              won_on=dates_of(area).won)  # fmt: skip


def projects(c: Province) -> None:
    for area, city in enumerate(CITIES):
        key, day = project_id(area), dates_of(area)
        c.add(
            "project", project_id=key, name_zh=f"{city}样板校项目", level="provincial", year=2021,
            type="it_application", inst_id=unit_of(area),
            host_region=city_id(area),
            start_date=day.start, end_date=day.end, days=DAYS, assigned_on=day.assigned,
            published_on=day.published,
        )  # fmt: skip
        if area in EXTENDED:
            c.add("extension", ext_id=c.next_id("extension", "X", 2), project_id=key,
                  applied_at=at(date(2021, 6, 30 - 5 * (area - EXTENDED.start)), 16),
                  approved_at=at(date(2021, 7, 5)), until=date(2021, 9, 30))  # fmt: skip
        if area == EXTENDED.start:
            approved_late(c, key)
        for letter, word in (("T", "教师"), ("M", "管理团队")):
            c.add("subproject", sub_id=f"{key}-{letter}", project_id=key, name_zh=word)
        targets(c, key)


def approved_late(c: Province, key: str) -> None:
    """A project that may end late as a special case, besides its extension."""
    c.add("waiver", waiver_id="W1", rule_id="HI21-3-b", subject_kind="it_project", subject_id=key,
          reason="校本应用考核顺延", approved_by="示例省教育厅", from_=date(2021, 7, 1),
          to=date(2021, 12, 31))  # fmt: skip


def targets(c: Province, key: str) -> None:
    """Teachers with a year of service, and the leaders of the schools."""
    wanted = [(f"{key}-T", stage, "teacher", 1) for stage in ("primary", "junior")]
    leaders = ("principal", "vice_principal", "manager")
    for sub, stage, position, years in [
        *wanted, *((f"{key}-M", "any", position, "") for position in leaders),
    ]:  # fmt: skip
        c.add("subproject_target", target_id=c.next_id("subproject_target", "G", 3), sub_id=sub,
              stage=stage, subject="any", locality="any", position=position, rank_min="",
              years_min=years, age_max="", hire_year="")  # fmt: skip


COURSES = (
    ("学情分析与数据采集", True, "synchronous", "topic_learner_analysis;it"),
    ("信息化教学设计", True, "asynchronous", "topic_teaching_design"),
    ("技术支持的学法指导", True, "asynchronous", "topic_learning_guidance"),
    ("技术支持的学业评价", True, "synchronous", "topic_learning_assessment"),
    ("微课制作", False, "asynchronous", "it"),
    ("在线协作工具", False, "asynchronous", "it;ability"),
)
SEGMENTS = (("face", "management"), ("online", "teacher"), ("school_based", "teacher"))


def designs(c: Province) -> None:
    """Experts, segments, courses and mentors of each project."""
    for area in range(len(CITIES)):
        key = project_id(area)
        for number in range(1, 4):
            c.add("project_role", project_id=key, person=f"{key}-E{number}",
                  role="chief_expert" if number == 1 else "expert")  # fmt: skip
        for number, (mode, audience) in enumerate(SEGMENTS, start=1):
            c.add("project_segment", project_id=key, segment_no=number, mode=mode,
                  audience=audience)  # fmt: skip
        for number, (name, required, delivery, tags) in enumerate(COURSES, start=1):
            c.add("course", course_id=f"{key}-T-{number}", sub_id=f"{key}-T", name_zh=name,
                  required=required, delivery=delivery, tags=tags)  # fmt: skip
        mentors(c, key)


def mentors(c: Province, key: str) -> None:
    """A master teacher follows three graduates, a lecturer of the university another."""
    for number, frontline in enumerate((True, False), start=1):
        c.add("lecturer", lecturer_id=f"{key}-L{number}", name=f"示例导师{key[1:]}{number}",
              frontline=frontline)  # fmt: skip
    done = [e for e in c.rows("enrolment", status="graduated") if e["class_id"][:3] == key]
    for number, entry in enumerate(done[:4]):
        c.add("mentoring", enr_id=entry["enr_id"], lecturer_id=f"{key}-L{1 if number < 3 else 2}")
