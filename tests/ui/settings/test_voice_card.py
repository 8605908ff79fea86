"""Learning the clinician's voice in the settings."""

import pytest
from PySide6.QtCore import Qt

from aurity_desktop.application.voice.window_enrolment import KnownVoice
from aurity_desktop.domain.audio import Level
from aurity_desktop.domain.errors import DeviceLost, VoiceTooShort
from aurity_desktop.ui.settings.settings_page import Section


@pytest.fixture
def card(stage):
    stage.window.pages.show_section(Section.VOICE)
    return stage.window.pages.voice


@pytest.fixture
def voice(stage):
    return stage.window._services.voice


def test_the_page_asks_what_is_known_and_says_it(card, voice):
    assert voice.asked == ["look"]
    voice.known.emit(KnownVoice(enrolled=False))
    assert card._state.text() == "Your voice is not known yet."
    assert not card.forget_button.isVisible()
    voice.known.emit(KnownVoice(True, usable=True, steady=True, speech_seconds=17.6))
    assert card._state.text() == "Your voice is known from 18 s of speech."
    assert card.learn_button.text() == "Learn my voice again"


def test_a_voice_is_learned_from_the_chosen_microphone(card, voice, qtbot):
    qtbot.mouseClick(card.learn_button, Qt.MouseButton.LeftButton)
    assert voice.asked[-1] == ("learn", "")
    assert not card.learn_button.isEnabled()
    voice.level_measured.emit(Level(-30.0, -20.0))
    card.look()  # does not disturb what is going on
    voice.working.emit()
    assert voice.asked[-1] == ("learn", "")
    assert "Learning" in card._state.text()
    voice.known.emit(KnownVoice(True, usable=True, steady=True, speech_seconds=17.6))
    assert card.learn_button.isEnabled()


def test_a_text_is_there_to_be_read_while_the_voice_is_learned_and_a_way_out(card, voice, qtbot):
    assert not card.reading.isVisible()
    assert not card.cancel_button.isVisible()
    qtbot.mouseClick(card.learn_button, Qt.MouseButton.LeftButton)
    voice.level_measured.emit(Level(-30.0, -20.0))
    assert card.reading.isVisible()
    assert len(card.reading.text().split()) > 50  # twenty seconds of talk
    qtbot.mouseClick(card.cancel_button, Qt.MouseButton.LeftButton)
    assert voice.asked[-1] == "cancel"
    assert not card.reading.isVisible()
    assert card.learn_button.isEnabled()


def test_nobody_is_asked_to_read_before_the_microphone_hears(card, voice, qtbot):
    for _ in range(2):  # once more after a way out
        qtbot.mouseClick(card.learn_button, Qt.MouseButton.LeftButton)
        assert card._state.text() == "Opening the microphone…"
        assert not card.reading.isVisible()
        assert card.cancel_button.isVisible()
        voice.level_measured.emit(Level(-30.0, -20.0))
        assert card._state.text().startswith("Read this aloud")
        assert card.reading.isVisible()
        qtbot.mouseClick(card.cancel_button, Qt.MouseButton.LeftButton)


def test_what_went_wrong_stands_in_the_card(card, voice, qtbot):
    qtbot.mouseClick(card.learn_button, Qt.MouseButton.LeftButton)
    voice.failed.emit(VoiceTooShort(3.0, 10.0))
    assert "3 s of speech" in card._state.text()
    assert card.learn_button.isEnabled()


def test_a_microphone_that_goes_while_a_voice_is_learned_leaves_nothing_recorded(
    card, voice, qtbot
):
    qtbot.mouseClick(card.learn_button, Qt.MouseButton.LeftButton)
    voice.failed.emit(DeviceLost("pulse"))
    assert "your voice was not learned" in card._state.text()
    assert "kept" not in card._state.text()


def test_a_voice_can_be_forgotten(card, voice, qtbot):
    voice.known.emit(KnownVoice(True, usable=True, steady=True, speech_seconds=17.6))
    qtbot.mouseClick(card.forget_button, Qt.MouseButton.LeftButton)
    assert voice.asked[-1] == "forget"


@pytest.mark.parametrize(
    ("known", "words"),
    [
        (KnownVoice(True, usable=False, steady=True), "another model"),
        (KnownVoice(True, usable=True, steady=False), "varied"),
    ],
)
def test_a_voice_that_is_of_no_use_says_so(card, voice, known, words):
    voice.known.emit(known)
    assert words in card._state.text()
