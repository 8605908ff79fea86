"""What a recorder is told when a recording begins.

The session's plan, its arguments and the lines of its standard input.
"""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime

from aurity_desktop.application.program import Program
from aurity_desktop.application.recording.recording import RecordingRequest
from aurity_desktop.domain import capture
from aurity_desktop.domain.audio import SpanKind
from aurity_desktop.domain.errors import SessionBusy
from aurity_desktop.domain.jobs import BESIDE
from aurity_desktop.domain.session import (
    OPEN_STATES,
    SessionPlan,
    SessionState,
    SessionSummary,
    new_session_id,
)
from aurity_desktop.runtime.withheld import withhold
from aurity_desktop.storage.durable import claim_folder


@dataclass(frozen=True, slots=True)
class RecorderStart:
    """The plan, the recorder's arguments, and the lines for its standard input.

    `arguments` name no patient and no file: those come as `lines`, which no other account can read.
    """

    plan: SessionPlan
    arguments: tuple[str, ...]
    lines: tuple[str, ...] = ()


def new_session(program: Program, request: RecordingRequest) -> RecorderStart:
    """A session that does not exist yet.

    The recorder creates it once its source is open, so that bad input leaves none behind. Its
    folder is made here, empty: of several that begin in one second each gets an id of its own.
    Opens the ledger: not for the GUI thread. Raises CorpusError, StorageError, OSError.
    """
    paths = program.paths
    paths.prepare()
    now = datetime.now().astimezone()
    with closing(program.ledger()) as ledger:
        session_id = new_session_id(
            now,
            lambda name: ledger.sessions.knows(name) or not claim_folder(paths.session(name)),
        )
    plan = SessionPlan(
        session_id=session_id,
        created_at=now,
        source=request.input_file.name if request.input_file else request.device,
        language=request.language,
        model=program.settings.live_model,
        speaker_count=request.speaker_count,
        vocabulary=request.vocabulary,
        title=request.title,
    )
    consent = ["--consent", request.consent.reference] if request.consent is not None else []
    source, lines = _source(request)
    return RecorderStart(
        plan, ("--plan", "-", *source, *consent), (capture.format_plan(plan), *lines)
    )


def known_session(program: Program, session_id: str, request: RecordingRequest) -> RecorderStart:
    """A recorder that continues a session: same clock, next number.

    One that had been finished gets another part. Opens the ledger: not for the GUI thread. Raises
    UnknownSession, SessionBusy while it is being finished.
    """
    with closing(program.ledger()) as ledger:
        session = ledger.sessions.summary(session_id)
    if session.state not in OPEN_STATES:
        _require_at_rest(program, session)
    plan = session.plan
    source, lines = _source(request)
    return RecorderStart(plan, ("--session", session_id, "--resume", *source), lines)


def _require_at_rest(program: Program, session: SessionSummary) -> None:
    """What makes a transcript of it just now would make it without what is recorded."""
    at_work = session.state is SessionState.FINALIZING
    with closing(program.queue()) as queue:
        at_work = at_work or any(
            job.kind not in BESIDE and not job.ended for job in queue.jobs(session.session_id)
        )
    if at_work:
        raise SessionBusy(session.session_id, "being transcribed")


def after_a_crash(plan: SessionPlan, device: str) -> RecorderStart:
    """A new recorder for one that died at the microphone.

    It salvages what that one left, and records how long nothing was captured. A microphone that is
    away just then is waited for, as it would have been.
    """
    source, lines = _source(RecordingRequest(device=device))
    go_on = ("--session", plan.session_id, "--resume", "--wait-for-device")
    return RecorderStart(plan, (*go_on, *source), lines)


def begins_paused(pause: SpanKind | None) -> tuple[str, ...]:
    """The arguments of a recorder whose session is paused, or held off the record, at once."""
    return () if pause is None else ("--paused", pause.value)


def _source(request: RecordingRequest) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is heard, as arguments and as lines."""
    if request.input_file is not None:
        withhold(request.input_file)
        pace = ("--fast",) if request.fast else ()
        share = ("--background",) if request.in_background else ()
        return ("--input", "-", *pace, *share), (json.dumps(str(request.input_file)),)
    return (("--device", request.device) if request.device else ()), ()
