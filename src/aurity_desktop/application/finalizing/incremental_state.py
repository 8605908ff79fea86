"""What the worker has heard of a session so far: the stretches of its text, and its voices.

In states, and none of it a fact.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from aurity_desktop.domain.errors import StorageError
from aurity_desktop.domain.ports import Samples
from aurity_desktop.domain.session import SpeakerCount
from aurity_desktop.domain.speakers import Diarization, Turn
from aurity_desktop.domain.transcript import Word
from aurity_desktop.domain.voice import Voice
from aurity_desktop.encrypted.cache_file import CacheFile

_log = logging.getLogger(__name__)


#: A name for the first so many samples of a recording; "" where it has none for that many.
SoundOf: TypeAlias = Callable[[int], str]


class Stretch(Protocol):
    """Session samples `start` to `end`."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class Cutter(Protocol):
    """Cuts one recording. `audio`: float32 in -1 to 1, shape (n,)."""

    @property
    def position(self) -> int:
        """The sample that `feed` expects next."""
        ...

    def feed(self, audio: Any) -> Sequence[Stretch]: ...
    def finish(self) -> Sequence[Stretch]: ...
    def save(self, file: Path | CacheFile, sound: str) -> None:
        """What was heard of `sound`, before `finish`. Raises OSError."""
        ...

    def resume(self, file: Path | CacheFile, sound_of: SoundOf) -> Sequence[Stretch]:
        """Take up what was saved of this sound by the same detector, at the beginning; nothing
        where there is no such thing.
        """
        ...


class IncrementalDiarization(Protocol):
    """A diarization that listens while the recording grows; see
    `diarization.incremental.IncrementalDiarizer`.
    """

    @property
    def position(self) -> int:
        """The sample that `extend` expects next."""
        ...

    def extend(self, samples: Samples) -> None: ...
    def finish(self, count: SpeakerCount) -> Diarization:
        """Of everything heard.

        May be asked again, with another count, and the recording may go on.
        """
        ...

    def voices(self, turns: Sequence[Turn]) -> Mapping[str, Voice]:
        """What each label of these turns sounds like, of everything heard."""
        ...

    def save(self, file: Path | CacheFile) -> None:
        """Raises OSError."""
        ...

    def resume(self, file: Path | CacheFile) -> bool:
        """Take up what was saved by the same models; False where there is no such thing."""
        ...


class IncrementalState:
    """What has been heard of one session, in states.

    `cut` and `listened` are samples, `settled` counts stretches.
    """

    def __init__(
        self,
        make_cutter: Callable[[], Cutter],
        make_diarization: Callable[[], IncrementalDiarization],
        voices: Path | CacheFile,
        cuts: Path | CacheFile,
    ) -> None:
        """`voices` is where the diarization keeps what it has heard, and `cuts` where the cutter
        does, so that a worker that starts anew need not hear it again.
        """
        self._make_cutter = make_cutter
        self._make_diarization = make_diarization
        self._voices = voices
        self._cuts = cuts
        self._incremental: IncrementalDiarization | None = None
        self._saved = 0
        self.restart_cuts()

    def restart_cuts(self) -> None:
        """The recording went on after its end: the stretch that the end had cut short is another
        one now.
        """
        self._cutter = self._make_cutter()
        self.stretches: list[Stretch] = []
        self.words: list[Word] = []
        self.transcribed = 0
        self.cut = 0
        self._cuts_saved = 0
        self.ended = False

    def restart_diarization(self) -> None:
        self._incremental = self._make_diarization()
        self._saved = 0

    @property
    def _diarization(self) -> IncrementalDiarization:
        """Made when it is first needed: it loads its networks."""
        if self._incremental is None:
            self._incremental = self._make_diarization()
            self._incremental.resume(self._voices)
            self._saved = self._incremental.position
        return self._incremental

    @property
    def observed(self) -> int:
        return self._diarization.position

    def feed_cutter(self, samples: Samples) -> None:
        """The next samples for the cutter."""
        self.stretches += self._cutter.feed(_as_audio(samples))
        self.cut += len(samples)

    def resume_cuts(self, sound_of: SoundOf) -> None:
        """Before anything is heard: what another worker has heard of this sound."""
        if self.cut == 0 and not self.ended:
            self.stretches += self._cutter.resume(self._cuts, sound_of)
            self.cut = self._cuts_saved = self._cutter.position

    def save_cuts(self, at_least: int, sound_of: SoundOf) -> None:
        """As `keep`, for the cutter."""
        if self.cut - self._cuts_saved >= at_least:
            try:
                self._cutter.save(self._cuts, sound_of(self.cut))
            except (OSError, StorageError) as error:
                _log.warning("where the recording was cut is not kept: %s", error)
            self._cuts_saved = self.cut

    def end(self) -> None:
        """No more samples follow: cut what is left."""
        if not self.ended:
            self.ended = True
            self.stretches += self._cutter.finish()

    def observe(self, samples: Samples) -> None:
        """The next samples for the diarization."""
        self._diarization.extend(samples)

    def save_observations(self, at_least: int) -> None:
        """Save what the diarization has heard when that are so many samples more than last time. It
        can be heard again, so a disk that refuses is no more than logged.
        """
        if self.observed - self._saved >= at_least:
            try:
                self._diarization.save(self._voices)
            except (OSError, StorageError) as error:
                _log.warning("what was heard of the voices is not kept: %s", error)
            self._saved = self.observed

    def speakers(self, count: SpeakerCount) -> Diarization:
        return self._diarization.finish(count)

    def voices(self, turns: Sequence[Turn]) -> Mapping[str, Voice]:
        return self._diarization.voices(turns)


class IncrementalStates:
    """What is under way, for the few sessions that were worked on last.

    Belongs to the worker's one working thread.
    """

    def __init__(self, keep: int = 3) -> None:
        self._keep = keep
        self._sessions: dict[tuple[str, str], IncrementalState] = {}

    def of(
        self, session_id: str, model: str, begin: Callable[[], IncrementalState]
    ) -> IncrementalState:
        """The session's, begun where there is none. Another model cuts for itself."""
        key = (session_id, model)
        state = self._sessions.pop(key, None) or begin()
        self._sessions[key] = state
        while len(self._sessions) > self._keep:
            self._sessions.pop(next(iter(self._sessions)))
        return state


def _as_audio(samples: Samples) -> Any:
    """int16 as the float32 in -1 to 1 that models take."""
    return samples.astype("float32") / 32768.0
