"""Choosing the models, with their speed on this computer in sight."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from aurity_desktop.application.measuring.measured_models import MeasuredModels
from aurity_desktop.application.recording.recording import RecordingState
from aurity_desktop.domain.errors import ModelDamaged
from aurity_desktop.domain.model_choice import Recommendation
from aurity_desktop.domain.model_speeds import MeasuredPart, MeasuringStep, ModelSpeeds
from aurity_desktop.runtime.settings import Settings
from aurity_desktop.ui.settings.settings_page import Section
from tests.fakes.speeds import HERE, speeds_of, whisper_speed

BASE = whisper_speed("whisper-base", 160, 300, busy=0.3, final=0.125)
TINY = whisper_speed("whisper-tiny.en", 90, 120, busy=0.2, final=0.08)
SLOW = whisper_speed("whisper-base", 4000, 9000, busy=2.0, final=0.9)


def found(*whisper, live="whisper-base", final="whisper-base", fits=True):
    recommended = Recommendation(live, live_fits=fits, final=final, keeps_up=fits)
    return MeasuredModels(HERE, speeds_of(*whisper), recommended, "whisper-base")


NOTHING = MeasuredModels(HERE, ModelSpeeds(), None, "whisper-base")


@pytest.fixture
def card(stage):
    stage.window.pages.show_section(Section.MODELS)
    return stage.window.pages.models


@pytest.fixture
def measurement(stage):
    return stage.measurement


def choose(box, data):
    box.setCurrentIndex(box.findData(data))
    box.activated.emit(box.currentIndex())


def click(button, qtbot):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_before_a_measurement_the_card_says_so_and_offers_one(card):
    assert card.live_speed.text() == card.final_speed.text() == "Not measured on this computer yet."
    assert card.measure_button.text() == "Measure this computer"
    assert card.measure_button.isEnabled()
    assert not card.use_button.isVisible()


def test_a_model_of_english_alone_says_so_where_it_is_chosen(card, measurement):
    english = "Understands English only"
    assert english not in card.live_speed.text() + card.final_speed.text()
    choose(card.live, "whisper-tiny.en")
    assert card.live_speed.text().startswith(english)
    assert english not in card.final_speed.text()
    choose(card.final, "whisper-tiny.en")
    assert card.final_speed.text().startswith(english)
    measurement.end_with(found(BASE, TINY))
    assert card.live_speed.text().startswith(english)
    assert "Fast enough for this computer" in card.live_speed.text()


def test_the_speed_of_the_chosen_models_stands_below_them(card, measurement):
    measurement.end_with(found(BASE, TINY))
    assert card.live_speed.text() == (
        "Fast enough for this computer: the text appears within 3.3 s of the words. "
        "Measured on 29 Nov 2026."
    )
    assert card.final_speed.text() == (
        "8.0 times the speed of speech on this computer: done while you record. "
        "Measured on 29 Nov 2026."
    )
    choose(card.live, "whisper-tiny.en")
    assert "3.1 s" in card.live_speed.text()


def test_a_model_that_is_too_slow_says_what_that_means(card, measurement):
    measurement.end_with(found(SLOW, fits=False))
    assert "falls behind while you record" in card.live_speed.text()
    assert "after an hour it may take 55 min" in card.final_speed.text()
    assert "No installed model is fast enough" in card.state.text()


def test_both_choices_are_kept(card, stage):
    choose(card.live, "whisper-tiny.en")
    choose(card.final, "whisper-base")
    assert (stage.kept[-1].live_model, stage.kept[-1].whole_model) == (
        "whisper-tiny.en",
        "whisper-base",
    )
    choose(card.final, "")
    assert stage.kept[-1].whole_model == ""


def test_the_best_installed_model_is_what_no_choice_means(card, measurement):
    measurement.end_with(found(BASE, TINY))
    assert card.final.currentText() == "Best installed"
    assert "8.0 times" in card.final_speed.text()


def test_a_measurement_shows_how_far_it_is_and_can_be_cancelled(card, measurement, qtbot):
    click(card.measure_button, qtbot)
    assert measurement.running
    assert not card.measure_button.isVisible()
    measurement.step_begun.emit(MeasuringStep("whisper-base", MeasuredPart.LIVE, 0.25))
    assert card.bar.value() == 250
    assert card.state.text() == "Measuring the live transcription with whisper-base…"
    click(card.cancel_button, qtbot)
    assert not measurement.running
    assert card.measure_button.isVisible()
    assert not card.bar.isVisible()


def test_when_it_is_done_the_recommendation_stands_there(card, measurement, qtbot):
    click(card.measure_button, qtbot)
    measurement.end_with(found(BASE, TINY))
    assert card.state.text() == (
        "Recommended for this computer: whisper-base for the live text, whisper-base for the "
        "final transcript."
    )
    assert card.measure_button.text() == "Measure again"


def test_recommended_models_that_are_not_chosen_can_be_taken_at_once(card, stage, qtbot):
    stage.measurement.end_with(found(BASE, TINY, live="whisper-tiny.en"))
    click(card.use_button, qtbot)
    assert (stage.kept[-1].live_model, stage.kept[-1].whole_model) == (
        "whisper-tiny.en",
        "whisper-base",
    )
    assert card.live.currentData() == "whisper-tiny.en"
    assert not card.use_button.isVisible()


def test_what_is_recommended_and_chosen_already_is_not_offered(card, measurement):
    measurement.end_with(found(BASE, TINY))
    assert not card.use_button.isVisible()


def test_a_recommended_model_that_was_installed_meanwhile_can_be_taken(card, stage, qtbot):
    small = whisper_speed("whisper-small")
    stage.measurement.end_with(found(BASE, small, live="whisper-small", final="whisper-small"))
    click(card.use_button, qtbot)
    assert card.live.currentText() == card.final.currentText() == "whisper-small"


def test_while_something_is_recorded_nothing_is_measured(card, stage, qtbot):
    click(card.measure_button, qtbot)
    stage.controller.enter(RecordingState.RECORDING)
    assert not stage.measurement.running
    assert not card.measure_button.isEnabled()
    assert card.state.text() == "Models cannot be measured while you record."
    stage.controller.enter(RecordingState.IDLE)
    assert card.measure_button.isEnabled()


def test_what_went_wrong_stands_in_the_card(card, measurement, qtbot):
    click(card.measure_button, qtbot)
    measurement.end_with(NOTHING, ModelDamaged("whisper-base", Path("model.bin")))
    assert "whisper-base is damaged" in card.state.text()
    click(card.measure_button, qtbot)
    measurement.end_with(NOTHING)
    assert "damaged" not in card.state.text()


def test_a_measurement_made_by_a_command_is_seen_when_the_page_is_opened(card, stage):
    stage.measurement.found = found(BASE, TINY)
    stage.window.pages.show_page(0)
    stage.window.pages.show_section(Section.MODELS)
    assert "3.3 s" in card.live_speed.text()


def test_a_model_that_is_not_installed_any_more_still_stands_in_the_lists(make_stage):
    stage = make_stage(
        settings=Settings(
            interface_language="en", live_model="whisper-small", whole_model="whisper-medium"
        )
    )
    card = stage.window.pages.models
    assert card.live.currentData() == "whisper-small"
    assert card.final.currentData() == "whisper-medium"
