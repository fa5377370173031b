# SPDX-License-Identifier: Apache-2.0
"""Violations of the three-year table and of the two annexes."""

from ...planting import Planter
from ..bodies import designate
from ..county import COUNTY, SENIOR_POSTS
from ..tables import t1, t2, waive
from ..training import enrol, nominate, private
from .planter import CountyPlanter, Violations

START = "2018-09-03"  # of the classes of the autumn
VIOLATIONS = Violations()


@VIOLATIONS("XY18-T0-a")
def pair_visited_twice(p: CountyPlanter) -> None:
    """A pair is visited in 2018 and again in 2020, in the place of another."""
    cells = p.c.rows("rotation", cell_type="zone_pair")
    last = {(r["stage"], r["subject"]): r for r in cells if r["year"] == 2020}
    for row in p.take(last.values()):
        names = {"series": "B", "stage": row["stage"], "subject": row["subject"]}
        first = p.c.rows("rotation", cell_type="zone_pair", year=2018, **names)[0]
        row["zone_id"] = first["zone_id"]
        p.fails("XY18-T0-a", **names)


def central(p: Planter) -> list[dict]:
    """Central deliveries, those of no small subject first; none that is a special case."""
    waived = {row["subject_id"] for row in p.world.tables["waiver"]}
    rows = p.world.rows("rotation", cell_type="county_central")[::-1]
    return [row for row in rows if row["row_id"] not in waived]


@VIOLATIONS("XY18-T0-b")
def other_number_of_places(p: Planter) -> None:
    for row in p.take(p.world.rows("rotation", cell_type="zone_pair", year=2019)):
        row.update(planned=50, cell_headcount=50)
        names = ("series", "stage", "subject", "zone_id", "year")
        p.fails("XY18-T0-b", **{name: row[name] for name in names})
    for row in p.take(central(p)):
        row.update(planned=70, cell_headcount=70)
        p.fails("XY18-T0-b/central", row_id=row["row_id"])


@VIOLATIONS("XY18-T0-c", most=2)
def cell_for_one_zone(p: Planter) -> None:
    for row in p.take(central(p)):
        row["zone_id"] = f"{COUNTY}-A1"
        p.fails("XY18-T0-c", row_id=row["row_id"])


@VIOLATIONS("XY18-T0-d")
def tables_do_not_agree(p: Planter) -> None:
    for row in p.take(p.world.rows("rotation", mode="workshop")):
        row["planned"] += 10
        p.fails("XY18-T0-d", project_id=row["project_id"])


@VIOLATIONS("XY18-T1-a", most=1)
def one_more_than_seats(p: CountyPlanter) -> None:
    """One too many in a sub-project; in another a seat and its trainee are gone."""
    taken = p.c.seated[t1(12)]
    able = [p.c.teacher[t] for t in p.c.wanted(f"{t1(12)}-S", START) if t not in taken]
    (extra,) = p.take(able)
    enrol(p.c, p.c.only("class", sub_id=f"{t1(12)}-S"), extra["teacher_id"], "notified")
    p.fails("XY18-T1-a", cell=f"Q-{t1(12)}")
    named = {row["teacher_id"] for row in p.c.rows("nomination", sub_id=f"{t1(3)}-S")}
    (gone,) = p.take([e for e in p.trainees(t1(3)) if e["teacher_id"] not in named])
    gone["status"] = "withdrawn"
    p.c.only("quota", project_id=t1(3))["seats"] -= 1
    p.fails("XY18-T1-a/sum", doc_id="XY18")


@VIOLATIONS("XY18-T1-b", most=2)
def targets_missing_or_not_met(p: CountyPlanter) -> None:
    for project in p.take(p.c.rows("project", level="national", category="")):
        for row in p.c.rows("subproject_target", sub_id=f"{project['project_id']}-S"):
            p.c.remove("subproject_target", row)
        p.fails("XY18-T1-b/named", project_id=project["project_id"])
    for key in p.some((t1(14), t1(13))):
        row = p.c.rows("subproject_target", sub_id=f"{key}-S")[0]
        p.c.add("subproject_target", **{**row, "target_id": f"{key}-T", "position": "manager"})
        p.fails("XY18-T1-b/series", project_id=key)
    physics = [
        row
        for row in p.others(t1(9), START)
        if p.c.roles[row["teacher_id"]][0]["subject"] == "physics"
    ]
    for entry, other in zip(p.take(p.trainees(t1(9))), p.take(physics), strict=True):
        p.exchange(entry, other["teacher_id"])
        p.fails("XY18-T1-b", enr_id=entry["enr_id"])


