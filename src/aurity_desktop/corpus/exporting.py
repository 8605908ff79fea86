"""Exporting a session as one self-contained HDF5 file: the session's own file with an export manifest, whole or redacted."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from pathlib import Path

from aurity_desktop import __version__
from aurity_desktop.corpus.codec import time_to_text
from aurity_desktop.corpus.content import read_content
from aurity_desktop.corpus.hdf5.write import Manifest, write_session_file
from aurity_desktop.corpus.ledger import SqliteLedger
from aurity_desktop.corpus.redaction import redacted
from aurity_desktop.domain.errors import FolderNotWritable
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.integrity import ExportManifest, Redaction


def export_session(
    ledger: SqliteLedger,
    session_id: str,
    destination: Path,
    *,
    exported_by: str,
    purpose: str = "",
    redaction: Redaction | None = None,
) -> ExportManifest:
    """Write the session to `destination` (a file, or a folder that gets `<session_id>.h5`), replacing what is there, and record it.

    Complete or not there. A redacted export withholds the facts, so that it can be read and verified but not imported as the
    session itself. Raises UnknownSession, DiskFull, FolderNotWritable, CorpusUnreadable.
    """
    redaction = redaction or Redaction()
    target = destination / f"{session_id}.h5" if destination.is_dir() else destination
    if not target.parent.is_dir():
        raise FolderNotWritable(target.parent, "it is not there")
    content = redacted(read_content(ledger, session_id), redaction)
    now = datetime.now(UTC)
    manifest = Manifest(
        export_id=f"export_{uuid.uuid4().hex}",
        timestamp=time_to_text(now),
        exported_by=exported_by,
        data_source=f"aurity-desktop {__version__}: {session_id}",
        purpose=purpose,
        redacted=redaction_to_text(redaction),
        includes_pii=not (redaction.audio and redaction.names and redaction.text),
    )
    written = write_session_file(content, target, manifest, with_audio=not redaction.audio)
    ledger.record_event(
        session_id,
        Event.EXPORT_MANIFEST_CREATED,
        {
            "export_id": manifest.export_id,
            "format": "hdf5",
            "sha256": written.sha256,
            "data_hash": written.data_hash,
            "redacted": manifest.redacted,
            "includes_pii": manifest.includes_pii,
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
        files={target.name: f"sha256:{written.sha256}"},
    )


def redaction_to_text(redaction: Redaction) -> str:
    """`audio names text`, or those of them that apply."""
    parts = ("audio", redaction.audio), ("names", redaction.names), ("text", redaction.text)
    return " ".join(name for name, left_out in parts if left_out)
