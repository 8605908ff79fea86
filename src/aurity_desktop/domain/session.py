"""A session: one recording, its id, its state and its summary."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from aurity_desktop.domain.audio import seconds
from aurity_desktop.domain.errors import BadSessionId

_SESSION_ID = re.compile(r"[A-Za-z0-9_-]{10,128}")


class SessionState(StrEnum):
    """Where a session stands; FINALIZING is recorded and waits for its transcript."""

    RECORDING = "recording"
    PAUSED = "paused"
    FINALIZING = "finalizing"
    COMPLETED = "completed"
    FAILED = "failed"


OPEN_STATES = frozenset({SessionState.RECORDING, SessionState.PAUSED})
#: The reason of a session whose record cannot be read.
DAMAGED_REASON = "damaged record"
#: Those of a session whose final transcript is still to come.
UNDER_WAY = OPEN_STATES | {SessionState.FINALIZING}


def is_session_id(text: str) -> bool:
    """10 to 128 letters, digits, `_` and `-`, so that it is safe in a path."""
    return _SESSION_ID.fullmatch(text) is not None


def checked_session_id(session_id: str) -> str:
    """The id itself, safe to be put into a path. Raises BadSessionId."""
    if not is_session_id(session_id):
        raise BadSessionId(session_id)
    return session_id


def new_session_id(now: datetime, taken: Callable[[str], bool]) -> str:
    """`session_YYYYMMDD_HHMMSS` in local time; `_2`, `_3` … when `taken` says so."""
    stem = now.strftime("session_%Y%m%d_%H%M%S")
    candidate, suffix = stem, 2
    while taken(candidate):
        candidate, suffix = f"{stem}_{suffix}", suffix + 1
    return candidate


@dataclass(frozen=True, slots=True)
class SpeakerCount:
    """What the user knows about the number of people in the room. Both None: nothing."""

    minimum: int | None = None
    maximum: int | None = None

    @classmethod
    def exactly(cls, count: int) -> SpeakerCount:
        """So many people, no more and no fewer."""
        return cls(count, count)


@dataclass(frozen=True, slots=True)
class SessionPlan:
    """What is known when a recording starts; written once, as the session's first fact.

    `source` is a device name or a file name without its folder. `language` is an ISO 639-1 code, or
    "" to detect it. `vocabulary` holds words the model should expect. The title may be changed
    afterwards, see `SessionSummary.title`.
    """

    session_id: str
    created_at: datetime
    source: str
    language: str = ""
    model: str = ""
    speaker_count: SpeakerCount = field(default_factory=SpeakerCount)
    vocabulary: tuple[str, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """One line of the library.

    `retitled` is the title given after the plan, None without one. `reviewed`: somebody has
    said so, or has corrected, named or exported something of it, whichever came last.
    """

    plan: SessionPlan
    state: SessionState
    reason: str
    sample_count: int
    chunks: int
    chunks_ok: int
    speakers: int
    language: str
    retitled: str | None = None
    reviewed: bool = False

    @property
    def session_id(self) -> str:
        """The plan's."""
        return self.plan.session_id

    @property
    def title(self) -> str:
        """The newest that was given, "" where there is none."""
        return self.plan.title if self.retitled is None else self.retitled

    @property
    def to_review(self) -> bool:
        """Whether it is finished and nobody has reviewed it."""
        return self.state is SessionState.COMPLETED and not self.reviewed

    @property
    def duration(self) -> float:
        """Seconds of sound in the slices so far."""
        return seconds(self.sample_count)

    @property
    def damaged(self) -> bool:
        """Whether what is recorded of it cannot be read."""
        return False


class DamagedSession(SessionSummary):
    """A session whose record cannot be read: all but its id stands for nothing.

    It can be erased, and nothing erases it by itself.
    """

    __slots__ = ()

    @property
    def damaged(self) -> bool:
        """Always."""
        return True
