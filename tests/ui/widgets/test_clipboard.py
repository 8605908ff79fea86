"""What is copied carries the hint that keeps it out of clipboard histories."""

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit

from aurity_desktop.ui.widgets.clipboard import ClipboardHints, copy_text
from aurity_desktop.ui.widgets.in_place_editor import InPlaceEditor

HINTS = {
    "x-kde-passwordManagerHint": b"secret",
    "ExcludeClipboardContentFromMonitorProcessing": b"1",
    "CanIncludeInClipboardHistory": b"\0\0\0\0",
    "CanUploadToCloudClipboard": b"\0\0\0\0",
}
WORDS = "Tomo losartán, dice Ibarra"


@pytest.fixture
def clipboard(qapp):
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    yield clipboard
    clipboard.clear()


class Owned(QObject):
    """The clipboard of a platform that knows whose its content is; the one without a screen does
    not.
    """

    changed = Signal(QClipboard.Mode)

    def __init__(self, real, ours):
        super().__init__()
        self._real, self._ours = real, ours
        real.changed.connect(self.changed)

    def ownsClipboard(self):  # noqa: N802
        return self._ours

    def mimeData(self, mode):  # noqa: N802
        return self._real.mimeData(mode)

    def setMimeData(self, data, mode):  # noqa: N802
        self._real.setMimeData(data, mode)


@pytest.fixture
def watched(clipboard):
    """Watches a clipboard whose content is ours, or another program's, until the test is over."""
    made = []

    def watch(*, ours):
        owned = Owned(clipboard, ours)
        made.extend([owned, ClipboardHints(owned)])

    yield watch
    for each in made:
        each.deleteLater()
    if made:
        clipboard.changed.disconnect(made[0].changed)


def copied(clipboard):
    """The text, and the hints that came with it."""
    data = clipboard.mimeData(QClipboard.Mode.Clipboard)
    hints = {name: bytes(data.data(name).data()) for name in data.formats() if name in HINTS}
    return data.text(), hints


def test_copied_turns_carry_the_hints(clipboard):
    copy_text(WORDS)
    assert copied(clipboard) == (WORDS, HINTS)


def test_a_turn_that_is_being_edited_is_copied_and_dragged_with_them(clipboard, qtbot):
    editor = InPlaceEditor()
    qtbot.addWidget(editor)
    editor.setPlainText(WORDS)
    editor.selectAll()
    editor.copy()
    assert copied(clipboard) == (WORDS, HINTS)
    assert set(HINTS) <= set(editor.createMimeDataFromSelection().formats())


def test_so_is_what_a_field_or_a_label_of_qt_copies(clipboard, watched, qtbot):
    watched(ours=True)
    field = QLineEdit(WORDS)
    qtbot.addWidget(field)
    field.selectAll()
    field.copy()
    assert copied(clipboard) == (WORDS, HINTS)
    label = QLabel("Ibarra")
    qtbot.addWidget(label)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
    label.setSelection(0, 6)
    qtbot.keyClick(label, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert copied(clipboard) == ("Ibarra", HINTS)


def test_an_emptied_clipboard_stays_empty(clipboard, watched):
    watched(ours=True)
    clipboard.setText(WORDS)
    clipboard.clear()
    assert clipboard.text() == ""


def test_what_another_program_copied_is_left_as_it_is(clipboard, watched):
    watched(ours=False)
    clipboard.setText(WORDS)
    assert copied(clipboard) == (WORDS, {})
