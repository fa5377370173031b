# SPDX-License-Identifier: Apache-2.0
"""Shipped packs have nothing for lint to say: every minimum, for one, names its day (rule.due)."""
from __future__ import annotations

from pathlib import Path

import pytest

import xunze

PACKS = sorted((Path(__file__).resolve().parents[2] / 'policies' / 'packs').glob('*/pack.json'))


@pytest.mark.parametrize('path', PACKS, ids=lambda path: path.parent.name)
def test_lint_has_nothing_to_say(path):
    assert [f'{d.line}: {d.code}: {d.message}' for d in xunze.lint(path)] == []
