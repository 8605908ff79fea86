"""Live text: sealed slices in, settled words out.

A slice ends on the sample clock, in the middle of a word as often as not. So what is decoded is not the slice: it runs from
where the settled text ends, a gap between two words, to the end of the newest slice, and the model is told what was said in the
seconds before that cut, so that it goes on from there (`continuing.py`). The last word, when speech runs on over the end, is shown
as provisional and heard again, whole, with the next slice; everything before it is settled and never decoded again. So no word is
doubled and none is lost, and each word is written about once.

Writing takes longer than anybody wants to wait, so most of it is done before the slice is whole: `hear_open` writes a draft of what
is there of it, which is shown as provisional. When the slice comes, the draft is read through once, with all of its sound: the words
that the model still believes in settle, the others wait for more sound. Hardly any word then settles that was heard only once.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from aurity_desktop.asr.chunks import OpenChunk, OpenChunks
from aurity_desktop.asr.going_on import GoingOn, WhatFollows, Window
from aurity_desktop.asr.language import SPOKEN, TAIL, SpokenLanguage
from aurity_desktop.asr.recognizer import (
    Audio,
    Continuer,
    Said,
    TimedWord,
    VoiceDetector,
    to_audio,
)
from aurity_desktop.asr.seam import believed, quietest, split_at_seam
from aurity_desktop.asr.speech import SpeechTrack
from aurity_desktop.asr.vocabulary import prompt_of
from aurity_desktop.domain.audio import SAMPLE_RATE, SLICE_SAMPLES, AudioSlice, seconds
from aurity_desktop.domain.errors import TranscriptionFailed
from aurity_desktop.domain.ports import Samples
from aurity_desktop.domain.transcript import LiveUpdate, Word

_LEAD = round(0.3 * SAMPLE_RATE)  # kept before the first speech behind the cut
_LONGEST = 20 * SAMPLE_RATE  # behind the cut; context and tail have to fit into Whisper's 30 s too
_MOST_OPEN = 4 * SAMPLE_RATE  # of the sound so far that may wait for the next slice
_UNHEARD = 0.7  # seconds of speech behind the last word that are worth another decoding
_LEAST_SPEECH = 0.25  # seconds of speech that are worth a decoding when more may follow
_DRAFT_BEAM = 5  # nobody waits for a draft, and one point fewer of the words is wrong than with 1
_BEFORE_WORD = 0.1  # seconds kept before the first word of the context


@dataclass(frozen=True, slots=True)
class _Settled:
    """A settled word as the next windows need it, in seconds of the session."""

    start: float
    end: float
    tokens: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Draft:
    """Words behind the cut, in seconds of a window with this cut, from the sound up to `end`. `cut` and `end` are session samples."""

    words: tuple[TimedWord, ...]
    cut: int
    end: int
    runs_on: bool


class WhisperLive:
    """The `LiveTranscriber` of one session. One call at a time, from any thread.

    `language` is an ISO 639-1 code, or "" to take the one that the first confident speech is in. Speech that is plainly in the other
    of the two languages spoken here is written in that one, see `language.py`. Language and vocabulary may be changed between two calls.
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
        self._language_asked = language
        self._vocabulary = tuple(vocabulary)
        self._context = round(continuer.context * SAMPLE_RATE)
        self._forget()

    def _forget(self) -> None:
        self._language = SpokenLanguage(self._language_asked)
        self._audio: Audio = np.zeros(0, dtype=np.float32)
        self._origin = 0  # session sample at which `_audio` begins
        self._cut = 0  # session sample up to which everything is settled
        self._track = SpeechTrack()
        self._voice.reset()
        self._chunks = OpenChunks()
        self._settled: list[_Settled] = []
        self._draft: _Draft | None = None
        self._provisional: tuple[Word, ...] = ()
        self._shown_to = 0  # session sample up to which settled and provisional words tell all

    @property
    def language(self) -> str:
        """The language in force; "" while none is known."""
        return self._language.current

    def set_language(self, language: str) -> None:
        """Decode in this language from the next call on; "" detects it anew."""
        self._language = SpokenLanguage(language)
        # What was said in another language would pull the next words into it.
        self._settled.clear()
        self._draft = None

    def warm(self) -> None:
        """Load the models and decode two seconds of silence. Raises ModelError."""
        self._continuer.load()
        self._voice.load()
        silence = np.zeros(self._context + 2 * SAMPLE_RATE, dtype=np.float32)
        language = self.language or SPOKEN[0]
        self._going_on.decode(
            Window(silence, language, said=None, earlier=(), spoken=0.0, runs_on=False)
        )
        self._voice.feed(silence)
        self._voice.reset()

    def hear_open(self, start_sample: int, samples: Samples) -> LiveUpdate:
        """Write a draft of what there is so far of the slice that is being recorded. All of its words are provisional."""
        self._hear(start_sample, to_audio(samples))
        self._draft = self._drafted()
        return LiveUpdate((), self._provisional, self.language)

    def feed(self, slices: Sequence[tuple[AudioSlice, Samples]]) -> LiveUpdate:
        """Settle the chunks of these slices; words that cross the last one's end stay provisional."""
        for audio_slice, samples in slices:
            self._hear(audio_slice.start_sample, to_audio(samples))
            self._chunks.add(audio_slice)
        draft, self._draft = self._draft, None
        if draft is None or draft.cut != self._cut or len(slices) > 1:
            self._decode_open(is_last=False)
        else:
            self._confirm(draft)
        return self._update()

    def finish(self) -> LiveUpdate:
        """Settle what is provisional, as a newer answer for the last chunk, and forget the session."""
        if self._chunks.reopen_last():
            if self._shown_to < self._end:
                self._decode_open(is_last=True)
            self._chunks.put(self._provisional)
            self._provisional = ()
        update = self._update()
        self._forget()
        return update

    @property
    def _end(self) -> int:
        return self._origin + self._audio.size

    def _hear(self, start_sample: int, audio: Audio) -> None:
        """Take in the sound from `start_sample` on, as far as it is new: of an open slice, the first part is known by now."""
        if not self._audio.size:
            self._origin = self._cut = start_sample
            self._track = SpeechTrack(start_sample)
        news = audio[max(0, self._end - start_sample) :]
        outdated = max(0, self._cut - self._context - self._origin)
        self._audio = np.concatenate([self._audio[outdated:], news])
        self._origin += outdated
        self._track.append(self._voice.feed(news))

    def _decode_open(self, *, is_last: bool) -> None:
        """Decode from the cut to the end, window by window, and move the cut."""
        self._provisional = ()
        self._shown_to = self._end
        while self._cut < self._end:
            if not self._skip_silence(is_last=is_last):
                break
            end = self._track.pause_before(self._cut, self._cut + _LONGEST, self._end)
            reaches_end = end == self._end
            runs_on = reaches_end and not is_last and self._track.speaks_at(end)
            spoken = self._track.speech_seconds(self._cut, end)
            if runs_on and spoken < _LEAST_SPEECH:
                self._shown_to = self._cut
                break
            before = self._cut
            self._provisional = self._decode_to(end, spoken, runs_on=runs_on)
            if reaches_end and not (is_last and self._cut < end and self._cut > before):
                break

    def _skip_silence(self, *, is_last: bool) -> bool:
        """Move the cut to where somebody speaks. False: nobody does, and the cut is where the next word may begin."""
        speech = self._track.first_speech(self._cut, self._end)
        if speech is None:
            self._cut = self._end if is_last else max(self._cut, self._end - _LEAD)
            return False
        self._cut = max(self._cut, speech - _LEAD)
        return True

    def _drafted(self) -> _Draft | None:
        """The words from the cut to the end so far, which become the provisional ones. None where nothing is to be gained by it:
        a draft that is doubtful is left to the whole slice.
        """
        end = self._end
        if not self._skip_silence(is_last=False) or end - self._cut > _LONGEST:
            return None
        spoken = self._track.speech_seconds(self._cut, end)
        runs_on = self._track.speaks_at(end)
        if spoken < _LEAST_SPEECH:
            return None
        try:
            _, follows = self._decode(end, spoken, runs_on=runs_on, beam_size=_DRAFT_BEAM)
        except TranscriptionFailed:  # the whole slice is decoded in any case, and tells
            return None
        if follows.made_up:
            return None
        start = self._cut - self._context
        self._provisional = tuple(_word(word, start) for word in follows.words)
        self._shown_to = end
        return _Draft(follows.words, self._cut, end, runs_on)

    def _confirm(self, draft: _Draft) -> None:
        """Settle the words of the draft that hold with all of the sound, and move the cut behind them. A draft that does not
        hold is decoded anew.
        """
        end, start = self._end, self._cut - self._context
        runs_on = draft.runs_on or self._track.first_speech(draft.end, end) is not None
        words, sure = draft.words, len(draft.words)
        if runs_on:
            window = self._window(end, self._track.speech_seconds(self._cut, end), runs_on=True)
            try:
                words = self._going_on.read(window, words)
            except TranscriptionFailed as error:
                self._fail(end, error)
                return
            sure = believed(
                words,
                heard_first=seconds(end - SLICE_SAMPLES - start),
                drafted=seconds(draft.end - start),
                length=seconds(end - start),
            )
        heard = start + round(words[sure - 1].end * SAMPLE_RATE) if sure else self._cut
        if end - heard > _MOST_OPEN:
            self._decode_open(is_last=False)
            return
        self._mark_speech(end)
        self._settle(words[:sure], start)
        self._provisional = tuple(_word(word, start) for word in words[sure:])
        self._shown_to = draft.end if runs_on else end
        if sure < len(words):
            # Half a word is found anywhere behind itself, so where the draft heard it counts too.
            begin = min(words[sure].start, draft.words[sure].start)
            self._cut = max(self._cut, start + quietest(window.audio, round(begin * SAMPLE_RATE)))
        elif runs_on:
            self._cut = max(self._cut, start + quietest(window.audio, heard - start))
        elif self._track.speech_seconds(heard + _LEAD, end) > _UNHEARD:
            self._cut = max(self._cut, heard)
        else:
            self._cut = end

    def _decode_to(self, end: int, spoken: float, *, runs_on: bool) -> tuple[Word, ...]:
        """Settle the words between the cut and `end`, move the cut, and give those that wait for more sound."""
        self._mark_speech(end)
        try:
            window, follows = self._decode(end, spoken, runs_on=runs_on)
        except TranscriptionFailed as error:
            self._fail(end, error)
            return ()
        start = self._cut - self._context
        self._chunks.suppress([_word(word, start) for word in follows.made_up], str(follows.reason))
        whole, open_words = split_at_seam(
            follows.words,
            seconds(window.audio.size),
            runs_on=runs_on and follows.complete_until is None,
        )
        self._settle(whole, start)
        self._cut = self._next_cut(follows, open_words, window, end)
        return tuple(_word(word, start) for word in open_words)

    def _decode(
        self, end: int, spoken: float, *, runs_on: bool, beam_size: int = 1
    ) -> tuple[Window, WhatFollows]:
        """What follows the cut; written once more where it turns out to be said in the other language. Raises TranscriptionFailed."""
        window = self._window(end, spoken, runs_on=runs_on)
        follows = self._going_on.decode(window, beam_size=beam_size)
        if self._language.hear(follows.heard, spoken):
            self._settled.clear()  # it would pull the words into the language before
            window = self._window(end, spoken, runs_on=runs_on)
            follows = self._going_on.decode(window, beam_size=beam_size)
        return window, follows

    def _settle(self, words: Sequence[TimedWord], start: int) -> None:
        """`start`: the session sample at which the words' window begins."""
        self._chunks.put([_word(word, start) for word in words])
        offset = seconds(start)
        self._settled += [
            _Settled(offset + word.start, offset + word.end, word.tokens) for word in words
        ]

    def _mark_speech(self, end: int) -> None:
        for chunk in self._touched(end):
            chunk.had_speech = True

    def _fail(self, end: int, error: TranscriptionFailed) -> None:
        """What lies up to `end` has no text: finalize does it again."""
        for chunk in self._touched(end):
            chunk.failed, chunk.reason = True, error.detail
        self._cut = self._shown_to = end
        self._provisional = ()

    def _touched(self, end: int) -> Iterator[OpenChunk]:
        """The chunks with speech between the cut and `end`."""
        for chunk in self._chunks:
            first = max(self._cut, chunk.audio_slice.start_sample)
            last = min(end, chunk.audio_slice.end_sample)
            if first < last and self._track.first_speech(first, last) is not None:
                yield chunk

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
            self.language or self._detect(heard, spoken),
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
        features = self._continuer.features(heard, seconds(heard.size) + TAIL)
        return self._language.begin(
            self._continuer.languages(self._continuer.encode(features)), spoken
        )

    def _expected(self) -> tuple[int, ...]:
        """The vocabulary, as something that was said long ago."""
        return prompt_of(self._vocabulary, self._continuer.tokens_of)

    def _update(self) -> LiveUpdate:
        now = self._clock()
        settled = tuple(
            chunk.answer(language=self.language, model=self._continuer.name, now=now)
            for chunk in self._chunks.close()
        )
        return LiveUpdate(settled, self._provisional, self.language)


def _word(word: TimedWord, start: int) -> Word:
    offset = seconds(start)
    return Word(offset + word.start, offset + word.end, word.text, word.probability)
