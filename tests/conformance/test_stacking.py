# SPDX-License-Identifier: Apache-2.0
"""Made-up packs that stand on one another: what is taken over, expired, contradicted, replaced."""
from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

xunze = pytest.importorskip('xunze')

HERE = Path(__file__).parent / 'stacking'
XIANGYIN = HERE.parents[2] / 'policies' / 'packs' / 'xiangyin-2018' / 'pack.json'


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
