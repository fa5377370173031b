# SPDX-License-Identifier: Apache-2.0
"""Plants failures against 4(6) to 4(9) of the notice and its annexes."""

from datetime import date, timedelta
from decimal import Decimal

from ..world import at
from .papers import RATE, came
from .people import event
from .planter import TOO_LATE, VIOLATIONS, ProvincePlanter, later
from .projects import DAYS
from .province import project_id


@VIOLATIONS("HI21-4.6-a")
def last_briefing_after_the_end(p: ProvincePlanter) -> None:
    for row in p.take(p.c.rows("submission", kind="briefing", issue_no=3)):
        owner = p.c.only("project", project_id=row["project_id"])
        row["submitted_at"] = at(later(owner, "end_date", 1))
        p.fails("HI21-4.6-a", inst_id=owner["inst_id"], project_id=owner["project_id"])


@VIOLATIONS("HI21-4.6-b")
def material_on_day_31(p: ProvincePlanter) -> None:
    for row in p.take(p.c.rows("submission", kind="publicity")):
        owner = p.c.only("project", project_id=row["project_id"])
        row["submitted_at"] = at(later(owner, "end_date", 31))
        p.fails("HI21-4.6-b", project_id=owner["project_id"])


@VIOLATIONS("HI21-4.6-c")
def one_case_too_few(p: ProvincePlanter) -> None:
    for paper in p.take(p.c.rows("submission", kind="case_collection")):
        names = p.c.rows("submission_person", subm_id=paper["subm_id"], role="author")
        p.c.remove("submission_person", names[-1])
        p.fails("HI21-4.6-c", project_id=paper["project_id"])


@VIOLATIONS("HI21-4.7-a")
def money_spent_badly(p: ProvincePlanter) -> None:
    """For other purposes; without a receipt; a cent more than the rate allows."""
    for row in p.take(p.one_each("expense", "project_id", purpose="management")):
        row["purpose"] = "other"
        p.fails("HI21-4.7-a/earmark", project_id=row["project_id"])
    for row in p.take(p.one_each("expense", "project_id", purpose="training")):
        row["receipt_kept"] = False
        p.fails("HI21-4.7-a/receipts", project_id=row["project_id"])
    for row in p.take(p.one_each("expense", "project_id", purpose="training")):
        cap = Decimal(RATE * DAYS * len(came(p.c, row["project_id"])))
        spent = sum(Decimal(e["amount"])
                    for e in p.c.rows("expense", project_id=row["project_id"]))  # fmt: skip
        row["amount"] = str(Decimal(row["amount"]) + cap - spent + Decimal("0.01"))
        p.fails("HI21-4.7-a/standard", project_id=row["project_id"])


@VIOLATIONS("HI21-4.7-b")
def step_left_out_or_without_money(p: ProvincePlanter) -> None:
    for row in p.take(p.c.rows("project_step", kind="followup")):
        p.c.remove("project_step", row)
        p.fails("HI21-4.7-b/process", project_id=row["project_id"], kind="followup")
    for row in p.take(p.c.rows("budget_line", kind="survey")):
        row["planned"] = "0.00"
        p.fails("HI21-4.7-b/budget", project_id=row["owner_id"], kind="survey")


@VIOLATIONS("HI21-4.7-c")
def workload_rule_after_the_year(p: ProvincePlanter) -> None:
    for row in p.take(p.c.rows("asset_item", owner_kind="region", area="workload")):
        row["date"] = TOO_LATE
        p.fails("HI21-4.7-c", region_id=row["owner_id"])


@VIOLATIONS("HI21-4.7-d")
def no_money_for_class_management(p: ProvincePlanter) -> None:
    for row in p.take(p.c.rows("budget_line", kind="class_management")):
        p.c.remove("budget_line", row)
        p.fails("HI21-4.7-d", project_id=row["owner_id"])


@VIOLATIONS("HI21-4.8-a")
def no_reserve(p: ProvincePlanter) -> None:
    for row in p.take(p.c.rows("asset_item", owner_kind="region", kind="reserve_pool")):
        p.c.remove("asset_item", row)
        p.fails("HI21-4.8-a", region_id=row["owner_id"], kind="reserve_pool")


