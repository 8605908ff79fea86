"""Enrolment from the window: one act at a time, and the answer of no other."""

from PySide6.QtCore import QTimer

from aurity_desktop.application.child_processes.child_command import ChildCommand
from aurity_desktop.application.microphones.microphone_check import MicrophoneCheck
from aurity_desktop.application.voice.window_enrolment import KnownVoice, WindowEnrolment
from tests.fakes.children import scripted_child

NOT_KNOWN = '{"enrolled": false}'


def answered(qtbot, enrolment):
    """Every command has ended, and its answer has been dealt with."""
    qtbot.waitUntil(lambda: not enrolment.findChildren(ChildCommand))


def test_what_a_look_finds_late_does_not_break_off_the_learning_begun_since(tmp_path, qtbot):
    enrolment = WindowEnrolment(scripted_child(tmp_path, says=[NOT_KNOWN]))
    told = []
    enrolment.known.connect(told.append)
    enrolment.look()
    enrolment.learn("")
    answered(qtbot, enrolment)
    assert enrolment.findChild(MicrophoneCheck).running
    assert told == []
    enrolment.cancel()
    answered(qtbot, enrolment)
    assert told == [KnownVoice(enrolled=False)]
    enrolment.end()


def test_nor_does_one_that_fails(tmp_path, qtbot):
    enrolment = WindowEnrolment(scripted_child(tmp_path, says=["no result"]))
    failures = []
    enrolment.failed.connect(failures.append)
    enrolment.look()
    QTimer.singleShot(0, lambda: enrolment.learn(""))
    qtbot.waitUntil(lambda: enrolment.findChild(MicrophoneCheck).running)
    answered(qtbot, enrolment)
    assert failures == []
    enrolment.end()
