"""The folder whose sound files are imported, by choice."""

from __future__ import annotations

from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QWidget

from aurity_desktop.application.recording.watched_folder import WatchedFolder, WatchState
from aurity_desktop.ui.language.error_messages import error_text
from aurity_desktop.ui.language.translation import TranslatedWidget
from aurity_desktop.ui.settings.preferences import Preferences
from aurity_desktop.ui.widgets.elided_label import ElidedLabel
from aurity_desktop.ui.widgets.file_dialog import private_file_dialog
from aurity_desktop.ui.widgets.flow import FlowLayout
from aurity_desktop.ui.widgets.form_rows import card_column, hint_label


class WatchCard(TranslatedWidget):
    """Holds at once. Off until a folder is chosen."""

    def __init__(
        self, preferences: Preferences, watched: WatchedFolder, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._watched = watched
        self._title = QLabel(self)
        self._title.setProperty("kind", "heading")
        self.folder = ElidedLabel(self)
        self._hint, self.state = hint_label(self), hint_label(self)
        self.choose_button, self.stop_button = QPushButton(self), QPushButton(self)
        buttons = QWidget(self)
        flow = FlowLayout(buttons, 8)
        flow.addWidget(self.choose_button)
        flow.addWidget(self.stop_button)
        column = card_column(self)
        for each in (self._title, self._hint, self.folder, self.state, buttons):
            column.addWidget(each)
        self.choose_button.clicked.connect(self._on_choose)
        self.stop_button.clicked.connect(self._on_stop)
        preferences.changed.connect(self.retranslate)
        watched.state_changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """The texts in the window's language, as it stands now."""
        folder = self._preferences.settings.watch_folder
        self._title.setText(self.tr("Watched folder"))
        self._hint.setText(
            self.tr(
                "Sound files that are put into this folder are transcribed by themselves, each "
                "once, when nobody records. The files stay where they are and are not changed."
            )
        )
        self.folder.show_text(folder or self.tr("No folder is watched."))
        words = self._state_words()
        self.state.setText(words)
        self.state.setVisible(bool(words))
        self.choose_button.setText(self.tr("Choose a folder…"))
        self.stop_button.setText(self.tr("Watch no folder"))
        self.stop_button.setVisible(bool(folder))

    def _state_words(self) -> str:
        match self._watched.state:
            case WatchState.WATCHING:
                words = self.tr("It is being watched.")
            case WatchState.AWAY:
                words = self.tr("The folder is not there now. It is watched when it is back.")
            case WatchState.TAKEN:
                words = self.tr("Another window or command of this program watches for you.")
            case WatchState.REFUSED if self._watched.error is not None:
                words = error_text(self._watched.error)
            case _:
                words = ""
        return words

    def _on_choose(self) -> None:
        dialog = private_file_dialog(self, self.tr("Folder to be watched"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._on_chosen)
        dialog.open()

    def _on_chosen(self, path: str) -> None:
        self._preferences.change(watch_folder=path)

    def _on_stop(self) -> None:
        self._preferences.change(watch_folder="")
        self.choose_button.setFocus()
