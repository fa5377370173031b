# SPDX-License-Identifier: Apache-2.0
"""Worked examples: national projects a year, repeats, studios for trained people."""
from __future__ import annotations

import pytest

from .tiny import (BOOL, DATE, INT, OPEN, TEXT, WAIVER, codes, enum, fk, one, pack, rule, run,
                   table, verdicts, vocabulary)

STATUS = ['nominated', 'selected', 'reported', 'graduated', 'failed', 'withdrawn']
V = vocabulary(
    {'teacher': table('teacher_id', hire_date=DATE),
     'enrolment': table('enr_id', teacher_id=fk('teacher'), class_id=fk('class'),
                        status=enum('status'),
                        is_second_year_of=fk('enrolment', 'first_year', null='none')),
     'class': table('class_id', project_id=fk('project'), start_date=DATE),
     'project': table('project_id', level=enum('level'), type=TEXT, year=INT,
                      is_cross_year=BOOL, start_date=DATE, end_date=DATE),
     'waiver': WAIVER},
    {'status': codes(*STATUS), 'level': codes('national', 'provincial')})

A = pack(
    {'SX23-3.1-c': rule({'distinct': {'from': 'taking_part_year', 'keys': ['teacher_id', 'year']}},
                        'n <= max_per_year', strength='in_principle', waiver=True,
                        anchor='date(year, 1, 1)',
                        aggregate={'n': {'from': 'taking_part_year',
                                         'distinct': 'p.project_id'}})},
    relations={
        'taking_part': {'derive': {
            'from': 'enrolment', 'paths': {'p': 'class.project'},
            'where': "p.level == 'national' && status in counted_statuses"}},
        'taking_part_year': {'expand': {'from': 'taking_part', 'as': 'year', 'over': {
            'choose': 'cross_year_count', 'cases': {
                'first': {'each': ['p.year']},
                'each': {'years': ['p.start_date', 'p.end_date']}}}}}},
    parameters={
        'counted_statuses': {'type': 'set', 'enum': 'status',
                             'value': ['selected', 'reported', 'graduated', 'failed']},
        'cross_year_count': {'type': 'choice', 'one_of': ['first', 'each'], 'value': 'first'},
        'max_per_year': {'type': 'int', 'value': 1}})


def project(i, year=2023, level='national', start=None, end=None, **more):
    return {'project_id': i, 'level': level, 'year': year, 'start_date': start or f'{year}-03-01',
            'end_date': end or f'{year}-05-01', **more}


def taking(*parts, projects, teacher='t1', **tables):
    """Enrolments of one teacher in (project, status) or project, one class a project."""
    rows = [(p, 'reported') if isinstance(p, str) else p for p in parts]
    return {'teacher': [{'teacher_id': teacher, 'hire_date': '2010-08-01'}],
            'project': projects,
            'class': [{'class_id': 'c' + p['project_id'], 'project_id': p['project_id'],
                       'start_date': p['start_date']} for p in projects],
            'enrolment': [{'enr_id': f'e{i}', 'teacher_id': teacher, 'class_id': 'c' + p,
                           'status': s} for i, (p, s) in enumerate(rows)], **tables}


def test_two_national_projects_in_a_year_are_a_deviation():
    data = taking('A', 'B', projects=[project('A'), project('B')])
    r = one(run(A, V, data))
    assert r == {'rule': 'SX23-3.1-c', 'subject': {'teacher_id': 't1', 'year': 2023},
                 'verdict': 'fail', 'severity': 'deviation', 'measured': '2', 'threshold': '1',
                 'slack': '-1', 'evidence': [['enrolment', 0], ['enrolment', 1]],
                 'evidence_total': 2}


def test_vector_7_same_project_twice_counts_once():
    data = taking('A', 'A', projects=[project('A')])
    r = one(run(A, V, data))
    assert (r['verdict'], r['measured']) == ('pass', '1')


def test_unknown_level_is_unknown_never_pass():
    data = taking('A', 'B', projects=[project('A'), project('B', level=None)])
    r = one(run(A, V, data))
    assert (r['verdict'], r['measured']) == ('unknown', ['1', '2'])
    assert r['evidence'] == [['enrolment', 1]]


def test_two_certain_and_one_unknown_fail():
    data = taking('A', 'B', 'C', projects=[project('A'), project('B'), project('C', level=None)])
    r = one(run(A, V, data))
    assert (r['verdict'], r['measured'], r['slack']) == ('fail', ['2', '3'], ['-2', '-1'])


