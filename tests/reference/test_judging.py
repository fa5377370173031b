# SPDX-License-Identifier: Apache-2.0
"""The table of verdicts, senses, dues, periods in force, evidence, decisions and measures."""
from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from . import PackError, evaluate
from .rules import Rules, combine
from .tiny import SHEET, WAIVER, one, pack, rule, run, verdicts, vocabulary
from .world import World

BEFORE, AFTER = "date('2024-01-01')", "date('2023-12-30')"   # as-of is 2023-12-31
SIDES = {'row': 'a <= 1', 'shrinking': 'n + a <= 1', 'growing': 'n + a >= 1',
         'mixed': 'n + a == 1'}
TRUE = {'row': 1, 'shrinking': 1, 'growing': 1, 'mixed': 1}
FALSE = {'row': 2, 'shrinking': 2, 'growing': 0, 'mixed': 0}


def judged(sense: str, a, due=None, **more) -> str:
    r = rule('s', SIDES[sense], aggregate={'n': {'from': 'r', 'key': ['s_id'], 'count': True}},
             **({'due': due} if due else {}), **more)
    p = pack({'X': r})
    return one(run(p, SHEET, {'s': [{'id': 's1', 'a': a}], 'r': []}))['verdict']


@pytest.mark.parametrize('due,sense,true,false,unknown', [
    (None, 'row', 'pass', 'fail', 'unknown'), (None, 'shrinking', 'pass', 'fail', 'unknown'),
    (None, 'growing', 'pass', 'fail', 'unknown'), (None, 'mixed', 'pass', 'fail', 'unknown'),
    (AFTER, 'row', 'pass', 'fail', 'unknown'), (AFTER, 'mixed', 'pass', 'fail', 'unknown'),
    (BEFORE, 'row', 'pass', 'pending', 'pending'),
    (BEFORE, 'shrinking', 'pass', 'fail', 'unknown'),
    (BEFORE, 'growing', 'pass', 'pending', 'pending'),
    (BEFORE, 'mixed', 'pending', 'pending', 'pending'),
    ('d', 'row', 'pass', 'unknown', 'unknown'), ('d', 'shrinking', 'pass', 'fail', 'unknown'),
    ('d', 'growing', 'pass', 'unknown', 'unknown'),
    ('d', 'mixed', 'unknown', 'unknown', 'unknown')])
def test_table_of_verdicts(due, sense, true, false, unknown):
    assert judged(sense, TRUE[sense], due) == true
    assert judged(sense, FALSE[sense], due) == false
    assert judged(sense, None, due) == unknown


def test_the_due_day_itself_is_in_time():
    assert judged('row', 2, "date('2023-12-31')") == 'pending'


@pytest.mark.parametrize('applies,verdict', [
    ('false', 'not_applicable'), ('p', 'unknown'), ('true', 'fail'), ('p && false',
                                                                     'not_applicable')])
def test_applies(applies, verdict):
    assert judged('row', 2, applies=applies) == verdict


@pytest.mark.parametrize('anchor,period,verdict', [
    ("date('2019-12-31')", None, 'not_applicable'), ("date('2020-01-01')", None, 'fail'),
    ("date('2019-12-31')", {}, 'fail'), ('d', {'from': '2023-01-01'}, 'unknown'),
    ("date('2023-01-01')", {'from': '2023-01-01', 'to': '2024-01-01'}, 'fail'),
    ("date('2024-01-01')", {'from': '2023-01-01', 'to': '2024-01-01'}, 'not_applicable')])
def test_in_force_at_the_anchor(anchor, period, verdict):
    more = {} if period is None else {'in_force': period}
    assert judged('row', 2, anchor=anchor, **more) == verdict


@pytest.mark.parametrize('strength,severity', [
    ('mandatory', 'error'), ('in_principle', 'deviation'), ('encouraged', 'advice'),
    ('discouraged', 'advice'), ('warning', 'advice'), ('informative', 'advice'),
    ({'choose': 'mode', 'cases': {'soft': 'warning', 'hard': 'mandatory'}}, 'advice')])
def test_severity(strength, severity):
    p = pack({'X': rule('s', 'false', strength=strength)},
             parameters={'mode': {'type': 'choice', 'one_of': ['soft', 'hard'], 'value': 'soft'}})
    assert one(run(p, SHEET, {'s': [{'id': 's1'}]}))['severity'] == severity


