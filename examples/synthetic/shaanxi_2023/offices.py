# SPDX-License-Identifier: Apache-2.0
"""What the bureaus, undertakers and projects of 2023 have in place, with what shows it."""

from datetime import date, timedelta

from ..world import at
from .county import COUNTIES, County

OFFICES = ("SN1", *(county for county, _ in COUNTIES))
REGULATIONS = (
    ("selection", "system"), ("team", "incentive"), ("progress", "workflow"),
    ("coordination", "system"), ("conversion", "incentive"), ("results", "workflow"),
)  # fmt: skip
HOST_AREAS = ("planning", "needs", "organisation", "appraisal")
FUNCTIONS = ("class_plan", "trainees", "support", "papers", "evaluation")
LINES = ("lodging", "meals", "lecture", "materials", "insurance")


def proof(
    c: County, owner_kind: str, owner_id: str, kind: str, area: str, day: date, attested: str = ""
) -> dict:
    return c.add(
        "asset_item", owner_kind=owner_kind, owner_id=owner_id, kind=kind, area=area, date=day,
        evidence_ref=f"佐证{c.next_id('asset_item', '')}", attested_by=attested,
    )  # fmt: skip


def bureaus(c: County) -> None:
    for office in OFFICES:
        for area, kind in REGULATIONS:
            proof(c, "region", office, kind, area, date(2023, 7, 18))
        proof(c, "region", office, "support", "implementation", date(2023, 7, 10), "示例承训单位1")
        proof(c, "region", office, "procedure", "selection", date(2023, 7, 12))
        proof(c, "region", office, "library", "whole", date(2023, 11, 6))
        proof(c, "region", office, "quota_split", "selection", date(2023, 7, 6))
        proof(c, "region", office, "intention", "selection", date(2023, 7, 7))
        for area in HOST_AREAS:
            proof(c, "region", office, "attestation", area, date(2023, 9, 1), "示例省教育厅")
        c.add("plan", plan_id=f"J-{office}", region_id=office, kind="participation",
              from_year=2021, to_year=2025, levels="county;city;provincial;national",
              approved_on=date(2021, 9, 10))  # fmt: skip


def libraries(c: County) -> None:
    for school in c.tables["school"]:
        proof(c, "school", school["school_id"], "library", "whole", date(2023, 10, 16))


def mechanism(c: County, unit: dict) -> None:
    proof(c, "inst", unit["inst_id"], "mechanism", "emergency", date(2023, 7, 14))


def projects_prepared(c: County) -> None:
    for owner in c.rows("project", year=2023, level="national"):
        prepared(c, owner)
    for unit in c.tables["institution"]:
        mechanism(c, unit)
    libraries(c)
    incidents(c)


def prepared(c: County, owner: dict) -> None:
    """A project's bids, tasks, people, records, expenses and the inspection."""
    key, host = owner["project_id"], owner["host_region"]
    number = c.next_id("task_row", "", 1)
    c.add("task_row", annex_id=f"附表{number}", annex_no=int(number) % 37 or 37, project_id=key,
          inst_id=owner["inst_id"], seats=owner["planned_quantity"])  # fmt: skip
    bids(c, owner)
    c.add("co_organiser", project_id=key, org_id=f"{host}-JY",
          kind="city_bureau" if host == "SN1" else "county_bureau")  # fmt: skip
    for region in {"SN1": ["SN1"]}.get(host, [host, "SN1"]):
        c.add("project_role", project_id=key, person=f"专干{region}", role="responsible",
              region_id=region)  # fmt: skip
    for index, function in enumerate(FUNCTIONS):
        c.add("system_record", record_id=c.next_id("system_record", "R"), project_id=key,
              function=function, at=at(owner["start_date"] + timedelta(days=index)))  # fmt: skip
    for kind in LINES:
        c.add("expense", exp_id=c.next_id("expense", "F"), project_id=key, kind=kind,
              purpose="training", amount=f"{c.rng.randrange(2000, 90000)}.00",
              date=owner["start_date"] + timedelta(days=owner["days"]))  # fmt: skip
    proof(c, "project", key, "inspection", "review", owner["start_date"] + timedelta(days=3))


def bids(c: County, owner: dict) -> None:
    """The undertaker's bid, and one that did not win."""
    losers = [u["inst_id"] for u in c.tables["institution"] if u["inst_id"] != owner["inst_id"]]
    for inst, won in ((owner["inst_id"], True), (c.rng.choice(losers), False)):
        c.add(
            "bid", bid_id=c.next_id("bid", "B"), project_id=owner["project_id"], inst_id=inst,
            submitted_at=at(date(2023, 3, 10) + timedelta(days=c.rng.randrange(9))),
            reviewed_at=at(date(2023, 4, 18), 15),
            assigned_at=at(date(2023, 6, 20), 10) if won else None,
        )  # fmt: skip


def incidents(c: County) -> None:
    """Trainees who were named in a circular."""
    for entry in c.rows("enrolment", status="graduated", year=2023):
        if entry["class_id"].startswith(("P2313", "P2314")):
            row = c.only("class", class_id=entry["class_id"])
            day = row["start_date"] + timedelta(days=2)
            c.add("incident", incident_id=c.next_id("incident", "I"), enr_id=entry["enr_id"],
                  kind=c.rng.choice(["inactive", "attitude"]), date=day)  # fmt: skip
            c.add("sanction", sanction_id=c.next_id("sanction", "S"), kind="circular",
                  subject=entry["teacher_id"], cause="培训期间表现消极",
                  date=row["end_date"] + timedelta(days=2))  # fmt: skip
