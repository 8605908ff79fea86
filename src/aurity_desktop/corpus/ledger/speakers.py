"""The voices of a finished session: who they are called, and in which role they speak."""

from __future__ import annotations

from collections.abc import Sequence

from aurity_desktop.corpus.ledger.fact_tables import SPEAKER_NAMES
from aurity_desktop.corpus.ledger.ledger_writer import LedgerWriter
from aurity_desktop.corpus.ledger.open_ledger import OpenLedger
from aurity_desktop.corpus.ledger.readings import SessionReadings
from aurity_desktop.corpus.ledger.showing import Showing
from aurity_desktop.corpus.ledger.speaker_names import TOGETHER, GivenName
from aurity_desktop.domain.events import AuditRow, Event, Metadata
from aurity_desktop.domain.speakers import Speaker, SpeakerRole


class SqliteSpeakers:
    """The port `Speakers`."""

    def __init__(
        self,
        ledger: OpenLedger,
        writer: LedgerWriter,
        readings: SessionReadings,
        showing: Showing,
    ) -> None:
        self._ledger = ledger
        self._writer = writer
        self._readings = readings
        self._showing = showing

    def rename(self, session_id: str, label: str, name: str, role: SpeakerRole) -> None:
        """One voice, see `rename_together`."""
        self.rename_together(session_id, [Speaker(label, role, name)])

    def rename_together(self, session_id: str, voices: Sequence[Speaker]) -> None:
        """For the run of segments that counts, whose labels these are; the newest counts.

        What holds already is not recorded again. Which run that is, the chain says: the one
        recorded or chosen last before this row. Of several, each row but the first names the first
        (`TOGETHER`), so that they are taken back as one. Raises UnknownSession.
        """
        with self._ledger.transaction():
            self._writer.require(session_id)
            first: Metadata = {}
            for voice in voices:
                now = self.names(session_id).get(voice.label)
                if now is not None and (now.name, now.role) == (voice.name, voice.role):
                    continue
                metadata = {"label": voice.label, "role": voice.role.value, **first}
                row = self._append(
                    session_id,
                    voice.label,
                    voice.name,
                    voice.role,
                    Event.SPEAKER_RENAMED,
                    metadata,
                )
                first = first or {TOGETHER: row.audit_id}

    def suggest_role(
        self, session_id: str, label: str, role: SpeakerRole, evidence: Metadata
    ) -> None:
        """A role that the program found, for a voice that nobody has named.

        Nor may it have spoken of the voice before: what a person said of a voice, in whichever run,
        stands. `evidence` goes into the chain: numbers, and how it was found. Raises
        UnknownSession.
        """
        with self._ledger.transaction():
            self._writer.require(session_id)
            if label in self.names(session_id):
                return
            metadata: Metadata = {"label": label, "role": role.value, **evidence}
            self._append(session_id, label, "", role, Event.ROLE_SUGGESTED, metadata)

    def of_session(self, session_id: str) -> list[Speaker]:
        """The voices of the segments that count, in order of first appearance.

        Each with the name and role that hold for it.
        """
        named = self.names(session_id)
        spoken: dict[str, float] = {}
        for speaker, start, end in self._readings.spoken(session_id):
            spoken[speaker] = spoken.get(speaker, 0.0) + end - start
        return [
            Speaker(label, named[label].role, named[label].name, length)
            if label in named
            else Speaker(label, seconds=length)
            for label, length in spoken.items()
        ]

    def names(self, session_id: str) -> dict[str, GivenName]:
        """By label, the names that hold for the run of segments that counts."""
        return self._readings.names(session_id)

    def given(self, session_id: str) -> list[GivenName]:
        """Every name that was ever given, oldest first."""
        return self._readings.given_names(session_id)

    def _append(
        self,
        session_id: str,
        label: str,
        name: str,
        role: SpeakerRole,
        event: Event,
        metadata: Metadata,
    ) -> AuditRow:
        values = (label, name, role.value)
        row = self._writer.append(session_id, SPEAKER_NAMES, values, event, metadata)
        self._showing.show_names(self._writer.derived, session_id)
        return row
