"""The microphones of a Linux desktop, by the names that its sound server (PulseAudio, or PipeWire
in its place) gives them.

PortAudio reaches that server through one ALSA device called `pulse` and does not see what is behind
it. Its list otherwise holds raw cards, which a running server keeps busy. So the server is asked
itself, with its own tool, and told by `PULSE_SOURCE` which source to give.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

#: PortAudio's name of the way to the server.
PULSE_DEVICE: Final = "pulse"
_ROUTE: Final = "PULSE_SOURCE"
_PATIENCE_SECONDS: Final = 3.0


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
    listing = _asked(tool, "--format=json", "list", "sources")
    default = _asked(tool, "get-default-source")
    if listing is None:
        return []
    try:
        return parse_sources(json.loads(listing), (default or "").strip())
    except (ValueError, KeyError, TypeError, AttributeError):
        return []  # a server whose answers we do not know: PortAudio's own list will do


def parse_sources(listing: Sequence[Any], default: str) -> list[PulseSource]:
    """From `pactl --format=json list sources`.

    Raises KeyError, ValueError, TypeError, AttributeError on any other shape.
    """
    twins = Counter(str(entry["description"]) for entry in listing)
    return [_source(entry, default, twins) for entry in listing]


def use_source(name: str | None) -> None:
    """Streams opened from now on through `PULSE_DEVICE` hear this source; the default one with
    None.
    """
    if name is None:
        os.environ.pop(_ROUTE, None)
    else:
        os.environ[_ROUTE] = name


def _source(entry: Any, default: str, twins: Counter[str]) -> PulseSource:
    name, description = str(entry["name"]), str(entry["description"])
    _sample_format, channels, rate = str(entry["sample_specification"]).split()
    return PulseSource(
        name=name,
        label=description if twins[description] == 1 else f"{description} ({name})",
        channels=int(channels.removesuffix("ch")),
        sample_rate=int(rate.removesuffix("Hz")),
        is_monitor=bool(entry.get("monitor_source")),
        is_default=name == default,
    )


def _asked(*command: str) -> str | None:
    try:
        answer = subprocess.run(
            command,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,  # ours is the line to our parent
            capture_output=True,
            text=True,
            timeout=_PATIENCE_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return answer.stdout if answer.returncode == 0 else None