# --- senses -------------------------------------------------------------------------------------

NODES = {
    'aggregate': {'n': {'from': 'r', 'key': [], 'count': True},
                  'lo': {'from': 'r', 'key': [], 'min': 'd'},
                  'hi': {'from': 'r', 'key': [], 'max': 'd'},
                  'v': {'from': 'r', 'key': [], 'sum': 'v'},
                  'u': {'from': 'r', 'key': [], 'sum': 'u'},
                  'any': {'from': 'r', 'key': [], 'any': True}},
    'linear': {'l': '2 * n - v'}, 'rank': {'place': {'order': [{'by': 'a'}]}},
    'match': {'near': {'partner': 's', 'as': 'h', 'find': 'nearest', 'gap': ['d', 'h.d']},
              'many': {'partner': 's', 'as': 'h', 'find': 'count'}},
    'let': {'m': 'n + 1', 'enough': 'n >= 1', 'case': {'default': 'n', 'cases': []}}}


@pytest.mark.parametrize('condition,sense', [
    ('a <= 1', 'row'), ('true', 'row'), ('n <= a', 'shrinking'), ('a >= n', 'shrinking'),
    ('n < 3', 'shrinking'), ('n >= 3', 'growing'), ('3 < n', 'growing'), ('n == 3', 'mixed'),
    ('n != 3', 'mixed'), ('!(n <= 3)', 'growing'), ('n <= 3 && a == 1', 'shrinking'),
    ('n <= 3 || n >= 5', 'mixed'), ('v <= 3', 'shrinking'), ('u <= 3', 'mixed'),
    ('lo <= d', 'growing'), ('lo >= d', 'shrinking'), ('hi <= d', 'shrinking'), ('any', 'growing'),
    ('!any', 'shrinking'), ('l >= 0', 'mixed'), ('place <= 3', 'mixed'),
    ('near >= 3', 'shrinking'), ('many <= 0', 'shrinking'), ('m <= 3', 'shrinking'),
    ('enough', 'growing'), ('case <= 1', 'mixed'), ('2 * n <= 3', 'shrinking'),
    ('-n >= -3', 'shrinking'), ('a * n <= 3', 'mixed'), ('n <= v', 'mixed'),
    ('3 - n >= 0', 'shrinking'), ('max(n, v) <= 3', 'shrinking'), ('n in [1, 2]', 'mixed'),
    ('p ? n <= 3 : true', 'shrinking'), ('p ? true : false', 'row')])
def test_senses(condition, sense):
    p = pack({'X': rule('s', condition, **NODES)})
    world = World(p, SHEET, {'s': [], 'r': []}, '2023-12-31', {}, {})
    assert Rules(world).sense('X') == sense


# --- measured, threshold, slack -----------------------------------------------------------------

@pytest.mark.parametrize('condition,expected', [
    ('a <= 5', ('3', '5', '2')), ('a < 5', ('3', '5', '2')), ('a >= 5', ('3', '5', '-2')),
    ('a > 2', ('3', '2', '1')), ('a == 5', ('3', '5', '-2')), ('a != 5', ('3', '5', None)),
    ('x <= 1', ('0.5', '1', '0.5')), ('a in [3]', (None, None, None)),
    ('a <= 5 && true', (None, None, None)), ("t == 'u'", ('t', 'u', None)),
    ("d <= date('2023-07-25')", ('2023-07-26', '2023-07-25', '-1')),
    ('b <= 5', ([None, None], '5', [None, None])),
    ('(p ? 1 : 3) <= 5', (['1', '3'], '5', ['2', '4'])),
    ('(p ? 1 : 3) == 2', (['1', '3'], '2', ['-1', '0']))])
def test_measured_threshold_and_slack(condition, expected):
    p = pack({'X': rule('s', condition)})
    r = one(run(p, SHEET, {'s': [{'id': 's1', 'a': 3, 'x': '0.5', 't': 't', 'd': '2023-07-26'}]}))
    assert (r['measured'], r['threshold'], r['slack']) == expected


def test_nothing_is_measured_where_the_rule_does_not_apply():
    p = pack({'X': rule('s', 'a <= 5', applies='false', measured='a')})
    r = one(run(p, SHEET, {'s': [{'id': 's1', 'a': 3}]}))
    assert (r['measured'], r['threshold'], r['slack']) == (None, None, None)


