# SPDX-License-Identifier: Apache-2.0
"""Three-valued interval evaluation of expressions, one row at a time."""
from __future__ import annotations

import itertools
from dataclasses import replace

from .functions import Functions
from .looked_up import LookedUp
from .syntax import is_cases, parse, text_literal
from .values import (ALL, NEG, ORDERED, POS, _Infinity, and3, arithmetic, check_same_family,
                     equal3, from_truth, hull, known, less3, none, not3, or3, PackError,
                     subset_of, truth, unknown, Value)


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


class Evaluator(Functions):
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
        result = _forget(result) if collided else result
        return _one_of(result, [self.value(e, scope) for e in
                                (spec['default'], *(c['value'] for c in cases))])

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
        values = [self.raw(one, scope) for one in t[2:4]]
        chosen = hull(*values) if condition is None else values[0 if condition else 1]
        return _one_of(chosen, values)

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
        for i, (before, step) in enumerate(zip(steps, steps[1:]), 1):
            if isinstance(at, LookedUp):
                return self.through(at, steps[i:])
            if isinstance(at, Value) and at.kind != 'row' and at.ref and at.ref[1] == before[1]:
                at = self.data.deref(at, at.ref[0])  # a column and its step of one name
            at = self.step(at, step, scope)
        if not isinstance(at, Value):
            return at.as_value()
        return at

    def through(self, at: LookedUp, steps) -> Value:
        """A path through a row that was looked up in a relation."""
        row = at.sample()
        return at.seen(self.path(steps, Scope(row, row.anchor)) if row else none())

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
            extreme = self.world.extreme_of(args[0], scope)
            low = a.lo is NEG and extreme != 'min'    # as of no row, or without bound
            high = a.hi is POS and extreme != 'max'
            if a.none or a.known and (low or high):
                return b
            result = hull(replace(a, opt=False), b) if a.opt or low != high else a
            if low != high and not b.none:
                result = replace(result, **({'lo': NEG} if low else {'hi': POS}))
            return replace(result, nullable=b.nullable)
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


def _one_of(v: Value, values: list) -> Value:
    """A value that was chosen among others: a none may stand there if one of them may be none."""
    return replace(v, nullable=any(one.none or one.nullable for one in values))


def _forget(v: Value) -> Value:
    return unknown(v.kind, v.of, scale=v.scale) if v.kind not in ('bool', 'set') \
        else unknown(v.kind, v.of)


def _literal_text(args) -> str:
    if len(args) != 1 or args[0][0] != 'lit' or args[0][1].kind != 'text':
        raise PackError('one text literal is needed')
    return args[0][1].lo
