"""`voice`: the clinician's own voice, learned once, so that sessions know which voice is theirs.

Biometric: it can be forgotten.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject

from aurity_desktop.application.microphones.microphone_check import MicrophoneCheck
from aurity_desktop.application.program import Program
from aurity_desktop.application.voice.enrolment import Enrolled
from aurity_desktop.cli.input_file import input_file
from aurity_desktop.cli.output import joined, result, say
from aurity_desktop.cli.waiting import event_loop, on_interrupt
from aurity_desktop.domain.capture import Checked
from aurity_desktop.domain.errors import UsageError

_SECONDS = 20.0


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The parser of `voice` and of its actions."""
    parser = subparsers.add_parser(
        "voice",
        help="learn, show or forget the clinician's own voice",
        description="A voice that is known gets the role MEDICO in the sessions that follow. It "
        "is biometric data: a row of numbers in one private file of the data folder, never in an "
        "export; `voice forget` deletes it.",
    )
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    enroll = actions.add_parser("enroll", help="learn it: speak for some 20 s, alone")
    source = enroll.add_mutually_exclusive_group()
    source.add_argument("--input", type=Path, metavar="FILE", help="a recording, not a microphone")
    source.add_argument("--device", default="", metavar="NAME", help="the microphone to use")
    enroll.add_argument(
        "--seconds", type=float, default=_SECONDS, help="how long to listen to the microphone (20)"
    )
    for name, what, act in (
        ("status", "whether a voice is known, and how good it is", _status),
        ("forget", "delete it", _forget),
    ):
        action = actions.add_parser(name, help=what)
        action.add_argument("--json", action="store_true", help="print one JSON object")
        action.set_defaults(run=act)
    enroll.add_argument("--json", action="store_true", help="print one JSON object")
    enroll.set_defaults(run=_enroll)


def _enroll(arguments: argparse.Namespace, program: Program) -> int:
    if not 10 <= arguments.seconds <= 120:
        raise UsageError("--seconds takes a number from 10 to 120.")
    enrolment = program.enrolment()
    if arguments.input is not None:
        with input_file(arguments.input) as file:
            found = enrolment.learn(file)
    else:
        with _Listening(program, arguments) as sound:
            found = enrolment.learn(sound)
    _show(found, as_json=arguments.json)
    return 0


def _status(arguments: argparse.Namespace, program: Program) -> int:
    _show(program.enrolment().status(), as_json=arguments.json)
    return 0


def _forget(arguments: argparse.Namespace, program: Program) -> int:
    forgotten = program.enrolment().forget()
    text = "The voice is forgotten." if forgotten else "No voice was known."
    result({"enrolled": False, "forgotten": forgotten}, as_json=arguments.json, text=text)
    return 0


def _show(found: Enrolled | None, *, as_json: bool) -> None:
    result(voice_view(found), as_json=as_json, text=_text(found))


def voice_view(found: Enrolled | None) -> dict[str, Any]:
    """Never the embedding itself."""
    if found is None:
        return {"enrolled": False}
    print_, voice = found.voiceprint, found.voiceprint.voice
    return {
        "enrolled": True,
        "usable": found.usable,
        "enrolled_at": print_.enrolled_at.isoformat(),
        "speech_seconds": round(voice.seconds, 1),
        "steadiness": round(voice.steadiness, 3),
        "steady": print_.steady,
        "faults": list(print_.faults),
    }


def _text(found: Enrolled | None) -> str:
    if found is None:
        return "No voice is known. `aurity-desktop voice enroll` learns one."
    print_, voice = found.voiceprint, found.voiceprint.voice
    when = f"{print_.enrolled_at.astimezone():%Y-%m-%d %H:%M}"
    quality = f"{voice.seconds:.0f} s of speech, its pieces {100 * voice.steadiness:.0f} % alike"
    lines = [f"A voice is known since {when}: {quality}."]
    if not print_.steady:
        lines.append("That is little: enroll again where it is quiet, alone, with your microphone.")
    if print_.faults:
        faults = ", ".join(each.replace("_", " ") for each in print_.faults)
        lines.append(f"The sound was not good ({faults}).")
    if not found.usable:
        lines.append("It was learned by another model: enroll it again.")
    return joined(lines)


class _Listening(QObject):
    """Some seconds of the microphone, as a file that goes at the end of the block."""

    def __init__(self, program: Program, arguments: argparse.Namespace) -> None:
        super().__init__()
        self._application = event_loop()
        self._check = MicrophoneCheck(program.command, self, program.vault.handed)
        self._device = arguments.device or program.settings.microphone
        self._seconds = arguments.seconds
        self._heard: Path | None = None
        self._error: Exception | None = None
        self._check.checked.connect(self._on_checked)
        self._check.failed.connect(self._on_failed)

    def __enter__(self) -> Path:
        """Raises AudioError, and KeyboardInterrupt on Ctrl-C."""
        say(f"Speak for {self._seconds:.0f} s, alone, as in a consultation.")
        self._check.start(self._device, self._seconds)
        with on_interrupt(lambda *_: QCoreApplication.quit()):
            self._application.exec()
        if self._heard is None:
            self._check.end()
            raise self._error or KeyboardInterrupt
        return self._heard

    def __exit__(self, *_: object) -> None:
        self._check.end()

    def _on_checked(self, checked: Checked) -> None:
        self._heard = checked.path
        QCoreApplication.quit()

    def _on_failed(self, error: Exception) -> None:
        self._error = error
        QCoreApplication.quit()
