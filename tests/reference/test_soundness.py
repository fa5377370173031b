# SPDX-License-Identifier: Apache-2.0
"""Filling in a missing value never contradicts what was said without it."""
from __future__ import annotations

import copy
import random
from fractions import Fraction

import pytest

from .tiny import SHEET, pack, rule, run

NODES = {
    'aggregate': {
        'n': {'from': 'r', 'key': ['s_id'], 'where': 'k', 'count': True},
        'all': {'from': 'r', 'key': ['s_id'], 'count': True},
        'some': {'from': 'r', 'key': ['s_id'], 'where': 'k && u > 0', 'any': True},
        'kinds': {'from': 'r', 'key': ['s_id'], 'where': 'k || v > 2', 'distinct': 'v'},
        'total': {'from': 'r', 'key': ['s_id'], 'where': 'k', 'sum': 'u'},
        'sum': {'from': 'r', 'key': ['s_id'], 'sum': 'v'},
        'part': {'from': 'r', 'key': ['s_id'], 'where': 'k', 'sum': 'v'},
        'least': {'from': 'r', 'key': ['s_id'], 'where': 'k', 'min': 'v'},
        'most': {'from': 'r', 'key': ['s_id', 'u'], 'on': ['id', 'a'], 'max': 'v'},
        'tags': {'from': 'r', 'key': ['s_id'], 'where': 'k', 'or': 'm'}},
    'linear': {'balance': '2 * n - all', 'share': '3 * part - sum', 'both': 'n - part + a'},
    'match': {
        'near': {'partner': 's', 'as': 'other', 'same': ['t'], 'find': 'nearest', 'gap': ['d', 'other.d'],
                 'where': 'other.a <= b'},
        'same': {'partner': 's', 'as': 'other', 'same': ['t', 'b'], 'find': 'count',
                 'except': [{'label': 'x', 'clause': 'X', 'when': 'other.p && p'}]},
        'busy': {'partner': 's', 'as': 'other', 'find': 'max_concurrent',
                 'interval': {'from': 'd', 'to': 'e'}}},
    'rank': {'place': {'order': [{'by': 'a', 'dir': 'desc'}, {'by': 'b'}]},
             'dense': {'partition': ['b'], 'order': [{'by': 'a'}], 'ties': 'dense'}},
    'let': {'case': {'default': '0', 'cases': [
        {'label': 'x', 'clause': 'X', 'when': 'a > 1', 'value': 'b', 'over': ['y']},
        {'label': 'y', 'clause': 'X', 'when': 'b > 1', 'value': 'a + 1', 'over': []}]}}}
BY_YEAR = {'years': {'expand': {'from': 'r', 'as': 'y', 'over': {'years': ['u', 'v']}}}}
OVER_YEARS = {
    'aggregate': {
        'n': {'from': 'years', 'key': ['s_id'], 'count': True},
        'once': {'from': 'years', 'key': ['s_id', 'y'], 'on': ['id', 'a'], 'count': True},
        'kinds': {'from': 'years', 'key': ['s_id'], 'distinct': 'y'},
        'total': {'from': 'years', 'key': ['s_id'], 'sum': 'u'},
        'last': {'from': 'years', 'key': ['s_id'], 'where': 'k', 'max': 'y'}},
    'linear': {'balance': '2 * n - total'},
    'match': {
        'met': {'partner': 'years', 'as': 'other', 'same': [['id', 'other.s_id']], 'find': 'count'},
        'met_then': {'partner': 'years', 'as': 'other', 'same': [['id', 'other.s_id'], ['a', 'other.y']],
                     'find': 'count'}}}
