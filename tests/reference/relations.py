# SPDX-License-Identifier: Apache-2.0
"""Relations: rows with a presence, a key and origins; all bodies of docs/pack-format.md."""
from __future__ import annotations

import itertools
from dataclasses import replace

from .expand import over_values
from .expressions import Scope
from .looked_up import LookedUp
from .syntax import names_of, parse
from .values import agree3, and3, known, less3, none, not3, PackError, unknown, Value


class Row:
    """One row; names not its own are those of `parent`, then those of its table row `base`."""

    def __init__(self, relation, presence, key, origins, base=None, parent=None):
        self.relation, self.presence, self.key = relation, presence, tuple(key)
        self.origins, self.base, self.parent = list(origins), base, parent
        self.anchor: Value = parent.anchor if parent is not None else relation.world.start
        self.cells: dict = {}      # name -> Value, or a function that computes it when first read
        self.paths: dict = {}      # path alias or kept foreign-key step, the same
        self.members: dict = {}    # alias of a member of a cross product -> Row
        self.made: dict = {}       # column of a union -> expression over `parent`
        self.open: set = parent.open if parent is not None else set()  # see repeated.py
        self.witness: dict = {}    # aggregate or match -> (certain rows, uncertain rows)

    def _read(self, store: dict, name: str):
        v = store[name]
        if callable(v):
            store[name] = _running(name)
            v = store[name] = v()
        return v

    def column(self, name: str):
        if name in self.cells:
            return self._read(self.cells, name)
        if name in self.relation.nodes:
            self.cells[name] = lambda: self.relation.world.node(self, name)
            return self._read(self.cells, name)
        if self.parent is not None:
            return self.parent.column(name)
        if self.base is not None:
            data = self.relation.world.dataset
            if name in data.tables[self.base.of].columns:
                return data.cell(self.base, name)
        return None

    def step(self, name: str):
        if name in self.paths:
            return self._read(self.paths, name)
        if self.made:  # parts of a union need not have a step in common
            return None
        if self.parent is not None:
            return self.parent.step(name)
        if self.base is not None:
            data = self.relation.world.dataset
            if name not in data.tables[self.base.of].columns:
                return data.step(self.base, name)
        return None

    def member(self, name: str):
        if name in self.members:
            return self.members[name]
        return self.parent.member(name) if self.parent is not None else None

    def owner(self, name: str):
        """The row in the chain of parents whose own column or path this name is."""
        if name in self.cells or name in self.relation.nodes or name in self.paths:
            return self
        return self.parent.owner(name) if self.parent is not None else None

    def as_value(self) -> Value:
        if len(self.key) != 1:
            raise PackError('a row of several keys is no value')
        return self.key[0]

    def same_row(self, other: Row) -> bool:
        if self.origins or other.origins:
            return self.origins == other.origins
        return self.source() is other.source()

    def source(self) -> Row:
        return self.parent.source() if self.parent is not None and \
            self.relation.wraps else self


def _running(name: str):
    def again():
        raise PackError(f'`{name}` is computed from itself')
    return again


class Relation:
    def __init__(self, world, name: str, key_names=()):
        self.world, self.name, self.key_names = world, name, list(key_names)
        self.rows: list = []
        self.unkeyed: list = []     # rows that a distinct could not place
        self.given = True
        self.base_table: str | None = None
        self.tables: set = set()    # tables whose rows it reads
        self.parent: Relation | None = None
        self.members: dict = {}
        self.nodes: dict = {}       # name -> (kind, spec)
        self.defined: dict = {}     # derived column -> spec, for deriving senses
        self.paths: dict = {}       # path alias -> spec
        self.distinct_of = None     # (name of `from`, [key trees])
        self.expands = None         # name of the column that an expand adds
        self.wraps = False          # its rows are those of its parent, seen again

    def node_kind(self, name: str):
        if name in self.nodes:
            return self, self.nodes[name][0]
        return self.parent.node_kind(name) if self.parent else (None, None)


NODES = ('aggregate', 'match', 'linear', 'rank', 'carry', 'let')


def nodes_of(spec: dict) -> dict:
    out: dict = {}
    for kind in NODES:
        for name, node in spec.get(kind, {}).items():
            if name in out:
                raise PackError(f'node `{name}` is defined twice')
            out[name] = (kind, node)
    return out


def build(world, name: str, spec: dict) -> Relation:
    bodies = [b for b in BODIES if b in spec]
    if len(bodies) != 1:
        raise PackError(f'relation `{name}` has {len(bodies)} bodies')
    relation = Relation(world, name)
    relation.nodes = nodes_of(spec)
    BODIES[bodies[0]](world, relation, spec[bodies[0]])
    return relation


def build_table(world, name: str) -> Relation:
    table = world.dataset.tables[name]
    relation = Relation(world, name, table.key)
    relation.base_table, relation.tables, relation.given = name, {name}, table.given
    for position, index in enumerate(table.index):
        row = Row(relation, True, [table.rows[position][c].plain() for c in table.key],
                  [(name, index)], base=known('row', position, of=name))
        relation.rows.append(row)
    return relation


