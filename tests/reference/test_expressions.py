# SPDX-License-Identifier: Apache-2.0
"""Expressions: parsing, the table of none and unknown, functions, defined values."""
from __future__ import annotations

import pytest

from . import PackError
from .syntax import parse
from .tiny import value_of

BOTH = [False, True]


@pytest.mark.parametrize('source', [
    'a < b < c', '[1, 2]', "a in in", 'a ==', "'open", 'a b', '1e3', '1.', 'a..b', "'\\q'",
    '(' * 65 + 'a' + ')' * 65, 'a / b', 'a % b', ''])
def test_syntax_errors(source):
    with pytest.raises(PackError):
        parse(source)


@pytest.mark.parametrize('source,expected', [
    ('1 + 2 * 3', '7'), ('(1 + 2) * 3', '9'), ('2 - 1 - 1', '0'), ('-2 * -3', '6'),
    ('0.10 + 0.2', '0.3'), ('0.5 * 0.5', '0.25'), ('-0.05', '-0.05'), ('10 * 0.1', '1'),
    ('1 < 2 && 2 < 3', True), ('false && true || true', True), ('!true || true', True),
    ('1 == 1.0', True), ('true ? 1 : false ? 2 : 3', '1'), ("'a\\'b' == \"a'b\"", True),
    ('2 in [1, 2]', True), ('2 in []', False), (['1 +', '2'], '3'), (True, True), (7, '7')])
def test_operators(source, expected):
    assert value_of(source) == expected


@pytest.mark.parametrize('source,expected', [
    # a and b are unknown ints, n and h are none, g is an unknown code
    ('a == 1', BOTH), ('a != 1', BOTH), ('a < 1', BOTH), ('a + 1', [None, None]),
    ('n == 1', False), ('n != 1', True), ('n == n', True), ('n < 1', BOTH), ('n >= 1', BOTH),
    ('n + 1', [None, None]), ('n in [1, 2]', False), ('n == a', False), ('a * 0', '0'),
    ("h == 'good'", False), ("h in ['good']", False), ("g in ['good']", BOTH),
    ("g in ['unqualified', 'qualified', 'good', 'excellent']", True), ("g in m", BOTH),
    ('p && false', False), ('p && true', BOTH), ('p || true', True), ('!p', BOTH),
    ('p ? 1 : 1', '1'), ('p ? 1 : 3', ['1', '3']), ('(p ? 1 : 3) < 4', True),
    ('(p ? 1 : 3) == 2', BOTH), ('(p ? 1 : 3) == 5', False), ('(p ? 1 : 3) > 3', False),
    ("(p ? 'x' : 'x') == 'x'", True), ("(p ? 'x' : 'y') == 'x'", BOTH),
    ('has(p ? n : 1)', BOTH), ('coalesce(p ? n : 1, 3)', [None, None]),
    ('has(n)', False), ('coalesce(n, 5)', '5'), ('coalesce(a, 5)', [None, None]),
    ("size(m)", ['0', '4']), ("'good' in m", BOTH)])
def test_none_and_unknown(source, expected):
    assert value_of(source) == expected


@pytest.mark.parametrize('source,expected', [
    ('n + 1', '4'), ('has(n)', True), ('coalesce(n, 5)', '3'), ("g < 'good'", True),
    ("'good' <= g", False), ("g in ['qualified', 'good']", True), ('h == g', True),
    ("'good' in m", True), ("subset(m, m)", True), ('intersects(m, m)', True), ('size(m)', '2'),
    ('x', '12.5'), ('x * 2', '25'), ('t == "zh"', True), ("starts_with(t, 'z')", True),
    ("matches(t, '[a-z]{2}')", True), ("matches(t, 'z')", False), ("t < 'zi'", True)])
def test_known_cells(source, expected):
    row = {'n': 3, 'g': 'qualified', 'h': 'qualified', 'm': ['good', 'excellent'], 'x': '12.50',
           't': 'zh'}
    assert value_of(source, row) == expected


@pytest.mark.parametrize('source', [
    'has(a)', "g == 'splendid'", 'a + d', 'd < 1', 'a && true', 'nobody', 'max(a, d)',
    "date('2023-02-29')", 'unheard(1)', 'd == w', 'size(1)', 'g < 3'])
