"""A microphone that is pulled out, and one whose stream is moved to another source silently."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from aurity_desktop.domain.audio import SAMPLE_RATE
from aurity_desktop.domain.capture import (
    Counted,
    Interrupted,
    Regained,
    Started,
    Stop,
    Stopped,
)
from aurity_desktop.runtime.paths import Paths
from tests.benchmarks.capture.recorder_child import Heard, RecorderChild
from tests.benchmarks.capture.sawtooth import write_sawtooth
from tests.benchmarks.capture.virtual_microphone import VirtualMicrophone

_PATIENCE = 30.0
_OTHER = "other"
#: After a stream has come up, its counts settle within this time.
_SETTLE_SECONDS = 1.5
#: Every so many unplugs a second source is there that the stream can move to.
_MOVE_EVERY = 3


@dataclass(frozen=True, slots=True)
class Unplug:
    """`noticed` and `error` in seconds: from the plug to the amber line, and the reported gap
    beside the one that the counts tell.

    None where the line never came.
    """

    silent_move: bool
    noticed: float | None
    error: float | None


@dataclass(frozen=True, slots=True)
class UnplugFigures:
    unplugs: int
    silent_moves: int
    not_noticed: int
    not_regained: int
    noticed_s_p50: float
    noticed_s_max: float
    gap_error_s_max: float
    crashed: bool


def unplug_microphones(
    folder: Path, unplugs: int, seed: int, progress: Callable[[int], None]
) -> UnplugFigures:
    """One recorder on a virtual microphone that is pulled out `unplugs` times, every third time
    with another source beside it.
    """
    moments = random.Random(seed)
    file = write_sawtooth(folder / "sawtooth.wav", 600)
    paths = Paths(data=folder / "data", models=folder / "models")
    results: list[Unplug] = []
    with VirtualMicrophone(folder / "m") as microphone:
        microphone.play(file, wait=False)
        child = RecorderChild(
            paths.data,
            "session_unplugged",
            *("--device", microphone.device),
            environment=microphone.environment,
        )
        child.wait_for(lambda report: isinstance(report, Started), _PATIENCE)
        for number in range(unplugs):
            move = number % _MOVE_EVERY == _MOVE_EVERY - 1
            results.append(_unplug(child, microphone, file, moments, silent_move=move))
            progress(number + 1)
        child.say(Stop())
        crashed = child.wait_for(lambda report: isinstance(report, Stopped), _PATIENCE) is None
        child.end()
    return _figures(results, crashed=crashed)


def _unplug(
    child: RecorderChild,
    microphone: VirtualMicrophone,
    file: Path,
    moments: random.Random,
    *,
    silent_move: bool,
) -> Unplug:
    if silent_move:
        microphone.add(_OTHER)
    _let_pass(child, _SETTLE_SECONDS + moments.uniform(0, 0.5))
    before = _count(child)
    pulled_at = time.monotonic()
    microphone.unplug()
    amber = child.wait_for(
        lambda report: isinstance(report, Interrupted), _PATIENCE, since=pulled_at
    )
    since = amber.at if amber else pulled_at
    if silent_move:
        # By now it records the other source. That one goes, too, when the first is back: a second
        # move.
        child.wait_for(lambda report: isinstance(report, Regained), _PATIENCE, since=since)
        _let_pass(child, _SETTLE_SECONDS)
    _let_pass(child, moments.uniform(0, 2.0))
    microphone.plug()
    microphone.play(file, wait=False)
    if silent_move:
        # A move that loses next to nothing needs no amber; whether sound comes again is what
        # counts.
        since = time.monotonic()
        microphone.remove(_OTHER)
        _let_pass(child, _SETTLE_SECONDS)
    else:
        child.wait_for(lambda report: isinstance(report, Regained), _PATIENCE, since=since)
    _let_pass(child, _SETTLE_SECONDS)
    return Unplug(
        silent_move,
        amber.at - pulled_at if amber else None,
        _gap_error(child, before, pulled_at) if before and _is_capturing(child) else None,
    )


def _is_capturing(child: RecorderChild) -> bool:
    first, deadline = _count(child), time.monotonic() + _PATIENCE
    while first is not None and time.monotonic() < deadline:
        now = _count(child)
        if now is not None and _captured(now) > _captured(first):
            _let_pass(child, _SETTLE_SECONDS)
            return True
    return False


def _captured(heard: Heard) -> int:
    assert isinstance(heard.report, Counted)
    return heard.report.captured


def _gap_error(child: RecorderChild, before: Heard, pulled_at: float) -> float | None:
    """Reported gaps beside wall-clock time without samples."""
    after = _count(child)
    if after is None:
        return None
    captured = (_captured(after) - _captured(before)) / SAMPLE_RATE
    missing = after.at - before.at - captured
    reported = sum(
        each.report.span.seconds
        for each in child.since(pulled_at)
        if isinstance(each.report, Regained)
    )
    return abs(reported - missing)


def _count(child: RecorderChild) -> Heard | None:
    return child.wait_for(
        lambda report: isinstance(report, Counted), _PATIENCE, since=time.monotonic()
    )


def _let_pass(child: RecorderChild, seconds: float) -> None:
    child.wait_for(lambda _: False, seconds)


def _figures(results: list[Unplug], *, crashed: bool) -> UnplugFigures:
    noticed = sorted(each.noticed for each in results if each.noticed is not None)
    errors = [each.error for each in results if each.error is not None]
    return UnplugFigures(
        unplugs=len(results),
        silent_moves=sum(each.silent_move for each in results),
        not_noticed=len(results) - len(noticed),
        not_regained=len(results) - len(errors),
        noticed_s_p50=round(noticed[len(noticed) // 2], 2) if noticed else 0.0,
        noticed_s_max=round(max(noticed, default=0.0), 2),
        gap_error_s_max=round(max(errors, default=0.0), 3),
        crashed=crashed,
    )
