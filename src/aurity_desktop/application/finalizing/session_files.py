"""The files of a finished session: its segments beside the sound, and its projection."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from aurity_desktop.application.finalizing.run_ids import runs_of
from aurity_desktop.application.finalizing.step_shares import STEP_SHARES
from aurity_desktop.domain.edits import OF_VOICES
from aurity_desktop.domain.events import Event, Metadata
from aurity_desktop.domain.jobs import Job, JobStep, PlannedStep
from aurity_desktop.domain.ledger_ports import FinalizingLedger, HasAudit
from aurity_desktop.domain.ports import StepWatch
from aurity_desktop.domain.session import SessionSummary
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
    watch.plan(length, [PlannedStep(JobStep.PROJECT, STEP_SHARES[JobStep.PROJECT], length)])
    with watch.step(JobStep.PROJECT):
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
    hashes = segment_files.write(
        ledger.sessions.summary(session_id),
        ledger.segments.of_session(session_id),
        _as_read(ledger, session_id, diarization),
    )
    if recorded(ledger, session_id, Event.SEGMENT_FILES_WRITTEN)[-1:] != [hashes]:
        ledger.audit.record_event(session_id, Event.SEGMENT_FILES_WRITTEN, hashes)


def _as_read(ledger: FinalizingLedger, session_id: str, diarization: Diarization) -> Diarization:
    """What was heard, or, where people gave words to other voices, what is read.

    A correction speaks of words, not of sound.
    """
    run = ledger.segments.run_id(session_id)
    corrected = any(
        found.active and found.run_id == run and found.edit.kind in OF_VOICES
        for found in ledger.edits.of_session(session_id)
    )
    if not corrected:
        return diarization
    segments = ledger.segments.of_session(session_id)
    turns = tuple(Turn(each.start, each.end, each.speaker) for each in segments)
    return replace(
        diarization, turns=turns, speakers=tuple(dict.fromkeys(turn.speaker for turn in turns))
    )


def recorded(ledger: HasAudit, session_id: str, event: Event) -> list[Metadata]:
    """The metadata of every such event in the session's audit trail, the oldest first."""
    return [
        json.loads(row.metadata) for row in ledger.audit.rows(session_id) if row.operation == event
    ]
