"""Sound of a recording in which no word was recognised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unheard:
    """How much of it was louder than silence, and where it was loudest; seconds."""

    loud_seconds: float
    loudest_at: float

    @classmethod
    def of(cls, metadata: Mapping[str, object]) -> Unheard | None:
        """From the metadata of its event; None where those are not numbers."""
        loud, at = metadata.get("loud_seconds"), metadata.get("loudest_at")
        if isinstance(loud, int | float) and isinstance(at, int | float):
            return cls(float(loud), float(at))
        return None
