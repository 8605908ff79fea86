import sys

import pytest

from aurity_desktop.audio.devices import input_devices as devices_module
from aurity_desktop.audio.devices.input_devices import find_device, stable_name
from aurity_desktop.domain.audio import Device
from aurity_desktop.domain.errors import NoAudioSystem, NoMicrophone

LAPEL = Device("Lapel: USB Audio", 4, 1, 48_000)
BUILT_IN = Device("HDA Intel PCH: ALC257", 0, 2, 44_100, is_default=True)


def test_the_default_device_is_the_one_without_a_name():
    assert find_device([LAPEL, BUILT_IN], "") is BUILT_IN
    assert find_device([LAPEL], "") is LAPEL


def test_a_device_is_found_by_its_name_whatever_its_number():
    assert find_device([BUILT_IN, LAPEL], "Lapel: USB Audio") is LAPEL


@pytest.mark.parametrize(("devices", "name"), [([], ""), ([BUILT_IN], "Lapel: USB Audio")])
def test_a_device_that_is_not_there_is_named(devices, name):
    with pytest.raises(NoMicrophone) as raised:
        find_device(devices, name)
    assert raised.value.wanted == name


def test_a_cards_number_is_no_part_of_its_name():
    assert stable_name("Lapel: USB Audio (hw:2,0)") == "Lapel: USB Audio"
    assert stable_name("pulse") == "pulse"


@pytest.mark.parametrize(
    "name",
    ["Monitor of Built-in Audio", "Mezcla estéreo (Realtek)", "Stereo Mix", "BlackHole 2ch"],
)
def test_what_records_the_loudspeakers_is_marked(name):
    entry = {"name": name, "index": 1, "max_input_channels": 2, "default_samplerate": 48_000.0}
    assert devices_module._device(entry, default=0).is_loopback


def test_a_machine_without_the_sound_library_is_told_what_to_install(monkeypatch):
    class Missing:
        def find_spec(self, name, path=None, target=None):
            if name == "sounddevice":
                raise OSError("PortAudio library not found")

    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    with pytest.raises(NoAudioSystem) as raised:
        devices_module.input_devices()
    assert "libportaudio2" in str(raised.value)


def test_two_of_the_same_kind_can_both_be_chosen(monkeypatch):
    class FakePortAudio:
        PortAudioError = RuntimeError
        default = type("Default", (), {"device": (0, 1)})

        @staticmethod
        def query_hostapis():
            return [{"name": "ALSA", "devices": [0, 1]}]

        @staticmethod
        def query_devices():
            return [
                {
                    "name": f"USB PnP Sound Device: Audio (hw:{number},0)",
                    "index": number,
                    "hostapi": 0,
                    "max_input_channels": 1,
                    "default_samplerate": 48_000.0,
                }
                for number in (0, 1)
            ]

    monkeypatch.setattr(devices_module, "sound_library", FakePortAudio)
    devices = devices_module.portaudio_devices()
    names = [device.name for device in devices]
    assert names == ["USB PnP Sound Device: Audio", "USB PnP Sound Device: Audio (2)"]
    assert [find_device(devices, name).index for name in names] == [0, 1]
    with pytest.raises(NoMicrophone):  # the second one is away: the first is another one
        find_device(devices[:1], names[1])


TWINS = [
    Device(f"Lapel (alsa_input.usb-{number}.mono)", number, 1, 48_000, is_default=number == 1)
    for number in (1, 2)
]


def test_a_microphone_that_was_chosen_is_found_though_a_second_of_its_kind_was_plugged_in():
    assert find_device(TWINS, "Lapel") is TWINS[0]


def test_one_that_was_chosen_of_two_is_found_when_the_other_has_gone():
    alone = Device("Lapel", 7, 1, 48_000)
    assert find_device([BUILT_IN, alone], TWINS[1].name) is alone


def test_what_stands_in_parentheses_makes_no_other_device_a_twin():
    with pytest.raises(NoMicrophone):
        find_device([Device("Microphone", 1, 1, 48_000)], "Microphone (Realtek Audio)")
