"""The first day: three steps, each of which can be skipped, told once."""

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QPushButton

from aurity_desktop.ui.settings.settings_page import Section
from aurity_desktop.ui.shell.pages import Page
from tests.fakes.window import FakeLibrary, job_of, plan_of, summary_of


@pytest.fixture
def kept(tmp_path):
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


def line(stage):
    found = [each for each in stage.window.notices.lines() if each.key == "first_steps"]
    return found[0] if found else None


def press(stage, qtbot, words):
    buttons = line(stage).findChildren(QPushButton)
    button = next(each for each in buttons if each.text() == words)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_who_never_recorded_is_led_through_three_steps(make_stage, kept, qtbot):
    stage = make_stage(geometry=kept)
    stage.vault.opened.emit()
    pages = stage.window.pages
    assert "1 of 3" in line(stage).text()
    press(stage, qtbot, "Check the microphone")
    assert pages.currentIndex() == Page.RECORDER
    assert pages.recorder.check.isVisible()
    press(stage, qtbot, "Next step")
    press(stage, qtbot, "To my voice")
    assert pages.settings.section is Section.VOICE
    press(stage, qtbot, "Next step")
    press(stage, qtbot, "To the protection")
    assert pages.settings.section is Section.PRIVACY
    press(stage, qtbot, "Done")
    assert line(stage) is None
    again = make_stage(geometry=kept)
    again.vault.opened.emit()
    assert line(again) is None


def test_they_are_put_away_at_any_step_and_for_good(make_stage, kept, qtbot):
    stage = make_stage(geometry=kept)
    stage.vault.opened.emit()
    press(stage, qtbot, "Next step")
    line(stage).dismissed.emit("first_steps")
    assert line(stage) is None
    again = make_stage(geometry=kept)
    again.vault.opened.emit()
    assert line(again) is None


def test_nobody_is_shown_around_while_something_is_recorded(make_stage, kept, qtbot):
    stage = make_stage(geometry=kept)
    stage.vault.opened.emit()
    press(stage, qtbot, "Next step")
    stage.controller.begin(plan_of())
    assert line(stage) is None
    stage.controller.end(job_of())
    assert "2 of 3" in line(stage).text()
    line(stage).dismissed.emit("first_steps")
    stage.controller.begin(plan_of())
    stage.controller.end(job_of())
    assert line(stage) is None


def test_who_records_before_it_is_known_that_nobody_has_is_not_shown_around_meanwhile(
    make_stage, kept
):
    stage = make_stage(geometry=kept)
    stage.controller.begin(plan_of())
    stage.vault.opened.emit()
    assert line(stage) is None
    stage.controller.end(job_of())
    assert "1 of 3" in line(stage).text()


def test_who_did_not_get_to_the_end_is_told_at_the_next_start(make_stage, kept, qtbot):
    stage = make_stage(geometry=kept)
    stage.vault.opened.emit()
    press(stage, qtbot, "Next step")
    again = make_stage(geometry=kept)
    again.vault.opened.emit()
    assert "1 of 3" in line(again).text()


def test_who_has_recorded_before_is_told_nothing(make_stage, kept):
    library = FakeLibrary()
    library.put(summary_of(plan_of()))
    stage = make_stage(library=library, geometry=kept)
    stage.vault.opened.emit()
    assert line(stage) is None
