"""A button that removes the model that is chosen, and the question before it does."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from aurity_desktop.domain.model_install import ModelOffer
from aurity_desktop.ui.language.translation import TranslatedWidget
from aurity_desktop.ui.widgets.question_frame import QuestionFrame


class ModelRemoval(TranslatedWidget):
    """`confirmed` carries the name of a model that may go. Hidden while there is nothing to remove.

    Whether something needs the model is not known here; who removes it says so.
    """

    confirmed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offer: ModelOffer | None = None
        self.ask_button = QPushButton(self)
        self.question = QuestionFrame(self)
        self.question.put_answers()
        self.confirm_button = self.question.confirm_button
        self.keep_button = self.question.leave_button
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.ask_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.question)
        self.ask_button.clicked.connect(self._on_ask)
        self.confirm_button.clicked.connect(self._on_confirm)
        self.keep_button.clicked.connect(self._on_keep)
        self.show_offer(None)
        self.retranslate()

    def show_offer(self, offer: ModelOffer | None) -> None:
        """The model that is chosen; None while none is, or while something goes on."""
        if offer is None or self._offer is None or offer.name != self._offer.name:
            self._ask(asked=False)
        self._offer = offer
        self.setVisible(offer is not None and offer.own)
        self.retranslate()

    def retranslate(self) -> None:
        """Show everything in the language of the window."""
        self.ask_button.setText(self.tr("Remove…"))
        words = ""
        if self._offer is not None:
            words = self.tr(
                "Remove {model}? That frees {megabytes} MB. It can be installed again."
            ).format(model=self._offer.name, megabytes=round(self._offer.size / 1_000_000))
        self.question.say(words, self.tr("Remove"), self.tr("Keep"))

    def _ask(self, *, asked: bool) -> None:
        self.ask_button.setVisible(not asked)
        self.question.setVisible(asked)

    def _on_ask(self) -> None:
        self._ask(asked=True)
        self.keep_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_keep(self) -> None:
        self._ask(asked=False)
        self.ask_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_confirm(self) -> None:
        self._ask(asked=False)
        if self._offer is not None:
            self.confirmed.emit(self._offer.name)
