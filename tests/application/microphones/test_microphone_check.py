"""A microphone check in a child process."""

from pathlib import Path

import pytest

from aurity_desktop.application.microphones.microphone_check import MicrophoneCheck
from aurity_desktop.domain.audio import Level
from aurity_desktop.domain.capture import Checked, ErrorReported, LevelMeasured, format_report
from aurity_desktop.domain.errors import NoMicrophone
from aurity_desktop.domain.microphone_report import MicrophoneFault, MicrophoneReport
from tests.fakes.children import scripted_child

REPORT = MicrophoneReport(5.0, -40, -20, -35, -50, 0, 0, 0.0, (MicrophoneFault.TOO_QUIET,))


@pytest.fixture
def make_check(tmp_path, qtbot):
    checks = []

    def make(**script):
        checks.append(MicrophoneCheck(scripted_child(tmp_path, **script)))
        return checks[-1]

    yield make
    for check in checks:
        check.close()
        qtbot.waitUntil(lambda check=check: not check.children())


def test_levels_come_first_and_then_the_verdict(make_check, qtbot):
    check = make_check(
        says=[
            format_report(LevelMeasured(Level(-30.0, -20.0))),
            format_report(Checked(Path("check.wav"), REPORT)),
        ]
    )
    told = []
    check.level_measured.connect(told.append)
    check.checked.connect(told.append)
    check.start("")
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told == [Level(-30.0, -20.0), Checked(Path("check.wav"), REPORT)]


def test_the_sound_is_kept_until_it_is_put_away(make_check, qtbot):
    check = make_check(says=[format_report(Checked(Path("check.wav"), REPORT))])
    with qtbot.waitSignal(check.checked):
        check.start("USB")
    assert check.running
    check.close()
    assert not check.running


def test_a_missing_microphone_is_told_as_such(make_check, qtbot):
    check = make_check(says=[format_report(ErrorReported.of(NoMicrophone("USB")))])
    with qtbot.waitSignal(check.failed) as told:
        check.start("USB")
    assert isinstance(told.args[0], NoMicrophone)
