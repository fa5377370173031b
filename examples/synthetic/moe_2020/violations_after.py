# SPDX-License-Identifier: Apache-2.0
"""Plants failures against parts 4 to 7 of the notice."""

from datetime import date

from .money import STEPS, yuan
from .nation import REVIEWED, province_of
from .papers import DUTIES
from .planter import KEYS, TOO_LATE, VIOLATIONS, NationPlanter, spread


@VIOLATIONS("ME20-4-a")
def respects_without_support(p: NationPlanter) -> None:
    p.without("ME20-4-a", spread(p.items("inst", "support"), 4), "area")


@VIOLATIONS("ME20-4-b")
def nothing_built_together(p: NationPlanter) -> None:
    """Agreed with a training centre, which is no university; no area, team or school."""
    for item in p.take(p.items("region", "agreement")):
        item["partner_id"] = f"{item['owner_id'][0]}-U3"
        p.fails("ME20-4-b/agreement", region_id=item["owner_id"])
    p.without("ME20-4-b/area", p.items("region", "facility"))
    p.without("ME20-4-b/team", p.items("region", "mechanism"))
    for number, row in enumerate(p.take(p.world.rows("designation", to=None))):
        if number % 2:
            row["status"] = "closed"
        else:
            row["to"] = date(2020, 12, 1)
        p.fails("ME20-4-b/schools", region_id=row["school_id"][:3])


@VIOLATIONS("ME20-4-c")
def results_not_attested(p: NationPlanter) -> None:
    p.without("ME20-4-c", p.items("inst", "attestation"))


@VIOLATIONS("ME20-5-a")
def lectures_only(p: NationPlanter) -> None:
    for row in p.take(p.projects()):
        for course in p.world.rows("course", sub_id=f"{row['project_id']}-1"):
            course["methods"] = "lecture"
        p.fails("ME20-5-a", project_id=row["project_id"])


