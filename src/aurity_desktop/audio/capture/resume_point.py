"""Where a recording begins or goes on."""

from __future__ import annotations

from dataclasses import dataclass

from aurity_desktop.domain.audio import Span


@dataclass(frozen=True, slots=True)
class ResumePoint:
    """Where in a session the recording goes on.

    `gap` is what was missed since its last sound; it stands in the ledger.
    """

    session_id: str
    number: int = 0
    at_sample: int = 0
    gap: Span | None = None
