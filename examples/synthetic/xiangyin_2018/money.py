# SPDX-License-Identifier: Apache-2.0
"""Money, and how trainers and base schools are assessed, paid and rewarded."""

from .county import COUNTIES, COUNTY, County

YEARS = (2018, 2019, 2020, 2021, 2022)
RATES = {"lecture": (300, 4), "tutoring": (150, 2), "design": (400, 6), "assessment": (100, 1)}
# Nothing was assessed yet of undertakers and projects, for which there are standards too.
STANDARDS = {"trainer": (200, 500), "school": (3000, 5000), "project": (2000, 4000),
             "inst": (5000, 8000)}  # fmt: skip


def finance(c: County) -> None:
    for county in COUNTIES:
        for year in YEARS:
            payroll = c.rng.randrange(3000, 5000) * 10000
            book(c, "county", county, year, "payroll", payroll)
            book(c, "county", county, year, "payroll_vocational", payroll // 50)
            book(c, "county", county, year, "training_budget", payroll * 15 // 1000)
            book(c, "county", county, year, "training_spend", payroll * 15 // 1000 - 5000)
    for row in c.tables["school"]:
        for year in (2019, 2020):
            public = c.rng.randrange(20, 90) * 10000
            book(c, "school", row["school_id"], year, "public_budget", public)
            book(c, "school", row["school_id"], year, "training_budget", public * 8 // 100)
    for number in range(30):
        c.add("expense", exp_id=f"J{number + 1:03}", purpose="training",
              amount=f"{c.rng.randrange(5, 80)}00.00",
              date=f"2019-{number % 12 + 1:02}-15")  # fmt: skip


def book(c: County, kind: str, owner: str, year: int, what: str, amount: int) -> dict:
    return c.add(
        "finance", owner_kind=kind, owner_id=owner, year=year, kind=what, amount=f"{amount}.00",
        approved_post="bureau_director" if kind == "county" else "other",
    )  # fmt: skip


def standards(c: County) -> None:
    for kind, (good, excellent) in STANDARDS.items():
        for grade, amount in (("good", good), ("excellent", excellent)):
            c.add("reward_standard", object_kind=kind, grade=grade, amount=f"{amount}.00")
    for task, (fee, hours) in RATES.items():
        c.add("task_rate", kind=task, fee=f"{fee}.00", hours=f"{hours}.0")


def assess(c: County, kind: str, key: str, year: int, grade: str) -> dict:
    """An evaluation, with the reward for its grade."""
    row = c.add("evaluation", eval_id=c.next_id("evaluation", "V", 4), object_kind=kind,
                object_id=key, period=year, grade=grade)  # fmt: skip
    for standard in c.rows("reward_standard", object_kind=kind, grade=grade):
        c.add("reward", reward_id=c.next_id("reward", "B", 4), eval_id=row["eval_id"],
              amount=standard["amount"])  # fmt: skip
    return row


def evaluations(c: County) -> None:
    """Each trainer of the county every year; who does not qualify leaves in the next."""
    for row in c.tables["trainer"]:
        last = int(row["appointed_to"][:4]) if row["appointed_to"] else 2023
        for year in YEARS:
            if row["region_id"] in COUNTIES and year <= last:
                grade = c.rng.choice(["qualified", "qualified", "qualified", "good", "excellent"])
                assess(c, "trainer", row["trainer_id"], year,
                       "unqualified" if year == last - 1 and last < 2023 else grade)  # fmt: skip
    for row in c.rows("designation", kind="base"):
        for year in (2019, 2020):
            grade = c.rng.choice(["qualified", "good", "excellent"])
            assess(c, "school", row["school_id"], year, grade)


def work_of_trainers(c: County) -> None:
    for row in c.rows("trainer", region_id=COUNTY)[:16]:
        for year in (2019, 2020):
            tasks(c, row["trainer_id"], year)


def tasks(c: County, trainer: str, year: int) -> None:
    fee = hours = 0
    for kind in c.rng.sample(list(RATES), 3):
        done, quantity = c.rng.random() < 0.9, c.rng.randrange(1, 7)
        c.add("trainer_task", task_id=c.next_id("trainer_task", "O", 4), trainer_id=trainer,
              year=year, kind=kind, quantity=f"{quantity}.0", completed=done)  # fmt: skip
        fee += done * RATES[kind][0] * quantity
        hours += done * RATES[kind][1] * quantity
    c.add("trainer_pay", trainer_id=trainer, year=year, fee=f"{fee}.00", hours=f"{hours}.0")
    c.add("workload", trainer_id=trainer, year=year, task_hours="24.0", counted_hours="24.0",
          reduced_hours=f"{c.rng.randrange(2, 9)}.0")  # fmt: skip


def honours(c: County) -> None:
    """Whoever qualified the year before goes first."""
    people = c.rows("trainer", region_id=COUNTY, field="subject")
    team = {row["teacher_id"] for row in c.tables["trainer"]}
    others = [teacher for teacher in c.roles if teacher not in team]
    for year in (2019, 2020, 2021, 2022):
        for number, kind in enumerate(("award", "promotion")):
            for row in people[3 * number : 3 * number + 3]:
                stand(c, row["teacher_id"], year, kind, True)
            for teacher in c.rng.sample(others, 3):
                stand(c, teacher, year, kind, False)


def stand(c: County, teacher: str, year: int, kind: str, granted: bool) -> dict:
    return c.add("honour", honour_id=c.next_id("honour", "H", 3), teacher_id=teacher, year=year,
                 kind=kind, granted=granted)  # fmt: skip


def credits(c: County) -> None:
    for teacher in c.rng.sample(list(c.roles), 40):
        c.add("credit_entry", entry_id=c.next_id("credit_entry", "F", 3), teacher_id=teacher,
              level="school", date_from="2019-10-08", verified="verified",
              source_ref="校本研修记录")  # fmt: skip
