"""From Stop to a transcript with speakers: the steps of the second pass, against ports only.

    concatenate → transcribe → diarize → assign → project

Every step is a fact in the ledger under a run id that is a function of what went into it: the
sound, the model, the parameters. So an attempt that follows a kill finds what the last one finished
and does only the rest, and no row is ever written twice. The same steps serve a repeated
diarization: with another speaker count only diarize and what follows has a new run id.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from aurity_desktop.application.finalizing.chunk_answers import answers, chunk_speakers
from aurity_desktop.application.finalizing.run_ids import (
    audio_hash,
    run_id,
    runs_of,
    segments_run_id,
)
from aurity_desktop.domain.audio import AudioSlice, seconds
from aurity_desktop.domain.changes import VoiceNamed
from aurity_desktop.domain.consent import ConsentAnswer
from aurity_desktop.domain.edits import EditKind
from aurity_desktop.domain.errors import ConsentWithdrawn
from aurity_desktop.domain.events import Event, Metadata
from aurity_desktop.domain.jobs import Job, JobKind, JobStep, PlannedStep
from aurity_desktop.domain.ledger_ports import FinalizingLedger, HasAudit
from aurity_desktop.domain.ports import (
    Diarizer,
    Samples,
    SessionFiles,
    StepWatch,
    WholeTranscriber,
)
from aurity_desktop.domain.session import SessionState, SessionSummary, SpeakerCount
from aurity_desktop.domain.speakers import Diarization, SpeakerRole, Turn
from aurity_desktop.domain.transcript import Segment, WholeTranscript, Word
from aurity_desktop.domain.voice import Voice, suggested_roles

#: Shares of the work, measured on two cores with the base model; the ETA does not rest on them,
#: only the percent does.
_SHARES = {
    JobStep.CONCATENATE: 1.0,
    JobStep.TRANSCRIBE: 75.0,
    JobStep.DIARIZE: 20.0,
    JobStep.ASSIGN: 2.0,
    JobStep.PROJECT: 2.0,
}

#: Edits that say who speaks.
_OF_VOICES = frozenset({EditKind.REASSIGN, EditKind.MERGE})


@dataclass(frozen=True, slots=True)
class SpeakerRules:
    """How words get their speakers and become segments: pure functions of the diarization.

    `chunk_speaker` names the voice that most of a chunk's words belong to.
    """

    assign: Callable[[Sequence[Word], Diarization], Sequence[Word]]
    segments_of: Callable[[Sequence[Word], Diarization], Sequence[Segment]]
    chunk_speaker: Callable[[Sequence[Word]], str]


class SegmentFiles(Protocol):
    """`segments.json` and `segments.rttm` beside the recording, each replaced whole."""

    def write(
        self, session: SessionSummary, segments: Sequence[Segment], diarization: Diarization
    ) -> dict[str, str]:
        """Write both files; the SHA-256 of each by its name."""
        ...


class Projection(Protocol):
    """The session's HDF5 file."""

    def project(self, session_id: str) -> object:
        """Build it aside from ledger and slices and replace the old one by it, atomically.

        Idempotent. Raises DiskFull.
        """
        ...


def _all(samples: int) -> int:
    return samples


def _no_voices(_samples: Samples, _diarization: Diarization) -> Mapping[str, Voice]:
    return {}


def _nobody() -> Voice | None:
    return None


@dataclass(frozen=True, slots=True)
class Engine:
    """What does the second pass, and the names that tell its results from another's.

    `to_transcribe` and `to_diarize` say how many of so many samples have not been gone through
    while recording. `voices` tells what each label of a diarization sounds like, and `enrolled` is
    the clinician's own voice, as the same model hears it.
    """

    transcriber: WholeTranscriber
    transcriber_model: str
    diarizer: Diarizer
    diarizer_model: str
    to_transcribe: Callable[[int], int] = _all
    to_diarize: Callable[[int], int] = _all
    voices: Callable[[Samples, Diarization], Mapping[str, Voice]] = _no_voices
    enrolled: Callable[[], Voice | None] = _nobody


