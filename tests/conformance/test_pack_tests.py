# SPDX-License-Identifier: Apache-2.0
"""The tests that packs carry, through the engine and through the reference evaluator."""
from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / 'tests' / 'property'))

from running import all_columns, differences, engine, load, oracle  # noqa: E402

PACKS = sorted((ROOT / 'policies' / 'packs').glob('*/pack.json'))


def read(path: Path):
    return json.loads(path.read_text('utf-8'), parse_float=str)


def cases() -> list:
    found = []
    for path in PACKS:
        found += [pytest.param(path, i, id=f'{path.parent.name}-{i}')
                  for i, _ in enumerate(read(path).get('tests', []))]
    return found


def loaded(path: Path, kept: dict = {}) -> tuple:  # noqa: B006  one policy a pack
    if path not in kept:
        pack = read(path)
        vocabulary = read(ROOT / 'policies' / 'vocabulary' /
                          f"{pack['pack']['vocabulary']}.json")
        kept[path] = (pack, vocabulary, *load(pack, vocabulary))
    return kept[path]


def written(value) -> str:
    """A value as expectations write it: 2, [1, 2], [1, +∞]."""
    if isinstance(value, (list, tuple)):
        lo, hi = ('-∞' if value[0] is None else value[0]), ('+∞' if value[1] is None else value[1])
        return f'[{lo}, {hi}]'
    return str(value)


@pytest.mark.parametrize('path,number', cases())
def test_expectations_hold_in_both(path, number):
    pack, vocabulary, policy, words = loaded(path)
    test = pack['tests'][number]
    data = all_columns(test.get('tables', {}), vocabulary)
    how = {'as_of': test['as_of'], 'set_': test.get('set', {}),
           'complete': test.get('complete', {})}
    mine = engine(policy, words, data, **how)
    theirs = oracle(policy, vocabulary, data, **how)
    for said in (mine, theirs):
        for expected in test['expect']:
            found = [r for r in said['rules'] if r['rule'] == expected['rule']
                     and r['subject'] == expected.get('subject', r['subject'])]
            assert len(found) == 1, (test['name'], expected, len(found))
            for field in ('verdict', 'severity', 'measured', 'threshold', 'slack'):
                if field in expected:
                    assert written(found[0][field]) == str(expected[field]), (
                        test['name'], expected, found[0])
    assert differences(mine, theirs) == [], test['name']
