# SPDX-License-Identifier: Apache-2.0
"""Random arguments of the kinds whose arguments are expressions and rows."""
from __future__ import annotations

from expressions import Name
from kind_parts import Made, Parts
from packs import KEYED, of_table, Relation
from words import GRADES, KINDS as SORTS, ROLES, STATUSES


class RowKinds(Parts):
    """Kinds that read the row itself."""

    def a_elig(self) -> Made:
        at, rng = self.at(), self.rng
        require = self.writer(at).of('bool')
        if rng.random() < 0.4:
            require = f'({self.taken(at)}) {rng.choice(["&&", "||"])} ({self.taken(at)})'
        return Made({'subject': at.name, 'require': require}, at)

    a_scope = a_elig

    def a_class(self) -> Made:
        at, rng = self.at(), self.rng
        kind, codes, named = rng.choice([
            ('enum:sort', SORTS, 'liked'), ('enum:status', STATUSES, 'counted'),
            ('enum:grade', GRADES, None), ('enum:role', ROLES, None),
            ('text', ['t', 'p1'], 'names')])
        own = [n.text for n in at.names if n.kind == kind]
        if not own:
            kind, codes, named, own = 'text', ['p1', 's1', 'w1', 'r1'], 'names', \
                [n.text for n in at.names if n.kind == 'text']
        of = named if named and rng.random() < 0.4 else \
            rng.sample(codes, rng.randint(1, len(codes) - 1))
        if not own:
            at, own, of = of_table('work'), ['status'], ['done']
        return Made({'subject': at.name, 'value': rng.choice(own), 'in': of}, at)

    def a_dur(self) -> Made:
        at, rng = self.at(), self.rng
        length = rng.choice([f'days_between({self.day(at)}, {self.day(at)}) + 1',
                             self.amount(at), self.amount(at)])
        bounds = rng.choice([{'at_least': self.number(at)}, {'at_most': self.number(at)},
                             {'at_least': '0', 'at_most': rng.choice(['2', '400'])},
                             {'exactly': self.number(at)}])
        return Made({'subject': at.name, 'length': length, **bounds}, at)

    def a_prec(self) -> Made:
        at, rng = self.at(), self.rng
        return Made({'subject': at.name, 'steps': [self.day(at) for _ in range(rng.randint(2, 3))],
                     **rng.choice([{}, {'same_day': True}, {'lag_days': self.number(at)}])}, at)

    def a_grade(self) -> Made:
        at, rng = self.at(), self.rng
        cuts = [{'at_least': '2', 'grade': 'high'}, {'at_least': '0', 'grade': 'mid'}]
        cuts += [{'grade': 'low'}] if rng.random() < 0.6 else []
        return Made({'subject': at.name, 'score': self.amount(at), 'cuts': cuts,
                     'recorded': self.writer(at).of('enum:grade', 1)}, at)

    def a_conseq(self) -> Made:
        at, rng = self.at(), self.rng
        writer, graded = self.writer(at), rng.random() < 0.4
        kind = 'enum:grade' if graded else 'int'

        def effect() -> str:
            return f"'{rng.choice(GRADES)}'" if graded else self.number(at)

        cases = [{'when': writer.of('bool', 1), 'effect': effect()}
                 for _ in range(rng.randint(1, 3))]
        named = [n.text for n in at.names if n.kind == kind]
        return Made({'subject': at.name, 'cases': cases,
                     **self.maybe(0.5, otherwise=effect),
                     'recorded': rng.choice(named) if named else writer.of(kind, 1),
                     **self.maybe(0.5, compare=lambda: rng.choice(['==', '<=', '>='])),
                     **self.maybe(0.0 if graded else 0.4, tolerance=self.number)}, at)

    def a_recon(self) -> Made:
        at, rng = self.at(), self.rng
        if rng.random() < 0.3:
            texts = [n.text for n in at.names if n.kind == 'text']
            return Made({'subject': at.name, 'value': rng.choice(texts) if texts else "'t'",
                         'pattern': rng.choice(['[a-z][12]', '[pw].*', '[a-z]'])}, at)
        left = self.amount(at)
        beside = {}
        if rng.random() < 0.6:
            left = self.fresh('n')
            beside = {'aggregate': {left: self.counted(at) if rng.random() < 0.5
                                    else self.added(at)[0]}}
            if not set(beside['aggregate'][left]) & {'sum', 'distinct'}:
                beside['aggregate'][left]['count'] = True
        return Made({'subject': at.name, 'left': left,
                     'right': rng.choice([self.number(at), self.amount(at)]),
                     **self.maybe(0.4, tolerance=self.number)}, at, beside)


