"""Where a recording begins or goes on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a session the recording goes on."""

    session_id: str
    number: int = 0
    at_sample: int = 0
