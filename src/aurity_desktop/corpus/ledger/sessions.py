"""The sessions of a ledger: their plans and states, and the list of them."""

from __future__ import annotations

from aurity_desktop.corpus.ledger import codec
from aurity_desktop.corpus.ledger.fact_tables import REVIEW_MARKS, SESSIONS, STATES, TITLES
from aurity_desktop.corpus.ledger.ledger_writer import LedgerWriter
from aurity_desktop.corpus.ledger.open_ledger import OpenLedger
from aurity_desktop.corpus.ledger.row_values import summary_from
from aurity_desktop.domain.errors import ConflictingFact, UnknownSession
from aurity_desktop.domain.events import REVIEWS, Event, Metadata
from aurity_desktop.domain.safe_text import writable
from aurity_desktop.domain.session import (
    SessionPlan,
    SessionState,
    SessionSummary,
    checked_session_id,
    is_session_id,
)

#: As `audit_reviews` has it: only then that index answers.
_REVIEWED = ", ".join(f"'{event}'" for event in sorted(REVIEWS))

_SUMMARY = f"""
SELECT s.session_id, s.created_at, s.source, s.language, s.model, s.speakers_minimum,
       s.speakers_maximum, s.vocabulary, s.title,
       (SELECT t.title FROM titles t WHERE t.session_id = s.session_id
        ORDER BY t.audit_id DESC LIMIT 1),
       c.state, c.reason, c.sample_count, c.chunks, c.chunks_ok, c.speakers, c.language,
       coalesce((SELECT r.reviewed FROM review_marks r WHERE r.session_id = c.session_id
                 ORDER BY r.audit_id DESC LIMIT 1), 0)
       OR EXISTS (SELECT 1 FROM audit a
                  WHERE a.session_id = c.session_id AND a.operation IN ({_REVIEWED})
                  AND a.audit_id > coalesce((SELECT max(r.audit_id) FROM review_marks r
                                             WHERE r.session_id = c.session_id), -1))
FROM catalogue c JOIN sessions s ON s.session_id = c.session_id
"""  # noqa: S608 - constants

_NEWEST_FIRST = " ORDER BY c.created_at DESC, c.session_id DESC"

_OPEN = """
SELECT session_id FROM catalogue WHERE state IN ('recording', 'paused') ORDER BY created_at
"""

#: Events that tell of a file and change nothing in it: a file that lacks only these is up to date.
BOOKKEEPING = frozenset(
    {
        Event.PROJECTION_REBUILT,
        Event.EXPORT_MANIFEST_CREATED,
        Event.CORPUS_EXPORTED,
        Event.INTEGRITY_VERIFIED,
        Event.INTEGRITY_VIOLATION_DETECTED,
    }
)

#: Walks each chain from its end to the newest build and no further: a corpus of ten thousand
#: sessions is a look of milliseconds.
_BEHIND = f"""
SELECT c.session_id FROM catalogue c
WHERE c.state = 'completed' AND (?1 IS NULL OR c.session_id = ?1) AND EXISTS (
    SELECT 1 FROM audit a
    WHERE a.session_id = c.session_id
    AND a.operation NOT IN ({", ".join(f"'{event}'" for event in sorted(BOOKKEEPING))})
    AND a.audit_id >= coalesce((
        SELECT iif(json_valid(b.metadata), json_extract(b.metadata, '$.audit_rows'), 0)
        FROM audit b
        WHERE b.session_id = c.session_id AND b.operation = '{Event.PROJECTION_REBUILT}'
        ORDER BY b.audit_id DESC LIMIT 1), 0))
ORDER BY c.session_id
"""  # noqa: S608 - constants of this module


#: States at which the corpus's chain notes the head of the session's.
ENDED = frozenset({SessionState.COMPLETED, SessionState.FAILED})


