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
import json
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from aurity_desktop.audio.capture.lines import CommandReader, LineWriter
from aurity_desktop.audio.capture.resume_point import ResumePoint
from aurity_desktop.domain import playback
from aurity_desktop.domain.audio import SpanKind
from aurity_desktop.domain.capture import (
    ErrorReported,
    Stop,
    StopReason,
    format_devices,
    parse_command,
    parse_plan,
)
from aurity_desktop.domain.consent import Consent, consent_referred_to
from aurity_desktop.domain.errors import AurityError
from aurity_desktop.domain.keys import CHECK
from aurity_desktop.domain.ledger_ports import RecorderLedger
from aurity_desktop.domain.network import ProcessRole
from aurity_desktop.domain.safe_text import one_line
from aurity_desktop.domain.session import SessionPlan, checked_session_id
from aurity_desktop.domain.standby import STANDBY_FLAG, Call, parse_call
from aurity_desktop.encrypted.frames import encrypted_name
from aurity_desktop.runtime.background import step_back
from aurity_desktop.runtime.network_record import NetworkRecord
from aurity_desktop.runtime.network_watch import watched
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.runtime.settings import load_settings, user_name
from aurity_desktop.runtime.standard_input import first_line
from aurity_desktop.runtime.withheld import withhold
from aurity_desktop.vault.opening import open_keys

if TYPE_CHECKING:
    from aurity_desktop.audio.capture.recording import Recording
    from aurity_desktop.audio.capture.source import Source

#: How long the loop sleeps when there was nothing to do. Sound is on disk this long after PortAudio
#: gave it.
_TICK_SECONDS = 0.04
_FLUSH_SECONDS = 5.0
#: A player that stands still wakes up by its commands alone; this is only how long it takes to miss
#: a parent.
_IDLE_SECONDS = 0.5


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
    do = (
        _play
        if options.play
        else _check
        if options.check
        else _listen
        if options.listen
        else _record
    )
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


def _check(
    options: argparse.Namespace, handed: bytes, lines: LineWriter, asked_to_end: threading.Event
) -> int:
    from aurity_desktop.audio.capture.microphone import Microphone
    from aurity_desktop.audio.check.microphone_check import check_microphone
    from aurity_desktop.audio.devices.portaudio import PortAudio

    paths = Paths.from_environment()
    paths.prepare()
    system = PortAudio()
    device = system.find(options.device)
    microphone = Microphone(system, device.name)
    commands = CommandReader(sys.stdin.fileno(), parse_command, lines)

    def wait() -> bool:
        commands.wait(_TICK_SECONDS)
        over = commands.ended or lines.broken or asked_to_end.is_set()
        return not (over or any(isinstance(each, Stop) for each in commands.take()))

    cipher = open_keys(paths, handed).cipher(CHECK)
    keep = paths.data / f"{CHECK}.wav"
    if cipher is not None:
        keep = encrypted_name(keep)
    microphone.open()
    try:
        check_microphone(
            microphone,
            is_loopback=device.is_loopback,
            seconds=options.seconds,
            keep=keep,
            cipher=cipher,
            report=lines.report,
            wait=wait,
        )
    finally:
        microphone.close()
    while wait():  # the window plays it back, or not
        pass
    keep.unlink(missing_ok=True)
    return 0


def _listen(
    options: argparse.Namespace, _handed: bytes, lines: LineWriter, asked_to_end: threading.Event
) -> int:
    from aurity_desktop.audio.capture.microphone import Microphone
    from aurity_desktop.audio.check.listening import listen
    from aurity_desktop.audio.devices.portaudio import PortAudio

    microphone = Microphone(PortAudio(), options.device, waits=True)
    commands = CommandReader(sys.stdin.fileno(), parse_command, lines)

    def wait() -> bool:
        commands.wait(_TICK_SECONDS)
        return not (commands.ended or lines.broken or asked_to_end.is_set())

    microphone.open()
    try:
        listen(microphone, lines.report, wait)
    finally:
        microphone.close()
    return 0


def _play(
    options: argparse.Namespace, handed: bytes, lines: LineWriter, asked_to_end: threading.Event
) -> int:
    from aurity_desktop.audio.playback.player import Loudspeaker, Player
    from aurity_desktop.audio.slices.session_audio import recorded_sound

    keys = open_keys(Paths.from_environment(), handed)
    with recorded_sound(options.play, keys) as samples:
        loudspeaker = Loudspeaker()
        try:
            commands = CommandReader(sys.stdin.fileno(), playback.parse_command, lines)
            player = Player(samples, loudspeaker, lines.report)
            while not (commands.ended or lines.broken or asked_to_end.is_set()):
                player.step(commands.take())
                if not player.playing:
                    commands.wait(_IDLE_SECONDS)
        finally:
            loudspeaker.close()
    return 0


