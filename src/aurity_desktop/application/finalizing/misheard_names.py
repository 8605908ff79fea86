"""Misheard names, written into a transcript that stands: the work of the job `names`.

To look for them takes a tenth of the time that was talked, so that no transcript waits for it. What
is found is a fact that a program wrote, with an id made of the words and of what is written: who
looks again writes nothing twice, and what a person has taken back stays so.
"""

from __future__ import annotations

import logging
from bisect import bisect_left
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Final

from aurity_desktop.application.finalizing.engine import Engine
from aurity_desktop.application.finalizing.run_ids import runs_of
from aurity_desktop.domain.consent import ConsentAnswer
from aurity_desktop.domain.edits import BY_PROGRAM, Edit, EditKind, Reading
from aurity_desktop.domain.errors import TranscriptionFailed
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.heard_write import Found, edits_of
from aurity_desktop.domain.jobs import Job, JobStep, PlannedStep
from aurity_desktop.domain.ledger_ports import FinalizingLedger
from aurity_desktop.domain.ports import Progress, SessionFiles, Sound, StepWatch
from aurity_desktop.domain.session import SessionSummary
from aurity_desktop.domain.session_parts import LastPart

_log = logging.getLogger(__name__)

_ALL: Final = 1.0  # its only step is the whole work
#: Words that are looked at before what is found in them is written, and words beside them that are
#: heard with them: near enough to tell whether medicines are spoken of.
_AT_ONCE: Final = 400
_BESIDE: Final = 30
_BEFORE_A_PAUSE: Final = 40


@dataclass(slots=True)
class LookedAt:
    """How far the words of sessions have been looked at, by looks that were stopped.

    Places of a run, by session. A worker that dies forgets them: the next one looks again.
    """

    _places: dict[str, tuple[str, int]] = field(default_factory=dict)

    def so_far(self, session_id: str, run_id: str) -> int:
        """The first place of the run that was not looked at."""
        run, place = self._places.get(session_id, ("", 0))
        return place if run == run_id else 0

    def note(self, session_id: str, run_id: str, place: int) -> None:
        """All places before this one have been looked at."""
        self._places[session_id] = (run_id, place)

    def forget(self, session_id: str) -> None:
        """The look is over."""
        self._places.pop(session_id, None)


def write_misheard_names(
    ledger: FinalizingLedger,
    files: SessionFiles,
    engine: Callable[[SessionSummary, str], Engine],
    job: Job,
    watch: StepWatch,
    looked_at: LookedAt | None = None,
) -> None:
    """Look for names in the words of the run that counts, and record what is to be written.

    Some hundred words at a time: those are not looked at again where the look is stopped and goes
    on with the same `looked_at`. Nothing where consent was withdrawn or no word was found; not
    where a person or a program has written, also since the look began. A transcript is left without
    names where the model fails. `engine` as for `Finalizer`. Raises UnknownSession, and what the
    ports raise.
    """
    session = ledger.sessions.summary(job.session_id)
    watch.plan(session.duration, [PlannedStep(JobStep.NAMES, _ALL, session.duration)])
    if ledger.consents.newest(session.session_id) is ConsentAnswer.WITHDRAWN:
        return
    look = _Look(ledger, files, engine, session, job, looked_at or LookedAt())
    with watch.step(JobStep.NAMES) as progress:
        try:
            while look.goes_on(progress):
                pass
        except TranscriptionFailed as error:
            _log.warning("names of %s are not looked for: %s", session.session_id, error)


class _Look:
    """One attempt at a session's words, part by part."""

    def __init__(
        self,
        ledger: FinalizingLedger,
        files: SessionFiles,
        engine: Callable[[SessionSummary, str], Engine],
        session: SessionSummary,
        job: Job,
        looked_at: LookedAt,
    ) -> None:
        self._ledger = ledger
        self._files = files
        self._engine = engine
        self._session = session
        self._job = job
        self._looked_at = looked_at

    def goes_on(self, progress: Progress) -> bool:
        """Look at the next words; False when all have been looked at."""
        ledger, session_id = self._ledger, self._session.session_id
        run = ledger.segments.run_id(session_id)
        transcript = runs_of(run)[0]
        reading = ledger.segments.reading(session_id)
        if reading is None or not ledger.runs.knows(transcript):
            return False
        begin = max(self._looked_at.so_far(session_id, run), _settled(ledger, self._job))
        own = _next_words(reading, begin)
        if not own:
            self._looked_at.forget(session_id)
            return False
        language = ledger.runs.transcript(transcript).language
        found = self._found(reading, own, language, progress)
        if ledger.segments.run_id(session_id) == run:
            now = ledger.segments.reading(session_id)
            written = _written(ledger, session_id, now) if now is not None else set()
            for edit in found:
                if written.isdisjoint(range(edit.first_word, edit.last_word + 1)):
                    ledger.edits.record(session_id, edit)
            self._looked_at.note(session_id, run, reading.places[own[-1]] + 1)
        return True

    def _found(self, reading: Reading, own: range, language: str, progress: Progress) -> list[Edit]:
        """What is to be written for the words with these numbers, heard with some beside them."""
        written = _written(self._ledger, self._session.session_id, reading)
        first = max(0, own[0] - _BESIDE)
        words = reading.words[first : own[-1] + 1 + _BESIDE]
        kept = frozenset(
            number - first
            for number in range(first, first + len(words))
            if number not in own or reading.places[number] in written
        )
        if len(kept) == len(words):
            return []

        def of_all(fraction: float) -> None:
            progress((own[0] + len(own) * fraction) / len(reading.words))

        with _sound(self._ledger, self._files, self._session.session_id) as sound:
            names = self._engine(self._session, self._job.model).misheard(
                sound,
                words,
                language=language,
                asked=self._session.plan.vocabulary,
                kept=kept,
                progress=of_all,
            )
            found = [Found(each.first + first, each.last + first, each.text) for each in names]
        return list(edits_of(found, reading, EditKind.BY_SOUND, "sound"))


def _next_words(reading: Reading, begin: int) -> range:
    """The numbers of the next words from that place on, up to a pause where one is near."""
    first = bisect_left(reading.places, begin)
    end = min(first + _AT_ONCE, len(reading.words))
    if end < len(reading.words):
        end = max(range(end - _BEFORE_A_PAUSE, end), key=partial(_pause_before, reading))
    while first < end < len(reading.places) and reading.places[end] == reading.places[end - 1]:
        end += 1  # words that were written for one place
    return range(first, end)


def _pause_before(reading: Reading, number: int) -> float:
    return reading.words[number].start - reading.words[number - 1].end


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
