# SPDX-License-Identifier: Apache-2.0
"""The tables of a synthetic county, and the look-ups that several of them need."""

import random
from datetime import date, timedelta

YEARS = (2021, 2022, 2023)
COUNTIES = (("C1", "临溪县"), ("C2", "安禾县"), ("C3", "望岭县"), ("C4", "平沙县"))
RANKS = ["none", "county_backbone", "city_backbone", "province_backbone"]

COLUMNS = {
    "region": "region_id name_zh level parent_id valid_from valid_to",
    "school": "school_id name_zh region_id stage ownership locality",
    "institution": "inst_id name_zh type years_experience first_year",
    "teacher": "teacher_id person_key name sex birth_date hire_date active_from active_to",
    "teacher_role": "teacher_id school_id stage subject position title rank class_teacher in_post"
    " from to",
    "document": "doc_id title_zh number issuer_region level issue_date valid_from valid_to"
    " parent_ids trial",
    "project": "project_id code name_zh level programme type year is_cross_year years_planned"
    " budget inst_id host_region start_date end_date days hours mode is_backbone closed_on",
    "project_phase": "project_id phase_no name start_date end_date days",
    "subproject": "sub_id project_id code name_zh",
    "subproject_target": "target_id sub_id stage subject locality position rank_min years_min"
    " age_max hire_year",
    "class": "class_id sub_id batch start_date end_date planned_start planned_end days venue mode"
    " capacity",
    "quota": "quota_id project_id sub_id region_id school_id audience seats parent_quota_id pool_id"
    " basis",
    "pool": "pool_id seats",
    "nomination": "nom_id teacher_id sub_id school_id uploaded_at source_row",
    "enrolment": "enr_id teacher_id class_id status year is_second_year_of role_in_class"
    " replaces_enr_id insured_from insured_to",
    "enrolment_event": "enr_id status at by reason approved_by",
    "assessment": "enr_id kind score pass at",
    "course": "course_id sub_id name_zh sessions hours is_practical required tags mode online",
    "submission": "subm_id owner_kind owner_id project_id kind issue_no submitted_at uploaded_at"
    " format has_images sections items approved_at decided",
    "submission_person": "subm_id teacher_id role",
    "waiver": "waiver_id rule_id subject_kind subject_id reason approved_by from to",
    "published_rate": "region_id year rate value published_on",
}


def at(day: date, hour: int = 9, minute: int = 0) -> str:
    return f"{day.isoformat()}T{hour:02}:{minute:02}:00+08:00"


def day_of(text: str) -> date:
    return date.fromisoformat(text[:10])


def plus(text: str, days: int) -> date:
    return day_of(text) + timedelta(days=days)


class County:
    """The tables, and the look-ups that several of them need."""

    def __init__(self, seed: int, teachers: int) -> None:
        self.rng = random.Random(seed)
        self.size = teachers
        self.tables: dict[str, list[dict]] = {name: [] for name in COLUMNS}
        self.given: dict[str, int] = {}  # ids given so far, by table
        self.roles: dict[str, list[dict]] = {}
        self.county_of_school: dict[str, str] = {}
        self.busy: set[tuple[str, int]] = set()  # (teacher, project year)
        self.trained: set[tuple[str, str]] = set()  # (teacher, project type)
        self.banned: set[str] = set()

    def add(self, table: str, **row: object) -> dict:
        self.tables[table].append(row)
        return row

    def rows(self, table: str, **wanted: object) -> list[dict]:
        return [r for r in self.tables[table] if all(r.get(k) == v for k, v in wanted.items())]

    def only(self, table: str, **wanted: object) -> dict:
        (row,) = self.rows(table, **wanted)
        return row

    def next_id(self, table: str, prefix: str, width: int = 6) -> str:
        self.given[table] = self.given.get(table, 0) + 1
        return f"{prefix}{self.given[table]:0{width}}"

    def role_at(self, teacher: str, day: str) -> dict | None:
        for role in self.roles[teacher]:
            if role["from"] <= day and (not role["to"] or day < role["to"]):
                return role
        return None

    def county_at(self, teacher: str, day: str) -> str:
        role = self.role_at(teacher, day)
        return self.county_of_school[role["school_id"]] if role else ""

    def fits(self, teacher: str, target: dict, day: str) -> bool:
        role = self.role_at(teacher, day)
        return role is not None and (
            target["stage"] in ("any", role["stage"])
            and target["subject"] in ("any", role["subject"])
            and target["position"] == role["position"]
            and RANKS.index(role["rank"]) >= RANKS.index(target["rank_min"] or "none")
        )

    def free(self, teacher: str, kind: str, year: int) -> bool:
        return (
            (teacher, year) not in self.busy
            and (teacher, kind) not in self.trained
            and teacher not in self.banned
        )

    def candidates(self, sub: str, day: str, county: str, kind: str, year: int) -> list[str]:
        target = self.only("subproject_target", sub_id=sub)
        return [
            teacher
            for teacher in self.roles
            if self.free(teacher, kind, year)
            and self.fits(teacher, target, day)
            and self.county_at(teacher, day) == county
        ]

    def reserve(self, teacher: str, kind: str, year: int) -> None:
        self.busy.add((teacher, year))
        self.trained.add((teacher, kind))
