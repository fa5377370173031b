# SPDX-License-Identifier: Apache-2.0
"""The people of the schools that are given by name: sent, notified, trained, put on file."""

from datetime import date, timedelta

from ..world import at
from .projects import LEAD, dates_of
from .province import CITIES, Province, city_id, project_id

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
GIVEN = "安柏晨岱恩帆歌涵佳凯澜敏宁沛琪睿舒棠文溪雅泽"
SUBJECTS = ("chinese", "maths", "english", "it", "morality", "pe")
LEADERS = ("principal", "vice_principal", "manager")
RULES = {"no_show": ("exclusion", 12), "expelled": ("exclusion", 24), "failed": ("record", "")}
CAME = ("graduated", "failed", "withdrawn", "expelled")
# how the second teacher of a school fared; an apology is a no-show for an approved reason
SECOND = ("failed", "expelled", "withdrawn", "apology", "nominated", "graduated")


def teachers(c: Province) -> None:
    for area in range(len(CITIES)):
        for school in c.named(area):
            for number in range(c.teachers_each):
                teacher(c, school, "teacher", SUBJECTS[number % len(SUBJECTS)])
            if school is c.named(area)[-1]:
                c.spare.append(teacher(c, school, "teacher", "it"))
            for position in LEADERS:
                teacher(c, school, position, "")


def teacher(c: Province, school: dict, position: str, subject: str) -> str:
    key = c.next_id("teacher", "T")
    hired = date(c.rng.randrange(1996, 2020), 9, 1)
    c.add("teacher", teacher_id=key, person_key=f"pk-{key}",
          name=c.rng.choice(SURNAMES) + c.rng.choice(GIVEN) + c.rng.choice(GIVEN),
          sex=c.rng.choice(["female", "male"]), hire_date=hired,
          birth_date=date(hired.year - 23, c.rng.randrange(1, 13), 1))  # fmt: skip
    post = {
        "teacher_id": key, "school_id": school["school_id"], "subject": subject,
        "stage": c.rng.choice(school["stage"].split(";")), "position": position, "rank": "none",
        "class_teacher": position == "teacher" and c.rng.random() < 0.3, "in_post": "permanent",
        "from": hired, "to": "",
    }  # fmt: skip
    if hired.year < 2015 and c.rng.random() < 0.2:  # had another position at the school before
        moved = date(c.rng.randrange(2016, 2020), 9, 1)
        before = "teacher" if position != "teacher" else "class_teacher"
        c.add("teacher_role", **{**post, "position": before, "to": moved})
        post["from"] = moved
    c.add("teacher_role", **post)
    c.school_of[key] = school["school_id"]
    return key


def sanction_rules(c: Province) -> None:
    """What each county does about absence, dismissal and failure."""
    for county in c.area_of:
        for event, (handling, months) in RULES.items():
            c.add("sanction_rule", region_id=county, event=event, handling=handling,
                  ban_months=months, evidence_ref="参训管理办法")  # fmt: skip


def enrolments(c: Province) -> None:
    """A class for the teachers of each school, and one for the leaders of a project."""
    people: dict[str, list[dict]] = {}
    for role in c.rows("teacher_role", to=""):
        if role["teacher_id"] not in c.spare:
            people.setdefault(role["school_id"], []).append(role)
    for area in range(len(CITIES)):
        key = project_id(area)
        leaders = training_class(c, area, f"{key}-M", 1)
        for number, school in enumerate(c.named(area), start=1):
            row = training_class(c, area, f"{key}-T", number)
            for turn, role in enumerate(people[school["school_id"]]):
                led = role["position"] != "teacher"
                status = "graduated" if led else status_of(c, turn)
                enrol(c, area, leaders if led else row, role["teacher_id"], status)
        replaced(c, area, row, c.spare[area])


def replaced(c: Province, area: int, row: dict, spare: str) -> None:
    """Somebody of the school comes in the place of the first, who is named no more."""
    away = c.rows("enrolment", class_id=row["class_id"])[0]
    away["status"] = "replaced"
    (absence,) = c.rows("enrolment_event", enr_id=away["enr_id"], status="no_show")
    absence.update(status="replaced", at=at(row["start_date"] - timedelta(days=2)))
    c.only("integrity_record", enr_id=away["enr_id"])["handling"] = ""
    enrol(c, area, row, spare, "graduated")["replaces_enr_id"] = away["enr_id"]


def training_class(c: Province, area: int, sub: str, number: int) -> dict:
    day = dates_of(area)
    return c.add("class", class_id=f"{sub}-K{number}", sub_id=sub, batch=1,
                 start_date=day.start + timedelta(days=LEAD),
                 end_date=day.end - timedelta(days=3))  # fmt: skip


def status_of(c: Province, turn: int) -> str:
    if turn < 2:
        return c.rng.choice(SECOND) if turn else "no_show"
    return "failed" if c.rng.random() < 0.02 else "graduated"


def enrol(c: Province, area: int, row: dict, person: str, status: str) -> dict:
    """Sent after publication, notified, and what became of it."""
    day, opens = dates_of(area), row["start_date"]
    sent = day.published + timedelta(days=c.rng.randrange(1, 12))
    c.add("nomination", nom_id=c.next_id("nomination", "N"), teacher_id=person,
          sub_id=row["sub_id"], school_id=c.school_of[person], uploaded_at=at(sent, 15))  # fmt: skip
    apology, status = status == "apology", "no_show" if status == "apology" else status
    came = status in CAME
    entry = c.add("enrolment", enr_id=c.next_id("enrolment", "E"), teacher_id=person,
                  class_id=row["class_id"], status=status, year=2021,
                  registered_at=at(opens, 8, 30) if came else "",
                  replaces_enr_id="")  # fmt: skip
    event(c, entry, "nominated", at(sent, 15))
    if status == "nominated":
        return entry
    event(c, entry, "notified", at(opens - timedelta(days=5)))
    if came:
        event(c, entry, "reported", at(opens, 8, 30))
        tests(c, entry, row)
    if status == "no_show":
        event(c, entry, status, at(opens, 18), reason="special" if apology else "none",
              approved_by=city_id(area) if apology else "")  # fmt: skip
    elif status in ("expelled", "withdrawn"):
        event(c, entry, status, at(opens + timedelta(days=20)))
    else:
        event(c, entry, status, at(row["end_date"], 17))
    handling = "" if apology else RULES.get(status, ("",))[0]
    c.add("integrity_record", enr_id=entry["enr_id"], recorded_on=row["end_date"],
          handling=handling)  # fmt: skip
    return entry


def event(
    c: Province, entry: dict, status: str, when: str, reason: str = "", approved_by: str = ""
) -> dict:
    return c.add("enrolment_event", enr_id=entry["enr_id"], status=status, at=when, reason=reason,
                 approved_by=approved_by)  # fmt: skip


def tests(c: Province, entry: dict, row: dict) -> None:
    """Of what a trainee can do, before and after."""
    for kind, day in (("pre", row["start_date"]), ("post", row["end_date"])):
        if kind == "pre" or entry["status"] in ("graduated", "failed"):
            c.add("assessment", enr_id=entry["enr_id"], kind=kind, at=at(day, 10),
                  score=c.rng.randrange(60, 100), pass_=True)  # fmt: skip
