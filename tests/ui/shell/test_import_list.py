"""Files that become sessions beside everything else, as the window shows them."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from aurity_desktop.application.recording.sound_import import ImportState, SoundImport
from aurity_desktop.domain.errors import NotAudio
from aurity_desktop.domain.input_read import InputRead, Part
from aurity_desktop.ui.shell.pages import Page
from tests.fakes.window import plan_of
from tests.ui.fit import in_sight
from tests.ui.gallery import states

SESSION = "session_20260102_030405"
WAITING = SoundImport(1, Path("/home/ana/Consulta García.wav"))


def an_import(state, **facts):
    return SoundImport(1, Path("/home/ana/Consulta García.wav"), state, session_id=SESSION, **facts)


@pytest.fixture
def shown(stage):
    """The row of an import as it is now."""

    def show(found):
        stage.imports.show(found)
        (row,) = stage.window.imports.rows.values()
        return row

    return show


def buttons(row):
    found = (row.go_on_button, row.look_button, row.stop_button)
    return [button.text() for button in found if button.isVisible()]


def click(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_without_imports_there_is_nothing_to_see(stage):
    assert not stage.window.imports.isVisible()


@pytest.mark.parametrize("page", list(Page))
def test_name_percent_and_time_left_are_seen_on_every_page(stage, shown, page):
    stage.window.pages.show_page(page)
    row = shown(an_import(ImportState.TRANSCRIBING, transcribed=0.5, eta_seconds=120.0))
    assert row.isVisible()
    assert row.name.text() == "Consulta García.wav"
    assert row.state.text() == "Transcribing · 55 % · about 2 min left"
    assert row.bar.value() == 550
    assert buttons(row) == ["Cancel"]


def test_a_transcript_that_waits_for_its_turn_is_not_being_made(stage, shown):
    row = shown(an_import(ImportState.TRANSCRIBING, waits=True))
    assert row.state.text() == "Waiting"


def test_the_recorder_stays_free_beside_it(stage, shown):
    shown(an_import(ImportState.READING, seconds=3.0, of_seconds=30.0))
    assert stage.window.pages.recorder.controls.record_button.isEnabled()
    stage.controller.begin(plan_of("session_20260102_040506"))
    assert stage.window.imports.isVisible()


def test_cancel_asks_for_the_end_of_this_one(stage, shown, qtbot):
    click(qtbot, shown(an_import(ImportState.READING)).stop_button)
    assert stage.imports.asked == [("cancel", 1)]


def test_one_that_was_stopped_says_how_much_there_is_and_goes_on(stage, shown, qtbot):
    row = shown(an_import(ImportState.STOPPED, seconds=15.2, of_seconds=33.0))
    assert row.state.text() == "Stopped, only a part of the file: 15 of 33 s"
    assert buttons(row) == ["Resume", "Show", "Close"]
    click(qtbot, row.go_on_button)
    click(qtbot, row.stop_button)
    assert stage.imports.asked == [("resume", 1), ("dismiss", 1)]


def test_one_that_is_done_is_opened_in_the_library(stage, shown, qtbot):
    row = shown(an_import(ImportState.COMPLETED))
    assert row.state.text() == "Done"
    click(qtbot, row.look_button)
    assert stage.window.pages.currentIndex() == Page.LIBRARY


def test_a_file_that_cannot_be_read_says_why(shown):
    row = shown(
        SoundImport(1, WAITING.path, ImportState.FAILED, error=NotAudio(WAITING.path, "no sound"))
    )
    assert "Consulta García.wav" in row.state.text()
    assert buttons(row) == ["Close"]


def test_a_row_goes_with_its_import(stage, shown):
    shown(WAITING)
    stage.imports.show()
    assert stage.window.imports.rows == {}
    assert not stage.window.imports.isVisible()


def test_many_leave_the_page_its_room(stage):
    one = [SoundImport(key, Path(f"{key}.wav")) for key in (1,)]
    stage.imports.show(*one)
    low = stage.window.imports.height()
    stage.imports.show(*(SoundImport(key, Path(f"{key}.wav")) for key in range(1, 12)))
    assert stage.window.imports.height() < 4 * low + 40


def test_closing_asks_about_files_that_are_not_read_yet(stage, qtbot):
    stage.imports.show(WAITING)
    assert not stage.window.close()
    (line,) = [
        each.text() for each in stage.window.notices.lines() if "not read yet" in each.text()
    ]
    assert "1" in line
    stage.imports.show()
    assert stage.window.close()


def test_a_part_of_a_file_goes_on_by_its_file_and_not_by_the_microphone(stage):
    stage.library.inputs[SESSION] = InputRead(part=Part(15.0, 33.0))
    stage.window.pages.continue_session(SESSION)
    (dialog,) = stage.window.pages.recorder.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(WAITING.path))
    assert stage.controller.commands == []
    assert stage.imports.asked == [("go_on", SESSION, WAITING.path, 33.0)]


def test_what_is_left_of_a_file_is_called_that_and_no_recording(stage):
    part = InputRead(part=Part(15.0, 33.0))
    head = stage.window.pages.library.transcript.head
    head.show_input(part)
    assert "not read to its end" in head.unfinished.text()
    head.show_input(InputRead())
    assert "recording was interrupted" in head.unfinished.text()


def test_the_list_is_no_higher_than_three_of_its_rows_when_it_comes(show_state):
    """It once took the whole page: its rows were measured in a width that they did not have."""
    stage = show_state(states.importing)
    rows = list(stage.window.imports.rows.values())
    assert len(rows) > 3
    assert stage.window.imports.height() <= 3 * (max(row.sizeHint().height() for row in rows) + 16)
    assert in_sight(stage.window.pages.recorder.live.view, stage.window)


def test_beside_imports_the_page_does_not_scroll_for_what_it_does_not_show(show_state):
    page = show_state(states.importing).window.pages.recorder
    area = page.parentWidget().parentWidget()
    assert page.height() <= area.viewport().height()
    assert not page.transcript.isVisible()
