"""In the transcript: finding and replacing, the waveform, and the ways out."""

from __future__ import annotations

import subprocess
import sys
import time
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtWidgets import QWidget

from aurity_desktop.domain.transcript import Segment
from aurity_desktop.ui.review.transcript_panel import TranscriptPanel
from aurity_desktop.ui.review.waveform import Waveform
from tests.benchmarks.desk.desk import WORD, AtTheDesk, Desk
from tests.benchmarks.desk.script import WORK_SECONDS, Scene, Steps, Wait
from tests.benchmarks.program import PROGRAM

#: Three hours of it are opened within this.
_OPENED_MS = 200.0
_HOURS = 3.0
#: The quickest of them counts: what else the machine does only makes one slower.
_OPENINGS = 30
#: What is put into dictionary and vocabulary; both outlive every session.
_HEARD, _WRITTEN = "lapislazuli", "Lapislazuli"


def reading_scenes(desk: Desk) -> list[Scene]:
    """Finding, replacing and the waveform of the first session."""
    scenes = _Reading(desk)
    return [
        Scene("18.8", "find and replace, taken back as one", scenes.replace),
        Scene("18.8", "into the vocabulary, always write it so", scenes.always),
        Scene("18.7", "the waveform: closer, click, drag, loop", scenes.waveform),
    ]


def ways_out_scenes(desk: Desk) -> list[Scene]:
    """What leaves the program."""
    scenes = _Reading(desk)
    return [
        Scene("18.11", "PDF of a transcript", scenes.pdf),
        Scene("18.11", "all sessions as Parquet, read by DuckDB", scenes.parquet),
    ]


def three_hours_scene(desk: Desk) -> Scene:
    """The waveform of a long session, opened the second time."""
    return Scene("18.7", "three hours opened within 200 ms", _Reading(desk).three_hours)


