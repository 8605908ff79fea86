"""Files that become sessions beside everything else: a quiet row each, at the window's foot."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from aurity_desktop.application.recording.import_queue import ImportQueue
from aurity_desktop.application.recording.sound_import import ImportState, SoundImport
from aurity_desktop.domain.input_read import Part
from aurity_desktop.ui.language.error_messages import error_text
from aurity_desktop.ui.language.input_texts import part_text
from aurity_desktop.ui.language.translation import TranslatedWidget
from aurity_desktop.ui.widgets.elided_label import ElidedLabel
from aurity_desktop.ui.widgets.time_text import remaining

#: So many rows are seen at once; the others are scrolled to.
_ROWS = 3
_FRAME = 2  # pixels
#: A window that is lower than this, in pixels, has room for one.
_LOW = 480


class ImportRow(TranslatedWidget):
    """One file: its name, how far it is, and what can be done with it."""

    stop_asked = Signal()
    go_on_asked = Signal()
    look_asked = Signal(str)
    dismissed = Signal()

    def __init__(self, found: SoundImport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._import = found
        self.name = ElidedLabel(self)
        self.state = QLabel(self)
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.state.setProperty("kind", "muted")
        self.state.setWordWrap(True)
        self.bar = QProgressBar(self)
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(120)
        self.go_on_button, self.look_button = QPushButton(self), QPushButton(self)
        self.stop_button = QPushButton(self)
        self.go_on_button.clicked.connect(self.go_on_asked)
        self.look_button.clicked.connect(self._on_look)
        self.stop_button.clicked.connect(self._on_stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.name)
        words.addWidget(self.state)
        row.addLayout(words, 1)
        row.addWidget(self.bar)
        for button in (self.go_on_button, self.look_button, self.stop_button):
            row.addWidget(button)
        self.retranslate()

    def show_import(self, found: SoundImport) -> None:
        """How it is now."""
        self._import = found
        self.retranslate()

    def retranslate(self) -> None:
        """The texts in the window's language."""
        found, state = self._import, self._import.state
        self.name.show_text(found.path.name)
        words = self._words(found)
        self.state.setText(words)
        self.bar.setValue(round(1000 * found.fraction))
        self.bar.setAccessibleName(self.tr("Progress of {file}").format(file=found.path.name))
        self.setAccessibleName(f"{found.path.name}: {words}")
        self.bar.setVisible(not state.ended)
        self.go_on_button.setVisible(state is ImportState.STOPPED)
        self.look_button.setVisible(state.ended and bool(found.session_id))
        self.go_on_button.setText(self.tr("Resume"))
        self.look_button.setText(self.tr("Show"))
        self.stop_button.setText(self.tr("Close") if state.ended else self.tr("Cancel"))

    def _words(self, found: SoundImport) -> str:
        match found.state:
            case ImportState.WAITING:
                words = self.tr("Waiting")
            case ImportState.READING:
                words = self._with_time(self.tr("Reading"), found)
            case ImportState.TRANSCRIBING if found.waits:
                words = self.tr("Waiting")
            case ImportState.TRANSCRIBING:
                words = self._with_time(self.tr("Transcribing"), found)
            case ImportState.STOPPED:
                part = part_text(Part(found.seconds, found.of_seconds))
                words = self.tr("Stopped, {part}").format(part=part)
            case ImportState.CANCELLED:
                words = self.tr("No transcript was made; the sound is kept")
            case _ if found.error is not None:
                words = error_text(found.error)
            case ImportState.COMPLETED:
                words = self.tr("Done")
            case ImportState.FAILED:
                words = self.tr("The transcript could not be finished; the sound is kept")
        return words

    def _with_time(self, doing: str, found: SoundImport) -> str:
        percent = self.tr("{percent} %").format(percent=int(100 * found.fraction))
        parts = [doing, percent]
        if found.eta_seconds is not None:
            parts.append(remaining(found.eta_seconds))
        return " · ".join(parts)

    def _on_look(self) -> None:
        self.look_asked.emit(self._import.session_id)

    def _on_stop(self) -> None:
        (self.dismissed if self._import.state.ended else self.stop_asked).emit()


class ImportList(QFrame):
    """All of them, hidden where there are none. `look_asked` carries a session's id."""

    look_asked = Signal(str)

    def __init__(self, imports: ImportQueue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._imports = imports
        self.rows: dict[int, ImportRow] = {}
        inside = QWidget(self)
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(16, 8, 16, 8)
        self._column.setSpacing(6)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its rows have the keyboard
        self._area.setWidget(inside)
        self._area.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*[_FRAME] * 4)  # the card's frame stays in sight
        outer.addWidget(self._area)
        imports.changed.connect(self.look)
        self.look()

    def look(self) -> None:
        """Show what the queue holds now."""
        found = {each.key: each for each in self._imports.imports}
        for key in self.rows.keys() - found.keys():
            row = self.rows.pop(key)
            self._column.removeWidget(row)
            row.deleteLater()
        for key, each in found.items():
            if key in self.rows:
                self.rows[key].show_import(each)
            else:
                self._add(each)
        self._fit()
        self.setVisible(bool(found))

    def _add(self, found: SoundImport) -> None:
        row = self.rows[found.key] = ImportRow(found, self)
        self._column.addWidget(row)
        row.stop_asked.connect(partial(self._imports.cancel, found.key))
        row.go_on_asked.connect(partial(self._imports.resume, found.key))
        row.dismissed.connect(partial(self._imports.dismiss, found.key))
        row.look_asked.connect(self.look_asked)

    def _fit(self) -> None:
        """As high as its rows, up to some of them.

        By the list's own width: what is in it gets its new one only after this.
        """
        room = _ROWS if self.window().height() >= _LOW else 1
        shown = list(self.rows.values())[:room]
        margins = self._column.contentsMargins()
        bar = self._area.verticalScrollBar().sizeHint().width() if len(self.rows) > room else 0
        width = self.width() - 2 * _FRAME - bar - margins.left() - margins.right()
        height = margins.top() + margins.bottom() + self._column.spacing() * max(0, len(shown) - 1)
        height += sum(max(row.heightForWidth(width), row.sizeHint().height()) for row in shown)
        if height != self._area.height():
            self._area.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Words wrap elsewhere in another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  # Qt's name
        """So they do in another size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()
