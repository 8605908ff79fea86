"""Installing models from the window, without a terminal."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton, QScrollArea

from aurity_desktop.application.measuring.measured_models import MeasuredModels
from aurity_desktop.domain.errors import FolderMissing, ModelInUse, ModelMissing, ModelUnobtainable
from aurity_desktop.domain.model_install import InstallStep, ModelVerified
from aurity_desktop.ui.language.error_messages import error_text
from aurity_desktop.ui.settings.settings_page import Section
from tests.fakes.speeds import HERE, speeds_of, whisper_speed
from tests.fakes.window import plan_of, summary_of


@pytest.fixture
def card(stage):
    stage.window.pages.show_section(Section.MODELS)
    return stage.window.pages.install


def click(button, qtbot):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def choose(card, model):
    card.choice.setCurrentIndex(card.choice.findData(model))
    card.choice.activated.emit(card.choice.currentIndex())


def test_the_card_says_what_is_installed_and_how_large_the_rest_is(card):
    assert [card.choice.itemText(place) for place in range(card.choice.count())] == [
        "What the program needs",
        "whisper-base (installed)",
        "whisper-small (about 480 MB)",
        "segmentation (installed)",
    ]
    assert card.state.text() == "Everything that the program needs is installed."


def test_of_a_model_that_is_chosen_its_size_is_told_and_what_it_does_here(card, stage):
    assert not card.about.isVisible()
    choose(card, "whisper-small")
    assert card.about.text().splitlines()[0] == "Size: about 480 MB"
    assert len(card.about.text().splitlines()) == 2  # not measured yet
    speed = whisper_speed("whisper-small", 160, 300, busy=0.3, final=0.5)
    stage.measurement.found = MeasuredModels(HERE, speeds_of(speed), None, "whisper-base")
    choose(card, "whisper-small")
    _, live, final = card.about.text().splitlines()
    assert live.startswith("Live text: ")
    assert final.startswith("Final transcript: ")


def test_a_model_is_installed_with_its_progress_in_sight(card, stage, qtbot):
    choose(card, "whisper-small")
    click(card.install_button, qtbot)
    assert stage.installation.asked == [("install", ("whisper-small",), None)]
    assert not card.install_button.isVisible()
    stage.installation.step_changed.emit(
        InstallStep("whisper-small/model.bin", 120_000_000, 480_000_000)
    )
    assert card.state.text() == "whisper-small/model.bin: 120 of 480 MB"
    assert card.bar.isVisible()
    assert card.bar.value() == card.bar.maximum() // 4
    stage.installation.arrive("whisper-small")
    stage.installation.end_with()
    assert not card.bar.isVisible()
    models = stage.window.pages.models
    assert models.final.findData("whisper-small") >= 0  # it can be chosen at once


def test_an_installation_is_cancelled_by_the_keyboard_alone(card, stage, qtbot):
    card.install_button.setFocus()
    qtbot.keyClick(card.install_button, Qt.Key.Key_Space)
    assert stage.window.focusWidget() is card.cancel_button
    qtbot.keyClick(card.cancel_button, Qt.Key.Key_Space)
    assert not stage.installation.running
    assert stage.window.focusWidget() is card.install_button


def test_models_come_from_a_usb_stick(card, stage, tmp_path):
    card.install_from(tmp_path)
    assert stage.installation.asked == [("install", (), tmp_path)]


def test_a_folder_that_lacks_the_model_is_told_as_that_and_not_as_a_missing_network(
    card, stage, tmp_path, qtbot
):
    missing = ModelUnobtainable("whisper-base", ("no whisper-base",))
    card.install_from(tmp_path)
    stage.installation.end_with(missing)
    assert card.state.text().startswith("This folder does not hold the model whisper-base")
    click(card.install_button, qtbot)
    stage.installation.end_with(missing)
    assert card.state.text() == error_text(missing)


@pytest.mark.parametrize(
    "error",
    [ModelUnobtainable("whisper-base", ("no network",)), FolderMissing("/media/stick")],
    ids=lambda error: type(error).__name__,
)
def test_what_could_not_be_installed_is_told_in_words_for_people(card, stage, qtbot, error):
    click(card.install_button, qtbot)
    stage.installation.end_with(error)
    assert card.state.text() == error_text(error)
    assert card.install_button.isVisible()


def test_installed_models_are_checked_and_the_damaged_one_is_named(card, stage, qtbot):
    click(card.verify_button, qtbot)
    assert stage.installation.asked == [("verify",)]
    stage.installation.verified.emit(ModelVerified("whisper-base", ok=True))
    stage.installation.verified.emit(ModelVerified("segmentation", ok=False))
    stage.installation.end_with()
    assert card.state.text() == "Damaged or incomplete: segmentation. Install them again."


def test_on_a_small_screen_what_comes_of_a_press_is_brought_into_sight(card, stage, qtbot):
    stage.window.resize(683, 384)
    qtbot.waitUntil(lambda: stage.window.height() == 384)
    card.verify_button.setFocus()
    page = next(each for each in stage.window.findChildren(QScrollArea) if each.isAncestorOf(card))
    top = card.verify_button.mapTo(page.widget(), QPoint(0, 0)).y()
    page.verticalScrollBar().setValue(top)
    assert card.state.visibleRegion().isEmpty()
    click(card.verify_button, qtbot)
    assert card.state.visibleRegion().boundingRect() == card.state.rect()


def test_an_installed_model_is_removed_after_a_question(card, stage, qtbot):
    removal = card.removal
    assert not removal.isVisible()  # all are meant that the program needs
    choose(card, "whisper-small")
    assert not removal.isVisible()  # there is nothing to remove
    choose(card, "whisper-base")
    assert card.about.text().splitlines()[0] == "Size: 75 MB"
    click(removal.ask_button, qtbot)
    assert removal.question.words().startswith("Remove whisper-base? That frees 75 MB.")
    assert stage.window.focusWidget() is removal.keep_button
    click(removal.keep_button, qtbot)
    assert not removal.question.isVisible()
    assert stage.installation.asked == []
    click(removal.ask_button, qtbot)
    click(removal.confirm_button, qtbot)
    assert stage.installation.asked == [("remove", "whisper-base")]
    assert not removal.isVisible()
    stage.installation.removed.emit("whisper-base")
    stage.installation.end_with()
    assert card.state.text() == "whisper-base was removed."
    assert stage.window.focusWidget() is card.install_button  # and not a list that a wheel turns


def test_a_model_that_something_needs_stays_and_one_line_says_what_for(card, stage, qtbot):
    choose(card, "whisper-base")
    for uses, words in (
        (("live", "final"), "it writes the live text."),
        (("final",), "it writes the final transcript."),
        (("voices",), "it tells the voices apart"),
    ):
        click(card.removal.ask_button, qtbot)
        click(card.removal.confirm_button, qtbot)
        stage.installation.end_with(ModelInUse("whisper-base", uses))
        assert card.state.text().startswith(f"whisper-base stays: {words}")
        assert card.removal.ask_button.isVisible()


def test_a_question_about_one_model_is_not_answered_for_another(card, stage, qtbot):
    stage.installation.found = [replace(each, own=True) for each in stage.installation.found]
    card.look()
    choose(card, "whisper-base")
    click(card.removal.ask_button, qtbot)
    choose(card, "whisper-small")
    assert not card.removal.question.isVisible()
    assert card.removal.ask_button.isVisible()


def notice_about_the_model(stage):
    return next((each for each in stage.window.notices.lines() if each.key == "model"), None)


def test_without_a_model_the_notice_leads_to_its_installation(make_stage, qtbot):
    missing = [ModelMissing("whisper-base")]

    def check():
        if missing:
            raise missing[0]

    stage = make_stage(check_model=check)
    line = notice_about_the_model(stage)
    assert "aurity-desktop" not in line.text()
    button = next(each for each in line.findChildren(QPushButton) if each.text() == "Install…")
    click(button, qtbot)
    assert stage.window.pages.install.install_button.hasFocus()
    click(stage.window.pages.install.install_button, qtbot)
    missing.clear()
    stage.installation.arrive("whisper-base")
    stage.installation.end_with()
    assert notice_about_the_model(stage) is None


def test_a_model_installed_now_can_be_taken_for_a_run_again(stage):
    stage.library.put(summary_of(plan_of("session_20260102_030405")))
    stage.window.pages.library.open("session_20260102_030405")
    menu = stage.window.pages.library.transcript.head.again_button.menu()
    stage.installation.arrive("whisper-small")
    stage.installation.end_with()
    models = next(each.menu() for each in menu.actions() if each.text() == "Text, with this model")
    assert [each.text().split(" ")[0] for each in models.actions()] == [
        "whisper-base",
        "whisper-small",
    ]
