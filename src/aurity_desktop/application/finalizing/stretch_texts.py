"""The text of one stretch: in which language it is transcribed, and what is recorded of it."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
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

#: Samples around a stretch in which its language is looked for first.
_NEAR = 60 * SAMPLE_RATE


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
        session_id = self._session.session_id
        touched = self._ledger.chunks.between(session_id, stretch.start, stretch.end)
        own = [
            each for each in touched if begin <= each.timestamp_start and each.timestamp_end <= end
        ]
        if touched:
            self._ledger.chunks.record_transcription(
                answer_with_suppressed(own or touched[:1], heard, self._transcriber.model, language)
            )

    def language_near(self, stretch: Stretch) -> str:
        """The language that is spoken in a stretch or next to it, see `SpokenLanguages`.

        Far away is only looked where nothing is known near it.
        """
        session_id, planned = self._session.session_id, self._session.plan.language
        begin, end = max(0, stretch.start - _NEAR), stretch.end + _NEAR
        chunks = self._ledger.chunks.between(session_id, begin, end)
        if not any(chunk.language for chunk in chunks):
            if self._ledger.chunks.languages(session_id) <= {""}:
                return planned
            chunks = self._ledger.chunks.of_session(session_id)
        return SpokenLanguages(chunks, planned).near(stretch)


class SpokenLanguages:
    """In which language the live text of each part of a session is, in the order of time."""

    def __init__(self, chunks: Sequence[Chunk], planned: str) -> None:
        """`planned` is the language of what was not heard yet; "" where none was planned."""
        self._known = [chunk for chunk in chunks if chunk.language]
        self._starts = [chunk.timestamp_start for chunk in self._known]
        self._planned = planned

    def near(self, stretch: Stretch) -> str:
        """The language of most live text in the stretch, for people switch while they record.

        Without any, what is spoken next to it; else what was planned.
        """
        begin, end = stretch.start / SAMPLE_RATE, stretch.end / SAMPLE_RATE
        behind = bisect_left(self._starts, end)
        first = behind
        shared: Counter[str] = Counter()
        while first > 0 and self._known[first - 1].timestamp_end > begin:
            first -= 1
            chunk = self._known[first]
            common = min(end, chunk.timestamp_end) - max(begin, chunk.timestamp_start)
            shared[chunk.language] += round(common * SAMPLE_RATE)
        if shared:
            most = max(shared.values())
            in_order = (chunk.language for chunk in self._known[first:behind])
            return next(language for language in in_order if shared[language] == most)
        before = [chunk.language for chunk in self._known[max(0, first - 1) : first]]
        after = [chunk.language for chunk in self._known[behind : behind + 1]]
        return (*before, *after, self._planned)[0]
