# SPDX-License-Identifier: Apache-2.0
"""Plants known failures in a synthetic county, one function a clause.

Each function changes the data of 2023 and notes the subjects that fail, also those of another rule
where one failure brings another with it. People are exchanged rather than added, so that seats,
lists and rates stay as they are.
"""

from collections.abc import Callable
from datetime import date, timedelta

from ..planting import Planter, Violations
from ..world import at, plus
from .county import COUNTIES, County
from .papers import briefing
from .training import enrol, event, stay_away, upload_day


VIOLATIONS = Violations()


class CountyPlanter(Planter):
    """The county being spoilt; people are exchanged for others."""

    def __init__(self, county: County) -> None:
        super().__init__(county)
        self.c = county
        self.touched: set[str] = set()  # enrolments that something was done to
        self.put_in: set[str] = set()  # people exchanged for others, wherever they are enrolled

    def project(self, number: int) -> dict:
        return self.c.only("project", project_id=f"P23{number:02}")

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

    def row_of(self, entry: dict) -> dict:
        return self.c.only("class", class_id=entry["class_id"])

    def briefings(self, number: int) -> list[dict]:
        key = self.project(number)["project_id"]
        return self.c.rows("submission", project_id=key, kind="briefing")

    def drop(self, submission: dict) -> None:
        self.c.tables["submission"].remove(submission)

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
        self, count: int, numbers: list[int], wanted: Callable[[str, dict, dict], bool]
    ) -> list[dict]:
        """Exchanges `count` trainees of the projects for people of the same county as wanted."""
        c, done, used = self.c, [], set()
        people = list(c.roles)
        c.rng.shuffle(people)
        for entry in self.trainees(*numbers):
            row = self.row_of(entry)
            target = c.only("subproject_target", sub_id=row["sub_id"])
            start = row["start_date"].isoformat()
            county = c.county_at(entry["teacher_id"], start)
            for person in people:
                if (person not in used and c.county_at(person, start) == county
                        and wanted(person, target, row)):  # fmt: skip
                    self.exchange(entry, person)
                    used.add(person)
                    done.append(entry)
                    break
            if len(done) == count:
                return done
        raise SystemExit("too few teachers to plant this; ask for more with --teachers")


SUBJECT_PROJECTS = [1, 2, 3, 4, 5, 6, 7, 8]


def kind_of(p: CountyPlanter, row: dict) -> str:
    return p.project(int(row["class_id"][3:5]))["type"]


@VIOLATIONS("SX23-1-a")
def type_outside_the_list(p: CountyPlanter) -> None:
    owner = p.project(17)
    owner["type"] = "other"
    p.fails("SX23-1-a", project_id=owner["project_id"])


@VIOLATIONS("SX23-2.2-e")
def trainee_who_does_not_fit(p: CountyPlanter) -> None:
    def wanted(person: str, target: dict, row: dict) -> bool:
        day = row["start_date"].isoformat()
        return p.c.free(person, kind_of(p, row), 2023) and not p.c.fits(person, target, day)

    for entry in p.exchange_some(p.count, SUBJECT_PROJECTS, wanted):
        p.fails("SX23-2.2-e", enr_id=entry["enr_id"])


@VIOLATIONS("SX23-2.3-g")
def too_little_practice(p: CountyPlanter) -> None:
    owner = p.project(8)
    for course in p.c.tables["course"]:
        if course["sub_id"].startswith(owner["project_id"]) and course["course_id"][-1] in "34":
            course["is_practical"] = False
    p.fails("SX23-2.3-g", project_id=owner["project_id"])


@VIOLATIONS("SX23-2.4-b")
def graduated_after_failing(p: CountyPlanter) -> None:
    for entry in p.trainees(2, 12)[: p.count]:
        p.c.only("assessment", enr_id=entry["enr_id"], kind="process")["pass"] = False
        p.touched.add(entry["enr_id"])
        p.fails("SX23-2.4-b", enr_id=entry["enr_id"])


@VIOLATIONS("SX23-2.4-f")
def vacancy_left_open(p: CountyPlanter) -> None:
    """The seat is used by somebody who is no substitute, or by one who came after the end."""
    for too_late in (False, True):
        c, entry = p.c, next(e for e in p.trainees(4, 5, 6) if spare_for(p, e))
        row, spare = p.row_of(entry), spare_for(p, entry)
        stay_away(c, entry, "no_show", "none", row["start_date"])
        more = {"replaces_enr_id": entry["enr_id"]} if too_late else {}
        second = enrol(c, row, p.project(int(row["class_id"][3:5])), spare[0], **more)
        if too_late:
            for step in c.rows("enrolment_event", enr_id=second["enr_id"]):
                step["at"] = at(plus(step["at"], row["days"] + 1), int(step["at"][11:13]))
        p.touched |= {entry["enr_id"], second["enr_id"]}
        if second["status"] == "failed":  # after the list was handed in
            p.also("SX23-3.3-j/same", project_id=row["class_id"][:5])
        p.fails("SX23-2.4-f", enr_id=entry["enr_id"])