# --- evidence -----------------------------------------------------------------------------------

def evidence(condition, **cap):
    nodes = {'aggregate': {'n': {'from': 'r', 'key': ['s_id'], 'where': 'k', 'count': True},
                           'w': {'from': 'r', 'key': ['s_id'], 'where': '!k', 'count': True},
                           'v': {'from': 'r', 'key': ['s_id'], 'sum': 'u'}},
             'let': {'twice': '2 * n'}}
    p = pack({'X': rule('s', condition, **nodes)})
    data = {'s': [{'id': 's1'}, {'id': 's2'}], 'r': [
        {'rid': '0', 's_id': 's1', 'k': True, 'u': 1},
        {'rid': '1', 's_id': 's1', 'k': False, 'u': 1},
        {'rid': '2', 's_id': 's1', 'k': None, 'u': None}, {'rid': '3', 's_id': 's2', 'k': True}]}
    r = evaluate(p, SHEET, data, '2023-12-31', **cap)['rules'][0]
    return r['verdict'], r['evidence'], r['evidence_total']


@pytest.mark.parametrize('condition,expected', [
    ('n >= 1', ('pass', [['s', 0]], 1)), ('n < 1', ('fail', [['r', 0], ['s', 0]], 2)),
    ('twice < 1', ('fail', [['r', 0], ['s', 0]], 2)),
    ('n + w < 2', ('fail', [['r', 0], ['r', 1], ['s', 0]], 3)),
    ('n == 1', ('unknown', [['r', 2], ['s', 0]], 2)),
    ('v == 2', ('unknown', [['r', 2], ['s', 0]], 2)),
    ('n > 0 && p', ('unknown', [['r', 2], ['s', 0]], 2))])
def test_evidence(condition, expected):
    assert evidence(condition) == expected


def test_evidence_is_capped_with_the_total():
    assert evidence('n + w < 2', evidence_cap=2) == ('fail', [['r', 0], ['r', 1]], 3)


# --- waivers of table subjects, holds, decisions ------------------------------------------------

VW = vocabulary({**SHEET['tables'], 'waiver': WAIVER}, SHEET['enums'])


def test_only_waivable_rules_look_for_waivers():
    waiver = {'waiver_id': 'w', 'rule_id': 'X', 'subject_kind': 's', 'subject_id': 's1',
              'approved_by': 'office', 'from': '2020-01-01'}
    data = {'s': [{'id': 's1'}], 'waiver': [waiver]}
    usual = {'strength': 'in_principle'}
    waivable = rule('s', 'false', waiver=True)
    assert verdicts(run(pack({'X': {**waivable, **usual}}), VW, data)) == ['waived']
    assert verdicts(run(pack({'X': waivable}), VW, data)) == ['fail']
    assert verdicts(run(pack({'X': rule('s', 'false', **usual)}), VW, data)) == ['fail']
    early = {**waivable, **usual, 'due': BEFORE}
    assert verdicts(run(pack({'X': early}), VW, data)) == ['pending']
    open_ = {**rule('s', 'p', waiver=True), **usual}
    assert verdicts(run(pack({'X': open_}), VW, data)) == ['unknown']
    waiver.update(subject_kind='big')
    named = pack({'X': {**rule('big', 'false', waiver=True), **usual}},
                 {'big': {'derive': {'from': 's'}}})
    assert verdicts(run(named, VW, data)) == ['waived']


def test_holds_is_the_verdict_of_the_row():
    rules = {'A': rule('some', 'a <= 1', applies='b > 0', due='d'), 'B': rule('s', "holds('A')"),
             'C': rule('r', "s.holds('A')")}
    p = pack(rules, {'some': {'derive': {'from': 's', 'where': 'n != 9'}}})
    past, future = '2023-01-01', '2024-06-01'
    cells = [(1, 1, past, 1), (2, 1, past, 1), (2, 0, past, 1), (None, 1, past, 1),
             (2, 1, future, 1), (2, 1, past, 9)]
    data = {'s': [dict(zip('abdn', c), id=f's{i}') for i, c in enumerate(cells)],
            'r': [{'rid': 'x', 's_id': 's1'}, {'rid': 'y', 's_id': 's0'}]}
    results = run(p, SHEET, data)
    assert verdicts(results, 'A') == ['pass', 'fail', 'not_applicable', 'unknown', 'pending']
    assert verdicts(results, 'B') == ['pass', 'fail', 'pass', 'unknown', 'unknown', 'pass']
    assert verdicts(results, 'C') == ['fail', 'pass']
    with pytest.raises(PackError):
        run(pack({'A': rule('s', "holds('A')")}), SHEET, data)