class SqliteSessions:
    """The port `Sessions`, and what the projection and the repair ask of the list."""

    def __init__(self, ledger: OpenLedger, writer: LedgerWriter) -> None:
        self._ledger = ledger
        self._writer = writer

    def create(self, plan: SessionPlan) -> None:
        """The session's first fact; it begins as `recording`.

        Idempotent for the same plan, else raises ConflictingFact. Raises BadSessionId.
        """
        session_id = checked_session_id(plan.session_id)
        count = plan.speaker_count
        values = (
            codec.time_to_text(plan.created_at),
            writable(plan.source),
            plan.language,
            plan.model,
            count.minimum,
            count.maximum,
            codec.dumped([writable(word) for word in plan.vocabulary]),
            writable(plan.title),
        )
        with self._ledger.transaction():
            known = self._ledger.row(SESSIONS.select, session_id)
            if known is not None:
                if known[1:] != values:
                    raise ConflictingFact(session_id, "its plan")
                return
            self._writer.derived.session_created(session_id, values[0], plan.language)
            # Not the source: a file may be called after the patient, and a row of the chain cannot
            # be redacted.
            metadata: Metadata = {"model": plan.model}
            self._writer.append(session_id, SESSIONS, values, Event.SESSION_CREATED, metadata)
            self._writer.derived.titled(session_id)
            self._writer.note_listed(session_id)

    def set_state(self, session_id: str, state: SessionState, reason: str = "") -> None:
        """A state and reason that already hold are not recorded again. Raises UnknownSession."""
        reason = writable(reason)
        with self._ledger.transaction():
            before, reason_before = self._writer.require(
                session_id, "SELECT state, reason FROM catalogue WHERE session_id = ?"
            )
            if (before, reason_before) == (state.value, reason):
                return
            event = (
                Event.RECORDING_PAUSED
                if state is SessionState.PAUSED
                else Event.SESSION_STATE_CHANGED
            )
            metadata: Metadata = {"state": state.value, "before": before}
            self._writer.append(session_id, STATES, (state.value, reason), event, metadata)
            self._writer.derived.state_changed(session_id, state, reason)
            if state in ENDED:
                self._writer.note_head(session_id)

    def retitle(self, session_id: str, title: str) -> None:
        """Give it another title, "" for none; one that holds already is not recorded again.

        The chain says that it was titled, and by whom: no word of a title. Raises UnknownSession.
        """
        title = writable(title)
        with self._ledger.transaction():
            self._writer.require(session_id)
            if self.summary(session_id).title == title:
                return
            self._writer.append(session_id, TITLES, (title,), Event.SESSION_TITLED, {})
            self._writer.derived.titled(session_id)

    def mark_reviewed(self, session_id: str, *, reviewed: bool) -> None:
        """What holds already, said or by what was done, is not recorded again.

        Raises UnknownSession.
        """
        with self._ledger.transaction():
            self._writer.require(session_id)
            if self.summary(session_id).reviewed == reviewed:
                return
            metadata: Metadata = {"reviewed": reviewed}
            values = (int(reviewed),)
            self._writer.append(session_id, REVIEW_MARKS, values, Event.SESSION_REVIEWED, metadata)

    def knows(self, session_id: str) -> bool:
        """Whether there is such a session now."""
        row = self._ledger.row("SELECT 1 FROM catalogue WHERE session_id = ?", session_id)
        return row is not None

    def summary(self, session_id: str) -> SessionSummary:
        """Raises UnknownSession."""
        row = self._ledger.row(_SUMMARY + " WHERE c.session_id = ?", session_id)
        if row is None:
            raise UnknownSession(session_id)
        return summary_from(row)

    def all(self) -> list[SessionSummary]:
        """Newest first."""
        return [summary_from(row) for row in self._ledger.rows(_SUMMARY + _NEWEST_FIRST)]

    def open_ids(self) -> list[str]:
        """Of the sessions that are recording or paused, oldest first.

        Answered from an index of just these.
        """
        return [found for (found,) in self._ledger.rows(_OPEN) if _is_possible(found)]

    def behind(self, session_id: str | None = None) -> list[str]:
        """Completed sessions whose own file lacks a fact that was recorded since it was built.

        With an id: that session, if it is one of them.
        """
        return [found for (found,) in self._ledger.rows(_BEHIND, session_id) if _is_possible(found)]

    def ids(self) -> list[str]:
        """Straight from the facts, for a ledger whose derived tables may be damaged.

        In no order.
        """
        return [
            session_id for (session_id,) in self._ledger.rows("SELECT session_id FROM sessions")
        ]

    def readable_ids(self) -> set[str]:
        """Of every session that a damaged ledger still names, in its facts or in its list."""
        found: set[str] = set()
        for table in ("sessions", "catalogue"):
            select = f"SELECT session_id FROM {table}"  # noqa: S608 - one of these two
            found |= {name for (name,) in self._ledger.readable(select, "session_id")}
        return {name for name in found if _is_possible(name)}


def _is_possible(session_id: object) -> bool:
    """Whether a row can be a session's: nothing is done by itself for one that was planted."""
    return isinstance(session_id, str) and is_session_id(session_id)
