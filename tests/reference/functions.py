# SPDX-License-Identifier: Apache-2.0
"""The functions of expressions, on intervals."""
from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction

from . import dates
from .cells import DAY
from .values import (ALL, NEG, NUMBERS, POS, _Infinity, and3, arithmetic, from_truth, interval,
                     known, PackError, subset_of, unknown, Value)


class Functions:
    """Methods f_<name>; the evaluator adds `data` and `compare`."""

    def f_date(self, *a: Value) -> Value:
        if len(a) == 1:
            if not a[0].known:
                return unknown('date')
            try:
                return known('date', date.fromisoformat(a[0].lo).toordinal())
            except ValueError as e:
                raise PackError(str(e)) from e
        if not all(x.known and isinstance(x.lo, int) for x in a):
            return unknown('date')
        return _day_value(dates.make(*(x.lo for x in a)))

    def f_year(self, d: Value) -> Value:
        return _monotone(d, 'int', lambda x: date.fromordinal(x).year)

    def f_month(self, d: Value) -> Value:
        return _part(d, lambda t: t.month)

    def f_day(self, d: Value) -> Value:
        return _part(d, lambda t: t.day)

    def f_date_of(self, t: Value) -> Value:
        return _monotone(t, 'date', lambda x: x // DAY, 'timestamp')

    def f_add_days(self, d: Value, n: Value) -> Value:
        return _shift(d, n, dates.add_days)

    def f_add_months(self, d: Value, n: Value) -> Value:
        return _shift(d, n, dates.add_months)

    def f_add_years(self, d: Value, n: Value) -> Value:
        return _shift(d, n, dates.add_years)

    def f_due_after(self, d, n, count=None, rollover=None, start=None) -> Value:
        return self.due(1, d, n, count, rollover, start)

    def f_due_before(self, d, n, count=None) -> Value:
        return self.due(-1, d, n, count, None, None)

    def due(self, step, d, n, count, rollover, start) -> Value:
        if not all(x is None or x.known for x in (n, count, rollover, start)):
            return unknown('date')
        word = count.lo if count else 'calendar'
        if word not in ('calendar', 'working'):
            raise PackError(f'day_count `{word}`')
        working, roll = word == 'working', bool(rollover and rollover.lo)
        begin = bool(start and start.lo)

        def one(x):
            return dates.due(x, n.lo, step, working, roll, begin, self.data.calendar)
        if (working or roll) and not d.known:
            return unknown('date')
        return _monotone(d, 'date', one)

    def f_days_between(self, a: Value, b: Value) -> Value:
        _need(a, 'date')
        _need(b, 'date')
        return arithmetic('-', _as_number(b), _as_number(a))

    def f_age(self, birth: Value, on: Value) -> Value:
        _need(birth, 'date')
        _need(on, 'date')
        if any(x.none or x.opt for x in (birth, on)):
            return unknown('int')

        def years(a, b, none):
            return none if any(isinstance(x, _Infinity) for x in (a, b)) else dates.age(a, b)
        return interval(years(birth.hi, on.lo, NEG), years(birth.lo, on.hi, POS))

    def f_valid_at(self, start: Value, end: Value, d: Value) -> Value:
        return from_truth(and3(self.compare('<=', start, d), self.compare('<', d, end)))

    def f_min(self, a: Value, b: Value) -> Value:
        return _pick(min, a, b)

    def f_max(self, a: Value, b: Value) -> Value:
        return _pick(max, a, b)

    def f_abs(self, x: Value) -> Value:
        if x.none or x.opt:
            return Value(x.kind, known('int', 0).lo, POS, scale=x.scale)
        return replace(absolute(x), nullable=False)  # of none it is unknown, as sums are

    def f_ceil(self, x: Value, scale: Value | None = None) -> Value:
        return _round(x, scale, lambda n: -((-n).__floor__()))

    def f_floor(self, x: Value, scale: Value | None = None) -> Value:
        return _round(x, scale, lambda n: n.__floor__())

    def f_matches(self, t: Value, pattern: Value) -> Value:
        if not t.known:
            return unknown('bool')
        return known('bool', re.fullmatch(pattern.lo, t.lo) is not None)

    def f_starts_with(self, t: Value, u: Value) -> Value:
        if not (t.known and u.known):
            return unknown('bool')
        return known('bool', t.lo.startswith(u.lo))

    def f_size(self, s: Value) -> Value:
        _need(s, 'set')
        if s.none:
            return unknown('int')
        return Value('int', len(s.lo), POS if s.hi is ALL else len(s.hi))

    def f_subset(self, a: Value, b: Value) -> Value:
        _need(a, 'set')
        _need(b, 'set')
        if any(x.none or x.opt for x in (a, b)):
            return unknown('bool')
        if subset_of(a.hi, b.lo):
            return known('bool', True)
        return from_truth(None if subset_of(a.lo, b.hi) else False)

    def f_intersects(self, a: Value, b: Value) -> Value:
        _need(a, 'set')
        _need(b, 'set')
        if any(x.none or x.opt for x in (a, b)):
            return unknown('bool')
        if a.lo & b.lo:
            return known('bool', True)
        his = [x.hi for x in (a, b)]
        if frozenset() in his:
            return known('bool', False)
        if ALL in his:
            return unknown('bool')
        return from_truth(None if his[0] & his[1] else False)


def absolute(x: Value) -> Value:
    if x.lo >= 0:
        return x
    if x.hi <= 0:
        return replace(x, lo=-x.hi, hi=-x.lo)
    return replace(x, lo=0, hi=max(-x.lo, x.hi))


def _need(v: Value, kind: str) -> None:
    if v.kind not in (kind, 'any'):
        raise PackError(f'{v.kind} where a {kind} is needed')


def _day_value(n) -> Value:
    return unknown('date') if n is None else known('date', n)


def _as_number(d: Value) -> Value:
    return replace(d, kind='int', ref=None, span=None)


def _monotone(d: Value, kind: str, f, of: str = 'date') -> Value:
    """A rising function of a date; a bound where it has no answer makes all unknown."""
    _need(d, of)
    if d.none or d.opt:
        return unknown(kind)
    ends = [x if isinstance(x, _Infinity) else f(x) for x in (d.lo, d.hi)]
    return unknown(kind) if None in ends else Value(kind, *ends)


def _part(d: Value, part) -> Value:
    _need(d, 'date')
    return known('int', part(date.fromordinal(d.lo))) if d.finite else unknown('int')


def _shift(d: Value, n: Value, f) -> Value:
    _need(d, 'date')
    _need(n, 'int')
    if d.none or d.opt or not n.known:
        return unknown('date')
    ends = []
    for x, y, inf in ((d.lo, n.lo, NEG), (d.hi, n.hi, POS)):
        if isinstance(x, _Infinity):
            ends.append(x)
        elif isinstance(y, _Infinity):
            ends.append(inf)
        else:
            ends.append(f(x, y))
    return unknown('date') if None in ends else Value('date', *ends)


def _pick(f, a: Value, b: Value) -> Value:
    families = {'number' if x.kind in NUMBERS else x.kind for x in (a, b)} - {'any'}
    if len(families) > 1 or not families <= {'number', 'date', 'timestamp'}:
        raise PackError(f'min or max of {a.kind} and {b.kind}')
    kind = b.kind if a.kind == 'any' else a.kind
    if 'decimal' in (a.kind, b.kind):
        kind = 'decimal'
    scale = max(a.scale, b.scale)
    if a.none or b.none:
        return unknown(kind, scale=scale)
    return Value(kind, f(a.lo, b.lo), f(a.hi, b.hi), scale=scale)


def _round(x: Value, scale: Value | None, f) -> Value:
    if scale is not None and not scale.known:
        raise PackError('the digits of a rounding must be known')
    digits = scale.lo if scale else 0
    kind = 'decimal' if digits else 'int'
    if x.none or x.opt:
        return unknown(kind, scale=digits)

    def one(b):
        if isinstance(b, _Infinity):
            return b
        n = f(Fraction(b) * 10 ** digits)
        return Fraction(n, 10 ** digits) if digits else int(n)
    return interval(one(x.lo), one(x.hi), kind, digits)
