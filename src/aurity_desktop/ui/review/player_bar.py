"""Plays the session again: play and hold, where it stands, how fast."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from aurity_desktop.application.library.player import Player
from aurity_desktop.domain.playback import Positioned
from aurity_desktop.ui.language.translation import TranslatedWidget
from aurity_desktop.ui.widgets.choice_box import ChoiceBox
from aurity_desktop.ui.widgets.icons import Icons
from aurity_desktop.ui.widgets.seek_slider import SeekSlider
from aurity_desktop.ui.widgets.time_text import clock

_SPEEDS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
#: The arrow keys and the buttons of the slider go by so many seconds.
_STEP_SECONDS = 5
_TENTHS = 10


class PlayerBar(TranslatedWidget):
    """Several bars may share one player; only the one whose file is loaded follows it."""

    heard = Signal(object)  # float | None: seconds

    def __init__(self, player: Player, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._player = player
        self._icons = icons
        self._path: Path | None = None
        self._length = 0.0
        self._playing = False
        self._until = float("inf")  # where a part that is played ends
        self._part: tuple[float, float] | None = None  # what is played again and again
        self.play_button = QPushButton(self)
        self.play_button.clicked.connect(self.toggle)
        self.slider = SeekSlider(self)
        self.slider.setSingleStep(_STEP_SECONDS * _TENTHS)
        self.slider.setPageStep(30 * _TENTHS)
        self.slider.sliderMoved.connect(self._on_slider)
        self.slider.actionTriggered.connect(self._on_action)
        self._time = QLabel(self)
        self._time.setProperty("kind", "muted")
        self.speed = ChoiceBox(self)
        for factor in _SPEEDS:
            self.speed.addItem(f"{factor:g}×", factor)
        self.speed.setCurrentIndex(_SPEEDS.index(1.0))
        self.speed.activated.connect(self._on_speed)
        self.waveform_button = QPushButton(self)
        self.waveform_button.setCheckable(True)
        self.waveform_button.setProperty("kind", "chip")
        icons.put(self.waveform_button, "wave")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.play_button)
        row.addWidget(self.slider, 1)
        row.addWidget(self._time)
        row.addWidget(self.speed)
        row.addWidget(self.waveform_button)
        player.moved.connect(self._on_moved)
        player.finished.connect(self._on_finished)
        self.retranslate()
        self._show(0.0, playing=False)

    def load(self, path: Path | None, length: float) -> None:
        """The recording that this bar plays; None when there is none yet."""
        if path == self._path and length == self._length:
            return  # the same session, read again: what is being heard goes on
        if self._mine:
            self._player.load(None)
        self._path, self._length, self._part = path, length, None
        self.slider.setRange(0, round(length * _TENTHS))
        self.setVisible(path is not None)
        self._show(0.0, playing=False)

    def toggle(self) -> None:
        """Play from where it stands, or hold."""
        self._until = self._part[1] if self._part is not None else float("inf")
        if self._mine and self._playing:
            self._player.hold()
        else:
            self._take_up()
            self._player.play()

    def play_from(self, second: float) -> None:
        """Play from a second of the session; nothing without a recording."""
        if self._path is None:
            return
        self._until, self._part = float("inf"), None
        self._take_up()
        self._player.seek(second)
        self._player.play()

    def play_part(self, start: float, end: float) -> None:
        """Play from `start` and hold at `end`, in seconds; nothing without a recording."""
        self.play_from(start)
        self._until = end

    def play_again_and_again(self, start: float, end: float) -> None:
        """Play from `start`, and from there again at `end`, until `play_on` or another session."""
        if self._path is not None:
            self.play_part(start, end)
            self._part = (start, end)

    def play_on(self) -> None:
        """No part is played again; what plays goes on behind it."""
        if self._part is not None:
            self._part, self._until = None, float("inf")

    def seek(self, second: float) -> None:
        """Go to a second of the recording, playing or not; nothing without a recording."""
        if self._path is not None:
            self._take_up()
            self._seek(second)

    def skip(self, seconds: float) -> None:
        """Move by so many seconds, backwards where negative, within the recording."""
        if self._path is not None:
            self._take_up()
            self._seek(min(self._length, max(0.0, self._player.second + seconds)))

    def retranslate(self) -> None:
        """The texts in the window's language."""
        self.slider.setAccessibleName(self.tr("Position in the recording"))
        self.waveform_button.setAccessibleName(self.tr("Waveform"))
        self.waveform_button.setToolTip(self.tr("Show the waveform of the recording"))
        self.speed.setAccessibleName(self.tr("Speed"))
        self.speed.setToolTip(self.tr("Speed, at the same pitch"))
        self._say()

    @property
    def _mine(self) -> bool:
        return self._path is not None and self._player.path == self._path

    def _take_up(self) -> None:
        if not self._mine:
            self._player.load(self._path)
            self._player.set_speed(float(self.speed.currentData()))

    def _seek(self, second: float) -> None:
        self._until, self._part = float("inf"), None
        self._player.seek(second)
        self._show(second, playing=self._playing)

    def _show(self, second: float, *, playing: bool) -> None:
        self._playing = playing
        if not self.slider.isSliderDown():
            self.slider.setValue(round(second * _TENTHS))
        self._time.setText(f"{clock(second)} / {clock(self._length)}")
        self._icons.put(self.play_button, "pause" if playing else "resume")
        self._say()

    def _say(self) -> None:
        words = self.tr("Pause") if self._playing else self.tr("Play")
        self.play_button.setText(words)
        self.play_button.setToolTip(self.tr("{words} (Ctrl+Space)").format(words=words))

    def _on_moved(self, position: Positioned) -> None:
        if self._mine:
            self._show(position.second, playing=position.playing)
            self.heard.emit(position.second)
            if position.playing and position.second >= self._until:
                if self._part is not None:
                    self._player.seek(self._part[0])
                    return
                self._until = float("inf")
                self._player.hold()

    def _on_finished(self) -> None:
        if self._mine:
            self._show(self._length, playing=False)
            self.heard.emit(None)

    def _on_slider(self, value: int) -> None:
        self._take_up()
        self._seek(value / _TENTHS)

    def _on_action(self) -> None:
        """Keys and the wheel; the pointer is `sliderMoved`."""
        if not self.slider.isSliderDown():
            self._take_up()
            self._seek(self.slider.sliderPosition() / _TENTHS)

    def _on_speed(self) -> None:
        if self._mine:
            self._player.set_speed(float(self.speed.currentData()))
