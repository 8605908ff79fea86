"""Numbers over a session that more than one face shows."""

from __future__ import annotations

import math
from collections.abc import Sequence

from aurity_desktop.domain.transcript import Chunk


def percentile(values: Sequence[float], percent: float) -> float | None:
    """Nearest-rank percentile; None of nothing."""
    if not values:
        return None
    ordered = sorted(values)
    return ordered[max(0, math.ceil(percent / 100 * len(ordered)) - 1)]


def latencies(chunks: Sequence[Chunk]) -> list[float]:
    """Slice durable → text settled, in milliseconds, of the chunks that were transcribed live."""
    return [chunk.latency_ms for chunk in chunks if chunk.latency_ms is not None]
