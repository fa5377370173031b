# SPDX-License-Identifier: Apache-2.0
"""Plants failures against parts 1 to 3 of the notice."""

from .nation import COUNTIES, PROVINCES, REVIEWED, county_id, province_of
from .papers import PARTS
from .planter import KEYS, VIOLATIONS, NationPlanter, spread
from .training import ENDS_LATE


@VIOLATIONS("ME20-1-a")
def special_study_of_the_year_before(p: NationPlanter) -> None:
    for owner_kind, rule in (("region", "province"), ("inst", "undertaker")):
        for item in p.take(p.items(owner_kind, "study")):
            item["date"] = "2019-12-31"
            owner = {KEYS[owner_kind]: item["owner_id"]}
            p.fails(f"ME20-1-a/{rule}", **owner, area=item["area"])


@VIOLATIONS("ME20-1-b")
def no_module_on_ethics(p: NationPlanter) -> None:
    for row in p.take(p.world.rows("course", tags="ethics")):
        row["tags"] = "ideology"
        p.fails("ME20-1-b", project_id=row["sub_id"][:-2])


@VIOLATIONS("ME20-1-c")
def area_without_a_project(p: NationPlanter) -> None:
    """The only project of a province that had an area at heart turns to another."""
    themes = ("topic_textbook", "topic_information", "topic_national_security", "topic_labour")
    for row in p.take(row for row in p.projects() if row["themes"] in themes):
        p.fails("ME20-1-c", region_id=province_of(row["host_region"]), theme=row["themes"])
        row["themes"] = "topic_mental_health"


def nursery_seats(p: NationPlanter) -> list[dict]:
    return [row for row in p.world.tables["quota"] if row["quota_id"].endswith("-nursery-Q")]


@VIOLATIONS("ME20-1-d/growth", settings={"goal": "growth"})
def smaller_share_than_before(p: NationPlanter) -> None:
    """Nine of seventy-nine seats, after eight of sixty."""
    for row in p.take(nursery_seats(p)):
        row["seats"] = 9
        p.fails("ME20-1-d/growth", province=row["region_id"], year=REVIEWED)


@VIOLATIONS("ME20-1-d/share", settings={"goal": "share", "goal_share": "0.10"})
def too_few_seats_for_kindergartens(p: NationPlanter) -> None:
    for row in p.take(nursery_seats(p)):
        row["seats"] = 5
        p.fails("ME20-1-d/share", province=row["region_id"], year=REVIEWED)


@VIOLATIONS("ME20-2-a")
def poor_county_passed_over(p: NationPlanter) -> None:
    """An ordinary county of the province had money, the poor one none."""
    poor = {
        county_id(province, turn)
        for province in PROVINCES
        for turn, county in enumerate(COUNTIES)
        if county.poor and not county.left
    }
    for row in p.take(row for row in p.world.tables["allocation"] if row["region_id"] in poor):
        p.world.remove("allocation", row)
        p.fails("ME20-2-a", region_id=row["region_id"])


@VIOLATIONS("ME20-2-b")
def trained_after_the_last_day(p: NationPlanter) -> None:
    """Rural teachers whose only training ended in January 2021."""
    earlier = [
        row
        for row in p.world.tables["enrolment"]
        if row["year"] < 2020 and row["teacher_id"] in p.world.to_cover
    ]
    late = {province_in(row): row["class_id"] for row in p.world.rows("class", end_date=ENDS_LATE)}
    for row in p.take(earlier):
        row.update(class_id=late[province_in(row)], year=2020)
        p.fails("ME20-2-b", teacher_id=row["teacher_id"])


def province_in(row: dict) -> str:
    """The province that the id of a row's class tells."""
    return str(row["class_id"]).split("-")[1]


@VIOLATIONS("ME20-2-c")
def completion_without_weight_or_effect(p: NationPlanter) -> None:
    """Not among what is evaluated; money by the evaluation of two years before."""
    items = p.world.rows("eval_item", factor="poor_area_completion")
    for item in p.take(row for row in items if row["eval_id"].endswith("2020")):
        item["factor"] = "other"
        p.fails("ME20-2-c/weight", eval_id=item["eval_id"])
    money = p.world.rows("allocation", year=2021)
    for row in p.take(row for row in money if row["region_id"] in PROVINCES):
        row["basis_eval_id"] = f"{row['region_id']}-V2019"
        p.fails("ME20-2-c/money", alloc_id=row["alloc_id"])


@VIOLATIONS("ME20-3-a")
def stage_without_a_project(p: NationPlanter) -> None:
    """The only project for new or for outstanding teachers is given to others."""
    stages = ("new", "outstanding")
    for row in p.take(row for row in p.projects() if row["career_stage"] in stages):
        province = province_of(row["host_region"])
        p.fails("ME20-3-a", region_id=province, stage=row["career_stage"])
        row["career_stage"] = "backbone"


@VIOLATIONS("ME20-3-b")
def unfit_lecturers(p: NationPlanter) -> None:
    """A first-grade teacher in place of a senior one; an expert of another field."""
    unfit = {"ethics": "2", "topic_subject_teaching": "4"}  # the number of a lecturer, by tag
    for row in p.take(row for row in p.world.tables["course"] if row["tags"] in unfit):
        row["lecturer_id"] = row["lecturer_id"][:-1] + unfit[row["tags"]]
        p.fails("ME20-3-b", course_id=row["course_id"], tag=row["tags"])


@VIOLATIONS("ME20-3-c")
def parts_missing_and_hours_cut(p: NationPlanter) -> None:
    """No bases or courses built; the last courses an hour short without approval."""
    p.without("ME20-3-c/parts", spread(p.items("inst", *PARTS), 7), "kind", "part")
    for row in p.take(p.world.rows("course", tags="practice")):
        row["delivered_hours"] = f"{int(row['hours'][:-2]) - 1}.0"
        p.fails("ME20-3-c/plan", course_id=row["course_id"])


@VIOLATIONS("ME20-3-d")
def nothing_to_compare(p: NationPlanter) -> None:
    for kind, rule in (("pre", "before"), ("post", "after")):
        for row in p.take(p.world.rows("assessment", kind=kind)):
            row["kind"] = "process"
            p.fails(f"ME20-3-d/{rule}", enr_id=row["enr_id"])
    items = p.world.rows("eval_item", factor="comparison")
    for item in p.take(row for row in items if row["eval_id"].endswith("2020")):
        item["factor"] = "other"
        p.fails("ME20-3-d/weight", eval_id=item["eval_id"])
