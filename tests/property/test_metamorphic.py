# SPDX-License-Identifier: Apache-2.0
"""What may change in the input without changing what is said, and what may change only one way."""
from __future__ import annotations

import json
import sys
from pathlib import Path
from random import Random

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from packs import random_pack  # noqa: E402
from running import (all_columns, differences, engine, evaluate, Failure, given,  # noqa: E402
                     load, whole_pack)
from words import dataset, KEYS, VOCABULARY  # noqa: E402

AS_OF = '2023-12-31'


def cases(number: int, salt: int):
    """Policies with their data, refused packs left out."""
    for seed in range(number):
        rng = Random(seed * 1000 + salt)
        pack, waivable = random_pack(rng)
        data = dataset(rng, waivable)
        try:
            policy, words = load(pack, VOCABULARY)
            said = engine(policy, words, data, AS_OF)
        except Failure:
            continue
        yield rng, policy, words, data, said


def without_rows(said: dict) -> dict:
    """Results without the numbers of evidence rows."""
    return {**said, 'rules': [{**r, 'evidence': sorted(t for t, _ in r['evidence'])}
                              for r in said['rules']]}


def picks_a_row(policy) -> bool:
    return '"any"' in policy.to_json()


def test_the_order_of_rows_changes_nothing():
    for rng, policy, words, data, said in cases(150, 1):
        if picks_a_row(policy):
            continue
        mixed = {n: {**t, 'rows': rng.sample(t['rows'], len(t['rows']))} for n, t in data.items()}
        again = engine(policy, words, mixed, AS_OF)
        assert differences(without_rows(said), without_rows(again)) == []


def test_the_order_of_columns_changes_nothing():
    for rng, policy, words, data, said in cases(150, 2):
        mixed = {n: {**t, 'columns': rng.sample(t['columns'], len(t['columns']))}
                 for n, t in data.items()}
        assert engine(policy, words, mixed, AS_OF) == said


def test_any_number_of_threads_gives_the_same_bytes():
    for _, policy, words, data, _ in cases(80, 3):
        texts = {evaluate(policy, given(words, data), AS_OF, threads=n)
                 .report(True, [], [], '').to_json() for n in (1, 2, 5)}
        assert len(texts) == 1


RULES = {
    'AtMost': {'subject': 'person', 'condition': 'n <= cap',
               'aggregate': {'n': {'from': 'work', 'key': ['person_id'], 'count': True}}},
    'AtLeast': {'subject': 'person', 'condition': 'n >= cap', 'due': "date('2023-12-01')",
                'aggregate': {'n': {'from': 'work', 'key': ['person_id'], 'sum': 'hours'}}},
    'Reach': {'subject': 'work', 'condition': 'n == 0', 'match': {'n': {
        'partner': 'work', 'as': 'h', 'same': ['person_id'], 'find': 'count',
        'where': 'h.start < start'}}},
    'Size': {'subject': 'work', 'condition': 'points <= 1', 'applies': "status == 'done'"},
}


def policy_of(cap: int) -> tuple:
    pack = {'format': 'xunze.pack/1', 'pack': {'id': 'm', 'valid_from': '2020-01-01'},
            'parameters': {'cap': {'type': 'int', 'value': cap}},
            'rules': {n: {'kind': 'count', 'strength': 'mandatory', **r}
                      for n, r in RULES.items()}}
    return load(whole_pack(pack, VOCABULARY), VOCABULARY)


def verdicts(said: dict) -> dict:
    return {(r['rule'], json.dumps(r['subject'])): r['verdict'] for r in said['rules']}


def test_new_names_of_keys_change_nothing_else():
    policy, words = policy_of(1)
    for seed in range(60):
        data = dataset(Random(seed), [])
        known = {key: f'z{i}' for i, key in enumerate(k for keys in KEYS.values() for k in keys)}

        def renamed(x):
            if isinstance(x, dict):
                return {k: renamed(v) for k, v in x.items()}
            if isinstance(x, list):
                return [renamed(v) for v in x]
            return known.get(x, x) if isinstance(x, str) else x

        assert differences(renamed(engine(policy, words, data, AS_OF)),
                           engine(policy, words, renamed(data), AS_OF)) == []


def test_another_row_never_heals_a_maximum():
    policy, words = policy_of(1)
    checked = 0
    for seed in range(120):
        rng = Random(seed)
        data = dataset(rng, [])
        if not data.get('work', {}).get('rows') or 'person' not in data:
            continue
        before = verdicts(engine(policy, words, data, AS_OF))
        more = {**rng.choice(data['work']['rows']), 'work_id': 'new'}
        grown = {**data, 'work': {**data['work'], 'rows': [*data['work']['rows'], more]}}
        after = verdicts(engine(policy, words, grown, AS_OF))
        for key, verdict in before.items():
            if key[0] == 'AtMost' and verdict == 'fail':
                assert after[key] == 'fail'
                checked += 1
    assert checked > 20


def test_a_sweep_of_the_threshold_goes_one_way():
    order = {'fail': 0, 'unknown': 1, 'pass': 2}
    for seed in range(60):
        data = dataset(Random(seed), [])
        swept = [verdicts(engine(*policy_of(cap), data, AS_OF)) for cap in range(5)]
        for key in swept[0]:
            ranks = [order[v[key]] for v in swept if v[key] in order]
            if key[0] == 'AtMost':
                assert ranks == sorted(ranks)
            elif key[0] == 'AtLeast':
                assert ranks == sorted(ranks, reverse=True)


@pytest.mark.parametrize('column', ['hours', 'points', 'start', 'status'])
def test_a_forgotten_value_moves_verdicts_to_unknown_alone(column):
    """Not for keys: a row whose whole key is unknown belongs to nobody and is told apart."""
    policy, words = policy_of(1)
    for seed in range(80):
        rng = Random(seed)
        data = all_columns(dataset(rng, []), VOCABULARY)
        data.pop('work_event', None)
        rows = data.get('work', {}).get('rows') or []
        if not rows or column not in data['work']['columns']:
            continue
        victim = rng.choice(rows)['work_id']
        blank = [{**r, column: None} if r['work_id'] == victim else r for r in rows]
        before = verdicts(engine(policy, words, data, AS_OF))
        after = verdicts(engine(policy, words, {**data, 'work': {**data['work'], 'rows': blank}},
                                AS_OF))
        assert {k: v for k, v in after.items() if v not in ('unknown', before[k])} == {}
