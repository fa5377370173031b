# SPDX-License-Identifier: Apache-2.0
"""The tests that the packs of this repository carry, as far as their rules are lowered."""
from __future__ import annotations

import json
from pathlib import Path

import pytest

from .packtests import check

POLICIES = Path(__file__).parents[2] / 'policies'
PACKS = sorted(POLICIES.glob('packs/*/pack.json'))


def load(path: Path):
    return json.loads(path.read_text(encoding='utf-8'), parse_float=str)


@pytest.mark.parametrize('path', PACKS, ids=lambda p: p.parent.name)
def test_a_pack_passes_its_own_tests(path: Path):
    pack = load(path)
    vocabulary = load(POLICIES / 'vocabulary' / f"{pack['pack']['vocabulary']}.json")
    assert check(pack, vocabulary)['failed'] == []


def test_a_wrong_expectation_is_found():
    from .tiny import SHEET, pack, rule
    test = {'name': 't', 'as_of': '2023-12-31', 'tables': {'s': [{'id': 's1', 'a': 2}]},
            'expect': [{'rule': 'X', 'subject': {'id': 's1'}, 'verdict': 'fail', 'slack': '-1'},
                       {'rule': 'X', 'subject': {'id': 's1'}, 'verdict': 'pass'},
                       {'rule': 'X', 'subject': {'id': 's2'}, 'verdict': 'fail'}]}
    result = check(pack({'X': rule('s', 'a <= 1')}, tests=[test]), SHEET)
    assert (result['passed'], len(result['failed'])) == (1, 2)
