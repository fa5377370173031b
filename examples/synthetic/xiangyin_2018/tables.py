# SPDX-License-Identifier: Apache-2.0
"""The plan's tables: the three-year table, annex 1 (1,984 seats) and annex 2 (1,855 persons)."""

from typing import NamedTuple

from .county import COUNTY, PLAN_DAY, RURAL, County

Target = tuple[str, str, str, str]  # stage, subject, position, locality


class Seats(NamedTuple):
    """A sub-project of annex 1; `seats` is 0 where it shares the pool."""

    number: int
    code: str
    name: str
    category: str
    seats: int
    start: str
    end: str
    mode: str
    targets: tuple[Target, ...]


def anywhere(position: str, *stages: str, subject: str = "any") -> tuple[Target, ...]:
    return tuple((stage, subject, position, "any") for stage in stages)


def rural(position: str, *stages: str, subject: str = "any") -> tuple[Target, ...]:
    return tuple((s, subject, position, place) for s in stages for place in RURAL)


POOL, POOL_SEATS = "P-C1-2018", 594
TEXTBOOKS = tuple(
    target
    for stage, subject in (("primary", "morality"), ("primary", "chinese"), ("junior", "history"))
    for target in rural("teacher", stage, subject=subject)
)
ANNEX_1 = (
    Seats(1, "A310", "中小学培训团队研修", "培训团队研修", 36, "08-01", "08-10", "face",
          anywhere("team_member", "primary", "junior", "senior")),
    Seats(2, "A324", "幼儿园培训团队研修", "培训团队研修", 4, "08-01", "08-10", "face",
          anywhere("team_member", "kindergarten")),
    Seats(3, "B101", "中小学送培到县", "送培到县", 668, "09-01", "10-31", "to_county",
          anywhere("any", "primary", "junior", "senior")),
    Seats(4, "B203", "中小学送教下乡", "送教下乡", 420, "09-01", "12-31", "delivery",
          rural("teacher", "primary", "junior")),
    Seats(5, "B206", "幼儿园送教下乡", "送教下乡", 120, "09-01", "12-31", "delivery",
          rural("teacher", "kindergarten")),
    Seats(6, "C101", "乡村学校网络校本研修", "网络校本整合", 0, "09-01", "12-31", "online",
          rural("teacher", "primary", "junior", "senior")),
    Seats(7, "C102", "乡村幼儿园网络研修", "网络校本整合", 0, "09-01", "12-31", "online",
          rural("teacher", "kindergarten")),
    Seats(8, "C103", "三科教材网络校本研修", "网络校本整合", 0, "09-01", "12-31", "online",
          TEXTBOOKS),
    Seats(9, "C426", "小学英语工作坊", "教师工作坊", 40, "09-01", "12-31", "workshop",
          anywhere("teacher", "primary", subject="english")),
    Seats(10, "C427", "初中英语工作坊", "教师工作坊", 24, "09-01", "12-31", "workshop",
          anywhere("teacher", "junior", subject="english")),
    Seats(11, "C428", "初中生物工作坊", "教师工作坊", 12, "09-01", "12-31", "workshop",
          anywhere("teacher", "junior", subject="biology")),
    Seats(12, "C429", "中小学音乐工作坊", "教师工作坊", 30, "09-01", "12-31", "workshop",
          anywhere("teacher", "primary", "junior", subject="music")),
    Seats(13, "E428", "乡村校园长能力提升", "乡村校园长培训", 30, "08-01", "09-30", "face",
          rural("principal", "any")),
    Seats(14, "E429", "新高考管理培训", "乡村校园长培训", 6, "08-01", "08-31", "face",
          anywhere("principal", "senior") + anywhere("vice_principal", "senior")),
)  # fmt: skip
# National projects of the two later years: planned, not yet with seats.
LATER = (
    ("XY18-N-01", 2019, "A330", "培训团队省外研修", anywhere("team_member", "any")),
    ("XY18-N-02", 2019, "D101", "县城骨干教师访名校", (("any", "any", "teacher", "county_seat"),)),
    ("XY18-N-03", 2020, "D102", "村小教师访名校", (("primary", "any", "teacher", "village"),)),
    ("XY18-N-04", 2020, "E431", "后备干部培训", rural("vice_principal", "junior")),
    ("XY18-N-05", 2019, "C104", "学科通识网络研修", rural("teacher", "primary", "junior")),
    ("XY18-N-06", 2020, "A331", "培训团队总结研修", anywhere("team_member", "any")),
)
# number, name, category, persons (schools, studios), days, first and last day, more columns
ANNEX_2: tuple[tuple[int, str, str, int, int, str, str, dict], ...] = (
    (1, "提升工程全员培训", "提升工程全员培训", 600, 2, "2018-09-01", "2018-12-31",
     {"planned_batches": 2, "planned_batch_size": 600, "planned_classes": 12,
      "online_months_stated": 4}),
    (2, "中学教学副校长", "校园长项目", 25, 3, "2018-07-01", "2018-07-31", {}),
    (3, "幼儿园园长", "校园长项目", 60, 3, "2018-08-01", "2018-08-31", {}),
    (4, "保育员岗位培训", "岗位培训", 135, 3, "2018-08-01", "2018-08-31", {}),
    (5, "2016年新聘教师", "岗位培训", 130, 5, "2016-09-01", "2018-06-30",
     {"planned_days_total": 20, "is_cross_year": True}),
    (6, "2017年新聘教师", "岗位培训", 240, 10, "2018-07-01", "2018-07-31",
     {"planned_days_total": 20, "is_cross_year": True}),
    (7, "中小学教师适岗培训", "岗位培训", 80, 30, "2018-01-01", "2018-12-31",
     {"online_months_stated": 12}),
    (8, "三笔字骨干教师", "专业技术能力培训", 150, 4, "2018-08-01", "2018-08-31", {}),
    (9, "课件制作培训", "专业技术能力培训", 120, 7, "2018-08-01", "2018-08-31", {}),
    (10, "未来教育", "专业技术能力培训", 70, 7, "2018-08-01", "2018-08-31", {}),
    (11, "普通话提高培训", "专业技术能力培训", 65, 8, "2018-05-01", "2018-11-30", {}),
    (12, "普通话抽测培训", "专业技术能力培训", 180, 4, "2018-09-01", "2018-09-30",
     {"planned_batches": 2, "planned_batch_size": 180, "planned_classes": 12}),
    (13, "培训基地校建设", "基地建设", 11, 0, "2018-07-01", "2018-11-30",
     {"planned_unit": "school"}),
    (14, "名师名校长工作室", "基地建设", 5, 0, "2018-07-01", "2018-11-30",
     {"planned_unit": "studio"}),
)  # fmt: skip
ALL_STAGES = anywhere("any", "any")
COUNTY_TARGETS = {2: anywhere("vice_principal", "junior", "senior"),
                  3: anywhere("principal", "kindergarten"), 4: anywhere("nursery", "kindergarten"),
                  12: anywhere("teacher", "any", subject="chinese")}  # fmt: skip
