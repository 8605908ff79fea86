"""Who the voices are: a role at one press, a guess that is confirmed, undo beside it."""

import pytest
from PySide6.QtCore import Qt

from aurity_desktop.domain.audio import Span, SpanKind
from aurity_desktop.domain.edits import EditKind
from aurity_desktop.domain.speakers import Speaker, SpeakerRole
from aurity_desktop.domain.transcript import Segment
from aurity_desktop.ui.review.turn_menu import TurnMenu
from tests.fakes.window import FakeLibrary, plan_of, summary_of

SESSION = "session_20260102_030405"
A, B = "SPEAKER_00", "SPEAKER_01"
MEDICO, PACIENTE = SpeakerRole.MEDICO, SpeakerRole.PACIENTE
CONSULT = [
    Segment(0.0, 2.0, A, "what brings you here?", 0.9),
    Segment(2.5, 5.0, B, "my head aches", 0.9),
    Segment(5.5, 7.0, A, "since when? which side?", 0.9),
]
TALK = [
    Segment(0.0, 2.0, A, "good morning", 0.9),
    Segment(2.5, 5.0, B, "my head aches", 0.9),
    Segment(5.5, 7.0, A, "I see", 0.9),
]
VOICES = [Speaker(A, seconds=3.5), Speaker(B, seconds=2.5)]


@pytest.fixture
def shown(make_stage):
    def make(talk=TALK, speakers=VOICES):
        library = FakeLibrary()
        library.put(summary_of(plan_of(SESSION)), talk, speakers)
        stage = make_stage(library=library)
        stage.window.pages.show_page(1)
        stage.window.pages.library.open(SESSION)
        return stage, stage.window.pages.library.transcript

    return make


