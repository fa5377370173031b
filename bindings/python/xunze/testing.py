# SPDX-License-Identifier: Apache-2.0
"""Testing packs: their own tests, what these have seen, and which changes they notice."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from . import _core
from .library import PackLike, load_pack

Progress = Callable[[str, int, int], bool | None]


class TestReport:
    """What came of testing a pack; `data` holds one object for each part that was asked for."""

    __test__ = False  # no test case of pytest

    def __init__(self, parts: dict[str, tuple[str, str, str, int]]) -> None:
        self.data: dict[str, Any] = {name: json.loads(part[0]) for name, part in parts.items()}
        self._parts = parts

    @property
    def passed(self) -> bool:
        """Whether everything that was asked for held."""
        return self.exit_code == 0

    @property
    def exit_code(self) -> int:
        """0 all held, 1 something did not, 2 the pack's tests are broken."""
        return max(part[3] for part in self._parts.values())

    def to_text(self, lang: str = "zh") -> str:
        """All parts in words."""
        return "".join(part[1] if lang == "zh" else part[2] for part in self._parts.values())

    def to_json(self) -> str:
        """All parts as one JSON object."""
        return json.dumps(self.data, ensure_ascii=False, indent=1) + "\n"


def test(
    pack: PackLike,
    *,
    rules: Sequence[str] = (),
    coverage: bool = False,
    mutate: bool = False,
    jobs: int = 0,
    limit: int = 0,
    vocabulary: _core.Vocabulary | None = None,
    progress: Progress | None = None,
) -> TestReport:
    """Run the tests that a pack carries, and those of the files in its folder `tests`.

    `rules` limits all parts to some rules. `coverage` adds which conditions the tests have not seen
    true, false or unknown. `mutate` adds which changes of the policy no test notices, of at most
    `limit` changes (0: all), spread evenly; it is left out if the tests do not hold as they are.
    `jobs` is the number of threads, 0 takes all; `progress` may stop the run by returning False.

    Raises `Failure` if the pack has errors, or a rule is none of it.
    """
    policy = load_pack(pack, vocabulary)
    only = list(rules)
    parts = {"tests": _core.run_tests(policy, only, jobs, progress)}
    if coverage:
        parts["coverage"] = _core.cover(policy, only, jobs, progress)
    if mutate and parts["tests"][3] == 0:
        parts["mutation"] = _core.mutate(policy, only, jobs, limit, progress)
    return TestReport(parts)


test.__test__ = False  # type: ignore[attr-defined]
