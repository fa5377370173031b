# SPDX-License-Identifier: Apache-2.0
"""Carrying over from row to row of a partition (docs/semantics.md, Carrying over)."""
from __future__ import annotations

from .expressions import Scope
from .values import (agree3, arithmetic, hull, interval, known, less3, NEG, POS, PackError, unknown,
                     Value)

TERMS = ('add', 'at_least', 'at_most', 'first')


def carry(world, row, name: str, spec: dict) -> Value:
    chain = chain_of(world, row, spec)
    if chain is None:
        return unknown('decimal')
    return _come(world, chain, spec)[chain.index(row)]


def chain_of(world, row, spec: dict):
    """The rows of the same partition in order; None where that is not known."""
    others = [r for r in row.relation.rows if _together(world, row, r, spec) is not False]
    if any(_together(world, row, r, spec) is None or r.open for r in others):
        return None
    places = [(_value(world, r, spec['order']), r) for r in others]
    if any(not p.known or p.lo is NEG or p.lo is POS for p, _ in places):
        return None
    chain: list = []
    for place, r in places:
        at = 0
        while at < len(chain) and less3(chain[at][0], place) is True:
            at += 1
        if at < len(chain) and less3(place, chain[at][0]) is not True:
            return None  # two rows of one place
        chain.insert(at, (place, r))
    return [r for _, r in chain]


def before(world, row, spec: dict) -> list:
    """The rows from which something comes over to a row."""
    chain = chain_of(world, row, spec) or [row]
    return chain[:chain.index(row)]


def _come(world, chain: list, spec: dict) -> list:
    """What comes over to each row of a chain."""
    out, came, first = [], None, True
    for r in chain:
        here = [came] if came is not None else []
        if first:
            here.append(_number(_value(world, r, spec['first'])) if 'first' in spec
                        else known('int', 0))
        value = here[0] if len(here) == 1 else hull(*here)
        out.append(value)
        left = _left(world, r, value, spec)
        if r.presence is True:
            came, first = left, False
        else:
            came = left if came is None else hull(came, left)
    return out


def _left(world, r, value: Value, spec: dict) -> Value:
    """What a row leaves over: with what it adds, not below the one limit, not above the other."""
    all_of_it = arithmetic('+', value, _number(_value(world, r, spec['add'])))
    lo, hi = all_of_it.lo, all_of_it.hi
    least = _value(world, r, spec['at_least']) if 'at_least' in spec else known('int', 0)
    if not least.none:
        lo, hi = max(lo, least.lo), max(hi, least.hi)
    most = _value(world, r, spec['at_most']) if 'at_most' in spec else None
    if most is not None and not most.none:
        lo, hi = min(lo, most.lo), min(hi, most.hi)
    scale = max([all_of_it.scale] + [v.scale for v in (least, most) if v is not None])
    return interval(lo, hi, 'decimal', scale)


def _number(v: Value) -> Value:
    if v.kind not in ('int', 'decimal', 'any'):
        raise PackError(f'carry of {v.kind}')
    return unknown('decimal', scale=v.scale) if v.none else v


def _value(world, row, spec) -> Value:
    return world.evaluator.value(spec, Scope(row, row.anchor)).plain()


def _together(world, a, b, spec: dict):
    """Whether two rows stand in one partition."""
    if a is b:
        parts = [_value(world, a, p) for p in spec.get('partition', [])]
        return True if all(v.settled for v in parts) else None
    answer = True
    for p in spec.get('partition', []):
        same = agree3(_value(world, a, p), _value(world, b, p))
        if same is False:
            return False
        answer = answer and same
    return answer
