# SPDX-License-Identifier: Apache-2.0
"""The synthetic province of the pack henan-county-2022, and look-ups that several tables need."""

from typing import NamedTuple

from ..world import World

REVIEWED = 2023  # the year that the pack reviews


class Cycle(NamedTuple):
    """The years in which a county is a project county."""

    first: int
    last: int


class County(NamedTuple):
    key: str
    name: str
    status: str
    cycles: tuple[Cycle, ...] = ()

    @property
    def in_scope(self) -> bool:
        return any(c.first <= REVIEWED <= c.last for c in self.cycles)


class City(NamedTuple):
    key: str
    name: str
    counties: tuple[County, ...]


RENEWED = (Cycle(2022, 2023), Cycle(2024, 2025))
ONGOING = (Cycle(2023, 2024),)
BACK_AFTER_A_BAN = (Cycle(2022, 2023), Cycle(2026, 2027))
CITIES = (
    City("HA1", "云溪市", (
        County("HA11", "东岭县", "project_county", RENEWED),
        County("HA12", "西渡县", "weak_link_county", ONGOING),
        County("HA13", "南坪县", "ordinary"),
    )),
    City("HA2", "望河市", (
        County("HA21", "北岸县", "project_county", RENEWED),
        County("HA22", "青石县", "weak_link_county", ONGOING),
        County("HA23", "白杨县", "ordinary"),
    )),
    City("HA3", "安丰市", (
        County("HA31", "长亭县", "project_county", BACK_AFTER_A_BAN),
        County("HA32", "竹溪县", "project_county", BACK_AFTER_A_BAN),
        County("HA33", "槐树县", "ordinary"),
    )),
)  # fmt: skip
COUNTIES = tuple(county for city in CITIES for county in city.counties)
PROJECT_COUNTIES = tuple(county for county in COUNTIES if county.in_scope)


class Province(World):
    """A province with three cities, each with two project counties and an ordinary one."""

    def __init__(self, seed: int, size: int) -> None:
        super().__init__(seed, size)
        self.county_of_school: dict[str, str] = {}
        self.people: dict[str, list[dict]] = {county.key: [] for county in COUNTIES}  # posts of now
        self.trainers: dict[str, list[dict]] = {county.key: [] for county in COUNTIES}

    def schools_of(self, county: str) -> list[dict]:
        return [s for s in self.tables["school"] if self.county_of_school[s["school_id"]] == county]

    def evidence(self, owner: str, kind: str, area: str = "whole", **more: object) -> dict:
        number = self.next_id("asset_item", "示例佐证")
        values = {"owner_kind": "region", "date": "2023-06-15", "attested_by": "县教育局", **more}
        return self.add(
            "asset_item", owner_id=owner, kind=kind, area=area, evidence_ref=number, **values
        )
