# SPDX-License-Identifier: Apache-2.0
"""Rows of relations of the pack that a look-up leads to."""
from __future__ import annotations

from dataclasses import replace

from .values import known, none, unknown, Value


class LookedUp:
    """A row of a relation of the pack that was looked up: there, none, or not known."""

    def __init__(self, relation, found):
        self.relation = relation
        self.row = None if isinstance(found, Value) else found
        self.none = isinstance(found, Value) and found.none

    def as_value(self) -> Value:
        """Whether it is there: true, none or unknown."""
        if self.row is not None:
            return replace(known('bool', True), nullable=True)
        return none('bool') if self.none else unknown('bool', opt=True, nullable=True)

    def sample(self):
        """The row, or another that tells of what kind its columns are."""
        return self.row or next(iter(self.relation.rows), None)

    def seen(self, value: Value) -> Value:
        """What a path through it reads, where `value` is read of the sample."""
        if self.row is not None:
            return replace(value, nullable=True)
        if self.none:
            return none(value.kind, value.of, scale=value.scale)
        return unknown(value.kind, value.of, scale=value.scale, opt=True, nullable=True)
