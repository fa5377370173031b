# SPDX-License-Identifier: Apache-2.0
"""What `xunze.check` returns and refuses."""

import datetime
import json
import threading
import time
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import jsonschema
import pytest

xunze = pytest.importorskip("xunze")

ROOT = Path(__file__).resolve().parents[2]
AS_OF = datetime.date(2023, 12, 31)
IDENTITY = "110101190001011237"


def verdicts(report: Any) -> dict[str, tuple[int, int, int]]:
    return {each.rule: (each.passed, each.failed, each.unknown) for each in report.summary}


def test_verdicts_are_counted_by_rule(report: Any) -> None:
    assert verdicts(report) == {"D-1": (2, 1, 0), "D-2": (1, 1, 0), "D-3": (2, 1, 1)}
    assert report.as_of == AS_OF
    assert report.exit_code == 1


def test_a_parameter_changes_a_verdict(tables: Any, pack: Any) -> None:
    assert verdicts(xunze.check(tables, pack, AS_OF, set={"max_classes": 2}))["D-1"] == (3, 0, 0)
    assert verdicts(xunze.check(tables, pack, AS_OF, set={"least_days": "3"}))["D-2"] == (2, 0, 0)


def test_an_unknown_parameter_is_refused_with_a_hint(tables: Any, pack: Any) -> None:
    with pytest.raises(xunze.Failure) as caught:
        xunze.check(tables, pack, AS_OF, set={"max_clases": 2})
    assert caught.value.code == "run.options"
    assert [each.code for each in caught.value.diagnostics] == ["parameter.unknown"]
    assert "max_classes" in caught.value.render("en")


def with_parameters(pack: Any) -> Any:
    """The pack with a parameter of each type that takes words."""
    more = {"clause": "D-1", "title": ("口径", "reading")}
    pack.parameter("reading", "choice", "first", one_of=["first", "second"], **more)
    pack.parameter("status", "enum", "graduated", enum="enrolment_status", **more)
    pack.parameter("counted", "set", ["graduated"], enum="enrolment_status", **more)
    pack.parameter("strict", "bool", True, **more)
    return pack


@pytest.mark.parametrize(
    ("name", "given", "hint"),
    [
        ("max_classes", "abc", "an int"),
        ("max_classes", 1.5, "an int"),
        ("max_classes", True, "an int"),
        ("max_classes", datetime.date(2023, 1, 1), "an int"),
        ("reading", "secnd", "second"),
        ("status", "graduatd", "graduated"),
        ("counted", ["graduated", "graduatd"], "graduated"),
        ("counted", "graduated, graduatd", "graduated"),
        ("counted", 3, "a set"),
        ("strict", "perhaps", "true or false"),
    ],
)
def test_a_value_that_a_parameter_cannot_have_is_refused(
    tables: Any, pack: Any, name: str, given: Any, hint: str
) -> None:
    with pytest.raises(xunze.Failure) as caught:
        xunze.check(tables, with_parameters(pack), AS_OF, set={name: given})
    assert caught.value.code == "run.options"
    assert [each.code for each in caught.value.diagnostics] == ["parameter.value"]
    assert hint in caught.value.diagnostics[0].help[1]


@pytest.mark.parametrize(
    ("name", "given", "words"),
    [
        ("reading", "second", "second"),
        ("counted", "graduated, attending", "在训、结业"),
        ("counted", {"attending"}, "在训"),
        ("strict", "否", "否"),
        ("max_classes", "none", ""),
    ],
)
def test_a_value_is_read_as_people_write_it(
    tables: Any, pack: Any, name: str, given: Any, words: str
) -> None:
    report = xunze.check(tables, with_parameters(pack), AS_OF, set={name: given})
    shown = next(each for each in report.data["parameters"] if each["name"] == name)
    assert words in shown["words"]["zh"]


