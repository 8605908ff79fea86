"""`export`: one session as one file that is complete or not there."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from aurity_desktop.application.library import Library
from aurity_desktop.application.program import Program
from aurity_desktop.cli.output import result
from aurity_desktop.cli.passphrase import add_passphrase, passphrase
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
    parser.add_argument(
        "--redact",
        type=_redaction,
        default=Redaction(),
        metavar="WHAT",
        help="leave out: audio, names (roles stand for them), text; several with commas",
    )
    add_passphrase(parser, "encrypt the file under a passphrase")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, program: Program) -> int:
    view = export(
        program,
        arguments.session,
        arguments.output,
        arguments.purpose,
        arguments.redact,
        passphrase(arguments, new=True),
    )
    result(view, as_json=arguments.json, text=_text(view))
    return 0


def _text(view: dict[str, Any]) -> str:
    """What the file tells stands beside where it is: whoever passes it on has to know."""
    lines = [f"Exported to {view['output']}"]
    lines.append(
        "It may tell who the people are (includes_pii)."
        if view["includes_pii"]
        else "It holds neither sound nor names nor words (includes_pii is false)."
    )
    if view["encrypted"]:
        lines.append("It is encrypted: without the passphrase nobody can read it, nor can you.")
    return "\n".join(lines)


def _redaction(text: str) -> Redaction:
    parts = {part.strip() for part in text.split(",") if part.strip()}
    unknown = parts - {"audio", "names", "text"}
    if unknown or not parts:
        raise argparse.ArgumentTypeError("choose from audio, names, text; several with commas")
    return Redaction(audio="audio" in parts, names="names" in parts, text="text" in parts)


def export(
    program: Program,
    session_id: str,
    output: Path | None = None,
    purpose: str = "",
    redaction: Redaction | None = None,
    secret: str = "",
) -> dict[str, Any]:
    """The export's manifest as JSON. Raises BadSessionId, UnknownSession, UsageError, DiskFull."""
    Library(program).session(session_id)
    suffix = ".h5.encrypted" if secret else ".h5"
    destination = (output or Path(f"{session_id}{suffix}")).absolute()
    if destination.is_dir():
        raise UsageError(f"{destination} is a folder. Name a file with --output.")
    if not destination.parent.is_dir():
        raise UsageError(f"The folder {destination.parent} does not exist. Make it first.")
    manifest = program.corpus().export(
        session_id,
        destination,
        purpose=purpose,
        redaction=redaction or Redaction(),
        passphrase=secret,
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
        "encrypted": bool(secret),
        "schema_version": manifest.schema_version,
        "files": dict(manifest.files),
    }
