# SPDX-License-Identifier: Apache-2.0
"""Relation bodies, paths, look-ups, trees, events, matches and ranks."""
from __future__ import annotations

import pytest

from . import PackError, evaluate
from .tiny import (DATE, INT, OPEN, TEXT, codes, enum, fk, one, pack, rule, run, table, verdicts,
                   vocabulary)

V = vocabulary(
    {'a': table('id', n=INT, o={'type': 'int', 'null': 'none'}, t=TEXT, d=DATE, e=DATE,
                b_id=fk('b'), c_id=fk('b', 'c', null='none'), m={'type': 'set', 'enum': 'x'},
                k={'type': 'bool'}),
     'b': table('b_id', n=INT, o={'type': 'int', 'null': 'none'}, g_id=fk('g', null='none')),
     'g': table('g_id', t=TEXT, level=TEXT, up=fk('g', 'parent', null='none')),
     'role': table('role_id', who=TEXT, kind=TEXT, **{'from': DATE, 'to': OPEN}),
     'gone': table('gone_id', 'empty', n=INT)},
    {'x': codes('x', 'y', 'z')})
V['tables']['g']['tree'] = {'parent': 'up', 'level': 'level'}


def subjects(relation, data, measured='true', **more):
    """(subject, measured, verdict) of each row; a row that may not be there is unknown."""
    parameters = more.pop('parameters', None)
    p = pack({'X': rule('rel', 'true', measured=measured)}, {'rel': relation}, parameters)
    return [(list(r['subject'].values()), r['measured'], r['verdict'])
            for r in run(p, V, data, **more)]


def rows(*ids, **cells):
    return [{'id': i, **cells} for i in ids]


# --- bodies ------------------------------------------------------------------------------------

def test_table_duplicates_count_once_and_conflicting_rows_stay():
    p = pack({'X': rule('a', 'true', measured='n')})
    data = {'a': [{'id': '1', 'n': 1}, {'id': '1', 'n': 1}, {'id': '1', 'n': 2}]}
    result = evaluate(p, V, data, '2023-12-31')
    assert [r['measured'] for r in result['rules']] == ['1', '2']
    assert result['diagnostics'] == ['a row 1: duplicate']


def test_rows_without_a_known_key_stay_and_are_no_duplicates():
    p = pack({'X': rule('a', 'n <= 1')})
    results = run(p, V, {'a': [{'n': 1}, {'n': 1}, {'id': '1', 'n': 2}, {'n': 3}]})
    assert [(r['subject']['id'], r['verdict']) for r in results] == \
        [('1', 'fail'), (None, 'pass'), (None, 'pass'), (None, 'fail')]


def test_subjects_are_in_key_order_and_evidence_in_row_order():
    p = pack({'X': rule('a', 'true')})
    results = run(p, V, {'a': rows('2', '10', '1')})
    assert [(r['subject']['id'], r['evidence']) for r in results] == \
        [('1', [['a', 2]]), ('10', [['a', 1]]), ('2', [['a', 0]])]


def test_derive_keeps_rows_that_may_be_there():
    relation = {'derive': {'from': 'a', 'where': 'n > 1', 'columns': {'y': 'n + 1', 'z': 'y * 2'}}}
    data = {'a': [{'id': '1', 'n': 1}, {'id': '2', 'n': 2}, {'id': '3'}]}
    assert subjects(relation, data, 'z') == \
        [(['2'], '6', 'pass'), (['3'], [None, None], 'unknown')]


def expand(over, data, **more):
    relation = {'expand': {'from': 'a', 'as': 'v', 'over': over}}
    return [(s[1], verdict) for s, _, verdict in subjects(relation, {'a': [
        {'id': '1', **data}]}, **more)]


