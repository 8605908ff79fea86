"""`kill -9` of a desk: in the middle of marking, noting, correcting, recording on and joining.

What it had acknowledged is there; what it was making is whole or not there. The desk does one
session after the other, and joins each with the one before it.
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
from types import SimpleNamespace
from typing import Any, cast

from aurity_desktop.audio.capture.going_on import go_on
from aurity_desktop.audio.capture.source import Source
from aurity_desktop.audio.slices.recovery import recover_orphan
from aurity_desktop.corpus.integrity.session_repair import repair_session
from aurity_desktop.corpus.integrity.verify import verify_session
from aurity_desktop.corpus.ledger.audit_chain import broken_links
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.transfer.joining import join_sessions
from aurity_desktop.domain.audio import RECORDED_ON
from aurity_desktop.domain.bookmarks import Bookmark
from aurity_desktop.domain.clinical_note import EntryState, NoteEntry
from aurity_desktop.domain.keys import Keys
from aurity_desktop.domain.live_corrections import LiveCorrection
from aurity_desktop.domain.patients import Patient
from aurity_desktop.domain.session import SessionPlan, SessionState
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.storage.durable import make_folder
from tests.benchmarks.corpus.killed_writer import facts_of_killed
from tests.benchmarks.corpus.planted_sessions import finish, transcription, write_slice
from tests.benchmarks.corpus.vaults import bench_keys

_LONGEST_SECONDS = 4.0
_SESSIONS = 8
_SLICES = 2
_ANA = Patient("p-1", "Ana Pérez", "77")


@dataclass(frozen=True, slots=True)
class DeskFigures:
    """`in_the_middle`: kills that left a session open, or a join begun and not acknowledged.

    `unrepaired`: sessions that did not verify after a repair.
    """

    kills: int
    acknowledged: int
    joins: int
    recorded_on: int
    in_the_middle: int
    acknowledged_lost: int
    broken_chains: int
    unrepaired: int


@dataclass(frozen=True, slots=True)
class _Fact:
    """What was acknowledged: of this kind, in this session, under this key."""

    kind: str
    session_id: str
    key: object


def kill_desks(
    folder: Path,
    kills: int,
    seed: int,
    progress: Callable[[int], None],
    *,
    encrypted: bool = False,
) -> DeskFigures:
    """Works in `folder`, all desks on one ledger."""
    paths = Paths(folder / "data", folder / "models")
    paths.prepare()
    keys = bench_keys(paths, encrypted=encrypted)
    moments = random.Random(seed)
    totals = [0] * 7
    for number in range(kills):
        after = moments.uniform(0.0, _LONGEST_SECONDS)
        facts = facts_of_killed(partial(_work, paths, keys, number), after)
        for at, count in enumerate(_judge(paths, keys, number, facts)):
            totals[at] += count
        progress(number + 1)
    return DeskFigures(kills, *totals)


def _name(desk: int, number: int, *, joined: bool = False) -> str:
    return f"session_20200101_{desk:04}{number:02}{'_2' if joined else ''}"


def _work(paths: Paths, keys: Keys, desk: int, said: Connection) -> None:
    with closing(SqliteLedger(paths.ledger, "desk", keys=keys)) as ledger:
        for number in range(_SESSIONS):
            session_id = _name(desk, number)
            _record(ledger, paths, session_id, said)
            _record_on(ledger, paths, session_id, said)
            if number:
                ids = (_name(desk, number - 1), session_id)
                joined = _name(desk, number, joined=True)
                join_sessions(ledger, paths, ids, joined, "desk")
                said.send(_Fact("joined", joined, ids))


def _record(ledger: SqliteLedger, paths: Paths, session_id: str, said: Connection) -> None:
    """A session with all that people say of it while it is recorded."""
    folder = paths.session(session_id) / "slices"
    ledger.keys.begin(session_id)
    make_folder(folder)
    ledger.sessions.create(SessionPlan(session_id, datetime.now(UTC), "bench"))
    for number in range(_SLICES):
        ledger.sound.record_slice(write_slice(folder, session_id, number, number, ledger.keys))
        said.send(_Fact("slice", session_id, number))
        ledger.chunks.record_transcription(transcription(session_id, number, number))
        ledger.bookmarks.record(session_id, Bookmark(f"mark-{number}", number * 48_000))
        said.send(_Fact("mark", session_id, (f"mark-{number}", "")))
        noted = Bookmark(f"mark-{number}", number * 48_000, f"nota {number}")
        ledger.bookmarks.record(session_id, noted)
        said.send(_Fact("mark", session_id, (f"mark-{number}", noted.text)))
        start = number * 3.0
        corrected = LiveCorrection(f"word-{number}", start, start + 0.3, "que", f"dice {number}")
        ledger.live_corrections.record(session_id, corrected)
        said.send(_Fact("correction", session_id, corrected))
    ledger.patients.assign(session_id, _ANA)
    said.send(_Fact("patient", session_id, _ANA))
    finish(ledger, session_id, ledger.segments.words(session_id))
    entry = NoteEntry("line", EntryState.CONFIRMED, "symptom", "", "Niega fiebre", "aa", 0.0, 1.0)
    ledger.clinical_notes.decide(session_id, entry)
    said.send(_Fact("line", session_id, entry))
    ledger.clinical_notes.write(session_id, "prognosis", "Bueno.")
    said.send(_Fact("typed", session_id, ("prognosis", "Bueno.")))


def _record_on(ledger: SqliteLedger, paths: Paths, session_id: str, said: Connection) -> None:
    folder = paths.session(session_id) / "slices"
    source = cast(Source, SimpleNamespace(keeps_time=False))
    point = go_on(session_id, folder, ledger, ledger.keys, source)
    said.send(_Fact("recorded on", session_id, point.at_sample))
    number = point.number
    ledger.sound.record_slice(write_slice(folder, session_id, number, number, ledger.keys))
    said.send(_Fact("slice", session_id, number))
    ledger.chunks.record_transcription(transcription(session_id, number, number))
    ledger.sessions.set_state(session_id, SessionState.COMPLETED)
    said.send(_Fact("completed", session_id, True))


def _held(ledger: SqliteLedger, kind: str, session_id: str) -> set[object]:
    """The keys of this kind that the ledger has now."""
    readings: dict[str, Callable[[], Any]] = {
        "slice": lambda: [each.number for each in ledger.sound.slices(session_id)],
        "mark": lambda: [
            (each.bookmark.bookmark_id, each.bookmark.text)
            for each in ledger.bookmarks.history(session_id)
        ],
        "correction": lambda: ledger.live_corrections.of_session(session_id),
        "patient": lambda: [ledger.patients.of_session(session_id)],
        "line": lambda: list(ledger.clinical_notes.record(session_id).entries.values()),
        "typed": lambda: list(ledger.clinical_notes.record(session_id).texts.items()),
        "recorded on": lambda: [
            each.at_sample for each in ledger.sound.spans(session_id) if each.reason == RECORDED_ON
        ],
        "completed": lambda: [ledger.sessions.summary(session_id).state is SessionState.COMPLETED],
    }
    return set(readings[kind]()) if ledger.sessions.knows(session_id) else set()


def _is_there(ledger: SqliteLedger, fact: _Fact) -> bool:
    if fact.kind != "joined":
        return fact.key in _held(ledger, fact.kind, fact.session_id)
    if not ledger.sessions.knows(fact.session_id):
        return False
    parts = cast(tuple[str, str], fact.key)
    counts = [_counted(ledger, each) for each in parts]
    both = tuple(sum(each) for each in zip(*counts, strict=True))
    return _counted(ledger, fact.session_id) == both


def _counted(ledger: SqliteLedger, session_id: str) -> tuple[int, ...]:
    """Of all that a joined session has of both: words, marks, corrections, lines, slices."""
    return (
        len(ledger.segments.words(session_id)),
        len(ledger.bookmarks.of_session(session_id)),
        len(ledger.live_corrections.of_session(session_id)),
        len(ledger.clinical_notes.record(session_id).entries),
        len(ledger.sound.slices(session_id)),
    )


def _judge(paths: Paths, keys: Keys, desk: int, facts: list[_Fact]) -> tuple[int, ...]:
    with closing(SqliteLedger(paths.ledger, "killer", keys=keys)) as ledger:
        lost = [each for each in facts if not _is_there(ledger, each)]
        names = [
            _name(desk, number, joined=j) for number in range(_SESSIONS) for j in (False, True)
        ]
        there = [each for each in names if ledger.sessions.knows(each)]
        broken = sum(
            bool(broken_links(each, ledger.audit.rows(each), ledger.audit.head(each)))
            for each in there
        )
        told = {each.session_id for each in facts if each.kind in {"completed", "joined"}}
        unrepaired = sum(not _repairable(ledger, paths, each) for each in there)
    for fact in lost:
        sys.stderr.write(f"\nlost: {fact}\n")
    kinds = [each.kind for each in facts]
    middle = int(set(there) != told)
    joins, continued = kinds.count("joined"), kinds.count("recorded on")
    return len(facts), joins, continued, middle, len(lost), broken, unrepaired


def _repairable(ledger: SqliteLedger, paths: Paths, session_id: str) -> bool:
    repaired = repair_session(ledger, paths, session_id, partial(recover_orphan, keys=ledger.keys))
    verified = verify_session(ledger, paths, session_id)
    for trouble in (*repaired.unrepaired, *verified.findings):
        sys.stderr.write(f"\n{session_id}: {trouble}\n")
    return repaired.ok and verified.ok