CONDITIONS = [
    'n >= 2', 'all - n <= 1', 'some', 'kinds <= 1', 'total > 3', 'sum >= 4', 'least <= 3',
    'most > a', "'good' in tags", 'size(tags) < 2', 'balance >= 0', 'share > 0', 'both <= 2',
    'near >= 2', 'same == 0', 'busy <= 2', 'place <= 2', 'dense == 1', 'case <= 2',
    'a * b - a < 3', 'p ? a > 1 : b > 1', "g in ['good', 'excellent'] || p", "g < 'good'",
    'year(d) == 2023', 'add_months(d, a) <= e', 'days_between(d, e) > 30 && a != b',
    'abs(a - b) <= 1', 'max(a, b) == min(a, b)', 'ceil(x) <= a', 'age(d, e) >= 1',
    'due_after(d, 3) < e', 'has(least)', 'coalesce(n, a) >= 1',
    'coalesce(least, 2) <= 3', 'coalesce(most, 2) > 0', 'coalesce(near, 1) < 40', 'month(d) <= 12',
    "intersects(m, tags) || subset(tags, m)", 'a in [1, 2, 3] && !(b in [1])']
CELLS = {
    's': {'a': range(4), 'b': range(4), 'd': ['2022-12-30', '2023-01-31', '2023-02-02'],
          'e': ['2023-01-01', '2023-03-01', '2024-02-29'], 'p': [True, False],
          'x': ['0.5', '2.00'], 'g': ['qualified', 'good'],
          'm': [[], ['good'], ['good', 'excellent']]},
    'r': {'v': [0, 1, 3, 10], 'u': [-2, 0, 1, 5], 'k': [True, False],
          'm': [[], ['good'], ['excellent']]}}


def random_data(rng: random.Random) -> dict:
    def cells(name):
        return {c: rng.choice(list(values)) for c, values in CELLS[name].items()}
    return {'s': [{'id': f's{i}', 't': rng.choice('xy'), **cells('s')} for i in range(3)],
            'r': [{'rid': f'r{i}', 's_id': f's{rng.randrange(3)}', **cells('r')}
                  for i in range(rng.randrange(6))]}


def with_holes(data: dict, rng: random.Random) -> dict:
    data = copy.deepcopy(data)
    for name, rows in data.items():
        for row in rows:
            for column in CELLS[name]:
                if rng.random() < 0.25:
                    row[column] = None
    return data


def inside(known, interval) -> bool:
    if not isinstance(interval, list):
        return interval == known
    if isinstance(known, list):  # an extreme of nothing
        return None in interval
    lo, hi = interval
    if isinstance(known, bool):
        return known in interval
    return (lo is None or Fraction(lo) <= Fraction(known)) and \
        (hi is None or Fraction(known) <= Fraction(hi))


@pytest.mark.parametrize('seed', range(60))
def test_filling_holes_only_settles_what_was_unknown(seed):
    rng = random.Random(seed)
    rules = {f'X{i}': rule('s', c, in_force={}, **NODES) for i, c in enumerate(CONDITIONS)}
    numbers = [*NODES['linear'], 'n', 'kinds', 'total', 'least', 'most', 'near', 'same', 'busy',
               'place', 'dense', 'case', 'some']
    rules |= {f'M {n}': rule('s', 'true', measured=n, in_force={}, **NODES) for n in numbers}
    full = random_data(rng)
    partial = with_holes(full, rng)
    before, after = run(pack(rules), SHEET, partial), run(pack(rules), SHEET, full)
    assert [r['subject'] for r in before] == [r['subject'] for r in after]
    for b, a in zip(before, after):
        assert a['verdict'] in ('pass', 'fail'), a
        assert b['verdict'] in ('unknown', a['verdict']), (b, a)
        if b['rule'].startswith('M '):
            assert inside(a['measured'], b['measured']), (b, a)


@pytest.mark.parametrize('seed', range(60))
def test_a_row_of_unknown_years_may_be_met_any_number_of_times(seed):
    rng = random.Random(seed)
    numbers = [name for nodes in OVER_YEARS.values() for name in nodes]
    rules = {n: rule('s', f'{n} <= 1', measured=n, in_force={}, **OVER_YEARS) for n in numbers}
    full = random_data(rng)
    partial = with_holes(full, rng)
    before = run(pack(rules, BY_YEAR), SHEET, partial)
    after = run(pack(rules, BY_YEAR), SHEET, full)
    for b, a in zip(before, after, strict=True):
        assert b['verdict'] in ('unknown', a['verdict']), (b, a)
        assert inside(a['measured'], b['measured']), (b, a)
