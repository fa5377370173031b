# SPDX-License-Identifier: Apache-2.0
"""National projects that the project counties host, their trainees, and what follows training."""

from datetime import date, timedelta
from typing import NamedTuple

from ..world import at, plus
from .province import CITIES, PROJECT_COUNTIES, REVIEWED, County, Province

SESSIONS = 4  # mornings and afternoons of two days


class Plan(NamedTuple):
    """A kind of project that each county hosts in a year."""

    year: int
    kind: str
    name: str
    start: date
    end: date
    seats: int  # at most
    mode: str = "face"
    backbone: bool = False


PLANS = (
    Plan(2022, "layered", "骨干教师研修", date(2022, 12, 1), date(2022, 12, 20), 12, backbone=True),
    Plan(2023, "layered", "骨干教师研修", date(2023, 7, 10), date(2023, 7, 28), 15, backbone=True),
    Plan(2023, "team", "县级教师培训团队研修", date(2023, 4, 10), date(2023, 4, 28), 99),
    Plan(2023, "principal", "校园长能力提升", date(2023, 9, 11), date(2023, 9, 22), 8,
         backbone=True),
    Plan(2023, "one_to_one", "一对一精准帮扶", date(2023, 10, 9), date(2023, 10, 27), 10,
         mode="delivery;to_school"),
)  # fmt: skip


def helped_school(p: Province, county: str) -> str:
    """The school that one-to-one help goes to, a development school afterwards."""
    return str(p.schools_of(county)[1]["school_id"])


def studio_school(p: Province, county: str) -> str:
    """The school of the first studio, a demonstration school."""
    return str(p.schools_of(county)[0]["school_id"])


def earlier_team_projects(p: Province) -> None:
    """In 2021 a project of each city, for those appointed in 2022."""
    for city in CITIES:
        plan = Plan(2021, "team", "培训者团队研修", date(2021, 10, 11), date(2021, 10, 29), 0)
        row = training_class(p, plan, city.key, city.name)
        for county in city.counties:
            for trainer in p.trainers[county.key]:
                if not county.in_scope or trainer["appointed_from"].year == 2022:
                    enrol(p, row, trainer["teacher_id"], "graduated")


def projects(p: Province) -> None:
    for county in PROJECT_COUNTIES:
        first = min(cycle.first for cycle in county.cycles)
        for plan in PLANS:
            if plan.year >= first:
                project(p, county, plan)


def project(p: Province, county: County, plan: Plan) -> None:
    row = training_class(p, plan, county.key, county.name)
    key = row["class_id"][:-5]
    people = trainees(p, county.key, plan)
    p.add("quota", quota_id=f"{key}-Q", project_id=None, sub_id=row["sub_id"],
          region_id=county.key, seats=len(people), parent_quota_id=None)  # fmt: skip
    for person in people:
        trained(p, row, key, person)
    if plan.kind == "layered":  # somebody with leave, whose place another took
        spare = next(t for t in reversed(p.people[county.key]) if t["teacher_id"] not in people)
        away = enrol(p, row, spare["teacher_id"], "excused")
        p.add("enrolment_event", enr_id=away["enr_id"], status="excused", reason="illness",
              at=at(row["start_date"], 8), by="county", approved_by="county")  # fmt: skip
    after_project(p, county, key, plan)


def trainees(p: Province, county: str, plan: Plan) -> list[str]:
    posts = p.people[county]
    if plan.kind == "team":
        return [
            t["teacher_id"] for t in p.trainers[county] if t["appointed_from"].year == REVIEWED
        ]
    if plan.kind == "principal":
        leads = [t for t in posts if "principal" in t["position"]]
        fit = [t for t in leads if t["school_id"] != studio_school(p, county)]
    elif plan.kind == "one_to_one":
        fit = [t for t in posts if t["school_id"] == helped_school(p, county)]
    else:
        fit = [t for t in posts if t["position"] in ("teacher", "class_teacher")]
        p.rng.shuffle(fit)
    return [t["teacher_id"] for t in fit[: plan.seats]]


