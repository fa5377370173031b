# SPDX-License-Identifier: Apache-2.0
"""The same data give the same report, whatever holds them; findings go back the same way."""

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

xunze = pytest.importorskip("xunze")
pa = pytest.importorskip("pyarrow")
pd = pytest.importorskip("pandas")
pl = pytest.importorskip("polars")

AS_OF = datetime.date(2023, 12, 31)


def rows_of(columns: dict[str, list[Any]]) -> list[dict[str, Any]]:
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def nullable(columns: dict[str, list[Any]]) -> Any:
    return pd.DataFrame(columns).convert_dtypes(dtype_backend="pyarrow")


def pandas_categories(columns: dict[str, list[Any]]) -> Any:
    frame = pd.DataFrame(columns)
    words = [name for name in frame if all(isinstance(cell, str) for cell in frame[name])]
    return frame.astype(dict.fromkeys(words, "category"))


def polars_categories(columns: dict[str, list[Any]]) -> Any:
    return pl.DataFrame(columns).with_columns(pl.col(pl.String).cast(pl.Categorical))


FORMS = {
    "rows": rows_of,
    "pyarrow": pa.table,
    "batches": lambda columns: pa.Table.from_batches(pa.table(columns).to_batches(max_chunksize=1)),
    "pandas": pd.DataFrame,
    "pandas-arrow": nullable,
    "pandas-categories": pandas_categories,
    "polars": pl.DataFrame,
    "polars-categories": polars_categories,
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_report(form: str, tables: Any, pack: Any) -> None:
    expected = xunze.check(tables, pack, AS_OF)
    given = {name: FORMS[form](columns) for name, columns in tables.items()}
    assert xunze.check(given, pack, AS_OF).to_json() == expected.to_json()


def test_a_folder_gives_the_same_verdicts(folder: Path, tables: Any, pack: Any) -> None:
    assert xunze.check(folder, pack, AS_OF).summary == xunze.check(tables, pack, AS_OF).summary


def test_duckdb_relations_are_tables(tables: Any, pack: Any) -> None:
    duckdb = pytest.importorskip("duckdb")
    connection = duckdb.connect()
    given = dict(tables)
    classes = pa.table(tables["class"])
    connection.register("classes", classes)
    given["class"] = connection.sql("select * from classes order by class_id")
    if not hasattr(given["class"], "__arrow_c_stream__"):
        pytest.skip("this DuckDB exports no Arrow stream")
    assert xunze.check(given, pack, AS_OF).to_json() == xunze.check(tables, pack, AS_OF).to_json()


DAYS = [datetime.date(2023, 7, 1), None, datetime.date(1969, 12, 31)]
STAMPS = [
    None if day is None else datetime.datetime.combine(day, datetime.time()) for day in DAYS
]
CLOCK = datetime.timezone(datetime.timedelta(hours=8))
TEXTS = ["t1", None, "一个长过十二个字节的文字"]
ARRAYS = {
    "utf8": pa.array(TEXTS, pa.string()),
    "large_utf8": pa.array(TEXTS, pa.large_string()),
    "string_view": pa.array(TEXTS, pa.string_view()),
    "dictionary": pa.array(TEXTS).dictionary_encode(),
    "dictionary8": pa.array(TEXTS).dictionary_encode().cast(pa.dictionary(pa.int8(), pa.string())),
    "sliced": pa.array(["x", "y", *TEXTS, "z"]).slice(2, 3),
    "chunks": pa.chunked_array([TEXTS[:1], [], TEXTS[1:]], pa.string()),
    "null": pa.nulls(3),
    "date32": pa.array(DAYS, pa.date32()),
    "date64": pa.array(DAYS, pa.date64()),
    "stamp_s": pa.array(STAMPS, pa.timestamp("s")),
    "stamp_ms": pa.array(STAMPS, pa.timestamp("ms")),
    "stamp_us": pa.array(STAMPS, pa.timestamp("us")),
    "stamp_ns": pa.array(STAMPS, pa.timestamp("ns")),
    "stamp_zone": pa.array(
        [None if stamp is None else stamp.replace(tzinfo=CLOCK) for stamp in STAMPS],
        pa.timestamp("us", "Asia/Shanghai"),
    ),
    "decimal": pa.array([Decimal("5.00"), None, Decimal("-1.00")], pa.decimal128(10, 2)),
    "double": pa.array([5.0, None, -1.0]),
    "single": pa.array([5.0, None, -1.0], pa.float32()),
    "bool": pa.array([True, None, False]),
    **{
        str(kind): pa.array([5, None, 1], kind)
        for kind in (pa.int8(), pa.int16(), pa.int32(), pa.int64(),
                     pa.uint8(), pa.uint16(), pa.uint32(), pa.uint64())
    },
}  # fmt: skip


def loaded(column: str, array: Any) -> Any:
    """A dataset of one table whose column holds the array."""
    words = xunze.load_vocabulary("teacher-training")
    keys = [f"k{i}" for i in range(len(array))]
    table = pa.table({"teacher_id": keys, column: array})
    return xunze.load_data({"teacher": table}, words)


@pytest.mark.parametrize("name", ARRAYS)
def test_every_arrow_type_is_read(name: str) -> None:
    array = ARRAYS[name]
    column = "hire_date" if name.startswith(("date", "stamp")) else "name"
    if name in {"decimal", "bool"}:
        column = "birth_date"  # no such day: each cell is set aside, and said so
        notes = loaded(column, array).notes
        assert len([note for note in notes if note.column_name == column]) == 2
        return
    assert [note for note in loaded(column, array).notes if note.level != "note"] == []


def test_the_cells_arrive_as_they_were(pack: Any) -> None:
    tables = {
        "class": pa.table(
            {
                "class_id": pa.array(["x", "c1", "c2"]).slice(1),
                "start_date": pa.array([datetime.datetime(2023, 7, 1)] * 2, pa.timestamp("ns")),
                "end_date": pa.array(["2023-07-05", "2023-07-04"], pa.string_view()),
            }
        )
    }
    report = xunze.check(tables, pack, AS_OF, rules=["D-2"])
    assert [row["key"] for row in report.findings.to_dicts()] == ["class_id=c2"]


def test_a_type_that_no_column_holds_is_refused() -> None:
    with pytest.raises(xunze.Failure, match=r"arrow\.format"):
        loaded("name", pa.array([{"a": 1}]))


def test_a_stream_serves_once() -> None:
    words = xunze.load_vocabulary("teacher-training")
    stream = pa.table({"teacher_id": ["t1"]}).__arrow_c_stream__()
    builder = xunze._core.DatasetBuilder(words, False)
    builder.add_arrow("teacher", stream, "x")
    with pytest.raises(xunze.Failure, match=r"arrow\.consumed"):
        builder.add_arrow("teacher", stream, "x")


def test_not_a_number_is_null_and_fractions_stay_exact() -> None:
    words = xunze.load_vocabulary("teacher-training")
    days = [pd.NaT, pd.Timestamp(2023, 1, 1)]
    frame = pd.DataFrame({"teacher_id": ["t1", "t2"], "hire_date": days})
    assert xunze.load_data({"teacher": frame}, words).notes == []


def test_findings_become_frames(report: Any) -> None:
    findings = report.findings
    assert findings.to_arrow().to_pydict() == findings.to_dict()
    assert findings.to_polars().to_dict(as_series=False) == findings.to_dict()
    frame = findings.to_pandas()
    assert list(frame.columns) == findings.columns
    assert frame["id"].tolist() == findings["id"]
    assert pa.table(findings).num_rows == len(findings)


def test_no_findings_are_an_empty_frame(tables: Any, pack: Any) -> None:
    report = xunze.check(tables, pack, AS_OF, rules=["D-2"], set={"least_days": 1})
    assert len(report.findings) == 0
    assert report.findings.to_arrow().num_rows == 0
    assert report.exit_code == 0
