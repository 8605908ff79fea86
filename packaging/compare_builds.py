"""Compare two builds of the frozen program: the same files with the same bytes, or what differs.

    python packaging/compare_builds.py ONE/aurity-desktop OTHER/aurity-desktop

Standard library only. Ends with 0 where nothing differs but what `EXPECTED` lists, else with 1.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from fnmatch import fnmatch
from pathlib import Path

#: What may differ, by its path in the program, and why.
EXPECTED = {
    "_internal/*.dist-info/RECORD": "pip notes the hashes of scripts, which name the folder",
    "_internal/*.dist-info/direct_url.json": "the folder that the program was installed from",
}


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


def is_expected(line: str) -> bool:
    """Whether a difference is of a file that is listed, and is there in both."""
    what, _, name = line.partition(": ")
    return what == "differs" and any(fnmatch(name, pattern) for pattern in EXPECTED)


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
        sys.stdout.write(f"{'expected ' if is_expected(line) else ''}{line}\n")
    bad = [line for line in found if not is_expected(line)]
    alike = len(_files(options.one)) - len(found)
    sys.stdout.write(f"{alike} files alike, {len(found)} not, {len(bad)} of them unexpected\n")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
