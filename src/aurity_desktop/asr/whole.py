"""The second pass: a whole recording again, stretch by stretch, with the better settings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from aurity_desktop.asr.recognizer import Recognizer, to_audio
from aurity_desktop.asr.stretches import ResumableVoice, Stretch, StretchCutter
from aurity_desktop.asr.thorough import Thorough
from aurity_desktop.domain.audio import SAMPLE_RATE, seconds
from aurity_desktop.domain.ports import Progress, Samples
from aurity_desktop.domain.transcript import StretchText, WholeTranscript, Word

_FEED = 30 * SAMPLE_RATE
_VOCABULARY_TOKENS = 120
_VAD_SHARE = 0.05  # of the time; for the progress only
_LANGUAGE_STRETCHES = 3
_WINDOW = 30.0  # seconds that language detection was trained on


class WhisperWhole:
    """The `WholeTranscriber`. Each stretch is decoded by itself, so its result can be had early and kept.

    One call at a time, from any thread.
    """

    def __init__(self, recognizer: Recognizer, make_voice: Callable[[], ResumableVoice]) -> None:
        self._recognizer = recognizer
        self._thorough = Thorough(recognizer)
        self._make_voice = make_voice

    @property
    def model(self) -> str:
        return self._recognizer.name

    def cutter(self) -> StretchCutter:
        """Cuts a recording as this pass does, for whoever feeds it while it grows."""
        return StretchCutter(self._make_voice())

    def transcribe(
        self, samples: Samples, *, language: str, vocabulary: Sequence[str], progress: Progress
    ) -> WholeTranscript:
        """Words of the whole recording. `progress` is called before and after each stretch and may raise."""
        progress(0.0)
        cutter = self.cutter()
        stretches: list[Stretch] = []
        for start in range(0, len(samples), _FEED):
            stretches += cutter.feed(to_audio(samples[start : start + _FEED]))
            progress(_VAD_SHARE * start / len(samples))
        stretches += cutter.finish()
        language = language or self.detect_language(samples, stretches)
        words: list[Word] = []
        for stretch in stretches:
            words += self.transcribe_stretch(
                samples[stretch.start : stretch.end],
                stretch,
                language=language,
                vocabulary=vocabulary,
            ).words
            progress(_VAD_SHARE + (1 - _VAD_SHARE) * stretch.end / len(samples))
        progress(1.0)
        return WholeTranscript(tuple(words), language, self.model)

    def transcribe_stretch(
        self, samples: Samples, stretch: Stretch, *, language: str, vocabulary: Sequence[str]
    ) -> StretchText:
        """What is said in one stretch, on the session's clock. `samples`: those of the stretch alone. Raises TranscriptionFailed."""
        audio = to_audio(samples)
        offset = seconds(stretch.start)
        prompt: tuple[int, ...] = ()
        if vocabulary:
            prompt = self._recognizer.tokens_of(" " + ", ".join(vocabulary))[:_VOCABULARY_TOKENS]
        decoded = self._thorough.decode(
            audio, language=language, prompt=prompt, speech_seconds=stretch.speech_seconds
        )
        words = tuple(
            Word(offset + word.start, offset + word.end, word.text, word.probability)
            for word in decoded.words
        )
        return StretchText(words, decoded.reason or "", decoded.suppressed)

    def detect_language(self, samples: Samples, stretches: Sequence[Stretch]) -> str:
        """What most of the first stretches are in; "en" when there are none."""
        votes: Counter[str] = Counter()
        for stretch in stretches[:_LANGUAGE_STRETCHES]:
            audio = to_audio(samples[stretch.start : stretch.end])
            encoding = self._recognizer.encode(self._recognizer.features(audio, _WINDOW))
            language, probability = self._recognizer.detect_language(encoding)
            votes[language] += round(1000 * probability)
        return votes.most_common(1)[0][0] if votes else "en"
