"""`export`: one session as one file that is complete or not there."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from aurity_desktop.application.library import Library
from aurity_desktop.application.program import Program
from aurity_desktop.cli.output import result
from aurity_desktop.domain.errors import UsageError
from aurity_desktop.domain.integrity import Redaction

_FORMATS = ("h5",)


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "export", help="write a session as one self-contained HDF5 file, with its audit chain"
    )
    parser.add_argument("session", metavar="SESSION")
    parser.add_argument("--format", choices=_FORMATS, default="h5")
    parser.add_argument("--output", type=Path, metavar="FILE", help="default: SESSION.h5, here")
    parser.add_argument("--purpose", default="", help="why; stands in the file's manifest")
    parser.add_argument("--without-audio", action="store_true", help="leave the sound out")
    parser.add_argument("--without-names", action="store_true", help="put roles for names")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, program: Program) -> int:
    redaction = Redaction(audio=arguments.without_audio, names=arguments.without_names)
    view = export(program, arguments.session, arguments.output, arguments.purpose, redaction)
    result(view, as_json=arguments.json, text=f"Exported to {view['output']}")
    return 0


def export(
    program: Program,
    session_id: str,
    output: Path | None = None,
    purpose: str = "",
    redaction: Redaction | None = None,
) -> dict[str, Any]:
    """The export's manifest as JSON. Raises BadSessionId, UnknownSession, UsageError, DiskFull."""
    Library(program).session(session_id)
    destination = (output or Path(f"{session_id}.h5")).absolute()
    if destination.is_dir():
        raise UsageError(f"{destination} is a folder. Name a file with --output.")
    if not destination.parent.is_dir():
        raise UsageError(f"The folder {destination.parent} does not exist. Make it first.")
    manifest = program.corpus().export(
        session_id, destination, purpose=purpose, redaction=redaction or Redaction()
    )
    return {
        "session_id": session_id,
        "output": str(destination),
        "export_id": manifest.export_id,
        "timestamp": manifest.timestamp.isoformat(),
        "exported_by": manifest.exported_by,
        "data_source": manifest.data_source,
        "data_hash": manifest.data_hash,
        "format": manifest.format,
        "purpose": manifest.purpose,
        "includes_pii": manifest.includes_pii,
        "schema_version": manifest.schema_version,
        "files": dict(manifest.files),
    }
