"""Every session there is, and what is in it.

Synchronous: each call is one look into the ledger, milliseconds.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from aurity_desktop.application.finalizing.carried_corrections import disputed
from aurity_desktop.application.finalizing.run_ids import runs_of
from aurity_desktop.application.finalizing.session_files import quiet_before_files
from aurity_desktop.application.library.session_facts import SessionFacts
from aurity_desktop.application.library.session_peaks import session_peaks
from aurity_desktop.application.program import Program
from aurity_desktop.domain.audio import Span
from aurity_desktop.domain.bookmarks import Bookmark
from aurity_desktop.domain.changes import Steps, steps_of
from aurity_desktop.domain.channel_speakers import channels_run
from aurity_desktop.domain.clinical_note import (
    Note,
    NoteEntry,
    NoteRecord,
    RecordedNote,
    SignedNote,
)
from aurity_desktop.domain.consent import ConsentAnswer
from aurity_desktop.domain.document import Document
from aurity_desktop.domain.edits import Edit, Reading
from aurity_desktop.domain.errors import AurityError, NoTranscript
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.input_read import InputRead, input_read, note_of
from aurity_desktop.domain.jobs import JobKind, JobPriority
from aurity_desktop.domain.ledger_ports import LibraryLedger
from aurity_desktop.domain.live_corrections import LiveCorrection
from aurity_desktop.domain.patients import KnownPatient, Patient, checked_patient
from aurity_desktop.domain.peaks import Peaks
from aurity_desktop.domain.retention import Hold
from aurity_desktop.domain.search import SearchFilter, SearchHit
from aurity_desktop.domain.session import (
    UNDER_WAY,
    SessionState,
    SessionSummary,
    checked_session_id,
)
from aurity_desktop.domain.spans import standing
from aurity_desktop.domain.speakers import Speaker
from aurity_desktop.domain.transcript import Chunk, Segment, Word
from aurity_desktop.domain.unheard import Unheard
from aurity_desktop.domain.written_reading import with_written_numbers
from aurity_desktop.encrypted.sound import stored_path
from aurity_desktop.runtime.settings import BadSettings, Settings, load_settings

_log = logging.getLogger(__name__)


class Library:
    """All sessions, read and corrected. Any thread: each call opens its own ledger.

    Raises BadSessionId for an id that cannot be one, and UnknownSession for one that is not there.
    """

    def __init__(self, program: Program) -> None:
        self._program = program

    def sessions(self) -> list[SessionSummary]:
        """All sessions, the newest first."""
        if not self._program.paths.ledger.exists():
            return []
        with closing(self._program.ledger()) as ledger:
            return ledger.sessions.all()

    def session(self, session_id: str) -> SessionSummary:
        """The summary of one session."""
        with self._opened(session_id) as ledger:
            return ledger.sessions.summary(session_id)

    def consent_and_hold(self, session_id: str) -> tuple[ConsentAnswer | None, Hold | None]:
        """The patient's newest answer, and what keeps the session from being erased.

        Either is None where there is none.
        """
        with self._opened(session_id) as ledger:
            return ledger.consents.newest(session_id), _hold(ledger, session_id)

    def facts(self, session_id: str, *, outlined: bool = False) -> SessionFacts:
        """What its page shows beside the words, in one look; `outlined`: of a long one the turns
        as well.
        """
        with self._opened(session_id) as ledger:
            summary = ledger.sessions.summary(session_id)
            run_id = ledger.segments.run_id(session_id)
            return SessionFacts(
                summary,
                run_id,
                standing(ledger.sound.spans(session_id)),
                tuple(ledger.speakers.of_session(session_id)),
                tuple(ledger.bookmarks.of_session(session_id)),
                disputed(ledger, session_id),
                _input_read(ledger, summary, run_id),
                ledger.consents.newest(session_id),
                _hold(ledger, session_id),
                steps_of(ledger.edits.changes(session_id)),
                self.sound(session_id),
                ledger.segments.outline(session_id) if outlined else None,
            )

    def held(self) -> frozenset[str]:
        """The ids of the sessions that a hold keeps from being erased."""
        if not self._program.paths.ledger.exists():
            return frozenset()
        with closing(self._program.ledger()) as ledger:
            return frozenset(each.session_id for each in ledger.retention.holds())

    def chunks(self, session_id: str) -> list[Chunk]:
        """The chunks, by number, each with its newest text."""
        with self._opened(session_id) as ledger:
            return ledger.chunks.of_session(session_id)

    def words(self, session_id: str) -> list[Word]:
        """The newest words, by time."""
        with self._opened(session_id) as ledger:
            return ledger.segments.words(session_id)

    def heard_live(self, session_id: str) -> list[Word]:
        """What was heard live, by time, whatever has been settled since."""
        with self._opened(session_id) as ledger:
            return ledger.chunks.live_words(session_id)

    def segments(self, session_id: str) -> list[Segment]:
        """The final transcript's segments, corrections applied; none before there is one."""
        with self._opened(session_id) as ledger:
            return ledger.segments.of_session(session_id)

    def spans(self, session_id: str) -> tuple[Span, ...]:
        """What was not captured, by time: no segment of the reading runs across it."""
        with self._opened(session_id) as ledger:
            return standing(ledger.sound.spans(session_id))

    def speakers(self, session_id: str) -> list[Speaker]:
        """The voices with their names and roles."""
        with self._opened(session_id) as ledger:
            return ledger.speakers.of_session(session_id)

    def search(
        self, query: str, narrowed: SearchFilter | None = None, limit: int = 100
    ) -> list[SearchHit]:
        """Titles that hold every word of `query`, then passages; each newest session first."""
        if not self._program.paths.ledger.exists():
            return []
        with closing(self._program.ledger()) as ledger:
            return ledger.search.find(query, narrowed, limit=limit)

    def retitle(self, session_id: str, title: str) -> None:
        """Another title for the session, "" for none: a new fact; the one before stays."""
        with self._changed(session_id) as ledger:
            ledger.sessions.retitle(session_id, title)

    def mark_reviewed(self, session_ids: Sequence[str], reviewed: bool) -> None:
        """Say of sessions that they are reviewed, or are to be; a new fact for each."""
        for session_id in session_ids:
            with self._changed(session_id) as ledger:
                ledger.sessions.mark_reviewed(session_id, reviewed=reviewed)

    def rename_speakers(self, session_id: str, voices: Sequence[Speaker]) -> None:
        """New facts beside the old ones, taken back as one; the raw labels stay what they were."""
        with self._changed(session_id) as ledger:
            ledger.speakers.rename_together(session_id, voices)

    def reading(self, session_id: str) -> Reading | None:
        """The transcript as it reads with every correction that is in force.

        None before there is a final one.
        """
        with self._opened(session_id) as ledger:
            return ledger.segments.reading(session_id)

    def patients(self) -> list[KnownPatient]:
        """Everybody whom a session is about, the one who was here last first."""
        if not self._program.paths.ledger.exists():
            return []
        with closing(self._program.ledger()) as ledger:
            return ledger.patients.all()

    def patient(self, session_id: str) -> Patient | None:
        """Whom the session is about; None where that is not said."""
        with self._opened(session_id) as ledger:
            return ledger.patients.of_session(session_id)

    def assign_patient(self, session_id: str, patient: Patient | None) -> None:
        """The session is about them, None for nobody: a new fact; the one before stays.

        Raises BadPatient.
        """
        with self._changed(session_id) as ledger:
            ledger.patients.assign(session_id, patient and checked_patient(patient))

    def rewrite_patient(self, patient: Patient) -> None:
        """What is known of them is this, in every session with them. Raises BadPatient."""
        with closing(self._program.ledger()) as ledger:
            sessions = ledger.patients.rewrite(checked_patient(patient))
        for session_id in sessions:
            with self._changed(session_id):
                pass  # its files follow

    def live_corrections(self, session_id: str) -> tuple[LiveCorrection, ...]:
        """What people corrected in the live text, in the order in which they did."""
        with self._opened(session_id) as ledger:
            return tuple(ledger.live_corrections.of_session(session_id))

    def correct_live(self, session_id: str, correction: LiveCorrection) -> None:
        """Correct a told word of a session that is being recorded. Durable when it returns.

        The final transcript takes it over.
        """
        with self._changed(session_id) as ledger:
            ledger.live_corrections.record(session_id, correction)

    def remove_live_correction(
        self, session_id: str, correction_id: str, *, withdrawn: bool = False
    ) -> None:
        """It reads as it was heard; `withdrawn`: that it was corrected is taken back."""
        with self._changed(session_id) as ledger:
            ledger.live_corrections.remove(session_id, correction_id, withdrawn=withdrawn)

    def disputed(self, session_id: str) -> frozenset[int]:
        """Positions at which a person corrected the live text and the second pass says otherwise,
        as long as nobody has looked at them.
        """
        with self._opened(session_id) as ledger:
            return disputed(ledger, session_id)

    def run_id(self, session_id: str) -> str:
        """The run of words that the reading is of; "" before there is a final one."""
        with self._opened(session_id) as ledger:
            return ledger.segments.run_id(session_id)

    def bookmarks(self, session_id: str) -> tuple[Bookmark, ...]:
        """The moments that people marked, by time, each with its note."""
        with self._opened(session_id) as ledger:
            return tuple(ledger.bookmarks.of_session(session_id))

    def set_bookmark(self, session_id: str, bookmark: Bookmark) -> None:
        """Mark a moment, or write another note to it, also of a session that is being recorded.

        Durable when it returns.
        """
        with self._changed(session_id) as ledger:
            ledger.bookmarks.record(session_id, bookmark)

    def remove_bookmark(
        self, session_id: str, bookmark_id: str, *, withdrawn: bool = False
    ) -> None:
        """It holds no longer: a new fact, the old one stays.

        `withdrawn`: that it was set is taken back.
        """
        with self._changed(session_id) as ledger:
            ledger.bookmarks.remove(session_id, bookmark_id, withdrawn=withdrawn)

    def document(self, session_id: str, language: str) -> Document:
        """The final transcript as it is copied and printed, with our own words in `language`.

        Without bookmarks: they are for who wrote them.

        Raises NoTranscript where there is none yet.
        """
        with self._opened(session_id) as ledger:
            summary = ledger.sessions.summary(session_id)
            if summary.state in UNDER_WAY:
                raise NoTranscript(session_id)
            document = Document(
                session=summary,
                segments=tuple(ledger.segments.of_session(session_id)),
                words=tuple(ledger.segments.words(session_id)),
                speakers={each.label: each for each in ledger.speakers.of_session(session_id)},
                written_in=language,
                spans=standing(ledger.sound.spans(session_id)),
            )
            if not self.writes_numbers():
                return document
            reading = ledger.segments.reading(session_id)
            kept = reading.words_by_a_person if reading is not None else ()
            return with_written_numbers(document, summary.language, kept)

    def writes_numbers(self) -> bool:
        """Whether numbers are shown and exported as a clinician writes them. Any thread.

        As the settings say now; as they come where nobody can read them.
        """
        try:
            return load_settings(self._program.paths.settings).written_numbers
        except BadSettings:
            return Settings().written_numbers

    def unheard(self, session_id: str) -> Unheard | None:
        """The sound of a finished session in which no word was found; None for any other."""
        with self._opened(session_id) as ledger:
            if ledger.sessions.summary(session_id).state is not SessionState.COMPLETED:
                return None
            if ledger.segments.words(session_id):
                return None
            noted = ledger.audit.rows(session_id, Event.NO_WORDS_FOUND)
            return Unheard.of(json.loads(noted[-1].metadata)) if noted else None

    def input_read(self, session_id: str) -> InputRead:
        """How the sound was read where there was a choice; nothing for one channel."""
        with self._opened(session_id) as ledger:
            summary = ledger.sessions.summary(session_id)
            return _input_read(ledger, summary, ledger.segments.run_id(session_id))

    def steps(self, session_id: str) -> Steps:
        """What people changed and can take back, and what they took back and can make again."""
        with self._opened(session_id) as ledger:
            return steps_of(ledger.edits.changes(session_id))

    def record_edit(self, session_id: str, *edits: Edit) -> None:
        """Append corrections, all or none; the session's files follow by a job.

        Raises BadEdit, and UnknownRun where there is no final transcript yet.
        """
        with self._changed(session_id) as ledger:
            ledger.edits.record(session_id, *edits)

    def withdraw_edit(self, session_id: str, *edit_ids: str) -> None:
        """Take corrections back: new facts, the old ones stay."""
        with self._changed(session_id) as ledger:
            ledger.edits.withdraw(session_id, *edit_ids)

    def restore_edit(self, session_id: str, *edit_ids: str) -> None:
        """Put corrections that were taken back in force again."""
        with self._changed(session_id) as ledger:
            ledger.edits.restore(session_id, *edit_ids)

    def note_record(self, session_id: str) -> NoteRecord:
        """What was decided about the lines of the clinical note, and what was typed into it."""
        with self._opened(session_id) as ledger:
            return ledger.clinical_notes.record(session_id)

    def signed_notes(self, session_id: str) -> list[RecordedNote]:
        """Every version of a clinical note that was signed, oldest first."""
        with self._opened(session_id) as ledger:
            return ledger.clinical_notes.signed(session_id)

    def decide_note_entry(self, session_id: str, entry: NoteEntry) -> None:
        """A line of the clinical note is confirmed, rejected, put otherwise, or opened again."""
        with self._changed(session_id) as ledger:
            ledger.clinical_notes.decide(session_id, entry)

    def write_note(self, session_id: str, section: str, text: str) -> None:
        """What stands in a section of the clinical note, or in a field of its head."""
        with self._changed(session_id) as ledger:
            ledger.clinical_notes.write(session_id, section, text)

    def sign_note(self, session_id: str, note_id: str, note: Note, text: str) -> SignedNote:
        """A note as it was signed; see `ClinicalNotes.sign`."""
        with self._changed(session_id) as ledger:
            return ledger.clinical_notes.sign(session_id, note_id, note, text)

    def peaks(self, session_id: str) -> Peaks:
        """How loud the recording is from moment to moment: see `session_peaks`."""
        return session_peaks(self._program, checked_session_id(session_id))

    def sound(self, session_id: str) -> Path | None:
        """The file of the whole recording, encrypted or not.

        None as long as the slices have not been concatenated.
        """
        final = self._program.paths.session(session_id) / "final.wav"
        path = stored_path(final, self._program.vault, session_id)
        return path if path.is_file() else None

    @contextmanager
    def _changed(self, session_id: str) -> Iterator[LibraryLedger]:
        """For what people change: the session's files follow by a job.

        Changes that come while one waits share it. Of a session that is under way they are made
        anyway.
        """
        with self._opened(session_id) as ledger:
            yield ledger
            summary = ledger.sessions.summary(session_id)
        if summary.state in UNDER_WAY:
            return
        quiet = quiet_before_files(summary.duration)
        try:
            with closing(self._program.queue()) as queue:
                queue.submit(JobKind.PROJECT, session_id, priority=JobPriority.NORMAL, quiet=quiet)
        except AurityError as error:
            # The change itself stands; a worker that starts finds the files that are behind.
            _log.warning("the files of %s follow later: %s", session_id, error)

    @contextmanager
    def _opened(self, session_id: str) -> Iterator[LibraryLedger]:
        with closing(self._program.ledger()) as ledger:
            if not ledger.sessions.knows(session_id):  # one that was planted may have any name
                checked_session_id(session_id)
            ledger.sessions.summary(session_id)
            yield ledger


def _hold(ledger: LibraryLedger, session_id: str) -> Hold | None:
    return next((each for each in ledger.retention.holds() if each.session_id == session_id), None)


def _input_read(ledger: LibraryLedger, summary: SessionSummary, run_id: str) -> InputRead:
    session_id = summary.session_id
    noted = ledger.audit.rows(session_id, Event.INPUT_NOTED)
    told = [json.loads(row.metadata) for row in noted]
    _, shown = runs_of(run_id)
    return input_read(
        [note for each in told if (note := note_of(each)) is not None],
        seconds=summary.duration,
        by_channel=shown == channels_run(session_id),
    )
