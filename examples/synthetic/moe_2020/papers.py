# SPDX-License-Identifier: Apache-2.0
"""What provinces, counties and undertakers registered, and their visits and evaluations."""

from datetime import date

from .nation import (
    COUNTIES,
    PROVINCES,
    REVIEWED,
    UNDERTAKERS,
    Nation,
    county_id,
    undertaker_id,
)

STAGES = ("application", "review", "selection", "implementation", "performance")
SUPPORT = ("planning", "system_building", "implementation", "school_based", "followup")
PARTS = ("course_system", "resource", "practice_base")
DUTIES = ("plan", "safety", "emergency", "supervision", "facility")
WAYS = ("field", "class_observation", "web;class_observation", "trainee_evaluation")
FACTORS = (("comparison", "30.00"), ("other", "50.00"), ("other", "20.00"))
PROVINCE_FACTORS = (("poor_area_completion", "40.00"), ("other", "60.00"))


def evidence(c: Nation) -> None:
    for province in PROVINCES:
        of_province(c, province)
        for turn in range(len(UNDERTAKERS)):
            of_undertaker(c, undertaker_id(province, turn))
        for turn, county in enumerate(COUNTIES):
            if county.runs:
                partner = undertaker_id(province, turn % 2)  # the third is no university
                of_county(c, county_id(province, turn), partner)


def of_province(c: Nation, key: str) -> None:
    for turn, area in enumerate(("for_teachers", "for_principals")):
        c.evidence("region", key, "study", area, c.day(3 + turn))
    for month, area in zip((1, 2, 3, 6, 11), STAGES, strict=True):
        c.evidence("region", key, "supervision", area, c.day(month))
    c.evidence("region", key, "supervision", "funds", c.day(10))
    for area in ("teaching", "guiding", "managing"):
        c.evidence("region", key, "workload", area, c.day(5))
    c.evidence("region", key, "registration", "using", date(2018, 9, 3))
    c.evidence("region", key, "attestation", "whole", c.day(12))


def of_undertaker(c: Nation, key: str) -> None:
    for turn, area in enumerate(("for_teachers", "for_principals")):
        c.evidence("inst", key, "study", area, c.day(4 + turn))
    for area in SUPPORT:
        c.evidence("inst", key, "support", area, c.day(9))
    for kind in PARTS + DUTIES:
        c.evidence("inst", key, kind, "whole", c.day(3))
    c.evidence("inst", key, "attestation", "results", c.day(12))


def of_county(c: Nation, key: str, partner: str) -> None:
    c.evidence("region", key, "agreement", "coordination", c.day(3), partner_id=partner)
    c.evidence("region", key, "facility", "demonstration_area", c.day(6))
    c.evidence("region", key, "mechanism", "demonstration_team", c.day(6))


def visits(c: Nation) -> None:
    """One inspection of each that has to be inspected, and guidance."""
    for province in PROVINCES:
        for turn in range(len(UNDERTAKERS)):
            visit(c, "inspection", "inst", undertaker_id(province, turn), c.rng.choice(WAYS))
        for turn, county in enumerate(COUNTIES):
            if county.runs:
                visit(c, "inspection", "region", county_id(province, turn), c.rng.choice(WAYS))
            visit(c, "guidance", "region", county_id(province, turn), "field", province)


def visit(
    c: Nation, kind: str, object_kind: str, key: str, ways: str, by: str | None = None,
) -> None:  # fmt: skip
    c.add("visit", visit_id=c.next_id("visit", "J", 4), kind=kind, object_kind=object_kind,
          by_region=by, object_id=key, date=c.day(c.rng.randrange(9, 13)), methods=ways)  # fmt: skip


def evaluations(c: Nation) -> None:
    """Of undertakers and provinces; one undertaker of each was once only qualified."""
    for province in PROVINCES:
        for turn in range(len(UNDERTAKERS)):
            for year in range(REVIEWED - 2, REVIEWED + 1):
                once = turn == 1 and year == REVIEWED - 2
                grade = "qualified" if once else c.rng.choice(["good", "excellent"])
                evaluation(c, "inst", undertaker_id(province, turn), year,
                           date(year, 12, 8 + turn), grade, FACTORS)  # fmt: skip
        for year in (REVIEWED - 1, REVIEWED):
            evaluation(c, "province", province, year, date(year + 1, 1, 15), "good",
                       PROVINCE_FACTORS)  # fmt: skip


def evaluation(
    c: Nation, kind: str, key: str, year: int, day: date, grade: str,
    factors: tuple[tuple[str, str], ...],
) -> None:  # fmt: skip
    c.add("evaluation", eval_id=f"{key}-V{year}", object_kind=kind, object_id=key, period=year,
          evaluator="示例评价组", methods="documents;on_site;result", grade=grade, date=day)  # fmt: skip
    for number, (factor, most) in enumerate(factors, start=1):
        c.add("eval_item", eval_id=f"{key}-V{year}", item_no=str(number), factor=factor,
              name_zh="示例指标", max_score=most, score=most)  # fmt: skip
