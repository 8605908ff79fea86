"""The second pass over what has been recorded so far, so that Stop leaves only the last stretch and the clustering.

A recording is cut into stretches of up to 30 s that end in a pause; the cuts depend on the sound alone. Each stretch is transcribed
once, by whoever comes to it first, while recording or after Stop, and is a fact in the ledger from then on. The diarization listens
along and keeps what it has heard beside the slices; that file can be made again and is no fact.
"""

from __future__ import annotations

import hashlib
import logging
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

from aurity_desktop.application.chunk_answers import answers
from aurity_desktop.application.run_ids import run_id
from aurity_desktop.domain.audio import SAMPLE_RATE, AudioSlice
from aurity_desktop.domain.ports import Ledger, Progress, Samples, SliceReader
from aurity_desktop.domain.session import SessionSummary, SpeakerCount
from aurity_desktop.domain.speakers import Diarization
from aurity_desktop.domain.transcript import Chunk, ChunkStatus, WholeTranscript, Word

_log = logging.getLogger(__name__)

#: Sound is handed on in pieces of this length: a few hundred milliseconds of work between two signs of life.
_PIECE = 10 * SAMPLE_RATE
#: What the diarization has heard is saved once in so many samples.
_KEEP_EVERY = 60 * SAMPLE_RATE
#: Shares of the time where nothing is done ahead; for the progress only.
_CUTTING = 0.05
_LISTENING = 0.95


class Stretch(Protocol):
    """Session samples `start` to `end`."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class Cutter(Protocol):
    """Cuts one recording. `audio`: float32 in -1 to 1, shape (n,)."""

    def feed(self, audio: Any) -> Sequence[Stretch]: ...
    def finish(self) -> Sequence[Stretch]: ...


class StretchTranscriber(Protocol):
    """A transcriber whose work can be shared out by stretches; see `asr.whole.WhisperWhole`."""

    @property
    def model(self) -> str: ...
    def cutter(self) -> Cutter: ...
    def transcribe_stretch(
        self, samples: Samples, stretch: Any, *, language: str, vocabulary: Sequence[str]
    ) -> tuple[Word, ...]: ...
    def detect_language(self, samples: Samples, stretches: Sequence[Any]) -> str: ...


class GrowingDiarization(Protocol):
    """A diarization that listens while the recording grows; see `diarization.incremental.IncrementalDiarizer`."""

    @property
    def position(self) -> int:
        """The sample that `extend` expects next."""
        ...

    def extend(self, samples: Samples) -> None: ...
    def finish(self, count: SpeakerCount) -> Diarization:
        """Of everything heard. May be asked again, with another count, and the recording may go on."""
        ...

    def save(self, file: Path) -> None:
        """Raises OSError."""
        ...

    def resume(self, file: Path) -> bool:
        """Take up what was saved by the same models; False where there is no such thing."""
        ...


class Underway:
    """What has been heard of one session, in memory. `cut` and `listened` are samples, `settled` counts stretches."""

    def __init__(
        self,
        make_cutter: Callable[[], Cutter],
        make_diarization: Callable[[], GrowingDiarization],
        voices: Path,
    ) -> None:
        """`voices` is where the diarization keeps what it has heard, so that a worker that starts anew need not hear it again."""
        self._make_cutter = make_cutter
        self._make_diarization = make_diarization
        self._voices = voices
        self._listening: GrowingDiarization | None = None
        self._saved = 0
        self.cut_anew()

    def cut_anew(self) -> None:
        """The recording went on after its end: the stretch that the end had cut short is another one now."""
        self._cutter = self._make_cutter()
        self.stretches: list[Stretch] = []
        self.words: list[Word] = []
        self.settled = 0
        self.cut = 0
        self.ended = False

    def listen_anew(self) -> None:
        self._listening = self._make_diarization()
        self._saved = 0

    @property
    def _diarization(self) -> GrowingDiarization:
        """Made when it is first needed: it loads its networks."""
        if self._listening is None:
            self._listening = self._make_diarization()
            self._listening.resume(self._voices)
            self._saved = self._listening.position
        return self._listening

    @property
    def listened(self) -> int:
        return self._diarization.position

    def hear(self, samples: Samples) -> None:
        """The next samples for the cutter."""
        self.stretches += self._cutter.feed(_as_audio(samples))
        self.cut += len(samples)

    def end(self) -> None:
        """No more samples follow: cut what is left."""
        if not self.ended:
            self.ended = True
            self.stretches += self._cutter.finish()

    def listen(self, samples: Samples) -> None:
        """The next samples for the diarization."""
        self._diarization.extend(samples)

    def keep(self, at_least: int) -> None:
        """Save what the diarization has heard when that are so many samples more than last time. It can be heard again,
        so a disk that refuses is no more than logged.
        """
        if self.listened - self._saved >= at_least:
            try:
                self._diarization.save(self._voices)
            except OSError as error:
                _log.warning("what was heard of the voices is not kept: %s", error)
            self._saved = self.listened

    def speakers(self, count: SpeakerCount) -> Diarization:
        return self._diarization.finish(count)


class Memory:
    """What is under way, for the few sessions that were worked on last. Belongs to the worker's one working thread."""

    def __init__(self, keep: int = 3) -> None:
        self._keep = keep
        self._sessions: dict[tuple[str, str], Underway] = {}

    def of(self, session_id: str, model: str, begin: Callable[[], Underway]) -> Underway:
        """The session's, begun where there is none. Another model cuts for itself."""
        key = (session_id, model)
        underway = self._sessions.pop(key, None) or begin()
        self._sessions[key] = underway
        while len(self._sessions) > self._keep:
            self._sessions.pop(next(iter(self._sessions)))
        return underway


