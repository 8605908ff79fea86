"""The sound that live text still needs, where speech is in it, and the previous text.

It begins some seconds before the cut, the length of the context.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from aurity_desktop.asr.recognizer import Audio, PreviousText, TimedWord, VoiceDetector, tokens_of
from aurity_desktop.asr.speech_track import SpeechTrack
from aurity_desktop.asr.window_decoder import Window
from aurity_desktop.domain.audio import SAMPLE_RATE, seconds

LEAD = round(0.3 * SAMPLE_RATE)  # kept before the first speech behind the cut
_BEFORE_WORD = 0.1  # seconds kept before the first word of the context
# tokens of what was said before the context: over talks of two minutes 120 gave no fewer errors,
# none a point more
_EARLIER = 60


class LiveSound:
    """A ring of the newest sound around the cut, on the session's clock.

    Positions are session samples, the times of words seconds of the session. `cut` is the commit
    point: up to there nothing is decoded again. `context`: seconds of every window that lie before
    its cut.
    """

    def __init__(self, voice: VoiceDetector, context: float) -> None:
        self._voice = voice
        self._voice.reset()
        self._context = round(context * SAMPLE_RATE)
        self._audio: Audio = np.zeros(0, dtype=np.float32)
        self._origin = 0  # where `_audio` begins
        self._previous: list[TimedWord] = []  # words before the cut
        self._earlier: tuple[int, ...] = ()  # tokens of words before those
        self.cut = 0
        self.track = SpeechTrack()

    @property
    def begin(self) -> int:
        """The first sample that is kept."""
        return self._origin

    @property
    def end(self) -> int:
        """The sample behind the last one that is kept."""
        return self._origin + self._audio.size

    def hear(self, start_sample: int, audio: Audio) -> None:
        """Take in the sound from `start_sample` on, as far as it is new.

        Of an open slice that is read again, the first part is known.
        """
        if not self._audio.size:
            self._origin = self.cut = start_sample
            self.track = SpeechTrack(start_sample)
        news = audio[max(0, self.end - start_sample) :]
        outdated = max(0, self.cut - self._context - self._origin)
        self._audio = np.concatenate([self._audio[outdated:], news])
        self._origin += outdated
        self.track.append(self._voice.feed(news))

    def skip_silence(self, *, is_last: bool) -> bool:
        """Move the cut to where somebody speaks.

        False: nobody does, and the cut is where the next word may begin.
        """
        speech = self.track.first_speech(self.cut, self.end)
        if speech is None:
            self.cut = self.end if is_last else max(self.cut, self.end - LEAD)
            return False
        self.cut = max(self.cut, speech - LEAD)
        return True

    def spoken(self, end: int) -> float:
        """Seconds of speech between the cut and `end`."""
        return self.track.speech_seconds(self.cut, end)

    def unheard(self, heard: int, end: int) -> float:
        """Seconds of speech between the last word, which ended at `heard`, and `end`."""
        return self.track.speech_seconds(heard + LEAD, end)

    def settle(self, words: Sequence[TimedWord], cut: int) -> None:
        """Make these words previous text and move the cut; they are not decoded again.

        They end about where `cut` lies.
        """
        self._previous += words
        self.cut = max(self.cut, cut)

    def begin_anew(self, sample: int) -> None:
        """What lies before this sample is no context of what follows, neither sound nor text."""
        self.forget_previous_text()
        self.cut = sample

    def forget_previous_text(self) -> None:
        """Drop the previous text: it would pull the next words into its language."""
        self._previous.clear()
        self._earlier = ()

    def window(
        self,
        end: int,
        *,
        language: str,
        expected: tuple[int, ...],
        runs_on: bool,
        behind: Sequence[TimedWord] = (),
        cut: int | None = None,
        known: float = 0.0,
    ) -> Window:
        """The sound from the context before the cut to `end`, and what it is conditioned on.

        What lies before the first known word is muted: the model would miss the word for it.
        `expected` are tokens of words that may come. With `cut`, the window continues from there,
        `behind` being the words between the two cuts. `known` is the second of the session up to
        which words are known already.
        """
        is_own = cut is None
        cut = self.cut if cut is None else cut
        start = cut - self._context
        offset = seconds(start)
        said = [word for word in (*self._previous, *behind) if word.start >= offset]
        if is_own:
            gone = [word for word in self._previous if word.start < offset]
            self._earlier = (*self._earlier, *tokens_of(gone))[-_EARLIER:]
            self._previous = said
        first = cut
        if said:
            first = max(start, self._origin, round((said[0].start - _BEFORE_WORD) * SAMPLE_RATE))
        heard = self._audio[first - self._origin : end - self._origin]
        return Window(
            np.concatenate([np.zeros(first - start, dtype=np.float32), heard]),
            language,
            said=PreviousText(
                tokens_of(said),
                said[0].start - offset,
                said[-1].end - offset,
                tuple(word.text for word in said),
                self._earlier,
            )
            if said
            else None,
            expected=expected,
            spoken=self.track.speech_seconds(cut, end),
            runs_on=runs_on,
            fresh=max(seconds(self._context), known - offset),
        )

    def in_session(
        self, words: Sequence[TimedWord], cut: int | None = None
    ) -> tuple[TimedWord, ...]:
        """Words of a window on the session's clock."""
        offset = seconds((self.cut if cut is None else cut) - self._context)
        return tuple(
            replace(word, start=offset + word.start, end=offset + word.end) for word in words
        )

    def between(self, first: int, last: int) -> Audio:
        """The sound of these samples; `first` is not before what is kept."""
        return self._audio[first - self._origin : last - self._origin]
