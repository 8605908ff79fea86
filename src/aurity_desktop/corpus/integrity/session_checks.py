"""The questions that `verify` asks of a session in the corpus, one function each.

A function returns what it found wrong, each finding naming its place, and a word on how much it
looked at. One that cannot be answered, because what it reads is damaged, is answered by that.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple, TypeAlias

from aurity_desktop.corpus.hdf5.read import opened
from aurity_desktop.corpus.integrity.file_examination import examine
from aurity_desktop.corpus.ledger.audit_chain import broken_links, clock_set_back
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.ledger.replay import NotReplayable, unproven_facts
from aurity_desktop.corpus.session_file.content import read_content
from aurity_desktop.corpus.session_file.file_checksum import checksum_holds
from aurity_desktop.corpus.session_file.sandbox import in_child
from aurity_desktop.corpus.session_file.slice_wav import DamagedSlice, read_pcm
from aurity_desktop.corpus.session_file.stored_file import StoredFile
from aurity_desktop.domain.audio import AudioSlice
from aurity_desktop.domain.errors import BadCiphertext, CorpusError, DamagedRow, NotOurFile
from aurity_desktop.domain.events import AuditRow, Event, since_import
from aurity_desktop.domain.integrity import Check
from aurity_desktop.domain.keys import Keys
from aurity_desktop.encrypted.frames import SUFFIX
from aurity_desktop.encrypted.sound import file_subject, read_stored
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.storage.wav import HEADER_BYTES, layout_of


class Answer(NamedTuple):
    """What was found wrong, a word on how much was looked at, and what is worth a question."""

    findings: list[str]
    detail: str
    notes: tuple[str, ...] = ()


Question: TypeAlias = Callable[[SqliteLedger, Paths, str], Answer]

#: The name of the finding that a file cannot be read at all.
READABLE = "readable"

_READ = 1 << 20

#: Of what a session's files are called when they are plain.
_PLAIN_SUFFIXES = frozenset({".wav", ".part", ".h5", ".json", ".rttm", ".npz"})

#: A recording adds a few rows a second, most questions take milliseconds.
_LOOKS = 5

#: What reading damaged rows and files raises: ours, SQLite's, and Python's at values that are none.
_DAMAGE = (
    CorpusError,
    NotReplayable,
    sqlite3.DatabaseError,
    OSError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    RecursionError,
)


def ask(name: str, ledger: SqliteLedger, paths: Paths, session_id: str) -> Check:
    """One of `QUESTIONS`, answered.

    What is found while the session grows may be its growing, and is looked at again.
    """
    for _ in range(_LOOKS):
        try:
            before = ledger.audit.head(session_id)
            findings, detail, notes = QUESTIONS[name](ledger, paths, session_id)
            check = Check(name, tuple(findings), detail, notes)
        except _DAMAGE as error:
            return Check(name, (f"{name} cannot be checked: {error}",))
        if check.ok or ledger.audit.head(session_id) == before:
            break
    return check


def unknown_sound(
    ledger: SqliteLedger, paths: Paths, session_id: str, is_recorded: Callable[[str], bool]
) -> Check:
    """Files of sound that the ledger does not know.

    A recorder that is at work has its newest ones there before their rows.

    First the folder, then the recorder, last the ledger: what a recorder wrote that has gone
    meanwhile has its row by then.
    """
    folder = paths.session(session_id) / "slices"
    sealed, parts, kept = (
        sorted({path.name.removesuffix(SUFFIX) for each in patterns for path in folder.glob(each)})
        for patterns in (
            ("*.wav", f"*.wav{SUFFIX}"),
            ("*.part", f"*.part{SUFFIX}"),
            ("*.part.kept", f"*.part{SUFFIX}.kept"),
        )
    )
    if is_recorded(session_id):
        return Check("slice files", (), "being recorded")
    try:
        known = {audio_slice.path.name for audio_slice in ledger.sound.slices(session_id)}
    except DamagedRow as error:
        return Check("slice files", (f"slice files cannot be checked: {error}",))
    findings = (
        *(f"{name} has no row in the ledger" for name in sealed if name not in known),
        *(f"{name}: open slice not recovered: run sessions --recover" for name in parts),
        *(f"{name}: sound that recovery kept beside the slice of its number" for name in kept),
    )
    return Check("slice files", findings)


def _is_unchanged(file: StoredFile) -> bool:
    """Whether its checksum is right. One that does not decrypt was changed.

    Raises OSError for a plain file that cannot be read.
    """
    try:
        return checksum_holds(file)
    except (BadCiphertext, OSError):
        if file.cipher is None or not file.exists():
            raise
        return False


def file_checks(path: Path | StoredFile) -> tuple[Check, ...]:
    """What a session file proves about itself: its checksum, and what a child reads in it.

    Raises OSError, WrittenByNewer, BadCiphertext.
    """
    file = StoredFile.at(path)
    checksum = Check(
        "checksum", () if _is_unchanged(file) else (f"{file.path.name}: its bytes were changed",)
    )
    try:
        return (checksum, *in_child(examine, file))
    except NotOurFile as error:
        return (checksum, Check(READABLE, (error.detail,)))


def _chain(ledger: SqliteLedger, _paths: Paths, session_id: str) -> Answer:
    audit = ledger.audit.rows(session_id)
    links = broken_links(session_id, audit, ledger.audit.head(session_id))
    return Answer(
        [f"audit row {link.audit_id}: {link.detail}" for link in links],
        f"{len(audit)} rows",
        tuple(f"audit row {step.audit_id}: {step.detail}" for step in clock_set_back(audit)),
    )


def _facts(ledger: SqliteLedger, _paths: Paths, session_id: str) -> Answer:
    facts = ledger.facts.of_session(session_id)
    return Answer(unproven_facts(facts, ledger.audit.rows(session_id)), f"{len(facts)} facts")


def _views(ledger: SqliteLedger, _paths: Paths, session_id: str) -> Answer:
    """The derived tables against a fresh derivation from the same facts."""
    found, found_passages = read_content(ledger, session_id), ledger.search.passages(session_id)
    found_written = _searched_beside(ledger, session_id)
    with closing(SqliteLedger.in_memory(ledger.path)) as fresh:
        fresh.facts.restore(session_id, found.facts, found.audit)
        wanted, wanted_passages = read_content(fresh, session_id), fresh.search.passages(session_id)
        wanted_written = _searched_beside(fresh, session_id)
    different = [
        f"{part} of the ledger are not what its facts say"
        for part in ("summary", "chunks", "words", "segments")
        if getattr(found, part) != getattr(wanted, part)
    ]
    if (found_passages, found_written) != (wanted_passages, wanted_written):
        different.append("search passages of the ledger are not what its facts say")
    return Answer(different, "")


def _searched_beside(ledger: SqliteLedger, session_id: str) -> tuple[object, ...]:
    """What search looks at beside what was said."""
    search = ledger.search
    return search.title(session_id), search.notes(session_id), search.note_lines(session_id)


def _slices(ledger: SqliteLedger, _paths: Paths, session_id: str) -> Answer:
    findings, position = [], 0
    slices = ledger.sound.slices(session_id)
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
            read_pcm(audio_slice, ledger.keys)
        except DamagedSlice as damage:
            findings.append(f"{name} {damage}")
    return Answer(findings, f"{len(slices)} slices, {position} samples")


def _final(ledger: SqliteLedger, paths: Paths, session_id: str) -> Answer:
    """`final.wav` is the slices' samples behind one header, and nothing else."""
    stored = StoredFile.of(paths.session(session_id) / "final.wav", ledger.keys, session_id)
    if not stored.exists():
        here = since_import(ledger.audit.rows(session_id))
        if any(row.operation == Event.CHUNKS_CONCATENATED for row in here):
            return Answer(["final.wav was made and is not there"], "")
        return Answer([], "not made yet")
    try:
        expected, samples = _joined(ledger.sound.slices(session_id), ledger.keys)
    except DamagedSlice as damage:
        return Answer([f"final.wav cannot be compared: a slice {damage}"], "")
    findings = []
    with stored.open() as file:
        if stored.cipher is None:
            found = layout_of(file)
            if found is None or found.sample_count != samples:
                findings.append("final.wav has a changed header or another length")
                file.seek(HEADER_BYTES)
        digest = hashlib.sha256()
        while block := file.read(_READ):
            digest.update(block)
    if digest.hexdigest() != expected:
        findings.append("final.wav has other sound than the slices")
    return Answer(findings, f"{samples} samples")


