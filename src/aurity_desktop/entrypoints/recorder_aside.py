"""What the recorder process does beside recording: examine a microphone, tell its level, play."""

from __future__ import annotations

import argparse
import sys
import threading

from aurity_desktop.audio.capture.lines import CommandReader, LineWriter
from aurity_desktop.domain import playback
from aurity_desktop.domain.capture import Stop, parse_command
from aurity_desktop.domain.keys import CHECK
from aurity_desktop.encrypted.frames import encrypted_name
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.vault.opening import open_keys

#: How long a microphone is left before it is asked again.
_TICK_SECONDS = 0.04
#: A player that stands still wakes up by its commands alone; this is only how long it takes to miss
#: a parent.
_IDLE_SECONDS = 0.5


def check(
    options: argparse.Namespace, handed: bytes, lines: LineWriter, asked_to_end: threading.Event
) -> int:
    """Examine a microphone for some seconds; the exit code. Raises AurityError."""
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


def listen(
    options: argparse.Namespace, _handed: bytes, lines: LineWriter, asked_to_end: threading.Event
) -> int:
    """Tell a microphone's level until told to end; the exit code. Raises AurityError."""
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


def play(
    options: argparse.Namespace, handed: bytes, lines: LineWriter, asked_to_end: threading.Event
) -> int:
    """Play a recording as it is told to; the exit code. Raises AurityError."""
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
