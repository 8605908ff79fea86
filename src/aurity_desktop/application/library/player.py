"""Playing a recording: the player process, as signals and commands."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from aurity_desktop.application.child_processes.key_handover import HandKeys, no_keys
from aurity_desktop.application.child_processes.line_process import LineChild
from aurity_desktop.domain.capture import ErrorReported
from aurity_desktop.domain.errors import AudioError, AurityError, BadMessage
from aurity_desktop.domain.keys import CHECK
from aurity_desktop.domain.playback import (
    Finished,
    Hold,
    Opened,
    Play,
    PlayerCommand,
    Positioned,
    Seek,
    Speed,
    format_command,
    parse_report,
)
from aurity_desktop.domain.session import is_session_id

_log = logging.getLogger(__name__)


class Player(QObject):
    """Plays one file at a time, in a child that is started at the first `play` and not before.

    `moved` tells the position, ten times a second while it plays. Belongs to the GUI thread.
    """

    opened = Signal(float)  # length in seconds
    moved = Signal(Positioned)
    finished = Signal()
    failed = Signal(Exception)

    def __init__(
        self, command: Sequence[str], parent: QObject | None = None, keys: HandKeys = no_keys
    ) -> None:
        super().__init__(parent)
        self._path: Path | None = None
        self._child = LineChild(command, self, keys)
        self._child.line_read.connect(self._on_line)
        self._child.ended.connect(self._on_ended)
        self._playing = False
        self._speed = 1.0
        self._second = 0.0

    @property
    def path(self) -> Path | None:
        """The file that `play` plays."""
        return self._path

    @property
    def playing(self) -> bool:
        """Whether sound is coming out, as far as the child has told."""
        return self._playing

    @property
    def second(self) -> float:
        """The position that was told last, in seconds of the recording."""
        return self._second

    def load(self, path: Path | None) -> None:
        """Load another file, at its beginning, without playing it.

        None lets the player go.
        """
        if path == self._path:
            return
        self.close()
        self._path = path
        self._second = 0.0

    def play(self) -> None:
        """Play on from the position; starts the child where there is none."""
        if self._path is None:
            return
        if not self._child.running:
            self._start(self._path)
        self._send(Play())

    def hold(self) -> None:
        """Pause where it is."""
        self._send(Hold())

    def seek(self, second: float) -> None:
        """Move to this second of the recording, playing or not."""
        self._second = max(0.0, second)
        self._send(Seek(self._second))

    def set_speed(self, factor: float) -> None:
        """Play at `factor` times the speed, at the same pitch; kept for later files."""
        self._speed = factor
        self._send(Speed(factor))

    def close(self) -> None:
        """Let the child go; the file stays loaded."""
        self._playing = False
        self._child.close()

    def end(self) -> None:
        """The program ends: let the child go and wait for it."""
        self._playing = False
        self._child.end()

    def _start(self, path: Path) -> None:
        owner = path.parent.name if is_session_id(path.parent.name) else CHECK
        self._child.start(["recorder", "--play", str(path)], owner)
        if self._speed != 1.0:
            self._send(Speed(self._speed))
        if self._second > 0:
            self._send(Seek(self._second))

    def _send(self, command: PlayerCommand) -> None:
        self._child.send(format_command(command))

    def _on_line(self, line: bytes) -> None:
        try:
            report = parse_report(line)
        except BadMessage:
            _log.warning("the player wrote something that is no report: %r", line[:200])
            return
        match report:
            case Opened(length=length):
                self.opened.emit(length)
            case Positioned(second=second, playing=playing):
                self._second, self._playing = second, playing
                self.moved.emit(report)
            case Finished():
                self._playing = False
                self.finished.emit()
            case ErrorReported():
                self.failed.emit(report.to_error())

    def _on_ended(self, error: AurityError | None) -> None:
        was_playing, self._playing = self._playing, False
        if error is not None:
            known = type(error) is not AurityError
            self.failed.emit(error if known else AudioError(str(error)))
        if was_playing:
            self.moved.emit(Positioned(self._second, playing=False))