@VIOLATIONS("XY18-T1-c", most=1)
def private_kindergarten_passed_over(p: CountyPlanter) -> None:
    sub = f"{t1(7)}-S"
    able = [row for row in p.others(t1(7), START) if private(p.c, row["teacher_id"], START)]
    (row,) = p.take(able)
    nominate(p.c, sub, row["teacher_id"], START)
    p.fails("XY18-T1-c", sub_id=sub)


@VIOLATIONS("XY18-T1-d")
def outside_the_window(p: CountyPlanter) -> None:
    for row in p.take(p.c.rows("project", level="national", category="")):
        row["end_date"] = f"{row['year'] + 1}-01-01"
        p.fails("XY18-T1-d/window", project_id=row["project_id"])
    for number, row in enumerate(p.take(p.world.rows("class", sub_id=f"{t1(4)}-S"))):
        row["start_date"] = "2018-08-31"
        if number % 2:  # approved for one year, which is over at the year's end
            waive(p.c, "XY18-T1-d", "national_class", row["class_id"], "培训者出国")
            p.c.tables["waiver"][-1]["to"] = "2018-12-31"
        p.fails("XY18-T1-d", class_id=row["class_id"])


@VIOLATIONS("XY18-T1-e")
def code_without_letter(p: Planter) -> None:
    rows = p.world.rows("project", level="national")
    for row in p.take([row for row in rows if row["code"] != "C102"]):
        row["code"] = row["code"][1:]
        p.fails("XY18-T1-e/pattern", project_id=row["project_id"])
        p.fails("XY18-T1-e/prefix", project_id=row["project_id"])


@VIOLATIONS("XY18-T2-a", most=1)
def county_training_overfull(p: CountyPlanter) -> None:
    (extra,) = p.take(p.others(t2(10), "2018-08-09"))
    enrol(p.c, p.c.only("class", sub_id=f"{t2(10)}-S"), extra["teacher_id"], "selected")
    p.fails("XY18-T2-a", project_id=t2(10))
    p.c.only("project", project_id=t2(8))["planned_quantity"] += 5
    p.fails("XY18-T2-a/sum", doc_id="XY18")
    for row in p.c.rows("subproject_target", sub_id=f"{t2(4)}-S"):
        p.c.remove("subproject_target", row)
    p.fails("XY18-T2-a/target", project_id=t2(4))


@VIOLATIONS("XY18-T2-b", most=1)
def days_and_months_not_as_stated(p: CountyPlanter) -> None:
    for key, column, day in p.some(((t2(7), "start_date", "2018-05-01"),
                                    (t2(1), "end_date", "2018-12-30"))):  # fmt: skip
        p.c.only("project", project_id=key)[column] = day
        p.fails("XY18-T2-b/online", project_id=key)
    for key in p.some((t2(2), t2(13))):
        p.c.only("project", project_id=key)["end_date"] = "2019-01-10"
        p.fails("XY18-T2-b/window", project_id=key)
    for key in p.some((t2(3), t2(4))):
        row = p.c.only("class", sub_id=f"{key}-S")
        row["start_date"] = "2018-07-31"
        p.fails("XY18-T2-b/class", class_id=row["class_id"])
    for rule, keys, more in (("XY18-T2-b", (t2(8), t2(10)), -1),
                             ("XY18-T2-b/over", (t2(6), t2(5)), 1)):  # fmt: skip
        for key in p.some(keys):
            row = p.c.only("class", sub_id=f"{key}-S")
            row["days"] += more
            p.fails(rule, class_id=row["class_id"])
    p.c.only("class", class_id=f"{t2(11)}-K01")["days"] -= 1
    p.fails("XY18-T2-b/sessions", project_id=t2(11))


@VIOLATIONS("XY18-T2-c", most=2)
def bases_and_studios_not_as_planned(p: CountyPlanter) -> None:
    """A studio less, a base school more; and choices before they were assessed."""
    p.c.remove("studio", p.c.tables["studio"][-1])
    p.fails("XY18-T2-c", project_id=t2(14))
    if p.count > 1:
        p.keep(designate(p.c, f"{COUNTY}-P"))
        p.fails("XY18-T2-c", project_id=t2(13))
    for row in p.take(p.c.tables["designation"]):
        row["assessed_on"] = row["from"]
        p.fails("XY18-T2-c/bases", des_id=row["des_id"])
    for row in p.take(p.c.tables["studio"]):
        row["declared_on"] = "2018-06-30"
        p.fails("XY18-T2-c/studios", studio_id=row["studio_id"])


