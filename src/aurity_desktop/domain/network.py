"""What our processes saw of their own network sockets, and for how long they looked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from ipaddress import ip_address


class ProcessRole(StrEnum):
    """Which of our programs looked; the values stand in a file and never change."""

    WINDOW = "window"
    WORKER = "worker"
    RECORDER = "recorder"
    COMMAND = "command"


@dataclass(frozen=True, slots=True)
class Connection:
    """A socket that reaches, or could be reached from, another machine.

    `port` is the other side's; 0 with an empty `address` where the socket only waits to be reached.
    """

    address: str
    port: int
    process: str


@dataclass(frozen=True, slots=True)
class Sighting:
    """A connection, when it was seen first, and which of our programs saw it."""

    at: datetime
    role: ProcessRole
    connection: Connection


@dataclass(frozen=True, slots=True)
class NetworkDay:
    """What was looked at on one local day (ISO 8601). Seconds by role; `noted` in the chain."""

    day: str
    seconds: Mapping[ProcessRole, float] = field(default_factory=dict)
    looks: int = 0
    connections: int = 0
    noted: bool = False


@dataclass(frozen=True, slots=True)
class NetworkFigures:
    """The sum of it. `since` is when looking began, or the newest connection was seen.

    `seconds` and `looks` are those without a connection, since then; `connections` all there ever
    were, `last` the newest. `since` is None where nobody has looked yet. `confined`: whether the
    worker had given up its network sockets when it looked last, None where it has not looked.
    """

    since: datetime | None = None
    seconds: Mapping[ProcessRole, float] = field(default_factory=dict)
    looks: int = 0
    connections: int = 0
    last: Sighting | None = None
    confined: bool | None = None

    @property
    def hours(self) -> float:
        """Of all processes together."""
        return sum(self.seconds.values()) / 3_600

    @property
    def quiet(self) -> bool:
        """Whether somebody looked, and no connection was ever seen."""
        return self.since is not None and not self.connections


def leaves_the_machine(address: str) -> bool:
    """Whether a socket with this address reaches beyond the loopback interface.

    An address that waits for whoever comes (0.0.0.0, ::) does; so does one that cannot be read.
    """
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return True
    mapped = getattr(found, "ipv4_mapped", None)
    return not (mapped or found).is_loopback
