# SPDX-License-Identifier: Apache-2.0
"""The synthetic city of the pack shaanxi-2023, and the look-ups that several tables need."""

from ..world import World

YEARS = (2021, 2022, 2023)
COUNTIES = (("C1", "临溪县"), ("C2", "安禾县"), ("C3", "望岭县"), ("C4", "平沙县"))
RANKS = ["none", "county_backbone", "city_backbone", "province_backbone"]

class County(World):
    """A city with four counties over three years."""

    def __init__(self, seed: int, size: int) -> None:
        super().__init__(seed, size)
        self.roles: dict[str, list[dict]] = {}
        self.county_of_school: dict[str, str] = {}
        self.busy: set[tuple[str, int]] = set()  # (teacher, project year)
        self.trained: set[tuple[str, str]] = set()  # (teacher, project type)
        self.banned: set[str] = set()

    def role_at(self, teacher: str, day: str) -> dict | None:
        for role in self.roles[teacher]:
            if role["from"] <= day and (not role["to"] or day < role["to"]):
                return role
        return None

    def county_at(self, teacher: str, day: str) -> str:
        role = self.role_at(teacher, day)
        return self.county_of_school[role["school_id"]] if role else ""

    def fits(self, teacher: str, target: dict, day: str) -> bool:
        role = self.role_at(teacher, day)
        return role is not None and (
            target["stage"] in ("any", role["stage"])
            and target["subject"] in ("any", role["subject"])
            and target["position"] == role["position"]
            and RANKS.index(role["rank"]) >= RANKS.index(target["rank_min"] or "none")
        )

    def free(self, teacher: str, kind: str, year: int) -> bool:
        return (
            (teacher, year) not in self.busy
            and (teacher, kind) not in self.trained
            and teacher not in self.banned
        )

    def candidates(self, sub: str, day: str, county: str, kind: str, year: int) -> list[str]:
        target = self.only("subproject_target", target_id=f"{sub}-a")
        return [
            teacher
            for teacher in self.roles
            if self.free(teacher, kind, year)
            and self.fits(teacher, target, day)
            and self.county_at(teacher, day) == county
        ]

    def reserve(self, teacher: str, kind: str, year: int) -> None:
        self.busy.add((teacher, year))
        self.trained.add((teacher, kind))
