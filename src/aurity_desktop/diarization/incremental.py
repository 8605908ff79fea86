"""Diarization while recording, so that Stop leaves only the last seconds and the clustering.

A whole file goes the same way, fed at once. Windows are observed in groups that begin at fixed
samples, so the result does not depend on how the samples arrived.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from aurity_desktop.diarization import observation_cache
from aurity_desktop.diarization.observation import (
    LOCAL_SPEAKERS,
    WINDOW_FRAMES,
    WINDOW_SAMPLES,
    Observations,
    VoicedFrames,
)
from aurity_desktop.diarization.turns import NO_TURNS, diarization_of
from aurity_desktop.diarization.voice_embeddings import voices_of
from aurity_desktop.diarization.window_log import WindowLog
from aurity_desktop.domain.audio import seconds
from aurity_desktop.domain.session import SpeakerCount
from aurity_desktop.domain.speakers import Diarization, Turn
from aurity_desktop.domain.voice import Voice
from aurity_desktop.encrypted.cache_file import CacheFile
from aurity_desktop.runtime.sound_offset import without_offset

if TYPE_CHECKING:
    from aurity_desktop.diarization.clustering_pipeline import ObservedDiarization
    from aurity_desktop.diarization.observer import WindowObserver

#: Windows observed together: enough for full batches, few enough to answer a cancel within a
#: second. Even.
GROUP = 16

Samples = NDArray[np.int16]


class IncrementalDiarizer:
    """One recording's diarization.

    Not thread-safe; several may share the networks, one after the other. Memory grows by some 15 MB
    an hour of speech, and not with silence; of the sound itself no more than half a minute is kept.
    """

    def __init__(
        self, observer: WindowObserver, pipeline: ObservedDiarization, fingerprint: str
    ) -> None:
        self._observer = observer
        self._pipeline = pipeline
        self._fingerprint = fingerprint
        self._step = observer.settings.step_samples
        self._lag = observer.settings.lag
        self._start_from(_nothing())

    def _start_from(self, observed: observation_cache.Observed) -> None:
        self._log = observed.log
        self._recent = observed.recent
        self._voiced = observed.voiced
        self._pending: Samples = np.empty(0, np.int16)  # from the start of the next window on
        self._tail: tuple[int, Observations] | None = None

    @property
    def _windows(self) -> int:
        """How many were observed. The last few of them have no embeddings yet."""
        return self._log.count + len(self._recent)

    @property
    def position(self) -> int:
        """The sample that `extend` expects next: how much was taken so far, `resume` included."""
        return self._windows * self._step + len(self._pending)

    def extend(self, samples: Samples) -> None:
        """Take in the next samples (n,) int16, those at `position`.

        Costs some 2 % of their length.
        """
        self._pending = np.concatenate((self._pending, samples))
        # One sample more than the group needs: so there is always a window left that is the last.
        while len(self._pending) > (GROUP - 1) * self._step + WINDOW_SAMPLES:
            self._observe_group()

    def _observe_group(self) -> None:
        sound = _floats(self._pending, GROUP, self._step)
        activity = self._observer.segment(sound)
        voiced = self._observer.voices(sound, activity, self._windows, is_last=False)
        self._voiced = VoicedFrames.joined([self._voiced, voiced])
        self._recent = np.concatenate((self._recent, activity))
        self._pending = self._pending[GROUP * self._step :].copy()
        self._embed(self._windows - self._lag)

    def _embed(self, until: int) -> None:
        first = self._log.count
        if until <= first:
            return
        whole = self._recent[: until - first]
        self._log.append(whole, self._observer.embed(whole, self._voiced, first))
        self._recent = self._recent[until - first :].copy()
        self._voiced = self._voiced.since(until * self._step // 160)

    def finish(self, count: SpeakerCount) -> Diarization:
        """Turns of everything heard so far.

        May be asked again, with another count, and more samples may follow.
        """
        observations = self._observations()
        if not observations.has_speech:
            return NO_TURNS
        annotation = self._pipeline.annotate(observations, count)
        return diarization_of(annotation, seconds(self.position), observations.on_the_clock)

    def voices(self, turns: Sequence[Turn]) -> dict[str, Voice]:
        """What each label of `turns` sounds like, of everything heard so far."""
        return voices_of(self._observations(), turns)

    def _observations(self) -> Observations:
        position = self.position
        if self._tail is None or self._tail[0] != position:
            self._tail = position, self._with_rest()
        return self._tail[1]

    def _with_rest(self) -> Observations:
        """All that was observed, and the windows that reach to the end.

        The last one is filled up with silence.
        """
        first, recent, voiced = self._log.count, self._recent, self._voiced
        if len(self._pending):
            count = 1 + max(0, -(-(len(self._pending) - WINDOW_SAMPLES) // self._step))
            sound = _floats(self._pending, count, self._step)
            rest = self._observer.segment(sound)
            voices = self._observer.voices(sound, rest, self._windows, is_last=True)
            voiced = VoicedFrames.joined([voiced, voices])
            recent = np.concatenate((recent, rest))
        return self._log.observations(
            recent, self._observer.embed(recent, voiced, first), self._step
        )

    def save(self, file: Path | CacheFile) -> None:
        """Write what was observed to the cache. Raises OSError."""
        observed = observation_cache.Observed(self._log, self._recent, self._voiced)
        observation_cache.save(file, observed, self._fingerprint)

    def resume(self, file: Path | CacheFile) -> bool:
        """Load what was saved and continue at `position`.

        False, and a start from the beginning, where there is nothing that fits.
        """
        observed = observation_cache.load(file, self._fingerprint)
        self._start_from(observed or _nothing())
        return observed is not None


def _nothing() -> observation_cache.Observed:
    return observation_cache.Observed(
        WindowLog(),
        np.empty((0, WINDOW_FRAMES, LOCAL_SPEAKERS), np.bool_),
        VoicedFrames.joined([]),
    )


def _floats(samples: Samples, windows: int, step: int) -> NDArray[np.float32]:
    """The sound of so many windows in -1 to 1, without a DC offset, filled up with silence."""
    sound = np.zeros((windows - 1) * step + WINDOW_SAMPLES, np.float32)
    heard = without_offset(samples[: len(sound)])
    sound[: len(heard)] = heard
    return sound
