"""Decoding what follows the commit point of live text, and moving that point.

A draft is decoded before its slice is whole and then confirmed with all of the slice's sound;
without one the sound behind the cut is decoded, window by window. Either way the cut moves over the
words that need no second look. Language is detected window by window.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from aurity_desktop.asr.cut_point import confirmed_words, split_at_seam
from aurity_desktop.asr.gate import Reason
from aurity_desktop.asr.language import TAIL, SpokenLanguage, likeliest
from aurity_desktop.asr.live_sound import LEAD
from aurity_desktop.asr.newest_words import NewestWords
from aurity_desktop.asr.recognizer import ConditionedRecognizer, TimedWord
from aurity_desktop.asr.unsettled_text import UnsettledText
from aurity_desktop.asr.vocabulary import prompt_of
from aurity_desktop.asr.window_decoder import DecodedWindow, Window, WindowDecoder
from aurity_desktop.domain.audio import SAMPLE_RATE, SLICE_SAMPLES, seconds
from aurity_desktop.domain.errors import TranscriptionFailed

#: Samples behind the cut; context and tail have to fit into Whisper's 30 s too.
_LONGEST = 20 * SAMPLE_RATE
_MOST_OPEN = 4 * SAMPLE_RATE  # of the sound so far that may wait for the next slice
#: Samples of a slice that a check of its draft may lack; with more it says too little.
_UNCHECKED = round(0.35 * SAMPLE_RATE)
_UNHEARD = 0.7  # seconds of speech behind the last word that are worth another decoding
_LEAST_SPEECH = 0.25  # seconds of speech that are worth a decoding when more may follow
_LEAST_SPEECH_AT_A_GLANCE = 0.15  # seconds
_LONGEST_GLANCE = 6 * SAMPLE_RATE  # behind the words told: a longer one would come too late
_DRAFT_BEAM = 5  # nobody waits for a draft, and one point fewer of the words is wrong than with 1
_LONG_DRAFT = round(7.5 * SAMPLE_RATE)  # behind the cut
_LONG_DRAFT_BEAM = 2  # with five it would not be done when the slice is whole
_VOCABULARY_TOKENS = 120  # with 200 a greedy decoding recited the list, once in 300 s


@dataclass(frozen=True, slots=True)
class Draft:
    """Words behind `cut`, in seconds of a window with this cut, from the sound up to `end`.

    `cut` and `end` are session samples. `runs_on`: somebody spoke as that sound ended. `checked`
    are the same words as they read with the sound up to `checked_to`, a session sample too.
    """

    words: tuple[TimedWord, ...]
    cut: int
    end: int
    runs_on: bool
    checked: tuple[TimedWord, ...] = ()
    checked_to: int = 0


@dataclass(frozen=True, slots=True)
class BegunGlance:
    """What a glance reads: `window`, between the session's samples `cut` and `end`.

    `runs_on`: somebody speaks as that sound ends.
    """

    window: Window
    cut: int
    end: int
    runs_on: bool


@dataclass(frozen=True, slots=True)
class BegunDraft:
    """What a draft is written from: `window`, between the session's samples `cut` and `end`."""

    window: Window
    cut: int
    end: int
    runs_on: bool
    beam_size: int


