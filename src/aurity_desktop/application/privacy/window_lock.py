"""Whether the window is locked, and what opens it.

A window starts locked where it has a secret, or where it was locked when it ended; wrong tries are
remembered, so that neither closing it nor killing it opens it or saves a wait. Recording continues;
what is hidden is the window's business. Where a passphrase opens the vault, it opens the window,
too, and a locked window holds no key: they are dropped at once, or, since what is recorded has to
be written, when the recording has ended. Children that were handed keys keep theirs.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from aurity_desktop.application.child_processes.off_thread import OffThread
from aurity_desktop.application.privacy.lock_memory import LockMemory, LockState
from aurity_desktop.domain.errors import WrongSecret
from aurity_desktop.domain.keys import LockKind, Vault
from aurity_desktop.vault.window_secret import lock_secret, opens

#: So many wrong tries are free; from then on each costs a wait that doubles.
_FREE_TRIES = 4
_FIRST_WAIT = 5.0
_LONGEST_WAIT = 300.0


@dataclass(frozen=True, slots=True)
class Refusal:
    """`wait` is how many seconds the next try has to wait; 0.0 when it may come at once."""

    wait: float = 0.0


class WindowLock(QObject):
    """The lock of the window, with back-off after wrong tries. All of it on the GUI thread.

    What takes a quarter of a second, the key derivation, happens off it and is answered by a
    signal.
    """

    locked = Signal()
    unlocked = Signal()
    refused = Signal(Refusal)
    secret_made = Signal(str)
    old_refused = Signal(Refusal)
    asks_changed = Signal()
    failed = Signal(Exception)

    def __init__(
        self,
        vault: Vault,
        parent: QObject | None = None,
        *,
        memory: LockMemory | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._vault = vault
        self._memory = memory
        self._by_vault = False
        self._looked = True
        self._begun = False
        self._recording = False
        self._clock = clock
        self._secret = ""
        self._locked = False
        self._try_in_progress = False
        self._failed_tries, self._last_try = 0, 0.0
        self._not_before = 0.0
        self._off_thread = OffThread(self)
        self._off_thread.failed.connect(self._on_failed)

    @property
    def is_locked(self) -> bool:
        """Whether the window is locked."""
        return self._locked

    @property
    def needs_secret(self) -> bool:
        """Whether a secret is asked for; without one the lock only hides, and anybody opens it.

        One is until it is known that there is none.
        """
        return self._by_vault or bool(self._secret) or not self._looked

    def look(self) -> None:
        """Ask the vault anew whether a passphrase opens it.

        At the start, and when that may have changed.
        """
        self._off_thread.do(self._asks_passphrase, self._on_looked)

    def set_recording(self, recording: bool) -> None:
        """Tell whether something is recorded: as long as it is, the keys are needed."""
        self._recording = recording
        self._drop_keys()

    def use_secret(self, kept: str) -> None:
        """Set the stored hash of the window's own secret, as `lock_secret` made it; "" for none.

        At the first call, the start, the window is locked where there is one.
        """
        self._secret = kept
        if not self._begun:
            self._begun = True
            self._begin()

    def make_secret(self, text: str, old: str = "") -> None:
        """Hash a new secret, "" to have none; `secret_made` carries what is to be stored.

        Where there is one, `old` must be it, else `old_refused` answers; a wrong one counts as a
        wrong try.
        """
        if self._try_in_progress:
            return
        kept = self._secret
        wait = self._not_before - self._clock()
        if kept and wait > 0:
            self.old_refused.emit(Refusal(wait))
            return
        if kept:
            self._count_try()
        self._try_in_progress = True
        self._off_thread.do(partial(_made, kept, old, text), self._on_made)

    def lock(self) -> None:
        """Lock the window, and drop the keys where a passphrase opens it."""
        if not self._locked:
            self._locked = True
            self._remember()
            self._drop_keys()
            self.locked.emit()

    def unlock(self, text: str = "") -> None:
        """Try a secret; `unlocked` or `refused` answers.

        One try at a time; one that comes too early is refused without being looked at.
        """
        if not self._locked or self._try_in_progress:
            return
        wait = self._not_before - self._clock()
        if wait > 0:
            self.refused.emit(Refusal(wait))
        elif self.needs_secret:
            self._try_in_progress = True
            self._count_try()
            by_vault = self._by_vault or not self._looked
            work = partial(self._opens_vault, text) if by_vault else None
            self._off_thread.do(work or partial(opens, self._secret, text), self._on_tried)
        else:
            self._open()

    def close(self) -> None:
        """Block until the try in progress is over."""
        self._off_thread.close()

    def _begin(self) -> None:
        kept = self._memory.read() if self._memory is not None else LockState()
        self._looked = not kept.locked or bool(self._secret)
        self._failed_tries, self._last_try = kept.failed_tries, kept.last_try
        if self._memory is not None:
            # A clock that was set back makes no wait longer than it was.
            since = max(0.0, self._memory.now() - kept.last_try)
            self._not_before = self._clock() + max(0.0, _wait(kept.failed_tries) - since)
        if self._secret or kept.locked:
            self.lock()

    def _count_try(self) -> None:
        """Before it is looked at: who ends the program meanwhile has had it all the same."""
        self._failed_tries += 1
        self._last_try = self._memory.now() if self._memory is not None else 0.0
        self._remember()

    def _remember(self) -> None:
        if self._memory is not None:
            last = self._last_try if self._failed_tries else 0.0
            self._memory.write(LockState(self._locked, self._failed_tries, last))

    def _on_made(self, made: str | None) -> None:
        self._try_in_progress = False
        if made is None:
            self.old_refused.emit(self._refusal())
            return
        self._failed_tries, self._not_before = 0, 0.0
        self._remember()
        self.secret_made.emit(made)

    def _refusal(self) -> Refusal:
        wait = _wait(self._failed_tries)
        self._not_before = self._clock() + wait
        return Refusal(wait)

    def _asks_passphrase(self) -> bool:
        return LockKind.PASSPHRASE in self._vault.status().locks

    def _on_looked(self, asks: bool) -> None:
        known, self._by_vault, self._looked = self._looked, asks, True
        self._drop_keys()
        if not known and self._locked and not self.needs_secret:
            self._open()  # it was locked when it ended, by a lock that only hides
        self.asks_changed.emit()

    def _opens_vault(self, text: str) -> bool:
        try:
            self._vault.unlock(text)
        except WrongSecret:
            return False
        return True

    def _drop_keys(self) -> None:
        if self._locked and self._by_vault and not self._recording and not self._try_in_progress:
            self._vault.lock()

    def _on_tried(self, right: bool) -> None:
        self._try_in_progress = False
        if right:
            self._open()
            return
        self._drop_keys()  # a recording may have ended meanwhile
        self.refused.emit(self._refusal())

    def _open(self) -> None:
        self._failed_tries, self._not_before = 0, 0.0
        self._locked = False
        self._remember()
        self.unlocked.emit()

    def _on_failed(self, error: Exception) -> None:
        self._try_in_progress = False
        self.failed.emit(error)


def _wait(failed_tries: int) -> float:
    """Seconds until the next try after so many wrong ones."""
    over = failed_tries - _FREE_TRIES
    if over <= 0:
        return 0.0
    return float(min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** min(over - 1, 16)))


def _made(kept: str, old: str, text: str) -> str | None:
    """What is kept of `text`, "" for ""; None where `old` is not what `kept` was made of."""
    if kept and not opens(kept, old):
        return None
    return lock_secret(text) if text else ""
