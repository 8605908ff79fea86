"""Many sound files, or a watched folder: queued as in the window, and told in lines."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject

from aurity_desktop.application.program import Program
from aurity_desktop.application.recording.import_queue import ImportQueue
from aurity_desktop.application.recording.recorder_process import RecorderProcess
from aurity_desktop.application.recording.recording import RecordingRequest
from aurity_desktop.application.recording.sound_import import ImportState, SoundImport
from aurity_desktop.application.recording.watched_folder import (
    WatchedFolder,
    WatchState,
    watched_request,
)
from aurity_desktop.application.worker.job_watcher import JobWatcher
from aurity_desktop.application.worker.worker_process import WorkerProcess
from aurity_desktop.cli.finished_session import finished_view
from aurity_desktop.cli.jobs import PAUSED
from aurity_desktop.cli.output import joined, result, say
from aurity_desktop.cli.waiting import event_loop, on_interrupt, own_worker, wait_for_names
from aurity_desktop.domain.errors import AurityError

#: Whether somebody records is asked at each slice, and looked up this often at most.
_LOOK_SECONDS = 1.0

_WORDS = {
    ImportState.WAITING: "waiting",
    ImportState.READING: "reading",
    ImportState.TRANSCRIBING: "transcribing",
    ImportState.COMPLETED: "done",
    ImportState.STOPPED: "stopped, a part is kept",
    ImportState.CANCELLED: "cancelled, the sound is kept",
    ImportState.FAILED: "failed",
}


def import_files(program: Program, requests: Sequence[RecordingRequest], *, as_json: bool) -> int:
    """Import them one after the other and wait for their transcripts.

    Returns 0, or the code of the first that did not come to its end. Ctrl-C ends in order: what is
    read is kept, and a transcript that was begun goes on at the next start.
    """
    with _driven(program) as many:
        many.imports.add(requests)
        many.run(until_all_ended=True)
        many.wait_for_names()
        imports = many.imports.imports
    views = [_view(program, each) for each in imports]
    result(views, as_json=as_json, text=joined(map(_line, imports)))
    return next((code for each in imports if (code := _code(each))), 0)


def watch_folder(program: Program, folder: Path) -> int:
    """Import what is put into a folder, until Ctrl-C. Returns 0. Raises CannotWatch."""
    with _driven(program) as many:
        many.watched.watch(str(folder.absolute()))
        many.run(until_all_ended=False)
        if many.watched.state is WatchState.REFUSED and many.watched.error is not None:
            raise many.watched.error
    return 0


@contextmanager
def _driven(program: Program) -> Iterator[_Many]:
    """With an event loop, a recorder and a worker of its own, all ended in order."""
    event_loop()
    with own_worker(program) as worker, closing(program.queue()) as queue:
        watcher = JobWatcher(queue)
        recorder = RecorderProcess(program.command, keys=program.vault.handed)
        records = _Recordings(program)
        imports = ImportQueue(program, recorder, watcher, records)
        many = _Many(program, imports, watcher, records, worker)
        watcher.start()
        worker.start()
        try:
            yield many
        finally:
            many.watched.close()
            imports.close()
            watcher.stop()


class _Many(QObject):
    """Tells each change of an import on standard error."""

    def __init__(
        self,
        program: Program,
        imports: ImportQueue,
        watcher: JobWatcher,
        records: _Recordings,
        worker: WorkerProcess,
    ) -> None:
        super().__init__()
        self.imports = imports
        self._watcher = watcher
        self._look_for_names = partial(wait_for_names, program, worker=worker)
        self.watched = WatchedFolder(
            program, imports, records, lambda path: watched_request(path, program.settings), self
        )
        self._told: dict[int, ImportState] = {}
        self._until_all_ended = True
        imports.changed.connect(self._on_changed)
        watcher.paused_changed.connect(self._on_paused)
        self.watched.state_changed.connect(self._on_watched)
        self.watched.link_found.connect(self._on_link)

    def run(self, *, until_all_ended: bool) -> None:
        """Until all is done, or for ever; Ctrl-C ends it."""
        self._until_all_ended = until_all_ended
        application = event_loop()
        self._on_paused(self._watcher.paused)
        if not self._is_over() and self.watched.state is not WatchState.REFUSED:
            with on_interrupt(lambda *_: QCoreApplication.quit()):
                application.exec()

    def wait_for_names(self) -> None:
        """Until misheard names have been looked for in what was imported."""
        done = [each for each in self.imports.imports if each.state is ImportState.COMPLETED]
        self._look_for_names([each.session_id for each in done])

    def _is_over(self) -> bool:
        return self._until_all_ended and all(each.state.ended for each in self.imports.imports)

    def _on_changed(self) -> None:
        for each in self.imports.imports:
            if self._told.get(each.key) is not each.state:
                self._told[each.key] = each.state
                say(_line(each))
        if self._is_over():
            QCoreApplication.quit()

    def _on_paused(self, paused: bool) -> None:
        if paused:
            say(PAUSED)

    def _on_watched(self) -> None:
        match self.watched.state:
            case WatchState.WATCHING:
                say(f"Watching {self.watched.folder}. Ctrl-C ends it.")
            case WatchState.AWAY:
                say(f"{self.watched.folder} is not there; it is watched when it is back.")
            case WatchState.TAKEN:
                say("Another window or command watches a folder for this data; waiting for it.")
            case WatchState.REFUSED:
                QCoreApplication.quit()

    def _on_link(self, name: str) -> None:
        say(f"{name} only points to another file and is not imported: put the file itself there.")


class _Recordings:
    """Whether a microphone is recorded in this data folder, by whichever program. Any thread."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._looked_at = float("-inf")
        self._found = False

    def __call__(self) -> bool:
        if time.monotonic() - self._looked_at >= _LOOK_SECONDS:
            self._found = self._look()
            self._looked_at = time.monotonic()
        return self._found

    def _look(self) -> bool:
        if not self._program.paths.ledger.exists():
            return False
        with closing(self._program.ledger()) as ledger:
            return any(
                self._program.is_being_recorded(each)
                and not ledger.audit.is_read_in_background(each)
                for each in ledger.sessions.open_ids()
            )


def _line(found: SoundImport) -> str:
    words = _WORDS[found.state]
    parts = [f"{found.path.name}: {words}"]
    if found.session_id:
        parts.append(found.session_id)
    if found.error is not None:
        parts.append(str(found.error))
    return "  ".join(parts)


def _code(found: SoundImport) -> int:
    if isinstance(found.error, AurityError):
        return found.error.exit_code
    return 0 if found.state is ImportState.COMPLETED else 1


def _view(program: Program, found: SoundImport) -> dict[str, Any]:
    done = found.state is ImportState.COMPLETED
    return {
        "file": str(found.path),
        "state": found.state,
        "error": None if found.error is None else str(found.error),
        "session": finished_view(program, found.session_id) if done else None,
        "session_id": found.session_id,
    }
