# SPDX-License-Identifier: Apache-2.0
"""Regions, schools, institutions, teachers with their posts, growth and files, and trainers."""

from datetime import date

from .province import CITIES, COUNTIES, PROJECT_COUNTIES, County, Province

TOWNSHIPS = ("城关镇", "柳河镇")
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
GIVEN = "安柏晨岱恩帆歌涵佳凯澜敏宁沛琪睿舒棠文溪雅泽"
SUBJECTS = {
    "primary": ("chinese", "maths", "english", "science", "music", "pe"),
    "junior": ("chinese", "maths", "english", "physics", "history", "biology"),
}
POSITIONS = ("principal", "vice_principal", "researcher", "class_teacher", "teacher", "teacher")
RANKS = ("none", "none", "none", "county_backbone", "city_backbone", "province_backbone")
CRITERIA = {  # category: (least title, years at least), an invented measure
    "fulltime": ("first", 8),
    "researcher": ("senior", 10),
    "frontline_master": ("senior", 10),
    "principal": ("first", 10),
    "other": (None, None),
}
OTHER_CATEGORIES = ("fulltime", "frontline_master", "other", "frontline_master", "fulltime")


def regions(p: Province) -> None:
    p.add("region", region_id="HA", name_zh="示例省", level="province")
    for city in CITIES:
        p.add("region", region_id=city.key, name_zh=city.name, level="city", parent_id="HA")
        for county in city.counties:
            p.add("region", region_id=county.key, name_zh=county.name, level="county",
                  parent_id=city.key)  # fmt: skip
            for number, name in enumerate(TOWNSHIPS, start=1):
                p.add("region", region_id=f"{county.key}T{number}", name_zh=county.name + name,
                      level="township", parent_id=county.key)  # fmt: skip
            for cycle in county.cycles:
                p.add("county_project", region_id=county.key, from_year=cycle.first,
                      to_year=cycle.last, status=county.status)  # fmt: skip
    for row in p.tables["region"]:
        row["valid_from"], row["valid_to"] = date(2000, 1, 1), None
    p.add("region", region_id="HA1X", name_zh="示例原县", level="county",
          parent_id=CITIES[0].key, valid_from=date(2000, 1, 1),
          valid_to=date(2019, 1, 1))  # fmt: skip


def institutions(p: Province) -> None:
    for number in range(1, 5):
        p.add("institution", inst_id=f"U{number}", name_zh=f"示例师范大学第{number}学院",
              type="university")  # fmt: skip
    p.add("institution", inst_id="U5", name_zh="示例教育服务机构", type="agency")


