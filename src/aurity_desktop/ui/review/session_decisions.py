"""Between a session's page and what is decided about it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QLocale, QObject

from aurity_desktop.application.privacy.session_privacy import SessionPrivacy
from aurity_desktop.domain.consent import consent_given
from aurity_desktop.ui.privacy.decision_panel import Decision
from aurity_desktop.ui.review.transcript_panel import TranscriptPanel


class SessionDecisions(QObject):
    """Passes what is decided on `transcripts` to `privacy`, and has them show what came of it."""

    def __init__(self, privacy: SessionPrivacy, *transcripts: TranscriptPanel) -> None:
        super().__init__(privacy)
        self._privacy = privacy
        self._transcripts = transcripts
        self._erasing: dict[str, list[TranscriptPanel]] = {}
        for transcript in transcripts:
            transcript.head.decision.confirmed.connect(partial(self._decide, transcript))
            transcript.head.consent_asked.connect(partial(self._agree, transcript))
        privacy.changed.connect(self._on_changed)
        privacy.erased.connect(self._on_erased)
        privacy.not_erased.connect(self._on_not_erased)

    def _agree(self, transcript: TranscriptPanel) -> None:
        consent = consent_given(QLocale().name()[:2])
        self._privacy.give_consent(transcript.session_id, consent)

    def _decide(self, transcript: TranscriptPanel, decision: Decision, reason: str) -> None:
        session_id = transcript.session_id
        match decision:
            case Decision.WITHDRAW:
                self._privacy.withdraw_consent(session_id)
            case Decision.HOLD:
                self._privacy.place_hold(session_id, reason)
            case Decision.RELEASE:
                self._privacy.lift_hold(session_id, reason)
            case Decision.ERASE:
                self._erase(session_id)

    def _erase(self, session_id: str) -> None:
        """Its words are out of sight at once, and its sound is let go of.

        Windows erases no file that is open. Where it cannot be erased, it is there again.
        """
        for transcript in self._transcripts:
            if transcript.session_id == session_id:
                self._erasing.setdefault(session_id, []).append(transcript)
                transcript.clear()
        self._privacy.erase(session_id)

    def _on_changed(self, session_id: str) -> None:
        for transcript in self._transcripts:
            if transcript.session_id == session_id:
                transcript.open(session_id)

    def _on_not_erased(self, session_id: str) -> None:
        for transcript in self._erasing.pop(session_id, []):
            if not transcript.session_id:
                transcript.open(session_id)

    def _on_erased(self, session_id: str) -> None:
        self._erasing.pop(session_id, None)
        for transcript in self._transcripts:
            if transcript.session_id == session_id:
                transcript.clear()