def _inherit(relation: Relation, source: Relation) -> None:
    relation.key_names = list(source.key_names)
    relation.base_table, relation.tables = source.base_table, set(source.tables)
    relation.given, relation.parent = source.given, source
    relation.wraps = True
    relation.unkeyed = source.unkeyed


def _evaluated(world, spec, row):
    """A cell that is computed in the row's own scope when it is first read."""
    def value():
        return world.evaluator.value(spec, Scope(row, row.anchor)).plain()
    return value


def _derive(world, relation: Relation, body: dict) -> None:
    source = world.relation(body['from'])
    _inherit(relation, source)
    relation.defined, relation.paths = body.get('columns', {}), body.get('paths', {})
    for above in source.rows:
        row = Row(relation, above.presence, above.key, above.origins, above.base, above)
        if 'anchor' in body:
            row.anchor = world.start
            row.anchor = world.evaluator.value(body['anchor'], Scope(row, world.start))
        for alias, path in relation.paths.items():
            row.paths[alias] = _path(world, path, row)
        for column, spec in relation.defined.items():
            row.cells[column] = _evaluated(world, spec, row)
        row.presence = and3(row.presence, _where(world, body, row))
        if row.presence is not False:
            relation.rows.append(row)


def _where(world, body: dict, row: Row):
    if 'where' not in body:
        return True
    return world.evaluator.truth(body['where'], Scope(row, row.anchor))


def _path(world, path, row: Row):
    if isinstance(path, dict):
        return lambda: look_up(world, path, row)
    return lambda: world.evaluator.raw(parse(path), Scope(row, row.anchor))


def look_up(world, how: dict, row: Row):
    """The row of a table or relation with these column values, valid on the day `at`."""
    if how['lookup'] in world.pack.get('relations', {}):
        return LookedUp(world.relation(how['lookup']), _found(world, how, row))
    found = _found(world, how, row)
    return replace(found.base if isinstance(found, Row) else found, nullable=True)


def _found(world, how: dict, row: Row):
    name = how['lookup']
    table = world.relation(name)
    if not table.given:
        return unknown('row', name, opt=True)
    value = world.evaluator.value
    scope = Scope(row, row.anchor)
    wanted = {c: value(e, scope) for c, e in how['on'].items()}
    if any(v.none for v in wanted.values()):
        return none('row', name)
    if not all(v.known for v in wanted.values()):
        return unknown('row', name, opt=True)
    at = value(how['at'], scope) if 'at' in how else None
    start, end = how.get('from', 'from'), how.get('to', 'to')
    certain, possible = [], []
    named = False
    for candidate in table.rows:
        cells = {c: _key_cell(_must(candidate.column(c), c)) for c in wanted}
        named = named or any(cell.settled for cell in cells.values())
        if cells and all(not cell.settled for cell in cells.values()):
            continue  # a row whose whole key is unknown belongs to nobody
        terms = [candidate.presence] + [agree3(cells[c], v) for c, v in wanted.items()]
        if at is not None:
            terms += [not3(less3(at, candidate.column(start))),
                      less3(at, candidate.column(end))]
        if 'where' in how:
            terms.append(world.evaluator.truth(how['where'], Scope(candidate, row.anchor)))
        hit = and3(*terms)
        if hit is not False:
            (certain if hit else possible).append(candidate)
    if wanted and table.rows and not named:
        return unknown('row', name, opt=True)
    if table.unkeyed and not certain and not possible:
        return unknown('row', name, opt=True)  # a row without a known key may have this one
    ranks = {id(r): i for i, r in enumerate(table.rows)}
    return _picked(how.get('pick', 'only'), name, certain, possible, start, ranks)


def _key_cell(cell: Value) -> Value:
    """A key that is an interval is not known."""
    return cell if cell.settled else unknown(cell.kind, cell.of, opt=cell.opt)


def _picked(pick: str, table: str, certain: list, possible: list, start: str, ranks: dict):
    lost = unknown('row', table, opt=True)
    if not certain and not possible:
        return none('row', table)
    if pick == 'only':
        return certain[0] if len(certain) == 1 and not possible else lost
    if pick == 'any':
        first = min(certain + possible, key=lambda r: ranks[id(r)])
        return first if any(first is r for r in certain) else lost
    if pick != 'latest':
        raise PackError(f'pick `{pick}`')
    for r in certain:
        others = [o for o in certain + possible if o is not r]
        if all(less3(o.column(start), r.column(start)) is True for o in others):
            return r
    return lost


# --- expand --------------------------------------------------------------------------------

def _expand(world, relation: Relation, body: dict) -> None:
    source = world.relation(body['from'])
    _inherit(relation, source)
    column = body['as']
    relation.wraps, relation.expands = False, column
    relation.key_names = relation.key_names + [column]
    for above in source.rows:
        for value, presence in over_values(world, body['over'], above):
            sure = None if presence == 'open' else presence
            row = Row(relation, and3(above.presence, sure), above.key + (value,),
                      above.origins, above.base, above)
            row.cells[column] = value
            if presence == 'open':
                row.open = above.open | {relation}
            relation.rows.append(row)


