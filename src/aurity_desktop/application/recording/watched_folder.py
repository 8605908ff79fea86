"""A folder whose sound files become sessions, each once: the files are neither changed nor moved.

Looked at every few seconds, never while somebody records: a recording goes first, and then not even
the disk is shared with it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from aurity_desktop.application.child_processes.off_thread import OffThread
from aurity_desktop.application.program import Program
from aurity_desktop.application.recording.folder_scan import FolderScan, FoundFile, content_hash
from aurity_desktop.application.recording.import_queue import ImportQueue
from aurity_desktop.application.recording.recording import RecordingRequest
from aurity_desktop.application.recording.watch_record import Judged, Verdict, WatchRecord
from aurity_desktop.domain.errors import AurityError, CannotWatch
from aurity_desktop.domain.safe_text import one_line
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.runtime.settings import Settings
from aurity_desktop.storage.file_lock import FileLock, LockHeld

_LOOK_MS = 2_000
#: So many wait to be read at most: of thousands the rest waits in the folder.
_MOST_UNREAD = 3


class WatchState(StrEnum):
    """OFF: none is chosen. AWAY: it is not there. TAKEN: another program watches for this data.

    REFUSED: it cannot be watched, see `WatchedFolder.error`.
    """

    OFF = "off"
    WATCHING = "watching"
    AWAY = "away"
    TAKEN = "taken"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class _Look:
    """What one look found: at most one file to be taken up, with what is to be done with it."""

    found: FoundFile | None = None
    judged: Judged | None = None
    links: frozenset[str] = frozenset()


class WatchedFolder(QObject):
    """Belongs to the GUI thread; files are read on another one.

    `state_changed` says that `state` is another, `link_found` carries the name of a link, once.
    """

    state_changed = Signal()
    link_found = Signal(str)

    def __init__(
        self,
        program: Program,
        imports: ImportQueue,
        somebody_records: Callable[[], bool],
        request: Callable[[Path], RecordingRequest],
        parent: QObject | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`request` is how a file is to be transcribed."""
        super().__init__(parent)
        self._program = program
        self._imports = imports
        self._somebody_records = somebody_records
        self._request = request
        self._clock = clock
        self._record = WatchRecord(program)
        self._scan: FolderScan | None = None
        self._lock: FileLock | None = None
        self._looking = False
        self._links: frozenset[str] = frozenset()
        self.folder: Path | None = None
        self.state = WatchState.OFF
        self.error: AurityError | None = None
        self._off_thread = OffThread(self)
        self._off_thread.failed.connect(self._on_failed)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)

    def watch(self, folder: str) -> None:
        """Watch this one from now on instead of any other; "" for none."""
        chosen = Path(folder) if folder else None
        if chosen == self.folder:
            return
        self._let_go()
        self.folder = chosen
        if chosen is None:
            self._enter(WatchState.OFF)
            return
        try:
            require_watchable(chosen, self._program.paths)
        except CannotWatch as error:
            self._on_failed(error)
        else:
            self._scan = FolderScan(chosen, self._clock)
            self._timer.start()
            self.look()

    def look(self) -> None:
        """Look once, off the GUI thread, unless something goes first."""
        scan = self._scan
        if (
            scan is None
            or self._looking
            or self._somebody_records()
            or self._imports.unread >= _MOST_UNREAD
            or not self._holds_lock()
        ):
            return
        self._looking = True
        self._off_thread.do(partial(self._look, scan), partial(self._on_looked, scan))

    def close(self) -> None:
        """Look no more, and wait for the look under way."""
        self._let_go()
        self._off_thread.close()

    def _look(self, scan: FolderScan) -> _Look:
        """On the other thread. Raises OSError, AurityError."""
        for found in scan.look():
            content = self._record.known_hash(found) or content_hash(found, self._somebody_records)
            if content is None:  # changed meanwhile, or a recording has begun
                break
            judged = self._record.judge(found, content)
            if judged.verdict is Verdict.DONE:
                scan.told(found)
            elif judged.verdict is not Verdict.LATER:
                return _Look(found, judged, scan.links)
        return _Look(links=scan.links)

    def _on_looked(self, scan: FolderScan, look: _Look) -> None:
        self._looking = False
        if scan is not self._scan:
            return
        self.error = None
        self._enter(WatchState.WATCHING)
        for name in sorted(look.links - self._links):
            self.link_found.emit(name)
        self._links |= look.links
        if look.found is None or look.judged is None:
            return
        scan.told(look.found)
        request = self._request(look.found.path)
        if look.judged.verdict is Verdict.GO_ON:
            judged = look.judged
            self._imports.go_on(judged.session_id, request, judged.of_seconds, self._record)
        else:
            self._imports.add([request], self._record)

    def _on_failed(self, error: Exception) -> None:
        self._looking = False
        if isinstance(error, OSError):
            if self._scan is not None:
                self._scan.forget()
            self._enter(WatchState.AWAY)
        elif isinstance(error, AurityError):
            self.error = error
            self._enter(WatchState.REFUSED)

    def _enter(self, state: WatchState) -> None:
        if state is not self.state or state is WatchState.REFUSED:
            self.state = state
            self.state_changed.emit()

    def _holds_lock(self) -> bool:
        if self._lock is None:
            lock = self._program.paths.watched
            try:
                self._lock = FileLock(lock.with_name(f"{lock.name}.lock"), patience=0.0)
            except LockHeld:
                self._enter(WatchState.TAKEN)
                return False
            except AurityError as error:
                self._on_failed(error)
                return False
        return True

    def _let_go(self) -> None:
        self._timer.stop()
        self._scan = None
        self._links = frozenset()
        if self._lock is not None:
            self._lock.release()
            self._lock = None


def require_watchable(folder: Path, paths: Paths) -> None:
    """Raises CannotWatch for a folder of the program's own."""
    try:
        real = folder.resolve()
        own = any(real.is_relative_to(each.resolve()) for each in (paths.data, paths.models))
    except OSError:  # as of a stick that is away: it is looked for again
        return
    if own:
        raise CannotWatch(folder, "it is the program's own data")


def watched_request(path: Path, settings: Settings) -> RecordingRequest:
    """How a file that nobody names by itself is transcribed: called as the file is."""
    return RecordingRequest(
        input_file=path,
        title=one_line(path.stem),
        language=settings.speech_language,
        vocabulary=settings.vocabulary,
    )
