# SPDX-License-Identifier: Apache-2.0
"""The twenty vectors and the worked cases, through the engine.

The cases are those of the reference evaluator; here each run must give the same in both.
"""
from __future__ import annotations

import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS / 'property'), str(TESTS)]

from reference import test_vectors as vectors  # noqa: E402
from reference import test_worked as worked  # noqa: E402
from running import (all_columns, as_shown, differences, engine, load,  # noqa: E402
                     whole_pack, whole_vocabulary)

import reference  # noqa: E402


def run_in_both(pack, vocabulary, data, as_of='2023-12-31', **more):
    """The findings of the reference evaluator, once the engine has given the same."""
    vocabulary = whole_vocabulary(vocabulary)
    policy, words = load(whole_pack(pack, vocabulary), vocabulary)
    given = all_columns(data, vocabulary)
    mine = engine(policy, words, given, as_of, set_=more.get('set'),
                  complete=more.get('complete'), known_by=more.get('known_by'))
    theirs = reference.evaluate(pack, vocabulary, data, as_of, **more)
    assert differences(mine, as_shown(theirs)) == []
    return theirs['rules']


@pytest.fixture(autouse=True)
def both(monkeypatch):
    for module in (vectors, worked):
        monkeypatch.setattr(module, 'run', run_in_both, raising=False)


for _module in (vectors, worked):
    globals().update({n: t for n, t in vars(_module).items() if n.startswith('test_')})
