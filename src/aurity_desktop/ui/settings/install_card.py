"""Models: which are there, getting one from the network or a folder, checking, removing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from aurity_desktop.application.installing.window_installation import WindowInstallation
from aurity_desktop.application.measuring.measured_models import MeasuredModels
from aurity_desktop.domain.errors import ModelUnobtainable
from aurity_desktop.domain.model_install import InstallStep, ModelOffer, ModelVerified
from aurity_desktop.ui.language.error_messages import error_text
from aurity_desktop.ui.language.translation import TranslatedWidget
from aurity_desktop.ui.settings.model_removal import ModelRemoval
from aurity_desktop.ui.settings.model_words import final_words, live_words
from aurity_desktop.ui.widgets.choice_box import ChoiceBox
from aurity_desktop.ui.widgets.file_dialog import private_file_dialog
from aurity_desktop.ui.widgets.flow import FlowLayout
from aurity_desktop.ui.widgets.scrolling import bring_into_sight

translate = QCoreApplication.translate

_PARTS = 1000  # of the progress bar
#: What stands for all models that are installed where none is named.
_DEFAULTS = ""


class InstallCard(TranslatedWidget):
    """One installation, check or removal at a time; what arrived stays, for the next try."""

    def __init__(
        self,
        installation: WindowInstallation,
        measured: Callable[[], MeasuredModels],
        parent: QWidget | None = None,
    ) -> None:
        """`measured` tells how fast each model is on this computer."""
        super().__init__(parent)
        self._installation = installation
        self._measured = measured
        self._offers: list[ModelOffer] = []
        self._step: InstallStep | None = None
        self._error: Exception | None = None
        self._from_folder = False
        self._checked: list[ModelVerified] = []
        self._removed = ""
        self._card = QFrame(self)
        self._card.setObjectName("card")
        self._heading = QLabel(self._card)
        self._heading.setProperty("kind", "heading")
        self.hint, self.state, self.about = (QLabel(self._card) for _ in range(3))
        for label in (self.hint, self.about):
            label.setProperty("kind", "muted")
        for label in (self.hint, self.state, self.about):
            label.setWordWrap(True)
        self.choice = ChoiceBox(self._card)
        self.removal = ModelRemoval(self._card)
        self.bar = QProgressBar(self._card)
        self.bar.setRange(0, _PARTS)
        self.bar.setTextVisible(False)
        self.install_button, self.folder_button, self.verify_button, self.cancel_button = (
            QPushButton(self._card) for _ in range(4)
        )
        self._lay_out()
        self._connect()
        self.look()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.choice, 1)
        row_of_buttons = QWidget(self._card)
        buttons = FlowLayout(row_of_buttons, 8)
        for button in (
            self.install_button,
            self.folder_button,
            self.verify_button,
            self.cancel_button,
        ):
            buttons.addWidget(button)
        column = QVBoxLayout(self._card)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(10)
        column.addWidget(self._heading)
        column.addWidget(self.hint)
        column.addLayout(row)
        column.addWidget(self.about)
        column.addWidget(self.state)
        column.addWidget(self.bar)
        column.addWidget(row_of_buttons)
        column.addWidget(self.removal)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._card)

    def _connect(self) -> None:
        self.install_button.clicked.connect(self._on_install)
        self.folder_button.clicked.connect(self._on_folder)
        self.verify_button.clicked.connect(self._on_verify)
        self.cancel_button.clicked.connect(self._installation.cancel)
        self.choice.activated.connect(self.retranslate)
        self._installation.step_changed.connect(self._on_step)
        self._installation.verified.connect(self._on_verified)
        self._installation.installed.connect(self.look)
        self._installation.removed.connect(self._on_removed)
        self.removal.confirmed.connect(self._on_remove)
        self._installation.failed.connect(self._on_failed)
        self._installation.ended.connect(self._on_ended)

    def look(self) -> None:
        """Read anew which models there are and which of them are installed."""
        self._offers = self._installation.offers()
        self._fill_choice()
        self.retranslate()

    def offer(self) -> None:
        """The keyboard goes to where an installation begins."""
        self.install_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def install_from(self, folder: Path) -> None:
        """Install what is chosen, from this folder alone."""
        self._begin()
        self._from_folder = True
        self._installation.install(self._chosen(), folder)
        self._show_what_comes()

    def retranslate(self) -> None:
        """Show everything in the language of the window."""
        self._heading.setText(self.tr("Install models"))
        self.hint.setText(
            self.tr(
                "Models turn speech into text and tell the voices apart. They are installed once, "
                "from the network or from a folder or USB stick; no account is needed. Afterwards "
                "everything works without a network."
            )
        )
        self.choice.setAccessibleName(self.tr("Which models to install"))
        for place in range(self.choice.count()):
            self.choice.setItemText(place, self._name_of(str(self.choice.itemData(place))))
        self.install_button.setText(self.tr("Install"))
        self.folder_button.setText(self.tr("From a folder or USB stick…"))
        self.verify_button.setText(self.tr("Check the installed models"))
        self.cancel_button.setText(self.tr("Cancel"))
        self.bar.setAccessibleName(self.tr("Progress of the installation"))
        running = self._installation.running
        for button in (self.install_button, self.folder_button, self.verify_button):
            button.setVisible(not running)
        self.choice.setEnabled(not running)
        self.cancel_button.setVisible(running)
        self.bar.setVisible(running)
        self.about.setText(self._about_words())
        self.about.setVisible(bool(self.about.text()))
        self.removal.show_offer(None if running else self._offer)
        self._say_state()

    def _about_words(self) -> str:
        """What the model that is chosen weighs, and what it does on this computer."""
        offer = self._offer
        if offer is None:
            return ""
        lines = []
        if offer.size:
            lines.append(self.tr("Size: {size}").format(size=_size_words(offer)))
        if offer.writes:
            found = self._measured()
            live, final = live_words(found, offer.name), final_words(found, offer.name)
            if live == final:  # not measured yet
                lines.append(live)
            else:
                lines.append(self.tr("Live text: {words}").format(words=live))
                lines.append(self.tr("Final transcript: {words}").format(words=final))
        return "\n".join(lines)

    @property
    def _offer(self) -> ModelOffer | None:
        """That of the model that is chosen; None where all are meant that the program needs."""
        name = str(self.choice.currentData())
        return next((each for each in self._offers if each.name == name), None)

    def _fill_choice(self) -> None:
        chosen = str(self.choice.currentData() or _DEFAULTS)
        self.choice.clear()
        self.choice.addItem("", _DEFAULTS)
        for each in self._offers:
            self.choice.addItem("", each.name)
        self.choice.setCurrentIndex(max(0, self.choice.findData(chosen)))

    def _name_of(self, name: str) -> str:
        if name == _DEFAULTS:
            return self.tr("What the program needs")
        offer = next(each for each in self._offers if each.name == name)
        if offer.installed:
            return self.tr("{model} (installed)").format(model=name)
        if offer.size:
            return self.tr("{model} ({size})").format(model=name, size=_size_words(offer))
        return name

    def _chosen(self) -> list[str]:
        name = str(self.choice.currentData())
        return [name] if name != _DEFAULTS else []

    def _say_state(self) -> None:
        words = self._state_words()
        self.state.setText(words)
        self.state.setAccessibleName(words)

    def _state_words(self) -> str:
        if self._installation.running:
            return self._step_words()
        if self._error is not None:
            return self._error_words(self._error)
        if self._removed or self._checked:
            return self._done_words()
        missing = [each.name for each in self._offers if each.default and not each.installed]
        if missing:
            return self.tr("Not installed yet: {models}. You can record all the same.").format(
                models=", ".join(missing)
            )
        return self.tr("Everything that the program needs is installed.")

    def _done_words(self) -> str:
        if self._removed:
            return self.tr("{model} was removed.").format(model=self._removed)
        bad = [each.model for each in self._checked if not each.ok]
        if not bad:
            return self.tr("Every installed model is intact.")
        return self.tr("Damaged or incomplete: {models}. Install them again.").format(
            models=", ".join(bad)
        )

    def _error_words(self, error: Exception) -> str:
        if self._from_folder and isinstance(error, ModelUnobtainable):
            return self.tr(
                "This folder does not hold the model {model}, or not all of it. Choose the folder "
                "in which the folders of the models lie."
            ).format(model=error.model)
        return error_text(error)

    def _step_words(self) -> str:
        step = self._step
        if step is None:
            return self.tr("Starting…")
        if step.size < 1_000_000:
            return self.tr("{what}…").format(what=step.what)
        return self.tr("{what}: {arrived} of {size} MB").format(
            what=step.what,
            arrived=round(step.arrived / 1_000_000),
            size=round(step.size / 1_000_000),
        )

    def _begin(self) -> None:
        self._step = self._error = None
        self._from_folder = False
        self._checked = []
        self._removed = ""
        self.bar.setValue(0)

    def _show_what_comes(self) -> None:
        """On a small screen the line may lie above what was pressed."""
        self.retranslate()
        bring_into_sight(self.state, self.state.rect())

    def _on_install(self) -> None:
        self._begin()
        self._installation.install(self._chosen())
        self._show_what_comes()
        self.cancel_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_folder(self) -> None:
        dialog = private_file_dialog(self, self.tr("Folder with models"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._on_folder_chosen)
        dialog.open()

    def _on_folder_chosen(self, path: str) -> None:
        self.install_from(Path(path))

    def _on_verify(self) -> None:
        self._begin()
        self._installation.verify()
        self._show_what_comes()
        self.cancel_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_remove(self, model: str) -> None:
        self._begin()
        self._installation.remove(model)
        self._show_what_comes()
        self.cancel_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_removed(self, model: str) -> None:
        self._removed = model

    def _on_step(self, step: InstallStep) -> None:
        self._step = step
        self.bar.setValue(round(_PARTS * step.fraction))
        self._say_state()

    def _on_verified(self, report: ModelVerified) -> None:
        self._checked.append(report)

    def _on_failed(self, error: Exception) -> None:
        self._error = error

    def _on_ended(self) -> None:
        had_keyboard = self.cancel_button.hasFocus()
        self.look()
        if had_keyboard:
            self.offer()
        self._show_what_comes()


def _size_words(offer: ModelOffer) -> str:
    megabytes = round(offer.size / 1_000_000)
    words = (
        translate("Models", "about {megabytes} MB")
        if offer.about
        else translate("Models", "{megabytes} MB")
    )
    return words.format(megabytes=megabytes)
