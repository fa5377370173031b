# SPDX-License-Identifier: Apache-2.0
"""What a county has built and set up: plans, bodies, evidence, studios, base schools, money."""

from datetime import date

from .province import CITIES, COUNTIES, PROJECT_COUNTIES, REVIEWED, County, Province
from .training import helped_school, studio_school, submit, visit

EVIDENCE = {  # kind: areas
    "centre": ("whole",),
    "merger": ("training", "research", "technology"),
    "mechanism": (
        "joint_planning", "joint_proposal", "division", "advance", "trainer_research",
        "studio", "development_school", "demonstration_school",
    ),
    "system": (
        "choosing", "cultivating", "using", "evaluating",
        "studio", "development_school", "demonstration_school",
    ),
    "attestation": ("technology",),
    "case": ("results", "conversion", "transfer", "effect"),
    "brand": ("whole",),
}  # fmt: skip
WITH_A_UNIVERSITY = {
    "agreement": ("coordination",),
    "plan": (
        "construction_plan", "integration_plan", "use_plan",
        "studio", "development_school", "demonstration_school",
    ),
}  # fmt: skip
PLATFORMS = {
    "centre": 80, "trainers": 40, "studios": 30, "development_schools": 25,
    "demonstration_schools": 25,
}  # fmt: skip
ITEMS = (  # stage, position, from rank, to rank
    *(
        (stage, "teacher", *ranks)
        for stage in ("primary", "junior")
        for ranks in (
            ("none", "none"), ("county_backbone", "city_backbone"),
            ("province_backbone", "subject_leader"),
        )
    ),
    ("any", "class_teacher", None, None),
    ("any", "researcher", None, None),
    ("any", "principal", None, None),
    ("any", "vice_principal", None, None),
)  # fmt: skip
STUDIO_KINDS = ("teacher", "principal", "class_teacher")


def seats(p: Province) -> None:
    """Seats of projects for leaders, of sub-projects for others; part of them for a township."""
    for cell in list(p.tables["quota"]):
        key = cell["quota_id"].removesuffix("-Q")
        if key.endswith("-principal"):
            cell.update(project_id=key, sub_id=None)
        place = p.schools_of(cell["region_id"])[0]["region_id"]
        p.add("quota", **{**cell, "quota_id": f"{key}-Q1", "region_id": place,
                          "parent_quota_id": cell["quota_id"], "seats": 1})  # fmt: skip


def support(p: Province) -> None:
    for county in PROJECT_COUNTIES:
        plans(p, county)
        evidence(p, county)
        bodies(p, county)
        papers_and_money(p, county)
        studios(p, county)
        base_schools(p, county)
    for number in range(1, 6):
        p.add("body_member", body_id="HA-评价组", body_kind="evaluation_group",
              person=f"示例专家{number}", role="chair" if number == 1 else "member",
              from_=date(2022, 11, 20), to=None, region_id="HA")  # fmt: skip
    for city in CITIES:
        for county in city.counties:
            visit(p, "guidance", "region", county.key, date(REVIEWED, 5, 1 + p.rng.randrange(28)),
                  by_region=city.key)  # fmt: skip


def plans(p: Province, county: County) -> None:
    key = f"{county.key}-五年"
    p.add("plan", plan_id=key, region_id=county.key, kind="five_year", from_year=2021,
          to_year=2025, levels="national;provincial;city;county;school")  # fmt: skip
    for number, (stage, position, lowest, highest) in enumerate(ITEMS, start=1):
        p.add("plan_item", item_id=f"{key}-{number}", plan_id=key, rank_from=lowest,
              rank_to=highest, stage=stage, subject="any", position=position)  # fmt: skip
    cycle = next(c for c in county.cycles if c.first <= REVIEWED <= c.last)
    p.add("plan", plan_id=f"{county.key}-建设", region_id=county.key, kind="construction",
          from_year=cycle.first, to_year=cycle.last, levels="county;school")  # fmt: skip


def evidence(p: Province, county: County) -> None:
    partner = f"U{p.rng.randrange(1, 5)}"
    for kind, areas in EVIDENCE.items():
        for area in areas:
            p.evidence(county.key, kind, area)
    for kind, areas in WITH_A_UNIVERSITY.items():
        for area in areas:
            p.evidence(county.key, kind, area, partner_id=partner)


