"""Bits flipped, rows forged, files crafted: what is found, what was harmless, what was missed."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from aurity_desktop.corpus.hdf5.read import opened
from aurity_desktop.corpus.integrity.verify import verify_corpus, verify_session
from aurity_desktop.corpus.ledger.audit_chain import Head, broken_links
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.projection.projector import SessionProjector
from aurity_desktop.corpus.session_file.content import read_content
from aurity_desktop.corpus.session_file.file_checksum import checksum_block, checksum_holds
from aurity_desktop.corpus.session_file.layout import TABLES, USER_BLOCK
from aurity_desktop.corpus.session_file.sandbox import in_child
from aurity_desktop.corpus.transfer.exporting import export_session
from aurity_desktop.domain.errors import AurityError, CorpusError, NotOurFile
from aurity_desktop.domain.events import AuditRow
from aurity_desktop.domain.keys import Keys
from aurity_desktop.runtime.paths import Paths
from tests.benchmarks.corpus.planted_sessions import record_hour, without_fsync
from tests.benchmarks.corpus.vaults import bench_keys

_SESSION = "session_20200101_000000"
_SLICES = 20
_FILES_PER_CHILD = 25

#: Every so many flips of a session file, `verify` is asked in full, child process included; else
#: only what it asks first, the checksum.
_ASKED_IN_FULL = 20


@dataclass(frozen=True, slots=True)
class TamperFigures:
    """`harmless`: the flip changed nothing that anything reads. `missed` must be 0 everywhere."""

    session_flips: int
    session_flips_detected: int
    session_flips_missed: int
    ledger_flips: int
    ledger_flips_detected: int
    ledger_flips_harmless: int
    ledger_flips_missed: int
    chain_forgeries: int
    chain_forgeries_missed: int
    hostile_files: int
    hostile_refused: int
    hostile_harmless: int
    hostile_contained_crashes: int
    hostile_escaped: int


def tamper(
    folder: Path,
    flips: int,
    forgeries: int,
    hostile: int,
    seed: int,
    progress: Callable[[int], None],
    *,
    encrypted: bool = False,
) -> TamperFigures:
    """All on one finalized session of a minute, in `folder`."""
    paths = Paths(folder / "data", folder / "models")
    paths.prepare()
    draw = random.Random(seed)
    keys = bench_keys(paths, encrypted=encrypted)
    with closing(SqliteLedger(paths.ledger, "bench", keys=keys)) as ledger:
        without_fsync(ledger)
        record_hour(ledger, paths, _SESSION, _SLICES, seed)
        SessionProjector(paths, ledger).project(_SESSION)
        export_session(ledger, _SESSION, folder / "export.h5", exported_by="bench")
        found = _flip_session(ledger, paths, flips, draw, progress)
        missed_forgeries = _forge(ledger, forgeries, draw)
    in_ledger = _flip_ledger(paths, keys, max(1, flips // 5), draw)
    crafted = _craft(folder / "export.h5", hostile, draw, progress)
    return TamperFigures(
        session_flips=flips,
        session_flips_detected=found,
        session_flips_missed=flips - found,
        ledger_flips=sum(in_ledger.values()),
        ledger_flips_detected=in_ledger["detected"],
        ledger_flips_harmless=in_ledger["harmless"],
        ledger_flips_missed=in_ledger["missed"],
        chain_forgeries=forgeries,
        chain_forgeries_missed=missed_forgeries,
        hostile_files=hostile,
        hostile_refused=crafted["refused"],
        hostile_harmless=crafted["read"],
        hostile_contained_crashes=crafted["crashed"],
        hostile_escaped=crafted["escaped"],
    )


def _flip_session(
    ledger: SqliteLedger,
    paths: Paths,
    flips: int,
    draw: random.Random,
    progress: Callable[[int], None],
) -> int:
    """One bit at a time, anywhere in the session's files, each byte as likely as any other."""
    folder = paths.session(_SESSION)
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    sizes = [path.stat().st_size for path in files]
    found = 0
    for number in range(flips):
        (path,) = draw.choices(files, sizes)
        offset, bit = draw.randrange(path.stat().st_size), draw.randrange(8)
        flip(path, offset, bit)
        if path.suffix == ".h5" and number % _ASKED_IN_FULL:
            found += not checksum_holds(path)
        else:
            found += not verify_session(ledger, paths, _SESSION).ok
        flip(path, offset, bit)
        progress(number + 1)
    return found


def _flip_ledger(paths: Paths, keys: Keys, flips: int, draw: random.Random) -> Counter[str]:
    """One bit at a time in the ledger's file.

    Harmless: verification passes and everything reads as before.
    """
    outcomes: Counter[str] = Counter()
    whole = paths.ledger.read_bytes()
    with closing(SqliteLedger(paths.ledger, "bench", keys=keys)) as ledger:
        before, shown = read_content(ledger, _SESSION), ledger.search.passages(_SESSION)
    copy = replace(paths, data=paths.data.with_name("flipped"))
    shutil.copytree(paths.data, copy.data)
    for _ in range(flips):
        offset, bit = draw.randrange(len(whole)), draw.randrange(8)
        for journal in copy.data.glob("ledger.db-*"):
            journal.unlink()
        copy.ledger.write_bytes(whole)
        flip(copy.ledger, offset, bit)
        try:
            with closing(SqliteLedger(copy.ledger, "bench", keys=keys)) as ledger:
                ok = verify_corpus(ledger, copy).ok and ledger.sessions.knows(_SESSION)
                same = ok and _same(read_content(ledger, _SESSION), before)
                same = same and ledger.search.passages(_SESSION) == shown
        except AurityError:
            outcomes["detected"] += 1
        else:
            outcomes["detected" if not ok else "harmless" if same else "missed"] += 1
    return outcomes


