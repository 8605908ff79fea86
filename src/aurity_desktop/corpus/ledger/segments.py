"""Segments: the words of a finished session with their speakers, run by run."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from aurity_desktop.corpus.ledger import codec
from aurity_desktop.corpus.ledger.fact_tables import ASSIGNMENTS, SELECTIONS
from aurity_desktop.corpus.ledger.ledger_writer import LedgerWriter
from aurity_desktop.corpus.ledger.open_ledger import OpenLedger
from aurity_desktop.corpus.ledger.outlines import outline
from aurity_desktop.corpus.ledger.prepared import Ahead, RunAhead
from aurity_desktop.corpus.ledger.readings import GOES_ON, SAME_WORDS, SessionReadings
from aurity_desktop.corpus.ledger.showing import Showing
from aurity_desktop.corpus.ledger.shown_runs import ShownRun
from aurity_desktop.domain.edits import Reading
from aurity_desktop.domain.errors import CorpusError, UnknownRun
from aurity_desktop.domain.events import Event, Metadata
from aurity_desktop.domain.outline import Outline
from aurity_desktop.domain.session_parts import LastPart, Lineage, RunContent
from aurity_desktop.domain.transcript import Segment, Word

_log = logging.getLogger(__name__)

_RUNS = "SELECT run_id FROM assignments WHERE session_id = ? ORDER BY audit_id"

_LIVE_WORDS = """
SELECT t.words FROM chunk_view v
JOIN transcriptions t ON t.session_id = v.session_id AND t.audit_id = v.transcription
WHERE v.session_id = ? ORDER BY v.number
"""


class SqliteSegments:
    """The port `Segments`."""

    def __init__(
        self,
        ledger: OpenLedger,
        writer: LedgerWriter,
        readings: SessionReadings,
        showing: Showing,
    ) -> None:
        self._ledger = ledger
        self._writer = writer
        self._readings = readings
        self._showing = showing

    def record_run(
        self,
        session_id: str,
        run_id: str,
        words: Sequence[Word],
        segments: Sequence[Segment],
        chunk_speakers: Sequence[tuple[int, str]],
        *,
        goes_on: str = "",
        same_words: str = "",
    ) -> None:
        """Words with speakers, the segments made of them, and each chunk's speaker.

        `goes_on` and `same_words` stand in the chain. Idempotent by `run_id`. It counts until a
        newer run or choice. Raises ConflictingFact, UnknownSession.
        """
        values = (
            run_id,
            codec.words_to_json(words),
            codec.segments_to_json(segments),
            codec.chunk_speakers_to_json(chunk_speakers),
        )
        metadata: Metadata = {"words": len(words), "segments": len(segments)}
        for name, older in ((GOES_ON, goes_on), (SAME_WORDS, same_words)):
            if older:
                metadata = {**metadata, name: older}
        self._writer.require(session_id)

        def append(_run: ShownRun | None = None) -> bool:
            return self._writer.append_run(
                session_id, ASSIGNMENTS, values, Event.SPEAKERS_ASSIGNED, metadata
            )

        run = RunAhead(run_id, words, segments, chunk_speakers, goes_on, same_words)
        self._show(session_id, Ahead(run), append)

    def use_run(self, session_id: str, run_id: str) -> None:
        """Go back to an older run of segments, or forward again.

        It counts until a newer run or choice. Nothing is written when it counts already. Raises
        UnknownRun, UnknownSession.
        """
        self._writer.require(session_id)
        if run_id not in self.run_ids(session_id):  # a run stays
            raise UnknownRun(run_id)

        def append(_run: ShownRun | None = None) -> bool:
            if run_id == self.run_id(session_id):
                return False
            metadata: Metadata = {"run_id": run_id}
            self._writer.append(
                session_id, SELECTIONS, (run_id,), Event.SEGMENTS_SELECTED, metadata
            )
            return True

        self._show(session_id, Ahead(run_id=run_id), append)

    def _show(self, session_id: str, ahead: Ahead, append: Callable[..., bool]) -> None:
        if not self._showing.show_prepared(self._writer, session_id, ahead, append):
            with self._ledger.transaction():
                if append():
                    self._showing.show(self._writer.derived, session_id)

    def content(self, run_id: str) -> RunContent:
        """A run without any edit. Raises UnknownRun."""
        return self._readings.content(run_id)

    def lineage(self, session_id: str, run_id: str) -> Lineage:
        """The run itself, and those whose corrections hold for it."""
        return self._readings.lineage(session_id, run_id)

    def last_part(self, session_id: str) -> LastPart | None:
        """Where the session was recorded on last, and the run that counted then.

        None where it never was, or where there was no run.
        """
        return self._readings.last_part(session_id)

    def run_id(self, session_id: str) -> str:
        """The run that counts; "" when there is none.

        The newest, or an older one that was gone back to.
        """
        return self._readings.run_id(session_id)

    def run_ids(self, session_id: str) -> list[str]:
        """Oldest first."""
        return [run_id for (run_id,) in self._ledger.rows(_RUNS, session_id)]

    def reading(self, session_id: str) -> Reading | None:
        """The run that counts with the edits that hold laid over it. None before there is one."""
        return self._readings.current(session_id)

    def outline(self, session_id: str) -> Outline | None:
        """What can be shown of a long reading before all of it is read.

        None where that would save nothing, and where a table of search is damaged: the reading
        itself is made of the facts.
        """
        try:
            with self._ledger.snapshot():
                spans = self._readings.spans(session_id)
                return outline(self._ledger, self._readings, session_id, spans)
        except CorpusError as error:
            _log.warning("no outline of %s: %s", session_id, type(error).__name__)
            return None

    def of_session(self, session_id: str) -> list[Segment]:
        """Those of the reading; empty before there is a run."""
        return self._readings.segments(session_id)

    def across_spans(self, session_id: str) -> list[Segment]:
        """The same, but as the run has them, see `SessionReadings.of_run`."""
        return self._readings.segments(session_id, across_spans=True)

    def words(self, session_id: str) -> list[Word]:
        """The newest finalized words with their speakers, else the live ones.

        Live words come in the order of their chunks.
        """
        reading = self.reading(session_id)
        if reading is not None:
            return list(reading.words)
        rows = self._ledger.rows(_LIVE_WORDS, session_id)
        return [word for (words,) in rows for word in codec.words_from_json(words)]
