# SPDX-License-Identifier: Apache-2.0
"""Three-valued interval evaluation of expressions, one row at a time."""
from __future__ import annotations

import itertools
import re
from dataclasses import replace
from datetime import date
from fractions import Fraction

from . import dates
from .syntax import is_cases, parse, text_literal
from .values import (ALL, DAY, NEG, NUMBERS, ORDERED, POS, PackError, Value, _Infinity, and3,
                     arithmetic, check_same_family, equal3, from_truth, hull, interval, known, less3, none, not3,
                     or3, subset_of, truth, unknown)


class Scope:
    """What the names of an expression mean: a row, aliases beside it, and an anchor day."""

    def __init__(self, row=None, anchor: Value | None = None, aliases: dict | None = None):
        self.row, self.anchor, self.aliases = row, anchor, aliases or {}

    def find(self, name: str):
        """The Value or Row of a name, or None; ambiguous names are refused."""
        found = []
        if self.row is not None:
            found = [self.row.column(name), self.row.step(name), self.row.member(name)]
        found.append(self.aliases.get(name))
        found = [f for f in found if f is not None]
        if len(found) > 1:
            raise PackError(f'`{name}` is ambiguous')
        return found[0] if found else None


class Evaluator:
    def __init__(self, world):
        self.world = world
        self.data = world.dataset

    # --- entry points ------------------------------------------------------------------------

    def value(self, spec, scope: Scope) -> Value:
        """An expression or a defined value; a row comes out as its key."""
        if is_cases(spec):
            return self.cases(spec, scope)
        return self.tree(parse(spec), scope)

    def truth(self, spec, scope: Scope):
        return truth(self.value(spec, scope))

    def tree(self, t, scope: Scope) -> Value:
        return self.data.plain(self.raw(t, scope))

    def cases(self, spec: dict, scope: Scope) -> Value:
        cases = spec.get('cases', [])
        over = _closure(cases)
        guards = [self.truth(c['when'], scope) for c in cases]
        open_ones = [i for i, g in enumerate(guards) if g is None]
        result, collided = None, False
        for choice in itertools.product((True, False), repeat=len(open_ones)):
            world = list(guards)
            for i, g in zip(open_ones, choice):
                world[i] = g
            true = [i for i, g in enumerate(world) if g]
            top = [i for i in true if all(j == i or j in over[i] for j in true)]
            if true and not top:
                collided = True
                if not open_ones:
                    labels = ' and '.join(cases[i]['label'] for i in true)
                    self.world.complain(f'exceptions {labels} collide')
                outcome = self.value(spec['default'], scope)
            else:
                outcome = self.value(cases[top[0]]['value'] if true else spec['default'], scope)
            result = outcome if result is None else hull(result, outcome)
        return _forget(result) if collided else result

    # --- trees -------------------------------------------------------------------------------

    def raw(self, t, scope: Scope) -> Value:
        """As tree, but a path that stops at a row stays a row."""
        kind = t[0]
        if kind == 'lit':
            return t[1]
        if kind == 'path':
            return self.path(t[1], scope)
        if kind == 'call':
            return self.call(t[1], t[2], scope)
        if kind == 'not':
            return from_truth(not3(truth(self.tree(t[1], scope))))
        if kind == 'neg':
            return arithmetic('-', known('int', 0), self.tree(t[1], scope))
        if kind == 'cond':
            return self.choice(t, scope)
        if kind == 'bin':
            return self.binary(t[1], t[2], t[3], scope)
        raise PackError('a list stands only to the right of in')

    def choice(self, t, scope: Scope) -> Value:
        condition = truth(self.tree(t[1], scope))
        if condition is None:
            return hull(self.raw(t[2], scope), self.raw(t[3], scope))
        return self.raw(t[2] if condition else t[3], scope)

    def binary(self, op: str, left, right, scope: Scope) -> Value:
        if op in ('&&', '||'):
            a, b = truth(self.tree(left, scope)), truth(self.tree(right, scope))
            return from_truth(and3(a, b) if op == '&&' else or3(a, b))
        if op == 'in':
            return from_truth(self.member(left, right, scope))
        a, b = self.tree(left, scope), self.tree(right, scope)
        self.check_code(left, b)
        self.check_code(right, a)
        if op in '+-*':
            return arithmetic(op, a, b)
        return from_truth(self.compare(op, a, b))

    def compare(self, op: str, a: Value, b: Value):
        if op == '==':
            return equal3(a, b)
        if op == '!=':
            return not3(equal3(a, b))
        check_same_family(a, b, op)
        a, b = self.rank(a, b), self.rank(b, a)
        if a.kind not in ORDERED + ('text', 'any') or b.kind not in ORDERED + ('text', 'any'):
            raise PackError(f'{op} of {a.kind} and {b.kind}')
        if op == '<':
            return less3(a, b)
        if op == '>':
            return less3(b, a)
        if op == '<=':
            return not3(less3(b, a))
        return not3(less3(a, b))

    def check_code(self, tree, other: Value) -> None:
        """A text literal beside a code must be one of the codes."""
        literal = text_literal(tree)
        if literal and other.kind in ('enum', 'set') and other.of:
            if literal.lo not in self.data.vocabulary.codes(other.of):
                raise PackError(f'`{literal.lo}` is no code of {other.of}')

    def rank(self, v: Value, other: Value) -> Value:
        """The place of a code in its ordered enumeration."""
        if v.kind == 'text' and v.known and other.kind == 'enum':
            v = replace(v, kind='enum', of=other.of)
        if v.kind != 'enum':
            return v
        if v.of not in self.data.vocabulary.ordered or other.of not in (None, v.of):
            raise PackError(f'codes of {v.of} have no order')
        if v.none or not v.known:
            return Value('int', NEG, POS, none=v.none, opt=v.opt)
        return known('int', self.data.vocabulary.codes(v.of).index(v.lo))

    def member(self, left, right, scope: Scope):
        x = self.tree(left, scope)
        if x.none:
            return False
        if right[0] == 'list':
            members = [self.tree(r, scope) for r in right[1]]
            for r in right[1]:
                self.check_code(r, x)
            if x.kind == 'enum' and x.of and not x.known and all(m.known for m in members):
                codes = set(self.data.vocabulary.codes(x.of))
                if codes <= {m.lo for m in members}:
                    return self.not_none(x, True)
            return or3(*(self.compare('==', x, m) for m in members), False)
        s = self.tree(right, scope)
        self.check_code(left, s)
        if s.kind not in ('set', 'any'):
            raise PackError(f'in {s.kind}')
        if s.none:
            return False
        if s.opt:
            return None
        if x.known:
            if x.lo in s.lo:
                return True
            return None if s.hi is ALL or x.lo in s.hi else False
        codes = frozenset(self.data.vocabulary.codes(x.of)) if x.of else ALL
        if subset_of(codes, s.lo):
            return self.not_none(x, True)
        if s.hi is not ALL and (not s.hi or codes is not ALL and not codes & s.hi):
            return False
        return None

    @staticmethod
    def not_none(x: Value, t):
        """A true answer for an unknown x that may be none is no certain answer."""
        return None if t is True and x.opt else t

    # --- paths -------------------------------------------------------------------------------

    def path(self, steps, scope: Scope) -> Value:
        at = scope.find(steps[0][1])
        if at is None:
            if len(steps) == 1:
                at = self.world.parameter(steps[0][1], scope.anchor)
            if at is None:
                raise PackError(f'no name `{steps[0][1]}`')
        for before, step in zip(steps, steps[1:]):
            if isinstance(at, Value) and at.kind != 'row' and at.ref and at.ref[1] == before[1]:
                at = self.data.deref(at, at.ref[0])  # a column and its step of one name
            at = self.step(at, step, scope)
        if not isinstance(at, Value):
            return at.as_value()
        return at

    def step(self, at, step, scope: Scope):
        name = step[1]
        if step[0] == 'method':
            if name == 'holds':
                base = at if isinstance(at, Value) else at.base
                return self.holds(base, step[2])
            if name != 'ancestor':
                raise PackError(f'no method `{name}`')
            if not isinstance(at, Value):
                at = at.base
            if at is None or at.kind != 'row':
                raise PackError('ancestor of what is no row')
            return self.data.ancestor(at, _literal_text(step[2]))
        if isinstance(at, Value):
            if at.kind != 'row':
                raise PackError(f'`.{name}` of what is no row')
            found = self.data.step(at, name)
        else:
            found = Scope(at).find(name)
        if found is None:
            raise PackError(f'no step `{name}`')
        return found

    def holds(self, base, args) -> Value:
        if base is None or base.kind != 'row':
            raise PackError('holds needs a row of a table')
        return from_truth(self.world.holds(_literal_text(args), base))

    # --- functions ---------------------------------------------------------------------------

    def call(self, name: str, args, scope: Scope) -> Value:
        if name == 'has':
            return from_truth(self.has(args, scope))
        if name == 'coalesce':
            a, b = self.raw(args[0], scope), self.raw(args[1], scope)
            if a.none:
                return b
            return hull(replace(a, opt=False), b) if a.opt else a
        if name == 'holds':
            if scope.row is None or scope.row.base is None:
                raise PackError('holds needs a row of a table')
            return self.holds(scope.row.base, args)
        f = getattr(self, 'f_' + name, None)
        if f is None:
            raise PackError(f'no function `{name}`')
        try:
            return f(*[self.tree(a, scope) for a in args])
        except TypeError as e:
            raise PackError(f'{name}: {e}') from e

    def has(self, args, scope: Scope):
        if len(args) != 1:
            raise PackError('has takes one argument')
        self.world.check_has(args[0], scope)
        v = self.raw(args[0], scope)
        if v.none:
            return False
        if v.kind == 'row' or v.opt:
            return True if v.known else None
        if v.known:
            return not isinstance(v.lo, _Infinity)
        extreme = self.world.extreme_of(args[0], scope)
        if extreme == 'min' and v.hi is not POS:
            return True
        if extreme == 'max' and v.lo is not NEG:
            return True
        if v.kind in ORDERED and v.lo is not NEG and v.hi is not POS:
            return True
        return None

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
        return _part(d, lambda t: (t.year,), lambda t: t.month, 12)

    def f_day(self, d: Value) -> Value:
        return _part(d, lambda t: (t.year, t.month), lambda t: t.day, 31)

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
        ends = (birth.lo, birth.hi, on.lo, on.hi)
        if not any(isinstance(x, _Infinity) for x in ends):
            return interval(dates.age(birth.hi, on.lo), dates.age(birth.lo, on.hi))
        return unknown('int')

    def f_valid_at(self, start: Value, end: Value, d: Value) -> Value:
        return from_truth(and3(self.compare('<=', start, d), self.compare('<', d, end)))

    def f_min(self, a: Value, b: Value) -> Value:
        return _pick(min, a, b)

    def f_max(self, a: Value, b: Value) -> Value:
        return _pick(max, a, b)

    def f_abs(self, x: Value) -> Value:
        if x.none or x.opt:
            return unknown(x.kind, scale=x.scale)
        return absolute(x)

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
        if s.none or s.opt:
            return Value('int', 0, POS)
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


