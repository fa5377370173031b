# SPDX-License-Identifier: Apache-2.0
"""Rules: subjects, verdicts, waivers, measured values and evidence."""
from __future__ import annotations

from dataclasses import dataclass, field

from . import ledger
from .aggregates import strays
from .cells import key_json, key_text, parse_date, sort_key, to_json
from .expressions import Scope
from .functions import absolute
from .looked_up import LookedUp
from .relations import Relation, Row, nodes_of
from .sense import sense_of
from .syntax import COMPARISONS, is_cases, parse, trees, walk
from .values import and3, arithmetic, equal3, known, less3, not3, PackError, Value

RANK = ['not_applicable', 'pass', 'waived', 'pending', 'unknown', 'fail']


def combine(verdicts) -> str:
    """The verdict of a decision: the worst; not applicable if nothing applies."""
    return max(verdicts, key=RANK.index, default='not_applicable')


@dataclass
class Result:
    rule: str
    subject: dict
    verdict: str
    severity: str | None = None
    measured: Value | None = None
    threshold: Value | None = None
    slack: Value | None = None
    evidence: list = field(default_factory=list)
    evidence_total: int = 0
    row: Row | None = None

    def to_json(self) -> dict:
        return {'rule': self.rule, 'subject': self.subject, 'verdict': self.verdict,
                'severity': self.severity, 'measured': to_json(self.measured),
                'threshold': to_json(self.threshold), 'slack': to_json(self.slack),
                'evidence': [list(e) for e in self.evidence],
                'evidence_total': self.evidence_total}


def subject_json(row: Row) -> dict:
    return {n: key_json(v) for n, v in zip(row.relation.key_names, row.key)}


def by_key(row: Row) -> list:
    return [sort_key(v) for v in row.key]


def keys_apart(row: Row) -> list:
    """As by_key, for rows of several tables: their keys need not be of one type."""
    return [(rank, type(v).__name__, v) for rank, v in by_key(row)]


