"""The run ids of one pass, and which older runs it leaves as they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from aurity_desktop.application.finalizing.engine import Engine
from aurity_desktop.application.finalizing.run_ids import (
    audio_hash,
    run_id,
    runs_of,
    segments_run_id,
)
from aurity_desktop.domain.audio import RECORDED_ON, AudioSlice
from aurity_desktop.domain.channel_speakers import admits, channels_run
from aurity_desktop.domain.jobs import JobStep
from aurity_desktop.domain.ledger_ports import FinalizingLedger, HasRuns, HasSound
from aurity_desktop.domain.session import SessionSummary, SpeakerCount
from aurity_desktop.domain.session_parts import LastPart


@dataclass(frozen=True, slots=True)
class PassRuns:
    """The run ids of one pass."""

    transcript: str
    diarization: str
    segments: str


def runs_of_pass(
    session: SessionSummary, slices: Sequence[AudioSlice], engine: Engine, count: SpeakerCount
) -> PassRuns:
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
    return PassRuns(transcript, diarization, segments_run_id(transcript, diarization))


def runs_after(session_id: str, runs: PassRuns, part: LastPart) -> PassRuns:
    """The runs of a new part, behind what is read of the parts before.

    They are made of that as well as of the sound.
    """
    transcript = run_id(session_id, JobStep.TRANSCRIBE, runs.transcript, part.run_id)
    diarization = run_id(session_id, JobStep.DIARIZE, runs.diarization, part.run_id)
    return PassRuns(transcript, diarization, segments_run_id(transcript, diarization))


def on_the_same_words(ledger: FinalizingLedger, session_id: str, runs: PassRuns) -> PassRuns:
    """The runs of a repeated diarization: on the words that are read now.

    Who asks for other speakers does not ask for other words, though a better speech model may be
    installed by now.
    """
    transcript, _ = runs_of(ledger.segments.run_id(session_id))
    if not ledger.runs.knows(transcript):
        return runs
    return PassRuns(transcript, runs.diarization, segments_run_id(transcript, runs.diarization))


def with_the_same_speakers(ledger: FinalizingLedger, session_id: str, runs: PassRuns) -> PassRuns:
    """The runs of a repeated transcription: with the speakers that are read now.

    Who asks for other words alone does not ask for other speakers, which may be a person's choice.
    """
    _, diarization = runs_of(ledger.segments.run_id(session_id))
    if not ledger.runs.knows(diarization):
        return runs
    return PassRuns(runs.transcript, diarization, segments_run_id(runs.transcript, diarization))


def with_the_channels(
    ledger: FinalizingLedger, session_id: str, runs: PassRuns, count: SpeakerCount
) -> PassRuns:
    """The runs of a recording whose channels tell the speakers apart: with those speakers.

    Unless more or fewer people are known to have been there.
    """
    if not tells_by_channel(ledger, session_id):
        return runs
    channels = channels_run(session_id)
    if not admits(count, len(ledger.runs.diarization(channels).speakers)):
        return runs
    return PassRuns(runs.transcript, channels, segments_run_id(runs.transcript, channels))


class ChannelsLedger(HasRuns, HasSound, Protocol):
    """What tells whether the channels of a session tell its speakers."""


def tells_by_channel(ledger: ChannelsLedger, session_id: str) -> bool:
    """Whether the channels tell the speakers of all of the session: no part came later."""
    return ledger.runs.knows(channels_run(session_id)) and not any(
        span.reason == RECORDED_ON for span in ledger.sound.spans(session_id)
    )
