# SPDX-License-Identifier: Apache-2.0
"""Runs a pack through the engine and through the reference evaluator, and compares the results."""
from __future__ import annotations

import json
import sys
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import reference  # noqa: E402
from reference.values import PackError  # noqa: E402
from xunze import Failure  # noqa: E402
from xunze import _core as core  # noqa: E402

__all__ = ['core', 'differences', 'engine', 'Failure', 'load', 'oracle', 'PackError']


def load(pack: dict, vocabulary: dict) -> tuple:
    """The policy and its vocabulary, read from JSON text; Failure if it is refused."""
    words = core.load_vocabulary(json.dumps(vocabulary).encode(), 'vocabulary.json')
    return core.load_pack(json.dumps(pack).encode(), 'pack.json', words), words


def given(words, data: dict, complete: dict | None = None):
    """The dataset of the engine."""
    builder = core.DatasetBuilder(words, False)
    for name, rows in data.items():
        columns = list(rows[0]) if isinstance(rows, list) and rows else None
        if isinstance(rows, dict):
            columns, rows = rows['columns'], rows['rows']
        builder.add_values(name, columns, [[r.get(c) for r in rows] for c in columns], name)
    for name, claim in (complete or {}).items():
        if isinstance(claim, dict):
            builder.complete_from(name, claim['from'])
    return builder.build()


def evaluate(policy, dataset, as_of: str, set_=None, threads: int = 1, known_by=None):
    return core.evaluate(policy, dataset, as_of, set_ or {}, [], threads, known_by, None)


def engine(policy, words, data: dict, as_of: str, set_=None, complete=None, threads: int = 1,
           known_by=None) -> dict:
    """All results of the engine, evidence rows counted from 0."""
    said = core.results(evaluate(policy, given(words, data, complete), as_of, set_, threads,
                                 known_by))
    for rule in said['rules']:
        rule['evidence'] = sorted([t, row - 1] for t, row in rule['evidence'])
    return said


def oracle(policy, vocabulary: dict, data: dict, as_of: str, set_=None, complete=None,
           known_by=None) -> dict:
    """All results of the reference evaluator for the pack as the engine writes it."""
    said = reference.evaluate(json.loads(policy.to_json(), parse_float=Decimal), vocabulary, data, as_of, set_,
                              complete, known_by)
    return as_shown(said)


def plain(x):
    """Values of both in one form: an unbounded set is told by its certain members alone."""
    if isinstance(x, (list, tuple)):
        x = [plain(v) for v in x]
        if len(x) == 2 and isinstance(x[0], list):
            return ['members', x[0]]
        return x
    return x


def shown(x):
    """As the engine shows slack and sums: an interval without a bound on one side is none."""
    return None if isinstance(x, (list, tuple)) and None in x else x


def rounded(rate):
    """A fraction as text to four digits, half up; an interval is none."""
    if not isinstance(rate, str):
        return None
    n = Fraction(rate) * 20000
    digits = (n.__floor__() + 1) // 2
    return f'{digits // 10000}.{digits % 10000:04}'


def as_shown(results: dict) -> dict:
    """Results of the reference evaluator in the form of the engine's."""
    return {
        'rules': [{**r, 'slack': shown(r['slack'])} for r in results['rules']],
        'decisions': results['decisions'],
        'measures': [{**m, 'numerator': shown(m['numerator']), 'rate': rounded(m['rate']),
                      'denominator': shown(m['denominator']), 'rank': shown(m['rank'])}
                     for m in results['measures']]}


def keyed(rows: list, *names: str) -> dict:
    out: dict = {}
    for row in rows:
        key = json.dumps([row[n] for n in names], ensure_ascii=False)
        out.setdefault(key, []).append(row)
    return out


def differences(mine: dict, theirs: dict) -> list:
    """What differs between two results, in words."""
    out: list = []
    for part, names, fields in (
            ('rules', ('rule', 'subject'),
             ('verdict', 'severity', 'measured', 'threshold', 'slack', 'evidence',
              'evidence_total')),
            ('decisions', ('decision', 'subject'), ('verdict', 'rules')),
            ('measures', ('measure', 'group'), ('numerator', 'denominator', 'rate', 'rank'))):
        a, b = keyed(mine[part], *names), keyed(theirs[part], *names)
        for key in sorted(a.keys() | b.keys()):
            here, there = a.get(key, []), b.get(key, [])
            one = sorted(json.dumps([plain(r[f]) for f in fields]) for r in here)
            two = sorted(json.dumps([plain(r[f]) for f in fields]) for r in there)
            if one != two:
                out.append(f'{part} {key}: engine {one}, reference {two}')
    return out
