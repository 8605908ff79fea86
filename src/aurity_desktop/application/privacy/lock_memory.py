"""What the lock of the window remembers when the window is closed, or ends in whatever way.

A small private file in the data folder. Whoever can delete it can read everything else of the
account, too: it is against somebody at the keyboard, as the lock itself is.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from aurity_desktop.domain.errors import StorageError
from aurity_desktop.storage.durable import write_whole

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LockState:
    """`last_try` is the time of the last wrong try, in seconds since 1970."""

    locked: bool = False
    failed_tries: int = 0
    last_try: float = 0.0


class LockMemory:
    """Reads and writes the file. `now` gives the time in seconds since 1970."""

    def __init__(self, path: Path, now: Callable[[], float] = time.time) -> None:
        self._path = path
        self.now = now

    def read(self) -> LockState:
        """A file that cannot be read counts as one that says "locked"."""
        try:
            kept = json.loads(self._path.read_bytes())
            return LockState(
                bool(kept["locked"]), max(0, int(kept["failed_tries"])), float(kept["last_try"])
            )
        except FileNotFoundError:
            return LockState()
        except (OSError, ValueError, KeyError, TypeError, OverflowError) as error:
            _log.warning("the lock's file cannot be read, the window starts locked: %s", error)
            return LockState(locked=True)

    def write(self, state: LockState) -> None:
        """Whole or not there; not forced to the disk. A disk that refuses is logged."""
        try:
            write_whole(self._path, [json.dumps(asdict(state)).encode("ascii")], durable=False)
        except (StorageError, OSError) as error:
            _log.warning("the lock's file cannot be written: %s", error)
