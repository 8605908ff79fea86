"""What must be known while another program is in front, or the window is locked or minimized."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from aurity_desktop.application.recording.recording import NoticeKind
from aurity_desktop.ui.notices.notice_lines import NoticesBar
from aurity_desktop.ui.shell.desktop_portal import DesktopPortal
from aurity_desktop.ui.shell.tray import Tray

#: Lines of notice whose words name no patient and no file.
_TOLD = frozenset(
    {
        "interrupted",
        "battery",
        NoticeKind.NOTHING_CAPTURED.value,
        NoticeKind.SILENCE.value,
        NoticeKind.LONG_SILENCE.value,
        NoticeKind.LONG_SLEEP.value,
        NoticeKind.DISK_LOW.value,
        NoticeKind.DISK_FULL.value,
        NoticeKind.LENGTH_LIMIT.value,
        NoticeKind.END_NEAR.value,
    }
)
#: A line that may name a file is told without its words.
_HIDDEN = frozenset({"failed"})


class DesktopNotices(QObject):
    """Repeats the window's lines of notice outside it, as long as they hold and it is not seen.

    By the desktop's portal; where that shows nothing, by the tray. The window's place in the task
    bar asks for attention in any case.
    """

    def __init__(
        self,
        window: QWidget,
        notices: NoticesBar,
        portal: DesktopPortal,
        tray: Tray,
        is_locked: Callable[[], bool],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._portal = portal
        self._tray = tray
        self._is_locked = is_locked
        self._shown: dict[str, str] = {}
        notices.line_shown.connect(self._on_line)
        notices.line_withdrawn.connect(self._withdraw)
        portal.refused.connect(self._on_refused)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """What stands in the window that has come to the front need not stand beside it."""
        if event.type() is QEvent.Type.WindowActivate and not self._is_locked():
            for key in list(self._shown):
                self._withdraw(key)
        return super().eventFilter(watched, event)

    def _on_line(self, key: str, text: str) -> None:
        if key not in _TOLD | _HIDDEN or (self._window.isActiveWindow() and not self._is_locked()):
            return
        words = text if key in _TOLD else self.tr("Something needs your attention in the window.")
        self._shown[key] = words
        self._portal.show(key, self._title(), words)
        QApplication.alert(self._window)

    def _withdraw(self, key: str) -> None:
        if self._shown.pop(key, None) is not None:
            self._portal.withdraw(key)

    def _on_refused(self, key: str) -> None:
        if key in self._shown:
            self._tray.tell(self._title(), self._shown[key])

    @staticmethod
    def _title() -> str:
        return QCoreApplication.translate("MainWindow", "Aurity Desktop")
