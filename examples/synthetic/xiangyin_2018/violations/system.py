# SPDX-License-Identifier: Apache-2.0
"""Violations of chapters 1 to 3: the goal, who does what, the teams, credits and rewards."""

from collections.abc import Sequence

from ...planting import Planter
from ..county import COUNTIES, COUNTY, DISTRICT
from ..money import STANDARDS
from ..tables import t1
from ..training import LISTED, nominate
from .planter import CountyPlanter, Violations

LATE = "2021-03-01"  # after the plan's three years
VIOLATIONS = Violations()


@VIOLATIONS("XY18-0-a", most=1)
def table_of_five_years(p: Planter) -> None:
    plan = p.world.only("plan", kind="rotation")
    plan["to_year"] = 2022
    p.fails("XY18-0-a", plan_id=plan["plan_id"])


@VIOLATIONS("XY18-2-a", most=2)
def first_training_after_three_years(p: CountyPlanter) -> None:
    """Rural teachers who joined in 2019 or 2020, trained in the autumn of 2021 only."""
    entries = [
        row
        for row in p.c.tables["enrolment"]
        if row["class_id"].startswith(("XY18-F-2019", "XY18-F-2020"))
        and p.c.teacher[row["teacher_id"]]["hire_date"] > "2018"
        and p.c.locality_at(row["teacher_id"], "2020-12-31") not in ("county_seat", "urban")
    ]
    for row in p.take(entries):
        row["class_id"] = "XY18-F-2021-K01"
        p.fails("XY18-2-a", teacher_id=row["teacher_id"])
    for county in p.some(COUNTIES):
        proof(p, county, "system", "system_building")["date"] = LATE
        p.fails("XY18-2-a/system", region_id=county)


def proof(p: CountyPlanter, county: str, kind: str, area: str) -> dict:
    return p.c.only("asset_item", owner_id=county, kind=kind, area=area)


@VIOLATIONS("XY18-2-b", each=2, most=1)
def most_seats_for_the_town(p: CountyPlanter) -> None:
    """Seats of another year for the county's town; both of the two counties read them."""
    p.c.add("quota", quota_id="Q-XY18-N-02", project_id="XY18-N-02", region_id=COUNTY,
            seats=2000, pool_id="", basis="explicit", parent_quota_id="")  # fmt: skip
    p.keep(p.c.only("project", project_id="XY18-N-02"))  # whose targets say that it is the town's
    for county in COUNTIES:
        p.fails("XY18-2-b", region_id=county)


@VIOLATIONS("XY18-3.1-a", most=2)
def second_preschool_office(p: CountyPlanter) -> None:
    for county in p.some(COUNTIES):
        office = p.c.only("org_unit", region_id=county, kind="preschool_office")
        second = p.c.add("org_unit", **{**office, "unit_id": f"{county}-preschool-2",
                         "supervisor": f"督学{county}", "supervisor_post": "other"})  # fmt: skip
        p.fails("XY18-3.1-a", region_id=county)
        p.fails("XY18-3.1-a/unit", region_id=county, unit="preschool_office")
        p.fails("XY18-3.1-a/post", unit_id=second["unit_id"])


@VIOLATIONS("XY18-3.1-b")
def mechanism_too_late(p: Planter) -> None:
    for row in p.take(p.world.rows("asset_item", kind="mechanism")):
        row["date"] = LATE
        p.fails("XY18-3.1-b", region_id=row["owner_id"], area=row["area"])


@VIOLATIONS("XY18-3.1-c")
def function_of_no_unit_and_of_two(p: Planter) -> None:
    college = [r for r in p.world.tables["unit_duty"] if r["unit_id"].endswith("-college")]
    for row in p.take(college):
        p.world.remove("unit_duty", row)
        p.fails("XY18-3.1-c", unit_id=row["unit_id"], duty=row["duty"])
    for row in p.take(college):
        county = row["unit_id"].split("-")[0]
        p.world.add("unit_duty", unit_id=f"{county}-training_office", duty=row["duty"])
        p.fails("XY18-3.1-c/shared", region_id=county, duty=row["duty"])


@VIOLATIONS("XY18-3.1-d", most=1)
def centre_too_late_and_too_early(p: Planter) -> None:
    """The county's in 2023; the district's before the plan ends and before the mechanisms."""
    late = p.world.only("org_unit", region_id=COUNTY, kind="development_centre")
    late["founded_on"] = "2023-01-10"
    early = p.world.only("org_unit", region_id=DISTRICT, kind="development_centre")
    early["founded_on"] = "2019-04-30"
    p.fails("XY18-3.1-d", region_id=COUNTY)
    p.fails("XY18-3.1-d/after", unit_id=early["unit_id"])
    p.fails("XY18-3.1-d/coordination", unit_id=early["unit_id"])


