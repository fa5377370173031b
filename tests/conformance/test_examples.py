# SPDX-License-Identifier: Apache-2.0
"""The example data: what must be found in them is found, and nothing else."""
from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / 'tests' / 'property'))
sys.path.insert(0, str(ROOT / 'examples'))

from running import core, differences, engine, evaluate, load, oracle  # noqa: E402
from synthetic import module_of  # noqa: E402

XIANGYIN = ROOT / 'examples' / 'data' / 'xiangyin-2018'
# what the clauses say that read tables which the example does not give: nothing is known yet
OTHER_CLAUSES = ROOT / 'tests' / 'conformance' / 'xiangyin_other_clauses.csv'
VERDICTS = ('pass', 'fail', 'pending', 'unknown')


def read(path: Path):
    return json.loads(path.read_text('utf-8'), parse_float=str)


def loaded(name: str) -> tuple:
    vocabulary = read(ROOT / 'policies' / 'vocabulary' / 'teacher-training.json')
    return vocabulary, *load(read(ROOT / 'policies' / 'packs' / name / 'pack.json'), vocabulary)


def folder(words, path: Path):
    builder = core.DatasetBuilder(words, False)
    builder.add_folder(str(path))
    return builder.build()


def table(path: Path) -> list:
    with path.open(encoding='utf-8', newline='') as file:
        return list(csv.DictReader(file))


def shown(value) -> str:
    """A value as the expected tables write it."""
    if value is None:
        return ''
    if isinstance(value, (list, tuple)):
        return '[' + ', '.join('null' if v is None else str(v) for v in value) + ']'
    return str(value)


def subject(finding: dict) -> str:
    return '|'.join(str(v) for v in finding['subject'].values())


# --- Xiangyin ------------------------------------------------------------------------------------

@pytest.fixture(scope='module')
def xiangyin():
    _, policy, words = loaded('xiangyin-2018')
    return policy, folder(words, XIANGYIN)


def findings(policy, data, as_of='2018-12-31', **set_) -> list:
    return core.results(evaluate(policy, data, as_of, set_))['rules']


NAMES = ('rule', 'subject', 'verdict', 'severity', 'measured', 'threshold', 'slack')


def row(finding: dict) -> tuple:
    """As a row of the expected tables."""
    return (finding['rule'], subject(finding), finding['verdict'], finding['severity'] or '',
            *(shown(finding[n]) for n in NAMES[4:]))


def expected_row(cells: dict) -> tuple:
    """A row of the expected tables; the engine shows no slack that is open on one side."""
    return (*(cells[n] for n in NAMES[:-1]), '' if 'null' in cells['slack'] else cells['slack'])


def test_findings_are_the_expected_ones(xiangyin):
    made = sorted(row(f) for f in findings(*xiangyin)
                  if f['verdict'] not in ('pass', 'not_applicable'))
    expected = table(XIANGYIN / 'expected' / 'expected.csv')
    later = table(OTHER_CLAUSES)
    assert {r['verdict'] for r in later} == {'unknown', 'pending'}
    assert not {r['rule'] for r in later} & {
        r['rule'] for r in table(XIANGYIN / 'expected' / 'counts.csv')}
    assert made == sorted(map(expected_row, expected + later))


def test_counts_are_the_expected_ones(xiangyin):
    counts: dict = {}
    for f in findings(*xiangyin):
        of = counts.setdefault(f['rule'], Counter())
        of[f['verdict']] += 1
        of['subjects'] += bool(f['subject'])
    for expected in table(XIANGYIN / 'expected' / 'counts.csv'):
        of = counts.get(expected['rule'], Counter())
        made = {n: of[n] for n in ('subjects', *VERDICTS)}
        assert made == {n: int(expected[n]) for n in made}, expected['rule']


@pytest.mark.parametrize('expected', table(XIANGYIN / 'expected' / 'alternatives.csv'),
                         ids=lambda r: f"{r['parameter']}-{r['rule']}-{r['subject']}")
