# SPDX-License-Identifier: Apache-2.0
"""Aggregates as intervals, and linear forms taken row by row."""
from __future__ import annotations

import itertools
from dataclasses import replace
from fractions import Fraction

from .expressions import Scope
from .repeated import repeated
from .syntax import names_of, parse, walk
from .values import (agree3, ALL, NEG, NUMBERS, ORDERED, POS, add_intervals, and3, arithmetic,
                     known, PackError, scale_interval, Value)

OPS = ('count', 'distinct', 'sum', 'min', 'max', 'or', 'any')


def operation(spec: dict) -> str:
    ops = [o for o in OPS if o in spec]
    if len(ops) != 1:
        raise PackError(f'an aggregate has one operation, not {ops}')
    return ops[0]


def key_and_on(world, row, spec: dict) -> tuple:
    """The key expressions of the source, and the values they must equal for this subject."""
    scope = Scope(row, row.anchor)
    key = spec.get('key')
    if key is None:
        key = _default_key(row.relation, spec['from'])
        wanted = row.key if 'on' not in spec else None
    elif not key:
        return [], []
    else:
        wanted = row.key if 'on' not in spec else None
    if wanted is None:
        wanted = [world.evaluator.value(e, scope) for e in spec['on']]
    if len(key) != len(wanted):
        raise PackError(f'an aggregate from `{spec["from"]}` joins {len(key)} key(s) '
                        f'with {len(wanted)}')
    return key, list(wanted)


def _default_key(relation, source: str) -> list:
    at = relation
    while at is not None:
        if at.distinct_of is not None:
            if at.distinct_of[0] == source:
                return at.distinct_of[1]
            break
        at = at.parent
    raise PackError(f'an aggregate from `{source}` needs a key')


def membership(world, row, spec: dict, source_row, key: list, wanted: list) -> tuple:
    """(presence, key agrees, where) of a source row, each three-valued."""
    scope = Scope(source_row, row.anchor)
    parts = [world.evaluator.value(k, scope) for k in key]
    if parts and all(not p.settled for p in parts):
        agrees = False
    else:
        agrees = and3(*(agree3(p, w) for p, w in zip(parts, wanted)))
    where = world.evaluator.truth(spec['where'], scope) if 'where' in spec else True
    return source_row.presence, agrees, where


def aggregate(world, row, name: str, spec: dict) -> Value:
    op = operation(spec)
    source = world.relation(spec['from'])
    if not countable(world, row, spec):
        row.witness[name] = ([], [])
        return _not_given(world, op, spec, source)
    key, wanted = key_and_on(world, row, spec)
    members, certain, uncertain = [], [], []
    for r in source.rows:
        inside = and3(*membership(world, row, spec, r, key, wanted))
        if inside is False:
            continue
        v = None
        if op not in ('count', 'any'):
            v = in_range(world.evaluator.value(spec[op], Scope(r, row.anchor)), spec[op])
            if v.none:
                continue
        may_be_none = v is not None and (v.opt or not v.known and v.nullable)
        sure = inside is True and not may_be_none
        members.append((sure, v, repeated(r, key)))
        (certain if sure else uncertain).append(r)
        if sure and v is not None and not v.known:
            uncertain.append(r)
    mine_known = not wanted or any(w.settled for w in wanted)
    row.witness[name] = (certain, uncertain) if mine_known else ([], [])
    return OPERATIONS[op](members)


def countable(world, row, spec: dict) -> bool:
    """Whether the source is given, and some row that may count says whose it is."""
    source = world.relation(spec['from'])
    if not source.given or nameless(source):
        return False
    key, _ = key_and_on(world, row, spec)
    if not key:
        return True
    asked = _may_count(world, row, spec, key)
    return not asked or any(named for _, named in asked)


def strays(world, row, spec: dict) -> list:
    """Source rows that may count, and of whose key nothing is known."""
    key, _ = key_and_on(world, row, spec)
    if not key or not countable(world, row, spec):
        return []
    return [r for r, named in _may_count(world, row, spec, key) if not named]


def _may_count(world, row, spec: dict, key: list) -> list:
    """(source row, whether any part of its key is known) for each row that may count."""
    found = []
    for r in world.relation(spec['from']).rows:
        scope = Scope(r, row.anchor)
        where = world.evaluator.truth(spec['where'], scope) if 'where' in spec else True
        if and3(r.presence, where) is not False:
            found.append((r, any(world.evaluator.value(k, scope).settled for k in key)))
    return found


