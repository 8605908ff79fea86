"""What can be made again: the text with another model, or the speakers with a known number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QMenu, QWidget, QWidgetAction

from aurity_desktop.domain.session import SpeakerCount
from aurity_desktop.ui.widgets.time_text import length

_MOST_PEOPLE = 6
_RANGES = ((2, 3), (2, 4), (3, 6), (4, 10))

#: Seconds of work that a second of sound costs with a model here; None before it was measured.
SpeedOf = Callable[[str], float | None]


def _unmeasured(_model: str) -> float | None:
    return None


class RerunMenu(QMenu):
    """`transcript_asked`: all again as it was; the others carry what is to be different.

    Each model says how long it takes for the session that is shown, on this computer.
    """

    transcript_asked = Signal()
    model_asked = Signal(str)
    speakers_asked = Signal(SpeakerCount)
    channels_asked = Signal()

    def __init__(self, models: Sequence[str], parent: QWidget | None = None) -> None:
        """`models` are the installed speech models."""
        super().__init__(parent)
        self._speed_of: SpeedOf = _unmeasured
        self._seconds = 0.0
        self._models: dict[str, QAction] = {}
        self._all = QAction(self)
        self._all.triggered.connect(self.transcript_asked)
        self.addAction(self._all)
        self._with_model = self.addMenu("")
        self.addSeparator()
        self._heading = QLabel(self)
        self._heading.setProperty("kind", "menu-heading")
        heading = QWidgetAction(self)
        heading.setDefaultWidget(self._heading)
        heading.setEnabled(False)  # the keyboard passes it by
        self.addAction(heading)
        self._by_channel = self.addAction("")
        self._by_channel.setVisible(False)
        self._by_channel.triggered.connect(self.channels_asked)
        self._automatic = self._add_count(self, SpeakerCount())
        self._exact = [
            self._add_count(self, SpeakerCount.exactly(people))
            for people in range(1, _MOST_PEOPLE + 1)
        ]
        self._between = self.addMenu("")
        self._ranges = [
            self._add_count(self._between, SpeakerCount(least, most)) for least, most in _RANGES
        ]
        self.aboutToShow.connect(self.retranslate)
        self.show_models(models)

    def show_models(self, models: Sequence[str], speed_of: SpeedOf | None = None) -> None:
        """Which speech models are installed, and how fast each is here."""
        self._speed_of = speed_of or self._speed_of
        self._with_model.clear()
        self._models = {name: self._with_model.addAction(name) for name in models}
        for name, action in self._models.items():
            action.triggered.connect(partial(self.model_asked.emit, name))
        self._with_model.menuAction().setVisible(bool(models))
        self.retranslate()

    def show_length(self, seconds: float) -> None:
        """Of the sound that would be gone through again."""
        self._seconds = seconds

    def offer_channels(self, offered: bool) -> None:
        """Whether the recording's channels tell its speakers apart."""
        self._by_channel.setVisible(offered)

    def retranslate(self) -> None:
        """The entries in the window's language."""
        self._all.setText(self.tr("Text and speakers"))
        self._with_model.setTitle(self.tr("Text, with this model"))
        for name, action in self._models.items():
            action.setText(self._model_words(name))
        self._heading.setText(self.tr("Speakers only"))
        self._by_channel.setText(self.tr("One for each channel of the file"))
        self._automatic.setText(self.tr("Detect how many people spoke"))
        self._exact[0].setText(self.tr("1 person"))
        for people, action in enumerate(self._exact[1:], start=2):
            action.setText(self.tr("{count} people").format(count=people))
        self._between.setTitle(self.tr("Between"))
        for (least, most), action in zip(_RANGES, self._ranges, strict=True):
            action.setText(self.tr("{least} to {most} people").format(least=least, most=most))

    def _model_words(self, name: str) -> str:
        speed = self._speed_of(name)
        if speed is None:
            return self.tr("{model} (not measured on this computer)").format(model=name)
        return self.tr("{model} (about {length} here)").format(
            model=name, length=length(speed * self._seconds)
        )

    def _add_count(self, menu: QMenu, count: SpeakerCount) -> QAction:
        action = QAction(menu)
        action.triggered.connect(partial(self._ask, count))
        menu.addAction(action)
        return action

    def _ask(self, count: SpeakerCount) -> None:
        self.speakers_asked.emit(count)
