"""What retention is about to erase: told days before, and asked where it is much or strange."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer

from aurity_desktop.application.privacy.session_privacy import SessionPrivacy
from aurity_desktop.domain.retention import Outlook, Standing
from aurity_desktop.ui.notices.notice_lines import Action, NoticesBar, Severity
from aurity_desktop.ui.widgets.time_text import day_text

_KEY = "retention"
_LOOK_MS = 3_600_000


class RetentionLine(QObject):
    """Looks when it is asked to and every hour. A question stays until it is answered."""

    def __init__(self, notices: NoticesBar, privacy: SessionPrivacy) -> None:
        super().__init__(notices)
        self._notices = notices
        self._privacy = privacy
        privacy.retention_known.connect(self._on_known)
        privacy.changed.connect(self._on_changed)
        privacy.erased.connect(self._on_changed)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(privacy.look_at_retention)

    def look(self) -> None:
        """Now, and every hour from now on."""
        self._privacy.look_at_retention()
        self._timer.start()

    def _on_changed(self, _session_id: str) -> None:
        self._privacy.look_at_retention()

    def _on_known(self, outlook: Outlook) -> None:
        confirm = partial(self._privacy.confirm_retention, outlook.days)
        if doubted := outlook.with_standing(Standing.CLOCK_DOUBTED):
            self._notices.show_line(
                _KEY,
                Severity.AMBER,
                partial(self._words_doubted, outlook, len(doubted)),
                (Action(self._words_right, partial(confirm, at_once=False)),),
            )
        elif asked := outlook.with_standing(Standing.ASKED):
            self._notices.show_line(
                _KEY,
                Severity.AMBER,
                partial(self._words_asked, len(asked)),
                (Action(self._words_erase, partial(confirm, at_once=True)),),
            )
        elif announced := outlook.with_standing(Standing.ANNOUNCED):
            self._notices.show_line(
                _KEY,
                Severity.NOTE,
                partial(self._words_announced, outlook, len(announced)),
                once=True,
            )
        else:
            self._notices.withdraw(_KEY)

    def _words_doubted(self, outlook: Outlook, count: int) -> str:
        return self.tr(
            "The clock says {date}, far from the dates of all sessions. Sessions that would "
            "be due to be erased: {count}. Nothing is erased while the date is in doubt."
        ).format(date=day_text(outlook.at.astimezone()), count=count)

    def _words_right(self) -> str:
        return self.tr("The date is correct")

    def _words_asked(self, count: int) -> str:
        return self.tr(
            "Sessions due to be erased: {count}. So many are erased only if you confirm it."
        ).format(count=count)

    def _words_erase(self) -> str:
        return self.tr("Erase them for good")

    def _words_announced(self, outlook: Outlook, count: int) -> str:
        first = min(map(outlook.goes_at, outlook.with_standing(Standing.ANNOUNCED)))
        return self.tr(
            "Sessions due to be erased: {count}. The first is erased on {date}, unless it is "
            "put on hold."
        ).format(count=count, date=day_text(first.astimezone()))
