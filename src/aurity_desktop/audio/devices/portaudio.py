"""PortAudio behind the microphone: its list of devices, frozen at its start, and its streams."""

from __future__ import annotations

from aurity_desktop.audio.capture.clock import elapsed
from aurity_desktop.audio.capture.sound_library import sound_library
from aurity_desktop.audio.capture.stream import InputStream
from aurity_desktop.audio.devices.input_devices import find_device, input_devices, portaudio_devices
from aurity_desktop.audio.devices.pulse import pulse_sources, use_source
from aurity_desktop.domain.audio import Device
from aurity_desktop.domain.errors import NoMicrophone


class PortAudio:
    """The one audio system of this process."""

    def restart(self) -> None:
        """Have PortAudio list the devices anew; its streams must be closed.

        Raises NoMicrophone when the audio system does not come up again.
        """
        sounddevice = sound_library()

        # PortAudio finds devices only while it starts, and sounddevice has no public name for
        # starting it anew.
        try:
            sounddevice._terminate()  # noqa: SLF001 – see above
            sounddevice._initialize()  # noqa: SLF001 – see above
        except sounddevice.PortAudioError as error:
            raise NoMicrophone from error

    def find(self, name: str) -> Device:
        """By the name that `input_devices` lists, or else by PortAudio's own.

        Raises NoMicrophone.
        """
        try:
            return find_device(input_devices(), name)
        except NoMicrophone:
            if not name:
                raise
            return find_device(portaudio_devices(), name)

    def open(self, device: Device) -> InputStream:
        """A stream on the device, by way of the sound server if it is there. Raises DeviceLost."""
        names = {source.label: source.name for source in pulse_sources()}
        use_source(names.get(device.name))
        return InputStream(device, elapsed)
