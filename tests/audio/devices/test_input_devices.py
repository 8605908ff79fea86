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
