"""What is copied out of the window carries the hint that no clipboard history is to keep it.

Klipper and GPaste heed KDE's; Windows its three formats, for its own history and the cloud.
Programs that do not heed it keep what they like. macOS has such a mark, too, which Qt cannot write
from Python.
"""

from __future__ import annotations

from typing import Final, cast

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QClipboard, QGuiApplication

#: By the name of the format, which Qt passes on as it is under X11, Wayland and Windows.
_HINTS: Final = {
    "x-kde-passwordManagerHint": b"secret",
    "ExcludeClipboardContentFromMonitorProcessing": b"1",
    "CanIncludeInClipboardHistory": bytes(4),  # a DWORD of 0
    "CanUploadToCloudClipboard": bytes(4),
}


def kept_out_of_history(data: QMimeData) -> QMimeData:
    """The same data, with the hints."""
    for name, value in _HINTS.items():
        data.setData(name, value)
    return data


def copy_text(text: str) -> None:
    """Put text on the clipboard, with the hints."""
    data = QMimeData()
    data.setText(text)
    QGuiApplication.clipboard().setMimeData(kept_out_of_history(data))


class ClipboardHints(QObject):
    """Adds the hints to what Qt's own fields and labels put on the clipboard, once it is there.

    Also to the selection of X11, which a middle click pastes. Belongs to the GUI thread.
    """

    def __init__(self, clipboard: QClipboard, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clipboard = clipboard
        self._clipboard.changed.connect(self._on_changed)

    def _on_changed(self, mode: QClipboard.Mode) -> None:
        if not self._is_ours(mode):
            return
        held = cast("QMimeData | None", self._clipboard.mimeData(mode))  # None when it was emptied
        if held is None or not held.formats() or set(_HINTS) <= set(held.formats()):
            return
        again = QMimeData()
        for name in held.formats():
            again.setData(name, held.data(name))
        if held.hasText():
            again.setText(held.text())
        self._clipboard.setMimeData(kept_out_of_history(again), mode)

    def _is_ours(self, mode: QClipboard.Mode) -> bool:
        if mode is QClipboard.Mode.Clipboard:
            return self._clipboard.ownsClipboard()
        return mode is QClipboard.Mode.Selection and self._clipboard.ownsSelection()
