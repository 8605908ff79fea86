import numpy as np
import pytest

from aurity_desktop.audio.capture import microphone as microphone_module
from aurity_desktop.audio.capture.microphone import Microphone
from aurity_desktop.audio.capture.source import (
    Began,
    ChannelSound,
    Found,
    Lost,
    Noted,
    OnlyZeros,
    Sound,
    ZerosEnded,
)
from aurity_desktop.domain.capture import InputNote, Interruption
from aurity_desktop.domain.errors import DeviceLost, NoMicrophone
from tests.audio.sounds import counted
from tests.fakes.clock import Clock
from tests.fakes.sound import FakeAudioSystem


@pytest.fixture(autouse=True)
def quick_looks(monkeypatch):
    """The keeper looks every millisecond; what it decides goes by the clock of the test."""
    monkeypatch.setattr(microphone_module, "_LOOK_SECONDS", 0.001)
    monkeypatch.setattr(microphone_module, "_BACK_OFF", (0.0, 0.001))
    monkeypatch.setattr(microphone_module, "_PATIENCE", 1_000_000)


@pytest.fixture
def clock():
    return Clock(1_000.0)


@pytest.fixture
def system(clock):
    return FakeAudioSystem(clock, "desk", "headset")


@pytest.fixture
def microphone(system, clock):
    opened = Microphone(system, "headset", clock=clock)
    opened.open()
    yield opened
    opened.close()


def until(microphone, kind, limit=5_000):
    """Reads until an update of `kind` comes; all updates up to it."""
    updates = []
    for _ in range(limit):
        updates.extend(microphone.read())
        if any(isinstance(update, kind) for update in updates):
            return updates
        microphone._wake.wait(0.002)
    raise AssertionError(f"no {kind.__name__} came, only {updates}")


def sound_of(updates):
    parts = [update.samples for update in updates if isinstance(update, Sound)]
    return np.concatenate(parts) if parts else np.empty(0, np.int16)


def test_it_has_begun_only_when_frames_arrive(microphone, system):
    assert not microphone.read()
    system.streams[0].speak(counted(320))
    updates = until(microphone, Sound)
    assert updates[0] == Began("headset", 16_000)
    assert np.array_equal(sound_of(updates), counted(320))


def test_a_microphone_that_is_not_there_is_named(system, clock):
    with pytest.raises(NoMicrophone) as raised:
        Microphone(system, "lapel", clock=clock).open()
    assert raised.value.wanted == "lapel"


def test_the_default_one_is_taken_when_none_is_named(system, clock):
    microphone = Microphone(system, clock=clock)
    microphone.open()
    assert microphone.name == "desk"
    microphone.close()


def test_an_unplugged_microphone_is_lost_with_all_that_it_gave_and_found_again(
    microphone, system, clock
):
    system.streams[0].speak(counted(320))
    until(microphone, Began)
    system.names.remove("headset")
    system.streams[0].speak(counted(320, start=320))
    clock.go_on(0.02)
    system.streams[0].pull_out()
    updates = until(microphone, Lost)
    assert updates[-1] == Lost(Interruption.STREAM_ENDED, "headset", 1_000.0)
    clock.go_on(7.0)
    system.names.append("headset")
    while len(system.streams) < 2:
        microphone._wake.wait(0.001)
    system.streams[1].speak(counted(320, start=640))
    updates += until(microphone, Found)
    found = next(update for update in updates if isinstance(update, Found))
    assert found.source == "headset"
    assert found.at == pytest.approx(1_007.0)
    assert system.restarts >= 1


def test_after_some_patience_the_default_microphone_will_do(microphone, system, monkeypatch):
    monkeypatch.setattr(microphone_module, "_PATIENCE", 4)
    system.streams[0].speak(counted(320))
    until(microphone, Began)
    system.names.remove("headset")
    system.streams[0].pull_out()
    until(microphone, Lost)
    while len(system.streams) < 2:
        microphone._wake.wait(0.001)
    system.streams[1].speak(counted(320))
    (found,) = [update for update in until(microphone, Found) if isinstance(update, Found)]
    assert found.source == "desk"


def test_another_microphone_is_taken_when_the_user_picks_it(microphone, system):
    system.streams[0].speak(counted(320))
    until(microphone, Began)
    microphone.use("desk")
    (lost,) = [update for update in until(microphone, Lost) if isinstance(update, Lost)]
    assert lost.why is Interruption.CHANGED_BY_USER
    while len(system.streams) < 2:
        microphone._wake.wait(0.001)
    assert system.streams[1].device.name == "desk"


def test_a_stream_that_gives_no_frame_is_lost_though_it_says_that_it_runs(
    microphone, system, clock
):
    clock.go_on(3.5)
    (lost,) = until(microphone, Lost)
    assert lost.why is Interruption.NO_CALLBACK
    while len(system.streams) < 2:
        microphone._wake.wait(0.001)
    system.streams[1].speak(counted(320))
    updates = until(microphone, Sound)
    assert [type(update) for update in updates] == [Began, Found, Sound]


def test_a_keeper_that_fails_is_heard_of(microphone, system, monkeypatch):
    system.streams[0].speak(counted(320))
    until(microphone, Began)

    def fail():
        raise RuntimeError("a bug")

    monkeypatch.setattr(system, "restart", fail)
    system.streams[0].pull_out()
    until(microphone, Lost)
    microphone._keeper.join()
    with pytest.raises(DeviceLost) as raised:
        microphone.read()
    assert "a bug" in raised.value.detail


