"""Everything that a session file can prove about itself, with nothing but the file.

Runs in a child process (`sandbox.py`): a crafted or damaged file may crash HDF5.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path

from aurity_desktop.corpus.hdf5.read import SessionFile, opened
from aurity_desktop.corpus.hdf5.types import data_hash
from aurity_desktop.corpus.ledger.audit_chain import broken_links, clock_set_back
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.ledger.replay import NotReplayable, unproven_facts
from aurity_desktop.corpus.session_file import layout
from aurity_desktop.corpus.session_file.content import SessionContent, read_content
from aurity_desktop.corpus.session_file.fields import Table
from aurity_desktop.corpus.session_file.stored_file import StoredFile
from aurity_desktop.corpus.session_file.table_rows import records_of
from aurity_desktop.domain.errors import BadCiphertext, CorpusError, CorpusUnreadable, NotOurFile
from aurity_desktop.domain.integrity import Check
from aurity_desktop.domain.session import OPEN_STATES

#: Findings of one kind beyond this many are counted, not listed.
_MOST_FINDINGS = 50

#: Tables that the facts do not tell: the facts themselves, and what depends on the file.
_NO_VIEWS = frozenset({layout.FACTS.name, layout.AUDIT_LOG.name, layout.SLICES.name})


def examine(path: Path | StoredFile) -> tuple[Check, ...]:
    """The checks of one file.

    A check that could not be made, because the file cannot be read that far, is a finding too.

    Raises WrittenByNewer: that is no damage.
    """
    checks: list[Check] = []
    try:
        with opened(path) as stored:
            checks.append(
                Check("structure", detail=f"schema version {stored.attribute('schema_version')}")
            )
            checks.append(_datasets(stored))
            checks.append(_chain(stored))
            checks.append(_facts(stored))
            checks.append(_views(stored))
            checks.append(_audio(stored))
    except (NotOurFile, CorpusUnreadable, BadCiphertext) as error:
        checks.append(Check("readable", (error.detail,)))
    return tuple(checks)


def _datasets(stored: SessionFile) -> Check:
    """Each dataset against its hash in the manifest, and the manifest against its own."""
    stated = stored.stated_hashes()
    findings = []
    for path in sorted({*stated, *stored.dataset_paths()}):
        actual = stored.actual_hash(path)
        if path not in stated:
            findings.append(f"{path} was added: the manifest does not know it")
        elif actual is None:
            findings.append(f"{path} is missing or cannot be read")
        elif actual != stated[path]:
            findings.append(f"{path} was changed: its hash does not match the manifest")
    if data_hash(stated) != stored.manifest("data_hash"):
        findings.append("/manifest/files was changed: data_hash does not match")
    return _check("datasets", findings, f"{len(stated)} datasets")


def _chain(stored: SessionFile) -> Check:
    rows = stored.audit()
    links = broken_links(stored.session_id, rows, stored.head)
    detail = f"{len(rows)} rows"
    if stored.manifest("redacted"):
        detail += "; only the ledger can show that they are the session's own: it is redacted"
    return _check(
        "audit chain",
        [f"/audit_log row {link.audit_id}: {link.detail}" for link in links],
        detail,
        [f"/audit_log row {step.audit_id}: {step.detail}" for step in clock_set_back(rows)],
    )


def _facts(stored: SessionFile) -> Check:
    if stored.manifest("redacted"):
        return Check("facts", detail="withheld: the export is redacted")
    facts = stored.facts()
    findings = [f"/facts: {finding}" for finding in unproven_facts(facts, stored.audit())]
    return _check("facts", findings, f"{len(facts)} facts")


def _views(stored: SessionFile) -> Check:
    """What people read (/chunks, /words, …) against what the facts say.

    As far as the file's own version has fields for it.
    """
    if stored.manifest("redacted"):
        return Check("views", detail="not compared: the export is redacted")
    try:
        content = content_of(stored)
    except (NotReplayable, CorpusError, sqlite3.Error, ValueError, TypeError, KeyError) as error:
        return Check("views", (f"the facts cannot be replayed: {error}",))
    findings = []
    for table in layout.CURRENT.tables:
        if table.name in _NO_VIEWS or not stored.layout.has(table):
            continue
        columns = table.at(stored.layout.version).columns
        places = [table.columns.index(field) for field in columns]
        found = [tuple(record[field.name] for field in columns) for record in stored.records(table)]
        different = _different(found, table, content, places)
        if different and table.name == layout.SEGMENTS.name:
            # Earlier versions wrote segments that run across a pause or a gap.
            earlier = content_of(stored, across_spans=True)
            different = _different(found, table, earlier, places) and different
        findings += [f"/{table.name} record {at} is not what the facts say" for at in different]
    return _check("views", findings, "")


def _different(
    found: Sequence[tuple[object, ...]], table: Table, content: SessionContent, places: list[int]
) -> list[int]:
    """The numbers of the records that the content tells otherwise."""
    expected = (
        tuple(record[place] for place in places)
        for record in records_of(table, content, frozenset())
    )
    return [
        number for number, (wanted, got) in enumerate(zip_longest(expected, found)) if wanted != got
    ]


def content_of(stored: SessionFile, *, across_spans: bool = False) -> SessionContent:
    """The session as its facts tell it: replayed into a ledger in memory, see `read_content`.

    Raises NotReplayable and others on a foreign file.
    """
    ledger = SqliteLedger.in_memory(stored.path)
    try:
        ledger.facts.restore(stored.session_id, stored.facts(), stored.audit())
        return read_content(ledger, stored.session_id, across_spans=across_spans)
    finally:
        ledger.close()


def _audio(stored: SessionFile) -> Check:
    """Each slice's samples against the hash that its chunk carries."""
    if not stored.has_audio:
        if _being_recorded(stored):
            return Check("audio", detail="not in it before the recording has ended")
        left_out = "audio" in str(stored.manifest("redacted"))
        return Check("audio", () if left_out else ("/audio is missing",), "left out")
    chunks = {record["chunk_number"]: record for record in stored.records(layout.CHUNKS)}
    findings, position, samples = [], 0, stored.sample_count
    for record in stored.records(layout.SLICES):
        number, start = record["chunk_number"], record["start_sample"]
        end = start + record["sample_count"]
        chunk = chunks.pop(number, None)
        if start != position:
            findings.append(f"chunk {number} begins at sample {start} instead of {position}")
        position = end
        if chunk is None:
            findings.append(f"chunk {number} is missing in /chunks")
        elif not _agree(chunk, record):
            findings.append(f"chunk {number}: /chunks and /slices disagree")
        if not record["in_file"]:
            findings.append(f"chunk {number}: its sound was lost before the file was made")
        elif end > samples or end < start:
            findings.append(f"chunk {number}: /audio is too short")
        elif hashlib.sha256(stored.audio(start, end)).hexdigest() != record["sha256"]:
            findings.append(f"chunk {number}: its sound was changed, the hash does not match")
    findings += [f"chunk {number} has no sound" for number in chunks]
    if position != samples:
        findings.append(f"/audio has {samples} samples instead of {position}")
    return _check("audio", findings, f"{samples} samples")


def _being_recorded(stored: SessionFile) -> bool:
    return any(record["state"] in OPEN_STATES for record in stored.records(layout.SESSION))


def _agree(chunk: dict[str, object], record: dict[str, object]) -> bool:
    start, count = record["start_sample"], record["sample_count"]
    return (
        isinstance(start, int)
        and isinstance(count, int)
        and chunk["audio_hash"] == f"sha256:{record['sha256']}"
        and chunk["timestamp_start"] == start / 16_000
        and chunk["timestamp_end"] == (start + count) / 16_000
    )


def _check(name: str, findings: list[str], detail: str, notes: Sequence[str] = ()) -> Check:
    return Check(name, _not_too_many(findings), detail, _not_too_many(notes))


def _not_too_many(lines: Sequence[str]) -> tuple[str, ...]:
    if len(lines) > _MOST_FINDINGS:
        return (*lines[:_MOST_FINDINGS], f"and {len(lines) - _MOST_FINDINGS} more")
    return tuple(lines)
