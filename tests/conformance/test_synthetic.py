# SPDX-License-Identifier: Apache-2.0
"""Synthetic data: clean data fail nothing; what a clause's switch plants is found, and no more."""
from __future__ import annotations

import copy
import json
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / 'tests' / 'property'))
sys.path.insert(0, str(ROOT / 'examples'))

from running import core, evaluate, load  # noqa: E402
from synthetic import PACKS, make, module_of, plant  # noqa: E402
from synthetic.planting import TooFew  # noqa: E402

SEED, SIZE = 5, 900
FOUND = ('fail', 'unknown')
CLAUSES = [(pack, clause) for pack in PACKS for clause in module_of(pack).VIOLATIONS]
SETTINGS = [(p, c) for p, c in CLAUSES if module_of(p).VIOLATIONS[c].settings]


def read(path: Path):
    return json.loads(path.read_text('utf-8'), parse_float=str)


@cache
def loaded(pack: str) -> tuple:
    """The pack as JSON, the policy, the words of its vocabulary."""
    whole = read(ROOT / 'policies' / 'packs' / pack / 'pack.json')
    vocabulary = read(ROOT / 'policies' / 'vocabulary' / f'{whole["pack"]["vocabulary"]}.json')
    return whole, *load(whole, vocabulary)


@cache
def clean(pack: str):
    return make(pack, SEED, max(SIZE, module_of(pack).SMALLEST))


def planted(pack: str, wanted: dict) -> tuple:
    """A world with so many failures a clause, and the findings to expect."""
    world = copy.deepcopy(clean(pack))
    return world, plant(world, module_of(pack), wanted)


def unavoidable(pack: str) -> list:
    """What is found in clean data too, because the document contradicts itself."""
    return getattr(module_of(pack), 'UNAVOIDABLE', [])


def found(pack: str, world, folder: Path, settings=None) -> list:
    """What the engine finds in the world's files, beside what cannot be avoided."""
    made = findings(pack, world, folder, settings or {})
    assert all(f in made for f in unavoidable(pack)), 'could be avoided after all'
    return [f for f in made if f not in unavoidable(pack)]


def findings(pack: str, world, folder: Path, settings: dict) -> list:
    _, policy, words = loaded(pack)
    world.write(folder)
    builder = core.DatasetBuilder(words, True)
    builder.add_folder(str(folder))
    outcome = evaluate(policy, builder.build(), str(module_of(pack).AS_OF), settings)
    return [{n: f[n] for n in ('rule', 'verdict', 'subject')}
            for f in core.results(outcome)['rules'] if f['verdict'] in FOUND]


def text(finding: dict) -> str:
    subject = ' '.join(f'{n}={v}' for n, v in sorted(finding['subject'].items()))
    return f'{finding["rule"]} {finding["verdict"]} {subject}'


@cache
def edges(pack: str) -> dict:
    """What each node of the pack's graph reads."""
    next_: dict = {}
    for edge in json.loads(loaded(pack)[1].graph('json', [], 'en'))['edges']:
        next_.setdefault(edge['from'], []).append(edge['to'])
    return next_


def reached(pack: str, start: str) -> set:
    """What a node reads, however far away."""
    seen: set = set()
    todo = [start]
    while todo:
        node = todo.pop()
        if node not in seen and not node.startswith('clause:'):
            seen.add(node)
            todo += edges(pack).get(node, [])
    return seen


@cache
def tables_of(pack: str) -> dict:
    """The tables that each rule reads."""
    return {rule: {node.split(':', 1)[1].split('.')[0] for node in reached(pack, f'rule:{rule}')
                   if node.startswith(('table:', 'column:'))} for rule in loaded(pack)[0]['rules']}


def changed(pack: str, world) -> set:
    """The tables that planting changed."""
    before, after = plant_nothing(pack).as_text(), world.as_text()
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


@cache
def plant_nothing(pack: str):
    return planted(pack, {})[0]


@pytest.mark.parametrize('pack', PACKS)
def test_clean_data_leave_nothing_to_find(pack, tmp_path):
    world, expected = planted(pack, {})
    assert expected == []
    assert [text(f) for f in found(pack, world, tmp_path)] == []


@pytest.mark.parametrize('seed', [11, 21, 23])
@pytest.mark.parametrize('pack', PACKS)
def test_the_smallest_clean_data_leave_nothing_to_find(pack, seed, tmp_path):
    world = make(pack, seed, module_of(pack).SMALLEST)
    plant(world, module_of(pack), {})
    assert [text(f) for f in found(pack, world, tmp_path)] == []


def planted_by(pack: str, switch: str) -> set:
    """The rules that a switch plants: its own, or its clause's without those that have their own."""
    rules, module = set(loaded(pack)[0]['rules']), module_of(pack)
    if module.VIOLATIONS[switch].settings and switch in rules:
        return {switch}
    own = {s for s, v in module.VIOLATIONS.items() if v.settings and s in rules}
    return {r for r in rules if r.split('/')[0] == switch} - own - set(module.NOT_PLANTED)


