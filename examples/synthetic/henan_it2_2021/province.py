# SPDX-License-Identifier: Apache-2.0
"""The synthetic province of the pack henan-it2-2021: regions, schools, seats and annexes."""

from datetime import date

from ..world import World

PROVINCE = "HN"
CITIES = (
    "青石市", "白沙市", "临河市", "望川市", "金谷市", "云塘市", "东陵市", "西坪市",
    "和原市", "长岭市", "石桥市", "清泉市", "安阳市", "鹤壁市", "开封市", "平顶山市",
)  # fmt: skip
WAITING = range(12, 16)  # the last cities wait for the next tender
SIDES = "东西南北中"
NAMED = {(14, 0): "兰考县", (15, 0): "汝州市"}  # these wait as well, below a city that does
POOR = ((0, "青岭县"), (3, "望岭县"), (7, "西岭县"), (10, "石岭县"))  # without model schools

SCHOOLS, TEACHERS, TEAM = 420, 48890, 3
STAGES = ("primary", "primary", "junior", "primary;junior")
LABELS = {"primary": "小学", "junior": "初级中学", "primary;junior": "学校"}


class Province(World):
    """All seats of the province; the first county of each city with its people."""

    def __init__(self, seed: int, size: int) -> None:
        super().__init__(seed, size)
        areas = len(CITIES)
        self.per_county = min(12, max(2, size // (areas * 30)))
        self.teachers_each = max(4, size // (areas * self.per_county) - TEAM)
        if self.teachers_each > 200:
            raise ValueError(f"{size} teachers are more than the model schools hold")
        self.area_of: dict[str, int] = {}  # of a county
        self.school_of: dict[str, str] = {}  # of a teacher
        self.spare: list[str] = []  # a teacher of each area in the place of another

    def named(self, area: int) -> list[dict]:
        """The schools of an area whose people are given."""
        return self.rows("school", region_id=county_id(area, 0))


def city_id(area: int) -> str:
    return f"C{area + 1:02}"


def county_id(area: int, side: int) -> str:
    return f"{city_id(area)}-{side + 1}"


def project_id(area: int) -> str:
    return f"P{area + 1:02}"


def regions(c: Province) -> None:
    region(c, PROVINCE, "河南省", "province", "")
    for area, name in enumerate(CITIES):
        region(c, city_id(area), name, "city", PROVINCE)
        for side, word in enumerate(SIDES):
            label = NAMED.get((area, side), f"{name[0]}{word}县")
            region(c, county_id(area, side), label, "county", city_id(area))
            c.area_of[county_id(area, side)] = area
            category(c, county_id(area, side), former=(area + side) % 9 == 4)
    for area, name in POOR:
        region(c, county_id(area, 8), name, "county", city_id(area))
        c.add("region_category", region_id=county_id(area, 8), category="national_poor",
              from_=date(2012, 3, 1), to="")  # fmt: skip


def region(c: Province, key: str, name: str, level: str, parent: str) -> dict:
    return c.add("region", region_id=key, name_zh=name, level=level, parent_id=parent,
                 valid_from=date(2000, 1, 1))  # fmt: skip


def category(c: Province, county: str, former: bool) -> None:
    """Ordinary, some since they left the list of poverty counties."""
    left = date(2019, 5, 1)
    if former:
        c.add("region_category", region_id=county, category="national_poor",
              from_=date(2012, 3, 1), to=left)  # fmt: skip
    c.add("region_category", region_id=county, category="ordinary",
          from_=left if former else date(2012, 3, 1), to="")  # fmt: skip


def schools(c: Province) -> None:
    """So many in the first county of each city, one in the last, the rest in between."""
    areas = len(CITIES)
    counties = [county_id(a, 0) for a in range(areas) for _ in range(c.per_county)]
    counties += [county_id(a, len(SIDES) - 1) for a in range(areas)]
    between = [county_id(a, side) for side in range(1, len(SIDES) - 1) for a in range(areas)]
    counties += [between[n % len(between)] for n in range(SCHOOLS - len(counties))]
    for number, county in enumerate(counties):
        school(c, county, STAGES[number % len(STAGES)])


def school(c: Province, county: str, stage: str) -> dict:
    number = len(c.rows("school", region_id=county)) + 1
    name = c.only("region", region_id=county)["name_zh"]
    locality = c.rng.choice(["county_seat", "town", "town", "township"])
    return c.add("school", school_id=f"{county}-{number:03}", region_id=county, stage=stage,
                 name_zh=f"{name}第{number}{LABELS[stage]}", ownership="public",
                 locality=locality)  # fmt: skip


def seats(c: Province) -> None:
    """Of each school; those of the counties whose people are given come from a county's cell."""
    parents: dict[tuple[str, str], dict] = {}
    for area in range(len(CITIES)):
        for audience in ("teacher", "management"):
            cell = quota(c, area, audience, 0, region_id=county_id(area, 0))
            parents[county_id(area, 0), audience] = cell
    here = len(CITIES) * c.per_county
    least, more = divmod(TEACHERS - here * c.teachers_each, SCHOOLS - here)
    for number, row in enumerate(c.tables["school"]):
        county = row["region_id"]
        other = least + (number - here < more)
        for audience, wanted in (
            ("teacher", c.teachers_each if number < here else other), ("management", TEAM),
        ):  # fmt: skip
            parent = parents.get((county, audience))
            above = parent["quota_id"] if parent else ""
            quota(c, c.area_of[county], audience, wanted, school_id=row["school_id"],
                  parent_quota_id=above)  # fmt: skip
            if parent:
                parent["seats"] += wanted


def quota(c: Province, area: int, audience: str, number: int, **where: str) -> dict:
    """Of a region or of a school, below the sub-project of the audience."""
    sub = f"{project_id(area)}-{'T' if audience == 'teacher' else 'M'}"
    row = {"region_id": "", "school_id": "", "parent_quota_id": "", **where}
    return c.add("quota", quota_id=c.next_id("quota", "Q", 4), project_id="", sub_id=sub,
                 audience=audience, seats=number, **row)  # fmt: skip


def annexes(c: Province) -> None:
    """The table of seats by undertaker, and the list of the schools."""
    unit_of = {p["project_id"]: p["inst_id"] for p in c.tables["project"]}
    sums: dict[tuple[str, str], int] = {}
    for cell in c.tables["quota"]:
        if cell["school_id"]:
            key = unit_of[cell["sub_id"][:3]], cell["audience"]
            sums[key] = sums.get(key, 0) + cell["seats"]
    for number, ((unit, audience), seats_) in enumerate(sorted(sums.items()), start=1):
        c.add("annex_row", annex="distribution", row_no=number, inst_id=unit, audience=audience,
              seats=seats_)  # fmt: skip
    for number, row in enumerate(c.tables["school"], start=1):
        c.add("annex_row", annex="school_list", row_no=number, school_id=row["school_id"])
