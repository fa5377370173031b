# SPDX-License-Identifier: Apache-2.0
"""What the functions that plant share: which rows there are to spoil, and the usual ways."""

from datetime import date

from ..planting import Planter, Violations
from ..world import plus
from .projects import EXTENDED, FIRST_ROUND
from .province import CITIES, WAITING, Province, county_id, project_id

VIOLATIONS = Violations()
TOO_LATE = date(2022, 1, 1)  # the day after the outer limit
LIMIT = date(2021, 6, 30)


class ProvincePlanter(Planter):
    """The province being spoilt."""

    def __init__(self, province: Province) -> None:
        super().__init__(province)
        self.c = province

    def projects(self, areas: range) -> list[dict]:
        return [self.c.only("project", project_id=project_id(area)) for area in areas]

    def prompt(self) -> list[dict]:
        """Projects that end by June, first those whose undertaker has no other."""
        return self.projects(range(FIRST_ROUND))[::-1]

    def extended(self) -> list[dict]:
        return self.projects(EXTENDED)

    def waiting(self) -> list[dict]:
        return self.projects(WAITING)

    def one_each(self, table: str, column: str, **wanted: object) -> list[dict]:
        """The first row that nothing was done to for each value of a column, such as a project."""
        found: dict[object, dict] = {}
        for row in self.c.rows(table, **wanted):
            if id(row) not in self.taken:
                found.setdefault(row[column], row)
        return list(found.values())

    def trainees(self, status: str) -> list[dict]:
        """One trainee of a status for each class of teachers that nothing was done to."""
        rows = self.one_each("enrolment", "class_id", status=status)
        return [row for row in rows if "-T-" in row["class_id"]]

    def by_project(self, entries: list[dict]) -> list[dict]:
        """The first entry of each project that nothing was done to."""
        found: dict[str, dict] = {}
        for entry in entries:
            if id(entry) not in self.taken:
                found.setdefault(entry["class_id"][:3], entry)
        return list(found.values())

    def class_of(self, entry: dict) -> dict:
        return self.c.only("class", class_id=entry["class_id"])

    def school_cell(self, entry: dict) -> dict:
        """The seats of a trainee's school in the trainee's sub-project."""
        return self.c.only("quota", sub_id=self.class_of(entry)["sub_id"],
                           school_id=self.c.school_of[entry["teacher_id"]])  # fmt: skip

    def far_schools(self) -> list[dict]:
        """Schools of counties whose people are not given."""
        near = {county_id(area, 0) for area in range(len(CITIES))}
        return [s for s in self.c.tables["school"] if s["region_id"] not in near]


def later(row: dict, column: str, days: int) -> date:
    return plus(str(row[column]), days)
