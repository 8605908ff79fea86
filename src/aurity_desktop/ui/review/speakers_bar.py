"""The voices of a session as buttons in their colours, each with its role at one press.

A role that is only likely is shown with a question mark, and a press says that it is right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from aurity_desktop.domain.speakers import Speaker, SpeakerRole
from aurity_desktop.ui.language.messages import role_text, speaker_text
from aurity_desktop.ui.language.translation import TranslatedWidget
from aurity_desktop.ui.review.role_buttons import RoleButtons
from aurity_desktop.ui.widgets.choice_box import ChoiceBox
from aurity_desktop.ui.widgets.escape import ClosedByEscape
from aurity_desktop.ui.widgets.flow import FlowLayout
from aurity_desktop.ui.widgets.icons import Icons
from aurity_desktop.ui.widgets.styling import set_style_state
from aurity_desktop.ui.widgets.theme import Appearance
from aurity_desktop.ui.widgets.time_text import length

#: With more voices than these, a row of roles for each would fill the page: a press opens the
#: editor.
_FEW = 3


class SpeakersBar(TranslatedWidget):
    """`rename_asked` carries label, name and role as they were typed or pressed.

    Undo and redo are here too: what is done by one press is taken back by one.
    """

    rename_asked = Signal(str, str, SpeakerRole)  # raw label, name, role
    guess_confirmed = Signal()  # of all voices
    swap_asked = Signal()
    undo_asked = Signal()
    redo_asked = Signal()

    def __init__(self, appearance: Appearance, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._guess: Mapping[str, SpeakerRole] = {}
        self._roles: list[RoleButtons] = []
        self._speakers: tuple[Speaker, ...] = ()
        self._chips: list[QPushButton] = []
        self._row = QWidget(self)
        self._flow = FlowLayout(self._row, spacing=8)
        self.editor = SpeakerEditor(self)
        self.editor.hide()
        self.editor.saved.connect(self._on_saved)
        self.editor.left.connect(self._close_editor)
        self.swap_button, self.undo_button, self.redo_button = (QPushButton(self) for _ in range(3))
        self.swap_button.setProperty("kind", "quiet")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._row, 1)
        row.addStretch(0)  # where nobody was heard, the buttons are no wider
        for button, name, colour, signal in (
            (self.swap_button, "again", "accent", self.swap_asked),
            (self.undo_button, "undo", "ink", self.undo_asked),
            (self.redo_button, "redo", "ink", self.redo_asked),
        ):
            icons.put(button, name, colour)
            button.clicked.connect(signal)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.editor)
        appearance.changed.connect(self._draw_dots)
        self._say_buttons()

    @property
    def speakers(self) -> tuple[Speaker, ...]:
        """The voices that are shown."""
        return self._speakers

    @property
    def guess(self) -> Mapping[str, SpeakerRole]:
        """By label, the roles that are shown as a guess."""
        return self._guess

    @property
    def chips(self) -> list[QPushButton]:
        """The buttons, one a voice, in the order of the session's speakers."""
        return list(self._chips)

    @property
    def role_buttons(self) -> list[RoleButtons]:
        """Beside each of the chips, the roles that its voice is offered."""
        return list(self._roles)

    def show_steps(self, *, undo: bool, redo: bool) -> None:
        """Whether there is something to take back, or to make again."""
        self.undo_button.setEnabled(undo)
        self.redo_button.setEnabled(redo)

    def show_speakers(
        self, speakers: Sequence[Speaker], guess: Mapping[str, SpeakerRole] | None = None
    ) -> None:
        """Chips are kept where they can be, so that a rename does not take the focus away.

        `guess`: by label, roles that are likely and that nobody has confirmed.
        """
        self._speakers, self._guess = tuple(speakers), guess or {}
        self.swap_button.setVisible(len(self._speakers) == 2)
        while len(self._chips) > len(self._speakers):
            for gone in (self._chips.pop(), self._roles.pop()):
                self._flow.removeWidget(gone)
                gone.deleteLater()
        while len(self._chips) < len(self._speakers):
            chip = QPushButton(self._row)
            chip.setProperty("kind", "chip")
            chip.setCheckable(True)
            chip.clicked.connect(self._on_chip)
            roles = RoleButtons(self._row)
            roles.chosen.connect(partial(self._on_role, len(self._chips)))
            self._chips.append(chip)
            self._roles.append(roles)
            for added in (chip, roles):
                self._flow.addWidget(added)
            chip.show()
        self._row.setVisible(bool(self._chips))
        self.retranslate()
        self._draw_dots()

    def edit(self, label: str) -> None:
        """Open the editor for a voice; nothing happens for one that is not there."""
        for place, speaker in enumerate(self._speakers):
            if speaker.label == label:
                self._open_editor(place)
                return

    def retranslate(self) -> None:
        """Roles and numbers of voices in the window's language."""
        for place, (chip, speaker) in enumerate(zip(self._chips, self._speakers, strict=True)):
            name = self._name(speaker, place)
            guessed = speaker.label in self._guess
            parts = [name]
            if speaker.name and speaker.role is not SpeakerRole.DESCONOCIDO:
                parts.append(role_text(speaker.role))
            if speaker.seconds > 0:
                parts.append(length(speaker.seconds))
            chip.setText(" " + " · ".join(parts).replace("&", "&&"))
            if guessed:
                chip.setToolTip(self.tr("Guessed by who asks. Press if it is right."))
                chip.setAccessibleName(self.tr("Confirm: {name}").format(name=name))
            else:
                chip.setToolTip(self.tr("Change the name or the role (F2)"))
                chip.setAccessibleName(self.tr("Change name and role of {name}").format(name=name))
            set_style_state(chip, "certainty", "guess" if guessed else "known")
            unknown = not speaker.name and speaker.role is SpeakerRole.DESCONOCIDO
            offered = unknown and not guessed and len(self._speakers) <= _FEW
            self._roles[place].setVisible(offered)
            self._roles[place].offer(name)
        self._say_buttons()

    def _say_buttons(self) -> None:
        self.swap_button.setText(self.tr("Exchange"))
        self.swap_button.setToolTip(self.tr("Each of the two is the other"))
        for button, words, keys in (
            (self.undo_button, self.tr("Undo"), "Ctrl+Z"),
            (self.redo_button, self.tr("Redo"), "Ctrl+Shift+Z"),
        ):
            button.setAccessibleName(words)
            button.setToolTip(f"{words} ({keys})")

    def _name(self, speaker: Speaker, place: int) -> str:
        if speaker.label in self._guess:
            return self.tr("{role}?").format(role=role_text(self._guess[speaker.label]))
        return speaker_text(speaker, place)

    def _on_role(self, place: int, role: SpeakerRole) -> None:
        speaker = self._speakers[place]
        self.rename_asked.emit(speaker.label, speaker.name, role)

    def _draw_dots(self) -> None:
        ratio = self.devicePixelRatioF()
        for place, chip in enumerate(self._chips):
            chip.setIcon(_dot(self._appearance.voice(place), ratio))
            chip.setIconSize(QSize(10, 10))

    def _on_chip(self) -> None:
        chip = self.sender()
        place = next(number for number, each in enumerate(self._chips) if each is chip)
        if self._speakers[place].label in self._guess:
            self._chips[place].setChecked(False)
            self.guess_confirmed.emit()
        elif self._chips[place].isChecked():
            self._open_editor(place)
        else:
            self._close_editor()

    def _open_editor(self, place: int) -> None:
        for number, chip in enumerate(self._chips):
            chip.setChecked(number == place)
        self.editor.open(self._speakers[place], speaker_text(self._speakers[place], place))

    def _close_editor(self) -> None:
        """Put the editor away and the keyboard back where it came from."""
        for chip in self._chips:
            if chip.isChecked():
                chip.setChecked(False)
                if self.editor.focused:
                    chip.setFocus()
        self.editor.hide()

    def _on_saved(self, label: str, name: str, role: SpeakerRole) -> None:
        self._close_editor()
        self.rename_asked.emit(label, name, role)


