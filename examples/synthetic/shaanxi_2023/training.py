# SPDX-License-Identifier: Apache-2.0
"""Projects of three years, their seats, and who takes part in them."""

from datetime import date, timedelta
from typing import NamedTuple

from ..world import at
from .county import COUNTIES, YEARS, County

HOSTS = ("SN1", *(county for county, _ in COUNTIES))  # who hosts: each in turn
TEXTBOOK = ("师德修养", "课标解读", "课堂观摩", "教学设计实践", "跟岗研修", "成果汇报", "思想政治")
COMPULSORY = {0: "ethics", 6: "ideology"}
METHODS = ("lecture", "lecture;case", "situational", "task_driven", "experiential", "seminar", "case")


class Plan(NamedTuple):
    """What is the same for a project in each of the three years."""

    kind: str
    inst: str
    days: int
    mode: str
    targets: tuple[tuple[str, str, str, str], ...]  # stage, subject, position, least rank
    cross_year: bool = False
    level: str = "national"


def posts(stage: str, *subjects: str) -> tuple[tuple[str, str, str, str], ...]:
    return tuple((stage, subject, "teacher", "") for subject in subjects)


def leaders(position: str) -> tuple[tuple[str, str, str, str], ...]:
    return (("any", "any", position, ""),)


BACKBONE = (("any", "any", "teacher", "county_backbone"),)
PLANS = (
    Plan("layered", "U01", 10, "face", posts("primary", "chinese", "maths")),
    Plan("layered", "U01", 12, "face", posts("junior", "chinese")),
    Plan("layered", "U02", 8, "face", posts("junior", "english", "maths")),
    Plan("layered", "U03", 15, "face", posts("primary", "english")),
    Plan("self_study", "U03", 6, "online", posts("primary", "science")),
    Plan("self_study", "U04", 9, "online", posts("junior", "physics")),
    Plan("one_to_one", "U04", 20, "face", posts("primary", "music")),
    Plan("one_to_one", "U02", 5, "face", posts("junior", "history")),
    Plan("team", "U05", 14, "face", BACKBONE, cross_year=True),
    Plan("team", "U06", 10, "face", BACKBONE, cross_year=True),
    Plan("team", "U05", 12, "face", BACKBONE, cross_year=True),
    Plan("principal", "U06", 7, "face", leaders("principal")),
    Plan("principal", "U07", 12, "face", leaders("vice_principal")),
    Plan("party", "U07", 5, "face", leaders("secretary")),
    Plan("digital", "U08", 10, "face", posts("primary", "pe")),
    Plan("digital", "U08", 11, "face", posts("junior", "biology")),
    Plan("digital", "U01", 6, "face", posts("primary", "art")),
    Plan("digital", "U04", 5, "online", posts("primary", "chinese"), level="provincial"),
)


def projects(c: County) -> None:
    """Three days lie between the starts of two projects, so that like ones are staggered."""
    for year in YEARS:
        for index, plan in enumerate(PLANS):
            start = date(year, 7, 28) + timedelta(days=3 * index)
            project(c, year, index, plan, start)
    prolonged(c, c.only("project", project_id="P2314"))


def prolonged(c: County, owner: dict) -> None:
    """A project that ends later than it may, to which the province agreed."""
    owner.update(end_date=date(2023, 12, 28), closed_on=date(2024, 1, 15))
    c.add("waiver", waiver_id="W1", rule_id="SX23-3.2-a", subject_kind="national_project",
          subject_id=owner["project_id"], reason="跟岗研修顺延", approved_by="示例省教育厅",
          from_=date(2023, 11, 1), to=date(2024, 3, 1))  # fmt: skip


def project(c: County, year: int, index: int, plan: Plan, start: date) -> None:
    key = f"P{year % 100}{index + 1:02}"
    end = start + timedelta(days=plan.days - 1)
    last = date(year + 1, 10, 31) if plan.cross_year else end
    c.add(
        "project", project_id=key, code=f"G{index + 1:02}", level=plan.level,
        name_zh=f"{year}年示例项目{index + 1:02}", programme="国培计划", type=plan.kind, year=year,
        is_cross_year=plan.cross_year, years_planned=1 + plan.cross_year,
        budget=f"{plan.days * 20000}.00", inst_id=plan.inst, host_region=HOSTS[index % len(HOSTS)],
        start_date=start, planned_quantity=0, planned_unit="person",
        end_date=last, days=plan.days, hours=f"{plan.days * 8}.0", mode=plan.mode,
        is_backbone=plan.kind == "layered",
        closed_on="" if plan.cross_year else end + timedelta(days=20),
    )  # fmt: skip
    if plan.cross_year:
        phase(c, key, 1, "第一年", start, end)
        phase(c, key, 2, "第二年", date(year + 1, 7, 12) + timedelta(days=index), last)
    for number, target in enumerate(plan.targets, start=1):
        subproject(c, key, number, target, plan, start, end)


