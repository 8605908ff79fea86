"""What the note suite finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.benchmarks.note.findings_seen import FindingDelays, PaintedLine, ShownWord


@dataclass(frozen=True, slots=True)
class Step:
    """What one step took in all, and how long nobody's hand moved in it. Seconds."""

    name: str
    took: float
    waited: float


@dataclass(frozen=True, slots=True)
class NoteSeen:
    """What a clinician at the window tells.

    `minute` are the steps from Stop until the note is printed, `after` others behind those.
    `began`: when the session's first sample was heard, on the clock of `painted` and `shown`.
    `suggestions` were decided, `fields` typed; `dragged` lines came by the pointer.
    """

    session_id: str
    began: float
    minute: tuple[Step, ...]
    after: tuple[Step, ...]
    painted: tuple[PaintedLine, ...]
    shown: tuple[ShownWord, ...]
    suggestions: int
    fields: int
    dragged: int
    printed: str
    problems: tuple[str, ...] = ()

    @classmethod
    def told(cls, told: Mapping[str, Any]) -> NoteSeen:
        """From the JSON of one."""
        return cls(
            **{
                **told,
                "minute": tuple(Step(**each) for each in told["minute"]),
                "after": tuple(Step(**each) for each in told["after"]),
                "painted": tuple(PaintedLine(**each) for each in told["painted"]),
                "shown": tuple(ShownWord(**each) for each in told["shown"]),
                "problems": tuple(told["problems"]),
            }
        )

    @property
    def total(self) -> float:
        """Seconds from Stop until it was printed."""
        return sum(step.took for step in self.minute)


@dataclass(frozen=True, slots=True)
class NoteReport:
    """One talk. `signed`: versions in the ledger; `in_pdf`: of `lines` of the signed note.

    `hour`: seconds until the note of an hour of talk is open, with `in_hour` suggestions.
    """

    language: str
    name: str
    seconds: float
    seen: NoteSeen
    delays: FindingDelays
    signed: int
    lines: int
    in_pdf: int
    hour: float
    in_hour: int
