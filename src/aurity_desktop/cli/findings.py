"""`findings`: what was said of clinical weight in a session, each with its words."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import Any

from aurity_desktop.application.library.library import Library
from aurity_desktop.application.library.session_findings import session_findings
from aurity_desktop.application.program import Program
from aurity_desktop.cli.output import clock, joined, result
from aurity_desktop.domain.findings import Finding, FindingKind, Polarity, Subject

_SIGNS = {Polarity.AFFIRMED: "  ", Polarity.DENIED: "no", Polarity.UNCLEAR: "? "}


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The parser of `findings`."""
    parser = subparsers.add_parser(
        "findings",
        help="medicines, allergies, vital signs and symptoms that were said in a session",
        description="Rules find them in the words, in Spanish and English. Nothing is decided: "
        "what counts is what a clinician confirms (see `note`).",
    )
    parser.add_argument("session", metavar="SESSION")
    parser.add_argument("--kind", choices=[kind.value for kind in FindingKind])
    parser.add_argument("--json", action="store_true", help="print a JSON array")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, program: Program) -> int:
    """Print the findings in the order of the talk. Returns 0, also where there are none."""
    found = [
        each
        for each in session_findings(Library(program), arguments.session)
        if arguments.kind in (None, each.kind.value)
    ]
    lines = [_line(each) for each in found]
    view = [_view(each) for each in found]
    result(view, as_json=arguments.json, text=joined(lines) or "Nothing found.")
    return 0


def _line(finding: Finding) -> str:
    sign = _SIGNS[finding.polarity]
    family = " (family)" if finding.subject is Subject.FAMILY else ""
    what = f"{finding.kind.value:11} {sign} {finding.value.text}{family}"
    return f"[{clock(finding.start)}] {what}".rstrip()


def _view(finding: Finding) -> dict[str, Any]:
    return {
        **asdict(finding),
        "text": finding.value.text,
        "start": round(finding.start, 3),
        "end": round(finding.end, 3),
    }
