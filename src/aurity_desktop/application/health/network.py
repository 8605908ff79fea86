"""What our processes saw of their own network sockets, for both faces."""

from __future__ import annotations

from typing import Any

from aurity_desktop.application.program import Program
from aurity_desktop.domain.network import NetworkFigures
from aurity_desktop.runtime.network_record import NetworkRecord


def network_figures(program: Program) -> NetworkFigures:
    """As the processes have kept it; what they saw within the last minute may be missing."""
    return NetworkRecord(program.paths.network).figures()


def network_view(found: NetworkFigures) -> dict[str, Any]:
    """The same as JSON values; times in ISO 8601."""
    last = found.last
    return {
        "since": found.since.isoformat() if found.since else None,
        "hours": round(found.hours, 3),
        "seconds": {role.value: seconds for role, seconds in found.seconds.items()},
        "looks": found.looks,
        "connections": found.connections,
        "confined": found.confined,
        "last": {
            "at": last.at.isoformat(),
            "program": last.role.value,
            "process": last.connection.process,
            "address": last.connection.address,
            "port": last.connection.port,
        }
        if last
        else None,
    }
