"""How long sessions are kept: a number of days, and what outweighs it.

Pure: it says what is due, others act. A clock may be wrong by years, so that a session's time being
over is not enough: what goes was announced days before, many go only when a person says so, and
none goes while nothing that people did here is near the time that the clock tells.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from aurity_desktop.domain.session import SessionState, SessionSummary

#: Only what has come to an end is ever due.
_ENDED = frozenset({SessionState.COMPLETED, SessionState.FAILED})

#: Between a session's announcement and its erasure.
GRACE: Final = timedelta(days=7)
#: A clock that is further than this from the last thing that people did here is in doubt.
DOUBT: Final = timedelta(days=7)
#: So many go without a question.
UNASKED: Final = 10


@dataclass(frozen=True, slots=True)
class Hold:
    """A session that must be kept whatever the policy says: a lawsuit, a complaint, a study."""

    session_id: str
    reason: str
    placed_at: datetime
    user_id: str


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A person's yes to erasing what was over its time at `before`, under a policy of `days`.

    `at_once`: without days of grace.
    """

    days: int | None
    before: datetime
    at_once: bool = False


@dataclass(frozen=True, slots=True)
class RetentionRecord:
    """What the ledger knows that a policy depends on.

    `announced` says when each session was announced last, under the policy in force; `confirmed`
    are the answers under it. `arrived` are imported sessions, which are kept from their import;
    `lifted` says when a session's last hold ended.
    `newest_act` is the last thing up to now that people did here: recording, correcting, exporting;
    None without any.
    """

    announced: Mapping[str, datetime] = field(default_factory=dict)
    confirmed: tuple[Confirmation, ...] = ()
    arrived: Mapping[str, datetime] = field(default_factory=dict)
    lifted: Mapping[str, datetime] = field(default_factory=dict)
    newest_act: datetime | None = None


@dataclass(frozen=True, slots=True)
class Expiry:
    """When a session's time is over, and what keeps it all the same.

    `at` is in the past for one that is due or held over its time.
    """

    session: SessionSummary
    at: datetime
    hold: Hold | None = None


class Standing(StrEnum):
    """What stands between a session and its erasure."""

    NOT_YET = "not_yet"
    HELD = "held"
    CLOCK_DOUBTED = "clock_doubted"
    #: Announced less than `GRACE` ago, or to be announced at the next run.
    ANNOUNCED = "announced"
    #: One of more than `UNASKED` that no person has said yes to.
    ASKED = "asked"
    GOES = "goes"


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a policy erases, and when, as it stands at `at`.

    `expiries` are all sessions that have ended, the first to be erased first.
    """

    days: int | None
    expiries: tuple[Expiry, ...]
    holds: tuple[Hold, ...]
    at: datetime
    record: RetentionRecord = field(default_factory=RetentionRecord)

    @property
    def due(self) -> tuple[Expiry, ...]:
        """Sessions whose time is over and that no hold keeps."""
        return tuple(each for each in self.expiries if each.at < self.at and each.hold is None)

    @property
    def next(self) -> Expiry | None:
        """The first session that is not due yet and that no hold keeps."""
        return next(
            (each for each in self.expiries if each.at >= self.at and each.hold is None), None
        )

    @property
    def clock_doubted(self) -> bool:
        """Whether the clock tells a time far from all that people did here."""
        newest = self.record.newest_act
        return newest is None or self.at - newest > DOUBT

    @property
    def going(self) -> tuple[Expiry, ...]:
        """What the next run erases."""
        return self.with_standing(Standing.GOES)

    @property
    def to_announce(self) -> tuple[Expiry, ...]:
        """What is due and not announced yet; nothing while the clock is in doubt."""
        waiting = self.with_standing(Standing.ANNOUNCED)
        return tuple(each for each in waiting if self._announced(each) is None)

    def with_standing(self, standing: Standing) -> tuple[Expiry, ...]:
        """The sessions with it, in the order of `expiries`."""
        found = self.standings()
        return tuple(each for each in self.expiries if found[each.session.session_id] is standing)

    def standings(self) -> dict[str, Standing]:
        """What stands between each session and its erasure, by id."""
        found = {each.session.session_id: self._standing(each) for each in self.expiries}
        asked = [name for name, standing in found.items() if standing is Standing.ASKED]
        if len(asked) <= UNASKED:
            found.update(dict.fromkeys(asked, Standing.GOES))
        return found

    def goes_at(self, expiry: Expiry) -> datetime:
        """The earliest moment at which it is erased without a person's yes."""
        announced = self._announced(expiry) or max(self.at, expiry.at)
        return max(expiry.at, announced + GRACE)

    def _standing(self, expiry: Expiry) -> Standing:
        """ASKED for each that only its number can keep."""
        if expiry.hold is not None:
            return Standing.HELD
        if expiry.at >= self.at:
            return Standing.NOT_YET
        if self.clock_doubted:
            return Standing.CLOCK_DOUBTED
        confirmed = [
            each
            for each in self.record.confirmed
            if each.days == self.days and self._since(expiry) <= each.before <= self.at
        ]
        if any(each.at_once for each in confirmed):
            return Standing.GOES
        if self._announced(expiry) is None or self.goes_at(expiry) > self.at:
            return Standing.ANNOUNCED
        return Standing.GOES if confirmed else Standing.ASKED

    def _announced(self, expiry: Expiry) -> datetime | None:
        """When it was. Void is one of a future that was none."""
        announced = self.record.announced.get(expiry.session.session_id)
        if announced is None or not self._since(expiry) <= announced <= self.at:
            return None
        return announced

    def _since(self, expiry: Expiry) -> datetime:
        """From when on an announcement or a yes means this erasure: the session was over its time
        as it is counted now, and no hold has ended since.
        """
        lifted = self.record.lifted.get(expiry.session.session_id)
        return expiry.at if lifted is None or lifted > self.at else max(expiry.at, lifted)


@dataclass(frozen=True, slots=True)
class RetentionPolicy:
    """Sessions are kept this many days from the moment they were recorded, or imported.

    None keeps them for ever.
    """

    days: int | None = None

    def outlook(
        self,
        sessions: Iterable[SessionSummary],
        holds: Iterable[Hold],
        now: datetime,
        record: RetentionRecord | None = None,
    ) -> Outlook:
        """Every session that has come to an end, with when its time is over; none when all are
        kept.
        """
        record = record or RetentionRecord()
        holds = tuple(holds)
        if self.days is None:
            return Outlook(None, (), holds, now, record)
        held = {hold.session_id: hold for hold in holds}
        length = timedelta(days=self.days)
        found = [
            Expiry(
                session,
                max(session.plan.created_at, record.arrived.get(name, session.plan.created_at))
                + length,
                held.get(name),
            )
            for session in sessions
            for name in (session.session_id,)
            if session.state in _ENDED and not session.damaged
        ]
        return Outlook(
            self.days, tuple(sorted(found, key=lambda expiry: expiry.at)), holds, now, record
        )
