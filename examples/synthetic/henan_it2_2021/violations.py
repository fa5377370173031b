# SPDX-License-Identifier: Apache-2.0
"""Plants failures against parts 1 to 3 and 4(1) to 4(5) of the notice."""

from datetime import date, timedelta

from ..world import at
from .papers import assessment
from .planter import LIMIT, TOO_LATE, VIOLATIONS, ProvincePlanter, later
from .projects import LEAD
from .province import category, county_id, quota, region, school


@VIOLATIONS("HI21-1-a", most=1)
def a_school_too_many(p: ProvincePlanter) -> None:
    """It has seats for teachers, and none for a team."""
    extra = school(p.c, county_id(0, 1), "primary")
    assessment(p.c, extra)
    quota(p.c, 0, "teacher", 40, school_id=extra["school_id"])
    p.fails("HI21-1-a", audience="teacher")
    p.fails("HI21-1-a/schools", audience="teacher")
    p.fails("HI21-1-a/per_school", audience="management")


@VIOLATIONS("HI21-1-c")
def schools_outside_the_project(p: ProvincePlanter) -> None:
    """With classes of senior high school; alone in a county still on the list of poverty."""
    alone = [s for s in p.far_schools() if s["region_id"].endswith("-5")]
    for row in p.take(alone):
        (known,) = p.c.rows("region_category", region_id=row["region_id"], to="")
        known["category"] = "national_poor"
        p.fails("HI21-1-c/county", school_id=row["school_id"], year=2021)
    for row in p.take(s for s in p.far_schools() if s["stage"] == "junior"):
        row["stage"] = "junior;senior"
        p.fails("HI21-1-c/stage", school_id=row["school_id"], year=2021)


@VIOLATIONS("HI21-2-a", most=1)
def ninth_winner_and_hasty_assignment(p: ProvincePlanter) -> None:
    p.c.add("institution", inst_id="U20", name_zh="示例承训单位20", type="agency")
    p.c.add("tender", tender_id="B20", round=1, inst_id="U20", region_id="", method="public",
            won_on=date(2021, 1, 20))  # fmt: skip
    p.fails("HI21-2-a", round=1)
    (won,) = p.take(p.c.rows("tender", inst_id="U08"))
    owner = p.c.only("project", inst_id="U08")
    owner["assigned_on"] = won["won_on"]
    p.fails("HI21-2-a/tender", project_id=owner["project_id"])


@VIOLATIONS("HI21-2-b")
def waiting_region_twice_and_start_before_tender(p: ProvincePlanter) -> None:
    names = ("鹤壁市", "兰考县", "汝州市", "安阳市", "开封市", "平顶山市")
    for row in p.take(p.c.only("region", name_zh=name) for name in names):
        twin = region(p.c, f"{row['region_id']}X", row["name_zh"], row["level"], row["parent_id"])
        category(p.c, twin["region_id"], former=False)
        p.fails("HI21-2-b/list", region_name=row["name_zh"])
    for row in p.take(p.c.rows("tender", round=2)):
        owner = p.c.only("project", inst_id=row["inst_id"])
        row["won_on"] = owner["start_date"]
        p.fails("HI21-2-b/order", project_id=owner["project_id"])


@VIOLATIONS("HI21-3-a")
def published_on_the_first_day(p: ProvincePlanter) -> None:
    """The names follow in the days before the classes."""
    for row in p.take(p.prompt()):
        row["published_on"] = row["start_date"]
        for name in p.c.tables["nomination"]:
            if name["sub_id"].startswith(row["project_id"]):
                name["uploaded_at"] = at(row["start_date"] + timedelta(days=LEAD - 4), 15)
                p.keep(name)
        p.fails("HI21-3-a", project_id=row["project_id"])


@VIOLATIONS("HI21-3-b")
def ends_in_july(p: ProvincePlanter) -> None:
    """Nobody asked for an extension, so that one is missing too; what was approved is over."""
    for number, row in enumerate(p.take(p.prompt()), start=1):
        row["end_date"] = LIMIT + timedelta(days=number)
        if number % 2 == 0:
            p.c.add("waiver", waiver_id=f"W{number}", rule_id="HI21-3-b", reason="设备到位较晚",
                    subject_kind="it_project", subject_id=row["project_id"], from_=LIMIT,
                    approved_by="示例省教育厅", to=row["end_date"])  # fmt: skip
        p.fails("HI21-3-b", project_id=row["project_id"])
        p.also("HI21-3-c/extension", project_id=row["project_id"])
    for number, row in enumerate(p.take(p.prompt()), start=1):
        _last_class_ends(p, row, "HI21-3-b/class", LIMIT + timedelta(days=number))


