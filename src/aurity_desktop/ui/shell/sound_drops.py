"""A sound file that is dropped on the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from aurity_desktop.ui.recorder.recorder_page import SOUND_SUFFIXES


class SoundDrops(QObject):
    """`welcome` says whether one may come now; `dropped` carries the one that did."""

    dropped = Signal(Path)

    def __init__(self, window: QWidget, welcome: Callable[[], bool]) -> None:
        super().__init__(window)
        self._welcome = welcome
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Accepts one sound file, where `welcome` says so."""
        if event.type() in {QEvent.Type.DragEnter, QEvent.Type.Drop} and isinstance(
            event, QDropEvent
        ):
            path = sound_file(event)
            if path is None or not self._welcome():
                return False
            event.acceptProposedAction()
            if event.type() is QEvent.Type.Drop:
                self.dropped.emit(path)
            return True
        return super().eventFilter(watched, event)


def sound_file(event: QDropEvent) -> Path | None:
    """The one sound file that is dropped, None for anything else."""
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.name.lower().endswith(SOUND_SUFFIXES) else None
