# SPDX-License-Identifier: Apache-2.0
"""The traps that the documents set, as tiny packs in lowered form."""
from __future__ import annotations

import pytest

from .tiny import (BOOL, DATE, INT, OPEN, TEXT, codes, enum, fk, one, pack, rule, run, table,
                   verdicts, vocabulary)

MONEY = {'type': 'decimal', 'scale': 2, 'min': '0'}
V = vocabulary(
    {'project': table('project_id', days=INT, start_date=DATE, end_date=DATE, seats=INT,
                      closed_on={'type': 'date', 'null': 'none'}),
     'submission': table('subm_id', project_id=fk('project'), kind=enum('kind'),
                         issue_no={'type': 'int', 'null': 'none'},
                         submitted_at={'type': 'timestamp'}),
     'course': table('course_id', project_id=fk('project'), hours=MONEY, is_practical=BOOL),
     'enrolment': table('enr_id', teacher_id=TEXT, project_id=fk('project'),
                        status=enum('status'), passed=BOOL,
                        replaces_enr_id=fk('enrolment', 'replaced', null='none')),
     'ban': table('ban_id', 'empty', teacher_id=TEXT, **{'from': DATE, 'to': OPEN}),
     'evaluation': table('eval_id', score=MONEY, grade=enum('grade')),
     'trainer': table('trainer_id', region_id=TEXT),
     'region': table('region_id', trainees=INT),
     'extension': table('ext_id', 'empty', project_id=fk('project'),
                        approved_at={'type': 'date', 'null': 'none'}),
     'line': table('line_id', planned={'type': 'int'}, base=INT, change=INT),
     'finance': table('owner_id', payroll=MONEY, training=MONEY),
     'entrant': table('entrant_id', born=DATE, opens_on=DATE)},
    {'kind': codes('plan', 'briefing', 'case'), 'status': codes(
        'selected', 'reported', 'graduated', 'failed', 'no_show', 'replaced'),
     'grade': codes('unqualified', 'qualified', 'excellent', ordered=True)})


def briefing(i, **more):
    return {'subm_id': f'b{i}', 'project_id': 'A', 'kind': 'briefing', 'issue_no': i, **more}


# --- 1 to 3: deadlines --------------------------------------------------------------------------

def deadline(due, at, as_of='2023-12-31', given=True):
    p = pack({'X': rule('project', 'first <= due', due='due', let={'due': due},
                        aggregate={'first': {'from': 'submission', 'key': ['project_id'],
                                             'where': "kind == 'plan'",
                                             'min': 'date_of(submitted_at)'}})})
    data = {'project': [{'project_id': 'A', 'start_date': '2023-07-20', 'end_date': '2023-08-10'}],
            'submission': [{'subm_id': 's', 'project_id': 'A', 'kind': 'plan',
                            'submitted_at': t} for t in at]}
    if not given:
        del data['submission']
    r = one(run(p, V, data, as_of))
    return r['verdict'], r['slack']


@pytest.mark.parametrize('due,at,expected', [
    ("due_after(date('2023-07-05'), 20)", '2023-07-25T23:59:59+08:00', ('pass', '0')),
    ("due_after(date('2023-07-05'), 20)", '2023-07-26T00:00:00+08:00', ('fail', '-1')),
    ('due_before(start_date, 10)', '2023-07-10T12:00:00+08:00', ('pass', '0')),
    ('due_before(start_date, 10)', '2023-07-11T00:00:00+08:00', ('fail', '-1')),
    ('due_after(end_date, 15)', '2023-08-25T12:00:00+08:00', ('pass', '0')),
    ('due_after(end_date, 30)', '2023-09-10T00:00:00+08:00', ('fail', '-1'))])
def test_vectors_1_to_3(due, at, expected):
    assert deadline(due, [at]) == expected


def test_a_deadline_is_pending_until_its_day_and_failed_after():
    due = "due_after(date('2023-07-05'), 20)"
    assert deadline(due, [], '2023-07-25')[0] == 'pending'
    assert deadline(due, [], '2023-07-26')[0] == 'fail'
    assert deadline(due, [None], '2023-07-25')[0] == 'pending'
    assert deadline(due, [None], '2023-07-26')[0] == 'unknown'
    assert deadline(due, [], '2023-07-26', given=False)[0] == 'unknown'
    assert deadline(due, ['2023-07-30T00:00:00+08:00'], '2023-07-24')[0] == 'pending'


