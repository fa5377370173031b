# SPDX-License-Identifier: Apache-2.0
"""Clauses read a second time, from the documents alone, and compared with what the packs say."""
from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / 'tests' / 'property'))
sys.path.insert(0, str(ROOT / 'tests'))

from running import all_columns, engine, load  # noqa: E402

CASES = sorted((ROOT / 'tests' / 'conformance' / 'second_reading').glob('*.json'))
GRAVEST = ['fail', 'unknown', 'pending', 'waived', 'pass', 'not_applicable']


def read(path: Path):
    return json.loads(path.read_text('utf-8'), parse_float=str)


def cases() -> list:
    return [pytest.param(path, i, id=test['name'])
            for path in CASES for i, test in enumerate(read(path)['tests'])]


def loaded(pack: str, kept: dict = {}) -> tuple:  # noqa: B006  one policy a pack
    if pack not in kept:
        whole = read(ROOT / 'policies' / 'packs' / pack / 'pack.json')
        name = whole['pack']['vocabulary']
        vocabulary = read(ROOT / 'policies' / 'vocabulary' / f'{name}.json')
        kept[pack] = (vocabulary, *load(whole, vocabulary))
    return kept[pack]


def merged(base: dict, test: dict, vocabulary: dict) -> dict:
    """The base without what is dropped, with the rows of the test: cells of one key change."""
    tables = {name: [dict(row) for row in rows] for name, rows in base.items()}
    for name, gone in test.get('drop', {}).items():
        if gone is True:
            del tables[name]  # not given; `[]` among the tables of a test is given and empty
            continue
        tables[name] = [
            row for row in tables[name]
            if not any(all(row.get(c) == v for c, v in cells.items()) for cells in gone)]
    for name, rows in test.get('tables', {}).items():
        key = vocabulary['tables'][name]['key']
        tables.setdefault(name, [])
        for row in rows:
            known = [r for r in tables[name]
                     if all(r.get(c) == row.get(c) for c in key)]
            if known:
                known[0].update(row)
            else:
                tables[name].append(dict(row))
    return tables


def about(subject: dict, wanted: dict) -> bool:
    """Whether a subject is the one meant, as far as both name the same things."""
    return all(str(subject[n]) == str(v) for n, v in wanted.items() if n in subject)


def verdict_of(said: dict, clause: str, wanted: dict) -> str:
    """The gravest verdict of the rules of a clause about a subject; none is judged: it binds none.

    A rule that cannot tell its subjects, because a table is not given, speaks for all of them.
    """
    rules = [r for r in said['rules'] if r['rule'].split('/')[0] == clause]
    named = [r for r in rules if not wanted or wanted.keys() & r['subject'].keys()]
    judged = named or [r for r in rules if not r['subject']]
    assert judged or not rules, f'{clause} is judged by {sorted(rules[0]["subject"])}'
    found = {r['verdict'] for r in judged if about(r['subject'], wanted)}
    return min(found, key=GRAVEST.index) if found else 'not_applicable'


def test_names_are_unique_and_clauses_have_rules():
    names = [test['name'] for path in CASES for test in read(path)['tests']]
    assert sorted(set(names)) == sorted(names)
    for path in CASES:
        whole = read(path)
        rules = read(ROOT / 'policies' / 'packs' / whole['pack'] / 'pack.json')['rules']
        encoded = {rule['clause'] for rule in rules.values()}
        assert {e['clause'] for t in whole['tests'] for e in t['expect']} <= encoded, path.name


@pytest.mark.parametrize('path,number', cases())
def test_a_second_reading_comes_to_the_same(path, number):
    whole = read(path)
    test = whole['tests'][number]
    vocabulary, policy, words = loaded(whole['pack'])
    data = all_columns(merged(whole['base'], test, vocabulary), vocabulary)
    said = engine(policy, words, data, as_of=test['as_of'], set_=test.get('set', {}))
    for expected in test['expect']:
        found = verdict_of(said, expected['clause'], expected['subject'])
        agreed = (found != expected['verdict'][1:] if expected['verdict'].startswith('!')
                  else found == expected['verdict'])
        assert agreed, f'{found}, expected {expected["verdict"]}'
