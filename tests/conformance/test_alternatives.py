# SPDX-License-Identifier: Apache-2.0
"""Each alternative of a parameter changes something that a test of its pack says."""
from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import xunze

PACKS = Path(__file__).resolve().parents[2] / 'policies' / 'packs'
NOTICES = ('shaanxi-2023', 'henan-county-2022', 'henan-it2-2021', 'moe-2020', 'xiangyin-2018')
# Numbers that limit nothing, so that there is nothing to turn off.
NO_LIMIT = {
    'which year is looked at': (
        'project_year', 'review_year', 'programme_year', 'programme_first_year',
        'first_graded_year', 'assessment_from'),
    'which rows there are to judge': ('last_annex', 'circular_months'),
    'where one of two rules takes over from the other': ('short_days',),
    'what a word means': ('closing_days', 'cross_year_years', 'online_year_months', 'autumn_from',
                          'autumn_to')}


def read(path: Path):
    return json.loads(path.read_text('utf-8'))


def files_of(pack: Path) -> list:
    return [pack / 'pack.json', *sorted((pack / 'tests').glob('*.json'))]


def alternatives_of(pack: Path) -> set:
    return {(name, json.dumps(value))
            for name, parameter in read(pack / 'pack.json')['parameters'].items()
            for value in parameter.get('alternatives', [])}


def without_settings(pack: Path, into: Path) -> set:
    """Writes the pack with each test that sets an alternative run without that setting.

    Returns the names of these tests: (parameter, value, number).
    """
    wanted, made = alternatives_of(pack), set()
    for file in files_of(pack):
        content, tests = read(file), []
        for test in content.get('tests', []):
            for name, value in test.get('set', {}).items():
                if (name, json.dumps(value)) not in wanted:
                    continue
                others = {k: v for k, v in test['set'].items() if k != name}
                title = f'{name} = {json.dumps(value)} #{len(made)}'
                made.add((name, json.dumps(value), title))
                tests.append({**test, 'name': title, 'set': others})
        content['tests'] = tests
        file = into / file.relative_to(pack)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(content, ensure_ascii=False), 'utf-8')
    return made


@pytest.mark.parametrize('pack', NOTICES)
def test_each_limit_can_be_off(pack):
    exempt = {name for names in NO_LIMIT.values() for name in names}
    for name, parameter in read(PACKS / pack / 'pack.json')['parameters'].items():
        if parameter['type'] not in ('int', 'decimal') or name in exempt:
            continue
        assert None in [parameter.get('value', 0), *parameter.get('alternatives', [])], name


@pytest.mark.parametrize('pack', sorted(p.name for p in PACKS.iterdir()))
def test_each_alternative_changes_what_a_test_says(pack, tmp_path):
    shutil.copytree(PACKS, tmp_path / 'packs')
    made = without_settings(PACKS / pack, tmp_path / 'packs' / pack)
    done = xunze.test(tmp_path / 'packs' / pack).data['tests']
    changed = {f['test'] for f in done['failed']}
    lost = [p['message']['en'] for p in done['problems']]  # other subjects, or no such data
    tried = {(name, value) for name, value, test in made
             if test in changed or any(f'`{test}`' in message for message in lost)}
    untried = alternatives_of(PACKS / pack) - tried
    assert sorted(untried) == []
