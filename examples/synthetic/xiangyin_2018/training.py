# SPDX-License-Identifier: Apache-2.0
"""Classes and who takes part: annex 1 on every seat, annex 2, and the training of all staff."""

from datetime import date, timedelta

from ..world import at, day_of
from .county import County
from .tables import ANNEX_1, ANNEX_2, POOL, POOL_SEATS, t1, t2, waive

FULL_STAFF = {2019: "2019-04-10", 2020: "2020-10-14", 2021: "2021-11-10"}
LISTED = (3, 4, 6, 9, 10, 12)  # sub-projects of annex 1 of which the lists are kept
FULL = (10, 11)  # trainings of annex 2 that have all their persons
SHARES_OF_POOL = ((7, 110), (8, 50), (6, POOL_SEATS - 160))


def training_class(
    c: County, project: str, number: int, start: str, days: int, batch: int = 1, band: str = ""
) -> dict:
    end = day_of(start) + timedelta(days=days - 1)
    return c.add(
        "class", class_id=f"{project}-K{number:02}", sub_id=f"{project}-S", batch=batch,
        start_date=start, end_date=end.isoformat(), days=days, band=band, venue="县教师进修学校",
    )  # fmt: skip


def enrol(c: County, row: dict, teacher: str, status: str = "graduated") -> dict:
    return c.add("enrolment", enr_id=c.next_id("enrolment", "E", 5), teacher_id=teacher,
                 class_id=row["class_id"], status=status)  # fmt: skip


def nominate(c: County, sub: str, teacher: str, day: str) -> dict:
    role = c.role_at(teacher, day)
    assert role is not None
    return c.add(
        "nomination", nom_id=c.next_id("nomination", "N", 4), teacher_id=teacher, sub_id=sub,
        school_id=role["school_id"], uploaded_at=at(day_of(day) - timedelta(days=30), 16),
    )  # fmt: skip


def annex_1(c: County) -> None:
    """Every seat is used; then those who share the pool, private kindergartens first."""
    c.give("enrolment_event", "enr_id", "status", "at")
    for row in ANNEX_1:
        if row.seats:
            fill(c, row.number, row.seats, t1(row.number))
    for number, seats in SHARES_OF_POOL:
        fill(c, number, seats, POOL)
    late = c.only("class", sub_id=f"{t1(14)}-S")
    late.update(start_date="2018-08-27", end_date="2018-09-03")
    waive(c, "XY18-T1-d", "national_class", late["class_id"], "考务占用场地")


