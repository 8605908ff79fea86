"""What the player process and the application say to each other.

One JSON object a line, as with the recorder.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from aurity_desktop.domain.capture import ErrorReported
from aurity_desktop.domain.json_lines import from_line, to_line

SLOWEST, FASTEST = 0.5, 2.0


# -- reports: player → application


@dataclass(frozen=True, slots=True)
class Opened:
    """The file can be played; `length` in seconds. It does not play yet."""

    event: ClassVar[str] = "opened"
    length: float


@dataclass(frozen=True, slots=True)
class Positioned:
    """What is heard right now, in seconds of the recording.

    Ten times a second, and at once whenever it changes.
    """

    event: ClassVar[str] = "position"
    second: float
    playing: bool


@dataclass(frozen=True, slots=True)
class Finished:
    """The last sample was heard. The player stays, at the end."""

    event: ClassVar[str] = "finished"


PlayerReport: TypeAlias = Opened | Positioned | Finished | ErrorReported

# -- commands: application → player


@dataclass(frozen=True, slots=True)
class Play:
    """From where it stands; from the beginning when it stands at the end."""

    command: ClassVar[str] = "play"


@dataclass(frozen=True, slots=True)
class Hold:
    """Stop where it is."""

    command: ClassVar[str] = "hold"


@dataclass(frozen=True, slots=True)
class Seek:
    """Go to this second of the recording."""

    command: ClassVar[str] = "seek"
    second: float


@dataclass(frozen=True, slots=True)
class Speed:
    """Faster or slower at the same pitch, `SLOWEST` to `FASTEST`."""

    command: ClassVar[str] = "speed"
    factor: float


PlayerCommand: TypeAlias = Play | Hold | Seek | Speed

_REPORTS: Mapping[str, type[PlayerReport]] = {kind.event: kind for kind in PlayerReport.__args__}
_COMMANDS: Mapping[str, type[PlayerCommand]] = {
    kind.command: kind for kind in PlayerCommand.__args__
}


def format_report(report: PlayerReport) -> str:
    """One line of JSON, without the line break."""
    return to_line(report, event=report.event)


def parse_report(line: str | bytes) -> PlayerReport:
    """Raises BadMessage for a line that is none of ours."""
    return from_line(line, "event", _REPORTS)


def format_command(command: PlayerCommand) -> str:
    """One line of JSON, without the line break."""
    return to_line(command, command=command.command)


def parse_command(line: str | bytes) -> PlayerCommand:
    """Raises BadMessage for a line that is none of ours."""
    return from_line(line, "command", _COMMANDS)
