"""Sleep and lid on Linux: a logind on a bus of the test's own, as it may behave."""

import os
import threading

import pytest
from jeepney.fds import FileDescriptor

from aurity_desktop.audio.capture.machine import Machine, MachineEvent
from aurity_desktop.audio.devices.logind import Logind, kept_awake_by_logind
from tests.fakes.message_bus import PrivateBus, Refuse, Service

PATH, MANAGER = "/org/freedesktop/login1", "org.freedesktop.login1.Manager"


@pytest.fixture(scope="module")
def private_bus(tmp_path_factory):
    bus = PrivateBus(tmp_path_factory.mktemp("bus"))
    yield bus
    bus.close()


class Login(Service):
    """`held()` are the locks that somebody holds: (what, mode), each a pipe whose end is away."""

    def __init__(self, address):
        self.properties = {"LidClosed": False, "Docked": False, "PreparingForSleep": False}
        self.refused = set()
        self._pipes = []
        super().__init__(address, "org.freedesktop.login1")
        self.answers = {"Inhibit": self._inhibit, "Get": self._get}

    def _inhibit(self, what, who, why, mode):
        if what in self.refused:
            raise Refuse("org.freedesktop.DBus.Error.AccessDenied")
        reading, writing = os.pipe()
        os.set_blocking(reading, False)
        self._pipes.append((what, mode, reading))
        return "h", (FileDescriptor(writing),)

    def _get(self, _interface, name):
        if name not in self.properties:
            raise Refuse("org.freedesktop.DBus.Error.UnknownProperty")
        return "v", (("b", self.properties[name]),)

    def held(self):
        return [(what, mode) for what, mode, reading in self._pipes if not _is_at_end(reading)]

    def sleep(self, begins):
        self.properties["PreparingForSleep"] = begins
        self.emit(PATH, MANAGER, "PrepareForSleep", "b", (begins,))

    def close(self):
        super().close()
        for _, _, reading in self._pipes:
            os.close(reading)


def _is_at_end(reading):
    try:
        return os.read(reading, 1) == b""
    except BlockingIOError:
        return False


def wait_until(condition):
    pause = threading.Event()
    for _ in range(10_000):
        if condition():
            return
        pause.wait(0.003)
    raise AssertionError("it did not come to that")


@pytest.fixture
def login(private_bus):
    service = Login(private_bus.address)
    yield service
    service.close()


@pytest.fixture
def machine():
    return Machine()


@pytest.fixture
def make_logind(private_bus, monkeypatch, machine):
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", private_bus.address)
    made = []

    def make(**times):
        made.append(Logind(machine, **{"lid_seconds": 0.01, "flush_seconds": 30.0} | times))
        made[-1].start()
        return made[-1]

    yield make
    for each in made:
        each.end()


BLOCKS = [("idle", "block"), ("sleep", "block"), ("handle-lid-switch", "block")]


def test_the_locks_are_held_until_the_recording_ends(login, make_logind):
    logind = make_logind()
    login.wait_for("Get")
    assert login.held() == [*BLOCKS, ("sleep", "delay")]
    assert login.bodies("Inhibit")[0][1:3] == ("Aurity Desktop", "A consultation is being recorded")
    logind.end()
    wait_until(lambda: not login.held())


def test_what_the_policy_forbids_is_not_held_and_the_rest_is(login, make_logind):
    login.refused = {"handle-lid-switch"}
    make_logind()
    login.wait_for("Get")
    assert login.held() == [("idle", "block"), ("sleep", "block"), ("sleep", "delay")]


def test_the_computer_sleeps_when_the_recorder_is_ready_and_not_before(login, make_logind, machine):
    make_logind()
    login.wait_for("Get")
    login.sleep(begins=True)
    wait_until(lambda: MachineEvent.SLEEPS in machine.take())
    assert ("sleep", "delay") in login.held()
    machine.ready()
    wait_until(lambda: ("sleep", "delay") not in login.held())
    assert login.held() == BLOCKS
    login.sleep(begins=False)
    wait_until(lambda: ("sleep", "delay") in login.held())
    assert machine.take() == [MachineEvent.WOKE]


