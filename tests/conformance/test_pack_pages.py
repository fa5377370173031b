# SPDX-License-Identifier: Apache-2.0
"""The pages of packs are what `docs/packs/make.py` makes of the packs."""
from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

pytest.importorskip('xunze')

ROOT = Path(__file__).resolve().parents[2]


def test_pages_are_up_to_date():
    spec = importlib.util.spec_from_file_location('make', ROOT / 'docs' / 'packs' / 'make.py')
    make = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(make)
    old = [where.name for where, text in make.pages().items()
           if not where.is_file() or where.read_text('utf-8') != text]
    assert old == [], 'run python docs/packs/make.py'
