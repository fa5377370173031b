# SPDX-License-Identifier: Apache-2.0
"""Random rules of every kind on random data: the engine says what the reference evaluator says.

The rules are written with the constructors of their kinds; the reference evaluator reads them as
the engine lowers them. What occurred is counted by kind, verdict and whether the verdict read a
null, as `reference/reading.py` defines it, and printed. XUNZE_EXAMPLES and XUNZE_FIRST as in
test_differential.py.
"""
from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path
from random import Random

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from kind_packs import kind_pack  # noqa: E402
from running import (as_shown, as_written, assert_agreement, differences, engine,  # noqa: E402
                     Failure, load, PackError)
from reference.reading import meets_null, words_of  # noqa: E402
from reference.report import everything  # noqa: E402
from reference.rules import Rules  # noqa: E402
from reference.world import World  # noqa: E402
from words import dataset, VOCABULARY, with_waivers  # noqa: E402

EXAMPLES = int(os.environ.get('XUNZE_EXAMPLES', '1500'))
FIRST = int(os.environ.get('XUNZE_FIRST', '0'))
DAYS = ('2023-12-31', '2023-06-15', '2024-02-29')
KINDS = ('elig', 'freq', 'norep', 'debar', 'quota', 'ratio', 'count', 'deadline', 'dur', 'prec',
         'item', 'content', 'cover', 'sched', 'grade', 'conseq', 'metric', 'prio', 'credit', 'cost',
         'recon', 'rotate', 'valid', 'class', 'scope')
RARE = ('debar', 'elig', 'freq', 'metric', 'prio', 'ratio')  # fail or pass seldom
VERDICTS = ('pass', 'fail', 'waived', 'pending', 'unknown', 'not_applicable')
NULLS = (0.0, 0.03, 0.08, 0.2)  # few, so that a verdict is often known beside them
SHRINKING = 'one more row can only hurt: nothing is waited for'
# (kind, verdict) that cannot occur, and why.
NEVER = {('norep', 'pending'): SHRINKING, ('debar', 'pending'): SHRINKING,
         ('sched', 'pending'): SHRINKING}
# Those that need not occur, and why.
SELDOM = {('freq', 'pending'): SHRINKING + ', unless the values that are told apart change'}

census: Counter = Counter()
turns: Counter = Counter()


def case(seed: int) -> tuple:
    """A pack, the kind of each of its rules, its data and the run that a seed stands for."""
    rng = Random(seed)
    kinds = rng.sample(KINDS, 3)
    kinds += {rng.choice(RARE)} - {*kinds}
    pack, waivable, kinds_of = kind_pack(rng, kinds)
    data = dataset(rng, waivable, NULLS)
    how = {'as_of': rng.choice(DAYS), 'set_': {'way': 'narrow'} if rng.random() < 0.2 else {},
           'complete': {'work': {'from': '2023-01-01'}} if rng.random() < 0.3 else {},
           'known_by': '2023-06-15' if rng.random() < 0.2 else None}
    return pack, kinds_of, data, how


def run(seed: int) -> list:
    """The differences for one seed; counts what occurred."""
    pack, kinds_of, data, how = case(seed)
    turns['tried'] += 1
    try:
        policy, words = load(pack, VOCABULARY)
        mine = engine(policy, words, data, **how)
        fails = some_fails(Random(seed), mine['rules'])
        if fails and seed % 3:
            data = with_waivers(Random(seed), as_written(policy), data, fails, len(fails))
            mine = engine(policy, words, data, **how)
    except Failure:
        turns['refused'] += 1
        return []
    try:
        rules = Rules(World(as_written(policy), VOCABULARY, data, how['as_of'], how['set_'],
                            how['complete'], how['known_by']))
        theirs = as_shown(everything(rules.world, rules))
    except PackError as e:
        turns['refused by the reference alone'] += 1
        return [f'the engine takes what the reference refuses: {e}']
    count(rules, data, kinds_of)
    return differences(mine, theirs)


def some_fails(rng: Random, findings: list) -> list:
    """A few fails of each rule, so that a rule with many does not get all waivers."""
    by_rule: dict = {}
    for f in findings:
        if f['verdict'] == 'fail':
            by_rule.setdefault(f['rule'], []).append(f)
    return [f for fails in by_rule.values() for f in rng.sample(fails, min(len(fails), 9))]


def test_engine_and_reference_agree_on_rules_of_every_kind():
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
    assert not [cell for cell in census if cell[:2] in NEVER]


# --- what occurred --------------------------------------------------------------------------------

def count(rules: Rules, data: dict, kinds_of: dict) -> None:
    for rule, kind in kinds_of.items():
        if rule not in rules.specs:  # a rate without a published one is a measure alone
            turns['measures alone'] += 1
            continue
        words = words_of(rules.world.pack, rule)
        for result in rules.results(rule):
            census[kind, result.verdict, meets_null(rules, data, result, words)] += 1


def missing() -> list:
    return [(kind, verdict, null) for kind in KINDS for verdict in VERDICTS
            for null in (True, False)
            if (kind, verdict) not in NEVER | SELDOM and not census[kind, verdict, null]]


def table() -> str:
    lines = [f'{dict(turns)}', f'{"kind":10}' + ''.join(f'{v:>16}' for v in VERDICTS)
             + '     (read a null / read none)']
    for kind in KINDS:
        cells = ('-' if (kind, v) in NEVER else f'{census[kind, v, True]}/{census[kind, v, False]}'
                 for v in VERDICTS)
        lines.append(f'{kind:10}' + ''.join(f'{c:>16}' for c in cells))
    return '\n'.join(lines)
