"""Measured speeds to choose from, and engines that take as long as a test says."""

from datetime import UTC, datetime

import numpy as np

from aurity_desktop.domain.audio import SAMPLE_RATE
from aurity_desktop.domain.model_speeds import (
    Computer,
    DiarizationSpeed,
    LiveSpeed,
    Measurement,
    ModelSpeeds,
    WhisperSpeed,
)
from aurity_desktop.domain.transcript import LiveUpdate

HERE = Computer("Fast Processor 9000", 4)
MEASURED = Measurement(datetime(2026, 11, 29, 12, tzinfo=UTC), HERE, "0.1.0")


def whisper_speed(
    model="base", median_ms=300.0, longest_ms=500.0, busy=0.3, final=0.1, at=MEASURED
):
    return WhisperSpeed(model, LiveSpeed(median_ms, longest_ms, busy), final, at)


def speeds_of(*whisper, diarization=0.02, at=MEASURED):
    speakers = None if diarization is None else DiarizationSpeed(diarization, at)
    return ModelSpeeds(tuple(whisper), speakers)


class SlowEngines:
    """Engines whose work takes its seconds on the test's clock.

    `draft`, `glance`, `check`, `feed` and `finish` of live text, `whole` and `speakers` for the
    passes over `seconds` of silence.
    """

    def __init__(self, clock, *, seconds=30.0, **takes):
        self.clock = clock
        self.samples = np.zeros(round(seconds * SAMPLE_RATE), np.int16)
        self.takes = {"draft": 0.4, "feed": 0.2, "glance": 0.1, "check": 0.1, "finish": 0.0} | takes
        self.loaded = []
        self.drafts = 0

    def spend(self, what):
        self.clock.go_on(self.takes.get(what, 1.0))

    def sample(self):
        return self.samples

    def live(self, model):
        self.loaded.append(("live", model))
        return _SlowLive(self)

    def whole(self, model):
        self.loaded.append(("whole", model))
        self.spend("loading")
        return _SlowPass(self, "whole")

    def diarizer(self):
        self.loaded.append(("diarizer",))
        self.spend("loading")
        return _SlowPass(self, "speakers")


class _SlowLive:
    def __init__(self, engines):
        self._engines = engines

    def warm(self):
        self._engines.spend("loading")

    def break_at(self, sample):
        self._engines.spend("break")

    def hear_open(self, start_sample, samples):
        self._engines.drafts += 1
        return self._update("draft")

    def check_draft(self, start_sample, samples):
        self._engines.spend("check")

    def feed(self, slices):
        return self._update("feed")

    def hear_newest(self, start_sample, samples):
        return self._update("glance")

    def finish(self):
        return self._update("finish")

    def _update(self, what):
        self._engines.spend(what)
        return LiveUpdate(())


class _SlowPass:
    def __init__(self, engines, what):
        self._engines, self._what = engines, what

    def _work(self, progress):
        progress(0.0)
        self._engines.spend(self._what)
        progress(1.0)

    def transcribe(self, samples, *, language, vocabulary, progress):
        self._work(progress)

    def diarize(self, samples, *, count, progress):
        self._work(progress)
