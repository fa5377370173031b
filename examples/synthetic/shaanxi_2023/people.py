# SPDX-License-Identifier: Apache-2.0
"""Regions, schools, institutions, documents, and teachers with their roles over time."""

from datetime import date

from .county import COUNTIES, County

TOWNSHIPS = ("东河镇", "西坪镇", "南塘乡")
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
GIVEN = "安柏晨岱恩帆歌涵佳凯澜敏宁沛琪睿舒棠文溪雅泽"
SUBJECTS = {
    "primary": ["chinese", "chinese", "maths", "maths", "english", "science", "music", "pe", "art"],
    "junior": ["chinese", "maths", "english", "physics", "history", "biology"],
}


def regions(c: County) -> None:
    c.add("region", region_id="SN", name_zh="示例省", level="province")
    c.add("region", region_id="SN1", name_zh="云水市", level="city", parent_id="SN")
    for county, name in COUNTIES:
        c.add("region", region_id=county, name_zh=name, level="county", parent_id="SN1")
        for number, township in enumerate(TOWNSHIPS, start=1):
            c.add(
                "region", region_id=f"{county}T{number}", name_zh=f"{name}{township}",
                level="township", parent_id=county,
            )  # fmt: skip
    for row in c.tables["region"]:
        row["valid_from"] = date(2000, 1, 1)


def schools(c: County) -> None:
    wanted = max(9, c.size // (len(COUNTIES) * 40))
    for county, name in COUNTIES:
        for number in range(wanted):
            stage = "junior" if number % 3 == 2 else "primary"
            township = number % len(TOWNSHIPS)
            school = f"{county}S{number + 1:03}"
            label = "初级中学" if stage == "junior" else "小学"
            c.add(
                "school", school_id=school, name_zh=f"{name}第{number + 1}{label}",
                region_id=f"{county}T{township + 1}", stage=stage, ownership="public",
                locality="township" if township == 2 else "town",
            )  # fmt: skip
            c.county_of_school[school] = county


def institutions(c: County) -> None:
    for number in range(1, 9):
        institution(c, number)


def institution(c: County, number: int) -> dict:
    return c.add(
        "institution", inst_id=f"U{number:02}", name_zh=f"示例承训单位{number}",
        type="university" if number < 6 else "agency", years_experience=5 + number,
        first_year=2023 - 5 - number,
    )  # fmt: skip


def documents(c: County) -> None:
    c.add(
        "document", doc_id="SX23", title_zh="2023年组织实施通知", number="示例〔2023〕1号",
        issuer_region="SN", level="provincial", issue_date=date(2023, 7, 5),
        valid_from=date(2023, 7, 5), valid_to=date(2024, 1, 1), trial=False,
    )  # fmt: skip


def teachers(c: County) -> None:
    """Every school has its three leaders first; then posts go round the schools."""
    by_county = {county: c.rows("school") for county, _ in COUNTIES}
    by_county = {
        county: [s for s in rows if c.county_of_school[s["school_id"]] == county]
        for county, rows in by_county.items()
    }
    lead = ["principal", "vice_principal", "secretary"]
    for number in range(c.size):
        county = COUNTIES[number % len(COUNTIES)][0]
        within = number // len(COUNTIES)
        places = by_county[county]
        school = places[within % len(places)]
        turn = within // len(places)
        stage = school["stage"]
        position = lead[turn] if turn < len(lead) else "teacher"
        subject = "" if turn < len(lead) else SUBJECTS[stage][turn % len(SUBJECTS[stage])]
        teacher(c, f"T{number + 1:06}", school, places, stage, subject, position)


def retired(c: County) -> None:
    """A teacher of each county who left before the year, and was trained no more."""
    for number, (county, _) in enumerate(COUNTIES, start=1):
        key, hired, left = f"R{number:06}", date(1985, 9, 1), date(2022, 9, 1)
        c.add("teacher", teacher_id=key, person_key=f"pk-{key}", sex="female",
              name=c.rng.choice(SURNAMES) + c.rng.choice(GIVEN), birth_date=date(1967, 8, 12),
              hire_date=hired, active_from=hired, active_to=left)  # fmt: skip
        c.add("teacher_role", teacher_id=key, school_id=f"{county}S001", stage="primary",
              subject="chinese", position="teacher", title="senior", rank="none",
              class_teacher=False, in_post="permanent", from_=hired, to=left)  # fmt: skip


def teacher(
    c: County, key: str, school: dict, places: list[dict], stage: str, subject: str, position: str
) -> None:
    hired = date(c.rng.randrange(1998, 2019), 9, 1)
    c.add(
        "teacher", teacher_id=key, person_key=f"pk-{key}",
        name=c.rng.choice(SURNAMES) + c.rng.choice(GIVEN) + c.rng.choice(GIVEN),
        sex=c.rng.choice(["female", "male"]),
        birth_date=date(hired.year - 23, c.rng.randrange(1, 13), c.rng.randrange(1, 28)),
        hire_date=hired, active_from=hired, active_to=None,
    )  # fmt: skip
    rank = c.rng.choice([*["none"] * 7, "county_backbone", "county_backbone", "city_backbone"])
    post = {
        "teacher_id": key, "school_id": school["school_id"], "stage": stage, "subject": subject,
        "position": position, "title": c.rng.choice(["second", "first", "senior"]),
        "rank": rank if position == "teacher" else "none", "class_teacher": c.rng.random() < 0.3,
        "in_post": "permanent", "from": hired.isoformat(), "to": "",
    }  # fmt: skip
    roles = [post]
    if position == "teacher" and c.rng.random() < 0.25:  # moved to another school of the stage
        others = [s for s in places if s["stage"] == stage and s is not school] or [school]
        moved = f"{c.rng.choice([2020, 2021, 2022])}-09-01"
        roles = [
            {**post, "to": moved, "title": "second"},
            {**post, "from": moved, "school_id": c.rng.choice(others)["school_id"]},
        ]
    c.roles[key] = [c.add("teacher_role", **role) for role in roles]
