"""Finding what is not as it was: a flipped bit, a missing, added or moved row, a swapped or cut slice, an old file put back."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from pathlib import Path

from aurity_desktop.corpus.audit import broken_links
from aurity_desktop.corpus.content import SessionContent, read_content
from aurity_desktop.corpus.examine import examine
from aurity_desktop.corpus.hdf5.read import opened
from aurity_desktop.corpus.ledger import SqliteLedger
from aurity_desktop.corpus.links import links_are_true
from aurity_desktop.corpus.reader import LedgerReader
from aurity_desktop.corpus.replay import NotReplayable, unproven_facts
from aurity_desktop.corpus.sandbox import in_child
from aurity_desktop.corpus.seal import has_seal, is_sealed
from aurity_desktop.corpus.wav import HEADER_BYTES, DamagedSlice, header, read_pcm
from aurity_desktop.domain.audio import AudioSlice
from aurity_desktop.domain.errors import CorpusError, NotOurFile
from aurity_desktop.domain.events import AuditRow, Event
from aurity_desktop.domain.integrity import Check, VerificationReport
from aurity_desktop.paths import Paths

_READ = 1 << 20
_READABLE = "readable"


def verify_file(path: Path) -> VerificationReport:
    """Everything that a session file can prove about itself. Needs nothing but the file; what is inside is read in a child process.

    Raises NotOurFile where there is no such file or it is no session file at all, WrittenByNewer.
    """
    try:
        ours = has_seal(path)
    except OSError as error:
        raise NotOurFile(path, error.strerror or str(error)) from error
    checks = _file_checks(path)
    unreadable = [check for check in checks if check.name == _READABLE]
    if unreadable and not ours:
        raise NotOurFile(path, unreadable[0].findings[0])
    return VerificationReport(str(path), checks)


def _file_checks(path: Path) -> tuple[Check, ...]:
    """Raises OSError, WrittenByNewer."""
    seal = Check("seal", () if is_sealed(path) else (f"{path.name}: its bytes were changed",))
    try:
        return (seal, *in_child(examine, path))
    except NotOurFile as error:
        return (seal, Check(_READABLE, (error.detail,)))


def verify_session(ledger: SqliteLedger, paths: Paths, session_id: str) -> VerificationReport:
    """A session's slices, final sound, chain, facts, views and file; the outcome becomes an audit row. Raises UnknownSession."""
    ledger.session(session_id)
    audit = ledger.audit(session_id)
    checks = [
        chain_check(ledger, session_id, audit),
        facts_check(ledger, session_id, audit),
        views_check(ledger, session_id),
        slices_check(ledger, paths, session_id),
        final_check(ledger, paths, session_id),
        segment_files_check(paths.session(session_id), audit),
        session_file_check(paths.session_file(session_id), audit),
    ]
    report = VerificationReport(session_id, tuple(checks))
    event = Event.INTEGRITY_VERIFIED if report.ok else Event.INTEGRITY_VIOLATION_DETECTED
    ledger.record_event(session_id, event, {"findings": len(report.findings)})
    return report


def verify_corpus(ledger: SqliteLedger, paths: Paths) -> VerificationReport:
    """The database itself and every session. A finding says which session it is about."""
    checks = [Check("ledger", tuple(ledger.damage()))]
    for summary in ledger.sessions():
        report = verify_session(ledger, paths, summary.session_id)
        findings = tuple(f"{report.subject}: {finding}" for finding in report.findings)
        checks.append(Check(report.subject, findings))
    wrong = () if links_are_true(paths) else ("corpus.h5 is missing, damaged or out of date",)
    checks.append(Check("corpus.h5", wrong))
    return VerificationReport("corpus", tuple(checks))


def chain_check(ledger: LedgerReader, session_id: str, audit: list[AuditRow]) -> Check:
    links = broken_links(session_id, audit, ledger.audit_head(session_id))
    return Check(
        "audit chain",
        tuple(f"audit row {link.audit_id}: {link.detail}" for link in links),
        f"{len(audit)} rows",
    )


def facts_check(ledger: LedgerReader, session_id: str, audit: list[AuditRow]) -> Check:
    facts = ledger.facts(session_id)
    return Check("facts", tuple(unproven_facts(facts, audit)), f"{len(facts)} facts")


def views_check(ledger: LedgerReader, session_id: str) -> Check:
    """The derived tables against a fresh derivation from the same facts."""
    name = "views"
    try:
        found = read_content(ledger, session_id)
        wanted = _derived_anew(ledger, found)
    except (NotReplayable, CorpusError, sqlite3.Error, ValueError, TypeError, KeyError) as error:
        return Check(name, (f"the facts cannot be replayed: {error}",))
    findings = [
        f"{part} of the ledger are not what its facts say"
        for part in ("summary", "chunks", "words", "segments")
        if getattr(found, part) != getattr(wanted, part)
    ]
    return Check(name, tuple(findings))


