# SPDX-License-Identifier: Apache-2.0
"""The tree keeps its own rules: layers, guards, sizes, and what must not stand in a file."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# Low to high: a stage includes only itself and what stands before it.
STAGES = [
    "core", "schema", "table", "policy", "rule", "graph", "check", "pack", "plan", "batch",
    "admission", "selection", "analysis", "explain", "testing", "report",
]  # fmt: skip
# Headers above the stages: they have no stage, and no test of their own.
TOP_HEADERS = {"xunze.hpp", "fwd.hpp", "version.hpp"}
CODE = {".hpp", ".cpp", ".py", ".pyi"}
MAX_LINES = 400
MAX_COLUMNS = 100


def tracked_files() -> list[Path]:
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    return [path for name in listing.split("\0") if name and (path := ROOT / name).is_file()]


FILES = tracked_files()


def below(*folders: str, suffixes: set[str] = CODE) -> list[Path]:
    return [
        path
        for path in FILES
        if path.suffix in suffixes and path.relative_to(ROOT).parts[0] in folders
    ]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def report(problems: list[str]) -> None:
    assert not problems, "\n" + "\n".join(problems)


def public_headers() -> list[Path]:
    return below("include", suffixes={".hpp"})


def stage_of(path: Path) -> str | None:
    parts = path.relative_to(ROOT).parts
    folder = parts[2] if parts[0] == "include" else parts[1]
    return folder if folder in STAGES else None


def included(path: Path) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if found := re.match(r'\s*#\s*include\s*[<"]([^">]+)[">]', line):
            yield number, found[1]


def without_comments_and_text(source: str) -> str:
    """Blank comments and string literals, keeping the lines."""
    pattern = r'//[^\n]*|/\*.*?\*/|R"\(.*?\)"|"(?:\\.|[^"\\\n])*"'
    return re.sub(pattern, lambda found: "\n" * found[0].count("\n"), source, flags=re.DOTALL)


def test_the_tree_is_not_empty() -> None:
    assert len(public_headers()) > 5


def test_every_folder_of_code_is_a_stage() -> None:
    folders = {
        path.relative_to(ROOT).parts[2]
        for path in public_headers()
        if len(path.relative_to(ROOT).parts) > 3
    } | {
        path.relative_to(ROOT).parts[1]
        for path in below("src", suffixes={".hpp", ".cpp"})
        if len(path.relative_to(ROOT).parts) > 2
    }
    assert folders <= set(STAGES)


def test_a_stage_includes_only_itself_and_lower_ones() -> None:
    problems = []
    for path in below("include", "src", suffixes={".hpp", ".cpp"}):
        stage = stage_of(path)
        for number, include in included(path):
            target = include.removeprefix("xunze/").split("/")[0]
            if target not in STAGES:
                if stage is not None and include == "xunze/xunze.hpp":
                    problems.append(f"{name_of(path)}:{number}: includes everything")
            elif stage is not None and STAGES.index(target) > STAGES.index(stage):
                problems.append(f"{name_of(path)}:{number}: `{stage}` includes `{include}`")
            elif stage is None and path.name != "xunze.hpp":
                problems.append(f"{name_of(path)}:{number}: has no stage, includes `{include}`")
    report(problems)


def test_a_guard_equals_its_path() -> None:
    problems = []
    for path in below("include", "src", "bindings", suffixes={".hpp"}):
        parts = path.relative_to(ROOT).parts
        parts = parts[1:] if parts[0] == "include" else ("xunze", *parts)
        guard = re.sub(r"[^A-Z0-9]", "_", "/".join(parts).upper())
        text = path.read_text(encoding="utf-8")
        if f"#ifndef {guard}\n#define {guard}\n" not in text:
            problems.append(f"{name_of(path)}: the guard is not {guard}")
        if "#pragma once" in text:
            problems.append(f"{name_of(path)}: #pragma once")
    report(problems)


def test_code_begins_with_its_licence() -> None:
    problems = []
    for path in FILES:
        if path.suffix not in CODE | {".sh", ".cmake"} and path.name != "CMakeLists.txt":
            continue
        head = path.read_text(encoding="utf-8").splitlines()[:2]
        if not any("SPDX-License-Identifier: Apache-2.0" in line for line in head):
            problems.append(f"{name_of(path)}: no SPDX line")
    report(problems)


def test_a_public_header_includes_nothing_heavy() -> None:
    heavy = re.compile(r"^(boost/|nlohmann/|pybind11/|iostream$|regex$|bits/)")
    report(
        [
            f"{name_of(path)}:{number}: includes `{include}`"
            for path in public_headers()
            for number, include in included(path)
            if heavy.match(include)
        ]
    )


def test_every_public_header_has_a_test_of_its_name() -> None:
    missing = []
    for path in public_headers():
        parts = path.relative_to(ROOT / "include/xunze").parts
        if "detail" in parts or path.name in TOP_HEADERS:
            continue
        test = ROOT / "tests/unit" / Path(*parts[:-1]) / f"{path.stem}_test.cpp"
        if test not in FILES:
            missing.append(f"{name_of(path)}: no {name_of(test)}")
    report(missing)


def test_a_file_holds_one_concept() -> None:
    problems = []
    for path in below("include", "src", "bindings"):
        lines = path.read_text(encoding="utf-8").splitlines()
        if len(lines) > MAX_LINES:
            problems.append(f"{name_of(path)}: {len(lines)} lines")
        for number, line in enumerate(lines, start=1):
            if len(line) > MAX_COLUMNS:
                problems.append(f"{name_of(path)}:{number}: {len(line)} columns")
    report(problems)


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("a float", r"\b(float|double)\b"),
        ("a clock", r"\b(system_clock|steady_clock|high_resolution_clock|gettimeofday"
                    r"|clock_gettime|localtime|gmtime)\b|\bstd::time\("),
        ("a random number", r"\b(random_device|mt19937(_64)?|rand|srand)\s*[({;]"),
        ("an output stream", r"\bstd::(cout|cerr|clog|exit|abort|terminate|quick_exit)\b"
                             r"|\bprintf\("),
    ],
)  # fmt: skip
def test_the_library_holds_no(what: str, pattern: str) -> None:
    # A JSON reader is handed floats by the parser's interface, and refuses them.
    allowed = {"a float": {"pack"}}.get(what, set())
    problems = []
    for path in below("include", "src", suffixes={".hpp", ".cpp"}):
        if stage_of(path) in allowed:
            continue
        text = without_comments_and_text(path.read_text(encoding="utf-8"))
        for number, line in enumerate(text.splitlines(), start=1):
            if re.search(pattern, line) and not re.match(r"\s*#\s*include", line):
                problems.append(f"{name_of(path)}:{number}: {line.strip()}")
    report(problems)


def test_no_file_knows_a_machine_or_a_registry_host() -> None:
    # Written in halves, so that this file does not hold what it forbids.
    folders = ["/wo" + "rk/", "/tm" + "p/", "/ro" + "ot/", "/ho" + "me/", "/opt/" + "wheels"]
    hosts = ["py" + "pi.org", "python" + "hosted.org", "crates" + ".io", "npm" + "js.org",
             "debian" + ".org", "proxy.golang" + ".org", "maven" + ".org"]  # fmt: skip
    # A path begins at the start of a word: `docs/home/x` names no machine.
    pattern = re.compile(
        r"(?<![\w.}])(" + "|".join(folders) + ")|" + "|".join(map(re.escape, hosts))
    )
    problems = []
    for path in FILES:
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), start=1):
            if found := pattern.search(line):
                problems.append(f"{name_of(path)}:{number}: `{found[0]}`")
    report(problems)
