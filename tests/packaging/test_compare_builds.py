"""Two builds are the same files with the same bytes, or it is said what differs."""

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[2] / "packaging"))
import compare_builds


@pytest.fixture
def builds(tmp_path):
    made = []
    for name in ("one", "other"):
        root = tmp_path / name
        (root / "_internal").mkdir(parents=True)
        (root / "aurity-desktop").write_bytes(b"program")
        (root / "_internal" / "lib.so.1").write_bytes(b"library")
        (root / "_internal" / "lib.so").symlink_to("lib.so.1")
        made.append(root)
    return made


def _compare(builds, capsys):
    code = compare_builds.main([str(root) for root in builds])
    return code, capsys.readouterr().out.splitlines()


def test_the_same_files_are_alike(builds, capsys):
    assert _compare(builds, capsys) == (0, ["3 files alike, 0 not"])


def _another_byte(root):
    (root / "_internal" / "lib.so.1").write_bytes(b"Library")


def _another_target(root):
    (root / "_internal" / "lib.so").unlink()
    (root / "_internal" / "lib.so").symlink_to("lib.so.2")


def _not_executable_any_more(root):
    (root / "aurity-desktop").chmod(0o755)


def _one_more(root):
    (root / "_internal" / "new.py").touch()


def _one_less(root):
    (root / "_internal" / "lib.so").unlink()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_another_byte, "differs: _internal/lib.so.1"),
        (_another_target, "differs: _internal/lib.so"),
        (_not_executable_any_more, "differs: aurity-desktop"),
        (_one_more, "only in {other}: _internal/new.py"),
        (_one_less, "only in {one}: _internal/lib.so"),
    ],
)
def test_what_differs_is_said(builds, capsys, change, said):
    change(builds[1])
    code, lines = _compare(builds, capsys)
    assert code == 1
    assert lines[0] == said.format(one=builds[0], other=builds[1])
