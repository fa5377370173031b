# SPDX-License-Identifier: Apache-2.0
"""Units with their functions, groups, documents, steps, proofs and what the three levels do."""

from .county import COUNTIES, COUNTY, DISTRICT, TOWNSHIPS, County
from .tables import PILOTS

LEVELS = ("county", "zone", "school")
DUTIES = {
    "training_office": ["programme", "planning", "funds", "credits", "experts", "liaison",
                        "project_evaluation"],
    "preschool_office": [],
    "research_office": ["team_building", "course_design"],
    "technology_centre": ["equipment", "technical_support", "it_guidance", "course_design"],
    "college": ["management_team", "project_running", "site", "trainees", "online_study",
                "expert_evaluation", "records", "county_training"],
}  # fmt: skip
NAMES = {"training_office": "师训股", "preschool_office": "幼教股", "research_office": "教研室",
         "technology_centre": "教育技术中心", "college": "教师进修学校",
         "development_centre": "教师发展中心"}  # fmt: skip
MEMBERS = ("personnel_deputy", "staffing_deputy", "finance_deputy")
STEPS = (("application", "2018-01-16"), ("report", "2018-03-20"), ("plan_fixed", "2018-06-10"),
         ("team_formed", "2018-07-02"), ("delivery_started", "2018-09-12"),
         ("school_based_regular", "2022-09-01"))  # fmt: skip
MECHANISMS = ("plan", "staff", "work", "time", "funds")
# kind, area, day, who confirms it
PROOFS = (
    *(("mechanism", f"{name}_coordination", "2019-05-20", "") for name in MECHANISMS),
    ("system", "system_building", "2020-11-20", ""), ("system", "whole", "2018-09-28", ""),
    ("workflow", "whole", "2018-10-12", ""), ("summary", "whole", "2018-12-26", ""),
    *(("facility", area, "2019-08-25", "") for area in ("hall", "multimedia", "reading_room")),
    ("library", "whole", "2020-03-02", ""), ("platform", "whole", "2020-04-15", ""),
    ("platform", "needs", "2019-03-11", "师训股"),
    ("platform", "publicity", "2019-03-12", "师训股"),
    ("support", "team", "2020-06-18", "县教育局"),
)  # fmt: skip
DOCUMENTS = (("credit_registration", "学分登记管理办法", "2018-09-20"),
             ("delivery", "送教下乡管理制度", "2018-10-15"),
             ("incentive", "培训者激励办法", "2019-02-26"),
             ("reward", "基地校奖补办法", "2019-03-18"))  # fmt: skip
# kind, level and topic of what is done every year
ACTIVITIES = (
    ("principal_training", "county", "校长任职培训"),
    ("new_teacher_training", "county", "初任教师培训"),
    ("team_training", "county", "骨干团队培训"), ("delivery", "county", "送教下乡"),
    ("supervision", "zone", "校本研修督导"), ("joint_theme", "zone", "同课异构"),
    ("school_based", "school", "教研组课例研讨"), ("other", "county", "读书沙龙"),
)  # fmt: skip


def units(c: County) -> None:
    """Five units under one deputy director, who heads the office too, and later a centre."""
    for county in COUNTIES:
        deputy = c.name()
        for kind, duties in DUTIES.items():
            unit(c, county, kind, deputy, "2005-01-01")
            for duty in duties:
                c.add("unit_duty", unit_id=f"{county}-{kind}", duty=duty)
        unit(c, county, "development_centre", deputy, "2021-06-30")
        former = unit(c, county, "technology_centre", c.name(), "1996-09-01")
        former.update(unit_id=f"{county}-电教馆", name_zh="电化教育馆", closed_on="2005-01-01")
        leading_group(c, county, deputy)


def unit(c: County, county: str, kind: str, supervisor: str, founded: str) -> dict:
    return c.add(
        "org_unit", unit_id=f"{county}-{kind}", region_id=county, kind=kind, name_zh=NAMES[kind],
        supervisor=supervisor, supervisor_post="deputy_bureau_director", founded_on=founded,
        closed_on="",
    )  # fmt: skip


def member(
    c: County, body: str, kind: str, person: str, role: str, region: str, level: str,
    post: str = "other", since: str = "2018-03-01", until: str = "",
) -> dict:  # fmt: skip
    return c.add(
        "body_member", body_id=body, body_kind=kind, person=person, role=role, from_=since, to=until,
        region_id=region, level=level, post=post,
    )  # fmt: skip


def leading_group(c: County, county: str, deputy: str) -> None:
    posts = [("chair", "deputy_county_head"), ("vice_chair", "bureau_director")]
    for role, post in [*posts, *(("member", post) for post in MEMBERS)]:
        member(c, f"{county}-group", "leading_group", f"{c.name()}{county}", role, county, "county",
               post)  # fmt: skip
    member(c, f"{county}-group", "leading_group", f"{c.name()}{county}", "chair", county, "county",
           "bureau_director", "2014-03-01", "2018-03-01")  # fmt: skip
    office = f"{county}-office"
    member(c, office, "office", deputy, "chair", county, "county", "deputy_bureau_director")
    member(c, office, "office", f"{c.name()}{county}", "member", county, "county")
    for level in LEVELS:
        for role in ("chair", "member"):
            body = f"{county}-managers-{level}"
            person = f"{c.name()}{county}{role[0]}{level[0]}"
            member(c, body, "management_team", person, role, county, level)


