# SPDX-License-Identifier: Apache-2.0
"""A city with four counties that carries out the Shaanxi notice of 2023."""

from datetime import date

from .county import County
from .offices import bureaus, projects_prepared
from .papers import submissions
from .people import documents, institutions, regions, retired, schools, teachers
from .planter import CountyPlanter
from .results import evaluations, outcome
from .seats import other_seats
from .training import everyone, projects, second_years, selection
from .violations import VIOLATIONS

__all__ = ["AS_OF", "NOT_PLANTED", "VIOLATIONS", "clean", "finish", "planter"]

AS_OF = date(2026, 1, 5)  # when the last duty is due, that to train every teacher by 2025
NOT_PLANTED: dict[str, str] = {}
SMALLEST = 600  # each county needs its leaders and some to come in the place of others
planter = CountyPlanter
finish = outcome


def clean(seed: int, size: int) -> County:
    """Without the rates and places, which follow the planted violations."""
    county = County(seed, size)
    for step in (regions, schools, institutions, documents, teachers, projects, selection,
                 other_seats, second_years, everyone, submissions, bureaus, projects_prepared,
                 evaluations, retired):  # fmt: skip
        step(county)
    return county