@VIOLATIONS("HI21-4.8-b")
def seats_and_people_astray(p: ProvincePlanter) -> None:
    """A seat went elsewhere, all of a school to another; an absentee was not told; a trainee is too
    new, another of a school of another project."""
    parts = p.one_each("quota", "parent_quota_id", audience="teacher")
    far = [p.c.only("quota", school_id=s["school_id"], audience="teacher")
           for s in p.far_schools()]  # fmt: skip
    for cell in p.take(q for q in parts if q["parent_quota_id"]):
        cell["seats"] -= 1
        p.take(far, 1)[0]["seats"] += 1
        p.fails("HI21-4.8-b/schools", quota_id=cell["parent_quota_id"])
    for entry in p.take(p.trainees("no_show")):
        told = p.c.only("enrolment_event", enr_id=entry["enr_id"], status="notified")
        p.c.remove("enrolment_event", told)
        p.fails("HI21-4.8-b/notified", quota_id=p.school_cell(entry)["quota_id"])
    for entry in p.take(p.trainees("graduated")):
        hired = later(p.class_of(entry), "start_date", -364)
        p.c.only("teacher", teacher_id=entry["teacher_id"])["hire_date"] = hired
        p.fails("HI21-4.8-b/eligible", quota_id=p.school_cell(entry)["quota_id"])
    halls = [q for q in p.c.rows("quota", audience="teacher") if q["parent_quota_id"]]
    for cell in p.take(halls[1::2]):
        other = next(q for q in halls if q["parent_quota_id"] == cell["parent_quota_id"])
        cell["seats"], other["seats"] = 0, other["seats"] + cell["seats"]
        p.fails("HI21-4.8-b/seats", quota_id=cell["quota_id"])
    for entry in p.take(p.trainees("graduated")):
        project = entry["class_id"][:3]
        away = next(s for s in p.far_schools() if s["school_id"][1:3] != project[1:3])
        role = p.c.only("teacher_role", teacher_id=entry["teacher_id"], to="")
        role["school_id"] = p.c.school_of[entry["teacher_id"]] = away["school_id"]
        p.fails("HI21-4.8-b/from_school", enr_id=entry["enr_id"])


@VIOLATIONS("HI21-4.8-c")
def order_turned_round(p: ProvincePlanter) -> None:
    """Reported on the day of publication; a first list sent on that day, and again in time."""
    for row in p.take(p.c.rows("submission", kind="opening")):
        owner = p.c.only("project", project_id=row["project_id"])
        row["submitted_at"] = at(owner["published_on"], 8)
        p.fails("HI21-4.8-c/reported", project_id=row["project_id"])
    leaders = [n for n in p.one_each("nomination", "sub_id") if n["sub_id"].endswith("-M")]
    for name in p.take(leaders):
        owner = p.c.only("project", project_id=name["sub_id"][:3])
        early = {**name, "nom_id": p.c.next_id("nomination", "N"),
                 "uploaded_at": at(owner["published_on"], 20)}  # fmt: skip
        p.keep(p.c.add("nomination", **early))
        p.fails("HI21-4.8-c/submitted", project_id=owner["project_id"])


@VIOLATIONS("HI21-4.8-c/prompt", settings={"max_days": "15"})
def name_sent_on_the_sixteenth_day(p: ProvincePlanter) -> None:
    for row in p.take(p.c.tables["project"]):
        name = next(n for n in p.c.tables["nomination"]
                    if n["sub_id"].startswith(row["project_id"]))  # fmt: skip
        name["uploaded_at"] = at(row["published_on"] + timedelta(days=16), 15)
        p.fails("HI21-4.8-c/prompt", project_id=row["project_id"])


@VIOLATIONS("HI21-4.8-d")
def name_sent_on_the_opening_day(p: ProvincePlanter) -> None:
    for name in p.take(p.one_each("nomination", "sub_id")):
        opening = min(k["start_date"] for k in p.c.rows("class", sub_id=name["sub_id"]))
        name["uploaded_at"] = at(opening, 7)
        cells = p.c.rows("quota", sub_id=name["sub_id"], school_id="")
        p.fails("HI21-4.8-d", quota_id=cells[0]["quota_id"])


@VIOLATIONS("HI21-4.8-e")
def not_on_file(p: ProvincePlanter) -> None:
    for entry in p.take(p.by_project(p.trainees("graduated"))):
        p.c.remove("integrity_record", p.c.only("integrity_record", enr_id=entry["enr_id"]))
        p.fails("HI21-4.8-e", project_id=entry["class_id"][:3])


@VIOLATIONS("HI21-4.8-f")
def absence_without_consequence(p: ProvincePlanter) -> None:
    """A county has no rule for dismissals; one is not applied; a ban is not kept."""
    far = [r for r in p.c.rows("sanction_rule", event="expelled") if r["region_id"][-1] != "1"]
    for row in p.take(far):
        p.c.remove("sanction_rule", row)
        p.fails("HI21-4.8-f/rules", region_id=row["region_id"], event="expelled")
    shut_out = {r["enr_id"] for r in p.c.rows("integrity_record", handling="exclusion")}
    entries = [e for e in p.c.tables["enrolment"] if e["enr_id"] in shut_out]
    for entry in p.take(p.by_project(entries)):
        p.c.only("integrity_record", enr_id=entry["enr_id"])["handling"] = "notice"
        p.fails("HI21-4.8-f/applied", project_id=entry["class_id"][:3])
    waiting = [row["project_id"] for row in p.waiting()]
    for entry in p.take(e for e in p.trainees("graduated") if e["class_id"][:3] in waiting):
        absence = stay_away_in_spring(p, entry)
        p.also("HI21-4.8-b/from_school", enr_id=absence["enr_id"])
        p.fails("HI21-4.8-f/ban", enr_id=entry["enr_id"])