def test_alternatives_change_what_is_expected(xiangyin, expected):
    set_ = {expected['parameter']: json.loads(expected['value'])} if expected['parameter'] else {}
    found = [row(f) for f in findings(*xiangyin, expected['as_of'], **set_)
             if f['rule'] == expected['rule'] and subject(f) == expected['subject']]
    assert found == [expected_row(expected)]


# --- the synthetic city of the pack shaanxi-2023 -------------------------------------------------

def generate(path: Path, seed: int) -> list:
    """A city with all that may be planted; the findings to expect."""
    planted = path.with_suffix('.json')
    subprocess.run([sys.executable, '-B', str(ROOT / 'examples' / 'generate.py'),
                    '--pack', 'shaanxi-2023', '--seed', str(seed), '--size', '900',
                    '--out', str(path), '--planted', str(planted)],
                   check=True, capture_output=True)
    return json.loads(planted.read_text('utf-8'))


def key(one: dict) -> str:
    return json.dumps(one, sort_keys=True, ensure_ascii=False)


@pytest.mark.parametrize('seed', [5, 11])
def test_planted_failures_are_found_and_no_others(tmp_path, seed):
    _, policy, words = loaded('shaanxi-2023')
    expected: dict = {}
    for f in generate(tmp_path / 'city', seed):
        if f['verdict'] == 'fail':
            expected.setdefault(f['rule'], []).append(f['subject'])
    made: dict = {}
    as_of = str(module_of('shaanxi-2023').AS_OF)
    for f in core.results(evaluate(policy, folder(words, tmp_path / 'city'), as_of))['rules']:
        if f['verdict'] == 'fail':
            made.setdefault(f['rule'], []).append(f['subject'])
    for rule in sorted(made.keys() | expected.keys()):
        assert (sorted(map(key, made.get(rule, []))) ==
                sorted(map(key, expected.get(rule, [])))), rule


def test_a_part_of_a_city_is_judged_alike(tmp_path):
    """Some teachers and projects; keys that then lead nowhere are part of it."""
    vocabulary, policy, words = loaded('shaanxi-2023')
    generate(tmp_path / 'city', 5)
    data = {}
    for name, (columns, rows) in part_of(tmp_path / 'city').items():
        types = {n: c['type'] for n, c in vocabulary['tables'][name]['columns'].items()}
        data[name] = {'columns': columns,
                      'rows': [{n: cell(v, types[n]) for n, v in r.items()} for r in rows]}
    as_of = str(module_of('shaanxi-2023').AS_OF)
    mine = engine(policy, words, data, as_of)
    assert {'pass', 'fail', 'unknown'} <= {f['verdict'] for f in mine['rules']}
    assert differences(mine, oracle(policy, vocabulary, data, as_of)) == []


def part_of(city: Path) -> dict:
    """The columns and rows of each table, of every fifth teacher and of five projects a year."""
    teachers = {r['teacher_id'] for r in table(city / 'teacher.csv')[::5]}

    def kept(r: dict) -> bool:
        projects = [r[n][3:5] for n in ('project_id', 'sub_id', 'class_id') if r.get(n)]
        return r.get('teacher_id') in teachers | {None} and {'01', '05', '09', '13', '16'} >= {
            *projects}

    rows = {f.stem: [r for r in table(f) if kept(r)] for f in sorted(city.glob('*.csv'))}
    enrolments = {r['enr_id'] for r in rows['enrolment']}
    for name in ('enrolment_event', 'assessment'):
        rows[name] = [r for r in rows[name] if r['enr_id'] in enrolments]
    return {name: (header(city / f'{name}.csv'), some) for name, some in rows.items()}


def header(path: Path) -> list:
    with path.open(encoding='utf-8', newline='') as file:
        return next(csv.reader(file))


def cell(text: str, kind: str):
    if text == '':
        return None
    return text.replace('，', ',').split(',') if kind == 'set' else text
