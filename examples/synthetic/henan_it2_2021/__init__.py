# SPDX-License-Identifier: Apache-2.0
"""A province whose model schools are trained under the Henan notice of 2021 on IT 2.0.

The seats are those of all 420 schools; people are given of one county in each city, about `size`.
"""

from datetime import date

from . import violations, violations_after  # noqa: F401
from .papers import circulars, evidence, money, reviews, submissions
from .people import enrolments, sanction_rules, teachers
from .planter import VIOLATIONS, ProvincePlanter
from .projects import designs, projects, tenders
from .province import Province, annexes, regions, schools, seats
from .rates import rates

__all__ = ["AS_OF", "NOT_PLANTED", "VIOLATIONS", "clean", "finish", "planter"]

AS_OF = date(2022, 1, 31)
NOT_PLANTED: dict[str, str] = {}
EMPTY = {
    "quota.project_id": "the notice gives seats by sub-project, teachers and teams",
    "subproject_target.age_max": "the notice sets no age",
    "subproject_target.hire_year": "the notice is for no year of hire",
    "subproject_target.rank_min": "the notice asks for no rank",
}
SMALLEST = 224  # two schools of seven in each of the sixteen cities
planter = ProvincePlanter
finish = rates


def clean(seed: int, size: int) -> Province:
    """Without the rates, which follow the planted violations."""
    province = Province(seed, size)
    for step in (regions, tenders, projects, schools, seats, annexes, teachers, sanction_rules,
                 enrolments, designs, submissions, evidence, money, circulars, reviews):  # fmt: skip
        step(province)
    return province
