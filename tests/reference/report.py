# SPDX-License-Identifier: Apache-2.0
"""Everything a pack says about a dataset: rules, decisions and measures as plain data."""
from __future__ import annotations

from fractions import Fraction

from .aggregates import times
from .cells import key_json, sort_key, to_json
from .expressions import Scope
from .repeated import repeated
from .rules import Rules, by_key, combine, subject_json
from .values import _Infinity, NEG, POS, add_intervals, and3, equal3, less3, PackError, Value
from .world import World


def evaluate(pack: dict, vocabulary: dict, data: dict, as_of, set=None, complete=None,
             known_by=None, evidence_cap: int = 100, only=None) -> dict:
    """The results of every rule of a lowered pack, in the order of the pack; or of some alone."""
    world = World(pack, vocabulary, data, as_of, set, complete, known_by)
    rules = Rules(world, evidence_cap)
    if only:
        some = [r.to_json() for rule in rules.specs if rule in only for r in rules.results(rule)]
        return {'rules': some, 'decisions': [], 'measures': [],
                'diagnostics': list(world.diagnostics)}
    return everything(world, rules)


def everything(world, rules: Rules) -> dict:
    """All results of an evaluation that may already have begun."""
    pack = world.pack
    return {
        'rules': [r.to_json() for rule in rules.specs for r in rules.results(rule)],
        'decisions': [d for name, spec in pack.get('decisions', {}).items()
                      for d in decide(world, rules, name, spec)],
        'measures': [m for name, spec in pack.get('measures', {}).items()
                     for m in measure(world, name, spec)],
        'diagnostics': list(world.diagnostics),
    }


# --- decisions -----------------------------------------------------------------------------

def decide(world, rules: Rules, name: str, spec: dict) -> list:
    relation = world.relation(spec['subject'])
    if not relation.given:
        return [{'decision': name, 'subject': {}, 'verdict': 'unknown', 'rules': {}}]
    out = []
    for row in sorted(relation.rows, key=by_key):
        verdicts = {}
        for member in spec['rules']:
            rule = member if isinstance(member, str) else member['rule']
            via = None if isinstance(member, str) else member.get('via')
            verdicts[rule] = lifted(world, rules, rule, row, via)
        out.append({'decision': name, 'subject': subject_json(row),
                    'verdict': combine(verdicts.values()), 'rules': verdicts})
    return out


def lifted(world, rules: Rules, rule: str, row, via) -> str:
    """The verdict of a rule for the subject that a row leads to."""
    relation = rules.relation(rule)
    if not relation.given:
        return 'unknown'
    results = [r for r in rules.results(rule) if r.row is not None]
    if via is None and relation.base_table and relation.base_table == row.relation.base_table:
        return combine(r.verdict for r in results if r.row.base == row.base)
    scope = Scope(row, row.anchor)
    key = [world.evaluator.value(e, scope) for e in (via or relation.key_names)]
    if len(key) != len(relation.key_names):
        raise PackError(f'`{rule}` has {len(relation.key_names)} keys, via has {len(key)}')
    if not all(k.settled for k in key):
        return 'unknown'
    return combine(r.verdict for r in results
                   if and3(*(equal3(a, b) for a, b in zip(r.row.key, key))) is True)


# --- measures ------------------------------------------------------------------------------

def measure(world, name: str, spec: dict) -> list:
    """A rate by group: sums of numerators and denominators over the rows of a relation."""
    relation = world.relation(spec['on'])
    if not relation.given:
        return []
    keys = {e: e for e in spec.get('group', [])} or {k: k for k in relation.key_names}
    groups: dict = {}
    for row in sorted(relation.rows, key=by_key):
        scope = Scope(row, row.anchor)
        key = tuple(world.evaluator.value(e, scope).plain() for e in spec.get('group', []))
        if not all(k.settled for k in key):
            continue
        shown = key or row
        key = tuple((k.none, k.lo) for k in key) or (row,)
        pair = [world.evaluator.value(spec[part], scope)
                for part in ('numerator', 'denominator')]
        groups.setdefault(key, (shown, []))[1].append(
            (row.presence, pair, bool(spec.get('group')) and repeated(row, spec['group'])))
    rows = []
    if spec.get('group'):
        groups = dict(sorted(groups.items(), key=lambda g: [sort_key(v) for v in g[1][0]]))
    for shown, members in groups.values():
        numerator, denominator = (_total(members, i) for i in (0, 1))
        rows.append({'key': shown if isinstance(shown, tuple) else shown.key, 'n': numerator, 'd': denominator,
                     'rate': rate(numerator, denominator)})
    return [{'measure': name, 'group': {k: key_json(v) for k, v in zip(keys, r['key'])},
             'numerator': to_json(r['n']), 'denominator': to_json(r['d']),
             'rate': _rate_json(r['rate']), 'rank': _rank(r, rows, spec.get('rank'))}
            for r in rows]


def _total(rows: list, part: int) -> Value:
    pairs, scale = [], 0
    for presence, pair, often in rows:
        v = pair[part]
        scale = max(scale, v.scale)
        if v.none:
            continue
        lo, hi = (NEG, POS) if v.opt else (v.lo, v.hi)
        pairs.append(times((lo, hi), presence, often))
    return Value('decimal', *add_intervals(pairs), scale=scale)


def rate(n: Value, d: Value):
    """The interval of n/d; none (None) for an empty denominator, or the least of nothing."""
    endless = any(v.lo == v.hi and isinstance(v.lo, _Infinity) for v in (n, d))
    if d.lo == 0 and d.hi == 0 or endless:
        return None
    if n.finite and d.finite and d.lo > 0:
        return Value('decimal', *[Fraction(n.lo) / d.lo] * 2)
    if not d.lo > 0 or n.lo is NEG or n.lo < 0:
        return Value('decimal', 0 if n.lo is not NEG and n.lo >= 0 else NEG, POS)
    lo = POS if n.lo is POS else Fraction(0) if d.hi is POS else Fraction(n.lo) / d.hi
    hi = POS if n.hi is POS or d.lo is POS else Fraction(n.hi) / d.lo
    return Value('decimal', lo, hi)


def _rate_json(v):
    def one(x):
        return None if x in (NEG, POS) else f'{Fraction(x).numerator}/{Fraction(x).denominator}'
    if v is None:
        return None
    return one(v.lo) if v.lo == v.hi else [one(v.lo), one(v.hi)]


def _rank(row: dict, rows: list, direction):
    """Standard competition rank among the rows that have a rate."""
    if direction is None or row['rate'] is None:
        return None
    if direction not in ('asc', 'desc'):
        raise PackError(f'rank `{direction}`')
    sure = possible = 0
    for other in rows:
        if other is row or other['rate'] is None:
            continue
        a, b = other['rate'], row['rate']
        before = less3(b, a) if direction == 'desc' else less3(a, b)
        sure += before is True
        possible += before is not False
    return to_json(Value('int', 1 + sure, 1 + possible))