def _closure(cases: list) -> list:
    """For each case the indices of all it is over, transitively."""
    labels = {c['label']: i for i, c in enumerate(cases)}
    over = [{labels[x] for x in c.get('over', []) if x in labels} for c in cases]
    changed = True
    while changed:
        changed = False
        for s in over:
            more = set().union(*(over[j] for j in s)) - s if s else set()
            if more:
                s |= more
                changed = True
    return over


def _forget(v: Value) -> Value:
    return unknown(v.kind, v.of, scale=v.scale) if v.kind not in ('bool', 'set') \
        else unknown(v.kind, v.of)


def _literal_text(args) -> str:
    if len(args) != 1 or args[0][0] != 'lit' or args[0][1].kind != 'text':
        raise PackError('one text literal is needed')
    return args[0][1].lo


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


def _part(d: Value, same, part, most: int) -> Value:
    _need(d, 'date')
    if d.none or d.opt:
        return unknown('int')
    if not any(isinstance(x, _Infinity) for x in (d.lo, d.hi)):
        a, b = date.fromordinal(d.lo), date.fromordinal(d.hi)
        if same(a) == same(b):
            return Value('int', part(a), part(b))
    return Value('int', 1, most)


def _shift(d: Value, n: Value, f) -> Value:
    _need(d, 'date')
    _need(n, 'int')
    if any(x.none or x.opt for x in (d, n)):
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
    if any(x.none or x.opt for x in (a, b)):
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