def spare_for(p: CountyPlanter, entry: dict) -> list[str]:
    row = p.row_of(entry)
    day = row["start_date"].isoformat()
    county = p.c.county_at(entry["teacher_id"], day)
    return p.c.candidates(row["sub_id"], day, county, kind_of(p, row), 2023)


@VIOLATIONS("SX23-2.4-g")
def seats_not_as_used(p: CountyPlanter) -> None:
    """Two cells with a seat more than trainees, two with a seat less."""
    cells = [q for q in p.c.tables["quota"] if q["sub_id"][:5] in ("P2302", "P2304", "P2306")]
    for index, cell in enumerate(cells[:4]):
        cell["seats"] += 1 if index < 2 else -1
        p.fails(f"SX23-2.4-g/{'full' if index < 2 else 'over'}", seat_unit=cell["quota_id"])


@VIOLATIONS("SX23-3.1-a")
def names_uploaded_late(p: CountyPlanter) -> None:
    for county, _ in COUNTIES[2:]:
        names = [
            n
            for n in p.c.tables["nomination"]
            if n["sub_id"].startswith("P230")
            and n["school_id"].startswith(county)
            and n["uploaded_at"] < "2023-07-25"
        ]
        for name in names[:2]:
            name["uploaded_at"] = at(date(2023, 7, 26), 0)
        p.fails("SX23-3.1-a", region_id=county)


@VIOLATIONS("SX23-3.1-c")
def two_projects_in_a_year(p: CountyPlanter) -> None:
    """Backbone teachers already in a project of their subject come into a team project as well."""
    once = {e["teacher_id"] for e in p.trainees(*SUBJECT_PROJECTS)}

    def wanted(person: str, target: dict, row: dict) -> bool:
        day = row["start_date"].isoformat()
        fresh = (person, "team") not in p.c.trained and person not in p.c.banned
        return person in once and fresh and p.c.fits(person, target, day)

    for entry in p.exchange_some(p.count, [9, 10, 11], wanted):
        p.fails("SX23-3.1-c", teacher_id=entry["teacher_id"], year=2023)


@VIOLATIONS("SX23-3.1-d")
def same_type_again(p: CountyPlanter) -> None:
    earlier = {
        (e["teacher_id"], p.c.only("project", project_id=e["class_id"][:5])["type"])
        for e in p.c.tables["enrolment"]
        if e["class_id"][:3] in ("P21", "P22") and e["status"] == "graduated"
    }

    def wanted(person: str, target: dict, row: dict) -> bool:
        again = (person, kind_of(p, row)) in earlier and (person, 2023) not in p.c.busy
        fits = p.c.fits(person, target, row["start_date"].isoformat())
        return again and fits and person not in p.c.banned

    for entry in p.exchange_some(p.count, SUBJECT_PROJECTS, wanted):
        p.fails("SX23-3.1-d", enr_id=entry["enr_id"])


@VIOLATIONS("SX23-3.2-a")
def single_year_project_too_long(p: CountyPlanter) -> None:
    owner = p.project(6)
    owner["end_date"] = date(2023, 12, 21)
    p.fails("SX23-3.2-a", project_id=owner["project_id"])


@VIOLATIONS("SX23-3.2-b")
def first_year_too_long(p: CountyPlanter) -> None:
    owner = p.project(9)
    phase = p.c.only("project_phase", project_id=owner["project_id"], phase_no=1)
    phase["end_date"] = date(2023, 12, 1)
    p.fails("SX23-3.2-b", project_id=owner["project_id"])


@VIOLATIONS("SX23-3.2-c")
def cross_year_project_too_long(p: CountyPlanter) -> None:
    owner = p.project(10)
    owner["end_date"] = date(2025, 11, 30)
    p.fails("SX23-3.2-c", project_id=owner["project_id"])


@VIOLATIONS("SX23-3.2-d")
def openings_on_one_day(p: CountyPlanter) -> None:
    """Of one undertaker projects 1 and 2, of two undertakers 12 and 13."""
    for part, first, second in (("own", 1, 2), ("province", 12, 13)):
        shift = p.project(second)["start_date"] - p.project(first)["start_date"]
        for row in [p.project(first), *p.classes(first)]:
            row["start_date"] += shift
            row["end_date"] += shift
        for row in p.classes(first):
            for entry in p.c.rows("enrolment", class_id=row["class_id"]):
                entry["insured_from"] += shift
                entry["insured_to"] += shift
        for row in p.classes(first, second):
            p.fails(f"SX23-3.2-d/{part}", class_id=row["class_id"])