def _joined(slices: list[AudioSlice], keys: Keys) -> tuple[str, int]:
    digest = hashlib.sha256()
    for audio_slice in slices:
        digest.update(read_pcm(audio_slice, keys))
    return digest.hexdigest(), sum(audio_slice.sample_count for audio_slice in slices)


def _segment_files(ledger: SqliteLedger, paths: Paths, session_id: str) -> Answer:
    """`segments.json` and `segments.rttm` against the hashes that were recorded with them last."""
    here = since_import(ledger.audit.rows(session_id))
    written = [row for row in here if row.operation == Event.SEGMENT_FILES_WRITTEN]
    stated = json.loads(written[-1].metadata) if written else {}
    findings = []
    for name, digest in stated.items():
        path = paths.session(session_id) / Path(name).name
        try:
            subject = file_subject(session_id, path.name)
            content, _ = read_stored(path, ledger.keys, session_id, subject)
        except FileNotFoundError:
            findings.append(f"{name} is missing")
        except BadCiphertext as broken:
            findings.append(f"{name} does not open with its key: {broken.detail}")
        else:
            if hashlib.sha256(content).hexdigest() != digest:
                findings.append(f"{name} was changed")
    return Answer(findings, f"{len(stated)} files")


def _session_file(ledger: SqliteLedger, paths: Paths, session_id: str) -> Answer:
    """The session's own file: untouched since it was built, and not an older one put back."""
    file = StoredFile.of(paths.session_file(session_id), ledger.keys, session_id)
    path, audit = file.path, ledger.audit.rows(session_id)
    builds = [row for row in audit if row.operation == Event.PROJECTION_REBUILT]
    if not path.exists():
        return Answer([f"{path.name} is missing"] if builds else [], "not made yet")
    with path.open("rb") as stored:
        digest = hashlib.file_digest(stored, "sha256").hexdigest()
    if builds and builds[-1].result_hash == digest:
        behind = len(audit) - int(json.loads(builds[-1].metadata)["audit_rows"])
        return Answer([], f"as it was built; {behind} newer audit rows")
    checks = file_checks(file)
    findings = [f"{path.name}: {finding}" for check in checks for finding in check.findings]
    return Answer(findings or _age(file, digest, builds, audit), "")


