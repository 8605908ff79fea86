"""From Stop to a transcript with speakers: the steps of the second pass, against ports only.

    concatenate → transcribe → diarize → assign → project

Every step is a fact in the ledger under a run id that is a function of what went into it: the
sound, the model, the parameters. So an attempt that follows a kill finds what the last one finished
and does only the rest, and no row is ever written twice. The same steps serve a repeated
diarization: with another speaker count only diarize and what follows has a new run id.

Names that were misheard are looked for afterwards (`misheard_names.py`): that takes as long again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace

from aurity_desktop.application.finalizing.carried_corrections import carry_corrections
from aurity_desktop.application.finalizing.chunk_answers import answers, chunk_speakers
from aurity_desktop.application.finalizing.engine import Engine, SpeakerRules
from aurity_desktop.application.finalizing.loudness import loudness
from aurity_desktop.application.finalizing.pass_runs import (
    PassRuns,
    on_the_same_words,
    runs_after,
    runs_of_pass,
    with_the_channels,
    with_the_same_speakers,
)
from aurity_desktop.application.finalizing.run_ids import runs_of
from aurity_desktop.application.finalizing.session_files import (
    Projection,
    SegmentFiles,
    join_sound,
    record_once,
    write_segment_files,
)
from aurity_desktop.application.finalizing.step_shares import STEP_SHARES, share_of
from aurity_desktop.domain.audio import AudioSlice, seconds
from aurity_desktop.domain.changes import VoiceNamed
from aurity_desktop.domain.consent import ConsentAnswer
from aurity_desktop.domain.errors import ConsentWithdrawn, FolderNotWritable
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.heard_write import Dictionary
from aurity_desktop.domain.jobs import Job, JobKind, JobStep, PlannedStep
from aurity_desktop.domain.ledger_ports import FinalizingLedger
from aurity_desktop.domain.ports import (
    SessionFiles,
    Sound,
    StepWatch,
)
from aurity_desktop.domain.session import (
    OPEN_STATES,
    SessionState,
    SessionSummary,
    SpeakerCount,
)
from aurity_desktop.domain.session_parts import (
    LastPart,
    RunContent,
    speakers_after,
    words_after,
)
from aurity_desktop.domain.spans import captured_between, cut_at, cut_words
from aurity_desktop.domain.speakers import Diarization, SpeakerRole
from aurity_desktop.domain.transcript import Segment, WholeTranscript, Word
from aurity_desktop.domain.voice import suggested_roles

_log = logging.getLogger(__name__)

#: The ledger is everybody's: a recording that goes on meanwhile waits for so many.
_ANSWERS_AT_ONCE = 100


class Finalizer:
    """The work of the jobs `finalize` and `diarize`. Belongs to the thread that made its ledger.

    Raises what the ports raise; everything done by then stays and is found by the next attempt.
    """

    def __init__(
        self,
        ledger: FinalizingLedger,
        files: SessionFiles,
        engine: Callable[[SessionSummary, str], Engine],
        *,
        rules: SpeakerRules,
        segment_files: SegmentFiles,
        projection: Projection,
        dictionary: Callable[[], Dictionary] = Dictionary,
    ) -> None:
        """`engine` picks the model that is named for a session, "" for the best one.

        It loads nothing before the engine is used. `dictionary` reads the user's, as it is then.
        """
        self._ledger = ledger
        self._files = files
        self._engine = engine
        self._rules = rules
        self._segment_files = segment_files
        self._projection = projection
        self._dictionary = dictionary
        self._files_follow = False
        self._sound: Callable[[], AbstractContextManager[Sound]]

    def run(self, job: Job, watch: StepWatch) -> bool:
        """Do what is left to do for the job's session and leave it completed.

        Whether all of its files are in place: one that another program has open, as on Windows,
        keeps no session from being finished, and is a job of its own afterwards. Raises
        UnknownSession, ConsentWithdrawn.
        """
        self._files_follow = False
        session = self._ledger.sessions.summary(job.session_id)
        if self._ledger.consents.newest(job.session_id) is ConsentAnswer.WITHDRAWN:
            raise ConsentWithdrawn(job.session_id)
        count = job.speaker_count or session.plan.speaker_count
        engine = self._engine(session, job.model)
        slices = self._ledger.sound.slices(job.session_id)
        part = self._new_part(job)
        runs = runs_of_pass(session, slices, engine, count)
        runs = (
            runs_after(session.session_id, runs, part)
            if part is not None
            else self._with_what_stays(job, session, runs, count)
        )
        if job.kind is JobKind.FINALIZE and session.state is not SessionState.COMPLETED:
            self._ledger.sessions.set_state(job.session_id, SessionState.FINALIZING)
        samples = sum(each.sample_count for each in slices)
        watch.plan(seconds(samples), self._steps_left(runs, engine, samples))

        self._concatenate(session, slices, watch)
        transcript = self._transcribe(session, engine, runs, part, watch)
        if not transcript.words:
            self._note_no_words(session.session_id, runs.transcript)
        diarization = self._diarize(session, engine, count, runs, part, watch)
        self._assign(session, engine, transcript, diarization, runs, part, watch)
        # Before the projection, so that it holds the session's last state; an attempt that ends in
        # between projects again.
        if self._ledger.sessions.summary(job.session_id).state not in OPEN_STATES:
            self._ledger.sessions.set_state(job.session_id, SessionState.COMPLETED)
        with watch.step(JobStep.PROJECT), self._files_that_may_follow(job.session_id):
            self._projection.project(job.session_id)
        return not self._files_follow

    def _new_part(self, job: Job) -> LastPart | None:
        """What was recorded behind a transcript that stands; None for a session of one part.

        Who asks for other words or other speakers asks for those of all parts.
        """
        if job.kind is not JobKind.FINALIZE or job.model or job.speaker_count is not None:
            return None
        return self._ledger.segments.last_part(job.session_id)

    def _before(self, part: LastPart | None) -> RunContent:
        """What stands before the new part."""
        if part is None:
            return RunContent((), ())
        return self._ledger.segments.content(part.run_id)

    def _with_what_stays(
        self, job: Job, session: SessionSummary, runs: PassRuns, count: SpeakerCount
    ) -> PassRuns:
        """Of the words and speakers those that are not asked for anew.

        The first speakers are those of the channels, where they tell; a number that is asked for
        later is found by voice, and no number at all is "by channel" again.
        """
        by_channel = with_the_channels(self._ledger, job.session_id, runs, count)
        asked = runs if job.speaker_count is not None else by_channel
        if job.kind is JobKind.DIARIZE:
            return on_the_same_words(self._ledger, job.session_id, asked)
        if job.speaker_count is None and session.state is not SessionState.FINALIZING:
            return with_the_same_speakers(self._ledger, job.session_id, asked)
        return asked

    @contextmanager
    def _files_that_may_follow(self, session_id: str) -> Iterator[None]:
        try:
            yield
        except FolderNotWritable as error:
            _log.warning("a file of %s follows later: %s", session_id, error)
            self._files_follow = True

    def _steps_left(self, runs: PassRuns, engine: Engine, samples: int) -> list[PlannedStep]:
        """What has no run yet, each with the sound that it still has to go through.

        What is learned from a step's duration is for that much sound.
        """
        left = dict.fromkeys(STEP_SHARES, samples)
        if self._ledger.runs.knows(runs.transcript):
            del left[JobStep.TRANSCRIBE]
        else:
            left[JobStep.TRANSCRIBE] = engine.to_transcribe(samples)
        if self._ledger.runs.knows(runs.diarization):
            del left[JobStep.DIARIZE]
        else:
            left[JobStep.DIARIZE] = engine.to_diarize(samples)
        return [
            PlannedStep(step, share_of(step, left[step], samples), seconds(left[step]))
            for step in left
        ]

    def _concatenate(
        self, session: SessionSummary, slices: Sequence[AudioSlice], watch: StepWatch
    ) -> None:
        """Check the file against the slices, each time; build it where it is not what they make."""
        self._sound = lambda: self._files.final_sound(session.session_id)
        with watch.step(JobStep.CONCATENATE):
            with self._files_that_may_follow(session.session_id):
                join_sound(self._ledger, self._files, session.session_id, slices)
            if self._files_follow:
                self._sound = lambda: nullcontext(self._files.sliced_sound(slices))

    def _transcribe(
        self,
        session: SessionSummary,
        engine: Engine,
        runs: PassRuns,
        part: LastPart | None,
        watch: StepWatch,
    ) -> WholeTranscript:
        if self._ledger.runs.knows(runs.transcript):
            return self._ledger.runs.transcript(runs.transcript)
        with watch.step(JobStep.TRANSCRIBE) as progress:
            language = session.plan.language or session.language
            with self._sound() as sound:
                if len(sound) == 0:
                    transcript = WholeTranscript((), language, engine.transcriber_model)
                else:
                    transcript = engine.transcriber.transcribe(
                        sound,
                        language=language,
                        vocabulary=session.plan.vocabulary,
                        progress=progress,
                    )
            if part is not None:
                before = self._before(part).words
                transcript = replace(transcript, words=words_after(before, transcript.words, part))
            if not transcript.words:  # the models' best guess about silence or noise is no finding
                transcript = replace(transcript, language=session.plan.language)
            self._ledger.runs.record_transcript(session.session_id, runs.transcript, transcript)
        return transcript

    def _note_no_words(self, session_id: str, run_id: str) -> None:
        """Where there was sound and no word, that is told: it may be a fault of the sound."""
        with self._sound() as sound:
            found = loudness(sound)
        if found is not None:
            record_once(
                self._ledger,
                session_id,
                Event.NO_WORDS_FOUND,
                {
                    "run_id": run_id,
                    "loud_seconds": round(found.loud_seconds, 1),
                    "loudest_at": round(found.loudest_at, 1),
                },
            )

    def _diarize(
        self,
        session: SessionSummary,
        engine: Engine,
        count: SpeakerCount,
        runs: PassRuns,
        part: LastPart | None,
        watch: StepWatch,
    ) -> Diarization:
        spans = self._ledger.sound.spans(session.session_id)
        if self._ledger.runs.knows(runs.diarization):
            return cut_at(self._ledger.runs.diarization(runs.diarization), spans)
        with watch.step(JobStep.DIARIZE) as progress:
            record_once(
                self._ledger,
                session.session_id,
                Event.DIARIZATION_STARTED,
                {"run_id": runs.diarization},
            )
            with self._sound() as sound:
                if len(sound) == 0:
                    diarization = Diarization((), (), engine.diarizer_model)
                else:
                    heard = engine.diarizer.diarize(sound, count=count, progress=progress)
                    diarization = cut_at(heard, spans)
            if part is not None:
                before = self._before(part).segments
                diarization = speakers_after(before, diarization, part)
            self._ledger.runs.record_diarization(session.session_id, runs.diarization, diarization)
        return diarization

    def _assign(
        self,
        session: SessionSummary,
        engine: Engine,
        transcript: WholeTranscript,
        diarization: Diarization,
        runs: PassRuns,
        part: LastPart | None,
        watch: StepWatch,
    ) -> None:
        """Give every word a speaker and every chunk its speaker.

        And an answer to the chunks that the live text left without one.
        """
        session_id = session.session_id
        with watch.step(JobStep.ASSIGN):
            before = self._before(part)
            heard = transcript.words[len(before.words) :]
            words, segments = self._with_speakers(session_id, heard, diarization)
            words, segments = (*before.words, *words), (*before.segments, *segments)
            chunks = self._ledger.chunks.of_session(session_id)
            told = answers(chunks, words, transcript.model, transcript.language)
            for first in range(0, len(told), _ANSWERS_AT_ONCE):
                self._ledger.chunks.record_transcriptions(told[first : first + _ANSWERS_AT_ONCE])
            if not self._ledger.runs.knows(runs.segments):
                speakers = chunk_speakers(chunks, words, self._rules.chunk_speaker)
                self._ledger.segments.record_run(
                    session_id,
                    runs.segments,
                    words,
                    segments,
                    speakers,
                    goes_on="" if part is None else part.run_id,
                    same_words=self._run_of_the_same_words(session_id, runs),
                )
            elif self._ledger.segments.run_id(session_id) != runs.segments:
                self._ledger.segments.use_run(session_id, runs.segments)
            carry_corrections(self._ledger, session_id, words, runs.transcript)
            self._write_what_is_heard(session_id)
            self._suggest_roles(session_id, engine, diarization)
            with self._files_that_may_follow(session_id):
                write_segment_files(self._ledger, self._segment_files, session_id, diarization)

    def _write_what_is_heard(self, session_id: str) -> None:
        """What the user's dictionary changes; each change is a fact that can be taken back."""
        dictionary = self._dictionary()
        reading = self._ledger.segments.reading(session_id) if dictionary else None
        if reading is not None:
            for edit in dictionary.edits(reading):
                self._ledger.edits.record(session_id, edit)

    def _run_of_the_same_words(self, session_id: str, runs: PassRuns) -> str:
        """The run that is read now, where only its speakers are found anew."""
        run = self._ledger.segments.run_id(session_id)
        return run if runs_of(run)[0] == runs.transcript else ""

    def _with_speakers(
        self, session_id: str, said: Sequence[Word], diarization: Diarization
    ) -> tuple[tuple[Word, ...], tuple[Segment, ...]]:
        """The words with their speakers, and the segments that they make.

        What lies between two spans is looked at by itself: nobody goes on speaking across a pause.
        """
        words: list[Word] = []
        segments: list[Segment] = []
        stretches = captured_between(self._ledger.sound.spans(session_id))
        for stretch, own in cut_words(said, stretches):
            turns = tuple(turn for turn in diarization.turns if stretch.holds(turn))
            heard = replace(diarization, turns=turns) if len(stretches) > 1 else diarization
            spoken = tuple(self._rules.assign(own, heard))
            words += spoken
            segments += [stretch.clip(each) for each in self._rules.segments_of(spoken, heard)]
        return tuple(words), tuple(segments)

    def _suggest_roles(self, session_id: str, engine: Engine, diarization: Diarization) -> None:
        """Suggest which voice is the clinician's, where theirs is enrolled.

        Once a person has said who it is, or that it is not who was suggested, nothing more is
        suggested for this session: the voices of another run may not be plainly the same.
        """
        enrolled = engine.enrolled()
        if enrolled is None or not diarization.speakers:
            return
        speakers = self._ledger.speakers.of_session(session_id)
        if any(each.role is SpeakerRole.MEDICO for each in speakers) or any(
            SpeakerRole.MEDICO in (each.what.role, each.what.role_before)
            for each in self._ledger.edits.changes(session_id)
            if isinstance(each.what, VoiceNamed) and not each.what.suggested
        ):
            return
        with self._sound() as sound:
            voices = engine.voices(sound, diarization)
        heard = [each.label for each in speakers if each.label in diarization.speakers]
        for found in suggested_roles(enrolled, voices, heard):
            self._ledger.speakers.suggest_role(session_id, found.label, found.role, found.evidence)
