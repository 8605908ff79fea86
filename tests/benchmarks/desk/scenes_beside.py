"""Beside the recording: many files, a watched folder, work that waits, and a second visit."""

from __future__ import annotations

import shutil
import time

from PySide6.QtWidgets import QLabel

from aurity_desktop.application.recording.import_queue import SLOWLY_MS
from aurity_desktop.application.recording.recording import RecordingState
from aurity_desktop.application.recording.sound_import import ImportState, SoundImport
from aurity_desktop.application.recording.watched_folder import WatchState
from aurity_desktop.domain.audio import SLICE_SAMPLES, seconds
from aurity_desktop.ui.settings.settings_page import Section
from tests.benchmarks.desk.desk import PATIENT, AtTheDesk, Desk
from tests.benchmarks.desk.script import WORK_SECONDS, Scene, Steps, Wait


def beside_scenes(desk: Desk) -> list[Scene]:
    """Imports of three ways, and what pauses them."""
    scenes = _Beside(desk)
    return [
        Scene("18.5", "several files at once", scenes.imports),
        Scene("18.5", "a recording goes first; a known name", scenes.recording_first),
        Scene("18.5", "pause all, the jobs view, resume", scenes.pause_all),
        Scene("18.5", "a watched folder", scenes.watched),
    ]


class _Beside(AtTheDesk):
    def imports(self) -> Steps:
        desk, hand = self._desk, self._hand
        yield from hand.key("ctrl+1")
        yield from hand.key("ctrl+o")
        wanted = (desk.sounds["third"], desk.sounds["fourth"])
        yield from desk.answer_dialog(" ".join(f'"{each}"' for each in wanted))
        yield Wait(lambda: len(self._imports) == 2, "two files in the list")
        yield Wait(lambda: any(each.session_id for each in self._imports), "the first one read")
        desk.imported = self._imports[0].session_id
        yield from desk.rest(0.4)
        desk.picture("imports")
        return ""

    def recording_first(self) -> Steps:
        """The imports are read slowly while it lasts."""
        desk, hand, setup = self._desk, self._hand, self._desk.pages.recorder.setup
        yield from hand.fill(setup.title, PATIENT[:3])
        yield Wait(lambda: setup.patients.offered, "a name that is offered")
        yield from desk.rest(0.3)
        desk.picture("name-offered")
        yield from hand.key("Down", "Return")
        yield Wait(lambda: setup.patient is not None, "the patient to be taken")
        begun = time.monotonic()
        yield from hand.press(desk.pages.recorder.controls.record_button)
        yield Wait(lambda: desk.is_in(RecordingState.RECORDING), "a recording")
        took = time.monotonic() - begun
        assert not self._ended(), "there was nothing beside it"
        plan = desk.controller.plan
        assert plan is not None
        desk.second = plan.session_id
        yield from desk.rest(2.0)
        since, before = time.monotonic(), self._read_seconds
        playing = desk.say("second")
        yield Wait(lambda: playing.poll() is not None, "the visit to be said")
        desk.picture("recording-first")
        slices = (time.monotonic() - since) / (SLOWLY_MS / 1000) + 2  # two on their way
        assert self._read_seconds - before <= slices * seconds(SLICE_SAMPLES), (
            "files were read as fast"
        )
        yield from hand.key("ctrl+t")
        yield Wait(lambda: desk.is_in(RecordingState.IDLE), "the end of it")
        assert desk.library.patient(desk.second) is not None, "the visit is about nobody"
        return f"it began after {took:.1f} s"

    def pause_all(self) -> Steps:
        desk, hand, jobs = self._desk, self._hand, self._desk.pages.health.jobs
        yield from hand.key("ctrl+4")
        yield Wait(jobs.isVisible, "the jobs")
        yield from desk.rest(0.6)
        desk.picture("jobs")
        yield from hand.press(jobs.pause_button)
        yield Wait(lambda: desk.built.watcher.paused, "the pause")
        yield Wait(lambda: desk.window.notices.shows("paused"), "the line that says so")
        yield from desk.rest(1.5)
        desk.picture("jobs-paused")
        yield from hand.key("ctrl+1")
        yield from hand.press(desk.pages.recorder.controls.record_button)
        yield Wait(lambda: desk.is_in(RecordingState.RECORDING), "a recording in the pause")
        yield from desk.rest(3.0)
        yield from hand.key("ctrl+t")
        yield Wait(lambda: desk.is_in(RecordingState.IDLE), "the end of it")
        yield Wait(desk.pages.recorder.finishing.isVisible, "what becomes of it")
        yield from desk.rest(0.5)
        desk.picture("paused-recorder")
        shown = [each.text() for each in self._labels() if each.isVisible()]
        turn = ("En espera de su turno", "Waiting for its turn")
        wrong = [each for each in shown if each.startswith(turn)]
        assert not wrong, f"while all is paused it says {wrong[0]!r}"
        yield from desk.notice("paused", 0)
        yield Wait(lambda: not desk.built.watcher.paused, "the end of the pause")
        yield from desk.finished(desk.second)
        yield Wait(lambda: not desk.pages.recorder.finishing.isVisible(), "all to be done")
        yield Wait(self._ended, "both files to be done", WORK_SECONDS)
        yield from desk.rest(0.4)
        desk.picture("imported")
        for row in list(desk.window.imports.rows.values()):
            yield from hand.press(row.stop_button)
        yield Wait(lambda: not desk.window.imports.isVisible(), "an empty list")
        return ""

    def watched(self) -> Steps:
        desk, hand, card = self._desk, self._hand, self._desk.pages.watch
        folder = desk.documents / "Buzon"
        folder.mkdir()
        yield from desk.section(Section.RECORDING)
        yield from hand.press(card.choose_button)
        yield from desk.answer_dialog(str(folder))
        yield Wait(lambda: desk.services.watched.state is WatchState.WATCHING, "a watch")
        yield from desk.rest(0.3)
        desk.picture("watched-folder")
        known = self._sessions()
        shutil.copy(desk.sounds["fifth"], folder / "desde-el-telefono.wav")
        yield Wait(lambda: self._sessions() - known, "the file that was put there")
        (found,) = self._sessions() - known
        yield from desk.finished(found)
        yield from hand.press(card.stop_button)
        yield Wait(lambda: desk.services.watched.state is WatchState.OFF, "no watch")
        assert (folder / "desde-el-telefono.wav").is_file(), "the file is gone"
        return ""

    def _ended(self) -> bool:
        return all(each.state is ImportState.COMPLETED for each in self._imports)

    @property
    def _read_seconds(self) -> float:
        return sum(each.seconds for each in self._imports)

    @property
    def _imports(self) -> tuple[SoundImport, ...]:
        return self._desk.services.imports.imports

    def _sessions(self) -> set[str]:
        return {each.session_id for each in self._desk.library.sessions()}

    def _labels(self) -> list[QLabel]:
        return self._desk.window.findChildren(QLabel)
