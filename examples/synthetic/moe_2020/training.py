# SPDX-License-Identifier: Apache-2.0
"""The projects of 2020 at all levels, who was trained in them, and the training of years before."""

from datetime import date, timedelta
from typing import NamedTuple

from ..world import at
from .nation import (
    COUNTIES,
    OTHERS,
    PROVINCES,
    REVIEWED,
    UNDERTAKERS,
    Nation,
    city_id,
    county_id,
    other_id,
    undertaker_id,
)


class Plan(NamedTuple):
    """A national project that each province has in the year."""

    kind: str
    name: str
    stage: str
    theme: str
    place: str  # digits of the host below the province
    unit: int
    start: date
    days: int
    target: str = "any"


PLANS = (
    Plan("new", "新教师入职培训", "new", "topic_textbook", "11", 0, date(2020, 4, 13), 10),
    Plan("young", "青年教师助力培训", "young", "topic_information", "12", 1, date(2020, 5, 11), 5),
    Plan("backbone", "骨干教师提升培训", "backbone", "topic_national_security", "13", 0,
         date(2020, 7, 13), 10),
    Plan("leading", "卓越教师领航培训", "outstanding", "topic_labour", "1", 2,
         date(2020, 7, 20), 20),
    Plan("team", "乡村教师培训团队研修", "backbone", "topic_learning_guidance", "2", 2,
         date(2020, 8, 3), 5),
    Plan("nursery", "幼儿园教师培训", "young", "topic_safety", "", 1, date(2020, 9, 14), 5,
         "kindergarten"),
)  # fmt: skip
COURSES = (  # name, tag or the plan's theme, ways, who teaches
    ("师德师风专题", "ethics", "lecture", 1),
    ("重点专题", "", "lecture", 4),
    ("学科教学设计", "topic_subject_teaching", "task_based;lecture", 3),
    ("班级管理", "topic_class_teacher", "lecture", 2),
    ("返岗实践", "practice", "experience_based;project_based", 4),
)
LOWER = {"provincial": "backbone", "city": "young", "county": "young", "school": "backbone"}
SEATS = 14
STAYED_AWAY = ("no_show", "withdrawn")
HOURS_A_DAY = 6
ENDS_LATE = date(2021, 1, 8)  # of a provincial class, after the last day for rural teachers


def projects(c: Nation) -> None:
    for province, names in PROVINCES.items():
        free = [row["teacher_id"] for row in c.tables["teacher"] if not row["active_to"]]
        home = {row["teacher_id"]: row["school_id"] for row in c.tables["teacher_role"]}
        free = [key for key in free if home[key][0] == province]
        c.rng.shuffle(free)
        for plan in PLANS:
            seats = [key for key in free if home[key].startswith(province + plan.place)][:SEATS]
            free = [key for key in free if key not in set(seats)]
            project(c, province, plan, seats)
        for level, stage in LOWER.items():
            below(c, province, names.province, level, stage)


def project(c: Nation, province: str, plan: Plan, people: list[str]) -> None:
    key = f"P20-{province}-{plan.kind}"
    end = plan.start + timedelta(days=plan.days - 1)
    unit = undertaker_id(province, plan.unit)
    c.add("project", project_id=key, name_zh=f"2020年{PROVINCES[province].province}{plan.name}",
          level="national", year=REVIEWED, host_region=province + plan.place, inst_id=unit,
          start_date=plan.start, end_date=end, days=plan.days, mode="face",
          closed_on=c.rng.choice([None, end + timedelta(days=20)]),
          career_stage=plan.stage, themes=plan.theme)  # fmt: skip
    group = training_class(c, key, plan.name, plan.start, end, plan.days)
    for number, (name, tag, ways, teacher) in enumerate(COURSES, start=1):
        course(c, key, number, name_zh=name, tags=tag or plan.theme, methods=ways,
               hours=f"{plan.days * HOURS_A_DAY // len(COURSES)}.0",
               lecturer_id=f"{unit}-L{teacher}", is_practical=tag == "practice")  # fmt: skip
    if c.rng.random() < 0.3:
        shortened = c.only("course", sub_id=f"{key}-1", tags=plan.theme)
        shortened.update(delivered_hours="4.0", change_approved_by=province)
    seats(c, key, REVIEWED, plan.target, len(people))
    for number, person in enumerate(people):
        enrolled(c, group, person, number, plan)


