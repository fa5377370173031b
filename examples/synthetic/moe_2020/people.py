# SPDX-License-Identifier: Apache-2.0
"""The teachers of the provinces, by county, and the lecturers of the undertakers."""

from datetime import date

from .nation import COUNTIES, PROVINCES, RURAL, UNDERTAKERS, Nation, county_id, undertaker_id

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
GIVEN = "安柏晨岱恩帆歌涵佳凯澜敏宁沛琪睿舒棠文溪雅泽"
SUBJECTS = ("chinese", "maths", "english", "it", "morality", "pe")
RETIRED = date(2020, 9, 1)
FACULTY = (  # title, qualifications
    ("senior", "ethics;subject"), ("professor_senior", "management;training"),
    ("senior", "subject"), ("first", "subject"),
)  # fmt: skip


def teachers(c: Nation) -> None:
    each = max(6, c.size // (len(PROVINCES) * len(COUNTIES) * 3))
    for province in PROVINCES:
        for turn, county in enumerate(COUNTIES):
            for school in c.rows("school", region_id=county_id(province, turn)):
                rural = county.to_cover and school["locality"] in RURAL
                for number in range(each):
                    key = teacher(c, school, number)
                    if rural and number > 0:
                        c.to_cover.add(key)


def teacher(c: Nation, school: dict, number: int) -> str:
    """The first of a school retired before the last day, untrained; the second leads it."""
    key = c.next_id("teacher", "T")
    hired = date(c.rng.randrange(1996, 2018), 9, 1)
    left = RETIRED if number == 0 else None
    c.add("teacher", teacher_id=key, person_key=f"pk-{key}", name=person(c),
          sex=c.rng.choice(["female", "male"]), hire_date=hired,
          birth_date=date(hired.year - 23, c.rng.randrange(1, 13), 1), active_from=hired,
          active_to=left)  # fmt: skip
    c.add("teacher_role", teacher_id=key, school_id=school["school_id"], stage=school["stage"],
          subject=c.rng.choice(SUBJECTS), position="principal" if number == 1 else "teacher",
          title=c.rng.choice(["second", "first", "senior"]), in_post="permanent", from_=hired,
          to=left)  # fmt: skip
    return key


def person(c: Nation) -> str:
    return c.rng.choice(SURNAMES) + c.rng.choice(GIVEN) + c.rng.choice(GIVEN)


def lecturers(c: Nation) -> None:
    """The last of a faculty takes only courses for which nothing is required."""
    for province in PROVINCES:
        for turn in range(len(UNDERTAKERS)):
            unit = undertaker_id(province, turn)
            for number, (title, fit) in enumerate(FACULTY, start=1):
                c.add("lecturer", lecturer_id=f"{unit}-L{number}", name=person(c), title=title,
                      org=unit, from_province=True, frontline=title == "first",
                      qualification=fit)  # fmt: skip
    for tag, fit, least in (
        ("ethics", "ethics", "senior"), ("topic_subject_teaching", "subject", "senior"),
        ("topic_class_teacher", "management", None),
    ):  # fmt: skip
        c.add("lecturer_criterion", tag=tag, qualification=fit, title_min=least)
