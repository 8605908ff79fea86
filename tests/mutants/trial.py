"""One mutant on trial: the program with one change, in a folder of its own, against its tests."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

#: A mutant may make its tests wait for ever: after this many times what they take unchanged, plus
#: some seconds for the start, it counts as killed.
_SLOWER, _START_SECONDS = 8.0, 20.0


class Verdict(Enum):
    """How a trial ends. A mutant that hangs its tests is killed, too."""

    KILLED = "killed"
    SURVIVED = "survived"


@dataclass(frozen=True, slots=True)
class Bench:
    """A copy of the program that can be changed; the tests stay where they are."""

    folder: Path

    def module(self, name: str) -> Path:
        """`storage/durable.py` → its path in the copy."""
        return self.folder / "src" / "aurity_desktop" / name

    def passes(self, tests: Sequence[str], patience: float | None = None) -> bool:
        """Whether all of these tests pass on the copy; False, too, after `patience` seconds."""
        environment = {
            **os.environ,
            "PYTHONPATH": str(self.folder / "src"),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
        try:
            done = subprocess.run(
                command,
                cwd=ROOT,
                env=environment,
                capture_output=True,
                timeout=patience,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return False
        return done.returncode == 0


@contextmanager
def bench() -> Iterator[Bench]:
    """A copy of `src/`, with the resources beside it, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="mutants-") as name:
        folder = Path(name)
        ignored = shutil.ignore_patterns("__pycache__", "*.egg-info")
        shutil.copytree(ROOT / "src", folder / "src", ignore=ignored)
        (folder / "resources").symlink_to(ROOT / "resources")
        yield Bench(folder)


class Judge:
    """Puts mutants on trial, one after the other. Knows how long each set of tests takes."""

    def __init__(self, where: Bench) -> None:
        self._bench = where
        self._seconds: dict[tuple[str, ...], float | None] = {}

    def can_judge(self, tests: tuple[str, ...]) -> bool:
        """Whether these tests pass on the unchanged program. Run once, and timed."""
        if tests not in self._seconds:
            began = time.monotonic()
            passed = self._bench.passes(tests)
            self._seconds[tests] = time.monotonic() - began if passed else None
        return self._seconds[tests] is not None

    def verdict(self, module: str, source: str, tests: tuple[str, ...]) -> Verdict:
        """Of the module with this source. `can_judge` was asked before."""
        path = self._bench.module(module)
        original = path.read_bytes()
        patience = _SLOWER * (self._seconds[tests] or 0.0) + _START_SECONDS
        path.write_text(source, encoding="utf-8")
        try:
            passed = self._bench.passes(tests, patience)
        finally:
            path.write_bytes(original)
        return Verdict.SURVIVED if passed else Verdict.KILLED