@pytest.mark.parametrize('over,cells,expected', [
    ({'years': ['d', 'e']}, {'d': '2021-11-01', 'e': '2023-01-05'},
     [(2021, 'pass'), (2022, 'pass'), (2023, 'pass')]),
    ({'years': ['n', 'n + 1']}, {'n': 2021}, [(2021, 'pass'), (2022, 'pass')]),
    ({'years': ['d', 'e']}, {'d': '2021-11-01'}, [(None, 'unknown')]),
    ({'years': ['o', 'n']}, {'n': 2021}, []),
    ({'years': ['n', 'n - 1']}, {'n': 2021}, []),
    ({'each': ['n', 'o', '3', '3']}, {'n': 1}, [(1, 'pass'), (3, 'pass')]),
    ({'each': ['n', '3']}, {}, [(3, 'pass'), (None, 'unknown')]),
    ({'set': 'm'}, {'m': ['y', 'x']}, [('x', 'pass'), ('y', 'pass')]),
    ({'set': 'm'}, {'m': []}, []), ({'set': 'm'}, {}, [(None, 'unknown')]),
    ({'windows': {'at': 'd', 'origin': "date('2021-01-01')", 'length_days': 10, 'step_days': 5}},
     {'d': '2021-01-12'}, [('2021-01-06', 'pass'), ('2021-01-11', 'pass')]),
    ({'windows': {'at': 'd', 'origin': "date('2021-01-01')", 'length_days': 5, 'step_days': 10}},
     {'d': '2021-01-07'}, [])])
def test_expand(over, cells, expected):
    assert expand(over, cells) == expected


def test_expand_may_choose_its_way():
    over = {'choose': 'way', 'cases': {'one': {'each': ['n']}, 'two': {'each': ['n', 'n + 1']}}}
    parameters = {'way': {'type': 'choice', 'one_of': ['one', 'two'], 'value': 'one'}}
    assert expand(over, {'n': 1}, parameters=parameters) == [(1, 'pass')]
    assert expand(over, {'n': 1}, parameters=parameters, set={'way': 'two'}) == \
        [(1, 'pass'), (2, 'pass')]


def test_union_of_two_tables():
    relation = {'union': {'key': ['id'], 'parts': [
        {'from': 'a', 'where': 'n > 1', 'columns': {'id': 'id', 'size': 'n'}},
        {'from': 'b', 'columns': {'id': 'b_id', 'size': 'n * 10'}}]}}
    data = {'a': [{'id': '1', 'n': 1}, {'id': '2', 'n': 2}], 'b': [{'b_id': '0', 'n': 5}]}
    assert subjects(relation, data, 'size') == [(['0'], '50', 'pass'), (['2'], '2', 'pass')]


def test_distinct_keys_and_rows_without_one():
    relation = {'distinct': {'from': 'a', 'keys': ['t', 'o'], 'where': 'k'}}
    data = {'a': [
        {'id': '1', 't': 'x', 'k': True}, {'id': '2', 't': 'x', 'k': None},
        {'id': '3', 't': 'y', 'o': 1, 'k': None}, {'id': '4', 't': None, 'k': True},
        {'id': '5', 't': 'z', 'k': False}]}
    assert subjects(relation, data) == [
        (['x', None], True, 'pass'), (['y', 1], True, 'unknown'), (['4'], None, 'unknown')]


def test_a_distinct_row_is_there_if_one_of_its_rows_is():
    relation = {'distinct': {'from': 'a', 'keys': ['t'], 'where': 'k'}}
    for first, second in ((None, True), (True, None)):
        data = {'a': [{'id': '1', 't': 'x', 'k': first}, {'id': '2', 't': 'x', 'k': second}]}
        assert subjects(relation, data) == [(['x'], True, 'pass')]


def test_distinct_keys_keep_their_step():
    relation = {'distinct': {'from': 'a', 'keys': ['b_id']}}
    data = {'a': rows('1', '2', b_id='q'), 'b': [{'b_id': 'q', 'n': 4}]}
    assert subjects(relation, data, 'b.n') == [(['q'], '4', 'pass')]
    assert subjects({'distinct': {'from': 'a', 'keys': ['b']}}, data, 'b.n') == \
        [(['q'], '4', 'pass')]
    assert subjects({'distinct': {'from': 'a', 'keys': {'place': 'b_id'}}}, data, 'b.n') == \
        [(['q'], '4', 'pass')]