def test_combining():
    assert combine(['pass', 'waived']) == 'waived'
    assert combine(['waived', 'pending', 'pass']) == 'pending'
    assert combine(['pending', 'unknown']) == 'unknown'
    assert combine(['unknown', 'fail', 'not_applicable']) == 'fail'
    assert combine(['not_applicable', 'pass']) == 'pass'
    assert combine(['not_applicable']) == combine([]) == 'not_applicable'


def test_decisions_lift_rules_along_paths():
    rules = {'own': rule('s', 'a <= 1', in_force={}),
             'group': rule({'distinct': {'from': 's', 'keys': ['t', 'b']}}, 'n <= 1',
                           aggregate={'n': {'from': 's', 'count': True}})}
    p = pack(rules, decisions={'all': {'subject': 's', 'rules': [
        'own', {'rule': 'group', 'via': ['t', 'b']}]}})
    data = {'s': [{'id': 's0', 'a': 1, 't': 'x', 'b': 1}, {'id': 's1', 'a': 1, 't': 'x', 'b': 1},
                  {'id': 's2', 'a': 1, 't': 'y', 'b': 1}, {'id': 's3', 'a': 1, 't': 'y'},
                  {'id': 's4', 'a': 2, 't': 'z', 'b': 1}]}
    decisions = evaluate(p, SHEET, data, '2023-12-31')['decisions']
    assert [(d['subject']['id'], d['verdict']) for d in decisions] == [
        ('s0', 'fail'), ('s1', 'fail'), ('s2', 'unknown'), ('s3', 'unknown'), ('s4', 'fail')]
    assert decisions[3]['rules'] == {'own': 'pass', 'group': 'unknown'}


# --- measures -----------------------------------------------------------------------------------

def measures(rows, **more):
    p = pack({}, measures={'rate': {'on': 's', 'group': ['t'], 'numerator': 'a',
                                    'denominator': 'b', **more}})
    data = {'s': [dict(zip('tab', r), id=str(i)) for i, r in enumerate(rows)]}
    return [(m['group']['t'], m['numerator'], m['denominator'], m['rate'], m['rank'])
            for m in evaluate(p, SHEET, data, '2023-12-31')['measures']]


def test_measures_sum_rank_and_leave_empty_denominators_without_a_rate():
    rows = [('x', 1, 2), ('x', 2, 2), ('y', 3, 4), ('z', 1, 3), ('w', 0, 0)]
    assert measures(rows, rank='desc') == [
        ('w', '0', '0', None, None), ('x', '3', '4', '3/4', '1'), ('y', '3', '4', '3/4', '1'),
        ('z', '1', '3', '1/3', '3')]


def test_measures_of_unknown_rows_are_intervals():
    rows = [('x', 1, 2), ('y', None, 4)]
    assert measures(rows, rank='desc')[1] == ('y', [None, None], '4', [None, None], ['1', '2'])


# --- from the command line ----------------------------------------------------------------------

def test_command_line(tmp_path: Path):
    p = pack({'X': rule('s', 'x <= most')},
             parameters={'most': {'type': 'decimal', 'value': '0.5'}})
    files = {'pack': p, 'vocabulary': SHEET, 'data': {'s': [{'id': 's1', 'x': 0.75}]}}
    for name, content in files.items():
        (tmp_path / name).write_text(json.dumps(content), encoding='utf-8')
    command = [sys.executable, '-m', 'reference', *(str(tmp_path / n) for n in files),
               '--as-of', '2023-12-31']
    env = {**os.environ, 'PYTHONPATH': str(Path(__file__).parents[1])}

    def verdict(*more):
        out = subprocess.run([*command, *more], env=env, capture_output=True, check=True)
        return json.loads(out.stdout)['rules'][0]['verdict']
    assert verdict() == 'fail'
    assert verdict('--set', 'most=0.75') == 'pass'
