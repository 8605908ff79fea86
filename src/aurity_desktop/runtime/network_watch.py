"""A process looks at its own network sockets, every few seconds, and keeps what it saw.

On Linux a look takes 0.1 ms without any socket, and some milliseconds where there are sockets of
the machine itself. A connection that begins and ends between two looks is not seen.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Final, TypeAlias

from aurity_desktop.domain.errors import AurityError
from aurity_desktop.domain.network import Connection, ProcessRole, Sighting, leaves_the_machine
from aurity_desktop.runtime.network_record import NetworkRecord
from aurity_desktop.storage.file_lock import LockHeld

_log = logging.getLogger(__name__)

_LOOK_SECONDS: Final = 5.0
#: What was seen is written down after so many looks, at once where a connection was seen, and at
#: the end.
_LOOKS_A_NOTE: Final = 12
#: A machine that slept did not look.
_LONGEST_GAP_SECONDS: Final = 2 * _LOOK_SECONDS

#: The open sockets that leave the machine, each with what tells it from the others.
Look: TypeAlias = Callable[[], Sequence[tuple[object, Connection]]]


class NetworkWatch:
    """Looks on a thread of its own, from `start` to `stop`. Never raises, and never holds up."""

    def __init__(
        self,
        record: NetworkRecord,
        role: ProcessRole,
        look: Look,
        *,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        confined: bool | None = None,
    ) -> None:
        self._record = record
        self._role = role
        self._look = look
        self._clock = clock
        self._now = now
        self._confined = confined
        self._looked_at = clock()
        self._seconds, self._looks = 0.0, 0
        self._open: frozenset[object] = frozenset()
        self._still_open = False
        self._seen: list[Sighting] = []
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="network watch", daemon=True)

    def start(self) -> None:
        """The first look comes after five seconds: what is over sooner pays nothing."""
        self._thread.start()

    def stop(self) -> None:
        """Keep what was seen and end the thread. Waits for a look that is under way."""
        self._over.set()
        if self._thread.ident is not None:
            self._thread.join()
        if self._looks:
            self._keep()

    def look(self) -> None:
        """Look once."""
        at = self._clock()
        passed = min(max(0.0, at - self._looked_at), _LONGEST_GAP_SECONDS)
        self._looked_at = at
        try:
            found = dict(self._look())
        except OSError as error:  # psutil's errors, too: the system does not let us look
            _log.info("no look at the network sockets (%s)", error)
            return
        self._seconds += passed
        self._looks += 1
        self._still_open = self._still_open or bool(found)
        fresh = found.keys() - self._open
        self._open = frozenset(found)
        self._seen += [Sighting(self._now(), self._role, found[each]) for each in fresh]
        if fresh or self._looks >= _LOOKS_A_NOTE:
            self._keep()

    def _run(self) -> None:
        while not self._over.wait(_LOOK_SECONDS):
            self.look()

    def _keep(self) -> None:
        """What cannot be kept now is kept with what comes next."""
        try:
            self._record.add(
                self._now(),
                self._role,
                seconds=self._seconds,
                looks=self._looks,
                seen=self._seen,
                still_open=self._still_open,
                confined=self._confined,
            )
        except (AurityError, LockHeld) as error:
            _log.info("what was seen of the network is not kept yet (%s)", error)
            return
        self._seconds, self._looks, self._seen, self._still_open = 0.0, 0, [], False


@contextmanager
def watched(
    record: NetworkRecord,
    role: ProcessRole,
    *,
    children: bool = False,
    confined: bool | None = None,
) -> Iterator[None]:
    """Looked at while the block lasts; with `children`, those of the process as well."""
    watch = NetworkWatch(record, role, lambda: open_sockets(children=children), confined=confined)
    watch.start()
    try:
        yield
    finally:
        watch.stop()


def open_sockets(*, children: bool = False) -> list[tuple[object, Connection]]:
    """The sockets of this process that leave the machine, or wait for what comes from elsewhere.

    Raises OSError where the system does not tell.
    """
    import psutil

    own = psutil.Process()
    try:
        processes = [own, *(own.children(recursive=True) if children else ())]
    except psutil.Error as error:
        raise OSError(str(error)) from error
    found: list[tuple[object, Connection]] = []
    for process in processes:
        try:
            name = process.name()
            sockets = process.net_connections(kind="inet")
        except psutil.Error as error:
            if process is own:
                raise OSError(str(error)) from error
            continue  # a child that has ended, or is not ours to look at
        for each in sockets:
            here, there = each.laddr, each.raddr
            if there and leaves_the_machine(there.ip):
                connection = Connection(there.ip, there.port, name)
            elif not there and here and leaves_the_machine(here.ip):
                connection = Connection("", 0, name)
            else:
                continue
            found.append(((process.pid, each.type, tuple(here), tuple(there)), connection))
    return found
