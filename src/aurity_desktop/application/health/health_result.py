"""Reads what `health --json` printed back into the values that it came from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from aurity_desktop.application.health.health import Check, Health, LiveFigures
from aurity_desktop.application.privacy.privacy_figures import PrivacyFigures
from aurity_desktop.domain.errors import BadMessage
from aurity_desktop.domain.jobs import JobStep, Percentiles, QueueFigures
from aurity_desktop.domain.network import Connection, NetworkFigures, ProcessRole, Sighting


def parse_health(printed: bytes) -> Health:
    """Raises BadMessage for what is no result of `health --json`."""
    try:
        view = json.loads(printed)
        return Health(
            checks=tuple(Check(**check) for check in view["checks"]),
            live=LiveFigures(**view["live"]) if view["live"] else None,
            queue=_queue(view["queue"]) if view["queue"] else None,
            privacy=PrivacyFigures(**view["privacy"]) if view["privacy"] else None,
            network=_network(view["network"]),
            free_bytes=view["free_bytes"],
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BadMessage(f"no result of `health`: {error}") from error


def _queue(view: Mapping[str, Any]) -> QueueFigures:
    plain = ("depth", "in_progress", "completed", "failed", "cancelled")
    factors = {JobStep(step): float(factor) for step, factor in view["real_time_factors"].items()}
    return QueueFigures(
        **{name: int(view[name]) for name in plain},
        wait=Percentiles(**view["wait"]),
        run=Percentiles(**view["run"]),
        retries=Percentiles(**view["retries"]),
        steps={JobStep(step): Percentiles(**each) for step, each in view["steps"].items()},
        real_time_factors=factors,
    )


def _network(view: Mapping[str, Any]) -> NetworkFigures:
    last = view["last"]
    return NetworkFigures(
        since=datetime.fromisoformat(view["since"]) if view["since"] else None,
        seconds={ProcessRole(role): float(each) for role, each in view["seconds"].items()},
        looks=int(view["looks"]),
        connections=int(view["connections"]),
        last=Sighting(
            datetime.fromisoformat(last["at"]),
            ProcessRole(last["program"]),
            Connection(last["address"], last["port"], last["process"]),
        )
        if last
        else None,
        confined=view["confined"],
    )
