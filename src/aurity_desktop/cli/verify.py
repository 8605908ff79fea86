"""`verify`: a file, a session or everything; says what it looked at and names what is wrong."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from aurity_desktop.application.library.library import Library
from aurity_desktop.application.program import Program
from aurity_desktop.cli.input_file import input_file
from aurity_desktop.cli.output import joined, result
from aurity_desktop.cli.passphrase import add_passphrase, opened_with
from aurity_desktop.domain.integrity import VerificationReport


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The parser of `verify`."""
    parser = subparsers.add_parser(
        "verify",
        help="check an exported file, a session or, without an argument, the whole corpus",
        description="An exported file is checked with nothing but itself. Exit code 1 when "
        "anything is wrong.",
    )
    parser.add_argument("subject", nargs="?", metavar="FILE|SESSION")
    add_passphrase(parser, "of an encrypted session file")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, program: Program) -> int:
    """Returns 0 where all is intact, 1 where a check failed.

    Raises NotOurFile, WrittenByNewer, PassphraseNeeded, UnknownSession.
    """
    return show_report(_verify(arguments, program), as_json=arguments.json)


def show_report(report: VerificationReport, *, as_json: bool) -> int:
    """Print it; 0 where all is intact, 1 where a check failed."""
    view = {
        "subject": report.subject,
        "ok": report.ok,
        "checks": [
            {
                "name": check.name,
                "ok": check.ok,
                "detail": check.detail or "; ".join(check.findings),
                "findings": list(check.findings),
                "notes": list(check.notes),
            }
            for check in report.checks
        ],
        "findings": list(report.findings),
        "notes": list(report.notes),
    }
    result(view, as_json=as_json, text=_text(report))
    return 0 if report.ok else 1


def _verify(arguments: argparse.Namespace, program: Program) -> VerificationReport:
    subject: str | None = arguments.subject
    if subject is None:
        return program.corpus().verify_all()
    path = Path(subject)
    if path.suffix or os.path.lexists(path):
        with input_file(path) as file:
            return opened_with(arguments, lambda secret: program.corpus().verify_file(file, secret))
    Library(program).session(subject)
    return program.corpus().verify_session(subject)


def _text(report: VerificationReport) -> str:
    lines = [f"{report.subject}: {'everything is as it should be' if report.ok else 'NOT intact'}"]
    for check in report.checks:
        lines.append(f"  {'ok ' if check.ok else 'BAD'} {check.name} {check.detail}".rstrip())
        lines += [f"      {finding}" for finding in check.findings]
        lines += [f"      note: {note}" for note in check.notes]
    return joined(lines)
