# SPDX-License-Identifier: Apache-2.0
"""Money for provinces and counties, and the budgets and expenses of the projects."""

from datetime import date, timedelta

from .nation import COUNTIES, PROVINCES, REVIEWED, Nation, county_id

STEPS = ("survey", "design", "evaluation", "followup")
NEW_RATES = date(2020, 3, 1)  # invented, as all rates here
RATES = (  # category, yuan a day, days from and to, valid from and to
    ("training", 400, 1, None, date(2017, 1, 1), date(2020, 1, 1)),
    ("training", 450, 1, 15, NEW_RATES, None),
    ("training", 300, 16, None, NEW_RATES, None),
    ("class_three", 380, 1, None, date(2017, 1, 1), None),
)
CAME = ("reported", "attending", "graduated", "failed", "expelled")
KINDS = (("lodging", 40), ("meals", 24), ("lecture", 18), ("venue", 10))  # percent
MANAGEMENT = 3


def yuan(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02}"


def allocations(c: Nation) -> None:
    """To provinces by the evaluation of the year before, and to counties, the poor first."""
    for province in PROVINCES:
        for year in (REVIEWED, REVIEWED + 1):
            allocation(c, province, year, 9000000 + c.rng.randrange(90) * 10000,
                       f"{province}-V{year - 1}")  # fmt: skip
        for turn, county in enumerate(COUNTIES):
            if county.support:
                allocation(c, county_id(province, turn), REVIEWED, county.support, None)


def allocation(c: Nation, place: str, year: int, amount: int, basis: str | None) -> None:
    c.add("allocation", alloc_id=f"{place}-{year}", region_id=place, year=year,
          amount=f"{amount}.00", basis_eval_id=basis)  # fmt: skip


def rates(c: Nation) -> None:
    """The old rates ended with 2019, the new ones hold from March."""
    for category, amount, first, last, since, until in RATES:
        c.add("rate_standard", rate_id=c.next_id("rate_standard", "F", 2), category=category,
              per="person_day", amount=f"{amount}.00", from_day=first, to_day=last,
              valid_from=since, valid_to=until)  # fmt: skip


def budgets(c: Nation) -> None:
    group_of = {row["class_id"]: row["sub_id"] for row in c.tables["class"]}
    people: dict[str, int] = {}
    for row in c.tables["enrolment"]:
        if row["status"] in CAME:
            sub = group_of[row["class_id"]]
            people[sub] = people.get(sub, 0) + 1
    for row in c.rows("project", level="national", year=REVIEWED):
        budget(c, row, people[f"{row['project_id']}-1"])


def budget(c: Nation, row: dict, people: int) -> None:
    key, start, end = row["project_id"], row["start_date"], row["end_date"]
    days = row["days"]
    most = people * 100 * (450 * min(days, 15) + 300 * max(0, days - 15))
    c.allowed[key] = most
    for kind in (*STEPS, "class_management"):
        c.add("budget_line", line_id=f"{key}-{kind}", owner_kind="project", owner_id=key,
              year=REVIEWED, kind=kind, planned=yuan(most // 50))  # fmt: skip
    for kind, day in zip(STEPS, (-40, -20, days, days + 15), strict=True):
        c.add("project_step", project_id=key, kind=kind, date=start + timedelta(days=day),
              evidence_ref=f"示例记录-{key}-{kind}")  # fmt: skip
    for kind, share in KINDS:
        expense(c, key, kind, "training", most * share // 100, people, end)
    expense(c, key, "other", "management", most * MANAGEMENT // 100, people, end)


def expense(
    c: Nation, key: str, kind: str, purpose: str, amount: int, people: int, day: date
) -> None:
    c.add("expense", exp_id=c.next_id("expense", "S", 5), project_id=key, kind=kind,
          purpose=purpose, amount=yuan(amount), persons=people, date=day,
          receipt_kept=True)  # fmt: skip
