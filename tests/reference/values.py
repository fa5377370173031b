# SPDX-License-Identifier: Apache-2.0
"""Values of the reference evaluator: intervals, none, three-valued truth. No floats."""
from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any


class PackError(Exception):
    """The pack, the vocabulary or an expression is not well formed."""


class _Infinity:
    """Minus or plus infinity, ordered against every number."""

    def __init__(self, sign: int):
        self.sign = sign

    def __lt__(self, other):
        return self.sign < 0 and other is not self

    def __gt__(self, other):
        return self.sign > 0 and other is not self

    def __le__(self, other):
        return self.sign < 0 or other is self

    def __ge__(self, other):
        return self.sign > 0 or other is self

    def __neg__(self):
        return NEG if self.sign > 0 else POS

    def __repr__(self):
        return '+inf' if self.sign > 0 else '-inf'


NEG = _Infinity(-1)
POS = _Infinity(1)


class _Everything:
    """The set of all codes, when the enumeration is not known."""

    def __repr__(self):
        return 'ALL'


ALL = _Everything()

NUMBERS = ('int', 'decimal')
ORDERED = ('int', 'decimal', 'date', 'timestamp')
INT64 = 2 ** 63 - 1


@dataclass(frozen=True)
class Value:
    """An interval [lo, hi] of one kind, or none.

    kind: bool int decimal date timestamp text enum set row any.
    opt: an unknown value that may also turn out to be none.
    nullable: where it was read a none may stand, whatever stands there now.
    of: the enumeration of enum and set, the table of row.
    ref: (table, step) if the value is a cell of a foreign-key column.
    span: the range (min, max) declared for the column of an unknown cell; for aggregates only.
    """

    kind: str
    lo: Any = None
    hi: Any = None
    none: bool = False
    opt: bool = False
    nullable: bool = field(default=False, compare=False)
    scale: int = 0
    of: str | None = None
    ref: tuple | None = None
    span: tuple | None = None

    @property
    def known(self) -> bool:
        if self.none or self.opt:
            return False
        if self.kind in ('text', 'enum', 'row'):
            return self.lo is not NEG
        return self.lo == self.hi and self.lo is not ALL

    @property
    def settled(self) -> bool:
        """Known, or known to be none."""
        return self.none or self.known

    @property
    def finite(self) -> bool:
        """Known, and not an end of the line of numbers or days."""
        return self.known and not isinstance(self.lo, _Infinity)

    def plain(self) -> Value:
        """The value without its provenance."""
        return replace(self, ref=None, span=None)


def known(kind: str, x: Any, **more) -> Value:
    return Value(kind, x, x, **more)


def unknown(kind: str, of: str | None = None, codes=None, **more) -> Value:
    if kind == 'bool':
        return Value(kind, False, True, **more)
    if kind == 'set':
        return Value(kind, frozenset(), ALL if codes is None else frozenset(codes), of=of, **more)
    return Value(kind, NEG, POS, of=of, **more)


def none(kind: str = 'any', of: str | None = None, **more) -> Value:
    return Value(kind, none=True, of=of, **more)


def number(x: int | Fraction) -> Value:
    if isinstance(x, int):
        return known('int', x)
    return known('decimal', x, scale=digits_of(x))


def digits_of(x: Fraction) -> int:
    """Digits after the point of an exact decimal."""
    scale = 0
    while (x * 10 ** scale).denominator != 1:
        scale += 1
        if scale > 60:
            raise PackError(f'{x} is no decimal')
    return scale


# --- three-valued truth: True, False, None -------------------------------------------------

def and3(*terms):
    if any(t is False for t in terms):
        return False
    return None if any(t is None for t in terms) else True


def or3(*terms):
    if any(t is True for t in terms):
        return True
    return None if any(t is None for t in terms) else False


def not3(t):
    return None if t is None else not t


def truth(v: Value):
    """The truth value of a bool; none is unknown."""
    if v.kind not in ('bool', 'any'):
        raise PackError(f'{v.kind} where a truth value is needed')
    if v.none or v.opt or v.lo is not v.hi:
        return None
    return v.lo


def from_truth(t) -> Value:
    return unknown('bool') if t is None else known('bool', t)


# --- comparisons ---------------------------------------------------------------------------

def _family(kind: str) -> str:
    if kind in NUMBERS:
        return 'number'
    return 'text' if kind in ('text', 'enum') else kind


def check_same_family(a: Value, b: Value, what: str) -> None:
    if 'any' not in (a.kind, b.kind) and _family(a.kind) != _family(b.kind):
        raise PackError(f'{what}: {a.kind} does not go with {b.kind}')


def subset_of(a, b):
    """Whether the set a is surely inside b; both may be ALL."""
    if b is ALL:
        return True
    return a is not ALL and a <= b


