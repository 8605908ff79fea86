"""How fast the ledger is as it grows, and how fast a session file is built and verified."""

from __future__ import annotations

import random
import sqlite3
import statistics
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aurity_desktop.corpus.integrity.verify import verify_file, verify_session
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.projection.projector import SessionProjector
from aurity_desktop.corpus.transfer.corpus_export import export_corpus
from aurity_desktop.corpus.transfer.exporting import export_session
from aurity_desktop.domain.audio import SLICE_SAMPLES, AudioSlice
from aurity_desktop.domain.integrity import Redaction
from aurity_desktop.domain.search import SearchFilter
from aurity_desktop.domain.session import SessionPlan, SessionState
from aurity_desktop.runtime.paths import Paths
from tests.benchmarks.corpus.planted_sessions import (
    COMMON_WORD,
    RARE_WORD,
    WORDS_PER_CHUNK,
    plant_consultations,
    plant_sessions,
    record_hour,
    transcription,
    without_fsync,
)
from tests.benchmarks.corpus.vaults import bench_keys

_CHUNKS_PER_SESSION = 100
_CHUNKS_PER_CONSULTATION = 400
_ASKED = 200


@dataclass(frozen=True, slots=True)
class SizeFigures:
    """Times in milliseconds with this many chunks stored. An append is one durable transaction;
    `bare_insert` is what one row into an empty table costs on this disk at the same moment, with
    the same durability.
    """

    chunks: int
    sessions: int
    append_slice_p50: float
    append_slice_p95: float
    append_text_p50: float
    append_text_p95: float
    bare_insert_p50: float
    bare_insert_p95: float
    query_session_p50: float
    query_session_p95: float
    list_sessions: float
    search_rare_p95: float
    search_common_p95: float
    search_two_words_p95: float
    search_old_dates_p95: float
    ledger_mb: float


@dataclass(frozen=True, slots=True)
class FileFigures:
    """One session of the given length. MB are 10^6 bytes of the session file."""

    minutes: float
    file_mb_per_hour: float
    sound_mb_per_hour: float
    build_seconds: float
    verify_file_seconds: float
    verify_file_mb_per_second: float
    verify_session_seconds: float
    rebuild_seconds_per_hour: float


@dataclass(frozen=True, slots=True)
class TablesFigures:
    """Every session of a clinic as Parquet tables. `megabytes` (10^6) of the folder;
    `redacted_seconds` is the same without names.
    """

    words: int
    sessions: int
    seconds: float
    redacted_seconds: float
    megabytes: float


