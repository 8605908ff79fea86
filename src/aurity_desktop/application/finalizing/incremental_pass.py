"""The second pass over what has been recorded so far.

So Stop leaves only the last stretch and the clustering. A recording is cut into stretches of up to
30 s that end in a pause and run across no span; the cuts depend on sound and spans alone. Each
stretch is transcribed once, by whoever comes to it first, while recording or after Stop, and is a
fact in the ledger from then on. The diarization observes the same sound, and both keep what they
have heard in cache files beside the slices, which can be made again and are no facts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from aurity_desktop.application.finalizing.chunk_answers import answers
from aurity_desktop.application.finalizing.incremental_state import (
    IncrementalState,
    Stretch,
)
from aurity_desktop.application.finalizing.run_ids import audio_hash
from aurity_desktop.application.finalizing.stretch_texts import (
    SpokenLanguages,
    StretchTexts,
    StretchTranscriber,
)
from aurity_desktop.domain.audio import SAMPLE_RATE, AudioSlice
from aurity_desktop.domain.ledger_ports import IncrementalLedger
from aurity_desktop.domain.ports import Progress, Samples, SliceReader
from aurity_desktop.domain.session import SessionSummary, SpeakerCount
from aurity_desktop.domain.speakers import Diarization
from aurity_desktop.domain.transcript import ChunkStatus, WholeTranscript, Word
from aurity_desktop.domain.voice import Voice

#: Sound is handed on in pieces of this length: a few 100 ms of work between heartbeats.
_PIECE = 10 * SAMPLE_RATE
#: What was heard is saved when so many samples are new, and such a share of all: a file is written
#: whole, and would be many gigabytes by the end of a day. A worker that dies hears that much again.
_KEEP_EVERY = 60 * SAMPLE_RATE
_KEEP_SHARE = 4
#: Samples before the end of what was transcribed, whose chunks are looked at again: all, and those
#: that have no text yet.
_LOOK_AGAIN = 60 * SAMPLE_RATE
_LOOK_BACK = 30 * 60 * SAMPLE_RATE
#: Seconds by which a word may stand before one that was said earlier.
_DISORDER = 60.0
#: Shares of the time where nothing was done while recording; for the progress only.
_CUTTING = 0.05
_OBSERVING = 0.95


class IncrementalPass:
    """The second pass over one session: in advance by `advance`, then to the end after Stop.

    For the latter it is a `WholeTranscriber` and a `Diarizer`. Belongs to the thread that made its
    ledger.
    """

    def __init__(
        self,
        session: SessionSummary,
        ledger: IncrementalLedger,
        reader: SliceReader,
        transcriber: StretchTranscriber,
        state: IncrementalState,
    ) -> None:
        self._session = session
        self._ledger = ledger
        self._reader = reader
        self._transcriber = transcriber
        self._texts = StretchTexts(session, ledger, transcriber)
        self._state = state

    @property
    def model(self) -> str:
        """The name of the transcriber's speech model."""
        return self._transcriber.model

    # -- while recording ---------------------------------------------------------------------------
    def advance(self, should_yield: Callable[[], bool]) -> None:
        """Do what can be done with the slices there are.

        Stops when `should_yield` says that something else comes first.
        """
        state = self._state
        slices, total = self._unworked_slices()
        if state.ended or state.cut > total or state.observed > total:
            if state.ended or state.cut > total:
                state.restart_cuts()
            if state.observed > total:
                state.restart_diarization()
            slices, _ = self._unworked_slices()
        # Behind the slices: a span is in the ledger before the sound that follows it.
        state.use_spans(self._ledger.sound.spans(self._session.session_id))
        state.resume_cuts(self._sound_of)
        for samples in self._unheard(slices, state.cut):
            state.feed_cutter(samples)
            state.save_cuts(_worth_saving(state.cut), self._sound_of)
            if should_yield():
                return
        # Diarization first: it is by far the cheaper of the two, and a machine too slow to
        # transcribe everything must not leave it behind.
        for samples in self._unheard(slices, state.observed):
            if should_yield():
                return
            state.observe(samples)
            state.save_observations(_worth_saving(state.observed))
        while state.transcribed < len(state.stretches):
            if should_yield() or not self._transcribe_next(slices):
                return

    @property
    def _new_part_at(self) -> int:
        """The sample from which on chunks have no settled text yet: that of the newest part."""
        part = self._ledger.segments.last_part(self._session.session_id)
        return 0 if part is None else part.at_sample

    def _unworked_slices(self) -> tuple[list[AudioSlice], int]:
        """The slices that something is left to be done with, and the length of all of them.

        One that was worked on already is among them, where there is one.
        """
        state = self._state
        begun = min(state.cut, state.observed, state.untranscribed)
        slices = self._ledger.sound.slices(self._session.session_id, behind=max(0, begun - 1))
        return slices, slices[-1].end_sample if slices else 0

    def _sound_of(self, samples: int) -> str:
        """By the hashes of the slices that make so many samples, where whole ones do."""
        slices = self._ledger.sound.slices(self._session.session_id)
        held = [each for each in slices if each.end_sample <= samples]
        return audio_hash(held) if held and held[-1].end_sample == samples else ""

    def _unheard(self, slices: Sequence[AudioSlice], heard: int) -> Iterator[Samples]:
        """What follows after `heard` samples, slice by slice."""
        for each in slices:
            if each.end_sample > heard:
                yield self._reader.read(each)[max(0, heard - each.start_sample) :]

    def _transcribe_next(self, slices: Sequence[AudioSlice]) -> bool:
        """Transcribe the next stretch; False while its language is not known.

        A guess from one stretch is worse than waiting for the live text.
        """
        state = self._state
        stretch = state.stretches[state.transcribed]
        language = self._texts.language_near(stretch) or self._session.language
        if not language:
            return False
        samples = _between(self._reader, slices, stretch)
        vocabulary = self._session.plan.vocabulary
        state.words += self._texts.words_of(stretch, samples, language, vocabulary)
        state.transcribed += 1
        following = state.stretches[state.transcribed : state.transcribed + 1]
        self._tell_chunks(following[0].start if following else stretch.end, language)
        return True

    def _tell_chunks(self, until: int, language: str) -> None:
        """Give the chunks that lie in what is transcribed, before the sample `until`, its text.

        One that the live text has not come to yet is left to it, and looked at again for half an
        hour; what comes later has its text after Stop. So are those of the last minute looked at
        again, whose live text may have been put right since.
        """
        state = self._state
        end = until / SAMPLE_RATE
        begin = max(state.told, self._new_part_at)
        near = self._ledger.chunks.between(self._session.session_id, begin, until)
        settled = [chunk for chunk in near if chunk.timestamp_end <= end]
        if not settled:
            return
        words = _words_between(
            state.words,
            settled[0].timestamp_start if begin else None,
            settled[-1].timestamp_end,
        )
        pending = [chunk for chunk in settled if chunk.status is ChunkStatus.PENDING]
        left = {chunk.chunk_number for chunk in pending}
        told = answers(settled, words, self._transcriber.model, language)
        self._ledger.chunks.record_transcriptions(
            [answer for answer in told if answer.chunk_number not in left]
        )
        first_left = pending[0].timestamp_start if pending else end
        again = min(round(first_left * SAMPLE_RATE), until - _LOOK_AGAIN)
        state.told = max(0, again, until - _LOOK_BACK)

    # -- after Stop --------------------------------------------------------------------------------
    def transcribe(
        self, samples: Samples, *, language: str, vocabulary: Sequence[str], progress: Progress
    ) -> WholeTranscript:
        """The whole transcript: stretches that the ledger has, and the rest transcribed now.

        `progress` may raise; what was recorded by then stays. It is told of what `to_transcribe`
        says, not of what was done while recording.
        """
        state = self._state
        if state.cut > len(samples) or (state.ended and state.cut != len(samples)):
            state.restart_cuts()
        progress(0.0)
        state.use_spans(self._ledger.sound.spans(self._session.session_id))
        state.resume_cuts(self._sound_of)
        for start in range(state.cut, len(samples), _PIECE):
            state.feed_cutter(samples[start : start + _PIECE])
            progress(_CUTTING * state.cut / len(samples))
        state.end()
        chunks = self._ledger.chunks.of_session(self._session.session_id)
        spoken_in = SpokenLanguages(chunks, self._session.plan.language)
        language = language or self._transcriber.detect_language(samples, state.stretches)
        spoken: Counter[str] = Counter()
        words: list[Word] = []
        left = self.to_transcribe(len(samples))
        settled = len(samples) - left
        for stretch in state.stretches:
            own = spoken_in.near(stretch) or language
            spoken[own] += stretch.end - stretch.start
            part = samples[stretch.start : stretch.end]
            words += self._texts.words_of(stretch, part, own, vocabulary)
            done = max(0, stretch.end - settled) / max(1, left)
            progress(_CUTTING + (1 - _CUTTING) * done)
        progress(1.0)
        most = spoken.most_common(1)[0][0] if spoken else language
        return WholeTranscript(tuple(words), most, self._transcriber.model)

    def diarize(self, samples: Samples, *, count: SpeakerCount, progress: Progress) -> Diarization:
        """Observe what is left and cluster all of it. `progress` may raise."""
        progress(0.0)
        self._observe_to_the_end(samples, progress)
        found = self._state.speakers(count)
        progress(1.0)
        return found

    def voices(self, samples: Samples, diarization: Diarization) -> Mapping[str, Voice]:
        """What each label sounds like; observes what has not been observed yet."""
        self._observe_to_the_end(samples, lambda _: None)
        return self._state.voices(diarization.turns)

    def _observe_to_the_end(self, samples: Samples, progress: Progress) -> None:
        state = self._state
        if state.observed > len(samples):
            state.restart_diarization()
        begun = state.observed
        left = max(1, len(samples) - begun)
        for start in range(begun, len(samples), _PIECE):
            state.observe(samples[start : start + _PIECE])
            progress(_OBSERVING * (state.observed - begun) / left)
        state.save_observations(at_least=1)

    def to_transcribe(self, samples: int) -> int:
        """Of so many samples, those behind the last stretch that is transcribed."""
        state = self._state
        settled = state.stretches[state.transcribed - 1].end if state.transcribed else 0
        return max(0, samples - settled)

    def to_diarize(self, samples: int) -> int:
        """Of so many samples, those that the diarization has not observed."""
        return max(0, samples - self._state.observed)


def _worth_saving(heard: int) -> int:
    """Of so many samples, how many have to be new for them to be saved."""
    return max(_KEEP_EVERY, heard // _KEEP_SHARE)


def _words_between(words: Sequence[Word], start: float | None, end: float) -> list[Word]:
    """Of words in the order of time, those whose middles lie in [start, end); None: from the first.

    Looks at those from the end backwards: what lies long before is not touched.
    """
    found: list[Word] = []
    for word in reversed(words):
        if start is not None and word.middle < start:
            if word.middle < start - _DISORDER:
                break
        elif word.middle < end:
            found.append(word)
    return found[::-1]


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