class _Reading(AtTheDesk):
    @property
    def _transcript(self) -> TranscriptPanel:
        return self._desk.pages.library.transcript

    def replace(self) -> Steps:
        desk, hand = self._desk, self._hand
        yield from desk.open_in_library(desk.session)
        bar = self._transcript.find_bar
        yield from hand.key("ctrl+h")
        yield Wait(bar.isVisible, "the line that replaces")
        yield from hand.fill(bar.field, WORD.lower())
        yield from hand.fill(bar.replacement, f"{WORD}s")
        yield from desk.rest(0.3)
        desk.picture("replacing")
        yield from hand.press(bar.all_button)
        yield Wait(lambda: f"{WORD}s" in self._text(), "the other word")
        yield from hand.press(self._transcript.speakers_bar.undo_button)
        yield Wait(lambda: WORD in self._text().split() or _bare(self._text()), "it taken back")
        yield Wait(lambda: f"{WORD}s" not in self._text(), "all of it taken back")
        yield from desk.rest(0.5)
        desk.picture("taken-back")
        return ""

    def always(self) -> Steps:
        desk, hand, bar = self._desk, self._hand, self._transcript.find_bar
        yield from hand.fill(bar.field, _HEARD)
        yield from hand.fill(bar.replacement, _WRITTEN)
        yield from hand.press(bar.always_button)
        rules = desk.services.heard_write.rules
        yield Wait(lambda: any(each.write == _WRITTEN for each in rules()), "the rule")
        yield from hand.press(bar.vocabulary_button)
        settings = desk.data / "settings.toml"
        yield Wait(lambda: _WRITTEN in settings.read_text(), "the word in the vocabulary")
        yield from hand.press(bar.close_button)
        yield Wait(lambda: not bar.isVisible(), "the line to close")
        return ""

    def waveform(self) -> Steps:
        desk, hand, transcript = self._desk, self._hand, self._transcript
        wave, player = transcript.waveform, transcript.player_bar
        if not wave.isVisible():
            yield from hand.press(player.waveform_button)
        yield Wait(wave.isVisible, "the waveform")
        yield Wait(lambda: wave._peaks is not None, "its sound")
        yield from desk.rest(0.4)
        desk.picture("waveform")
        yield from hand.click(_at(wave, 0.5))
        half = player.slider.maximum() / 2
        yield Wait(lambda: abs(player.slider.value() - half) <= 15, "the middle of it")
        before = wave.view.length
        yield from hand.wheel(_at(wave, 0.5), -5)
        yield Wait(lambda: wave.view.length < before / 2, "a closer look")
        yield from desk.rest(0.3)
        desk.picture("waveform-closer")
        yield from hand.click(_at(wave, 0.5), times=2)
        yield Wait(lambda: wave.view.length == before, "all of it again")
        yield from hand.drag(_at(wave, 0.30), _at(wave, 0.36))
        yield Wait(lambda: wave.selection is not None, "a part that is chosen")
        heard: list[float | None] = []
        player.heard.connect(heard.append)
        yield Wait(lambda: _went_back(heard), "the part to begin again")
        desk.picture("waveform-loop")
        yield from hand.key("Escape")
        yield Wait(lambda: wave.selection is None, "nothing chosen")
        yield from hand.press(player.play_button)
        return ""

    def pdf(self) -> Steps:
        desk, hand, transcript = self._desk, self._hand, self._transcript
        yield from desk.open_in_library(desk.session)
        yield from hand.key("ctrl+e")
        yield Wait(transcript.export.isVisible, "the ways out")
        yield from desk.rest(0.3)
        desk.picture("ways-out")
        from aurity_desktop.application.library.export_choice import ExportWay

        yield from hand.press(transcript.export.buttons[ExportWay.PDF])
        yield Wait(lambda: list(desk.documents.rglob("*.pdf")), "the file")
        yield from desk.rest(0.5)
        desk.picture("exported")
        (path,) = desk.documents.rglob("*.pdf")
        assert path.read_bytes().startswith(b"%PDF"), "it is no PDF"
        return path.name

    def parquet(self) -> Steps:
        desk = self._desk
        folder = desk.documents / "parquet"
        ways = ("--all", "--format", "parquet", "--output", str(folder), "--purpose", "research")
        running = subprocess.Popen([*PROGRAM, "export", *ways], stdout=subprocess.DEVNULL)
        yield Wait(lambda: running.poll() is not None, "the export of all")
        assert running.returncode == 0, f"it ended with {running.returncode}"
        counting = subprocess.run(
            [sys.executable, "-c", _COUNT, str(folder)], capture_output=True, text=True, check=False
        )
        count = counting.stdout.strip()
        assert count.isdigit(), counting.stderr[-300:]
        assert int(count) > 20, f"only {count} words"
        return f"{count} words"

    def three_hours(self) -> Steps:
        desk, hand = self._desk, self._hand
        planting = subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.desk.long_session", str(_HOURS)],
            stdout=subprocess.PIPE,
            text=True,
        )
        yield Wait(lambda: planting.poll() is not None, "a session of three hours", WORK_SECONDS)
        assert planting.returncode == 0, "there is no session of three hours"
        session_id = planting.communicate()[0].strip()
        yield from desk.open_in_library(session_id)
        wave, button = self._transcript.waveform, self._transcript.player_bar.waveform_button
        if not wave.isVisible():
            yield from hand.press(button)
        yield Wait(lambda: wave._peaks is not None and wave.isVisible(), "its sound", WORK_SECONDS)
        yield from desk.rest(0.5)
        desk.picture("three-hours")
        opened: list[float] = []
        for _ in range(_OPENINGS):
            yield from desk.open_in_library(desk.imported)
            yield Wait(lambda: wave._peaks is not None, "the other sound")
            yield from hand.bring_into_sight(wave, wave.rect().center())
            seen = _Painted(wave)
            begun = time.perf_counter()
            self._transcript.open(session_id)
            yield Wait(partial(seen.with_sound, begun, session_id, self._transcript), "it")
            opened.append(seen.milliseconds)
            seen.close()
            if opened[-1] < _OPENED_MS:
                break
        told = ", ".join(f"{each:.0f}" for each in opened)
        assert min(opened) < _OPENED_MS, f"{told} ms from the click to the painted waveform"
        return f"{told} ms"

    def _text(self) -> str:
        return " ".join(each.text for each in self._reading())

    def _reading(self) -> list[Segment]:
        reading = self._desk.library.reading(self._desk.session)
        return list(reading.segments) if reading is not None else []


class _Painted(QObject):
    """When a waveform was first painted with its sound."""

    def __init__(self, wave: Waveform) -> None:
        super().__init__(wave)
        self._wave = wave
        self._at: list[tuple[float, bool]] = []
        self.milliseconds = 0.0
        wave.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        if event.type() is QEvent.Type.Paint:
            self._at.append((time.perf_counter(), self._wave._peaks is not None))
        return False

    def with_sound(self, begun: float, session_id: str, transcript: TranscriptPanel) -> bool:
        if transcript.session_id != session_id:
            return False
        hours = self._wave.tracks.length / 3600
        found = [at for at, sound in self._at if sound and at > begun and hours > _HOURS - 0.1]
        if found:
            self.milliseconds = (found[0] - begun) * 1000
        return bool(found)

    def close(self) -> None:
        self._wave.removeEventFilter(self)


_COUNT = """
import sys, duckdb
words = f"{sys.argv[1]}/words/**/*.parquet"
print(duckdb.execute(f"SELECT count(*) FROM '{words}'").fetchall()[0][0])
"""


def _at(widget: QWidget, share: float) -> QPoint:
    return widget.mapToGlobal(QPoint(round(widget.width() * share), widget.height() // 2))


def _went_back(heard: list[float | None]) -> bool:
    told = [each for each in heard if each is not None]
    return any(later < earlier - 0.3 for earlier, later in pairwise(told))


def _bare(text: str) -> bool:
    return any(each.strip(".,;:¿?¡!") == WORD for each in text.split())