def _age(file: StoredFile, digest: str, builds: list[AuditRow], audit: list[AuditRow]) -> list[str]:
    """What is wrong with a whole file that is not the one recorded last; nothing, perhaps.

    An older one was put back, or its builder died before it could record it.
    """
    if any(row.result_hash == digest for row in builds):
        return [f"{file.path.name} is an older file that was put back"]
    path = file.path
    with opened(file) as stored:
        head = stored.head
    ours = 0 < head.count <= len(audit) and audit[head.count - 1].row_hash == head.last_hash
    newest = int(json.loads(builds[-1].metadata)["audit_rows"]) if builds else 0
    if not ours or head.count < newest:
        return [f"{path.name} is not the file that was built last"]
    return []


def _plain_beside(ledger: SqliteLedger, paths: Paths, session_id: str) -> Answer:
    """Of a session that is encrypted as a whole, plain files that carry the names of ours."""
    if not ledger.keys.is_whole(session_id):
        return Answer([], "not encrypted as a whole")
    folder = paths.session(session_id)
    planted = sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.suffix in _PLAIN_SUFFIXES and not path.name.startswith(".")
    )
    findings = [f"{name} lies plain in an encrypted session, and is not used" for name in planted]
    return Answer(findings, "")


QUESTIONS: dict[str, Question] = {
    "audit chain": _chain,
    "facts": _facts,
    "views": _views,
    "slices": _slices,
    "final sound": _final,
    "segment files": _segment_files,
    "session file": _session_file,
    "plain files": _plain_beside,
}
