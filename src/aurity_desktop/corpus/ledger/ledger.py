"""The ledger: the truth about every session, in one SQLite database.

Each method that records is one durable transaction: the fact's row, its audit row, and what the
derived tables say of it. Several processes record at once (the recorder its slices, the window live
text, the worker runs): the write lock is taken before the chain's head is read, so the chain of a
session has one order whoever extends it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from aurity_desktop.corpus.ledger import codec, schema
from aurity_desktop.corpus.ledger.edits import EVENTS, words_hash
from aurity_desktop.corpus.ledger.ledger_database import transaction
from aurity_desktop.corpus.ledger.ledger_writer import LedgerWriter
from aurity_desktop.corpus.ledger.readers import Fact
from aurity_desktop.corpus.ledger.replay import derive, insert_session
from aurity_desktop.domain.audio import AudioSlice, Span, SpanKind
from aurity_desktop.domain.consent import Consent, ConsentAnswer
from aurity_desktop.domain.edits import Edit, check_edit
from aurity_desktop.domain.errors import (
    ConflictingFact,
    SessionBusy,
    SessionHeld,
    UnknownChunk,
    UnknownEdit,
    UnknownRun,
)
from aurity_desktop.domain.events import CORPUS_CHAIN, AuditRow, AuditStatus, Event, Metadata
from aurity_desktop.domain.session import UNDER_WAY, SessionPlan, SessionState, checked_session_id
from aurity_desktop.domain.speakers import Diarization, SpeakerRole
from aurity_desktop.domain.transcript import (
    SECOND_PASS,
    ChunkTranscription,
    Segment,
    WholeTranscript,
    Word,
)

_REASON = schema.TRANSCRIPTIONS.columns.index("reason")
_DELIBERATE = frozenset({SpanKind.PAUSE, SpanKind.OFF_THE_RECORD})


class SqliteLedger(LedgerWriter):
    """The `Ledger` port on SQLite.

    One instance belongs to the thread that made it; any number may be open, in any processes.

    `user_id` is written into every audit row. Raises the errors of `open_database` when made and,
    at any call, LedgerBusy, DiskFull or CorpusUnreadable; a call that raises has changed nothing.
    """

    def hurry(self) -> None:
        """For data that benches and tests plant, never for a session: this connection no longer
        waits for the disk, so a power cut may lose what it commits.
        """
        self._connection.execute("PRAGMA synchronous = OFF")

    def restore(self, session_id: str, facts: Sequence[Fact], audit: Sequence[AuditRow]) -> None:
        """A whole session as it was, verbatim; nothing is added to its chain.

        Raises NotReplayable, ConflictingFact.
        """
        with transaction(self._connection, self._path):
            if self.knows(checked_session_id(session_id)):
                raise ConflictingFact(session_id, "its facts")
            insert_session(self._connection, session_id, facts, audit)
            if self.segments_run(session_id):
                self._show_reading(session_id)
            else:
                self._show_names(session_id)

    def derive_again(self, session_id: str) -> None:
        """The session's catalogue line, chunk view and search passages, made anew from its facts."""
        with transaction(self._connection, self._path):
            facts, audit = self.facts(session_id), self.audit(session_id)
            self._derived.forget(session_id)
            derive(self._connection, session_id, facts, audit)
            if self.segments_run(session_id):
                self._show_reading(session_id)
            else:
                self._show_names(session_id)

    def index_again(self) -> None:
        """The search index, made anew from the passages."""
        with transaction(self._connection, self._path):
            self._connection.execute("INSERT INTO passage_index (passage_index) VALUES ('rebuild')")

    def create_session(self, plan: SessionPlan) -> None:
        """The session's first fact; it begins as `recording`.

        Idempotent for the same plan, else raises ConflictingFact.
        """
        session_id = checked_session_id(plan.session_id)
        count = plan.speaker_count
        values = (
            codec.time_to_text(plan.created_at),
            plan.source,
            plan.language,
            plan.model,
            count.minimum,
            count.maximum,
            codec.dumped(list(plan.vocabulary)),
            plan.title,
        )
        with transaction(self._connection, self._path):
            known = self._row(schema.SESSIONS.select, session_id)
            if known is not None:
                if known[1:] != values:
                    raise ConflictingFact(session_id, "its plan")
                return
            self._derived.session_created(session_id, values[0], plan.language)
            # Not the source: a file may be called after the patient, and a row of the chain cannot
            # be redacted.
            metadata: Metadata = {"model": plan.model}
            self._append(session_id, schema.SESSIONS, values, Event.SESSION_CREATED, metadata)

    def set_state(self, session_id: str, state: SessionState, reason: str = "") -> None:
        """A state and reason that already hold are not recorded again."""
        with transaction(self._connection, self._path):
            before, reason_before = self._known(
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
            self._append(session_id, schema.STATES, (state.value, reason), event, metadata)
            self._derived.state_changed(session_id, state, reason)

    def record_slice(self, audio_slice: AudioSlice, *, adopted: bool = False) -> None:
        """Idempotent for the same number and sound; different sound for a known number raises
        ConflictingFact.
        """
        session_id, number = audio_slice.session_id, audio_slice.number
        values = (
            int(number),
            int(audio_slice.start_sample),
            int(audio_slice.sample_count),
            audio_slice.sha256,
            self._stored(audio_slice.path),
        )
        with transaction(self._connection, self._path):
            self._known(session_id)
            known = self._row(
                "SELECT number, start_sample, sample_count, sha256 FROM slices WHERE session_id = ? AND number = ?",
                session_id,
                number,
            )
            if known is not None:
                if known != values[:4]:
                    raise ConflictingFact(session_id, f"chunk {number}")
                return
            event = Event.CHUNK_ADOPTED if adopted else Event.CHUNK_PERSISTED
            metadata: Metadata = {
                "chunk_id": audio_slice.chunk_id,
                "chunk_number": number,
                "start_sample": int(audio_slice.start_sample),
                "sample_count": int(audio_slice.sample_count),
            }
            row = self._append(
                session_id, schema.SLICES, values, event, metadata, result_hash=audio_slice.sha256
            )
            self._derived.slice_recorded(
                session_id, number, audio_slice.sample_count, row.timestamp
            )

    def record_span(self, session_id: str, span: Span) -> None:
        values = (span.kind.value, int(span.at_sample), float(span.seconds), span.reason)
        event = Event.RECORDING_RESUMED if span.kind in _DELIBERATE else Event.CAPTURE_INTERRUPTED
        metadata: Metadata = {
            "kind": span.kind.value,
            "at_sample": int(span.at_sample),
            "seconds": float(span.seconds),
        }
        with transaction(self._connection, self._path):
            self._known(session_id)
            self._append(session_id, schema.SPANS, values, event, metadata)

    def record_transcription(self, transcription: ChunkTranscription) -> None:
        """The newest for a chunk counts. Not recorded is one that says what the newest says, and
        live text that comes behind the second pass. Raises UnknownChunk.
        """
        session_id, number = transcription.session_id, transcription.chunk_number
        latency = transcription.latency_ms
        values = (
            number,
            transcription.text,
            transcription.status.value,
            transcription.language,
            float(transcription.confidence),
            transcription.model,
            float(latency) if latency is not None else None,
            transcription.reason,
            transcription.suppressed,
            codec.words_to_json(transcription.words),
        )
        with transaction(self._connection, self._path):
            self._known(session_id)
            view = self._row(
                "SELECT transcription FROM chunk_view WHERE session_id = ? AND number = ?",
                session_id,
                number,
            )
            if view is None:
                raise UnknownChunk(session_id, number)
            newest = self._row(
                schema.TRANSCRIPTIONS.select + " AND audit_id = ?", session_id, view[0]
            )
            if newest is not None and (
                newest[1:] == values
                or (
                    newest[1:][_REASON].startswith(SECOND_PASS) and not transcription.is_second_pass
                )
            ):
                return
            metadata: Metadata = {
                "chunk_number": number,
                "status": transcription.status.value,
                "words": len(transcription.words),
                "model": transcription.model,
                "latency_ms": latency,
            }
            row = self._append(
                session_id, schema.TRANSCRIPTIONS, values, Event.CHUNK_TRANSCRIBED, metadata
            )
            self._derived.chunk_transcribed(transcription, row.audit_id)

    def record_transcript(self, session_id: str, run_id: str, transcript: WholeTranscript) -> None:
        values = (
            run_id,
            transcript.language,
            transcript.model,
            codec.words_to_json(transcript.words),
        )
        metadata: Metadata = {"words": len(transcript.words), "model": transcript.model}
        with transaction(self._connection, self._path):
            if self._append_run(
                session_id, schema.TRANSCRIPTS, values, Event.TRANSCRIPTION_COMPLETED, metadata
            ):
                self._derived.language_heard(session_id, transcript.language)

    def record_stretch(self, session_id: str, run_id: str, transcript: WholeTranscript) -> None:
        """A second pass over a part of a recording that goes on; `transcript` finds it."""
        values = (
            run_id,
            transcript.language,
            transcript.model,
            codec.words_to_json(transcript.words),
        )
        metadata: Metadata = {"words": len(transcript.words), "model": transcript.model}
        with transaction(self._connection, self._path):
            self._append_run(session_id, schema.STRETCHES, values, Event.STRETCH_SETTLED, metadata)

    def record_diarization(self, session_id: str, run_id: str, diarization: Diarization) -> None:
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
        with transaction(self._connection, self._path):
            self._append_run(
                session_id, schema.DIARIZATIONS, values, Event.DIARIZATION_COMPLETED, metadata
            )

    def record_segments(
        self,
        session_id: str,
        run_id: str,
        words: Sequence[Word],
        segments: Sequence[Segment],
        chunk_speakers: Sequence[tuple[int, str]],
    ) -> None:
        values = (
            run_id,
            codec.words_to_json(words),
            codec.segments_to_json(segments),
            codec.chunk_speakers_to_json(chunk_speakers),
        )
        metadata: Metadata = {"words": len(words), "segments": len(segments)}
        with transaction(self._connection, self._path):
            if self._append_run(
                session_id, schema.ASSIGNMENTS, values, Event.SPEAKERS_ASSIGNED, metadata
            ):
                self._show_reading(session_id)

    def use_segments(self, session_id: str, run_id: str) -> None:
        """Go back to an older run of segments, or forward again: it counts until a newer run or
        choice. Nothing is written when it counts already. Raises UnknownRun.
        """
        with transaction(self._connection, self._path):
            self._known(session_id)
            if run_id not in self.segments_runs(session_id):
                raise UnknownRun(run_id)
            if run_id == self.segments_run(session_id):
                return
            metadata: Metadata = {"run_id": run_id}
            self._append(
                session_id, schema.SELECTIONS, (run_id,), Event.SEGMENTS_SELECTED, metadata
            )
            self._show_reading(session_id)

    def record_edit(self, session_id: str, edit: Edit) -> None:
        """Lay one change over the run of segments that counts.

        Idempotent by its id. Raises BadEdit, ConflictingFact, UnknownRun.
        """
        with transaction(self._connection, self._path):
            self._known(session_id)
            run_id = self.segments_run(session_id)
            (stored,) = self._run("assignments", "words", run_id)
            words = codec.words_from_json(stored)
            check_edit(edit, words)
            known = {found.edit.edit_id: found.edit for found in self.edits(session_id)}
            if edit.edit_id in known:
                if known[edit.edit_id] != edit:
                    raise ConflictingFact(session_id, f"edit {edit.edit_id}")
                return
            values = (
                edit.edit_id,
                edit.kind.value,
                run_id,
                words_hash(words),
                int(edit.first_word),
                int(edit.last_word),
                edit.text,
                edit.speaker,
                edit.merged,
            )
            metadata: Metadata = {
                "edit_id": edit.edit_id,
                "first_word": int(edit.first_word),
                "last_word": int(edit.last_word),
            }
            self._append(session_id, schema.EDITS, values, EVENTS[edit.kind], metadata)
            self._show_reading(session_id)

    def withdraw_edit(self, session_id: str, edit_id: str) -> None:
        """Undo: it no longer holds, and stays in the history.

        Nothing is written when it does not hold. Raises UnknownEdit.
        """
        self._mark_edit(session_id, edit_id, active=False)

    def restore_edit(self, session_id: str, edit_id: str) -> None:
        """Redo. Nothing is written when it holds. Raises UnknownEdit."""
        self._mark_edit(session_id, edit_id, active=True)

    def record_consent(self, session_id: str, consent: Consent) -> None:
        """Given before the first slice, or withdrawn at any time: the newest answer counts.

        Which words were answered is kept by hash.
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
        with transaction(self._connection, self._path):
            self._known(session_id)
            self._append(
                session_id, schema.CONSENTS, values, event, metadata, result_hash=text.sha256
            )

    def place_hold(self, session_id: str, reason: str) -> None:
        """Nothing erases the session until the hold is lifted.

        A hold for the same reason is not recorded again.
        """
        self._hold(session_id, reason, active=True)

    def lift_hold(self, session_id: str, reason: str) -> None:
        """Nothing is written where there is no hold."""
        self._hold(session_id, reason, active=False)

    def erase(self, session_id: str, reason: str) -> None:
        """Every row of the session goes, for good; a line in `erasures` and a row of the corpus's
        own chain say that it was here.

        Rows only: `erasing.py` does the rest. `reason` is one of the program's, no person's words.
        Raises SessionHeld, SessionBusy while it records or is finalized, UnknownSession.
        """
        with transaction(self._connection, self._path):
            (state,) = self._known(session_id, "SELECT state FROM catalogue WHERE session_id = ?")
            if SessionState(state) in UNDER_WAY:
                raise SessionBusy(session_id, state)
            for hold in self.holds():
                if hold.session_id == session_id:
                    raise SessionHeld(session_id, hold.reason)
            head = self.audit_head(session_id)
            erased_at = codec.time_to_text(self._now())
            self._connection.execute(
                "INSERT INTO erasures VALUES (?, ?, ?, ?, ?, ?)",
                (session_id, erased_at, self._user_id, reason, head.count, head.last_hash),
            )
            self._connection.execute("INSERT INTO erasing VALUES (?)", (session_id,))
            for statement in schema.DELETE_SESSION:
                self._connection.execute(statement, (session_id,))
            self._derived.forget(session_id)
            self._connection.execute("DELETE FROM erasing")
            metadata: Metadata = {
                "session_id": session_id,
                "reason": reason,
                "audit_rows": head.count,
                "last_hash": head.last_hash,
            }
            self._append(CORPUS_CHAIN, None, (), Event.SESSION_ERASED, metadata)

    def note_retention(self, days: int | None) -> bool:
        """For how long sessions are kept from now on; None for ever.

        Whether that is another length than was noted last.
        """
        noted = [
            json.loads(row.metadata)["days"]
            for row in self.audit(CORPUS_CHAIN)
            if row.operation == Event.RETENTION_CHANGED
        ]
        if (noted[-1] if noted else None) == days:
            return False
        with transaction(self._connection, self._path):
            self._append(CORPUS_CHAIN, None, (), Event.RETENTION_CHANGED, {"days": days})
        return True

    def scrub(self) -> bool:
        """Leave no byte of what was erased in the database and its journal.

        False when other readers are in the way; then later.

        FTS5 keeps erased words in its index until that is merged; SQLite overwrites freed pages
        (`secure_delete`).
        """
        with transaction(self._connection, self._path):
            self._connection.execute(
                "INSERT INTO passage_index (passage_index) VALUES ('optimize')"
            )
        row = self._row("PRAGMA wal_checkpoint(TRUNCATE)")
        return row is not None and row[0] == 0

    def rename_speaker(self, session_id: str, label: str, name: str, role: SpeakerRole) -> None:
        """For the run of segments that counts, whose label it is; the newest counts, and what holds
        already is not recorded again.

        Which run that is, the chain says: the one recorded or chosen last before this row.
        """
        with transaction(self._connection, self._path):
            self._known(session_id)
            now = self.names(session_id).get(label)
            if now is not None and (now.name, now.role) == (name, role):
                return
            metadata: Metadata = {"label": label, "role": role.value}
            self._append(
                session_id,
                schema.SPEAKER_NAMES,
                (label, name, role.value),
                Event.SPEAKER_RENAMED,
                metadata,
            )
            self._show_names(session_id)

    def suggest_role(
        self, session_id: str, label: str, role: SpeakerRole, evidence: Metadata
    ) -> None:
        """A role that the program found, for a voice that nobody has named or that it has not
        spoken of before: what a person said of a voice, in whichever run, stands. `evidence` goes
        into the chain: numbers, and how it was found.
        """
        with transaction(self._connection, self._path):
            self._known(session_id)
            if label in self.names(session_id):
                return
            metadata: Metadata = {"label": label, "role": role.value, **evidence}
            values = (label, "", role.value)
            self._append(session_id, schema.SPEAKER_NAMES, values, Event.ROLE_SUGGESTED, metadata)
            self._show_names(session_id)

    def record_event(
        self,
        session_id: str,
        event: Event,
        metadata: Metadata,
        status: AuditStatus = AuditStatus.SUCCESS,
    ) -> None:
        """An audit row without a fact.

        `metadata` carries ids, numbers and hashes, never words; its `sha256` is the result's hash.
        """
        with transaction(self._connection, self._path):
            self._known(session_id)
            result_hash = str(metadata.get("sha256") or "")
            self._append(
                session_id, None, (), event, metadata, result_hash=result_hash, status=status
            )

    def _hold(self, session_id: str, reason: str, *, active: bool) -> None:
        with transaction(self._connection, self._path):
            self._known(session_id)
            now = [hold.reason for hold in self.holds() if hold.session_id == session_id]
            if (now == [reason]) if active else not now:
                return
            event = Event.HOLD_PLACED if active else Event.HOLD_LIFTED
            self._append(session_id, schema.HOLDS, (int(active), reason), event, {})

    def _mark_edit(self, session_id: str, edit_id: str, *, active: bool) -> None:
        with transaction(self._connection, self._path):
            self._known(session_id)
            found = [each for each in self.edits(session_id) if each.edit.edit_id == edit_id]
            if not found:
                raise UnknownEdit(session_id, edit_id)
            if found[0].active == active:
                return
            event = Event.EDIT_RESTORED if active else Event.EDIT_WITHDRAWN
            metadata: Metadata = {"edit_id": edit_id}
            self._append(session_id, schema.EDIT_MARKS, (edit_id, int(active)), event, metadata)
            self._show_reading(session_id)

    def _show_reading(self, session_id: str) -> None:
        """Lists and search follow what is read now."""
        self._derived.segments_recorded(
            session_id, self.segments(session_id), self.chunk_speakers(session_id)
        )
        self._show_names(session_id)

    def _show_names(self, session_id: str) -> None:
        self._derived.voices_named(session_id, self.names(session_id))
