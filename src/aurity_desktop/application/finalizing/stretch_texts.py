"""The text of one stretch: in which language it is transcribed, and what is recorded of it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from typing import Any, Protocol

from aurity_desktop.application.finalizing.chunk_answers import answer_with_suppressed
from aurity_desktop.application.finalizing.incremental_state import Cutter, Stretch
from aurity_desktop.application.finalizing.run_ids import run_id
from aurity_desktop.domain.audio import SAMPLE_RATE
from aurity_desktop.domain.ledger_ports import IncrementalLedger
from aurity_desktop.domain.ports import Samples
from aurity_desktop.domain.session import SessionSummary
from aurity_desktop.domain.transcript import Chunk, StretchText, WholeTranscript, Word


class StretchTranscriber(Protocol):
    """A transcriber whose work can be shared out by stretches.

    See `asr.whole_recording.WhisperWhole`.
    """

    @property
    def model(self) -> str:
        """The name of the speech model."""
        ...

    def cutter(self) -> Cutter:
        """A cutter for one recording."""
        ...

    def transcribe_stretch(
        self, samples: Samples, stretch: Any, *, language: str, vocabulary: Sequence[str]
    ) -> StretchText:
        """The words of one stretch, whose samples alone are given. Raises TranscriptionFailed."""
        ...

    def detect_language(self, samples: Samples, stretches: Sequence[Any]) -> str:
        """The ISO 639-1 code of what most of the first stretches are in."""
        ...


class StretchTexts:
    """Transcribes the stretches of one session, each once for all attempts and processes.

    What was transcribed is a run in the ledger, under an id that is a function of the sound, the
    model, the language and the vocabulary. Belongs to the thread that made its ledger.
    """

    def __init__(
        self, session: SessionSummary, ledger: IncrementalLedger, transcriber: StretchTranscriber
    ) -> None:
        self._session = session
        self._ledger = ledger
        self._transcriber = transcriber

    def words_of(
        self, stretch: Stretch, samples: Samples, language: str, vocabulary: Sequence[str]
    ) -> tuple[Word, ...]:
        """The stretch's words: those of the ledger, or else transcribed now and recorded.

        `samples` are the stretch's alone. Raises TranscriptionFailed.
        """
        run = run_id(
            self._session.session_id,
            "stretch",
            stretch.start,
            hashlib.sha256(samples.tobytes()).hexdigest(),
            self._transcriber.model,
            language,
            list(vocabulary),
        )
        if self._ledger.runs.knows(run):
            return self._ledger.runs.transcript(run).words
        heard = self._transcriber.transcribe_stretch(
            samples, stretch, language=language, vocabulary=vocabulary
        )
        if heard.suppressed:
            # First: a worker that dies behind it transcribes the stretch again.
            self._keep_suppressed(stretch, heard, language)
        self._ledger.runs.record_stretch(
            self._session.session_id,
            run,
            WholeTranscript(heard.words, language, self._transcriber.model),
        )
        return heard.words

    def _keep_suppressed(self, stretch: Stretch, heard: StretchText, language: str) -> None:
        """Record what was suppressed with a chunk of the stretch.

        A stretch shorter than a chunk may have none for itself, and shares one.
        """
        begin, end = stretch.start / SAMPLE_RATE, stretch.end / SAMPLE_RATE
        chunks = self._ledger.chunks.of_session(self._session.session_id)
        touched = [
            each for each in chunks if each.timestamp_end > begin and each.timestamp_start < end
        ]
        own = [
            each for each in touched if begin <= each.timestamp_start and each.timestamp_end <= end
        ]
        if touched:
            self._ledger.chunks.record_transcription(
                answer_with_suppressed(own or touched[:1], heard, self._transcriber.model, language)
            )

    def language_of(self, stretch: Stretch, chunks: Sequence[Chunk]) -> str:
        """The language of most live text in the stretch, for people switch while they record.

        Without any, what is spoken next to it; else what was planned.
        """
        begin, end = stretch.start / SAMPLE_RATE, stretch.end / SAMPLE_RATE
        known = [chunk for chunk in chunks if chunk.language]
        shared: Counter[str] = Counter()
        for chunk in known:
            common = min(end, chunk.timestamp_end) - max(begin, chunk.timestamp_start)
            if common > 0:
                shared[chunk.language] += round(common * SAMPLE_RATE)
        if shared:
            return shared.most_common(1)[0][0]
        before = [chunk.language for chunk in known if chunk.timestamp_end <= begin]
        after = [chunk.language for chunk in known if chunk.timestamp_start >= end]
        return (*before[-1:], *after[:1], self._session.plan.language)[0]
