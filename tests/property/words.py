# SPDX-License-Identifier: Apache-2.0
"""The small vocabulary of the random packs, and random datasets over it."""
from __future__ import annotations

from random import Random

DAYS = ['2019-12-31', '2020-01-01', '2021-02-28', '2022-12-31', '2023-01-01', '2023-06-15',
        '2023-08-31', '2023-12-30', '2023-12-31', '2024-01-01', '2024-02-29']
BIRTHS = ['1968-02-29', '1973-09-15', '1978-12-31', '1983-01-01']
TIMES = ['2023-06-15T23:59:59', '2023-06-16T00:00:00', '2024-01-01T00:00:00']
GRADES, KINDS = ['low', 'mid', 'high'], ['a', 'b', 'c']
ROLES = ['head', 'aide']
STATUSES = ['open', 'done', 'left']


def title(name: str) -> dict:
    return {'zh': name, 'en': name}


def column(kind: str, enum: str | None = None, to: str | None = None, as_: str | None = None,
           **more) -> dict:
    out = {'type': kind, 'title': title('c'), **more}
    if enum:
        out['enum'] = enum
    if to:
        out['references'] = {'table': to, **({'as': as_} if as_ else {})}
    return out


TEXT, DATE = column('text'), column('date')


def table(key: str, columns: dict, **more) -> dict:
    return {'title': title('t'), 'key': key.split(), 'columns': columns, **more}


def _codes(codes: list, ordered: bool = False) -> dict:
    return {'title': title('e'), 'ordered': ordered,
            'values': [{'code': c, 'zh': c, 'en': c} for c in codes]}


VOCABULARY = {
    'format': 'xunze.vocabulary/1', 'id': 'small', 'version': '1', 'title': title('small'),
    'enums': {'grade': _codes(GRADES, True), 'sort': _codes(KINDS), 'role': _codes(ROLES),
              'status': _codes(STATUSES), 'level': _codes(['county', 'town'])},
    'tables': {
        'region': table('region_id', {
            'region_id': TEXT, 'level': column('enum', 'level'),
            'parent_id': column('text', to='region', as_='parent', null='none')},
            tree={'parent': 'parent_id', 'level': 'level'}),
        'school': table('school_id', {
            'school_id': TEXT, 'region_id': column('text', to='region'),
            'opened': DATE, 'closed': column('date', null='none'),
            'size': column('int', min='0', max='9'), 'sort': column('enum', 'sort', null='none'),
            'tags': column('set', 'sort')}),
        'person': table('person_id', {
            'person_id': TEXT, 'school_id': column('text', to='school'),
            'boss_id': column('text', to='person', as_='boss', null='none'),
            'birth': DATE, 'pay': column('decimal', scale=2), 'grade': column('enum', 'grade')}),
        'stint': table('stint_id', {
            'stint_id': TEXT, 'person_id': column('text', to='person'),
            'role': column('enum', 'role'), 'share': column('decimal', scale=1),
            'from': DATE, 'to': column('date', null='open_end')}),
        'work': table('work_id', {
            'work_id': TEXT, 'person_id': column('text', to='person'),
            'school_id': column('text', to='school', as_='site', null='none'),
            'start': DATE, 'end': column('date', null='none'),
            'hours': column('decimal', scale=1, min='0'), 'points': column('int'),
            'extra': column('int', null='none'), 'ok': column('bool'),
            'status': column('enum', 'status'), 'mark': column('enum', 'grade'),
            'tags': column('set', 'sort'), 'at': column('timestamp')},
            events={'table': 'work_event', 'on': 'work_id', 'status': 'status', 'at': 'at',
                    'sets': 'status'}),
        'work_event': table('event_id', {
            'event_id': TEXT, 'work_id': column('text', to='work'),
            'status': column('enum', 'status'), 'at': DATE}, absent='empty'),
        'spare': table('spare_id', {'spare_id': TEXT, 'n': column('int')}, absent='empty'),
        'waiver': table('waiver_id', {
            'waiver_id': TEXT, 'rule_id': TEXT, 'subject_kind': TEXT, 'subject_id': TEXT,
            'approved_by': TEXT, 'from': DATE,
            'to': column('date', null='open_end')}, absent='empty'),
        'calendar': table('date', {'date': DATE, 'is_workday': column('bool')}),
    },
}

for _name, _table in VOCABULARY['tables'].items():
    _table['title'] = title(_name)
    _table['columns'] = {c: {**of, 'title': title(c)} for c, of in _table['columns'].items()}

KEYS = {'region': ['r1', 'r2', 'r3'], 'school': ['s1', 's2', 's3'],
        'person': ['p1', 'p2', 'p3', 'p4'], 'stint': ['q1', 'q2', 'q3', 'q4', 'q5'],
        'work': ['w1', 'w2', 'w3', 'w4', 'w5', 'w6', 'w7'],
        'work_event': ['e1', 'e2', 'e3'], 'spare': ['x1', 'x2'],
        'waiver': ['v1', 'v2', 'v3', 'v4', 'v5']}


