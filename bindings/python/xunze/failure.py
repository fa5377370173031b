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

    def brief(self, lang: str = "zh") -> list[str]:
        """Place and message in one line, and what may help in another; no excerpt."""
        first = self.render(lang).split("\n", 1)[0]
        words = self.help[0 if lang == "zh" else 1]
        if not words:
            return [first]
        return [first, f"帮助：{words}" if lang == "zh" else f"help: {words}"]

    def __str__(self) -> str:
        return self.render()


SHOWN = 3
"""How many diagnostics a failure shows of itself as a text; `render` shows all."""


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

    def __str__(self) -> str:
        """Both languages: the message, the first diagnostics with their places, how many more."""
        lines = [f"{self.code}: {' | '.join(self.message)}"]
        errors_first = sorted(self.diagnostics, key=lambda each: each.level != "error")
        for each in errors_first[:SHOWN]:
            lines += [f"  {line}" for line in each.brief("zh") + each.brief("en")]
        if (more := len(self.diagnostics) - SHOWN) > 0:
            lines.append(f"  另有{more}处，见 diagnostics | {more} more in `diagnostics`")
        return "\n".join(lines)
