"""The second pass's text of a recording in progress, brought to the screen."""

from __future__ import annotations

from contextlib import closing
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from aurity_desktop.application.child_processes.off_thread import OffThread
from aurity_desktop.application.program import Program
from aurity_desktop.domain.transcript import ChunkTranscription

_LOOK_MS = 3_000


class SettledText(QObject):
    """Polls the ledger every few seconds, beside the event loop. Belongs to the GUI thread.

    `settled` carries the chunks whose text the second pass has written anew since the last look,
    and only they are read. What cannot be read now is read at the next one.
    """

    settled = Signal(tuple)  # tuple[ChunkTranscription, ...]

    def __init__(self, program: Program, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._program = program
        self._session_id = ""
        self._seen = -1  # the audit row that was looked at last
        self._looking = False
        self._thread = OffThread(self)
        self._thread.failed.connect(self._on_failed)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)

    def watch(self, session_id: str) -> None:
        """Poll this session from now on."""
        self._session_id = session_id
        self._seen = -1
        self._timer.start()

    def stop(self) -> None:
        """Poll no more; an answer that is on its way is not told."""
        self._session_id = ""
        self._timer.stop()

    def close(self) -> None:
        """Stop, and block until the last look is over."""
        self.stop()
        self._thread.close()

    def look(self) -> None:
        """Look now, unless a look is in progress."""
        if self._session_id and not self._looking:
            self._looking = True
            self._thread.do(partial(self._read, self._session_id, self._seen), self._on_read)

    def _read(self, session_id: str, seen: int) -> tuple[str, list[ChunkTranscription], int]:
        with closing(self._program.ledger()) as ledger:
            return session_id, *ledger.chunks.second_pass_since(session_id, seen)

    def _on_read(self, answer: tuple[str, list[ChunkTranscription], int]) -> None:
        self._looking = False
        session_id, chunks, seen = answer
        if session_id == self._session_id:
            self._seen = seen
            if chunks:
                self.settled.emit(tuple(chunks))

    def _on_failed(self) -> None:
        self._looking = False