def test_a_name_that_stands_already_is_refused(pack: Any) -> None:
    more = {"clause": "D-1", "title": ("口径", "reading")}
    again = {
        "rule.twice": lambda: pack.rule("D-3", {}, title=("", ""), message=("", "")),
        "parameter.twice": lambda: pack.parameter("max_classes", "int", 2, **more),
        "document.twice": lambda: pack.document("D", title=("", ""), short=("", "")),
        "clause.twice": lambda: pack.clause(
            "D-1", document="D", locator=("", ""), paraphrase=("", "")
        ),
    }
    before = pack.to_json()
    for code, add in again.items():
        with pytest.raises(xunze.Failure) as caught:
            add()
        assert caught.value.code == code
    assert pack.to_json() == before


def test_what_a_failure_says_is_said_once(report: Any) -> None:
    with pytest.raises(xunze.Failure) as caught:
        report.explain("D-9", "t1")
    assert caught.value.render("en").count("no rule `D-9`") == 1


def test_a_failure_as_text_shows_where_and_what_may_help(
    folder: Path, tables: Any, pack: Any
) -> None:
    rows = "\n".join(["class_id,start_date", *(f"c{i},soon" for i in range(5))]) + "\n"
    (folder / "class.csv").write_text(rows, encoding="utf-8")
    (folder / "x.xlsx").write_bytes(b"")
    (folder / "enrolment.csv").write_text("enr_di,class_id\ne1,c1\n", encoding="utf-8")
    with pytest.raises(xunze.Failure) as caught:
        xunze.check(folder, pack, AS_OF, strict=True)
    said = str(caught.value).splitlines()
    assert said[0] == "data.refused: 数据有误，不能使用 | the data cannot be used"
    assert said[1].startswith("  class.csv：第2行“start_date”列: 错误[data.bad_cell]：“soon”不是日期")
    assert said[2].startswith("  class.csv: row 2, column `start_date`: error[data.bad_cell]: ")
    assert len(said) == 1 + 3 * 2 + 1
    assert said[-1] == "  另有5处，见 diagnostics | 5 more in `diagnostics`"
    with pytest.raises(xunze.Failure) as caught:
        xunze.check(tables, pack, AS_OF, rules=["D-22"])
    assert "  帮助：是否想写“D-2”？" in str(caught.value).splitlines()
    assert "  help: did you mean `D-2`?" in str(caught.value).splitlines()


def test_findings_hold_what_did_not_pass(report: Any) -> None:
    rows = report.findings.to_dicts()
    assert len(rows) == 4
    failed = next(row for row in rows if row["rule"] == "D-2")
    assert (failed["verdict"], failed["severity"]) == ("fail", "error")
    assert (failed["measured"], failed["threshold"], failed["slack"]) == ("3", "5", "-2")
    assert failed["key"] == "class_id=c2"
    assert failed["message"] == "班次c2天数不足"


