# SPDX-License-Identifier: Apache-2.0
"""Plants known failures in a clean world, so many a clause, and notes what must then be found.

A function a clause changes rows until `count` subjects of each rule of the clause fail, and says
which. Where one failure brings that of another clause with it, it says that too.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeVar

from .world import World


class TooFew(Exception):
    """The world has fewer places for a failure than were wanted."""


Spoil = TypeVar("Spoil", bound=Callable[..., None])  # of a pack's own planter


class Violation(NamedTuple):
    spoil: Callable[..., None]
    each: int  # subjects of a rule that fail for one failure: two for a pair
    most: int | None  # how many the world can hold, where that is few
    last: bool  # planted after what is reckoned from the rest
    settings: dict[str, str]  # parameters without which the rule is off


class Violations(dict[str, Violation]):
    """The functions that plant, by clause, in the order in which they are written.

    A rule that is off by default has a switch of its own, which is not among `all`: it is found
    when the parameters of its `settings` are set.
    """

    def __call__(
        self, clause: str, *, each: int = 1, most: int | None = None, last: bool = False,
        settings: dict[str, str] | None = None,
    ) -> Callable[[Spoil], Spoil]:  # fmt: skip
        def note(spoil: Spoil) -> Spoil:
            assert clause not in self, f"{clause} is planted twice"
            self[clause] = Violation(spoil, each, most, last, settings or {})
            return spoil

        return note

    def all(self, count: int) -> dict[str, int]:
        """So many of each clause, or as many as there can be, of rules that are not off."""
        return {c: min(count, v.most or count) for c, v in self.items() if not v.settings}


class Planter:
    """The world being spoilt, and what has been spoilt so far."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.clause = ""
        self.count = 0  # how many failures are wanted of the clause
        self.expected: list[dict] = []
        self.taken: set[int] = set()  # rows that something was done to

    def begin(self, clause: str, count: int, violation: Violation) -> None:
        if violation.most is not None and count > violation.most:
            raise TooFew(f"{clause}: at most {violation.most} can be planted, not {count}")
        self.clause, self.count = clause, count

    def take(self, rows: Iterable[dict], count: int | None = None) -> list[dict]:
        """So many rows, `count` of the clause if not said, that nothing was done to before."""
        count = self.count if count is None else count
        free = [row for row in rows if id(row) not in self.taken]
        if len(free) < count:
            raise TooFew(f"{self.clause}: {len(free)} places for {count} failures")
        found = free[:count]
        self.taken |= {id(row) for row in found}
        return found

    def keep(self, *rows: dict) -> None:
        """Rows to leave as they are from now on."""
        self.taken |= {id(row) for row in rows}

    def fails(self, rule: str, **subject: object) -> None:
        """Says that a subject of a rule of the clause being planted now fails."""
        assert self.clause in (rule, rule.split("/")[0]), f"{rule} is planted by {self.clause}: also()"
        self.also(rule, **subject)

    def also(self, rule: str, verdict: str = "fail", **subject: object) -> None:
        """Says that a subject of another clause's rule is found too, because of this failure."""
        keys = {name.rstrip("_"): value for name, value in subject.items()}
        finding = {"rule": rule, "verdict": verdict, "subject": keys}
        if finding not in self.expected:
            self.expected.append(finding)
