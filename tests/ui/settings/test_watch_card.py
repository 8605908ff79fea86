"""A folder is watched by choice, and what is wrong with it is told in a line."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from aurity_desktop.application.recording.watched_folder import WatchState
from aurity_desktop.domain.errors import CannotWatch
from aurity_desktop.runtime.settings import Settings
from aurity_desktop.ui.settings.settings_page import Section


@pytest.fixture
def card(stage):
    stage.window.pages.show_section(Section.RECORDING)
    return stage.window.pages.watch


def lines(stage):
    return [each.text() for each in stage.window.notices.lines()]


def test_it_is_off_until_a_folder_is_chosen_and_holds_at_once(stage, card, qtbot):
    assert stage.watched.folders == [""]
    assert not card.stop_button.isVisible()
    qtbot.mouseClick(card.choose_button, Qt.MouseButton.LeftButton)
    (dialog,) = card.findChildren(QFileDialog)
    dialog.fileSelected.emit("/media/ana/GRABADORA")
    assert stage.watched.folders[-1] == "/media/ana/GRABADORA"
    assert stage.kept[-1].watch_folder == "/media/ana/GRABADORA"
    qtbot.mouseClick(card.stop_button, Qt.MouseButton.LeftButton)
    assert stage.watched.folders[-1] == ""
    assert card.folder.accessibleName() == "No folder is watched."


def test_the_folder_of_the_settings_is_watched_when_the_data_can_be_read(make_stage):
    stage = make_stage(settings=Settings(interface_language="en", watch_folder="/media/a"))
    assert stage.watched.folders == ["/media/a"]


def test_a_folder_that_is_away_is_one_line_until_it_is_back(stage, card):
    stage.watched.enter(WatchState.AWAY)
    stage.watched.enter(WatchState.AWAY)
    assert lines(stage) == [
        "The watched folder is not there. Its files are imported when it is back."
    ]
    assert "when it is back" in card.state.text()
    stage.watched.enter(WatchState.WATCHING)
    assert lines(stage) == []
    assert card.state.text() == "It is being watched."


def test_a_folder_of_our_own_is_refused_in_words(stage, card):
    error = CannotWatch(Path("/data/sessions"), "it is the program's own data")
    stage.watched.enter(WatchState.REFUSED, error)
    assert lines(stage) == [
        "The watched folder cannot be used: /data/sessions. Choose another one in Settings."
    ]
    assert card.state.text() == lines(stage)[0]


def test_a_link_is_told_by_a_name_that_forges_no_line(stage):
    stage.watched.link_found.emit("a\nb.wav")
    (line,) = lines(stage)
    assert line.startswith("“a b.wav” in the watched folder only points to another file")
