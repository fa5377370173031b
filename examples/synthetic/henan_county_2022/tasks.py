# SPDX-License-Identifier: Apache-2.0
"""Failures of the goals and of the five tasks: what a county has to build."""

from datetime import date

from .province import CITIES, PROJECT_COUNTIES
from .spoiling import VIOLATIONS, ProvincePlanter
from .training import helped_school


@VIOLATIONS("HN22-G-a")
def three_years(p: ProvincePlanter) -> None:
    later = [row for row in p.world.tables["county_project"] if row["from_year"] >= 2024]
    for row in p.take(sorted(later, key=lambda row: row["from_year"])):
        row["to_year"] = row["from_year"] + 2
        p.fails("HN22-G-a", region_id=row["region_id"], from_year=row["from_year"])


@VIOLATIONS("HN22-G-c")
def no_project_hosted(p: ProvincePlanter) -> None:
    """The city hosts the projects of the year in the county's place."""
    city_of = {county.key: city.key for city in CITIES for county in city.counties}
    for last in p.take(reversed(p.world.rows("project", year=2023, type="one_to_one"))):
        county = last["host_region"]
        for row in p.world.rows("project", host_region=county, year=2023):
            row["host_region"] = city_of[county]
            p.keep(row)
        p.fails("HN22-G-c", region_id=county, component="project")


@VIOLATIONS("HN22-T1-a")
def units_not_merged(p: ProvincePlanter) -> None:
    """Units that only work together, and counties without a centre."""
    for item in p.take(p.items("merger")):
        item["kind"] = "integration"
        p.fails("HN22-T1-a/units", region_id=item["owner_id"], area=item["area"])
    for item in p.without("HN22-T1-a/centre", p.items("centre"), None):
        p.also("HN22-G-c", region_id=item["owner_id"], component="centre")


@VIOLATIONS("HN22-T1-b")
def forces_not_even_integrated(p: ProvincePlanter) -> None:
    for item in p.without("HN22-T1-b", p.items("merger")):
        p.also("HN22-T1-a/units", region_id=item["owner_id"], area=item["area"])


@VIOLATIONS("HN22-T1-c")
def mechanism_incomplete(p: ProvincePlanter) -> None:
    areas = ("joint_planning", "joint_proposal", "division", "advance")
    p.without("HN22-T1-c", p.items("mechanism", *areas))


@VIOLATIONS("HN22-T2-a")
def plans_overlap_or_are_short(p: ProvincePlanter) -> None:
    """The plan before is still in force, or a plan has four years."""
    for plan in p.take(p.world.rows("plan", kind="five_year")):
        p.keep(p.world.add("plan", **{**plan, "plan_id": f"{plan['region_id']}-前五年",
                                  "from_year": 2019, "to_year": 2023}))  # fmt: skip
        p.fails("HN22-T2-a/one", region_id=plan["region_id"])
    for plan in p.take(p.world.rows("plan", kind="five_year")):
        plan["to_year"] = 2024
        p.fails("HN22-T2-a/years", plan_id=plan["plan_id"])


@VIOLATIONS("HN22-T2-b")
def school_level_left_out(p: ProvincePlanter) -> None:
    for plan in p.take(p.world.rows("plan", kind="five_year")):
        plan["levels"] = "national;provincial;city;county"
        p.fails("HN22-T2-b", plan_id=plan["plan_id"])


@VIOLATIONS("HN22-T2-c")
def teacher_above_the_plan(p: ProvincePlanter) -> None:
    """The plan goes up to subject leaders, and somebody is a rank higher."""
    posts = [
        post
        for county in PROJECT_COUNTIES
        for post in p.world.people[county.key]
        if post["position"] == "teacher"
    ]
    for post in p.take(posts):
        post["rank"] = "master"
        keys = {name: post[name] for name in ("teacher_id", "school_id", "position")}
        p.fails("HN22-T2-c", **keys, from_=post["from"].isoformat())


@VIOLATIONS("HN22-T2-d")
def no_step_higher(p: ProvincePlanter) -> None:
    before = {row["teacher_id"]: row["step"] for row in p.world.rows("growth_record", cycle=4)}
    now = [row for row in p.world.rows("growth_record", cycle=5) if before[row["teacher_id"]] < 6]
    for row in p.take(now):
        row["step"] = before[row["teacher_id"]]
        p.fails("HN22-T2-d", teacher_id=row["teacher_id"], cycle=5)


def on_day(p: ProvincePlanter, county: str) -> list[dict]:
    """The trainers whom a county has on the day of its evaluation."""
    return [row for row in p.world.trainers[county] if not row["appointed_to"]]


@VIOLATIONS("HN22-T3-a")
def forty_nine_trainers(p: ProvincePlanter) -> None:
    """Terms run out before the evaluation."""
    for county in p.counties():
        team = on_day(p, county)
        for trainer in p.take(team, len(team) - 49):
            trainer["appointed_to"] = date(2023, 12, 1)
        p.fails("HN22-T3-a", region_id=county)