def communities(c: County) -> None:
    """Every trainer of the county is in a community of the stage; the core ones hold forums."""
    for row in c.tables["trainer"]:
        if row["region_id"] in COUNTIES:
            body = f"{COUNTY}-community-{row['stage']}"
            member(c, body, "community", row["teacher_id"], "member", COUNTY, "county",
                   since="2019-11-15")  # fmt: skip
    for region, subject in ((COUNTY, "chinese"), (COUNTY, "maths"), (DISTRICT, "english")):
        for row in c.rows("trainer", subject=subject, region_id=COUNTY):
            member(c, f"{region}-forum-{subject}", "forum", row["teacher_id"], "member", region,
                   "county", since="2019-10-20")  # fmt: skip
    for stage in ("kindergarten", "primary", "junior", "senior"):
        body = f"{COUNTY}-community-{stage}"
        c.add("plan", plan_id=f"plan-{stage}", region_id=COUNTY, kind="activity", from_year=2020,
              to_year=2022, body_id=body, approved_on="2019-12-10")  # fmt: skip
        for year in (2020, 2021, 2022):
            c.add("budget_line", line_id=c.next_id("budget_line", "L", 3), owner_kind="community",
                  owner_id=body, year=year, kind="self_study",
                  planned=f"{c.rng.randrange(20, 60)}00.00")  # fmt: skip


def workshops(c: County) -> None:
    """Each workshop of annex 1 has its team."""
    for row in c.rows("project", category_code="C4"):
        for role in ("chief_expert", "head_tutor"):
            c.add("project_role", project_id=row["project_id"], person=c.name() + role[0],
                  role=role)  # fmt: skip


def documents(c: County) -> None:
    for county in COUNTIES:
        for topic, title, day in DOCUMENTS:
            c.add("document", doc_id=f"{county}-{topic}", title_zh=title, issuer_region=county,
                  level="county", issue_date=day, valid_to=None, trial=False,
                  topics=topic)  # fmt: skip
        for kind, day in STEPS:
            c.add("milestone", region_id=county, kind=kind, date=day, evidence_ref="档案在册")
        for kind, area, day, attested in PROOFS:
            c.add("asset_item", owner_kind="region", owner_id=county, kind=kind, area=area,
                  date=day, evidence_ref="佐证材料", attested_by=attested or "无")  # fmt: skip


def recruited(c: County) -> None:
    for county in COUNTIES:
        recruit(c, county, 2019, "manager", "transfer")
        recruit(c, county, 2020, "manager", "open_selection")
        recruit(c, county, 2021, "researcher", "part_time")
        recruit(c, county, 2022, "trainer", "open_selection")
        c.add("pilot", pilot_id=f"{county}-1", region_id=county, year=2020,
              school_id=f"{county}-P", subject="chinese")  # fmt: skip
        c.add("pilot", pilot_id=f"{county}-2", region_id=county, year=2020,
              school_id=f"{county}-J", subject="maths")  # fmt: skip


def recruit(c: County, county: str, year: int, role: str, way: str) -> dict:
    key = c.next_id("recruitment", "A", 3)
    return c.add("recruitment", rec_id=key, region_id=county, year=year, person=f"{c.name()}{key}",
                 role=role, way=way)  # fmt: skip


def activity(c: County, county: str, kind: str, level: str, topic: str, day: str) -> dict:
    return c.add(
        "study_activity", activity_id=c.next_id("study_activity", "Y", 4), region_id=county,
        kind=kind, organiser_level=level, topic=topic, date=day,
    )  # fmt: skip


def activities(c: County) -> None:
    for county in COUNTIES:
        for year in (2018, 2019, 2020, 2021, 2022):
            for kind, level, topic in ACTIVITIES:
                day = f"{year}-{c.rng.randrange(9, 13):02}-{c.rng.randrange(1, 29):02}"
                activity(c, county, kind, level, topic, day)
        for level in LEVELS:
            activity(c, county, "manager_class", level, "管理者培训班", "2020-07-21")
        activity(c, county, "delivery_assessment", "county", "学区送教考核", "2020-12-08")
    for item, _ in PILOTS:
        for day in ("2019-05-16", "2019-10-24"):
            activity(c, COUNTY, "to_county", "county", item, day)


def bases(c: County) -> None:
    """A base school a township, five studios: declared, assessed, then chosen for five years."""
    for number in range(1, len(TOWNSHIPS) + 1):
        designate(c, f"{COUNTY}-T{number:02}-P")
    for number in range(1, 6):
        c.add("studio", studio_id=f"W{number}", **steps_of_choice(c))


def designate(c: County, school: str) -> dict:
    return c.add(
        "designation", des_id=c.next_id("designation", "D", 3), kind="base", school_id=school,
        status="active", conditions="central;hardware;climate", **steps_of_choice(c),
        to="2023-11-26",
    )  # fmt: skip


def steps_of_choice(c: County) -> dict:
    return {
        "declared_on": f"2018-07-{c.rng.randrange(2, 28):02}",
        "assessed_on": f"2018-10-{c.rng.randrange(8, 28):02}", "from": "2018-11-26",
    }  # fmt: skip
