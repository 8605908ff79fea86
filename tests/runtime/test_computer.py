"""The computer that speeds belong to."""

from aurity_desktop.runtime.computer import named_in, this_computer
from aurity_desktop.runtime.thread_pools import usable_processors


def test_linux_names_the_processor():
    told = "processor\t: 0\nvendor_id\t: GenuineIntel\nmodel name\t: Intel(R)  Core(TM) i5-1235U\n"
    assert named_in(told) == "Intel(R) Core(TM) i5-1235U"


def test_linux_on_arm_does_not():
    assert named_in("processor\t: 0\nCPU implementer\t: 0x41\n") == ""


def test_this_computer_has_a_name_and_threads():
    assert this_computer().processor
    assert this_computer().threads == usable_processors()
