"""`repair`: make again what can be made again, from the slices and whatever else is left."""

from __future__ import annotations

import argparse

from aurity_desktop.application.library.library import Library
from aurity_desktop.application.program import Program
from aurity_desktop.cli.output import joined, result
from aurity_desktop.domain.integrity import RepairReport


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The parser of `repair`."""
    parser = subparsers.add_parser(
        "repair",
        help="rebuild a session's file, or everything, the ledger included",
        description="Never deletes sound. Every act is an event in the session's audit chain.",
    )
    parser.add_argument("session", nargs="?", metavar="SESSION")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, program: Program) -> int:
    """Returns 0 where everything could be repaired, 1 otherwise. Raises UnknownSession."""
    if arguments.session is None:
        report = program.corpus().repair_all()
    else:
        Library(program).session(arguments.session)
        report = program.corpus().repair(arguments.session)
    view = {
        "subject": report.subject,
        "ok": report.ok,
        "acts": list(report.acts),
        "unrepaired": list(report.unrepaired),
    }
    result(view, as_json=arguments.json, text=_text(report))
    return 0 if report.ok else 1


def _text(report: RepairReport) -> str:
    lines = [*report.acts, *(f"NOT repaired: {what}" for what in report.unrepaired)]
    return joined(lines) or f"{report.subject}: nothing to repair."