class SpeakerEditor(TranslatedWidget, ClosedByEscape):
    """A name, a role, and two ways out. Enter saves, Escape leaves."""

    saved = Signal(str, str, SpeakerRole)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("severity", "note")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._speaker: Speaker | None = None
        self._shown_name = ""
        self._label = QLabel(self)
        self.name = QLineEdit(self)
        self.name.setMaxLength(120)
        self.role = ChoiceBox(self)
        for role in SpeakerRole:
            self.role.addItem("", role)
        self.save_button = QPushButton(self)
        self.leave_button = QPushButton(self)
        self.save_button.clicked.connect(self._on_save)
        self.leave_button.clicked.connect(self.left)
        self.name.returnPressed.connect(self._on_save)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 10, 8)
        row.setSpacing(8)
        row.addWidget(self._label)
        row.addWidget(self.name, 1)
        row.addWidget(self.role)
        row.addWidget(self.save_button)
        row.addWidget(self.leave_button)
        self.retranslate()

    @property
    def focused(self) -> bool:
        """Whether the keyboard is in one of the fields."""
        return any(
            field.hasFocus()
            for field in (self.name, self.role, self.save_button, self.leave_button)
        )

    def open(self, speaker: Speaker, shown_name: str) -> None:
        """Show name and role for change; `shown_name` is what the voice is called now."""
        self._speaker, self._shown_name = speaker, shown_name
        self.name.setText(speaker.name)
        self.role.setCurrentIndex(self.role.findData(speaker.role))
        self.retranslate()
        self.show()
        self.name.setFocus()
        self.name.selectAll()

    def retranslate(self) -> None:
        """The texts in the window's language."""
        self._label.setText(self._shown_name)
        self.name.setPlaceholderText(self.tr("Name"))
        self.name.setAccessibleName(self.tr("Name of {voice}").format(voice=self._shown_name))
        self.role.setAccessibleName(self.tr("Role of {voice}").format(voice=self._shown_name))
        for place, role in enumerate(SpeakerRole):
            self.role.setItemText(place, role_text(role))
        self.save_button.setText(self.tr("Save"))
        self.leave_button.setText(self.tr("Cancel"))

    def leave(self) -> None:
        """Close without a change."""
        self.left.emit()

    def _on_save(self) -> None:
        if self._speaker is not None:
            role = SpeakerRole(self.role.currentData())
            self.saved.emit(self._speaker.label, self.name.text().strip(), role)


def _dot(colour: str, ratio: float) -> QIcon:
    size = round(10 * ratio)
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawEllipse(0, 0, size, size)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return QIcon(pixmap)
