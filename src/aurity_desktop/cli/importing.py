"""`import`: a recording, as the microphone would be recorded, or an exported session as it was."""

from __future__ import annotations

import argparse
from contextlib import suppress
from pathlib import Path

from aurity_desktop.application.program import Program
from aurity_desktop.application.recording.recording import RecordingRequest
from aurity_desktop.application.recording.session_recovery import SessionRecovery
from aurity_desktop.cli import views
from aurity_desktop.cli.finished_session import print_recorded
from aurity_desktop.cli.input_file import input_file
from aurity_desktop.cli.output import say
from aurity_desktop.cli.passphrase import add_passphrase, opened_with
from aurity_desktop.cli.recording import Recorded, record
from aurity_desktop.cli.waiting import write_files
from aurity_desktop.domain.errors import OtherInput
from aurity_desktop.domain.languages import checked_language

#: age, and the envelope of exports before it.
_ENCRYPTED = (b"age-encryption.org/", b"AURITY-ENCRYPTED-")
_HDF5 = b"\x89HDF\r\n\x1a\n"
#: An export has its seal in front of the HDF5 signature.
_SIGNATURE_AT = (0, 512)


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The parser of `import`."""
    parser = subparsers.add_parser(
        "import",
        help="take in an audio file, or a session file that was exported",
        description="An audio file whose import was killed half-way is read on from where it "
        "stopped, into the same session.",
    )
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--language", default="", metavar="CODE", help="of an audio file")
    parser.add_argument("--title", default="", help="a name for the session of an audio file")
    add_passphrase(parser, "of an encrypted session file")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, program: Program) -> int:
    """Take in a file by what it is, not by its name.

    Returns 0, or the error's code where a sound file could be read in part only. Raises
    AudioFileMissing, FileUnreadable, NotAudio, SessionExists, PassphraseNeeded.
    """
    with input_file(arguments.file) as file:
        if _is_session_file(file):
            done = Recorded(_load(program, file, arguments))
            write_files(program, done.session_id)
        else:
            request = RecordingRequest(
                input_file=file,
                language=checked_language(arguments.language or program.settings.speech_language),
                vocabulary=program.settings.vocabulary,
                title=arguments.title,
            )
            done = _read(program, request)
    return print_recorded(program, done, as_json=arguments.json)


def _read(program: Program, request: RecordingRequest) -> Recorded:
    """A new session, or the one that a killed import of this very file left half read."""
    assert request.input_file is not None
    for session, part in SessionRecovery(program).half_read(request.input_file.name):
        if request.title in {"", session.title}:
            say(f"Going on with {session.session_id}: {views.part_text(part)} were read.")
            with suppress(OtherInput):
                return record(program, request, resume=session.session_id)
            say("It is another file.")
    return record(program, request)


def _load(program: Program, file: Path, arguments: argparse.Namespace) -> str:
    """An encrypted file is asked for its passphrase where somebody sits at the terminal."""
    return opened_with(arguments, lambda secret: program.corpus().load(file, secret))


def _is_session_file(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(_SIGNATURE_AT[-1] + len(_HDF5))
    return head.startswith(_ENCRYPTED) or any(
        head[at : at + len(_HDF5)] == _HDF5 for at in _SIGNATURE_AT
    )
