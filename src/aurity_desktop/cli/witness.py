"""`witness`: the head of everything as a line to be kept elsewhere, and the look back at it."""

from __future__ import annotations

import argparse
import io
from pathlib import Path

from aurity_desktop.application.program import Program
from aurity_desktop.cli.output import result, say
from aurity_desktop.cli.verify import show_report
from aurity_desktop.domain.errors import UsageError
from aurity_desktop.domain.witness import TimeStamp, Witness, witnesses_in
from aurity_desktop.runtime.text_files import decoded
from aurity_desktop.storage.chosen_file import writable_target
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
    parser.add_argument("--output", type=Path, metavar="FILE", help="write the line to a new file")
    parser.add_argument("--check", type=Path, metavar="FILE", help="a file with such lines in it")
    parser.add_argument("--qr", type=Path, metavar="FILE", help="draw it as a QR code, an SVG file")
    parser.add_argument(
        "--request", type=Path, metavar="FILE", help="ask for a time stamp of it (RFC 3161, .tsq)"
    )
    parser.add_argument(
        "--answer", type=Path, metavar="FILE", help="with --check: the time stamp (RFC 3161, .tsr)"
    )
    parser.add_argument(
        "--roots", type=Path, metavar="FILE", help="with --answer: whose stamps you trust (PEM)"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, program: Program) -> int:
    """Returns 1 where what is here is not what was witnessed.

    Raises UsageError where the file to be checked holds no witness or a file to be written is
    there, DiskFull, FolderNotWritable.
    """
    new: list[Path | None] = [arguments.output, arguments.qr, arguments.request]
    if arguments.check is not None:
        if any(new):
            raise UsageError("--check reads an old witness; the other options make a new one.")
        witnesses, stamp = _read(arguments.check), _stamp(arguments)
        report = program.corpus().compare(witnesses, stamp)
        return show_report(report, as_json=arguments.json)
    if arguments.answer is not None or arguments.roots is not None:
        raise UsageError("A time stamp is checked with --check FILE, the file of its witness.")
    paths = program.paths
    output, qr, request = (
        path and writable_target(path, (paths.data, paths.models), replace=False) for path in new
    )
    corpus = program.corpus()
    witness = corpus.witness()
    if output is not None:
        write_whole(output, [witness.content])
    if qr is not None:
        write_whole(qr, [_qr_code(witness.line)])
    if request is not None:
        write_whole(request, [corpus.time_stamp_request(witness)])
    view = {
        "line": witness.line,
        "moment": witness.moment.isoformat(),
        "rows": witness.rows,
        "last_hash": witness.last_hash,
    }
    result(view, as_json=arguments.json, text=witness.line)
    say("Keep this line where nobody who can write here can change it.")
    return 0


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_MOST_BYTES)
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror or error}).") from error


def _stamp(arguments: argparse.Namespace) -> TimeStamp | None:
    answer, roots = arguments.answer, arguments.roots
    if answer is None and roots is None:
        return None
    if answer is None or roots is None:
        raise UsageError("--answer FILE needs --roots FILE, the certificates that you trust.")
    return TimeStamp(_content(answer), _content(roots))


def _read(path: Path) -> list[Witness]:
    content = _content(path)
    try:
        text = decoded(content)
    except UnicodeDecodeError:
        text = content.decode("utf-8", "replace")
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
