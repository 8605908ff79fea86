"""Measures how fast this computer transcribes and diarizes a sample, by the product's adapters."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from aurity_desktop.application.live.rehearsal import Rehearsal
from aurity_desktop.application.program import SpeechEngines
from aurity_desktop.domain.audio import SLICE_SAMPLES, AudioSlice, seconds
from aurity_desktop.domain.errors import RecordingGoesOn
from aurity_desktop.domain.model_speeds import (
    DIARIZATION,
    Computer,
    DiarizationSpeed,
    LiveSpeed,
    MeasuredPart,
    Measurement,
    MeasuringStep,
    ModelSpeeds,
    WhisperSpeed,
)
from aurity_desktop.domain.ports import LiveTranscriber, Samples
from aurity_desktop.domain.session import SpeakerCount

#: The language of the sample.
_LANGUAGE = "en"
_SESSION = "session_20260101_000000"

Told = Callable[[MeasuringStep], object]
Keep = Callable[[ModelSpeeds], object]


@dataclass(frozen=True, slots=True)
class MeasuringPlan:
    """What is to be measured: Whisper models by name, and whether the diarization is."""

    whisper: tuple[str, ...]
    diarization: bool


class ModelMeasurement:
    """One run after the other, on the calling thread, for a process of its own: it loads torch.

    `is_recording` is asked again and again: what is being recorded needs the processors itself.
    """

    def __init__(
        self,
        engines: SpeechEngines,
        computer: Computer,
        program: str,
        is_recording: Callable[[], bool],
        *,
        clock: Callable[[], float] = time.perf_counter,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`program` is its version, `clock` tells seconds, `now` the time of day."""
        self._engines = engines
        self._measurement: Callable[[], Measurement] = lambda: Measurement(now(), computer, program)
        self._is_recording = is_recording
        self._clock = clock

    def run(self, plan: MeasuringPlan, kept: ModelSpeeds, keep: Keep, told: Told) -> ModelSpeeds:
        """Measure, and return `kept` with the new speeds in place of old ones.

        `keep` gets what there is after each model, so that a run that is broken off loses one model
        at most. Raises RecordingGoesOn, ModelError, AudioError, and what `keep` raises.
        """
        samples = self._engines.sample()
        shares = _Shares(plan, told)
        for model in plan.whisper:
            kept = kept.updated(self._whisper(model, samples, shares))
            keep(kept)
        if plan.diarization:
            kept = kept.updated(self._diarization(samples, shares))
            keep(kept)
        return kept

    def _whisper(self, model: str, samples: Samples, shares: _Shares) -> WhisperSpeed:
        self._tell(shares, model, MeasuredPart.LOADING, 0.0)
        transcriber = self._engines.live(model)
        transcriber.warm()
        live = self._live(transcriber, samples, partial(self._tell, shares, model))
        del transcriber  # the second pass loads the same model again, as the worker does
        shares.end_part()
        self._tell(shares, model, MeasuredPart.LOADING, 0.0)
        whole = self._engines.whole(model)
        tell = partial(self._tell, shares, model, MeasuredPart.FINAL)
        with self._stopwatch() as spent:
            whole.transcribe(samples, language=_LANGUAGE, vocabulary=(), progress=tell)
        shares.end_part()
        return WhisperSpeed(model, live, spent() / seconds(len(samples)), self._measurement())

    def _diarization(self, samples: Samples, shares: _Shares) -> DiarizationSpeed:
        self._tell(shares, DIARIZATION, MeasuredPart.LOADING, 0.0)
        diarizer = self._engines.diarizer()
        tell = partial(self._tell, shares, DIARIZATION, MeasuredPart.DIARIZATION)
        with self._stopwatch() as spent:
            diarizer.diarize(samples, count=SpeakerCount(), progress=tell)
        shares.end_part()
        return DiarizationSpeed(spent() / seconds(len(samples)), self._measurement())

    def _live(
        self,
        transcriber: LiveTranscriber,
        samples: Samples,
        tell: Callable[[MeasuredPart, float], None],
    ) -> LiveSpeed:
        """The work of a recording, without waiting for the sound.

        For each slice a draft and glances while it is open, then the whole slice. A draft that
        takes longer than its slice is open delays the slice's text.
        """
        open_slices, latencies, busy = Rehearsal(transcriber, self._clock), [], 0.0
        for number, piece in enumerate(_slices(samples)):
            tell(MeasuredPart.LIVE, number * SLICE_SAMPLES / len(samples))
            start = number * SLICE_SAMPLES
            heard = open_slices.hear(start, piece)
            sealed = AudioSlice(_SESSION, number, start, len(piece), "", Path())
            with self._stopwatch() as answered:
                transcriber.feed([(sealed, piece)])
            latencies.append(heard.late + answered())
            busy += heard.busy + answered()
        with self._stopwatch() as finished:
            transcriber.finish()
        busy += finished()
        return LiveSpeed(
            median_ms=1000 * statistics.median(latencies),
            longest_ms=1000 * max(latencies),
            busy=busy / seconds(len(samples)),
        )

    def _tell(self, shares: _Shares, model: str, part: MeasuredPart, fraction: float) -> None:
        if self._is_recording():
            raise RecordingGoesOn
        shares.tell(model, part, fraction)

    @contextmanager
    def _stopwatch(self) -> Iterator[Callable[[], float]]:
        """After the block, the value given tells the seconds that it took."""
        began, ended = self._clock(), 0.0
        yield lambda: ended - began
        ended = self._clock()


class _Shares:
    """Tells how much of the whole is done: each part of each model counts the same."""

    def __init__(self, plan: MeasuringPlan, told: Told) -> None:
        self._parts = 2 * len(plan.whisper) + plan.diarization
        self._done = 0
        self._told = told

    def tell(self, model: str, part: MeasuredPart, fraction: float) -> None:
        self._told(MeasuringStep(model, part, (self._done + fraction) / self._parts))

    def end_part(self) -> None:
        self._done += 1


def _slices(samples: Samples) -> Sequence[Samples]:
    return [samples[at : at + SLICE_SAMPLES] for at in range(0, len(samples), SLICE_SAMPLES)]
