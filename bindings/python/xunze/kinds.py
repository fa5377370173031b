# SPDX-License-Identifier: Apache-2.0
"""Constructors of kinds of rules, with the names that packs use; `xunze.rules` offers them."""

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

Expr = str | int | Decimal
"""An expression: a text, or a number that stands for itself."""
Source = Mapping[str, Any]
Kind = dict[str, Any]
Subject = str | Mapping[str, Any]


def source(
    from_: str,
    *,
    where: Expr | None = None,
    key: Sequence[str] | None = None,
    on: Sequence[str] | None = None,
    **fold: Any,
) -> dict[str, Any]:
    """Rows of a relation that belong to a subject; `fold` is distinct, sum, min, max, at …"""
    given = {"from": from_, "where": where, "key": key, "on": on, **fold}
    return {name: plain(value) for name, value in given.items() if value is not None}


def elig(*, subject: Subject, require: Expr) -> Kind:
    """Whoever takes part meets a requirement."""
    return _kind("elig", locals())


def freq(
    *,
    from_: str,
    per: Sequence[str],
    at_most: Expr,
    where: Expr | None = None,
    distinct: Expr | None = None,
) -> Kind:
    """At most so many rows, or different ones, per key."""
    return _kind("freq", locals())


def norep(
    *,
    subject: Subject,
    partner: str,
    as_: str,
    same: Sequence[Any],
    where: Expr | None = None,
    except_: Sequence[Mapping[str, Any]] | None = None,
    needs_history_from: Expr | None = None,
) -> Kind:
    """No partner: nothing alike before."""
    return _kind("norep", locals())


def debar(
    *,
    subject: Subject,
    bans: str,
    as_: str,
    same: Sequence[Any],
    at: Expr,
    from_: Expr,
    to: Expr,
    where: Expr | None = None,
) -> Kind:
    """No ban is in force on the day."""
    return _kind("debar", locals())


def quota(
    *, subject: Subject, seats: Expr, fill: Source, compare: str, due: Expr | None = None
) -> Kind:
    """Seats filled against seats given; compare is `<=`, `==` or `>=`."""
    return _kind("quota", locals())


def ratio(
    *,
    subject: Subject,
    numerator: Source,
    denominator: Source,
    at_least: Expr | None = None,
    at_most: Expr | None = None,
    above: Expr | None = None,
    due: Expr | None = None,
) -> Kind:
    """One number against a share of another."""
    return _kind("ratio", locals())


def count(
    *,
    subject: Subject,
    of: Source,
    at_least: Expr | None = None,
    at_most: Expr | None = None,
    due: Expr | None = None,
) -> Kind:
    """A number between two bounds."""
    return _kind("count", locals())


def deadline(
    *,
    subject: Subject,
    due: Expr,
    done: Expr | None = None,
    first: Source | None = None,
    last: Source | None = None,
) -> Kind:
    """Done on or before a day."""
    return _kind("deadline", locals())


def dur(
    *,
    subject: Subject,
    length: Expr,
    at_least: Expr | None = None,
    at_most: Expr | None = None,
    exactly: Expr | None = None,
) -> Kind:
    """A length of time between bounds."""
    return _kind("dur", locals())


def prec(
    *,
    subject: Subject,
    steps: Sequence[Expr],
    same_day: bool | None = None,
    lag_days: Expr | None = None,
) -> Kind:
    """Each step before the next."""
    return _kind("prec", locals())


def item(
    *, subject: Subject, exists: Source, at_least: Expr | None = None, due: Expr | None = None
) -> Kind:
    """Something that must be there is there."""
    return _kind("item", locals())


def cover(
    *, population: Subject, by: Source, at_least: Expr | None = None, due: Expr | None = None
) -> Kind:
    """Every member of a population is reached."""
    return _kind("cover", locals())


def sched(
    *,
    subject: Subject,
    at: Expr,
    gap_days: Expr,
    same: Sequence[Any],
    partner: str | None = None,
    as_: str | None = None,
    where: Expr | None = None,
) -> Kind:
    """Neighbours in time keep their distance."""
    return _kind("sched", locals())


def grade(
    *, subject: Subject, score: Expr, cuts: Sequence[Mapping[str, Any]], recorded: Expr
) -> Kind:
    """The recorded grade is the one that the score gives."""
    return _kind("grade", locals())


