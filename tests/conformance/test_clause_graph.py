# SPDX-License-Identifier: Apache-2.0
"""The packs' dependency graphs, projected on clauses, hold the edges that the catalogue knows."""
from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path

import pytest

xunze = pytest.importorskip('xunze')

ROOT = Path(__file__).resolve().parents[2]
PACKS = sorted((ROOT / 'policies' / 'packs').glob('*/pack.json'))
# Edges from the catalogue: clause, and the clause whose result or data it needs.
CATALOGUE = [tuple(row.values()) for row in csv.DictReader(
    (Path(__file__).parent / 'clause_edges.csv').read_text('utf-8').splitlines())]


def projected(pack: dict) -> set:
    """Clause → clause, as the graph of the pack says."""
    graph = json.loads(xunze.load_pack(pack).graph('json', ['clause'], 'en'))
    name = {node['id']: node.get('name', node['id']) for node in graph['nodes']}
    return {(name[e['from']], name[e['to']]) for e in graph['edges']}


@cache
def edges() -> tuple:
    """(all edges, edges that rules, parameters and relations make without what clauses declare)."""
    every, made = set(), set()
    for path in PACKS:
        pack = json.loads(path.read_text('utf-8'))
        pack['pack']['extends'] = []
        every |= projected(pack)
        for clause in pack['clauses'].values():
            clause.pop('depends_on', None)
        made |= projected(pack)
    return every, made


def documents() -> set:
    return {clause.split('-')[0] for path in PACKS
            for clause in json.loads(path.read_text('utf-8'))['clauses']}


def test_the_catalogues_edges_are_there(capsys):
    every, made = edges()
    known = [e for e in CATALOGUE if e[0].split('-')[0] in documents()]
    missing = [e for e in known if e not in every]
    with capsys.disabled():
        computed = [e for e in known if e in made]
        print(f'\nclause edges: {len(known)} of the catalogue, {len(computed)} of them computed by '
              f'rules, {len(known) - len(computed) - len(missing)} declared alone; '
              f'encoding added {len(every - set(known))}')
        for a, b in sorted(every - set(known)):
            print(f'  added {a} -> {b}')
    assert missing == []


def test_all_documents_of_the_catalogue_are_there():
    assert {a.split('-')[0] for a, _ in CATALOGUE} <= documents()
