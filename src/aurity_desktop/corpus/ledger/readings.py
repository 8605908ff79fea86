"""What a finished session reads as.

The run of segments that counts, with the edits that hold laid over it and the names that hold for
its voices.
"""

from __future__ import annotations

from collections.abc import Sequence

from aurity_desktop.corpus.ledger import codec
from aurity_desktop.corpus.ledger.derived import DerivedTables
from aurity_desktop.corpus.ledger.edit_facts import chunk_speakers, edits_that_hold, recorded_edits
from aurity_desktop.corpus.ledger.open_ledger import OpenLedger
from aurity_desktop.corpus.ledger.runs import run_row
from aurity_desktop.corpus.ledger.sound import SqliteSound
from aurity_desktop.corpus.ledger.speaker_names import GivenName, names_that_hold
from aurity_desktop.domain.edits import Reading, read_with
from aurity_desktop.domain.speakers import SpeakerRole
from aurity_desktop.domain.transcript import Segment, Word

#: The newest counts.
_RUNS_THAT_COUNTED = """
SELECT audit_id, run_id FROM assignments WHERE session_id = ?1
UNION ALL SELECT audit_id, run_id FROM selections WHERE session_id = ?1
ORDER BY audit_id
"""

_RUN_THAT_COUNTS = f"""
SELECT run_id FROM ({_RUNS_THAT_COUNTED}) ORDER BY audit_id DESC LIMIT 1
"""  # noqa: S608 - a constant

_NAMES = """
SELECT audit_id, label, name, role FROM speaker_names WHERE session_id = ? ORDER BY audit_id
"""


class SessionReadings:
    """Reads the facts of finished sessions together; records nothing."""

    def __init__(self, ledger: OpenLedger, sound: SqliteSound) -> None:
        self._ledger = ledger
        self._sound = sound

    def run_id(self, session_id: str) -> str:
        """The run whose words and segments count; "" when there is none.

        The newest, or an older one that was gone back to.
        """
        row = self._ledger.row(_RUN_THAT_COUNTS, session_id)
        return str(row[0]) if row is not None else ""

    def words_of(self, run_id: str) -> list[Word]:
        """As the run has them, without edits. Raises UnknownRun."""
        (words,) = run_row(self._ledger, "assignments", "words", run_id)
        return codec.words_from_json(words)

    def of_run(self, session_id: str, run_id: str, *, across_spans: bool = False) -> Reading:
        """A run with the edits that hold for it. Raises UnknownRun.

        `across_spans`: with the segments as the run has them. Runs of earlier versions have some
        that run across a pause or a gap.
        """
        words, segments = run_row(self._ledger, "assignments", "words, segments", run_id)
        spoken = codec.words_from_json(words)
        edits = edits_that_hold(recorded_edits(self._ledger.rows, session_id), run_id, spoken)
        spans = [] if across_spans else self._sound.spans(session_id)
        return read_with(spoken, codec.segments_from_json(segments), edits, spans)

    def current(self, session_id: str, *, across_spans: bool = False) -> Reading | None:
        """Of the run that counts. None before there is one."""
        run_id = self.run_id(session_id)
        return self.of_run(session_id, run_id, across_spans=across_spans) if run_id else None

    def segments(self, session_id: str, *, across_spans: bool = False) -> list[Segment]:
        """Of the run that counts; empty before there is one."""
        reading = self.current(session_id, across_spans=across_spans)
        return list(reading.segments) if reading is not None else []

    def chunk_speakers(self, session_id: str) -> list[tuple[int, str]]:
        """Each chunk's speaker, as it is read now.

        What the run says, or, where edits moved words to other voices, who talks longest in it.
        Raises UnknownRun before there is a run.
        """
        run_id = self.run_id(session_id)
        words, stated = run_row(self._ledger, "assignments", "words, chunk_speakers", run_id)
        reading = self.current(session_id)
        before = codec.words_from_json(words)
        if reading is None or _voices(reading.words) == _voices(before):
            return codec.chunk_speakers_from_json(stated)
        return chunk_speakers(self._sound.slices(session_id), reading.words)

    def given_names(self, session_id: str) -> list[GivenName]:
        """As they were given, oldest first, each with the run whose label it speaks of."""
        rows = self._ledger.rows(_NAMES, session_id)
        if not rows:
            return []
        runs = self._ledger.rows(_RUNS_THAT_COUNTED, session_id)
        return [
            GivenName(
                audit_id, _run_at(runs, audit_id), label, codec.one_of(SpeakerRole, role), name
            )
            for audit_id, label, name, role in rows
        ]

    def names(self, session_id: str) -> dict[str, GivenName]:
        """By label, the names that hold for the run that counts."""
        given = self.given_names(session_id)
        if not given:
            return {}
        return names_that_hold(
            given,
            self.run_id(session_id),
            lambda run_id: self.of_run(session_id, run_id).segments,
        )

    def show(self, derived: DerivedTables, session_id: str) -> None:
        """Lists and search follow what is read now: the run of segments that counts.

        Inside the caller's transaction. Raises UnknownRun where there is none.
        """
        # Search is not made anew for what earlier versions indexed, and is verified against facts.
        reading = self.of_run(session_id, self.run_id(session_id), across_spans=True)
        derived.segments_recorded(session_id, reading.segments, self.chunk_speakers(session_id))
        self.show_names(derived, session_id)

    def show_names(self, derived: DerivedTables, session_id: str) -> None:
        """Search follows the names that hold now. Inside the caller's transaction."""
        derived.voices_named(session_id, self.names(session_id))


def _run_at(runs: Sequence[tuple[int, str]], audit_id: int) -> str:
    """The run that counted when this row was written; "" where there is none.

    What was written before the first run speaks of it.
    """
    before = [run_id for at, run_id in runs if at < audit_id]
    return (*before[-1:], *(run_id for _, run_id in runs[:1]), "")[0]


def _voices(words: Sequence[Word]) -> list[tuple[float, str]]:
    return [(word.start, word.speaker) for word in words]
