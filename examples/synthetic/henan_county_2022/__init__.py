# SPDX-License-Identifier: Apache-2.0
"""A province with six project counties that carry out the Henan guide of 2022."""

from datetime import date

from . import duties, options, results, tasks
from .assessment import evaluations, scorecard
from .people import institutions, regions, retired, schools, teachers, trainers
from .province import Province
from .spoiling import VIOLATIONS, ProvincePlanter
from .support import allocations, seats, support
from .training import earlier_team_projects, projects

__all__ = ["AS_OF", "NOT_PLANTED", "VIOLATIONS", "clean", "duties", "options", "planter",
           "results", "tasks"]  # fmt: skip

AS_OF = date(2025, 1, 10)  # guidance after the projects of 2023 is over
NOT_PLANTED: dict[str, str] = {}
SMALLEST = 576  # a project county needs fifty trainers and those whom they train
planter = ProvincePlanter


def clean(seed: int, size: int) -> Province:
    """A province whose counties have done what was due."""
    province = Province(seed, size)
    for step in (regions, institutions, schools, teachers, trainers, earlier_team_projects,
                 projects, seats, scorecard, evaluations, support, allocations,
                 retired):  # fmt: skip
        step(province)
    return province