def test_type_errors(source):
    with pytest.raises(PackError):
        value_of(source)


@pytest.mark.parametrize('source,expected', [
    ('9223372036854775807 + 0', '9223372036854775807'),
    ('9223372036854775807 + 1', [None, None]), ('3037000500 * 3037000500', [None, None])])
def test_overflow_is_unknown(source, expected):
    assert value_of(source) == expected


@pytest.mark.parametrize('source,expected', [
    ("date('2023-07-05')", '2023-07-05'), ('date(2023, 2, 29)', [None, None]),
    ('date(2024, 2, 29)', '2024-02-29'), ("year(date('2023-07-05'))", '2023'),
    ("add_months(date('2023-01-31'), 1)", '2023-02-28'),
    ("add_months(date('2023-03-31'), -1)", '2023-02-28'),
    ("add_years(date('2024-02-29'), 1)", '2025-02-28'),
    ("add_days(date('2023-12-31'), 1)", '2024-01-01'),
    ("days_between(date('2023-07-05'), date('2023-07-25'))", '20'),
    ("due_after(date('2023-07-05'), 20)", '2023-07-25'),               # vector 1
    ("due_before(date('2023-07-20'), 10)", '2023-07-10'),              # vector 2
    ("due_after(date('2023-08-10'), 15)", '2023-08-25'),               # vector 3
    ("due_after(date('2023-08-10'), 30)", '2023-09-09'),
    ("due_after(date('2023-07-05'), 20, 'calendar', false, true)", '2023-07-24'),
    ("due_after(date('2023-07-05'), 1, 'working')", [None, None]),
    ("age(date('1973-09-15'), date('2018-09-15'))", '45'),             # vector 17
    ("age(date('1973-09-15'), date('2018-09-14'))", '44'),
    ("age(date('2000-02-29'), date('2023-02-28'))", '23'),
    ("valid_at(date('2023-08-01'), date('2026-08-01'), date('2026-07-31'))", True),  # vector 9
    ("valid_at(date('2023-08-01'), date('2026-08-01'), date('2026-08-01'))", False),
    ('d', [None, None]), ('month(d)', [None, None]), ('add_days(d, 3)', [None, None]),
    ('ceil(123456789.00 * 0.015, 2)', '1851851.84'),                   # vector 14
    ('123456789.00 * 0.015', '1851851.835'), ('ceil(48890 * 0.1)', '4889'),  # vector 12
    ('ceil(-1.5)', '-1'), ('floor(-1.5)', '-2'), ('floor(1.239, 2)', '1.23'),
    ('abs(-3)', '3'), ('min(2, 3)', '2'), ('max(2, 2.5)', '2.5'), ('min(a, 3)', [None, '3']),
    ('abs(a)', ['0', None])])
def test_functions(source, expected):
    assert value_of(source) == expected


def test_timestamps_have_east_8_dates():
    row = {'w': '2023-07-25T23:59:59+08:00'}
    assert value_of('date_of(w)', row) == '2023-07-25'
    assert value_of('date_of(w)', {'w': '2023-07-25T16:00:00Z'}) == '2023-07-26'
    assert value_of('w', row) == '2023-07-25T23:59:59+08:00'


def test_working_days_and_rollover():
    # 2023-07-07 is a Friday; the calendar knows 3 to 14 July and makes Monday the 10th a holiday
    days = [{'date': '2023-07-03', 'is_workday': True}, {'date': '2023-07-14', 'is_workday': True},
            {'date': '2023-07-10', 'is_workday': False}]
    more = {'row': {'d': '2023-07-07'}}

    def at(source):
        from .tiny import SHEET, one, pack, rule, run
        p = pack({'X': rule('s', 'true', measured=source)})
        data = {'s': [{'id': 's1', **more['row']}], 'r': [], 'calendar': days}
        return one(run(p, SHEET, data))['measured']
    assert at("due_after(d, 1, 'working')") == '2023-07-11'
    assert at("due_after(d, 1, 'calendar', true)") == '2023-07-11'
    assert at("due_after(d, 1)") == '2023-07-08'
    assert at("due_before(d, 2, 'working')") == '2023-07-05'
    assert at("due_after(d, 10, 'working')") == [None, None]


