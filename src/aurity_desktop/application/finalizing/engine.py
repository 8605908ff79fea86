"""What does the second pass, as the finalizer is handed it: models, and rules for speakers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from aurity_desktop.domain.heard_write import Found
from aurity_desktop.domain.ports import (
    Diarizer,
    MisheardNames,
    Progress,
    Samples,
    WholeTranscriber,
    nobody_looks,
)
from aurity_desktop.domain.speakers import Diarization
from aurity_desktop.domain.transcript import Segment, Word
from aurity_desktop.domain.voice import Voice


@dataclass(frozen=True, slots=True)
class SpeakerRules:
    """How words get their speakers and become segments: pure functions of the diarization.

    `chunk_speaker` names the voice that most of a chunk's words belong to.
    """

    assign: Callable[[Sequence[Word], Diarization], Sequence[Word]]
    segments_of: Callable[[Sequence[Word], Diarization], Sequence[Segment]]
    chunk_speaker: Callable[[Sequence[Word]], str]


def _all(samples: int) -> int:
    return samples


def _no_voices(_samples: Samples, _diarization: Diarization) -> Mapping[str, Voice]:
    return {}


def _nobody() -> Voice | None:
    return None


def none_misheard(
    samples: Samples,  # noqa: ARG001 - as the protocol has it
    words: Sequence[Word],  # noqa: ARG001
    *,
    language: str,  # noqa: ARG001
    asked: Sequence[str],  # noqa: ARG001
    kept: frozenset[int],  # noqa: ARG001
    progress: Progress = nobody_looks,  # noqa: ARG001
) -> Iterable[Found]:
    """Where nobody looks for any."""
    return ()


@dataclass(frozen=True, slots=True)
class Engine:
    """What does the second pass, and the names that tell its results from another's.

    `to_transcribe` and `to_diarize` say how many of so many samples have not been gone through
    while recording. `voices` tells what each label of a diarization sounds like, and `enrolled` is
    the clinician's own voice, as the same model hears it. `misheard` finds names that other words
    were written for.
    """

    transcriber: WholeTranscriber
    transcriber_model: str
    diarizer: Diarizer
    diarizer_model: str
    to_transcribe: Callable[[int], int] = _all
    to_diarize: Callable[[int], int] = _all
    voices: Callable[[Samples, Diarization], Mapping[str, Voice]] = _no_voices
    enrolled: Callable[[], Voice | None] = _nobody
    misheard: MisheardNames = none_misheard
