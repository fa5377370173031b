# SPDX-License-Identifier: Apache-2.0
"""How the command reads its arguments, beyond what argparse does."""

import argparse
import sys
from pathlib import Path
from typing import Any, NoReturn

FORMATS = ("table", "json", "csv", "html", "xlsx", "junit")
SUFFIXES = {".txt": "table", ".json": "json", ".csv": "csv", ".html": "html", ".htm": "html",
            ".xlsx": "xlsx", ".xml": "junit"}  # fmt: skip


class Outputs(argparse.Action):
    """Collects `--format F -o FILE` pairs in the order they are written."""

    def __call__(self, parser: Any, namespace: Any, values: Any, option: Any = None) -> None:
        outputs: list[list[str | None]] = namespace.outputs
        if self.dest == "format":
            outputs.append([values, None])
        elif outputs and outputs[-1][1] is None:
            outputs[-1][1] = values
        else:
            suffix = Path(values).suffix.lower()
            if suffix not in SUFFIXES:
                parser.error(f"无法从文件名判断格式，请用 --format | no format for {values}")
            outputs.append([SUFFIXES[suffix], values])


class Parser(argparse.ArgumentParser):
    """Says in both languages that a command line is not understood."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, f"命令行有误，用法见 {self.prog} --help | bad command line: {message}\n")
