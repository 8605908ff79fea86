"""The run of segments that lists and search show of each session, kept in parts.

Derived tables: they hold nothing that the facts do not say. A run of eight hours is 72,000 words;
a correction reads the part that it lies in.
"""

from __future__ import annotations

import zlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from aurity_desktop.corpus.ledger import codec
from aurity_desktop.corpus.ledger.edit_facts import words_hash
from aurity_desktop.corpus.ledger.open_ledger import OpenLedger, Row
from aurity_desktop.corpus.ledger.passage_ids import first_passage
from aurity_desktop.domain.edits import Reading, RunShape
from aurity_desktop.domain.errors import DamagedRow
from aurity_desktop.domain.run_parts import RunPart, joined
from aurity_desktop.domain.transcript import Word

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
WHERE session_id = ?1 AND kind IN ('correct', 'reassign', 'join', 'replace', 'by_sound')
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
    """Which run is shown of a session, and its parts, as they are read.

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

    def new(self, session_id: str, run_id: str, words: Sequence[Word]) -> ShownRun:
        """This run, to be shown in place of another; see `kept_rows`."""
        first = self.first_passage(session_id)
        return ShownRun(run_id, words_hash(words), RunShape.of(words), first)

    def first_passage(self, session_id: str) -> int:
        """The first passage id of a run that is shown from now on."""
        return first_passage(self._ledger.connection.execute, session_id)

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

    def is_moved(self, session_id: str) -> bool:
        """Whether corrections moved words anywhere in the run."""
        return self._ledger.row(_MOVED, session_id) is not None

    def spoken_between(
        self, session_id: str, run: ShownRun, start: float, end: float
    ) -> RunPart | None:
        """The parts of which a word may lie in these seconds, and those between; None: no part."""
        first, last = self._ledger.rows(_SPOKEN_BETWEEN, session_id, start, end)[0]
        return None if first is None else self.around(session_id, run, first, last)


def kept_rows(session_id: str, run: ShownRun, parts: Iterable[RunPart]) -> tuple[Row, list[Row]]:
    """The rows of a run that is shown from now on, in `shown_runs` and in `run_parts`."""
    labels = codec.dumped(sorted(run.shape.labels))
    words, digest, first = run.shape.words, run.words_hash, run.first_passage
    row = (session_id, run.run_id, words, digest, labels, first)
    return row, [_row(session_id, part) for part in parts]


def joined_parts(parts: Iterable[RunPart], reaches: Sequence[tuple[int, int]]) -> Iterator[RunPart]:
    """Parts in their order, joined where corrections reach from one into the next.

    `reaches` are the first and the last word of each correction, taken back or not.
    """
    furthest: dict[int, int] = {}
    for first, last in reaches:
        furthest[first] = max(last, furthest.get(first, last))
    waiting: list[RunPart] = []
    until = -1
    for part in parts:
        if waiting and until < part.first:
            yield joined(waiting)
            waiting = []
        waiting.append(part)
        for place in range(part.first, part.behind):
            until = max(until, furthest.get(place, -1))
    if waiting:
        yield joined(waiting)


def moved_ranges(
    parts: Iterable[RunPart], reading: Reading
) -> Iterator[tuple[tuple[int, int], bool]]:
    """The first word of parts and that behind them, and whether corrections moved words in them.

    `reading` is of all of them, without joined turns. Parts that follow each other and are alike
    are one.
    """
    read = [(word.start, word.speaker) for word in reading.words]
    alike: tuple[int, int, bool] | None = None
    for part in parts:
        own = slice(*(bisect_left(reading.places, each) for each in (part.first, part.behind)))
        is_moved = read[own] != [(word.start, word.speaker) for word in part.words]
        if alike is not None and alike[2] is not is_moved:
            yield alike[:2], alike[2]
            alike = None
        alike = (part.first if alike is None else alike[0], part.behind, is_moved)
    if alike is not None:
        yield alike[:2], alike[2]


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
