# SPDX-License-Identifier: Apache-2.0
"""Every page of a kind says the same things, its example loads, and its message is what comes."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(set((ROOT / "docs/kinds").glob("*.md")) - {ROOT / "docs/kinds/README.md"})
SECTIONS = ["Lowers to", "Missing and boundary", "Example"]


def kinds() -> dict[str, bool]:
    """Codes of all kinds, and whether they run."""
    text = (ROOT / "src/rule/kind.cpp").read_text("utf-8")
    return {
        found[1]: "later" not in found[2]
        for found in re.finditer(r'^\s*\{"([a-z]+)", \{[^}]*\}([^}]*)\},$', text, re.M)
    }


def arguments_of(kind: str) -> set[str]:
    """Names of the members of the kind's struct."""
    name = "classify" if kind == "class" else kind
    text = (ROOT / f"include/xunze/rule/{name}.hpp").read_text("utf-8")
    body = re.search(rf"^struct {name} \{{(.*?)^\}};", text, re.M | re.S)
    assert body, name
    members = set(re.findall(r"(\w+)(?:\{\}| = [^;]+)?;", body[1]))
    return {"rank" if member == "rank_descending" else member for member in members}


def example_of(page: Path) -> dict[str, Any]:
    blocks = re.findall(r"^```json\n(.*?)^```", page.read_text("utf-8"), re.M | re.S)
    assert len(blocks) == 1, "one example a page"
    return json.loads(blocks[0])


def pack_of(part: dict[str, Any]) -> dict[str, Any]:
    clauses = sorted({rule["clause"] for rule in part["rules"].values()})
    both = {"zh": "示例", "en": "sample"}
    return {
        "format": "xunze.pack/1",
        "pack": {"id": "sample", "title": both, "version": "1.0.0", "jurisdiction": "CN",
                 "level": "county", "vocabulary": "teacher-training", "valid_from": "2018-01-01",
                 "extends": []},
        "documents": {"D": {"title": both, "short": both}},
        **part,
        "clauses": {clause: {"locator": both, "document": "D", "strength": "mandatory",
                             "status": "encoded", "paraphrase": both} for clause in clauses},
    }  # fmt: skip


RUNNING = [page for page in PAGES if kinds().get(page.stem)]


Rows = list[dict[str, Any]]


def enrolments(*classes: str, status: str = "graduated") -> Rows:
    return [{"enr_id": f"e{i}", "teacher_id": "t", "class_id": each, "status": status}
            for i, each in enumerate(classes)]  # fmt: skip


def two_projects(**shared: Any) -> dict[str, Rows]:
    numbers = ("1", "2")
    return {
        "project": [{"project_id": f"p{i}", "level": "national", "year": 2023,
                     "start_date": f"2023-07-0{i}", **shared} for i in numbers],
        "subproject": [{"sub_id": f"s{i}", "project_id": f"p{i}"} for i in numbers],
        "class": [{"class_id": f"c{i}", "sub_id": f"s{i}"} for i in numbers],
    }  # fmt: skip


