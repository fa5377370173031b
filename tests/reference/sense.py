# SPDX-License-Identifier: Apache-2.0
"""Senses: what more rows can do to a condition. Values move up, down, const or mixed."""
from __future__ import annotations

from .aggregates import non_negative, operation
from .syntax import children, is_cases, parse, trees

FLIP = {'up': 'down', 'down': 'up'}
NOT = {'shrinking': 'growing', 'growing': 'shrinking'}


def common(neutral: str, *parts: str) -> str:
    """The one direction that all parts share, the neutral one aside."""
    rest = {p for p in parts if p != neutral}
    if not rest:
        return neutral
    return rest.pop() if len(rest) == 1 else 'mixed'


def sense_of(world, spec, relation) -> str:
    """row, shrinking, growing or mixed."""
    if is_cases(spec):
        parts = [_sense(world, t, relation) for t in trees(spec)]
        return 'row' if all(p == 'row' for p in parts) else 'mixed'
    return _sense(world, parse(spec), relation)


def _sense(world, t, relation) -> str:
    kind = t[0]
    if kind == 'not':
        inner = _sense(world, t[1], relation)
        return NOT.get(inner, inner)
    if kind == 'bin' and t[1] in ('&&', '||'):
        return common('row', _sense(world, t[2], relation), _sense(world, t[3], relation))
    if kind == 'bin' and t[1] in ('<', '<=', '>', '>='):
        a, b = direction(world, t[2], relation), direction(world, t[3], relation)
        if t[1] in ('>', '>='):
            a, b = b, a
        d = common('const', a, FLIP.get(b, b))
        return {'up': 'shrinking', 'down': 'growing', 'const': 'row'}.get(d, 'mixed')
    if kind == 'path' or kind == 'lit':
        d = direction(world, t, relation)
        return {'up': 'growing', 'down': 'shrinking', 'const': 'row'}.get(d, 'mixed')
    return 'row' if direction(world, t, relation) == 'const' else 'mixed'


def direction(world, t, relation) -> str:
    """Where a value moves when rows are added."""
    kind = t[0]
    if kind == 'lit':
        return 'const'
    if kind == 'path':
        return _path(world, t[1], relation)
    if kind == 'neg':
        d = direction(world, t[1], relation)
        return FLIP.get(d, d)
    if kind == 'bin' and t[1] in '+-':
        a, b = direction(world, t[2], relation), direction(world, t[3], relation)
        return common('const', a, FLIP.get(b, b) if t[1] == '-' else b)
    if kind == 'bin' and t[1] == '*':
        return _product(world, t, relation)
    if kind == 'call' and t[1] in ('min', 'max'):
        return common('const', *(direction(world, a, relation) for a in t[2]))
    if kind == 'call' and t[1] == 'holds':
        return _holds(world, t[2][0][1].lo)
    parts = {direction(world, c, relation) for c in children(t)}
    return 'const' if parts <= {'const'} else 'mixed'


def _product(world, t, relation) -> str:
    a, b = direction(world, t[2], relation), direction(world, t[3], relation)
    if a == b == 'const':
        return 'const'
    for factor, other in ((t[2], b), (t[3], a)):
        if factor[0] == 'lit' and factor[1].lo >= 0:
            return other
        if factor[0] == 'neg' and factor[1][0] == 'lit':
            return FLIP.get(other, other)
    return 'mixed'


def _holds(world, rule: str) -> str:
    return 'const' if world._rules.sense(rule) == 'row' else 'mixed'


def _path(world, steps, relation) -> str:
    name = steps[0][1]
    if any(s[0] == 'method' and s[1] == 'holds' for s in steps):
        return _holds(world, next(s for s in steps if s[0] == 'method')[2][0][1].lo)
    if len(steps) > 1:
        member = _member(relation, name)
        return _path(world, steps[1:], member) if member else 'const'
    at = relation
    while at is not None:
        if name in at.nodes:
            return _node(world, *at.nodes[name], at)
        if name in at.defined:
            return _defined(world, at.defined[name], at)
        at = at.parent
    return 'const'


def _member(relation, name: str):
    while relation is not None:
        if name in relation.members:
            return relation.members[name]
        relation = relation.parent
    return None


def _defined(world, spec, relation) -> str:
    if is_cases(spec):
        parts = {direction(world, t, relation) for t in trees(spec)}
        return 'const' if parts <= {'const'} else 'mixed'
    t = parse(spec)
    if _looks_true_or_false(t):
        return {'growing': 'up', 'shrinking': 'down', 'row': 'const'}.get(
            _sense(world, t, relation), 'mixed')
    return direction(world, t, relation)


def _looks_true_or_false(t) -> bool:
    return t[0] == 'not' or t[0] == 'bin' and t[1] not in '+-*'


def _node(world, kind: str, spec, relation) -> str:
    if kind == 'let':
        return _defined(world, spec, relation)
    if kind == 'match':
        return 'down' if spec.get('find', 'count') == 'nearest' else 'up'
    if kind != 'aggregate':
        return 'mixed'
    op = operation(spec)
    if op == 'min':
        return 'down'
    if op == 'sum':
        schema = world.static_column(world.relation(spec['from']), spec['sum'])
        literal = parse(spec['sum']) if not is_cases(spec['sum']) else ('',)
        grows = non_negative(schema) or literal[0] == 'lit' and literal[1].lo >= 0
        return 'up' if grows else 'mixed'
    return 'up'
