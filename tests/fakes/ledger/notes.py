"""Clinical notes in memory."""

from __future__ import annotations

from datetime import datetime

from aurity_desktop.domain.changes import NoteDecided, NoteTyped
from aurity_desktop.domain.clinical_note import (
    Note,
    NoteEntry,
    NoteRecord,
    RecordedNote,
    SignedNote,
)
from aurity_desktop.domain.events import Event
from tests.fakes.ledger.state import Memory


class MemoryClinicalNotes:
    """The port `ClinicalNotes`."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._entries: dict[str, dict[str, NoteEntry]] = {}
        self._texts: dict[str, dict[str, str]] = {}
        self._signed: dict[str, list[RecordedNote]] = {}

    def decide(self, session_id: str, entry: NoteEntry) -> None:
        session = self._memory.known(session_id)
        entries = self._entries.setdefault(session_id, {})
        before = entries.get(entry.entry_id, entry.untouched)
        if entry == before:
            return
        entries[entry.entry_id] = entry
        self._memory.log(session_id, Event.NOTE_ENTRY_DECIDED, {"state": entry.state.value})
        self._memory.changed(session, NoteDecided(entry, before))

    def write(self, session_id: str, section: str, text: str) -> None:
        session = self._memory.known(session_id)
        texts = self._texts.setdefault(session_id, {})
        before = texts.get(section, "")
        if text == before:
            return
        texts[section] = text
        self._memory.log(session_id, Event.NOTE_WRITTEN, {})
        self._memory.changed(session, NoteTyped(section, text, before))

    def sign(self, session_id: str, note_id: str, note: Note, text: str) -> SignedNote:
        self._memory.known(session_id)
        note = note.only_what_counts
        of_form = [
            each.signed
            for each in self.signed(session_id)
            if each.signed.note.template == note.template
        ]
        if of_form and (of_form[-1].text, of_form[-1].note) == (text, note):
            return of_form[-1]
        signed = SignedNote(note_id, len(of_form) + 1, note, text)
        row = self._memory.log(
            session_id,
            Event.NOTE_SIGNED,
            {"note_id": note_id, "version": signed.version, "template": note.template},
            signed.sha256,
        )
        at = datetime.fromisoformat(row.timestamp)
        recorded = RecordedNote(signed, row.audit_id, at, row.user_id)
        self._signed.setdefault(session_id, []).append(recorded)
        return signed

    def record(self, session_id: str) -> NoteRecord:
        return NoteRecord(
            dict(self._entries.get(session_id, {})), dict(self._texts.get(session_id, {}))
        )

    def signed(self, session_id: str) -> list[RecordedNote]:
        return list(self._signed.get(session_id, ()))
