"""Processor time of the window and its children, from one moment to another."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ProcessorTime:
    """Processor seconds for each second: of the whole window, of its event loop's thread alone, and
    of the children that record and that settle text.
    """

    window: float = 0.0
    event_loop: float = 0.0
    recorder: float = 0.0
    worker: float = 0.0


class ProcessorClock:
    """Counts from where it is made, in the process that it is about."""

    def __init__(self) -> None:
        self._began, self._spent = time.monotonic(), _spent()

    def read(self) -> ProcessorTime:
        seconds = max(1e-9, time.monotonic() - self._began)
        spent = {
            what: sum(
                used - self._spent.get(what, {}).get(number, 0.0) for number, used in each.items()
            )
            for what, each in _spent().items()
        }
        return ProcessorTime(**{what: round(each / seconds, 4) for what, each in spent.items()})


def _spent() -> dict[str, dict[int, float]]:
    """Seconds until now, by process; a child's own children are within it."""
    import psutil

    process = psutil.Process()
    found: dict[str, dict[int, float]] = {
        "window": {process.pid: time.process_time()},
        "event_loop": {process.pid: _of_thread(process, process.pid)},
        "recorder": {},
        "worker": {},
    }
    for child in process.children():
        try:
            command = child.cmdline()
            what = next((each for each in ("recorder", "worker") if each in command), None)
            if what is not None:
                for each in (child, *child.children(recursive=True)):
                    found[what][each.pid] = _of_process(each)
        except psutil.NoSuchProcess:  # it has just ended
            continue
    return found


def _of_process(process: Any) -> float:
    used = process.cpu_times()
    return float(used.user + used.system)


def _of_thread(process: Any, number: int) -> float:
    return float(
        sum(each.user_time + each.system_time for each in process.threads() if each.id == number)
    )
