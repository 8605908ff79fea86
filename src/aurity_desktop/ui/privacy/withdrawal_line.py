"""After a consent was withdrawn: what is the case now, and the offer to erase what was recorded."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from aurity_desktop.application.privacy.session_privacy import SessionPrivacy
from aurity_desktop.application.recording.session_controller import SessionController
from aurity_desktop.ui.notices.notice_lines import Action, NoticesBar, Severity

_KEY = "withdrawn"


class WithdrawalLine(QObject):
    """Its line stays until it is put away; where the session is erased, it says that."""

    def __init__(
        self, notices: NoticesBar, controller: SessionController, privacy: SessionPrivacy
    ) -> None:
        super().__init__(notices)
        self._notices = notices
        self._privacy = privacy
        self._erasing = ""
        privacy.failed.connect(self._on_failed)
        controller.consent_withdrawn.connect(self._on_withdrawn)
        privacy.erased.connect(self._on_erased)

    def _on_withdrawn(self, session_id: str) -> None:
        self._notices.show_line(
            _KEY,
            Severity.AMBER,
            self._words_withdrawn,
            (Action(self._words_erase, partial(self._erase, session_id)),),
        )

    def _erase(self, session_id: str) -> None:
        self._erasing = session_id
        self._notices.show_line(_KEY, Severity.NOTE, self._words_erasing, dismissible=False)
        self._privacy.erase(session_id)

    def _on_erased(self) -> None:
        if self._privacy.erasing_many:  # which has a line of its own
            return
        self._erasing = ""
        self._notices.show_line(_KEY, Severity.NOTE, self._words_erased)

    def _on_failed(self) -> None:
        """The reason is told in a line of its own, and the offer stands again."""
        failed, self._erasing = self._erasing, ""
        if failed:
            self._on_withdrawn(failed)

    def _words_withdrawn(self) -> str:
        return self.tr(
            "The consent was withdrawn. Recording has stopped and nothing recorded is "
            "processed any further."
        )

    def _words_erase(self) -> str:
        return self.tr("Erase it for good")

    def _words_erasing(self) -> str:
        return self.tr("Erasing…")

    def _words_erased(self) -> str:
        return self.tr("The session was erased.")