def measure_sizes(
    folder: Path,
    sizes: list[int],
    seed: int,
    progress: Callable[[int], None],
    *,
    encrypted: bool = False,
) -> list[SizeFigures]:
    """One ledger that grows from size to size."""
    keys = bench_keys(Paths(folder, folder), encrypted=encrypted)
    path = folder / "ledger.db"
    planted: list[str] = []
    figures = []
    for size in sorted(sizes):
        wanted = max(1, size // _CHUNKS_PER_SESSION)
        with closing(SqliteLedger(path, "bench", keys=keys)) as ledger:
            without_fsync(ledger)
            for session_id in plant_sessions(
                ledger, len(planted), wanted - len(planted), _CHUNKS_PER_SESSION, seed
            ):
                planted.append(session_id)
                progress(len(planted) * _CHUNKS_PER_SESSION)
        with closing(SqliteLedger(path, "bench", keys=keys)) as ledger:
            figures.append(_measure(ledger, planted, seed))
    return figures


def measure_file(
    folder: Path, minutes: float, seed: int, *, encrypted: bool = False
) -> FileFigures:
    paths = Paths(folder / "data", folder / "models")
    paths.prepare()
    keys = bench_keys(paths, encrypted=encrypted)
    session_id = "session_20200101_000000"
    slices = round(minutes * 20)
    with closing(SqliteLedger(paths.ledger, "bench", keys=keys)) as ledger:
        without_fsync(ledger)
        record_hour(ledger, paths, session_id, slices, seed)
    with closing(SqliteLedger(paths.ledger, "bench", keys=keys)) as ledger:
        build, projection = _timed(lambda: SessionProjector(paths, ledger).project(session_id))
        size = projection.path.stat().st_size / 1e6
        export_session(ledger, session_id, folder / "export.h5", exported_by="bench")
        file_seconds, report = _timed(lambda: verify_file(folder / "export.h5"))
        session_seconds, whole = _timed(lambda: verify_session(ledger, paths, session_id))
        if not (report.ok and whole.ok):
            raise RuntimeError(
                f"the planted session does not verify: {report.findings + whole.findings}"
            )
        projection.path.unlink()
        rebuild, _ = _timed(lambda: SessionProjector(paths, ledger).project(session_id))
    return FileFigures(
        minutes=minutes,
        file_mb_per_hour=round(size * 60 / minutes, 1),
        sound_mb_per_hour=115.2,
        build_seconds=round(build, 2),
        verify_file_seconds=round(file_seconds, 2),
        verify_file_mb_per_second=round(size / file_seconds, 1),
        verify_session_seconds=round(session_seconds, 2),
        rebuild_seconds_per_hour=round(rebuild * 60 / minutes, 2),
    )


def measure_tables(
    folder: Path, words: int, seed: int, progress: Callable[[int], None], *, encrypted: bool = False
) -> TablesFigures:
    """At least so many words, in consultations of twenty minutes."""
    keys = bench_keys(Paths(folder, folder), encrypted=encrypted)
    count = -(-words // (_CHUNKS_PER_CONSULTATION * WORDS_PER_CHUNK))
    with closing(SqliteLedger(folder / "ledger.db", "bench", keys=keys)) as ledger:
        without_fsync(ledger)
        for done, _ in enumerate(
            plant_consultations(ledger, count, _CHUNKS_PER_CONSULTATION, seed), start=1
        ):
            progress(done * _CHUNKS_PER_CONSULTATION * WORDS_PER_CHUNK)
    target = folder / "tables"
    with closing(SqliteLedger(folder / "ledger.db", "bench", keys=keys)) as ledger:
        whole, made = _timed(lambda: export_corpus(ledger, target, exported_by="bench"))
        size = sum(path.stat().st_size for path in target.rglob("*") if path.is_file())
        redacted, _ = _timed(
            lambda: export_corpus(
                ledger, target, exported_by="bench", redaction=Redaction(names=True), replace=True
            )
        )
    return TablesFigures(
        words=made.rows["words"],
        sessions=made.sessions,
        seconds=round(whole, 2),
        redacted_seconds=round(redacted, 2),
        megabytes=round(size / 1e6, 1),
    )


def _measure(ledger: SqliteLedger, planted: list[str], seed: int) -> SizeFigures:
    draw = random.Random(seed)
    append_slice, append_text = _appends(ledger, len(planted), seed)
    bare = _bare_inserts(ledger.path.with_name("bare.db"))
    asked = draw.choices(planted, k=_ASKED)
    queries = [_milliseconds(ledger.chunks.of_session, session_id) for session_id in asked]
    lists = [_milliseconds(ledger.sessions.all) for _ in range(5)]
    chunks = len(planted) * _CHUNKS_PER_SESSION
    oldest = ledger.sessions.summary(planted[0]).plan.created_at
    early = SearchFilter(
        since=oldest,
        until=ledger.sessions.summary(planted[len(planted) // 20]).plan.created_at,
        state=SessionState.COMPLETED,
    )
    return SizeFigures(
        chunks=chunks,
        sessions=len(planted),
        append_slice_p50=_at(append_slice, 50),
        append_slice_p95=_at(append_slice, 95),
        append_text_p50=_at(append_text, 50),
        append_text_p95=_at(append_text, 95),
        bare_insert_p50=_at(bare, 50),
        bare_insert_p95=_at(bare, 95),
        query_session_p50=_at(queries, 50),
        query_session_p95=_at(queries, 95),
        list_sessions=_at(lists, 50),
        search_rare_p95=_searched(ledger, RARE_WORD),
        search_common_p95=_searched(ledger, COMMON_WORD),
        search_two_words_p95=_searched(ledger, "dolor cabez"),
        search_old_dates_p95=_searched(ledger, COMMON_WORD, early),
        ledger_mb=round(ledger.path.stat().st_size / 1e6, 1),
    )


def _appends(ledger: SqliteLedger, number: int, seed: int) -> tuple[list[float], list[float]]:
    """A new session's slices and texts, each committed durably."""
    session_id = f"session_20991231_{number:06}"
    ledger.sessions.create(
        SessionPlan(session_id, ledger.sessions.all()[0].plan.created_at, "bench")
    )
    slices, texts = [], []
    for at in range(_ASKED):
        path = ledger.path.parent / "sessions" / session_id / f"{at:06}.wav"
        found = AudioSlice(session_id, at, at * SLICE_SAMPLES, SLICE_SAMPLES, f"{at:064x}", path)
        slices.append(_milliseconds(ledger.sound.record_slice, found))
        heard = transcription(session_id, at, seed)
        texts.append(_milliseconds(ledger.chunks.record_transcription, heard))
    return slices, texts


def _bare_inserts(path: Path) -> list[float]:
    """The peer: SQLite alone, WAL, `synchronous=FULL`."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("CREATE TABLE IF NOT EXISTS rows (number INTEGER, text TEXT)")
        insert = "INSERT INTO rows VALUES (?, ?)"
        return [_milliseconds(connection.execute, insert, (at, "x" * 300)) for at in range(_ASKED)]


def _searched(ledger: SqliteLedger, query: str, narrowed: SearchFilter | None = None) -> float:
    return _at([_milliseconds(ledger.search.find, query, narrowed) for _ in range(20)], 95)


def _milliseconds(call: Callable[..., Any], *arguments: Any) -> float:
    began = time.perf_counter()
    call(*arguments)
    return (time.perf_counter() - began) * 1000


def _timed(call: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    result = call()
    return time.perf_counter() - began, result


def _at(values: list[float], percent: int) -> float:
    return round(statistics.quantiles(values, n=100, method="inclusive")[percent - 1], 2)
