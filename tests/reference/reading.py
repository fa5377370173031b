# SPDX-License-Identifier: Apache-2.0
"""Whether a null stood in the cells that a verdict read.

The rows of a finding are those its subject comes from, and those that are certain or uncertain in
an aggregate or match that its condition, `applies` or `due` reads, whatever the verdict: the
evidence of a pass is its subject alone, but it was found on the others, too. Rows that a path or a
look-up leads to from one of them are read with it. Of these rows the columns count whose names
stand in the rule or in a relation that it is made of. A cell is null where it is written so, or
where its column is not given. A table that is not given has no cells; nor is a key that leads
nowhere a null.
"""
from __future__ import annotations

import re

from .syntax import trees
from .values import Value

WORD = re.compile(r'[A-Za-z_][A-Za-z_0-9]*')


def words_of(pack: dict, rule: str) -> set:
    """All words of a rule, and of the relations that it is made of."""
    met: set = set()
    _collect(pack, pack['rules'][rule], met)
    return met


def _collect(pack: dict, spec, met: set) -> None:
    if isinstance(spec, dict):
        for name, value in spec.items():
            _collect(pack, name, met)
            if name not in ('title', 'message', 'remedy', 'label'):
                _collect(pack, value, met)
    elif isinstance(spec, list):
        for value in spec:
            _collect(pack, value, met)
    elif isinstance(spec, str):
        for word in {spec, *WORD.findall(spec)} - met:
            met.add(word)
            if word in pack.get('relations', {}):
                _collect(pack, pack['relations'][word], met)


def rows_read(rules, result) -> set:
    """(table, row from 0) of the rows that a finding read, those behind paths included."""
    if result.row is None:
        found = set(result.evidence)
    else:
        found = _rows_of_nodes(rules, result)
    more = list(found)
    while more:
        for one in _behind(rules, *more.pop()) - found:
            found.add(one)
            more.append(one)
    return found


def _rows_of_nodes(rules, result) -> set:
    row, spec, witnesses = result.row, rules.spec(result.rule), []
    for part in ('condition', 'applies', 'due'):
        for tree in trees(spec[part]) if part in spec else []:
            rules._read(row, tree, witnesses, set())
    read = [row] + [r for both in witnesses for side in both for r in side]
    found = {origin for r in read for origin in r.origins}
    for r in read:
        found |= set(_beside(rules, r))
    return found


def _beside(rules, row):
    """Rows of tables that the paths of a row have led to, and the members of a cross."""
    while row is not None:
        for step in row.paths.values():
            if isinstance(step, Value) and step.kind == 'row' and step.known and not step.none:
                yield step.of, rules.world.dataset.tables[step.of].index[step.lo]
            elif getattr(step, 'row', None) is not None:
                yield from step.row.origins
        for member in row.members.values():
            yield from member.origins
            yield from _beside(rules, member)
        row = row.parent


def _behind(rules, table: str, index: int) -> set:
    """The rows that the keys of a row refer to."""
    data = rules.world.dataset
    of = data.tables[table]
    found = set()
    for column, schema in of.columns.items():
        reference = data.vocabulary.reference(column, schema)
        if reference and index in of.index:
            cell = of.rows[of.index.index(index)][column]
            to = data.tables[reference[0]]
            if cell.known and not cell.none:
                found |= {(reference[0], to.index[i]) for i in to.find(cell)}
    return found


def meets_null(rules, data: dict, result, words: set) -> bool:
    """Whether a cell that the finding read is null."""
    vocabulary = rules.world.dataset.vocabulary
    for table, index in rows_read(rules, result):
        cells = data[table]['rows'][index]
        given = data[table]['columns']
        if any(column in words and (column not in given or cells[column] is None)
               for column in vocabulary.table(table)['columns']):
            return True
    return False