def _derived_anew(ledger: LedgerReader, content: SessionContent) -> SessionContent:
    fresh = SqliteLedger.in_memory(ledger.path)
    try:
        fresh.restore(content.session_id, content.facts, content.audit)
        return read_content(fresh, content.session_id)
    finally:
        fresh.close()


def slices_check(ledger: LedgerReader, paths: Paths, session_id: str) -> Check:
    findings, position = [], 0
    slices = ledger.slices(session_id)
    for expected, audio_slice in enumerate(slices):
        name = f"slice {audio_slice.number:06}"
        if audio_slice.number != expected:
            findings.append(f"{name} stands where {expected:06} is expected")
        if audio_slice.start_sample != position:
            findings.append(
                f"{name} begins at sample {audio_slice.start_sample} instead of {position}"
            )
        position = audio_slice.end_sample
        try:
            read_pcm(audio_slice)
        except DamagedSlice as damage:
            findings.append(f"{name} {damage}")
    known = {audio_slice.path.name for audio_slice in slices}
    folder = paths.session(session_id) / "slices"
    findings += [
        f"{path.name} has no row in the ledger"
        for path in sorted(folder.glob("*.wav"))
        if path.name not in known
    ]
    return Check("slices", tuple(findings), f"{len(slices)} slices, {position} samples")


def final_check(ledger: LedgerReader, paths: Paths, session_id: str) -> Check:
    """`final.wav` is the slices' samples behind one header, and nothing else."""
    path = paths.session(session_id) / "final.wav"
    if not path.exists():
        return Check("final sound", detail="not made yet")
    try:
        expected, samples = _joined(ledger.slices(session_id))
    except DamagedSlice as damage:
        return Check("final sound", (f"final.wav cannot be compared: a slice {damage}",))
    findings = []
    with path.open("rb") as file:
        if file.read(HEADER_BYTES) != header(samples):
            findings.append("final.wav has a changed header or another length")
        digest = hashlib.sha256()
        while block := file.read(_READ):
            digest.update(block)
    if digest.hexdigest() != expected:
        findings.append("final.wav has other sound than the slices")
    return Check("final sound", tuple(findings), f"{samples} samples")


def _joined(slices: list[AudioSlice]) -> tuple[str, int]:
    digest = hashlib.sha256()
    for audio_slice in slices:
        digest.update(read_pcm(audio_slice))
    return digest.hexdigest(), sum(audio_slice.sample_count for audio_slice in slices)


def segment_files_check(folder: Path, audit: list[AuditRow]) -> Check:
    """`segments.json` and `segments.rttm` against the hashes that were recorded when they were written last."""
    written = [row for row in audit if row.operation == Event.SEGMENT_FILES_WRITTEN]
    stated = json.loads(written[-1].metadata) if written else {}
    findings = []
    for name, digest in stated.items():
        path = folder / name
        if not path.exists():
            findings.append(f"{name} is missing")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            findings.append(f"{name} was changed")
    return Check("segment files", tuple(findings), f"{len(stated)} files")


def session_file_check(path: Path, audit: list[AuditRow]) -> Check:
    """The session's own file: untouched since it was built, and not an older one put back."""
    name = "session file"
    builds = [row for row in audit if row.operation == Event.PROJECTION_REBUILT]
    if not path.exists():
        return Check(name, (f"{path.name} is missing",) if builds else (), "not made yet")
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if builds and builds[-1].result_hash == digest:
        behind = len(audit) - int(json.loads(builds[-1].metadata)["audit_rows"])
        return Check(name, detail=f"as it was built; {behind} newer audit rows")
    findings = [
        f"{path.name}: {finding}" for check in _file_checks(path) for finding in check.findings
    ]
    if not findings:
        findings += _age(path, digest, builds, audit)
    return Check(name, tuple(findings))


def _age(path: Path, digest: str, builds: list[AuditRow], audit: list[AuditRow]) -> list[str]:
    """A whole file that is not the one recorded last: an older one put back, or one whose builder died before it could record it."""
    with opened(path) as stored:
        head = stored.head
    if any(row.result_hash == digest for row in builds):
        return [f"{path.name} is an older file that was put back"]
    ours = 0 < head.count <= len(audit) and audit[head.count - 1].row_hash == head.last_hash
    newest = json.loads(builds[-1].metadata)["audit_rows"] if builds else 0
    if not ours or head.count < newest:
        return [f"{path.name} is not the file that was built last"]
    return []
