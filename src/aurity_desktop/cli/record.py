"""`record`: from a microphone or a file to a finished transcript, without a display."""

from __future__ import annotations

import argparse
from contextlib import closing, nullcontext
from dataclasses import replace
from pathlib import Path

from aurity_desktop.application.program import Program
from aurity_desktop.application.recording.recording import RecordingRequest
from aurity_desktop.cli.finished_session import print_recorded
from aurity_desktop.cli.input_file import input_file
from aurity_desktop.cli.recording import record
from aurity_desktop.domain.consent import ConsentGiver, consent_given
from aurity_desktop.domain.errors import ConsentMissing, UsageError
from aurity_desktop.domain.languages import checked_language
from aurity_desktop.domain.session import OPEN_STATES, SpeakerCount, checked_session_id
from aurity_desktop.runtime.settings import Settings

#: A day: no session is longer.
_MOST_SECONDS = 86_400.0


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The parser of `record`."""
    parser = subparsers.add_parser(
        "record",
        help="record from a microphone or a file, with live text and speakers",
        description="Record until Ctrl-C (microphone) or the end of the file. Standard output "
        "carries only the result.",
    )
    source = parser.add_mutually_exclusive_group()
    source.add_argument(
        "--input", type=Path, metavar="FILE", help="read this file, not a microphone"
    )
    source.add_argument("--device", default="", metavar="NAME", help="the microphone to use")
    parser.add_argument(
        "--realtime",
        action="store_true",
        help="read FILE as fast as it would be spoken (otherwise: as fast as its text can be "
        "written)",
    )
    known = parser.add_mutually_exclusive_group()
    known.add_argument(
        "--resume",
        default="",
        metavar="SESSION",
        help="go on with a session that did not end, with its title and its number of speakers",
    )
    known.add_argument(
        "--continue",
        dest="record_on",
        default="",
        metavar="SESSION",
        help="record another part of a finished session, as after the laboratory; its transcript "
        "stays as it is, and the new part follows it",
    )
    parser.add_argument("--duration", type=float, metavar="SECONDS", help="stop after so long")
    parser.add_argument(
        "--language", default="", metavar="CODE", help="es, en, …; detected otherwise"
    )
    parser.add_argument("--speakers", type=int, metavar="N", help="how many people speak, if known")
    parser.add_argument("--title", default="", help="a name for the session")
    parser.add_argument(
        "--vocabulary", default="", metavar="WORDS", help="words to expect, with commas"
    )
    parser.add_argument(
        "--consent",
        choices=("es", "en"),
        help="the patient was told the consent text in this language and said yes; see "
        "`aurity-desktop consent`",
    )
    parser.add_argument(
        "--consent-by",
        choices=tuple(ConsentGiver),
        default=ConsentGiver.PATIENT,
        help="who said yes (patient)",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, program: Program) -> int:
    """Record, wait for the final transcript, and print it.

    Returns 0, or the error's code where FILE could be read in part only. Raises UsageError and what
    `record` raises.
    """
    request = _request(arguments, program)
    known = arguments.resume or arguments.record_on
    if arguments.resume:
        _require_open(program, arguments.resume)
    if arguments.record_on:
        _require_ended(program, arguments.record_on)
    with input_file(arguments.input) if arguments.input else nullcontext() as file:
        request = replace(request, input_file=file)
        done = record(program, request, arguments.duration, known)
    return print_recorded(program, done, as_json=arguments.json)


def _require_open(program: Program, session_id: str) -> None:
    """Raises UnknownSession, and UsageError for a session that has ended: its transcript stands."""
    with closing(program.ledger()) as ledger:
        state = ledger.sessions.summary(checked_session_id(session_id)).state
    if state not in OPEN_STATES:
        raise UsageError(
            f"{session_id} has ended ({state}): only a session that did not can go on."
        )


def _require_ended(program: Program, session_id: str) -> None:
    """Raises UnknownSession, and UsageError for a session that is being recorded."""
    with closing(program.ledger()) as ledger:
        state = ledger.sessions.summary(checked_session_id(session_id)).state
    if state in OPEN_STATES:
        raise UsageError(
            f"{session_id} has not ended ({state}): `record --resume` goes on with it."
        )


def _request(arguments: argparse.Namespace, program: Program) -> RecordingRequest:
    if arguments.speakers is not None and not 1 <= arguments.speakers <= 20:
        raise UsageError("--speakers takes a number from 1 to 20.")
    if arguments.duration is not None and not 0 < arguments.duration <= _MOST_SECONDS:
        raise UsageError("--duration takes a number of seconds above 0, a day at most.")
    known = arguments.resume or arguments.record_on
    if known and (arguments.title or arguments.speakers is not None):
        raise UsageError(
            "--title and --speakers are those of the session that the recording goes on with."
        )
    if known and arguments.consent:
        raise UsageError(
            f"A session that goes on has its consent: `aurity-desktop consent give {known}`."
        )
    if arguments.record_on and arguments.input is not None:
        raise UsageError(
            "A file is a session of its own; `aurity-desktop join` makes one of two sessions."
        )
    if (
        program.settings.require_consent
        and not arguments.consent
        and not known
        and arguments.input is None
    ):
        raise ConsentMissing
    words = tuple(word.strip() for word in arguments.vocabulary.split(",") if word.strip())
    # What a session was begun with goes before what is usual.
    usual = Settings() if known else program.settings
    return RecordingRequest(
        device=arguments.device or program.settings.microphone,
        fast=not arguments.realtime,
        language=checked_language(arguments.language or usual.speech_language),
        speaker_count=SpeakerCount.exactly(arguments.speakers)
        if arguments.speakers
        else SpeakerCount(),
        vocabulary=usual.vocabulary + words,
        title=arguments.title,
        consent=consent_given(arguments.consent, ConsentGiver(arguments.consent_by))
        if arguments.consent
        else None,
    )
