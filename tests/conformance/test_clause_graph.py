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
COMPUTED = 34  # edges of the catalogue that rules make; the others pass through data, and are said
# Edges that hold under a choice: who has them, the parameter, the alternatives that have some.
CHOSEN = {'shaanxi-2023': {
    ('relation:taking_part_year', 'year_basis'): {'project', 'start', 'overlap'},
    ('relation:taking_part_year', 'cross_year_count'): {'first', 'each'}}}


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
    computed = [e for e in known if e in made]
    declared = [e for e in known if e in every and e not in made]
    with capsys.disabled():
        print(f'\nclause edges: {len(known)} of the catalogue, {len(computed)} of them computed by '
              f'rules, {len(declared)} declared alone; encoding added {len(every - set(known))}')
        for word, some in (('computed', computed), ('declared', declared),
                           ('added', sorted(every - set(known)))):
            for one, other in some:
                print(f'  {word} {one} -> {other}')
    assert missing == []
    assert len(computed) >= COMPUTED


@pytest.mark.parametrize('path', PACKS, ids=lambda path: path.parent.name)
def test_edges_that_hold_under_a_choice_carry_it(path):
    """The catalogue names no choice at its edges; those in the graph are of the pack, and all named.

    Projected on clauses such an edge keeps its choice only if every way between the two needs it.
    """
    pack = json.loads(path.read_text('utf-8'))
    pack['pack']['extends'] = []
    graph = json.loads(xunze.load_pack(pack).graph('json', [], 'en'))
    carried: dict = {}
    for edge in graph['edges']:
        if 'only_with' in edge:
            one = edge['only_with']
            assert one['alternative'] in pack['parameters'][one['parameter']]['one_of'], edge
            carried.setdefault((edge['from'], one['parameter']), set()).add(one['alternative'])
    assert carried == CHOSEN.get(path.parent.name, {})
    clauses = json.loads(xunze.load_pack(pack).graph('json', ['clause'], 'en'))['edges']
    assert [edge for edge in clauses if 'only_with' in edge] == []


def test_all_documents_of_the_catalogue_are_there():
    assert {a.split('-')[0] for a, _ in CATALOGUE} <= documents()
