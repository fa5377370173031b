# SPDX-License-Identifier: Apache-2.0
"""Failures of rules that are off unless an office sets a parameter, each with its settings."""

from datetime import date, timedelta

from .province import REVIEWED
from .results import evaluations
from .spoiling import VIOLATIONS, ProvincePlanter

KEPT = "2023-12-30"  # the day before the year's last
ABOVE_SCHOOLS = "national,provincial,city,county"


@VIOLATIONS("HN22-G-a/at_least", settings={"cycle_rule": "at_least"})
def one_year(p: ProvincePlanter) -> None:
    later = [row for row in p.world.tables["county_project"] if row["from_year"] >= 2024]
    for row in p.take(sorted(later, key=lambda row: row["from_year"])):
        row["to_year"] = row["from_year"]
        p.fails("HN22-G-a/at_least", region_id=row["region_id"], from_year=row["from_year"])


@VIOLATIONS("HN22-G-b", settings={"five_levels": ABOVE_SCHOOLS})
def training_of_a_school(p: ProvincePlanter) -> None:
    """School-based training, where the levels named are those above schools."""
    for school in p.take(p.world.tables["school"]):
        row = p.world.add("project", project_id=f"P23-{school['school_id']}", level="school",
                          name_zh="2023年校本研修", year=REVIEWED,
                          host_region=school["region_id"])  # fmt: skip
        p.fails("HN22-G-b", project_id=row["project_id"])


@VIOLATIONS("HN22-T2-a/aligned", settings={"plan_alignment": "programme"})
def plan_begins_a_year_late(p: ProvincePlanter) -> None:
    for row in p.take(p.world.rows("plan", kind="five_year")):
        row.update(from_year=2022, to_year=2026)
        p.fails("HN22-T2-a/aligned", plan_id=row["plan_id"])


@VIOLATIONS("HN22-T3-a/average", settings={"count_basis": "average", "trainers_min": "35"})
def fewer_trainers_at_the_end(p: ProvincePlanter) -> None:
    """Those of the year before leave after the evaluation, a day before the year's end."""
    for county in p.counties():
        for row in p.world.rows("trainer", region_id=county, appointed_to=None):
            if row["appointed_from"].year < REVIEWED:
                row["appointed_to"] = KEPT
        p.fails("HN22-T3-a/average", region_id=county)


@VIOLATIONS("HN22-T3-d/stable", settings={"turnover_max": "0.20"})
def trainers_left_in_the_year(p: ProvincePlanter) -> None:
    """Nine more than the two who did, of about thirty."""
    for county in p.counties():
        known = {row["teacher_id"] for row in p.world.tables["trainer"]}
        former = p.world.rows("trainer", region_id=county, appointed_to=date(2023, 3, 1))[0]
        others = [t for t in p.world.people[county] if t["teacher_id"] not in known]
        for number, post in enumerate(others[:9], start=1):
            p.world.add("trainer", **{**former, "trainer_id": f"{county}-原{number}",
                                      "teacher_id": post["teacher_id"],
                                      "appointed_from": date(2022, 3, 1)})  # fmt: skip
        p.fails("HN22-T3-d/stable", region_id=county)


@VIOLATIONS("HN22-T4-a/by_role", settings={"grouping": "by_role", "studio_share": "0.02"})
def no_studio_for_teachers(p: ProvincePlanter) -> None:
    for county in p.counties():
        for row in p.world.rows("studio", kind="teacher", status="active"):
            if row["studio_id"].startswith(county):
                row["kind"] = "principal"
        p.fails("HN22-T4-a/by_role", region_id=county, studio="teacher")


@VIOLATIONS("HN22-E-e", settings={"publish_within_days": "90"})
def published_a_day_late(p: ProvincePlanter) -> None:
    for row in p.take(row for row in evaluations(p) if row["period"] <= REVIEWED):
        row["published_on"] = row["date"] + timedelta(days=91)
        p.fails("HN22-E-e", eval_id=row["eval_id"])
