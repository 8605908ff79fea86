"""Keeping the derived tables up to date, inside the transaction that records the fact."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from aurity_desktop.corpus.ledger.audit_chain import Head
from aurity_desktop.corpus.ledger.open_ledger import Row
from aurity_desktop.corpus.ledger.passage_ids import next_passage
from aurity_desktop.corpus.ledger.prepared import Statements
from aurity_desktop.corpus.ledger.speaker_names import GivenName
from aurity_desktop.domain.bookmarks import Bookmark
from aurity_desktop.domain.session import SessionState
from aurity_desktop.domain.speakers import UNKNOWN_SPEAKER
from aurity_desktop.domain.transcript import ANSWERED, ChunkStatus, ChunkTranscription, Segment
from aurity_desktop.storage.sqlite import numbered

_TABLES = (
    "catalogue",
    "chunk_view",
    "passages",
    "voices",
    "shown_titles",
    "shown_notes",
    "shown_note_lines",
    "shown_runs",
    "run_parts",
)

_INSERT_PASSAGE = "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?)"


_PASSAGES = """
SELECT passage_id, chunk_number, start, end, speaker, text FROM passages WHERE session_id = ?
"""

_TITLE = """
SELECT coalesce((SELECT t.title FROM titles t WHERE t.session_id = s.session_id
                 ORDER BY t.audit_id DESC LIMIT 1), s.title), p.name, p.record_number
FROM sessions s LEFT JOIN patients p ON p.session_id = s.session_id AND p.audit_id = (
    SELECT max(n.audit_id) FROM patients n WHERE n.session_id = s.session_id)
WHERE s.session_id = ?1
"""

_LINES_BEFORE = "SELECT place, start, text FROM shown_note_lines WHERE session_id = ?"
LINES_AFTER = """
SELECT min(place), start, text FROM note_lines
WHERE session_id = ? AND typeof(text) = 'text' AND text <> '' AND typeof(start) = 'real'
GROUP BY text
"""

_COUNT_SPEAKERS = """
UPDATE catalogue SET speakers = (
    SELECT count(DISTINCT speaker) FROM passages WHERE session_id = ? AND speaker <> ?)
