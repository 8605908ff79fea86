"""What the user wants not to be captured: a pause, or what is held off the record. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from aurity_desktop.domain.audio import SpanKind
from aurity_desktop.domain.capture import Pause, Resume


class HeldBy(StrEnum):
    """What can be held to be off the record: several at once count as one."""

    KEY = "key"
    BUTTON = "button"


class PauseWishes:
    """Turns presses into commands, each of them once, in the order of the presses.

    The recorder obeys in order, so that nothing waits for what it has said: a hold that ends before
    the recorder has paused ends the pause as soon as it has.
    """

    def __init__(self) -> None:
        self._wanted: SpanKind | None = None
        self._holds: set[HeldBy] = set()
        self._held = False

    @property
    def wanted(self) -> SpanKind | None:
        """The pause that is wanted now, whether or not the recorder has begun it."""
        return self._wanted

    def begin(self) -> None:
        """A new session: no pause is wanted, but for what is held already."""
        self._wanted, self._held = None, bool(self._holds)
        if self._held:
            self._wanted = SpanKind.OFF_THE_RECORD

    def pause(self, kind: SpanKind = SpanKind.PAUSE) -> Sequence[Pause]:
        """A pause until `resume`; one that is wanted already stays as it is."""
        if self._wanted is not None:
            return ()
        self._wanted = kind
        return (Pause(kind),)

    def resume(self) -> Sequence[Resume]:
        """The end of whatever pause is wanted, of a hold too."""
        if self._wanted is None:
            return ()
        self._wanted, self._held = None, False
        return (Resume(),)

    def hold(self, by: HeldBy, *, recording: bool) -> Sequence[Pause]:
        """Off the record until the last hold has ended; a pause that was there is left alone."""
        self._holds.add(by)
        if not recording or self._wanted is not None:
            return ()
        self._held = True
        return self.pause(SpanKind.OFF_THE_RECORD)

    def release(self, by: HeldBy) -> Sequence[Resume]:
        """One hold has ended; with the last of them, what they wanted ends."""
        self._holds.discard(by)
        if self._holds or not self._held:
            return ()
        return self.resume()
