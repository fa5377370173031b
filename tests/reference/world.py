# SPDX-License-Identifier: Apache-2.0
"""One evaluation: the pack, the dataset, parameters, and relations built when first asked for."""
from __future__ import annotations

from .cells import parse_date, parse_scalar
from . import aggregates, ledger, matches, relations
from .dataset import Dataset, Vocabulary
from .expressions import Evaluator, Scope
from .syntax import names_of, parse
from .values import hull, known, none, PackError, POS, unknown, Value


class World:
    def __init__(self, pack: dict, vocabulary: dict, data: dict, as_of, settings: dict,
                 complete: dict, known_by=None):
        self.pack = pack
        self.as_of = parse_date(as_of)
        by = self.as_of if known_by is None else parse_date(known_by)
        self.dataset = Dataset(Vocabulary(vocabulary), data, complete, by)
        self.diagnostics = self.dataset.diagnostics
        self.start = known('date', parse_date(pack['pack']['valid_from']))
        self.parameters = pack.get('parameters', {})
        self.settings = settings or {}
        for name in self.settings:
            if name not in self.parameters:
                raise PackError(f'no parameter `{name}` to set')
        self.evaluator = Evaluator(self)
        self._relations: dict = {}
        self._rules = None  # set by rules.Rules

    def complain(self, message: str) -> None:
        if message not in self.diagnostics:
            self.diagnostics.append(message)

    # --- parameters --------------------------------------------------------------------------

    def parameter(self, name: str, anchor: Value | None) -> Value | None:
        """The value of a parameter at an anchor; None if there is no such parameter."""
        spec = self.parameters.get(name)
        if spec is None:
            return None
        if name in self.settings:
            return self._constant(spec, self.settings[name])
        if 'values' not in spec:
            return self._constant(spec, spec['value'])
        dated = sorted((parse_date(v['from']) if v.get('from') else 0, v['value'])
                       for v in [{**v, 'value': i} for i, v in enumerate(spec['values'])])
        constants = [(d, self._constant(spec, spec['values'][i]['value'])) for d, i in dated]
        blank = self._unknown(spec)
        if anchor is None or anchor.none or anchor.opt or anchor.kind != 'date':
            return blank
        if anchor.hi is POS:  # it may be no day: the least of no rows
            return blank
        result = None
        starts = [d for d, _ in constants]
        pieces = [blank] + [v for _, v in constants]
        for i, piece in enumerate(pieces):
            after_start = i == 0 or not anchor.hi < starts[i - 1]
            before_end = i == len(starts) or anchor.lo < starts[i]
            if after_start and before_end:
                result = piece if result is None else hull(result, piece)
        return result

    def _kind(self, spec: dict) -> tuple:
        kind = spec['type']
        if kind == 'choice':
            return 'text', None
        if kind == 'texts':
            return 'set', None
        return kind, spec.get('enum')

    def _unknown(self, spec: dict) -> Value:
        kind, of = self._kind(spec)
        return unknown(kind, of)

    def _constant(self, spec: dict, raw) -> Value:
        kind, of = self._kind(spec)
        if raw is None:
            return none(kind, of)
        codes = self.dataset.vocabulary.codes(of) if of else None
        try:
            return parse_scalar(kind, raw, of, codes)
        except (ValueError, TypeError) as e:
            raise PackError(str(e)) from e

    # --- relations ---------------------------------------------------------------------------

    def relation(self, spec) -> relations.Relation:
        """The relation of a name (of the pack, else a table), or of a body in place."""
        key = spec if isinstance(spec, str) else repr(spec)
        if key not in self._relations:
            self._relations[key] = None
            self._relations[key] = self._build(spec, key)
        if self._relations[key] is None:
            raise PackError(f'relation `{key}` is computed from itself')
        return self._relations[key]

    def _build(self, spec, key: str) -> relations.Relation:
        if isinstance(spec, dict):
            return relations.build(self, key, spec)
        named = self.pack.get('relations', {})
        if spec in named:
            return relations.build(self, spec, named[spec])
        if spec in self.dataset.tables:
            return relations.build_table(self, spec)
        in_place = self.pack.get('rules', {}).get(spec, {}).get('subject')
        if isinstance(in_place, dict):  # goes by the name of its rule, as a rate of a `metric` does
            return relations.build(self, spec, in_place)
        raise PackError(f'no relation or table `{spec}`')

    def complete_from(self, table: str):
        """The day from which the dataset declares the table complete; None: always."""
        claim = self.dataset.complete.get(table)
        if isinstance(claim, dict):
            claim = claim.get('from')
        return parse_date(claim) if isinstance(claim, str) else None

    # --- nodes -------------------------------------------------------------------------------

    def node(self, row, name: str) -> Value:
        kind, spec = row.relation.nodes[name]
        if kind == 'aggregate':
            return aggregates.aggregate(self, row, name, spec)
        if kind == 'match':
            return matches.match(self, row, name, spec)
        if kind == 'linear':
            return aggregates.linear(self, row, spec)
        if kind == 'rank':
            return matches.rank(self, row, name, spec)
        if kind == 'carry':
            return ledger.carry(self, row, name, spec)
        return self.evaluator.value(spec, Scope(row, row.anchor)).plain()

    def rows_beside(self, row, name: str) -> list:
        return row.relation.rows

    def holds(self, rule: str, base: Value):
        return self._rules.holds(rule, base)

    # --- what can be said without rows ---------------------------------------------------------

    def static_column(self, relation, spec):
        """The vocabulary's column that an expression just is, or None."""
        names = names_of(parse(spec)) if spec and not isinstance(spec, dict) else None
        if not names:
            return None
        at, table = relation, None
        first, rest = names[0], names[1:]
        while at is not None:
            if first in at.members and rest:
                return self.static_column(at.members[first], '.'.join(rest))
            if first in at.nodes or first in at.defined:
                return None
            if first in at.paths:
                if isinstance(at.paths[first], dict):
                    table = at.paths[first]['lookup']
                    if table in self.pack.get('relations', {}):
                        return self.static_column(self.relation(table), '.'.join(rest))
                else:
                    table = self._static_row(at.base_table,
                                             names_of(parse(at.paths[first])) or [''])
                return self._static_cell(table, rest)
            at = at.parent
        return self._static_cell(relation.base_table, names)

    def _static_row(self, table, names):
        vocabulary = self.dataset.vocabulary
        for name in names:
            if table is None:
                return None
            columns = vocabulary.table(table)['columns']
            steps = (vocabulary.reference(c, s) for c, s in columns.items())
            table = next((r[0] for r in steps if r and r[1] == name), None)
        return table

    def _static_cell(self, table, names):
        if not names:
            return None
        table = self._static_row(table, names[:-1])
        return self.dataset.vocabulary.table(table)['columns'].get(names[-1]) if table else None

    def check_has(self, tree, scope: Scope) -> None:
        """Refuses has() of a column whose null means unknown: missing data must not decide."""
        names = names_of(tree)
        if not names or scope.row is None:
            return
        relation = scope.row.relation
        if names[0] in scope.aliases:
            relation, names = scope.aliases[names[0]].relation, names[1:]
        elif scope.row.member(names[0]) is not None:
            relation, names = scope.row.member(names[0]).relation, names[1:]
        if not names:
            return
        schema = self.static_column(relation, '.'.join(names)) if len(names) == 1 else None
        if schema and schema.get('null', 'unknown') != 'none':
            raise PackError(f'has(`{".".join(names)}`): its null does not mean none')

    def extreme_of(self, tree, scope: Scope):
        """'min' or 'max' if a name is such a node."""
        names = names_of(tree)
        if not names or len(names) != 1 or scope.row is None:
            return None
        owner = scope.row.owner(names[0])
        kind, spec = owner.relation.nodes.get(names[0], (None, None)) if owner else (None, None)
        if kind == 'aggregate' and ('min' in spec or 'max' in spec):
            return 'min' if 'min' in spec else 'max'
        if kind == 'match' and spec.get('find') == 'nearest':
            return 'min'
        return None