@dataclass(frozen=True, slots=True)
class _Runs:
    """The run ids of one pass."""

    transcript: str
    diarization: str
    segments: str


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
    ) -> None:
        """`engine` picks the model that is named for a session, "" for the best one.

        It loads nothing before the engine is used.
        """
        self._ledger = ledger
        self._files = files
        self._engine = engine
        self._rules = rules
        self._segment_files = segment_files
        self._projection = projection

    def run(self, job: Job, watch: StepWatch) -> None:
        """Do what is left to do for the job's session and leave it completed.

        Raises UnknownSession, ConsentWithdrawn.
        """
        session = self._ledger.sessions.summary(job.session_id)
        if self._ledger.consents.newest(job.session_id) is ConsentAnswer.WITHDRAWN:
            raise ConsentWithdrawn(job.session_id)
        count = job.speaker_count or session.plan.speaker_count
        engine = self._engine(session, job.model)
        slices = self._ledger.sound.slices(job.session_id)
        runs = _runs(session, slices, engine, count)
        if job.kind is JobKind.DIARIZE:
            runs = self._on_the_same_words(session, runs)
        elif job.speaker_count is None:
            runs = self._with_the_same_speakers(session, runs)
        if job.kind is JobKind.FINALIZE and session.state is not SessionState.COMPLETED:
            self._ledger.sessions.set_state(job.session_id, SessionState.FINALIZING)
        samples = sum(each.sample_count for each in slices)
        watch.plan(seconds(samples), self._steps_left(runs, engine, samples))

        self._concatenate(session, slices, watch)
        transcript = self._transcribe(session, engine, runs, watch)
        diarization = self._diarize(session, engine, count, runs, watch)
        self._assign(session, engine, transcript, diarization, runs, watch)
        # Before the projection, so that it holds the session's last state; an attempt that ends in
        # between projects again.
        self._ledger.sessions.set_state(job.session_id, SessionState.COMPLETED)
        with watch.step(JobStep.PROJECT):
            self._projection.project(job.session_id)

    def _on_the_same_words(self, session: SessionSummary, runs: _Runs) -> _Runs:
        """Who asks for other speakers does not ask for other words.

        Though a better speech model may be installed by now.
        """
        transcript, _ = runs_of(self._ledger.segments.run_id(session.session_id))
        if not self._ledger.runs.knows(transcript):
            return runs
        return _Runs(transcript, runs.diarization, segments_run_id(transcript, runs.diarization))

    def _with_the_same_speakers(self, session: SessionSummary, runs: _Runs) -> _Runs:
        """Who asks for other words alone does not ask for other speakers.

        Those that are read now may be a person's choice.
        """
        _, diarization = runs_of(self._ledger.segments.run_id(session.session_id))
        if not self._ledger.runs.knows(diarization):
            return runs
        return _Runs(runs.transcript, diarization, segments_run_id(runs.transcript, diarization))

    def _steps_left(self, runs: _Runs, engine: Engine, samples: int) -> list[PlannedStep]:
        """What has no run yet, each with the sound that it still has to go through.

        What is learned from a step's duration is for that much sound.
        """
        left = dict.fromkeys(_SHARES, samples)
        if self._ledger.runs.knows(runs.transcript):
            del left[JobStep.TRANSCRIBE]
        else:
            left[JobStep.TRANSCRIBE] = engine.to_transcribe(samples)
        if self._ledger.runs.knows(runs.diarization):
            del left[JobStep.DIARIZE]
        else:
            left[JobStep.DIARIZE] = engine.to_diarize(samples)
        return [
            PlannedStep(step, _share(step, left[step], samples), seconds(left[step]))
            for step in left
        ]

    def _concatenate(
        self, session: SessionSummary, slices: Sequence[AudioSlice], watch: StepWatch
    ) -> None:
        """Check the file against the slices, each time; build it where it is not what they make."""
        with watch.step(JobStep.CONCATENATE):
            self._files.concatenate(session.session_id, slices)
            self._record_once(
                session.session_id,
                Event.CHUNKS_CONCATENATED,
                {
                    "chunks": len(slices),
                    "samples": sum(each.sample_count for each in slices),
                    "audio": audio_hash(slices),
                },
            )

    def _transcribe(
        self, session: SessionSummary, engine: Engine, runs: _Runs, watch: StepWatch
    ) -> WholeTranscript:
        if self._ledger.runs.knows(runs.transcript):
            return self._ledger.runs.transcript(runs.transcript)
        with watch.step(JobStep.TRANSCRIBE) as progress:
            language = session.plan.language or session.language
            samples = self._files.read_final(session.session_id)
            if len(samples) == 0:
                transcript = WholeTranscript((), language, engine.transcriber_model)
            else:
                transcript = engine.transcriber.transcribe(
                    samples,
                    language=language,
                    vocabulary=session.plan.vocabulary,
                    progress=progress,
                )
            self._ledger.runs.record_transcript(session.session_id, runs.transcript, transcript)
        return transcript

    def _diarize(
        self,
        session: SessionSummary,
        engine: Engine,
        count: SpeakerCount,
        runs: _Runs,
        watch: StepWatch,
    ) -> Diarization:
        if self._ledger.runs.knows(runs.diarization):
            return self._ledger.runs.diarization(runs.diarization)
        with watch.step(JobStep.DIARIZE) as progress:
            self._record_once(
                session.session_id, Event.DIARIZATION_STARTED, {"run_id": runs.diarization}
            )
            samples = self._files.read_final(session.session_id)
            if len(samples) == 0:
                diarization = Diarization((), (), engine.diarizer_model)
            else:
                diarization = engine.diarizer.diarize(samples, count=count, progress=progress)
            self._ledger.runs.record_diarization(session.session_id, runs.diarization, diarization)
        return diarization

    def _assign(
        self,
        session: SessionSummary,
        engine: Engine,
        transcript: WholeTranscript,
        diarization: Diarization,
        runs: _Runs,
        watch: StepWatch,
    ) -> None:
        """Give every word a speaker and every chunk its speaker.

        And an answer to the chunks that the live text left without one.
        """
        session_id = session.session_id
        with watch.step(JobStep.ASSIGN):
            words = tuple(self._rules.assign(transcript.words, diarization))
            segments = tuple(self._rules.segments_of(words, diarization))
            chunks = self._ledger.chunks.of_session(session_id)
            for answer in answers(chunks, words, transcript.model, transcript.language):
                self._ledger.chunks.record_transcription(answer)
            if not self._ledger.runs.knows(runs.segments):
                speakers = chunk_speakers(chunks, words, self._rules.chunk_speaker)
                self._ledger.segments.record_run(
                    session_id, runs.segments, words, segments, speakers
                )
            elif self._ledger.segments.run_id(session_id) != runs.segments:
                self._ledger.segments.use_run(session_id, runs.segments)
            self._suggest_roles(session_id, engine, diarization)
            _write_segment_files(self._ledger, self._segment_files, session_id, diarization)

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
        voices = engine.voices(self._files.read_final(session_id), diarization)
        heard = [each.label for each in speakers if each.label in diarization.speakers]
        for found in suggested_roles(enrolled, voices, heard):
            self._ledger.speakers.suggest_role(session_id, found.label, found.role, found.evidence)

    def _record_once(self, session_id: str, event: Event, metadata: Metadata) -> None:
        """An attempt that repeats a step does not repeat its event."""
        if metadata not in _recorded(self._ledger, session_id, event):
            self._ledger.audit.record_event(session_id, event, metadata)