def phase(c: County, key: str, number: int, name: str, start: date, end: date) -> None:
    c.add(
        "project_phase", project_id=key, phase_no=number, name=name, start_date=start,
        end_date=end, days=(end - start).days + 1,
    )  # fmt: skip


def subproject(
    c: County, key: str, number: int, target: tuple, plan: Plan, start: date, end: date
) -> None:
    sub = f"{key}-{number}"
    stage, subject, position, rank = target
    c.add("subproject", sub_id=sub, project_id=key, code=f"{key[3:]}{number}",
          name_zh=f"示例子项目{key}-{number}")  # fmt: skip
    c.add(
        "subproject_target", target_id=f"{sub}-a", sub_id=sub, stage=stage, subject=subject,
        locality="any", position=position, rank_min=rank, years_min="1.0", age_max=60, hire_year=None,
    )  # fmt: skip
    if key == "P2315":  # new teachers of another stage as well
        c.add("subproject_target", target_id=f"{sub}-b", sub_id=sub, stage="junior", subject="pe",
              locality="any", position="teacher", rank_min="", years_min="1.0", age_max=35,
              hire_year=2018)  # fmt: skip
    courses(c, sub, plan)
    training_class(c, f"{sub}-K1", sub, 1, start, end, plan)


def training_class(
    c: County, key: str, sub: str, batch: int, start: date, end: date, plan: Plan
) -> dict:
    return c.add(
        "class", class_id=key, sub_id=sub, batch=batch, start_date=start, end_date=end,
        planned_start=start, planned_end=end, days=plan.days, venue="示例培训中心", mode=plan.mode,
        capacity=60, opening_event=f"开班式{key}",
    )  # fmt: skip


def courses(c: County, sub: str, plan: Plan) -> None:
    """Four of seven courses are practical: more than half of the hours."""
    for number, name in enumerate(TEXTBOOK):
        practical = 2 <= number <= 5
        tag = COMPULSORY.get(number, "practice" if practical else "ability")
        c.add(
            "course", course_id=f"{sub}-c{number + 1}", sub_id=sub, name_zh=name, sessions=2,
            hours=f"{plan.days}.5", is_practical=practical, required=number in COMPULSORY,
            tags=tag,
            mode=plan.mode, online=plan.mode == "online", teaching_methods=METHODS[number],
            source="national_platform" if number in (1, 3) else "own",
        )  # fmt: skip


