# SPDX-License-Identifier: Apache-2.0
"""Over the years: a nomination refused in 2025 is traced to the place missed in 2023."""
from __future__ import annotations

from pathlib import Path

import pytest

xunze = pytest.importorskip('xunze')

ROOT = Path(__file__).resolve().parents[2]
PACK = ROOT / 'policies' / 'packs' / 'shaanxi-2023' / 'pack.json'
TABLES = {
    'project': ['project_id,level,year,is_cross_year,type,start_date,end_date',
                'P23,national,2023,false,layered,2023-08-01,2023-08-10',
                'P25,national,2025,false,team,2025-07-10,2025-07-20'],
    'subproject': ['sub_id,project_id', 'S23,P23', 'S25,P25'],
    'class': ['class_id,sub_id,start_date,end_date', 'K23,S23,2023-08-01,2023-08-10',
              'K25,S25,2025-07-10,2025-07-20'],
    'teacher': ['teacher_id,name', 'T1,甲', 'T2,乙'],
    'enrolment': ['enr_id,teacher_id,class_id,status', 'E22,T2,K23,graduated',
                  'E23,T1,K23,no_show'],
    'enrolment_event': ['enr_id,status,at,reason', 'E23,no_show,2023-08-01T08:00:00+08:00,none'],
    'nomination': ['nom_id,teacher_id,sub_id,uploaded_at', 'N1,T1,S25,2025-06-01T09:00:00+08:00',
                   'N2,T2,S25,2025-06-01T09:00:00+08:00'],
}


@pytest.fixture
def report(tmp_path):
    for name, lines in TABLES.items():
        (tmp_path / f'{name}.csv').write_text('\n'.join(lines) + '\n', 'utf-8')
    return xunze.check(tmp_path, PACK, '2025-12-31')


def rows(why) -> set:
    return {(e['source']['file'], e['source']['row'], e['certain']) for e in why.data['evidence']}


def test_one_explanation_leads_from_the_nomination_to_the_missed_place(report):
    why = report.explain('SX23-4.1-c/nomination', 'N1')
    assert why.data['verdict'] == 'fail'
    assert why.data['message']['zh'] == '拟于2025-07-10参训，在限期之内（至2026-08-01）'
    assert rows(why) == {('nomination.csv', 2, True), ('enrolment.csv', 3, True)}
    assert why.data['parameters']['ban_years'] == 3


def test_who_came_may_be_nominated(report):
    why = report.explain('SX23-4.1-c/nomination', 'N2')
    assert (why.data['verdict'], rows(why)) == ('pass', {('nomination.csv', 3, True)})