def _share(step: JobStep, left: int, samples: int) -> float:
    """A step that has little left is a small part of the work, but never none.

    Loading a model takes its time too.
    """
    return _SHARES[step] * max(0.05, left / samples if samples else 1.0)


def project_again(
    ledger: FinalizingLedger,
    segment_files: SegmentFiles,
    projection: Projection,
    job: Job,
    watch: StepWatch,
) -> None:
    """The work of the job `project`: the session's files again, as the ledger is now.

    Raises UnknownSession.
    """
    session_id = job.session_id
    length = ledger.sessions.summary(session_id).duration
    watch.plan(length, [PlannedStep(JobStep.PROJECT, _SHARES[JobStep.PROJECT], length)])
    with watch.step(JobStep.PROJECT):
        _, run = runs_of(ledger.segments.run_id(session_id))
        if ledger.runs.knows(run):
            _write_segment_files(ledger, segment_files, session_id, ledger.runs.diarization(run))
        projection.project(session_id)


def _write_segment_files(
    ledger: FinalizingLedger, segment_files: SegmentFiles, session_id: str, diarization: Diarization
) -> None:
    """Write the files, and their event only when they have become others: its newest row counts."""
    hashes = segment_files.write(
        ledger.sessions.summary(session_id),
        ledger.segments.of_session(session_id),
        _as_read(ledger, session_id, diarization),
    )
    if _recorded(ledger, session_id, Event.SEGMENT_FILES_WRITTEN)[-1:] != [hashes]:
        ledger.audit.record_event(session_id, Event.SEGMENT_FILES_WRITTEN, hashes)


def _as_read(ledger: FinalizingLedger, session_id: str, diarization: Diarization) -> Diarization:
    """What was heard, or, where people gave words to other voices, what is read.

    A correction speaks of words, not of sound.
    """
    run = ledger.segments.run_id(session_id)
    corrected = any(
        found.active and found.run_id == run and found.edit.kind in _OF_VOICES
        for found in ledger.edits.of_session(session_id)
    )
    if not corrected:
        return diarization
    segments = ledger.segments.of_session(session_id)
    turns = tuple(Turn(each.start, each.end, each.speaker) for each in segments)
    return replace(
        diarization, turns=turns, speakers=tuple(dict.fromkeys(turn.speaker for turn in turns))
    )


def _recorded(ledger: HasAudit, session_id: str, event: Event) -> list[Metadata]:
    return [
        json.loads(row.metadata) for row in ledger.audit.rows(session_id) if row.operation == event
    ]


def _runs(
    session: SessionSummary, slices: Sequence[AudioSlice], engine: Engine, count: SpeakerCount
) -> _Runs:
    """The run ids of this pass.

    The language that was heard is a hint to the model and no input: the transcript itself may
    change it.
    """
    session_id, plan, audio = session.session_id, session.plan, audio_hash(slices)
    transcript = run_id(
        session_id,
        JobStep.TRANSCRIBE,
        audio,
        engine.transcriber_model,
        plan.language,
        list(plan.vocabulary),
    )
    diarization = run_id(
        session_id,
        JobStep.DIARIZE,
        audio,
        engine.diarizer_model,
        count.minimum,
        count.maximum,
    )
    return _Runs(transcript, diarization, segments_run_id(transcript, diarization))