# --- 4: briefings, two strengths ----------------------------------------------------------------

def briefings(days, n, **more):
    nodes = {'aggregate': {'n': {'from': 'submission', 'key': ['project_id'],
                                 'where': "kind == 'briefing'", 'distinct': 'issue_no'}}}
    least = {'default': '3', 'cases': [
        {'label': 'short', 'clause': 'X', 'when': 'days <= 10', 'value': '2', 'over': []}]}
    p = pack({'X/lower': rule('project', 'n >= least', strength='in_principle',
                              let={'least': least}, **nodes),
              'X/upper': rule('project', 'n <= 5', strength='encouraged', **nodes)})
    data = {'project': [{'project_id': 'A', 'days': days}],
            'submission': [briefing(i, **more) for i in range(n)]}
    return [(r['verdict'], r['severity']) for r in run(p, V, data)]


@pytest.mark.parametrize('days,n,lower,upper', [
    (10, 2, ('pass', None), ('pass', None)), (11, 2, ('fail', 'deviation'), ('pass', None)),
    (11, 3, ('pass', None), ('pass', None)), (11, 6, ('pass', None), ('fail', 'advice')),
    (None, 2, ('unknown', None), ('pass', None)), (None, 3, ('pass', None), ('pass', None))])
def test_vector_4(days, n, lower, upper):
    assert briefings(days, n) == [lower, upper]


def test_one_issue_submitted_twice_counts_once():
    assert briefings(10, 2, issue_no=1)[0] == ('fail', 'deviation')


# --- 5: practice at least half ------------------------------------------------------------------

def practice(*courses):
    p = pack({'X': rule('project', 'room >= 0', strength='in_principle', applies='all > 0',
                        linear={'room': 'practical - 0.5 * all'},
                        aggregate={
        'practical': {'from': 'course', 'key': ['project_id'], 'where': 'is_practical',
                      'sum': 'hours'},
        'all': {'from': 'course', 'key': ['project_id'], 'sum': 'hours'}})})
    data = {'project': [{'project_id': 'A'}], 'course': [
        {'course_id': str(i), 'project_id': 'A', 'hours': h, 'is_practical': k}
        for i, (h, k) in enumerate(courses)]}
    r = one(run(p, V, data))
    return r['verdict'], r['severity'], r['slack']


@pytest.mark.parametrize('courses,expected', [
    ([(40, True), (40, False)], ('pass', None, '0')),
    ([(39, True), (41, False)], ('fail', 'deviation', '-1')),
    ([], ('not_applicable', None, None)),
    ([(40, True), (30, False), (10, None)], ('pass', None, ['0', '10'])),
    ([(39, True), (31, False), (10, None)], ('unknown', None, ['-1', '9'])),
    # hours of a practical course are unknown: more of them can only help
    ([(40, True), (40, False), (None, True)], ('pass', None, ['0', None]))])
def test_vector_5(courses, expected):
    assert practice(*courses) == expected


# --- 9: bans are half open ----------------------------------------------------------------------

@pytest.mark.parametrize('day,verdict', [('2026-07-31', 'fail'), ('2026-08-01', 'pass'),
                                         ('2023-07-31', 'pass'), (None, 'unknown')])
def test_vector_9(day, verdict):
    p = pack({'X': rule('enrolment', 'hits == 0', match={'hits': {
        'partner': 'ban', 'as': 'b', 'same': ['teacher_id'], 'find': 'count',
        'where': 'valid_at(b.from, b.to, project.start_date)'}})})
    data = {'project': [{'project_id': 'A', 'start_date': day}],
            'enrolment': [{'enr_id': 'e', 'teacher_id': 't', 'project_id': 'A'}],
            'ban': [{'ban_id': 'x', 'teacher_id': 't', 'from': '2023-08-01', 'to': '2026-08-01'}]}
    assert verdicts(run(p, V, data, '2026-12-31')) == [verdict]


