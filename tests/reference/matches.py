# SPDX-License-Identifier: Apache-2.0
"""Matches (row against partner rows) and ranks."""
from __future__ import annotations

from .aggregates import nameless
from .expressions import Scope
from .functions import absolute
from .repeated import repeated
from .values import (agree3, NEG, POS, and3, known, less3, not3, or3, PackError,
                     Value)


def match(world, row, name: str, spec: dict) -> Value:
    partner = world.relation(spec['partner'])
    alias = spec['as']
    find = spec.get('find', 'count')
    row.witness[name] = ([], [])
    if not partner.given or nameless(partner) or not comparable(world, row, partner, spec):
        return Value('int', 1 if find == 'max_concurrent' else 0, POS)
    certain, possible = [], []
    for h in partner.rows:
        if not row.same_row(h):
            hit = is_partner(world, row, h, alias, spec)
            if hit is not False:
                (certain if hit else possible).append(h)
    row.witness[name] = (certain, possible)
    hidden = history_missing(world, row, partner, spec)
    endless = hidden or any(repeated(h, _partner_keys(spec)) for h in possible)
    if find == 'count':
        return Value('int', len(certain), POS if endless else len(certain) + len(possible))
    if find == 'nearest':
        return nearest(world, row, name, spec, certain, possible, hidden)
    if find == 'max_concurrent':
        return concurrent(world, row, name, spec, certain, possible, endless)
    raise PackError(f'find `{find}`')


def comparable(world, row, partner, spec: dict) -> bool:
    """Whether something is known of this row's `same`, and of some partner's."""
    if not spec.get('same') or not partner.rows:
        return True
    alias = spec['as']
    sides = [_sides(world, _beside(row, h, alias), alias, spec) for h in partner.rows]
    return any(v.settled for v in sides[0][0]) and \
        any(v.settled for _, theirs in sides for v in theirs)


def _sides(world, scope, alias: str, spec: dict) -> tuple:
    mine, theirs = [], []
    for same in spec.get('same', []):
        target, partner = (same, f'{alias}.{same}') if isinstance(same, str) else same
        mine.append(world.evaluator.value(target, scope))
        theirs.append(world.evaluator.value(partner, scope))
    return mine, theirs


def _partner_keys(spec: dict) -> list:
    """What `same` reads of a partner, as its own relation says it."""
    theirs = [same if isinstance(same, str) else same[1] for same in spec.get('same', [])]
    return [t.removeprefix(f'{spec["as"]}.') if isinstance(t, str) else t for t in theirs]


def _beside(row, h, alias: str) -> Scope:
    return Scope(row, row.anchor, {alias: h})


def is_partner(world, row, h, alias: str, spec: dict):
    scope = _beside(row, h, alias)
    mine, theirs = _sides(world, scope, alias, spec)
    if theirs and all(not v.settled for v in theirs):
        return False  # a row whose whole key is unknown is nobody's partner
    terms = [h.presence] + [agree3(a, b) for a, b in zip(mine, theirs)]
    if and3(*terms) is False:
        return False
    if 'where' in spec:
        terms.append(world.evaluator.truth(spec['where'], scope))
    for case in spec.get('except', []):
        terms.append(not3(world.evaluator.truth(case['when'], scope)))
    return and3(*terms)


def history_missing(world, row, partner, spec: dict) -> bool:
    """Whether the partner table is complete only from after the day history is needed from."""
    if 'needs_history_from' not in spec:
        return False
    needed = world.evaluator.value(spec['needs_history_from'], Scope(row, row.anchor))
    starts = [world.complete_from(t) for t in partner.tables]
    return any(s is not None and less3(needed, known('date', s)) is not False for s in starts)


def _pair(world, spec, scope) -> tuple:
    return tuple(world.evaluator.value(e, scope) for e in spec)


def nearest(world, row, name, spec, certain, possible, hidden) -> Value:
    lows, highs, sure_rows, unsure = [], [], [], []
    for h in certain + possible:
        a, b = _pair(world, spec['gap'], _beside(row, h, spec['as']))
        if a.none or b.none:
            continue
        gap = _gap(a, b)
        lows.append(gap.lo)
        if any(h is c for c in certain):
            highs.append(gap.hi)
            sure_rows.append(h)
            if not gap.known:
                unsure.append(h)
        else:
            unsure.append(h)
    row.witness[name] = (sure_rows, unsure)
    lo = 0 if hidden else min(lows, default=POS)
    return Value('int', lo, min(highs, default=POS))