def selection(c: County) -> None:
    """Seats of the city and its counties, and a trainee on each; some stay away and are replaced."""
    seats = max(2, c.size // 500)
    for row in list(c.tables["class"]):
        sub = c.only("subproject", sub_id=row["sub_id"])
        owner = c.only("project", project_id=sub["project_id"])
        start = row["start_date"].isoformat()
        for county, _ in COUNTIES:
            able = c.candidates(sub["sub_id"], start, county, owner["type"], owner["year"])
            # Two spare people: one to replace, one to nominate beside the trainees.
            taken = c.rng.sample(able, min(seats + 2, len(able)))
            if len(taken) > 2:
                cell(c, row, owner, county, taken)
        whole(c, row["sub_id"], owner)


def whole(c: County, sub: str, owner: dict) -> None:
    """The city's seats of a sub-project, of which the counties' are parts."""
    parts = c.rows("quota", sub_id=sub)
    if parts:
        seats = sum(part["seats"] for part in parts)
        key = c.next_id("quota", "Q")
        c.add("quota", quota_id=key, sub_id=sub, region_id="SN1", audience="any", seats=seats,
              basis="explicit")  # fmt: skip
        owner["planned_quantity"] += seats
        for part in parts:
            part["parent_quota_id"] = key


def cell(c: County, row: dict, owner: dict, county: str, people: list[str]) -> None:
    *chosen, spare, listed = people
    sub = row["sub_id"]
    c.add(
        "quota", quota_id=c.next_id("quota", "Q"), sub_id=sub, region_id=county, audience="any",
        seats=len(chosen), basis="explicit",
    )  # fmt: skip
    for person in chosen:
        enrol(c, row, owner, person)
    if c.rng.random() < 0.2:
        replace(c, row, owner, chosen[0], spare)
    nominate(c, sub, listed, upload_day(c, owner["year"]), row["start_date"])
    c.busy.add((listed, owner["year"]))


def upload_day(c: County, year: int) -> date:
    return date(year, 7, 8) + timedelta(days=c.rng.randrange(16))


def nominate(c: County, sub: str, person: str, day: date, start: date) -> dict:
    role = c.role_at(person, start.isoformat())
    assert role is not None
    return c.add(
        "nomination", nom_id=c.next_id("nomination", "N"), teacher_id=person, sub_id=sub,
        school_id=role["school_id"], uploaded_at=at(day, 16), source_row=len(
            c.tables["nomination"]) + 2,
    )  # fmt: skip


def enrol(
    c: County, row: dict, owner: dict, person: str, outcome: str = "", **more: object
) -> dict:
    """A trainee from nomination to the outcome, of which chance decides if not said."""
    c.reserve(person, owner["type"], owner["year"])
    outcome = outcome or ("failed" if c.rng.random() < 0.03 else "graduated")
    entry = c.add(
        "enrolment", enr_id=c.next_id("enrolment", "E"), teacher_id=person,
        class_id=row["class_id"], status=outcome, year=row["start_date"].year,
        role_in_class="trainee", insured_from=row["start_date"], insured_to=row["end_date"],
        **more,
    )  # fmt: skip
    start, end = row["start_date"], row["end_date"]
    late = "replaces_enr_id" in more
    again = "is_second_year_of" in more
    chosen = start if late else min(upload_day(c, start.year), start - timedelta(days=3))
    if not again:
        nominate(c, row["sub_id"], person, chosen, start)
    steps = [("selected", at(chosen, 17)), ("reported", at(start + timedelta(days=late), 8)),
             (outcome, at(end + timedelta(days=2)))]  # fmt: skip
    if not late:
        steps.insert(1, ("approved", at(start - timedelta(days=2))))
        steps.insert(2, ("notified", at(start - timedelta(days=1))))
    for status, moment in steps:
        event(c, entry, status, moment)
    mark(c, entry, "process", outcome == "graduated", end)
    mark(c, entry, "final", True, end + timedelta(days=1))
    return entry


def event(c: County, entry: dict, status: str, moment: str, **more: object) -> None:
    c.add("enrolment_event", enr_id=entry["enr_id"], status=status, at=moment, by="班主任", **more)


def mark(c: County, entry: dict, kind: str, passed: bool, day: date) -> None:
    score = c.rng.randrange(7000, 9900) if passed else c.rng.randrange(3000, 5900)
    c.add(
        "assessment", enr_id=entry["enr_id"], kind=kind, score=f"{score // 100}.{score % 100:02}",
        **{"pass": passed}, at=at(day, 15),
    )  # fmt: skip


def stay_away(c: County, entry: dict, status: str, reason: str, start: date) -> None:
    """Turns a trainee into one who did not come."""
    key = entry["enr_id"]
    entry["status"] = status
    c.tables["assessment"] = [a for a in c.tables["assessment"] if a["enr_id"] != key]
    kept = ("selected", "approved", "notified")
    c.tables["enrolment_event"] = [
        e for e in c.tables["enrolment_event"] if e["enr_id"] != key or e["status"] in kept
    ]
    approved = {"approved_by": "示例教育局"} if status == "excused" else {}
    event(c, entry, status, at(start, 18), reason=reason, **approved)


def replace(c: County, row: dict, owner: dict, absent: str, spare: str) -> None:
    entry = c.only("enrolment", class_id=row["class_id"], teacher_id=absent)
    status, reason = c.rng.choice([("no_show", "none"), ("excused", "illness")])
    stay_away(c, entry, status, reason, row["start_date"])
    if status == "no_show":
        c.banned.add(absent)
    enrol(c, row, owner, spare, replaces_enr_id=entry["enr_id"])


def second_years(c: County) -> None:
    """The cross-year projects of 2022 go on in 2023 with the same trainees."""
    for owner in c.rows("project", year=2022, is_cross_year=True):
        plan = PLANS[int(owner["project_id"][3:]) - 1]
        start = c.only("project_phase", project_id=owner["project_id"], phase_no=2)["start_date"]
        end = start + timedelta(days=plan.days - 1)
        for sub in c.rows("subproject", project_id=owner["project_id"]):
            first = c.only("class", sub_id=sub["sub_id"], batch=1)
            key = f"{sub['sub_id']}-K2"
            row = training_class(c, key, sub["sub_id"], 2, start, end, plan)
            for entry in c.rows("enrolment", class_id=first["class_id"], status="graduated"):
                person = entry["teacher_id"]
                enrol(c, row, owner, person, is_second_year_of=entry["enr_id"])
                c.busy.add((person, 2023))


def everyone(c: County) -> None:
    """A county's own training of 2022, in which all its teachers take part."""
    start, end = date(2022, 11, 5), date(2022, 11, 6)
    plan = Plan("other", "", 2, "online", (("any", "any", "any", ""),), level="county")
    for number, (county, name) in enumerate(COUNTIES, start=1):
        key = f"L22{number:02}"
        c.add("project", project_id=key, name_zh=f"2022年{name}全员培训", level="county", year=2022,
              type="other", is_cross_year=False, host_region=county, start_date=start,
              end_date=end, days=2, mode="online", planned_quantity=c.size, closed_on=end,
              planned_unit="person")  # fmt: skip
        c.add("subproject", sub_id=f"{key}-1", project_id=key, name_zh=f"{name}全员培训")
        row = training_class(c, f"{key}-1-K1", f"{key}-1", 1, start, end, plan)
        for teacher in c.roles:
            if c.county_at(teacher, start.isoformat()) == county:
                entry = c.add(
                    "enrolment", enr_id=c.next_id("enrolment", "E"), teacher_id=teacher,
                    class_id=row["class_id"], status="graduated", year=2022,
                    role_in_class="trainee",
                )  # fmt: skip
                event(c, entry, "graduated", at(end, 18))
