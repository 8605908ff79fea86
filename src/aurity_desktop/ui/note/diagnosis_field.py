"""A diagnosis of CIE-10 by typing: what is found is offered below the field."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QStringListModel, Qt, QTimer, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from aurity_desktop.domain.diagnosis_codes import DiagnosisCode
from aurity_desktop.ui.widgets.styling import dress_offers

#: While somebody types, the search waits for so long.
_TYPING_MS = 80


class DiagnosisField(QLineEdit):
    """`typed` asks for what a text finds; `show_found` offers it; `picked` is what was chosen.

    `left`: Enter or Escape in the empty field, there is no further diagnosis.
    """

    typed = Signal(str)
    picked = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setClearButtonEnabled(True)
        self._found = QStringListModel(self)
        self._offer = QCompleter(self._found, self)
        self._offer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._offer.setMaxVisibleItems(10)
        self._offer.setWidget(self)
        dress_offers(self._offer)
        self._offer.activated[str].connect(self._on_picked)  # type: ignore[index]
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self._ask)
        self.textEdited.connect(self._typing.start)
        self.returnPressed.connect(self._on_return)

    @property
    def offered(self) -> list[str]:
        """What is offered now."""
        return self._found.stringList()

    def begin(self, typed: str) -> None:
        """The keyboard comes here, with what was typed on the way."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if typed:
            self.setText(self.text() + typed)
            self._typing.start()

    def show_found(self, found: list[DiagnosisCode]) -> None:
        """Offer these, for the text that is there."""
        self._found.setStringList([each.text for each in found])
        if found and self.hasFocus():
            self._offer.complete()
            popup = self._offer.popup()
            if popup is not None:
                popup.setCurrentIndex(QModelIndex())  # nobody has chosen any of these yet
        elif not found:
            self._hide_offer()

    def _ask(self) -> None:
        self.typed.emit(self.text().strip())

    def _hide_offer(self) -> None:
        popup = self._offer.popup()
        if popup is not None:
            popup.hide()

    def _on_return(self) -> None:
        """What was typed is taken as it is, where nothing of the list was chosen.

        The list hands its keys on to the field before it takes them: what is chosen there it tells.
        """
        if self._is_chosen():
            return
        if self.text().strip():
            self._on_picked(self.text().strip())
        else:
            self.left.emit()

    def _is_chosen(self) -> bool:
        popup = self._offer.popup()
        return popup is not None and popup.isVisible() and popup.currentIndex().isValid()

    def _on_picked(self, text: str) -> None:
        self._typing.stop()
        self._hide_offer()
        self.picked.emit(text)
        QTimer.singleShot(0, self, self.clear)  # the completer writes its choice first
        self.setFocus(Qt.FocusReason.OtherFocusReason)
