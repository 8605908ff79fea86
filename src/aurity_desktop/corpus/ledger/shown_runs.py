"""The run of segments that lists and search show of each session, kept in parts.

Derived tables: they hold nothing that the facts do not say. A run of eight hours is 72,000 words;
a correction reads the part that it lies in.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from aurity_desktop.corpus.ledger import codec
from aurity_desktop.corpus.ledger.edit_facts import words_hash
from aurity_desktop.corpus.ledger.open_ledger import OpenLedger, Row
from aurity_desktop.corpus.ledger.passage_ids import first_passage
from aurity_desktop.domain.edits import RunShape
from aurity_desktop.domain.errors import DamagedRow
from aurity_desktop.domain.run_parts import RunPart, joined, parts_of
from aurity_desktop.domain.transcript import Segment, Word
from aurity_desktop.storage.sqlite import numbered

_SHOWN = """
SELECT run_id, words, words_hash, labels, first_passage FROM shown_runs WHERE session_id = ?
"""

#: The parts that hold the words from ?2 to ?3.
_PARTS = """
SELECT first_word, words, segments FROM run_parts
WHERE session_id = ?1 AND first_word <= ?3 AND first_word >= coalesce(
    (SELECT max(first_word) FROM run_parts WHERE session_id = ?1 AND first_word <= ?2), 0)
ORDER BY first_word
"""

_BORDERS = """
SELECT (SELECT max(first_word) FROM run_parts WHERE session_id = ?1 AND first_word <= ?2),
       (SELECT min(first_word) FROM run_parts WHERE session_id = ?1 AND first_word > ?3)
"""

#: Edits of several words, taken back or not, that lie in ?2 to ?3 and may reach out of it.
_REACH = """
SELECT min(first_word), max(last_word) FROM edits
WHERE session_id = ?1 AND kind IN ('correct', 'reassign', 'join', 'replace')
AND last_word >= ?2 AND first_word <= ?3 AND first_word >= 0 AND last_word < ?4
"""

_SPOKEN_BETWEEN = """
SELECT min(first_word), max(first_word) FROM run_parts
WHERE session_id = ?1 AND end >= ?2 AND start <= ?3
"""

#: Bytes that one part may have: a segment's text may be long.
_MOST_BYTES: Final = 1 << 27


_MOVED = """
SELECT 1 FROM run_parts INDEXED BY run_parts_moved WHERE session_id = ? AND moved LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class ShownRun:
    """What is known of a run without reading its words."""

    run_id: str
    words_hash: str
    shape: RunShape
    first_passage: int

    def passages_of(self, part: RunPart) -> tuple[int, int]:
        """The first and the last passage id that segments of the part may have."""
        last = part.behind if part.behind == self.shape.words else part.behind - 1
        return self.first_passage + part.first, self.first_passage + last