TARGET_LIMITS: dict[int, dict] = {5: {"hire_year": 2016}, 6: {"hire_year": 2017},
                                  12: {"age_max": 45}}  # fmt: skip
# The year in which each pair of zones is visited, pairs A to D.
VISITS = (
    ("primary", "chinese", (2018, 2018, 2019, 2020)),
    ("primary", "maths", (2019, 2020, 2018, 2018)),
    ("junior", "chinese", (2019, 2019, 2018, 2020)),
    ("junior", "maths", (2018, 2020, 2020, 2019)),
    ("junior", "english", (2020, 2018, 2019, 2020)),
    ("kindergarten", "kindergarten", (2018, 2018, 2019, 2020)),
)  # fmt: skip
CENTRAL = (("primary", "english", 2019, 80), ("junior", "physics", 2019, 80),
           ("junior", "chemistry", 2020, 60), ("junior", "biology", 2020, 60),
           ("junior", "politics", 2020, 60), ("junior", "history", 2020, 60),
           ("junior", "geography", 2020, 60), ("primary", "music", 2019, 60),
           ("primary", "pe", 2019, 80), ("primary", "art", 2018, 70),
           ("primary", "science", 2018, 80))  # fmt: skip
FEW = ("music", "pe", "art", "science")  # central too, yet not small subjects of the plan
PILOTS = (("高中文综", "senior"), ("高中班主任", "senior"), ("初中班主任", "junior"))


