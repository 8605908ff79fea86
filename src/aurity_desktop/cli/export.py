"""`export`: one session as its session file, or its transcript as a document; whole or not."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from aurity_desktop.application.library.document_formats import DOCUMENT_FORMATS
from aurity_desktop.application.library.library import Library
from aurity_desktop.application.program import Program
from aurity_desktop.cli import export_all
from aurity_desktop.cli.output import joined, result
from aurity_desktop.cli.passphrase import add_passphrase, passphrase
from aurity_desktop.cli.views import manifest_view
from aurity_desktop.domain.errors import UsageError
from aurity_desktop.domain.integrity import Redaction
from aurity_desktop.runtime.standard_input import first_line
from aurity_desktop.runtime.withheld import withhold
from aurity_desktop.storage.chosen_file import writable_target

_SESSION_FILE = "h5"
_ENDS_OF_A_SESSION_FILE = ("", _SESSION_FILE, "hdf5", "age", "encrypted")
_FORMATS = (_SESSION_FILE, *DOCUMENT_FORMATS)


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The parser of `export`."""
    parser = subparsers.add_parser(
        "export",
        help="write a session as one self-contained HDF5 file with its audit chain, or its "
        "transcript as a document",
    )
    parser.add_argument("session", metavar="SESSION", nargs="?")
    parser.add_argument(
        "--all",
        action="store_true",
        help="every finished session, as tables for DuckDB, Spark or pandas, in the folder FILE",
    )
    parser.add_argument(
        "--format",
        choices=(*_FORMATS, export_all.FORMAT),
        help=f"default: as FILE ends, else h5; with --all: {export_all.FORMAT}, and no other",
    )
    output = parser.add_mutually_exclusive_group()
    output.add_argument("--output", type=Path, metavar="FILE", help="default: SESSION.FORMAT, here")
    # For the window, whose user may name the file after a patient: a line of JSON, before that of
    # the passphrase.
    output.add_argument("--output-on-stdin", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--force", action="store_true", help="replace FILE where it is there")
    parser.add_argument("--purpose", default="", help="why; stands in the file's manifest")
    parser.add_argument(
        "--redact",
        type=_redaction,
        default=Redaction(),
        metavar="WHAT",
        help="leave out: audio, names (roles stand for them), text; several with commas",
    )
    parser.add_argument(
        "--words-in",
        default="",
        choices=("es", "en"),
        help="the language of roles and other words of ours; default: that of the session",
    )
    parser.add_argument(
        "--with-notes",
        action="store_true",
        help="a document tells the marks and notes, too; the session file always has them",
    )
    add_passphrase(parser, "encrypt the file under a passphrase")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, program: Program) -> int:
    """Write the file and tell where it is and whether it holds personal data. Returns 0.

    With `--all` 1 where a damaged session had to be left out.
    """
    if arguments.all == (arguments.session is not None):
        raise UsageError("Name one session, or all of them with --all.")
    if arguments.all:
        return export_all.run(arguments, program)
    if arguments.format == export_all.FORMAT:
        raise UsageError(f"As {export_all.FORMAT} all sessions are exported together: add --all.")
    Library(program).session(arguments.session)
    output = named_on_stdin() if arguments.output_on_stdin else arguments.output
    form = arguments.format or _form_of(output)
    secret = passphrase(arguments, new=True)
    if form in DOCUMENT_FORMATS:
        _check_document(form, arguments.redact, secret)
    named = output or Path(
        f"{arguments.session}.{form}.age" if secret else f"{arguments.session}.{form}"
    )
    paths = program.paths
    target = writable_target(named, (paths.data, paths.models), replace=arguments.force)
    view = export(
        program,
        arguments.session,
        target,
        form,
        arguments.purpose,
        arguments.redact,
        secret,
        arguments.words_in,
        with_notes=arguments.with_notes,
    )
    result(view, as_json=arguments.json, text=_text(view))
    return 0


def named_on_stdin() -> Path:
    """The file that the window names. Raises UsageError where no name comes."""
    try:
        name = json.loads(first_line())
    except ValueError as error:
        raise UsageError("No name of a file came on standard input.") from error
    path = Path(str(name))
    withhold(path)
    return path


def _text(view: dict[str, Any]) -> str:
    """What the file tells stands beside where it is: whoever passes it on has to know."""
    lines = [f"Exported to {view['output']}"]
    lines.append(
        "It may tell who the people are (includes_pii)."
        if view["includes_pii"]
        else "It holds neither sound nor names nor words (includes_pii is false)."
    )
    if view["left"]:
        lines.append(f"It still tells: {', '.join(view['left'])}.")
    if view["encrypted"]:
        lines.append("It is encrypted: without the passphrase nobody can read it, nor can you.")
    return joined(lines)


def _redaction(text: str) -> Redaction:
    parts = {part.strip() for part in text.split(",") if part.strip()}
    unknown = parts - {"audio", "names", "text"}
    if unknown or not parts:
        raise argparse.ArgumentTypeError("choose from audio, names, text; several with commas")
    return Redaction(audio="audio" in parts, names="names" in parts, text="text" in parts)


def export(
    program: Program,
    session_id: str,
    destination: Path,
    form: str = _SESSION_FILE,
    purpose: str = "",
    redaction: Redaction | None = None,
    secret: str = "",
    written_in: str = "",
    *,
    with_notes: bool = False,
) -> dict[str, Any]:
    """The export's manifest as JSON.

    Raises UnknownSession, UsageError, NoTranscript, DiskFull, FolderNotWritable.
    """
    redaction = redaction or Redaction()
    document = DOCUMENT_FORMATS.get(form)
    if not destination.parent.is_dir():
        raise UsageError(f"The folder {destination.parent} does not exist. Make it first.")
    corpus = program.corpus()
    if document is not None:
        manifest = corpus.export_document(
            session_id,
            destination,
            document,
            purpose=purpose,
            redaction=redaction,
            written_in=written_in,
            written_numbers=program.settings.written_numbers,
            with_notes=with_notes,
        )
    else:
        manifest = corpus.export(
            session_id, destination, purpose=purpose, redaction=redaction, passphrase=secret
        )
    return {
        "session_id": session_id,
        "output": str(destination),
        **manifest_view(manifest),
        "encrypted": bool(secret),
    }


def _form_of(output: Path | None) -> str:
    """As the file is called. Raises UsageError: a session file called `.pdf` would open nowhere."""
    suffix = output.suffix.lower().removeprefix(".") if output else ""
    if suffix in DOCUMENT_FORMATS:
        return suffix
    if suffix not in _ENDS_OF_A_SESSION_FILE:
        raise UsageError(
            f"No export ends in .{suffix}. Choose one with --format: {', '.join(_FORMATS)}."
        )
    return _SESSION_FILE


def _check_document(form: str, redaction: Redaction, secret: str) -> None:
    """What only the session file can do. Raises UsageError."""
    if secret:
        raise UsageError(
            "Only the session file is written under a passphrase, for nothing else opens it "
            f"again; {form} is not."
        )
    if redaction.text:
        raise UsageError(f"Without its text nothing is left of a transcript as {form}.")
