"""A step of the set-up and its stamp, and how a step runs a command. Standard library only."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGING = ROOT / "packaging"
VENV = ROOT / ".venv"
STAMPS = VENV / ".set-up"  # gone with the environment they speak of
SYSTEM_STAMPS = ROOT / "build" / "set-up"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


class SetUpFailed(Exception):
    """One line that says what did not work and what to do."""


@dataclass(frozen=True)
class Step:
    """The stamp of one step. `key` is a hash over everything the step depends on."""

    name: str
    key: str
    folder: Path = STAMPS

    @classmethod
    def over(cls, name: str, *inputs: object, folder: Path = STAMPS) -> Step:
        """A step that depends on these inputs, on this Python, and on where the checkout lies."""
        # The place counts: a virtual environment and an editable install hold absolute paths.
        text = json.dumps([str(ROOT), sys.version_info[:2], *inputs], sort_keys=True, default=str)
        return cls(name, hashlib.sha256(text.encode()).hexdigest(), folder)

    @property
    def _stamp(self) -> Path:
        return self.folder / self.name

    def is_done(self) -> bool:
        """Whether it has succeeded with these very inputs."""
        return self._stamp.is_file() and self._stamp.read_text() == self.key

    def is_stale(self) -> bool:
        """Whether it was done, but from other inputs or in another place."""
        return self._stamp.is_file() and not self.is_done()

    def done(self) -> None:
        """Write the stamp, atomically."""
        self.folder.mkdir(parents=True, exist_ok=True)
        aside = self._stamp.with_suffix(".new")
        aside.write_text(self.key)
        aside.replace(self._stamp)


def say(line: str) -> None:
    """One line on standard error."""
    sys.stderr.write(f"set-up: {line}\n")
    sys.stderr.flush()


def do(command: Sequence[str | Path], failure: str, **environment: str) -> None:
    """Run a command with its output on standard error. Raises SetUpFailed."""
    status = subprocess.run(
        list(map(str, command)), stdout=sys.stderr, env={**os.environ, **environment}, check=False
    ).returncode
    if status != 0:
        raise SetUpFailed(f"{failure} (exit status {status}, see above)")


def listed(path: Path) -> list[str]:
    """The lines of a list, without comments."""
    lines = (line.split("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line]