def course(c: Nation, key: str, number: int, **values: object) -> None:
    c.add("course", course_id=f"{key}-1-C{number}", sub_id=f"{key}-1", mode="face", online=False,
          delivered_hours=values["hours"], change_approved_by=None, **values)  # fmt: skip


def training_class(
    c: Nation, key: str, name: str, start: date, end: date, days: int
) -> dict:
    """The class of a project's only sub-project."""
    c.add("subproject", sub_id=f"{key}-1", project_id=key, name_zh=name)
    return c.add("class", class_id=f"{key}-1-K1", sub_id=f"{key}-1", batch=1, start_date=start,
                 end_date=end, days=days, mode="face")  # fmt: skip


def seats(c: Nation, key: str, year: int, target: str, number: int) -> None:
    c.add("subproject_target", target_id=f"{key}-1-M1", sub_id=f"{key}-1", stage=target)
    """Of the province, with which part of them goes to the host."""
    host = c.only("project", project_id=key)["host_region"]
    cell = {"sub_id": f"{key}-1", "quota_id": f"{key}-Q"}
    c.add("quota", **cell, region_id=key.split("-")[1], seats=number, parent_quota_id=None)
    if host != key.split("-")[1]:
        c.add("quota", sub_id=f"{key}-1", quota_id=f"{key}-Q1", region_id=host,
              seats=number // 2, parent_quota_id=f"{key}-Q")  # fmt: skip


def enrolled(c: Nation, group: dict, person: str, number: int, plan: Plan) -> None:
    """Of the last three one did not come, one failed and one cheated; the rest graduated."""
    status = {SEATS - 1: c.rng.choice(STAYED_AWAY), SEATS - 2: "failed", SEATS - 3: "expelled"}.get(
        number, "graduated")
    entry = enrol(c, group, person, status, REVIEWED)
    key, last = entry["enr_id"], group["end_date"]
    event(c, key, "notified", group["start_date"] - timedelta(days=6))
    if status in STAYED_AWAY:
        event(c, key, status, group["start_date"])
        return
    event(c, key, "reported", group["start_date"])
    event(c, key, status, last)
    for kind, day, least in (("pre", group["start_date"], 50), ("post", last, 65)):
        failed = kind == "post" and status == "failed"
        score = c.rng.randrange(40, 60) if failed else c.rng.randrange(least, 100)
        c.add("assessment", enr_id=key, kind=kind, at=at(day, 8), score=f"{score}.00",
              pass_=score >= 60)  # fmt: skip
    sessions(c, key, group)
    hours = plan.days * HOURS_A_DAY
    if status == "graduated":
        c.add("credit_entry", entry_id=f"{key}-学分", teacher_id=person, activity_kind="training",
              level="national", mode="face", units=f"{hours}.00", unit="hour",
              result="pass", date_from=group["start_date"], date_to=last, verified="verified",
              credits=f"{hours // 10}.{hours % 10}0")  # fmt: skip


def event(c: Nation, key: str, status: str, day: date) -> None:
    c.add("enrolment_event", enr_id=key, status=status, at=at(day, 17))


def sessions(c: Nation, key: str, group: dict) -> None:
    """Half days of a short class, days of a long one; at most a tenth missed, or leave taken."""
    per_day = 2 if group["days"] <= 5 else 1
    total = group["days"] * per_day
    odd = c.rng.choice(["", "", "", "absent", "leave", "late"])
    away = c.rng.randrange(total)
    for turn in range(total):
        c.add("attendance", enr_id=key, session_no=turn % per_day + 1,
              date=group["start_date"] + timedelta(days=turn // per_day),
              state=odd or "present" if turn == away else "present")  # fmt: skip


def enrol(c: Nation, group: dict, person: str, status: str, year: int) -> dict:
    done = 0 if status in STAYED_AWAY else 6
    return c.add("enrolment", enr_id=c.next_id("enrolment", "E"), teacher_id=person,
                 class_id=group["class_id"], status=status, year=year, role_in_class="trainee",
                 tasks_set=6, tasks_done=done)  # fmt: skip


def below(c: Nation, province: str, name: str, level: str, stage: str) -> None:
    """A project of a lower level; the provincial one ends early in the next year."""
    key, county = f"P20-{province}-{level}", county_id(province, 4)
    host = {"provincial": province, "city": city_id(province, 1)}.get(level, county)
    start, end = date(2020, 10, 12), date(2020, 10, 16)
    if level == "provincial":
        start, end = date(2021, 1, 4), ENDS_LATE
    c.add("project", project_id=key, name_zh=f"2020年{name}{OTHERS[level][0]}培训", level=level,
          year=REVIEWED, host_region=host, inst_id=other_id(province, level), start_date=start,
          end_date=end, days=5, mode="face", career_stage=stage,
          themes="topic_homework")  # fmt: skip
    group = training_class(c, key, "全员培训", start, end, 5)
    for role in c.rows("teacher_role", school_id=f"{county}-3")[1:4]:
        enrol(c, group, role["teacher_id"], "graduated", REVIEWED)


def training_before(c: Nation) -> None:
    """National projects of the three years before: rural teachers not trained in 2020, others."""
    now = {row["teacher_id"] for row in c.rows("enrolment", status="graduated")}
    home = {row["teacher_id"]: row["school_id"] for row in c.tables["teacher_role"]}
    groups: dict[str, list[dict]] = {}
    for province, names in PROVINCES.items():
        for year in range(REVIEWED - 3, REVIEWED):
            for turn in range(len(UNDERTAKERS)):
                row = earlier(c, province, names.province, year, turn)
                groups.setdefault(province, []).append(row)
    for row in c.tables["teacher"]:
        key = row["teacher_id"]
        if key in c.to_cover - now or (key not in c.to_cover and c.rng.random() < 0.2):
            group = c.rng.choice(groups[home[key][0]])
            enrol(c, group, key, "graduated", group["start_date"].year)


def earlier(c: Nation, province: str, name: str, year: int, turn: int) -> dict:
    key, start = f"P{year % 100}-{province}-{turn + 1}", date(year, 7, 10 + turn)
    end = start + timedelta(days=9)
    c.add("project", project_id=key, name_zh=f"{year}年{name}乡村教师培训", level="national",
          year=year, host_region=county_id(province, turn % len(COUNTIES)),
          inst_id=undertaker_id(province, turn), start_date=start, end_date=end, days=10,
          mode="face", career_stage="young", themes="topic_subject_teaching")  # fmt: skip
    nursery = turn == 2
    seats(c, key, year, "kindergarten" if nursery else "any", 8 if nursery else 26)
    return training_class(c, key, "乡村教师培训", start, end, 10)


def other_credits(c: Nation) -> None:
    """School-based study, some of it not verified yet; and what a unit is worth, invented."""
    for level, mode, unit, worth, since, until in (
        ("national", "face", "hour", "0.1000", date(2018, 1, 1), None),
        ("national", "online", "hour", "0.0500", date(2018, 1, 1), None),
        ("school", "school_based", "half_day", "0.3000", date(2018, 1, 1), date(2020, 7, 1)),
        ("school", "school_based", "half_day", "0.2500", date(2020, 7, 1), None),
    ):
        c.add("conversion_table", conv_id=c.next_id("conversion_table", "Z", 2), level=level,
              mode=mode, unit=unit, credits_per_unit=worth, valid_from=since,
              valid_to=until)  # fmt: skip
    for row in c.tables["teacher"][::5]:
        spring, verified = c.rng.random() < 0.5, c.rng.random() < 0.9
        last = date(2020, 6, 30) if spring else date(2020, 12, 20)
        c.add("credit_entry", entry_id=f"{row['teacher_id']}-校本", teacher_id=row["teacher_id"],
              activity_kind="research", level="school", mode="school_based", units="4.00",
              unit="half_day", result="pass", date_from=last - timedelta(days=90), date_to=last,
              verified="verified" if verified else "pending",
              credits="1.20" if spring else "1.00")  # fmt: skip
