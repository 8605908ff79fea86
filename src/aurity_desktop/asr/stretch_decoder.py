"""One stretch of up to 30 s to words, with the settings that make fewest errors.

Beam search, time stamps, and a second try where the first one is doubtful. In noise the decoder
sometimes writes the first sentence on end; then a third try makes repetition unlikely.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from aurity_desktop.asr.gate import Reason, judge, loop_begins, most_words, repeats_itself
from aurity_desktop.asr.recognizer import Audio, Encoding, Hypothesis, Recognizer, TimedWord
from aurity_desktop.domain.audio import SAMPLE_RATE

_TAIL = 3.0  # seconds of silence behind the sound
_SHORTEST = 8.0  # seconds of encoder input
_STEP = 0.5  # seconds: encoder inputs of few different lengths
_WHOLE_WINDOW = 30.0  # what Whisper was trained on: for the second try
#: Five made six of a hundred wrong English words more, and took a twelfth of the time less.
_BEAM = 10
_UNSURE = -1.0  # mean log probability below which OpenAI's transcribe() tries again, too
#: Where a text runs in a circle, tokens that are written already are less likely by this.
_PENALTY = 1.1
_UNHEARD = 1.0  # seconds at the end that a decoding may leave out
# seconds of speech from which on too many words are only too many, and not a hallucination
_CUT_SHORT = 1.0
_TOKENS = (16, 8.0)  # at most 16, and 8 a second


@dataclass(frozen=True, slots=True)
class Decoded:
    """Words in seconds from the stretch's start.

    `reason` tells why some were left out, `suppressed` is their text.
    """

    words: tuple[TimedWord, ...]
    reason: Reason | None = None
    suppressed: str = ""


class StretchDecoder:
    """Decodes stretches with one recognizer; no result depends on what came before."""

    def __init__(self, recognizer: Recognizer) -> None:
        self._recognizer = recognizer

    def encode(self, audio: Audio) -> Encoding:
        """The encoding that `decode` starts with. Raises TranscriptionFailed."""
        steps = -(-(audio.size / SAMPLE_RATE + _TAIL) // _STEP)
        return self._encode(audio, min(max(steps * _STEP, _SHORTEST), _WHOLE_WINDOW))

    def decode(
        self,
        audio: Audio,
        *,
        language: str,
        prompt: Sequence[int],
        speech_seconds: float,
        encoding: Encoding | None = None,
    ) -> Decoded:
        """Words in `audio`. Raises TranscriptionFailed.

        The decoder may stop early, at the end of a sentence: then what follows is decoded by
        itself, so that nothing is lost. `encoding` is that of `audio` where it is there already.
        """
        words: list[TimedWord] = []
        reason: Reason | None = None
        suppressed: list[str] = []
        position = 0
        while position < audio.size:
            rest = audio[position:]
            if encoding is None or position:
                encoding = self.encode(rest)
            decoded, reached = self._decode_once(rest, encoding, language, prompt, speech_seconds)
            offset = position / SAMPLE_RATE
            words += [
                replace(word, start=offset + word.start, end=offset + word.end)
                for word in decoded.words
            ]
            reason = reason or decoded.reason
            suppressed += [decoded.suppressed] if decoded.suppressed else []
            if reached is None or not _UNHEARD < reached < rest.size / SAMPLE_RATE - _UNHEARD:
                break
            position += round(reached * SAMPLE_RATE)
        return Decoded(tuple(words), reason, " ".join(suppressed))

    def _decode_once(
        self,
        audio: Audio,
        encoding: Encoding,
        language: str,
        prompt: Sequence[int],
        speech_seconds: float,
    ) -> tuple[Decoded, float | None]:
        """What the decoder made of the sound, and how far it came; None for to the end."""
        hypothesis, aligned = self._try(audio, encoding, language, prompt)
        if repeats_itself(hypothesis.text) or hypothesis.log_probability < _UNSURE:
            longer = self._encode(audio, _WHOLE_WINDOW)
            again, aligned_again = self._try(audio, longer, language, ())
            if _better(again, hypothesis):
                hypothesis, aligned = again, aligned_again
        if repeats_itself(hypothesis.text):
            # What a loop leaves out is the rest of the stretch, twenty seconds of talk in noise.
            again, aligned_again = self._try(audio, encoding, language, (), penalty=_PENALTY)
            if again.log_probability > _UNSURE and judge(again, speech_seconds) is None:
                hypothesis, aligned = again, aligned_again
        loop = loop_begins([word.text for word in aligned])
        if loop is not None:
            left_out = " ".join(word.text for word in aligned[loop:])
            return Decoded(aligned[:loop], Reason.REPETITION, left_out), None
        reason = judge(hypothesis, speech_seconds)
        if reason is Reason.TOO_MANY_WORDS and speech_seconds >= _CUT_SHORT:
            # A sentence that the recording cuts short is sometimes written to its end.
            said = most_words(speech_seconds)
            left_out = " ".join(word.text for word in aligned[said:])
            return Decoded(aligned[:said], reason, left_out), None
        if reason is not None:
            return Decoded((), reason, hypothesis.text.strip()), None
        return Decoded(aligned), hypothesis.reached

    def _encode(self, audio: Audio, padded: float) -> Encoding:
        return self._recognizer.encode(self._recognizer.features(audio, padded))

    def _try(
        self,
        audio: Audio,
        encoding: Encoding,
        language: str,
        prompt: Sequence[int],
        penalty: float = 1.0,
    ) -> tuple[Hypothesis, tuple[TimedWord, ...]]:
        hypothesis = self._recognizer.generate(
            encoding,
            language=language,
            prompt=prompt,
            max_new_tokens=_TOKENS[0] + round(_TOKENS[1] * audio.size / SAMPLE_RATE),
            beam_size=_BEAM,
            repetition_penalty=penalty,
        )
        words = self._recognizer.align(encoding, language=language, tokens=hypothesis.tokens)
        return hypothesis, words


def _better(one: Hypothesis, other: Hypothesis) -> bool:
    looped, other_looped = repeats_itself(one.text), repeats_itself(other.text)
    if looped != other_looped:
        return other_looped
    return one.log_probability > other.log_probability
