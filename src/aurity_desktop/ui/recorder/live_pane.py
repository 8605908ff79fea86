"""The live transcript, with a word about what will appear there, and a way back to its end."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from aurity_desktop.application.recording.recording import RecordingState
from aurity_desktop.domain.audio import Span
from aurity_desktop.domain.bookmarks import Bookmark
from aurity_desktop.domain.live_corrections import LiveCorrection
from aurity_desktop.domain.transcript import LiveUpdate, Word
from aurity_desktop.ui.language.translation import TranslatedWidget
from aurity_desktop.ui.recorder.live_delegate import LiveDelegate
from aurity_desktop.ui.recorder.live_model import LiveModel
from aurity_desktop.ui.recorder.live_view import LiveView
from aurity_desktop.ui.widgets.icons import Icons
from aurity_desktop.ui.widgets.theme import Appearance


class LivePane(TranslatedWidget):
    """The live text, or what to do while there is none.

    `note_asked`: another note is to be written to a bookmark; `removal_asked` has its id.
    `correction_asked` carries a told word and what a person wrote in its place.
    """

    note_asked = Signal(Bookmark)
    removal_asked = Signal(str)
    correction_asked = Signal(Word, str)

    def __init__(self, appearance: Appearance, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recording = False
        self._state = RecordingState.IDLE
        self._icons = icons
        self.model = LiveModel(self)
        self._delegate = LiveDelegate(appearance, self)
        self.view = LiveView(self._delegate, self)
        self.view.setModel(self.model)
        self._empty = QWidget(self)
        self._empty_words = QLabel(self._empty)
        self._empty_words.setProperty("kind", "empty")
        self._empty_words.setWordWrap(True)
        self._empty_words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty_picture = QLabel(self._empty)
        self._empty_picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        middle = QVBoxLayout(self._empty)
        middle.setSpacing(18)
        middle.addStretch(1)
        middle.addWidget(self._empty_picture)
        middle.addWidget(self._empty_words)
        middle.addStretch(1)
        self.view.note_asked.connect(self.note_asked)
        self.view.removal_asked.connect(self.removal_asked)
        self._delegate.word_edited.connect(self.correction_asked)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.view)
        self.newest_button = QPushButton(self.view)
        self.newest_button.setProperty("kind", "pill")
        icons.put(self.newest_button, "down", "on_accent")
        self.newest_button.hide()
        self.newest_button.clicked.connect(self.view.follow_end)
        self.view.following_changed.connect(self._on_following)
        self.model.rowsInserted.connect(self._on_rows)
        self.model.modelReset.connect(self._on_rows)
        appearance.changed.connect(self._on_appearance)
        self._on_appearance()
        self.retranslate()

    def begin(self) -> None:
        """A new session: an empty page that follows its end."""
        self._recording = True
        self.model.clear()
        self.view.follow_end()
        self.retranslate()

    def end_session(self) -> None:
        """Nothing more comes; the words stay."""
        self._recording = False
        self.retranslate()

    def show_state(self, state: RecordingState) -> None:
        """What is said of words to come is said only while they are listened for."""
        self._state = state
        self.retranslate()

    def apply_update(self, update: LiveUpdate) -> None:
        """Show the words that are new or corrected."""
        self.model.apply_update(update)

    def add_span(self, span: Span) -> None:
        """Show a stretch that was not captured."""
        self.model.add_span(span)

    def show_bookmarks(self, bookmarks: Sequence[Bookmark]) -> None:
        """Show what was marked and noted."""
        self.model.show_bookmarks(bookmarks)

    def show_corrections(self, corrections: Sequence[LiveCorrection]) -> None:
        """Show what a person wrote in place of what was told."""
        self.model.show_corrections(corrections)

    def retranslate(self) -> None:
        """The texts in the window's language."""
        self.view.setAccessibleName(self.tr("Live transcript"))
        self._delegate.editor_words = self.tr("This word, as it was said")
        self.newest_button.setText(self.tr("Newest words"))
        self._place_button()
        self._empty_words.setText(self._words())

    def _words(self) -> str:
        """An empty page's: of a recording that hears nothing now, the controls tell why."""
        if self._state is RecordingState.STARTING:
            return ""
        if self._recording:
            listening = self._state is RecordingState.RECORDING
            return (
                self.tr("Listening. The first words appear in a few seconds.") if listening else ""
            )
        return self.tr(
            "Press Record and speak. The text appears here.\nNothing leaves this computer."
        )

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """The button to the newest words keeps its place above the edge."""
        super().resizeEvent(event)
        self._place_button()

    def _on_rows(self) -> None:
        self._stack.setCurrentWidget(self.view if self.model.rowCount() else self._empty)

    def _on_appearance(self) -> None:
        self.view.viewport().update()
        picture = self._icons.pixmap("microphone", "accent", 56, self.devicePixelRatioF())
        self._empty_picture.setPixmap(picture)

    def _on_following(self, following: bool) -> None:
        self.newest_button.setVisible(not following)
        self._place_button()

    def _place_button(self) -> None:
        self.newest_button.adjustSize()
        self.newest_button.move(
            (self.view.width() - self.newest_button.width()) // 2,
            self.view.height() - self.newest_button.height() - 16,
        )
        self.newest_button.raise_()