def test_the_json_is_valid_and_the_same_every_time(report: Any, tables: Any, pack: Any) -> None:
    schema = json.loads((ROOT / "docs/schema/report.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(json.loads(report.to_json()))
    for threads in (1, 2):
        again = xunze.check(tables, pack, AS_OF, threads=threads)
        assert again.to_json() == report.to_json()


def test_personal_data_are_masked_unless_asked_for(report: Any, tables: Any, pack: Any) -> None:
    for text in (report.to_json(), report.to_text(), report.to_csv().decode(), report.to_html()):
        assert IDENTITY not in text
        assert "王小明" not in text
    assert "王*明" in report.to_text()
    shown = xunze.check(tables, pack, AS_OF, show_personal=True)
    assert "王小明" in shown.to_text()


def test_explain_takes_a_key_in_any_form_and_a_finding(report: Any) -> None:
    texts = {
        report.explain("D-1", subject).text
        for subject in ({"teacher_id": "t1"}, ("t1",), "t1", "teacher_id=t1", "教师编号=t1")
    }
    assert len(texts) == 1
    [text] = texts
    assert "示例通知 一" in text
    assert "max_classes" in text
    assert "王小明" not in text
    row = next(row for row in report.findings.to_dicts() if row["rule"] == "D-1")
    why = report.explain(row["id"])
    assert why.text == text
    assert why.data["verdict"] == "fail"
    with pytest.raises(xunze.Failure, match=r"subject\.unknown"):
        report.explain("D-1", "nobody")
    with pytest.raises(xunze.Failure, match=r"rule\.unknown"):
        report.explain("D-9", "t1")


def test_only_the_rules_asked_for_are_checked(tables: Any, pack: Any) -> None:
    report = xunze.check(tables, pack, AS_OF, rules=["D-2"])
    assert [each.rule for each in report.summary] == ["D-2"]
    with pytest.raises(xunze.Failure, match=r"run\.options") as caught:
        xunze.check(tables, pack, AS_OF, rules=["D-9"])
    assert [each.code for each in caught.value.diagnostics] == ["rule.unknown"]


def test_a_clause_means_all_its_rules(tables: Any, pack: Any) -> None:
    pack.rule(
        "D-2/two",
        xunze.rules.elig(subject="class", require="true"),
        title=("二", "two"),
        message=("无", "none"),
    )
    report = xunze.check(tables, pack, AS_OF, rules=["D-2"])
    ran = [each.rule for each in report.summary if each.passed + each.failed]
    assert ran == ["D-2", "D-2/two"]


def test_a_negative_number_of_threads_is_refused(tables: Any, pack: Any) -> None:
    with pytest.raises(xunze.Failure) as caught:
        xunze.check(tables, pack, AS_OF, threads=-1)
    assert caught.value.code == "run.options"


def test_a_rule_that_passed_nobody_is_skipped_in_junit(tables: Any, pack: Any) -> None:
    empty = {name: {column: [] for column in columns} for name, columns in tables.items()}
    suite = ET.fromstring(xunze.check(empty, pack, AS_OF).to_junit())[0]
    assert suite.get("skipped") == suite.get("tests") == "3"
    assert suite.get("failures") == "0"


def test_nothing_given_never_passes(pack: Any) -> None:
    report = xunze.check({}, pack, AS_OF)
    assert report.exit_code == 3
    assert all(each.passed == 0 and not each.given for each in report.summary)
    assert len(report.findings) == 3


def test_a_missing_column_is_one_finding_with_what_it_hides(tables: Any, pack: Any) -> None:
    del tables["teacher"]["hire_date"]
    report = xunze.check(tables, pack, AS_OF)
    [row] = [row for row in report.findings.to_dicts() if row["rule"] == "D-3"]
    assert row["hidden_subjects"] == 4
    assert "hire_date" in row["message"]


def test_broken_data_are_set_aside_or_refused(tables: Any, pack: Any) -> None:
    tables["class"]["end_date"][0] = "2023-02-30"
    report = xunze.check(tables, pack, AS_OF)
    assert verdicts(report)["D-2"] == (0, 1, 1)
    assert any("end_date" in str(each["source"]) for each in report.data["data"])
    with pytest.raises(xunze.Failure) as caught:
        xunze.check(tables, pack, AS_OF, strict=True)
    assert caught.value.code == "data.refused"
    assert caught.value.diagnostics


def test_a_broken_pack_says_all_that_is_wrong(tables: Any, pack: Any) -> None:
    broken = pack.to_dict()
    broken["rules"]["D-2"]["strenght"] = "mandatory"
    broken["rules"]["D-3"]["message"] = 1
    with pytest.raises(xunze.Failure) as caught:
        xunze.check(tables, broken, AS_OF)
    assert caught.value.code == "pack.invalid"
    assert len(caught.value.diagnostics) >= 2
    assert all(each.line > 0 for each in caught.value.diagnostics)
    assert xunze.lint(broken)


def test_a_misspelt_column_is_refused_with_the_clause(tables: Any, pack: Any) -> None:
    broken = pack.to_dict()
    broken["rules"]["D-3"]["elig"]["require"] = "teacher.hire_dat <= class.start_date"
    with pytest.raises(xunze.Failure) as caught:
        xunze.check(tables, broken, AS_OF)
    assert caught.value.code == "pack.invalid"
    assert "hire_date" in caught.value.render("en")


def test_progress_is_told_and_can_stop_the_run(tables: Any, pack: Any) -> None:
    told: list[tuple[str, int, int]] = []
    xunze.check(tables, pack, AS_OF, progress=lambda *what: told.append(what))
    assert told
    assert all(0 <= done <= of for _, done, of in told)
    with pytest.raises(xunze.Failure) as caught:
        xunze.check(tables, pack, AS_OF, progress=lambda *_: False)
    assert caught.value.code == "run.stopped"


def test_an_exception_in_progress_comes_through(tables: Any, pack: Any) -> None:
    def broken(*_: Any) -> None:
        raise RuntimeError("told you")

    with pytest.raises(RuntimeError, match="told you"):
        xunze.check(tables, pack, AS_OF, progress=broken)


def test_other_threads_run_during_a_check(pack: Any) -> None:
    count = 200_000
    tables = {
        "enrolment": {
            "enr_id": [f"e{i}" for i in range(count)],
            "teacher_id": [f"t{i % 50_000}" for i in range(count)],
            "class_id": [f"c{i % 7}" for i in range(count)],
        }
    }
    policy = xunze.load_pack(pack)
    data = xunze.load_data(tables, policy.vocabulary)
    done = threading.Event()
    longest = 0.0

    def watch() -> None:
        nonlocal longest
        last = time.perf_counter()
        while not done.is_set():
            time.sleep(0.0005)
            now = time.perf_counter()
            longest = max(longest, now - last)
            last = now

    watcher = threading.Thread(target=watch)
    watcher.start()
    begin = time.perf_counter()
    core = xunze._core
    core.evaluate(policy, data, AS_OF, {}, ["D-1"], 1, None, None)
    took = time.perf_counter() - begin
    done.set()
    watcher.join()
    assert took > 0.005, "too quick to tell"
    assert longest < took * 0.8


def test_runs_in_several_threads_agree(tables: Any, pack: Any) -> None:
    policy = xunze.load_pack(pack)
    results: list[str] = []

    def check() -> None:
        results.append(xunze.check(tables, policy, AS_OF, threads=1).to_json())

    threads = [threading.Thread(target=check) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(results) == 4
    assert len(set(results)) == 1


def test_the_packs_of_the_package_load_without_findings() -> None:
    assert {"shaanxi-2023", "xiangyin-2018"} <= set(xunze.packs())
    for name in xunze.packs():
        assert [each for each in xunze.lint(name) if each.level == "error"] == []


def test_an_unknown_pack_names_those_there_are() -> None:
    with pytest.raises(xunze.Failure, match="shaanxi-2023"):
        xunze.load_pack("shanxi-2023")


def test_the_notebook_view_escapes(report: Any) -> None:
    view = report._repr_html_()
    assert "示例通知 一" in view
    assert "<script" not in view


def test_english(tables: Any, pack: Any) -> None:
    report = xunze.check(tables, pack, AS_OF, lang="en")
    assert "sample notice 1" in report.to_text()
    assert "审核" not in report.to_text()
    assert report.findings.to_dicts()[0]["title"] == "class cap"


def test_findings_about_a_teacher_count_for_the_school_of_the_role(tables: Any, pack: Any) -> None:
    day = datetime.date
    tables["teacher_role"] = {
        "teacher_id": ["t1", "t1", IDENTITY, "t3", "t3"],
        "school_id": ["s2", "s1", "s1", "s1", "s2"],
        "position": ["teacher"] * 5,
        "from": [day(year, 9, 1) for year in (2010, 2020, 2023, 2010, 2010)],
        "to": [day(2020, 9, 1), None, None, None, None],
    }
    tables["school"] = {
        "school_id": ["s1", "s2"],
        "name_zh": ["一小", "二小"],
        "region_id": ["r1", "r1"],
    }
    groups = xunze.check(tables, pack, AS_OF).data["groups"]
    found = {(each["table"], each["label"]): each["fail"] for each in groups}
    # t1 moved to s1, t3 is at two schools at once and counts for neither.
    assert found[("school", "一小")] == 2
    assert ("school", "二小") not in found
    assert found[("region", "城关镇")] == 2
