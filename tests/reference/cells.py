# SPDX-License-Identifier: Apache-2.0
"""Reading plain Python data into values, and writing values as plain data."""
from __future__ import annotations

from datetime import date as _date, datetime as _datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction

from .values import ALL, NUMBERS, _Infinity, digits_of, known, PackError, Value

_EAST8 = timezone(timedelta(hours=8))
_EPOCH = _datetime(1, 1, 1)
OPEN_END = _date(9999, 12, 31).toordinal()


def parse_date(text) -> int:
    if isinstance(text, _datetime):
        raise ValueError('a timestamp is no date')
    if isinstance(text, _date):
        return text.toordinal()
    if len(str(text)) != 10:
        raise ValueError(f'{text} is no date')
    return _date.fromisoformat(text).toordinal()


def parse_timestamp(text) -> int:
    """Microseconds since day 0 of the +08:00 clock, where day n is the date of ordinal n."""
    t = text if isinstance(text, _datetime) else _datetime.fromisoformat(str(text))
    if t.tzinfo is not None:
        t = t.astimezone(_EAST8).replace(tzinfo=None)
    d = t - _EPOCH
    return ((d.days + 1) * 86400 + d.seconds) * 10 ** 6 + d.microseconds


DAY = 86400 * 10 ** 6


def parse_number(x) -> Fraction:
    if isinstance(x, bool) or isinstance(x, float):
        raise ValueError(f'{x!r} is no exact number')
    if isinstance(x, str) and ('/' in x or 'e' in x.lower() or not x.isascii()):
        raise ValueError(f'{x} is no number')
    return Fraction(Decimal(x)) if not isinstance(x, Fraction) else x


def parse_scalar(kind: str, x, of=None, codes=None, scale: int | None = None) -> Value:
    """A known value of a kind from plain Python data; ValueError if it is none of that kind."""
    if kind == 'bool':
        if x in ('true', 'false'):
            x = x == 'true'
        if not isinstance(x, bool):
            raise ValueError(f'{x!r} is no bool')
        return known('bool', x)
    if kind == 'int':
        n = parse_number(x)
        if n.denominator != 1:
            raise ValueError(f'{x} is no int')
        return known('int', int(n))
    if kind == 'decimal':
        n = parse_number(x)
        if scale is not None and (n * 10 ** scale).denominator != 1:
            raise ValueError(f'{x} has more than {scale} digits')
        return known('decimal', n, scale=digits_of(n) if scale is None else scale)
    if kind == 'date':
        return known('date', parse_date(x))
    if kind == 'timestamp':
        return known('timestamp', parse_timestamp(x))
    if kind == 'text':
        if not isinstance(x, str):
            raise ValueError(f'{x!r} is no text')
        return known('text', x)
    if kind == 'enum':
        if codes is not None and x not in codes:
            raise ValueError(f'{x!r} is no code of {of}')
        return known('enum', x, of=of)
    if kind == 'set':
        members = frozenset(x)
        if isinstance(x, str) or (codes is not None and not members <= frozenset(codes)):
            raise ValueError(f'{x!r} is no set of {of}')
        return Value('set', members, members, of=of)
    raise PackError(f'unknown type {kind}')


def format_number(x) -> str:
    if isinstance(x, int):
        return str(x)
    if x.denominator == 1:
        return str(x.numerator)
    n = digits_of(x)
    digits = str(abs(x.numerator * 10 ** n // x.denominator)).rjust(n + 1, '0')
    return ('-' if x < 0 else '') + digits[:-n] + '.' + digits[-n:]


def _bound(kind: str, x):
    if isinstance(x, _Infinity):
        return None
    if kind in NUMBERS:
        return format_number(x)
    if kind == 'date' and not 1 <= x <= _date.max.toordinal():
        return None
    if kind == 'date':
        return _date.fromordinal(x).isoformat()
    if kind == 'timestamp':
        day, rest = divmod(x, DAY)
        t = _datetime.combine(_date.fromordinal(day), _datetime.min.time())
        return (t + timedelta(microseconds=rest)).isoformat() + '+08:00'
    return x


def to_json(v: Value | None):
    """Numbers and dates as text, intervals as [lo, hi] with null for infinities, none as null."""
    if v is None or v.none:
        return None
    if v.kind == 'set':
        lo = sorted(v.lo)
        return lo if v.known else [lo, None if v.hi is ALL else sorted(v.hi)]
    if v.finite:
        return _bound(v.kind, v.lo)
    if v.kind == 'bool':
        return [False, True]
    return [_bound(v.kind, v.lo), _bound(v.kind, v.hi)]


def key_json(v: Value):
    """A part of a subject's key: int as a number, none as null, unknown as null."""
    if not v.finite:
        return None
    return v.lo if v.kind == 'int' else to_json(v)


def key_text(v: Value) -> str:
    if not v.known:
        return ''
    if v.kind == 'bool':
        return 'true' if v.lo else 'false'
    return str(to_json(v))


def sort_key(v: Value) -> tuple:
    """none, then known values in their order, then unknown ones."""
    if v.none:
        return (0, 0)
    return (1, v.lo) if v.known else (2, 0)