def credit(
    *,
    subject: Subject,
    entries: Source,
    buckets: Sequence[Mapping[str, Any]] | None = None,
    counting: str | None = None,
    carried: Expr | None = None,
    at_least: Expr | None = None,
    at_most: Expr | None = None,
    due: Expr | None = None,
) -> Kind:
    """Entries added up by bucket, capped; counting is `shared` or `exclusive`."""
    return _kind("credit", locals())


def metric(
    *,
    subject: Subject,
    numerator: Source,
    denominator: Source,
    published: Expr | None = None,
    decimals: int | None = None,
    group: Sequence[Expr] | None = None,
    rank: str | None = None,
) -> Kind:
    """The published rate is the recomputed one; without it, a measure only.

    `group` are the groups of the measure; `rank` is `asc` or `desc`.
    """
    return _kind("metric", locals())


def recon(
    *,
    subject: Subject,
    left: Expr | None = None,
    right: Expr | None = None,
    tolerance: Expr | None = None,
    value: Expr | None = None,
    pattern: str | None = None,
) -> Kind:
    """Two numbers agree, or a text has its form."""
    return _kind("recon", locals())


def content(
    *,
    subject: Subject,
    of: Source,
    tags: Expr | None = None,
    required: Expr | Sequence[str] | None = None,
    forbidden: Expr | Sequence[str] | None = None,
    any_of: Sequence[str] | None = None,
    at_least: Expr | None = None,
    length: Expr | None = None,
    hours: Mapping[str, Expr] | None = None,
    value: Expr | None = None,
    in_: Expr | Sequence[str] | None = None,
    due: Expr | None = None,
) -> Kind:
    """Tags that are there, that are not, so many of a list, hours of each; values of a list."""
    return _kind("content", locals())


def conseq(
    *,
    subject: Subject,
    cases: Sequence[Mapping[str, Expr]],
    recorded: Expr,
    otherwise: Expr | None = None,
    compare: str | None = None,
    tolerance: Expr | None = None,
    due: Expr | None = None,
) -> Kind:
    """What was recorded is the effect of the first case that holds."""
    return _kind("conseq", locals())


def prio(
    *,
    subject: Subject,
    candidates: Source,
    in_: Expr,
    order: Sequence[Mapping[str, Expr]],
    eligible: Expr | None = None,
    due: Expr | None = None,
) -> Kind:
    """Nobody better placed is left out while somebody worse placed is in."""
    return _kind("prio", locals())


def cost(
    *,
    subject: Subject,
    spent: Source | None = None,
    amount: Expr | None = None,
    pieces: Sequence[Mapping[str, Expr]] | None = None,
    persons: Expr | None = None,
    days: Expr | None = None,
    purpose: Expr | None = None,
    allowed: Expr | Sequence[str] | None = None,
    part: Expr | None = None,
    base: Source | None = None,
    at_least: Expr | None = None,
    at_most: Expr | None = None,
    target: Expr | None = None,
    tolerance: Expr | None = None,
    due: Expr | None = None,
) -> Kind:
    """Money against rates by day, allowed purposes, a share of a base, or a target."""
    return _kind("cost", locals())


def valid(
    *,
    subject: Subject,
    status: str,
    as_: str,
    same: Sequence[Any],
    from_: Expr,
    to: Expr,
    at: Expr,
    until: Expr | None = None,
    grace_days: Expr | None = None,
    renew_days: Expr | None = None,
    where: Expr | None = None,
    due: Expr | None = None,
) -> Kind:
    """A status holds for the whole time that is asked for."""
    return _kind("valid", locals())


def rotate(
    *, subject: Subject, visits: Source, exactly: Expr | None = None, due: Expr | None = None
) -> Kind:
    """Each is visited so many times."""
    return _kind("rotate", locals())


def class_(*, subject: Subject, value: Expr, in_: Expr | Sequence[str]) -> Kind:
    """A value is of a closed list."""
    return _kind("class", locals())


def scope(*, subject: Subject, require: Expr) -> Kind:
    """What the policy applies to."""
    return _kind("scope", locals())


def plain(value: Any) -> Any:
    """A value as packs write it: exact numbers, days as texts."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, float):
        raise TypeError("packs are exact: write Decimal('0.10') or '0.10' for 0.1")
    return value


def _kind(name: str, arguments: Mapping[str, Any]) -> Kind:
    given = {
        key.rstrip("_"): plain(value) for key, value in arguments.items() if value is not None
    }
    return {name: given}
