# SPDX-License-Identifier: Apache-2.0
"""Finding and loading packs and vocabularies: those of the package, and the user's own."""

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from . import _core
from .failure import Failure, printable
from .rules import Pack

PackLike = str | os.PathLike[str] | Mapping[str, Any] | Pack | _core.Policy
"""A pack's id, its file or folder, its content, a pack built in Python, or a loaded policy."""

MAX_BYTES = 64 << 20
POLICIES = Path(__file__).parent / "policies"
USUAL = "teacher-training"


def packs() -> list[str]:
    """The ids of the packs that come with the package."""
    return sorted(path.parent.name for path in (POLICIES / "packs").glob("*/pack.json"))


def load_vocabulary(name: str | os.PathLike[str]) -> _core.Vocabulary:
    """Load a vocabulary of the package by its id, or a file."""
    path = Path(name)
    if path.suffix != ".json":
        path = POLICIES / "vocabulary" / f"{name}.json"
    return _core.load_vocabulary(_read(path), printable(path))


def load_pack(
    pack: PackLike, vocabulary: _core.Vocabulary | None = None
) -> _core.Policy:
    """Load a pack with the vocabulary it names, unless another one is given.

    Raises `Failure` with every diagnostic if the pack has errors.
    """
    if isinstance(pack, _core.Policy):
        return pack
    data, name, folder = read_pack(pack)
    words = vocabulary or vocabulary_of(data, folder)
    return _core.load_pack(data, name, words, _parents(folder), test_files(name, folder))


def lint(pack: PackLike, vocabulary: _core.Vocabulary | None = None) -> list[Any]:
    """Return everything that is wrong with a pack, as `Diagnostic` values."""
    if isinstance(pack, _core.Policy):
        pack = json.loads(pack.to_json())
    data, name, folder = read_pack(pack)
    words = vocabulary or vocabulary_of(data, folder)
    return _core.lint(data, name, words, _parents(folder), test_files(name, folder))


def read_pack(pack: Any) -> tuple[bytes, str, Path | None]:
    """The bytes of a pack, a name for diagnostics, and the folder it was found in."""
    if isinstance(pack, Pack):
        return pack.to_json().encode(), f"{pack.id}.json", None
    if isinstance(pack, Mapping):
        text = json.dumps(pack, ensure_ascii=False, indent=1)
        return text.encode(), "pack.json", None
    path = Path(pack)
    if path.is_dir():
        path = path / "pack.json"
    if not path.is_file():
        named = POLICIES / "packs" / os.fspath(pack) / "pack.json"
        if named.is_file():
            path = named
        elif path.suffix != ".json":
            known = "、".join(packs())
            raise Failure(
                "pack.unknown",
                (
                    f"没有规则包“{os.fspath(pack)}”；已有：{known}",
                    f"no pack `{os.fspath(pack)}`; there are: {', '.join(packs())}",
                ),
            )
    return _read(path), printable(path), path.parent


def test_files(name: str, folder: Path | None) -> list[tuple[str, str, bytes]]:
    """The files of tests beside a `pack.json`: name, path and bytes, by name."""
    if folder is None or Path(name).name != "pack.json":
        return []
    paths = sorted((folder / "tests").glob("*.json"), key=lambda path: path.name.encode())
    return [(printable(path.name), printable(path), _read(path)) for path in paths]


def vocabulary_of(data: bytes, folder: Path | None) -> _core.Vocabulary:
    """The vocabulary that a pack names: beside the pack, else of the package.

    Where there is none of its name it is the usual one, and the loader refuses the name in its
    place.
    """
    name = USUAL
    try:
        named = json.loads(data)["pack"]["vocabulary"]
        if isinstance(named, str) and named.replace("-", "").replace("_", "").isalnum():
            name = named
    except (ValueError, KeyError, TypeError, RecursionError):
        pass  # the loader says what is wrong, and where
    if folder is not None:
        for path in (
            folder / f"{name}.json",
            folder / "vocabulary" / f"{name}.json",
            folder.parent.parent / "vocabulary" / f"{name}.json",
        ):
            if path.is_file():
                return load_vocabulary(path)
    named_so = POLICIES / "vocabulary" / f"{name}.json"
    return load_vocabulary(name if named_so.is_file() else USUAL)


def _parents(folder: Path | None) -> Callable[[str], tuple[bytes, str] | None]:
    """Where packs that a pack extends are found: beside it, else in the package."""

    def find(id: str) -> tuple[bytes, str] | None:
        if not id.replace("-", "").replace("_", "").isalnum():
            return None
        beside = [] if folder is None else [folder.parent / id / "pack.json", folder / f"{id}.json"]
        for path in (*beside, POLICIES / "packs" / id / "pack.json"):
            if path.is_file():
                return _read(path), printable(path)
        return None

    return find


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        why = error.strerror or str(error)
        raise Failure(
            "file.unreadable", (f"无法读取“{path}”：{why}", f"cannot read `{path}`: {why}")
        ) from None
    if len(data) > MAX_BYTES:
        raise Failure("file.too_large", (f"“{path}”过大", f"`{path}` is too large"))
    return data