def test_zeros_only_are_told_kept_and_ended_by_a_sound(microphone, system):
    for _ in range(150):
        system.streams[0].speak(np.zeros(320, np.int16))
    updates = until(microphone, OnlyZeros)
    system.streams[0].speak(counted(320))
    updates += until(microphone, ZerosEnded)
    assert len(sound_of(updates)) == 151 * 320


def test_what_was_heard_before_the_close_can_still_be_read(microphone, system):
    system.streams[0].speak(counted(320))
    updates = until(microphone, Sound)
    system.streams[0].speak(counted(640, start=320))
    microphone.close()
    updates += microphone.read()
    assert np.array_equal(sound_of(updates), counted(960))
    assert system.streams[0].closed


def test_closing_while_the_device_is_gone_does_not_wait_for_it(microphone, system):
    system.streams[0].speak(counted(320))
    until(microphone, Began)
    system.names.clear()
    system.streams[0].pull_out()
    until(microphone, Lost)
    microphone.close()
    assert not microphone._keeper.is_alive()


def test_a_microphone_that_is_waited_for_is_lost_at_first_and_found_when_it_comes(system, clock):
    system.names.clear()
    microphone = Microphone(system, "headset", waits=True, clock=clock)
    microphone.open()
    (lost,) = until(microphone, Lost)
    assert (lost.why, lost.source) == (Interruption.NOT_FOUND, "headset")
    system.names.append("headset")
    while not system.streams:
        microphone._wake.wait(0.001)
    system.streams[0].speak(counted(320))
    updates = until(microphone, Sound)
    assert [type(update) for update in updates] == [Began, Found, Sound]
    microphone.close()


def test_a_microphone_that_is_found_again_and_still_gives_zeros_is_not_taken_for_one_that_hears(
    microphone, system
):
    for _ in range(150):
        system.streams[0].speak(np.zeros(320, np.int16))
    until(microphone, OnlyZeros)
    system.streams[0].pull_out()
    until(microphone, Lost)
    while len(system.streams) < 2:
        microphone._wake.wait(0.001)
    system.streams[1].speak(np.zeros(320, np.int16))
    updates = until(microphone, Sound)
    assert [type(update) for update in updates] == [Found, OnlyZeros, Sound]
    system.streams[1].speak(counted(320))
    assert ZerosEnded("headset") in until(microphone, ZerosEnded)


def test_what_a_stream_holds_back_is_waited_for_like_a_late_delivery(microphone, system):
    """Else the end of what was said before a pause came after it, and off the record after that."""
    before = microphone.latency
    system.delay = 0.04
    system.streams[0].pull_out()
    until(microphone, Lost)
    while len(system.streams) < 2:
        microphone._wake.wait(0.002)
    system.streams[1].speak(counted(320))
    until(microphone, Found)
    assert microphone.latency >= before + 0.04


def test_how_the_channels_of_a_device_were_added_is_noted_when_it_ends(microphone, system):
    facts = {"channels": 2, "with_sound": 2, "turned_round": 1}
    system.streams[0].mixed = facts
    system.streams[0].speak(counted(320))
    until(microphone, Sound)
    system.streams[0].pull_out()
    assert Noted(InputNote.CHANNELS_MIXED, facts) in until(microphone, Lost)


def test_sound_comes_with_the_channels_that_it_was_mixed_of(microphone, system):
    (stream,) = system.streams
    stream.channels = ChannelSound(np.ones((2, 100), np.float32), 16_000)
    stream.speak(counted(100))
    (sound,) = [each for each in until(microphone, Sound) if isinstance(each, Sound)]
    assert sound.channels is stream.channels


def test_what_is_missing_by_the_computers_sleep_is_called_so_and_sound_comes_again(
    microphone, system, clock
):
    system.streams[0].speak(counted(320))
    until(microphone, Began)
    microphone.asleep()
    clock.go_on(0.5)
    system.streams[0].speak(counted(8_000, start=320))  # until the computer stands still
    until(microphone, Sound)
    clock.go_on(3_600.0)
    microphone.awake()
    updates = until(microphone, Lost)
    assert updates[-1] == Lost(Interruption.ASLEEP, "headset", 1_000.5)
    while len(system.streams) < 2:
        microphone._wake.wait(0.001)
    system.streams[1].speak(counted(320))
    (found,) = (each for each in until(microphone, Found) if isinstance(each, Found))
    assert found.at == pytest.approx(4_600.5, abs=0.05)
    clock.go_on(10.0)
    system.streams[1].pull_out()
    assert until(microphone, Lost)[-1].why is Interruption.STREAM_ENDED


def test_a_microphone_that_is_gone_after_the_sleep_is_waited_for(microphone, system, clock):
    system.streams[0].speak(counted(320))
    until(microphone, Began)
    microphone.asleep()
    system.names.remove("headset")
    clock.go_on(60.0)
    system.streams[0].pull_out()
    microphone.awake()
    assert until(microphone, Lost)[-1] == Lost(Interruption.ASLEEP, "headset", 1_000.0)
    clock.go_on(30.0)
    system.names.append("headset")
    while len(system.streams) < 2:
        microphone._wake.wait(0.001)
    system.streams[1].speak(counted(320))
    (found,) = (each for each in until(microphone, Found) if isinstance(each, Found))
    assert found.at == pytest.approx(1_090.0, abs=0.05)


def test_a_sleep_that_did_not_come_is_no_trouble(microphone, system, clock):
    system.streams[0].speak(counted(320))
    until(microphone, Began)
    microphone.asleep()
    microphone.awake()
    clock.go_on(0.02)
    system.streams[0].speak(counted(320, start=320))
    assert [type(each) for each in until(microphone, Sound)] == [Sound]
    assert len(system.streams) == 1
