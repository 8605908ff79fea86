"""The queue's figures, and estimates learned from the work that this machine has done."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence

from aurity_desktop.domain.jobs import JobState, JobStep, Percentiles, PlannedStep, QueueFigures
from aurity_desktop.jobs.jobs_database import JobsDatabase

_WINDOW_SECONDS = 30 * 24 * 3600.0
#: How many of the newest timings of a step an estimate rests on: a new machine or model is learned
#: within days.
_LEARN_FROM = 20


class JobMetrics:
    """Reads what the records have kept. Any thread."""

    def __init__(self, database: JobsDatabase, *, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    def figures(self) -> QueueFigures:
        """What waits and runs now, and what the last 30 days took; all of one moment."""
        since = self._clock() - _WINDOW_SECONDS
        with self._database.snapshot():
            counts = {
                row["state"]: row["n"]
                for row in self._database.rows(
                    """
                    SELECT state, count(*) AS n FROM jobs
                    WHERE state IN ('pending', 'in_progress') GROUP BY state
                    UNION ALL
                    SELECT state, count(*) AS n FROM runs WHERE ended_at > ? GROUP BY state
                    """,
                    (since,),
                )
            }
            runs = self._database.rows(
                "SELECT waited, ran, retries FROM runs WHERE ended_at > ? AND state <> 'cancelled'",
                (since,),
            )
            steps = self._database.rows(
                "SELECT step, seconds, audio_seconds FROM steps WHERE ended_at > ? ORDER BY rowid",
                (since,),
            )
        timings: dict[JobStep, list[tuple[float, float]]] = {}
        for row in steps:
            timings.setdefault(JobStep(row["step"]), []).append(
                (row["seconds"], row["audio_seconds"])
            )
        return QueueFigures(
            depth=counts.get(JobState.PENDING, 0),
            in_progress=counts.get(JobState.IN_PROGRESS, 0),
            completed=counts.get(JobState.COMPLETED, 0),
            failed=counts.get(JobState.FAILED, 0),
            cancelled=counts.get(JobState.CANCELLED, 0),
            wait=percentiles([row["waited"] for row in runs]),
            run=percentiles([row["ran"] for row in runs]),
            retries=percentiles([float(row["retries"]) for row in runs]),
            steps={
                step: percentiles([seconds for seconds, _ in pairs])
                for step, pairs in timings.items()
            },
            real_time_factors={
                step: sum(seconds for seconds, _ in pairs) / sum(audio for _, audio in pairs)
                for step, pairs in timings.items()
                if any(audio > 0 for _, audio in pairs)
            },
        )

    def expected(self, planned: PlannedStep) -> float | None:
        """Seconds that this step will take on this machine; None before it has done one."""
        rows = self._database.rows(
            "SELECT seconds, audio_seconds FROM steps WHERE step = ? ORDER BY rowid DESC LIMIT ?",
            (planned.step, _LEARN_FROM),
        )
        return predict(
            [(row["audio_seconds"], row["seconds"]) for row in rows], planned.audio_seconds
        )


def predict(pairs: Sequence[tuple[float, float]], audio_seconds: float) -> float | None:
    """Seconds for so much sound, from pairs of (sound, seconds taken); None without any.

    A line where the lengths differ, else by proportion. The line has a fixed part, loading a model
    above all, and a part per second of sound; neither is ever negative.
    """
    if not pairs:
        return None
    lengths = [audio for audio, _ in pairs]
    taken = [seconds for _, seconds in pairs]
    if max(lengths) > 1.5 * min(lengths):
        slope, intercept = statistics.linear_regression(lengths, taken)
        if slope >= 0 and intercept >= 0:
            return intercept + slope * audio_seconds
    total = sum(lengths)
    return sum(taken) / total * audio_seconds if total > 0 else statistics.median(taken)


def percentiles(values: Sequence[float]) -> Percentiles:
    """By the nearest rank: each figure is one of the values."""
    if not values:
        return Percentiles()
    ordered = sorted(values)

    def rank(percent: int) -> float:
        return ordered[max(0, -(-percent * len(ordered) // 100) - 1)]

    return Percentiles(len(ordered), rank(50), rank(95), ordered[-1])
