"""Sound files that are dropped on the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from aurity_desktop.domain.sound_files import is_sound_name


class SoundDrops(QObject):
    """`welcome` says whether any may come now; `dropped` carries those that did."""

    dropped = Signal(list)  # list[Path]

    def __init__(self, window: QWidget, welcome: Callable[[], bool]) -> None:
        super().__init__(window)
        self._welcome = welcome
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Accepts sound files, where `welcome` says so."""
        if event.type() in {QEvent.Type.DragEnter, QEvent.Type.Drop} and isinstance(
            event, QDropEvent
        ):
            paths = sound_files(event)
            if not paths or not self._welcome():
                return False
            event.acceptProposedAction()
            if event.type() is QEvent.Type.Drop:
                self.dropped.emit(paths)
            return True
        return super().eventFilter(watched, event)


def sound_files(event: QDropEvent) -> list[Path]:
    """The sound files among what is dropped, in their order."""
    local = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in local if is_sound_name(path.name)]