class ShownRuns:
    """Which run is shown of a session, and its parts. Every write is in the caller's transaction.

    Raises DamagedRow for what somebody planted.
    """

    def __init__(self, ledger: OpenLedger) -> None:
        self._ledger = ledger

    def of(self, session_id: str) -> ShownRun | None:
        """None where none is, or was kept by an earlier version."""
        row = self._ledger.row(_SHOWN, session_id)
        if row is None:
            return None
        run_id, words, digest, labels, first = row
        if tuple(map(type, row)) != (str, int, str, str, int):
            raise DamagedRow("a shown run's row has other types")
        shape = RunShape(words, frozenset(codec.strings_from_json(labels)))
        return ShownRun(run_id, digest, shape, first)

    def keep(
        self, session_id: str, run_id: str, words: Sequence[Word], segments: Sequence[Segment]
    ) -> ShownRun:
        """This run is shown from now on; its parts in place of those of another."""
        first = first_passage(self._ledger.connection, session_id)
        run = ShownRun(run_id, words_hash(words), RunShape.of(words), first)
        execute = self._ledger.connection.execute
        execute("DELETE FROM shown_runs WHERE session_id = ?", (session_id,))
        execute("DELETE FROM run_parts WHERE session_id = ?", (session_id,))
        execute(
            "INSERT INTO shown_runs VALUES (?, ?, ?, ?, ?, ?)",
            (
                session_id,
                run_id,
                run.shape.words,
                run.words_hash,
                codec.dumped(sorted(run.shape.labels)),
                run.first_passage,
            ),
        )
        self._ledger.connection.executemany(
            "INSERT INTO run_parts VALUES (?, ?, ?, ?, 0, ?, ?)",
            [_row(session_id, part) for part in parts_of(words, segments)],
        )
        return run

    def around(self, session_id: str, run: ShownRun, first: int, last: int) -> RunPart:
        """The parts that hold the words `first` to `last`, as one.

        With those that corrections in them reach into.
        """
        words = run.shape.words
        while True:
            begin, behind = self._ledger.rows(_BORDERS, session_id, first, last)[0]
            begin, end = begin or 0, (words if behind is None else behind) - 1
            reach = self._ledger.rows(_REACH, session_id, begin, end, words)[0]
            if reach[0] is None or (reach[0] >= begin and reach[1] <= end):
                break
            first, last = min(begin, reach[0]), max(end, reach[1])
        parts = [_part(row) for row in self._ledger.rows(_PARTS, session_id, begin, end)]
        if not parts or parts[0].first != begin or parts[-1].behind != end + 1:
            raise DamagedRow("a part of a run is missing")
        return joined(parts)

    def note_moved(self, session_id: str, part: RunPart, *, moved: bool) -> None:
        """Whether corrections moved words in these parts."""
        self._ledger.connection.execute(
            "UPDATE run_parts SET moved = ?1 WHERE session_id = ?2 AND moved <> ?1 "
            "AND first_word >= ?3 AND (first_word < ?4 OR first_word = ?3)",
            numbered(int(moved), session_id, part.first, part.behind),
        )

    def none_moved(self, session_id: str) -> None:
        """No word of the run is moved."""
        self._ledger.connection.execute(
            "UPDATE run_parts SET moved = 0 WHERE session_id = ? AND moved", (session_id,)
        )

    def is_moved(self, session_id: str) -> bool:
        """Whether corrections moved words anywhere in the run."""
        return self._ledger.row(_MOVED, session_id) is not None

    def whole(self, session_id: str, run: ShownRun) -> Iterator[RunPart]:
        """All parts, in order, joined where corrections reach from one into the next."""
        position = 0
        while position < run.shape.words:
            part = self.around(session_id, run, position, position)
            yield part
            position = part.behind

    def spoken_between(
        self, session_id: str, run: ShownRun, start: float, end: float
    ) -> RunPart | None:
        """The parts of which a word may lie in these seconds, and those between; None: no part."""
        first, last = self._ledger.rows(_SPOKEN_BETWEEN, session_id, start, end)[0]
        return None if first is None else self.around(session_id, run, first, last)


def _row(session_id: str, part: RunPart) -> Row:
    start = min((word.start for word in part.words), default=0.0)
    end = max((word.end for word in part.words), default=0.0)
    return (
        session_id,
        part.first,
        float(start),
        float(end),
        _packed(codec.words_to_json(part.words)),
        _packed(codec.segments_to_json(part.segments)),
    )


def _part(row: Row) -> RunPart:
    first, words, segments = row
    return RunPart(
        first,
        tuple(codec.words_from_json(_unpacked(words))),
        tuple(codec.segments_from_json(_unpacked(segments))),
    )


def _packed(text: str) -> bytes:
    return zlib.compress(text.encode("utf-8"), 1)


def _unpacked(data: bytes) -> str:
    try:
        opened = zlib.decompressobj()
        text = opened.decompress(data, _MOST_BYTES).decode("utf-8")
    except (zlib.error, TypeError, UnicodeDecodeError) as error:
        raise DamagedRow("a part of a run is damaged") from error
    if not opened.eof:
        raise DamagedRow("a part of a run has no end")
    return text