class LiveDecoding:
    """Decodes the sound behind the cut of `text`, and records there what it finds.

    One call at a time, from any thread; but `write` and `look` touch nothing of the text, so that
    others may be made beside them. `language` and `vocabulary` are as in `WhisperLive`.
    """

    def __init__(
        self,
        recognizer: ConditionedRecognizer,
        text: UnsettledText,
        *,
        language: str,
        vocabulary: Sequence[str],
    ) -> None:
        self._recognizer = recognizer
        self._decoder = WindowDecoder(recognizer)
        self._text = text
        self._language = SpokenLanguage(language)
        self._vocabulary = tuple(vocabulary)

    @property
    def language(self) -> str:
        """The language in force; "" while none is known."""
        return self._language.current

    def set_language(self, language: str) -> None:
        """Decode in this language from now on; what was told is settled."""
        self._language = SpokenLanguage(language)
        self._text.settle_told()
        self._text.sound.forget_previous_text()

    def draft(self) -> Draft | None:
        """The words from the cut to the end so far; None where nothing is to be gained by it.

        A draft that is doubtful is left to the whole slice.
        """
        begun = self.begin_draft()
        return None if begun is None else self.end_draft(begun, self.write(begun))

    def begin_draft(self) -> BegunDraft | None:
        """What a draft is to be written from; None where nothing is to be gained by it."""
        sound, end = self._text.sound, self._text.sound.end
        if not sound.skip_silence(is_last=False) or end - sound.cut > _LONGEST:
            return None
        runs_on = sound.track.speaks_at(end)
        if sound.spoken(end) < _LEAST_SPEECH:
            return None
        beam_size = _DRAFT_BEAM if end - sound.cut < _LONG_DRAFT else _LONG_DRAFT_BEAM
        try:
            window = self._window(end, runs_on=runs_on)
        except TranscriptionFailed:  # the whole slice is decoded in any case, and tells
            return None
        return BegunDraft(window, sound.cut, end, runs_on, beam_size)

    def write(self, begun: BegunDraft) -> DecodedWindow | None:
        """The long part of a draft, which touches nothing of the text; None where it failed."""
        try:
            return self._decoder.decode(begun.window, beam_size=begun.beam_size)
        except TranscriptionFailed:
            return None

    def end_draft(self, begun: BegunDraft, follows: DecodedWindow | None) -> Draft | None:
        """What was written, or what is written now where it was said in the other language."""
        if follows is None:
            return None
        if self._turns_to_the_other_language(follows, begun.end):
            try:
                window = self._window(begun.end, runs_on=begun.runs_on)
                follows = self._decoder.decode(window, beam_size=begun.beam_size)
            except TranscriptionFailed:
                return None
        # What it wrote behind the sound so far, it guessed; what it wrote before stands.
        if follows.hallucinated and follows.reason is not Reason.NO_SOUND:
            return None
        return Draft(follows.words, self._text.sound.cut, begun.end, begun.runs_on)

    def check(self, draft: Draft) -> Draft:
        """Read the draft with the sound so far, while the last of its slice is still to come.

        Nothing is told. Raises TranscriptionFailed.
        """
        end = self._text.sound.end
        if not self._runs_on(draft):
            return draft
        checked = self._decoder.read(self._window(end, runs_on=True), draft.words)
        return replace(draft, checked=checked, checked_to=end)

    def _runs_on(self, draft: Draft) -> bool:
        """Whether somebody spoke as the draft's sound ended, or has spoken since."""
        sound = self._text.sound
        return draft.runs_on or sound.track.first_speech(draft.end, sound.end) is not None

    def confirm(self, draft: Draft) -> None:
        """Tell the words of the draft that hold with all of the sound, and move the cut.

        It moves over those that were heard with enough sound behind them. What was checked with
        nearly all of the sound is not read again. A draft that does not hold is decoded anew.
        """
        text, sound, end = self._text, self._text.sound, self._text.sound.end
        start = sound.cut - round(self._recognizer.context * SAMPLE_RATE)
        runs_on = self._runs_on(draft)
        words, sure = draft.words, len(draft.words)
        if runs_on:
            try:
                if draft.checked_to < end - _UNCHECKED:
                    draft = self.check(draft)
            except TranscriptionFailed as error:
                text.fail(end, error.detail)
                return
            words = draft.checked
            sure = confirmed_words(
                words,
                heard_first=seconds(end - SLICE_SAMPLES - start),
                drafted=seconds(draft.end - start),
                length=seconds(draft.checked_to - start),
            )
        words = sound.in_session(words)
        heard = round(words[sure - 1].end * SAMPLE_RATE) if sure else sound.cut
        if end - heard > _MOST_OPEN:
            self.decode_open(is_last=False, draft_follows=True)
            return
        text.mark_speech(end)
        text.tell(words[:sure], words[sure:], self.language)
        text.known_to = draft.end if runs_on else end
        if runs_on:
            text.settle_to_commit_point(draft.end, self.language)
        else:
            text.settle_told(heard if sound.unheard(heard, end) > _UNHEARD else end)

    def decode_open(self, *, is_last: bool, draft_follows: bool = False) -> None:
        """Decode from the cut to the end, window by window, and move the cut.

        `is_last`: no more sound is to come. `draft_follows`: the next slice will have a draft,
        which will know better, so that words need not be settled yet.
        """
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
            self._decode_to(end, runs_on=runs_on, draft_follows=draft_follows)
            if reaches_end and not (is_last and sound.cut < end and sound.cut > before):
                break

    def window_behind_told(self, *, runs_on: bool) -> Window | None:
        """What lies behind the words told, to the end; None where there is hardly any speech.

        Raises TranscriptionFailed.
        """
        window = self._window(self._text.sound.end, runs_on=runs_on, cut=self._text.told_to)
        return window if window.spoken >= _LEAST_SPEECH else None

    def decode(self, window: Window) -> DecodedWindow:
        """The words of one window, which change nothing here. Raises TranscriptionFailed."""
        return self._decoder.decode(window)

    def begin_glance(self, newest: NewestWords) -> BegunGlance | None:
        """What lies behind the standing words, up to the end; None where it is not worth a look.

        A glance settles nothing. What cannot be read now is read at the next one, or with its
        slice.
        """
        sound, end = self._text.sound, self._text.sound.end
        begin = self._glance_begin(newest)
        speech = sound.track.first_speech(begin, end)
        if speech is None or sound.track.speech_seconds(begin, end) < _LEAST_SPEECH_AT_A_GLANCE:
            return None
        read_to = newest.heard_out_to
        if read_to is not None and sound.unheard(round(read_to * SAMPLE_RATE) - LEAD, end) <= 0:
            return None
        cut = max(begin, speech - LEAD)
        if end - cut > _LONGEST_GLANCE:
            return None
        runs_on = sound.track.speaks_at(end)
        try:
            window = self._window(end, runs_on=runs_on, cut=cut, standing=newest.begin_glance())
        except TranscriptionFailed:
            return None
        return BegunGlance(window, cut, end, runs_on)

    def look(self, begun: BegunGlance) -> tuple[TimedWord, ...] | None:
        """The words that are read at a glance, in seconds of the session.

        None where they are not to be believed, or it failed.
        """
        try:
            words = self._decoder.glance(begun.window)
        except TranscriptionFailed:
            return None
        return None if words is None else self._text.sound.in_session(words, begun.cut)

    def _glance_begin(self, newest: NewestWords) -> int:
        text = self._text
        if not newest.standing:
            return text.told_to
        last = newest.standing[-1].end
        following = newest.next_start
        gap = last if following is None else (last + max(last, following)) / 2
        return max(text.sound.cut, text.quietest_near(gap))

    def is_heard_out(self, words: Sequence[TimedWord]) -> bool:
        """Whether hardly any speech lies behind the last of these words of the session."""
        sound = self._text.sound
        return sound.unheard(round(words[-1].end * SAMPLE_RATE), sound.end) <= _UNHEARD

    def _decode_to(self, end: int, *, runs_on: bool, draft_follows: bool) -> None:
        """Settle the words between the cut and `end`, and move the cut.

        Words that wait for more sound stay open.
        """
        text, sound = self._text, self._text.sound
        text.mark_speech(end)
        try:
            window, follows = self._decode_from_cut(end, runs_on=runs_on)
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
        if runs_on and draft_follows and not follows.hallucinated:
            text.tell(whole, open_words, self.language)
            text.settle_to_commit_point(end, self.language)
        else:
            text.settle(whole, self._next_cut(follows, open_words, window, end), self.language)
            text.provisional = open_words

    def _decode_from_cut(self, end: int, *, runs_on: bool) -> tuple[Window, DecodedWindow]:
        """What follows the cut, decoded again where it turns out to be in the other language.

        What was told is settled, if that was not said in the other language as well. Raises
        TranscriptionFailed.
        """
        window = self._window(end, runs_on=runs_on)
        follows = self._decoder.decode(window)
        if self._turns_to_the_other_language(follows, end):
            window = self._window(end, runs_on=runs_on)
            follows = self._decoder.decode(window)
        return window, follows

    def _turns_to_the_other_language(self, follows: DecodedWindow, end: int) -> bool:
        text, sound = self._text, self._text.sound
        if not self._language.hear(follows.heard, sound.track.speech_seconds(text.told_to, end)):
            return False
        if text.told and likeliest(self._languages(text.told_to)) != self.language:
            text.settle_told()
        sound.forget_previous_text()
        return True

    def _next_cut(
        self, follows: DecodedWindow, open_words: Sequence[TimedWord], window: Window, end: int
    ) -> int:
        """Where the next window continues.

        Before the words that wait; behind the last word when speech follows that gave none; else at
        the end.
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
        more_is_said = window.runs_on and follows.complete_until is not None
        if more_is_said or sound.unheard(heard, end) > _UNHEARD:
            return max(heard, end - _MOST_OPEN)
        return end

    def _window(
        self,
        end: int,
        *,
        runs_on: bool,
        cut: int | None = None,
        standing: Sequence[TimedWord] = (),
    ) -> Window:
        """Up to `end`; from the text's own cut on, or from one behind the words told.

        Or behind the `standing` ones, which follow those.
        """
        text = self._text
        return text.sound.window(
            end,
            language=self.language or self._detect(end),
            expected=prompt_of(self._vocabulary, self._recognizer.tokens_of, _VOCABULARY_TOKENS),
            runs_on=runs_on,
            behind=() if cut is None else (*text.told, *standing),
            cut=cut,
            known=seconds(text.told_to),
        )

    def _detect(self, end: int) -> str:
        return self._language.begin(self._languages(end), self._text.sound.spoken(end))

    def _languages(self, end: int) -> Mapping[str, float]:
        """The probability of each language from the cut to `end`. Raises TranscriptionFailed."""
        sound = self._text.sound
        heard = sound.between(sound.cut, end)
        features = self._recognizer.features(heard, seconds(heard.size) + TAIL)
        return self._recognizer.languages(self._recognizer.encode(features))
