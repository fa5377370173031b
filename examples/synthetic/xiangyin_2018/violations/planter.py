# SPDX-License-Identifier: Apache-2.0
"""What every chapter's violations need: the county being spoilt."""

from collections.abc import Sequence
from typing import TypeVar

from ...planting import Planter, TooFew, Violations
from ..county import County

__all__ = ["CountyPlanter", "Violations"]

Item = TypeVar("Item")


class CountyPlanter(Planter):
    """Spoils a county; what two clauses may spoil in different columns is not taken."""

    def __init__(self, county: County) -> None:
        super().__init__(county)
        self.c = county

    def some(self, items: Sequence[Item]) -> Sequence[Item]:
        """As many of the first items as failures are wanted."""
        if len(items) < self.count:
            raise TooFew(f"{self.clause}: {len(items)} places for {self.count} failures")
        return items[: self.count]

    def team(self) -> set[str]:
        return {row["teacher_id"] for row in self.c.tables["trainer"]}

    def trainees(self, project: str) -> list[dict]:
        """Trainees of a project who are in no team."""
        team = self.team()
        return [
            row
            for row in self.c.tables["enrolment"]
            if row["class_id"].startswith(f"{project}-K") and row["teacher_id"] not in team
            and row["status"] == "graduated"
        ]  # fmt: skip

    def trained_as_members(self, teacher: str, day: str) -> list[dict]:
        """Places for members of the team, of one who became a member on that day, opened before."""
        if any(row["teacher_id"] == teacher and row["appointed_from"] < day
               for row in self.c.tables["trainer"]):  # fmt: skip
            return []
        subs = {row["sub_id"] for row in self.c.rows("subproject_target", position="team_member")}
        classes = {
            row["class_id"]
            for row in self.c.tables["class"]
            if row["sub_id"] in subs and row["start_date"] < day
        }
        entries = self.c.rows("enrolment", teacher_id=teacher)
        return [row for row in entries if row["class_id"] in classes]

    def trained_with_rank(self, teacher: str) -> list[dict]:
        """A teacher's places in sub-projects that are for people with a rank."""
        ranked = {r["sub_id"] for r in self.c.tables["subproject_target"] if r["rank_min"]}
        classes = {r["class_id"] for r in self.c.tables["class"] if r["sub_id"] in ranked}
        entries = self.c.rows("enrolment", teacher_id=teacher)
        return [row for row in entries if row["class_id"] in classes]

    def exchange(self, entry: dict, teacher: str) -> None:
        """Another teacher on a trainee's place."""
        entry["teacher_id"] = teacher
        self.keep(entry, self.c.teacher[teacher])

    def others(self, project: str, day: str) -> list[dict]:
        """Teachers in post on the day, in no team, who are not in the project."""
        there = {
            row["teacher_id"]
            for row in self.c.tables["enrolment"]
            if row["class_id"].startswith(f"{project}-K")
        }
        out = there | self.team() | self.c.idle
        return [
            row
            for key, row in self.c.teacher.items()
            if key not in out and self.c.serves(key, day)
        ]  # fmt: skip
