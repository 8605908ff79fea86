"""The virtual microphone of the fault bench, for tests: see `aurity_desktop.bench.virtual_microphone`."""

from aurity_desktop.bench.virtual_microphone import VirtualMicrophone, is_available

__all__ = ["VirtualMicrophone", "is_available"]
