"""What patients answered when they were asked for their consent."""

from __future__ import annotations

from aurity_desktop.corpus.ledger.fact_tables import CONSENTS
from aurity_desktop.corpus.ledger.ledger_writer import LedgerWriter
from aurity_desktop.corpus.ledger.open_ledger import OpenLedger
from aurity_desktop.domain.consent import Consent, ConsentAnswer
from aurity_desktop.domain.events import Event, Metadata

_ANSWERS = {answer.value: answer for answer in ConsentAnswer}

_NEWEST = "SELECT answer FROM consents WHERE session_id = ? ORDER BY audit_id DESC LIMIT 1"


class SqliteConsents:
    """The port `Consents`."""

    def __init__(self, ledger: OpenLedger, writer: LedgerWriter) -> None:
        self._ledger = ledger
        self._writer = writer

    def record(self, session_id: str, consent: Consent) -> None:
        """Given before the first slice, or withdrawn at any time: the newest answer counts.

        Which words were answered is kept by hash. Raises UnknownSession.
        """
        text = consent.text
        values = (
            consent.answer.value,
            text.version,
            text.language,
            text.sha256,
            consent.given_by,
        )
        given = consent.answer is ConsentAnswer.GIVEN
        event = Event.CONSENT_GIVEN if given else Event.CONSENT_WITHDRAWN
        metadata: Metadata = {"version": text.version, "language": text.language}
        with self._ledger.transaction():
            self._writer.require(session_id)
            self._writer.append(
                session_id, CONSENTS, values, event, metadata, result_hash=text.sha256
            )
            self._writer.note_head(session_id)

    def newest(self, session_id: str) -> ConsentAnswer | None:
        """The answer that counts; None where nobody was asked, or it is no answer."""
        row = self._ledger.row(_NEWEST, session_id)
        return _ANSWERS.get(row[0]) if row is not None else None
