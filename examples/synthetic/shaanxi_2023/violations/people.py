# SPDX-License-Identifier: Apache-2.0
"""Who takes part and how it goes with them: SX23 二(二), 二(四), 三(一) and 四1."""

from datetime import timedelta

from ...planting import TooFew, Violations
from ...world import at
from ..planter import CountyPlanter, later
from ..training import enrol, event, stay_away, upload_day

VIOLATIONS = Violations()
SUBJECT_PROJECTS = (1, 2, 3, 4, 5, 6, 7, 8)
TEAM_PROJECTS = (9, 10, 11)
EARLIER = "P2201-1-K1"  # the class in which banned people were missed


@VIOLATIONS("SX23-2.2-e")
def trainee_who_does_not_fit(p: CountyPlanter) -> None:
    def wanted(person: str, target: dict, row: dict) -> bool:
        day = row["start_date"].isoformat()
        return p.c.free(person, p.kind_of(row), 2023) and not p.c.fits(person, target, day)

    for entry in p.exchange_some(SUBJECT_PROJECTS, wanted):
        p.fails("SX23-2.2-e", enr_id=entry["enr_id"])


@VIOLATIONS("SX23-2.4-b")
def graduated_after_failing(p: CountyPlanter) -> None:
    for entry in p.take_trainees(p.count, 17, 12, 2, 3):
        p.c.only("assessment", enr_id=entry["enr_id"], kind="process")["pass"] = False
        p.fails("SX23-2.4-b", enr_id=entry["enr_id"])


@VIOLATIONS("SX23-2.4-d")
def insured_a_day_short(p: CountyPlanter) -> None:
    for entry in p.take_trainees(p.count, 15, 16, 1):
        entry["insured_to"] -= timedelta(days=1)
        p.fails("SX23-2.4-d", enr_id=entry["enr_id"])


@VIOLATIONS("SX23-2.4-f")
def vacancy_left_open(p: CountyPlanter) -> None:
    """The seat is used by somebody who is no substitute, or by one who came after the end."""
    for index in range(p.count):
        c, entry = p.c, next((e for e in p.trainees(4, 5, 6, 3) if p.spare_for(e)), None)
        if entry is None:
            raise TooFew(f"{p.clause}: {index} vacancies for {p.count} failures")
        row, spare = p.row_of(entry), p.spare_for(entry)
        stay_away(c, entry, "no_show", "none", row["start_date"])
        too_late = index % 2 == 1
        more = {"replaces_enr_id": entry["enr_id"]} if too_late else {}
        second = enrol(c, row, p.project(int(row["class_id"][3:5])), spare[0], "graduated", **more)
        if too_late:
            for step in c.rows("enrolment_event", enr_id=second["enr_id"]):
                step["at"] = later(step["at"], row["days"] + 1)
        p.touched |= {entry["enr_id"], second["enr_id"]}
        p.fails("SX23-2.4-f", enr_id=entry["enr_id"])


@VIOLATIONS("SX23-2.4-f/prompt", settings={"replace_within_days": "3"})
def replaced_on_the_fourth_day(p: CountyPlanter) -> None:
    entries = [e for e in p.c.tables["enrolment"]
               if e["class_id"].startswith("P23") and e.get("replaces_enr_id")
               and p.row_of(e)["days"] > 5 and not p.row_of(e)["class_id"].startswith("P2318")
               ]  # fmt: skip
    for entry in p.take(entries):
        for step in p.c.rows("enrolment_event", enr_id=entry["enr_id"]):
            if step["status"] in ("selected", "reported"):  # on the first day, and the second
                step["at"] = later(step["at"], 4)
        p.fails("SX23-2.4-f/prompt", enr_id=entry["replaces_enr_id"])


