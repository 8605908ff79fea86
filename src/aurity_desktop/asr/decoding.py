"""One piece of sound to words: padding, bounds, a second try when the decoder runs in a circle, times for each word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aurity_desktop.asr.gate import Reason, judge, repeats_itself
from aurity_desktop.asr.recognizer import Audio, Encoding, Hypothesis, Recognizer, TimedWord
from aurity_desktop.domain.audio import SAMPLE_RATE

_STEP = 0.5  # seconds; encoder inputs of few different lengths
_LONGEST = 30.0


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard to try. `tail` is the silence behind the speech in seconds; `temperatures` are tried in turn."""

    beam_size: int
    tail: float
    shortest: float
    temperatures: tuple[float, ...]


#: For the text that stays.
THOROUGH = Effort(beam_size=5, tail=3.0, shortest=8.0, temperatures=(0.0, 0.2, 0.4, 0.6))


@dataclass(frozen=True, slots=True)
class Decoded:
    """Words with seconds from the start of the sound, or a text that the gate took for an invention."""

    words: tuple[TimedWord, ...]
    reason: Reason | None
    language: str


def padded_seconds(samples: int, tail: float, shortest: float) -> float:
    """How long the encoder's input is for so much sound."""
    wanted = samples / SAMPLE_RATE + tail
    steps = -(-wanted // _STEP)
    return min(max(steps * _STEP, shortest), _LONGEST)


def token_bound(speech_seconds: float) -> int:
    """More tokens than anybody speaks in that time: 7 a second (4 is usual) and a few to begin with."""
    return 8 + round(7 * speech_seconds)


class Decoding:
    """Decodes pieces of up to 30 s with one recognizer."""

    def __init__(self, recognizer: Recognizer, effort: Effort) -> None:
        self._recognizer = recognizer
        self._effort = effort

    def encode(self, audio: Audio) -> Encoding:
        effort = self._effort
        return self._encode(audio, padded_seconds(audio.size, effort.tail, effort.shortest))

    def _encode(self, audio: Audio, seconds: float) -> Encoding:
        return self._recognizer.encode(self._recognizer.features(audio, seconds))

    def decode(
        self,
        audio: Audio,
        encoding: Encoding,
        *,
        language: str,
        prompt: Sequence[int],
        speech_seconds: float,
    ) -> Decoded:
        """Words in `audio`. Raises TranscriptionFailed."""
        hypothesis, encoding = self._best(audio, encoding, language, prompt)
        words = self._recognizer.align(encoding, language=language, tokens=hypothesis.tokens)
        return Decoded(words, judge(hypothesis, speech_seconds), language)

    def _best(
        self, audio: Audio, encoding: Encoding, language: str, prompt: Sequence[int]
    ) -> tuple[Hypothesis, Encoding]:
        """The first hypothesis that does not repeat itself: as asked, then without the prompt and with more silence
        behind the sound, then at rising temperatures; the last one when all do.
        """
        bound = token_bound(audio.size / SAMPLE_RATE)
        effort = self._effort

        def generate(prompt: Sequence[int], temperature: float) -> Hypothesis:
            return self._recognizer.generate(
                encoding,
                language=language,
                prompt=prompt,
                max_new_tokens=bound,
                beam_size=effort.beam_size,
                temperature=temperature,
            )

        hypothesis = generate(prompt, effort.temperatures[0])
        if not repeats_itself(hypothesis.text):
            return hypothesis, encoding
        longer = padded_seconds(audio.size, effort.tail + 4.0, 10.0)
        encoding = self._encode(audio, longer)
        for temperature in effort.temperatures:
            hypothesis = generate((), temperature)
            if not repeats_itself(hypothesis.text):
                break
        return hypothesis, encoding