@VIOLATIONS("SX23-3.2-g")
def filed_too_late(p: CountyPlanter) -> None:
    for row in p.classes(3):
        day = row["start_date"] - timedelta(days=9)
        paper = p.c.only("submission", owner_id=row["class_id"], kind="notice")
        paper["submitted_at"] = at(day)
        p.fails("SX23-3.2-g", class_id=row["class_id"])


@VIOLATIONS("SX23-3.3-a")
def briefing_too_late(p: CountyPlanter) -> None:
    owner = p.project(5)
    p.briefings(5)[1]["submitted_at"] = at(owner["end_date"] + timedelta(days=16))
    p.fails("SX23-3.3-a", project_id=owner["project_id"])
    p.also("SX23-2.5-e", project_id=owner["project_id"])


@VIOLATIONS("SX23-3.3-c")
def briefing_as_web_page(p: CountyPlanter) -> None:
    owner = p.project(14)
    day = owner["end_date"] + timedelta(days=9)
    paper = briefing(p.c, owner["project_id"], 3, day, format="meipian")
    p.fails("SX23-3.3-c", subm_id=paper["subm_id"])


def too_few_briefings(p: CountyPlanter, number: int, rule: str) -> None:
    p.drop(p.briefings(number)[1])
    for paper in p.briefings(number)[2:]:
        p.drop(paper)
    p.fails(rule, project_id=p.project(number)["project_id"])
    for also in ("SX23-3.3-a", "SX23-2.5-e"):
        p.also(also, project_id=p.project(number)["project_id"])


@VIOLATIONS("SX23-3.3-d")
def short_training_without_second_briefing(p: CountyPlanter) -> None:
    too_few_briefings(p, 15, "SX23-3.3-d")


@VIOLATIONS("SX23-3.3-e")
def long_training_off_the_bounds(p: CountyPlanter) -> None:
    too_few_briefings(p, 16, "SX23-3.3-e/lower")
    owner = p.project(7)
    for number in range(len(p.briefings(7)) + 1, 7):
        briefing(p.c, owner["project_id"], number, owner["end_date"] + timedelta(days=12))
    p.fails("SX23-3.3-e/upper", project_id=owner["project_id"])


@VIOLATIONS("SX23-3.3-h")
def unit_without_case(p: CountyPlanter) -> None:
    p.drop(p.c.only("submission", owner_id="U08", kind="case"))
    p.fails("SX23-3.3-h", inst_id="U08", year=2023)


@VIOLATIONS("SX23-3.3-i")
def subproject_without_video(p: CountyPlanter) -> None:
    for sub in p.c.rows("subproject", project_id=p.project(13)["project_id"]):
        p.drop(p.c.only("submission", owner_id=sub["sub_id"], kind="video"))
        p.fails("SX23-3.3-i", sub_id=sub["sub_id"])


@VIOLATIONS("SX23-4.1-c")
def trainee_during_a_ban(p: CountyPlanter) -> None:
    """People who stayed away in 2022 without excuse are selected again."""

    def wanted(person: str, target: dict, row: dict) -> bool:
        fits = p.c.fits(person, target, row["start_date"].isoformat())
        return fits and p.c.free(person, kind_of(p, row), 2023)

    for entry in p.exchange_some(p.count, SUBJECT_PROJECTS, wanted):
        missed = p.c.only("class", class_id="P2201-1-K1")
        absence = p.c.add(
            "enrolment", enr_id=p.c.next_id("enrolment", "E"), teacher_id=entry["teacher_id"],
            class_id=missed["class_id"], status="no_show", year=2022, role_in_class="trainee",
        )  # fmt: skip
        event(p.c, absence, "selected", at(upload_day(p.c, 2022)))
        event(p.c, absence, "no_show", at(missed["start_date"], 18), reason="none")
        p.fails("SX23-4.1-c", enr_id=entry["enr_id"])
        sub = p.row_of(entry)["sub_id"]
        for name in p.c.rows("nomination", teacher_id=entry["teacher_id"], sub_id=sub):
            p.fails("SX23-4.1-c/nomination", nom_id=name["nom_id"])


@VIOLATIONS("SX23-4.2-c", last=True)
def rate_differs(p: CountyPlanter) -> None:
    for (county, _), name in zip(COUNTIES, ("selection", "reporting", "completion"), strict=False):
        row = p.c.only("published_rate", region_id=county, rate=name)
        whole, _, digits = row["value"].partition(".")
        value = int(whole + digits) + (-300 if int(whole) else 300)
        row["value"] = f"{value // 10000}.{value % 10000:04}"
        p.fails(f"SX23-4.2-c/{name}", region_id=county)
