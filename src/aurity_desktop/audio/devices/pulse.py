"""The microphones of a Linux desktop, by the names that its sound server gives them.

The server is PulseAudio, or PipeWire in its place. PortAudio reaches it through one ALSA device
called `pulse` and does not see what is behind it; its list otherwise holds raw cards, which a
running server keeps busy. So the server is asked by its own tool, and told by `PULSE_SOURCE` which
source to give.

The tool is a child, so that a server that has stopped costs a time-out and no more. Its plain text
is read: in JSON, `pactl` 16 says "(null)" in place of every name with a letter beyond ASCII.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

#: PortAudio's name of the ALSA device that leads to the server.
PULSE_DEVICE: Final = "pulse"
#: What the server's keys look like, as in "alsa_input.usb-Maker_Model-00.mono-fallback".
PULSE_KEY: Final = r"[A-Za-z_][^\s()]*"
_CHOSEN_SOURCE: Final = "PULSE_SOURCE"
_PATIENCE_SECONDS: Final = 3.0
_SOURCE: Final = re.compile(r"^Source #\d+$", re.MULTILINE)
_FIELD: Final = re.compile(r"^\t([A-Z][A-Za-z ]*): (.*)$", re.MULTILINE)
#: What is said of a source that is not a loudspeaker's monitor.
_NOT_ONE: Final = "n/a"


@dataclass(frozen=True, slots=True)
class PulseSource:
    """`name` is the server's key, `label` what people read, made unique."""

    name: str
    label: str
    channels: int
    sample_rate: int
    is_monitor: bool
    is_default: bool


def pulse_sources() -> list[PulseSource]:
    """What the running server offers; nothing where there is none, or no tool to ask it with."""
    tool = shutil.which("pactl")
    if tool is None:
        return []
    listing = _asked(tool, "list", "sources")
    default = _asked(tool, "get-default-source")
    if listing is None:
        return []
    try:
        return parse_sources(listing, (default or "").strip())
    except (KeyError, ValueError):
        return []  # a server whose answers we do not know: PortAudio's own list will do


def parse_sources(listing: str, default: str) -> list[PulseSource]:
    """From `pactl list sources` in the C locale. Raises KeyError, ValueError on any other shape."""
    entries = [dict(_FIELD.findall(text)) for text in _SOURCE.split(listing)[1:]]
    twins = Counter(entry["Description"] for entry in entries)
    return [_source(entry, default, twins) for entry in entries]


def use_source(name: str | None) -> None:
    """Make streams opened from now on through `PULSE_DEVICE` hear this source.

    With None the default one. Sets `PULSE_SOURCE` of this process and its children.
    """
    if name is None:
        os.environ.pop(_CHOSEN_SOURCE, None)
    else:
        os.environ[_CHOSEN_SOURCE] = name


def _source(entry: Mapping[str, str], default: str, twins: Counter[str]) -> PulseSource:
    name, description = entry["Name"], entry["Description"]
    _sample_format, channels, rate = entry["Sample Specification"].split()
    return PulseSource(
        name=name,
        label=description if twins[description] == 1 else f"{description} ({name})",
        channels=int(channels.removesuffix("ch")),
        sample_rate=int(rate.removesuffix("Hz")),
        is_monitor=entry.get("Monitor of Sink", _NOT_ONE) != _NOT_ONE,
        is_default=name == default,
    )


def _asked(*command: str) -> str | None:
    try:
        answer = subprocess.run(
            command,
            env={**os.environ, "LC_ALL": "C"},  # English labels, even where LANGUAGE is set
            stdin=subprocess.DEVNULL,  # ours is the line to our parent
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=_PATIENCE_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return answer.stdout if answer.returncode == 0 else None
