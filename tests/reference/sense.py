# SPDX-License-Identifier: Apache-2.0
"""Senses: what more rows can do to a condition. Values move up, down, const or mixed."""
from __future__ import annotations

from .aggregates import non_negative, operation
from .syntax import children, is_cases, names_of, parse, trees
from .values import NUMBERS

FLIP = {'up': 'down', 'down': 'up'}
AS_VALUE = {'growing': 'up', 'shrinking': 'down', 'row': 'const'}
MOVES_DAYS = ('add_days', 'add_months', 'add_years', 'date_of', 'due_after', 'due_before')
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
    if kind in ('call', 'cond') or (kind == 'bin' and t[1] == 'in'):
        return {'up': 'growing', 'down': 'shrinking', 'const': 'row'}.get(
            direction(world, t, relation), 'mixed')
    parts = {direction(world, c, relation) for c in children(t)}
    return 'row' if parts <= {'const'} else 'mixed'


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
    if kind == 'cond':
        if direction(world, t[1], relation) != 'const':
            return _two_numbers(direction(world, t[1], relation), t[2], t[3])
        return common('const', direction(world, t[2], relation), direction(world, t[3], relation))
    if kind == 'call':
        return _call(world, t[1], [direction(world, a, relation) for a in t[2]])
    if kind == 'bin' and t[1] == 'in':
        return _within(world, t, relation)
    if _looks_true_or_false(t):
        return AS_VALUE.get(_sense(world, t, relation), 'mixed')
    parts = {direction(world, c, relation) for c in children(t)}
    return 'const' if parts <= {'const'} else 'mixed'


def _two_numbers(condition: str, a, b) -> str:
    """`c ? 1 : 0` moves as its condition does."""
    if any(t[0] != 'lit' or t[1].kind != 'int' for t in (a, b)):
        return 'mixed'
    if a[1].lo == b[1].lo:
        return 'const'
    return condition if a[1].lo > b[1].lo else FLIP.get(condition, condition)


def _within(world, t, relation) -> str:
    """More members of a set; a list has those it has."""
    if t[3][0] == 'path' and direction(world, t[2], relation) == 'const':
        return direction(world, t[3], relation)
    parts = {direction(world, c, relation) for c in children(t)}
    return 'const' if parts <= {'const'} else 'mixed'


def _call(world, name: str, parts: list) -> str:
    if name == 'holds':
        return 'mixed'
    if name in ('min', 'max', 'intersects'):
        return common('const', *parts)
    if name in ('ceil', 'floor', 'size'):
        return parts[0]
    if name == 'subset':
        return common('const', FLIP.get(parts[0], parts[0]), parts[1])
    if name in MOVES_DAYS and all(p == 'const' for p in parts[1:]):
        return parts[0]
    return 'const' if all(p == 'const' for p in parts) else 'mixed'


def _product(world, t, relation) -> str:
    a, b = direction(world, t[2], relation), direction(world, t[3], relation)
    if a == b == 'const':
        return 'const'
    for factor, own, other in ((t[2], a, b), (t[3], b, a)):
        if own == 'const' and never_negative(world, factor, relation):
            return other
    return 'mixed'


def never_negative(world, t, relation) -> bool:
    """A number, a parameter of one value, a column declared so, and sums and products of them."""
    if t[0] == 'lit':
        return t[1].kind in NUMBERS and t[1].lo >= 0
    if t[0] == 'bin' and t[1] in '+*':
        return never_negative(world, t[2], relation) and never_negative(world, t[3], relation)
    names = names_of(t)
    if not names:
        return False
    spec = world.parameters.get(names[0])
    if spec and len(names) == 1 and not _is_column(relation, names[0]):
        v = world.parameter(names[0], None)
        return v.known and v.kind in NUMBERS and v.lo >= 0
    schema = world.static_column(relation, '.'.join(names))
    return non_negative(schema)


def _is_column(relation, name: str) -> bool:
    while relation is not None:
        if name in relation.nodes or name in relation.defined:
            return True
        relation = relation.parent
    return False


def _path(world, steps, relation) -> str:
    name = steps[0][1]
    if any(s[0] == 'method' and s[1] == 'holds' for s in steps):
        return 'mixed'
    if len(steps) > 1:
        member = _member(world, relation, name)
        return _path(world, steps[1:], member) if member else 'const'
    at = relation
    while at is not None:
        if name in at.nodes:
            return _node(world, *at.nodes[name], at)
        if name in at.defined:
            return _defined(world, at.defined[name], at)
        at = at.parent
    return 'const'


def _member(world, relation, name: str):
    while relation is not None:
        if name in relation.members:
            return relation.members[name]
        path = relation.paths.get(name)
        if isinstance(path, dict) and path['lookup'] in world.pack.get('relations', {}):
            return world.relation(path['lookup'])
        relation = relation.parent
    return None


def _defined(world, spec, relation) -> str:
    if is_cases(spec):
        parts = {direction(world, t, relation) for t in trees(spec)}
        return 'const' if parts <= {'const'} else 'mixed'
    t = parse(spec)
    if _looks_true_or_false(t):
        return AS_VALUE.get(_sense(world, t, relation), 'mixed')
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
    if op in ('count', 'any'):
        return 'up'
    source = world.relation(spec['from'])
    value = _defined(world, spec[op], source)  # what is added up may move itself
    if op == 'min':
        return common('const', 'down', value)
    if op == 'distinct':
        return 'up' if value == 'const' else 'mixed'
    if op == 'sum':
        grows = not is_cases(spec['sum']) and never_negative(world, parse(spec['sum']), source)
        return common('const', 'up', value) if grows else 'mixed'
    return common('const', 'up', value)
