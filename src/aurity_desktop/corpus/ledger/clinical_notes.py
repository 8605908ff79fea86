"""What a session's clinical note is made of, and the versions of it that were signed."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Final

from aurity_desktop.corpus.ledger import codec
from aurity_desktop.corpus.ledger.fact_tables import NOTE_ENTRIES, NOTE_TEXTS, SIGNED_NOTES
from aurity_desktop.corpus.ledger.ledger_writer import LedgerWriter
from aurity_desktop.corpus.ledger.open_ledger import OpenLedger, Row
from aurity_desktop.domain.clinical_note import (
    EntryState,
    Note,
    NoteEntry,
    NoteRecord,
    RecordedNote,
    SignedNote,
    note_to_json,
)
from aurity_desktop.domain.errors import DamagedRow
from aurity_desktop.domain.events import Event, Metadata
from aurity_desktop.domain.safe_text import writable

_ENTRIES = """
SELECT entry_id, state, kind, section, text, found, start, end FROM note_entries
WHERE session_id = ? ORDER BY audit_id
"""

_TEXTS = "SELECT section, text FROM note_texts WHERE session_id = ? ORDER BY audit_id"

_SIGNED_AT: Final = "signed_at"
_SIGNED_BY: Final = "signed_by"

_SIGNED = """
SELECT n.note_id, n.version, n.content, n.text, n.audit_id, a.timestamp, a.user_id, a.operation,
       a.metadata
FROM signed_notes n JOIN audit a ON a.session_id = n.session_id AND a.audit_id = n.audit_id
WHERE n.session_id = ? ORDER BY n.audit_id
"""


class SqliteClinicalNotes:
    """The port `ClinicalNotes`."""

    def __init__(self, ledger: OpenLedger, writer: LedgerWriter) -> None:
        self._ledger = ledger
        self._writer = writer

    def decide(self, session_id: str, entry: NoteEntry) -> None:
        """What holds already is not recorded again. Raises UnknownSession."""
        values = (
            entry.entry_id,
            entry.state.value,
            entry.kind,
            entry.section,
            writable(entry.text),
            entry.found,
            float(entry.start),
            float(entry.end),
        )
        with self._ledger.transaction():
            self._writer.require(session_id)
            now = entry_from(values)
            before = self.record(session_id).entries.get(entry.entry_id)
            if now == (before or now.untouched):
                return
            metadata: Metadata = {"state": entry.state.value}
            self._writer.append(
                session_id, NOTE_ENTRIES, values, Event.NOTE_ENTRY_DECIDED, metadata
            )
            self._writer.derived.clinical_note_changed(session_id)

    def write(self, session_id: str, section: str, text: str) -> None:
        """What stands there already is not recorded again. Raises UnknownSession."""
        text = writable(text)
        with self._ledger.transaction():
            self._writer.require(session_id)
            if self.record(session_id).texts.get(section, "") == text:
                return
            self._writer.append(session_id, NOTE_TEXTS, (section, text), Event.NOTE_WRITTEN, {})
            self._writer.derived.clinical_note_changed(session_id)

    def sign(self, session_id: str, note_id: str, note: Note, text: str) -> SignedNote:
        """The next version in its template; the newest, where it says the very same.

        Raises UnknownSession.
        """
        with self._ledger.transaction():
            self._writer.require(session_id)
            before = [
                each.signed
                for each in self.signed(session_id)
                if each.signed.note.template == note.template
            ]
            content = writable(note_to_json(note))
            text = writable(text)
            if before and (before[-1].text, note_to_json(before[-1].note)) == (text, content):
                return before[-1]
            version = 1 + max((each.version for each in before), default=0)
            signed = SignedNote(note_id, version, codec.note_from_json(content), text)
            metadata: Metadata = {
                "note_id": note_id,
                "version": version,
                "template": note.template,
            }
            self._writer.append(
                session_id,
                SIGNED_NOTES,
                (note_id, version, content, text),
                Event.NOTE_SIGNED,
                metadata,
                result_hash=signed.sha256,
            )
            self._writer.derived.clinical_note_changed(session_id)
            self._writer.note_head(session_id)
            return signed

    def carry_signed(self, session_id: str, note_id: str, recorded: RecordedNote) -> None:
        """A version that was signed in a session that this one is made of, as the next one here.

        It says what was signed, by whom and when, and not that it was signed now. Raises
        UnknownSession.
        """
        note, text = recorded.signed.note, recorded.signed.text
        before = [
            each.signed.version
            for each in self.signed(session_id)
            if each.signed.note.template == note.template
        ]
        version = 1 + max(before, default=0)
        metadata: Metadata = {
            "note_id": note_id,
            "version": version,
            "template": note.template,
            _SIGNED_AT: codec.time_to_text(recorded.at),
            _SIGNED_BY: recorded.user_id,
        }
        with self._ledger.transaction():
            self._writer.require(session_id)
            self._writer.append(
                session_id,
                SIGNED_NOTES,
                (note_id, version, note_to_json(note), text),
                Event.SIGNED_NOTE_CARRIED,
                metadata,
                result_hash=recorded.signed.sha256,
            )

    def record(self, session_id: str) -> NoteRecord:
        """Of each line and each section the newest; empty before there is any."""
        return NoteRecord(
            {row[0]: entry_from(row) for row in self._ledger.rows(_ENTRIES, session_id)},
            dict(self._ledger.rows(_TEXTS, session_id)),
        )

    def signed(self, session_id: str) -> list[RecordedNote]:
        """Every version, oldest first."""
        return [_recorded(row) for row in self._ledger.rows(_SIGNED, session_id)]


def entry_from(row: Row) -> NoteEntry:
    """Of a row of `note_entries`, without its key. Raises DamagedRow."""
    entry_id, state, *rest = row
    return NoteEntry(entry_id, codec.one_of(EntryState, state), *rest)


def _recorded(row: Row) -> RecordedNote:
    """Raises DamagedRow."""
    note_id, version, content, text, audit_id, timestamp, user_id, operation, metadata = row
    at, by = codec.time_from_text(timestamp), user_id
    if operation == Event.SIGNED_NOTE_CARRIED:
        at, by = _signed(metadata) or (at, by)
    signed = SignedNote(note_id, version, codec.note_from_json(content), text)
    return RecordedNote(signed, audit_id, at, by)


def _signed(metadata: str) -> tuple[datetime, str] | None:
    """When and by whom a version was signed that came from another session.

    None where the row, which may have come with somebody's file, does not tell.
    """
    try:
        said = json.loads(metadata)
        at, by = codec.time_from_text(said[_SIGNED_AT]), said[_SIGNED_BY]
    except (ValueError, RecursionError, KeyError, TypeError, DamagedRow):
        return None
    return (at, by) if isinstance(by, str) else None
