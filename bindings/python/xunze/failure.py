# SPDX-License-Identifier: Apache-2.0
"""What is wrong with a pack or with data, and the one exception of the package."""

import os
from collections.abc import Sequence
from dataclasses import dataclass

Text = tuple[str, str]
"""The same words in Chinese and in English."""


def printable(path: str | os.PathLike[str]) -> str:
    """A file's name as people can read it, whatever its bytes are."""
    return os.fsencode(path).decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding about a pack or about data, with a stable code.

    Numbers count from 1; 0 means that there is none.
    """

    code: str
    level: str
    file: str
    line: int
    column: int
    sheet: str
    row: int
    column_name: str
    message: Text
    help: Text
    rendered: Text

    def render(self, lang: str = "zh") -> str:
        """Place, message, excerpt with caret and help, as a terminal shows them."""
        return self.rendered[0 if lang == "zh" else 1]

    def __str__(self) -> str:
        return self.render()


class Failure(Exception):
    """An operation that could not be done; `diagnostics` say all that was found wrong."""

    def __init__(
        self, code: str, message: Text, diagnostics: Sequence[Diagnostic] = ()
    ) -> None:
        super().__init__(f"{code}: {message[0]} | {message[1]}")
        self.code = code
        self.message = message
        self.diagnostics = tuple(diagnostics)

    def render(self, lang: str = "zh") -> str:
        """The message and all diagnostics, a block of lines each; what says the same, once."""
        lines = [f"{self.code}: {self.message[0 if lang == 'zh' else 1]}"]
        if [(each.code, each.message) for each in self.diagnostics] == [(self.code, self.message)]:
            lines = []  # the one diagnostic says the same, and more
        lines += [each.render(lang) for each in self.diagnostics]
        return "\n".join(lines)
