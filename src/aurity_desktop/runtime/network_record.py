"""The record of what our processes saw of their own sockets: one small JSON file.

Several processes add to it at once, under a lock. What it says of a day that is over goes into the
corpus's audit chain once (`entrypoints.job_handlers`); the file itself is not authenticated.
"""

from __future__ import annotations

import json
import logging
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from aurity_desktop.domain.network import (
    Connection,
    NetworkDay,
    NetworkFigures,
    ProcessRole,
    Sighting,
)
from aurity_desktop.storage.durable import write_whole
from aurity_desktop.storage.file_lock import locked

_log = logging.getLogger(__name__)
_FORMAT: Final = 1
#: Ten years. What is longer ago has been noted in the chain.
_MOST_DAYS: Final = 3_660
_MOST_BYTES: Final = 4_000_000


@dataclass(frozen=True, slots=True)
class _Kept:
    figures: NetworkFigures = field(default_factory=NetworkFigures)
    days: Mapping[str, NetworkDay] = field(default_factory=dict)


class NetworkRecord:
    """Reads and adds to the file at `path`. Any thread, any process."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def figures(self) -> NetworkFigures:
        """The sum of what was seen; of nothing where there is no file, or none that can be read."""
        return self._read().figures

    def days_over(self, today: str) -> list[NetworkDay]:
        """Days before `today` that are not noted in the chain yet, in order."""
        days = sorted(self._read().days.values(), key=lambda each: each.day)
        return [each for each in days if each.day < today and not each.noted]

    def add(
        self,
        now: datetime,
        role: ProcessRole,
        *,
        seconds: float,
        looks: int,
        seen: Sequence[Sighting],
        still_open: bool = False,
        confined: bool | None = None,
    ) -> None:
        """What a process saw since it last added, or still sees of what it added before.

        `confined` is told by the worker alone: whether it has given up its network sockets.
        Raises DiskFull, FolderNotWritable, LockHeld.
        """
        with locked(self._path.with_name(f"{self._path.name}.lock")):
            kept = self._read()
            today = f"{now.astimezone():%Y-%m-%d}"
            day = kept.days.get(today, NetworkDay(today))
            day = replace(
                day,
                seconds=_plus(day.seconds, role, seconds),
                looks=day.looks + looks,
                connections=day.connections + len(seen),
            )
            figures = kept.figures
            if seen or still_open:  # the count of quiet hours begins anew
                newest = max(seen, key=lambda each: each.at, default=figures.last)
                all_seen = figures.connections + len(seen)
                figures = NetworkFigures(
                    now, connections=all_seen, last=newest, confined=figures.confined
                )
            else:
                figures = replace(
                    figures,
                    since=figures.since or now,
                    seconds=_plus(figures.seconds, role, seconds),
                    looks=figures.looks + looks,
                )
            if confined is not None:
                figures = replace(figures, confined=confined)
            self._write(_Kept(figures, {**kept.days, today: day}))

    def mark_noted(self, days: Iterable[str]) -> None:
        """These days stand in the chain. Raises DiskFull, FolderNotWritable, LockHeld."""
        with locked(self._path.with_name(f"{self._path.name}.lock")):
            kept = self._read()
            noted = {
                name: replace(kept.days[name], noted=True) for name in days if name in kept.days
            }
            if noted:
                self._write(_Kept(kept.figures, {**kept.days, **noted}))

    def _read(self) -> _Kept:
        try:
            with self._path.open("rb") as file:
                return _parsed(json.loads(file.read(_MOST_BYTES)))
        except FileNotFoundError:
            return _Kept()
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            _log.warning("the record of the network cannot be read (%s): it begins anew", error)
            return _Kept()

    def _write(self, kept: _Kept) -> None:
        days = sorted(kept.days.values(), key=lambda each: each.day)[-_MOST_DAYS:]
        figures, last = kept.figures, kept.figures.last
        value = {
            "format": _FORMAT,
            "since": figures.since.isoformat() if figures.since else None,
            "seconds": dict(figures.seconds),
            "looks": figures.looks,
            "connections": figures.connections,
            "confined": figures.confined,
            "last": {
                "at": last.at.isoformat(),
                "role": last.role,
                "address": last.connection.address,
                "port": last.connection.port,
                "process": last.connection.process,
            }
            if last
            else None,
            "days": [
                {
                    "day": each.day,
                    "seconds": dict(each.seconds),
                    "looks": each.looks,
                    "connections": each.connections,
                    "noted": each.noted,
                }
                for each in days
            ],
        }
        write_whole(self._path, [json.dumps(value, indent=1).encode("ascii"), b"\n"])


def _plus(
    seconds: Mapping[ProcessRole, float], role: ProcessRole, more: float
) -> dict[ProcessRole, float]:
    return {**seconds, role: round(seconds.get(role, 0.0) + more, 3)}


def _parsed(value: Any) -> _Kept:
    """Raises ValueError, KeyError, TypeError, AttributeError where it is not what we write."""
    if value["format"] != _FORMAT:
        raise ValueError("it was kept by another version")
    last = value["last"]
    sighting = None
    if last is not None:
        connection = Connection(str(last["address"]), _count(last["port"]), str(last["process"]))
        sighting = Sighting(_time(last["at"]), ProcessRole(last["role"]), connection)
    figures = NetworkFigures(
        _time(value["since"]) if value["since"] is not None else None,
        _seconds(value["seconds"]),
        _count(value["looks"]),
        _count(value["connections"]),
        sighting,
        value["confined"] if type(value.get("confined")) is bool else None,
    )
    days = [
        NetworkDay(
            f"{datetime.strptime(each['day'], '%Y-%m-%d'):%Y-%m-%d}",  # noqa: DTZ007  # a local day
            _seconds(each["seconds"]),
            _count(each["looks"]),
            _count(each["connections"]),
            each["noted"] is True,
        )
        for each in value["days"]
    ]
    return _Kept(figures, {each.day: each for each in days})


def _time(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("a time without a zone")
    return found


def _seconds(value: Mapping[str, float]) -> dict[ProcessRole, float]:
    found = {ProcessRole(role): float(seconds) for role, seconds in value.items()}
    if not all(math.isfinite(each) and each >= 0 for each in found.values()):
        raise ValueError("seconds that are none")
    return found


def _count(value: int) -> int:
    if type(value) is not int or not 0 <= value < 2**53:
        raise ValueError("a count that is none")
    return value
