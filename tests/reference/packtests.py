# SPDX-License-Identifier: Apache-2.0
"""Runs the tests a pack carries; rules that still use a constructor are skipped by name."""
from __future__ import annotations

from .rules import Rules
from .values import PackError
from .world import World


def check(pack: dict, vocabulary: dict) -> dict:
    """{'passed': n, 'skipped': [...], 'failed': [...]} over all expectations of all tests."""
    out: dict = {'passed': 0, 'skipped': [], 'failed': []}
    for test in pack.get('tests', []):
        try:
            world = World(pack, vocabulary, test.get('tables', {}), test['as_of'],
                          test.get('set', {}), test.get('complete', {}))
        except PackError as e:
            out['failed'].append(f"{test['name']}: {e}")
            continue
        rules = Rules(world)
        for expected in test.get('expect', []):
            _expect(test['name'], rules, expected, out)
    return out


def _expect(name: str, rules: Rules, expected: dict, out: dict) -> None:
    rule = expected['rule']
    where = f'{name}: {rule} {expected.get("subject")}'
    if 'condition' not in rules.spec(rule):
        out['skipped'].append(where)
        return
    try:
        results = [r.to_json() for r in rules.results(rule)]
    except PackError as e:
        (out['skipped'] if _constructor(rules, str(e)) else out['failed']).append(f'{where}: {e}')
        return
    found = [r for r in results if r['subject'] == expected.get('subject', r['subject'])]
    if len(found) != 1:
        out['failed'].append(f'{where}: {len(found)} subjects of '
                             f'{[r["subject"] for r in results]}')
        return
    differing = [f'{k} {_text(found[0][k])}, expected {expected[k]}'
                 for k in ('verdict', 'severity', 'measured', 'threshold', 'slack')
                 if k in expected and _text(found[0][k]) != str(expected[k])]
    if differing:
        out['failed'].append(f'{where}: ' + '; '.join(differing))
    else:
        out['passed'] += 1


def _constructor(rules: Rules, message: str) -> bool:
    return any('condition' not in s and message.startswith(f'rule `{r}` has no condition')
               for r, s in rules.specs.items())


def _text(x) -> str:
    """A value as the expectations of a pack write it: 2, [1, 2], [1, +∞]."""
    if isinstance(x, list):
        lo, hi = ('-∞' if x[0] is None else x[0]), ('+∞' if x[1] is None else x[1])
        return f'[{lo}, {hi}]'
    return str(x)