class CountKinds(Parts):
    """Kinds that count or add up."""

    def a_freq(self) -> Made:
        rng, source = self.rng, self.source()
        usable = [n for n in source.names if n.kind in KEYED and n.text.count('.') <= 1]
        usable = usable or source.keys
        keys: dict = {}
        for n in rng.sample(usable, min(len(usable), rng.randint(1, 2))):
            keys.setdefault(n.text.split('.')[-1], n)
        spec = {'from': source.name, 'per': [n.text for n in keys.values()],
                'at_most': rng.choice(['0', '0', '1', '1', '2', 'ceiling']),
                **self.maybe(0.4, where=lambda: self.taken(source))}
        if rng.random() < 0.5:
            spec['distinct'] = self.writer(source).of(rng.choice(['text', 'int', 'date']), 1)
        names = [Name(k, n.kind, n.may_be_none, plain=True) for k, n in keys.items()]
        return Made(spec, Relation('', names, names))

    def a_quota(self) -> Made:
        at, rng = self.at(), self.rng
        fill = self.counted(at) if rng.random() < 0.7 else self.added(at)[0]
        return Made({'subject': at.name, 'seats': self.number(at), 'fill': fill,
                     'compare': rng.choice(['<=', '==', '>='])}, at)

    def a_count(self) -> Made:
        at, rng = self.at(), self.rng
        of, source = self.joined(at)
        op = rng.choice(['count', 'count', 'distinct', 'sum', 'min', 'max'])
        of[op] = True if op == 'count' else self.writer(source).of('int', 1)
        bounds = rng.choice([{'at_least': self.number(at)}, {'at_most': self.number(at)},
                             {'at_least': '1', 'at_most': rng.choice(['1', '3'])}])
        return Made({'subject': at.name, 'of': of, **bounds}, at)

    def a_item(self) -> Made:
        at = self.at()
        return Made({'subject': at.name, 'exists': self.counted(at),
                     **self.maybe(0.4, at_least=lambda: self.number(at))}, at)

    def a_cover(self) -> Made:
        at = self.at()
        return Made({'population': at.name, 'by': self.counted(at),
                     **self.maybe(0.4, at_least=lambda: self.number(at))}, at)

    def a_rotate(self) -> Made:
        """A cross in place, or of the pack: waivers name that one alone."""
        at = self._cross(self.fresh('cell'))
        named = self.rng.random() < 0.8
        if named:
            self.relations[at.name] = at
        return Made({'subject': at.name if named else at.body, 'visits': self.counted(at),
                     **self.maybe(0.5, exactly=lambda: self.rng.choice(['0', '1', '2']))}, at)

    def a_deadline(self) -> Made:
        at, rng = self.at(), self.rng
        way = rng.choice(['done', 'first', 'last'])
        if way == 'done':
            done: object = self.day(at)
        else:
            done, source = self.joined(at)
            done['at'] = self.day(source)
        return Made({'subject': at.name, way: done, 'due': self.day(at)}, at)

    def a_ratio(self) -> Made:
        at, rng = self.at(), self.rng
        return Made({'subject': at.name, **self.shares(at),
                     rng.choice(['at_least', 'at_most', 'above']):
                         rng.choice(['0.5', '0.75', '1', 'part'])}, at)

    def shares(self, at: Relation) -> dict:
        """A numerator within the rows of a denominator, or of other rows."""
        rng = self.rng
        below, source = self.joined(at)
        above = dict(below) if rng.random() < 0.7 else None
        if above is None:
            above, source = self.joined(at)
        elif rng.random() < 0.8:
            above['where'] = self.taken(source)
        for one in (above, below):
            if rng.random() < 0.3:
                one['sum'] = self.amount(source if one is above else self.known(one['from']))
        return {'numerator': above, 'denominator': below}

    def known(self, name: str) -> Relation:
        return self.relations.get(name) or of_table(name)

    def a_metric(self) -> Made:
        at, rng = self.at(), self.rng
        named = [n.text for n in at.names if n.kind in ('decimal', 'int') and '.' not in n.text]
        groups = [n.text for n in at.names if n.kind in KEYED and n.text.count('.') <= 1]
        return Made({'subject': at.name, **self.shares(at),
                     **self.maybe(0.9, published=lambda: rng.choice(
                         ['0', '1', '1', '0.5', 'part', *named])),
                     **self.maybe(0.7, decimals=lambda: rng.randint(0, 3)),
                     **self.maybe(0.4, group=lambda: rng.sample(groups, min(1, len(groups)))),
                     **self.maybe(0.4, rank=lambda: rng.choice(['asc', 'desc']))}, at)


