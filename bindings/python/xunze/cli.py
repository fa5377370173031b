# SPDX-License-Identifier: Apache-2.0
"""The command `xunze`: results on standard output, everything else on standard error."""

import argparse
import contextlib
import datetime
import errno
import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from . import __version__, api, library, testing
from .arguments import FORMATS, Outputs, Parser
from .failure import Failure
from .report import FAIL_LEVEL, SEVERITIES, Report

BEIJING = datetime.timezone(datetime.timedelta(hours=8))
COULD_NOT_RUN = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status."""
    parser = _parser()
    given = parser.parse_args(arguments, argparse.Namespace(lang="zh"))
    try:
        status: int = given.run(given)
        sys.stdout.flush()
    except Failure as failure:
        say(failure.render(given.lang))
        return COULD_NOT_RUN
    except BrokenPipeError:
        # Whoever read our output has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return COULD_NOT_RUN
    except KeyboardInterrupt:
        say("已中止 | stopped")
        return COULD_NOT_RUN
    except (OSError, TypeError, ValueError) as error:
        say(f"{type(error).__name__}: {error}")
        return COULD_NOT_RUN
    except MemoryError:
        say("内存不足 | not enough memory")
        return COULD_NOT_RUN
    except Exception:
        # A defect of the program: never the status of a finding.
        traceback.print_exc()
        return COULD_NOT_RUN
    return status


def check(given: argparse.Namespace) -> int:
    """Check data and write the report in every form that was asked for."""
    report = _report(given, rules=given.rules)
    outputs = given.outputs or [["table", None]]
    if sum(file is None for _, file in outputs) > 1:
        raise Failure(
            "output.twice",
            ("只能有一种格式写到标准输出", "only one format can go to standard output"),
        )
    # Everything is made before anything is written.
    made = [(_rendered(report, form, given), file) for form, file in outputs]
    write_files([(Path(file), data) for data, file in made if file is not None])
    for data, file in made:
        if file is None:
            write_out(data)
    if report.undecided:
        say(report.undecided)
    return report.exit_code_at(given.fail_level)


def explain(given: argparse.Namespace) -> int:
    """Explain one verdict."""
    report = _report(given, rules=[given.rule] if given.subject is not None else [])
    why = report.explain(given.rule, given.subject)
    if given.json:
        import json

        write_out(json.dumps(why.data, ensure_ascii=False, indent=2).encode() + b"\n")
    else:
        write_out(why.text.encode())
    return 0


def lint(given: argparse.Namespace) -> int:
    """Say everything that is wrong with a pack."""
    found = library.lint(given.pack)
    for each in found:
        write_out(each.render(given.lang).encode() + b"\n")
    errors, warnings, notes = (
        sum(each.level == level for each in found) for level in ("error", "warning", "note")
    )
    if given.lang == "zh":
        say(f"{errors}处错误，{warnings}处警告，{notes}处说明")
    else:
        say(f"errors: {errors}, warnings: {warnings}, notes: {notes}")
    return 1 if errors else 0


def test(given: argparse.Namespace) -> int:
    """Run the tests of a pack."""
    done = testing.test(
        given.pack,
        rules=given.rule,
        coverage=given.coverage,
        mutate=given.mutate,
        jobs=given.jobs,
        limit=given.limit,
        progress=_ticker() if sys.stderr.isatty() else None,
    )
    if given.format == "json":
        write_out(done.to_json().encode())
    else:
        write_out(done.to_text(given.lang).encode())
    return done.exit_code


def _ticker() -> Callable[[str, int, int], None]:
    """Show how far a run is, in one line of the terminal."""

    def tell(what: str, done: int, of: int) -> None:
        end = "\r\x1b[K" if done == of else "\r"
        sys.stderr.write(f"{what} {done}/{of}{end}")
        sys.stderr.flush()

    return tell


def graph(given: argparse.Namespace) -> int:
    """Write the dependency graph of a pack."""
    policy = library.load_pack(given.pack)
    text = policy.graph(given.graph_format, given.kinds, given.lang)
    _write_to(given.output, text.encode() if text.endswith("\n") else text.encode() + b"\n")
    return 0


def plan(given: argparse.Namespace) -> int:
    """Say what runs how when this data is checked."""
    policy = library.load_pack(given.pack)
    from .data import load_data

    data = load_data(given.data, policy.vocabulary) if given.data else None
    write_out(policy.plan(data, given.lang).encode())
    return 0


def list_packs(given: argparse.Namespace) -> int:
    """List packs, how much of their documents they encode, which rules are in force on a day."""
    from . import pack_lists

    policies = [library.load_pack(name) for name in given.packs or library.packs()]
    if given.as_of is not None:
        lines = pack_lists.standing(policies, given.as_of, given.lang)
    elif given.honesty:
        lines = pack_lists.honesty(policies, given.lang)
    else:
        lines = pack_lists.summary(policies, given.lang)
    for line in lines:
        write_out(line.encode() + b"\n")
    return 0


def _report(given: argparse.Namespace, rules: Sequence[str]) -> Report:
    as_of = given.as_of
    if as_of is None:
        as_of = datetime.datetime.now(BEIJING).date()
        say(
            f"未给出 --as-of，审核基准日取今天（北京时间）：{as_of}"
            if given.lang == "zh"
            else f"no --as-of: taking today in +08:00, {as_of}"
        )
    return api.check(
        given.data,
        given.pack,
        as_of,
        set=dict(given.set),
        rules=rules,
        lang=given.lang,
        threads=given.threads,
        strict=given.strict,
        show_personal=given.show_personal,
        known_by=given.known_by,
        complete_from=dict(given.complete_from),
    )


def _rendered(report: Report, form: str, given: argparse.Namespace) -> bytes:
    makers: dict[str, Callable[[], bytes]] = {
        "table": lambda: report.to_text(findings=given.findings).encode(),
        "json": lambda: report.to_json().encode(),
        "csv": report.to_csv,
        "html": lambda: report.to_html().encode(),
        "xlsx": report.to_excel,
        "junit": lambda: report.to_junit(fail_level=given.fail_level),
    }
    return makers[form]()


def write_files(files: Sequence[tuple[Path, bytes]]) -> None:
    """Write files so that all are there in full, or all are as they were before."""
    written: list[tuple[str, Path]] = []
    path = Path()
    try:
        for path, data in files:
            written.append((_write_beside(path, data), path))
        while written:
            name, path = written[0]
            os.replace(name, path)
            del written[0]
    except OSError as error:
        why = error.strerror or str(error)
        raise Failure(
            "output.unwritable", (f"无法写入“{path}”：{why}", f"cannot write `{path}`: {why}")
        ) from None
    finally:
        for name, _ in written:
            with contextlib.suppress(OSError):
                os.unlink(name)


def _write_beside(path: Path, data: bytes) -> str:
    """Write a temporary file next to a path that can be written; return its name."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(name, 0o666 & ~mask)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise
    return name


