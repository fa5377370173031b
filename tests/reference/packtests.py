# SPDX-License-Identifier: Apache-2.0
"""Runs the tests a pack carries; rules that still use a constructor are skipped by name."""
from __future__ import annotations

import json
from pathlib import Path

from .rules import Rules
from .values import PackError
from .world import World

FIELDS = ('verdict', 'severity', 'measured', 'threshold', 'slack')


def all_tests(path: Path, vocabulary: dict) -> list:
    """The tests of a pack's file and of the files beside it, their base merged in."""
    found = list(_read(path).get('tests', []))
    if path.name == 'pack.json':
        for file in sorted((path.parent / 'tests').glob('*.json'), key=lambda f: f.name.encode()):
            found += in_file(_read(file), vocabulary)
    names = [test['name'] for test in found]
    if len(names) != len(set(names)):
        raise PackError(f'{path}: two tests of one name')
    return found


def _read(path: Path):
    return json.loads(path.read_text('utf-8'), parse_float=str)


def in_file(content, vocabulary: dict) -> list:
    """A list of tests, or an object with `tests` and perhaps `base`."""
    if isinstance(content, list):
        return content
    base = content.get('base')
    if base is None:
        return content['tests']
    return [merged(base, test, vocabulary) for test in content['tests']]


def merged(base: dict, test: dict, vocabulary: dict) -> dict:
    """The test with the tables of the base: some dropped, some rows changed, others added."""
    tables = {name: [dict(row) for row in rows] for name, rows in base.items()}
    for name, gone in test.get('drop', {}).items():
        if gone is True:
            del tables[name]
            continue
        for cells in gone:
            left = [row for row in tables[name] if not _has(row, cells)]
            if not cells or len(left) == len(tables[name]):
                raise PackError(f"{test['name']}: nothing to drop in `{name}`")
            tables[name] = left
    for name, rows in test.get('tables', {}).items():
        if name not in tables:
            tables[name] = rows
            continue
        key = vocabulary['tables'][name]['key']
        free = list(tables[name])
        for row in rows:
            mine = {k: row.get(k) for k in key}
            same = [r for r in free if None not in mine.values() and _has(r, mine)]
            if same:
                free = [r for r in free if r is not same[0]]
                same[0].update(row)
            else:
                tables[name].append(row)
    return {**{k: v for k, v in test.items() if k != 'drop'}, 'tables': tables}


def _has(row: dict, cells: dict) -> bool:
    return all(k in row and row[k] == v for k, v in cells.items())


def check(pack: dict, vocabulary: dict) -> dict:
    """{'passed': n, 'skipped': [...], 'failed': [...]} over all expectations of all tests."""
    out: dict = {'passed': 0, 'skipped': [], 'failed': []}
    for test in pack.get('tests', []):
        try:
            world = World(pack, vocabulary, test.get('tables', {}), test['as_of'],
                          test.get('set', {}), test.get('complete', {}))
        except PackError as e:
            out['failed'].append(f"{test['name']}: {e}")
            continue
        rules = Rules(world)
        for expected in test.get('expect', []):
            _expect(test['name'], rules, expected, out)
    return out


def _expect(name: str, rules: Rules, expected: dict, out: dict) -> None:
    rule = expected['rule']
    where = f'{name}: {rule} {expected.get("subject")}'
    if 'condition' not in rules.spec(rule):
        out['skipped'].append(where)
        return
    try:
        results = [r.to_json() for r in rules.results(rule)]
    except PackError as e:
        (out['skipped'] if _constructor(rules, str(e)) else out['failed']).append(f'{where}: {e}')
        return
    found = [r for r in results if r['subject'] == expected.get('subject', r['subject'])]
    if expected.get('absent'):
        if found or {} in (r['subject'] for r in results):
            out['failed'].append(f'{where}: it is a subject, or subjects are not given')
        else:
            out['passed'] += 1
        return
    if len(found) != 1:
        out['failed'].append(f'{where}: {len(found)} subjects of '
                             f'{[r["subject"] for r in results]}')
        return
    differing = [f'{k} {written(found[0][k])}, expected {expected[k]}'
                 for k in FIELDS if k in expected and written(found[0][k]) != str(expected[k])]
    if differing:
        out['failed'].append(f'{where}: ' + '; '.join(differing))
    else:
        out['passed'] += 1


def _constructor(rules: Rules, message: str) -> bool:
    return any('condition' not in s and message.startswith(f'rule `{r}` has no condition')
               for r, s in rules.specs.items())


def written(x) -> str:
    """A value as the expectations of a pack write it: 2, true, none, [1, 2], [1, +∞]."""
    if x is None:
        return 'none'
    if isinstance(x, bool):
        return 'true' if x else 'false'
    if isinstance(x, (list, tuple)):
        lo, hi = ('-∞' if x[0] is None else x[0]), ('+∞' if x[1] is None else x[1])
        return f'[{lo}, {hi}]'
    return str(x)


def rows_written(evidence: list, tables: dict, vocabulary: dict) -> dict:
    """Evidence, (table, row from 0), as expectations write it: keys by table, sorted."""
    out: dict = {}
    for table, row in evidence:
        cells = tables[table][row]
        key = [str(cells.get(k, '')) for k in vocabulary['tables'][table]['key']]
        out.setdefault(table, set()).add('|'.join(key))
    return {table: sorted(keys) for table, keys in out.items()}