def test_cross_has_rows_for_all_combinations():
    relation = {'cross': {'of': {'l': 'a', 'r': 'letters'}, 'where': 'l.n > 0'}}
    p = pack({'X': rule('rel', 'true', measured='l.n')},
             {'rel': relation, 'letters': {'values': {'of': 'some', 'as': 'letter'}}},
             {'some': {'type': 'texts', 'value': ['v', 'u']}})
    results = run(p, V, {'a': [{'id': '1', 'n': 1}, {'id': '2', 'n': 0}, {'id': '3'}]})
    assert [(r['subject'], r['verdict']) for r in results] == [
        ({'id': '1', 'letter': 'u'}, 'pass'), ({'id': '1', 'letter': 'v'}, 'pass'),
        ({'id': '3', 'letter': 'u'}, 'unknown'), ({'id': '3', 'letter': 'v'}, 'unknown')]


@pytest.mark.parametrize('letters,told', [(['v'], 1), ([], 0)])
def test_a_row_without_a_key_is_not_lost_in_a_cross(letters, told):
    p = pack({'X': rule('rel', 'true')},
             {'one': {'distinct': {'from': 'a', 'keys': ['t']}},
              'rel': {'cross': {'of': {'l': 'one', 'r': 'letters'}}},
              'letters': {'values': {'of': 'some', 'as': 'letter'}}},
             {'some': {'type': 'texts', 'value': letters}})
    assert verdicts(run(p, V, {'a': [{'id': '1', 't': None}]})) == ['unknown'] * told


def test_what_reads_a_table_that_is_not_given_is_not_given():
    relation = {'derive': {'from': 'a'}}
    assert subjects(relation, {}) == [([], None, 'unknown')]
    assert subjects({'derive': {'from': 'gone'}}, {}) == []


def test_a_column_that_is_not_given_is_unknown_whatever_its_null_means():
    data = {'a': {'columns': ['id'], 'rows': [{'id': '1'}]}}
    p = pack({'X': rule('a', 'has(o)')})
    assert verdicts(run(p, V, data)) == ['unknown']
    assert verdicts(run(p, V, {'a': rows('1')})) == ['fail']


def test_ambiguous_names_and_circles_are_refused():
    data = {'a': rows('1')}
    with pytest.raises(PackError):
        subjects({'derive': {'from': 'a', 'paths': {'n': 'b'}}}, data, 'n')
    with pytest.raises(PackError):
        subjects({'derive': {'from': 'a'}, 'let': {'y': 'z', 'z': 'y'}}, data, 'y')
    with pytest.raises(PackError):
        subjects({'derive': {'from': 'rel'}}, data)


# --- paths -------------------------------------------------------------------------------------

@pytest.mark.parametrize('cells,n,o,has_o,text', [
    ({'b_id': 'q'}, '4', None, False, 'top'),
    ({'b_id': 'lost'}, [None, None], [None, None], [False, True], [None, None]),
    ({'b_id': None}, [None, None], [None, None], [False, True], [None, None]),
    ({'b_id': 'plain'}, '5', '6', True, None)])
def test_paths_through_known_dangling_and_unknown_keys(cells, n, o, has_o, text):
    data = {'a': rows('1', **cells), 'b': [
        {'b_id': 'q', 'n': 4, 'g_id': 'top'}, {'b_id': 'plain', 'n': 5, 'o': 6}],
        'g': [{'g_id': 'top', 't': 'top'}]}
    got = [subjects({'derive': {'from': 'a'}}, data, e)[0][1]
           for e in ('b.n', 'b.o', 'has(b.o)', 'b.g.t')]
    assert got == [n, o, has_o, text]


def test_a_key_that_leads_nowhere_is_unknown_itself_once_its_table_is_given():
    data = {'a': rows('1', b_id='lost'), 'b': [{'b_id': 'q', 'g_id': 'gone'}]}
    assert subjects({'derive': {'from': 'a'}}, data, "b_id == 'lost'")[0][1] == [False, True]
    assert subjects({'derive': {'from': 'b'}}, data, "g_id == 'gone'")[0][1] is True
    data['g'] = []
    assert subjects({'derive': {'from': 'b'}}, data, "g_id == 'gone'")[0][1] == [False, True]