@pytest.mark.parametrize('way,expected', [
    ('first', [('pass', 2022), ('pass', 2023)]), ('each', [('pass', 2022), ('fail', 2023)])])
def test_vector_6_cross_year(way, expected):
    data = taking('A', 'B', projects=[
        project('A', 2022, end='2023-06-01', is_cross_year=True), project('B')])
    r = run(A, V, data, set={'cross_year_count': way})
    assert [(x['verdict'], x['subject']['year']) for x in r] == expected


def test_unknown_year_is_one_unknown_of_its_own():
    broken = dict(project('B'), year=None)
    r = run(A, V, taking('A', 'B', projects=[project('A'), broken]))
    assert verdicts(r) == ['unknown', 'unknown']  # the known year may hold the second project
    assert r[0]['measured'] == ['1', '2']
    assert r[1]['subject'] == {'enr_id': 'e1', 'year': None}
    assert r[1]['evidence'] == [['enrolment', 1]]


def test_what_if_two_a_year():
    data = taking('A', 'B', projects=[project('A'), project('B')])
    assert verdicts(run(A, V, data, set={'max_per_year': 2})) == ['pass']


def test_table_not_given_is_one_unknown_for_the_rule():
    r = one(run(A, V, {'project': []}))
    assert (r['subject'], r['verdict']) == ({}, 'unknown')


@pytest.mark.parametrize('cells,verdict', [
    ({'approved_by': 'office'}, 'waived'), ({'approved_by': None}, 'unknown'),
    ({'approved_by': 'office', 'from': '2023-01-02'}, 'fail'),
    ({'approved_by': 'office', 'to': '2023-01-01'}, 'fail'),
    ({'approved_by': 'office', 'from': None}, 'unknown'),
    ({'approved_by': 'office', 'rule_id': 'other'}, 'fail'),
    ({'approved_by': 'office', 'subject_id': 't1|2022'}, 'fail')])
def test_waiver(cells, verdict):
    waiver = {'waiver_id': 'w', 'rule_id': 'SX23-3.1-c', 'subject_kind': 'enrolment',
              'subject_id': 't1|2023', 'from': '2023-01-01', 'to': None, **cells}
    data = taking('A', 'B', projects=[project('A'), project('B')], waiver=[waiver])
    assert verdicts(run(A, V, data)) == [verdict]


# --- (b) no repeats ---------------------------------------------------------------------------

B = pack(
    {'SX23-3.1-d': rule(
        'target', 'repeats == 0', anchor='p.start_date', threshold='0', match={'repeats': {
            'partner': 'history', 'as': 'h', 'same': ['teacher_id', ['p.type', 'h.p.type']],
            'where': 'h.p.start_date < p.start_date || (h.p.start_date == p.start_date && '
                     'h.enr_id != enr_id)',
            'except': [{'label': 'cross_year', 'clause': 'X', 'when': 'h.cohort == cohort'}],
            'find': 'count', 'needs_history_from': 'teacher.hire_date'}})},
    relations={
        'target': {'derive': {
            'from': 'enrolment', 'paths': {'p': 'class.project'},
            'where': "p.level == 'national' && status in history_status",
            'columns': {'cohort': 'coalesce(is_second_year_of, enr_id)'}}},
        'history': {'derive': {'from': 'target'}}},
    parameters={'history_status': {'type': 'set', 'enum': 'status',
                                   'value': ['reported', 'graduated', 'failed']}})


def repeat(status='failed', **more):
    projects = [project('A', 2022, type='digital'), project('B', 2023, type='digital')]
    data = taking(('A', status), 'B', projects=projects)
    data.update(more)
    return data


def test_vector_8_repeat_after_failing():
    assert verdicts(run(B, V, repeat())) == ['pass', 'fail']
    settings = {'history_status': ['reported', 'graduated']}
    assert verdicts(run(B, V, repeat(), set=settings)) == ['pass']
    assert verdicts(run(B, V, repeat('graduated'), set=settings)) == ['pass', 'fail']


def test_cross_year_is_no_repeat():
    data = repeat()
    data['enrolment'][1]['is_second_year_of'] = 'e0'
    assert verdicts(run(B, V, data)) == ['pass', 'pass']


