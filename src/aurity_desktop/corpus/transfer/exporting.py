"""Exporting a session, whole or redacted, with a manifest.

As one self-contained HDF5 file, or its transcript as a document.
"""

from __future__ import annotations

import hashlib
import secrets
import uuid
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from aurity_desktop import __version__
from aurity_desktop.corpus.hdf5.write import Manifest, Written, write_session_file
from aurity_desktop.corpus.ledger.codec import time_to_text
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.session_file import layout
from aurity_desktop.corpus.session_file.content import SessionContent, read_content
from aurity_desktop.corpus.session_file.temporary_file import temporary_file
from aurity_desktop.corpus.transfer.age import encrypt_stream
from aurity_desktop.corpus.transfer.redaction import covered, identifies, redacted, what_is_left
from aurity_desktop.domain.bookmarks import in_time
from aurity_desktop.domain.document import Document, DocumentFormat
from aurity_desktop.domain.errors import FolderNotWritable, NoTranscript
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.integrity import ExportManifest, Redaction, redaction_parts
from aurity_desktop.domain.keys import Keys
from aurity_desktop.domain.session import UNDER_WAY
from aurity_desktop.domain.spans import standing
from aurity_desktop.domain.speakers import Speaker
from aurity_desktop.domain.written_reading import with_written_numbers
from aurity_desktop.storage.durable import write_whole

#: Of the key of the commitments in a redacted export, as large as the hash.
_SECRET_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class Encryption:
    """A passphrase, and a private folder of ours in which the plain file may lie for a moment."""

    passphrase: str
    workspace: Path


def export_session(
    ledger: SqliteLedger,
    session_id: str,
    destination: Path,
    *,
    exported_by: str,
    purpose: str = "",
    redaction: Redaction | None = None,
    encryption: Encryption | None = None,
) -> ExportManifest:
    """Write the session to `destination`, and record it.

    A file, or a folder that gets `<session_id>.h5` or `….h5.age`. Replaces what is there, complete
    or not at all. A redacted export withholds the facts and has a chain of its
    own, so that it can be read and verified but not imported as the session itself; its manifest
    names what it still tells. Raises UnknownSession, DiskFull, FolderNotWritable, CorpusUnreadable.
    """
    redaction = redaction or Redaction()
    suffix = ".h5" if encryption is None else ".h5.age"
    target = destination / f"{session_id}{suffix}" if destination.is_dir() else destination
    if not target.parent.is_dir():
        raise FolderNotWritable(target.parent, "it is not there")
    whole, secret = read_content(ledger, session_id), secrets.token_bytes(_SECRET_BYTES)
    content = redacted(whole, redaction, secret)
    if redaction.names:
        # The file tells nobody's name; the audit row below keeps who it was.
        exported_by, purpose = "", covered(whole, purpose)
    now, left = datetime.now(UTC), what_is_left(redaction, purpose) if redaction.any else ()
    manifest = Manifest(
        export_id=f"export_{uuid.uuid4().hex}",
        timestamp=time_to_text(now),
        exported_by=exported_by,
        data_source=_data_source(session_id, left),
        purpose=purpose,
        redacted=" ".join(redaction_parts(redaction)),
        includes_pii=identifies(content, redaction),
    )
    sound = not redaction.audio
    if encryption is None:
        written = write_session_file(content, target, manifest, keys=ledger.keys, with_audio=sound)
        digest = written.sha256
    else:
        written = _write_encrypted(
            content, target, manifest, encryption, ledger.keys, with_audio=sound
        )
        digest = _sha256(target)
    ledger.audit.record_event(
        session_id,
        Event.EXPORT_MANIFEST_CREATED,
        {
            "export_id": manifest.export_id,
            "format": "hdf5",
            "sha256": digest,
            "encrypted": encryption is not None,
            "data_hash": written.data_hash,
            "redacted": manifest.redacted,
            "includes_pii": manifest.includes_pii,
            # by it the chain of the export is found to be this one, see `reissued_chain`
            **({"secret": secret.hex()} if redaction.any else {}),
        },
    )
    return ExportManifest(
        export_id=manifest.export_id,
        timestamp=now,
        exported_by=exported_by,
        data_source=manifest.data_source,
        data_hash=written.data_hash,
        format="hdf5",
        purpose=purpose,
        includes_pii=manifest.includes_pii,
        schema_version=written.schema_version,
        files={target.name: f"sha256:{digest}"},
        left=left,
    )


