# SPDX-License-Identifier: Apache-2.0
"""Synthetic data for the packs: a folder a pack, with clean data and what may be planted in them.

A pack's module gives
- `AS_OF`: the date as of which the clean data fail nothing,
- `clean(seed, size)`: the clean `World`,
- `VIOLATIONS`: the functions that plant failures, by clause,
- `NOT_PLANTED`: the rules against which nothing is planted, each with the reason,
- `UNAVOIDABLE`, findings of clean data too, where the document contradicts itself,
- `EMPTY`, columns that rules read and that hold no value here, each with the reason,
- `SMALLEST`, the smallest size of which there is a world that can hold every violation,
- `finish(world)`, where something is reckoned from the rest, such as published rates,
- `planter`, where its functions need more than `Planter` has.
"""

import importlib
from pathlib import Path
from types import ModuleType

from .planting import Planter, TooFew, Violations
from .world import World

__all__ = ["PACKS", "Planter", "Violations", "World", "make", "module_of", "plant"]

PACKS = sorted(
    path.parent.name.replace("_", "-") for path in Path(__file__).parent.glob("*/__init__.py")
)


def module_of(pack: str) -> ModuleType:
    """The module of one of PACKS."""
    return importlib.import_module(f"{__name__}.{pack.replace('-', '_')}")


def make(pack: str, seed: int, size: int) -> World:
    """The clean world of a pack; `TooFew` if it has to be larger."""
    module = module_of(pack)
    if size < module.SMALLEST:
        raise TooFew(f"size {size} is too small for {pack}, the smallest is {module.SMALLEST}")
    world: World = module.clean(seed, size)
    return world


def plant(world: World, module: ModuleType, wanted: dict[str, int]) -> list[dict]:
    """Plants so many failures a clause, and gives the findings to expect, in order.

    Each is {"rule", "verdict", "subject"}. Raises `TooFew` where the world cannot hold so many.
    """
    planter = getattr(module, "planter", Planter)(world)
    violations = module.VIOLATIONS
    for last in (False, True):
        if last:
            getattr(module, "finish", lambda _: None)(world)
        for clause, violation in violations.items():
            if clause in wanted and violation.last == last:
                planter.begin(clause, wanted[clause], violation)
                violation.spoil(planter)
    return planter.expected
