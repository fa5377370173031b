# SPDX-License-Identifier: Apache-2.0
"""Vocabulary and dataset: typed cells, foreign keys, trees, statuses decided by events."""
from __future__ import annotations

from dataclasses import replace

from .cells import DAY, OPEN_END, parse_number, parse_scalar
from .dates import WorkCalendar
from .values import equal3, known, none, PackError, unknown, Value


class Vocabulary:
    def __init__(self, data: dict):
        self.enums = {n: [v['code'] for v in e.get('values', [])]
                      for n, e in data.get('enums', {}).items()}
        self.ordered = {n for n, e in data.get('enums', {}).items() if e.get('ordered')}
        self.tables = data.get('tables', {})

    def table(self, name: str) -> dict:
        if name not in self.tables:
            raise PackError(f'no table `{name}`')
        return self.tables[name]

    def codes(self, enum: str) -> list:
        if enum not in self.enums:
            raise PackError(f'no enumeration `{enum}`')
        return self.enums[enum]

    def reference(self, column: str, schema: dict):
        """(table, step) of a foreign-key column, or None."""
        ref = schema.get('references')
        if not ref:
            return None
        step = ref.get('as') or (column[:-3] if column.endswith('_id') else column)
        return ref['table'], step

    def unknown_cell(self, column: str, schema: dict, opt: bool) -> Value:
        kind, of = schema['type'], schema.get('enum')
        span = None
        if 'min' in schema or 'max' in schema:
            span = tuple(None if b is None else _bound(kind, b)
                         for b in (schema.get('min'), schema.get('max')))
        codes = self.codes(of) if kind == 'set' and of else None
        v = unknown(kind, of, codes) if kind == 'set' else unknown(kind, of)
        scale = schema.get('scale', 2) if kind == 'decimal' else 0
        return replace(v, opt=opt, nullable=schema.get('null') == 'none',
                       ref=self.reference(column, schema), span=span, scale=scale)

    def cell(self, column: str, schema: dict, raw, complain) -> Value:
        kind, of, null = schema['type'], schema.get('enum'), schema.get('null', 'unknown')
        ref = self.reference(column, schema)
        if raw is None:
            if null == 'none':
                return none(kind, of, ref=ref, nullable=True)
            if null == 'open_end':
                return known('date', OPEN_END, ref=ref)
            return self.unknown_cell(column, schema, False)
        codes = self.codes(of) if kind in ('enum', 'set') and of else None
        scale = schema.get('scale', 2) if kind == 'decimal' else None
        try:
            return replace(parse_scalar(kind, raw, of, codes, scale), ref=ref,
                           nullable=null == 'none')
        except (ValueError, TypeError, ArithmeticError) as e:
            complain(f'{column}: {e}')
            return self.unknown_cell(column, schema, False)


def _bound(kind: str, text):
    if kind in ('date', 'timestamp'):
        return parse_scalar(kind, text).lo
    n = parse_number(text)
    return int(n) if kind == 'int' else n


class Table:
    """Rows as given, identical duplicates of one key once; `index` are positions in the input."""

    def __init__(self, name: str, vocabulary: Vocabulary, data, diagnostics: list):
        self.name, self.vocabulary = name, vocabulary
        self.schema = vocabulary.table(name)
        self.columns = self.schema['columns']
        self.key = self.schema['key']
        self.given = data is not None or self.schema.get('absent', 'unknown') == 'empty'
        self.rows, self.index = [], []
        given_columns = None
        if isinstance(data, dict):
            given_columns, data = data.get('columns'), data['rows']
        seen = set()
        for i, raw in enumerate(data or []):
            row = {}
            for c, schema in self.columns.items():
                if given_columns is not None and c not in given_columns:
                    nullable = schema.get('null', 'unknown') == 'none'
                    row[c] = vocabulary.unknown_cell(c, schema, nullable)
                else:
                    row[c] = vocabulary.cell(
                        c, schema, raw.get(c),
                        lambda m, i=i: diagnostics.append(f'{name} row {i}: {m}'))
            if all(row[c].settled for c in self.key):
                cells = tuple(row.values())
                if cells in seen:
                    diagnostics.append(f'{name} row {i}: duplicate')
                    continue
                seen.add(cells)
            self.rows.append(row)
            self.index.append(i)

    def find(self, key: Value) -> list:
        """Positions of the rows whose single key column is surely this key."""
        column = self.key[0]
        return [i for i, r in enumerate(self.rows) if equal3(r[column], key) is True]


