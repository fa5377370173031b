# SPDX-License-Identifier: Apache-2.0
"""Policies built in Python: constructors of rules with the names that packs use.

Conditions and other expressions are texts, as in packs; a name that Python reserves takes a
trailing underscore (`from_`, `as_`, `in_`, `class_`). A pack compiles to the same policy as the
JSON it writes.
"""

import datetime
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from . import _core

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
    return {name: _plain(value) for name, value in given.items() if value is not None}


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


class Pack:
    """A pack under construction; parts are added by name and written in that order."""

    def __init__(
        self,
        id: str,
        *,
        title: tuple[str, str],
        valid_from: datetime.date | str,
        valid_to: datetime.date | str | None = None,
        version: str = "0.1.0",
        vocabulary: str = "teacher-training",
        jurisdiction: str = "CN",
        level: str = "county",
        extends: Sequence[str] = (),
    ) -> None:
        self.id = id
        self._info: dict[str, Any] = {
            "id": id,
            "title": _text(title),
            "version": version,
            "jurisdiction": jurisdiction,
            "level": level,
            "vocabulary": vocabulary,
            "valid_from": str(valid_from),
        }
        if valid_to is not None:
            self._info["valid_to"] = str(valid_to)
        self._info["extends"] = list(extends)
        self._parts: dict[str, dict[str, Any]] = {
            name: {}
            for name in (
                "documents",
                "parameters",
                "relations",
                "rules",
                "measures",
                "decisions",
                "clauses",
            )
        }

    def document(self, id: str, *, title: tuple[str, str], short: tuple[str, str]) -> "Pack":
        """A document that clauses stand in."""
        self._parts["documents"][id] = {"title": _text(title), "short": _text(short)}
        return self

    def clause(
        self,
        id: str,
        *,
        document: str,
        locator: tuple[str, str],
        paraphrase: tuple[str, str],
        strength: str = "mandatory",
        status: str = "encoded",
    ) -> "Pack":
        """A clause of a document."""
        self._parts["clauses"][id] = {
            "locator": _text(locator),
            "document": document,
            "strength": strength,
            "status": status,
            "paraphrase": _text(paraphrase),
        }
        return self

    def parameter(
        self, name: str, type: str, value: Any, *, clause: str, title: tuple[str, str], **more: Any
    ) -> "Pack":
        """A threshold or reading that a run may change."""
        self._parts["parameters"][name] = {
            "type": type,
            "value": _plain(value),
            "clause": clause,
            "title": _text(title),
            **{key: _plain(each) for key, each in more.items()},
        }
        return self

    def relation(self, name: str, body: Mapping[str, Any]) -> "Pack":
        """A derived relation, in the form packs write it."""
        self._parts["relations"][name] = dict(body)
        return self

    def rule(
        self,
        id: str,
        kind: Kind,
        *,
        title: tuple[str, str],
        message: tuple[str, str],
        strength: str = "mandatory",
        clause: str | None = None,
        remedy: tuple[str, str] | None = None,
        **more: Any,
    ) -> "Pack":
        """A rule made by a kind's constructor; the clause defaults to the id before `/`."""
        self._parts["rules"][id] = {
            **kind,
            "clause": clause or id.split("/")[0],
            "title": _text(title),
            "strength": strength,
            "message": _text(message),
            **({"remedy": _text(remedy)} if remedy else {}),
            **{key: _plain(each) for key, each in more.items()},
        }
        return self

    def to_dict(self) -> dict[str, Any]:
        """The pack as its JSON holds it."""
        return {"format": "xunze.pack/1", "pack": self._info, **self._parts}

    def to_json(self) -> str:
        """The pack as `xunze.pack/1`."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=1)

    def compile(self, vocabulary: "_core.Vocabulary | None" = None) -> "_core.Policy":
        """Load the pack as if it came from a file; raises `Failure` with all diagnostics."""
        from .library import load_pack

        return load_pack(self, vocabulary)


def _text(both: tuple[str, str]) -> dict[str, str]:
    return {"zh": both[0], "en": both[1]}


def _plain(value: Any) -> Any:
    """A value as packs write it: exact numbers, days as texts."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, float):
        raise TypeError("packs are exact: write Decimal('0.10') or '0.10' for 0.1")
    return value


def _kind(name: str, arguments: Mapping[str, Any]) -> Kind:
    given = {
        key.rstrip("_"): _plain(value) for key, value in arguments.items() if value is not None
    }
    return {name: given}