def test_a_path_through_none_is_none():
    data = {'a': rows('1'), 'b': []}
    assert subjects({'derive': {'from': 'a'}}, data, 'has(c)')[0][1] is False
    assert subjects({'derive': {'from': 'a'}}, data, 'has(c.g)')[0][1] is False
    assert subjects({'derive': {'from': 'a'}}, data, 'c.n == 3')[0][1] is False


def test_two_rows_of_one_key_make_a_reference_unknown():
    data = {'a': rows('1', b_id='q'), 'b': [{'b_id': 'q', 'n': 1}, {'b_id': 'q', 'n': 2}]}
    assert subjects({'derive': {'from': 'a'}}, data, 'b.n')[0][1] == [None, None]


def tree(level, ups):
    data = {'a': rows('1', b_id='q'), 'b': [{'b_id': 'q', 'g_id': 'v'}],
            'g': [{'g_id': i, 'level': x, 'up': u} for i, x, u in ups]}
    return subjects({'derive': {'from': 'a'}}, data, f"b.g.ancestor('{level}').t == 'x'")[0][1], \
        subjects({'derive': {'from': 'a'}}, data, f"has(b.g.ancestor('{level}'))")[0][1], \
        subjects({'derive': {'from': 'a'}}, data, f"b.g.ancestor('{level}')")[0][1]


@pytest.mark.parametrize('level,ups,has,key', [
    ('county', [('v', 'village', 't'), ('t', 'town', 'c'), ('c', 'county', None)], True, 'c'),
    ('village', [('v', 'village', 't')], True, 'v'),
    ('city', [('v', 'village', None)], False, None),
    ('city', [('v', 'village', 'lost')], [False, True], [None, None]),
    ('county', [('v', None, 't'), ('t', 'county', None)], [False, True], [None, None]),
    ('city', [('v', 'village', 't'), ('t', 'town', 'v')], [False, True], [None, None])])
def test_ancestor(level, ups, has, key):
    assert tree(level, ups)[1:] == (has, key)


ROLES = [{'role_id': '1', 'who': 'p', 'kind': 'old', 'from': '2020-01-01', 'to': '2022-01-01'},
         {'role_id': '2', 'who': 'p', 'kind': 'new', 'from': '2022-01-01', 'to': None}]


def look_up(how, roles, **cells):
    relation = {'derive': {'from': 'a', 'paths': {'r': {
        'lookup': 'role', 'on': {'who': 't'}, 'from': 'from', 'to': 'to', **how}}}}
    data = {'a': rows('1', **{'t': 'p', 'd': '2021-12-31', **cells}), 'role': roles}
    if roles is None:
        del data['role']
    return subjects(relation, data, 'has(r)')[0][1], subjects(relation, data, 'r.kind')[0][1]


@pytest.mark.parametrize('how,roles,cells,expected', [
    ({'at': 'd', 'pick': 'only'}, ROLES, {}, (True, 'old')),
    ({'at': 'd', 'pick': 'only'}, ROLES, {'d': '2022-01-01'}, (True, 'new')),
    ({'at': 'd', 'pick': 'only'}, ROLES, {'d': '2019-01-01'}, (False, None)),
    ({'at': 'd', 'pick': 'only'}, ROLES, {'t': 'q'}, (False, None)),
    ({'at': 'd', 'pick': 'only'}, ROLES, {'d': None}, ([False, True], [None, None])),
    ({'at': 'd', 'pick': 'only'}, None, {}, ([False, True], [None, None])),
    ({'pick': 'only'}, ROLES, {}, ([False, True], [None, None])),
    ({'pick': 'only', 'where': "kind == 'new'"}, ROLES, {}, (True, 'new')),
    ({'pick': 'latest'}, ROLES, {}, (True, 'new')),
    ({'pick': 'latest'}, ROLES + [{'role_id': '3', 'who': 'p', 'kind': 'later'}], {},
     ([False, True], [None, None])),
    ({'pick': 'any'}, ROLES, {}, (True, 'old')),
    ({'pick': 'any'}, ROLES + [{'role_id': '3', 'who': None}], {}, (True, 'old')),
    ({'pick': 'any'}, [{'role_id': '3', 'who': None}] + ROLES, {}, (True, 'old')),
    ({'at': 'd', 'pick': 'any'}, [{'role_id': '3', 'who': 'p'}] + ROLES, {},
     ([False, True], [None, None]))])