def t1(number: int) -> str:
    return f"XY18-T1-{number:02}"


def t2(number: int) -> str:
    return f"XY18-T2-{number:02}"


def plan(c: County) -> None:
    c.add("document", doc_id="XY18", title_zh="云湖县教师培训方案", issuer_region=COUNTY,
          level="county", issue_date=PLAN_DAY, valid_to="2023-01-01", trial=False,
          topics="other")  # fmt: skip
    for number, kind, last in ((1, "goal", 2020), (2, "rotation", 2020), (3, "schedule", 2022)):
        c.add("plan", plan_id=f"XY18-P-{number}", region_id=COUNTY, kind=kind, from_year=2018,
              to_year=last, body_id="", approved_on=PLAN_DAY)  # fmt: skip
    for number, (item, stage) in enumerate(PILOTS, start=1):
        c.add("plan_statement", statement_id=f"XY18-S-{number}", doc_id="XY18",
              kind="pilot_subject", region_id=COUNTY, year=2019, item_zh=item, stage=stage,
              value="")  # fmt: skip
    for number, (county, townships) in enumerate(((COUNTY, 11), ("GX", 0)), start=4):
        c.add("plan_statement", statement_id=f"XY18-S-{number}", doc_id="XY18",
              kind="township_count", region_id=county, year=2018, item_zh="乡镇数", stage="",
              value=townships)  # fmt: skip


def annex_1(c: County) -> None:
    c.add("pool", pool_id=POOL, seats=POOL_SEATS)
    for row in ANNEX_1:
        key, pool = t1(row.number), "" if row.seats else POOL
        project(c, key, 2018, row.code, row.name, row.category, f"2018-{row.start}",
                f"2018-{row.end}", mode=row.mode, merged_pool_id=pool)  # fmt: skip
        c.add("quota", quota_id=f"Q-{key}", project_id=key, region_id=COUNTY,
              seats=row.seats or "", pool_id=pool,
              basis="shared" if pool else "explicit", parent_quota_id="", sub_id="",
              school_id="")  # fmt: skip
        for part in (1, 2) if row.number == 4 else ():  # half for each of two townships
            c.add("quota", quota_id=f"Q-{key}-{part}", project_id=key, pool_id="",
                  region_id=f"{COUNTY}-T{part:02}", seats=row.seats // 2, basis="explicit",
                  parent_quota_id=f"Q-{key}", sub_id="", school_id="")  # fmt: skip
        rank = "county_backbone" if row.number <= 2 else ""  # of the members of the team
        subproject(c, key, row.code, row.name, row.targets, rank_min=rank)
    for key, year, code, name, targets in LATER:
        project(c, key, year, code, name, "", f"{year}-09-01", f"{year}-11-30", mode="face")
        subproject(c, key, code, name, targets)


def project(
    c: County, key: str, year: int, code: str, name: str, category: str, start: str, end: str,
    **more: object,
) -> dict:  # fmt: skip
    """A national project; its code begins with its category's."""
    return c.add(
        "project", project_id=key, code=code, name_zh=name, level="national",
        programme="国培计划", series=code[0], category=category, category_code=code[:2],
        year=year, is_cross_year=False, host_region=COUNTY, start_date=start, end_date=end,
        target_basis="explicit", window_basis="explicit", **more,
    )  # fmt: skip


def subproject(
    c: County, key: str, code: str, name: str, targets: tuple[Target, ...], **limits: object
) -> None:
    sub = f"{key}-S"
    c.add("subproject", sub_id=sub, project_id=key, code=code, name_zh=name)
    for stage, subject, position, locality in targets:
        c.add("subproject_target", target_id=c.next_id("subproject_target", "G", 4), sub_id=sub,
              stage=stage, subject=subject, locality=locality, position=position,
              **{"rank_min": "", "age_max": "", "hire_year": "", **limits})  # fmt: skip


