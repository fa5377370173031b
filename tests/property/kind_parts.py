# SPDX-License-Identifier: Apache-2.0
"""What the arguments of random rules are made of, whatever their kind."""
from __future__ import annotations

from dataclasses import dataclass, field

from expressions import Writer
from packs import KEYED, of_table, PackWriter, prefixed, Relation

SUBJECTS = ['work', 'work', 'work', 'person', 'person', 'school', 'stint', 'region']

# What halves the values of a column.
SPLIT = {'bool': '', 'int': ' > 0', 'decimal': ' >= 1', 'enum:grade': " == 'mid'",
         'enum:role': " == 'head'", 'enum:status': " != 'left'", 'date': " < date('2023-06-15')"}


@dataclass
class Made:
    """A rule as a kind writes it: the arguments, whom they judge, and nodes that stand beside."""
    arguments: dict
    at: Relation
    beside: dict = field(default_factory=dict)


class Parts(PackWriter):
    """Subjects, bounds, days and rows, beside what other random packs are made of."""

    def at(self) -> Relation:
        """Whom a rule judges."""
        made = [r for r in self.relations.values() if r.body]
        if made and self.rng.random() < 0.3:
            return self.rng.choice(made)
        return of_table(self.rng.choice(SUBJECTS))

    def maybe(self, chance: float, **arguments) -> dict:
        """The arguments, made when they are wanted, or none of them."""
        wanted = self.rng.random() < chance
        return {name: made() for name, made in arguments.items()} if wanted else {}

    def writer(self, of: Relation) -> Writer:
        return Writer(self.rng, of.names)

    def number(self, at: Relation | None = None) -> str:
        """A small bound, at times read off the subject."""
        if at and self.rng.random() < 0.2:
            return self.writer(at).of('int', 1)
        return self.rng.choice(['0', '1', '1', '2', '3', 'ceiling'])

    def day(self, at: Relation) -> str:
        own = [n.text for n in at.names if n.kind == 'date' and n.text.count('.') < 2]
        if own and self.rng.random() < 0.7:
            return self.rng.choice(own)
        return self.writer(at).of('date', 1)

    def joined(self, at: Relation, among: list | None = None) -> tuple:
        """`from`, `where`, `key` and `on` of rows that mostly share a key with the subject."""
        for _ in range(5):
            source = self.rng.choice(among) if among else self.source()
            key, on = self._join(at, source)
            if key or key is None:
                break
        spec = {'from': source.name, **self.maybe(0.4, where=lambda: self.taken(source))}
        if key is not None:
            spec['key'] = key
            if on:
                spec['on'] = on
        return spec, source

    def counted(self, at: Relation) -> dict:
        spec, source = self.joined(at)
        if self.rng.random() < 0.3:
            spec['distinct'] = self.writer(source).of(self.rng.choice(['text', 'int', 'date']), 1)
        return spec

    def added(self, at: Relation) -> tuple:
        """Rows with a sum, of a column mostly."""
        spec, source = self.joined(at)
        spec['sum'] = self.amount(source)
        return spec, source

    def amount(self, of: Relation) -> str:
        own = [n.text for n in of.names if n.kind in ('decimal', 'int') and '.' not in n.text]
        if own and self.rng.random() < 0.8:
            return self.rng.choice(own)
        return self.writer(of).of(self.rng.choice(['int', 'decimal']), 1)

    def alike(self, at: Relation, partner: Relation, alias: str) -> list:
        """What a subject and a partner have in common."""
        there = prefixed(partner.names, alias)
        pairs = [(a.text, b.text) for a in at.names for b in there
                 if a.kind == b.kind and a.kind in KEYED and a.text.count('.') <= 1
                 and b.text.count('.') <= 2]
        own = [p for p in pairs if p[1] == f'{alias}.{p[0]}'
               and p[0] not in [k.text for k in partner.keys]]
        some = own if own and self.rng.random() < 0.8 else pairs
        return [list(p) for p in self.rng.sample(some, min(len(some), 1))]

    def both(self, at: Relation, partner: Relation, alias: str) -> Writer:
        return Writer(self.rng, at.names + prefixed(partner.names, alias))

    def dated(self, alias: str) -> tuple:
        """Whom a rule judges; rows of a table with two days, and what both have in common."""
        rng = self.rng
        if rng.random() < 0.5:
            at = of_table(rng.choice(['work', 'person', 'stint']))
            return at, 'stint', 'from', 'to', [['person_id', f'{alias}.person_id']]
        at = self.at()
        name, first, end = rng.choice([('stint', 'from', 'to'), ('work', 'start', 'end'),
                                       ('school', 'opened', 'closed')])
        return at, name, first, end, self.alike(at, of_table(name), alias)

    def taken(self, of: Relation) -> str:
        """A condition that some rows meet and others do not, at times by what they lack."""
        rng = self.rng
        own = [n for n in of.names if n.plain and n.kind in SPLIT]
        lacking = [n.text for n in of.names if n.plain and n.may_be_none]
        if lacking and rng.random() < 0.3:
            return f'has({rng.choice(lacking)})'
        if not own or rng.random() < 0.2:
            return self.writer(of).of('bool', 1)
        n = rng.choice(own)
        return n.text + SPLIT[n.kind]
