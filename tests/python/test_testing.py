# SPDX-License-Identifier: Apache-2.0
"""Testing packs from Python and with the command."""

import json
from pathlib import Path
from typing import Any

import pytest

xunze = pytest.importorskip("xunze")


def test_case(name: str, days: int, verdict: str) -> dict[str, Any]:
    return {
        "name": name,
        "as_of": "2023-12-31",
        "tables": {
            "class": [
                {"class_id": "k", "start_date": "2023-07-01", "end_date": f"2023-07-{days:02}"}
            ]
        },
        "expect": [{"rule": "D-2", "subject": {"class_id": "k"}, "verdict": verdict}],
    }


test_case.__test__ = False  # type: ignore[attr-defined]


@pytest.fixture
def tested(pack: Any) -> dict[str, Any]:
    """The tiny pack with tests on both sides of the least number of days."""
    whole = pack.to_dict()
    whole["tests"] = [test_case("five", 5, "pass"), test_case("four", 4, "fail")]
    return whole


@pytest.fixture
def tested_folder(tmp_path: Path, tested: dict[str, Any]) -> Path:
    """The same with one test in a file beside the pack."""
    folder = tmp_path / "tiny"
    (folder / "tests").mkdir(parents=True)
    apart = tested["tests"].pop()
    (folder / "pack.json").write_text(json.dumps(tested), "utf-8")
    (folder / "tests" / "days.json").write_text(json.dumps([apart]), "utf-8")
    return folder


def test_a_pack_whose_tests_hold_passes(tested: dict[str, Any]) -> None:
    done = xunze.test(tested)
    assert done.passed
    assert done.exit_code == 0
    assert done.data["tests"]["tests"] == 2
    assert done.data["tests"]["failed"] == []


def test_what_does_not_hold_is_said_with_its_place(tested: dict[str, Any]) -> None:
    tested["tests"][0]["expect"][0]["verdict"] = "fail"
    done = xunze.test(tested)
    assert done.exit_code == 1
    (failed,) = done.data["tests"]["failed"]
    assert failed["test"] == "five"
    assert failed["at"]["line"] > 0
    assert failed["differences"] == [{"field": "verdict", "expected": "fail", "came": "pass"}]
    assert "应为 fail，得到 pass" in done.to_text()
    assert "expected fail, came pass" in done.to_text("en")


def test_a_subject_that_is_no_row_is_a_broken_test(tested: dict[str, Any]) -> None:
    tested["tests"][0]["expect"][0]["subject"] = {"class_id": "z"}
    done = xunze.test(tested)
    assert done.exit_code == 2
    assert [each["code"] for each in done.data["tests"]["problems"]] == ["test.subject"]


def test_lint_knows_wrong_keys_and_rules_without_test(tested: dict[str, Any]) -> None:
    tested["tests"][0]["expect"][0]["subject"] = {"class": "k"}
    codes = {each.code for each in xunze.lint(tested)}
    assert {"test.subject", "test.none"} <= codes


def test_files_beside_the_pack_are_read(tested_folder: Path) -> None:
    assert xunze.test(tested_folder).data["tests"]["tests"] == 2
    assert not [each for each in xunze.lint(tested_folder) if each.level == "error"]
    broken = tested_folder / "tests" / "wrong.json"
    broken.write_text('[{"name": "five"}]', "utf-8")
    with pytest.raises(xunze.Failure) as caught:
        xunze.test(tested_folder)
    files = {each.file for each in caught.value.diagnostics}
    assert files == {str(broken)}


def test_coverage_names_what_was_never_seen(tested: dict[str, Any]) -> None:
    done = xunze.test(tested, coverage=True, rules=["D-2"])
    (one,) = done.data["coverage"]["missing"]
    assert one["owner"] == "D-2"
    assert one["never"] == ["unknown"]
    assert done.data["coverage"]["total"] == {"wanted": 3, "seen": 2, "percent": "66.6%"}
    assert done.passed
    assert "待核实" in done.to_text()


def test_mutants_of_the_limit_are_noticed_on_both_sides(tested: dict[str, Any]) -> None:
    done = xunze.test(tested, mutate=True, rules=["D-2"])
    ids = [each["id"] for each in done.data["mutation"]["survivors"]]
    assert not [each for each in ids if each.startswith(("D-2:condition", "least_days"))], ids
    tested["tests"].pop()
    done = xunze.test(tested, mutate=True, rules=["D-2"])
    ids = [each["id"] for each in done.data["mutation"]["survivors"]]
    assert "least_days:value:number:5 -> 4" in ids
    assert done.exit_code == 1


def test_mutants_wait_until_the_tests_hold(tested: dict[str, Any]) -> None:
    tested["tests"][0]["expect"][0]["verdict"] = "fail"
    assert list(xunze.test(tested, mutate=True).data) == ["tests"]


def test_progress_is_told_and_may_stop(tested: dict[str, Any]) -> None:
    told: list[tuple[str, int, int]] = []
    xunze.test(tested, progress=lambda *step: told.append(step))
    assert sorted(told) == [("tests", 1, 2), ("tests", 2, 2)]
    with pytest.raises(xunze.Failure) as caught:
        xunze.test(tested, progress=lambda *step: False)
    assert caught.value.code == "run.stopped"


def test_a_rule_that_is_none_is_refused(tested: dict[str, Any]) -> None:
    with pytest.raises(xunze.Failure) as caught:
        xunze.test(tested, rules=["D-9"])
    assert caught.value.code == "rule.unknown"


def test_the_command(tested_folder: Path, run: Any) -> None:
    done = run("test", tested_folder, "--lang", "en")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == b"2 tests, 2 expectations: 0 failed, 0 broken\n"
    done = run("test", tested_folder, "--format", "json", "--mutate", "--limit", "4", "--jobs", "1")
    assert set(json.loads(done.stdout)) == {"tests", "mutation"}
    text = (tested_folder / "pack.json").read_text("utf-8")
    (tested_folder / "pack.json").write_text(text.replace('"value": 5', '"value": 6'), "utf-8")
    done = run("test", tested_folder)
    assert done.returncode == 1
    assert "得到 fail" in done.stdout.decode()
    (tested_folder / "pack.json").write_text("{", "utf-8")
    assert run("test", tested_folder).returncode == 2
