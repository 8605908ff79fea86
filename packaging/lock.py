"""Write `constraints.txt`: the exact versions of what the project needs, and nothing else.

They are those of the environment that runs this. Run it with its own Python (`make lock`) after a
dependency has changed and the tests have passed. From them follow `lock/*.txt`, with hashes
(`hashed_lock.py`), which is what the set-up installs.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import hashed_lock
from packaging.requirements import Requirement

PROJECT = "aurity-desktop"
EXTRAS = ("dev", "redis")
TARGET = Path(__file__).with_name("constraints.txt")
HEADER = """\
# Exact versions (Python 3.11, Linux); `make lock` writes this file, and of it lock/*.txt, with the
# hashes that the set-up asks for. pyproject.toml has the honest ranges.
"""


def canonical(name: str) -> str:
    """A distribution's name as PEP 503 normalizes it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def asked_for() -> list[str]:
    """What pyproject.toml asks for: the metadata of an editable installation may be older."""
    text = (TARGET.parents[1] / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)["project"]
    extras = project["optional-dependencies"]
    return [*project["dependencies"], *(line for name in EXTRAS for line in extras[name])]


def needed(
    name: str, lines: Sequence[str], extras: tuple[str, ...], seen: dict[str, Distribution]
) -> None:
    """Follow the requirements of a distribution, for this platform, into `seen`."""
    for line in lines:
        requirement = Requirement(line)
        wanted = requirement.marker is None or any(
            requirement.marker.evaluate({"extra": extra}) for extra in ("", *extras)
        )
        key = canonical(requirement.name)
        if not wanted or (key in seen and not requirement.extras):
            continue
        try:
            seen[key] = distribution(requirement.name)
        except PackageNotFoundError as error:
            raise SystemExit(
                f"{requirement.name}, which {name} needs, is not installed."
            ) from error
        needed(requirement.name, seen[key].requires or (), tuple(requirement.extras), seen)


def pinned(found: Distribution) -> str:
    """The line for one distribution."""
    # A local version ("2.13.0+cpu") names one build; the constraint holds for every build of that
    # version.
    return f"{canonical(found.metadata['Name'])}=={found.version.split('+')[0]}"


def main() -> None:
    """Write the file, sorted."""
    seen: dict[str, Distribution] = {}
    needed(PROJECT, asked_for(), EXTRAS, seen)
    lines = sorted(map(pinned, seen.values()))
    TARGET.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{TARGET}: {len(lines)} packages")  # noqa: T201 - a script's result
    hashed_lock.write(TARGET)


if __name__ == "__main__":
    main()
