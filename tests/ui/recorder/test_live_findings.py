"""What is found beside the live text, through the window."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from tests.fakes.window import job_of, plan_of


@pytest.fixture
def recording(stage):
    stage.window.resize(1366, 768)
    stage.controller.begin(plan_of(language="en"))
    return stage


def texts(stage):
    return [row.text for row in stage.window.pages.recorder.found.model.rows]


def test_what_is_said_appears_beside_the_live_text(recording):
    found = recording.window.pages.recorder.found
    assert found.isVisible()
    assert texts(recording) == []
    recording.controller.say(0, "Take metformin 850 mg every 12 hours.")
    assert len(texts(recording)) == 1
    assert texts(recording)[0].startswith("Metformin 850 mg")
    assert found.view.isVisible()


def rows_of(stage):
    return stage.window.pages.recorder.found.model.rows


def test_what_was_asked_stands_there_as_a_question_until_it_is_answered(recording):
    recording.controller.say(0, "Take metformin 850 mg every 12 hours. Any fever?")
    assert texts(recording)[1:] == ["Fever?"]
    assert [row.awaited for row in rows_of(recording)] == [False, True]
    recording.controller.say(1, "No.")
    assert texts(recording)[1:] == ["Denies fever"]
    assert [row.awaited for row in rows_of(recording)] == [False, False]


def test_what_was_asked_is_faded_and_told_as_not_answered(recording, appearance):
    recording.controller.say(0, "Take metformin 850 mg every 12 hours. Any fever?")
    view = recording.window.pages.recorder.found.view
    delegate, colours = view.itemDelegate(), appearance.colours
    told, asked = rows_of(recording)
    assert (delegate.sign_of(told), delegate.colour_of(told)) == ("•", colours.ink)
    assert (delegate.sign_of(asked), delegate.colour_of(asked)) == ("…", colours.muted)
    spoken = view.model().index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "not answered yet" in spoken


def test_a_line_and_its_answer_are_as_wide(recording):
    """Nothing moves when a line is answered: the letters are the same."""
    recording.controller.say(0, "Any fever?")
    delegate = recording.window.pages.recorder.found.view.itemDelegate()
    (asked,) = rows_of(recording)
    font = recording.window.font()
    assert delegate.font_of(asked, font) == delegate.font_of(replace(asked, awaited=False), font)


def test_the_place_of_a_line_that_goes_stays_until_another_comes(recording):
    found = recording.window.pages.recorder.found
    names = ("cough", "fever", "nausea", "headache", "dizziness", "chills", "rash", "fatigue")
    for number in range(80):
        name, years = names[number % len(names)], 20 + number
        recording.controller.say(number, f"I have had {name} since I was {years}.")
    bar = found.view.verticalScrollBar()
    assert bar.maximum() > 0
    recording.controller.say(80, "Any vomiting?")
    count, at = len(rows_of(recording)), bar.value()
    assert texts(recording)[-1] == "Vomiting?"
    recording.controller.say(80, "")
    assert (len(rows_of(recording)), bar.value()) == (count, at)
    assert texts(recording)[-1].strip() == ""
    place = found.model.index(count - 1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert place == ""
    recording.controller.say(80, "I have pain in my chest since May.")
    assert len(rows_of(recording)) == count
    assert texts(recording)[-1].startswith("Chest pain")


def test_where_there_is_no_room_the_live_text_stands_alone(recording, qtbot):
    pages = recording.window.pages
    recording.window.resize(700, 600)
    qtbot.waitUntil(lambda: not pages.recorder.found.isVisible())
    assert pages.recorder.live.isVisible()


def test_the_next_recording_begins_with_nothing_found(recording):
    recording.controller.say(0, "Take metformin 850 mg every 12 hours.")
    recording.controller.end(job_of())
    recording.controller.begin(plan_of("session_20260102_040506", language="en"))
    assert texts(recording) == []
