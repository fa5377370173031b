# SPDX-License-Identifier: Apache-2.0
"""Random packs over the small vocabulary: relations, nodes, rules, decisions and measures."""
from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random

from expressions import columns_of, Name, PARAMETERS, Writer
from words import title, VOCABULARY

TABLES = ['work', 'work', 'work', 'person', 'person', 'school', 'stint', 'region', 'spare']
KEYED = ('text', 'int', 'enum:grade', 'enum:sort', 'enum:status', 'enum:role', 'bool', 'date')


@dataclass
class Relation:
    """What the generator knows of a relation or table."""
    name: str
    names: list
    keys: list                 # Name of each key part; its text is the key's name
    base: str | None = None
    body: dict | None = None
    nodes: list = field(default_factory=list)   # Name of aggregates, for linear forms
    distinct_of: str | None = None


def of_table(name: str) -> Relation:
    keys = VOCABULARY['tables'][name]['key']
    names = columns_of(name)
    return Relation(name, names, [n for n in names if n.text in keys], name)


def prefixed(names: list, alias: str) -> list:
    return [replace(n, text=f'{alias}.{n.text}', plain=False) for n in names]


class PackWriter:
    def __init__(self, rng: Random):
        self.rng, self.count = rng, 0
        self.relations: dict = {}     # of the pack, by name
        self.rules: dict = {}
        self.subjects: dict = {}      # rule -> Relation
        self.folded: set = set()      # names of aggregates

    def fresh(self, stem: str) -> str:
        self.count += 1
        return f'{stem}{self.count}'

    def source(self, made_only: bool = False) -> Relation:
        made = [r for r in self.relations.values() if r.body]
        if made and (made_only or self.rng.random() < 0.6):
            return self.rng.choice(made)
        return of_table(self.rng.choice(TABLES))

    # --- bodies ------------------------------------------------------------------------------

    def relation(self) -> Relation:
        ways = ['derive', 'derive', 'expand', 'union', 'distinct', 'distinct', 'cross', 'values']
        name = self.fresh('rel')
        made = getattr(self, '_' + self.rng.choice(ways))(name)
        if self.rng.random() < 0.5:
            self.add_nodes(made, made.body, self.rng.randint(1, 3))
        self.relations[name] = made
        return made

    def _where(self, body: dict, names: list, chance: float = 0.5) -> None:
        if self.rng.random() < chance:
            body['where'] = Writer(self.rng, names).of('bool')

    def _derive(self, name: str) -> Relation:
        source, rng = self.source(), self.rng
        names, body = list(source.names), {'from': source.name}
        paths = {}
        rows = [n for n in source.names if n.kind == 'row']
        if rows and rng.random() < 0.3:
            row = rng.choice(rows)
            alias = self.fresh('via')
            paths[alias] = row.text
            names.append(replace(row, text=alias, plain=False))
            names += columns_of(row.row, alias + '.', 1, row.may_be_none)
        made = [r for r in self.relations.values() if r.body and r.keys]
        if made and rng.random() < 0.35:
            alias = self.fresh('back')
            there = rng.choice(made)
            paths[alias] = self._look_back(there, names)
            names.append(Name(alias, 'bool', True))
            names += [replace(n, may_be_none=True) for n in prefixed(there.names, alias)
                      if n.text.count('.') < 3]
        if rng.random() < 0.45:
            alias = self.fresh('look')
            paths[alias] = self._lookup(names)
            table = paths[alias]['lookup']
            names.append(Name(alias, 'row', True, table))
            names += columns_of(table, alias + '.', 1, True)
        if paths:
            body['paths'] = paths
        self._where(body, source.names)
        columns = {}
        for _ in range(rng.randint(0, 2)):
            kind = rng.choice(['int', 'decimal', 'bool', 'date', 'text', 'enum:grade', 'enum:sort'])
            column = self.fresh('col')
            columns[column] = Writer(rng, names).defined(kind)
            names = names + [Name(column, kind, plain=True)]
        if columns:
            body['columns'] = columns
        dates = [n.text for n in source.names if n.kind == 'date']
        if dates and rng.random() < 0.2:
            body['anchor'] = rng.choice(dates)
        return Relation(name, names, source.keys, source.base, {'derive': body})

    def _look_back(self, there: Relation, names: list) -> dict:
        """A look-up into a relation made before, by all or some of its keys."""
        rng, writer = self.rng, Writer(self.rng, names)
        keys = there.keys if rng.random() < 0.7 else rng.sample(there.keys, 1)
        look = {'lookup': there.name, 'on': {k.text: writer.of(k.kind, 1) for k in keys}}
        for key in keys:
            if key.kind == 'int' and rng.random() < 0.5:
                look['on'][key.text] = f"{writer.of('int', 0)} - 1"
        dates = [n for n in there.names if n.kind == 'date' and '.' not in n.text]
        if dates and rng.random() < 0.3:
            look.update({'at': writer.of('date', 1), 'from': rng.choice(dates).text,
                         'to': rng.choice(dates).text})
        look['pick'] = rng.choice(['only', 'only', 'any'] + ['latest'] * ('from' in look))
        self._where(look, there.names, 0.3)
        return look

    def _lookup(self, names: list) -> dict:
        rng, writer = self.rng, Writer(self.rng, names)
        table = rng.choice(['stint', 'stint', 'stint', 'person', 'work'])
        columns = {'stint': ['person_id'], 'person': ['school_id'], 'work': ['person_id', 'mark']}
        on = {}
        for c in columns[table]:
            on[c] = writer.of('enum:grade' if c == 'mark' else 'text', 1)
        look = {'lookup': table, 'on': on}
        if table == 'stint' and rng.random() < 0.8:
            look['at'] = writer.of('date', 1)
        if table == 'work' and rng.random() < 0.5:
            look.update({'at': writer.of('date', 1), 'from': 'start', 'to': 'end'})
        elif table == 'work':
            look['from'] = 'start'
        look['pick'] = rng.choice(['only', 'latest', 'any', 'any']) if table != 'person' \
            else rng.choice(['only', 'any'])
        own = [n for n in columns_of(table, depth=1)]
        self._where(look, own, 0.3)
        return look

    def _over(self, names: list) -> tuple:
        rng, writer = self.rng, Writer(self.rng, names)
        way = rng.randrange(5)
        if way == 0:
            return {'years': [writer.of('date', 1), writer.of('date', 1)]}, 'int'
        if way == 1:
            kind = rng.choice(['int', 'date', 'enum:grade', 'text'])
            return {'each': [self._named(names, kind) for _ in range(rng.randint(1, 3))]}, kind
        if way == 2:
            return {'set': writer.of('set:sort', 1)}, 'enum:sort'
        if way == 3:
            return {'windows': {'at': writer.of('date', 1), 'origin': rng.choice(
                ["date('2020-01-01')", writer.of('date', 0)]),
                'length_days': rng.choice([30, 365]), 'step_days': rng.choice([20, 365])}}, 'date'
        return {'choose': 'way', 'cases': {
            'wide': {'each': [self._named(names, 'int'), '3']},
            'narrow': {'each': [self._named(names, 'int')]}}}, 'int'

    def _named(self, names: list, kind: str) -> str:
        here = [n.text for n in names if n.kind == kind]
        if here:
            return self.rng.choice(here)
        return {'int': '2', 'date': 'closing', 'enum:grade': 'least'}.get(kind, "'t'")

    def _expand(self, name: str) -> Relation:
        source = self.source()
        over, kind = self._over(source.names)
        column = Name(self.fresh('each'), kind, plain=True)
        body = {'from': source.name, 'as': column.text, 'over': over}
        return Relation(name, source.names + [column], source.keys + [column], source.base,
                        {'expand': body})

    def _union(self, name: str) -> Relation:
        rng = self.rng
        kinds = {self.fresh('u'): 'text'}
        for _ in range(rng.randint(0, 2)):
            kinds[self.fresh('u')] = rng.choice(['int', 'date', 'enum:grade', 'text', 'bool'])
        parts = []
        for _ in range(rng.randint(1, 2)):
            source = self.source()
            writer = Writer(rng, source.names)
            part = {'from': source.name,
                    'columns': {c: writer.of(k, 1) for c, k in kinds.items()}}
            self._where(part, source.names)
            parts.append(part)
        names = [Name(c, k, plain=True) for c, k in kinds.items()]
        keys = names[:rng.randint(1, len(names))]
        return Relation(name, names, keys, None, {'union': {
            'parts': parts, 'key': [k.text for k in keys]}})

    def _distinct(self, name: str) -> Relation:
        rng, source = self.rng, self.source()
        usable = [n for n in source.names if n.kind in KEYED and n.text.count('.') <= 1]
        keys, names = {}, []
        for n in rng.sample(usable, min(len(usable), rng.randint(1, 2))):
            key = n.text.split('.')[-1]
            if key not in keys:
                keys[key] = n.text
                names.append(Name(key, n.kind, n.may_be_none, plain=True))
        if rng.random() < 0.2:
            key = self.fresh('key')
            keys[key] = Writer(rng, source.names).of('int', 1)
            names.append(Name(key, 'int', plain=True))
        body = {'from': source.name,
                'keys': keys if rng.random() < 0.3 or any(
                    k != t.split('.')[-1] for k, t in keys.items()) else list(keys.values())}
        if isinstance(body['keys'], list) and any('(' in t for t in body['keys']):
            body['keys'] = keys
        self._where(body, source.names)
        return Relation(name, names, names, None, {'distinct': body}, distinct_of=source.name)

    def _cross(self, name: str) -> Relation:
        rng = self.rng
        members, names, keys = {}, [], []
        for _ in range(2):
            source = self.source()
            if len(keys) + len(source.keys) > 4:  # a cross of crosses has millions of rows
                source = of_table(rng.choice(TABLES))
            alias = self.fresh('m')
            members[alias] = source.name
            names += prefixed(source.names, alias)
            keys += [replace(k, text=k.text) for k in source.keys]
        body = {'of': members}
        self._where(body, names)
        return Relation(name, names, keys, None, {'cross': body})

    def _values(self, name: str) -> Relation:
        of = self.rng.choice(['names', 'liked'])
        column = Name(self.fresh('v'), 'text' if of == 'names' else 'enum:sort', plain=True)
        return Relation(name, [column], [column], None, {'values': {'of': of, 'as': column.text}})

    # --- nodes -------------------------------------------------------------------------------

    def add_nodes(self, at: Relation, into: dict, number: int) -> None:
        for _ in range(number):
            way = self.rng.choice(['aggregate'] * 5 + ['match'] * 3 +
                                  ['rank', 'carry', 'let', 'linear', 'linear'])
            if way == 'linear' and not at.nodes:
                way = 'aggregate'
            elif way == 'linear' and self.rng.random() < 0.7:
                self._add_sibling(at, into)
            node, kind, spec = getattr(self, '_' + way)(at)
            if node is None:
                continue
            into.setdefault(way, {})[node.text] = spec
            at.names = at.names + [node]
            self.folded |= {node.text} if way == 'aggregate' else set()
            if way == 'aggregate' and ('count' in spec or 'sum' in spec) and kind == 'number':
                at.nodes = at.nodes + [(node, spec)]

    def _join(self, at: Relation, source: Relation) -> tuple:
        """key and on of an aggregate; None: left out."""
        rng = self.rng
        if at.distinct_of == source.name and rng.random() < 0.7:
            return None, None
        if rng.random() < 0.15:
            return [], None
        pairs = []
        for key in source.names:
            if key.kind in KEYED and key.kind != 'bool' and key.text.count('.') <= 1:
                pairs += [(key.text, n.text) for n in at.names
                          if n.kind == key.kind and n.text.count('.') <= 1]
        if not pairs:
            return [], None
        texts = [p for p in pairs if p[0].split('.')[-1] == p[1].split('.')[-1]]
        chosen = rng.sample(texts or pairs, 1)
        if rng.random() < 0.25:
            chosen.append(rng.choice(pairs))
        return [k for k, _ in chosen], [o for _, o in chosen]

    def _aggregate(self, at: Relation) -> tuple:
        rng, source = self.rng, self.source()
        if at.distinct_of and rng.random() < 0.6:
            source = self.relations.get(at.distinct_of) or of_table(at.distinct_of)
        spec = {'from': source.name}
        self._where(spec, source.names)
        key, on = self._join(at, source)
        if key is not None:
            spec['key'] = key
            if on:
                spec['on'] = on
        node = self.fresh('n')
        op = rng.choice(['count', 'count', 'distinct', 'distinct', 'sum', 'sum', 'min', 'max',
                         'or', 'or', 'any'])
        writer = Writer(rng, source.names)
        none, kind = False, 'int'
        if op in ('count', 'any'):
            spec[op] = True
            kind = 'bool' if op == 'any' else 'int'
        elif op == 'distinct':
            spec[op] = writer.of(rng.choice(['text', 'int', 'enum:grade', 'date']), 1)
        elif op == 'sum':
            kind = rng.choice(['int', 'decimal'])
            spec[op] = writer.of(kind, 1)
        elif op == 'or':
            kind = 'set:sort'
            sets = [n for n in source.names if n.kind == kind]
            if not sets:
                return None, None, None
            spec[op] = rng.choice(sets).text
        else:
            kind, none = rng.choice(['int', 'date', 'decimal']), True
            spec[op] = writer.of(kind, 1)
        number = 'number' if op in ('count', 'sum') else kind
        return Name(node, kind, none, plain=True), number, spec

    def _add_sibling(self, at: Relation, into: dict) -> None:
        """A count or sum of the rows that another one reads, so that a form goes row by row."""
        rng = self.rng
        _, first = rng.choice(at.nodes)
        source = self.relations.get(first['from']) or of_table(first['from'])
        spec = {k: first[k] for k in ('from', 'key', 'on') if k in first}
        self._where(spec, source.names)
        if rng.random() < 0.5:
            spec['count'] = True
        else:
            spec['sum'] = Writer(rng, source.names).of(rng.choice(['int', 'decimal']), 1)
        node = Name(self.fresh('n'), 'int' if 'count' in spec else 'decimal', plain=True)
        into.setdefault('aggregate', {})[node.text] = spec
        at.names = at.names + [node]
        self.folded.add(node.text)
        at.nodes = [(n, s) for n, s in at.nodes if s is first] + [(node, spec)]

    def _linear(self, at: Relation) -> tuple:
        if not at.nodes:
            return None, None, None
        rng = self.rng
        some = [n.text for n, _ in rng.sample(at.nodes, min(len(at.nodes), rng.randint(1, 2)))]
        numbers = [n.text for n in at.names if n.kind == 'int' and '.' not in n.text
                   and (n.text not in self.folded or rng.random() < 0.03)]  # else refused
        factors = ['1', '2', '0.5', '10', 'ceiling', *numbers[:1]]
        form = ' '.join(f'{rng.choice("+-")} {rng.choice(factors)} * {n}' for n in some)
        form = form.removeprefix('+ ')
        if rng.random() < 0.5:
            form += rng.choice([' + 1', ' - ceiling', *(f' - {n}' for n in numbers[:1])])
        if rng.random() < 0.3:
            form = f'{rng.choice(["-", "2 * ", "ceiling * "])}({form})'
        return Name(self.fresh('n'), 'decimal', plain=True), None, form

    def _let(self, at: Relation) -> tuple:
        kind = self.rng.choice(['int', 'decimal', 'bool', 'date'])
        value = Writer(self.rng, at.names).defined(kind)
        return Name(self.fresh('n'), kind, plain=True), None, value

    def _rank(self, at: Relation) -> tuple:
        rng = self.rng
        partition = [n.text for n in at.names if n.kind in KEYED and n.text.count('.') <= 1]
        spec = {'partition': rng.sample(partition, min(1, len(partition)))
                if rng.random() < 0.6 else [],
                'order': [{'by': Writer(rng, at.names).of(rng.choice(['int', 'date', 'decimal']), 1),
                           'dir': rng.choice(['asc', 'desc'])}
                          for _ in range(rng.randint(1, 2))],
                'ties': rng.choice(['competition', 'dense'])}
        return Name(self.fresh('n'), 'int', plain=True), None, spec

    def _carry(self, at: Relation) -> tuple:
        rng, writer = self.rng, Writer(self.rng, at.names)
        partition = [n.text for n in at.names if n.kind in KEYED and n.text.count('.') <= 1]
        plain = [n.text for n in at.names if n.kind in ('int', 'date') and n.text.count('.') <= 1]
        spec = {'partition': rng.sample(partition, min(rng.randint(1, 2), len(partition)))
                if rng.random() < 0.8 else [],
                'order': rng.choice(plain) if plain and rng.random() < 0.8
                else writer.of(rng.choice(['int', 'date']), 1),
                'add': writer.of(rng.choice(['int', 'decimal']), 1)}
        for name, chance in (('at_least', 0.4), ('at_most', 0.5), ('first', 0.3)):
            if rng.random() < chance:
                spec[name] = rng.choice(['-2', '0', '3', 'ceiling', '2.5']) if rng.random() < 0.6 \
                    else writer.of(rng.choice(['int', 'decimal']), 1)
        return Name(self.fresh('n'), 'decimal', plain=True), None, spec

    def _match(self, at: Relation) -> tuple:
        rng = self.rng
        find = rng.choice(['count', 'count', 'nearest', 'max_concurrent'])
        partner = self.source()
        known = self.relations.get(at.name)
        if find == 'max_concurrent' and (at.name in VOCABULARY['tables'] or known is not None):
            partner = known or of_table(at.name)
        elif find == 'max_concurrent':
            return None, None, None
        partner = Relation(partner.name, [n for n in partner.names], partner.keys, partner.base)
        alias = self.fresh('h')
        theirs = prefixed(partner.names, alias)
        pairs = [(a.text, b.text) for a in at.names for b in theirs
                 if a.kind == b.kind and a.kind in KEYED and a.text.count('.') <= 1
                 and b.text.count('.') <= 2]
        alike = [p for p in pairs if p[1] == f'{alias}.{p[0]}']
        same = []
        for _ in range(rng.randint(0, 2)):
            pick = rng.choice(alike or pairs) if pairs else None
            if pick and pick not in same:
                same.append(pick)
        spec = {'partner': partner.name, 'as': alias,
                'same': [a if b == f'{alias}.{a}' and rng.random() < 0.7 else [a, b]
                         for a, b in same], 'find': find}
        self._where(spec, at.names + theirs, 0.4)
        if rng.random() < 0.25:
            spec['except'] = [{'label': 'x', 'when': Writer(rng, at.names + theirs).of('bool', 1)}]
        if rng.random() < 0.15:
            spec['needs_history_from'] = Writer(rng, at.names).of('date', 1)
        kind, none = 'int', False
        if find == 'nearest':
            of = rng.choice(['date', 'int'])
            if not any(n.kind == of for n in theirs):
                return None, None, None
            spec['gap'] = [self._named(at.names, of), self._named(theirs, of)]
            none = True
        elif find == 'max_concurrent':
            own = {n.text for n in at.names}
            dates = [n.text for n in partner.names if n.kind == 'date' and '.' not in n.text
                     and n.text in own]
            if len(dates) < 2:
                return None, None, None
            a, b = rng.sample(dates, 2) if rng.random() < 0.3 else (dates[0], dates[1])
            if 'start' in dates and 'end' in dates and rng.random() < 0.7:
                a, b = 'start', 'end'
            spec['interval'] = {'from': f'{alias}.{a}', 'to': f'{alias}.{b}'}
        return Name(self.fresh('n'), kind, none, plain=True), None, spec

    # --- rules -------------------------------------------------------------------------------

    def rule(self) -> str:
        rng = self.rng
        subject = self.source() if rng.random() < 0.8 else of_table('work')
        at = Relation(subject.name, list(subject.names), subject.keys, subject.base, None,
                      list(subject.nodes), subject.distinct_of)
        rule_id = self.fresh('X/r')
        spec = {'kind': 'elig', 'clause': 'X', 'title': title('x'),
                'strength': rng.choice(['mandatory', 'in_principle', 'in_principle', 'warning']),
                'subject': subject.name, 'message': title('m')}
        if rng.random() < 0.2:
            spec['strength'] = {'choose': 'way', 'cases': {'wide': 'in_principle',
                                                           'narrow': 'mandatory'}}
        self.add_nodes(at, spec, rng.choice([0, 1, 1, 2, 3]))
        writer = Writer(rng, at.names, dated=True)
        holds = [r for r, s in self.subjects.items()
                 if s.base and s.base == subject.base and rng.random() < 0.3]
        spec['condition'] = self.condition(writer, at)
        if holds and isinstance(spec['condition'], str):
            spec['condition'] = f"{spec['condition']} && holds('{holds[0]}')" \
                if rng.random() < 0.5 else f"holds('{holds[0]}')"
        if rng.random() < 0.4:
            spec['applies'] = writer.of('bool')
        if rng.random() < 0.3:
            spec['due'] = writer.of('date', 1) if rng.random() < 0.6 else "date('2024-02-29')"
        if rng.random() < 0.4:
            dates = [n.text for n in subject.names if n.kind == 'date']
            spec['anchor'] = rng.choice(dates) if dates and rng.random() < 0.7 \
                else f"date('{rng.choice(['2019-12-31', '2023-12-31'])}')"
        if rng.random() < 0.15:
            spec['measured'] = writer.of(rng.choice(['int', 'date', 'decimal']), 1)
            spec['threshold'] = writer.of('int', 1) if rng.random() < 0.5 else '1'
        if rng.random() < 0.6:
            spec['waiver'] = True
        if rng.random() < 0.3:
            spec['in_force'] = rng.choice([{'from': '2023-01-01', 'to': '2024-01-01'},
                                           {'to': '2023-12-31'}, {'from': '2019-01-01'}])
        self.rules[rule_id] = spec
        self.subjects[rule_id] = subject
        return rule_id

    def condition(self, writer: Writer, at: Relation) -> object:
        rng = self.rng
        fresh = [n for n in at.names if n.text.startswith('n') and n.text[1:].isdigit()]
        if fresh and rng.random() < 0.8:
            n = rng.choice(fresh[-3:])
            if n.kind == 'bool':
                return n.text if rng.random() < 0.7 else f'!{n.text}'
            op = rng.choice(['<=', '<=', '>=', '>=', '<', '>', '==', '!='])
            if n.kind.startswith('set'):
                return f'subset({n.text}, liked)'
            bare = f'{n.text} {op} {writer.leaf(n.kind) if rng.random() < 0.7 else writer.of(n.kind, 1)}'
            if rng.random() < 0.2:
                return f'{bare} && {writer.of("bool", 1)}'
            return bare
        return writer.defined('bool')

    # --- the whole ---------------------------------------------------------------------------

    def pack(self) -> dict:
        rng = self.rng
        for _ in range(rng.randint(1, 4)):
            self.relation()
        for _ in range(rng.randint(1, 4)):
            self.rule()
        return self.whole()

    def whole(self) -> dict:
        """The pack of all that was made."""
        return {
            'format': 'xunze.pack/1',
            'pack': {'id': 'random', 'title': title('r'), 'version': '1', 'jurisdiction': 'CN',
                     'level': 'county', 'vocabulary': 'small', 'valid_from': '2020-01-01',
                     **({'valid_to': '2024-01-01'} if self.rng.random() < 0.3 else {})},
            'documents': {'X': {'title': title('d'), 'short': title('d')}},
            'parameters': {n: {**p, 'title': title(n)} for n, p in PARAMETERS.items()},
            'relations': {n: r.body for n, r in self.relations.items() if r.body},
            'rules': self.rules,
            'clauses': {'X': {'locator': title('1'), 'document': 'X', 'status': 'encoded',
                              'strength': 'mandatory', 'paraphrase': title('p')}},
            'decisions': self.decisions(), 'measures': self.measures(),
        }

    def decisions(self) -> dict:
        out = {}
        for rule, subject in self.subjects.items():
            if subject.base and self.rng.random() < 0.4:
                others = [r for r, s in self.subjects.items() if s.base == subject.base]
                out[self.fresh('d')] = {'subject': subject.name, 'title': title('d'),
                                        'rules': others[:3]}
        return out

    def measures(self) -> dict:
        out = {}
        for r in self.relations.values():
            if self.rng.random() < 0.4:
                group = [n.text for n in r.names if n.kind in KEYED and n.text.count('.') <= 1]
                numbers = Writer(self.rng, [n for n in r.names if n.kind == 'int'])
                named = [n.text for n in r.names if n.kind == 'int']
                one = {'title': title('m'), 'clause': 'X', 'on': r.name,
                       'group': self.rng.sample(group, min(len(group), self.rng.randint(0, 1))),
                       'numerator': self.rng.choice([*named, '1']),
                       'denominator': self.rng.choice([*named, '1', '4'])}
                if self.rng.random() < 0.6:
                    one['rank'] = self.rng.choice(['asc', 'desc'])
                out[self.fresh('rate')] = one
        return out


def random_pack(rng: Random) -> tuple:
    """A pack, and (rule, subject relation) pairs that waivers may name."""
    writer = PackWriter(rng)
    pack = writer.pack()
    waivable = [(r, rng.choice([s.name, s.base or s.name])) for r, s in writer.subjects.items()]
    return pack, waivable