def _last_class_ends(p: ProvincePlanter, project: dict, rule: str, day: date) -> dict:
    """A class of teachers goes on although its project is over, and was tested before its end."""
    held = p.c.only("class", class_id=f"{project['project_id']}-T-K1")
    held["end_date"] = day
    p.fails(rule, class_id=held["class_id"])
    p.also("HI21-4.4-b", project_id=project["project_id"])
    return held


@VIOLATIONS("HI21-3-c", most=2)
def extensions_gone_wrong(p: ProvincePlanter) -> None:
    """Given until the day before the end, which one had approved; asked for in July; ending in the next year."""
    for row in p.take(p.extended()):
        given = p.c.only("extension", project_id=row["project_id"])
        given["until"] = later(row, "end_date", -1)
        p.fails("HI21-3-c/extension", project_id=row["project_id"])
        if not p.c.rows("waiver", subject_id=row["project_id"]):
            p.also("HI21-3-b", project_id=row["project_id"])
    for row in p.take(p.extended()):
        given = p.c.only("extension", project_id=row["project_id"])
        given["applied_at"] = at(LIMIT + timedelta(days=1), 0)
        p.fails("HI21-3-c/applied", project_id=row["project_id"])
    for row in p.take(p.waiting()):
        row["end_date"] = TOO_LATE
        p.fails("HI21-3-c/limit", project_id=row["project_id"])
    for row in p.take(p.prompt()):
        held = _last_class_ends(p, row, "HI21-3-c/class", date(2022, 1, 1))
        p.also("HI21-3-b/class", class_id=held["class_id"])


@VIOLATIONS("HI21-4.1-a")
def epidemic_attested_afterwards(p: ProvincePlanter) -> None:
    for row in p.take(p.c.rows("asset_item", owner_kind="project", area="epidemic")):
        row["date"] = TOO_LATE
        p.fails("HI21-4.1-a", project_id=row["owner_id"])


@VIOLATIONS("HI21-4.2-a")
def plan_without_the_questions(p: ProvincePlanter) -> None:
    for row in p.take(p.c.rows("submission", kind="plan")):
        row["references"] = row["references"].replace(";questions_27", "")
        p.fails("HI21-4.2-a", project_id=row["project_id"])


@VIOLATIONS("HI21-4.2-b")
def survey_and_validation_on_the_first_day(p: ProvincePlanter) -> None:
    papers = [s for s in p.c.tables["submission"] if s["kind"] in ("needs", "validation")]
    for row in p.take(papers):
        owner = p.c.only("project", project_id=row["project_id"])
        row["submitted_at"] = at(owner["start_date"], 8)
        p.fails("HI21-4.2-b", project_id=row["project_id"], kind=row["kind"])


@VIOLATIONS("HI21-4.2-c")
def no_experts(p: ProvincePlanter) -> None:
    """Without any there is no chief expert either."""
    for chief in p.take(p.c.rows("project_role", role="chief_expert")):
        for row in p.c.rows("project_role", project_id=chief["project_id"]):
            row["role"] = "responsible" if row is chief else "head_tutor"
            p.keep(row)
        p.fails("HI21-4.2-c", project_id=chief["project_id"])
        p.also("HI21-4.5-a", project_id=chief["project_id"])


@VIOLATIONS("HI21-4.2-d")
def segment_left_out(p: ProvincePlanter) -> None:
    """Without on-line study the teachers lack one of their two ways."""
    for row in p.take(p.c.rows("project_segment", mode="online")):
        row["mode"] = "workshop"
        p.fails("HI21-4.2-d", project_id=row["project_id"], mode="online")
        p.also("HI21-4.2-e/teacher", project_id=row["project_id"])


