# SPDX-License-Identifier: Apache-2.0
"""Data from folders, data frames and Python values, as one dataset."""

import datetime
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from . import _core
from .failure import Failure, printable

DataLike = str | os.PathLike[str] | Mapping[str, Any] | _core.Dataset
"""A folder of CSV files, a mapping of table names to tables, or a dataset already built."""


def load_data(
    data: DataLike,
    vocabulary: _core.Vocabulary,
    *,
    strict: bool = False,
    complete_from: Mapping[str, datetime.date] | None = None,
) -> _core.Dataset:
    """Build a dataset.

    A table may be a dict of columns, a list of dicts, or anything that exports an Arrow stream
    (`__arrow_c_stream__`): a pandas, polars or pyarrow table, a DuckDB relation. Tables and columns
    are found by name, title or synonym. `strict` refuses data that would otherwise be set aside.
    """
    if isinstance(data, _core.Dataset):
        return data
    builder = _core.DatasetBuilder(vocabulary, strict)
    if isinstance(data, Mapping):
        for name, table in data.items():
            add_table(builder, str(name), table)
    else:
        _add_path(builder, Path(data))
    for name, day in (complete_from or {}).items():
        builder.complete_from(name, day)
    return builder.build()


def add_table(builder: _core.DatasetBuilder, name: str, table: Any) -> None:
    """Add one table of any of the forms that `load_data` takes."""
    if hasattr(table, "__arrow_c_stream__"):
        builder.add_arrow(name, table.__arrow_c_stream__(), name)
    elif isinstance(table, Mapping):
        names = [str(each) for each in table]
        columns = [list(each) for each in table.values()]
        builder.add_values(name, names, columns, name)
    elif isinstance(table, Iterable) and not isinstance(table, str | bytes):
        names, columns = _columns_of(name, list(table))
        builder.add_values(name, names, columns, name)
    else:
        raise TypeError(f"table {name!r} is a {type(table).__name__}, which holds no rows")


def _columns_of(name: str, rows: Sequence[Any]) -> tuple[list[str], list[list[Any]]]:
    names: dict[str, None] = {}
    for row in rows:
        if not isinstance(row, Mapping):
            raise TypeError(f"a row of table {name!r} is a {type(row).__name__}, not a mapping")
        names.update(dict.fromkeys(row))
    return [str(each) for each in names], [[row.get(each) for row in rows] for each in names]


def _add_path(builder: _core.DatasetBuilder, path: Path) -> None:
    inside = sorted(path.iterdir()) if path.is_dir() else []
    for name in (path, *(each for each in inside if each.suffix.lower() == ".csv")):
        if os.fspath(name) != printable(name):
            raise Failure(
                "file.name",
                (
                    f"文件名“{printable(name)}”不是UTF-8，请改名",
                    f"the name `{printable(name)}` is not UTF-8: rename the file",
                ),
            )
    if path.is_dir():
        builder.add_folder(str(path))
    elif path.suffix.lower() == ".csv" and path.is_file():
        builder.add_csv(str(path))
    else:
        raise Failure(
            "data.unreadable",
            (f"“{path}”不是CSV文件夹", f"`{path}` is no folder of CSV files"),
        )
