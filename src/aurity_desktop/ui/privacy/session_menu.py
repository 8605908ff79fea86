"""What can be decided about a session as a whole: another part, consent, hold, and that it goes."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from aurity_desktop.domain.consent import ConsentAnswer


class SessionMenu(QMenu):
    """Its signals ask for a decision, which is confirmed elsewhere."""

    part_asked = Signal()
    consent_asked = Signal()
    withdrawal_asked = Signal()
    hold_asked = Signal()
    release_asked = Signal()
    erasure_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.record_on, self.consent, self.withdraw, self.hold, self.release, self.erase = (
            QAction(self) for _ in range(6)
        )
        for action, signal in (
            (self.record_on, self.part_asked),
            (self.consent, self.consent_asked),
            (self.withdraw, self.withdrawal_asked),
            (self.hold, self.hold_asked),
            (self.release, self.release_asked),
            (self.erase, self.erasure_asked),
        ):
            action.triggered.connect(signal)
        self.addAction(self.record_on)
        self.addSeparator()
        self.addActions([self.consent, self.withdraw])
        self.addSeparator()
        self.addActions([self.hold, self.release])
        self.addSeparator()
        self.addAction(self.erase)
        self.retranslate()

    def show_consent_and_hold(
        self, consent: ConsentAnswer | None, *, held: bool, at_work: bool
    ) -> None:
        """Offer what fits the session.

        `at_work`: it is being recorded or worked on. Such a session has no other part recorded
        and is not erased, nor is one on hold.
        """
        self.record_on.setEnabled(not at_work and consent is not ConsentAnswer.WITHDRAWN)
        self.consent.setVisible(consent is not ConsentAnswer.GIVEN)
        self.withdraw.setVisible(consent is not ConsentAnswer.WITHDRAWN)
        self.hold.setVisible(not held)
        self.release.setVisible(held)
        self.erase.setEnabled(not held and not at_work)

    def retranslate(self) -> None:
        """The entries in the window's language."""
        self.record_on.setText(self.tr("Continue this session"))
        self.consent.setText(self.tr("The patient agrees"))
        self.withdraw.setText(self.tr("Withdraw the consent…"))
        self.hold.setText(self.tr("Put on hold…"))
        self.release.setText(self.tr("Lift the hold…"))
        self.erase.setText(self.tr("Erase for good…"))
