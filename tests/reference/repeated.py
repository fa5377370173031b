# SPDX-License-Identifier: Apache-2.0
"""Rows that may stand for several, since it is not known what an expand gives."""
from __future__ import annotations

from .syntax import names_of, parse


def repeated(row, keys: list) -> bool:
    """Whether a group of these keys may meet a row more than once.

    A row that an expand left open stands for any number of rows, told apart by the expanded value.
    """
    return bool(row.open - {_expand_of(row, k) for k in keys})


def _expand_of(row, key):
    """The expand whose value a key is, seen through views and expands alone."""
    names = names_of(parse(key)) if isinstance(key, str) else None
    while names and len(names) == 1 and row is not None:
        if row.relation.expands == names[0]:
            return row.relation
        if names[0] in row.cells or names[0] in row.relation.nodes or row.made or row.members:
            return None
        row = row.parent if row.relation.wraps or row.relation.expands else None
    return None