@VIOLATIONS("XY18-3.1-e")
def staff_only_transferred(p: Planter) -> None:
    after = [row for row in p.world.tables["recruitment"] if row["year"] > 2020]
    for row in p.take(after):
        way, row["way"] = row["way"], "transfer"
        p.fails("XY18-3.1-e", region_id=row["region_id"], way=way)


@VIOLATIONS("XY18-3.2-a")
def vice_principal_is_responsible(p: Planter) -> None:
    for school in p.take(p.world.rows("school", stage="junior")):
        deputy = p.world.only("teacher_role", school_id=school["school_id"],
                              position="vice_principal")  # fmt: skip
        school["responsible_id"] = deputy["teacher_id"]
        p.fails("XY18-3.2-a", school_id=school["school_id"])


@VIOLATIONS("XY18-3.2-b")
def zone_organises_for_schools(p: Planter) -> None:
    activities = [r for r in p.world.rows("study_activity", kind="school_based")
                  if r["date"] > "2021"]  # fmt: skip
    for row in p.take(activities):
        row["organiser_level"] = "zone"
        p.fails("XY18-3.2-b", activity_id=row["activity_id"])
    for row in p.take(p.world.tables["credit_entry"]):
        row["source_ref"] = "无"
        p.fails("XY18-3.2-b/credit", entry_id=row["entry_id"])


@VIOLATIONS("XY18-3.2-c")
def level_without_activities(p: CountyPlanter) -> None:
    """Held by others; and a level that does nothing, not even for managers, in three years."""
    for row in p.take(p.c.rows("study_activity", kind="other")):
        row["organiser_level"] = "other"
        p.fails("XY18-3.2-c", activity_id=row["activity_id"])
    for region, tier in p.some([(r, t) for t in ("zone", "school") for r in (DISTRICT, COUNTY)]):
        rows = p.c.rows("study_activity", region_id=region, organiser_level=tier)
        for row in rows:
            row["date"] = max(row["date"], "2021-01-12")
        p.keep(*rows)
        p.fails("XY18-3.2-c/each", region_id=region, tier=tier)
        p.also("XY18-6.2-a", region_id=region, tier=tier)


@VIOLATIONS("XY18-3.3-a")
def managers_too_late(p: CountyPlanter) -> None:
    levels = [(region, tier) for region in COUNTIES for tier in ("zone", "school", "county")]
    for region, tier in p.some(levels):
        for row in p.c.rows("body_member", body_id=f"{region}-managers-{tier}"):
            row["from"] = "2019-01-01"
        p.fails("XY18-3.3-a", region_id=region, tier=tier)


def only_trainers(p: CountyPlanter) -> list[dict]:
    """Trainers who are the only ones of the county for their stage and subject."""
    rows = p.c.rows("trainer", region_id=COUNTY, field="subject")
    return [
        row
        for row in rows
        if sum((o["stage"], o["subject"]) == (row["stage"], row["subject"]) for o in rows) == 1
    ]


@VIOLATIONS("XY18-3.3-b")
def team_not_in_time(p: CountyPlanter) -> None:
    """Who joins late was no member yet when members were trained, who has no rank is not fit."""
    late = []
    for row in p.take(only_trainers(p)):
        row["appointed_from"] = "2019-03-01"
        late.append(row["teacher_id"])
        p.fails("XY18-3.3-b", stage=row["stage"], subject=row["subject"])
    for row in p.take(p.c.rows("trainer", field="management", appointed_to="")):
        p.c.roles[row["teacher_id"]][0]["rank"] = "none"
        p.fails("XY18-3.3-b/rank", trainer_id=row["trainer_id"])
        for entry in p.trained_with_rank(row["teacher_id"]):
            p.keep(entry)
            p.also("XY18-T1-b", enr_id=entry["enr_id"])
    for zone in p.take(p.c.rows("region", level="zone")):
        for row in p.c.rows("trainer", region_id=zone["region_id"]):
            row["appointed_from"] = "2019-03-01"
            late.append(row["teacher_id"])
            p.keep(row)
        p.fails("XY18-3.3-b/zone", region_id=zone["region_id"])
    for teacher in late:
        for entry in p.trained_as_members(teacher, "2019-03-01"):
            p.keep(entry)
            p.also("XY18-T1-b", enr_id=entry["enr_id"])


def plain_evaluations(p: CountyPlanter) -> list[dict]:
    """Trainers who qualified, without a reward, still serve, and are up for no honour."""
    honoured = {row["teacher_id"] for row in p.c.tables["honour"]}
    staying = {
        row["trainer_id"]
        for row in p.c.rows("trainer", appointed_to="")
        if row["teacher_id"] not in honoured and id(row) not in p.taken
    }
    rows = p.c.rows("evaluation", object_kind="trainer", grade="qualified")
    return [row for row in rows if row["object_id"] in staying and row["period"] < 2022]


