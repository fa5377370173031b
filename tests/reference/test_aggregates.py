# SPDX-License-Identifier: Apache-2.0
"""Aggregates over certain, possible and null rows; linear forms."""
from __future__ import annotations

import pytest

from . import PackError
from .tiny import SHEET, aggregate_of, one, pack, rule, run

S = {'s_id': 's1'}
INF = None
MINE, MAYBE, OTHER = {**S, 'k': True}, {**S, 'k': None}, {**S, 'k': False}
OPS = [{'count': True}, {'distinct': 'v'}, {'sum': 'v'}, {'min': 'v'}, {'max': 'v'},
       {'any': True}]


def each(rows):
    return [aggregate_of({**op, 'where': 'k'}, rows) for op in OPS]


@pytest.mark.parametrize('rows,expected', [
    ([], ['0', '0', '0', [INF, INF], [INF, INF], False]),
    ([{**MINE, 'v': 3}, {**MINE, 'v': 3}, {**MINE, 'v': 5}],
     ['3', '2', '11', '3', '5', True]),
    # a possible row; v is declared from 0 to 10
    ([{**MINE, 'v': 3}, {**MAYBE, 'v': 5}],
     [['1', '2'], ['1', '2'], ['3', '8'], '3', ['3', '5'], True]),
    ([{**MAYBE, 'v': 5}],
     [['0', '1'], ['0', '1'], ['0', '5'], ['5', INF], [INF, '5'], [False, True]]),
    # a certain row with an unknown value
    ([{**MINE, 'v': None}], ['1', '1', ['0', '10'], ['0', '10'], ['0', '10'], True]),
    ([{**MINE, 'v': 3}, {**MINE, 'v': None}],
     ['2', ['1', '2'], ['3', '13'], ['0', '3'], ['3', '10'], True]),
    ([{**MAYBE, 'v': None}],
     [['0', '1'], ['0', '1'], ['0', '10'], ['0', INF], [INF, '10'], [False, True]]),
    ([{**OTHER, 'v': 3}], ['0', '0', '0', [INF, INF], [INF, INF], False])])
def test_each_operation(rows, expected):
    assert each(rows) == expected


def test_an_undeclared_range_is_unbounded():
    rows = [{**S, 'u': None}, {**S, 'u': 4}]
    assert aggregate_of({'sum': 'u'}, rows) == [INF, INF]
    assert aggregate_of({'sum': 'v + 0'}, [{**S}]) == [INF, INF]  # not just the column
    assert aggregate_of({'min': 'u'}, rows) == [INF, '4']
    assert aggregate_of({'max': 'u'}, rows) == ['4', INF]


def test_possible_rows_with_negative_values_lower_a_sum():
    rows = [{**MINE, 'u': 4}, {**MAYBE, 'u': -3}, {**MAYBE, 'u': 2}]
    assert aggregate_of({'sum': 'u', 'where': 'k'}, rows) == ['1', '6']


@pytest.mark.parametrize('value,expected', [('o', ['0', '1']), ('abs(o)', '1')])
def test_an_unknown_value_may_be_none_but_what_is_computed_from_it_is_not(value, expected):
    node = {'from': 'r', 'key': ['s_id'], 'distinct': value}
    p = pack({'X': rule('s', 'true', aggregate={'n': node}, measured='n')})
    without_o = {'columns': ['rid', 's_id'], 'rows': [{'rid': 'r0', **S}]}
    assert one(run(p, SHEET, {'s': [{'id': 's1'}], 'r': without_o}))['measured'] == expected


def test_a_none_value_is_no_row():
    rows = [{**S, 'o': None}, {**S, 'o': 2}]
    assert [aggregate_of(op, rows) for op in
            ({'count': True}, {'distinct': 'o'}, {'sum': 'o'}, {'min': 'o'}, {'max': 'o'})] == \
        ['2', '1', '2', '2', '2']
    assert aggregate_of({'min': 'o'}, rows[:1]) == [INF, INF]


def test_or_of_sets():
    rows = [{**MINE, 'm': ['good']}, {**MAYBE, 'm': ['excellent']}]
    assert aggregate_of({'or': 'm', 'where': 'k'}, rows) == [['good'], ['excellent', 'good']]
    assert aggregate_of({'or': 'm'}, []) == []
    everything = ['excellent', 'good', 'qualified', 'unqualified']
    assert aggregate_of({'or': 'm'}, rows[:1] + [{**S, 'm': None}]) == [['good'], everything]
    assert aggregate_of({'or': 'm'}, None) == [[], everything]


