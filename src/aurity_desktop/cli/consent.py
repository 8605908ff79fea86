"""`consent`: what a patient is told, what they answered, and how they take it back."""

from __future__ import annotations

import argparse
from contextlib import closing
from typing import Any

from aurity_desktop.application.library.library import Library
from aurity_desktop.application.privacy.session_consent import (
    consent_history,
    record_consent,
    withdraw,
)
from aurity_desktop.application.program import Program
from aurity_desktop.cli.output import joined, result, say
from aurity_desktop.domain.consent import ConsentGiver, consent_given, consent_text

_LANGUAGES = ("es", "en")


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The parser of `consent` and of its actions."""
    parser = subparsers.add_parser(
        "consent",
        help="the consent text; give, withdraw or show the consent to a session",
        description="Withdrawing stops a recording that goes on, wherever it runs, and nothing "
        "more is made of what was recorded.",
    )
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    for name, run, what in (
        ("text", _text, "what the patient is told"),
        ("show", _show, "every answer for a session"),
        ("give", _give, "the patient says yes to the text"),
        ("withdraw", _withdraw, "the patient takes it back: stop and keep nothing further"),
    ):
        action = actions.add_parser(name, help=what)
        if name != "text":
            action.add_argument("session", metavar="SESSION")
        if name in {"text", "give"}:
            action.add_argument("--language", choices=_LANGUAGES, default="es")
        if name == "give":
            action.add_argument(
                "--by",
                choices=tuple(ConsentGiver),
                default=ConsentGiver.PATIENT,
                help="who says yes (patient)",
            )
        action.add_argument("--json", action="store_true", help="print JSON")
        action.set_defaults(run=run)


def _text(arguments: argparse.Namespace, _program: Program) -> int:
    wording = consent_text(arguments.language)
    view = {
        "version": wording.version,
        "language": wording.language,
        "text": wording.text,
        "sha256": wording.sha256,
    }
    result(view, as_json=arguments.json, text=wording.text)
    return 0


def _show(arguments: argparse.Namespace, program: Program) -> int:
    Library(program).session(arguments.session)
    return _tell(arguments, program)


def _give(arguments: argparse.Namespace, program: Program) -> int:
    consent = consent_given(arguments.language, ConsentGiver(arguments.by))
    record_consent(program, arguments.session, consent)
    return _tell(arguments, program)


def _withdraw(arguments: argparse.Namespace, program: Program) -> int:
    withdraw(program, arguments.session)
    say(f"To erase what was recorded: aurity-desktop erase {arguments.session}")
    return _tell(arguments, program)


def _tell(arguments: argparse.Namespace, program: Program) -> int:
    with closing(program.ledger()) as ledger:
        answers = consent_history(ledger, arguments.session)
        state = ledger.sessions.summary(arguments.session).state
    view: dict[str, Any] = {
        "session_id": arguments.session,
        "state": state,
        "consent": answers[-1].answer if answers else None,
        "answers": [
            {
                "answer": each.answer,
                "version": each.version,
                "language": each.language,
                "at": each.at,
            }
            for each in answers
        ],
    }
    lines = [f"{each.at}  {each.answer}  text {each.version} ({each.language})" for each in answers]
    text = joined(lines) or f"{arguments.session}: nobody was asked."
    result(view, as_json=arguments.json, text=text)
    return 0
