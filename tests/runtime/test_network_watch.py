import socket
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta

import pytest

from aurity_desktop.domain.errors import DiskFull
from aurity_desktop.domain.network import Connection, ProcessRole
from aurity_desktop.runtime.network_record import NetworkRecord
from aurity_desktop.runtime.network_watch import NetworkWatch, open_sockets, watched
from tests.fakes.clock import Clock

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
AWAY = ("one", Connection("192.0.2.7", 443, "python"))
OTHER = ("two", Connection("192.0.2.8", 443, "python"))


class Sockets:
    """What a look finds, as the test says."""

    def __init__(self):
        self.found = []

    def __call__(self):
        if isinstance(self.found, Exception):
            raise self.found
        return self.found


@pytest.fixture
def sockets():
    return Sockets()


@pytest.fixture
def clock():
    return Clock(100.0)


@pytest.fixture
def record(tmp_path):
    return NetworkRecord(tmp_path / "network.json")


@pytest.fixture
def watch(record, sockets, clock):
    return NetworkWatch(record, ProcessRole.WINDOW, sockets, clock=clock, now=lambda: NOON)


def look(watch, clock, times=1, seconds=5.0):
    for _ in range(times):
        clock.go_on(seconds)
        watch.look()


def test_a_minute_of_looks_is_written_down_once(watch, clock, record):
    look(watch, clock, 11)
    assert record.figures().since is None
    look(watch, clock)
    assert (record.figures().looks, record.figures().hours) == (12, 60 / 3_600)


def test_a_connection_is_written_down_at_once_and_once(watch, clock, sockets, record):
    sockets.found = [AWAY]
    look(watch, clock)
    assert record.figures().last.connection == AWAY[1]
    look(watch, clock, 3)
    sockets.found = [AWAY, OTHER]
    look(watch, clock)
    found = record.figures()
    assert (found.connections, found.last.connection) == (2, OTHER[1])


def test_a_connection_that_stays_open_makes_no_hour_quiet(watch, clock, sockets, record):
    sockets.found = [AWAY]
    look(watch, clock, 26)
    assert (record.figures().hours, record.figures().connections) == (0.0, 1)
    sockets.found = []
    look(watch, clock, 24)
    assert record.figures().hours > 0


def test_a_connection_that_comes_again_is_another(watch, clock, sockets, record):
    for found in ([AWAY], [], [AWAY]):
        sockets.found = found
        look(watch, clock)
    assert record.figures().connections == 2


def test_a_machine_that_slept_did_not_look(watch, clock, record):
    look(watch, clock, 12, seconds=7_200.0)
    assert record.figures().hours == 120 / 3_600


def test_what_cannot_be_looked_at_is_no_hour_without_a_connection(watch, clock, sockets, record):
    sockets.found = PermissionError("no")
    look(watch, clock, 12)
    sockets.found = []
    look(watch, clock, 12)
    assert (record.figures().looks, record.figures().hours) == (12, 60 / 3_600)


def test_what_a_full_disk_refuses_is_kept_with_what_comes_next(watch, clock, sockets, record):
    keep, record.add = record.add, refuse
    sockets.found = [AWAY]
    look(watch, clock)
    sockets.found = []
    record.add = keep
    look(watch, clock, 12)
    assert record.figures().connections == 1
    assert record.figures().last.connection == AWAY[1]


def refuse(*_, **__):
    raise DiskFull("/", 1)


def test_the_end_keeps_what_was_seen_and_leaves_no_thread(record, sockets, clock):
    watch = NetworkWatch(record, ProcessRole.WORKER, sockets, clock=clock, now=lambda: NOON)
    watch.start()
    look(watch, clock)
    watch.stop()
    assert record.figures().seconds == {ProcessRole.WORKER: 5.0}
    assert "network watch" not in {each.name for each in threading.enumerate()}


def test_what_is_over_at_once_writes_nothing(record, tmp_path):
    with watched(record, ProcessRole.COMMAND):
        pass
    assert list(tmp_path.iterdir()) == []


# -- a look at real sockets ------------------------------------------------------------------------


def addresses(*, children=False):
    return {(each.address, each.port) for _, each in open_sockets(children=children)}


def test_sockets_of_the_machine_itself_are_none():
    before = addresses()
    one, other = socket.socketpair()
    with socket.socket() as waits, socket.socket() as asks, one, other:
        waits.bind(("127.0.0.1", 0))
        waits.listen()
        asks.connect(waits.getsockname())
        assert addresses() == before


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6], ids=lambda each: each.name)
def test_a_socket_that_waits_for_whoever_comes_is_seen(family):
    with socket.socket(family) as waits:
        waits.bind(("", 0))
        waits.listen()
        assert ("", 0) in addresses()
    assert ("", 0) not in addresses()


def test_what_looks_up_a_name_is_seen():
    """A name is asked for over UDP; nothing is sent by connecting such a socket."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asks:
        try:
            asks.connect(("192.0.2.53", 53))
        except OSError:
            pytest.skip("this machine has no way out at all")
        assert ("192.0.2.53", 53) in addresses()


_CHILD = "import socket, sys; s = socket.socket(); s.bind(('', 0)); s.listen(); print(flush=True); "


def test_a_child_is_looked_at_where_it_is_asked_for():
    child = subprocess.Popen(
        [sys.executable, "-c", f"{_CHILD}sys.stdin.read()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with child:
        child.stdout.readline()
        assert addresses() == set()
        assert addresses(children=True) == {("", 0)}
        child.stdin.close()


def test_the_time_of_a_sighting_is_that_of_the_look(record, sockets, clock):
    moments = iter([NOON, NOON + timedelta(seconds=1)])
    watch = NetworkWatch(
        record, ProcessRole.RECORDER, sockets, clock=clock, now=lambda: next(moments)
    )
    sockets.found = [AWAY]
    look(watch, clock)
    assert record.figures().last.at == NOON
