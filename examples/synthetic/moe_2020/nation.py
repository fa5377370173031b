# SPDX-License-Identifier: Apache-2.0
"""The synthetic provinces of the pack moe-2020: their counties, schools and institutions."""

from datetime import date
from typing import NamedTuple

from ..world import World

REVIEWED = 2020  # the year that the pack reviews
FIRST_LIST = date(2012, 3, 1)  # of poor counties


class County(NamedTuple):
    """What a county of each province is; the names differ."""

    poor: tuple[str, ...] = ()
    left: date | None = None  # the day on which it left the list
    role: str = "ordinary"
    years: tuple[int, int] = (2020, 2021)  # of the role
    support: int = 0  # yuan in the year under review

    @property
    def runs(self) -> bool:
        first, last = self.years
        return self.role == "project_county" and first <= REVIEWED <= last

    @property
    def to_cover(self) -> bool:
        """Poor on the day of the list by which rural teachers are counted."""
        return bool(self.poor) and (self.left is None or self.left > date(2019, 12, 31))


COUNTIES = (  # three of the first city, three of the second
    County(("contiguous_poor", "deep_poor"), role="project_county", support=480000),
    County(("national_poor",), role="project_county", years=(2019, 2020), support=360000),
    County(("deep_poor",), left=date(2020, 11, 20), role="project_county", support=420000),
    County(("contiguous_poor",), left=date(2019, 4, 28), role="weak_link_county", support=150000),
    County(role="project_county", years=(2018, 2019)),
    County(("national_poor",), role="ordinary", support=300000),
)


class Names(NamedTuple):
    province: str
    cities: tuple[str, str]
    counties: tuple[str, ...]


PROVINCES = {
    "A": Names("青澜省", ("云溪市", "望河市"),
               ("东岭县", "西渡县", "南坪县", "北岸县", "青石县", "白杨县")),
    "B": Names("远川省", ("长岭市", "石桥市"),
               ("竹溪县", "槐树县", "松岗县", "柳湾县", "梅岭县", "桂坪县")),
    "C": Names("松涛省", ("金谷市", "云塘市"),
               ("上河县", "下河县", "龙泉坡县", "石门坎县", "大塘县", "小塘县")),
    "D": Names("望岳省", ("岳前市", "岳后市"),
               ("前川县", "后川县", "左岭县", "右岭县", "高坪县", "低坪县")),
}  # fmt: skip
LOCALITIES = (
    ("village", "primary", "小学"), ("township", "junior", "中心学校"),
    ("county_seat", "kindergarten", "幼儿园"),
)  # fmt: skip
RURAL = ("village", "township")
UNDERTAKERS = (("师范大学", "university"), ("教育大学", "university"), ("继续教育中心", "agency"))
OTHERS = {  # who trains below the national level
    "provincial": ("省教师发展中心", "agency"),
    "city": ("市教师学院", "college"),
    "county": ("县教师进修学校", "school"),
    "school": ("实验小学", "school"),
}


class Nation(World):
    """Four provinces, each with two cities of three counties."""

    def __init__(self, seed: int, size: int) -> None:
        super().__init__(seed, size)
        self.allowed: dict[str, int] = {}  # what a project may cost, in hundredths of a yuan
        self.to_cover: set[str] = set()  # rural teachers of poor counties on the last day

    def evidence(
        self, owner_kind: str, owner: str, kind: str, area: str, day: date, **more: object
    ) -> dict:
        number = self.next_id("asset_item", "示例佐证")
        by = "示例省教育厅" if owner_kind == "region" else "示例承担单位"
        return self.add("asset_item", owner_kind=owner_kind, owner_id=owner, kind=kind, area=area,
                        date=day, evidence_ref=number, attested_by=by, **more)  # fmt: skip

    def day(self, month: int) -> date:
        """Some day of a month of the year under review."""
        return date(REVIEWED, month, self.rng.randrange(1, 29))


def city_id(province: str, turn: int) -> str:
    return f"{province}{turn + 1}"


def county_id(province: str, turn: int) -> str:
    return f"{city_id(province, turn // 3)}{turn % 3 + 1}"


def province_of(region: str) -> str:
    """The province of a region, and of all whose ids begin with the region's."""
    return region[0]


def undertaker_id(province: str, turn: int) -> str:
    return f"{province}-U{turn + 1}"


def other_id(province: str, level: str) -> str:
    return f"{province}-{level}"


def regions(c: Nation) -> None:
    for key, names in PROVINCES.items():
        region(c, key, names.province, "province", None)
        for turn, name in enumerate(names.cities):
            region(c, city_id(key, turn), name, "city", key)
        for turn, (name, county) in enumerate(zip(names.counties, COUNTIES, strict=True)):
            place = county_id(key, turn)
            region(c, place, name, "county", city_id(key, turn // 3))
            categories(c, place, county)
            if county.role != "ordinary":
                c.add("county_project", region_id=place, status=county.role,
                      from_year=county.years[0], to_year=county.years[1])  # fmt: skip
    # Poor, but merged into its neighbour before the year under review was over: not supported.
    region(c, "A19", "旧渡县", "county", city_id("A", 0), until=date(2020, 6, 1))
    c.add("region_category", region_id="A19", category="national_poor", from_=FIRST_LIST, to=None)


def region(
    c: Nation, key: str, name: str, level: str, parent: str | None, until: date | None = None,
) -> None:  # fmt: skip
    c.add("region", region_id=key, name_zh=name, level=level, parent_id=parent,
          valid_from=date(2000, 1, 1), valid_to=until)  # fmt: skip


def categories(c: Nation, place: str, county: County) -> None:
    for kind in county.poor:
        c.add("region_category", region_id=place, category=kind, from_=FIRST_LIST, to=county.left)
    if not county.poor or county.left:
        c.add("region_category", region_id=place, category="ordinary",
              from_=county.left or FIRST_LIST, to=None)  # fmt: skip


def institutions(c: Nation) -> None:
    for key, names in PROVINCES.items():
        for turn, (name, kind) in enumerate(UNDERTAKERS):
            years = c.rng.choice([3, 3, 4, 6, 9])
            institution(c, undertaker_id(key, turn), names.province[:-1] + name, kind, years)
        for level, (name, kind) in OTHERS.items():
            institution(c, other_id(key, level), names.province[:-1] + name, kind, 1)


def institution(c: Nation, key: str, name: str, kind: str, years: int) -> None:
    c.add("institution", inst_id=key, name_zh=name, type=kind, years_experience=years,
          first_year=REVIEWED - years)  # fmt: skip


def schools(c: Nation) -> None:
    for key, names in PROVINCES.items():
        for turn, (name, county) in enumerate(zip(names.counties, COUNTIES, strict=True)):
            place = county_id(key, turn)
            for number, (locality, stage, label) in enumerate(LOCALITIES, start=1):
                c.add("school", school_id=f"{place}-{number}", name_zh=f"{name}示例{label}",
                      region_id=place, stage=stage, ownership="public",
                      locality=locality)  # fmt: skip
            if county.runs:
                designated(c, f"{place}-示范校", f"{place}-1", date(2015, 9, 1), date(2018, 9, 1))
                school = f"{place}-{c.rng.randrange(1, 4)}"
                designated(c, f"{place}-新示范校", school, c.day(3), None)


def designated(c: Nation, key: str, school: str, since: date, until: date | None) -> None:
    c.add("designation", des_id=key, kind="demonstration", school_id=school, from_=since,
          to=until, status="active")  # fmt: skip
