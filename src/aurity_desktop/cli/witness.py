"""`witness`: the head of everything as a line to be kept elsewhere, and the look back at it."""

from __future__ import annotations

import argparse
import io
from pathlib import Path

from aurity_desktop.application.program import Program
from aurity_desktop.cli.output import result, say
from aurity_desktop.cli.verify import show_report
from aurity_desktop.domain.errors import UsageError
from aurity_desktop.domain.witness import Witness, witnesses_in
from aurity_desktop.storage.durable import write_whole

#: Ten thousand witnesses.
_MOST_BYTES = 1 << 21


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The parser of `witness`."""
    parser = subparsers.add_parser(
        "witness",
        help="print a line that tells later whether anything was taken away or rewritten",
        description="Keep the line where who has this account cannot reach it: on paper, on "
        "another disk, with somebody else. --check compares later what is here with it; exit code "
        "1 when anything of then is gone or another.",
    )
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--output", type=Path, metavar="FILE", help="write the line to a new file")
    where.add_argument("--check", type=Path, metavar="FILE", help="a file with such lines in it")
    parser.add_argument("--qr", type=Path, metavar="FILE", help="draw it as a QR code, an SVG file")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, program: Program) -> int:
    """Returns 1 where what is here is not what was witnessed.

    Raises UsageError where the file to be checked holds no witness or a file to be written is
    there, DiskFull, FolderNotWritable.
    """
    if arguments.check is not None:
        if arguments.qr is not None:
            raise UsageError(
                "--qr draws a new witness, --check reads an old one. Give one of them."
            )
        witnesses = _read(arguments.check)
        return show_report(program.corpus().compare(witnesses), as_json=arguments.json)
    output: Path | None = arguments.output
    drawing: Path | None = arguments.qr
    for path in (output, drawing):
        if path is not None and path.exists():
            raise UsageError(f"{path} is there already. Give the name of a new file.")
    witness = program.corpus().witness()
    if output is not None:
        write_whole(output, [f"{witness.line}\n".encode("ascii")])
    if drawing is not None:
        write_whole(drawing, [_qr_code(witness.line)])
    view = {
        "line": witness.line,
        "moment": witness.moment.isoformat(),
        "rows": witness.rows,
        "last_hash": witness.last_hash,
    }
    result(view, as_json=arguments.json, text=witness.line)
    say("Keep this line where nobody who can write here can change it.")
    return 0


def _read(path: Path) -> list[Witness]:
    try:
        with path.open("rb") as file:
            text = file.read(_MOST_BYTES).decode("utf-8", "replace")
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror or error}).") from error
    witnesses = witnesses_in(text)
    if not witnesses:
        raise UsageError(f"{path} holds no line of a witness: it begins with aurity-witness-1.")
    return witnesses


def _qr_code(line: str) -> bytes:
    """An SVG that is still read with a quarter of the code torn or stained (level Q)."""
    import segno

    drawn = io.BytesIO()
    segno.make_qr(line, error="q").save(drawn, kind="svg", scale=4, border=4, nl=True)
    return drawn.getvalue()