@VIOLATIONS("HN22-T3-b")
def just_half_are_of_the_four_kinds(p: ProvincePlanter) -> None:
    for county in p.counties():
        team = on_day(p, county)
        core = [trainer for trainer in team if trainer["category"] != "other"]
        for trainer in p.take(core, len(core) - len(team) // 2):
            trainer["category"] = "other"
        p.fails("HN22-T3-b", region_id=county)


@VIOLATIONS("HN22-T3-c")
def unfit_trainers(p: ProvincePlanter) -> None:
    """Appointed by no measure, or below the title asked for; or failed in the team project."""
    team = [trainer for county in PROJECT_COUNTIES for trainer in on_day(p, county.key)]
    fit = [trainer for trainer in team if trainer["category"] == "frontline_master"]
    for number, trainer in enumerate(p.take(fit)):
        if number % 2:
            for post in p.world.rows("teacher_role", teacher_id=trainer["teacher_id"]):
                post["title"] = "first"
        else:
            trainer["measure_ref"] = "无"
        p.fails("HN22-T3-c", trainer_id=trainer["trainer_id"])
    for trainer in p.take(t for t in team if t["appointed_from"].year == 2023):
        (entry,) = [
            row
            for row in p.world.rows("enrolment", teacher_id=trainer["teacher_id"])
            if "-team-" in row["class_id"]
        ]
        entry["status"] = "failed"
        event = p.world.only("enrolment_event", enr_id=entry["enr_id"], status="graduated")
        event["status"] = "failed"
        p.fails("HN22-T3-c/team", trainer_id=trainer["trainer_id"])


@VIOLATIONS("HN22-T3-d")
def no_lasting_research(p: ProvincePlanter) -> None:
    p.without("HN22-T3-d", p.items("mechanism", "trainer_research"), None)


@VIOLATIONS("HN22-T4-a")
def studio_too_few(p: ProvincePlanter) -> None:
    """The last studio of a county is closed."""
    active = p.world.rows("studio", status="active")
    last = {studio["studio_id"].split("-")[0]: studio for studio in active}
    for studio in p.take(last.values()):
        studio.update(status="closed", to=date(2023, 9, 30))
        p.fails("HN22-T4-a", region_id=studio["studio_id"].split("-")[0])


@VIOLATIONS("HN22-T4-b")
def partner_is_no_university(p: ProvincePlanter) -> None:
    for item in p.take(p.items("agreement")):
        item["partner_id"] = "U5"
        p.fails("HN22-T4-b", region_id=item["owner_id"])
        p.also("HN22-G-c", region_id=item["owner_id"], component="university")


@VIOLATIONS("HN22-T4-d")
def studio_in_another_school(p: ProvincePlanter) -> None:
    """A demonstration school is neither that of a studio nor one of a project."""
    for row in p.take(p.world.rows("designation", kind="demonstration")):
        studio = p.world.only("studio", studio_id=row["des_id"].split("-")[0] + "-W1")
        studio["school_id"] = helped_school(p.world, row["des_id"].split("-")[0])
        p.keep(studio)
        p.fails("HN22-T4-d", des_id=row["des_id"])


@VIOLATIONS("HN22-T4-c")
def base_schools_closed(p: ProvincePlanter) -> None:
    for kind in ("development", "demonstration"):
        for row in p.take(p.world.rows("designation", kind=kind)):
            row.update(status="closed", to=date(2023, 12, 1))
            p.fails(f"HN22-T4-c/{kind}", region_id=row["des_id"].split("-")[0])


@VIOLATIONS("HN22-T4-e")
def platform_without_paper(p: ProvincePlanter) -> None:
    areas = ("studio", "development_school", "demonstration_school")
    papers = [item for kind in ("system", "plan", "mechanism") for item in p.items(kind, *areas)]
    for item in p.take(papers[::7]):
        p.world.remove("asset_item", item)
        p.fails("HN22-T4-e", region_id=item["owner_id"], area=item["area"], paper=item["kind"])


@VIOLATIONS("HN22-T5-a")
def system_incomplete(p: ProvincePlanter) -> None:
    p.without("HN22-T5-a", p.items("system", "choosing", "cultivating", "using", "evaluating"))


@VIOLATIONS("HN22-T5-b")
def teacher_without_file(p: ProvincePlanter) -> None:
    for item in p.take(p.world.rows("asset_item", kind="growth_file")):
        p.world.remove("asset_item", item)
        p.fails("HN22-T5-b", teacher_id=item["owner_id"])


@VIOLATIONS("HN22-T5-c")
def no_new_technology(p: ProvincePlanter) -> None:
    p.without("HN22-T5-c", p.items("attestation"), None)


@VIOLATIONS("HN22-T5-d")
def outcome_registered_after_the_year(p: ProvincePlanter) -> None:
    for item in p.take(p.items("case")):
        item["date"] = date(2024, 1, 3)
        p.fails("HN22-T5-d", region_id=item["owner_id"], area=item["area"])
