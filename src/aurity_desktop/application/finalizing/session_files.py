"""The files of a finished session: its segments beside the sound, and its projection."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from aurity_desktop.application.finalizing.run_ids import audio_hash, runs_of
from aurity_desktop.application.finalizing.step_shares import STEP_SHARES
from aurity_desktop.domain.audio import AudioSlice, Span
from aurity_desktop.domain.edits import OF_VOICES
from aurity_desktop.domain.events import Event, Metadata, since_import
from aurity_desktop.domain.jobs import Job, JobStep, PlannedStep
from aurity_desktop.domain.ledger_ports import FinalizingLedger, HasAudit
from aurity_desktop.domain.ports import SessionFiles, StepWatch
from aurity_desktop.domain.session import SessionState, SessionSummary
from aurity_desktop.domain.spans import cut_at, standing
from aurity_desktop.domain.speakers import Diarization, Turn
from aurity_desktop.domain.transcript import Segment

#: Who corrects a transcript corrects many words of it: the files follow when nothing was changed
#: for so long, and a second longer for every five minutes of sound, which they hold all of.
_QUIET_SECONDS = 20.0
_QUIET_SHARE = 1 / 300


def quiet_before_files(duration: float) -> float:
    """Seconds after the last change before a session's files are made again; `duration` too."""
    return _QUIET_SECONDS + duration * _QUIET_SHARE


class SegmentFiles(Protocol):
    """`segments.json` and `segments.rttm` beside the recording, each replaced whole."""

    def write(
        self,
        session: SessionSummary,
        segments: Sequence[Segment],
        diarization: Diarization,
        spans: Sequence[Span],
    ) -> dict[str, str]:
        """Write both files, over whose spans nothing runs; the SHA-256 of each by its name."""
        ...


class Projection(Protocol):
    """The session's HDF5 file."""

    def project(self, session_id: str) -> object:
        """Build it aside from ledger and slices and replace the old one by it, atomically.

        Idempotent. Raises DiskFull.
        """
        ...


def join_sound(
    ledger: HasAudit, files: SessionFiles, session_id: str, slices: Sequence[AudioSlice]
) -> None:
    """`final.wav`, and the event that tells of it. Raises AudioError, DiskFull, FolderNotWritable.

    The file is checked against the slices each time, and built where it is not what they make.
    """
    files.concatenate(session_id, slices)
    joined: Metadata = {
        "chunks": len(slices),
        "samples": sum(each.sample_count for each in slices),
        "audio": audio_hash(slices),
    }
    record_once(ledger, session_id, Event.CHUNKS_CONCATENATED, joined)


def project_again(
    ledger: FinalizingLedger,
    files: SessionFiles,
    segment_files: SegmentFiles,
    projection: Projection,
    job: Job,
    watch: StepWatch,
) -> None:
    """The work of the job `project`: the session's files again, as the ledger is now.

    `final.wav` where it could not be replaced when the session was finished, and where none was
    made: a session that was joined of two, or imported, has come with its slices alone. Raises
    UnknownSession, AudioError, DiskFull, FolderNotWritable.
    """
    session_id = job.session_id
    session = ledger.sessions.summary(session_id)
    length = session.duration
    watch.plan(length, [PlannedStep(JobStep.PROJECT, STEP_SHARES[JobStep.PROJECT], length)])
    with watch.step(JobStep.PROJECT):
        slices = ledger.sound.slices(session_id)
        ended = session.state in {SessionState.COMPLETED, SessionState.FAILED}
        if slices and ended and files.is_behind(session_id, slices):
            join_sound(ledger, files, session_id, slices)
        _, run = runs_of(ledger.segments.run_id(session_id))
        if ledger.runs.knows(run):
            write_segment_files(ledger, segment_files, session_id, ledger.runs.diarization(run))
        projection.project(session_id)


def write_segment_files(
    ledger: FinalizingLedger, segment_files: SegmentFiles, session_id: str, diarization: Diarization
) -> None:
    """Write the files, and their event only when they have become others.

    Of that event the newest row counts.
    """
    spans = standing(ledger.sound.spans(session_id))
    hashes = segment_files.write(
        ledger.sessions.summary(session_id),
        ledger.segments.of_session(session_id),
        cut_at(_as_read(ledger, session_id, diarization), spans),
        spans,
    )
    if recorded(ledger, session_id, Event.SEGMENT_FILES_WRITTEN)[-1:] != [hashes]:
        ledger.audit.record_event(session_id, Event.SEGMENT_FILES_WRITTEN, hashes)


def _as_read(ledger: FinalizingLedger, session_id: str, diarization: Diarization) -> Diarization:
    """What was heard, or, where people gave words to other voices, what is read.

    A correction speaks of words, not of sound.
    """
    runs = ledger.segments.lineage(session_id, ledger.segments.run_id(session_id)).voices
    corrected = any(
        found.active and found.run_id in runs and found.edit.kind in OF_VOICES
        for found in ledger.edits.of_session(session_id)
    )
    if not corrected:
        return diarization
    segments = ledger.segments.of_session(session_id)
    turns = tuple(Turn(each.start, each.end, each.speaker) for each in segments)
    return replace(
        diarization, turns=turns, speakers=tuple(dict.fromkeys(turn.speaker for turn in turns))
    )


def record_once(ledger: HasAudit, session_id: str, event: Event, metadata: Metadata) -> None:
    """An attempt that repeats a step does not repeat its event."""
    if metadata not in recorded(ledger, session_id, event):
        ledger.audit.record_event(session_id, event, metadata)


def recorded(ledger: HasAudit, session_id: str, event: Event) -> list[Metadata]:
    """The metadata of every such event that happened here, the oldest first."""
    here = since_import(ledger.audit.rows(session_id, event, Event.SESSION_IMPORTED))
    return [json.loads(row.metadata) for row in here if row.operation == event]