def test_look_ups(how, roles, cells, expected):
    assert look_up(how, roles, **cells) == expected


# --- events ------------------------------------------------------------------------------------

EV = vocabulary(
    {'e': {**table('id', status=enum('st')), 'events': {
        'table': 'ev', 'on': 'id', 'status': 'status', 'at': 'at', 'sets': 'status'}},
     'ev': {'key': ['id', 'at'], 'columns': {'id': TEXT, 'at': {'type': 'timestamp'},
                                             'status': enum('st')}}},
    {'st': codes('new', 'reported', 'left')})


@pytest.mark.parametrize('given,events,expected', [
    ('new', [], 'new'), (None, [('2023-01-01', 'reported')], 'reported'),
    (None, [('2023-01-01', 'reported'), ('2023-03-01', 'left')], 'left'),
    (None, [('2023-03-01', 'left'), ('2023-01-01', 'reported')], 'left'),
    ('new', [('2024-01-01', 'left')], 'new'),
    (None, [('2023-01-01', 'reported'), (None, 'left')], [None, None]),
    (None, [('2023-01-01', 'left'), (None, 'left')], 'left'),
    (None, [('2023-01-01', None)], [None, None])])
def test_events_decide_the_status(given, events, expected):
    p = pack({'X': rule('e', 'true', measured='status')})
    data = {'e': [{'id': '1', 'status': given}], 'ev': [
        {'id': '1', 'at': at and at + 'T09:00:00+08:00', 'status': s} for at, s in events]}
    assert one(run(p, EV, data))['measured'] == expected


def test_a_status_that_differs_from_its_events_is_a_diagnostic():
    p = pack({'X': rule('e', 'true', measured='status')})
    event = {'id': '1', 'at': '2023-01-01T09:00:00+08:00', 'status': 'left'}
    result = evaluate(p, EV, {'e': [{'id': '1', 'status': 'new'}], 'ev': [event]}, '2023-12-31')
    assert (len(result['diagnostics']), result['rules'][0]['measured']) == (1, 'left')
    result = evaluate(p, EV, {'e': [{'id': '1', 'status': 'left'}], 'ev': [event]}, '2023-12-31')
    assert result['diagnostics'] == []
    result = evaluate(p, EV, {'e': [{'id': '1', 'status': 'new'}], 'ev': [event]}, '2023-12-31',
                      known_by='2022-12-31')
    assert result['rules'][0]['measured'] == 'new'


# --- matches and ranks ---------------------------------------------------------------------------

def matched(spec, data, **more):
    spec = {'partner': 'a', 'as': 'h', **spec}
    p = pack({'X': rule('a', 'true', match={'v': spec}, measured='v')})
    return [r['measured'] for r in run(p, V, data, **more)]


def test_a_row_is_not_its_own_partner():
    assert matched({'same': ['t']}, {'a': rows('1', '2', t='x') + rows('3', t='y')}) == \
        ['1', '1', '0']


@pytest.mark.parametrize('cells,expected', [
    ([('x', 1), ('x', 1)], ['1', '1']), ([('x', 1), ('x', None)], [['0', '1'], ['0', '1']]),
    ([('x', 1), ('y', None)], ['0', '0']),
    ([('x', 1), (None, None)], ['0', ['0', None]])])
def test_unknown_parts_of_same(cells, expected):
    data = {'a': [{'id': str(i), 't': t, 'n': n} for i, (t, n) in enumerate(cells)]}
    assert matched({'same': ['t', 'n']}, data) == expected


