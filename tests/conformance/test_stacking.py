# SPDX-License-Identifier: Apache-2.0
"""Made-up packs that stand on one another: what is taken over, expired, contradicted, replaced."""
from __future__ import annotations

import copy
import datetime
import json
import sys
from pathlib import Path

import pytest

xunze = pytest.importorskip('xunze')

HERE = Path(__file__).parent / 'stacking'
ROOT = HERE.parents[2]
XIANGYIN = ROOT / 'policies' / 'packs' / 'xiangyin-2018' / 'pack.json'
sys.path.insert(0, str(ROOT / 'examples'))

from synthetic import module_of, plant  # noqa: E402


def codes(pack) -> set:
    return {d.code for d in xunze.lint(pack) if d.code.startswith('stack.')}


def beside(folder: Path, pack: dict) -> Path:
    """The pack in a folder where its parents are found beside it."""
    for parent in HERE.iterdir():
        (folder / parent.name).symlink_to(parent)
    file = folder / 'under-test' / 'pack.json'
    file.parent.mkdir()
    file.write_text(json.dumps(pack, ensure_ascii=False), 'utf-8')
    return file


def standing(policy, day: str) -> dict:
    return {rule['rule']: (rule['state'], rule['replaced_by'])
            for rule in policy.rules_on(datetime.date.fromisoformat(day))}


def test_required_and_forbidden_contradict():
    assert codes(HERE / 'hunan-county-sample') == {'stack.expired', 'stack.contradiction'}


def test_an_override_settles_it(tmp_path):
    pack = json.loads((HERE / 'hunan-county-sample' / 'pack.json').read_text('utf-8'))
    pack['rules']['HNC18-1']['overrides'] = ['HNS18-4']
    file = beside(tmp_path, pack)
    assert 'stack.contradiction' not in codes(file)
    assert standing(xunze.load_pack(file), '2018-07-01')['HNS18-4'] == ('replaced', 'HNC18-1')
    assert 'stack.incomparable' in codes(file)


@pytest.mark.parametrize('how,said', [('tighter', set()), ('alike', set()),
                                      ('looser', {'stack.loosened'})])
def test_a_rule_declares_how_it_replaces(tmp_path, how, said):
    pack = json.loads((HERE / 'hunan-county-sample' / 'pack.json').read_text('utf-8'))
    pack['rules']['HNC18-1'] |= {'overrides': ['HNS18-4'], 'replaces_as': how}
    assert codes(beside(tmp_path, pack)) & {'stack.incomparable', 'stack.loosened'} == said


def test_rules_are_in_force_while_their_packs_are():
    policy = xunze.load_pack(HERE / 'hunan-county-sample')
    before, after = standing(policy, '2018-05-01'), standing(policy, '2018-07-01')
    assert before['HNC18-1'] == ('not_yet', None) and after['HNC18-1'] == ('in_force', None)
    assert before['HNS18-5'] == ('in_force', None) and after['HNS18-5'] == ('expired', None)
    assert before['HNS15-1'] == after['HNS15-1'] == ('expired', None)


def test_a_county_under_a_province(tmp_path):
    pack = json.loads(XIANGYIN.read_text('utf-8'))
    own = set(pack['rules'])
    pack['pack']['extends'] = ['hunan-2018-sample']
    pack.pop('equivalent_mutants', None)
    file = beside(tmp_path, pack)
    assert {'stack.loosened', 'stack.incomparable', 'stack.expired'} <= codes(file)
    rules = set(xunze.load_pack(file).rules)
    assert own < rules and any(rule.startswith('HNS18') for rule in rules)


# --- data of 2020 under the national pack of 2020 ------------------------------------------------

def province(folder: Path, first: str, last: str) -> Path:
    """A province's pack above moe-2020, in force between two days."""
    sample = json.loads((HERE / 'hunan-county-sample' / 'pack.json').read_text('utf-8'))
    sample['pack'] |= {'id': 'province-sample', 'extends': ['moe-2020'], 'level': 'province',
                       'valid_from': first, 'valid_to': last}
    sample['tests'] = []
    file = folder / 'province-sample' / 'pack.json'
    file.parent.mkdir()
    file.write_text(json.dumps(sample, ensure_ascii=False), 'utf-8')
    return file


@pytest.fixture(scope='module')
def spoilt(tmp_path_factory) -> tuple:
    """Data of 2020 with failures of a few clauses, and those failures."""
    module = module_of('moe-2020')
    world = copy.deepcopy(module.clean(5, 300))
    expected = plant(world, module, {'ME20-1-b': 2, 'ME20-2-c': 2, 'ME20-1-a': 1})
    folder = tmp_path_factory.mktemp('moe') / 'data'
    world.write(folder)
    return folder, module.AS_OF, expected


def fails(pack: Path, data: Path, as_of) -> set:
    report = xunze.check(data, pack, as_of)
    return {(f['rule'], json.dumps(f['subject']['key'], sort_keys=True))
            for f in report.data['findings'] if f['verdict'] == 'fail' and f['rule'][:2] == 'ME'}


def test_data_of_2020_are_judged_by_the_parent_of_2020(tmp_path, spoilt):
    data, as_of, expected = spoilt
    assert expected
    assert fails(province(tmp_path, '2020-06-01', '2021-06-01'), data, as_of) == {
        (f['rule'], json.dumps(f['subject'], sort_keys=True)) for f in expected}


def test_after_its_time_the_parent_is_never_applied(tmp_path, spoilt):
    data, as_of, _ = spoilt
    later = province(tmp_path, '2022-06-01', '2023-06-01')
    assert 'stack.expired' in codes(later)
    assert fails(later, data, as_of) == set()
    assert all(state == 'expired' for rule, (state, _) in standing(
        xunze.load_pack(later), '2022-07-01').items() if rule.startswith('ME20'))
