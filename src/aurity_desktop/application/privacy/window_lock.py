"""Whether the window is locked, and what opens it.

Recording continues; what is hidden is the window's business. Where a passphrase opens the vault, it
opens the window, too, and a locked window holds no key: they are dropped at once, or, since what is
recorded has to be written, when the recording has ended. Children that were handed keys keep
theirs.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from aurity_desktop.application.child_processes.off_thread import OffThread
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
    failed = Signal(Exception)

    def __init__(
        self,
        vault: Vault,
        parent: QObject | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._vault = vault
        self._by_vault = False
        self._recording = False
        self._clock = clock
        self._secret = ""
        self._locked = False
        self._try_in_progress = False
        self._failed_tries = 0
        self._not_before = 0.0
        self._off_thread = OffThread(self)
        self._off_thread.failed.connect(self._on_failed)

    @property
    def is_locked(self) -> bool:
        """Whether the window is locked."""
        return self._locked

    @property
    def needs_secret(self) -> bool:
        """Whether a secret is asked for; without one the lock only hides, and anybody opens it."""
        return self._by_vault or bool(self._secret)

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
        """Set the stored hash of the window's own secret, as `lock_secret` made it; "" for none."""
        self._secret = kept

    def make_secret(self, text: str) -> None:
        """Hash a new secret; `secret_made` carries what is to be stored."""
        self._off_thread.do(partial(lock_secret, text), self.secret_made.emit)

    def lock(self) -> None:
        """Lock the window, and drop the keys where a passphrase opens it."""
        if not self._locked:
            self._locked = True
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
            work = partial(self._opens_vault, text) if self._by_vault else None
            self._off_thread.do(work or partial(opens, self._secret, text), self._on_tried)
        else:
            self._open()

    def close(self) -> None:
        """Block until the try in progress is over."""
        self._off_thread.close()

    def _asks_passphrase(self) -> bool:
        return LockKind.PASSPHRASE in self._vault.status().locks

    def _on_looked(self, asks: bool) -> None:
        self._by_vault = asks
        self._drop_keys()

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
        self._failed_tries += 1
        over = self._failed_tries - _FREE_TRIES
        wait = min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** (over - 1)) if over > 0 else 0.0
        self._not_before = self._clock() + wait
        self.refused.emit(Refusal(wait))

    def _open(self) -> None:
        self._failed_tries, self._not_before = 0, 0.0
        self._locked = False
        self.unlocked.emit()

    def _on_failed(self, error: Exception) -> None:
        self._try_in_progress = False
        self.failed.emit(error)