def _gap(a: Value, b: Value) -> Value:
    kinds = {a.kind, b.kind} - {'any'}
    if len(kinds) < 2 or kinds == {'int', 'decimal'}:
        lo = NEG if a.lo is NEG or b.hi is POS else POS if a.lo is POS or b.hi is NEG \
            else a.lo - b.hi
        hi = POS if a.hi is POS or b.lo is NEG else NEG if a.hi is NEG or b.lo is POS \
            else a.hi - b.lo
        return absolute(Value('int', lo, hi))
    raise PackError(f'gap between {a.kind} and {b.kind}')


def concurrent(world, row, name, spec, certain, possible, endless) -> Value:
    ends = (spec['interval']['from'], spec['interval']['to'])
    mine = _pair(world, ends, Scope(row, row.anchor))
    narrow, wide = [], []
    unsure = list(possible)
    for h in certain + possible:
        span = _pair(world, ends, Scope(h, row.anchor))
        wide.append(_wide(span))
        if any(h is c for c in certain):
            narrow.append(_narrow(span))
            if not all(v.known for v in span):
                unsure.append(h)
    row.witness[name] = (certain, unsure)
    lo = 1 + _deepest(_narrow(mine), narrow)
    hi = POS if endless else 1 + _deepest(_wide(mine), wide)
    return Value('int', lo, hi)


def _wide(span) -> tuple:
    a, b = span
    return NEG if a.none or a.opt else a.lo, POS if b.none or b.opt else b.hi


def _narrow(span) -> tuple:
    a, b = span
    return POS if a.none or a.opt else a.hi, NEG if b.none or b.opt else b.lo


def _deepest(inside: tuple, spans: list) -> int:
    """The largest number of half-open spans that share a point inside the first."""
    start, end = inside
    if not start < end:
        return 0
    best = 0
    for point in [start] + [s for s, _ in spans if start < s < end]:
        best = max(best, sum(1 for s, e in spans if s <= point < e))
    return best


# --- ranks -----------------------------------------------------------------------------------

def rank(world, row, name: str, spec: dict) -> Value:
    """1 + rows certainly before … 1 + rows possibly before, in the row's partition."""
    rows = world.rows_beside(row, name)
    parts = spec.get('partition', [])
    endless = repeated(row, parts)
    me = _order(world, row, spec)
    ties = spec.get('ties', 'competition')
    certain, possible = [], []
    for other in rows:
        if other is row:
            continue
        theirs = _order(world, other, spec)
        before = and3(other.presence, _same_partition(world, row, other, spec),
                      _before(world, theirs, me, spec))
        if before is not False:
            (certain if before else possible).append(theirs)
            endless = endless or repeated(other, parts)
    if ties == 'competition':
        return Value('int', 1 + len(certain),
                     POS if endless else 1 + len(certain) + len(possible))
    if ties != 'dense':
        raise PackError(f'ties `{ties}`')
    lo = len({_tuple(t) for t in certain if _settled(t)})
    lo = max(lo, 1 if certain else 0)
    everyone = certain + possible
    hi = len({_tuple(t) for t in everyone if _settled(t)}) + \
        sum(1 for t in everyone if not _settled(t))
    return Value('int', 1 + lo, POS if endless else 1 + hi)


def _order(world, row, spec: dict) -> list:
    scope = Scope(row, row.anchor)
    return [world.evaluator.value(o['by'], scope) for o in spec['order']]


def _settled(values: list) -> bool:
    return all(v.settled for v in values)


def _tuple(values: list) -> tuple:
    return tuple((v.none, v.lo) for v in values)


def _same_partition(world, a, b, spec: dict):
    parts = spec.get('partition', [])
    return and3(*(agree3(world.evaluator.value(p, Scope(a, a.anchor)),
                         world.evaluator.value(p, Scope(b, b.anchor))) for p in parts))


def _before(world, a: list, b: list, spec: dict):
    """Whether the order tuple a comes before b, lexicographically."""
    result, ties = False, True
    for x, y, o in zip(a, b, spec['order']):
        direction = o.get('dir', 'asc')
        if direction not in ('asc', 'desc'):
            raise PackError(f'dir `{direction}`')
        first = world.evaluator.compare('<' if direction == 'asc' else '>', x, y)
        result = or3(result, and3(ties, first))
        ties = and3(ties, world.evaluator.compare('==', x, y))
    return result
