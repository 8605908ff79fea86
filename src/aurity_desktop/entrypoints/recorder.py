"""The recorder process: captures sound and makes it durable.

NumPy, PortAudio and SQLite; no Qt, no model.

`aurity-desktop recorder (--plan - [--consent REFERENCE] | --session ID --resume) [--paused KIND]
[--device NAME [--wait-for-device] | --input FILE [--fast [--no-wait]]]`, with the data folder from
the environment; `--check` examines a microphone, `--listen` tells its level, `--play FILE` plays a
recording as `domain.playback` says, so that no other process of ours ever loads PortAudio. Reports
go to standard output and commands come from standard input, as `domain.capture` says; before them
come the keys where it is handed some, the plan and the name of the file, a line of JSON each, where
`-` stands for them: every account of the machine can read a command line. When its standard input
ends, its parent is gone: it seals what it has and ends. With `--standby` alone it is told the rest
later, as `domain.standby` says.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
from contextlib import suppress
from pathlib import Path

from aurity_desktop.audio.capture.lines import LineWriter
from aurity_desktop.domain.audio import SpanKind
from aurity_desktop.domain.capture import ErrorReported, format_devices
from aurity_desktop.domain.consent import consent_referred_to
from aurity_desktop.domain.errors import AurityError
from aurity_desktop.domain.safe_text import one_line
from aurity_desktop.domain.standby import STANDBY_FLAG, Call, parse_call
from aurity_desktop.entrypoints.recorder_aside import check, listen, play
from aurity_desktop.entrypoints.recorder_session import record
from aurity_desktop.runtime.standard_input import first_line

_FLUSH_SECONDS = 5.0


def main(arguments: list[str], handed: bytes = b"") -> int:
    """Returns the exit code.

    `handed` is the line of keys from the parent, where there is one. Reports every error of ours as
    a line, and raises none.
    """
    if arguments == [STANDBY_FLAG]:
        call = _stand_by()
        if call is None:
            return 0
        arguments, handed = list(call.arguments), call.keys.encode()
    options = _parser().parse_args(arguments)
    if options.list_devices:
        return _list_devices()
    do = play if options.play else check if options.check else listen if options.listen else record
    asked_to_end = threading.Event()
    # From the first moment on: Ctrl+C in a terminal reaches us as well as our parent.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: asked_to_end.set())
    lines = LineWriter(sys.stdout.fileno())
    try:
        code = do(options, handed, lines, asked_to_end)
    except AurityError as error:
        lines.report(ErrorReported.of(error))
        code = error.exit_code
    if not lines.close(_FLUSH_SECONDS) or any(
        each.name == "microphone" for each in threading.enumerate()
    ):
        # The window does not read, or PortAudio does not return: nothing is left to be saved, so do
        # not wait for them.
        os._exit(code)
    return code


def _stand_by() -> Call | None:
    """Load what a recording needs and wait to be told which; None when the parent is gone.

    Opens nothing: no file, and neither a microphone nor PortAudio, whose list of devices would be
    that of the moment it was loaded.
    """
    import aurity_desktop.audio.capture.disk_writer
    import aurity_desktop.audio.capture.microphone
    import aurity_desktop.audio.capture.recording
    import aurity_desktop.audio.devices.awake
    import aurity_desktop.audio.slices.slice_store
    import aurity_desktop.corpus.ledger.ledger  # noqa: F401 – for the recording that is to come

    with suppress(ImportError):  # Linux alone has it
        import jeepney.io.threading  # noqa: F401

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent, whose end is ours
    line = first_line()
    return parse_call(line) if line else None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="aurity-desktop recorder")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--plan", help="a new session, as JSON; - reads it from standard input")
    what.add_argument("--session", help="go on with this session, after its last slice")
    what.add_argument("--check", action="store_true", help="listen for some seconds and examine it")
    what.add_argument("--listen", action="store_true", help="tell its level, and keep nothing")
    what.add_argument(
        "--play", type=Path, metavar="FILE", help="play a recording, as it is told to"
    )
    what.add_argument(
        "--list-devices", action="store_true", help="print the inputs as JSON and end"
    )
    parser.add_argument("--resume", action="store_true", help="what --session means; may be said")
    parser.add_argument(
        "--consent", type=consent_referred_to, help="the yes to it, as `Consent.reference` says it"
    )
    parser.add_argument(
        "--paused", type=SpanKind, metavar="KIND", help="begin with a pause: nothing is captured"
    )
    parser.add_argument(
        "--wait-for-device", action="store_true", help="begin though the microphone is away"
    )
    source = parser.add_mutually_exclusive_group()
    source.add_argument(
        "--device", default="", help="the microphone's name; the default one without"
    )
    source.add_argument(
        "--input", type=Path, help="a sound file instead of a microphone; - reads its name likewise"
    )
    parser.add_argument(
        "--fast", action="store_true", help="read the file as fast as its text comes"
    )
    parser.add_argument(
        "--background", action="store_true", help="at low priority: nobody listens or waits"
    )
    parser.add_argument("--seconds", type=float, default=5.0, help="how long --check listens (5)")
    parser.add_argument("--no-wait", action="store_true", help="read the file as fast as the disk")
    return parser


def _list_devices() -> int:
    from aurity_desktop.audio.devices.input_devices import input_devices

    try:
        text = format_devices(input_devices())
    except AurityError as error:
        sys.stderr.write(f"{one_line(str(error))}\n")
        return error.exit_code
    sys.stdout.write(f"{text}\n")
    return 0
