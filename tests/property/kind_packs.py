# SPDX-License-Identifier: Apache-2.0
"""Random packs whose rules are written with the constructors of the kinds."""
from __future__ import annotations

from random import Random

from expressions import Name, Writer
from kind_parts import Made
from packs import of_table, Relation
from plain_kinds import CountKinds, MatchKinds, RowKinds
from words import GRADES, KINDS as SORTS, ROLES, STATUSES, title


class KindWriter(RowKinds, CountKinds, MatchKinds):
    """A method for each kind gives its arguments; here are those whose arguments have parts."""

    def a_content(self) -> Made:
        at, rng = self.at(), self.rng
        tagged = [r for r in [*self.relations.values(), of_table('work'), of_table('school')]
                  if r.body is None or r.name]
        tagged = [r for r in tagged if any(n.kind == 'set:sort' for n in r.names)]
        of, source = self.joined(at, tagged)
        parts: dict = {}
        for part in rng.sample(['required', 'forbidden', 'any_of', 'hours', 'in'],
                               rng.choice([1, 1, 1, 2, 3])):
            parts |= getattr(self, '_' + part)(source)
        if parts.keys() - {'value', 'in'}:
            parts['tags'] = rng.choice([n.text for n in source.names if n.kind == 'set:sort'])
        return Made({'subject': at.name, 'of': of, **parts}, at)

    def some(self) -> list:
        return self.rng.sample(SORTS, self.rng.randint(1, 2))

    def _required(self, source: Relation) -> dict:
        return {'required': self.rng.choice([self.some(), 'liked'])}

    def _forbidden(self, source: Relation) -> dict:
        return {'forbidden': self.rng.choice([self.some(), 'liked'])}

    def _any_of(self, source: Relation) -> dict:
        return {'any_of': self.some(), **self.maybe(0.5, at_least=lambda: '1')}

    def _hours(self, source: Relation) -> dict:
        return {'length': self.amount(source),
                'hours': {tag: self.rng.choice([0, 1, 2]) for tag in self.some()}}

    def _in(self, source: Relation) -> dict:
        sorts = [n.text for n in source.names if n.kind == 'enum:sort']
        if sorts:
            return {'value': self.rng.choice(sorts), 'in': self.some()}
        return {'value': self.writer(source).of('text', 0), 'in': 'names'}

    def a_cost(self) -> Made:
        at, rng = self.at(), self.rng
        spent, source = self.added(at)
        form = rng.choice(['pieces', 'amount', 'purpose', 'share', 'base', 'target'])
        if form == 'amount':
            return Made({'subject': at.name, 'amount': self.amount(at), **self._pieces(at)}, at)
        more = {'pieces': lambda: self._pieces(at), 'purpose': lambda: self._purpose(source),
                'share': lambda: {'part': self.writer(source).of('bool', 1), **self._part()},
                'base': lambda: {'base': self.added(at)[0], **self._part()},
                'target': lambda: {'target': self.number(at),
                                   **self.maybe(0.5, tolerance=self.number)}}[form]()
        return Made({'subject': at.name, 'spent': spent, **more}, at)

    def _part(self) -> dict:
        return {self.rng.choice(['at_least', 'at_most']): self.rng.choice(['0.5', '1', 'part'])}

    def _pieces(self, at: Relation) -> dict:
        rng = self.rng
        if rng.random() < 0.5:
            return {'pieces': [{'rate': self.number(at)}],
                    **self.maybe(0.5, persons=lambda: self.number(at))}
        return {'pieces': [{'rate': rng.choice(['1', '2', 'ceiling']), 'to_day': 1},
                           {'rate': rng.choice(['0.5', '1']), 'from_day': 2}],
                'days': self.amount(at), **self.maybe(0.3, persons=lambda: self.number(at))}

    def _purpose(self, source: Relation) -> dict:
        for kind, codes in (('enum:status', STATUSES), ('enum:sort', SORTS), ('enum:role', ROLES),
                            ('enum:grade', GRADES)):
            own = [n.text for n in source.names if n.kind == kind]
            if own:
                return {'purpose': self.rng.choice(own), 'allowed': self.rng.sample(codes, 1)}
        return {'purpose': self.writer(source).of('text', 0), 'allowed': 'names'}

    def a_credit(self) -> Made:
        at, rng = self.at(), self.rng
        entries, source = self.added(at)
        once = rng.random() < 0.3
        buckets = []
        for name in ['one', 'two', 'three'][:rng.randint(1 if once else 0, 3)]:
            bounds = {'at_least': self.number()} if once else rng.choice(
                [{}, {'at_least': '1'}, {'at_most': '1'}, {'at_least': '1', 'at_most': '2'}])
            buckets.append({'name': name, 'where': self.writer(source).of('bool', 1), **bounds})
        total = rng.choice([{'at_least': self.number(at)}, {'at_most': self.number(at)},
                            {'at_least': '0', 'at_most': '3'}])
        return Made({'subject': at.name, 'entries': entries,
                     **({'buckets': buckets} if buckets else {}),
                     **({'counting': 'exclusive'} if once else {}),
                     **({} if once and rng.random() < 0.6 else total),
                     **self.maybe(0.3, carried=lambda: self.number(at))}, at)

    def a_prio(self) -> Made:
        rng = self.rng
        at = self.at()
        candidates, source = self.joined(at)
        if rng.random() < 0.8 or not candidates.get('key'):
            at, candidates, source = self.groups()
        own = [n.text for n in source.names if n.plain and n.kind in ('int', 'decimal', 'date')]
        order = [{'by': rng.choice(own) if own and rng.random() < 0.7 else
                  rng.choice([self.amount(source), f'{self.taken(source)} ? 1 : 0']),
                  **self.maybe(0.6, dir=lambda: rng.choice(['asc', 'desc']))}
                 for _ in range(rng.randint(1, 2))]
        return Made({'subject': at.name or at.body, 'candidates': candidates,
                     'in': self.taken(source),
                     **self.maybe(0.2, eligible=lambda: self.writer(source).of('bool', 1)),
                     'order': order}, at)

    def groups(self) -> tuple:
        """Whom is chosen from by the values of a column, and those values; or by a key."""
        rng = self.rng
        name, key, kind = rng.choice([
            ('work', 'status', 'enum:status'), ('work', 'ok', 'bool'),
            ('work', 'person_id', 'text'), ('stint', 'role', 'enum:role'), ('person', 'school_id', 'text')])
        column = Name(key, kind, plain=True)
        if kind == 'text' and rng.random() < 0.7:
            at = of_table(key.removesuffix('_id'))
        else:
            at = Relation('', [column], [column], None, {'distinct': {'from': name, 'keys': [key]}})
        candidates, source = {'from': name, 'key': [key]}, of_table(name)
        self._where(candidates, source.names, 0.1)
        return at, candidates, source

    # --- rules and the whole ----------------------------------------------------------------------

    def kind_rule(self, kind: str) -> None:
        rng, made = self.rng, getattr(self, 'a_' + kind)()
        rule_id = self.fresh('X/r')
        writer = Writer(rng, made.at.names, dated=True)
        spec = {kind: made.arguments, 'clause': 'X', 'title': title('x'), 'message': title('m'),
                'strength': rng.choice(['mandatory', 'in_principle', 'in_principle', 'in_principle',
                                        'warning']),
                **made.beside, 'waiver': rng.random() < 0.9,
                **self.maybe(0.2, applies=lambda: writer.of('bool', 1)),
                **self.maybe(0.2, applies=lambda: self.taken(made.at)),
                **self.maybe(0.2, anchor=lambda: self.day(made.at)),
                **self.maybe(0.15, in_force=lambda: rng.choice(
                    [{'from': '2023-01-01', 'to': '2024-01-01'}, {'from': '2019-01-01'}]))}
        if kind != 'deadline' and rng.random() < 0.5:
            spec['due'] = rng.choice(["date('2024-02-29')", "date('2023-06-15')",
                                      self.day(made.at)])
        self.rules[rule_id] = spec
        self.subjects[rule_id] = made.at


def kind_pack(rng: Random, kinds: list) -> tuple:
    """A pack with a rule of each of the kinds, and (rule, table) pairs that waivers may name."""
    writer = KindWriter(rng)
    for _ in range(rng.choice([0, 0, 1, 2])):
        writer.relation()
    for kind in kinds:
        writer.kind_rule(kind)
    kinds_of = {rule: next(k for k in kinds if k in spec) for rule, spec in writer.rules.items()}
    pack = writer.whole()
    waivable = [(r, s.base or s.name) for r, s in writer.subjects.items() if s.base or s.name]
    return pack, waivable, kinds_of