def click(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def roles(stage):
    return [each.role for each in stage.library.speakers(SESSION)]


def chip_texts(panel):
    return [chip.text().strip().split(" · ")[0] for chip in panel.speakers_bar.chips]


def test_a_voice_gets_its_role_by_one_press(shown, qtbot):
    stage, panel = shown()
    first, second = panel.speakers_bar.role_buttons
    assert [button.text() for button in first.buttons] == ["Doctor", "Patient", "Companion"]
    assert first.buttons[0].accessibleName() == "Voice 1: Doctor"
    click(qtbot, first.buttons[0])
    assert roles(stage) == [MEDICO, SpeakerRole.DESCONOCIDO]
    assert chip_texts(panel) == ["Doctor", "Voice 2"]
    assert not first.isVisible()
    click(qtbot, second.buttons[2])
    assert roles(stage) == [MEDICO, SpeakerRole.ACOMPANANTE]


def test_of_two_voices_the_roles_are_guessed_and_said_to_be_a_guess(shown):
    stage, panel = shown(CONSULT)
    assert chip_texts(panel) == ["Doctor?", "Patient?"]
    assert {chip.property("certainty") for chip in panel.speakers_bar.chips} == {"guess"}
    assert roles(stage) == [SpeakerRole.DESCONOCIDO] * 2  # nothing that could be exported
    assert stage.library.changed == []
    assert panel.view.model().turn(0).name == "Voice 1"
    assert not any(each.isVisible() for each in panel.speakers_bar.role_buttons)


def test_one_press_confirms_the_guess(shown, qtbot):
    stage, panel = shown(CONSULT)
    click(qtbot, panel.speakers_bar.chips[0])
    assert roles(stage) == [MEDICO, PACIENTE]
    assert chip_texts(panel) == ["Doctor", "Patient"]
    assert {chip.property("certainty") for chip in panel.speakers_bar.chips} == {"known"}
    assert not panel.speakers_bar.editor.isVisible()


def test_a_guess_that_is_the_wrong_way_round_is_exchanged(shown, qtbot):
    stage, panel = shown(CONSULT)
    click(qtbot, panel.speakers_bar.swap_button)
    assert roles(stage) == [PACIENTE, MEDICO]
    click(qtbot, panel.speakers_bar.swap_button)
    assert roles(stage) == [MEDICO, PACIENTE]


def test_names_are_exchanged_with_the_roles(shown, qtbot):
    voices = [Speaker(A, MEDICO, "Ana", 3.5), Speaker(B, PACIENTE, "Luis", 2.5)]
    stage, panel = shown(TALK, voices)
    click(qtbot, panel.speakers_bar.swap_button)
    named = [(each.name, each.role) for each in stage.library.speakers(SESSION)]
    assert named == [("Luis", PACIENTE), ("Ana", MEDICO)]


def test_only_two_voices_can_be_exchanged(shown):
    _, panel = shown(TALK, [*VOICES, Speaker("SPEAKER_02")])
    assert not panel.speakers_bar.swap_button.isVisible()


@pytest.mark.parametrize("press", ["a guess", "an exchange"])
def test_what_one_press_says_of_both_voices_one_press_takes_back(shown, qtbot, press):
    """And the next one makes it again."""
    stage, panel = shown(CONSULT)
    bar = panel.speakers_bar
    if press == "an exchange":
        click(qtbot, bar.chips[0])
    before = roles(stage)
    click(qtbot, bar.chips[0] if press == "a guess" else bar.swap_button)
    after = roles(stage)
    assert after != before
    click(qtbot, bar.undo_button)
    assert roles(stage) == before
    click(qtbot, bar.redo_button)
    assert roles(stage) == after


def test_undo_and_redo_are_in_sight_and_say_whether_there_is_something(shown, qtbot):
    stage, panel = shown()
    bar = panel.speakers_bar
    assert not bar.undo_button.isEnabled()
    assert not bar.redo_button.isEnabled()
    assert bar.undo_button.accessibleName() == "Undo"
    click(qtbot, bar.role_buttons[0].buttons[0])
    assert bar.undo_button.isEnabled()
    click(qtbot, bar.undo_button)
    assert roles(stage) == [SpeakerRole.DESCONOCIDO] * 2
    assert bar.redo_button.isEnabled()
    click(qtbot, bar.redo_button)
    assert roles(stage) == [MEDICO, SpeakerRole.DESCONOCIDO]


def test_a_corrected_turn_says_so(shown, qtbot):
    _stage, panel = shown()
    panel.corrections.correct(panel.view.model().turn(1), "my back aches")
    turns = [panel.view.model().turn(place) for place in range(3)]
    assert [turn.corrected for turn in turns] == [False, True, False]
    assert "corrected" in panel.view.model().index(1).data(Qt.ItemDataRole.AccessibleTextRole)


def menu_of(panel, row):
    panel.view.menu_asked.emit(row, -1, panel.mapToGlobal(panel.rect().center()))
    return panel.findChildren(TurnMenu)[-1]


def texts_of(menu):
    return [action.text() for action in menu.actions()]


def test_what_somebody_new_said_is_given_to_a_voice_of_their_own(shown):
    stage, panel = shown()
    menu = menu_of(panel, 2)
    (said,) = [each.menu() for each in menu.actions() if each.text() == "Another person said this"]
    (new,) = [each for each in said.actions() if each.text() == "Another person (new)"]
    new.trigger()
    (edit,) = stage.library.edits
    assert (edit.kind, edit.speaker) == (EditKind.REASSIGN, "SPEAKER_02")


def test_a_turn_is_joined_with_the_one_before_it(shown):
    _, panel = shown()
    (join,) = [
        each for each in menu_of(panel, 1).actions() if each.text() == "Join with the previous turn"
    ]
    join.trigger()
    rows = panel.view.model().rows
    assert [row.text for row in rows] == ["good morning my head aches", "I see"]
    assert rows[0].label == A


def test_no_turn_is_joined_across_a_pause_nor_the_first(shown):
    stage, panel = shown()
    stage.library.stored_spans[SESSION] = [Span(SpanKind.PAUSE, 36_000, 60.0)]
    panel.open(SESSION)
    for row in (0, 2):  # row 1 is the pause
        assert "Join with the previous turn" not in texts_of(menu_of(panel, row))


def test_where_nobody_was_heard_undo_and_redo_are_no_wider(shown):
    _, transcript = shown(talk=[], speakers=[])
    bar = transcript.speakers_bar
    for button in (bar.undo_button, bar.redo_button):
        assert button.isVisible()
        assert button.width() <= button.sizeHint().width()
