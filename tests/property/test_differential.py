# SPDX-License-Identifier: Apache-2.0
"""Random packs on random data: the engine says what the reference evaluator says.

A pack and its data follow from one number, so that a failure names all that is needed to see it
again. XUNZE_EXAMPLES sets how many numbers are tried, XUNZE_FIRST the first of them.
"""
from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path
from random import Random

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from packs import random_pack  # noqa: E402
from running import (assert_agreement, differences, engine, Failure, load,  # noqa: E402
                     oracle, PackError)
from words import dataset, VOCABULARY, with_waivers  # noqa: E402

EXAMPLES = int(os.environ.get('XUNZE_EXAMPLES', '2500'))
FIRST = int(os.environ.get('XUNZE_FIRST', '0'))
VERDICTS = ('pass', 'fail', 'waived', 'pending', 'unknown', 'not_applicable')
DAYS = ('2023-12-31', '2023-06-15', '2024-02-29')

census: Counter = Counter()
turns: Counter = Counter()


def case(seed: int) -> tuple:
    """A pack, its data and the run that a seed stands for."""
    rng = Random(seed)
    pack, waivable = random_pack(rng)
    data = dataset(rng, waivable)
    how = {'as_of': rng.choice(DAYS), 'set_': {'way': 'narrow'} if rng.random() < 0.2 else {},
           'complete': {'work': {'from': '2023-01-01'}} if rng.random() < 0.3 else {},
           'known_by': '2023-06-15' if rng.random() < 0.2 else None}
    return pack, data, how


def run(seed: int) -> list:
    """The differences for one seed; counts what occurred."""
    pack, data, how = case(seed)
    turns['tried'] += 1
    try:
        policy, words = load(pack, VOCABULARY)
        mine = engine(policy, words, data, **how)
        fails = [f for f in mine['rules'] if f['verdict'] == 'fail']
        if fails and seed % 2:
            data = with_waivers(Random(seed), pack, data, fails)
            mine = engine(policy, words, data, **how)
    except Failure:
        turns['refused'] += 1
        return []
    try:
        theirs = oracle(policy, VOCABULARY, data, **how)
    except PackError as e:
        turns['refused by the reference alone'] += 1
        return [f'the engine takes what the reference refuses: {e}']
    count(pack, data, mine)
    return differences(mine, theirs)


def test_engine_and_reference_agree():
    assert_agreement(run, range(FIRST, FIRST + EXAMPLES))


def test_every_kind_meets_every_verdict_with_and_without_nulls(capsys):
    """Rare cells are looked for in further packs, up to as many again as were tried before."""
    if not census:
        pytest.skip('no pack was tried in this run')
    assert_agreement(run, range(FIRST + EXAMPLES, FIRST + 2 * EXAMPLES),
                     enough=lambda: not missing())
    with capsys.disabled():
        print('\n' + table())
    assert turns['refused'] * 5 < turns['tried'], dict(turns)
    assert not missing()


# --- what occurred ---------------------------------------------------------------------------

KINDS = ('table', 'derive', 'path', 'lookup', 'look back', 'expand', 'union', 'distinct', 'cross',
         'values', 'count', 'distinct value', 'sum', 'min', 'max', 'or', 'any', 'linear',
         'match count', 'match nearest', 'match max_concurrent', 'rank', 'carry', 'let', 'cases',
         'holds', 'due', 'dated', 'in_force', 'expand years', 'expand each', 'expand set',
         'expand windows', 'expand choose', 'pick only', 'pick any', 'pick latest', 'except',
         'needs_history_from', 'strength by choice')


def required() -> list:
    return [(kind, verdict, nulls) for kind in KINDS for verdict in VERDICTS
            for nulls in (True, False)]


def missing() -> list:
    return [cell for cell in required() if not census[cell]]


def count(pack: dict, data: dict, said: dict) -> None:
    nulls = any(None in row.values() for t in data.values() for row in t['rows']) or \
        any(name not in data for name in ('work', 'person', 'school', 'region', 'stint')) or \
        any(len(t['columns']) < len(VOCABULARY['tables'][n]['columns']) for n, t in data.items())
    kinds = {rule: kinds_of(pack, spec) for rule, spec in pack['rules'].items()}
    for finding in said['rules']:
        for kind in kinds[finding['rule']]:
            census[kind, finding['verdict'], nulls] += 1


def kinds_of(pack: dict, spec: dict) -> set:
    """The kinds of relations, nodes and other parts a rule is made of, all the way down."""
    kinds: set = set()
    seen: set = set()

    def body(one: dict) -> None:
        for name in ('derive', 'expand', 'union', 'distinct', 'cross', 'values'):
            if name in one and not isinstance(one[name], (str, bool)):
                kinds.add(name)
        for path in one.get('derive', {}).get('paths', {}).values():
            kinds.add('path' if isinstance(path, str) else
                      'look back' if path['lookup'] in pack['relations'] else 'lookup')
            kinds.update(['pick ' + path['pick']] if isinstance(path, dict) else [])
        if isinstance(one.get('expand'), dict):
            kinds.add('expand ' + next(iter(one['expand']['over'])))
        for node in one.get('aggregate', {}).values():
            op = next(k for k in node if k not in ('from', 'where', 'key', 'on'))
            kinds.add('distinct value' if op == 'distinct' else op)
        for node in one.get('match', {}).values():
            kinds.add('match ' + node['find'])
            kinds.update(k for k in ('except', 'needs_history_from') if k in node)
        if isinstance(one.get('strength'), dict):
            kinds.add('strength by choice')
        kinds.update(k for k in ('linear', 'rank', 'carry', 'let', 'due', 'in_force') if k in one)
        text = str(one)
        kinds.update(k for k in ('cases', 'holds') if f"'{k}'" in text or f'{k}(' in text)
        if 'dated' in text:
            kinds.add('dated')
        for name in names(one):
            relation(name)

    def relation(name: str) -> None:
        if name in seen:
            return
        seen.add(name)
        if name in pack['relations']:
            body(pack['relations'][name])
        elif name in VOCABULARY['tables']:
            kinds.add('table')

    def names(one) -> list:
        if isinstance(one, dict):
            return [n for k, v in one.items() for n in
                    ([v] if k in ('from', 'partner', 'subject') and isinstance(v, str)
                     else list(v.values()) if k == 'of' and isinstance(v, dict) else names(v))]
        return [n for v in one for n in names(v)] if isinstance(one, list) else []

    body(spec)
    return kinds


def table() -> str:
    lines = [f'{dict(turns)}', f'{"kind":22}' + ''.join(f'{v:>18}' for v in VERDICTS)
             + '     (with nulls / without)']
    for kind in KINDS:
        cells = (f'{census[kind, v, True]}/{census[kind, v, False]}' for v in VERDICTS)
        lines.append(f'{kind:22}' + ''.join(f'{c:>18}' for c in cells))
    return '\n'.join(lines)
