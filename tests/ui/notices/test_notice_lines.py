"""Lines of notice: many of them leave the room to what is read."""

import pytest
from PySide6.QtCore import Qt

from aurity_desktop.ui.notices.notice_lines import NoticesBar, Severity


@pytest.fixture
def bar(qtbot):
    made = NoticesBar()
    qtbot.addWidget(made)
    return made


def tell(bar, *keys, severity=Severity.NOTE, dismissible=True):
    for key in keys:
        bar.show_line(key, severity, lambda key=key: key, dismissible=dismissible)


def seen(bar):
    return [line.text() for line in bar.lines() if not line.isHidden()]


def press_more(bar, qtbot):
    qtbot.mouseClick(bar.more_button, Qt.MouseButton.LeftButton)


def test_of_many_notes_the_newest_are_seen_and_the_others_are_one_press_away(bar, qtbot):
    tell(bar, "a", "b", "c")
    assert seen(bar) == ["a", "b", "c"]
    assert bar.more_button.isHidden()
    tell(bar, "d", "e")
    assert seen(bar) == ["c", "d", "e"]
    assert bar.more_button.text() == "2 more messages"
    press_more(bar, qtbot)
    assert seen(bar) == ["a", "b", "c", "d", "e"]
    assert bar.more_button.text() == "Show fewer messages"
    press_more(bar, qtbot)
    assert seen(bar) == ["c", "d", "e"]


def test_a_line_that_warns_or_goes_on_never_waits_behind_others(bar):
    tell(bar, "alarm", severity=Severity.ALARM)
    tell(bar, "amber", severity=Severity.AMBER)
    tell(bar, "going on", dismissible=False)
    tell(bar, "a", "b")
    assert seen(bar) == ["alarm", "amber", "going on", "b"]
    assert bar.more_button.text() == "1 more message"


def test_what_waits_comes_back_as_others_are_withdrawn(bar, qtbot):
    tell(bar, "a", "b", "c", "d")
    press_more(bar, qtbot)
    bar.withdraw("c")
    assert seen(bar) == ["a", "b", "d"]
    assert bar.more_button.isHidden()
    tell(bar, "e")
    assert seen(bar) == ["b", "d", "e"]  # nobody has asked for all of these
