# SPDX-License-Identifier: Apache-2.0
"""What the functions that plant failures in the provinces share."""

from collections.abc import Iterable

from ..planting import Planter, Violations
from .nation import REVIEWED, Nation
from .training import STAYED_AWAY

VIOLATIONS = Violations()
TOO_LATE = f"{REVIEWED + 1}-01-04"  # the first working day after the year
KEYS = {"region": "region_id", "inst": "inst_id"}  # of those that register evidence


def spread(rows: list[dict], step: int) -> list[dict]:
    """All rows, of which those next to one another are `step` apart."""
    return [row for first in range(step) for row in rows[first::step]]


class NationPlanter(Planter):
    """The provinces being spoilt."""

    world: Nation

    def items(self, owner_kind: str, *kinds: str) -> list[dict]:
        """Evidence of provinces and counties, or of undertakers, kind by kind."""
        return [
            row
            for kind in kinds
            for row in self.world.rows("asset_item", owner_kind=owner_kind, kind=kind)
        ]

    def without(self, rule: str, items: Iterable[dict], cell: str = "", called: str = "") -> None:
        """Evidence that is missing, has no paper, or is of the next year, in turn.

        `cell` names the column that tells the subject besides the owner, `called` how it says so.
        """
        for number, item in enumerate(self.take(items)):
            if number % 3 == 0:
                self.world.remove("asset_item", item)
            elif number % 3 == 1:
                item["evidence_ref"] = "无"
            else:
                item["date"] = TOO_LATE
            more = {called or cell: item[cell]} if cell else {}
            self.fails(rule, **{KEYS[item["owner_kind"]]: item["owner_id"]}, **more)

    def projects(self) -> list[dict]:
        """The national ones of the year."""
        return self.world.rows("project", level="national", year=REVIEWED)

    def trainees(self) -> list[dict]:
        """Those who came to the national projects of the year."""
        classes = {f"{row['project_id']}-1-K1" for row in self.projects()}
        return [
            row
            for row in self.world.tables["enrolment"]
            if row["class_id"] in classes and row["status"] not in STAYED_AWAY
        ]
