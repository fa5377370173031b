# SPDX-License-Identifier: Apache-2.0
"""The tutorial keeps its word: its pack, its tests, its tables, and what its commands print."""
from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / 'tests' / 'property'))
sys.path.insert(0, str(ROOT / 'tests'))

from reference.packtests import all_tests  # noqa: E402
from running import all_columns, differences, engine, load, oracle  # noqa: E402

import xunze  # noqa: E402

NOTICE = ROOT / 'examples' / 'notice-2026'
PACK = NOTICE / 'pack.json'
PAGE = ROOT / 'docs' / 'tutorial.md'
AS_OF = '2027-01-15'
BLOCK = re.compile(r'^```(sh|text)\n(.*?)^```', re.MULTILINE | re.DOTALL)


def read(path: Path):
    return json.loads(path.read_text('utf-8'), parse_float=str)


def test_every_clause_of_the_notice_is_accounted_for():
    numbers = re.findall(r'^\*\*(.+?)、\*\*', (NOTICE / 'notice.md').read_text('utf-8'), re.MULTILINE)
    clauses = read(PACK)['clauses'].values()
    assert len(numbers) == 12
    assert [clause['locator']['zh'] for clause in clauses] == numbers
    assert Counter(c['status'] for c in clauses) == {'encoded': 11, 'informative': 1}
    used = {rule['clause'] for rule in read(PACK)['rules'].values()}
    assert used == {i for i, c in read(PACK)['clauses'].items() if c['status'] == 'encoded'}


def test_lint_is_silent():
    assert [(d.code, d.line) for d in xunze.lint(PACK)] == []


def test_the_tests_hold_and_see_everything():
    done = xunze.test(PACK, coverage=True, mutate=True)
    assert done.data['tests']['failed'] == []
    assert done.data['tests']['problems'] == []
    total = done.data['coverage']['total']
    assert total['seen'] == total['wanted']
    mutation = done.data['mutation']
    assert mutation['problems'] == []
    assert mutation['noticed'] * 100 >= mutation['mutants'] * 95, mutation['survivors']


def test_the_reference_evaluator_agrees():
    vocabulary = read(ROOT / 'policies' / 'vocabulary' / 'teacher-training.json')
    policy, words = load(read(PACK), vocabulary)
    tests = all_tests(PACK, vocabulary)
    assert len(tests) > 100
    for test in tests:
        data = all_columns(test.get('tables', {}), vocabulary)
        how = {'as_of': test['as_of'], 'set_': test.get('set', {})}
        assert differences(engine(policy, words, data, **how),
                           oracle(policy, vocabulary, data, **how)) == [], test['name']


def test_each_alternative_is_tried():
    tried = {(name, json.dumps(value)) for file in (NOTICE / 'tests').glob('*.json')
             for test in read(file)['tests'] for name, value in test.get('set', {}).items()}
    for name, parameter in read(PACK)['parameters'].items():
        for value in parameter.get('alternatives', []):
            assert (name, json.dumps(value)) in tried


def test_the_tables_give_these_findings_and_no_others():
    report = xunze.check(NOTICE / 'data', pack=PACK, as_of=AS_OF)
    said = sorted((f['rule'], '|'.join(f['subject']['key'].values()), f['verdict'])
                  for f in report.data['findings'])
    assert said == [
        ('WH26-10', 'P1', 'unknown'), ('WH26-10', 'P2', 'fail'), ('WH26-11', 'P2', 'fail'),
        ('WH26-12', 'P2', 'fail'), ('WH26-2/full', 'Q2', 'fail'), ('WH26-2/full', 'Q4', 'fail'),
        ('WH26-2/over', 'Q1', 'fail'), ('WH26-3', 'T1', 'fail'), ('WH26-3', 'T2', 'unknown'),
        ('WH26-4', 'P2', 'fail'), ('WH26-5', 'P2', 'fail'), ('WH26-6', 'P2', 'fail'),
        ('WH26-7', 'P2', 'fail'), ('WH26-8', 'E3', 'unknown'), ('WH26-8', 'E4', 'fail'),
        ('WH26-9', 'T2', 'unknown'), ('WH26-9', 'T6', 'unknown'),
    ]  # fmt: skip
    assert report.exit_code == 1


@pytest.fixture(scope='module')
def place(tmp_path_factory) -> Path:
    """A folder that has `examples` and the command."""
    folder = tmp_path_factory.mktemp('tutorial')
    (folder / 'examples').symlink_to(ROOT / 'examples')
    command = folder / 'bin' / 'xunze'
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m xunze.cli "$@"\n', 'utf-8')
    command.chmod(0o755)
    return folder


def commands() -> list:
    blocks = BLOCK.findall(PAGE.read_text('utf-8'))
    return [pytest.param(body, shown, id=body.strip().splitlines()[-1][:60])
            for (kind, body), (after, shown) in zip(blocks, blocks[1:])
            if kind == 'sh' and after == 'text']


def test_every_command_shows_what_it_prints():
    assert len(commands()) * 2 == len(BLOCK.findall(PAGE.read_text('utf-8'))) > 8


@pytest.mark.parametrize('script,shown', commands())
def test_a_command_prints_what_the_page_shows(script: str, shown: str, place: Path):
    path = os.pathsep.join([str(place / 'bin'), os.environ['PATH']])
    run = subprocess.run(['bash', '-c', script], cwd=place, env={**os.environ, 'PATH': path},
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    printed = iter(run.stdout.splitlines())
    for line in shown.splitlines():
        if line.strip() != '…':
            assert line in printed, f'not printed, or not there: {line}\n{run.stdout}'