def cases(*over):
    return {'default': '0', 'cases': [
        {'label': 'one', 'clause': 'X', 'when': 'a > 0', 'value': '1', 'over': []},
        {'label': 'two', 'clause': 'X', 'when': 'b > 0', 'value': '2', 'over': list(over)}]}


@pytest.mark.parametrize('a,b,over,expected', [
    (0, 0, ['one'], '0'), (1, 0, ['one'], '1'), (1, 1, ['one'], '2'), (1, 1, [], [None, None]),
    (None, 0, ['one'], ['0', '1']), (None, 1, ['one'], '2'), (None, 1, [], [None, None]),
    (1, None, ['one'], ['1', '2'])])
def test_defined_values(a, b, over, expected):
    assert value_of(cases(*over), {'a': a, 'b': b}) == expected


def test_over_is_transitive():
    spec = {'default': '0', 'cases': [
        {'label': 'x', 'when': 'true', 'value': '1', 'over': ['y']},
        {'label': 'y', 'when': 'true', 'value': '2', 'over': ['z']},
        {'label': 'z', 'when': 'true', 'value': '3', 'over': []}]}
    assert value_of(spec) == '1'


def test_open_guards_that_agree_are_known():
    spec = {'default': '5', 'cases': [
        {'label': 'x', 'when': 'a > 0', 'value': '5', 'over': []}]}
    assert value_of(spec) == '5'


@pytest.mark.parametrize('anchor,expected', [
    ("date('2022-12-31')", [None, None]), ("date('2023-01-01')", '1'),
    ("date('2023-12-31')", '1'), ("date('2024-01-01')", '2'), ('d', [None, None]),
    ("p ? date('2023-01-01') : date('2024-01-01')", ['1', '2'])])
def test_dated_parameters_are_read_at_the_anchor(anchor, expected):
    from .tiny import SHEET, one, pack, rule, run
    p = pack({'X': rule('s', 'true', measured='limit', anchor=anchor, in_force={})}, parameters={
        'limit': {'type': 'int', 'values': [{'from': '2023-01-01', 'value': 1},
                                            {'from': '2024-01-01', 'value': 2}]}})
    data = {'s': [{'id': 's1'}]}
    assert one(run(p, SHEET, data))['measured'] == expected
    assert one(run(p, SHEET, data, set={'limit': 9}))['measured'] == '9'


@pytest.mark.parametrize('rows,expected', [
    ([{'id': 't1', 's': 's1', 'd': '2024-01-01'}], '2'), ([], [None, None]),
    ([{'id': 't1', 's': None, 'd': '2024-01-01'}, {'id': 't2', 's': 's2', 'd': '2024-01-01'}],
     [None, None])])
def test_the_least_day_of_no_rows_reads_no_dated_parameter(rows, expected):
    from .tiny import DATE, fk, one, pack, rule, run, table, vocabulary
    p = pack({'X': rule('u', 'true', measured='limit', anchor='first', in_force={})},
             {'u': {'derive': {'from': 's'}, 'aggregate': {
                 'first': {'from': 't', 'key': ['s'], 'min': 'd'}}}},
             parameters={'limit': {'type': 'int', 'values': [{'from': '2023-01-01', 'value': 1},
                                                             {'from': '2024-01-01', 'value': 2}]}})
    v = vocabulary({'s': table('id'), 't': table('id', s=fk('s'), d=DATE)})
    assert one(run(p, v, {'s': [{'id': 's1'}], 't': rows}))['measured'] == expected


def test_a_parameter_that_is_off():
    from .tiny import SHEET, one, pack, rule, run
    p = pack({'X': rule('s', '!has(limit) || a <= limit')},
             parameters={'limit': {'type': 'int', 'value': None}})
    assert one(run(p, SHEET, {'s': [{'id': 's1'}]}))['verdict'] == 'pass'
    result = one(run(p, SHEET, {'s': [{'id': 's1'}]}, set={'limit': 3}))
    assert result['verdict'] == 'unknown'