def bodies(p: Province, county: County) -> None:
    for kind, name, members in (
        ("leading_group", "领导小组", 3), ("think_tank", "智库", 4), ("expert_group", "专家组", 4),
    ):  # fmt: skip
        for number in range(members):
            lead = "chair" if kind == "leading_group" and number == 0 else "member"
            p.add("body_member", body_id=f"{county.key}-{name}", body_kind=kind,
                  person=f"{county.name}{name}成员{number + 1}", role=lead,
                  from_=date(2022, 12, 1), to=None, region_id=county.key,
                  level="county")  # fmt: skip
        p.add("body_member", body_id=f"{county.key}-{name}", body_kind=kind, role="member",
              person=f"{county.name}{name}原成员", from_=date(2021, 3, 1), to=date(2022, 12, 1),
              region_id=county.key, level="county")  # fmt: skip


def papers_and_money(p: Province, county: County) -> None:
    for kind in ("case", "publicity"):
        submit(p, "region", county.key, kind, date(REVIEWED, 11, 1 + p.rng.randrange(28)))
    for kind, amount in PLATFORMS.items():
        p.add("budget_line", line_id=p.next_id("budget_line", "B", 4), owner_kind="county",
              owner_id=county.key, year=REVIEWED, kind=kind,
              planned=f"{amount + p.rng.randrange(20)}0000.00", actual="0.00")  # fmt: skip


def backbone_of(p: Province, county: str) -> set[str]:
    """Whom the backbone projects of a county trained."""
    projects = p.rows("project", host_region=county, is_backbone=True)
    classes = {f"{project['project_id']}-1-K1" for project in projects}
    return {
        e["teacher_id"]
        for e in p.rows("enrolment", status="graduated")
        if e["class_id"] in classes
    }


def studios(p: Province, county: County) -> None:
    """Just as many as one for ten backbone people trained, and one that is closed."""
    wanted = -(-len(backbone_of(p, county.key)) // 10)
    places = [s["school_id"] for s in p.schools_of(county.key)]
    hosts = [studio_school(p, county.key), *places[2:]]
    for number in range(wanted + 1):
        closed = number == wanted
        row = p.add(
            "studio", studio_id=f"{county.key}-W{number + 1}", kind=STUDIO_KINDS[number % 3],
            holder=p.people[county.key][number]["teacher_id"], school_id=hosts[number % len(hosts)],
            from_=date(2020, 9, 1), to=date(2023, 6, 30) if closed else None,
            status="closed" if closed else "active",
        )  # fmt: skip
        if not closed:
            visit(p, "followup", "studio", row["studio_id"], date(REVIEWED, 11, 8))


def base_schools(p: Province, county: County) -> None:
    for kind, school in (
        ("development", helped_school(p, county.key)),
        ("demonstration", studio_school(p, county.key)),
        ("base", p.schools_of(county.key)[-1]["school_id"]),
    ):
        p.add("designation", des_id=f"{county.key}-{kind}", kind=kind, school_id=school,
              from_=date(REVIEWED, 9, 1), to=None, status="active")  # fmt: skip
        visit(p, "followup", "school", school, date(REVIEWED, 11, 15))
    p.add("designation", des_id=f"{county.key}-former", kind="base", status="closed",
          school_id=p.schools_of(county.key)[2]["school_id"], from_=date(2018, 9, 1),
          to=date(2021, 8, 31))  # fmt: skip


def allocations(p: Province) -> None:
    """What each county got in 2023, and what follows from evaluations, in two instalments."""
    for county in COUNTIES:
        money = {2023: 600_000 + p.rng.randrange(9) * 10_000, 2024: 700_000}
        if county.in_scope:
            money = {2023: 1_800_000}
        basis: dict[int, str] = {}
        for ev in p.rows("evaluation", object_kind="county", object_id=county.key):
            worth = {"excellent": 3_000_000, "qualified": 2_000_000}.get(ev["grade"])
            if worth and ev["period"] < 2024:
                money[ev["period"] + 1] = worth
                basis[ev["period"] + 1] = ev["eval_id"]
        for year, amount in money.items():
            for part in (amount * 6 // 10, amount * 4 // 10):
                p.add("allocation", alloc_id=p.next_id("allocation", "A", 4),
                      region_id=county.key, year=year, amount=f"{part}.00", seats=part // 20_000,
                      basis_eval_id=basis.get(year))  # fmt: skip
