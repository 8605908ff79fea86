"""Compare two builds of the frozen program: the same files with the same bytes, or what differs.

    python packaging/compare_builds.py ONE/aurity-desktop OTHER/aurity-desktop

Standard library only. Ends with 0 where nothing differs, else with 1.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from pathlib import Path


def differences(one: Path, other: Path) -> list[str]:
    """A line for each file that is in one only, or of another kind, target, mode or content."""
    ours, theirs = _files(one), _files(other)
    lines = [f"only in {one}: {name}" for name in sorted(ours.keys() - theirs.keys())]
    lines += [f"only in {other}: {name}" for name in sorted(theirs.keys() - ours.keys())]
    lines += [
        f"differs: {name}"
        for name in sorted(ours)
        if theirs.get(name, "") != ours[name] and name in theirs
    ]
    return lines


def _files(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): _content(path)
        for path in root.rglob("*")
        if path.is_symlink() or not path.is_dir()
    }


def _content(path: Path) -> str:
    if path.is_symlink():
        return f"link to {path.readlink()}"
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return f"{path.stat().st_mode & 0o111:o} {digest}"


def main(arguments: list[str] | None = None) -> int:
    """Print what differs, and how many files are alike. Returns the exit code."""
    parser = argparse.ArgumentParser(description="Compare two builds of the frozen program.")
    parser.add_argument("one", type=Path)
    parser.add_argument("other", type=Path)
    options = parser.parse_args(arguments)
    found = differences(options.one, options.other)
    for line in found:
        sys.stdout.write(f"{line}\n")
    alike = len(_files(options.one)) - len(found)
    sys.stdout.write(f"{alike} files alike, {len(found)} not\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
