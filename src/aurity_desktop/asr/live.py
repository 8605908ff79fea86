"""Live text: sealed slices in, words out.

A slice ends on the sample clock, in the middle of a word as often as not. So what is decoded is not
the slice: it runs from a cut between two words, a pause where there is one, to the end of the
newest slice, and the model is told what was said in the seconds before that cut, so that it goes on
from there (`continuing.py`). What lies before the cut is settled and never decoded again; a cut
moves on only over words that were written with a second of sound behind them, or with four where
the model doubts them. So no word is doubled and none is lost.

Writing takes longer than anybody wants to wait, so most of it is done before the slice is whole:
`hear_open` writes a draft of all that lies behind the cut. When the slice comes, the draft is read
through once, with all of its sound: the words that the model still believes in are told as the text
of their slices, the others wait for more sound and are shown as provisional. Until the cut has
passed them, which is with the next slice or the one after, a better draft may put told words right;
their slices are then answered anew. `hear_rest` writes the end of the newest slice, which no draft
has heard, for the screen.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from aurity_desktop.asr.cut_point import confirmed_words, split_at_seam
from aurity_desktop.asr.language import SPOKEN, TAIL, SpokenLanguage, likeliest
from aurity_desktop.asr.recognizer import ConditionedRecognizer, TimedWord, VoiceDetector, to_audio
from aurity_desktop.asr.unsettled_text import UnsettledText
from aurity_desktop.asr.vocabulary import prompt_of
from aurity_desktop.asr.window_decoder import DecodedWindow, Window, WindowDecoder
from aurity_desktop.domain.audio import SAMPLE_RATE, SLICE_SAMPLES, AudioSlice, seconds
from aurity_desktop.domain.errors import TranscriptionFailed
from aurity_desktop.domain.ports import Samples
from aurity_desktop.domain.transcript import LiveUpdate, Word

_LONGEST = 20 * SAMPLE_RATE  # behind the cut; context and tail have to fit into Whisper's 30 s too
_MOST_OPEN = 4 * SAMPLE_RATE  # of the sound so far that may wait for the next slice
_UNHEARD = 0.7  # seconds of speech behind the last word that are worth another decoding
_LEAST_SPEECH = 0.25  # seconds of speech that are worth a decoding when more may follow
_DRAFT_BEAM = 5  # nobody waits for a draft, and one point fewer of the words is wrong than with 1
_LONG_DRAFT = round(7.5 * SAMPLE_RATE)  # behind the cut
_LONG_DRAFT_BEAM = 2  # with five it would not be done when the slice is whole
_VOCABULARY_TOKENS = 120  # with 200 a greedy decoding recited the list, once in 300 s


@dataclass(frozen=True, slots=True)
class _Draft:
    """Words behind `cut`, in seconds of a window with this cut, from the sound up to `end`.

    `cut` and `end` are session samples.
    """

    words: tuple[TimedWord, ...]
    cut: int
    end: int
    runs_on: bool


class WhisperLive:
    """The `LiveTranscriber` of one session.

    One call at a time, from any thread.

    `language` is an ISO 639-1 code, or "" to take the one that the first confident speech is in.
    Speech that is plainly in the other of the two languages spoken here is written in that one, see
    `language.py`. Language and vocabulary may be changed between two calls.
    """

    def __init__(
        self,
        recognizer: ConditionedRecognizer,
        voice: VoiceDetector,
        *,
        language: str = "",
        vocabulary: Sequence[str] = (),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._recognizer = recognizer
        self._decoder = WindowDecoder(recognizer)
        self._voice = voice
        self._clock = clock
        self._language_asked = language
        self._vocabulary = tuple(vocabulary)
        self._forget()

    def _forget(self) -> None:
        self._language = SpokenLanguage(self._language_asked)
        self._text = UnsettledText(self._voice, self._recognizer.context)
        self._draft: _Draft | None = None
        self._hears_open = False  # whether the newest slice was, and so the next one will be
        self._in_time = False  # whether the newest whole slice had a draft

    @property
    def language(self) -> str:
        """The language in force; "" while none is known."""
        return self._language.current

    def set_language(self, language: str) -> None:
        """Decode in this language from the next call on; "" detects it anew."""
        self._language = SpokenLanguage(language)
        self._text.settle_told()
        self._text.sound.forget_previous_text()
        self._draft = None

    def warm(self) -> None:
        """Load the models and decode two seconds of silence. Raises ModelError."""
        self._recognizer.load()
        self._voice.load()
        silence = np.zeros(round((self._recognizer.context + 2) * SAMPLE_RATE), dtype=np.float32)
        language = self.language or SPOKEN[0]
        self._decoder.decode(
            Window(silence, language, said=None, expected=(), spoken=0.0, runs_on=False)
        )
        self._voice.feed(silence)
        self._voice.reset()

    def hear_open(self, start_sample: int, samples: Samples) -> LiveUpdate:
        """Write a draft of what there is so far of the slice that is being recorded.

        All of its words are provisional.
        """
        text = self._text
        text.sound.hear(start_sample, to_audio(samples))
        self._hears_open = True
        self._draft = draft = self._drafted()
        if draft is not None:
            words = text.sound.in_session(draft.words)
            told_to = seconds(text.told_to)
            text.provisional = tuple(w for w in words if (w.start + w.end) / 2 > told_to)
            text.known_to = draft.end
        return self._shown()

    def feed(self, slices: Sequence[tuple[AudioSlice, Samples]]) -> LiveUpdate:
        """Answer for these slices; words at the last one's end that may still change a lot stay
        provisional.
        """
        for audio_slice, samples in slices:
            self._text.hear(audio_slice, to_audio(samples))
        draft, self._draft = self._draft, None
        is_short = len(slices) == 1 and slices[0][0].sample_count < SLICE_SAMPLES
        if not is_short:
            self._in_time = self._hears_open
        # At a short one the recording ends or stands still: what is told of it now, `finish` has
        # the time to write again.
        if not (is_short and self._in_time and self._tell_rest()):
            self._write(draft, several=len(slices) > 1)
        self._hears_open = False
        return self._update()

    def hear_rest(self) -> LiveUpdate:
        """Write what lies behind the words told up to the newest slice's end: provisional words, to
        be shown at once.
        """
        text = self._text
        end, cut = text.sound.end, text.told_to
        if text.known_to < end:
            window = self._window(end, runs_on=True, cut=cut)
            if window.spoken >= _LEAST_SPEECH:
                try:
                    follows = self._decoder.decode(window)
                except TranscriptionFailed:  # the next slice brings the words, or tells
                    return self._shown()
                text.provisional = text.sound.in_session(follows.words, cut)
                text.known_to = end
        return self._shown()

    def finish(self) -> LiveUpdate:
        """Settle all that waits, as newer answers for the last chunks, and forget the session."""
        text = self._text
        draft = self._drafted() if self._in_time else None
        words = text.sound.in_session(draft.words) if draft else ()
        # One that stopped early would take words away that were told.
        if (
            words
            and text.sound.unheard(round(words[-1].end * SAMPLE_RATE), text.sound.end) <= _UNHEARD
        ):
            text.tell(words, (), self.language)
        elif text.known_to < text.sound.end:
            text.settle_told()
            self._decode_open(is_last=True)
        text.settle_all(self.language)
        update = self._update()
        self._forget()
        return update

    def _write(self, draft: _Draft | None, *, several: bool) -> None:
        """Read the draft where there is one for just this slice, decode otherwise."""
        if draft is not None and draft.cut == self._text.sound.cut and not several:
            self._confirm(draft)
            return
        if several or not self._hears_open:
            self._text.settle_told()  # no time to write it again
        self._decode_open(is_last=False)

    def _tell_rest(self) -> bool:
        """Tell what lies behind the words told up to the end, where it comes without a doubt."""
        text, end, cut = self._text, self._text.sound.end, self._text.told_to
        window = self._window(end, runs_on=text.sound.track.speaks_at(end), cut=cut)
        if window.spoken < _LEAST_SPEECH:
            return False
        try:
            follows = self._decoder.decode(window)
        except TranscriptionFailed:  # the way that every slice goes will tell
            return False
        if follows.hallucinated or not follows.words:
            return False
        text.mark_speech(end)
        words = (*text.told, *text.sound.in_session(follows.words, cut))
        text.tell(words, (), self.language)
        text.known_to = end
        return True

    def _decode_open(self, *, is_last: bool) -> None:
        """Decode from the cut to the end, window by window, and move the cut."""
        text, sound = self._text, self._text.sound
        text.provisional = ()
        text.known_to = sound.end
        while sound.cut < sound.end:
            if not sound.skip_silence(is_last=is_last):
                break
            end = sound.track.pause_before(sound.cut, sound.cut + _LONGEST, sound.end)
            reaches_end = end == sound.end
            runs_on = reaches_end and not is_last and sound.track.speaks_at(end)
            if runs_on and sound.spoken(end) < _LEAST_SPEECH:
                text.known_to = sound.cut
                break
            before = sound.cut
            self._decode_to(end, runs_on=runs_on)
            if reaches_end and not (is_last and sound.cut < end and sound.cut > before):
                break

    def _drafted(self) -> _Draft | None:
        """The words from the cut to the end so far. None where nothing is to be gained by it: a
        draft that is doubtful is left to the whole slice.
        """
        sound, end = self._text.sound, self._text.sound.end
        if not sound.skip_silence(is_last=False) or end - sound.cut > _LONGEST:
            return None
        runs_on = sound.track.speaks_at(end)
        if sound.spoken(end) < _LEAST_SPEECH:
            return None
        try:
            beam_size = _DRAFT_BEAM if end - sound.cut < _LONG_DRAFT else _LONG_DRAFT_BEAM
            _, follows = self._decode(end, runs_on=runs_on, beam_size=beam_size)
        except TranscriptionFailed:  # the whole slice is decoded in any case, and tells
            return None
        return None if follows.hallucinated else _Draft(follows.words, sound.cut, end, runs_on)

    def _confirm(self, draft: _Draft) -> None:
        """Tell the words of the draft that hold with all of the sound, and move the cut over those
        that were heard well. A draft that does not hold is decoded anew.
        """
        text, sound, end = self._text, self._text.sound, self._text.sound.end
        start = sound.cut - round(self._recognizer.context * SAMPLE_RATE)
        runs_on = draft.runs_on or sound.track.first_speech(draft.end, end) is not None
        words, sure = draft.words, len(draft.words)
        if runs_on:
            try:
                words = self._decoder.read(self._window(end, runs_on=True), words)
            except TranscriptionFailed as error:
                text.fail(end, error.detail)
                return
            sure = confirmed_words(
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
        text.mark_speech(end)
        text.tell(words[:sure], words[sure:], self.language)
        text.known_to = draft.end if runs_on else end
        if runs_on:
            text.settle_to_commit_point(draft.end, self.language)
        else:
            text.settle_told(heard if sound.unheard(heard, end) > _UNHEARD else end)

    def _decode_to(self, end: int, *, runs_on: bool) -> None:
        """Settle the words between the cut and `end`, but for those that wait for more sound, and
        move the cut. Where a draft is to follow, which will know better, they are only told.
        """
        text, sound = self._text, self._text.sound
        text.mark_speech(end)
        try:
            window, follows = self._decode(end, runs_on=runs_on)
        except TranscriptionFailed as error:
            text.fail(end, error.detail)
            return
        text.suppress(sound.in_session(follows.hallucinated), str(follows.reason))
        whole, open_words = split_at_seam(
            follows.words,
            seconds(window.audio.size),
            runs_on=runs_on and follows.complete_until is None,
        )
        whole, open_words = sound.in_session(whole), sound.in_session(open_words)
        if runs_on and self._hears_open and not follows.hallucinated:
            text.tell(whole, open_words, self.language)
            text.settle_to_commit_point(end, self.language)
        else:
            text.settle(whole, self._next_cut(follows, open_words, window, end), self.language)
            text.provisional = open_words

    def _decode(
        self, end: int, *, runs_on: bool, beam_size: int = 1
    ) -> tuple[Window, DecodedWindow]:
        """What follows the cut. Where that turns out to be said in the other language, it is
        written once more; what was told stands, if that was not said in the other language as well.
        Raises TranscriptionFailed.
        """
        text, sound = self._text, self._text.sound
        window = self._window(end, runs_on=runs_on)
        follows = self._decoder.decode(window, beam_size=beam_size)
        if self._language.hear(follows.heard, sound.track.speech_seconds(text.told_to, end)):
            if text.told and likeliest(self._languages(text.told_to)) != self.language:
                text.settle_told()
            sound.forget_previous_text()
            window = self._window(end, runs_on=runs_on)
            follows = self._decoder.decode(window, beam_size=beam_size)
        return window, follows

    def _next_cut(
        self, follows: DecodedWindow, open_words: Sequence[TimedWord], window: Window, end: int
    ) -> int:
        """Where the next window is to go on: before the words that wait, behind the last word when
        speech follows that gave none, else at the end.
        """
        sound = self._text.sound
        if open_words:
            before = self._text.quietest_near(open_words[0].start)
            return max(before, end - _MOST_OPEN, sound.cut)
        if follows.hallucinated:
            return end
        heard = sound.cut
        if follows.words:
            last = follows.words[-1].end
            until = last if follows.complete_until is None else min(last, follows.complete_until)
            heard = max(heard, end - window.audio.size + round(until * SAMPLE_RATE))
        goes_on = window.runs_on and follows.complete_until is not None
        if goes_on or sound.unheard(heard, end) > _UNHEARD:
            return max(heard, end - _MOST_OPEN)
        return end

    def _window(self, end: int, *, runs_on: bool, cut: int | None = None) -> Window:
        """Up to `end`; from the text's own cut on, or from one at the end of the words told."""
        text = self._text
        return text.sound.window(
            end,
            language=self.language or self._detect(end),
            expected=prompt_of(self._vocabulary, self._recognizer.tokens_of, _VOCABULARY_TOKENS),
            runs_on=runs_on,
            behind=() if cut is None else text.told,
            cut=cut,
            known=seconds(text.told_to),
        )

    def _detect(self, end: int) -> str:
        return self._language.begin(self._languages(end), self._text.sound.spoken(end))

    def _languages(self, end: int) -> Mapping[str, float]:
        """The probability of each language between the cut and `end`.

        Raises TranscriptionFailed.
        """
        sound = self._text.sound
        heard = sound.between(sound.cut, end)
        features = self._recognizer.features(heard, seconds(heard.size) + TAIL)
        return self._recognizer.languages(self._recognizer.encode(features))

    def _shown(self) -> LiveUpdate:
        return LiveUpdate((), self._provisional(), self.language)

    def _update(self) -> LiveUpdate:
        settled = self._text.answers(
            language=self.language, model=self._recognizer.name, now=self._clock()
        )
        return LiveUpdate(settled, self._provisional(), self.language)

    def _provisional(self) -> tuple[Word, ...]:
        return tuple(word.as_word for word in self._text.provisional)
