# SPDX-License-Identifier: Apache-2.0
"""A city with four counties that carries out the Shaanxi notice of 2023."""

from datetime import date

from .county import County
from .papers import rates, submissions
from .people import documents, institutions, regions, schools, teachers
from .training import projects, second_years, selection
from .violations import VIOLATIONS, CountyPlanter

__all__ = ["AS_OF", "NOT_PLANTED", "VIOLATIONS", "clean", "finish", "planter"]

AS_OF = date(2023, 12, 31)
NOT_PLANTED = {
    "SX23-2.4-f/prompt": "off unless a limit is set",
}
planter = CountyPlanter
finish = rates


def clean(seed: int, size: int) -> County:
    """Without the rates, which follow the planted violations."""
    county = County(seed, size)
    for step in (regions, schools, institutions, documents, teachers, projects, selection,
                 second_years, submissions):  # fmt: skip
        step(county)
    return county
