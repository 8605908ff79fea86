"""What `models install`, `verify` and `remove` tell the window, one JSON object a line."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, TypeAlias

from aurity_desktop.domain.json_lines import from_line, to_line


class ModelUse(StrEnum):
    """What a model is there for, so that it cannot be removed."""

    LIVE = "live"
    FINAL = "final"
    VOICES = "voices"


@dataclass(frozen=True, slots=True)
class ModelOffer:
    """A model that there is, installed or not.

    `size` in bytes: on the disk where it is installed, else what would be fetched; `about`: roughly
    so, and 0 where nobody knows. `default`: installed where none is named. `writes`: it turns
    speech into text, and so can be chosen. `own`: a copy, whole or not, lies in the user's own
    folder, and so can be removed.
    """

    name: str
    size: int
    installed: bool
    default: bool
    writes: bool
    about: bool = False
    own: bool = False


@dataclass(frozen=True, slots=True)
class InstallStep:
    """`arrived` of `size` bytes of `what`: a file of a model, or a package that it comes in."""

    event: ClassVar[str] = "step"
    what: str
    arrived: int
    size: int

    @property
    def fraction(self) -> float:
        """0.0 to 1.0."""
        return min(1.0, self.arrived / self.size) if self.size > 0 else 0.0


@dataclass(frozen=True, slots=True)
class ModelInstalled:
    """A model is in place, every file checked."""

    event: ClassVar[str] = "installed"
    model: str


@dataclass(frozen=True, slots=True)
class ModelVerified:
    """Every file of an installed model was compared with its SHA-256."""

    event: ClassVar[str] = "verified"
    model: str
    ok: bool


@dataclass(frozen=True, slots=True)
class ModelRemoved:
    """A model is gone, and its room is free."""

    event: ClassVar[str] = "removed"
    model: str


InstallReport: TypeAlias = InstallStep | ModelInstalled | ModelVerified | ModelRemoved

_KINDS: dict[str, type[InstallReport]] = {
    kind.event: kind for kind in (InstallStep, ModelInstalled, ModelVerified, ModelRemoved)
}


def report_line(report: InstallReport) -> str:
    """The report as one line, without the line break."""
    return to_line(report, event=report.event)


def parse_install_report(line: str | bytes) -> InstallReport:
    """Raises BadMessage."""
    return from_line(line, "event", _KINDS)