# --- union, distinct, cross, values ----------------------------------------------------------

def _keep_step(world, row: Row, cell: Value) -> None:
    """A key that is a foreign key keeps its path step."""
    if cell.ref:
        table, step = cell.ref
        row.paths[step] = lambda: world.dataset.deref(cell, table)


def _union(world, relation: Relation, body: dict) -> None:
    relation.key_names = list(body['key'])
    for part in body['parts']:
        source = world.relation(part['from'])
        relation.tables |= source.tables
        relation.given = relation.given and source.given
        relation.unkeyed = relation.unkeyed + source.unkeyed
        for above in source.rows:
            row = Row(relation, above.presence, (), above.origins, above.base, above)
            row.made = part.get('columns', {})
            for column, spec in row.made.items():
                row.cells[column] = _evaluated(world, spec, above)
            row.presence = and3(row.presence, _where(world, part, above))
            if row.presence is not False:
                row.key = tuple(_must(row.column(k), k).plain() for k in relation.key_names)
                for k in relation.key_names:
                    if k in part.get('columns', {}):
                        _keep_step(world, row, world.evaluator.value(
                            part['columns'][k], Scope(above, above.anchor)))
                relation.rows.append(row)


def _must(v, name: str) -> Value:
    if v is None:
        raise PackError(f'no column `{name}`')
    return v


def distinct_keys(keys) -> dict:
    """Name -> expression of the keys of a distinct."""
    if isinstance(keys, dict):
        return dict(keys)
    out = {}
    for k in keys:
        names = names_of(parse(k))
        if not names:
            raise PackError(f'key `{k}` needs a name')
        out[names[-1]] = k
    return out


def _distinct(world, relation: Relation, body: dict) -> None:
    source = world.relation(body['from'])
    keys = distinct_keys(body['keys'])
    relation.key_names = list(keys)
    relation.tables, relation.given = set(source.tables), source.given
    relation.distinct_of = (body['from'], list(keys.values()))
    relation.unkeyed = list(source.unkeyed)
    found: dict = {}
    for above in source.rows:
        presence = and3(above.presence, _where(world, body, above))
        if presence is False:
            continue
        scope = Scope(above, above.anchor)
        raw = {n: world.evaluator.raw(parse(e), scope) for n, e in keys.items()}
        plain = {n: world.dataset.plain(v).plain() for n, v in raw.items()}
        if not all(v.settled for v in plain.values()):
            relation.unkeyed.append(above)
            continue
        key = tuple(plain.values())
        if key in found:
            if presence is True:
                found[key].presence = True
            continue
        row = found[key] = Row(relation, presence, key, [])
        for n, v in raw.items():
            row.cells[n] = v if v.kind == 'row' else replace(v, span=None)
            _keep_step(world, row, v)
        relation.rows.append(row)


def _cross(world, relation: Relation, body: dict) -> None:
    members = {alias: world.relation(r) for alias, r in body['of'].items()}
    relation.members = members
    relation.given = all(m.given for m in members.values())
    relation.tables = set().union(*(m.tables for m in members.values()))
    some = [bool(m.rows or m.unkeyed) for m in members.values()]
    for i, m in enumerate(members.values()):
        if all(some[:i] + some[i + 1:]):
            relation.unkeyed = relation.unkeyed + m.unkeyed
    names = [(alias, k) for alias, m in members.items() for k in m.key_names]
    plain = [k for _, k in names]
    relation.key_names = [k if plain.count(k) == 1 else f'{a}.{k}' for a, k in names]
    for combination in itertools.product(*(m.rows for m in members.values())):
        row = Row(relation, and3(*(m.presence for m in combination)),
                  sum((m.key for m in combination), ()), [])
        row.members = dict(zip(members, combination))
        row.open = set().union(*(m.open for m in combination))
        for name, v in zip(relation.key_names, row.key):
            if '.' not in name and name not in members:
                row.cells[name] = v
        row.presence = and3(row.presence, _where(world, body, row))
        if row.presence is not False:
            relation.rows.append(row)


def _values(world, relation: Relation, body: dict) -> None:
    relation.key_names = [body['as']]
    v = world.parameter(body['of'], world.start)
    if v is None or v.kind != 'set':
        raise PackError(f'`{body["of"]}` is no list')
    if v.none:
        return
    if not v.known:
        relation.given = False
        return
    for m in sorted(v.lo):
        member = known('enum' if v.of else 'text', m, of=v.of)
        row = Row(relation, True, [member], [])
        row.cells[body['as']] = member
        relation.rows.append(row)


BODIES = {'derive': _derive, 'expand': _expand, 'union': _union, 'distinct': _distinct,
          'cross': _cross, 'values': _values}
