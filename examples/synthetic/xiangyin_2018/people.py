# SPDX-License-Identifier: Apache-2.0
"""Teachers with their posts over time, and the trainers among them."""

from .county import COUNTY, DISTRICT, PAIRS, SENIOR_POSTS, County

SUBJECTS = {
    "kindergarten": ["kindergarten"],
    "primary": ["chinese", "chinese", "maths", "maths", "english", "english", "science", "music",
                "pe", "art", "morality"],
    "junior": ["chinese", "chinese", "maths", "maths", "english", "english", "physics",
               "chemistry", "biology", "politics", "history", "geography", "music", "pe"],
    "senior": ["chinese", "maths", "english", "physics", "chemistry", "biology", "politics",
               "history", "geography"],
}  # fmt: skip
# How many of a hundred teachers work in which schools: the county is mostly countryside.
SHARES = (("kindergarten", True, 18), ("primary", True, 34), ("junior", True, 22),
          ("senior", True, 4), ("kindergarten", False, 2), ("primary", False, 7),
          ("junior", False, 6), ("senior", False, 7))  # fmt: skip
HIRED = [*range(1992, 2016), *range(1992, 2016), *[2016] * 4, *[2017] * 5, 2019, 2019, 2020, 2020,
         2021]  # fmt: skip


def staff(c: County) -> None:
    """The leaders of every school first; then teachers, subject by subject in each school."""
    for school in c.tables["school"]:
        lead(c, school)
    for stage, rural, share in SHARES:
        places = [s for s in c.tables["school"] if s["stage"] == stage and rural == (
            s["locality"] not in ("urban", "county_seat"))]  # fmt: skip
        for number in range(c.size * share // 100):
            school = places[number % len(places)]
            turn = number // len(places) + places.index(school)
            subject = SUBJECTS[stage][turn % len(SUBJECTS[stage])]
            teacher(c, school, places, "teacher", subject, c.rng.choice(HIRED))


def lead(c: County, school: dict) -> None:
    posts = {"junior": SENIOR_POSTS[:2], "senior": SENIOR_POSTS}
    for post in posts.get(school["stage"], ("principal",)):
        key = teacher(c, school, [school], post, "", c.rng.randrange(1992, 2010))
        if post == "principal":
            school["responsible_id"] = key
    if school["stage"] == "kindergarten":
        teacher(c, school, [school], "nursery", "", c.rng.randrange(2005, 2016))


def teacher(
    c: County, school: dict, places: list[dict], position: str, subject: str, hired: int
) -> str:
    key = c.next_id("teacher", "T", 5)
    day = f"{hired}-09-01"
    retires = position == "teacher" and hired < 2016 and c.rng.random() < 0.015
    c.teacher[key] = c.add(
        "teacher", teacher_id=key, name=c.name(), sex=c.rng.choice(["female", "male"]),
        birth_date=f"{hired - 23}-{c.rng.randrange(1, 13):02}-{c.rng.randrange(1, 28):02}",
        hire_date=day, active_from=day, active_to="2020-03-01" if retires else "",
    )  # fmt: skip
    post = {
        "teacher_id": key, "school_id": school["school_id"], "stage": school["stage"],
        "subject": subject, "position": position, "rank": "none", "class_teacher": False,
        "from": day, "to": "",
    }  # fmt: skip
    roles = [post]
    if position == "teacher" and hired < 2016 and c.rng.random() < 0.08:
        moved = f"{c.rng.choice([2017, 2019])}-08-15"  # to another school of the stage
        other = c.rng.choice(places)["school_id"]
        roles = [{**post, "to": moved}, {**post, "from": moved, "school_id": other}]
    c.roles[key] = [c.add("teacher_role", **role) for role in roles]
    return key


def trainers(c: County) -> None:
    """One or two for each stage and subject, for class teachers and for managers; two a zone."""
    free = [
        key
        for key, row in c.teacher.items()
        if row["hire_date"] < "2013" and not row["active_to"] and len(c.roles[key]) == 1
        and c.roles[key][0]["position"] == "teacher"
    ]  # fmt: skip
    for stage, subjects in SUBJECTS.items():
        for subject in dict.fromkeys(subjects):
            for _ in range(2 if subject in ("chinese", "maths", "kindergarten") else 1):
                appoint(c, free, COUNTY, "subject", stage, subject)
        appoint(c, free, COUNTY, "class_teacher", stage)
        appoint(c, free, DISTRICT if stage == "senior" else COUNTY, "management", stage)
        for ends in ("2020-08-31", "2021-08-31"):  # who did not qualify the year before
            appoint(c, free, COUNTY, "management", stage, ends=ends)
    for letter, *_ in PAIRS:
        for zone in (f"{COUNTY}-{letter}1", f"{COUNTY}-{letter}2"):
            appoint(c, free, zone, "subject", "primary", "chinese")
            trainer = appoint(c, free, zone, "subject", "junior", "maths")
            c.idle.add(trainer["teacher_id"])


def appoint(
    c: County, free: list[str], region: str, field: str, stage: str, subject: str = "",
    ends: str = "",
) -> dict:  # fmt: skip
    """A trainer for a subject teaches it; a rank of the county is what makes one."""
    key = next(
        key for key in free
        if c.roles[key][0]["stage"] == stage
        and (not subject or c.roles[key][0]["subject"] == subject)
    )  # fmt: skip
    free.remove(key)
    c.roles[key][0]["rank"] = c.rng.choice(["county_backbone", "county_backbone", "city_backbone"])
    return c.add(
        "trainer", trainer_id=c.next_id("trainer", "R", 3), teacher_id=key, region_id=region,
        appointed_from="2018-03-01", appointed_to=ends, stage=stage, subject=subject, field=field,
    )  # fmt: skip


def excused(c: County) -> None:
    """Teachers on long leave who need not come to the training of all staff."""
    urban = [key for key in c.roles if c.locality_at(key, "2018-09-01") == "county_seat"]
    for key in c.rng.sample(urban, 4):
        c.add("exemption", exm_id=c.next_id("exemption", "X", 3), subject_type="teacher",
              subject_id=key, from_="2018-01-01", to="2022-08-31", effect="exclude",
              approved_by="县教育局")  # fmt: skip
