"""One window of live sound to the words that follow its cut.

Where the decoder runs in a loop or finds no end, there is a second try.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from aurity_desktop.asr.gate import (
    Reason,
    is_credit,
    is_doubtful,
    loop_begins,
    plain,
    repetition_begins,
    said_again,
    says_too_much,
)
from aurity_desktop.asr.language import SPOKEN
from aurity_desktop.asr.recognizer import (
    Audio,
    ConditionedRecognizer,
    Encoding,
    Hypothesis,
    PreviousText,
    TimedWord,
    tokens_of,
)
from aurity_desktop.domain.audio import SAMPLE_RATE

#: Seconds of silence behind the sound; with 1 s the decoder runs in a loop twice as often.
_TAIL = 2.0
_READING_TAIL = 0.5  # enough where nothing is written
_LONGER_TAIL = 4.5  # for the second try
_GLANCE_TAIL = 1.5  # where nothing that is written stays
_STEP = 0.1  # seconds: no more padding than that
_TOKENS = (6, 6.0)  # at most 6, and 6 a second: people speak 4 a second
_WELL_BEFORE = 0.6  # seconds between the last word's end and the sound's that say it is whole
_SPOKEN_FOR_A_WORD = 0.7  # seconds of speech in which somebody said something
_WITHIN_A_WORD = 0.15  # seconds behind the last word in which no other begins by its own name
#: Seconds behind the end of the sound, into the silence of the tail, at which no word ends.
_BEHIND_THE_SOUND = 3.0
#: Seconds before the end of the sound: a word that begins there has no sound of its own.
_AT_THE_END = 0.06


@dataclass(frozen=True, slots=True)
class Window:
    """Sound that begins `context` seconds before the cut, and what it is conditioned on.

    `spoken`: seconds of speech behind the cut. `said` are the settled words in the context,
    `expected` tokens of words to expect. `runs_on`: somebody speaks as the sound ends. `fresh`:
    second of the window from which on nothing has been written yet.
    """

    audio: Audio
    language: str
    said: PreviousText | None
    expected: tuple[int, ...]
    spoken: float
    runs_on: bool
    fresh: float = 0.0


@dataclass(frozen=True, slots=True)
class DecodedWindow:
    """Words behind the cut, in seconds of the window, and hallucinated words with the reason.

    `complete_until`: where the decoder says that the last word ends, well before the sound does;
    what follows it, it did not write. `heard`: the probability of each language there; empty where
    none but the window's is spoken.
    """

    words: tuple[TimedWord, ...]
    hallucinated: tuple[TimedWord, ...] = ()
    reason: Reason | None = None
    complete_until: float | None = None
    heard: Mapping[str, float] = field(default_factory=dict)


class WindowDecoder:
    """Decodes windows with one recognizer."""

    def __init__(self, recognizer: ConditionedRecognizer) -> None:
        self._recognizer = recognizer

    def decode(self, window: Window, *, beam_size: int = 1) -> DecodedWindow:
        """The words behind the window's cut. Raises TranscriptionFailed."""
        encoding = self._encode(window, _TAIL)
        heard = self._languages(window, encoding)
        hypothesis = self._generate(window, encoding, beam_size)
        if _found_no_end(hypothesis, window):
            # Not conditioned on previous text: because of it, no end was found, or one at once. One
            # beam: the first try took the time.
            longer = self._encode(window, _LONGER_TAIL)
            again = self._generate(replace(window, said=None), longer, beam_size=1)
            if not _found_no_end(again, window):
                encoding, hypothesis = longer, again
        words = self._align(window, encoding, hypothesis.tokens)
        known = window.said.texts if window.said else ()
        if repeated := said_again(known, [word.text for word in words]):
            # The decoder went back to the window's begin. Those words are settled; the others are
            # aligned without them.
            words = self._align(window, encoding, tokens_of(words[repeated:]))
        texts = [word.text for word in words]
        first_repeated = loop_begins(texts)
        if first_repeated is None and not hypothesis.ended:
            first_repeated = repetition_begins(texts)
        if first_repeated is None:
            return replace(without_hallucinations(words, (), hypothesis, window), heard=heard)
        # The repetition took sound away from what was heard: align that again without it.
        kept = self._align(window, encoding, tokens_of(words[:first_repeated]))
        return replace(
            without_hallucinations(kept, words[first_repeated:], hypothesis, window), heard=heard
        )

    def glance(self, window: Window) -> tuple[TimedWord, ...] | None:
        """The words behind the window's cut, in one quick try; None where it is not to be believed.

        Raises TranscriptionFailed.
        """
        encoding = self._encode(window, _GLANCE_TAIL)
        hypothesis = self._generate(replace(window, expected=()), encoding, beam_size=1)
        if needs_second_try(hypothesis, window.spoken):
            return None
        words = self._recognizer.align(
            encoding, language=window.language, tokens=hypothesis.tokens, said=window.said
        )
        if window.said is not None:
            words = words[said_again(window.said.texts, [word.text for word in words]) :]
            if words and _goes_on(window.said, words[0]):
                words = words[1:]
        return without_hallucinations(words, (), hypothesis, window).words or None

    def read(self, window: Window, draft: Sequence[TimedWord]) -> tuple[TimedWord, ...]:
        """The words of the draft with the times and probabilities that they have in this window.

        Raises TranscriptionFailed.
        """
        return self._recognizer.align(
            self._encode(window, _READING_TAIL),
            language=window.language,
            tokens=tokens_of(draft),
            said=window.said,
        )

    def _languages(self, window: Window, encoding: Encoding) -> Mapping[str, float]:
        if window.language not in SPOKEN:
            return {}
        return self._recognizer.languages(encoding, max(window.fresh, self._recognizer.context))

    def _align(
        self, window: Window, encoding: Encoding, tokens: Sequence[int]
    ) -> tuple[TimedWord, ...]:
        return self._recognizer.align(encoding, language=window.language, tokens=tokens)

    def _encode(self, window: Window, tail: float) -> Encoding:
        steps = -(-(window.audio.size / SAMPLE_RATE + tail) // _STEP)
        features = self._recognizer.features(window.audio, steps * _STEP)
        return self._recognizer.encode(features)

    def _generate(self, window: Window, encoding: Encoding, beam_size: int) -> Hypothesis:
        new_seconds = window.audio.size / SAMPLE_RATE - self._recognizer.context
        earlier = window.said.earlier if window.said else ()
        return self._recognizer.generate(
            encoding,
            language=window.language,
            said=window.said,
            earlier=(*window.expected, *earlier),
            max_new_tokens=_TOKENS[0] + round(_TOKENS[1] * new_seconds),
            beam_size=beam_size,
        )


def _goes_on(said: PreviousText, word: TimedWord) -> bool:
    """Whether this is the end of the last word said, read once more: the cut was within it."""
    is_same = plain(said.texts[-1]) == plain(word.text)
    return is_same and word.start < said.end + _WITHIN_A_WORD


def needs_second_try(hypothesis: Hypothesis, spoken: float) -> bool:
    """No end was found, there are more words than anybody says, or none although somebody spoke."""
    words = len(hypothesis.text.split())
    return (
        not hypothesis.ended
        or says_too_much(words, spoken)
        or (words == 0 and spoken > _SPOKEN_FOR_A_WORD)
    )


def _found_no_end(hypothesis: Hypothesis, window: Window) -> bool:
    """Whether it needs a second try, or ends, by its own last time stamp, long behind the sound."""
    reached = hypothesis.reached
    latest = window.audio.size / SAMPLE_RATE + _BEHIND_THE_SOUND
    return needs_second_try(hypothesis, window.spoken) or (reached is not None and reached > latest)


def without_hallucinations(
    words: Sequence[TimedWord],
    repetition: Sequence[TimedWord],
    hypothesis: Hypothesis,
    window: Window,
) -> DecodedWindow:
    """Separate what was heard from what was hallucinated.

    `repetition` is what the decoder wrote in a loop behind `words`.
    """
    everything = (*words, *repetition)
    if is_credit(hypothesis.text):
        return DecodedWindow((), everything, Reason.CREDITS)
    if is_doubtful(hypothesis, window.spoken):
        return DecodedWindow((), everything, Reason.LOW_PROBABILITY)
    sounding = len(words)
    length = window.audio.size / SAMPLE_RATE
    while sounding and words[sounding - 1].start > length - _AT_THE_END:
        sounding -= 1
    if len(words) - sounding == 1 and window.runs_on and not repetition:
        sounding += 1  # the first sound of the next word, which the next window hears whole
    hallucinated = everything[sounding:]
    reason = Reason.REPETITION if repetition else Reason.NO_SOUND
    reached = hypothesis.reached
    return DecodedWindow(
        tuple(words[:sounding]),
        hallucinated,
        reason if hallucinated else None,
        reached if reached is not None and reached < length - _WELL_BEFORE else None,
    )
