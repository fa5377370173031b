# SPDX-License-Identifier: Apache-2.0
"""Every fail of random packs on random data: what explain says must change is changed.

The engine and the reference evaluator then both say that the subject passes, or that the rule
applies to it no more; or its own row is gone and fewer subjects fail.
"""
from __future__ import annotations

import json
import os
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from running import core, engine, evaluate, Failure, given, load, oracle  # noqa: E402
from test_differential import case  # noqa: E402
from words import VOCABULARY  # noqa: E402

EXAMPLES = int(os.environ.get('XUNZE_EXAMPLES', '1500'))
FIRST = int(os.environ.get('XUNZE_FIRST', '50000'))
HEALED = ('pass', 'not_applicable')
# So many fails there are at least that are healed, or whose own row goes, and so many changes.
AT_LEAST = {'pass': 300, 'not_applicable': 3, 'gone': 15, 'set_cell': 200, 'remove_rows': 50,
            'add_rows': 20}


def cell(table: str, column: str, value):
    """A cell as the data of this folder have it."""
    decimal = VOCABULARY['tables'][table]['columns'][column]['type'] == 'decimal'
    return str(value) if decimal and value is not None else value


def changed(data: dict, changes: list) -> dict:
    """The data with all changes made at once; rows are counted in the data as they were."""
    made = {name: {**t, 'rows': [dict(row) for row in t['rows']]} for name, t in data.items()}
    for c in changes:
        rows = made[c['table']]['rows']
        if c['form'] == 'set_cell':
            rows[c['rows'][0]][c['column']] = cell(c['table'], c['column'], c['to'])
    for c in changes:
        if c['form'] == 'add_rows':
            made[c['table']]['rows'] += added(data[c['table']], c, len(made[c['table']]['rows']))
    for name, t in made.items():
        told = {n: 0 for row in t['rows'] for n in row if n not in t['columns']}
        t['columns'] = [*t['columns'], *told]
        gone = {row for c in changes if c['form'] == 'remove_rows' and c['table'] == name
                for row in c['rows']}
        t['rows'] = [row for i, row in enumerate(t['rows']) if i not in gone]
    return made


def added(table: dict, c: dict, first: int) -> list:
    """New rows, each with a key of its own unless the change tells one."""
    key = VOCABULARY['tables'][c['table']]['key'][0]
    like = table['rows'][c['like']] if 'like' in c else {}
    cells = {n: cell(c['table'], n, v) for n, v in c['cells'].items()}
    return [{**like, key: f'new{first + i}', **cells} for i in range(c['count'])]


def without_doubles(data: dict) -> dict:
    """Rows that stand twice are read once; changes count the rows of the table so read."""
    return {name: {**t, 'rows': [r for i, r in enumerate(t['rows']) if r not in t['rows'][:i]]}
            for name, t in data.items()}


def fails(said: dict, rule: str) -> int:
    return sum(r['rule'] == rule and r['verdict'] == 'fail' for r in said['rules'])


def alone(said: dict, finding: dict) -> bool:
    """Whether the key names one subject; rows of a union may share theirs."""
    return sum((r['rule'], r['subject']) == (finding['rule'], finding['subject'])
               and r['verdict'] != 'unknown' for r in said['rules']) == 1


def comes_to(said: dict, before: dict, finding: dict) -> str:
    """What a finding is after the changes; `gone` where its subject went and fewer fail.

    Rows of a source that belong to nobody, as their key is not known, are told after the subjects;
    a row added to a part of a union makes a further subject of the same key.
    """
    now = [r['verdict'] for r in said['rules']
           if (r['rule'], r['subject']) == (finding['rule'], finding['subject'])]
    if now and set(now) <= {now[0], 'unknown'}:
        return now[0]
    if now:
        return '/'.join(now)
    return 'gone' if fails(said, finding['rule']) < fails(before, finding['rule']) else 'lost'


def tried(seed: int, made: Counter) -> list:
    """What does not hold of the fails of one pack, in words; counts what came of each."""
    pack, data, how = case(seed)
    data = without_doubles(data)
    try:
        policy, words = load(pack, VOCABULARY)
        run = evaluate(policy, given(words, data, how['complete']), how['as_of'], how['set_'],
                       known_by=how['known_by'])
        before = engine(policy, words, data, **how)
    except Failure:
        return []
    wrong = []
    for f in before['rules']:
        if f['verdict'] != 'fail':
            continue
        key = [(n, str(v)) for n, v in f['subject'].items()]
        named = None not in f['subject'].values() and alone(before, f)
        at = run.find_subject(f['rule'], key) if named else None
        if at is None:
            made['no subject'] += 1
            continue
        why = json.loads(run.explain(f['rule'], at, 'en', True)[1], parse_float=str)
        assert bool(why['changes']) != bool(why['no_changes']['en'])
        if not why['tried']:
            made['untried' if why['changes'] else 'none known'] += 1
            continue
        after = changed(data, why['changes'])
        mine = comes_to(engine(policy, words, after, **how, only=[f['rule']]), before, f)
        theirs = comes_to(oracle(policy, VOCABULARY, after, **how, only=(f['rule'],)), before, f)
        made[mine] += 1
        for c in why['changes']:
            made[c['form']] += 1
        if mine != theirs or mine not in (*HEALED, 'gone'):
            wrong.append(f'seed {seed}, {f["rule"]} {f["subject"]}: engine {mine}, '
                         f'reference {theirs}: {why["changes"]}')
    return wrong


def test_what_explain_says_must_change_heals_every_fail_of_random_packs(capsys):
    made: Counter = Counter()
    wrong = [line for seed in range(FIRST, FIRST + EXAMPLES) for line in tried(seed, made)]
    with capsys.disabled():
        print('\n', dict(made))
    assert not wrong, '\n'.join(wrong[:5])
    assert {what: made[what] for what, least in AT_LEAST.items() if made[what] < least} == {}
