# SPDX-License-Identifier: Apache-2.0
"""What a city, its undertakers and the province get wrong, by clause of the notice."""

from ...planting import Violations
from . import design, offices, papers, people, results, running, seats

__all__ = ["VIOLATIONS"]

VIOLATIONS = Violations()
# Days of projects first, since what is late is late by them; what is published comes last.
for part in (offices, seats, running, design, people, papers, results):
    VIOLATIONS.update(part.VIOLATIONS)