WHERE session_id = ?
"""


_LONGEST = """
SELECT number, longest_speaker FROM chunk_view WHERE session_id = ? AND number BETWEEN ? AND ?
"""


class DerivedTables:
    """Catalogue, chunk view and search passages.

    Every method runs inside the caller's transaction, or on `Statements` that are replayed in one.
    """

    def __init__(self, connection: sqlite3.Connection | Statements) -> None:
        self._execute: Callable[..., Any] = connection.execute
        self._executemany: Callable[..., object] = connection.executemany

    def forget(self, session_id: str) -> None:
        """Every derived row of the session."""
        for table in _TABLES:
            sql = f"DELETE FROM {table} WHERE session_id = ?"  # noqa: S608 - constants
            self._execute(sql, (session_id,))

    def session_created(self, session_id: str, created_at: str, language: str) -> None:
        """A catalogue line of an empty session that is recording; its chain is still empty."""
        state = SessionState.RECORDING.value
        head = Head()
        self._execute(
            "INSERT INTO catalogue VALUES (?, ?, ?, '', 0, 0, 0, 0, ?, ?, ?)",
            (session_id, created_at, state, language, head.count, head.last_hash),
        )

    def titled(self, session_id: str) -> None:
        """What search in titles looks at: the title that holds, and whom the session is about."""
        self._execute("DELETE FROM shown_titles WHERE session_id = ?", (session_id,))
        found = self._execute(_TITLE, numbered(session_id)).fetchone() or ()
        title = " · ".join(each for each in found if isinstance(each, str) and each)
        if title:
            self._execute(
                "INSERT INTO shown_titles (session_id, title) VALUES (?, ?)", (session_id, title)
            )

    def noted(self, session_id: str, bookmark: Bookmark | None, bookmark_id: str) -> None:
        """What search in notes looks at: the bookmark that holds of this id, None for none."""
        self._execute(
            "DELETE FROM shown_notes WHERE session_id = ? AND bookmark_id = ?",
            (session_id, bookmark_id),
        )
        if bookmark is not None and bookmark.text:
            self._execute(
                "INSERT INTO shown_notes (session_id, bookmark_id, at_sample, text) "
                "VALUES (?, ?, ?, ?)",
                (session_id, bookmark_id, bookmark.at_sample, bookmark.text),
            )

    def clinical_note_changed(self, session_id: str) -> None:
        """What search in clinical notes looks at, from the facts that are recorded by now.

        What stays as it is is not written.
        """
        before = set(self._execute(_LINES_BEFORE, (session_id,)).fetchall())
        after = set(self._execute(LINES_AFTER, (session_id,)).fetchall())
        self._executemany(
            "DELETE FROM shown_note_lines WHERE session_id = ? AND place = ?",
            [(session_id, place) for place, *_ in sorted(before - after)],
        )
        self._executemany(
            "INSERT INTO shown_note_lines (session_id, place, start, text) VALUES (?, ?, ?, ?)",
            [(session_id, *line) for line in sorted(after - before)],
        )

    def chain_extended(self, session_id: str, head: Head) -> None:
        """The chain's head, kept apart from the chain."""
        self._execute(
            "UPDATE catalogue SET audit_rows = ?, last_hash = ? WHERE session_id = ?",
            (head.count, head.last_hash, session_id),
        )

    def state_changed(self, session_id: str, state: SessionState, reason: str) -> None:
        """What lists show of the session."""
        self._execute(
            "UPDATE catalogue SET state = ?, reason = ? WHERE session_id = ?",
            (state.value, reason, session_id),
        )

    def slice_recorded(
        self, session_id: str, number: int, sample_count: int, created_at: str
    ) -> None:
        """A pending chunk, and the sum of the sound."""
        self._execute(
            "INSERT INTO chunk_view VALUES (?, ?, ?, NULL, ?, ?, NULL, NULL)",
            (session_id, number, created_at, ChunkStatus.PENDING.value, UNKNOWN_SPEAKER),
        )
        self._execute(
            "UPDATE catalogue SET chunks = chunks + 1, sample_count = sample_count + ? "
            "WHERE session_id = ?",
            (sample_count, session_id),
        )

    def chunk_transcribed(self, transcription: ChunkTranscription, audit_id: int) -> None:
        """The transcription `audit_id` is the newest of its chunk."""
        session_id, number = transcription.session_id, transcription.chunk_number
        (before,) = self._execute(
            "SELECT status FROM chunk_view WHERE session_id = ? AND number = ?",
            (session_id, number),
        ).fetchone()
        self._execute(
            "UPDATE chunk_view SET status = ?, transcription = ? "
            "WHERE session_id = ? AND number = ?",
            (transcription.status.value, audit_id, session_id, number),
        )
        gained = (transcription.status in ANSWERED) - (ChunkStatus(before) in ANSWERED)
        self._execute(
            "UPDATE catalogue SET chunks_ok = chunks_ok + ?, "
            "language = iif(language = '', ?, language) WHERE session_id = ?",
            (gained, transcription.language, session_id),
        )
        self._live_passage(transcription)

    def language_heard(self, session_id: str, language: str) -> None:
        """ "" changes nothing."""
        if language:
            self._execute(
                "UPDATE catalogue SET language = ? WHERE session_id = ?", (language, session_id)
            )

    def passages_shown(
        self, session_id: str, wanted: Mapping[int, Segment], ids: tuple[int, int] | None = None
    ) -> bool:
        """The session's passages of search: a segment each, by passage id.

        Whether there are voices among them now that were not, or the other way round.

        With `ids` those from one id to another; without, all that there are. What stays as it is
        is not written: a changed text costs the index of search far more than a look.
        """
        rows = self._execute(
            _PASSAGES if ids is None else _PASSAGES + " AND passage_id BETWEEN ? AND ?",
            (session_id, *(ids or ())),
        ).fetchall()
        before = {row[0]: row[1:] for row in rows}
        after = {key: _passage(segment) for key, segment in wanted.items()}
        gone = [key for key, row in before.items() if row[-1] != after.get(key, (None,))[-1]]
        self._executemany("DELETE FROM passages WHERE passage_id = ?", [(key,) for key in gone])
        kept = before.keys() - set(gone)
        self._executemany(
            "UPDATE passages SET chunk_number = ?, start = ?, end = ?, speaker = ?, text = ? "
            "WHERE passage_id = ?",
            [(*after[key], key) for key in sorted(kept) if before[key] != after[key]],
        )
        self._executemany(
            _INSERT_PASSAGE,
            [(key, session_id, *row) for key, row in after.items() if key not in kept],
        )
        return {row[-2] for row in before.values()} != {row[-2] for row in after.values()}

    def speakers_counted(self, session_id: str) -> None:
        """How many voices the passages have, for lists."""
        self._execute(_COUNT_SPEAKERS, (session_id, UNKNOWN_SPEAKER, session_id))

    def chunks_stated(self, session_id: str, stated: Sequence[tuple[int, str]]) -> None:
        """What another run says of its chunks; nothing of those that it does not name."""
        self._execute(
            "UPDATE chunk_view SET stated_speaker = NULL WHERE session_id = ?", (session_id,)
        )
        self._executemany(
            "UPDATE chunk_view SET stated_speaker = ? WHERE session_id = ? AND number = ?",
            [(speaker, session_id, number) for number, speaker in stated],
        )

    def run_kept(self, session_id: str, run: Row, parts: Sequence[Row]) -> None:
        """Another run is shown from now on, see `kept_rows`; its parts in place of the others."""
        self._execute("DELETE FROM shown_runs WHERE session_id = ?", (session_id,))
        self._execute("DELETE FROM run_parts WHERE session_id = ?", (session_id,))
        self._execute("INSERT INTO shown_runs VALUES (?, ?, ?, ?, ?, ?)", run)
        self._executemany("INSERT INTO run_parts VALUES (?, ?, ?, ?, 0, ?, ?)", parts)

    def words_moved(self, session_id: str, first: int, behind: int, *, moved: bool) -> None:
        """Whether corrections moved words in the parts that begin in [first, behind)."""
        self._execute(
            "UPDATE run_parts SET moved = ?1 WHERE session_id = ?2 AND moved <> ?1 "
            "AND first_word >= ?3 AND (first_word < ?4 OR first_word = ?3)",
            numbered(int(moved), session_id, first, behind),
        )

    def longest_in_chunks(self, session_id: str, longest: Mapping[int, str | None]) -> None:
        """Who talks longest in these chunks; None in those without words."""
        numbers = (min(longest, default=0), max(longest, default=0))
        rows = self._execute(_LONGEST, (session_id, *numbers)).fetchall()
        before = dict(rows)
        self._executemany(
            "UPDATE chunk_view SET longest_speaker = ?1 WHERE session_id = ?2 AND number = ?3",
            [
                numbered(speaker, session_id, number)
                for number, speaker in longest.items()
                if before.get(number, speaker) != speaker
            ],
        )

    def chunks_shown(
        self, session_id: str, *, moved: bool, chunks: tuple[int, int] | None = None
    ) -> None:
        """Who speaks in the chunks, all of them or those from one number to another.

        What the run states, or, where corrections moved words, who talks longest in each.
        """
        speaker = "longest_speaker" if moved else "stated_speaker"
        first, last = chunks or (0, -1)
        self._execute(
            f"UPDATE chunk_view SET speaker = coalesce({speaker}, ?1) "  # noqa: S608 - constants
            f"WHERE session_id = ?2 AND speaker <> coalesce({speaker}, ?1)"
            + (" AND number BETWEEN ?3 AND ?4" if chunks else " AND ?3 > ?4"),
            numbered(UNKNOWN_SPEAKER, session_id, first, last),
        )

    def voices_named(self, session_id: str, names: Mapping[str, GivenName]) -> None:
        """What search by a name looks at."""
        self._execute("DELETE FROM voices WHERE session_id = ?", (session_id,))
        self._executemany(
            "INSERT INTO voices VALUES (?, ?, ?)",
            [(session_id, label, given.name) for label, given in names.items()],
        )

    def _live_passage(self, transcription: ChunkTranscription) -> None:
        """Live text is searchable until the finalized segments take its place."""
        session_id, number = transcription.session_id, transcription.chunk_number
        settled = self._execute(
            "SELECT 1 FROM assignments WHERE session_id = ? LIMIT 1", (session_id,)
        ).fetchone()
        if settled:
            return
        self._execute(
            "DELETE FROM passages WHERE session_id = ? AND chunk_number = ?", (session_id, number)
        )
        if transcription.words:
            self._execute(
                _INSERT_PASSAGE,
                (
                    next_passage(self._execute, session_id),
                    session_id,
                    number,
                    transcription.words[0].start,
                    transcription.words[-1].end,
                    UNKNOWN_SPEAKER,
                    transcription.text,
                ),
            )


def _passage(segment: Segment) -> tuple[None, float, float, str, str]:
    return None, segment.start, segment.end, segment.speaker, segment.text
