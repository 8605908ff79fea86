"""Keeping the derived tables up to date, inside the transaction that records the fact."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence

from aurity_desktop.corpus.ledger.audit_chain import Head
from aurity_desktop.corpus.ledger.speaker_names import GivenName
from aurity_desktop.domain.session import SessionState
from aurity_desktop.domain.speakers import UNKNOWN_SPEAKER
from aurity_desktop.domain.transcript import ANSWERED, ChunkStatus, ChunkTranscription, Segment

_INSERT_PASSAGE = "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?)"

_PASSAGES_PER_SECOND = 1 << 20
#: The second of the largest id that SQLite can give.
_LATEST = (1 << 43) - 1


def passage_ids(began: int) -> tuple[int, int]:
    """The first and the last passage id of sessions that began in this second since 1970."""
    first = min(max(0, began), _LATEST) * _PASSAGES_PER_SECOND
    return first, first + _PASSAGES_PER_SECOND - 1


class DerivedTables:
    """Catalogue, chunk view and search passages.

    Every method runs inside the caller's transaction.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._execute = connection.execute
        self._executemany = connection.executemany

    def forget(self, session_id: str) -> None:
        """Every derived row of the session."""
        for table in ("catalogue", "chunk_view", "passages", "voices", "shown_titles"):
            sql = f"DELETE FROM {table} WHERE session_id = ?"  # noqa: S608 - five constants
            self._execute(sql, (session_id,))

    def session_created(self, session_id: str, created_at: str, language: str) -> None:
        """A catalogue line of an empty session that is recording; its chain is still empty."""
        state = SessionState.RECORDING.value
        head = Head()
        self._execute(
            "INSERT INTO catalogue VALUES (?, ?, ?, '', 0, 0, 0, 0, ?, ?, ?)",
            (session_id, created_at, state, language, head.count, head.last_hash),
        )

    def titled(self, session_id: str, title: str) -> None:
        """What search in titles looks at."""
        self._execute("DELETE FROM shown_titles WHERE session_id = ?", (session_id,))
        if title:
            self._execute(
                "INSERT INTO shown_titles (session_id, title) VALUES (?, ?)", (session_id, title)
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
            "INSERT INTO chunk_view VALUES (?, ?, ?, NULL, ?, ?)",
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

    def segments_recorded(
        self,
        session_id: str,
        segments: Sequence[Segment],
        chunk_speakers: Sequence[tuple[int, str]],
    ) -> None:
        """Speakers of chunks and passages of search, in place of those of another run."""
        self._execute(
            "UPDATE chunk_view SET speaker = ? WHERE session_id = ?",
            (UNKNOWN_SPEAKER, session_id),
        )
        self._executemany(
            "UPDATE chunk_view SET speaker = ? WHERE session_id = ? AND number = ?",
            [(speaker, session_id, number) for number, speaker in chunk_speakers],
        )
        voices = {segment.speaker for segment in segments} - {UNKNOWN_SPEAKER}
        self._execute(
            "UPDATE catalogue SET speakers = ? WHERE session_id = ?", (len(voices), session_id)
        )
        self._execute("DELETE FROM passages WHERE session_id = ?", (session_id,))
        free = self._free_passage_id(session_id)
        self._executemany(
            _INSERT_PASSAGE,
            [
                (
                    free + at,
                    session_id,
                    None,
                    segment.start,
                    segment.end,
                    segment.speaker,
                    segment.text,
                )
                for at, segment in enumerate(segments)
            ],
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
                    self._free_passage_id(session_id),
                    session_id,
                    number,
                    transcription.words[0].start,
                    transcription.words[-1].end,
                    UNKNOWN_SPEAKER,
                    transcription.text,
                ),
            )

    def _free_passage_id(self, session_id: str) -> int:
        """Behind all passages of the sessions that began in the same second."""
        (began,) = self._execute(
            "SELECT CAST(strftime('%s', created_at) AS INTEGER) FROM catalogue "
            "WHERE session_id = ?",
            (session_id,),
        ).fetchone()
        first, last = passage_ids(began or 0)
        (newest,) = self._execute(
            "SELECT max(passage_id) FROM passages WHERE passage_id BETWEEN ? AND ?", (first, last)
        ).fetchone()
        return first if newest is None else int(newest) + 1