TABLES: dict[str, dict[str, Rows]] = {
    "elig": {
        "enrolment": enrolments("c"),
        "class": [{"class_id": "c", "start_date": "2023-08-01"}],
        "teacher_role": [{"teacher_id": "t", "school_id": "s", "position": "teacher",
                          "from": "2020-01-01", "to": "2030-01-01", "stage": "senior",
                          "in_post": "permanent"}],
    },
    "freq": {"enrolment": enrolments("c1", "c2"), **two_projects()},
    "norep": {"enrolment": enrolments("c1", "c2"), **two_projects(type="team")},
    "debar": {
        "enrolment": enrolments("c"),
        "class": [{"class_id": "c", "start_date": "2024-05-06"}],
        "debarment": [{"deb_id": "b", "subject_type": "teacher", "subject_id": "t",
                       "from": "2023-08-01", "to": "2026-08-01"}],
    },
    "quota": {
        "quota": [{"quota_id": "q", "sub_id": "s", "region_id": "r", "seats": 60}],
        "school": [{"school_id": "a", "region_id": "r"}],
        "nomination": [{"nom_id": f"n{i}", "teacher_id": f"t{i}", "sub_id": "s", "school_id": "a"}
                       for i in range(63)],
    },
    "ratio": {
        "project": [{"project_id": "p", "end_date": "2023-08-01"}],
        "subproject": [{"sub_id": "s", "project_id": "p"}],
        "course": [{"course_id": "a", "sub_id": "s", "hours": "30", "is_practical": True},
                   {"course_id": "b", "sub_id": "s", "hours": "50", "is_practical": False}],
    },
    "count": {
        "project": [{"project_id": "p", "end_date": "2023-08-01"}],
        "submission": [{"subm_id": "a", "project_id": "p", "kind": "briefing", "issue_no": 1}],
    },
    "deadline": {
        "class": [{"class_id": "c", "sub_id": "s", "start_date": "2023-08-04"}],
        "subproject": [{"sub_id": "s", "project_id": "p"}],
        "submission": [{"subm_id": "a", "project_id": "p", "kind": "plan",
                        "submitted_at": "2023-07-30T09:00:00"}],
    },
    "dur": {"project": [{"project_id": "p", "is_cross_year": True, "start_date": "2023-07-10",
                         "end_date": "2025-12-20"}]},
    "prec": {"project": [{"project_id": "p", "name_zh": "n", "year": 2018,
                          "start_date": "2018-10-08", "end_date": "2018-09-20"}]},
    "item": {
        "subproject": [{"sub_id": "s", "project_id": "p"}],
        "project": [{"project_id": "p", "end_date": "2023-08-01"}, {"project_id": "other"}],
        "submission": [{"subm_id": "a", "project_id": "other", "kind": "video"}],
    },
    "cover": {"teacher": [{"teacher_id": "t", "name": "n", "hire_date": "2022-09-01"},
                          {"teacher_id": "u", "hire_date": "2010-09-01"}],
              "enrolment": [{"enr_id": "e", "teacher_id": "u", "status": "graduated"}]},
    "sched": {
        "class": [{"class_id": f"c{i}", "sub_id": f"s{i}", "start_date": "2023-08-07"}
                  for i in (1, 2)],
        "subproject": [{"sub_id": f"s{i}", "project_id": f"p{i}"} for i in (1, 2)],
        "project": [{"project_id": f"p{i}", "type": "team", "inst_id": "u"} for i in (1, 2)],
        "institution": [{"inst_id": "u"}],
    },
    "grade": {"evaluation": [{"eval_id": "e", "score": "74.5", "grade": "good"}]},
    "credit": {
        "teacher": [{"teacher_id": "t", "name": "n"}],
        "credit_entry": [{"entry_id": f"e{i}", "teacher_id": "t", "verified": "verified",
                          "activity_kind": kind, "mode": mode, "units": units}
                         for i, (kind, mode, units) in enumerate([
                             ("training", "face", "80"), ("training", "online", "60"),
                             ("degree", "school_based", "5"), ("research", "school_based", "160"),
                         ])],
    },
    "metric": {
        "published_rate": [{"region_id": "r", "year": 2023, "rate": "reporting",
                            "value": "0.9500"}],
        "region": [{"region_id": "r"}],
        "project": [{"project_id": "p", "host_region": "r"}],
        "subproject": [{"sub_id": "s", "project_id": "p"}],
        "class": [{"class_id": "c", "sub_id": "s"}],
        "enrolment": [{"enr_id": f"e{i}", "teacher_id": f"t{i}", "class_id": "c",
                       "status": "reported" if i < 55 else "no_show"} for i in range(60)],
    },
    "recon": {
        "project": [{"project_id": "p", "planned_quantity": 1984}],
        "quota": [{"quota_id": "q", "project_id": "p", "seats": 1834}],
    },
    "rotate": {
        "region": [{"region_id": "z", "name_zh": "长仑+鹤龙", "level": "zone_group"},
                   {"region_id": "y", "name_zh": "城南+城关", "level": "zone_group"}],
        "rotation": [{"row_id": "a", "series": "B", "subject": "chinese", "zone_id": "y"}],
    },
    "class": {"rotation": [{"row_id": "a", "year": 2019, "stage": "senior"}]},
    "scope": {"plan": [{"plan_id": "p", "to_year": 2021}]},
    "content": {
        "project": [{"project_id": "p"}],
        "subproject": [{"sub_id": "s", "project_id": "p"}],
        "course": [{"course_id": "a", "sub_id": "s", "hours": "3", "tags": "ethics;ideology"},
                   {"course_id": "b", "sub_id": "s", "hours": "50", "tags": "ability"}],
    },
    "cost": {
        "project": [{"project_id": "p", "planned_quantity": 2, "days": 40}],
        "expense": [{"exp_id": "a", "project_id": "p", "amount": "33301.00"}],
    },
    "prio": {
        "subproject": [{"sub_id": "s"}],
        "school": [{"school_id": "u", "locality": "urban"},
                   {"school_id": "v", "locality": "village"}],
        "nomination": [{"nom_id": "a", "sub_id": "s", "school_id": "u", "source_row": 1},
                       {"nom_id": "b", "sub_id": "s", "school_id": "v", "source_row": 2}],
    },
    "conseq": {
        "allocation": [{"alloc_id": "a", "region_id": "r", "year": 2023, "amount": "2500000"}],
        "evaluation": [{"eval_id": "e", "object_kind": "county", "object_id": "r",
                        "period": 2022, "grade": "excellent"}],
    },
    "valid": {
        "class": [{"class_id": "c", "start_date": "2023-08-01", "end_date": "2023-08-10"}],
        "enrolment": [{"enr_id": "e", "class_id": "c", "insured_from": "2023-08-01",
                       "insured_to": "2023-08-10"}],
    },
}  # fmt: skip


