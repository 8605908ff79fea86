"""A connection to a message bus: answers, signals, and every way in which it can be gone."""

import threading

import pytest

from aurity_desktop.runtime.message_bus import (
    Bus,
    BusRefused,
    BusUnavailable,
    MessageBus,
    Place,
)
from tests.fakes.message_bus import PrivateBus, Service

CLERK = Place("org.example.Clerk", "/desk", "org.example.Desk")


@pytest.fixture(scope="module")
def private_bus(tmp_path_factory):
    bus = PrivateBus(tmp_path_factory.mktemp("bus"))
    yield bus
    bus.close()


@pytest.fixture
def clerk(private_bus):
    service = Service(private_bus.address, CLERK.service)
    yield service
    service.close()


@pytest.fixture
def bus(private_bus, clerk, monkeypatch):
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", private_bus.address)
    connection = MessageBus(Bus.SESSION)
    yield connection
    connection.close()


def test_a_service_answers_and_says_no(bus, clerk):
    clerk.answers["Add"] = lambda one, two: ("u", (one + two,))
    assert bus.call(CLERK, "Add", "uu", (3_000_000_000, 4)) == (3_000_000_004,)
    with pytest.raises(BusRefused, match="UnknownMethod"):
        bus.call(CLERK, "Subtract")


def test_what_is_told_while_an_answer_is_waited_for_is_not_lost(bus, clerk):
    def answer():
        clerk.emit("/desk", CLERK.interface, "Rang", "s", ("bell",))
        return "", ()

    clerk.answers["Wait"] = answer
    bus.listen(CLERK, "Rang")
    bus.call(CLERK, "Wait")
    told = bus.next_signal()
    assert (told.path, told.member, told.body, told.gone) == ("/desk", "Rang", ("bell",), "")
    assert bus.next_signal(0) is None


def test_a_service_that_leaves_is_told_of(bus, private_bus):
    other = Service(private_bus.address, "org.example.Other")
    bus.follow("org.example.Other")
    other.close()
    assert bus.next_signal().gone == "org.example.Other"


def test_whoever_waits_is_woken_by_the_end_of_it(bus):
    threading.Timer(0.01, bus.end).start()
    with pytest.raises(BusUnavailable):
        bus.next_signal()
    with pytest.raises(BusUnavailable):
        bus.call(CLERK, "Add")


def test_a_bus_that_dies_is_told_and_is_no_fault(tmp_path, monkeypatch):
    dying = PrivateBus(tmp_path)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", dying.address)
    connection = MessageBus(Bus.SESSION)
    dying.close()
    with pytest.raises(BusUnavailable):
        connection.next_signal()
    connection.close()
    with pytest.raises(BusUnavailable):
        MessageBus(Bus.SESSION)


@pytest.mark.parametrize("address", [None, "", "nonsense", "tcp:host=localhost,port=1", "unix:x"])
def test_an_address_that_is_none_or_reaches_outside_is_not_spoken_with(monkeypatch, address):
    if address is None:
        monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    else:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    with pytest.raises(BusUnavailable):
        MessageBus(Bus.SESSION)
