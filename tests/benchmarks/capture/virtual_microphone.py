"""A microphone without hardware: a PulseAudio server of our own with a null sink.

PortAudio hears the sink's monitor through ALSA. What is played into the sink is what the microphone
gives, sample by sample at 16 kHz mono. Works in a container, as root too.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

_ASOUNDRC = "pcm.!default { type pulse }\nctl.!default { type pulse }\n"
_START_SECONDS = 10.0

#: Runs a server until our end of its standard input closes, so that it goes with us however we go.
_GUARD = '"$@" & server=$!; read -r _; kill "$server"; wait "$server"'


def is_available() -> bool:
    """Whether the Debian packages pulseaudio, pulseaudio-utils and libasound2-plugins are here."""
    return all(shutil.which(tool) for tool in ("pulseaudio", "pactl", "paplay"))


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise RuntimeError(f"{name} is not installed")
    return found


class VirtualMicrophone:
    """A running server; `environment` makes a child process hear it. Use it as a context manager.

    with VirtualMicrophone(tmp_path) as microphone:
        child = subprocess.Popen(…, env={**os.environ, **microphone.environment})
        microphone.play(speech)
    """

    #: The name by which PortAudio reaches the server, whatever its default source is.
    device = "pulse"

    def __init__(self, folder: Path, sink: str = "vmic") -> None:
        """`folder` is a private one that outlives the microphone; a short path, since a socket
        stands in it.
        """
        self._home = folder / "home"
        self._runtime = folder / "run"
        self._sink = sink
        self._server: subprocess.Popen[bytes] | None = None
        self._players: list[subprocess.Popen[bytes]] = []

    @property
    def label(self) -> str:
        """The name by which the server itself lists the microphone."""
        return f"Monitor of {self._sink}"

    @property
    def environment(self) -> Mapping[str, str]:
        return {
            "HOME": str(self._home),
            "XDG_RUNTIME_DIR": str(self._runtime),
            "PULSE_SERVER": f"unix:{self._runtime}/pulse/native",
        }

    def __enter__(self) -> VirtualMicrophone:
        for folder in (self._home, self._runtime):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (self._home / ".asoundrc").write_text(_ASOUNDRC)
        self._server = subprocess.Popen(
            [
                *(_tool("sh"), "-c", _GUARD, "guard"),
                *(
                    _tool("pulseaudio"),
                    "-n",
                    "--daemonize=no",
                    "--exit-idle-time=-1",
                    "--use-pid-file=no",
                ),
                *("--disallow-exit", "--log-target=stderr", "--log-level=error"),
                *("-L", "module-native-protocol-unix", "-L", self._module),
            ],
            env={**os.environ, **self.environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + _START_SECONDS
        while self._control("info", check=False) != 0:
            if self._server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("PulseAudio did not come up")
            time.sleep(0.05)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for player in self._players:
            player.terminate()
            player.wait()
        if self._server is not None:
            self._server.communicate()  # closes its standard input

    def playing(self, file: Path) -> list[str]:
        """The command that plays a WAV or FLAC file into the microphone, in an environment that
        hears it.
        """
        return [_tool("paplay"), "-d", self._sink, str(file)]

    def play(self, file: Path, *, wait: bool = True) -> subprocess.Popen[bytes]:
        """Play a WAV or FLAC file into the microphone, at full loudness."""
        player = subprocess.Popen(
            self.playing(file),
            env={**os.environ, **self.environment},
            stdout=subprocess.DEVNULL,
        )
        self._players.append(player)
        if wait and player.wait() != 0:
            raise RuntimeError(f"paplay could not play {file}")
        return player

    def keep_awake(self) -> None:
        """Give silence in small pieces while nothing else is played, as a real microphone does. A
        null sink by itself renders two seconds at a time, so that the first sound of a recording
        may come two seconds late.
        """
        self._players.append(
            subprocess.Popen(
                [
                    *(_tool("pacat"), "--playback", "-d", self._sink, "--latency-msec=20"),
                    *("--rate=16000", "--channels=1", "--format=s16le", "/dev/zero"),
                ],
                env={**os.environ, **self.environment},
                stdout=subprocess.DEVNULL,
            )
        )

    def unplug(self) -> None:
        """The microphone is gone. Players into it end."""
        self.remove(self._sink)

    def plug(self, sink: str | None = None) -> None:
        """It, or another one, is there again."""
        self._sink = sink or self._sink
        self._control("load-module", *self._module.split())

    def add(self, sink: str, label: str = "") -> None:
        """A second source beside the first; the server may move streams to it.

        A label has no spaces.
        """
        self._control(
            "load-module",
            "module-null-sink",
            f"sink_name={sink}",
            f"sink_properties=device.description={label or sink}",
        )

    def remove(self, sink: str) -> None:
        """Take one sink away by its name and leave the others."""
        listing = subprocess.run(
            [_tool("pactl"), "list", "short", "modules"],
            env={**os.environ, **self.environment},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for line in listing.splitlines():
            number, _, rest = line.partition("\t")
            if f"sink_name={sink}" in rest.split():
                self._control("unload-module", number)

    @property
    def _module(self) -> str:
        return (
            f"module-null-sink sink_name={self._sink} rate=16000 channels=1 channel_map=mono"
            f" format=s16le sink_properties=device.description={self._sink}"
        )

    def _control(self, *arguments: str, check: bool = True) -> int:
        return subprocess.run(
            [_tool("pactl"), *arguments],
            env={**os.environ, **self.environment},
            check=check,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ).returncode
