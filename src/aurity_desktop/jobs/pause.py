"""All jobs paused, "record now, write later": a row of the job records, so that every process sees
it and it outlives them all.
"""

from __future__ import annotations

from typing import Final

from aurity_desktop.domain.jobs import HELD_BY_A_PAUSE
from aurity_desktop.jobs.jobs_database import JobsDatabase

_KINDS = ", ".join(f"'{kind.value}'" for kind in sorted(HELD_BY_A_PAUSE))

#: What a job has to be like to be begun, for the WHERE of a query on `jobs`.
NOT_HELD: Final = f"(kind NOT IN ({_KINDS}) OR NOT EXISTS (SELECT 1 FROM pause))"  # noqa: S608


def is_paused(database: JobsDatabase) -> bool:
    """Raises JobsUnreadable, JobsBusy."""
    return bool(database.rows("SELECT 1 FROM pause"))
