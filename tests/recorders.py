"""Real recorder processes, spoken with as the application speaks with them."""

from __future__ import annotations

import os
import queue
import subprocess
import threading
from datetime import UTC, datetime
from pathlib import Path

from aurity_desktop.domain.capture import format_command, format_plan, parse_report
from aurity_desktop.domain.session import SessionPlan
from tests.benchmarks.program import PROGRAM

#: Longer than any test waits for anything.
PATIENCE = 60.0


def plan_for(session_id, source="a test"):
    return SessionPlan(session_id, datetime(2026, 11, 24, tzinfo=UTC), source)


class Recorder:
    """One child. Reports are read in a thread, so that the child never waits for a test."""

    def __init__(self, data: Path, *arguments, environment=None, program=PROGRAM):
        self.process = subprocess.Popen(
            [*map(str, program), "recorder", *map(str, arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "AURITY_DATA_DIR": str(data), **(environment or {})},
        )
        self.reports = []
        self._news = queue.Queue()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    @classmethod
    def new(cls, data, session_id, *arguments, **options):
        return cls(data, "--plan", format_plan(plan_for(session_id)), *arguments, **options)

    def say(self, *commands):
        for command in commands:
            self.process.stdin.write(format_command(command).encode() + b"\n")
        self.process.stdin.flush()

    def until(self, wanted):
        """Wait for a report: of a class, or one that a function says yes to. Returns it."""
        fits = wanted if not isinstance(wanted, type) else lambda report: isinstance(report, wanted)
        while True:
            report = self._news.get(timeout=PATIENCE)
            if report is None:
                raise AssertionError(f"the recorder ended first: {self.reports[-3:]}")
            if fits(report):
                return report

    def told(self, kind):
        return [report for report in self.reports if isinstance(report, kind)]

    def end(self, *, close=True):
        """Wait for its end; its exit code."""
        if close:
            self.process.stdin.close()
        code = self.process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        assert not self._reader.is_alive()
        if not close:
            self.process.stdin.close()
        self.process.stdout.close()
        return code

    def _read(self):
        for line in self.process.stdout:
            report = parse_report(line)
            self.reports.append(report)
            self._news.put(report)
        self._news.put(None)