class SessionPass:
    """The second pass over one session: ahead of time by `settle`, and to the end as `WholeTranscriber` and `Diarizer`.

    Belongs to the thread that made its ledger.
    """

    def __init__(
        self,
        session: SessionSummary,
        ledger: Ledger,
        reader: SliceReader,
        transcriber: StretchTranscriber,
        underway: Underway,
    ) -> None:
        self._session = session
        self._ledger = ledger
        self._reader = reader
        self._transcriber = transcriber
        self._underway = underway

    @property
    def model(self) -> str:
        """The transcriber's."""
        return self._transcriber.model

    # -- while recording ---------------------------------------------------------------------------
    def settle(self, pressed: Callable[[], bool]) -> None:
        """Do what can be done with the slices there are; leave off when `pressed` says that something else comes first."""
        underway = self._underway
        slices = self._ledger.slices(self._session.session_id)
        total = slices[-1].end_sample if slices else 0
        if underway.ended or underway.cut > total:
            underway.cut_anew()
        if underway.listened > total:
            underway.listen_anew()
        for samples in self._unheard(slices, underway.cut):
            underway.hear(samples)
        while underway.settled < len(underway.stretches):
            if pressed() or not self._settle_next(slices):
                return
        for samples in self._unheard(slices, underway.listened):
            if pressed():
                return
            underway.listen(samples)
            underway.keep(_KEEP_EVERY)

    def _unheard(self, slices: Sequence[AudioSlice], heard: int) -> Iterator[Samples]:
        """What follows after `heard` samples, slice by slice."""
        for each in slices:
            if each.end_sample > heard:
                yield self._reader.read(each)[max(0, heard - each.start_sample) :]

    def _settle_next(self, slices: Sequence[AudioSlice]) -> bool:
        """False while the language is not known: a guess from one stretch is worse than waiting for the live text."""
        underway = self._underway
        stretch = underway.stretches[underway.settled]
        chunks = self._ledger.chunks(self._session.session_id)
        language = self._language_of(stretch, chunks) or self._session.language
        if not language:
            return False
        samples = _between(self._reader, slices, stretch)
        vocabulary = self._session.plan.vocabulary
        underway.words += self._words_of(stretch, samples, language, vocabulary)
        underway.settled += 1
        following = underway.stretches[underway.settled : underway.settled + 1]
        until = (following[0].start if following else stretch.end) / SAMPLE_RATE
        self._tell_chunks([each for each in chunks if each.timestamp_end <= until], language)
        return True

    def _tell_chunks(self, settled: Sequence[Chunk], language: str) -> None:
        """The chunks that lie in what is settled take its text. One that the live text has not come to yet is left to it."""
        if not settled:
            return
        end = settled[-1].timestamp_end
        words = [word for word in self._underway.words if word.middle < end]
        pending = {chunk.chunk_number for chunk in settled if chunk.status is ChunkStatus.PENDING}
        for answer in answers(settled, words, self._transcriber.model, language):
            if answer.chunk_number not in pending:
                self._ledger.record_transcription(answer)

    # -- after Stop --------------------------------------------------------------------------------
    def transcribe(
        self, samples: Samples, *, language: str, vocabulary: Sequence[str], progress: Progress
    ) -> WholeTranscript:
        """What is settled from the ledger, the rest anew. `progress` may raise; what was settled by then stays."""
        underway = self._underway
        if underway.cut > len(samples) or (underway.ended and underway.cut != len(samples)):
            underway.cut_anew()
        progress(0.0)
        for start in range(underway.cut, len(samples), _PIECE):
            underway.hear(samples[start : start + _PIECE])
            progress(_CUTTING * underway.cut / len(samples))
        underway.end()
        chunks = self._ledger.chunks(self._session.session_id)
        language = language or self._transcriber.detect_language(samples, underway.stretches)
        spoken: Counter[str] = Counter()
        words: list[Word] = []
        for stretch in underway.stretches:
            own = self._language_of(stretch, chunks) or language
            spoken[own] += stretch.end - stretch.start
            part = samples[stretch.start : stretch.end]
            words += self._words_of(stretch, part, own, vocabulary)
            progress(_CUTTING + (1 - _CUTTING) * stretch.end / len(samples))
        progress(1.0)
        most = spoken.most_common(1)[0][0] if spoken else language
        return WholeTranscript(tuple(words), most, self._transcriber.model)

    def diarize(self, samples: Samples, *, count: SpeakerCount, progress: Progress) -> Diarization:
        underway = self._underway
        if underway.listened > len(samples):
            underway.listen_anew()
        begun = underway.listened
        left = max(1, len(samples) - begun)
        progress(0.0)
        for start in range(begun, len(samples), _PIECE):
            underway.listen(samples[start : start + _PIECE])
            progress(_LISTENING * (underway.listened - begun) / left)
        underway.keep(at_least=1)
        found = underway.speakers(count)
        progress(1.0)
        return found

    # -- both --------------------------------------------------------------------------------------
    def _words_of(
        self, stretch: Stretch, samples: Samples, language: str, vocabulary: Sequence[str]
    ) -> tuple[Word, ...]:
        """The stretch's words, transcribed once for all attempts and processes."""
        run = run_id(
            self._session.session_id,
            "stretch",
            stretch.start,
            hashlib.sha256(samples.tobytes()).hexdigest(),
            self._transcriber.model,
            language,
            list(vocabulary),
        )
        if self._ledger.has_run(run):
            return self._ledger.transcript(run).words
        words = self._transcriber.transcribe_stretch(
            samples, stretch, language=language, vocabulary=vocabulary
        )
        self._ledger.record_stretch(
            self._session.session_id, run, WholeTranscript(words, language, self._transcriber.model)
        )
        return words

    def _language_of(self, stretch: Stretch, chunks: Sequence[Chunk]) -> str:
        """What the user pinned, else what the live text was in where the stretch begins."""
        if self._session.plan.language or not chunks:
            return self._session.plan.language
        starts = [chunk.timestamp_start for chunk in chunks]
        begins = bisect_right(starts, stretch.start / SAMPLE_RATE) - 1
        return next((chunk.language for chunk in chunks[max(0, begins) :] if chunk.language), "")


def _as_audio(samples: Samples) -> Any:
    """int16 as the float32 in -1 to 1 that models take."""
    return samples.astype("float32") / 32768.0


def _between(reader: SliceReader, slices: Sequence[AudioSlice], stretch: Stretch) -> Samples:
    """The stretch's samples out of the slices that hold it."""
    holding = [
        each
        for each in slices
        if each.start_sample < stretch.end and each.end_sample > stretch.start
    ]
    parts = [reader.read(each) for each in holding]
    offset = holding[0].start_sample
    import numpy as np

    return np.concatenate(parts)[stretch.start - offset : stretch.end - offset]