def stay_away_in_spring(p: ProvincePlanter, entry: dict) -> dict:
    """The trainee of an autumn project had been sent to one in April and not come."""
    missed = p.c.only("class", class_id=f"{project_id(0)}-T-K1")
    absence = p.c.add("enrolment", enr_id=p.c.next_id("enrolment", "E"), status="no_show",
                      teacher_id=entry["teacher_id"], class_id=missed["class_id"], year=2021,
                      registered_at="")  # fmt: skip
    event(p.c, absence, "notified", at(later(missed, "start_date", -5)))
    event(p.c, absence, "no_show", at(missed["start_date"], 18), reason="none")
    p.c.add("integrity_record", enr_id=absence["enr_id"], recorded_on=missed["end_date"],
            handling="exclusion")  # fmt: skip
    return absence


@VIOLATIONS("HI21-4.9-a", last=True)
def circulars_and_rates(p: ProvincePlanter) -> None:
    """A month without circular, an item left out, a rate a thousandth too high or low."""
    start_of = {row["project_id"]: row["start_date"] for row in p.c.tables["project"]}
    for row in p.take(second_month(p.c.rows("circular", region_id=""), start_of)):
        p.c.remove("circular", row)
        month = row["issued_on"].month
        p.fails("HI21-4.9-a/period", project_id=row["project_id"], month_no=month)
    for row in p.take(p.c.rows("circular", inst_id="")):
        row["items"] = row["items"].replace(";selection_quality", "")
        p.fails("HI21-4.9-a/region", region_id=row["region_id"])
    for unit in p.take(p.c.tables["institution"]):
        for row in p.c.rows("circular", inst_id=unit["inst_id"]):
            row["items"] = row["items"].replace(";implementation", "")
        p.fails("HI21-4.9-a/unit", inst_id=unit["inst_id"])
    for rate in ("selection", "completion"):
        for row in p.take(p.c.rows("published_rate", rate=rate)):
            row["value"] = misprinted(row["value"])
            p.fails(f"HI21-4.9-a/{rate}", region_id=row["region_id"])
    for rate in ("reporting", "completion"):
        for row in p.take(p.c.rows("published_unit_rate", rate=rate)):
            row["value"] = misprinted(row["value"])
            p.fails(f"HI21-4.9-a/unit_{rate}", inst_id=row["inst_id"])


def second_month(circulars: list[dict], start_of: dict[str, date]) -> list[dict]:
    """Those of the month after the start, in which there is one a project."""
    return [row for row in circulars
            if row["issued_on"].month == start_of[row["project_id"]].month + 1]  # fmt: skip


def misprinted(value: str) -> str:
    other = Decimal(value) + Decimal("0.0010" if value < "0.9990" else "-0.0010")
    return str(other)


@VIOLATIONS("HI21-4.9-b")
def inspected_with_a_form_of_ones_own(p: ProvincePlanter) -> None:
    for row in p.take(p.c.tables["inspection"]):
        row["form"] = "own"
        p.fails("HI21-4.9-b", inst_id=row["inst_id"])


@VIOLATIONS("HI21-4.9-c")
def undertaker_evaluates_itself(p: ProvincePlanter) -> None:
    """An evaluation that is not independent says nothing of the four aspects."""
    for unit in p.take(p.c.tables["institution"]):
        for row in p.c.rows("evaluation", object_id=unit["inst_id"]):
            row["evaluator"] = unit["inst_id"]
        p.fails("HI21-4.9-c/independent", inst_id=unit["inst_id"])
        p.fails("HI21-4.9-c/aspects", inst_id=unit["inst_id"])


@VIOLATIONS("HI21-A-a", most=1)
def annexes_misprinted(p: ProvincePlanter) -> None:
    """The list of schools lacks the last one; the table is off by a teacher and a leader."""
    p.c.remove("annex_row", p.c.rows("annex_row", annex="school_list")[-1])
    p.fails("HI21-A-a/schools", annex="school_list")
    for rule, audience, by in (("teachers", "teacher", 1), ("team", "management", -1)):
        row = p.c.rows("annex_row", annex="distribution", audience=audience)[0]
        row["seats"] += by
        p.fails(f"HI21-A-a/{rule}", annex="distribution")
