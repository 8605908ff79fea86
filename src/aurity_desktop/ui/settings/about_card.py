"""Which program this is, under which licences, and where it keeps its data."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, qVersion
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from aurity_desktop import __version__
from aurity_desktop.ui.language.translation import TranslatedWidget
from aurity_desktop.ui.widgets.form_rows import card_column, hint_label


@dataclass(frozen=True, slots=True)
class About:
    """`data` is the folder of the recordings; `licences` that of the texts, None without one."""

    data: Path | None = None
    licences: Path | None = None


class AboutCard(TranslatedWidget):
    """Its buttons open folders in the system's own file manager."""

    def __init__(self, about: About, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._about = about
        self._heading = QLabel(self)
        self._heading.setProperty("kind", "heading")
        self._offline, self._licences, self._data = (hint_label(self) for _ in range(3))
        self._data.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.data_button, self.licences_button = QPushButton(self), QPushButton(self)
        self.data_button.clicked.connect(self._on_data)
        self.licences_button.clicked.connect(self._on_licences)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.data_button)
        buttons.addWidget(self.licences_button)
        buttons.addStretch(1)
        column = card_column(self)
        for label in (self._heading, self._offline, self._licences, self._data):
            column.addWidget(label)
        column.addLayout(buttons)
        self.data_button.setVisible(about.data is not None)
        self._data.setVisible(about.data is not None)
        self.licences_button.setVisible(about.licences is not None)
        self.retranslate()

    def retranslate(self) -> None:
        """The texts in the window's language."""
        self._heading.setText(
            self.tr("Aurity Desktop, version {version}").format(version=__version__)
        )
        self._offline.setText(
            self.tr(
                "Records consultations, transcribes them and tells the speakers apart, on this "
                "computer and without a network."
            )
        )
        self._licences.setText(
            self.tr(
                "Made with Qt {qt} (LGPL 3), faster-whisper and CTranslate2 (MIT), pyannote.audio "
                "(MIT), PyTorch (BSD), HDF5 (BSD) and FFmpeg (LGPL). The speech models are "
                "OpenAI's Whisper (MIT)."
            ).format(qt=qVersion())
        )
        self._data.setText(self.tr("Data folder: {folder}").format(folder=self._about.data))
        self.data_button.setText(self.tr("Open the data folder"))
        self.licences_button.setText(self.tr("Licences"))

    def _on_data(self) -> None:
        _open(self._about.data)

    def _on_licences(self) -> None:
        _open(self._about.licences)


def _open(folder: Path | None) -> None:
    if folder is not None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
