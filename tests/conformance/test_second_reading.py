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
    path = ROOT / 'policies' / 'packs' / pack / 'pack.json'
    if not path.exists():
        pytest.skip(f'there is no pack {pack}')
    if pack not in kept:
        whole = read(path)
        name = whole['pack']['vocabulary']
        vocabulary = read(ROOT / 'policies' / 'vocabulary' / f'{name}.json')
        kept[pack] = (vocabulary, *load(whole, vocabulary))
    return kept[pack]


def merged(base: dict, test: dict, vocabulary: dict) -> dict:
    """The base without what is dropped, with the rows of the test: cells of one key change."""
    tables = {name: [dict(row) for row in rows] for name, rows in base.items()}
    for name, gone in test.get('drop', {}).items():
        kept = [] if gone is True else [
            row for row in tables[name]
            if not any(all(row.get(c) == v for c, v in cells.items()) for cells in gone)]
        tables[name] = kept
    for name, rows in test.get('tables', {}).items():
        key = vocabulary['tables'][name]['key']
        for row in rows:
            known = [r for r in tables.setdefault(name, [])
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
    """The gravest verdict of the rules of a clause about a subject."""
    rules = [r for r in said['rules'] if r['rule'].split('/')[0] == clause]
    if not rules:
        pytest.skip(f'no rule of {clause} has anything to judge')
    named = [r for r in rules if any(n in r['subject'] for n in wanted)]
    found = {r['verdict'] for r in (named or rules) if about(r['subject'], wanted)}
    return min(found, key=GRAVEST.index) if found else 'no subject'


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
        if 'open' in test:
            assert not agreed, f'settled, so no longer open: {test["open"]}'
            pytest.xfail(test['open'])
        assert agreed, f'{found}, expected {expected["verdict"]}'
