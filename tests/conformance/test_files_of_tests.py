# SPDX-License-Identifier: Apache-2.0
"""Files of tests with a base: the engine and the reference evaluator read the same tests."""
from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / 'tests'))

from reference.packtests import all_tests, check  # noqa: E402
from reference.values import PackError  # noqa: E402

xunze = pytest.importorskip('xunze')
VOCABULARY = json.loads((ROOT / 'policies/vocabulary/teacher-training.json').read_text('utf-8'))


def pack() -> dict:
    text = ('文', 'doc')
    rules = xunze.rules
    made = rules.Pack('apart', title=text, valid_from='2023-01-01')
    made.document('D', title=text, short=text)
    made.clause('D-1', document='D', locator=('一', '1'), paraphrase=text)
    made.rule('D-1', rules.freq(from_='enrolment', per=['teacher_id'], distinct='class_id',
                                at_most=1), title=text, message=text)
    return json.loads(made.compile().to_json())


def row(number: int, **cells) -> dict:
    return {'enr_id': f'e{number}', 'teacher_id': 't1', 'class_id': f'c{number}', **cells}


def case(name: str, measured, teacher: str = 't1', **changes) -> dict:
    verdict = 'unknown' if measured == '[1, 2]' else 'pass' if measured == '1' else 'fail'
    return {'name': name, 'as_of': '2023-12-31', **changes, 'expect': [
        {'rule': 'D-1', 'subject': {'teacher_id': teacher}, 'verdict': verdict,
         'measured': measured}]}


BASE = {'enrolment': [row(1), row(2)], 'teacher': [{'teacher_id': 't1'}, {'teacher_id': 't2'}]}
TESTS = [
    case('as the base', '2'),
    case('a row dropped', '1', drop={'enrolment': [{'enr_id': 'e2'}]}),
    case('rows dropped by a cell', '1', drop={'enrolment': [{'class_id': 'c1'}]}),
    case('a cell changed', '1', tables={'enrolment': [{'enr_id': 'e2', 'class_id': 'c1'}]}),
    case('a cell taken away', '[1, 2]', tables={'enrolment': [{'enr_id': 'e2', 'class_id': None}]}),
    case('a row added', '3', tables={'enrolment': [row(3)]}),
    case('a table replaced', '1', 't9', drop={'enrolment': True},
         tables={'enrolment': [row(1, teacher_id='t9')], 'teacher': [{'teacher_id': 't9'}]}),
]


def folder(at: Path, tests: list) -> Path:
    (at / 'tests').mkdir()
    (at / 'pack.json').write_text(json.dumps(pack()), 'utf-8')
    (at / 'tests' / 'a.json').write_text(json.dumps(
        {'format': 'xunze.tests/1', 'base': BASE, 'tests': tests}), 'utf-8')
    return at / 'pack.json'


def test_both_read_the_same_tests(tmp_path):
    path = folder(tmp_path, TESTS)
    done = xunze.test(path)
    assert done.passed, done.to_text('en')
    assert done.data['tests']['tests'] == len(TESTS)
    said = check({**pack(), 'tests': all_tests(path, VOCABULARY)}, VOCABULARY)
    assert said == {'passed': len(TESTS), 'skipped': [], 'failed': []}


@pytest.mark.parametrize('wrong', [
    {'drop': {'enrolment': [{'enr_id': 'e9'}]}}, {'drop': {'enrolment': [{}]}}])
def test_both_refuse_to_drop_what_is_not_there(tmp_path, wrong):
    path = folder(tmp_path, [case('wrong', '2', **wrong)])
    with pytest.raises(xunze.Failure) as caught:
        xunze.test(path)
    assert [d.code for d in caught.value.diagnostics] == ['test.drop']
    with pytest.raises(PackError):
        all_tests(path, VOCABULARY)


def test_both_refuse_a_name_used_twice(tmp_path):
    path = folder(tmp_path, [TESTS[0], TESTS[0]])
    with pytest.raises(xunze.Failure):
        xunze.test(path)
    with pytest.raises(PackError):
        all_tests(path, VOCABULARY)
