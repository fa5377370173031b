# SPDX-License-Identifier: Apache-2.0
"""Random typed expressions over the names that a place can see."""
from __future__ import annotations

from dataclasses import dataclass
from random import Random

from words import BIRTHS, DAYS, GRADES, KINDS, ROLES, STATUSES, VOCABULARY

CODES = {'grade': GRADES, 'sort': KINDS, 'role': ROLES, 'status': STATUSES,
         'level': ['county', 'town']}
PARAMETERS = {
    'ceiling': {'type': 'int', 'value': 1}, 'off': {'type': 'int', 'value': None},
    'dated': {'type': 'int', 'values': [{'from': '2022-12-31', 'value': 0},
                                        {'from': '2023-06-15', 'value': 2}]},
    'part': {'type': 'decimal', 'value': '0.50'}, 'strict': {'type': 'bool', 'value': True},
    'closing': {'type': 'date', 'value': '2023-12-31'},
    'way': {'type': 'choice', 'one_of': ['wide', 'narrow'], 'value': 'wide'},
    'least': {'type': 'enum', 'enum': 'grade', 'value': 'mid'},
    'counted': {'type': 'set', 'enum': 'status', 'value': ['open', 'done']},
    'liked': {'type': 'set', 'enum': 'sort', 'value': ['a', 'c']},
    'names': {'type': 'texts', 'value': ['p1', 'p2', 't']},
}


@dataclass(frozen=True)
class Name:
    """A name or path that an expression may hold."""
    text: str
    kind: str            # int decimal bool date timestamp text row, or enum:x, set:x
    may_be_none: bool = False
    row: str | None = None     # table of the row, for kind row
    plain: bool = False        # just a column of the relation, good as a key or a column


def kind_of(column: dict) -> str:
    return f"{column['type']}:{column['enum']}" if 'enum' in column else column['type']


def columns_of(table: str, prefix: str = '', depth: int = 2, none: bool = False) -> list:
    """Names of a table's columns, and of those reached by its foreign keys."""
    out = []
    for name, column in VOCABULARY['tables'][table]['columns'].items():
        nullable = none or column.get('null') == 'none'
        out.append(Name(prefix + name, kind_of(column), nullable, plain=not prefix))
        if 'references' in column and depth > 0:
            to = column['references']['table']
            step = prefix + column['references'].get('as', name.removesuffix('_id'))
            out.append(Name(step, 'row', nullable, to))
            out += columns_of(to, step + '.', depth - 1, nullable)
    return out


