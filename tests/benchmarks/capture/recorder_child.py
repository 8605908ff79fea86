"""A real recorder process under test: started, spoken with and killed from here.

Every report of it is kept with its time of arrival.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from aurity_desktop.domain.audio import SAMPLE_RATE
from aurity_desktop.domain.capture import (
    Command,
    Counted,
    Report,
    format_command,
    format_plan,
    parse_report,
)
from aurity_desktop.domain.session import SessionPlan
from aurity_desktop.runtime.standard_input import KEYS_FLAG
from tests.benchmarks.program import PROGRAM

_Kind = TypeVar("_Kind")


def recorder_command(*, keys: bool = False) -> list[str]:
    """What starts a recorder. With `keys` the first line of its input is that of the keys."""
    return [*PROGRAM, *([KEYS_FLAG] if keys else []), "recorder"]


#: A window that does nothing but hold its recorder's pipes and pass on what it says.
_WINDOW = """
import subprocess, sys
handed = sys.stdin.buffer.readline()
recorder = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
if handed.strip():
    recorder.stdin.write(handed)
    recorder.stdin.flush()
for line in recorder.stdout:
    sys.stdout.buffer.write(line)
    sys.stdout.buffer.flush()
"""


@dataclass(frozen=True, slots=True)
class Heard:
    """A report, and when it arrived, on the monotonic clock."""

    at: float
    report: Report


class RecorderChild:
    """One recorder.

    Reports are collected by a thread of ours, so that the child never waits for us.
    """

    def __init__(
        self,
        data: Path,
        session_id: str,
        *arguments: str,
        environment: Mapping[str, str] | None = None,
        behind_window: bool = False,
        handed: str = "",
    ) -> None:
        """`behind_window` puts a process of its own between: `kill` then hits that one, and the
        recorder is left alone. Such a one takes no commands. `handed` is the line of keys. It needs
        Python, so it is not for the frozen program.
        """
        window = (sys.executable, "-c", _WINDOW) if behind_window else ()
        plan = SessionPlan(session_id, datetime.now(UTC), "fault bench")
        self._process = subprocess.Popen(
            [
                *window,
                *recorder_command(keys=bool(handed)),
                "--plan",
                format_plan(plan),
                *arguments,
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "AURITY_DATA_DIR": str(data), **(environment or {})},
        )
        assert self._process.stdin is not None
        if handed or behind_window:
            self._process.stdin.write(handed.encode() + b"\n")
            self._process.stdin.flush()
        self._heard: list[Heard] = []
        self._news = threading.Condition()
        self._ended = False
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    @property
    def process_id(self) -> int:
        return self._process.pid

    def heard(self, kind: type[_Kind]) -> list[_Kind]:
        with self._news:
            return [each.report for each in self._heard if isinstance(each.report, kind)]

    def wait_for(
        self, fits: Callable[[Report], bool], patience: float, *, since: float = 0.0
    ) -> Heard | None:
        """The first such report that arrived after `since`; None when it did not come in time or
        the child ended.
        """
        deadline = time.monotonic() + patience
        with self._news:
            while True:
                for each in self._heard:
                    if each.at > since and fits(each.report):
                        return each
                left = deadline - time.monotonic()
                if left <= 0 or self._ended:
                    return None
                self._news.wait(left)

    def since(self, at: float) -> list[Heard]:
        """What arrived after that moment."""
        with self._news:
            return [each for each in self._heard if each.at > at]

    def begun_at(self) -> float:
        """When sample 0 was heard, by the earliest that any count allows."""
        with self._news:
            counts = [(each.at, each.report) for each in self._heard]
        return min(
            at - report.captured / SAMPLE_RATE
            for at, report in counts
            if isinstance(report, Counted) and report.captured
        )

    def say(self, command: Command) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(format_command(command).encode() + b"\n")
        self._process.stdin.flush()

    def kill(self) -> float:
        """SIGKILL; when it was sent, on the monotonic clock."""
        at = time.monotonic()
        self._process.kill()
        self.end()
        return at

    def end(self) -> int:
        """Close its input, wait for it, and tell its exit code."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        code = self._process.wait()
        self._reader.join()
        self._process.stdout.close()
        return code

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            heard = Heard(time.monotonic(), parse_report(line))
            with self._news:
                self._heard.append(heard)
                self._news.notify_all()
        with self._news:
            self._ended = True
            self._news.notify_all()
