# SPDX-License-Identifier: Apache-2.0
"""The synthetic county of the pack xiangyin-2018, its district, and look-ups for several tables."""

from ..world import World

COUNTY, DISTRICT = "YH", "GX"
COUNTIES = (COUNTY, DISTRICT)  # the district is of the county's rank and follows the same plan
PLAN_DAY, PLAN_END = "2018-06-10", "2020-12-31"
PAIRS = (("A", "临江", "柳湾"), ("B", "石桥", "南浦"), ("C", "长丰", "鹤坪"), ("D", "城东", "城西"))
TOWNSHIPS = ("临江", "柳湾", "石桥", "南浦", "长丰", "鹤坪", "青山", "白沙", "东塘", "杨林", "新河")
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
LEADERS = 107
GIVEN = "安柏晨岱恩帆歌涵佳凯澜敏宁沛琪睿舒棠文溪雅泽"
RURAL = ("town", "township", "village")
SENIOR_POSTS = ("principal", "vice_principal", "secretary")


class County(World):
    """A county of eleven townships and eight zones, and a district without townships."""

    def __init__(self, seed: int, size: int) -> None:
        # The plan has 1,984 seats, whoever comes; the leaders of the schools are counted apart.
        super().__init__(seed, max(size - LEADERS, 1000))
        self.roles: dict[str, list[dict]] = {}  # by teacher, in the order of time
        self.teacher: dict[str, dict] = {}
        self.school: dict[str, dict] = {}
        self.seated: dict[str, set[str]] = {}  # the teachers on the seats of a cell
        self.idle: set[str] = set()  # trainers who are in no national project of 2018

    def name(self) -> str:
        return self.rng.choice(SURNAMES) + self.rng.choice(GIVEN) + self.rng.choice(GIVEN)

    def role_at(self, teacher: str, day: str) -> dict | None:
        for role in reversed(self.roles[teacher]):
            if role["from"] <= day and (not role["to"] or day < role["to"]):
                return role
        return None

    def locality_at(self, teacher: str, day: str) -> str:
        role = self.role_at(teacher, day)
        return self.school[role["school_id"]]["locality"] if role else ""

    def serves(self, teacher: str, day: str) -> bool:
        row = self.teacher[teacher]
        return row["active_from"] <= day and (not row["active_to"] or day < row["active_to"])

    def fits(self, teacher: str, target: dict, day: str) -> bool:
        role = self.role_at(teacher, day)
        return role is not None and (
            target["stage"] in ("any", role["stage"])
            and target["subject"] in ("any", role["subject"])
            and target["position"] in ("any", role["position"])
            and target["locality"] in ("any", self.school[role["school_id"]]["locality"])
        )

    def wanted(self, sub: str, day: str) -> list[str]:
        """The teachers whom a sub-project is for, save those that stay out of all."""
        targets = self.rows("subproject_target", sub_id=sub)
        return [
            teacher
            for teacher in self.roles
            if teacher not in self.idle
            and self.serves(teacher, day)
            and any(self.fits(teacher, target, day) for target in targets)
        ]


def regions(c: County) -> None:
    c.add("region", region_id="SL", name_zh="示例省", level="province")
    c.add("region", region_id="SL1", name_zh="江洲市", level="city", parent_id="SL")
    c.add("region", region_id=COUNTY, name_zh="云湖县", level="county", parent_id="SL1")
    c.add("region", region_id=DISTRICT, name_zh="云湖管理区", level="county", parent_id="SL1")
    for number, name in enumerate(TOWNSHIPS, start=1):
        c.add("region", region_id=f"{COUNTY}-T{number:02}", name_zh=f"{name}镇",
              level="township", parent_id=COUNTY)  # fmt: skip
    for letter, *zones in PAIRS:
        pair = f"{COUNTY}-{letter}"
        c.add("region", region_id=pair, name_zh="+".join(zones), level="zone_group",
              parent_id=COUNTY)  # fmt: skip
        for number, name in enumerate(zones, start=1):
            c.add("region", region_id=f"{pair}{number}", name_zh=f"{name}学区", level="zone",
                  parent_id=pair)  # fmt: skip
    for row in c.tables["region"]:  # the last pair ended, but not before 2019 was over
        row["valid_to"] = "2020-09-01" if row["region_id"] == pair else None


def schools(c: County) -> None:
    """Five schools a township, four schools of the county's town with two of senior high."""
    for number, name in enumerate(TOWNSHIPS, start=1):
        place = f"{COUNTY}-T{number:02}"
        add_school(c, f"{place}-P", f"{name}镇中心小学", place, "primary", "town")
        add_school(c, f"{place}-V", f"{name}镇示例村小学", place, "primary", "village")
        add_school(c, f"{place}-J", f"{name}镇初级中学", place, "junior", "township")
        add_school(c, f"{place}-K", f"{name}镇中心幼儿园", place, "kindergarten", "town")
        add_school(c, f"{place}-N", f"{name}镇春芽幼儿园", place, "kindergarten", "township",
                   "private")  # fmt: skip
    add_school(c, "YH-T01-S", "临江镇高级中学", "YH-T01", "senior", "town")
    for place, label, locality in (
        (COUNTY, "云湖县城关", "county_seat"), (DISTRICT, "云湖管理区", "urban"),
    ):  # fmt: skip
        add_school(c, f"{place}-P", f"{label}实验小学", place, "primary", locality)
        add_school(c, f"{place}-J", f"{label}初级中学", place, "junior", locality)
        add_school(c, f"{place}-K", f"{label}幼儿园", place, "kindergarten", locality)
    add_school(c, f"{COUNTY}-S1", "云湖县第一中学", COUNTY, "senior", "county_seat")
    add_school(c, f"{COUNTY}-S2", "云湖县第二中学", COUNTY, "senior", "county_seat")


def add_school(
    c: County, key: str, name: str, place: str, stage: str, locality: str, owner: str = "public"
) -> None:
    c.school[key] = c.add(
        "school", school_id=key, name_zh=name, region_id=place, stage=stage, ownership=owner,
        locality=locality,
    )  # fmt: skip
