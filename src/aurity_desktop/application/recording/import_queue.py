"""Sound files that become sessions beside everything else: one is read at a time, by a recorder of
its own, and their text is the worker's, behind every other job.

A recording always goes first: while one goes on, a file is read slowly. While all jobs are paused
none is read; the one at work is sealed as far as it is, and goes on from there.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from aurity_desktop.application.child_processes.off_thread import OffThread
from aurity_desktop.application.program import Program
from aurity_desktop.application.recording.recorder_process import RecorderProcess
from aurity_desktop.application.recording.recording import RecordingRequest
from aurity_desktop.application.recording.sound_import import ImportState, SoundImport
from aurity_desktop.application.recording.start import RecorderStart, known_session, new_session
from aurity_desktop.application.worker.handover import hand_over
from aurity_desktop.application.worker.job_watcher import JobWatcher
from aurity_desktop.domain import capture
from aurity_desktop.domain.audio import SAMPLE_RATE
from aurity_desktop.domain.errors import (
    AudioError,
    AurityError,
    InputChanged,
    RecorderDied,
    VaultLocked,
)
from aurity_desktop.domain.jobs import Job, JobPriority, JobState

#: A slice of a file is taken up so long after the one before it while somebody records: ten times
#: as fast as it is spoken.
SLOWLY_MS = 300


class ImportRecord(Protocol):
    """Whoever remembers what became of a file. Not called on the GUI thread."""

    def planned(self, path: Path, session_id: str) -> None:
        """The file is about to be read into this session."""
        ...

    def is_unchanged(self, path: Path) -> bool:
        """Whether the file is still what it was when it was offered."""
        ...

    def finished(self, path: Path) -> None:
        """All of it was read, nothing can be read of it, or nobody wants it any more."""
        ...


class ImportQueue(QObject):
    """Files in the order in which they came. All of it on the GUI thread; nothing here blocks.

    `changed` says that `imports` are others.
    """

    changed = Signal()

    def __init__(
        self,
        program: Program,
        recorder: RecorderProcess,
        watcher: JobWatcher,
        somebody_records: Callable[[], bool],
        parent: QObject | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._program = program
        self._recorder = recorder
        self._watcher = watcher
        self._somebody_records = somebody_records
        self._clock = clock
        self._imports: dict[int, SoundImport] = {}
        self._requests: dict[int, RecordingRequest] = {}
        self._records: dict[int, ImportRecord] = {}
        self._next_key = 1
        #: The one that is read, None between two of them.
        self._reading: int | None = None
        self._began_at, self._began_with = 0.0, 0.0
        self._stopped: capture.StopReason | None = None
        self._stop_asked = False
        self._pause_asked = False
        self._off_thread = OffThread(self)
        self._off_thread.failed.connect(self._on_failed)
        recorder.reported.connect(self._on_report)
        recorder.ended.connect(self._on_ended)
        watcher.job_changed.connect(self._on_job)
        watcher.paused_changed.connect(self._on_paused)

    @property
    def imports(self) -> tuple[SoundImport, ...]:
        """All that were not dismissed, in their order."""
        return tuple(self._imports.values())

    @property
    def unread(self) -> int:
        """How many files are not in the library as a whole yet, and would not be."""
        return sum(
            each.state in {ImportState.WAITING, ImportState.READING} for each in self.imports
        )

    def add(self, requests: Sequence[RecordingRequest], record: ImportRecord | None = None) -> None:
        """Queue files: each request has its `input_file`. `record` remembers them."""
        for request in requests:
            self._queue(request, record=record)
        self._tell()
        self._read_next()

    def go_on(
        self,
        session_id: str,
        request: RecordingRequest,
        of_seconds: float = 0.0,
        record: ImportRecord | None = None,
    ) -> None:
        """Read the rest of a file whose session has a part of it, from where the part stops.

        The file has to be the same; `of_seconds` is how long it is, 0.0 where nobody knows.
        """
        for each in self.imports:
            if each.session_id == session_id and not each.state.ended:
                return
            if each.session_id == session_id:
                self.dismiss(each.key)
        self._queue(request, session_id, of_seconds, record)
        self._tell()
        self._read_next()

    def resume(self, key: int) -> None:
        """Go on with one that was stopped, where it stopped."""
        if self._imports[key].state is ImportState.STOPPED:
            self._put(key, state=ImportState.WAITING, error=None)
            self._read_next()

    def cancel(self, key: int) -> None:
        """Drop one that waits; stop one that is read, with its part kept; or end its transcript."""
        found = self._imports.get(key)
        if found is None:
            return
        if found.state in {ImportState.WAITING, ImportState.READING}:
            self._remember_end(key)
        match found.state:
            case ImportState.WAITING if not found.session_id:
                self._forget(key)
            case ImportState.WAITING:
                self._put(key, state=ImportState.STOPPED)
            case ImportState.READING:
                self._stop_asked = True
                self._recorder.send(capture.Stop())
            case ImportState.TRANSCRIBING:
                self._watcher.cancel(found.job_id)

    def dismiss(self, key: int) -> None:
        """Show one no longer that has ended. Nothing of what it made goes."""
        if key in self._imports and self._imports[key].state.ended:
            self._forget(key)

    def close(self, milliseconds: int = 5_000) -> None:
        """Seal what is read and block until that is done: the program ends."""
        self._recorder.close()
        self._recorder.wait(milliseconds)
        self._off_thread.close()

    def _queue(
        self,
        request: RecordingRequest,
        session_id: str = "",
        of_seconds: float = 0.0,
        record: ImportRecord | None = None,
    ) -> None:
        assert request.input_file is not None
        key, self._next_key = self._next_key, self._next_key + 1
        self._requests[key] = replace(request, fast=True, in_background=True)
        if record is not None:
            self._records[key] = record
        self._imports[key] = SoundImport(
            key, request.input_file, session_id=session_id, of_seconds=of_seconds
        )

    # -- reading

    def _read_next(self) -> None:
        if self._reading is not None or self._watcher.paused:
            return
        waiting = (each for each in self.imports if each.state is ImportState.WAITING)
        found = next(waiting, None)
        if found is None:
            return
        key = self._reading = found.key
        self._stopped, self._stop_asked, self._pause_asked = None, False, False
        self._put(key, state=ImportState.READING, eta_seconds=None)
        request = self._requests[key]
        look: Callable[[], RecorderStart] = partial(new_session, self._program, request)
        if found.session_id:
            look = partial(known_session, self._program, found.session_id, request)
        self._off_thread.do(partial(self._prepare, key, look), partial(self._on_prepared, key))

    def _prepare(self, key: int, look: Callable[[], RecorderStart]) -> RecorderStart:
        """Not on the GUI thread."""
        start = look()
        record = self._records.get(key)
        if record is not None:
            record.planned(self._imports[key].path, start.plan.session_id)
        return start

    def _on_prepared(self, key: int, start: RecorderStart) -> None:
        if self._stop_asked:  # before it began
            self._end_reading(ImportState.STOPPED if self._imports[key].session_id else None)
            return
        if self._pause_asked:
            self._end_reading(ImportState.WAITING)
            return
        try:
            self._recorder.start(start.arguments, start.lines, start.plan.session_id)
        except VaultLocked as error:
            self._on_failed(error)

    def _on_report(self, report: capture.Report) -> None:
        key = self._reading
        if key is None:
            return
        match report:
            case capture.Ready(session_id=session_id, at_sample=at_sample):
                self._began_at, self._began_with = self._clock(), at_sample / SAMPLE_RATE
                self._put(key, session_id=session_id, seconds=self._began_with)
                if self._stop_asked or self._pause_asked:
                    self._recorder.send(capture.Stop())
            case capture.InputNoted(note=capture.InputNote.BEGUN, facts=facts):
                self._put(key, of_seconds=facts.get("expected_seconds", 0.0))
            case capture.SliceSealed(audio_slice=audio_slice):
                self._take_up(audio_slice.number)
            case capture.Counted(on_disk=on_disk):
                self._count(key, on_disk / SAMPLE_RATE)
            case capture.ErrorReported(fatal=False):
                self._put(key, error=report.to_error())
            case capture.Stopped(reason=reason):
                self._stopped = reason

    def _take_up(self, number: int) -> None:
        """Ask for the next slice."""
        go_on = partial(self._recorder.send, capture.Acknowledge(number))
        if self._somebody_records():
            QTimer.singleShot(SLOWLY_MS, self, go_on)
        else:
            go_on()

    def _count(self, key: int, seconds: float) -> None:
        found = self._imports[key]
        read, left = seconds - self._began_with, found.of_seconds - seconds
        eta = None
        if read > 0 and found.of_seconds:
            eta = max(0.0, left) * (self._clock() - self._began_at) / read
        self._put(key, seconds=seconds, eta_seconds=eta)

    def _on_ended(self, error: AurityError | None) -> None:
        key = self._reading
        if key is None:
            return
        if error is not None:
            self._on_failed(error)
        elif self._stopped is capture.StopReason.END_OF_FILE:
            self._off_thread.do(partial(self._hand_over, key), partial(self._on_handed_over, key))
        else:
            waits = self._pause_asked and not self._stop_asked
            self._end_reading(ImportState.WAITING if waits else ImportState.STOPPED)

    def _on_paused(self, paused: bool) -> None:
        if not paused:
            self._read_next()
        elif self._reading is not None:
            self._pause_asked = True
            self._recorder.send(capture.Stop())

    def _hand_over(self, key: int) -> Job | None:
        """Not on the GUI thread. Raises InputChanged where another file is there by now."""
        found, record = self._imports[key], self._records.get(key)
        if record is not None and not record.is_unchanged(found.path):
            raise InputChanged(found.path)
        job = hand_over(self._program, found.session_id, JobPriority.IMPORTED)
        if record is not None:
            record.finished(found.path)
        return job

    def _remember_end(self, key: int) -> None:
        """No more of it is wanted, or can be had."""
        record, path = self._records.get(key), self._imports[key].path
        if record is not None:
            self._off_thread.do(partial(record.finished, path), _nothing)

    def _on_handed_over(self, key: int, job: Job | None) -> None:
        if job is None:
            self._end_reading(ImportState.FAILED)
            return
        self._put(key, job_id=job.job_id, eta_seconds=None, waits=True)
        self._end_reading(ImportState.TRANSCRIBING)
        self._watcher.watch(job.job_id)

    def _on_failed(self, error: Exception) -> None:
        """What was read stays: it can go on, unless the file itself was at fault."""
        key = self._reading
        if key is None:
            return
        self._put(key, error=error)
        found = self._imports[key]
        if isinstance(error, AudioError) and not found.session_id:
            self._remember_end(key)
        went_well_so_far = isinstance(error, RecorderDied | InputChanged) and found.session_id
        self._end_reading(ImportState.STOPPED if went_well_so_far else ImportState.FAILED)

    def _end_reading(self, state: ImportState | None) -> None:
        """None: nothing came of it."""
        key, self._reading = self._reading, None
        if key is not None:
            if state is None:
                self._forget(key)
            else:
                self._put(key, state=state, eta_seconds=None)
        self._read_next()

    # -- its transcript

    def _on_job(self, job: Job) -> None:
        for found in self.imports:
            if found.job_id and found.job_id == job.job_id:
                self._follow(found, job)

    def _follow(self, found: SoundImport, job: Job) -> None:
        ends = {
            JobState.COMPLETED: ImportState.COMPLETED,
            JobState.CANCELLED: ImportState.CANCELLED,
            JobState.FAILED: ImportState.FAILED,
        }
        self._put(
            found.key,
            state=ends.get(job.state, ImportState.TRANSCRIBING),
            transcribed=job.progress_percent / 100,
            waits=job.state is JobState.PENDING,
            eta_seconds=job.eta_seconds,
        )

    # -- the list

    def _put(self, key: int, **facts: object) -> None:
        before = self._imports[key]
        after = replace(before, **facts)  # type: ignore[arg-type]
        if after != before:
            self._imports[key] = after
            self._tell()

    def _forget(self, key: int) -> None:
        del self._imports[key], self._requests[key]
        self._records.pop(key, None)
        self._tell()

    def _tell(self) -> None:
        self.changed.emit()


def _nothing(_result: None) -> None:
    """Nobody waits for it."""