def test_unknown_type_is_a_possible_partner():
    data = repeat()
    data['project'][0]['type'] = None
    r = run(B, V, data)
    # e0 itself starts earlier: no partner lies before it
    assert verdicts(r) == ['pass', 'unknown']
    assert r[1]['measured'] == ['0', '1']
    assert r[1]['evidence'] == [['enrolment', 0], ['enrolment', 1]]


def test_same_day_projects_are_repeats_of_each_other():
    data = repeat()
    data['project'][0].update(start_date='2023-03-01')
    assert verdicts(run(B, V, data)) == ['fail', 'fail']


def test_history_before_the_data_is_unknown():
    data = repeat('withdrawn')
    complete = {'enrolment': {'from': '2021-01-01'}}
    r = one(run(B, V, data, complete=complete))
    assert (r['verdict'], r['measured']) == ('unknown', ['0', None])
    data['teacher'][0]['hire_date'] = '2021-08-01'
    assert verdicts(run(B, V, data, complete=complete)) == ['pass']


# --- (c) studios -------------------------------------------------------------------------------

VC = vocabulary(
    {'region': table('region_id', level=enum('level'),
                     parent_id=fk('region', 'parent', null='none')),
     'school': table('school_id', region_id=fk('region')),
     'role': table('role_id', teacher_id=TEXT, school_id=fk('school'), position=TEXT,
                   **{'from': DATE, 'to': OPEN}),
     'county': table('region_id', region_id=fk('region', 'place')),
     'studio': table('studio_id', school_id=fk('school'), **{'from': DATE, 'to': OPEN}),
     'trained': table('tr_id', teacher_id=TEXT, at=DATE, graduated=BOOL)},
    {'level': codes('province', 'city', 'county', 'township')})
VC['tables']['region']['tree'] = {'parent': 'parent_id', 'level': 'level'}

C = pack(
    {'HN22-T4-a': rule(
        'county', 'balance >= 0', kind='ratio',
        applies='trained > 0', aggregate={
            'trained': {'from': 'backbone', 'key': ['county.region_id'], 'distinct': 'teacher_id'},
            'studios': {'from': 'studio', 'key': ["school.region.ancestor('county')"],
                        'where': "valid_at(from, to, date('2023-06-30'))", 'count': True}},
        linear={'balance': '10 * studios - trained'}, measured='10 * studios',
        threshold='trained')},
    relations={'backbone': {'derive': {
        'from': 'trained', 'paths': {
            'role': {'lookup': 'role', 'on': {'teacher_id': 'teacher_id'}, 'at': 'at',
                     'from': 'from', 'to': 'to', 'pick': 'only'},
            'county': "role.school.region.ancestor('county')"},
        'where': "role.position == 'backbone' && graduated"}}})


def county(people: int, studios: int, unclear: int = 0):
    everyone = [f't{i}' for i in range(people + unclear)]
    return {
        'region': [{'region_id': 'c', 'level': 'county'},
                   {'region_id': 'v', 'level': 'township', 'parent_id': 'c'}],
        'school': [{'school_id': 's', 'region_id': 'v'}],
        'county': [{'region_id': 'c'}],
        'role': [{'role_id': t, 'teacher_id': t, 'school_id': 's', 'position': 'backbone',
                  'from': '2015-09-01', 'to': None} for t in everyone],
        'studio': [{'studio_id': f'u{i}', 'school_id': 's', 'from': '2020-01-01', 'to': None}
                   for i in range(studios)],
        'trained': [{'tr_id': t, 'teacher_id': t, 'at': '2022-07-01',
                     'graduated': True if i < people else None}
                    for i, t in enumerate(everyone)]}


@pytest.mark.parametrize('people,studios,verdict,slack', [
    (100, 10, 'pass', '0'), (101, 10, 'fail', '-1'), (101, 11, 'pass', '9'),
    (0, 10, 'not_applicable', None)])
def test_vector_10_studios(people, studios, verdict, slack):
    r = one(run(C, VC, county(people, studios)))
    assert (r['verdict'], r['slack']) == (verdict, slack)


def test_unclear_graduates_are_unknown_and_the_evidence():
    r = one(run(C, VC, county(95, 10, unclear=6)))
    assert (r['verdict'], r['slack']) == ('unknown', ['-1', '5'])
    assert r['evidence'] == [['county', 0]] + [['trained', i] for i in range(95, 101)]
