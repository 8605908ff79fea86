"""`note`: the clinical note of a session: its lines, what is typed into it, its files, signing."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from aurity_desktop.application.library.note_book import NoteBook, OpenedNote
from aurity_desktop.application.library.note_formats import NOTE_FORMATS
from aurity_desktop.application.program import Program
from aurity_desktop.cli.export import named_on_stdin
from aurity_desktop.cli.output import clock, joined, result
from aurity_desktop.cli.waiting import write_files
from aurity_desktop.domain.clinical_note import EntryState, NoteLine, RecordedNote
from aurity_desktop.domain.errors import UsageError
from aurity_desktop.domain.integrity import Redaction
from aurity_desktop.domain.note_document import NoteDocument
from aurity_desktop.domain.safe_text import one_line
from aurity_desktop.export.note_text import note_text, standing_words
from aurity_desktop.storage.chosen_file import writable_target

_ALL = "all"
_MARKS = {EntryState.OPEN: "?", EntryState.CONFIRMED: "+", EntryState.REJECTED: "-"}


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The parser of `note`."""
    parser = subparsers.add_parser(
        "note",
        help="the clinical note of a session: confirm what was found, write, sign, hand out",
        description="Prints the note as it stands. What was found in the talk counts once it is "
        "confirmed. A signed note stays as it is; signing again adds a version beside it.",
    )
    parser.add_argument("session", metavar="SESSION")
    parser.add_argument("--template", default="", help="the form; default: the one used last")
    parser.add_argument(
        "--confirm", action="append", default=[], metavar="ID", help="a line counts; all: every one"
    )
    parser.add_argument(
        "--reject", action="append", default=[], metavar="ID", help="a line does not count"
    )
    parser.add_argument(
        "--say",
        nargs=2,
        action="append",
        default=[],
        metavar=("ID", "TEXT"),
        help="a line counts, put like this",
    )
    parser.add_argument(
        "--write",
        nargs=2,
        action="append",
        default=[],
        metavar=("SECTION", "TEXT"),
        help="what is typed into a section, or into a field of the head such as patient",
    )
    parser.add_argument("--sign", action="store_true", help="sign the note as it stands then")
    parser.add_argument("--version", type=int, metavar="N", help="a version that was signed")
    parser.add_argument("--format", choices=tuple(NOTE_FORMATS), help="default: as FILE ends")
    output = parser.add_mutually_exclusive_group()
    output.add_argument("--output", type=Path, metavar="FILE", help="write the note into a file")
    output.add_argument("--output-on-stdin", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--force", action="store_true", help="replace FILE where it is there")
    parser.add_argument(
        "--redact", choices=("names",), help="leave out whose it is and who wrote it"
    )
    parser.add_argument(
        "--words-in",
        default="",
        choices=("es", "en"),
        help="the language of the form; default: that of the session",
    )
    parser.add_argument(
        "--no-wait", action="store_true", help="leave the session's files to the next worker"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, program: Program) -> int:
    """Change the note as asked, write it into a file or print it. Returns 0."""
    book = NoteBook.of(program)

    def opened() -> OpenedNote:
        return book.opened(arguments.session, arguments.template, arguments.words_in)

    changed = _change(book, arguments, opened)
    if arguments.sign:
        book.sign(opened())
    if (changed or arguments.sign) and not arguments.no_wait:
        write_files(program, arguments.session)
    note = opened()
    document = note.document if arguments.version is None else note.version(arguments.version)
    if arguments.redact:
        document = book.redacted(document)
    output = named_on_stdin() if arguments.output_on_stdin else arguments.output
    if output is not None or arguments.format:
        view = _write(program, arguments, document, output)
        result(view, as_json=arguments.json, text=f"Written to {one_line(view['output'])}")
        return 0
    text = note_text(document.note, standing=standing_words(document))
    if arguments.version is None and not arguments.redact:
        text += joined(["", *_suggestions(note)])
    view = _view(note, document, redacted=bool(arguments.redact))
    result(view, as_json=arguments.json, text=text.rstrip("\n"))
    return 0


def _change(
    book: NoteBook, arguments: argparse.Namespace, opened: Callable[[], OpenedNote]
) -> bool:
    """Whether anything was asked for."""
    note = opened()
    for section, text in arguments.write:
        book.write(note, section, text)
    for entry_id, text in arguments.say:
        book.confirm(note, [entry_id], text)
    if _ALL in arguments.confirm:
        asked = [
            line.entry.entry_id
            for section in note.draft.sections
            for line in section.lines
            if line.entry.state is EntryState.OPEN and line.entry.entry_id not in arguments.reject
        ]
    else:
        asked = arguments.confirm
    book.confirm(note, asked)
    book.reject(note, arguments.reject)
    return bool(arguments.write or arguments.say or asked or arguments.reject)


def _write(
    program: Program, arguments: argparse.Namespace, document: NoteDocument, output: Path | None
) -> dict[str, Any]:
    form = NOTE_FORMATS[arguments.format or _form_of(output)]
    named = output or Path(f"{arguments.session}_{document.note.template}.{form.suffix}")
    paths = program.paths
    target = writable_target(named, (paths.data, paths.models), replace=arguments.force)
    if not target.parent.is_dir():
        raise UsageError(f"The folder {target.parent} does not exist. Make it first.")
    redaction = Redaction(names=bool(arguments.redact))
    manifest = program.corpus().hand_out(
        arguments.session,
        target,
        form.render(document),
        form=f"note-{form.name}",
        redaction=redaction,
    )
    return {
        "session_id": arguments.session,
        "output": str(target),
        "export_id": manifest.export_id,
        "format": form.name,
        "version": document.signed.signed.version if document.signed else None,
        "data_hash": manifest.data_hash,
        "includes_pii": manifest.includes_pii,
    }


def _form_of(output: Path | None) -> str:
    """As the file is called. Raises UsageError."""
    name = output.name.lower() if output is not None else ""
    for form in NOTE_FORMATS.values():
        if name.endswith(f".{form.suffix}"):
            return form.name
    raise UsageError(f"Say which format with --format: {', '.join(NOTE_FORMATS)}.")


def _suggestions(note: OpenedNote) -> list[str]:
    """Every line that was found, with its id and where it is heard."""
    lines = []
    for section in note.draft.sections:
        lines += [
            f"{_MARKS[each.entry.state]} {each.entry.entry_id}  {_at(each):>7}  {each.entry.text}"
            for each in section.lines
        ]
    if lines:
        lines.insert(0, "Found (+ confirmed, - rejected, ? open: --confirm ID, or all):")
    return lines


def _at(line: NoteLine) -> str:
    return clock(line.entry.start) if line.entry.start >= 0 else ""


def _view(note: OpenedNote, document: NoteDocument, *, redacted: bool) -> dict[str, Any]:
    shown = document.note
    return {
        "session_id": note.session.session_id,
        "template": shown.template,
        "title": shown.title,
        "language": shown.language,
        "signed": _signed_view(document.signed, redacted=redacted) if document.signed else None,
        "missing": list(shown.missing),
        "head": {each.field.value: each.value for each in shown.head},
        "sections": [
            {
                "key": section.key,
                "title": section.title,
                "clause": section.clause,
                "required": section.required,
                "missing": section.missing,
                "written": section.written,
                "lines": [asdict(line.entry) for line in section.lines],
            }
            for section in shown.sections
        ],
        "text": document.text,
        "versions": [_signed_view(each, redacted=redacted) for each in note.versions],
    }


def _signed_view(signed: RecordedNote, *, redacted: bool) -> dict[str, Any]:
    """Without the hash and who signed where names are left out: both could be guessed from."""
    view = {
        "note_id": signed.signed.note_id,
        "version": signed.signed.version,
        "at": signed.at.isoformat(),
    }
    if redacted:
        return view
    return view | {"user_id": signed.user_id, "sha256": signed.signed.sha256}
