# SPDX-License-Identifier: Apache-2.0
"""Tables left to the office: unknown without them, and the made-up ones are taken."""
from __future__ import annotations

import re
import shutil
import sys
from functools import cache
from pathlib import Path

import pytest

xunze = pytest.importorskip('xunze')

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / 'examples'))

from synthetic import module_of  # noqa: E402

TABLES = ROOT / 'examples' / 'data' / 'office-tables'
ROWS = re.findall(r'^\| `([\w-]+)` \| ([\w.-]+) \| \[\w+\]\(([\w./-]+)\)',
                  (TABLES / 'README.md').read_text('utf-8'), re.MULTILINE)


@cache
def world(pack: str):
    return module_of(pack).clean(5, 900)


def asks(pack: str, clause: str, table: str, data: Path) -> tuple:
    """Whether rules of the clause miss the table, and what the data checks say of its file."""
    path = ROOT / 'policies' / 'packs' / pack / 'pack.json'
    done = xunze.check(data, path, module_of(pack).AS_OF).data
    missed = any(f'（{table}）' in f['message']['zh'] for f in done['findings']
                 if f['rule'].split('/')[0] == clause)
    return missed, [d for d in done['data'] if f'{table}.csv' in str(d)]


def test_every_file_has_its_line():
    assert {row[2] for row in ROWS} == {
        str(f.relative_to(TABLES)) for f in TABLES.glob('*/*.csv')}


@pytest.mark.parametrize('pack,clause,file', ROWS, ids=lambda v: v)
def test_a_clause_asks_for_its_table(pack, clause, file, tmp_path):
    table = Path(file).stem
    world(pack).write(tmp_path)
    (tmp_path / f'{table}.csv').unlink()
    assert asks(pack, clause, table, tmp_path)[0]
    shutil.copy(TABLES / file, tmp_path / f'{table}.csv')
    assert asks(pack, clause, table, tmp_path) == (False, [])
