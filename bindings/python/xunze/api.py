# SPDX-License-Identifier: Apache-2.0
"""Checking data against a pack."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from . import _core
from .data import DataLike, load_data
from .failure import Failure
from .library import PackLike, load_pack
from .report import Report

GROUPS = ("region", "school", "teacher")
Progress = Callable[[str, int, int], bool | None]


def check(
    data: DataLike,
    pack: PackLike,
    as_of: datetime.date | str,
    *,
    set: Mapping[str, Any] | None = None,
    rules: Sequence[str] = (),
    lang: str = "zh",
    threads: int = 0,
    strict: bool = False,
    show_personal: bool = False,
    known_by: datetime.date | str | None = None,
    complete_from: Mapping[str, datetime.date] | None = None,
    group_by: Sequence[str] = GROUPS,
    identity_key: str = "",
    progress: Progress | None = None,
) -> Report:
    """Check data against a pack as of a date.

    `data` is a folder of CSV files or a mapping of table names to tables (see `load_data`); `set`
    changes parameters for this run; `rules` limits the check to some rules, by their ids or those
    of their clauses. `progress` is told what is being done and how far it is, and stops the run by
    returning False. `threads` 0 takes all.
    The verdicts depend on nothing but data, pack, date and parameters.

    Raises `Failure` if the run could not be made; a finding is never an exception.
    """
    if threads < 0:
        raise Failure(
            "run.options",
            (f"线程数不能是“{threads}”", f"the number of threads cannot be `{threads}`"),
        )
    policy = load_pack(pack)
    dataset = load_data(data, policy.vocabulary, strict=strict, complete_from=complete_from)
    outcome = _core.evaluate(
        policy, dataset, as_of, dict(set or {}), list(rules), threads, known_by, progress
    )
    report = outcome.report(
        show_personal,
        [(policy.id, policy.version, policy.sha256)],
        list(group_by),
        identity_key,
    )
    return Report(outcome, report, lang=lang, show_personal=show_personal)

