# SPDX-License-Identifier: Apache-2.0
"""The findings of a report as a table."""

from typing import Any

from . import _core


class Findings:
    """All findings, one a row; columns are always the same and in the same order.

    Exports an Arrow stream, so that pandas, polars, pyarrow and DuckDB take it as it is. Verdicts
    and severities are stable codes, texts are in the report's language.
    """

    def __init__(self, report: _core.Report, lang: str) -> None:
        self._report = report
        self._lang = lang
        self._columns = report.columns(lang, True)

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        return list(self._columns)

    def __len__(self) -> int:
        return len(self._columns["id"])

    def __getitem__(self, column: str) -> list[Any]:
        return self._columns[column]

    def to_dict(self) -> dict[str, list[Any]]:
        """The cells by column."""
        return {name: list(cells) for name, cells in self._columns.items()}

    def to_dicts(self) -> list[dict[str, Any]]:
        """A dict for each row."""
        names = self.columns
        return [
            dict(zip(names, row, strict=True))
            for row in zip(*self._columns.values(), strict=True)
        ]

    def __arrow_c_stream__(self, requested_schema: object = None) -> Any:
        """The Arrow PyCapsule protocol; a requested schema is not taken into account."""
        return self._report.stream(self._lang)

    def to_arrow(self) -> Any:
        """A `pyarrow.Table`."""
        import pyarrow

        return pyarrow.table(self)

    def to_pandas(self) -> Any:
        """A `pandas.DataFrame`; numbers that are missing make their column nullable."""
        import pandas

        numbers = {"evidence_total", "hidden_subjects"}
        return pandas.DataFrame(
            {
                name: pandas.array(cells, dtype="Int64") if name in numbers else cells
                for name, cells in self._columns.items()
            }
        )

    def to_polars(self) -> Any:
        """A `polars.DataFrame`."""
        import polars

        return polars.DataFrame(self)