# --- 11 to 14: grades, counts, money ------------------------------------------------------------

@pytest.mark.parametrize('score,grade', [('90', 'excellent'), ('89.99', 'qualified'),
                                         ('75', 'qualified'), ('74.99', 'unqualified')])
def test_vector_11(score, grade):
    computed = {'default': 'unqualified', 'cases': [
        {'label': 'excellent', 'clause': 'X', 'when': 'score >= 90', 'value': 'excellent',
         'over': ['qualified']},
        {'label': 'qualified', 'clause': 'X', 'when': 'score >= 75', 'value': 'qualified'}]}
    p = pack({'X': rule('evaluation', 'grade == computed', let={'computed': computed})},
             parameters={c: {'type': 'enum', 'enum': 'grade', 'value': c}
                         for c in ('unqualified', 'qualified', 'excellent')})
    for recorded in ('excellent', 'qualified', 'unqualified'):
        data = {'evaluation': [{'eval_id': '1', 'score': score, 'grade': recorded}]}
        r = one(run(p, V, data))
        assert (r['verdict'], r['threshold']) == ('pass' if recorded == grade else 'fail', grade)
    r = one(run(p, V, {'evaluation': [{'eval_id': '1', 'score': None, 'grade': 'excellent'}]}))
    assert r['verdict'] == 'unknown'


@pytest.mark.parametrize('cases,verdict,slack', [
    (4889, 'pass', '0'), (4888, 'fail', '-1'), (None, 'unknown', [None, None])])
def test_vector_12(cases, verdict, slack):
    p = pack({'X': rule('line', 'planned >= 0.1 * base')})
    r = one(run(p, V, {'line': [{'line_id': '1', 'planned': cases, 'base': 48890}]}))
    assert (r['verdict'], r['slack']) == (verdict, slack)


@pytest.mark.parametrize('n,verdict', [(49, 'fail'), (50, 'pass')])
def test_vector_13(n, verdict):
    p = pack({'X': rule('region', 'n >= 50', aggregate={
        'n': {'from': 'trainer', 'key': ['region_id'], 'count': True}})})
    data = {'region': [{'region_id': 'r'}],
            'trainer': [{'trainer_id': str(i), 'region_id': 'r'} for i in range(n)]}
    assert verdicts(run(p, V, data)) == [verdict]


@pytest.mark.parametrize('spent,verdict,slack', [
    ('1851851.84', 'pass', '0.005'), ('1851851.83', 'fail', '-0.005')])
def test_vector_14(spent, verdict, slack):
    p = pack({'X': rule('finance', 'training >= 0.015 * payroll')})
    data = {'finance': [{'owner_id': 'o', 'payroll': '123456789.00', 'training': spent}]}
    r = one(run(p, V, data))
    assert (r['verdict'], r['threshold'], r['slack']) == (verdict, '1851851.835', slack)


# --- 15 and 19: reconciliation ------------------------------------------------------------------

@pytest.mark.parametrize('planned,base,change,verdict', [
    (1260, 420, 3, 'pass'), (1260, 420, 4, 'fail'), (1260, None, 3, 'unknown')])
def test_vector_15(planned, base, change, verdict):
    p = pack({'X': rule('line', 'planned == base * change')})
    data = {'line': [{'line_id': '1', 'planned': planned, 'base': base, 'change': change}]}
    assert verdicts(run(p, V, data)) == [verdict]


def test_vector_19():
    p = pack({'X': rule('line', 'planned == base + change'),
              'Y': rule({'values': {'of': 'once', 'as': 'all'}}, 'p == b + c', aggregate={
                  'p': {'from': 'line', 'key': [], 'sum': 'planned'},
                  'b': {'from': 'line', 'key': [], 'sum': 'base'},
                  'c': {'from': 'line', 'key': [], 'sum': 'change'}})},
             parameters={'once': {'type': 'texts', 'value': ['all']}})
    data = {'line': [{'line_id': '1', 'planned': 5030, 'base': 5238, 'change': -208},
                     {'line_id': '2', 'planned': 214970, 'base': 192762, 'change': 22208}]}
    r = run(p, V, data)
    assert verdicts(r) == ['pass', 'pass', 'pass']
    assert (r[2]['measured'], r[2]['threshold']) == ('220000', '220000')


