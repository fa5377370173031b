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
    return core.load_pack(json.dumps(pack).encode(), 'pack.json', words, None), words


def given(words, data: dict, complete: dict | None = None):
    """The dataset of the engine."""
    builder = core.DatasetBuilder(words, False)
    for name, rows in data.items():
        columns = list(rows[0]) if isinstance(rows, list) and rows else None
        if isinstance(rows, dict):
            columns, rows = rows['columns'], rows['rows']
        builder.add_values(name, columns, [[r.get(c) for r in rows] for c in columns], name)
    for name, claim in (complete or {}).items():
        builder.complete_from(name, claim['from'] if isinstance(claim, dict) else claim)
    return builder.build()


def evaluate(policy, dataset, as_of: str, set_=None, threads: int = 1, known_by=None, only=()):
    return core.evaluate(policy, dataset, as_of, set_ or {}, list(only), threads, known_by, None)


def engine(policy, words, data: dict, as_of: str, set_=None, complete=None, threads: int = 1,
           known_by=None, only=()) -> dict:
    """All results of the engine, or of some rules alone; evidence rows counted from 0."""
    said = core.results(evaluate(policy, given(words, data, complete), as_of, set_, threads,
                                 known_by, only))
    if only:  # a clause's id asks for all its rules
        said['rules'] = [rule for rule in said['rules'] if rule['rule'] in only]
    for rule in said['rules']:
        rule['evidence'] = sorted([t, row - 1] for t, row in rule['evidence'])
        rule['subject'] = {n: None if isinstance(v, (list, tuple)) else v
                           for n, v in rule['subject'].items()}
    for measure in said['measures']:
        measure['group'] = {n: None if isinstance(v, (list, tuple)) else v
                            for n, v in measure['group'].items()}
    return said


def oracle(policy, vocabulary: dict, data: dict, as_of: str, set_=None, complete=None,
           known_by=None, only=()) -> dict:
    """All results of the reference evaluator for the pack as the engine writes it."""
    said = reference.evaluate(as_written(policy), vocabulary, data, as_of, set_, complete,
                              known_by, only=only)
    return as_shown(said)


def as_written(policy, kept: list = []) -> dict:  # noqa: B006  the last policy
    """The pack as the engine writes it, read once for many runs."""
    if not kept or kept[0] is not policy:
        kept[:] = [policy, json.loads(policy.to_json(), parse_float=Decimal)]
    return kept[1]


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


def rounded(measure: dict):
    """The rate to four digits, half up; none where a sum is not known."""
    if not all(isinstance(measure[n], str) for n in ('numerator', 'denominator', 'rate')):
        return None
    n = Fraction(measure['rate']) * 20000
    digits = (n.__floor__() + 1) // 2
    sign, digits = '-' if digits < 0 else '', abs(digits)
    return f'{sign}{digits // 10000}.{digits % 10000:04}'


def as_shown(results: dict) -> dict:
    """Results of the reference evaluator in the form of the engine's."""
    return {
        'rules': [{**r, 'slack': shown(r['slack'])} for r in results['rules']],
        'decisions': results['decisions'],
        'measures': [{**m, 'numerator': shown(m['numerator']), 'rate': rounded(m),
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


def assert_agreement(run, seeds, enough=lambda: False) -> None:
    """`run` finds no difference for any of the seeds; stops early once there is enough."""
    for seed in seeds:
        if enough():
            break
        found = run(seed)
        assert not found, f'seed {seed}: ' + '\n'.join(found[:5])


# --- packs and vocabularies of tests, completed to what the loader asks for ----------------------

def _titled(of: dict, name: str) -> dict:
    return {**of, 'title': of.get('title', {'zh': name, 'en': name})}


def whole_vocabulary(words: dict) -> dict:
    """A vocabulary with the titles that a test left out."""
    def values(of: dict) -> list:
        return [{'zh': v['code'], 'en': v['code'], **v} for v in of['values']]

    return _titled({'version': '1', **words, 'enums': {
        n: {**_titled(e, n), 'ordered': e.get('ordered', False), 'values': values(e)}
        for n, e in words.get('enums', {}).items()}, 'tables': {
        n: {**_titled(t, n), 'columns': {c: _titled(s, c) for c, s in t['columns'].items()}}
        for n, t in words['tables'].items()}}, 'test')


def whole_pack(pack: dict, words: dict) -> dict:
    """A pack with the header and the texts for people that a test left out."""
    header = _titled({'version': '1', 'jurisdiction': 'CN', 'level': 'county',
                      'vocabulary': words['id'], **pack['pack']}, 'test')
    text = {'zh': 'm', 'en': 'm'}
    rules = {n: {'message': text, **_titled(r, n), 'clause': n} for n, r in
             pack.get('rules', {}).items()}
    clause = {'locator': text, 'document': 'D', 'status': 'encoded', 'strength': 'mandatory',
              'paraphrase': text}
    return {**pack, 'pack': header, 'rules': rules,
            'documents': {'D': {'title': text, 'short': text}},
            'clauses': {n: clause for n in [*rules, 'M', 'X']},
            'parameters': {n: _titled(p, n) for n, p in pack.get('parameters', {}).items()},
            'decisions': {n: _titled(d, n) for n, d in pack.get('decisions', {}).items()},
            'measures': {n: {'clause': 'M', **_titled(m, n)}
                         for n, m in pack.get('measures', {}).items()}}


def all_columns(data: dict, vocabulary: dict) -> dict:
    """Tables whose left-out cells are nulls."""
    return {name: rows if isinstance(rows, dict) else
            {'columns': list(vocabulary['tables'][name]['columns']), 'rows': rows}
            for name, rows in data.items()}