@VIOLATIONS("SX23-2.4-h")
def not_named_in_a_circular(p: CountyPlanter) -> None:
    for index, row in enumerate(p.take(p.c.tables["incident"])):
        entry = p.c.only("enrolment", enr_id=row["enr_id"])
        paper = p.c.only("sanction", subject=entry["teacher_id"])
        if index % 2:
            paper["date"] = row["date"] - timedelta(days=1)
        else:
            p.c.remove("sanction", paper)
        p.fails("SX23-2.4-h", incident_id=row["incident_id"])


@VIOLATIONS("SX23-3.1-c")
def two_projects_in_a_year(p: CountyPlanter) -> None:
    """Backbone teachers already in a project of their subject come into a team project as well."""
    once = {e["teacher_id"] for e in p.trainees(*SUBJECT_PROJECTS)}

    def wanted(person: str, target: dict, row: dict) -> bool:
        day = row["start_date"].isoformat()
        fresh = (person, "team") not in p.c.trained and person not in p.c.banned
        return person in once and fresh and p.c.fits(person, target, day)

    for entry in p.exchange_some(TEAM_PROJECTS, wanted):
        p.fails("SX23-3.1-c", teacher_id=entry["teacher_id"], year=2023)


@VIOLATIONS("SX23-3.1-d")
def same_type_again(p: CountyPlanter) -> None:
    earlier = {
        (e["teacher_id"], p.c.only("project", project_id=e["class_id"][:5])["type"])
        for e in p.c.tables["enrolment"]
        if e["class_id"][:3] in ("P21", "P22") and e["status"] == "graduated"
    }

    def wanted(person: str, target: dict, row: dict) -> bool:
        again = (person, p.kind_of(row)) in earlier and (person, 2023) not in p.c.busy
        fits = p.c.fits(person, target, row["start_date"].isoformat())
        return again and fits and person not in p.c.banned

    for entry in p.exchange_some(SUBJECT_PROJECTS, wanted):
        p.fails("SX23-3.1-d", enr_id=entry["enr_id"])


@VIOLATIONS("SX23-4.1-c")
def trainee_during_a_ban(p: CountyPlanter) -> None:
    """People who stayed away in 2022 without excuse are selected again."""
    there = {e["teacher_id"] for e in p.c.rows("enrolment", class_id=EARLIER)}

    def wanted(person: str, target: dict, row: dict) -> bool:
        fits = p.c.fits(person, target, row["start_date"].isoformat())
        return fits and person not in there and p.c.free(person, p.kind_of(row), 2023)

    for entry in p.exchange_some(SUBJECT_PROJECTS, wanted):
        missed_earlier(p, entry["teacher_id"])
        p.fails("SX23-4.1-c", enr_id=entry["enr_id"])
        sub = p.row_of(entry)["sub_id"]
        name = p.c.only("nomination", teacher_id=entry["teacher_id"], sub_id=sub)
        p.fails("SX23-4.1-c/nomination", nom_id=name["nom_id"])


def missed_earlier(p: CountyPlanter, person: str) -> None:
    absence = p.c.add(
        "enrolment", enr_id=p.c.next_id("enrolment", "E"), teacher_id=person, class_id=EARLIER,
        status="no_show", year=2022, role_in_class="trainee",
    )  # fmt: skip
    start = p.c.only("class", class_id=EARLIER)["start_date"]
    event(p.c, absence, "selected", at(upload_day(p.c, 2022)))
    event(p.c, absence, "no_show", at(start, 18), reason="none")


@VIOLATIONS("SX23-2.2-c", last=True)
def never_trained(p: CountyPlanter) -> None:
    """Teachers who were missed by their county's training, too."""
    trained = {
        e["teacher_id"] for e in p.c.tables["enrolment"] if not e["class_id"].startswith("L")
    }
    only_there = (
        e for e in p.c.tables["enrolment"]
        if e["class_id"].startswith("L") and e["teacher_id"] not in trained
    )  # fmt: skip
    for entry in p.take(only_there):
        p.c.remove("enrolment", entry)
        for step in p.c.rows("enrolment_event", enr_id=entry["enr_id"]):
            p.c.remove("enrolment_event", step)
        p.fails("SX23-2.2-c", teacher_id=entry["teacher_id"])