def _same(now: object, before: object) -> bool:
    """But for the audit row that the verification itself has added, and the folder that slices lie
    in.
    """
    names = (
        "summary",
        "chunks",
        "words",
        "segments",
        "speakers",
        "turns",
        "spans",
        "states",
        "facts",
    )
    return all(getattr(now, name) == getattr(before, name) for name in names)


def flip(path: Path, offset: int, bit: int) -> None:
    with path.open("r+b") as file:
        file.seek(offset)
        (byte,) = file.read(1)
        file.seek(offset)
        file.write(bytes([byte ^ 1 << bit]))


def _forge(ledger: SqliteLedger, forgeries: int, draw: random.Random) -> int:
    """Rows edited, deleted, inserted, swapped, and the end cut off.

    Returns how many the chain and its head did not show.
    """
    audit = ledger.audit.rows(_SESSION)
    head = Head(len(audit), audit[-1].row_hash)
    missed = 0
    for _ in range(forgeries):
        forged = _forgery(list(audit), draw)
        missed += forged != audit and not broken_links(_SESSION, forged, head)
    return missed


def _forgery(rows: list[AuditRow], draw: random.Random) -> list[AuditRow]:
    at = draw.randrange(len(rows))
    match draw.choice(("edit", "delete", "insert", "swap", "cut")):
        case "edit":
            field = draw.choice(
                ("timestamp", "operation", "user_id", "payload_hash", "result_hash", "metadata")
            )
            changed: dict[str, Any] = {field: f"{getattr(rows[at], field)}x"}
            rows[at] = replace(rows[at], **changed)
        case "delete":
            del rows[at]
        case "insert":
            rows.insert(at, rows[draw.randrange(len(rows))])
        case "swap":
            other = draw.randrange(len(rows))
            rows[at], rows[other] = rows[other], rows[at]
        case "cut":
            del rows[at:]
    return rows


def _craft(
    export: Path, count: int, draw: random.Random, progress: Callable[[int], None]
) -> Counter[str]:
    """Files with random harm in HDF5's own structures, with a new checksum.

    They are read in children, as `verify` reads them.
    """
    outcomes: Counter[str] = Counter()
    whole = export.read_bytes()
    outside = export.with_name("outside")
    outside.write_bytes(b"a file that no other file may touch")
    for first in range(0, count, _FILES_PER_CHILD):
        folder = export.with_name(f"crafted-{first}")
        folder.mkdir()
        for number in range(first, min(count, first + _FILES_PER_CHILD)):
            _write_crafted(folder / f"{number}.h5", whole, draw)
        outcomes += _read_in_children(folder)
        shutil.rmtree(folder)
        progress(first)
    outcomes["escaped"] = int(outside.read_bytes() != b"a file that no other file may touch")
    return outcomes


def _write_crafted(path: Path, whole: bytes, draw: random.Random) -> None:
    content = bytearray(whole)
    if draw.random() < 0.2:
        del content[draw.randrange(USER_BLOCK, len(content)) :]
    for _ in range(draw.randrange(1, 60)):
        # HDF5's structures stand at the front and at the back; sound fills the middle.
        low, high = draw.choice(((USER_BLOCK, 16_000), (len(whole) - 120_000, len(whole))))
        at = draw.randrange(low, high)
        if at < len(content):
            content[at] = draw.choice((0, 1, 0x7F, 0x80, 0xFF, draw.randrange(256)))
    path.write_bytes(content)
    if draw.random() < 0.8 and len(content) > USER_BLOCK:
        with path.open("r+b") as file:
            block = checksum_block(file)
            file.seek(0)
            file.write(block)


def _read_in_children(folder: Path) -> Counter[str]:
    """One child for all of a folder; where it dies, each file gets a child of its own."""
    try:
        return Counter(in_child(read_folder, folder))
    except NotOurFile:
        outcomes: Counter[str] = Counter()
        for path in sorted(folder.iterdir()):
            try:
                outcomes[in_child(read_one, path)] += 1
            except NotOurFile:
                outcomes["crashed"] += 1
        return outcomes


def read_folder(folder: Path) -> dict[str, int]:
    """In a child: what became of each file."""
    return dict(Counter(read_one(path) for path in sorted(folder.iterdir())))


def read_one(path: Path) -> str:
    """`read` or `refused`. Any other exception is a bug and comes out."""
    try:
        with opened(path) as stored:
            for table in TABLES:
                for _ in stored.records(table):
                    pass
            for start in range(0, stored.sample_count, 1_000_000):
                stored.audio(start, start + 1_000_000)
    except CorpusError:
        return "refused"
    return "read"
