"""Live text: sealed slices in, words out.

A slice ends on the sample clock, in the middle of a word as often as not. So what is decoded is not the slice: it runs from a cut
between two words, a pause where there is one, to the end of the newest slice, and the model is told what was said in the seconds
before that cut, so that it goes on from there (`continuing.py`). What lies before the cut is settled and never decoded again; a
cut moves on only over words that were written with a second of sound behind them. So no word is doubled and none is lost.

Writing takes longer than anybody wants to wait, so most of it is done before the slice is whole: `hear_open` writes a draft of all
that lies behind the cut. When the slice comes, the draft is read through once, with all of its sound: the words that the model still
believes in are told as the text of their slices, the others wait for more sound and are shown as provisional. Until the cut has
passed them, which is with the next slice or the one after, a better draft may put told words right; their slices are then answered
anew. `hear_rest` writes the end of the newest slice, which no draft has heard, for the screen.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from aurity_desktop.asr.chunks import OpenChunk, OpenChunks
from aurity_desktop.asr.going_on import GoingOn, WhatFollows, Window
from aurity_desktop.asr.language import SPOKEN, TAIL, SpokenLanguage, likeliest
from aurity_desktop.asr.recognizer import Audio, Continuer, TimedWord, VoiceDetector, to_audio
from aurity_desktop.asr.seam import before_the_best_gap, believed, quietest, split_at_seam
from aurity_desktop.asr.sound import OpenSound
from aurity_desktop.asr.vocabulary import prompt_of
from aurity_desktop.domain.audio import SAMPLE_RATE, SLICE_SAMPLES, AudioSlice, seconds
from aurity_desktop.domain.errors import TranscriptionFailed
from aurity_desktop.domain.ports import Samples
from aurity_desktop.domain.transcript import LiveUpdate, Word

_LONGEST = 20 * SAMPLE_RATE  # behind the cut; context and tail have to fit into Whisper's 30 s too
_LONG = 10 * SAMPLE_RATE  # behind the cut: a longer draft would not be done in time
_MOST_OPEN = 4 * SAMPLE_RATE  # of the sound so far that may wait for the next slice
_UNHEARD = 0.7  # seconds of speech behind the last word that are worth another decoding
_LEAST_SPEECH = 0.25  # seconds of speech that are worth a decoding when more may follow
_DRAFT_BEAM = 5  # nobody waits for a draft, and one point fewer of the words is wrong than with 1


@dataclass(frozen=True, slots=True)
class _Draft:
    """Words behind `cut`, in seconds of a window with this cut, from the sound up to `end`. `cut` and `end` are session samples."""

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
        self._forget()

    def _forget(self) -> None:
        self._language = SpokenLanguage(self._language_asked)
        self._sound = OpenSound(self._voice, self._continuer.context)
        self._chunks = OpenChunks()
        # Words of the session, all behind the cut: first those that were told, then those that were only shown.
        self._told: tuple[TimedWord, ...] = ()
        self._provisional: tuple[TimedWord, ...] = ()
        self._draft: _Draft | None = None
        self._shown_to = 0  # session sample up to which told and provisional words tell all
        self._hears_open = (
            False  # whether the newest slice was heard while it was open, as the next one will be
        )

    @property
    def language(self) -> str:
        """The language in force; "" while none is known."""
        return self._language.current

    def set_language(self, language: str) -> None:
        """Decode in this language from the next call on; "" detects it anew."""
        self._language = SpokenLanguage(language)
        self._settle_told()
        self._sound.forget_said()
        self._draft = None

    def warm(self) -> None:
        """Load the models and decode two seconds of silence. Raises ModelError."""
        self._continuer.load()
        self._voice.load()
        silence = np.zeros(round((self._continuer.context + 2) * SAMPLE_RATE), dtype=np.float32)
        language = self.language or SPOKEN[0]
        self._going_on.decode(
            Window(silence, language, said=None, earlier=(), spoken=0.0, runs_on=False)
        )
        self._voice.feed(silence)
        self._voice.reset()

    def hear_open(self, start_sample: int, samples: Samples) -> LiveUpdate:
        """Write a draft of what there is so far of the slice that is being recorded. All of its words are provisional."""
        self._sound.hear(start_sample, to_audio(samples))
        self._hears_open = True
        self._draft = self._drafted()
        if self._draft is not None:
            told_to = self._told[-1].end if self._told else 0.0
            words = self._sound.in_session(self._draft.words)
            self._provisional = tuple(w for w in words if (w.start + w.end) / 2 > told_to)
            self._shown_to = self._draft.end
        return self._shown()

    def feed(self, slices: Sequence[tuple[AudioSlice, Samples]]) -> LiveUpdate:
        """Answer for these slices; words at the last one's end that may still change a lot stay provisional."""
        for audio_slice, samples in slices:
            self._sound.hear(audio_slice.start_sample, to_audio(samples))
            self._chunks.add(audio_slice)
        draft, self._draft = self._draft, None
        if draft is None or draft.cut != self._sound.cut or len(slices) > 1:
            self._decode_open(is_last=False)
        else:
            self._confirm(draft)
        self._hears_open = False
        return self._update()

    def hear_rest(self) -> LiveUpdate:
        """Write what lies behind the words known so far up to the newest slice's end: provisional words, to be shown at once."""
        end = self._sound.end
        if self._shown_to < end and self._told:
            cut = round(self._told[-1].end * SAMPLE_RATE)
            window = self._window(end, runs_on=True, behind=self._told, cut=cut)
            if window.spoken >= _LEAST_SPEECH:
                try:
                    follows = self._going_on.decode(window)
                except TranscriptionFailed:  # the next slice brings the words, or tells
                    return self._shown()
                self._provisional = self._sound.in_session(follows.words, cut)
            self._shown_to = end
        return self._shown()

    def finish(self) -> LiveUpdate:
        """Settle all that waits, as newer answers for the last chunks, and forget the session."""
        if self._shown_to < self._sound.end:
            self._decode_open(is_last=True)
        self._chunks.settle(self._provisional, self.language)
        self._told = self._provisional = ()
        update = self._update()
        self._forget()
        return update

    def _decode_open(self, *, is_last: bool) -> None:
        """Decode from the cut to the end, window by window, and move the cut."""
        sound = self._sound
        self._provisional = ()
        self._shown_to = sound.end
        while sound.cut < sound.end:
            if not sound.skip_silence(is_last=is_last):
                break
            end = sound.track.pause_before(sound.cut, sound.cut + _LONGEST, sound.end)
            reaches_end = end == sound.end
            runs_on = reaches_end and not is_last and sound.track.speaks_at(end)
            if runs_on and sound.spoken(end) < _LEAST_SPEECH:
                self._shown_to = sound.cut
                break
            before = sound.cut
            self._decode_to(end, runs_on=runs_on)
            if reaches_end and not (is_last and sound.cut < end and sound.cut > before):
                break

    def _drafted(self) -> _Draft | None:
        """The words from the cut to the end so far. None where nothing is to be gained by it: a draft that is doubtful is left to
        the whole slice.
        """
        sound, end = self._sound, self._sound.end
        if not sound.skip_silence(is_last=False) or end - sound.cut > _LONGEST:
            return None
        runs_on = sound.track.speaks_at(end)
        if sound.spoken(end) < _LEAST_SPEECH:
            return None
        try:
            _, follows = self._decode(end, runs_on=runs_on, beam_size=_DRAFT_BEAM)
        except TranscriptionFailed:  # the whole slice is decoded in any case, and tells
            return None
        return None if follows.made_up else _Draft(follows.words, sound.cut, end, runs_on)

    def _confirm(self, draft: _Draft) -> None:
        """Tell the words of the draft that hold with all of the sound, and move the cut over those that were heard well. A draft
        that does not hold is decoded anew.
        """
        sound, end = self._sound, self._sound.end
        start = sound.cut - round(self._continuer.context * SAMPLE_RATE)
        runs_on = draft.runs_on or sound.track.first_speech(draft.end, end) is not None
        words, sure = draft.words, len(draft.words)
        if runs_on:
            try:
                words = self._going_on.read(self._window(end, runs_on=True), words)
            except TranscriptionFailed as error:
                self._fail(end, error)
                return
            sure = believed(
                words,
                heard_first=seconds(end - SLICE_SAMPLES - start),
                drafted=seconds(draft.end - start),
                length=seconds(end - start),
            )
        words = sound.in_session(words)
        heard = round(words[sure - 1].end * SAMPLE_RATE) if sure else sound.cut
        if end - heard > _MOST_OPEN:
            self._decode_open(is_last=False)
            return
        self._mark_speech(end)
        self._told, self._provisional = words[:sure], words[sure:]
        self._shown_to = draft.end if runs_on else end
        self._chunks.tell(self._told, self.language)
        if not runs_on:
            self._settle_told(heard if sound.unheard(heard, end) > _UNHEARD else end)
            return
        self._settle_what_was_heard_well(draft.end)

    def _settle_what_was_heard_well(self, heard: int) -> None:
        """Move the cut over told words that were written with enough sound behind them, which ended at `heard`."""
        told = self._told
        kept = before_the_best_gap(told, seconds(heard))
        if not kept and heard - self._sound.cut > _LONG:
            kept = len(told) // 2
        if kept:
            # Not before the word that waits: half a word is found anywhere behind itself.
            gap = told[kept].start if kept < len(told) else told[-1].end
            self._settle(told[:kept], self._quietest_near(gap))
            self._told = told[kept:]
        self._chunks.tell(self._told, self.language)

    def _quietest_near(self, second: float) -> int:
        """The session sample near there at which a cut hurts least."""
        at = round(second * SAMPLE_RATE)
        first = max(at - SAMPLE_RATE, self._sound.begin)
        return first + quietest(self._sound.between(first, at + SAMPLE_RATE), at - first)

    def _decode_to(self, end: int, *, runs_on: bool) -> None:
        """Settle the words between the cut and `end`, but for those that wait for more sound, and move the cut. Where a draft is to
        follow, which will know better, they are only told.
        """
        sound = self._sound
        self._mark_speech(end)
        try:
            window, follows = self._decode(end, runs_on=runs_on)
        except TranscriptionFailed as error:
            self._fail(end, error)
            return
        self._told = ()
        self._chunks.tell((), self.language)
        self._chunks.suppress(sound.in_session(follows.made_up), str(follows.reason))
        whole, open_words = split_at_seam(
            follows.words,
            seconds(window.audio.size),
            runs_on=runs_on and follows.complete_until is None,
        )
        open_words = sound.in_session(open_words)
        if runs_on and self._hears_open and not follows.made_up:
            self._told, self._provisional = sound.in_session(whole), open_words
            self._settle_what_was_heard_well(end)
        else:
            cut = self._next_cut(follows, open_words, window, end)
            self._settle(sound.in_session(whole), cut)
            self._provisional = open_words

    def _decode(self, end: int, *, runs_on: bool, beam_size: int = 1) -> tuple[Window, WhatFollows]:
        """What follows the cut. Where that turns out to be said in the other language, it is written once more; what was told stands,
        if that was not said in the other language as well. Raises TranscriptionFailed.
        """
        window = self._window(end, runs_on=runs_on)
        follows = self._going_on.decode(window, beam_size=beam_size)
        known = round(self._told[-1].end * SAMPLE_RATE) if self._told else self._sound.cut
        if self._language.hear(follows.heard, self._sound.track.speech_seconds(known, end)):
            if self._told and likeliest(self._languages(known)) != self.language:
                self._settle_told()
            self._sound.forget_said()
            window = self._window(end, runs_on=runs_on)
            follows = self._going_on.decode(window, beam_size=beam_size)
        return window, follows

    def _settle(self, words: Sequence[TimedWord], cut: int) -> None:
        """These words stand, and the cut moves behind them."""
        self._chunks.tell((), self.language)
        self._chunks.settle(words, self.language)
        self._sound.settle(words, cut)

    def _settle_told(self, cut: int | None = None) -> None:
        """What was told stands. Without a cut, it is put where the last word ends."""
        told, self._told = self._told, ()
        if cut is None:
            cut = round(told[-1].end * SAMPLE_RATE) if told else self._sound.cut
        self._chunks.settle((), self.language)
        self._sound.settle(told, cut)

    def _mark_speech(self, end: int) -> None:
        for chunk in self._touched(end):
            chunk.had_speech = True

    def _fail(self, end: int, error: TranscriptionFailed) -> None:
        """What lies between the words told and `end` has no text: finalize does it again."""
        self._settle_told()
        for chunk in self._touched(end):
            chunk.failed, chunk.reason = True, error.detail
        self._sound.settle((), end)
        self._shown_to = end
        self._provisional = ()

    def _touched(self, end: int) -> Iterator[OpenChunk]:
        """The chunks with speech between the cut and `end`."""
        for chunk in self._chunks:
            first = max(self._sound.cut, chunk.audio_slice.start_sample)
            last = min(end, chunk.audio_slice.end_sample)
            if first < last and self._sound.track.first_speech(first, last) is not None:
                yield chunk

    def _next_cut(
        self, follows: WhatFollows, open_words: Sequence[TimedWord], window: Window, end: int
    ) -> int:
        """Where the next window is to go on: before the words that wait, behind the last word when speech follows that gave none,
        else at the end.
        """
        cut = self._sound.cut
        if open_words:
            return max(self._quietest_near(open_words[0].start), end - _MOST_OPEN, cut)
        if follows.made_up:
            return end
        heard = cut
        if follows.words:
            last = follows.words[-1].end
            until = last if follows.complete_until is None else min(last, follows.complete_until)
            heard = max(heard, end - window.audio.size + round(until * SAMPLE_RATE))
        goes_on = window.runs_on and follows.complete_until is not None
        if goes_on or self._sound.unheard(heard, end) > _UNHEARD:
            return max(heard, end - _MOST_OPEN)
        return end

    def _window(
        self,
        end: int,
        *,
        runs_on: bool,
        behind: Sequence[TimedWord] = (),
        cut: int | None = None,
    ) -> Window:
        return self._sound.window(
            end,
            language=self.language or self._detect(end),
            earlier=prompt_of(self._vocabulary, self._continuer.tokens_of),
            runs_on=runs_on,
            behind=behind,
            cut=cut,
            known=self._told[-1].end if self._told else 0.0,
        )

    def _detect(self, end: int) -> str:
        return self._language.begin(self._languages(end), self._sound.spoken(end))

    def _languages(self, end: int) -> Mapping[str, float]:
        """The probability of each language between the cut and `end`. Raises TranscriptionFailed."""
        heard: Audio = self._sound.between(self._sound.cut, end)
        features = self._continuer.features(heard, seconds(heard.size) + TAIL)
        return self._continuer.languages(self._continuer.encode(features))

    def _shown(self) -> LiveUpdate:
        return LiveUpdate((), _words(self._provisional), self.language)

    def _update(self) -> LiveUpdate:
        settled = self._chunks.answers(
            language=self.language, model=self._continuer.name, now=self._clock()
        )
        self._chunks.close(self._sound.cut)
        return LiveUpdate(settled, _words(self._provisional), self.language)


def _words(words: Sequence[TimedWord]) -> tuple[Word, ...]:
    return tuple(Word(word.start, word.end, word.text, word.probability) for word in words)
