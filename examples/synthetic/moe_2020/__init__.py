# SPDX-License-Identifier: Apache-2.0
"""Four provinces that carry out the national training plan of 2020."""

from datetime import date

from . import violations, violations_after  # noqa: F401
from .money import allocations, budgets, rates
from .nation import Nation, institutions, regions, schools
from .papers import evaluations, evidence, visits
from .people import lecturers, teachers
from .planter import VIOLATIONS, NationPlanter
from .training import other_credits, projects, training_before

__all__ = ["AS_OF", "NOT_PLANTED", "VIOLATIONS", "clean", "planter"]

AS_OF = date(2021, 4, 30)  # after the evaluations of 2020, by which the money of 2021 is given
NOT_PLANTED: dict[str, str] = {}
SMALLEST = 432  # eighteen in each school that is given
planter = NationPlanter


def clean(seed: int, size: int) -> Nation:
    """Provinces that have done what was due."""
    nation = Nation(seed, size)
    for step in (regions, institutions, schools, teachers, lecturers, projects, training_before,
                 other_credits, evidence, visits, evaluations, allocations, rates,
                 budgets):  # fmt: skip
        step(nation)
    return nation
