"""The scroll suite: a transcript of 30,000 words and a library of 10,000 sessions, in the window.

Each frame is a step of the scroll bar and the painting that follows it, on an offscreen screen, so
without the time that a graphics driver takes. Also what the window's thread does when such a
library or transcript is shown. Measured in processor time of that thread, so that other work on the
machine does not count.
"""

from __future__ import annotations

import argparse
import importlib
import json
import math
import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from aurity_desktop.domain.speakers import Speaker
from aurity_desktop.domain.transcript import Segment, Word
from aurity_desktop.runtime.paths import Paths

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractScrollArea

#: The window on stand-ins, which the tests of the window use.
_STAGE = "tests.ui.gallery.stage"
_FAKES = "tests.fakes.window"
_FRAME_MS = 16.0
_STALL_MS = 50.0
_SESSION = "session_20260102_030400"
_TEXTS = ("buenos", "días", "me", "duele", "la", "cabeza", "desde", "el", "martes", "paracetamol")


@dataclass(frozen=True, slots=True)
class Frames:
    """Processor milliseconds from a step of the scroll bar to the painted frame."""

    count: int
    p50: float
    p95: float
    longest: float


@dataclass(frozen=True, slots=True)
class ScrollReport:
    """Frames while scrolling evenly and by the handle, and what showing takes at once."""

    words: int
    sessions: int
    transcript: Frames
    transcript_jumps: Frames
    library: Frames
    library_jumps: Frames
    show_transcript_ms: float
    show_library_ms: float


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--words", type=int, default=30_000)
    parser.add_argument("--sessions", type=int, default=10_000)
    parser.add_argument("--frames", type=int, default=300)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")


def run(arguments: argparse.Namespace, _paths: Paths) -> int:
    """0 where 95 of 100 frames are within 16 ms, and nothing at once takes more than 50."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    report = measured(arguments.words, arguments.sessions, arguments.frames)
    musts = holds(report)
    if arguments.json:
        sys.stdout.write(json.dumps(asdict(report) | {"holds": musts}, indent=2) + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in _lines(report))
    return 0 if all(musts.values()) else 1


def holds(report: ScrollReport) -> dict[str, bool]:
    """Each figure that is judged, and whether it is reached."""
    return {
        "transcript": report.transcript.p95 < _FRAME_MS,
        "transcript, jumps": report.transcript_jumps.p95 < _FRAME_MS,
        "library": report.library.p95 < _FRAME_MS,
        "library, jumps": report.library_jumps.p95 < _FRAME_MS,
        "showing a transcript": report.show_transcript_ms < _STALL_MS,
        "showing a library": report.show_library_ms < _STALL_MS,
    }


def measured(words: int, sessions: int, frames: int) -> ScrollReport:
    """Makes the window, fills it and scrolls. On the main thread."""
    from PySide6.QtWidgets import QApplication

    from aurity_desktop.runtime.resources import resources_folder
    from aurity_desktop.ui.language.translation import Languages
    from aurity_desktop.ui.widgets.theme import Appearance

    application = QApplication(sys.argv[:1])
    languages = Languages(application, resources_folder() / "i18n")
    languages.use("es")
    appearance = Appearance(application, resources_folder())
    appearance.use("light")
    stage = importlib.import_module(_STAGE).Stage(appearance, languages)
    _fill(stage, words, sessions)
    stage.window.resize(1366, 768)
    stage.window.show()
    stage.window.pages.show_page(1)
    page = stage.window.pages.library
    summaries = stage.library.sessions()
    show_library = _milliseconds(lambda: page.shelf._on_sessions((summaries, frozenset())))
    page.open(_SESSION)
    application.processEvents()
    session = page.transcript._session
    page.transcript._model.show(())
    show_transcript = _milliseconds(lambda: page.transcript._show(session))
    report = ScrollReport(
        words,
        sessions,
        _frames(page.transcript.view, _even(page.transcript.view, frames)),
        _frames(page.transcript.view, _jumps(page.transcript.view, frames)),
        _frames(page.list, _even(page.list, frames)),
        _frames(page.list, _jumps(page.list, frames)),
        show_transcript,
        show_library,
    )
    stage.window.close()
    return report


def _fill(stage: Any, words: int, sessions: int) -> None:
    fakes = importlib.import_module(_FAKES)
    library = stage.library
    now = datetime.now().astimezone()
    for number in range(1, sessions):
        plan = fakes.plan_of(
            f"session_2020_{number:06}",
            created_at=now - timedelta(hours=number),
            title=f"Paciente {number}" if number % 3 else "",
        )
        library.put(fakes.summary_of(plan))
    said = [
        Word(at * 0.4, at * 0.4 + 0.3, _TEXTS[at % len(_TEXTS)], 0.9, f"SPEAKER_0{at // 23 % 2}")
        for at in range(words)
    ]
    segments = [
        Segment(
            said[at].start,
            said[min(at + 22, words - 1)].end,
            said[at].speaker,
            " ".join(word.text for word in said[at : at + 23]),
            0.9,
        )
        for at in range(0, words, 23)
    ]
    plan = fakes.plan_of(_SESSION, created_at=now)
    speakers = [Speaker("SPEAKER_00", seconds=900.0), Speaker("SPEAKER_01", seconds=900.0)]
    library.put(fakes.summary_of(plan, seconds=words * 0.4), segments, speakers)


def _even(view: QAbstractScrollArea, frames: int) -> Iterator[int]:
    """Two turns of the wheel a frame."""
    for step in range(frames):
        yield min(step * 240, view.verticalScrollBar().maximum())


def _jumps(view: QAbstractScrollArea, frames: int) -> Iterator[int]:
    """The handle pulled through everything."""
    for step in range(frames):
        yield view.verticalScrollBar().maximum() * step // frames


def _frames(view: QAbstractScrollArea, places: Iterator[int]) -> Frames:
    from PySide6.QtWidgets import QApplication

    taken = []
    for place in places:
        begun = time.thread_time()
        view.verticalScrollBar().setValue(place)
        view.viewport().repaint()
        taken.append((time.thread_time() - begun) * 1000)
        QApplication.processEvents()
    taken.sort()
    p50, p95 = (taken[math.ceil(len(taken) * share) - 1] for share in (0.5, 0.95))
    return Frames(len(taken), p50, p95, taken[-1])


def _milliseconds(act: Callable[[], object]) -> float:
    begun = time.thread_time()
    act()
    return (time.thread_time() - begun) * 1000


def _lines(report: ScrollReport) -> Iterator[str]:
    for name, frames in (
        (f"a transcript of {report.words} words", report.transcript),
        ("the same, by the handle", report.transcript_jumps),
        (f"a library of {report.sessions} sessions", report.library),
        ("the same, by the handle", report.library_jumps),
    ):
        yield (
            f"{name}: a frame {frames.p50:.1f} ms at p50, {frames.p95:.1f} at p95, "
            f"{frames.longest:.1f} at most"
        )
    yield f"showing that transcript: {report.show_transcript_ms:.0f} ms on the window's thread"
    yield f"showing that library: {report.show_library_ms:.0f} ms on the window's thread"
