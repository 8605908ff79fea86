"""Exporting every finished session at once, as tables that analysis programs read.

A folder that is complete or not there: it is filled under another name beside its own.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from dataclasses import replace as replaced
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from aurity_desktop import __version__
from aurity_desktop.corpus.ledger.codec import time_to_text
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.session_file.content import SessionContent, read_shown
from aurity_desktop.corpus.transfer.parquet_folder import ParquetFolder
from aurity_desktop.corpus.transfer.parquet_tables import PARQUET_VERSION, columns_of
from aurity_desktop.corpus.transfer.redaction import covered, redacted, what_is_left
from aurity_desktop.domain.errors import (
    DamagedRow,
    NothingToExport,
    TargetExists,
    TargetRefused,
    UnknownSession,
)
from aurity_desktop.domain.events import Metadata, canonical
from aurity_desktop.domain.integrity import (
    CorpusExport,
    ExportManifest,
    Redaction,
    redaction_parts,
)
from aurity_desktop.domain.session import UNDER_WAY, SessionSummary
from aurity_desktop.runtime.collection import without_collection
from aurity_desktop.storage.durable import (
    claim_folder,
    put_in_place,
    storage_error,
    sync_folder,
    write_whole,
)

#: What says of a folder that it is an export of ours, and which files are.
MANIFEST: Final = "manifest.json"
_FORMAT: Final = "parquet"
#: Of the commitments in a redacted export, see `reissued_chain`; each session has its own.
_SECRET_BYTES: Final = 32
#: Whose rows of the audit chain are written in one transaction.
_NOTED_AT_ONCE: Final = 200
#: What folders beside the target are called while they are filled, and while they are replaced.
_ASIDE: Final = (".new", ".old")


@dataclass
class _Read:
    """What was read of the sessions, and what was not."""

    purpose: str
    told: dict[str, Metadata] = field(default_factory=dict)
    under_way: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)


def export_corpus(
    ledger: SqliteLedger,
    target: Path,
    *,
    exported_by: str,
    purpose: str = "",
    redaction: Redaction | None = None,
    replace: bool = False,
) -> CorpusExport:
    """Write the folder `target` and record it in the chain of each session and of the corpus.

    One session at a time is in memory. Sessions that are recorded or finished just now are left
    out, and so is one whose record is damaged; the result names them. `replace`: an earlier export
    of this kind, with nothing else in it, may be there. Raises NothingToExport, TargetExists,
    TargetRefused, DiskFull, FolderNotWritable.
    """
    redaction = redaction or Redaction()
    _check(target, replace=replace)
    read = _Read(purpose)
    now, export_id = datetime.now(UTC), f"export_{uuid.uuid4().hex}"
    with _beside(target) as folder, ParquetFolder(folder) as files, without_collection():
        for content in _contents(ledger, redaction, read):
            files.add(_month(content.summary), columns_of(content))
        files.finish()
        if not read.told:
            raise NothingToExport
        hashes = {
            path.as_posix(): f"sha256:{_sha256(folder / path)}" for path in sorted(files.files)
        }
        left = what_is_left(replaced(redaction, audio=True), read.purpose) if redaction.any else ()
        manifest = ExportManifest(
            export_id=export_id,
            timestamp=now,
            exported_by="" if redaction.names else exported_by,
            data_source=f"aurity-desktop {__version__}: {len(read.told)} sessions",
            data_hash=f"sha256:{hashlib.sha256(canonical(hashes)).hexdigest()}",
            format=_FORMAT,
            purpose=read.purpose,
            includes_pii=not (redaction.names and redaction.text),
            schema_version=PARQUET_VERSION,
            files=hashes,
            left=left,
        )
        made = CorpusExport(
            manifest, len(read.told), files.counts, tuple(read.under_way), tuple(read.damaged)
        )
        write_whole(folder / MANIFEST, [_written(made, redaction)])
        _put_folder(folder, target)
    _note(ledger, made, redaction, read.told)
    return made


def _contents(ledger: SqliteLedger, redaction: Redaction, read: _Read) -> Iterator[SessionContent]:
    """Oldest first, each as it may leave; `read` is told of them."""
    for summary in reversed(ledger.sessions.all()):
        session_id = summary.session_id
        if summary.damaged:
            read.damaged.append(session_id)
            continue
        if summary.state in UNDER_WAY:
            read.under_way.append(session_id)
            continue
        try:
            whole = read_shown(ledger, session_id)
        except UnknownSession:  # erased meanwhile
            continue
        except DamagedRow:
            read.damaged.append(session_id)
            continue
        secret = secrets.token_bytes(_SECRET_BYTES)
        if redaction.names:
            read.purpose = covered(whole, read.purpose)
        read.told[session_id] = {"secret": secret.hex()} if redaction.any else {}
        yield redacted(whole, redaction, secret)


def _month(summary: SessionSummary) -> str:
    return summary.plan.created_at.astimezone(UTC).strftime("%Y-%m")


def _written(made: CorpusExport, redaction: Redaction) -> bytes:
    manifest = made.manifest
    told = {
        "export_id": manifest.export_id,
        "timestamp": time_to_text(manifest.timestamp),
        "exported_by": manifest.exported_by,
        "data_source": manifest.data_source,
        "data_hash": manifest.data_hash,
        "format": manifest.format,
        "purpose": manifest.purpose,
        "includes_pii": manifest.includes_pii,
        "redacted": redaction_parts(redaction),
        "left": manifest.left,
        "schema_version": manifest.schema_version,
        "sessions": made.sessions,
        "rows": made.rows,
        "files": manifest.files,
    }
    return json.dumps(told, indent=2, ensure_ascii=False).encode("utf-8")


def _note(
    ledger: SqliteLedger,
    made: CorpusExport,
    redaction: Redaction,
    told: dict[str, Metadata],
) -> None:
    manifest = made.manifest
    common: Metadata = {
        "export_id": manifest.export_id,
        "format": manifest.format,
        "data_hash": manifest.data_hash,
        "redacted": " ".join(redaction_parts(redaction)),
        "includes_pii": manifest.includes_pii,
    }
    ids = list(told)
    for first in range(0, len(ids), _NOTED_AT_ONCE):
        ledger.audit.note_exported(
            {each: {**common, **told[each]} for each in ids[first : first + _NOTED_AT_ONCE]}
        )
    ledger.audit.note_corpus_exported({**common, "sessions": made.sessions})


def _check(target: Path, *, replace: bool) -> None:
    """Raises TargetExists, TargetRefused."""
    if not target.exists() or not any(target.iterdir()):
        return
    own = _files_of(target)
    if own is None:
        raise TargetRefused(target, "there are other files in it")
    if not replace:
        raise TargetExists(target)
    found = {path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file()}
    if found - own:
        raise TargetRefused(target, "there are files in it that are not of the export")


def _files_of(folder: Path) -> set[str] | None:
    """Those of an earlier export; None where the folder is none."""
    try:
        told = json.loads((folder / MANIFEST).read_bytes())
        if told["format"] != _FORMAT:
            return None
        return {MANIFEST, *told["files"]}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A private folder to be filled; what a killed export of the same target left goes first."""
    for left in target.parent.iterdir():
        if left.name.startswith(f".{target.name}.") and left.suffix in _ASIDE and left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
    folder = target.with_name(f".{target.name}.{secrets.token_hex(6)}.new")
    claim_folder(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _put_folder(folder: Path, target: Path) -> None:
    """Give the finished folder its name, in place of what was there. Durable when it returns."""
    old = target.with_name(f".{target.name}.{secrets.token_hex(6)}.old")
    try:
        for each in (folder, *(path for path in folder.rglob("*") if path.is_dir())):
            sync_folder(each)
        replaced = target.exists()
        if replaced:
            put_in_place(target, old)
        try:
            put_in_place(folder, target)
        except OSError:
            if replaced:
                put_in_place(old, target)
            raise
        sync_folder(target.parent)
    except OSError as error:
        raise storage_error(error, target.parent) from error
    if replaced:
        shutil.rmtree(old, ignore_errors=True)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