class Dataset:
    def __init__(self, vocabulary: Vocabulary, data: dict, complete: dict, known_by: int):
        self.vocabulary, self.complete = vocabulary, complete or {}
        self.diagnostics: list = []
        self._circle_rows: dict = {}
        for name in data:
            vocabulary.table(name)
        self.tables = {n: Table(n, vocabulary, data.get(n), self.diagnostics)
                       for n in vocabulary.tables}
        given, met = {n for n in data if data[n] is not None}, set()
        for name in sorted(given):
            self._set_dangling_aside(name, given, met)
        for table in self.tables.values():
            if table.schema.get('events'):
                self._apply_events(table, table.schema['events'], known_by)
        self.calendar = WorkCalendar(self._calendar())

    def _set_dangling_aside(self, name: str, given: set, met: set) -> None:
        """A key that leads nowhere is unknown; tables referred to first, they may lose theirs."""
        if name in met:
            return
        met.add(name)
        table = self.tables[name]
        for column, schema in table.columns.items():
            ref = self.vocabulary.reference(column, schema)
            if not ref or ref[0] not in given or len(self.tables[ref[0]].key) != 1:
                continue
            self._set_dangling_aside(ref[0], given, met)
            for i, row in zip(table.index, table.rows):
                if row[column].known and not row[column].none and not self.tables[ref[0]].find(
                        row[column]):
                    self.diagnostics.append(f'{name} row {i}: {column} leads nowhere')
                    row[column] = self.vocabulary.unknown_cell(
                        column, schema, schema.get('null') == 'none')

    def _apply_events(self, table: Table, how: dict, known_by: int) -> None:
        """The latest event not after known_by decides the status of its row."""
        events = self.tables[how['table']]
        if len(table.key) != 1:
            raise PackError(f'events of `{table.name}`: the key is not one column')
        for row in table.rows:
            mine = [e for e in events.rows
                    if equal3(e[how['on']], row[table.key[0]]) is True]
            dated = [(e[how['at']], e[how['status']]) for e in mine]
            sure = [(at.lo, s) for at, s in dated if at.known and _day(at) <= known_by]
            unsure = [s for at, s in dated if not at.known]
            if not sure and not unsure:
                continue
            column = how['sets']
            given = row[column]
            last = max((at for at, _ in sure), default=None)
            possible = [s for at, s in sure if at == last] + unsure
            if not sure:
                possible.append(given)
            first = possible[0]
            if all(s.known and s.lo == first.lo for s in possible):
                status = replace(first, ref=None)
            else:
                status = self.vocabulary.unknown_cell(column, table.columns[column], False)
            if given.known and status.known and given.lo != status.lo:
                self.diagnostics.append(
                    f'{table.name} {table.key[0]}={row[table.key[0]].lo}: {column} differs '
                    'from its events')
            row[column] = status

    def _calendar(self) -> dict:
        days: dict = {}
        table = self.tables.get('calendar')
        for row in table.rows if table else []:
            at, works = row.get('date'), row.get('is_workday')
            if at and works and at.known:
                answer = works.lo if works.known else None
                days[at.lo] = answer if days.get(at.lo, answer) is answer else None
        return days

    # --- rows of tables as values ----------------------------------------------------------

    def deref(self, cell: Value, table: str) -> Value:
        """The row that a foreign-key cell names; unknown if there is none or more than one."""
        if cell.none:
            return none('row', table, nullable=True)
        if cell.known:
            found = self.tables[table].find(cell)
            if len(found) == 1:
                return known('row', found[0], of=table, nullable=cell.nullable)
        return unknown('row', table, opt=cell.opt, nullable=cell.nullable)

    def cell(self, row: Value, column: str) -> Value:
        table = self.tables[row.of]
        schema = table.columns[column]
        if row.none:
            return none(schema['type'], schema.get('enum'), nullable=True)
        nullable = row.nullable or schema.get('null') == 'none'
        if row.known:
            return replace(table.rows[row.lo][column], nullable=nullable)
        opt = row.opt or schema.get('null') == 'none'
        return replace(self.vocabulary.unknown_cell(column, schema, opt), nullable=nullable)

    def step(self, row: Value, name: str) -> Value | None:
        """A column of the row, or the row that a foreign key leads to; None if no such name."""
        columns = self.tables[row.of].columns
        if name in columns:
            return self.cell(row, name)
        for column, schema in columns.items():
            ref = self.vocabulary.reference(column, schema)
            if ref and ref[1] == name:
                if row.known and (column, row.lo) in self._circles(row.of):
                    return unknown('row', ref[0], nullable=schema.get('null') == 'none')
                return self.deref(self.cell(row, column), ref[0])
        return None

    def _circles(self, name: str) -> set:
        """(parent column, row) of the rows of a tree that are their own ancestors."""
        if name not in self._circle_rows:
            tree = self.tables[name].schema.get('tree')
            found = self._circle_rows[name] = set()
            parents = {}
            for i, row in enumerate(self.tables[name].rows if tree else []):
                up = self.deref(row[tree['parent']], name)
                if up.known:
                    parents[i] = up.lo
            for start in parents:
                at, steps = parents[start], 0
                while at in parents and at != start and steps < len(parents):
                    at, steps = parents[at], steps + 1
                if at == start:
                    found.add((tree['parent'], start))
        return self._circle_rows[name]

    def plain(self, v: Value) -> Value:
        """A row as a value is its key."""
        if v.kind != 'row':
            return v
        table = self.tables[v.of]
        if len(table.key) != 1:
            raise PackError(f'a row of `{v.of}` has no single key')
        return replace(self.cell(v, table.key[0]).plain(), nullable=True)

    def ancestor(self, row: Value, level: str) -> Value:
        table = self.tables[row.of]
        tree = table.schema.get('tree')
        if not tree:
            raise PackError(f'`{row.of}` declares no tree')
        parent_ref = self.vocabulary.reference(tree['parent'], table.columns[tree['parent']])
        visited = set()
        while True:
            if row.none:
                return row
            row = replace(row, nullable=True)
            if not row.known or row.lo in visited:
                return unknown('row', row.of, opt=True, nullable=True)
            visited.add(row.lo)
            here = equal3(self.cell(row, tree['level']), known('text', level))
            if here is True:
                return row
            if here is None:
                return unknown('row', row.of, opt=True, nullable=True)
            if (tree['parent'], row.lo) in self._circles(row.of):
                return unknown('row', row.of, opt=True, nullable=True)
            up = self.cell(row, tree['parent'])
            row = self.deref(up, parent_ref[0] if parent_ref else row.of)


def _day(at: Value) -> int:
    return at.lo // DAY if at.kind == 'timestamp' else at.lo