def teachers_in(p: Province, county: County) -> int:
    """A project county needs teachers enough for its trainers and trainees."""
    return max(90, p.size * 14 // 100) if county.in_scope else max(12, p.size * 5 // 100)


def schools(p: Province) -> None:
    for county in COUNTIES:
        for number in range(1, max(6, teachers_in(p, county) // 20) + 1):
            stage = "junior" if number % 3 == 2 else "primary"
            school = f"{county.key}S{number:02}"
            label = "初级中学" if stage == "junior" else "小学"
            p.add("school", school_id=school, name_zh=f"{county.name}第{number}{label}",
                  region_id=f"{county.key}T{number % 2 + 1}", stage=stage, ownership="public",
                  locality="town")  # fmt: skip
            p.county_of_school[school] = county.key


def teachers(p: Province) -> None:
    for step in range(1, 7):
        p.add("ladder_step", step=step, name_zh=f"第{step}级", is_top=step == 6)
    for county in COUNTIES:
        places = p.schools_of(county.key)
        for number in range(teachers_in(p, county)):
            turn, place = divmod(number, len(places))
            position = POSITIONS[turn] if turn < len(POSITIONS) else "teacher"
            if position == "researcher" and place > 2:
                position = "teacher"
            teacher(p, county, places, places[place], position, turn)


def teacher(
    p: Province, county: County, places: list[dict], school: dict, position: str, turn: int
) -> None:
    key, stage, leads = p.next_id("teacher", "T"), school["stage"], "principal" in position
    hired = date(p.rng.randrange(1994, 2016), 9, 1)
    p.add("teacher", teacher_id=key, person_key=f"pk-{key}",
          name=p.rng.choice(SURNAMES) + p.rng.choice(GIVEN) + p.rng.choice(GIVEN),
          sex=p.rng.choice(["female", "male"]), hire_date=hired, active_from=hired, active_to=None,
          birth_date=date(hired.year - 23, p.rng.randrange(1, 13), 12))  # fmt: skip
    post = {
        "teacher_id": key, "school_id": school["school_id"], "stage": stage,
        "subject": None if leads else SUBJECTS[stage][turn % 6], "position": position,
        "title": "senior" if hired.year < 2011 else p.rng.choice(["second", "first"]),
        "rank": "none" if leads else p.rng.choice(RANKS),
        "class_teacher": position == "class_teacher", "in_post": "permanent",
        "from": hired, "to": None,
    }  # fmt: skip
    if position == "teacher" and p.rng.random() < 0.2:  # came from another school of the county
        moved = date(p.rng.randrange(2017, 2022), 9, 1)
        before = p.rng.choice([s for s in places if s["stage"] == stage])["school_id"]
        p.add("teacher_role", **{**post, "school_id": before, "to": moved})
        post["from"] = moved
    p.people[county.key].append(p.add("teacher_role", **post))
    growth(p, key, hired)
    if county.in_scope:
        p.evidence(key, "growth_file", owner_kind="teacher")


def retired(p: Province) -> None:
    """A teacher of each county who left before the year under review, and was trained no more."""
    for county in COUNTIES:
        key, left = p.next_id("teacher", "T"), date(2022, 9, 1)
        school = p.schools_of(county.key)[0]
        p.add("teacher", teacher_id=key, person_key=f"pk-{key}", sex="female",
              name=p.rng.choice(SURNAMES) + p.rng.choice(GIVEN), birth_date=date(1967, 8, 12),
              hire_date=date(1987, 9, 1), active_from=date(1987, 9, 1), active_to=left)  # fmt: skip
        p.add("teacher_role", teacher_id=key, school_id=school["school_id"],
              stage=school["stage"], subject="chinese", position="teacher", title="senior",
              rank="none", class_teacher=False, in_post="permanent", from_=date(1987, 9, 1),
              to=left)  # fmt: skip
        growth(p, key, date(1987, 9, 1))


def growth(p: Province, key: str, hired: date) -> None:
    """A step higher in every cycle of five years, until the highest."""
    first = 3 if hired.year < 2011 else 4
    step = p.rng.randrange(1, 6) if first == 3 else 1
    for cycle in range(first, 6):
        p.add("growth_record", teacher_id=key, cycle=cycle, step=min(step + cycle - first, 6))


def trainers(p: Province) -> None:
    """Some more than fifty in a project county, and two whose term is over."""
    for category, (title, years) in CRITERIA.items():
        p.add("trainer_criterion", category=category, title_min=title, years_min=years)
    for county in COUNTIES:
        fit = [post for post in p.people[county.key] if post["title"] == "senior"]
        wanted = 52 + p.rng.randrange(5) if county in PROJECT_COUNTIES else 5
        chosen = p.rng.sample(fit, min(len(fit), wanted + 2))
        for number, post in enumerate(chosen):
            row = trainer(p, county, post, number)
            if number < 2:
                row["appointed_to"] = date(2023, 3, 1)
            else:
                p.trainers[county.key].append(row)


def trainer(p: Province, county: County, post: dict, number: int) -> dict:
    kinds = {"principal": "principal", "vice_principal": "principal", "researcher": "researcher"}
    other = OTHER_CATEGORIES[number % len(OTHER_CATEGORIES)]
    return p.add(
        "trainer", trainer_id=p.next_id("trainer", "K", 4), teacher_id=post["teacher_id"],
        region_id=county.key, category=kinds.get(post["position"], other),
        appointed_from=date(2022 + number % 2, 3, 1), appointed_to=None, stage=post["stage"],
        subject=post["subject"], measure_ref=f"{county.name}聘任{number + 1}号", field="subject",
    )  # fmt: skip
