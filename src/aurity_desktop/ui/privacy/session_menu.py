"""What can be said of a session as a whole: review, another part, consent, hold, that it goes."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from aurity_desktop.domain.consent import ConsentAnswer
from aurity_desktop.domain.session import SessionState, SessionSummary


class SessionMenu(QMenu):
    """Its signals ask for a decision, which is confirmed elsewhere; `review_marked` is one."""

    patient_asked = Signal()
    part_asked = Signal()
    consent_asked = Signal()
    withdrawal_asked = Signal()
    hold_asked = Signal()
    release_asked = Signal()
    erasure_asked = Signal()
    review_marked = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.record_on, self.consent, self.withdraw, self.hold, self.release, self.erase = (
            QAction(self) for _ in range(6)
        )
        self.reviewed, self.to_review = QAction(self), QAction(self)
        self.patient = QAction(self)
        self._asked = False
        self.patient.triggered.connect(self.patient_asked)
        self.addAction(self.patient)
        self.reviewed.triggered.connect(partial(self.review_marked.emit, True))
        self.to_review.triggered.connect(partial(self.review_marked.emit, False))
        for action, signal in (
            (self.record_on, self.part_asked),
            (self.consent, self.consent_asked),
            (self.withdraw, self.withdrawal_asked),
            (self.hold, self.hold_asked),
            (self.release, self.release_asked),
            (self.erase, self.erasure_asked),
        ):
            action.triggered.connect(signal)
        self.addActions([self.record_on, self.reviewed, self.to_review])
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
        self._asked = consent is not None
        self.retranslate()
        self.consent.setVisible(consent is not ConsentAnswer.GIVEN)
        self.withdraw.setVisible(consent is not ConsentAnswer.WITHDRAWN)
        self.hold.setVisible(not held)
        self.release.setVisible(held)
        self.erase.setEnabled(not held and not at_work)

    def show_review(self, session: SessionSummary) -> None:
        """Whether a finished session is reviewed can be said, one way or the other."""
        finished = session.state is SessionState.COMPLETED
        self.reviewed.setVisible(session.to_review)
        self.to_review.setVisible(finished and session.reviewed)

    def retranslate(self) -> None:
        """The entries in the window's language."""
        self.patient.setText(self.tr("Patient and earlier visits…"))
        self.reviewed.setText(self.tr("Mark as reviewed"))
        self.to_review.setText(self.tr("Mark as to be reviewed"))
        self.record_on.setText(self.tr("Continue this session"))
        self.consent.setText(self.tr("The patient agrees"))
        withdrawal = self.tr("Withdraw the consent…")
        self.withdraw.setText(withdrawal if self._asked else self.tr("The patient does not agree…"))
        self.hold.setText(self.tr("Put on hold…"))
        self.release.setText(self.tr("Lift the hold…"))
        self.erase.setText(self.tr("Erase for good…"))