def nameless(source) -> bool:
    """Whether a relation has no rows because none could be placed."""
    return not source.rows and bool(source.unkeyed)


def in_range(v: Value, spec) -> Value:
    """An unknown cell is inside its column's declared range, if the value is just that column."""
    bare = not isinstance(spec, dict) and names_of(parse(spec))
    if not bare or not v.span or v.known or v.none:
        return v
    lo, hi = v.span
    return replace(v, lo=v.lo if lo is None else lo, hi=v.hi if hi is None else hi)


def _count(members: list) -> Value:
    return Value('int', sum(1 for sure, *_ in members if sure),
                 POS if any(often for *_, often in members) else len(members))


def _distinct(members: list) -> Value:
    lo = len({v.lo for sure, v, _ in members if sure and v.known})
    if lo == 0 and any(sure for sure, *_ in members):
        lo = 1
    hi = len({v.lo for _, v, _ in members if v.known}) + \
        sum(1 for _, v, _ in members if not v.known)
    if any(often and not v.known for _, v, often in members):
        hi = POS
    return Value('int', lo, hi)


def _sum(members: list) -> Value:
    for _, v, _ in members:
        if v.kind not in NUMBERS + ('any',):
            raise PackError(f'sum of {v.kind}')
    lo, hi = add_intervals([times((v.lo, v.hi), sure, often) for sure, v, often in members])
    scale = max((v.scale for _, v, _ in members), default=0)
    return Value('decimal' if any(v.kind == 'decimal' for _, v, _ in members) else 'int',
                 lo, hi, scale=scale)


def times(pair: tuple, sure, often: bool) -> tuple:
    """What a value adds that is there once, perhaps, or any number of times."""
    lo, hi = pair
    if often:
        return NEG if lo < 0 else 0, POS if hi > 0 else 0
    return (lo, hi) if sure else (min(0, lo), max(0, hi))


def _extreme(members: list, smallest: bool) -> Value:
    for _, v, _ in members:
        if v.kind not in ORDERED + ('any',):
            raise PackError(f'min or max of {v.kind}')
    kind = members[0][1].kind if members else 'any'
    scale = max((v.scale for _, v, _ in members), default=0)
    if smallest:
        return Value(kind, min((v.lo for _, v, _ in members), default=POS),
                     min((v.hi for sure, v, _ in members if sure), default=POS), scale=scale)
    return Value(kind, max((v.lo for sure, v, _ in members if sure), default=NEG),
                 max((v.hi for _, v, _ in members), default=NEG), scale=scale)


def _or(members: list) -> Value:
    lo, hi, of = frozenset(), frozenset(), None
    for sure, v, _ in members:
        of = of or v.of
        if sure:
            lo |= v.lo
        hi = ALL if ALL in (hi, v.hi) else hi | v.hi
    return Value('set', lo, hi, of=of)


def _any(members: list) -> Value:
    return Value('bool', any(sure for sure, *_ in members), bool(members))


OPERATIONS = {'count': _count, 'distinct': _distinct, 'sum': _sum, 'or': _or, 'any': _any,
              'min': lambda m: _extreme(m, True), 'max': lambda m: _extreme(m, False)}


def _not_given(world, op: str, spec: dict, source) -> Value:
    if op in ('count', 'distinct'):
        return Value('int', 0, POS)
    if op == 'sum':
        schema = world.static_column(source, spec['sum'])
        return Value('int', 0 if non_negative(schema) else NEG, POS)
    if op == 'or':
        schema = world.static_column(source, spec['or'])
        of = schema.get('enum') if schema else None
        codes = frozenset(world.dataset.vocabulary.codes(of)) if of else ALL
        return Value('set', frozenset(), codes, of=of)
    if op == 'any':
        return Value('bool', False, True)
    return Value('any', NEG, POS)


def non_negative(schema) -> bool:
    return bool(schema) and 'min' in schema and schema['type'] in NUMBERS \
        and Fraction(str(schema['min'])) >= 0


# --- linear forms ----------------------------------------------------------------------------

