"""How far the second pass has come with a session while it is recorded.

The stretches of its text, and what was observed of its voices: in memory, and none of it a fact.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from aurity_desktop.domain.audio import Span
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
    """A part of a recording that is transcribed at once."""

    @property
    def start(self) -> int:
        """Its first session sample."""
        ...

    @property
    def end(self) -> int:
        """The session sample behind its last."""
        ...

    def cut_at(self, samples: Sequence[int]) -> Sequence[Stretch]:
        """The stretch in pieces that begin at these session samples, as far as they lie in it."""
        ...


class Cutter(Protocol):
    """Cuts one recording into stretches. `audio`: float32 in -1 to 1, shape (n,)."""

    @property
    def position(self) -> int:
        """The sample that `feed` expects next."""
        ...

    def feed(self, audio: Any) -> Sequence[Stretch]:
        """The stretches that have ended for good with this sound."""
        ...

    def finish(self) -> Sequence[Stretch]:
        """The stretches that the recording's end closes."""
        ...

    def save(self, file: Path | CacheFile, sound: str) -> None:
        """Write to the cache what was heard of `sound`, before `finish`. Raises OSError."""
        ...

    def resume(self, file: Path | CacheFile, sound_of: SoundOf) -> Sequence[Stretch]:
        """Load what was saved of this sound by the same detector, at the beginning.

        Nothing where there is no such thing.
        """
        ...


class IncrementalDiarization(Protocol):
    """A diarization that is fed while the recording grows.

    See `diarization.incremental.IncrementalDiarizer`.
    """

    @property
    def position(self) -> int:
        """The sample that `extend` expects next."""
        ...

    def extend(self, samples: Samples) -> None:
        """Observe the next samples, those at `position`."""
        ...

    def finish(self, count: SpeakerCount) -> Diarization:
        """Turns of everything observed.

        May be asked again, with another count, and more samples may follow.
        """
        ...

    def voices(self, turns: Sequence[Turn]) -> Mapping[str, Voice]:
        """What each label of these turns sounds like, of everything observed."""
        ...

    def save(self, file: Path | CacheFile) -> None:
        """Write what was observed to the cache. Raises OSError."""
        ...

    def resume(self, file: Path | CacheFile) -> bool:
        """Load what was saved by the same models; False where there is no such thing."""
        ...


class IncrementalState:
    """How far one session has been cut, transcribed and observed.

    `cut` and `observed` are samples, `transcribed` counts stretches. The chunks before the sample
    `told` have their text. Belongs to one thread.
    """

    def __init__(
        self,
        make_cutter: Callable[[], Cutter],
        make_diarization: Callable[[], IncrementalDiarization],
        voices: Path | CacheFile,
        cuts: Path | CacheFile,
    ) -> None:
        """`voices` and `cuts` are the cache files of diarization and cutter.

        From them a worker that starts anew continues.
        """
        self._make_cutter = make_cutter
        self._make_diarization = make_diarization
        self._voices = voices
        self._cuts = cuts
        self._incremental: IncrementalDiarization | None = None
        self._spans: tuple[int, ...] = ()
        self._saved = 0
        self.restart_cuts()

    def restart_cuts(self) -> None:
        """Cut from the beginning: the recording has continued after its end.

        The stretch that the end had cut short is another one now.
        """
        self._cutter = self._make_cutter()
        self.stretches: list[Stretch] = []
        self.words: list[Word] = []
        self.transcribed = 0
        self.told = 0
        self.cut = 0
        self._cuts_saved = 0
        self.ended = False

    def restart_diarization(self) -> None:
        """Observe from the beginning."""
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
        """How many samples the diarization has observed. Loads its networks."""
        return self._diarization.position

    def use_spans(self, spans: Sequence[Span]) -> None:
        """Nothing that is cut from now on runs across one of these."""
        self._spans = tuple(sorted({span.at_sample for span in spans}))

    def _add(self, stretches: Sequence[Stretch]) -> None:
        for stretch in stretches:
            self.stretches += stretch.cut_at(self._spans)

    @property
    def untranscribed(self) -> int:
        """The sample from which on nothing has been transcribed."""
        if self.transcribed < len(self.stretches):
            return self.stretches[self.transcribed].start
        return self.stretches[-1].end if self.stretches else 0

    def feed_cutter(self, samples: Samples) -> None:
        """Cut the next samples, those at `cut`."""
        self._add(self._cutter.feed(_as_audio(samples)))
        self.cut += len(samples)

    def resume_cuts(self, sound_of: SoundOf) -> None:
        """Load, before anything is cut, what another worker has cut of this sound."""
        if self.cut == 0 and not self.ended:
            self._add(self._cutter.resume(self._cuts, sound_of))
            self.cut = self._cuts_saved = self._cutter.position

    def save_cuts(self, at_least: int, sound_of: SoundOf) -> None:
        """Save the cuts when so many samples are new.

        A disk that refuses is no more than logged.
        """
        if self.cut - self._cuts_saved >= at_least:
            try:
                self._cutter.save(self._cuts, sound_of(self.cut))
            except (OSError, StorageError) as error:
                _log.warning("where the recording was cut is not kept: %s", error)
            self._cuts_saved = self.cut

    def end(self) -> None:
        """Cut what is left: no more samples follow."""
        if not self.ended:
            self.ended = True
            self._add(self._cutter.finish())

    def observe(self, samples: Samples) -> None:
        """Hand the diarization the next samples, those at `observed`."""
        self._diarization.extend(samples)

    def save_observations(self, at_least: int) -> None:
        """Save what the diarization has observed when so many samples are new.

        It can be observed again, so a disk that refuses is no more than logged.
        """
        if self.observed - self._saved >= at_least:
            try:
                self._diarization.save(self._voices)
            except (OSError, StorageError) as error:
                _log.warning("what was heard of the voices is not kept: %s", error)
            self._saved = self.observed

    def speakers(self, count: SpeakerCount) -> Diarization:
        """Turns of everything observed."""
        return self._diarization.finish(count)

    def voices(self, turns: Sequence[Turn]) -> Mapping[str, Voice]:
        """What each label of these turns sounds like."""
        return self._diarization.voices(turns)


class IncrementalStates:
    """The states of the few sessions that were worked on last.

    Belongs to the worker's one working thread.
    """

    def __init__(self, keep: int = 3) -> None:
        self._keep = keep
        self._sessions: dict[tuple[str, str], IncrementalState] = {}

    def of(
        self, session_id: str, model: str, begin: Callable[[], IncrementalState]
    ) -> IncrementalState:
        """The session's state, begun where there is none. Another model cuts for itself."""
        key = (session_id, model)
        state = self._sessions.pop(key, None) or begin()
        self._sessions[key] = state
        while len(self._sessions) > self._keep:
            self._sessions.pop(next(iter(self._sessions)))
        return state


def _as_audio(samples: Samples) -> Any:
    """int16 as the float32 in -1 to 1 that models take, without a DC offset."""
    from aurity_desktop.runtime.sound_offset import without_offset

    return without_offset(samples)
