# SPDX-License-Identifier: Apache-2.0
"""Violations of chapters 5 and 6: places, people and money, and who leads and pays."""

from ...planting import Planter
from ..bodies import member, recruit
from ..county import COUNTIES, COUNTY, DISTRICT
from .planter import CountyPlanter, Violations
from .system import LATE, issue_late, leave_unconfirmed, plain_evaluations

VIOLATIONS = Violations()


@VIOLATIONS("XY18-5.1-a")
def facility_without_proof_and_late_library(p: Planter) -> None:
    for row in p.take(p.world.rows("asset_item", kind="facility")):
        row["evidence_ref"] = "无"
        p.fails("XY18-5.1-a", region_id=row["owner_id"], area=row["area"])
    resources = [r for kind in ("library", "platform")
                 for r in p.world.rows("asset_item", kind=kind, area="whole")]  # fmt: skip
    for row in p.take(resources):
        row["date"] = LATE
        p.fails("XY18-5.1-a/resources", region_id=row["owner_id"], resource=row["kind"])


@VIOLATIONS("XY18-5.1-b", most=1)
def more_townships_than_bases(p: Planter) -> None:
    """Twelve townships and eleven bases; and a base school that lacks a condition."""
    p.world.only("plan_statement", kind="township_count", region_id=COUNTY)["value"] = 12
    p.fails("XY18-5.1-b", region_id=COUNTY)
    (row,) = p.take(p.world.tables["designation"])
    row["conditions"] = "central;hardware"
    school = p.world.only("school", school_id=row["school_id"])
    p.fails("XY18-5.1-b/each", region_id=school["region_id"])


@VIOLATIONS("XY18-5.1-c", most=2)
def good_base_without_reward(p: CountyPlanter) -> None:
    schools = p.c.rows("evaluation", object_kind="school")
    for row in p.take([r for r in schools if r["grade"] in ("good", "excellent")]):
        p.c.remove("reward", p.c.only("reward", eval_id=row["eval_id"]))
        p.fails("XY18-5.1-c", eval_id=row["eval_id"])
        p.fails("XY18-5.1-c/table", eval_id=row["eval_id"])
        p.also("XY18-3.5-d", eval_id=row["eval_id"])
    for county in issue_late(p, "reward"):
        p.fails("XY18-5.1-c/scheme", region_id=county)


@VIOLATIONS("XY18-5.2-a", most=1)
def no_manager_and_three(p: CountyPlanter) -> None:
    for row in p.c.rows("recruitment", region_id=COUNTY, role="manager"):
        row.update(year=2021, way="transfer")
    recruit(p.c, DISTRICT, 2018, "manager", "open_selection")
    p.fails("XY18-5.2-a", region_id=COUNTY)
    p.fails("XY18-5.2-a/upper", region_id=DISTRICT)


@VIOLATIONS("XY18-5.2-b", most=2)
def incentives_too_late(p: CountyPlanter) -> None:
    for county in issue_late(p, "incentive"):
        p.fails("XY18-5.2-b", region_id=county)


@VIOLATIONS("XY18-5.2-c")
def work_not_counted(p: Planter) -> None:
    for rule, column, hours in (("XY18-5.2-c", "counted_hours", "23.5"),
                                ("XY18-5.2-c/reduced", "reduced_hours", "0.0")):  # fmt: skip
        for row in p.take(p.world.tables["workload"]):
            row[column] = hours
            p.fails(rule, trainer_id=row["trainer_id"], year=row["year"])


@VIOLATIONS("XY18-5.2-d")
def pay_for_more_than_was_done(p: CountyPlanter) -> None:
    for rule, column, more in (("XY18-5.2-d", "fee", 100), ("XY18-5.2-d/hours", "hours", 1)):
        for row in p.take(p.world.tables["trainer_pay"]):
            whole, _, part = row[column].partition(".")
            row[column] = f"{int(whole) + more}.{part}"
            p.fails(rule, trainer_id=row["trainer_id"], year=row["year"])
    done = {(row["trainer_id"], row["year"]) for row in p.c.rows("trainer_task", completed=True)}
    owed = [
        row
        for row in p.world.tables["trainer_pay"]
        if (row["trainer_id"], row["year"]) in done
    ]
    for row in p.take(owed):
        p.c.remove("trainer_pay", row)
        p.fails("XY18-5.2-d/paid", trainer_id=row["trainer_id"], year=row["year"])