def _write_to(file: str | None, data: bytes) -> None:
    if file is None:
        write_out(data)
    else:
        write_files([(Path(file), data)])


def write_out(data: bytes) -> None:
    """Write a result; UTF-8 whatever the locale."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def say(words: str) -> None:
    """Tell people something that is no result."""
    sys.stderr.buffer.write(words.encode("utf-8", "replace") + b"\n")
    sys.stderr.buffer.flush()


def _assignment(written: str) -> tuple[str, str]:
    name, equals, value = written.partition("=")
    if not equals or not name:
        raise argparse.ArgumentTypeError("参数写成 名称=值 | write name=value")
    return name, value


def _date(written: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(written)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"日期写成 2023-12-31，不能是“{written}” | not a date: {written}"
        ) from None


def _since(written: str) -> tuple[str, datetime.date]:
    table, equals, day = written.partition("=")
    if not equals or not table:
        raise argparse.ArgumentTypeError("写成 表=日期 | write table=date")
    return table, _date(day)


def _count(written: str) -> int:
    if not (written.isascii() and written.isdigit()):
        raise argparse.ArgumentTypeError(
            f"应为不小于0的整数，不能是“{written}” | not a count: {written}"
        )
    return int(written)


def _words(written: str) -> list[str]:
    words = [word.strip() for word in written.split(",")]
    if not any(words):
        raise argparse.ArgumentTypeError("至少写一个 | at least one is needed")
    return [word for word in words if word]


def _data_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("data", metavar="DATA", help="CSV文件夹 | folder of CSV files")
    parser.add_argument("--pack", required=True, help="规则包 | pack id, or a pack's file")
    parser.add_argument("--as-of", type=_date, metavar="DATE", help="审核基准日 | date of the check")
    parser.add_argument("--known-by", type=_date, metavar="DATE",
                        help="采用截至该日的状态变动 | changes of status known by this day")  # fmt: skip
    parser.add_argument("--complete-from", type=_since, action="append", default=[],
                        metavar="TABLE=DATE", help="该表自此日起完整，可重复 | "
                        "the table is complete from this day on; may repeat")  # fmt: skip
    parser.add_argument("--set", type=_assignment, action="append", default=[],
                        metavar="NAME=VALUE", help="调整参数 | change a parameter")  # fmt: skip
    parser.add_argument("--strict", action="store_true",
                        help="数据有误即停止 | refuse data that would be set aside")  # fmt: skip
    parser.add_argument("--threads", type=_count, default=0, help="线程数 | number of threads")
    parser.add_argument("--show-personal", action="store_true",
                        help="不隐去个人信息 | print personal data whole")  # fmt: skip


def _parser() -> argparse.ArgumentParser:
    # May stand before the command and after it.
    common = Parser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--lang", choices=("zh", "en"), help="语言 | language")
    parser = Parser(
        prog="xunze",
        parents=[common],
        description="训则：按培训政策核查数据 | checks data against training policy",
        epilog="退出状态 | exit status: 0 没有不符合（个别待核实见报告） nothing failed (single unknowns "
        "are in the report); 1 有不符合 something failed; 2 无法运行 could not run; 3 没有不符合，"
        "但有强制规则或全部规则整体待核实 nothing failed, but a mandatory rule, or all rules, "
        "stayed unknown as a whole",
    )
    parser.add_argument("--version", action="version", version=f"xunze {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Callable[..., int], help: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=help, parents=[common], description=help)
        added.set_defaults(run=run)
        return added

    made = command("check", check, "核查数据 | check data")
    _data_arguments(made)
    made.set_defaults(outputs=[])
    made.add_argument("--format", choices=FORMATS, action=Outputs, default=argparse.SUPPRESS,
                      help="格式，可与 -o 成对重复 | format; pairs with -o may repeat")  # fmt: skip
    made.add_argument("-o", "--output", dest="output", metavar="FILE", action=Outputs,
                      default=argparse.SUPPRESS, help="写入文件 | write to a file")  # fmt: skip
    made.add_argument("--rules", type=_words, default=[], metavar="ID,ID",
                      help="只审核这些规则 | check only these rules")  # fmt: skip
    made.add_argument("--fail-level", choices=SEVERITIES, default=FAIL_LEVEL,
                      help="从何种程度起退出状态为1 | severity from which the status is 1")  # fmt: skip
    made.add_argument("--findings", type=_count, default=20, metavar="N",
                      help="表格中列出的问题数 | findings listed in the table")  # fmt: skip

    made = command("explain", explain, "说明一个结论 | explain one verdict")
    _data_arguments(made)
    made.add_argument("rule", metavar="RULE", help="规则编号或问题编号 | rule id, or finding id")
    made.add_argument("subject", metavar="SUBJECT", nargs="?", help="对象标识 a|b | key")
    made.add_argument("--json", action="store_true", help="以JSON输出 | write JSON")

    made = command("lint", lint, "检查规则包 | check a pack")
    made.add_argument("pack", metavar="PACK")

    made = command("test", test, "运行规则包的测试 | run the tests of a pack")
    made.add_argument("pack", metavar="PACK")
    made.add_argument("--rule", action="append", default=[], metavar="ID",
                      help="只看这条规则，可重复 | only this rule; may repeat")  # fmt: skip
    made.add_argument("--coverage", action="store_true",
                      help="测试见过哪些条件 | which conditions the tests have seen")  # fmt: skip
    made.add_argument("--mutate", action="store_true",
                      help="改动规则，看测试能否发现 | change the rules; do tests notice")  # fmt: skip
    made.add_argument("--jobs", type=_count, default=0, metavar="N", help="线程数 | number of threads")
    made.add_argument("--limit", type=_count, default=0, metavar="N",
                      help="最多改动多少处 | at most so many changes")  # fmt: skip
    made.add_argument("--format", choices=("table", "json"), default="table",
                      help="格式 | format")  # fmt: skip

    made = command("graph", graph, "规则包的依赖图 | dependency graph of a pack")
    made.add_argument("pack", metavar="PACK")
    made.add_argument("--format", dest="graph_format", choices=("dot", "mermaid", "json"),
                      default="mermaid", help="格式 | format")  # fmt: skip
    made.add_argument("--kinds", type=_words, default=[], metavar="KIND,KIND",
                      help="只含这些节点 | only these kinds of node")  # fmt: skip
    made.add_argument("-o", "--output", metavar="FILE")

    made = command("plan", plan, "执行计划 | what runs how")
    made.add_argument("pack", metavar="PACK")
    made.add_argument("data", metavar="DATA", nargs="?")

    made = command("packs", list_packs, "列出规则包 | list the packs")
    made.add_argument("packs", metavar="PACK", nargs="*")
    made.add_argument("--honesty", action="store_true",
                      help="逐条列出编码情况 | how each clause is accounted for")  # fmt: skip
    made.add_argument("--as-of", type=_date, metavar="DATE",
                      help="某日各条规则是否有效 | which rules are in force on a day")  # fmt: skip
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
