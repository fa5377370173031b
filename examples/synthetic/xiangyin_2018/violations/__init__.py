# SPDX-License-Identifier: Apache-2.0
"""What the county and its district get wrong, by clause of the plan, in its order."""

from ...planting import Violations
from . import annexes, measures, schedule, system
from .planter import CountyPlanter

__all__ = ["VIOLATIONS", "CountyPlanter"]

VIOLATIONS = Violations()
for chapter in (system, schedule, measures, annexes):
    VIOLATIONS.update(chapter.VIOLATIONS)
