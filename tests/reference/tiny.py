# SPDX-License-Identifier: Apache-2.0
"""Tiny vocabularies and packs for the tests of the reference evaluator."""
from __future__ import annotations

from . import evaluate

TEXT = {'type': 'text'}
INT = {'type': 'int'}
DATE = {'type': 'date'}
BOOL = {'type': 'bool'}
OPEN = {'type': 'date', 'null': 'open_end'}


def fk(table: str, step: str | None = None, **more) -> dict:
    ref = {'table': table, **({'as': step} if step else {})}
    return {'type': 'text', 'references': ref, **more}


def enum(name: str, **more) -> dict:
    return {'type': 'enum', 'enum': name, **more}


def codes(*values: str, ordered: bool = False) -> dict:
    return {'ordered': ordered, 'values': [{'code': v} for v in values]}


def table(key: str, absent: str | None = None, **columns) -> dict:
    keys = key.split()
    out = {'key': keys, 'columns': {**{k: TEXT for k in keys}, **columns}}
    return {**out, **({'absent': absent} if absent else {})}


def vocabulary(tables: dict, enums: dict | None = None) -> dict:
    return {'format': 'xunze.vocabulary/1', 'id': 'tiny', 'enums': enums or {}, 'tables': tables}


def rule(subject, condition, **more) -> dict:
    return {'kind': 'elig', 'clause': 'X', 'strength': 'mandatory', 'subject': subject,
            'condition': condition, **more}


def pack(rules: dict, relations: dict | None = None, parameters: dict | None = None, **more):
    return {'format': 'xunze.pack/1', 'pack': {'id': 'tiny', 'valid_from': '2020-01-01'},
            'parameters': parameters or {}, 'relations': relations or {}, 'rules': rules, **more}


WAIVER = table('waiver_id', 'empty', rule_id=TEXT, subject_kind=TEXT, subject_id=TEXT,
               approved_by={'type': 'text', 'null': 'none'}, **{'from': DATE, 'to': OPEN})


def run(p: dict, v: dict, data: dict, as_of='2023-12-31', **more) -> list:
    return evaluate(p, v, data, as_of, **more)['rules']


def verdicts(results: list, rule_id: str | None = None) -> list:
    return [r['verdict'] for r in results if rule_id in (None, r['rule'])]


def one(results: list) -> dict:
    assert len(results) == 1, results
    return results[0]


# --- one row `s` with an expression as a column, for tests of expressions and aggregates -------

SHEET = vocabulary(
    {'s': table('id', a=INT, b=INT, n={'type': 'int', 'null': 'none'}, d=DATE, e=DATE,
                t=TEXT, x={'type': 'decimal', 'scale': 2}, g=enum('grade'),
                h=enum('grade', null='none'), m={'type': 'set', 'enum': 'grade'},
                p={'type': 'bool'}, w={'type': 'timestamp'},
                nd={'type': 'date', 'null': 'none'}),
     'r': table('rid', s_id=fk('s', null='none'), v={'type': 'int', 'min': '0', 'max': '10'},
                u=INT, o={'type': 'int', 'null': 'none'}, k=BOOL, d=DATE,
                m={'type': 'set', 'enum': 'grade'}),
     'calendar': table('date', **{'date': DATE, 'is_workday': BOOL})},
    {'grade': codes('unqualified', 'qualified', 'good', 'excellent', ordered=True)})


def value_of(expression, row: dict | None = None, **more):
    """What an expression is on one row, as JSON."""
    p = pack({'X': rule('s', 'true', measured=expression)}, **more.pop('pack', {}))
    return one(run(p, SHEET, {'s': [{'id': 's1', **(row or {})}], 'r': [], **more}))['measured']


def aggregate_of(node: dict, rows: list | None, subject: dict | None = None):
    """What an aggregate over `r` is for the subject s1, as JSON."""
    node = {'from': 'r', 'key': ['s_id'], **node}
    p = pack({'X': rule('s', 'true', aggregate={'n': node}, measured='n')})
    data = {'s': [{'id': 's1', **(subject or {})}]}
    if rows is not None:
        data['r'] = [{'rid': f'r{i}', **r} for i, r in enumerate(rows)]
    return one(run(p, SHEET, data))['measured']
