"""File dialogs that leave no folder's name behind: folders are often called after patients.

`QFileDialog` keeps its history and the folder visited last in the settings that all programs made
with Qt share, `QtProject.conf`, in plain text and for good.
"""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QCoreApplication, QSettings, Qt
from PySide6.QtWidgets import QFileDialog, QTreeView, QWidget

translate = QCoreApplication.translate

#: Of Qt's dialog, the column that tells what names tell anyway, in English.
_TYPES = 2
_SHARED = "QtProject"
#: What a window manager puts above a dialog, about.
_TITLE_BAR = 40
_NAMES = ("FileDialog/history", "FileDialog/lastVisited")


def keep_no_dialog_state() -> None:
    """Have Qt's own settings neither read nor written by this process; before the first dialog.

    On Linux. Elsewhere Qt does not let them be moved, see `private_file_dialog`. Ours have a file
    of their own in the data folder.
    """
    user, native = QSettings.Scope.UserScope, QSettings.Format.NativeFormat
    QSettings.setPath(native, user, os.devnull)


def private_file_dialog(parent: QWidget, title: str) -> QFileDialog:
    """A dialog that holds nothing up and is deleted when it closes.

    On Linux it is Qt's own: the portal of the desktop refuses a program whose memory is private
    (`runtime/memory_privacy.py`), and might keep a history. What Qt writes down at its end is
    removed where it could be written.
    """
    dialog = QFileDialog(parent, title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowModality(Qt.WindowModality.NonModal)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog, sys.platform == "linux")
    # At twice the size Qt's own would put its buttons below the edge of a small screen.
    room = parent.screen().availableGeometry().size()
    dialog.setMaximumSize(room.width(), room.height() - _TITLE_BAR)
    dialog.destroyed.connect(_forget_folders)
    _put_in_words(dialog)
    return dialog


def _put_in_words(dialog: QFileDialog) -> None:
    """What Qt's own translation leaves in English, or calls otherwise than people here do."""
    if sys.platform != "linux":
        return
    labels = QFileDialog.DialogLabel
    dialog.setLabelText(labels.LookIn, translate("FileDialog", "Look in:"))
    dialog.setLabelText(labels.FileName, translate("FileDialog", "Name:"))
    dialog.setLabelText(labels.FileType, translate("FileDialog", "Kind of file:"))
    dialog.setLabelText(labels.Reject, translate("FileDialog", "Cancel"))
    rows = dialog.findChild(QTreeView, "treeView")
    if isinstance(rows, QTreeView):
        rows.hideColumn(_TYPES)


def _forget_folders() -> None:
    shared = QSettings(QSettings.Scope.UserScope, _SHARED)
    for name in _NAMES:
        shared.remove(name)
    shared.sync()