def equal3(a: Value, b: Value):
    check_same_family(a, b, '==')
    if a.none or b.none:
        if a.none and b.none:
            return True
        other = b if a.none else a
        return None if other.opt or not other.known and other.nullable else False
    if a.known and b.known:
        return a.lo == b.lo
    if a.opt and b.opt:
        return None
    if 'set' in (a.kind, b.kind):
        if not subset_of(a.lo, b.hi) or not subset_of(b.lo, a.hi):
            return False
        return None
    if {a.kind, b.kind} <= {*ORDERED, 'any'} and (a.hi < b.lo or b.hi < a.lo):
        return False
    if a.kind == 'bool':
        return None
    return None


def agree3(a: Value, b: Value):
    """Whether two parts of keys are the same; an unknown one may be any."""
    return equal3(a, b) if a.settled and b.settled else None


def less3(a: Value, b: Value):
    """a < b; the caller has turned codes into ranks."""
    check_same_family(a, b, '<')
    if a.none or b.none:
        return None
    if a.hi < b.lo:
        return True
    if a.lo >= b.hi:
        return False
    return None


# --- arithmetic ----------------------------------------------------------------------------

def _add_bound(x, y, towards):
    if x is towards or y is towards:
        return towards
    if isinstance(x, _Infinity):
        return x
    return y if isinstance(y, _Infinity) else x + y


def _mul_bound(x, y):
    if x == 0 or y == 0:
        return 0
    if isinstance(x, _Infinity) or isinstance(y, _Infinity):
        positive = (x > 0) == (y > 0)
        return POS if positive else NEG
    return x * y


def _fits(x, scale) -> bool:
    return isinstance(x, _Infinity) or abs(x * 10 ** scale) <= INT64


def interval(lo, hi, kind: str = 'int', scale: int = 0) -> Value:
    """A number; unknown where a bound does not fit 64 bits."""
    if not (_fits(lo, scale) and _fits(hi, scale)):
        return unknown(kind, scale=scale)
    return Value(kind, lo, hi, scale=scale)


def arithmetic(op: str, a: Value, b: Value) -> Value:
    for v in (a, b):
        if v.kind not in NUMBERS + ('any',):
            raise PackError(f'{op} of {v.kind}')
    kind = 'decimal' if 'decimal' in (a.kind, b.kind) else 'int'
    scale = a.scale + b.scale if op == '*' else max(a.scale, b.scale)
    if a.none or b.none:
        return unknown(kind, scale=scale)
    if op == '-':
        b = Value(b.kind, -b.hi, -b.lo)
    if op in '+-':
        return interval(_add_bound(a.lo, b.lo, NEG), _add_bound(a.hi, b.hi, POS), kind, scale)
    ends = [_mul_bound(x, y) for x in (a.lo, a.hi) for y in (b.lo, b.hi)]
    return interval(min(ends), max(ends), kind, scale)


def add_intervals(parts) -> tuple:
    """The sum of (lo, hi) pairs, without a width."""
    lo, hi = 0, 0
    for a, b in parts:
        lo, hi = _add_bound(lo, a, NEG), _add_bound(hi, b, POS)
    return lo, hi


def scale_interval(c, lo, hi) -> tuple:
    ends = (_mul_bound(c, lo), _mul_bound(c, hi))
    return min(ends), max(ends)


def hull(a: Value, b: Value) -> Value:
    """The smallest value that covers both."""
    if a.none and b.none:
        return a
    if a.none or b.none:
        v = b if a.none else a
        return Value(v.kind, NEG, POS, opt=True, nullable=True, of=v.of, scale=v.scale) \
            if v.kind not in ('bool', 'set') else \
            replace(unknown(v.kind, v.of), opt=True, nullable=True)
    check_same_family(a, b, 'choice')
    opt, nullable = a.opt or b.opt, a.nullable or b.nullable
    kind = a.kind if a.kind == b.kind else ('decimal' if a.kind in NUMBERS else a.kind)
    if kind == 'any':
        kind = b.kind
    scale = max(a.scale, b.scale)
    if kind == 'set':
        hi = ALL if ALL in (a.hi, b.hi) else a.hi | b.hi
        lo = a.lo & b.lo
        return Value(kind, lo, hi, opt=opt, nullable=nullable, of=a.of or b.of)
    if kind in ('text', 'enum', 'row'):
        if a.known and b.known and a.lo == b.lo:
            return replace(a, nullable=nullable)
        return unknown(kind, a.of, opt=opt, nullable=nullable)
    return Value(kind, min(a.lo, b.lo), max(a.hi, b.hi), opt=opt, nullable=nullable, scale=scale)