@VIOLATIONS("HI21-4.2-e")
def segments_for_the_wrong_people(p: ProvincePlanter) -> None:
    for row in p.take(p.c.rows("project_segment", mode="face")):
        row["audience"] = "teacher"
        p.fails("HI21-4.2-e/management", project_id=row["project_id"])
    for row in p.take(p.c.rows("project_segment", mode="school_based")):
        row["audience"] = "management"
        p.fails("HI21-4.2-e/teacher", project_id=row["project_id"])


@VIOLATIONS("HI21-4.3-a")
def assessment_set_up_in_january(p: ProvincePlanter) -> None:
    for row in p.take(p.c.rows("asset_item", owner_kind="school", area="group_assessment")):
        row["date"] = TOO_LATE
        p.fails("HI21-4.3-a", school_id=row["owner_id"], year=2021, area="group_assessment")


@VIOLATIONS("HI21-4.3-b")
def topic_not_taken_up(p: ProvincePlanter) -> None:
    for row in p.take(p.c.rows("course", tags="topic_learning_guidance")):
        row["tags"] = "it"
        p.fails("HI21-4.3-b", project_id=row["sub_id"][:3])


@VIOLATIONS("HI21-4.4-a")
def nothing_synchronous(p: ProvincePlanter) -> None:
    live = p.c.rows("course", delivery="synchronous")
    for course in p.take(course for course in live if course["course_id"].endswith("-1")):
        for row in live:
            if row["sub_id"] == course["sub_id"]:
                row["delivery"] = "asynchronous"
        p.fails("HI21-4.4-a", project_id=course["sub_id"][:3], delivery="synchronous")


@VIOLATIONS("HI21-4.4-b")
def tested_before_the_end(p: ProvincePlanter) -> None:
    for entry in p.take(p.by_project(p.trainees("graduated"))):
        test = p.c.only("assessment", enr_id=entry["enr_id"], kind="post")
        test["at"] = at(later(p.class_of(entry), "end_date", -1), 17)
        p.fails("HI21-4.4-b", project_id=entry["class_id"][:3])


@VIOLATIONS("HI21-4.4-c")
def development_data_in_january(p: ProvincePlanter) -> None:
    for row in p.take(p.c.rows("asset_item", owner_kind="inst", area="development_data")):
        row["date"] = TOO_LATE
        p.fails("HI21-4.4-c", inst_id=row["owner_id"])


@VIOLATIONS("HI21-4.4-d")
def nothing_to_choose(p: ProvincePlanter) -> None:
    chosen = p.c.rows("course", required=False)
    for course in p.take(course for course in chosen if course["course_id"].endswith("-5")):
        for row in chosen:
            if row["sub_id"] == course["sub_id"]:
                row["required"] = True
        p.fails("HI21-4.4-d", project_id=course["sub_id"][:3])


@VIOLATIONS("HI21-4.4-e")
def no_mentor_from_the_front_line(p: ProvincePlanter) -> None:
    for row in p.take(p.c.rows("lecturer", frontline=True)):
        row["frontline"] = False
        p.fails("HI21-4.4-e", project_id=row["lecturer_id"][:3])


@VIOLATIONS("HI21-4.5-a")
def second_chief_expert(p: ProvincePlanter) -> None:
    for row in p.take(p.c.rows("project_role", role="expert")[1::2]):
        row["role"] = "chief_expert"
        p.fails("HI21-4.5-a", project_id=row["project_id"])


@VIOLATIONS("HI21-4.5-b")
def reported_but_not_registered(p: ProvincePlanter) -> None:
    for entry in p.take(p.by_project(p.trainees("graduated"))):
        entry["registered_at"] = ""
        p.fails("HI21-4.5-b", project_id=entry["class_id"][:3])


@VIOLATIONS("HI21-4.5-c")
def no_health_management(p: ProvincePlanter) -> None:
    for row in p.take(p.c.rows("asset_item", owner_kind="project", area="health")):
        p.c.remove("asset_item", row)
        p.fails("HI21-4.5-c", project_id=row["owner_id"], area="health")


@VIOLATIONS("HI21-4.5-d")
def no_plan_to_go_online(p: ProvincePlanter) -> None:
    for row in p.take(p.c.rows("submission", kind="conversion_plan")):
        p.c.remove("submission", row)
        p.fails("HI21-4.5-d", project_id=row["project_id"], kind="conversion_plan")