def training_class(p: Province, plan: Plan, host: str, name: str) -> dict:
    """A project with a sub-project and a class of two days."""
    key = f"P{plan.year % 100}-{host}-{plan.kind}"
    inst = f"U{len(p.tables['project']) % 4 + 1}"
    p.add("project", project_id=key, name_zh=f"{plan.year}年{name}{plan.name}", level="national",
          type=plan.kind, year=plan.year, host_region=host, inst_id=inst, start_date=plan.start,
          end_date=plan.end, mode=plan.mode, is_backbone=plan.backbone, days=2)  # fmt: skip
    p.add("subproject", sub_id=f"{key}-1", project_id=key, name_zh=plan.name)
    return p.add("class", class_id=f"{key}-1-K1", sub_id=f"{key}-1", batch=1, days=2,
                 start_date=plan.start, end_date=plan.start + timedelta(days=1),
                 mode="face")  # fmt: skip


def enrol(p: Province, row: dict, person: str, status: str) -> dict:
    return p.add(
        "enrolment", enr_id=p.next_id("enrolment", "E"), teacher_id=person,
        class_id=row["class_id"], status=status, year=int(row["class_id"][1:3]) + 2000,
        role_in_class="trainee", tasks_set=6, tasks_done=6 if status == "graduated" else 0,
    )  # fmt: skip


def trained(p: Province, row: dict, key: str, person: str) -> None:
    """Somebody who came, did everything, and goes on at school under guidance."""
    entry, end = enrol(p, row, person, "graduated"), row["end_date"]
    number, start = entry["enr_id"], row["start_date"]
    for status, day in (("reported", start), ("graduated", end + timedelta(days=15))):
        p.add("enrolment_event", enr_id=number, status=status, at=at(day, 8), by="class")
    for session in range(SESSIONS):
        away = session == SESSIONS - 1 and p.rng.random() < 0.03
        state = "leave" if away else "present"
        p.add("attendance", enr_id=number, date=start + timedelta(days=session // 2),
              session_no=session % 2 + 1, state=state)  # fmt: skip
    work = submit(p, "project", key, "work", end + timedelta(days=10), project_id=key)
    p.add("submission_person", subm_id=work["subm_id"], teacher_id=person, role="author")
    visit(p, "followup", "enrolment", number, end + timedelta(days=60 + p.rng.randrange(90)))
    for kind, days in (("practice", 40), ("radiation", 120)):
        p.add("practice_record", record_id=p.next_id("practice_record", "R"), enr_id=number,
              kind=kind, date=plus(str(end), days + p.rng.randrange(30)),
              evidence_ref=f"示例记录{number}")  # fmt: skip


def after_project(p: Province, county: County, key: str, plan: Plan) -> None:
    submit(p, "project", key, "needs", plan.start - timedelta(days=45), project_id=key)
    submit(p, "project", key, "plan", plan.start - timedelta(days=20), project_id=key,
           approved_at=at(plan.start - timedelta(days=12), 15), decided="approved")  # fmt: skip
    begun = plan.end + timedelta(days=p.rng.randrange(3, 25))
    p.add("followup", fu_id=f"{key}-F", project_id=key, region_id=county.key, from_=begun,
          to=begun.replace(year=begun.year + 1))  # fmt: skip
    p.add("evaluation", eval_id=f"{key}-V", object_kind="project", object_id=key, period=plan.year,
          evaluator="示例评价组", methods="documents;result", score="88.00",
          grade=p.rng.choice(["qualified", "good", "excellent"]), date=date(plan.year, 12, 22),
          )  # fmt: skip


def submit(
    p: Province, owner_kind: str, owner: str, kind: str, day: date, **more: object
) -> dict:
    return p.add(
        "submission", subm_id=p.next_id("submission", "M"), owner_kind=owner_kind,
        owner_id=owner, kind=kind, submitted_at=at(day, 11), format="pdf", **more,
    )  # fmt: skip


def visit(p: Province, kind: str, object_kind: str, key: str, day: date, **more: object) -> dict:
    return p.add(
        "visit", visit_id=p.next_id("visit", "J"), kind=kind, object_kind=object_kind,
        object_id=key, date=day, methods="field", **more,
    )  # fmt: skip
