# SPDX-License-Identifier: Apache-2.0
"""What the functions that plant failures in the province share."""

from collections.abc import Iterable

from ..planting import Planter, TooFew, Violations
from .province import PROJECT_COUNTIES, Province

VIOLATIONS = Violations()


class ProvincePlanter(Planter):
    """The province being spoilt."""

    world: Province

    def counties(self) -> list[str]:
        """As many project counties as wanted."""
        if self.count > len(PROJECT_COUNTIES):
            raise TooFew(f"{self.clause}: {len(PROJECT_COUNTIES)} counties, not {self.count}")
        return [county.key for county in PROJECT_COUNTIES[: self.count]]

    def items(self, kind: str, *areas: str) -> list[dict]:
        """Evidence of counties, of these areas if any are named."""
        rows = self.world.rows("asset_item", owner_kind="region", kind=kind)
        return [row for row in rows if row["area"] in areas or not areas]

    def drop(self, table: str, **wanted: object) -> None:
        self.world.remove(table, self.world.only(table, **wanted))

    def without(self, rule: str, items: Iterable[dict], cell: str | None = "area") -> list[dict]:
        """Evidence that a county lacks; `cell` names the column that the subject has besides."""
        found = self.take(items)
        for item in found:
            self.world.remove("asset_item", item)
            more = {cell: item["area"]} if cell else {}
            self.fails(rule, region_id=item["owner_id"], **more)
        return found

    def graduates(self) -> list[dict]:
        """Enrolments in the projects since the guide came into force, but for the team's."""
        return [
            row
            for row in self.world.rows("enrolment", status="graduated")
            if "-team-" not in row["class_id"]
        ]

    def projects(self) -> list[dict]:
        """Those that project counties host."""
        hosts = {county.key for county in PROJECT_COUNTIES}
        return [row for row in self.world.tables["project"] if row["host_region"] in hosts]

    def end_bodies(self, kind: str, rule: str) -> None:
        """The members' terms end a day too early."""
        members = self.world.rows("body_member", body_kind=kind)
        bodies = {row["body_id"]: row for row in members}
        for member in self.take(bodies.values()):
            for row in self.world.rows("body_member", body_id=member["body_id"]):
                row["to"] = "2023-12-31"
            self.fails(rule, region_id=member["region_id"])
