# SPDX-License-Identifier: Apache-2.0
"""The installed package serves C++ users too, and brings the policies with it."""

import importlib.metadata
import importlib.util
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONSUMER = Path(__file__).parent / "consumer"

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("xunze") is None, reason="the package is not installed"
)


def package_folder() -> Path:
    import xunze

    assert xunze.__file__
    return Path(xunze.__file__).parent


def test_the_version_is_that_of_the_header() -> None:
    text = (ROOT / "include/xunze/version.hpp").read_text("utf-8")
    found = re.search(r'#define XUNZE_VERSION "([^"]+)"', text)
    assert found
    assert importlib.metadata.version("xunze") == found[1]


def test_the_package_is_typed_and_not_the_source_tree() -> None:
    assert (package_folder() / "py.typed").is_file()
    assert not package_folder().is_relative_to(ROOT / "bindings")


def test_the_policies_are_those_of_the_tree() -> None:
    def files(folder: Path) -> dict[str, bytes]:
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file() and path.suffix != ".md"
        }

    assert files(package_folder() / "policies") == files(ROOT / "policies")


def test_only_the_package_is_in_the_wheel() -> None:
    installed = [str(path) for path in importlib.metadata.files("xunze") or []]
    assert installed
    own = re.compile(r"^(xunze/|xunze-[^/]+\.dist-info/|(\.\./)+bin/xunze$)")
    foreign = re.compile(r"gtest|gmock|conftest|boost/|nlohmann|pybind11")
    assert not [name for name in installed if not own.match(name) or foreign.search(name)]


def test_find_package_finds_the_wheel(tmp_path: Path) -> None:
    [entry] = importlib.metadata.entry_points(group="cmake.root", name="xunze")
    assert entry.value == "xunze"
    if shutil.which("cmake") is None or shutil.which("ninja") is None:
        pytest.skip("no CMake or Ninja")
    build = tmp_path / "build"
    configure = ["cmake", "-S", CONSUMER, "-B", build, "-G", "Ninja", "-DEXPECT_POLICIES=ON",
                 f"-Dxunze_ROOT={package_folder()}"]  # fmt: skip
    for command in (configure, ["cmake", "--build", build], [build / "consumer"]):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