@VIOLATIONS("XY18-T2-d")
def too_old_or_of_another_subject(p: CountyPlanter) -> None:
    day = "2018-09-04"
    others = [row for row in p.others(t2(12), day) if len(p.c.roles[row["teacher_id"]]) == 1]
    subject = {row["teacher_id"]: p.c.roles[row["teacher_id"]][0]["subject"] for row in others}
    chinese = [row for row in others if subject[row["teacher_id"]] == "chinese"]
    older = [row for row in chinese if row["birth_date"] <= "1972-09-04"]  # forty-six on the day
    older.sort(key=lambda row: str(row["birth_date"]), reverse=True)
    maths = [
        row
        for row in others
        if subject[row["teacher_id"]] == "maths" and row["birth_date"] > "1973-10-01"
    ]
    for rule, people in (("XY18-T2-d", older), ("XY18-T2-d/subject", maths)):
        for entry, other in zip(p.take(p.trainees(t2(12))), p.take(people), strict=True):
            p.exchange(entry, other["teacher_id"])
            p.fails(rule, enr_id=entry["enr_id"])


@VIOLATIONS("XY18-T2-e")
def not_of_the_cohort(p: CountyPlanter) -> None:
    before = [row for row in p.others(t2(6), "2018-07-09") if row["hire_date"] < "2016"]
    for entry, other in zip(p.take(p.trainees(t2(6))), p.take(before), strict=True):
        p.exchange(entry, other["teacher_id"])
        p.fails("XY18-T2-e", enr_id=entry["enr_id"])


@VIOLATIONS("XY18-T2-f", most=1)
def twenty_days_not_kept(p: CountyPlanter) -> None:
    """A day more in the year than planned, and too few in the other; a day too many at last."""
    for row in p.c.rows("project_phase", project_id=t2(6)):
        row["days"] += 1 if row["start_date"].startswith("2018") else -3
    p.fails("XY18-T2-f", project_id=t2(6))
    p.fails("XY18-T2-f/year", project_id=t2(6))
    p.c.rows("project_phase", project_id=t2(5))[0]["days"] += 1
    p.fails("XY18-T2-f/over", project_id=t2(5))


@VIOLATIONS("XY18-T2-g", most=2)
def one_batch_of_two(p: CountyPlanter) -> None:
    for key in p.some((t2(12), t2(1))):
        project = p.c.only("project", project_id=key)
        project["planned_classes"] -= 1
        project["planned_batch_size"] -= 20
        for row in p.c.rows("class", sub_id=f"{key}-S"):
            row["batch"] = 1
        for rule in ("classes", "places", "batches"):
            p.fails(f"XY18-T2-g/{rule}", project_id=key)
        p.fails("XY18-T2-g/held", project_id=key, batch=1)


@VIOLATIONS("XY18-T2-h")
def senior_teacher_a_year_late(p: CountyPlanter) -> None:
    entries = [row for row in p.c.tables["enrolment"]
               if row["class_id"].startswith(f"{t2(1)}-K")
               and p.c.roles[row["teacher_id"]][-1]["stage"] == "senior"
               and p.c.roles[row["teacher_id"]][-1]["position"] not in SENIOR_POSTS
               and not p.c.teacher[row["teacher_id"]]["active_to"]]  # fmt: skip
    for row in p.take(entries):
        row["class_id"] = "XY18-F-2019-K01"
        p.fails("XY18-T2-h", teacher_id=row["teacher_id"])


@VIOLATIONS("XY18-T2-i", most=2)
def band_or_term_wanting(p: CountyPlanter) -> None:
    for band in p.some(("advanced", "basic")):
        p.c.only("class", sub_id=f"{t2(9)}-S", band=band)["band"] = "other"
        p.fails("XY18-T2-i", project_id=t2(9), band=band)
    for term, kept, gone in p.some((("spring", "K01", "K02"), ("autumn", "K03", "K04"))):
        row = p.c.only("class", class_id=f"{t2(11)}-{gone}")
        p.c.only("class", class_id=f"{t2(11)}-{kept}")["days"] += row["days"]
        p.c.remove("class", row)
        for entry in p.c.rows("enrolment", class_id=f"{t2(11)}-{gone}"):
            entry["class_id"] = f"{t2(11)}-{kept}"
        p.fails("XY18-T2-i/term", project_id=t2(11), term=term)