def _data_source(session_id: str, left: Sequence[str]) -> str:
    """Which program and session; of a redacted export also what it still tells."""
    source = f"aurity-desktop {__version__}: {session_id}"
    return f"{source}; still tells: {', '.join(left)}" if left else source


def export_document(
    ledger: SqliteLedger,
    session_id: str,
    destination: Path,
    document_format: DocumentFormat,
    *,
    exported_by: str,
    purpose: str = "",
    redaction: Redaction | None = None,
    written_in: str = "",
    written_numbers: bool = False,
    with_notes: bool = False,
) -> ExportManifest:
    """Write the transcript to the file `destination` in this format, and record it.

    Replaces what is there, complete or not at all. A document carries no sound and no facts; its
    own words, such as roles, are in the language `written_in`, else in that of the session;
    numbers as they were said, or with `written_numbers` as a clinician writes them. With
    `with_notes` it tells what people marked and noted. Raises UnknownSession, NoTranscript,
    DiskFull, FolderNotWritable.
    """
    redaction = redaction or Redaction()
    content = redacted(read_content(ledger, session_id), redaction)
    if content.summary.state in UNDER_WAY:
        raise NoTranscript(session_id)
    document = replace(_document(content), written_in=written_in)
    if written_numbers:
        reading = ledger.segments.reading(session_id)
        kept = reading.words_by_a_person if reading is not None else ()
        document = with_written_numbers(document, content.summary.language, kept)
    if with_notes:
        held = [found.bookmark for found in content.bookmarks if found.current]
        document = replace(document, bookmarks=tuple(in_time(held)))
    data = document_format.render(document)
    return hand_out(
        ledger,
        session_id,
        destination,
        data,
        form=document_format.name,
        exported_by=exported_by,
        purpose=purpose,
        redaction=redaction,
    )


def hand_out(
    ledger: SqliteLedger,
    session_id: str,
    destination: Path,
    data: bytes,
    *,
    form: str,
    exported_by: str,
    purpose: str = "",
    redaction: Redaction,
) -> ExportManifest:
    """Write a document of the session to `destination`, whole or not at all, and record it.

    Raises UnknownSession, DiskFull, FolderNotWritable.
    """
    ledger.sessions.summary(session_id)
    write_whole(destination, [data])
    digest = hashlib.sha256(data).hexdigest()
    manifest = ExportManifest(
        export_id=f"export_{uuid.uuid4().hex}",
        timestamp=datetime.now(UTC),
        exported_by=exported_by,
        data_source=f"aurity-desktop {__version__}: {session_id}",
        data_hash=f"sha256:{digest}",
        format=form,
        purpose=purpose,
        includes_pii=not (redaction.names and redaction.text),
        schema_version=layout.CURRENT.version,
        files={destination.name: f"sha256:{digest}"},
    )
    ledger.audit.record_event(
        session_id,
        Event.EXPORT_MANIFEST_CREATED,
        {
            "export_id": manifest.export_id,
            "format": manifest.format,
            "sha256": digest,
            "encrypted": False,
            "data_hash": manifest.data_hash,
            "redacted": " ".join(redaction_parts(redaction)),
            "includes_pii": manifest.includes_pii,
        },
    )
    return manifest


def _document(content: SessionContent) -> Document:
    speakers = {
        naming.label: Speaker(naming.label, naming.role, naming.name, naming.seconds)
        for naming in content.speakers
        if naming.current
    }
    spans = tuple(span for _, span in content.spans)
    return Document(
        content.summary, content.segments, content.words, speakers, spans=standing(spans)
    )


def _write_encrypted(
    content: SessionContent,
    target: Path,
    manifest: Manifest,
    encryption: Encryption,
    keys: Keys,
    *,
    with_audio: bool,
) -> Written:
    """Into our own folder first, for HDF5 needs to go back and forth in its file.

    Under a key that is forgotten at once, so that nothing plain lies anywhere.
    """
    draft = temporary_file(encryption.workspace, "export")
    try:
        written = write_session_file(content, draft, manifest, keys=keys, with_audio=with_audio)
        with draft.open() as plain:
            encrypt_stream(plain, target, encryption.passphrase)
    finally:
        with suppress(OSError):  # the error that is under way says more
            draft.path.unlink(missing_ok=True)
    return written


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
