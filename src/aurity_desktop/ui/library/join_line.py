"""Two sessions are being joined, and what came of it: a line of notice."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from aurity_desktop.application.library.join_command import JoinCommand
from aurity_desktop.application.privacy.session_privacy import SessionPrivacy
from aurity_desktop.ui.language.error_messages import error_text
from aurity_desktop.ui.notices.notice_lines import Action, NoticesBar, Severity

_KEY = "joining"


class JoinLine(QObject):
    """What was joined can be opened from it, and erased again: the two stay as they are.

    `show` opens a session, `ask_for_erasure` asks in place whether it is to be erased.
    """

    def __init__(
        self,
        notices: NoticesBar,
        command: JoinCommand,
        privacy: SessionPrivacy,
        show: Callable[[str], None],
        ask_for_erasure: Callable[[str], None],
    ) -> None:
        super().__init__(notices)
        self._notices = notices
        self._show, self._ask = show, ask_for_erasure
        self._joined = ""
        command.begun.connect(self._on_begun)
        command.joined.connect(self._on_joined)
        command.failed.connect(self._on_failed)
        privacy.erased.connect(self._on_erased)

    def _on_erased(self, session_id: str) -> None:
        """What can be done with the joined one goes with it."""
        if session_id == self._joined:
            self._joined = ""
            self._notices.withdraw(_KEY)

    def _on_begun(self) -> None:
        self._joined = ""
        self._notices.show_line(_KEY, Severity.NOTE, self._words_begun, (), dismissible=False)

    def _on_joined(self, session_id: str) -> None:
        actions = (
            Action(self._words_open, partial(self._show, session_id)),
            Action(self._words_erase, partial(self._ask, session_id)),
        )
        self._joined = session_id
        self._notices.show_line(_KEY, Severity.NOTE, self._words_joined, actions)

    def _on_failed(self, error: Exception) -> None:
        self._notices.show_line(_KEY, Severity.AMBER, partial(error_text, error), ())

    def _words_begun(self) -> str:
        return self.tr("Joining two sessions…")

    def _words_joined(self) -> str:
        return self.tr(
            "Joined: a new session holds both, with the time between them. The two stay as they "
            "are."
        )

    def _words_open(self) -> str:
        return self.tr("Open")

    def _words_erase(self) -> str:
        return self.tr("Undo: erase the new one…")
