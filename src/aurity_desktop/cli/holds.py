"""`hold` and `release`: sessions that must be kept, whatever the retention policy says."""

from __future__ import annotations

import argparse
from typing import Any

from aurity_desktop.application.privacy.retention import Retention
from aurity_desktop.application.program import Program
from aurity_desktop.cli.output import joined, result
from aurity_desktop.domain.errors import UsageError


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The parsers of `hold` and `release`."""
    for name, run, what in (
        ("hold", _hold, "keep a session from being erased, by policy or by hand"),
        ("release", _release, "lift the hold of a session"),
    ):
        parser = subparsers.add_parser(name, help=what)
        parser.add_argument("session", metavar="SESSION")
        parser.add_argument("--reason", required=True, help="why; stands in the session's history")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.set_defaults(run=run)


def _hold(arguments: argparse.Namespace, program: Program) -> int:
    Retention(program).place_hold(arguments.session, _reason(arguments))
    return _tell(arguments, program)


def _release(arguments: argparse.Namespace, program: Program) -> int:
    Retention(program).lift_hold(arguments.session, _reason(arguments))
    return _tell(arguments, program)


def _reason(arguments: argparse.Namespace) -> str:
    reason = str(arguments.reason).strip()
    if not reason:
        raise UsageError("Say why with --reason.")
    return reason


def _tell(arguments: argparse.Namespace, program: Program) -> int:
    hold = Retention(program).hold_of(arguments.session)
    view: dict[str, Any] = {"session_id": arguments.session, "held": hold is not None}
    text = f"{arguments.session} is not on hold."
    if hold is not None:
        view |= {"reason": hold.reason, "placed_at": hold.placed_at.isoformat()}
        text = joined([f"{arguments.session} is on hold: {hold.reason}"])
    result(view, as_json=arguments.json, text=text)
    return 0