def test_there_are_twenty_five_kinds() -> None:
    assert len(kinds()) == 25
    assert sum(kinds().values()) == len(RUNNING)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_begins_with_its_kind(page: Path) -> None:
    text = page.read_text("utf-8")
    assert text.startswith(f"# {page.stem}: ")
    assert re.search(r"^Seed clauses: .+\.$", text, re.M)


@pytest.mark.parametrize("page", RUNNING, ids=lambda page: page.stem)
def test_a_page_names_every_argument_once(page: Path) -> None:
    text = page.read_text("utf-8")
    assert re.findall(r"^## (.+)$", text, re.M) == SECTIONS
    table = text.split("| argument | is |")[1].split("\n\n")[0]
    cells = re.findall(r"^\| `([^`]+)` \|", table, re.M)
    named = [word for cell in cells for word in re.findall(r"\w+", cell)]
    assert sorted(named) == sorted(arguments_of(page.stem))


@pytest.mark.parametrize("page", RUNNING, ids=lambda page: page.stem)
def test_an_example_uses_its_kind_and_cites_its_clause(page: Path) -> None:
    rules = example_of(page)["rules"]
    assert all(page.stem in rule for rule in rules.values())
    assert all(name.split("/")[0] == rule["clause"] for name, rule in rules.items())


@pytest.mark.parametrize("page", RUNNING, ids=lambda page: page.stem)
def test_an_example_loads(page: Path) -> None:
    xunze = pytest.importorskip("xunze", reason="the package is not installed")
    found = [each for each in xunze.lint(pack_of(example_of(page))) if each.level != "note"]
    assert not found, "\n".join(each.render("en") for each in found)


def test_every_running_kind_has_tables() -> None:
    assert sorted(TABLES) == sorted(page.stem for page in RUNNING)


@pytest.mark.parametrize("page", RUNNING, ids=lambda page: page.stem)
def test_the_message_of_a_page_is_what_people_read(page: Path) -> None:
    xunze = pytest.importorskip("xunze", reason="the package is not installed")
    said = re.search(r"^A failing subject says: (.+)$", page.read_text("utf-8"), re.M)
    assert said
    report = xunze.check(TABLES[page.stem], pack_of(example_of(page)), "2030-01-01")
    failed = [each for each in report.findings.to_dicts() if each["verdict"] == "fail"]
    told = [str(each["message"]) for each in failed]
    assert said[1] in told, report.to_text()


@pytest.mark.parametrize("page", RUNNING, ids=lambda page: page.stem)
def test_an_example_is_valid_in_an_editor(page: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")
    schema = json.loads((ROOT / "docs/schema/pack.schema.json").read_text("utf-8"))
    found = jsonschema.Draft202012Validator(schema).iter_errors(pack_of(example_of(page)))
    problems = [f"{each.json_path}: {each.message}" for each in found]
    assert not problems, "\n".join(problems)
