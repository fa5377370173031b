# SPDX-License-Identifier: Apache-2.0
"""What `xunze packs` prints: packs, how they account for their clauses, rules in force on a day."""

import datetime
from collections.abc import Iterator, Sequence

from . import _core

STATUSES = {
    "encoded": ("已编码", "encoded"),
    "partial": ("部分编码", "partial"),
    "attested": ("需佐证", "attested"),
    "informative": ("说明性", "informative"),
    "not_encoded": ("未编码", "not encoded"),
}
STATES = {
    "in_force": ("有效", "in force"),
    "not_yet": ("尚未生效", "not yet in force"),
    "expired": ("已失效", "expired"),
    "replaced": ("被替代", "replaced"),
}


def summary(policies: Sequence[_core.Policy], lang: str) -> Iterator[str]:
    """One line a pack: version, title, rules, and clauses by status."""
    at = 0 if lang == "zh" else 1
    for policy in policies:
        done = policy.clauses
        head = f"{policy.id} {policy.version}  {policy.title[at]}"
        if lang == "zh":
            parts = "、".join(f"{STATUSES[status][0]}{n}" for status, n in done.items())
            total = sum(done.values())
            yield f"{head}  规则{len(policy.rules)}条，条款{total}条：{parts}"
        else:
            parts = ", ".join(f"{n} {STATUSES[status][1]}" for status, n in done.items())
            yield f"{head}  {len(policy.rules)} rules; {parts}"


def honesty(policies: Sequence[_core.Policy], lang: str) -> Iterator[str]:
    """A line a clause with its status, rules or note, then the totals of each pack and of all."""
    at = 0 if lang == "zh" else 1
    totals = dict.fromkeys(STATUSES, 0)
    for policy in policies:
        yield f"{policy.id}  {policy.title[at]}"
        for clause in policy.clause_list:
            why = ", ".join(clause["rules"]) or clause["note"][at] or clause["paraphrase"][at]
            if clause["status"] in ("partial", "attested") and clause["note"][at]:
                why = f"{', '.join(clause['rules'])} — {clause['note'][at]}".removeprefix(" — ")
            yield "\t".join(
                (clause["id"], clause["locator"][at], STATUSES[clause["status"]][at], why)
            )
        for status, n in policy.clauses.items():
            totals[status] += n
        yield _totals(policy.clauses, at)
    if len(policies) > 1:
        yield ("合计：" if at == 0 else "all: ") + _totals(totals, at)


def standing(policies: Sequence[_core.Policy], day: datetime.date, lang: str) -> Iterator[str]:
    """A line a rule of each pack and of those it extends: in force on the day, or why not."""
    at = 0 if lang == "zh" else 1
    for policy in policies:
        yield f"{policy.id}  {day}"
        for rule in policy.rules_on(day):
            state = STATES[rule["state"]][at]
            if rule["replaced_by"] is not None:
                state += f"：{rule['replaced_by']}" if at == 0 else f" by {rule['replaced_by']}"
            days = f"{rule['from'] or '…'} – {rule['to'] or '…'}"
            yield "\t".join((rule["rule"], rule["pack"], days, state))


def _totals(counts: dict[str, int], at: int) -> str:
    total = sum(counts.values())
    if at == 0:
        parts = "、".join(f"{STATUSES[status][0]}{n}" for status, n in counts.items())
        return f"条款{total}条：{parts}"
    parts = ", ".join(f"{n} {STATUSES[status][1]}" for status, n in counts.items())
    return f"{total} clauses: {parts}"
