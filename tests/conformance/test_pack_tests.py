# SPDX-License-Identifier: Apache-2.0
"""The tests that packs carry, through the engine and through the reference evaluator."""
from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / 'tests' / 'property'))
sys.path.insert(0, str(ROOT / 'tests'))

from reference.packtests import rows_written, all_tests, written  # noqa: E402
from running import all_columns, differences, engine, load, oracle  # noqa: E402

import xunze  # noqa: E402

PACKS = sorted((ROOT / 'policies' / 'packs').glob('*/pack.json'))


def read(path: Path):
    return json.loads(path.read_text('utf-8'), parse_float=str)


def cases() -> list:
    found = []
    for path in PACKS:
        found += [pytest.param(path, i, id=f'{path.parent.name}-{i}')
                  for i, _ in enumerate(all_tests(path, vocabulary_of(path)))]
    return found


def vocabulary_of(path: Path):
    name = read(path)['pack']['vocabulary']
    return read(ROOT / 'policies' / 'vocabulary' / f'{name}.json')


def loaded(path: Path, kept: dict = {}) -> tuple:  # noqa: B006  one policy a pack
    if path not in kept:
        vocabulary = vocabulary_of(path)
        kept[path] = (all_tests(path, vocabulary), vocabulary, *load(read(path), vocabulary))
    return kept[path]


@pytest.mark.parametrize('path,number', cases())
def test_expectations_hold_in_both(path, number):
    tests, vocabulary, policy, words = loaded(path)
    test = tests[number]
    data = all_columns(test.get('tables', {}), vocabulary)
    # The rules that the test is about; every tenth test all of the pack, decisions and measures.
    only = [] if number % 10 == 0 else sorted({e['rule'] for e in test['expect']})
    how = {'as_of': test['as_of'], 'set_': test.get('set', {}),
           'complete': test.get('complete', {}), 'only': only}
    mine = engine(policy, words, data, **how)
    theirs = oracle(policy, vocabulary, data, **how)
    for said in (mine, theirs):
        for expected in test['expect']:
            found = [r for r in said['rules'] if r['rule'] == expected['rule']
                     and r['subject'] == expected.get('subject', r['subject'])]
            if expected.get('absent'):
                others = [r['subject'] for r in said['rules'] if r['rule'] == expected['rule']]
                assert not found and {} not in others, (test['name'], expected)
                continue
            assert len(found) == 1, (test['name'], expected, len(found))
            for field in ('verdict', 'severity', 'measured', 'threshold', 'slack'):
                if field in expected:
                    assert written(found[0][field]) == str(expected[field]), (
                        test['name'], expected, found[0])
            if 'evidence' in expected:
                rows = rows_written(found[0]['evidence'], test.get('tables', {}), vocabulary)
                assert rows == {t: sorted(k) for t, k in expected['evidence'].items() if k}
    assert differences(mine, theirs) == [], test['name']


def gaps_of(pack: str) -> set:
    """Conditions that no test of the pack can see so, each with its reason in the file."""
    with open(Path(__file__).with_name('coverage_gaps.csv'), encoding='utf-8', newline='') as file:
        rows = [row for row in csv.DictReader(file) if row['pack'] == pack]
    assert all(row['reason'] for row in rows)
    return {(row['owner'], row['where'], row['expression'], row['never']) for row in rows}


@pytest.mark.parametrize('path', PACKS, ids=lambda path: path.parent.name)
def test_the_room_of_packs_says_the_same(path):
    """`xunze test`: all expectations hold, conditions are counted, some changes are tried."""
    done = xunze.test(path, coverage=True, mutate=True, limit=60)
    assert done.data['tests']['failed'] == []
    assert done.data['tests']['problems'] == []
    assert done.data['tests']['tests'] == len(loaded(path)[0])
    coverage = done.data['coverage']
    assert coverage['problems'] == []
    unseen = {(m['owner'], m['where'], m['expression'], ' '.join(m['never']))
              for m in coverage['missing']}
    assert unseen == gaps_of(path.parent.name)
    mutation = done.data['mutation']
    assert mutation['problems'] == []
    assert mutation['mutants'] > 0
    assert mutation['noticed'] * 100 >= mutation['mutants'] * 95