def test_a_recorder_that_hangs_does_not_keep_it_awake(login, make_logind):
    make_logind(flush_seconds=0.01)
    login.wait_for("Get")
    login.sleep(begins=True)
    wait_until(lambda: ("sleep", "delay") not in login.held())


def test_a_sleep_that_was_called_off_leaves_the_lock_where_it_was(login, make_logind, machine):
    make_logind()
    login.wait_for("Get")
    for _ in range(3):
        login.sleep(begins=False)
    told = []
    wait_until(lambda: told.extend(machine.take()) or len(told) == 3)
    assert set(told) == {MachineEvent.WOKE}
    assert login.held() == [*BLOCKS, ("sleep", "delay")]


def test_a_lid_that_is_closed_is_told_once_and_not_beside_other_screens(
    login, make_logind, machine
):
    make_logind()
    login.wait_for("Get")
    login.properties["LidClosed"] = True
    seen = []
    wait_until(lambda: seen.extend(machine.take()) or seen)
    looks = len(login.bodies("Get"))
    login.wait_for("Get", looks + 3)
    login.properties |= {"LidClosed": False, "Docked": True}
    login.wait_for("Get", looks + 6)
    login.properties["LidClosed"] = True
    login.wait_for("Get", looks + 10)
    assert [*seen, *machine.take()] == [MachineEvent.LID_CLOSED]


def test_one_that_was_closed_from_the_beginning_is_not_told(login, make_logind, machine):
    login.properties["LidClosed"] = True
    make_logind()
    login.wait_for("Get", 4)
    assert machine.take() == []


def test_a_logind_without_a_lid_or_without_locks_hinders_nothing(login, make_logind, machine):
    login.properties.clear()
    del login.answers["Inhibit"]
    make_logind()
    login.wait_for("Get", 3)
    login.sleep(begins=True)
    wait_until(lambda: MachineEvent.SLEEPS in machine.take())


def test_without_a_bus_or_a_logind_it_records_all_the_same(private_bus, monkeypatch, tmp_path):
    for address in (f"unix:path={tmp_path / 'none'}", private_bus.address):
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
        with kept_awake_by_logind() as machine:
            assert machine.take() == []


def test_a_bus_that_goes_away_takes_no_lock_with_it_and_the_next_one_is_asked(
    login, make_logind, monkeypatch, private_bus, tmp_path
):
    first = PrivateBus(tmp_path)
    before = Login(first.address)
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", first.address)
    logind = make_logind(again_seconds=0.01)
    before.wait_for("Get")
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={tmp_path / 'none'}")
    first.close()
    wait_until(lambda: ("sleep", "delay") not in before.held())
    assert before.held() == BLOCKS
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", private_bus.address)
    login.wait_for("Get")
    assert login.held() == [*BLOCKS, ("sleep", "delay")]
    assert before.held() == []
    before.close()
    logind.end()
    wait_until(lambda: not login.held())


@pytest.mark.parametrize("still_asleep", [False, True])
def test_an_end_of_sleep_that_was_missed_is_told_when_the_bus_is_back(
    private_bus, login, make_logind, machine, monkeypatch, tmp_path, still_asleep
):
    first = PrivateBus(tmp_path)
    before = Login(first.address)
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", first.address)
    make_logind(again_seconds=0.01)
    before.wait_for("Get")
    before.sleep(begins=True)
    wait_until(lambda: MachineEvent.SLEEPS in machine.take())
    machine.ready()
    wait_until(lambda: ("sleep", "delay") not in before.held())
    login.properties["PreparingForSleep"] = still_asleep
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", private_bus.address)
    first.close()
    wait_until(lambda: ("org.freedesktop.login1.Manager", "LidClosed") in login.bodies("Get"))
    assert machine.take() == ([] if still_asleep else [MachineEvent.WOKE])
    before.close()


def test_it_ends_while_the_computer_is_about_to_sleep(login, make_logind, machine):
    logind = make_logind()
    login.wait_for("Get")
    login.sleep(begins=True)
    wait_until(lambda: MachineEvent.SLEEPS in machine.take())
    logind.end()
    assert not logind.is_alive()
    wait_until(lambda: not login.held())
