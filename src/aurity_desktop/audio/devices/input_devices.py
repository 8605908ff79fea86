"""The inputs of this machine.

PortAudio's list is made when PortAudio starts and never changes afterwards.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import Any

from aurity_desktop.audio.capture.sound_library import sound_library
from aurity_desktop.audio.devices.pulse import (
    PULSE_DEVICE,
    PULSE_KEY,
    PulseSource,
    pulse_sources,
)
from aurity_desktop.domain.audio import Device
from aurity_desktop.domain.errors import NoMicrophone

#: Windows shows each device once per audio system; this one is the newest. The first that is there
#: counts.
_PREFERRED_SYSTEMS = ("Windows WASAPI", "Core Audio", "ALSA")

_LOOPBACK = re.compile(
    r"monitor|loopback|stereo mix|mezcla est|what u hear|blackhole", re.IGNORECASE
)

#: ALSA puts the card's number into the name, and the number changes with the order of plugging in.
_CARD_NUMBER = re.compile(r"\s*\(hw:\d+,\d+\)$")


def stable_name(name: str) -> str:
    """PortAudio's name of a device without what changes with the order of plugging in."""
    return _CARD_NUMBER.sub("", name).strip()


def input_devices() -> list[Device]:
    """What a person can choose from, the default one first.

    Raises NoMicrophone when the audio system itself cannot be reached.
    """
    devices = portaudio_devices()
    server = next((device for device in devices if device.name == PULSE_DEVICE), None)
    sources = pulse_sources() if server is not None else []
    if server is not None and sources:
        devices = [_device_of(source, server) for source in sources]
    return sorted(devices, key=lambda device: (not device.is_default, device.is_loopback))


def portaudio_devices() -> list[Device]:
    """PortAudio's own inputs. Raises NoMicrophone."""
    sounddevice = sound_library()

    try:
        found = sounddevice.query_devices()
        systems = sounddevice.query_hostapis()
        default = int(sounddevice.default.device[0])
    except sounddevice.PortAudioError as error:
        raise NoMicrophone from error
    chosen = _chosen_system(systems)
    return _told_apart(
        [
            _device(entry, default)
            for entry in found
            if entry["max_input_channels"] > 0 and (chosen is None or entry["hostapi"] == chosen)
        ]
    )


def find_device(devices: list[Device], name: str) -> Device:
    """The device of that name, the default one for "". Raises NoMicrophone.

    A name that was chosen before a second of the kind was plugged in, or while it was, is the
    device's all the same.
    """
    if not name:
        usable = [device for device in devices if device.is_default] or devices
        if not usable:
            raise NoMicrophone
        return usable[0]
    for device in devices:
        if name in {device.name, stable_name(device.name)}:
            return device
    for device in devices:
        if _is_a_twin(device.name, name) or _is_a_twin(name, device.name):
            return device
    raise NoMicrophone(name)


def _told_apart(devices: list[Device]) -> list[Device]:
    """Two of the same kind have one name: the second is called "… (2)"."""
    met: Counter[str] = Counter()
    told = []
    for device in devices:
        met[device.name] += 1
        again = met[device.name]
        told.append(replace(device, name=f"{device.name} ({again})") if again > 1 else device)
    return told


def _is_a_twin(name: str, plain: str) -> bool:
    """Whether this is the sound server's name of a device for as long as two are called `plain`."""
    return re.fullmatch(rf"{re.escape(plain)} \({PULSE_KEY}\)", name) is not None


def _device_of(source: PulseSource, server: Device) -> Device:
    return Device(
        name=source.label,
        index=server.index,
        channels=source.channels,
        sample_rate=source.sample_rate,
        is_default=source.is_default,
        is_loopback=source.is_monitor,
    )


def _chosen_system(systems: Any) -> int | None:
    names = [system["name"] for system in systems if system["devices"]]
    for preferred in _PREFERRED_SYSTEMS:
        if preferred in names:
            return next(i for i, system in enumerate(systems) if system["name"] == preferred)
    return None


def _device(entry: Any, default: int) -> Device:
    name = stable_name(str(entry["name"]))
    return Device(
        name=name,
        index=int(entry["index"]),
        channels=int(entry["max_input_channels"]),
        sample_rate=int(entry["default_samplerate"]),
        is_default=int(entry["index"]) == default,
        is_loopback=_LOOPBACK.search(name) is not None,
    )