def fill(c: County, number: int, seats: int, cell: str) -> None:
    plan, key = ANNEX_1[number - 1], t1(number)
    start = f"2018-{plan.start[:2]}-03"
    taken = c.seated.setdefault(cell, set())
    able = [teacher for teacher in c.wanted(f"{key}-S", start) if teacher not in taken]
    if number <= 2:  # the teams are their members
        members = {row["teacher_id"] for row in c.tables["trainer"]} - c.idle
        able = [t for t in c.roles if t in members and c.roles[t][0]["stage"] in stages_of(number)]
    c.rng.shuffle(able)
    if number == 7:
        able.sort(key=lambda teacher: not private(c, teacher, start))
        able = able[:55] + [t for t in able if not private(c, t, start)]
    chosen = able[:seats]
    assert len(chosen) == seats, f"{key}: {len(chosen)} people for {seats} seats"
    taken |= set(chosen)
    days = 8 if plan.end[:2] in ("08", "09") else 20
    classes = [training_class(c, key, n + 1, start, days) for n in range(max(1, seats // 60))]
    for index, teacher in enumerate(chosen):
        came(c, classes[index % len(classes)], teacher, start)
    if number in LISTED or number == 7:
        lists(c, f"{key}-S", chosen[:55] if number != 7 else chosen, able[seats:], start)


def stages_of(number: int) -> tuple[str, ...]:
    return ("kindergarten",) if number == 2 else ("primary", "junior", "senior")


def private(c: County, teacher: str, day: str) -> bool:
    role = c.role_at(teacher, day)
    return role is not None and c.school[role["school_id"]]["ownership"] == "private"


def came(c: County, row: dict, teacher: str, start: str) -> None:
    chance = c.rng.random()
    status = "expelled" if chance < 0.002 else "failed" if chance < 0.02 else "graduated"
    entry = enrol(c, row, teacher, status)
    if status == "expelled":  # after reporting in
        for step, day in (("reported", 0), ("expelled", 2)):
            c.add("enrolment_event", enr_id=entry["enr_id"], status=step,
                  at=at(day_of(start) + timedelta(days=day)))  # fmt: skip


def lists(c: County, sub: str, chosen: list[str], spare: list[str], day: str) -> None:
    """The names sent in: those chosen and a few others, none of them in the team or private."""
    team = {row["teacher_id"] for row in c.tables["trainer"]}
    others = [t for t in spare if t not in team and not private(c, t, day)]
    for teacher in [*chosen, *others[:5]]:
        nominate(c, sub, teacher, day)


def annex_2(c: County) -> None:
    for number, _, _, quantity, days, start, *_ in ANNEX_2[:12]:
        classes = classes_of(c, number, days, start)
        day = classes[0]["start_date"]
        if number == 1:
            continue
        able = suited(c, number, day)
        wanted = quantity if number in FULL else min(quantity, 36)
        for index, teacher in enumerate(c.rng.sample(able, min(wanted, len(able)))):
            enrol(c, classes[index % len(classes)], teacher)


def suited(c: County, number: int, day: str) -> list[str]:
    able = c.wanted(f"{t2(number)}-S", day)
    hired = {5: "2016", 6: "2017"}.get(number)
    if hired:
        able = [t for t in able if c.teacher[t]["hire_date"].startswith(hired)]
    if number == 12:  # forty-five at most on the first day
        able = [t for t in able if c.teacher[t]["birth_date"] > "1973-10-01"]
    return able


def classes_of(c: County, number: int, days: int, start: str) -> list[dict]:
    key, month = t2(number), start[:8]
    if number in (1, 12):  # two batches of six
        first = {1: ("2018-12-03", "2018-12-10"), 12: ("2018-09-04", "2018-09-18")}[number]
        return [
            training_class(c, key, 6 * batch + n, first[batch], days, batch + 1)
            for batch in (0, 1)
            for n in range(1, 7)
        ]
    if number == 9:
        return [training_class(c, key, n, f"{month}0{n + 2}", days, 1, band)
                for n, band in ((1, "basic"), (2, "advanced"))]  # fmt: skip
    if number == 11:
        starts = ("2018-05-07", "2018-06-04", "2018-09-10", "2018-10-15")  # two a term
        each = days // len(starts)
        return [training_class(c, key, n, day, each) for n, day in enumerate(starts, start=1)]
    day = {5: "2018-05-02", 7: "2018-05-15"}.get(number, f"{month}09")
    return [training_class(c, key, 1, day, days)]


def full_staff(c: County) -> None:
    """Senior high and a share of the others in 2018, the rest by 2020, who came later in 2021."""
    first = [row for row in c.tables["class"] if row["class_id"].startswith(f"{t2(1)}-")]
    later = {
        year: [training_class(c, f"XY18-F-{year}", n, day, 2) for n in (1, 2, 3)]
        for year, day in FULL_STAFF.items()
    }
    out = {row["subject_id"] for row in c.tables["exemption"]}
    early = 0
    for index, teacher in enumerate(c.roles):
        row = c.teacher[teacher]
        hired = date.fromisoformat(row["hire_date"]).year
        if hired <= 2017 and c.roles[teacher][0]["stage"] == "senior":
            classes = first
        elif teacher in out:
            continue
        elif hired <= 2017 and index % 5 < 2 and early < 400:  # there are 1,200 places
            classes, early = first, early + 1
        else:
            year = 2019 if index % 5 < 4 and hired <= 2017 else 2020
            classes = later[max(year, hired)]
            if row["active_to"]:
                classes = later[2019]
        enrol(c, classes[index % len(classes)], teacher)