@pytest.mark.parametrize('pack,clause', SETTINGS, ids=lambda v: v)
def test_clean_data_leave_nothing_to_find_with_a_rule_set_on(pack, clause, tmp_path):
    settings = module_of(pack).VIOLATIONS[clause].settings
    world, _ = planted(pack, {})
    assert [text(f) for f in found(pack, world, tmp_path, settings)] == []


@pytest.mark.parametrize('pack,clause', CLAUSES, ids=lambda v: v)
def test_what_is_planted_is_found_and_nothing_else(pack, clause, tmp_path):
    violation = module_of(pack).VIOLATIONS[clause]
    count = min(2, violation.most or 2)
    world, expected = planted(pack, {clause: count})
    made = {text(f) for f in found(pack, world, tmp_path, violation.settings)}
    wanted = {text(f) for f in expected}
    assert (sorted(wanted - made), sorted(made - wanted)) == ([], []), 'missing, surplus'
    own: dict = {}
    for finding in expected:
        own[finding['rule']] = own.get(finding['rule'], 0) + 1
        assert changed(pack, world) & tables_of(pack)[finding['rule']], finding['rule']
    for rule in planted_by(pack, clause):
        assert own.get(rule, 0) == count * violation.each, rule


@pytest.mark.parametrize('pack', PACKS)
def test_every_rule_is_planted_or_has_a_reason(pack):
    module, rules = module_of(pack), set(loaded(pack)[0]['rules'])
    assert set(module.NOT_PLANTED) <= rules
    assert all(reason.strip() for reason in module.NOT_PLANTED.values())
    switched = {rule for switch in module.VIOLATIONS for rule in planted_by(pack, switch)}
    assert sorted(rules - switched) == sorted(module.NOT_PLANTED)


@pytest.mark.parametrize('pack', PACKS)
def test_all_at_once_are_found_among_others(pack, tmp_path):
    """As the generator does it by default; what is spoilt twice may hide an unknown, no fail."""
    world, expected = planted(pack, module_of(pack).VIOLATIONS.all(2))
    made = {text(f) for f in found(pack, world, tmp_path)}
    fails = {text(f) for f in expected if f['verdict'] == 'fail'}
    assert fails - made == set()


@pytest.mark.parametrize('pack', PACKS)
def test_more_than_the_world_holds_is_refused(pack):
    for clause, violation in module_of(pack).VIOLATIONS.items():
        with pytest.raises(TooFew):
            planted(pack, {clause: (violation.most or 10**6) + 1})


@cache
def read_by(pack: str) -> dict:
    """Who reads each column (`table.column`) or whole table (`table`), as the pack's graph says."""
    readers: dict = {}
    nodes = {n['id']: n for n in json.loads(loaded(pack)[1].graph('json', [], 'en'))['nodes']}
    for reader, node in nodes.items():
        if node['kind'] in ('rule', 'measure', 'decision'):
            for read in reached(pack, reader):
                kind, _, name = read.partition(':')
                if kind in ('table', 'column'):
                    readers.setdefault(name, []).append(node['name'])
    return readers


def holds(pack: str) -> set:
    """The tables of the clean world that have a row, and their columns that hold a value."""
    held = set()
    for table, (columns, rows) in plant_nothing(pack).as_text().items():
        held |= {table} if rows else set()
        held |= {f'{table}.{name}' for name, cells in zip(columns, zip(*rows)) if any(cells)}
    return held


@pytest.mark.parametrize('pack', PACKS)
def test_every_column_that_is_read_holds_values_or_has_a_reason(pack):
    readers, empty = read_by(pack), getattr(module_of(pack), 'EMPTY', {})
    wanting = set(readers) - holds(pack)
    assert len(readers) > 100, 'the graph names no columns'
    assert {name: readers[name][:3] for name in sorted(wanting - set(empty))} == {}
    assert sorted(set(empty) - wanting) == [], 'holds values, or is not read any more'
    assert all(reason.strip() for reason in empty.values())


@pytest.mark.parametrize('pack', PACKS)
def test_columns_that_may_hold_nothing_are_given_all_the_same(pack):
    given = {f'{table}.{name}' for table, (columns, _) in plant_nothing(pack).as_text().items()
             for name in columns}
    assert sorted(set(getattr(module_of(pack), 'EMPTY', {})) - given) == []


@pytest.mark.parametrize('pack', PACKS)
def test_every_encoded_clause_has_a_switch_or_only_rules_with_a_reason(pack):
    whole, module = loaded(pack)[0], module_of(pack)
    encoded = {c for c, clause in whole['clauses'].items()
               if clause['status'] in ('encoded', 'partial')}
    rules: dict = {}
    for rule in whole['rules']:
        rules.setdefault(rule.split('/')[0], set()).add(rule)
    switched = {switch.split('/')[0] for switch in module.VIOLATIONS}
    assert sorted(switched - set(whole['clauses'])) == []
    for clause in encoded - switched:
        assert rules.get(clause) and rules[clause] <= set(module.NOT_PLANTED), clause