class MatchKinds(Parts):
    """Kinds that look for others."""

    def a_norep(self) -> Made:
        at, rng = self.at(), self.rng
        partner, alias = self.known(at.name) if rng.random() < 0.6 else self.source(), 'h'
        writer = self.both(at, partner, alias)
        return Made({'subject': at.name, 'partner': partner.name, 'as': alias,
                     'same': self.alike(at, partner, alias),
                     **self.maybe(0.6, where=lambda: writer.of('bool', 1)),
                     'except': [{'label': 'x', 'clause': 'X', 'when': writer.of('bool', 1)}]
                     if rng.random() < 0.3 else [],
                     **self.maybe(0.3, needs_history_from=lambda: self.day(at))}, at)

    def a_debar(self) -> Made:
        alias = 'b'
        at, bans, first, end, same = self.dated(alias)
        writer = self.both(at, of_table(bans), alias)
        return Made({'subject': at.name, 'bans': bans, 'as': alias,
                     'same': same, 'at': self.day(at),
                     'from': f'{alias}.{first}', 'to': f'{alias}.{end}',
                     **self.maybe(0.3, where=lambda: writer.of('bool', 1))}, at)

    def a_valid(self) -> Made:
        alias = 'v'
        at, status, first, end, same = self.dated(alias)
        writer = self.both(at, of_table(status), alias)
        return Made({'subject': at.name, 'status': status, 'as': alias,
                     'same': same, 'from': first, 'to': end,
                     'at': self.day(at), **self.maybe(0.4, until=lambda: self.day(at)),
                     **self.maybe(0.3, grace_days=lambda: self.rng.choice(['1', '30', '365'])),
                     **self.maybe(0.3, renew_days=lambda: self.rng.choice(['1', '30'])),
                     **self.maybe(0.2, where=lambda: writer.of('bool', 1))}, at)

    def a_sched(self) -> Made:
        rng = self.rng
        among = [at for at in (self.at(), self.at(), self.at())
                 if any(n.kind == 'date' and '.' not in n.text for n in at.names)]
        at = among[0] if among else of_table('work')
        alias = rng.choice(['other', 'h'])
        day = rng.choice([n.text for n in at.names if n.kind == 'date' and '.' not in n.text])
        return Made({'subject': at.name, **({'as': alias} if alias != 'other' else {}),
                     **self.maybe(0.5, partner=lambda: at.name),
                     'same': self.alike(at, at, alias), 'at': day,
                     'gap_days': rng.choice(['1', '200', '800', '2000', 'ceiling']),
                     **self.maybe(0.3, where=lambda: rng.choice(
                         [self.both(at, at, alias).of('bool', 1), self.taken(at)]))}, at)
