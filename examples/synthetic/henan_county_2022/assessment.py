# SPDX-License-Identifier: Apache-2.0
"""The yearly evaluations of project counties by a scorecard, which is invented."""

from datetime import date, timedelta

from .province import PROJECT_COUNTIES, Province

SCORECARD = (  # name, highest points in hundredths
    ("机制建设", 1200), ("县域规划", 1200), ("培训师队伍", 1200), ("平台建设", 1200),
    ("制度建设", 1000), ("项目实施", 1000), ("高校协同", 1000), ("学员发展", 1000),
    ("经费保障", 1000), ("特色亮点", 200),
)  # fmt: skip
LAST = f"{len(SCORECARD):02}"
SCORES = {  # hundredths, by year
    "HA11": {2022: 9250, 2023: 9380, 2024: 8960},
    "HA12": {2023: 9125, 2024: 9460},
    "HA21": {2022: 8240, 2023: 9195, 2024: 9310},
    "HA22": {2023: 7885, 2024: 8420},
    "HA31": {2022: 7940, 2023: 7285},
    "HA32": {2022: 8135, 2023: 7050},
}


def points(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02}"


def grade_of(hundredths: int) -> str:
    if hundredths >= 9000:
        return "excellent"
    return "qualified" if hundredths >= 7500 else "unqualified"


def scorecard(p: Province) -> None:
    for number, (name, most) in enumerate(SCORECARD, start=1):
        p.add("scorecard_item", item_no=f"{number:02}", name_zh=name, max_score=points(most),
              from_year=2022, to_year=2025)  # fmt: skip


def evaluations(p: Province) -> None:
    for county in PROJECT_COUNTIES:
        for year, score in SCORES[county.key].items():
            evaluation(p, county.key, year, year, score)


def evaluation(p: Province, county: str, year: int, period: int, score: int) -> dict:
    """An evaluation in a year, of which the last item has a point and a half."""
    key, day = f"{county}-V{year}", date(year, 12, 8 + p.rng.randrange(18))
    if period != year:
        key += "-2"
    row = p.add(
        "evaluation", eval_id=key, object_kind="county", object_id=county, period=period,
        evaluator="示例省绩效评价专家工作组", methods="documents;on_site;process;result",
        score=points(score), grade=grade_of(score), date=day,
        published_on=day + timedelta(days=10),
    )  # fmt: skip
    lost, last = divmod(sum(most for _, most in SCORECARD) - score - 50, len(SCORECARD) - 1)
    for number, (name, most) in enumerate(SCORECARD, start=1):
        item = 150 if number == len(SCORECARD) else most - lost - (last if number == 1 else 0)
        p.add("eval_item", eval_id=key, item_no=f"{number:02}", name_zh=name,
              max_score=points(most), score=points(item))  # fmt: skip
    return row