def linear(world, row, spec) -> Value:
    """Σ coefficient·aggregate + constant, row by row where all read one relation by one key."""
    tree = parse(spec)
    scope = Scope(row, row.anchor)
    form = decompose(world, row, tree, scope)
    if form is None:
        return world.evaluator.value(spec, scope)
    terms, constant = form
    owners = {name: row.owner(name) for name in terms}
    specs = {name: owners[name].relation.nodes[name][1] for name in terms}
    same_source = len({str([s['from'], s.get('key'), s.get('on')]) for s in specs.values()}) == 1
    summable = all(operation(s) in ('count', 'sum') for s in specs.values())
    own = all(owner is row for owner in owners.values())
    if not terms or not same_source or not summable or not own:
        return world.evaluator.value(spec, scope)
    if not all(countable(world, owners[name], specs[name]) for name in terms):
        return world.evaluator.value(spec, scope)
    source = world.relation(next(iter(specs.values()))['from'])
    parts = [(constant.lo, constant.hi)]
    for name in terms:
        row.column(name)  # leaves the witness
    joins = {name: key_and_on(world, owners[name], specs[name]) for name in terms}
    for r in source.rows:
        parts.append(_contribution(world, r, terms, specs, owners, joins))
    lo, hi = add_intervals(parts)
    return Value('decimal', lo, hi)


def decompose(world, row, tree, scope):
    """({aggregate: coefficient}, constant) of a linear form; None if a coefficient is unknown."""
    kind = tree[0]
    names = names_of(tree)
    if names and len(names) == 1:
        owner = row.owner(names[0])
        if owner and owner.relation.nodes.get(names[0], ('',))[0] == 'aggregate':
            return {names[0]: Fraction(1)}, known('int', 0)
    if not _reads_aggregate(row, tree):
        return {}, world.evaluator.tree(tree, scope)
    if kind == 'neg':
        inner = decompose(world, row, tree[1], scope)
        return inner and _combine(({}, known('int', 0)), inner, Fraction(-1))
    if kind != 'bin' or tree[1] not in '+-*':
        raise PackError('this is no linear form')
    a = decompose(world, row, tree[2], scope)
    b = decompose(world, row, tree[3], scope)
    if a is None or b is None:
        return None
    if tree[1] != '*':
        return _combine(a, b, Fraction(1 if tree[1] == '+' else -1))
    if a[0] and b[0]:
        raise PackError('a product of aggregates is no linear form')
    factor, form = (b[1], a) if a[0] else (a[1], b)
    if not factor.known or factor.lo in (NEG, POS):
        return None
    return {n: c * factor.lo for n, c in form[0].items()}, arithmetic('*', factor, form[1])


def _combine(a, b, sign: Fraction):
    terms = dict(a[0])
    for name, c in b[0].items():
        terms[name] = terms.get(name, Fraction(0)) + sign * c
    return terms, arithmetic('+' if sign > 0 else '-', a[1], b[1])


def _reads_aggregate(row, tree) -> bool:
    for t in walk(tree):
        names = names_of(t)
        owner = row.owner(names[0]) if names else None
        if owner and owner.relation.nodes.get(names[0], ('',))[0] == 'aggregate':
            return True
    return False


def _contribution(world, r, terms, specs, owners, joins) -> tuple:
    """The hull of what one source row adds over all ways its unknown memberships may fall.

    The presence is one unknown for all terms; so is each key comparison and each `where` that
    several terms have in common.
    """
    bits: dict = {('presence',): r.presence}
    needs, values = {}, {}
    for name, spec in specs.items():
        owner = owners[name]
        presence, agrees, where = membership(world, owner, spec, r, *joins[name])
        key_bit = ('key', str(joins[name]))
        where_bit = ('where', str(spec.get('where')))
        bits[key_bit], bits[where_bit] = agrees, where
        needs[name] = (('presence',), key_bit, where_bit)
        expression = str(spec.get('sum', 1))
        v = known('int', 1)
        if 'sum' in spec:
            v = in_range(world.evaluator.value(spec['sum'], Scope(r, owner.anchor)), spec['sum'])
        if v.none:
            v = known('int', 0)
        elif v.opt:
            v = replace(v, lo=min(0, v.lo), hi=max(0, v.hi), opt=False)
        values[name] = (expression, v)
    open_bits = [b for b, t in bits.items() if t is None]
    los, his = [], []
    for choice in itertools.product((True, False), repeat=len(open_bits)):
        fixed = {**bits, **dict(zip(open_bits, choice))}
        coefficients: dict = {}
        for name, c in terms.items():
            if all(fixed[b] for b in needs[name]):
                expression, v = values[name]
                old = coefficients.get(expression, (Fraction(0), v))[0]
                coefficients[expression] = (old + c, v)
        lo, hi = add_intervals(scale_interval(c, v.lo, v.hi)
                               for c, v in coefficients.values())
        los.append(lo)
        his.append(hi)
    often = any(repeated(r, joins[name][0]) for name in terms)
    return times((min(los), max(his)), r.presence, often)
