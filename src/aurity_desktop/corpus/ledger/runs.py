"""Runs over a whole recording or a stretch of it: what the second pass heard, who spoke when.

A run is found by its id, which is deterministic: work that is done is not done twice.
"""

from __future__ import annotations

from aurity_desktop.corpus.ledger import codec
from aurity_desktop.corpus.ledger.fact_tables import DIARIZATIONS, STRETCHES, TRANSCRIPTS
from aurity_desktop.corpus.ledger.ledger_writer import LedgerWriter
from aurity_desktop.corpus.ledger.open_ledger import OpenLedger, Row
from aurity_desktop.domain.errors import UnknownRun
from aurity_desktop.domain.events import Event, Metadata
from aurity_desktop.domain.speakers import Diarization
from aurity_desktop.domain.transcript import WholeTranscript


def run_row(ledger: OpenLedger, table: str, columns: str, run_id: str) -> Row:
    """These columns of the run in its own table.

    Raises UnknownRun, for a run of another kind too.
    """
    row = ledger.row(
        f"SELECT {columns} FROM runs r "  # noqa: S608 - the callers' constants
        f"JOIN {table} t ON t.session_id = r.session_id AND t.audit_id = r.audit_id "
        "WHERE r.run_id = ?",
        run_id,
    )
    if row is None:
        raise UnknownRun(run_id)
    return row


class SqliteRuns:
    """The port `Runs`."""

    def __init__(self, ledger: OpenLedger, writer: LedgerWriter) -> None:
        self._ledger = ledger
        self._writer = writer

    def record_transcript(self, session_id: str, run_id: str, transcript: WholeTranscript) -> None:
        """A second pass over everything. Idempotent by `run_id`.

        Raises ConflictingFact, UnknownSession.
        """
        values = (
            run_id,
            transcript.language,
            transcript.model,
            codec.words_to_json(transcript.words),
        )
        metadata: Metadata = {"words": len(transcript.words), "model": transcript.model}
        with self._ledger.transaction():
            if self._writer.append_run(
                session_id, TRANSCRIPTS, values, Event.TRANSCRIPTION_COMPLETED, metadata
            ):
                self._writer.derived.language_heard(session_id, transcript.language)

    def record_stretch(self, session_id: str, run_id: str, transcript: WholeTranscript) -> None:
        """A second pass over a part of a recording that goes on; `transcript` finds it."""
        values = (
            run_id,
            transcript.language,
            transcript.model,
            codec.words_to_json(transcript.words),
        )
        metadata: Metadata = {"words": len(transcript.words), "model": transcript.model}
        with self._ledger.transaction():
            self._writer.append_run(session_id, STRETCHES, values, Event.STRETCH_SETTLED, metadata)

    def record_diarization(self, session_id: str, run_id: str, diarization: Diarization) -> None:
        """The turns of one diarization. Idempotent by `run_id`."""
        values = (
            run_id,
            diarization.model,
            codec.dumped(list(diarization.speakers)),
            codec.turns_to_json(diarization.turns),
        )
        metadata: Metadata = {
            "turns": len(diarization.turns),
            "speakers": len(diarization.speakers),
            "model": diarization.model,
        }
        with self._ledger.transaction():
            self._writer.append_run(
                session_id, DIARIZATIONS, values, Event.DIARIZATION_COMPLETED, metadata
            )

    def knows(self, run_id: str) -> bool:
        """Whether this run is done, of whatever kind it is."""
        return self._ledger.row("SELECT 1 FROM runs WHERE run_id = ?", run_id) is not None

    def transcript(self, run_id: str) -> WholeTranscript:
        """Of a whole recording or of a stretch. Raises UnknownRun."""
        kind = self._ledger.row("SELECT kind FROM runs WHERE run_id = ?", run_id)
        table = STRETCHES if kind == (STRETCHES.name,) else TRANSCRIPTS
        words, language, model = run_row(self._ledger, table.name, "words, language, model", run_id)
        return WholeTranscript(tuple(codec.words_from_json(words)), language, model)

    def diarization(self, run_id: str) -> Diarization:
        """Raises UnknownRun."""
        turns, speakers, model = run_row(
            self._ledger, DIARIZATIONS.name, "turns, speakers, model", run_id
        )
        return Diarization(
            tuple(codec.turns_from_json(turns)), codec.strings_from_json(speakers), model
        )