class Rules:
    def __init__(self, world, evidence_cap: int = 100):
        self.world, self.cap = world, evidence_cap
        self.specs = world.pack.get('rules', {})
        self._relations: dict = {}
        self._results: dict = {}
        self._senses: dict = {}
        world._rules = self

    def spec(self, rule: str) -> dict:
        if rule not in self.specs:
            raise PackError(f'no rule `{rule}`')
        return self.specs[rule]

    def lowered(self, rule: str) -> dict:
        spec = self.spec(rule)
        if 'condition' not in spec:
            raise PackError(f'rule `{rule}` has no condition: lower its constructor first')
        return spec

    def relation(self, rule: str) -> Relation:
        """The subjects of a rule, with the nodes of the rule attached."""
        if rule in self._relations:
            return self._relations[rule]
        spec = self.lowered(rule)
        subject = self.world.relation(spec['subject'])
        own = Relation(self.world, subject.name, subject.key_names)
        own.base_table, own.given, own.parent = subject.base_table, subject.given, subject
        own.tables, own.unkeyed, own.wraps = subject.tables, subject.unkeyed, True
        own.nodes = nodes_of(spec)
        self._relations[rule] = own
        for above in subject.rows:
            row = Row(own, above.presence, above.key, above.origins, above.base, above)
            row.anchor = self.world.start
            if 'anchor' in spec:
                # nodes of the rule are read at the anchor, so it sees the subject without them
                row.anchor = self.world.evaluator.value(spec['anchor'],
                                                        Scope(above, self.world.start))
            own.rows.append(row)
        return own

    def sense(self, rule: str) -> str:
        if rule not in self._senses:
            self._senses[rule] = None
            self._senses[rule] = sense_of(self.world, self.spec(rule)['condition'],
                                          self.relation(rule))
        if self._senses[rule] is None:
            raise PackError(f'rule `{rule}` is computed from itself')
        return self._senses[rule]

    # --- results -----------------------------------------------------------------------------

    def results(self, rule: str) -> list:
        if rule not in self._results:
            self._results[rule] = None
            self._results[rule] = self._judge_all(rule)
        if self._results[rule] is None:
            raise PackError(f'rule `{rule}` is computed from itself')
        return self._results[rule]

    def _judge_all(self, rule: str) -> list:
        relation = self.relation(rule)
        if not relation.given:
            return [Result(rule, {}, 'unknown')]
        sense = self.sense(rule)
        out = [self._judge(rule, row, sense) for row in sorted(relation.rows, key=by_key)]
        return out + self._unplaced(rule, relation)

    def _unplaced(self, rule: str, relation: Relation) -> list:
        """One unknown verdict for each row that has no known key."""
        out, seen = [], []
        lost = relation.unkeyed + self._strays(rule, relation)
        for row in sorted(lost, key=lambda r: (keys_apart(r), r.origins)):
            if not any(row is s for s in seen):
                seen.append(row)
                evidence, total = self._cut(row.origins)
                out.append(Result(rule, subject_json(row), 'unknown', evidence=evidence,
                                  evidence_total=total))
        return out

    def _strays(self, rule: str, relation: Relation) -> list:
        """Rows that may count in an aggregate that is read, and of whose key nothing is known."""
        told = {id(r) if not r.origins else tuple(r.origins) for r in relation.unkeyed}
        found, asked = [], set()
        for row in relation.rows:
            nodes: list = []
            for t in trees(self.spec(rule)['condition']):
                self._read(row, t, [], set(), nodes)
            for owner, name, spec in nodes:
                if (id(owner.relation), name) in asked:
                    continue
                asked.add((id(owner.relation), name))
                for stray in strays(self.world, owner, spec):
                    mark = id(stray) if not stray.origins else tuple(stray.origins)
                    if mark not in told:
                        told.add(mark)
                        found.append(stray)
        return found

    def _judge(self, rule: str, row: Row, sense: str) -> Result:
        spec, world = self.spec(rule), self.world
        scope = Scope(row, row.anchor)
        result = Result(rule, subject_json(row), 'not_applicable', row=row)
        applies = and3(row.presence, in_force(row.anchor, self._validity(spec)),
                       world.evaluator.truth(spec['applies'], scope)
                       if 'applies' in spec else True)
        if applies is False:
            result.evidence, result.evidence_total = self._cut(row.origins)
            return result
        condition = world.evaluator.truth(spec['condition'], scope)
        if applies is None:
            result.verdict = 'unknown'
        else:
            result.verdict = self._verdict(spec, row, sense, condition, scope)
        if result.verdict == 'fail':
            result.severity = self._severity(spec, row)
        self._measure(spec, scope, result)
        result.evidence, result.evidence_total = self._cut(
            self._evidence(spec, row, result.verdict))
        return result

    def _validity(self, spec) -> dict:
        """The rule's own period in force, else that of the pack."""
        if 'in_force' in spec:
            return spec['in_force']
        about = self.world.pack['pack']
        return {'from': about['valid_from'], 'to': about.get('valid_to')}

    def _verdict(self, spec, row, sense, condition, scope) -> str:
        after_due = True
        if 'due' in spec:
            due = self.world.evaluator.value(spec['due'], scope)
            after_due = due.none or less3(due, known('date', self.world.as_of))
        final = True if sense == 'shrinking' else after_due
        if condition is True:
            if sense != 'mixed' or final is True:
                return 'pass'
            return 'pending' if final is False else 'unknown'
        if condition is None:
            return 'pending' if final is False else 'unknown'
        if final is not True:
            return 'pending' if final is False else 'unknown'
        return self._waiver(spec, row)

    def _strength(self, spec, row) -> str:
        strength = spec['strength']
        if isinstance(strength, dict):
            word = self.world.parameter(strength['choose'], row.anchor)
            strength = strength['cases'][word.lo]
        return strength

    def _severity(self, spec, row) -> str:
        strength = self._strength(spec, row)
        return {'mandatory': 'error', 'in_principle': 'deviation'}.get(strength, 'advice')

    def _waiver(self, spec, row: Row) -> str:
        """waived, unknown or fail, by the waivers recorded for a failing subject."""
        never = not spec.get('waiver') or self._strength(spec, row) == 'mandatory'
        if never or 'waiver' not in self.world.dataset.tables:
            return 'fail'
        table = self.world.relation('waiver')
        if not table.given:
            return 'unknown'
        rule = next(n for n, s in self.specs.items() if s is spec)
        kinds = self._kinds(spec, row)
        key = known('text', '|'.join(key_text(v) for v in row.key))
        unclear = False
        for w in table.rows:
            kind = [equal3(w.column('subject_kind'), known('text', k)) for k in kinds]
            hit = and3(equal3(w.column('rule_id'), known('text', rule)),
                       True if True in kind else None if None in kind else False,
                       equal3(w.column('subject_id'), key),
                       not3(less3(row.anchor, w.column('from'))),
                       less3(row.anchor, w.column('to')))
            if hit is True and w.column('approved_by').known:
                return 'waived'
            unclear = unclear or hit is not False
        return 'unknown' if unclear else 'fail'

    def _kinds(self, spec, row: Row) -> list:
        subject = spec['subject']
        kinds = [row.relation.base_table] if row.relation.base_table else []
        if isinstance(subject, str):
            kinds.append(subject)
        else:
            for body in subject.values():
                if isinstance(body, dict) and isinstance(body.get('from'), str):
                    kinds.append(body['from'])
                    base = self.world.relation(body['from']).base_table
                    kinds += [base] if base else []
        return kinds

    # --- measured, threshold, slack ------------------------------------------------------------

    def _measure(self, spec, scope: Scope, result: Result) -> None:
        value = self.world.evaluator.value
        comparison = None
        if not is_cases(spec['condition']):
            t = parse(spec['condition'])
            if t[0] == 'bin' and t[1] in COMPARISONS:
                comparison = t
        if 'measured' in spec:
            result.measured = value(spec['measured'], scope)
        elif comparison:
            result.measured = self.world.evaluator.tree(comparison[2], scope)
        if 'threshold' in spec:
            result.threshold = value(spec['threshold'], scope)
        elif comparison:
            result.threshold = self.world.evaluator.tree(comparison[3], scope)
        if comparison:
            result.slack = slack(comparison[1], result.measured, result.threshold)

    # --- evidence ------------------------------------------------------------------------------

    def _evidence(self, spec, row: Row, verdict: str) -> list:
        origins = list(row.origins)
        if verdict in ('pass', 'not_applicable'):
            return origins
        witnesses = []
        for t in trees(spec['condition']):
            self._read(row, t, witnesses, set())
        certain = [o for c, _ in witnesses for r in c for o in r.origins]
        uncertain = [o for _, u in witnesses for r in u for o in r.origins]
        if verdict == 'unknown' and uncertain:
            return origins + uncertain
        return origins + certain

    def _read(self, row: Row, tree, witnesses: list, seen: set, nodes: list | None = None) -> None:
        """Collects the witnesses of all aggregates and matches that a tree reads.

        With `nodes`, the aggregates themselves: (row that owns it, name, specification).
        """
        for t in walk(tree):
            if t[0] == 'path':
                self._read_steps(row, [s[1] for s in t[1]], witnesses, seen, nodes)

    def _read_steps(self, row: Row, names: list, witnesses: list, seen: set,
                    nodes: list | None = None) -> None:
        member = row.member(names[0])
        if member is not None and len(names) > 1:
            return self._read_steps(member, names[1:], witnesses, seen, nodes)
        owner = row.owner(names[0])
        found = row.step(names[0]) if owner and names[0] in owner.paths else None
        if isinstance(found, LookedUp):
            if found.row and len(names) > 1:
                self._read_steps(found.row, names[1:], witnesses, seen, nodes)
            return None
        if owner is None or (id(owner), names[0]) in seen:
            return None
        seen.add((id(owner), names[0]))
        if names[0] in owner.relation.nodes:
            kind, spec = owner.relation.nodes[names[0]]
            if kind in ('aggregate', 'match'):
                owner.column(names[0])
                witnesses.append(owner.witness[names[0]])
                if nodes is not None and kind == 'aggregate':
                    nodes.append((owner, names[0], spec))
            elif kind in ('linear', 'let'):
                for t in trees(spec):
                    self._read(owner, t, witnesses, seen, nodes)
            elif kind == 'carry':
                self._read_before(owner, spec, witnesses, seen, nodes)
        elif names[0] in owner.relation.defined:
            for t in trees(owner.relation.defined[names[0]]):
                self._read(owner, t, witnesses, seen, nodes)
        elif names[0] in owner.made:
            for t in trees(owner.made[names[0]]):
                self._read(owner.parent, t, witnesses, seen, nodes)
        return None

    def _read_before(self, row: Row, spec: dict, witnesses: list, seen: set,
                     nodes: list | None = None) -> None:
        """A carry is read on the rows that something came over from."""
        above = ledger.before(self.world, row, spec)
        for name in ('add', 'at_least', 'at_most'):
            for r in above:
                for t in trees(spec[name]) if name in spec else []:
                    self._read(r, t, witnesses, seen, nodes)
        for t in trees(spec['first']) if 'first' in spec else []:
            self._read((above + [row])[0], t, witnesses, seen, nodes)

    def _cut(self, origins: list) -> tuple:
        all_of_them = sorted(set(origins))
        return all_of_them[:self.cap], len(all_of_them)

    # --- verdicts as columns ---------------------------------------------------------------------

    def holds(self, rule: str, base: Value):
        """Whether the verdict for a table's row is pass, waived or not applicable."""
        relation = self.relation(rule)
        if relation.base_table != base.of:
            raise PackError(f'holds(`{rule}`) of a row of `{base.of}`')
        if not base.known or not relation.given:
            return None
        answers = []
        for r in self.results(rule):
            if r.row is not None and r.row.base is not None and r.row.base.lo == base.lo:
                answers.append({'fail': False, 'unknown': None, 'pending': None}
                               .get(r.verdict, True))
        return and3(*answers)


def in_force(anchor: Value, period):
    """Whether from <= anchor < to; a missing bound does not bind."""
    if not period:
        return True
    terms = []
    if period.get('from'):
        terms.append(not3(less3(anchor, known('date', parse_date(period['from'])))))
    if period.get('to'):
        terms.append(less3(anchor, known('date', parse_date(period['to']))))
    return and3(*terms)


def slack(op: str, measured: Value, threshold: Value):
    """Positive when there is room; None where it is not a number or a date."""
    def as_number(v: Value):
        if v.none or v.kind not in ('int', 'decimal', 'date', 'any'):
            return None
        return Value('int', v.lo, v.hi, scale=v.scale, opt=v.opt) \
            if v.kind in ('date', 'any') else v
    m, t = as_number(measured), as_number(threshold)
    moments = [v.kind in ('date', 'timestamp') for v in (measured, threshold)
               if v.kind != 'any']
    if m is None or t is None or op == '!=' or len(set(moments)) > 1:
        return None
    if op in ('<', '<='):
        return arithmetic('-', t, m)
    if op in ('>', '>='):
        return arithmetic('-', m, t)
    return arithmetic('-', known('int', 0), absolute(arithmetic('-', m, t)))