@VIOLATIONS("ME20-5-b")
def not_deeply_taking_part(p: NationPlanter) -> None:
    """One session more than a tenth missed; one task not done."""
    for row in p.take(p.trainees()):
        came = p.world.rows("attendance", enr_id=row["enr_id"], state="present")
        came += p.world.rows("attendance", enr_id=row["enr_id"], state="late")
        held = len(came) + len(p.world.rows("attendance", enr_id=row["enr_id"], state="absent"))
        least = -(-9 * held // 10)
        for session in came[least - 1 :]:
            session["state"] = "absent"
        p.fails("ME20-5-b/attendance", enr_id=row["enr_id"])
    for row in p.take(p.trainees()):
        row["tasks_done"] = row["tasks_set"] - 1
        p.fails("ME20-5-b/tasks", enr_id=row["enr_id"])


@VIOLATIONS("ME20-5-c")
def nothing_shared(p: NationPlanter) -> None:
    p.without("ME20-5-c", p.items("region", "attestation"))


@VIOLATIONS("ME20-6-a")
def supervised_in_the_wrong_order(p: NationPlanter) -> None:
    """Units chosen before the review; the money, or a stage, without supervision."""
    stages = p.items("region", "supervision")
    for item in p.take(row for row in stages if row["area"] == "selection"):
        item["date"] = date(REVIEWED, 1, 30)
        p.keep(*(row for row in stages
                 if row["owner_id"] == item["owner_id"] and row["area"] != "funds"))  # fmt: skip
        p.fails("ME20-6-a/order", region_id=item["owner_id"])
    p.without("ME20-6-a/stages", reversed(stages), "area")


@VIOLATIONS("ME20-6-b")
def green_or_weak_undertakers(p: NationPlanter) -> None:
    national = {row["inst_id"] for row in p.projects()}
    units = [row for row in p.world.tables["institution"] if row["inst_id"] in national]
    for row in p.take(units):
        row.update(years_experience=2, first_year=2018)
        p.fails("ME20-6-b/experience", inst_id=row["inst_id"])
    latest = p.world.rows("evaluation", object_kind="inst", period=REVIEWED - 1)
    for row in p.take(latest):
        row["grade"] = "qualified"
        p.fails("ME20-6-b/grade", inst_id=row["object_id"])


@VIOLATIONS("ME20-6-c")
def credits_gone_wrong(p: NationPlanter) -> None:
    """No rule for their use; half a credit too many; hours counted as days."""
    p.without("ME20-6-c/rule", p.items("region", "registration"))
    entries = p.world.rows("credit_entry", verified="verified")
    trained = [row for row in entries if row["level"] == "national"]
    for row in p.take(trained):
        row["credits"] = row["credits"][:-2] + "50"
        p.fails("ME20-6-c/conversion", entry_id=row["entry_id"])
    for row in p.take(trained):
        row["unit"] = "day"
        p.fails("ME20-6-c/covered", entry_id=row["entry_id"])


@VIOLATIONS("ME20-6-d")
def undertaker_lacks_a_duty(p: NationPlanter) -> None:
    p.without("ME20-6-d", spread(p.items("inst", *DUTIES), 7), "kind", "duty")


@VIOLATIONS("ME20-6-e")
def not_inspected_in_the_year(p: NationPlanter) -> None:
    """Inspected in January, or guided only."""
    for object_kind, rule in (("region", "county"), ("inst", "undertaker")):
        visits = p.world.rows("visit", kind="inspection", object_kind=object_kind)
        for number, row in enumerate(p.take(visits)):
            if number % 2:
                row["kind"] = "guidance"
            else:
                row["date"] = TOO_LATE
            p.fails(f"ME20-6-e/{rule}", **{KEYS[object_kind]: row["object_id"]})


@VIOLATIONS("ME20-7-a")
def level_without_a_project(p: NationPlanter) -> None:
    """What the province or the school should have done is done by a city or county."""
    instead = {"provincial": "city", "school": "county"}
    for row in p.take(row for row in p.world.tables["project"] if row["level"] in instead):
        province = province_of(row["host_region"])
        p.fails("ME20-7-a", region_id=province, level=row["level"])
        row["level"] = instead[row["level"]]


@VIOLATIONS("ME20-7-b")
def money_spent_wrongly(p: NationPlanter) -> None:
    """A cent above the standard; begun before the new rates held; spent on something else."""
    for row in p.take(p.projects()):
        spent = p.world.rows("expense", project_id=row["project_id"])
        total = sum(cents(item) for item in spent)
        over = p.world.allowed[row["project_id"]] - total + 1
        spent[0]["amount"] = yuan(cents(spent[0]) + over)
        p.fails("ME20-7-b/standard", project_id=row["project_id"])
    for row in p.take(p.projects()):
        row["start_date"] = date(2020, 2, 24)
        p.fails("ME20-7-b/rates", project_id=row["project_id"])
    for item in p.take(p.world.rows("expense", kind="venue")):
        item["purpose"] = "other"
        p.fails("ME20-7-b/earmarked", exp_id=item["exp_id"])


def cents(item: dict) -> int:
    return int(item["amount"].replace(".", ""))


@VIOLATIONS("ME20-7-c")
def steps_neither_funded_nor_taken(p: NationPlanter) -> None:
    lines = [row for row in p.world.tables["budget_line"] if row["kind"] in STEPS]
    for number, row in enumerate(p.take(spread(lines, 6))):
        if number % 2:
            p.world.remove("budget_line", row)
        else:
            row["planned"] = "0.00"
        p.fails("ME20-7-c/funded", project_id=row["owner_id"], step=row["kind"])
    for number, row in enumerate(p.take(spread(p.world.tables["project_step"], 5))):
        if number % 2:
            p.world.remove("project_step", row)
        else:
            row["evidence_ref"] = "无"
        p.fails("ME20-7-c/steps", project_id=row["project_id"], step=row["kind"])


@VIOLATIONS("ME20-7-d")
def work_that_does_not_count(p: NationPlanter) -> None:
    p.without("ME20-7-d", p.items("region", "workload"), "area")


@VIOLATIONS("ME20-7-e")
def no_money_for_managing_classes(p: NationPlanter) -> None:
    for row in p.take(p.world.rows("budget_line", kind="class_management")):
        row["planned"] = "0.00"
        p.fails("ME20-7-e", project_id=row["owner_id"])