class Writer:
    """Writes expressions of a wanted kind over names; `depth` bounds them."""

    def __init__(self, rng: Random, names: list, parameters: bool = True, dated: bool = False):
        self.rng, self.names, self.parameters, self.dated = rng, names, parameters, dated

    def of(self, kind: str, depth: int = 2) -> str:
        choices = [n for n in self.names if n.kind == kind]
        plain = kind.split(':')[0]
        if choices and self.rng.random() < (0.75 if depth else 0.9):
            own = [n for n in choices if '.' not in n.text]
            return self.rng.choice(own if own and self.rng.random() < 0.6 else choices).text
        if depth > 0 and self.rng.random() < 0.7:
            return getattr(self, 'a_' + plain)(kind, depth - 1)
        return self.leaf(kind)

    def leaf(self, kind: str) -> str:
        rng, plain = self.rng, kind.split(':')[0]
        if plain == 'int':
            named = ['ceiling', 'off', *(['dated'] * self.dated)] if self.parameters else ['1']
            return rng.choice(['0', '1', '2', '3', *named])
        if plain == 'decimal':
            return rng.choice(['0.5', '1.25', *(['part'] if self.parameters else ['2.0'])])
        if plain == 'bool':
            return rng.choice(['true', 'false', *(['strict'] if self.parameters else [])])
        if plain == 'date':
            return rng.choice([f"date('{rng.choice(DAYS)}')",
                               *(['closing'] if self.parameters else [])])
        if plain == 'timestamp':
            return next((n.text for n in self.names if n.kind == kind), 'at')
        if plain == 'enum':
            code = rng.choice(CODES[kind[5:]])
            return f"'{code}'"
        if plain == 'set':
            return 'liked' if kind == 'set:sort' else 'counted'
        return rng.choice(["'p1'", "'t'", "'s2'"])

    def a_int(self, kind, depth) -> str:
        rng = self.rng
        way = rng.randrange(13)
        if way < 3:
            op = rng.choice('+-*')
            return f'({self.of("int", depth)} {op} {self.of("int", depth)})'
        if way == 3:
            return f'{rng.choice(["year", "month", "day"])}({self.of("date", depth)})'
        if way == 4:
            return f'days_between({self.of("date", depth)}, {self.of("date", depth)})'
        if way == 5:
            births = [n.text for n in self.names if n.text.endswith('birth')]
            born = rng.choice(births) if births else f"date('{rng.choice(BIRTHS)}')"
            return f'age({born}, {self.of("date", depth)})'
        if way == 6:
            return f'{rng.choice(["min", "max"])}({self.of("int", depth)}, {self.of("int", depth)})'
        if way == 7:
            return f'abs({self.of("int", depth)})'
        if way == 8:
            return f'{rng.choice(["ceil", "floor"])}({self.of("decimal", depth)})'
        if way == 9:
            return f'size({self.of("set:sort", depth)})'
        if way == 10:
            return self.coalesce(kind, depth)
        if way == 11:
            return f'-{self.of("int", depth)}'
        return self.conditional(kind, depth)

    def a_decimal(self, kind, depth) -> str:
        rng = self.rng
        way = rng.randrange(6)
        if way < 2:
            op = rng.choice('+-*')
            other = rng.choice(['int', 'decimal'])
            return f'({self.of("decimal", depth)} {op} {self.of(other, depth)})'
        if way == 2:
            return f'{rng.choice(["ceil", "floor"])}({self.of("decimal", depth)}, 1)'
        if way == 3:
            return f'{rng.choice(["min", "max"])}({self.of("decimal", depth)}, ' \
                f'{self.of("decimal", depth)})'
        if way == 4:
            return self.coalesce(kind, depth)
        return self.conditional(kind, depth)

    def a_date(self, kind, depth) -> str:
        rng = self.rng
        way = rng.randrange(9)
        if way < 3:
            by = rng.choice(['days', 'months', 'years'])
            return f'add_{by}({self.of("date", depth)}, {self.of("int", depth)})'
        if way == 3:
            return f'date({rng.choice(["2023", "2024", self.of("int", depth)])}, 2, ' \
                f'{rng.choice(["1", "28", "29"])})'
        if way == 4:
            times = [n for n in self.names if n.kind == 'timestamp']
            return f'date_of({rng.choice(times).text})' if times else self.leaf(kind)
        if way == 5:
            count = rng.choice(["'calendar'", "'working'"])
            more = rng.choice(['', f', {count}', f', {count}, true', f', {count}, false, true'])
            return f'due_after({self.of("date", 0)}, {rng.choice(["3", "5", "ceiling"])}{more})'
        if way == 6:
            more = rng.choice(['', ", 'working'"])
            return f'due_before({self.of("date", 0)}, {rng.choice(["3", "1"])}{more})'
        if way == 7:
            return self.coalesce(kind, depth)
        return self.conditional(kind, depth)

    def a_timestamp(self, kind, depth) -> str:
        return self.leaf(kind)

    def a_text(self, kind, depth) -> str:
        rows = [n for n in self.names if n.kind == 'row']
        if rows and self.rng.random() < 0.4:
            return self.rng.choice(rows).text
        return self.conditional(kind, depth) if self.rng.random() < 0.5 \
            else self.coalesce(kind, depth)

    def a_enum(self, kind, depth) -> str:
        if kind == 'enum:grade' and self.rng.random() < 0.2:
            return 'least'
        return self.coalesce(kind, depth)

    def a_set(self, kind, depth) -> str:
        return self.conditional(kind, depth)

    def conditional(self, kind, depth) -> str:
        a, b = self.of(kind, depth), self.of(kind, depth)
        if a.startswith("'") and b.startswith("'"):
            return a
        return f'({self.of("bool", depth)} ? {a} : {b})'

    def coalesce(self, kind, depth) -> str:
        nullable = [n for n in self.names if n.may_be_none and n.kind == kind]
        if not nullable:
            return self.of(kind, 0)
        return f'coalesce({self.rng.choice(nullable).text}, {self.of(kind, depth)})'

    def a_bool(self, kind, depth) -> str:
        rng = self.rng
        way = rng.randrange(17)
        if way < 5:
            of = rng.choice(['int', 'int', 'decimal', 'date', 'date', 'enum:grade'])
            op = rng.choice(['<', '<=', '>', '>=', '==', '!='])
            return self.comparison(of, op, depth)
        if way == 5:
            of = rng.choice(['text', 'enum:sort', 'enum:status', 'set:sort', 'enum:role', 'bool'])
            return self.comparison(of, rng.choice(['==', '!=']), depth)
        if way < 9:
            return f'({self.of("bool", depth)} {rng.choice(["&&", "||"])} {self.of("bool", depth)})'
        if way == 9:
            return f'!({self.of("bool", depth)})'
        if way == 10:
            nullable = [n for n in self.names if n.may_be_none]
            if nullable:
                return f'has({rng.choice(nullable).text})'
            return rng.choice(['has(ceiling)', 'has(off)'])
        if way == 11:
            codes = [n for n in self.names if n.kind in ('enum:status', 'enum:sort')]
            if codes:
                n = rng.choice(codes)
                allowed = 'counted' if n.kind == 'enum:status' else 'liked'
                some = rng.sample(CODES[n.kind[5:]], 2)
                sets = [s.text for s in self.names if s.kind == 'set:sort'] \
                    if n.kind == 'enum:sort' else []
                return f'{n.text} in ' + rng.choice([allowed, f'{some}', *sets])
            return f'{self.of("int", depth)} in [0, 1, {self.of("int", 0)}]'
        if way == 12:
            return f'{rng.choice(["subset", "intersects"])}({self.of("set:sort", depth)}, liked)'
        if way == 13:
            texts = [n.text for n in self.names if n.kind == 'text']
            if texts:
                return rng.choice([f"matches({rng.choice(texts)}, '[a-z][12]+')",
                                   f"starts_with({rng.choice(texts)}, 'p')",
                                   f'{rng.choice(texts)} in names'])
        if way == 14:
            return f'valid_at({self.of("date", 0)}, {self.of("date", 0)}, {self.of("date", depth)})'
        if way == 15:
            regions = [n.text for n in self.names if n.kind == 'row' and n.row == 'region']
            if regions:
                climbed = f"{rng.choice(regions)}.ancestor('county')"
                return rng.choice([f"{climbed}.region_id == 'r1'", f'has({climbed})'])
        return self.conditional(kind, depth)

    def comparison(self, of: str, op: str, depth: int) -> str:
        a, b = self.of(of, depth), self.of(of, depth)
        if a.startswith("'") and b.startswith("'"):
            names = [n.text for n in self.names if n.kind == of]
            if not names:
                return 'strict' if self.parameters else 'true'
            a = self.rng.choice(names)
        return f'{a} {op} {b}' if self.rng.random() < 0.5 else f'({a} {op} {b})'

    def defined(self, kind: str) -> object:
        """An expression, or a defined value with labelled exceptions."""
        if self.rng.random() < 0.75:
            return self.of(kind)
        cases = []
        for i in range(self.rng.randint(1, 3)):
            case = {'label': f'c{i}', 'when': self.of('bool', 1), 'value': self.of(kind, 1)}
            if i and self.rng.random() < 0.8:
                case['over'] = [f'c{self.rng.randrange(i)}']
            cases.append(case)
        return {'default': self.of(kind, 1), 'cases': cases}