def annex_2(c: County) -> None:
    for number, name, category, quantity, days, start, end, more in ANNEX_2:
        key = t2(number)
        c.add(
            "project", project_id=key, name_zh=name, level="county", programme="县级培训",
            category=category, year=2018, host_region=COUNTY, start_date=start, end_date=end,
            days=days, mode="face", planned_quantity=quantity, target_basis="explicit",
            window_basis="explicit", **{"planned_unit": "person", "is_cross_year": False, **more},
        )  # fmt: skip
        if number <= 12:
            targets = COUNTY_TARGETS.get(number, ALL_STAGES)
            subproject(c, key, "", name, targets, **TARGET_LIMITS.get(number, {}))
    for key, day, days in (
        (t2(1), "2018-12-03", 2), (t2(5), "2017-07-10", 15), (t2(5), "2018-05-02", 5),
        (t2(6), "2018-07-09", 10), (t2(6), "2019-07-08", 10),
    ):  # fmt: skip
        number = len(c.rows("project_phase", project_id=key)) + 1
        c.add("project_phase", project_id=key, phase_no=number, name=f"第{number}段",
              start_date=day, end_date=day, days=days)  # fmt: skip
    for year in (2019, 2020, 2021):  # the training of all staff goes on, as a provincial one
        key = f"XY18-F-{year}"
        c.add("project", project_id=key, name_zh=f"{year}年全员培训", level="provincial",
              programme="提升工程", category="提升工程全员培训", year=year, is_cross_year=False,
              host_region=COUNTY, start_date=f"{year}-03-01", end_date=f"{year}-12-20", days=2,
              mode="face", target_basis="explicit", window_basis="explicit")  # fmt: skip
        subproject(c, key, "", f"{year}年全员培训", ALL_STAGES)


def rotation(c: County) -> None:
    for stage, subject, years in VISITS:
        for letter, year in zip("ABCD", years, strict=True):
            linked = t1(5 if stage == "kindergarten" else 4) if year == 2018 else ""
            cell(c, year, "delivery", stage, subject, f"{COUNTY}-{letter}", 60, "zone_pair", linked)
    for stage, subject, year, places in CENTRAL:
        for blank in {2018, 2019, 2020} - {year}:
            cell(c, blank, "delivery", stage, subject, "", None, "empty")
        row = cell(c, year, "delivery", stage, subject, COUNTY, places, "county_central",
                   raw="县集中")  # fmt: skip
        if places not in (60, 80):
            waive(c, "XY18-T0-b/central", "rotation", row["row_id"], "教室只容七十人")
    for item, stage in PILOTS:
        cell(c, 2019, "to_county", stage, "", "", None, "text", raw=item)
    cell(c, 2018, "to_county", "", "", "", None, "text", raw="初数 高数 高物")
    cell(c, 2020, "to_county", "senior", "", "", None, "text", raw="高中学科")
    for number in (9, 10, 11, 12):
        plan_row = ANNEX_1[number - 1]
        stage, subject, *_ = plan_row.targets[0]
        cell(c, 2018, "workshop", stage, subject, "", plan_row.seats, "text", t1(number),
             plan_row.name, "C")  # fmt: skip
    for number in (13, 14):
        plan_row = ANNEX_1[number - 1]
        cell(c, 2018, "face", "", "", "", plan_row.seats, "text", t1(number), plan_row.name, "E")


def waive(c: County, rule: str, kind: str, key: str, reason: str) -> None:
    """A special case that the bureau approved."""
    c.add("waiver", waiver_id=c.next_id("waiver", "W", 2), rule_id=rule, subject_kind=kind,
          subject_id=key, reason=reason, approved_by="县教育局", from_=PLAN_DAY,
          to="")  # fmt: skip


def cell(
    c: County, year: int, mode: str, stage: str, subject: str, zone: str, places: int | None,
    kind: str, linked: str = "", raw: str = "", series: str = "B",
) -> dict:  # fmt: skip
    status = "empty" if kind == "empty" else "missing" if places is None else "explicit"
    by_zone = year >= 2020 and kind == "zone_pair"
    return c.add(
        "rotation", row_id=c.next_id("rotation", "XY18-T0-", 3), series=series, mode=mode,
        stage=stage, subject=subject, zone_id=zone, year=year, planned=places, cell_type=kind,
        cell_headcount=places, headcount_status=status, project_id=linked, raw_cell=raw,
        organiser_level="zone" if by_zone else "county",
    )  # fmt: skip
