"""The alarm that is heard: nothing is captured though it should be, or the recording has ended.

Once, too, when the lid is closed on a recording.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from aurity_desktop.application.library.player import Player
from aurity_desktop.application.recording.recording import Notice, NoticeKind, RecordingState
from aurity_desktop.application.recording.session_controller import SessionController

#: A microphone that is back within this time, a change to another one too, needs no alarm.
_GRACE_MS = 2_000
_AGAIN_MS = 30_000


class Alarm(QObject):
    """Sounds after two seconds without sound, and every half minute until somebody has seen to it.

    A pause ends it: then nothing is to be captured. `sounded` comes with each time, and `unheard`
    where this computer cannot play it: the window does what it can.
    """

    sounded = Signal()
    unheard = Signal()

    def __init__(
        self,
        controller: SessionController,
        player: Player,
        sound: Path,
        parent: QObject | None = None,
        *,
        grace_ms: int = _GRACE_MS,
    ) -> None:
        """`player` plays nothing else, and is let go when the sound is over."""
        super().__init__(parent)
        self._player = player
        self._grace_ms = grace_ms
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._sound)
        player.load(sound)
        player.finished.connect(player.close)
        player.failed.connect(self._on_silent_player)
        controller.state_changed.connect(self._on_state)
        controller.notice_raised.connect(self._on_notice)
        controller.failed.connect(self._on_failed)

    def close(self) -> None:
        """Fall silent: the program ends."""
        self._timer.stop()
        self._player.end()

    def _sound(self) -> None:
        self._timer.start(_AGAIN_MS)
        self._play()

    def _play(self) -> None:
        self._player.seek(0.0)
        self._player.play()
        self.sounded.emit()

    def _on_state(self, state: RecordingState) -> None:
        if state is not RecordingState.INTERRUPTED:
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start(self._grace_ms)

    def _on_notice(self, notice: Notice) -> None:
        if notice.kind is NoticeKind.NOTHING_CAPTURED:
            self._sound()  # the two seconds are over
        elif notice.kind is NoticeKind.LID_CLOSED:
            self._play()  # nobody sees the window

    def _on_failed(self) -> None:
        self._play()

    def _on_silent_player(self) -> None:
        self._player.close()
        self.unheard.emit()
