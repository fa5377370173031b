# SPDX-License-Identifier: Apache-2.0
"""The city being spoilt: which of its rows may be, and how people are exchanged for others."""

from collections.abc import Callable, Iterable

from ..planting import Planter, TooFew
from ..world import at, plus
from .county import County


class CountyPlanter(Planter):
    """People are exchanged rather than added, so that seats, lists and rates stay as they are."""

    def __init__(self, county: County) -> None:
        super().__init__(county)
        self.c = county
        self.touched = {row["enr_id"] for row in county.tables["incident"]}  # enrolments
        self.put_in: set[str] = set()  # people exchanged for others, wherever they are enrolled
        self.used: set[tuple[str, str]] = set()  # (topic, project)
        self.turns = 0

    def project(self, number: int) -> dict:
        return self.c.only("project", project_id=f"P23{number:02}")

    def projects(self, topic: str, wanted: Callable[[dict], bool] = lambda _: True) -> list[dict]:
        """So many projects of 2023 as wanted, of which nothing of this topic was spoilt before.

        Each call begins somewhere else, so that failures are spread over the projects.
        """
        rows = self.c.rows("project", year=2023, level="national")
        free = [r for r in rows if wanted(r) and (topic, r["project_id"]) not in self.used]
        if len(free) < self.count:
            raise TooFew(f"{self.clause}: {len(free)} projects for {self.count} failures")
        self.turns += 3
        first = self.turns % len(free)
        found = (free[first:] + free[:first])[: self.count]
        self.used |= {(topic, row["project_id"]) for row in found}
        return found

    def spoil(self, rule: str, rows: Iterable[dict], *keys: str, **changes: object) -> None:
        """Changes so many of the rows alike; the subjects are theirs."""
        for row in self.take(rows):
            row.update(changes)
            self.fails(rule, **{key: row[key] for key in keys})

    def proofs(self, owner_kind: str, kind: str, *owners: str) -> list[dict]:
        rows = self.c.rows("asset_item", owner_kind=owner_kind, kind=kind)
        return [row for row in rows if not owners or row["owner_id"] in owners]

    def take_proofs(self, rows: Iterable[dict]) -> list[dict]:
        """So many proofs, which are then wanting."""
        found = self.take(rows)
        for row in found:
            self.c.remove("asset_item", row)
        return found

    def papers(self, project: dict, *kinds: str) -> list[dict]:
        rows = self.c.rows("submission", project_id=project["project_id"])
        return [row for row in rows if row["kind"] in kinds]

    def drop(self, submission: dict) -> None:
        self.c.remove("submission", submission)
        for listed in self.c.rows("submission_person", subm_id=submission["subm_id"]):
            self.c.remove("submission_person", listed)

    def classes(self, *numbers: int) -> list[dict]:
        return [
            row
            for number in numbers
            for row in self.c.tables["class"]
            if row["class_id"].startswith(f"P23{number:02}-")
        ]

    def trainees(self, *numbers: int) -> list[dict]:
        """Graduated trainees of these projects that nothing else was done to."""
        keys = {row["class_id"] for row in self.classes(*numbers)}
        return [
            e
            for e in self.c.tables["enrolment"]
            if e["class_id"] in keys and e["status"] == "graduated"
            and e["enr_id"] not in self.touched and e["teacher_id"] not in self.put_in
            and "replaces_enr_id" not in e
        ]  # fmt: skip

    def take_trainees(self, count: int, *numbers: int) -> list[dict]:
        found = self.take(self.trainees(*numbers), count)
        self.touched |= {entry["enr_id"] for entry in found}
        return found

    def row_of(self, entry: dict) -> dict:
        return self.c.only("class", class_id=entry["class_id"])

    def kind_of(self, row: dict) -> str:
        return self.project(int(row["class_id"][3:5]))["type"]

    def exchange(self, entry: dict, person: str) -> None:
        """Another person in the place of a trainee, in the lists too."""
        c, row = self.c, self.row_of(entry)
        role = c.role_at(person, row["start_date"].isoformat())
        assert role is not None
        for name in c.rows("nomination", teacher_id=entry["teacher_id"], sub_id=row["sub_id"]):
            name.update(teacher_id=person, school_id=role["school_id"])
        entry["teacher_id"] = person
        c.busy.add((person, 2023))
        self.touched.add(entry["enr_id"])
        self.put_in.add(person)

    def exchange_some(
        self, numbers: Iterable[int], wanted: Callable[[str, dict, dict], bool]
    ) -> list[dict]:
        """Exchanges trainees of the projects for people of the same county as wanted."""
        c, done, used = self.c, [], set()
        people = list(c.roles)
        c.rng.shuffle(people)
        for entry in self.trainees(*numbers):
            row = self.row_of(entry)
            target = c.only("subproject_target", target_id=f"{row['sub_id']}-a")
            start = row["start_date"].isoformat()
            county = c.county_at(entry["teacher_id"], start)
            for person in people:
                if (person not in used and c.county_at(person, start) == county
                        and wanted(person, target, row)):  # fmt: skip
                    self.exchange(entry, person)
                    used.add(person)
                    done.append(entry)
                    break
            if len(done) == self.count:
                return done
        raise TooFew(f"{self.clause}: {len(done)} people for {self.count} failures")

    def spare_for(self, entry: dict) -> list[str]:
        """People who might come in the place of a trainee."""
        row = self.row_of(entry)
        day = row["start_date"].isoformat()
        county = self.c.county_at(entry["teacher_id"], day)
        return self.c.candidates(row["sub_id"], day, county, self.kind_of(row), 2023)


def later(moment: str, days: int) -> str:
    """A moment of the same hour so many days later."""
    return at(plus(moment, days), int(moment[11:13]))