@pytest.mark.parametrize('op,expected', [
    ({'count': True}, ['0', INF]), ({'distinct': 'u'}, ['0', INF]), ({'sum': 'v'}, ['0', INF]),
    ({'sum': 'u'}, [INF, INF]), ({'min': 'v'}, [INF, INF]), ({'max': 'v'}, [INF, INF]),
    ({'any': True}, [False, True])])
def test_a_source_that_is_not_given(op, expected):
    assert aggregate_of(op, None) == expected


def test_keys_of_rows():
    assert aggregate_of({'count': True}, [{'s_id': 's2'}, {'s_id': None}, S]) == '1'
    both = {'key': ['s_id', 'u'], 'on': ['id', 'a'], 'count': True}
    rows = [{**S, 'u': 7}, {**S, 'u': None}, {**S, 'u': 8}]
    assert aggregate_of(both, rows, {'a': 7}) == ['1', '2']       # partly unknown: possible
    assert aggregate_of({'key': ['u'], 'on': ['a'], 'count': True}, rows, {'a': 7}) == '1'
    assert aggregate_of({'key': [], 'count': True}, rows) == '3'
    with pytest.raises(PackError):
        aggregate_of({'key': ['s_id', 'u'], 'count': True}, rows)


def test_has_of_extremes():
    def has(op, rows):
        p = pack({'X': rule('s', 'true', measured='has(n)', aggregate={
            'n': {'from': 'r', 'key': ['s_id'], 'where': 'k', **op}})})
        rows = [{'rid': str(i), **r} for i, r in enumerate(rows)]
        return one(run(p, SHEET, {'s': [{'id': 's1'}], 'r': rows}))['measured']
    for op in ({'min': 'v'}, {'max': 'v'}):
        assert has(op, []) is False
        assert has(op, [{**MINE, 'v': 1}]) is True
        assert has(op, [{**MAYBE, 'v': 1}]) == [False, True]
    assert has({'min': 'd'}, [{**MINE, 'd': '2023-01-01'}, {**MINE, 'd': None}]) is True


def linear(form, nodes, rows, **subject):
    nodes = {n: {'from': 'r', 'key': ['s_id'], **x} for n, x in nodes.items()}
    p = pack({'X': rule('s', 'true', aggregate=nodes, linear={'l': form}, measured='l')},
             parameters={'r5': {'type': 'decimal', 'value': '0.50'}})
    rows = [{'rid': str(i), **S, **r} for i, r in enumerate(rows)]
    return one(run(p, SHEET, {'s': [{'id': 's1', **subject}], 'r': rows}))['measured']


SHARE = {'num': {'where': 'k', 'count': True}, 'den': {'count': True}}


def test_linear_forms_keep_numerator_and_denominator_together():
    # k unknown: the row adds -1 or +1 to 2·num - den; intervals alone would say the same here
    assert linear('2 * num - den', SHARE, [{'k': True}, {'k': None}]) == ['0', '2']
    # practice hours of all hours, where one row's hours are unknown: 2·v - v and 0·v - v
    hours = {'num': {'where': 'k', 'sum': 'v'}, 'den': {'sum': 'v'}}
    assert linear('2 * num - den', hours, [{'k': True, 'v': None}]) == ['0', '10']
    assert linear('2 * num - den', hours, [{'k': None, 'v': 4}]) == ['-4', '4']
    assert linear('num - den', hours, [{'k': True, 'v': None}]) == '0'


def test_a_membership_that_both_share_is_one_unknown():
    same = {'a': {'where': 'k', 'count': True}, 'b': {'where': 'k', 'count': True}}
    assert linear('3 * a - b', same, [{'k': None}, {'k': True}]) == ['2', '4']
    assert linear('a - b', same, [{'k': None}]) == '0'


def test_linear_over_distinct_is_interval_arithmetic():
    nodes = {'a': {'where': 'k', 'count': True}, 'b': {'where': 'k', 'distinct': 'rid'}}
    assert linear('a - b', nodes, [{'k': None}]) == ['-1', '1']


def test_linear_coefficients_and_constants():
    rows = [{'k': True}, {'k': False}]
    assert linear('num - r5 * den', SHARE, rows) == '0'
    assert linear('num - r5 * den + a', SHARE, rows, a=3) == '3'
    assert linear('-(den - num) - 1', SHARE, rows) == '-2'
    assert linear('a * num', SHARE, rows) == [None, None]
    with pytest.raises(PackError):
        linear('num * den', SHARE, rows)
