"""PortAudio behind the microphone: its list of devices, frozen at its start, and its streams."""

from __future__ import annotations

from aurity_desktop.audio.clock import elapsed
from aurity_desktop.audio.devices import find_device, input_devices
from aurity_desktop.audio.stream import InputStream
from aurity_desktop.domain.audio import Device
from aurity_desktop.domain.errors import NoMicrophone


class PortAudio:
    """The one audio system of this process."""

    def restart(self) -> None:
        """Raises NoMicrophone when the audio system does not come up again."""
        import sounddevice

        # PortAudio finds devices only while it starts, and sounddevice has no public name for starting it anew.
        try:
            sounddevice._terminate()  # noqa: SLF001 – see above
            sounddevice._initialize()  # noqa: SLF001 – see above
        except sounddevice.PortAudioError as error:
            raise NoMicrophone from error

    def find(self, name: str) -> Device:
        return find_device(input_devices(), name)

    def open(self, device: Device) -> InputStream:
        return InputStream(device, elapsed)