@pytest.mark.parametrize('days,expected', [
    (['2023-01-01', '2023-01-04', '2023-01-06'], ['3', '2', '2']),
    (['2023-01-01'], [[None, None]]),
    (['2023-01-01', '2023-01-04', None], [['0', '3'], ['0', '3'], ['0', None]])])
def test_nearest(days, expected):
    data = {'a': [{'id': str(i), 't': 'x', 'd': d} for i, d in enumerate(days)]}
    assert matched({'same': ['t'], 'find': 'nearest', 'gap': ['d', 'h.d']}, data) == expected


@pytest.mark.parametrize('spans,expected', [
    ([(1, 10), (2, 5), (4, 8), (8, 9)], ['3', '3', '3', '2']),
    ([(1, 5), (5, 9)], ['1', '1']), ([(1, 5), (None, 9)], [['1', '2'], ['1', '2']]),
    ([(1, 5), (None, 1)], ['1', '1'])])
def test_max_concurrent(spans, expected):
    def day(n):
        return n and f'2023-01-{n:02}'
    data = {'a': [{'id': str(i), 'd': day(a), 'e': day(b)} for i, (a, b) in enumerate(spans)]}
    assert matched({'find': 'max_concurrent', 'interval': {'from': 'd', 'to': 'e'}}, data) == \
        expected


def ranked(values, ties='competition', direction='desc'):
    spec = {'order': [{'by': 'n', 'dir': direction}], 'ties': ties}
    p = pack({'X': rule('a', 'true', rank={'v': spec}, measured='v')})
    data = {'a': [{'id': str(i), 'n': n} for i, n in enumerate(values)]}
    return [r['measured'] for r in run(p, V, data)]


def test_ranks():
    assert ranked([9, 9, 7, 5]) == ['1', '1', '3', '4']
    assert ranked([9, 9, 7, 5], 'dense') == ['1', '1', '2', '3']
    assert ranked([9, 7], direction='asc') == ['2', '1']
    assert ranked([9, None, 7]) == [['1', '2'], ['1', '3'], ['2', '3']]


def test_a_second_order_breaks_ties_only():
    spec = {'order': [{'by': 'n', 'dir': 'desc'}, {'by': 'id'}]}
    p = pack({'X': rule('a', 'true', rank={'v': spec}, measured='v')})
    data = {'a': [{'id': '1', 'n': 5}, {'id': '2', 'n': 9}, {'id': '3', 'n': 5}]}
    assert [r['measured'] for r in run(p, V, data)] == ['2', '1', '3']


def test_ranks_of_a_partition_and_of_rows_that_may_not_be_there():
    spec = {'partition': ['t'], 'order': [{'by': 'n', 'dir': 'desc'}]}
    relation = {'derive': {'from': 'a', 'where': 'k'}, 'rank': {'v': spec}}
    data = {'a': [{'id': '1', 't': 'x', 'n': 9, 'k': None},
                  {'id': '2', 't': 'x', 'n': 7, 'k': True},
                  {'id': '3', 't': 'y', 'n': 5, 'k': True}]}
    assert [m for _, m, _ in subjects(relation, data, 'v')] == ['1', ['1', '2'], '1']


def test_nodes_of_relations_are_columns_of_what_derives_from_them():
    relations = {
        'sized': {'derive': {'from': 'b'}, 'aggregate': {
            'many': {'from': 'a', 'key': ['b_id'], 'count': True}}},
        'big': {'derive': {'from': 'sized', 'where': 'many >= 2'}}}
    p = pack({'X': rule('big', 'many <= 1')}, relations)
    data = {'a': rows('1', '2', b_id='q') + rows('3', b_id='r'),
            'b': [{'b_id': 'q'}, {'b_id': 'r'}]}
    r = one(run(p, V, data))
    assert (r['subject'], r['verdict']) == ({'b_id': 'q'}, 'fail')
    assert r['evidence'] == [['a', 0], ['a', 1], ['b', 0]]
