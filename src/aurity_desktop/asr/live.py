"""Live text: sealed slices in, settled words out.

A slice ends on the sample clock, in the middle of a word as often as not. So what is decoded is not the slice: it runs from
where the settled text ends, a gap between two words, to the end of the newest slice, and the model is told what was said in the
seconds before that cut, so that it goes on from there (`continuing.py`). The last word, when speech runs on over the end, is shown
as provisional and heard again, whole, with the next slice; everything before it is settled and never decoded again. So no word is
doubled and none is lost, and each word is written about once, which is where the time goes.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from aurity_desktop.asr.going_on import GoingOn, WhatFollows, Window
from aurity_desktop.asr.recognizer import (
    Audio,
    Continuer,
    Said,
    TimedWord,
    VoiceDetector,
    to_audio,
)
from aurity_desktop.asr.seam import quietest, split_at_seam
from aurity_desktop.asr.speech import SpeechTrack
from aurity_desktop.domain.audio import SAMPLE_RATE, AudioSlice, seconds
from aurity_desktop.domain.errors import TranscriptionFailed
from aurity_desktop.domain.ports import Samples
from aurity_desktop.domain.transcript import ChunkStatus, ChunkTranscription, LiveUpdate, Word

_LEAD = round(0.3 * SAMPLE_RATE)  # kept before the first speech behind the cut
_LONGEST = 20 * SAMPLE_RATE  # behind the cut; context and tail have to fit into Whisper's 30 s too
_MOST_OPEN = 4 * SAMPLE_RATE  # of the sound so far that may wait for the next slice
_UNHEARD = 0.7  # seconds of speech behind the last word that are worth another decoding
_LEAST_SPEECH = 0.25  # seconds of speech that are worth a decoding when more may follow
_BEFORE_WORD = 0.1  # seconds kept before the first word of the context
_VOCABULARY_TOKENS = 120
_SURE_OF_LANGUAGE = 0.6
_SPEECH_FOR_LANGUAGE = 1.0  # seconds


@dataclass(slots=True)
class _OpenChunk:
    """A slice that was fed and has no answer yet."""

    audio_slice: AudioSlice
    words: list[Word] = field(default_factory=list)
    suppressed: list[str] = field(default_factory=list)
    reason: str = ""
    failed: bool = False
    had_speech: bool = False


@dataclass(frozen=True, slots=True)
class _Settled:
    """A settled word as the next windows need it, in seconds of the session."""

    start: float
    end: float
    tokens: tuple[int, ...]


class WhisperLive:
    """The `LiveTranscriber` of one session. One call at a time, from any thread.

    `language` is an ISO 639-1 code, or "" to take the one that the first confident speech is in, for good. Both it and the
    vocabulary may be changed between two calls.
    """

    def __init__(
        self,
        continuer: Continuer,
        voice: VoiceDetector,
        *,
        language: str = "",
        vocabulary: Sequence[str] = (),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._continuer = continuer
        self._going_on = GoingOn(continuer)
        self._voice = voice
        self._clock = clock
        self._language = language
        self._language_asked = language
        self._vocabulary = tuple(vocabulary)
        self._context = round(continuer.context * SAMPLE_RATE)
        self._forget()

    @property
    def language(self) -> str:
        """The language in force; "" while none is known."""
        return self._language

    def set_language(self, language: str) -> None:
        """Decode in this language from the next call on; "" detects it anew."""
        self._language = language
        # What was said in another language would pull the next words into it.
        self._settled.clear()

    def warm(self) -> None:
        """Load the models and decode two seconds of silence. Raises ModelError."""
        self._continuer.load()
        self._voice.load()
        silence = np.zeros(self._context + 2 * SAMPLE_RATE, dtype=np.float32)
        if not self._language:
            self._continuer.detect_language(silence)
        self._going_on.decode(
            Window(
                silence, self._language or "en", said=None, earlier=(), spoken=0.0, runs_on=False
            )
        )
        self._voice.feed(silence)
        self._voice.reset()

    def feed(self, slices: Sequence[tuple[AudioSlice, Samples]]) -> LiveUpdate:
        """Settle the chunks of these slices; words that cross the last one's end stay provisional."""
        for audio_slice, samples in slices:
            self._take(audio_slice, to_audio(samples))
        provisional = self._decode_open(is_last=False)
        return self._update(provisional)

    def finish(self) -> LiveUpdate:
        """Settle what is provisional, as a newer answer for the last chunk, and forget the session."""
        if self._last is not None and (self._provisional or self._cut < self._end):
            self._open.append(self._last)
            if self._provisional:
                self._last.words.extend(self._provisional)
            else:
                self._decode_open(is_last=True)
        update = self._update(())
        self._language = self._language_asked
        self._forget()
        return update

    def _forget(self) -> None:
        self._audio: Audio = np.zeros(0, dtype=np.float32)
        self._origin = 0  # session sample at which `_audio` begins
        self._cut = 0  # session sample up to which everything is settled
        self._track = SpeechTrack()
        self._voice.reset()
        self._open: list[_OpenChunk] = []
        self._last: _OpenChunk | None = None
        self._settled: list[_Settled] = []
        self._provisional: tuple[Word, ...] = ()

    @property
    def _end(self) -> int:
        return self._origin + self._audio.size

    def _take(self, audio_slice: AudioSlice, audio: Audio) -> None:
        if self._last is None:
            self._origin = self._cut = audio_slice.start_sample
            self._track = SpeechTrack(self._origin)
        outdated = max(0, self._cut - self._context - self._origin)
        self._audio = np.concatenate([self._audio[outdated:], audio])
        self._origin += outdated
        self._track.append(self._voice.feed(audio))
        self._last = _OpenChunk(audio_slice)
        self._open.append(self._last)

    def _decode_open(self, *, is_last: bool) -> tuple[Word, ...]:
        """Decode from the cut to the end, window by window, and move the cut; gives the words that stay provisional."""
        provisional: tuple[Word, ...] = ()
        while self._cut < self._end:
            speech = self._track.first_speech(self._cut, self._end)
            if speech is None:
                self._cut = self._end if is_last else max(self._cut, self._end - _LEAD)
                break
            self._cut = max(self._cut, speech - _LEAD)
            end = self._track.pause_before(self._cut, self._cut + _LONGEST, self._end)
            reaches_end = end == self._end
            runs_on = reaches_end and not is_last and self._track.speaks_at(end)
            spoken = self._track.speech_seconds(self._cut, end)
            if runs_on and spoken < _LEAST_SPEECH:
                break
            before = self._cut
            provisional = self._decode_to(end, spoken, runs_on=runs_on)
            if reaches_end and not (is_last and self._cut < end and self._cut > before):
                break
        return provisional

    def _decode_to(self, end: int, spoken: float, *, runs_on: bool) -> tuple[Word, ...]:
        """Settle the words between the cut and `end`, move the cut, and give those that wait for more sound."""
        touched = [chunk for chunk in self._open if self._touches(chunk, end)]
        for chunk in touched:
            chunk.had_speech = True
        try:
            window = self._window(end, spoken, runs_on=runs_on)
            follows = self._going_on.decode(window)
        except TranscriptionFailed as error:
            for chunk in touched:
                chunk.failed, chunk.reason = True, error.detail
            self._cut = end
            return ()
        start = self._cut - self._context
        self._suppress(follows, start)
        whole, open_words = split_at_seam(
            follows.words,
            seconds(window.audio.size),
            runs_on=runs_on and follows.complete_until is None,
        )
        for word in whole:
            self._chunk_at(start, word).words.append(_word(word, start))
        offset = seconds(start)
        self._settled += [
            _Settled(offset + word.start, offset + word.end, word.tokens) for word in whole
        ]
        self._cut = self._next_cut(follows, open_words, window, end)
        return tuple(_word(word, start) for word in open_words)

    def _next_cut(
        self, follows: WhatFollows, open_words: Sequence[TimedWord], window: Window, end: int
    ) -> int:
        """Where the next window is to go on: before the words that wait, behind the last word when speech follows that gave none,
        else at the end.
        """
        start = self._cut - self._context
        if open_words:
            cut = start + quietest(window.audio, round(open_words[0].start * SAMPLE_RATE))
            return max(cut, end - _MOST_OPEN, self._cut)
        if follows.made_up:
            return end
        heard = self._cut
        if follows.words:
            last = follows.words[-1].end
            until = last if follows.complete_until is None else min(last, follows.complete_until)
            heard = max(heard, start + round(until * SAMPLE_RATE))
        unheard = self._track.speech_seconds(heard + _LEAD, end)
        goes_on = window.runs_on and follows.complete_until is not None
        return max(heard, end - _MOST_OPEN) if goes_on or unheard > _UNHEARD else end

    def _window(self, end: int, spoken: float, *, runs_on: bool) -> Window:
        """The sound from `context` before the cut to `end`. What lies before the first known word is muted: the model would
        miss the word for it.
        """
        start = self._cut - self._context
        offset = seconds(start)
        said = [word for word in self._settled if word.start >= offset]
        self._settled = said
        first = self._cut
        if said:
            first = max(start, self._origin, round((said[0].start - _BEFORE_WORD) * SAMPLE_RATE))
        heard = self._audio[first - self._origin : end - self._origin]
        audio = np.concatenate([np.zeros(first - start, dtype=np.float32), heard])
        return Window(
            audio,
            self._language or self._detect(heard, spoken),
            said=Said(
                tuple(token for word in said for token in word.tokens),
                said[0].start - offset,
                said[-1].end - offset,
            )
            if said
            else None,
            earlier=self._expected(),
            spoken=spoken,
            runs_on=runs_on,
        )

    def _detect(self, heard: Audio, spoken: float) -> str:
        language, probability = self._continuer.detect_language(heard)
        if spoken >= _SPEECH_FOR_LANGUAGE and probability >= _SURE_OF_LANGUAGE:
            self._language = language
            self._continuer.forget_detector()
        return language

    def _expected(self) -> tuple[int, ...]:
        """The vocabulary, as something that was said long ago."""
        if not self._vocabulary:
            return ()
        return self._continuer.tokens_of(" " + ", ".join(self._vocabulary))[:_VOCABULARY_TOKENS]

    def _suppress(self, follows: WhatFollows, start: int) -> None:
        """Keep the words that were made up, under their reason, with the chunks they stand in."""
        for word in follows.made_up:
            chunk = self._chunk_at(start, word)
            chunk.suppressed.append(word.text)
            chunk.reason = str(follows.reason)

    def _chunk_at(self, start: int, word: TimedWord) -> _OpenChunk:
        """The open chunk in which the word's middle lies; the first one for a word that began in a chunk answered before."""
        middle = start + (word.start + word.end) / 2 * SAMPLE_RATE
        for chunk in self._open:
            if middle < chunk.audio_slice.end_sample:
                return chunk
        return self._open[-1]

    def _touches(self, chunk: _OpenChunk, end: int) -> bool:
        first = max(self._cut, chunk.audio_slice.start_sample)
        last = min(end, chunk.audio_slice.end_sample)
        return first < last and self._track.first_speech(first, last) is not None

    def _update(self, provisional: tuple[Word, ...]) -> LiveUpdate:
        self._provisional = provisional
        now = self._clock()
        settled = tuple(self._answer(chunk, now) for chunk in self._open)
        self._open = []
        return LiveUpdate(settled, provisional, self._language)

    def _answer(self, chunk: _OpenChunk, now: float) -> ChunkTranscription:
        words = tuple(chunk.words)
        sealed_at = chunk.audio_slice.sealed_at
        return ChunkTranscription(
            session_id=chunk.audio_slice.session_id,
            chunk_number=chunk.audio_slice.number,
            words=words,
            status=_status(chunk),
            language=self._language,
            confidence=float(np.mean([word.probability for word in words])) if words else 0.0,
            model=self._continuer.name,
            latency_ms=(now - sealed_at) * 1000 if sealed_at else None,
            reason=chunk.reason,
            suppressed=" ".join(chunk.suppressed),
        )


def _status(chunk: _OpenChunk) -> ChunkStatus:
    if chunk.failed:
        return ChunkStatus.FAILED
    if chunk.words:
        return ChunkStatus.OK
    if chunk.suppressed:
        return ChunkStatus.SUPPRESSED
    return ChunkStatus.OK if chunk.had_speech else ChunkStatus.SILENT


def _word(word: TimedWord, start: int) -> Word:
    offset = seconds(start)
    return Word(offset + word.start, offset + word.end, word.text, word.probability)
