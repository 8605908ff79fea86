"""Live text: sealed slices in, settled words out.

A slice ends on the sample clock, in the middle of a word as often as not. So what is decoded is not the slice: it runs from
where the settled text ends, a gap between two words, to the end of the newest slice. The last word, when speech runs on
over the end, is shown as provisional and decoded again, whole, with the next slice; everything before it is settled and never
decoded again. So no word is doubled and none is lost, and the decoder writes each word about once, which is where the time goes.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from aurity_desktop.asr.decoding import LIVE, Decoded, Decoding
from aurity_desktop.asr.recognizer import (
    Audio,
    Encoding,
    Recognizer,
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

_LEAD = round(0.3 * SAMPLE_RATE)  # kept before the first speech of a window
_LONGEST = 27 * SAMPLE_RATE  # of one window; a tail has to fit behind it in Whisper's 30 s
_MOST_OPEN = round(1.5 * SAMPLE_RATE)  # of a slice's end that may wait for the next one
_LEAST_SPEECH = 0.25  # seconds of speech that are worth a decoding when more may follow
_PROMPT_TOKENS = 40
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


class WhisperLive:
    """The `LiveTranscriber` of one session. One call at a time, from any thread.

    `language` is an ISO 639-1 code, or "" to take the one that the first confident speech is in, for good. Both it and the
    vocabulary may be changed between two calls.
    """

    def __init__(
        self,
        recognizer: Recognizer,
        voice: VoiceDetector,
        *,
        language: str = "",
        vocabulary: Sequence[str] = (),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._recognizer = recognizer
        self._decoding = Decoding(recognizer, LIVE)
        self._voice = voice
        self._clock = clock
        self._language = language
        self._language_asked = language
        self._vocabulary = tuple(vocabulary)
        self._forget()

    @property
    def language(self) -> str:
        """The language in force; "" while none is known."""
        return self._language

    def set_language(self, language: str) -> None:
        """Decode in this language from the next call on; "" detects it anew."""
        self._language = language
        self._settled_tokens.clear()

    def set_vocabulary(self, vocabulary: Sequence[str]) -> None:
        self._vocabulary = tuple(vocabulary)

    def warm(self) -> None:
        """Load the models and decode a second of silence. Raises ModelError."""
        self._recognizer.load()
        self._voice.load()
        silence = np.zeros(SAMPLE_RATE, dtype=np.float32)
        language = self._language or "en"
        encoding = self._decoding.encode(silence)
        self._decoding.decode(silence, encoding, language=language, prompt=(), speech_seconds=0.0)
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
        if self._last is not None and self._cut < self._end:
            self._open.append(self._last)
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
        self._settled_tokens: list[int] = []

    @property
    def _end(self) -> int:
        return self._origin + self._audio.size

    def _take(self, audio_slice: AudioSlice, audio: Audio) -> None:
        if self._last is None:
            self._origin = self._cut = audio_slice.start_sample
            self._track = SpeechTrack(self._origin)
        self._audio = np.concatenate([self._audio[self._cut - self._origin :], audio])
        self._origin = self._cut
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
            start = max(self._cut, speech - _LEAD)
            end = self._track.pause_before(start, start + _LONGEST, self._end)
            reaches_end = end == self._end
            runs_on = reaches_end and not is_last and self._track.speaks_at(self._end)
            spoken = self._track.speech_seconds(start, end)
            if runs_on and spoken < _LEAST_SPEECH:
                self._cut = max(start, end - _MOST_OPEN)
                break
            provisional = self._decode_window(start, end, spoken, runs_on=runs_on)
            if reaches_end:
                break
        return provisional

    def _decode_window(
        self, start: int, end: int, spoken: float, *, runs_on: bool
    ) -> tuple[Word, ...]:
        audio = self._audio[start - self._origin : end - self._origin]
        touched = [chunk for chunk in self._open if self._touches(chunk, start, end)]
        for chunk in touched:
            chunk.had_speech = True
        try:
            decoded = self._decode(audio, spoken)
        except TranscriptionFailed as error:
            for chunk in touched:
                chunk.failed, chunk.reason = True, error.detail
            self._cut = end
            return ()
        if decoded.reason is not None:
            self._suppress(decoded, start)
            self._cut = end
            return ()
        settled, open_words = split_at_seam(decoded.words, seconds(end - start), runs_on=runs_on)
        for word in settled:
            self._chunk_at(start, word).words.append(_word(word, start))
        self._remember(settled)
        self._cut = self._cut_before(open_words, audio, start) if open_words else end
        return tuple(_word(word, start) for word in open_words)

    def _decode(self, audio: Audio, spoken: float) -> Decoded:
        encoding = self._decoding.encode(audio)
        language = self._language or self._detect(encoding, spoken)
        return self._decoding.decode(
            audio,
            encoding,
            language=language,
            prompt=self._prompt(),
            speech_seconds=spoken,
        )

    def _detect(self, encoding: Encoding, spoken: float) -> str:
        language, probability = self._recognizer.detect_language(encoding)
        if spoken >= _SPEECH_FOR_LANGUAGE and probability >= _SURE_OF_LANGUAGE:
            self._language = language
        return language

    def _prompt(self) -> tuple[int, ...]:
        expected: tuple[int, ...] = ()
        if self._vocabulary:
            expected = self._recognizer.tokens_of(" " + ", ".join(self._vocabulary))
        return (*expected[:_VOCABULARY_TOKENS], *self._settled_tokens)

    def _remember(self, words: Sequence[TimedWord]) -> None:
        for word in words:
            self._settled_tokens.extend(word.tokens)
        del self._settled_tokens[:-_PROMPT_TOKENS]

    def _suppress(self, decoded: Decoded, start: int) -> None:
        """Keep the invented words, under their reason, with the chunks they stand in."""
        for word in decoded.words:
            chunk = self._chunk_at(start, word)
            chunk.suppressed.append(word.text)
            chunk.reason = str(decoded.reason)

    def _cut_before(self, open_words: Sequence[TimedWord], audio: Audio, start: int) -> int:
        boundary = round(open_words[0].start * SAMPLE_RATE)
        cut = start + quietest(audio, boundary)
        return max(cut, start + audio.size - _MOST_OPEN)

    def _chunk_at(self, start: int, word: TimedWord) -> _OpenChunk:
        """The open chunk in which the word's middle lies; the first one for a word that began in a chunk answered before."""
        middle = start + (word.start + word.end) / 2 * SAMPLE_RATE
        for chunk in self._open:
            if middle < chunk.audio_slice.end_sample:
                return chunk
        return self._open[-1]

    def _touches(self, chunk: _OpenChunk, start: int, end: int) -> bool:
        first = max(start, chunk.audio_slice.start_sample)
        last = min(end, chunk.audio_slice.end_sample)
        return first < last and self._track.first_speech(first, last) is not None

    def _update(self, provisional: tuple[Word, ...]) -> LiveUpdate:
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
            model=self._recognizer.name,
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