# --- 16: extensions and an outer limit ----------------------------------------------------------

@pytest.mark.parametrize('end,approved,verdict', [
    ('2021-06-30', None, 'pass'), ('2021-07-15', None, 'fail'), ('2021-07-15', True, 'pass'),
    ('2021-12-31', True, 'pass'), ('2022-01-01', True, 'fail')])
def test_vector_16(end, approved, verdict):
    p = pack({'X': rule('project', 'end_date <= limit', aggregate={
        'granted': {'from': 'extension', 'key': ['project_id'], 'where': 'has(approved_at)',
                    'any': True}},
        let={'limit': "granted ? date('2021-12-31') : date('2021-06-30')"})})
    data = {'project': [{'project_id': 'A', 'end_date': end}], 'extension': [
        {'ext_id': 'x', 'project_id': 'A', 'approved_at': '2021-05-01' if approved else None}]}
    assert verdicts(run(p, V, data)) == [verdict]


# --- 17: an age at its limit --------------------------------------------------------------------

@pytest.mark.parametrize('opens_on,inclusive,exclusive', [
    ('2018-09-14', 'pass', 'pass'), ('2018-09-15', 'pass', 'fail'),
    ('2019-09-14', 'pass', 'fail'), ('2019-09-15', 'fail', 'fail'), (None, 'unknown', 'unknown')])
def test_vector_17(opens_on, inclusive, exclusive):
    p = pack({'X/in': rule('entrant', 'age(born, opens_on) <= 45'),
              'X/out': rule('entrant', 'age(born, opens_on) < 45')})
    data = {'entrant': [{'entrant_id': '1', 'born': '1973-09-15', 'opens_on': opens_on}]}
    assert verdicts(run(p, V, data)) == [inclusive, exclusive]


# --- 18: replacements fill seats ----------------------------------------------------------------

def fill(reported, replacing, replacement_status='reported'):
    p = pack({'X': rule('project', 'filled == seats', aggregate={
        'filled': {'from': 'enrolment', 'key': ['project_id'],
                   'where': "status in ['reported', 'graduated']", 'distinct': 'teacher_id'}})})
    rows = [('reported', None)] * reported + [('no_show', None)] * (60 - reported) + \
        [(replacement_status, f'e{reported + i}') for i in range(replacing)]
    data = {'project': [{'project_id': 'A', 'seats': 60}], 'enrolment': [
        {'enr_id': f'e{i}', 'teacher_id': f't{i}', 'project_id': 'A', 'status': s,
         'replaces_enr_id': r} for i, (s, r) in enumerate(rows)]}
    r = one(run(p, V, data))
    return r['verdict'], r['measured'], r['slack']


def test_vector_18():
    assert fill(58, 2) == ('pass', '60', '0')
    assert fill(58, 2, 'selected') == ('fail', '58', '-2')
    assert fill(58, 1) == ('fail', '59', '-1')
    assert fill(58, 2, None) == ('unknown', ['58', '60'], ['-2', '0'])


# --- 20: a missing mark before the closing date -------------------------------------------------

@pytest.mark.parametrize('as_of,mark,closed,verdict', [
    ('2023-09-09', None, None, 'pending'), ('2023-09-10', None, None, 'unknown'),
    ('2023-08-20', None, '2023-08-15', 'unknown'), ('2023-08-20', False, None, 'pending'),
    ('2023-09-10', False, None, 'fail'), ('2023-08-20', True, None, 'pass')])
def test_vector_20(as_of, mark, closed, verdict):
    p = pack({'X': rule('enrolment', 'passed', due={
        'default': 'add_days(project.end_date, 30)', 'cases': [
            {'label': 'closed', 'clause': 'X', 'when': 'has(project.closed_on)',
             'value': 'project.closed_on', 'over': []}]})})
    data = {'project': [{'project_id': 'A', 'end_date': '2023-08-10', 'closed_on': closed}],
            'enrolment': [{'enr_id': 'e', 'project_id': 'A', 'passed': mark}]}
    assert verdicts(run(p, V, data, as_of)) == [verdict]
