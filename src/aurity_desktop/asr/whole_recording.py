"""The second pass: a whole recording again, stretch by stretch, with the better settings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from aurity_desktop.asr.language import ENOUGH_SPEECH, SPOKEN, by_piece, likeliest
from aurity_desktop.asr.recognizer import Encoding, Recognizer, to_audio
from aurity_desktop.asr.stretch_decoder import StretchDecoder
from aurity_desktop.asr.stretches import ResumableVoice, Stretch, StretchCutter
from aurity_desktop.asr.vocabulary import prompt_of
from aurity_desktop.domain.audio import SAMPLE_RATE, seconds
from aurity_desktop.domain.ports import Progress, Samples
from aurity_desktop.domain.transcript import StretchText, WholeTranscript, Word

_FEED = 30 * SAMPLE_RATE
_VAD_SHARE = 0.05  # of the time; for the progress only
_LANGUAGE_STRETCHES = 3


@dataclass(frozen=True, slots=True)
class _Run:
    """Session samples `start` to `end` in one language, with `speech_seconds` of speech in it."""

    start: int
    end: int
    speech_seconds: float
    language: str


class WhisperWhole:
    """The `WholeTranscriber`: cuts a recording into stretches and decodes each by itself.

    So the result of a stretch can be had early and kept. One call at a time, from any thread.
    """

    def __init__(self, recognizer: Recognizer, make_voice: Callable[[], ResumableVoice]) -> None:
        self._recognizer = recognizer
        self._decoder = StretchDecoder(recognizer)
        self._make_voice = make_voice

    @property
    def model(self) -> str:
        """The name of the speech model."""
        return self._recognizer.name

    def cutter(self) -> StretchCutter:
        """A cutter that cuts as this pass does, for a recording that is still growing."""
        return StretchCutter(self._make_voice())

    def transcribe(
        self, samples: Samples, *, language: str, vocabulary: Sequence[str], progress: Progress
    ) -> WholeTranscript:
        """Words of the whole recording.

        `progress` is called before and after each stretch and may raise. Raises
        TranscriptionFailed.
        """
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
        """What is said in one stretch, on the session's clock.

        `samples`: those of the stretch alone. Raises TranscriptionFailed.
        """
        audio = to_audio(samples)
        encoding = self._decoder.encode(audio)
        runs = self._runs(encoding, stretch, language)
        prompt = prompt_of(vocabulary, self._recognizer.tokens_of)
        words: list[Word] = []
        suppressed: list[str] = []
        reason = ""
        for run in runs:
            decoded = self._decoder.decode(
                audio[run.start - stretch.start : run.end - stretch.start],
                language=run.language,
                prompt=prompt,
                speech_seconds=run.speech_seconds,
                encoding=encoding if len(runs) == 1 else None,
            )
            offset = seconds(run.start)
            words += [
                Word(offset + word.start, offset + word.end, word.text, word.probability)
                for word in decoded.words
            ]
            suppressed += [decoded.suppressed] if decoded.suppressed else []
            reason = reason or decoded.reason or ""
        return StretchText(tuple(words), reason, " ".join(suppressed))

    def _runs(self, encoding: Encoding, stretch: Stretch, language: str) -> list[_Run]:
        """The pieces of the stretch, those in a row in one language joined.

        `language` is the one that it begins in, as far as is known.
        """
        whole = _Run(stretch.start, stretch.end, stretch.speech_seconds, language)
        if language not in SPOKEN or not stretch.pieces:
            return [whole]
        heard = [
            self._recognizer.languages(
                encoding, seconds(piece.start - stretch.start), seconds(piece.end - stretch.start)
            )
            if piece.speech_seconds >= ENOUGH_SPEECH
            else {}
            for piece in stretch.pieces
        ]
        runs: list[_Run] = []
        for piece, code in zip(stretch.pieces, by_piece(heard, language), strict=True):
            if runs and runs[-1].language == code:
                spoken = runs[-1].speech_seconds + piece.speech_seconds
                runs[-1] = _Run(runs[-1].start, piece.end, spoken, code)
            else:
                runs.append(_Run(piece.start, piece.end, piece.speech_seconds, code))
        return runs

    def detect_language(self, samples: Samples, stretches: Sequence[Stretch]) -> str:
        """What most of the first stretches are in, of the languages spoken here; else "en"."""
        votes: Counter[str] = Counter()
        for stretch in stretches[:_LANGUAGE_STRETCHES]:
            audio = to_audio(samples[stretch.start : stretch.end])
            heard = self._recognizer.languages(
                self._decoder.encode(audio), 0.0, seconds(stretch.end - stretch.start)
            )
            votes.update({code: round(1000 * heard.get(code, 0.0)) for code in SPOKEN})
        return likeliest(votes) if votes else "en"
