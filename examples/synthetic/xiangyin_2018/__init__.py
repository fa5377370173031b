# SPDX-License-Identifier: Apache-2.0
"""A county and its district that carry out the Xiangyin training plan of 2018."""

from datetime import date

from . import bodies, county, money, people, tables, training
from .county import County
from .violations import VIOLATIONS, CountyPlanter

__all__ = ["AS_OF", "EMPTY", "NOT_PLANTED", "UNAVOIDABLE", "VIOLATIONS", "clean", "planter"]

AS_OF = date(2023, 6, 30)
SMALLEST = 1107  # the plan has 1,984 seats, whoever comes
planter = CountyPlanter
NOT_PLANTED = {
    "XY18-4.2019-a/subject": "off unless each subject reaches all pairs in two of three years",
}
EMPTY = {
    "quota.school_id": "annex 1 gives seats to the county, its parts to townships",
    "quota.sub_id": "annex 1 gives seats by project",
}
UNAVOIDABLE = [  # the plan gives course design to two units, and one is better
    {"rule": "XY18-3.1-c/shared", "verdict": "fail",
     "subject": {"region_id": region, "duty": "course_design"}}
    for region in county.COUNTIES
]  # fmt: skip
STEPS = (
    county.regions, county.schools, people.staff, people.trainers, people.excused, tables.plan,
    tables.annex_1, tables.annex_2, tables.rotation, training.annex_1, training.annex_2,
    training.full_staff, bodies.units, bodies.communities, bodies.workshops, bodies.documents,
    bodies.recruited, bodies.activities, bodies.bases, money.finance, money.standards,
    money.evaluations, money.work_of_trainers, money.honours, money.credits,
)  # fmt: skip


def clean(seed: int, size: int) -> County:
    world = County(seed, size)
    for step in STEPS:
        step(world)
    return world
