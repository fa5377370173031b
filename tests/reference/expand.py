# SPDX-License-Identifier: Apache-2.0
"""The values that an expand gives for one row."""
from __future__ import annotations

from datetime import date

from .expressions import Scope
from .values import ALL, known, PackError, unknown, Value


def over_values(world, over: dict, row: Row) -> list:
    """The pairs (value, presence) that a row is expanded to.

    A presence of `'open'` is that of a row that may stand for any number of rows.
    """
    scope = Scope(row, row.anchor)
    value = world.evaluator.value
    if 'choose' in over:
        word = world.parameter(over['choose'], row.anchor)
        if not word.known or word.lo not in over['cases']:
            raise PackError(f'`{over["choose"]}` chooses no way to expand')
        return over_values(world, over['cases'][word.lo], row)
    if 'years' in over:
        ends = [value(e, scope) for e in over['years']]
        if any(v.none for v in ends):
            return []
        first, last = (_year(v) for v in ends)
        whole = all(v.known and isinstance(v.lo, int) for v in (first, last))
        if not whole or last.lo - first.lo >= 1000:
            return [(unknown('int'), 'open')]
        return [(known('int', y), True) for y in range(first.lo, last.lo + 1)]
    if 'each' in over:
        out, seen = [], []
        for e in over['each']:
            v = value(e, scope).plain()
            if v.none:
                continue
            if not v.known:
                out.append((v, None))
            elif v not in seen:
                seen.append(v)
                out.append((v, True))
        return out
    if 'set' in over:
        return _members(world, value(over['set'], scope))
    if 'windows' in over:
        return _windows(world, over['windows'], scope)
    raise PackError('expand over what?')


def _year(v: Value) -> Value:
    if v.kind == 'date' and v.finite:
        return known('int', date.fromordinal(v.lo).year)
    return v if v.kind == 'int' else unknown('int')


def _is_blank(world, s: Value) -> bool:
    """Whether nothing at all is known of a set."""
    return not s.lo and not s.known and bool(s.of) and \
        s.hi == frozenset(world.dataset.vocabulary.codes(s.of))


def _members(world, s: Value) -> list:
    kind = 'enum' if s.of else 'text'
    if s.none:
        return []
    if s.opt or s.hi is ALL or _is_blank(world, s):
        return [(unknown(kind, s.of), 'open')]
    codes = list(world.dataset.vocabulary.codes(s.of)) if s.of else sorted(s.hi)
    return [(known(kind, m, of=s.of), True if m in s.lo else None) for m in codes if m in s.hi]


def _windows(world, how: dict, scope: Scope) -> list:
    at, origin, length, step = (world.evaluator.value(how[k], scope)
                                for k in ('at', 'origin', 'length_days', 'step_days'))
    if at.none or origin.none:
        return []
    if not all(v.finite for v in (at, origin, length, step)):
        return [(unknown(at.kind), 'open')]
    if step.lo < 1:
        raise PackError('windows need a step of at least one day')
    out = []
    k = (at.lo - origin.lo) // step.lo
    while origin.lo + k * step.lo + length.lo > at.lo:
        if origin.lo + k * step.lo < 1:  # before any day there is
            return [(unknown(at.kind), 'open')]
        out.append((known(at.kind, origin.lo + k * step.lo), True))
        k -= 1
    return out[::-1]
