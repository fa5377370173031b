# SPDX-License-Identifier: Apache-2.0
"""Policies built in Python: constructors of rules with the names that packs use.

Conditions and other expressions are texts, as in packs; a name that Python reserves takes a
trailing underscore (`from_`, `as_`, `in_`, `class_`). A pack compiles to the same policy as the
JSON it writes.
"""

import datetime
import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from .failure import Failure
from .kinds import (
    Expr,
    Kind,
    Source,
    Subject,
    class_,
    conseq,
    content,
    cost,
    count,
    cover,
    credit,
    deadline,
    debar,
    dur,
    elig,
    freq,
    grade,
    item,
    metric,
    norep,
    prec,
    prio,
    quota,
    ratio,
    recon,
    rotate,
    sched,
    scope,
    source,
    valid,
)
from .kinds import plain as _plain

if TYPE_CHECKING:
    from . import _core

__all__ = [
    "Expr",
    "Kind",
    "Pack",
    "Source",
    "Subject",
    "class_",
    "conseq",
    "content",
    "cost",
    "count",
    "cover",
    "credit",
    "deadline",
    "debar",
    "dur",
    "elig",
    "freq",
    "grade",
    "item",
    "metric",
    "norep",
    "prec",
    "prio",
    "quota",
    "ratio",
    "recon",
    "rotate",
    "sched",
    "scope",
    "source",
    "valid",
]


_NAMES = {
    "document": "文件",
    "clause": "条款",
    "parameter": "参数",
    "relation": "关系",
    "rule": "规则",
}


class Pack:
    """A pack under construction; parts are added by name and written in that order.

    A name that stands already raises `Failure`, `rule.twice` and the like.
    """

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
        self._part("document", id)[id] = {"title": _text(title), "short": _text(short)}
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
        self._part("clause", id)[id] = {
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
        self._part("parameter", name)[name] = {
            "type": type,
            "value": _plain(value),
            "clause": clause,
            "title": _text(title),
            **{key: _plain(each) for key, each in more.items()},
        }
        return self

    def relation(self, name: str, body: Mapping[str, Any]) -> "Pack":
        """A derived relation, in the form packs write it."""
        self._part("relation", name)[name] = dict(body)
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
        self._part("rule", id)[id] = {
            **kind,
            "clause": clause or id.split("/")[0],
            "title": _text(title),
            "strength": strength,
            "message": _text(message),
            **({"remedy": _text(remedy)} if remedy else {}),
            **{key: _plain(each) for key, each in more.items()},
        }
        return self

    def _part(self, what: str, name: str) -> dict[str, Any]:
        """The parts of a sort, none of them of this name."""
        parts = self._parts[f"{what}s"]
        if name in parts:
            raise Failure(
                f"{what}.twice",
                (f"已有{_NAMES[what]}“{name}”", f"there is a {what} `{name}` already"),
            )
        return parts

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
