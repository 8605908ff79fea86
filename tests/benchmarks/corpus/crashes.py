"""`kill -9` of a writer of the corpus: what it had acknowledged is there, every file readable.

The writer does all that the app does: slices on disk, their rows, texts, marks, runs, edits, and
every few slices the session file. It says each fact aloud once it is durable; the killer keeps what
it heard and looks for it afterwards.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

from aurity_desktop.audio.slices.recovery import recover_orphan
from aurity_desktop.corpus.hdf5.read import opened
from aurity_desktop.corpus.integrity.session_repair import repair_session
from aurity_desktop.corpus.integrity.verify import verify_session
from aurity_desktop.corpus.ledger.audit_chain import broken_links
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.projection.corpus_file import links_are_true
from aurity_desktop.corpus.projection.projector import SessionProjector
from aurity_desktop.corpus.session_file.file_checksum import checksum_holds
from aurity_desktop.corpus.session_file.stored_file import StoredFile
from aurity_desktop.domain.bookmarks import Bookmark
from aurity_desktop.domain.errors import CorpusError
from aurity_desktop.domain.keys import Keys
from aurity_desktop.domain.session import SessionPlan
from aurity_desktop.encrypted.sound import stored_path
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.storage.durable import make_folder
from tests.benchmarks.corpus.killed_writer import facts_of_killed
from tests.benchmarks.corpus.planted_sessions import finish, transcription, write_slice
from tests.benchmarks.corpus.vaults import bench_keys

_LONGEST_SECONDS = 0.6
_SLICES_PER_FILE = 5
_SLICES_PER_SESSION = 40


@dataclass(frozen=True, slots=True)
class CrashFigures:
    """`unrepaired`: sessions that did not verify after a repair."""

    kills: int
    acknowledged: int
    acknowledged_lost: int
    broken_chains: int
    unreadable_files: int
    unrepaired: int


@dataclass(frozen=True, slots=True)
class _Heard:
    """What one writer had acknowledged before it died."""

    session_id: str
    slices: frozenset[int]
    texts: frozenset[int]
    marks: frozenset[int]
    files: int
    finished: bool


def kill_writers(
    folder: Path,
    kills: int,
    seed: int,
    progress: Callable[[int], None],
    *,
    encrypted: bool = False,
) -> CrashFigures:
    """Works in `folder`.

    Needs a POSIX system for its kills to be `kill -9`; on Windows they are TerminateProcess.
    """
    paths = Paths(folder / "data", folder / "models")
    paths.prepare()
    keys = bench_keys(paths, encrypted=encrypted)
    moments = random.Random(seed)
    totals = [0, 0, 0, 0, 0]
    for number in range(kills):
        heard = _kill_one(paths, keys, number, moments.uniform(0.0, _LONGEST_SECONDS))
        for at, count in enumerate(_judge(paths, keys, heard)):
            totals[at] += count
        progress(number + 1)
    return CrashFigures(kills, *totals)


def _kill_one(paths: Paths, keys: Keys, number: int, after: float) -> _Heard:
    session_id = f"session_20200101_{number:06}"
    facts = facts_of_killed(partial(_write, paths, keys, session_id), after)
    return _Heard(
        session_id,
        frozenset(at for kind, at in facts if kind == "slice"),
        frozenset(at for kind, at in facts if kind == "text"),
        frozenset(at for kind, at in facts if kind == "mark"),
        sum(kind == "file" for kind, _ in facts),
        any(kind == "finished" for kind, _ in facts),
    )


def _write(paths: Paths, keys: Keys, session_id: str, said: Connection) -> None:
    folder = paths.session(session_id) / "slices"
    keys.begin(session_id)
    make_folder(folder)
    with closing(SqliteLedger(paths.ledger, "writer", keys=keys)) as ledger:
        ledger.sessions.create(SessionPlan(session_id, datetime.now(UTC), "bench"))
        projector = SessionProjector(paths, ledger)
        for number in range(_SLICES_PER_SESSION):
            ledger.sound.record_slice(write_slice(folder, session_id, number, number, keys))
            said.send(("slice", number))
            ledger.chunks.record_transcription(transcription(session_id, number, number))
            said.send(("text", number))
            ledger.bookmarks.record(session_id, Bookmark(f"mark-{number}", number * 48_000))
            noted = Bookmark(f"mark-{number}", number * 48_000, f"nota {number}")
            ledger.bookmarks.record(session_id, noted)
            said.send(("mark", number))
            if number % _SLICES_PER_FILE == 0:
                projector.project(session_id)
                said.send(("file", number))
        finish(ledger, session_id, ledger.segments.words(session_id))
        projector.project(session_id)
        said.send(("finished", 0))


def _judge(paths: Paths, keys: Keys, heard: _Heard) -> tuple[int, int, int, int, int]:
    """Slices acknowledged and lost; broken chains, unreadable files, sessions past repair."""
    session_id = heard.session_id
    with closing(SqliteLedger(paths.ledger, "killer", keys=keys)) as ledger:
        slices = {
            found.number
            for found in ledger.sound.slices(session_id)
            if stored_path(found.path, keys, session_id).exists()
        }
        texts = {
            chunk.chunk_number
            for chunk in ledger.chunks.of_session(session_id)
            if chunk.transcription
        }
        marks = {
            number
            for number in heard.marks
            for found in ledger.bookmarks.of_session(session_id)
            if found == Bookmark(f"mark-{number}", number * 48_000, f"nota {number}")
        }
        lost = len(heard.slices - slices) + len(heard.texts - texts) + len(heard.marks - marks)
        lost += heard.finished and not ledger.segments.of_session(session_id)
        audit = ledger.audit.rows(session_id)
        broken = bool(broken_links(session_id, audit, ledger.audit.head(session_id)))
        unreadable = not _readable(paths, keys, heard)
        unrepaired = ledger.sessions.knows(session_id) and not _repairable(
            ledger, paths, session_id
        )
    acknowledged = (
        len(heard.slices) + len(heard.texts) + len(heard.marks) + heard.files + heard.finished
    )
    return acknowledged, lost, int(broken), int(unreadable), int(unrepaired)


def _repairable(ledger: SqliteLedger, paths: Paths, session_id: str) -> bool:
    recover = partial(recover_orphan, keys=ledger.keys)
    repaired = repair_session(ledger, paths, session_id, recover)
    verified = verify_session(ledger, paths, session_id)
    for trouble in (*repaired.unrepaired, *verified.findings):
        sys.stderr.write(f"\n{session_id}: {trouble}\n")
    return repaired.ok and verified.ok and links_are_true(paths)


def _readable(paths: Paths, keys: Keys, heard: _Heard) -> bool:
    """Whether the session file, once one was acknowledged, is there and whole."""
    try:
        file = StoredFile.of(paths.session_file(heard.session_id), keys, heard.session_id)
        if not file.exists():
            return heard.files == 0
        with opened(file) as stored:
            return checksum_holds(file) and stored.session_id == heard.session_id
    except CorpusError:
        return False
