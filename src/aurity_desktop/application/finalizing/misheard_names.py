"""Misheard names, written into a transcript that stands: the work of the job `names`.

To look for them takes a tenth of the time that was talked, so that no transcript waits for it. What
is found is a fact that a program wrote, with an id made of the words and of what is written: who
looks again writes nothing twice, and what a person has taken back stays so.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from typing import Final

from aurity_desktop.application.finalizing.engine import Engine
from aurity_desktop.application.finalizing.run_ids import runs_of
from aurity_desktop.domain.consent import ConsentAnswer
from aurity_desktop.domain.edits import BY_PROGRAM, Edit, EditKind, Reading
from aurity_desktop.domain.errors import TranscriptionFailed
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.heard_write import edits_of
from aurity_desktop.domain.jobs import Job, JobStep, PlannedStep
from aurity_desktop.domain.ledger_ports import FinalizingLedger
from aurity_desktop.domain.ports import Progress, SessionFiles, Sound, StepWatch
from aurity_desktop.domain.session import SessionSummary
from aurity_desktop.domain.session_parts import LastPart

_log = logging.getLogger(__name__)

_ALL: Final = 1.0  # its only step is the whole work


def write_misheard_names(
    ledger: FinalizingLedger,
    files: SessionFiles,
    engine: Callable[[SessionSummary, str], Engine],
    job: Job,
    watch: StepWatch,
) -> None:
    """Look for names in the words of the run that counts, and record what is to be written.

    Nothing where consent was withdrawn or no word was found; not where a person or a program has
    written, also since the look began. A transcript is left without them where the model fails.
    `engine` as for `Finalizer`. Raises UnknownSession, and what the ports raise.
    """
    session = ledger.sessions.summary(job.session_id)
    watch.plan(session.duration, [PlannedStep(JobStep.NAMES, _ALL, session.duration)])
    if ledger.consents.newest(session.session_id) is ConsentAnswer.WITHDRAWN:
        return
    with watch.step(JobStep.NAMES) as progress:
        try:
            found = _found(ledger, files, engine, session, job, progress)
        except TranscriptionFailed as error:
            _log.warning("names of %s are not looked for: %s", session.session_id, error)
            return
        reading = ledger.segments.reading(session.session_id)
        written = _written(ledger, session.session_id, reading) if reading is not None else set()
        for edit in found:
            if written.isdisjoint(range(edit.first_word, edit.last_word + 1)):
                ledger.edits.record(session.session_id, edit)


def _found(
    ledger: FinalizingLedger,
    files: SessionFiles,
    engine: Callable[[SessionSummary, str], Engine],
    session: SessionSummary,
    job: Job,
    progress: Progress,
) -> list[Edit]:
    """What is to be written, for the run that counts when the look is over."""
    session_id = session.session_id
    while True:
        run = ledger.segments.run_id(session_id)
        transcript = runs_of(run)[0]
        reading = ledger.segments.reading(session_id)
        if reading is None or not ledger.runs.knows(transcript):
            return []
        written = _written(ledger, session_id, reading)
        settled = _settled(ledger, job)
        kept = frozenset(
            number
            for number, place in enumerate(reading.places)
            if place < settled or place in written
        )
        if len(kept) == len(reading.words):
            return []
        with _sound(ledger, files, session_id) as sound:
            found = engine(session, job.model).misheard(
                sound,
                reading.words,
                language=ledger.runs.transcript(transcript).language,
                asked=session.plan.vocabulary,
                kept=kept,
                progress=progress,
            )
            edits = list(edits_of(found, reading, EditKind.BY_SOUND, "sound"))
        if ledger.segments.run_id(session_id) == run:
            return edits


def _written(ledger: FinalizingLedger, session_id: str, reading: Reading) -> set[int]:
    """The places at which a person or a program has written, or has said that it is right."""
    by_program = (
        each.edit
        for each in ledger.edits.of_session(session_id)
        if each.active and each.edit.kind in BY_PROGRAM
    )
    places = {at for edit in by_program for at in range(edit.first_word, edit.last_word + 1)}
    return places | reading.seen | reading.changed


def _settled(ledger: FinalizingLedger, job: Job) -> int:
    """How many words at the beginning stay as they are read.

    Those before the newest part, unless other words were asked for, or the job has waited since
    before that part was recorded.
    """
    part = None if job.model else ledger.segments.last_part(job.session_id)
    if part is None or job.created_at < _began(ledger, job.session_id, part):
        return 0
    run = ledger.segments.content(part.run_id)
    return len(run.words)


def _began(ledger: FinalizingLedger, session_id: str, part: LastPart) -> datetime:
    """When the newest part was begun: the last interruption of the capture at its beginning."""
    place = f'"at_sample":{part.at_sample},'
    rows = ledger.audit.rows(session_id, Event.CAPTURE_INTERRUPTED)
    began = [row.timestamp for row in rows if place in row.metadata]
    return datetime.fromisoformat(began[-1]) if began else datetime.min.replace(tzinfo=UTC)


def _sound(
    ledger: FinalizingLedger, files: SessionFiles, session_id: str
) -> AbstractContextManager[Sound]:
    """The final sound, or the slices where that is not in place."""
    slices = ledger.sound.slices(session_id)
    if files.is_behind(session_id, slices):
        return nullcontext(files.sliced_sound(slices))
    return files.final_sound(session_id)