def _record(
    options: argparse.Namespace, handed: bytes, lines: LineWriter, asked_to_end: threading.Event
) -> int:
    from aurity_desktop.audio.capture.disk_writer import DiskWriter
    from aurity_desktop.audio.capture.going_on import go_on, require_may_go_on
    from aurity_desktop.audio.capture.length_limit import LengthLimit
    from aurity_desktop.audio.capture.recording import Recording
    from aurity_desktop.audio.devices.awake import keep_awake
    from aurity_desktop.audio.slices.disk_space import DiskWatch
    from aurity_desktop.audio.slices.recorder_lock import RecorderLock
    from aurity_desktop.audio.slices.slice_store import SliceStore, prepare_folder
    from aurity_desktop.corpus.ledger.ledger import SqliteLedger
    from aurity_desktop.storage.reserve import Reserve

    plan = (
        parse_plan(first_line() if options.plan == "-" else options.plan) if options.plan else None
    )
    if options.input == Path("-"):
        options.input = Path(json.loads(first_line()))
    if options.input is not None:
        withhold(options.input)
    session_id = checked_session_id(plan.session_id if plan else options.session)
    paths = Paths.from_environment()
    paths.prepare()
    settings = load_settings(paths.settings)
    user = user_name(settings)
    if options.background:
        step_back()
    with _removed_unless_begun(paths.session(session_id)):
        disk = DiskWatch(paths.sessions)
        disk.require_room()
        source = _source(options)
        # before anything is made: a bad file or a missing microphone leaves no empty session
        source.open()

        keys = open_keys(paths, handed)

        def open_ledger() -> RecorderLedger:
            return SqliteLedger(paths.ledger, user, keys=keys)

        slices = paths.session(session_id) / "slices"
        try:
            # A session that began plain goes on plain; a new one has its key before its folder is
            # filled.
            cipher = keys.begin(session_id) if plan else keys.cipher(session_id)
            with closing(open_ledger()) as ledger:
                if plan is None:
                    require_may_go_on(session_id, ledger)
                prepare_folder(slices)
                lock = RecorderLock(session_id, slices.parent)
                place = (
                    _begin(plan, options.consent, ledger)
                    if plan
                    else go_on(session_id, slices, ledger, keys, source)
                )
        except BaseException:
            source.close()
            raise

    reserve = Reserve(paths.reserve)
    reserve.claim()
    store = SliceStore(session_id, slices, reserve, at_sample=place.at_sample, cipher=cipher)
    recording = Recording(
        place,
        source=source,
        store=store,
        disk_writer=DiskWriter(open_ledger, store, reserve, lines.report),
        disk=disk,
        report=lines.report,
        paced_by_acknowledgements=options.fast and not options.no_wait,
        # A file has its end, and all of it was asked for.
        limit=None if options.input else LengthLimit.of_hours(settings.recording_hours),
        paused=options.paused,
    )
    with keep_awake(), watched(NetworkRecord(paths.network), ProcessRole.RECORDER):
        _run(recording, lines, asked_to_end)
    lock.release()
    return recording.failure.exit_code if recording.failure else 0


@contextmanager
def _removed_unless_begun(folder: Path) -> Iterator[None]:
    """Whoever chose a session's id has made its folder, which is empty until it begins."""
    try:
        yield
    except BaseException:
        with suppress(OSError):  # where anything is in it, it stays
            folder.rmdir()
        raise


def _begin(plan: SessionPlan, consent: Consent | None, ledger: RecorderLedger) -> ResumePoint:
    """The session and the yes to it are on disk before its first sample is."""
    ledger.sessions.create(plan)
    if consent is not None:
        ledger.consents.record(plan.session_id, consent)
    return ResumePoint(plan.session_id)


def _source(options: argparse.Namespace) -> Source:
    if options.input is not None:
        from aurity_desktop.audio.capture.file_source import FileSource

        return FileSource(
            options.input, real_time=not options.fast, in_background=options.background
        )
    from aurity_desktop.audio.capture.microphone import Microphone
    from aurity_desktop.audio.devices.portaudio import PortAudio

    return Microphone(PortAudio(), options.device, waits=options.wait_for_device)


def _run(recording: Recording, lines: LineWriter, asked_to_end: threading.Event) -> None:
    commands = CommandReader(sys.stdin.fileno(), parse_command, lines)
    recording.begin()
    reason = StopReason.FAILED
    try:
        while recording.over is None:
            parent_gone = commands.ended or lines.broken  # asked first: what was said before counts
            moved = recording.step(commands.take())
            if asked_to_end.is_set():
                reason = StopReason.TERMINATED
                return
            if parent_gone and recording.over is None:
                reason = StopReason.PARENT_GONE
                return
            if not moved or not recording.in_a_hurry:
                commands.wait(_TICK_SECONDS)
    finally:
        recording.end(recording.over or reason)