@VIOLATIONS("XY18-3.3-c")
def stays_without_qualifying(p: CountyPlanter) -> None:
    """In the county's team; or leaves it, and is appointed by a zone."""
    gone = p.c.rows("evaluation", object_kind="trainer", grade="unqualified")
    for row in p.take(plain_evaluations(p)):
        row["grade"] = "unqualified"
        p.keep(p.c.only("trainer", trainer_id=row["object_id"]))
        p.fails("XY18-3.3-c", eval_id=row["eval_id"])
    zone = p.c.rows("region", level="zone")[0]["region_id"]
    for row in p.take(gone):
        trainer = p.c.only("trainer", trainer_id=row["object_id"])
        other = p.c.add("trainer", **{
            **trainer, "trainer_id": f"{row['object_id']}-{row['period']}", "region_id": zone,
            "appointed_from": f"{row['period'] + 1}-03-01", "appointed_to": "",
        })  # fmt: skip
        p.keep(trainer, other)
        p.fails("XY18-3.3-c/again", eval_id=row["eval_id"])


@VIOLATIONS("XY18-3.3-d")
def team_passed_over(p: CountyPlanter) -> None:
    idle = [row for row in p.c.tables["trainer"] if row["teacher_id"] in p.c.idle]
    for number, row in zip(p.some(LISTED), p.take(idle), strict=True):
        sub = f"{t1(number)}-S"
        nominate(p.c, sub, row["teacher_id"], "2018-09-03")
        p.fails("XY18-3.3-d", sub_id=sub)


@VIOLATIONS("XY18-3.3-e")
def year_without_money(p: Planter) -> None:
    for row in p.take(p.world.tables["budget_line"]):
        row["planned"] = "0.00"
        plan = p.world.only("plan", body_id=row["owner_id"])
        p.fails("XY18-3.3-e", plan_id=plan["plan_id"], year=row["year"])


@VIOLATIONS("XY18-3.4-a", each=2, most=1)
def senior_high_is_delivered_to(p: Planter) -> None:
    """In place of the second year in which senior high comes to the county."""
    for row in p.take(p.world.rows("rotation", mode="delivery", cell_type="empty"), 2):
        row["stage"] = "senior"
        p.fails("XY18-3.4-a", row_id=row["row_id"])
    p.world.only("rotation", mode="to_county", year=2020)["stage"] = ""
    for county in COUNTIES:
        p.fails("XY18-3.4-a/senior", region_id=county)


def issue_late(p: CountyPlanter, topic: str) -> Sequence[str]:
    """Issues a document after the three years; says of which of the two."""
    for county in p.some(COUNTIES):
        p.c.only("document", doc_id=f"{county}-{topic}")["issue_date"] = "2021-01-05"
    return p.some(COUNTIES)


@VIOLATIONS("XY18-3.5-a", most=2)
def credit_rule_too_late(p: CountyPlanter) -> None:
    for county in issue_late(p, "credit_registration"):
        p.fails("XY18-3.5-a", region_id=county)
        p.also("XY18-6.3-a", region_id=county, topic="credit_registration")


def leave_unconfirmed(p: CountyPlanter, kind: str, area: str) -> None:
    for county in p.some(COUNTIES):
        proof(p, county, kind, area)["attested_by"] = "无"
        p.fails(p.clause, region_id=county)


@VIOLATIONS("XY18-3.5-b", most=2)
def survey_not_confirmed(p: CountyPlanter) -> None:
    leave_unconfirmed(p, "platform", "needs")


@VIOLATIONS("XY18-3.5-c", most=2)
def publicity_not_confirmed(p: CountyPlanter) -> None:
    leave_unconfirmed(p, "platform", "publicity")


@VIOLATIONS("XY18-3.5-d", most=2)
def reward_not_as_promised(p: CountyPlanter) -> None:
    trainers = {row["eval_id"] for row in p.world.rows("evaluation", object_kind="trainer")}
    for row in p.take([r for r in p.world.tables["reward"] if r["eval_id"] in trainers]):
        row["amount"] = "100.00"
        p.fails("XY18-3.5-d", eval_id=row["eval_id"])
    for kind in p.some(("project", "inst")):
        row = p.world.only("reward_standard", object_kind=kind, grade="excellent")
        row["amount"] = f"{STANDARDS[kind][0] - 1}.00"
        p.fails("XY18-3.5-d/order", object_kind=kind, grade="excellent")