@VIOLATIONS("XY18-5.2-e")
def year_without_assessment(p: CountyPlanter) -> None:
    for row in p.take(plain_evaluations(p)):
        p.c.remove("evaluation", row)
        p.fails("XY18-5.2-e", trainer_id=row["object_id"], year=row["period"])
    groups = [(y, kind) for y in (2019, 2020, 2021, 2022) for kind in ("award", "promotion")]
    for year, kind in p.some(groups):
        p.c.rows("honour", year=year, kind=kind, granted=True)[0]["granted"] = False
        p.c.rows("honour", year=year, kind=kind, granted=False)[-1]["granted"] = True
        p.fails("XY18-5.2-e/priority", year=year, kind=kind)


@VIOLATIONS("XY18-5.3-a")
def one_yuan_too_little(p: Planter) -> None:
    budgets = p.world.rows("finance", owner_kind="county", kind="training_budget")
    for row in p.take(budgets):
        row["amount"] = f"{int(row['amount'][:-3]) - 1}.00"
        p.fails("XY18-5.3-a", owner_id=row["owner_id"], year=row["year"])
    for row in p.take(budgets):
        row["approved_post"] = "deputy_bureau_director"
        p.fails("XY18-5.3-a/approved", owner_kind="county", owner_id=row["owner_id"],
                year=row["year"], kind="training_budget")  # fmt: skip


@VIOLATIONS("XY18-5.3-b")
def school_below_eight_per_cent(p: Planter) -> None:
    for row in p.take(p.world.rows("finance", owner_kind="school", kind="training_budget")):
        row["amount"] = f"{int(row['amount'][:-3]) - 1}.00"
        p.fails("XY18-5.3-b", owner_id=row["owner_id"], year=row["year"])


@VIOLATIONS("XY18-5.3-b/target", settings={"target_year": "2020"})
def school_below_the_share_of_the_target_year(p: Planter) -> None:
    rows = p.world.rows("finance", owner_kind="school", kind="training_budget")
    for row in p.take(row for row in rows if row["year"] >= 2020):
        row["amount"] = f"{int(row['amount'][:-3]) - 1}.00"
        p.fails("XY18-5.3-b/target", owner_id=row["owner_id"], year=row["year"])


@VIOLATIONS("XY18-6.1-a", most=2)
def group_with_wrong_posts(p: CountyPlanter) -> None:
    for county in p.some(COUNTIES):
        seats = p.c.rows("body_member", body_id=f"{county}-group", to="")
        group = {row["post"]: row for row in seats}
        group["deputy_county_head"]["post"] = "other"
        group["bureau_director"]["post"] = "deputy_bureau_director"
        group["finance_deputy"]["from"] = "2019-01-01"
        p.fails("XY18-6.1-a", region_id=county)
        p.fails("XY18-6.1-a/vice", region_id=county)
        p.fails("XY18-6.1-a/members", region_id=county, post="finance_deputy")


@VIOLATIONS("XY18-6.1-b", most=2)
def two_heads_of_the_office(p: CountyPlanter) -> None:
    for county in p.some(COUNTIES):
        body, person = f"{county}-office", f"副主任{county}"
        row = member(p.c, body, "office", person, "chair", county, "county")
        p.fails("XY18-6.1-b", body_id=row["body_id"], person=row["person"], from_=row["from"])
        p.fails("XY18-6.1-b/one", region_id=county)


@VIOLATIONS("XY18-6.2-a")
def managers_taught_too_late(p: CountyPlanter) -> None:
    for row in p.take(p.c.rows("study_activity", kind="manager_class")):
        row["date"] = "2021-01-06"
        p.fails("XY18-6.2-a", region_id=row["region_id"], tier=row["organiser_level"])


@VIOLATIONS("XY18-6.2-b", most=2)
def treatment_not_confirmed(p: CountyPlanter) -> None:
    leave_unconfirmed(p, "support", "team")


@VIOLATIONS("XY18-6.3-a", most=2)
def delivery_rule_too_late(p: CountyPlanter) -> None:
    for county in issue_late(p, "delivery"):
        p.fails("XY18-6.3-a", region_id=county, topic="delivery")


@VIOLATIONS("XY18-6.3-b")
def money_for_something_else(p: Planter) -> None:
    for row in p.take(p.world.tables["expense"]):
        row["purpose"] = "management"
        p.fails("XY18-6.3-b", exp_id=row["exp_id"])