def cell(rng: Random, name: str, of: dict, nulls: float):
    """A cell as plain data; None is a null."""
    if rng.random() < nulls:
        return None
    kind = of['type']
    if 'references' in of:
        keys = KEYS[of['references']['table']]
        return 'gone' if rng.random() < 0.03 else rng.choice(keys)
    if kind == 'int':
        return rng.randint(0, 9) if 'min' in of else rng.randint(-2, 3)
    if kind == 'decimal':
        low = 0 if 'min' in of else -1
        digits = of.get('scale', 2)
        return f'{rng.randint(low, 3)}.{rng.randrange(10 ** digits):0{digits}d}'.replace('-0.', '0.')
    if kind == 'bool':
        return rng.random() < 0.6
    if kind == 'date':
        return rng.choice(BIRTHS if name == 'birth' else DAYS)
    if kind == 'timestamp':
        return rng.choice(TIMES)
    if kind == 'enum':
        return rng.choice([v['code'] for v in VOCABULARY['enums'][of['enum']]['values']])
    if kind == 'set':
        return [c for c in KINDS if rng.random() < 0.4]
    return rng.choice(['t', 'u'])


def dataset(rng: Random, rules: list, shares=(0.0, 0.0, 0.05, 0.15, 0.4)) -> dict:
    """Tables as lists of rows: some absent, some columns absent, duplicates, dangling keys.

    One of the shares is that of nulls among the cells.
    """
    nulls = rng.choice(shares)
    gaps = rng.choice([0.0, 0.0, 0.08])
    data = {}
    for name, of in VOCABULARY['tables'].items():
        if rng.random() < (0.3 if name in ('work_event', 'calendar', 'waiver', 'spare') else gaps):
            continue
        if name == 'calendar':
            data[name] = _calendar(rng)
            continue
        given = [c for c in of['columns'] if c in of['key'] or rng.random() >= gaps]
        size = rng.choice([0, 1, len(KEYS[name])]) if rng.random() < 0.15 else \
            rng.randint(len(KEYS[name]) // 2, len(KEYS[name]))
        rows = []
        for key in KEYS[name][:size]:
            rows.append({c: key if c in of['key'] else cell(rng, c, of['columns'][c], nulls)
                         for c in given})
        if name == 'waiver':
            _waivers(rng, rows, rules)
        if rows and rng.random() < 0.2:
            rows.append(dict(rng.choice(rows)))
        rng.shuffle(rows)
        data[name] = rows
    return {name: {'columns': _columns(name, rows), 'rows': rows} for name, rows in data.items()}


def _columns(name: str, rows: list) -> list:
    return list(rows[0]) if rows else list(VOCABULARY['tables'][name]['columns'])


def _calendar(rng: Random) -> list:
    return [{'date': f'2023-{m:02d}-{d:02d}', 'is_workday': rng.random() < 0.6}
            for m in (6, 12) for d in range(10, 31) if rng.random() < 0.9]


def _waivers(rng: Random, rows: list, rules: list) -> None:
    """Makes waivers that name a rule and a subject of this run."""
    for row in rows:
        if 'rule_id' in row and rules:
            rule, kind = rng.choice(rules)
            row['rule_id'] = rule
            if 'subject_kind' in row:
                row['subject_kind'] = kind
        if 'subject_id' in row:
            keys = KEYS.get(row.get('subject_kind'), KEYS['work'] + KEYS['person'])
            row['subject_id'] = rng.choice(keys)
        if 'approved_by' in row and rng.random() < 0.7:
            row['approved_by'] = 'office'
        if 'from' in row and row['from'] is not None:
            row['from'] = rng.choice(['2019-01-01', '2023-01-01', row['from']])


def with_waivers(rng: Random, pack: dict, data: dict, fails: list, most: int = 4) -> dict:
    """Data with waivers of up to so many of the findings that fail."""
    named = {n: subject_name(spec['subject']) for n, spec in pack['rules'].items()}
    known = [f for f in fails if None not in f['subject'].values() and named[f['rule']] and
             pack['rules'][f['rule']].get('waiver')]
    if not known:
        return data
    before = data.get('waiver') or {'columns': list(VOCABULARY['tables']['waiver']['columns']),
                                    'rows': []}
    made = []
    for i, f in enumerate(rng.sample(known, min(len(known), rng.randint(1, most)))):
        key = '|'.join(str(v).lower() if isinstance(v, bool) else str(v)
                       for v in f['subject'].values())
        made.append({'waiver_id': f'y{i}', 'rule_id': f['rule'], 'subject_id': key,
                     'subject_kind': named[f['rule']],
                     'approved_by': 'office', 'from': '2000-01-01', 'to': '2030-01-01'})
    return {**data, 'waiver': {**before, 'rows': before['rows'] + made}}


def subject_name(subject) -> str:
    """What a waiver may call a subject; in place it goes by its `from`, if it has one."""
    if isinstance(subject, str):
        return subject
    return next((body['from'] for body in subject.values()
                 if isinstance(body, dict) and 'from' in body), '')
