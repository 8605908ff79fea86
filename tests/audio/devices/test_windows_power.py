"""What Windows is asked for, and tells before it sleeps, on stand-ins for its libraries."""

# ruff: noqa: N802 – the libraries' names

import threading

from aurity_desktop.audio.capture.machine import MachineEvent
from aurity_desktop.audio.devices.windows_power import kept_awake_by_windows


class Kernel32:
    def __init__(self):
        self.states = []

    def SetThreadExecutionState(self, state):
        self.states.append(state)


class PowrProf:
    def __init__(self, refuses=0):
        self.refuses = refuses
        self.registered = 0

    def PowerRegisterSuspendResumeNotification(self, flags, subscription, handle):
        assert flags == 2
        self.callback = subscription._obj.callback
        self.registered += 1
        handle._obj.value = 9
        return self.refuses

    def PowerUnregisterSuspendResumeNotification(self, handle):
        assert handle.value == 9
        self.registered -= 1

    def says(self, kind):
        return self.callback(None, kind, None)


def test_windows_stays_awake_and_waits_for_the_recorder_before_it_sleeps():
    kernel32, powrprof = Kernel32(), PowrProf()
    with kept_awake_by_windows(kernel32, powrprof) as machine:
        assert kernel32.states == [0x80000001]
        asleep = threading.Thread(target=powrprof.says, args=(0x0004,))
        asleep.start()
        while not (told := machine.take()):
            pass
        assert asleep.is_alive()
        machine.ready()
        asleep.join()
        powrprof.says(0x000A)  # on the battery now
        powrprof.says(0x0012)
        assert [*told, *machine.take()] == [MachineEvent.SLEEPS, MachineEvent.WOKE]
    assert kernel32.states[-1] == 0x80000000
    assert powrprof.registered == 0


def test_a_windows_that_does_not_tell_records_all_the_same():
    powrprof = PowrProf(refuses=5)
    with kept_awake_by_windows(Kernel32(), powrprof) as machine:
        assert machine.take() == []
    assert powrprof.registered == 1
