"""Choices that hold at once, and are kept."""

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from aurity_desktop.runtime.settings import Settings
from aurity_desktop.ui.settings.preferences import Preferences
from aurity_desktop.ui.settings.settings_page import Section, SettingsPage
from aurity_desktop.ui.settings.vocabulary_card import VocabularyCard
from aurity_desktop.ui.widgets.scrolling import scrolling


def choose(box, data):
    box.setCurrentIndex(box.findData(data))
    box.activated.emit(box.currentIndex())


def test_the_language_changes_at_once_and_is_kept(stage, qtbot):
    choose(stage.window.pages.general.language, "es")
    assert stage.kept[-1].interface_language == "es"
    qtbot.waitUntil(lambda: stage.window.pages.recorder.controls.record_button.text() == "Grabar")


def test_the_theme_changes_at_once_and_is_kept(stage, appearance):
    choose(stage.window.pages.general.theme, "dark")
    assert stage.kept[-1].theme == "dark"
    assert appearance.setting == "dark"


def test_hints_that_wrap_in_their_cards_take_no_room_from_the_fields(qtbot):
    cards = [QFrame() for _ in range(8)]
    for card in cards:
        hint = QLabel(card)
        hint.setWordWrap(True)
        word = hint.fontMetrics().horizontalAdvance("word ")
        hint.setText("word " * (900 // word))  # wider than a card, narrower than the page
        QVBoxLayout(card).addWidget(hint)
    field = VocabularyCard(Preferences(Settings(), lambda _: None))
    page = SettingsPage({Section.GENERAL: [field, *cards]})
    area = scrolling(page)
    qtbot.addWidget(area)
    area.resize(1100, 500)
    area.show()
    assert field.words.height() >= field.words.minimumHeight()
    assert all(card.height() >= card.layout().heightForWidth(card.width()) for card in cards)


def test_words_to_expect_reach_the_next_recording(stage):
    stage.window.pages.vocabulary.words.setPlainText("losartán\n\n metformina \nlosartán")
    assert stage.kept == []  # not at every key
    stage.window.pages.vocabulary.keep()
    assert stage.kept[-1].vocabulary == ("losartán", "metformina")
    stage.window.pages.recorder.record()
    assert stage.controller.commands[-1][1].vocabulary == ("losartán", "metformina")


def test_words_are_kept_once_the_typing_rests(stage, qtbot):
    for letters in ("l", "lo", "losartán"):
        stage.window.pages.vocabulary.words.setPlainText(letters)
    qtbot.waitUntil(lambda: bool(stage.kept))
    assert [each.vocabulary for each in stage.kept] == [("losartán",)]


def test_words_are_kept_when_their_field_is_left(stage, qtbot):
    qtbot.waitActive(stage.window)
    stage.window.pages.show_page(2)
    stage.window.pages.settings.button(Section.VOCABULARY).click()
    stage.window.pages.vocabulary.words.setFocus()
    stage.window.pages.vocabulary.words.setPlainText("losartán")
    stage.window.pages.show_page(0)
    assert [each.vocabulary for each in stage.kept] == [("losartán",)]


def test_words_just_typed_are_kept_when_the_window_closes(stage):
    stage.window.pages.vocabulary.words.setPlainText("losartán")
    stage.window.close()
    assert [each.vocabulary for each in stage.kept] == [("losartán",)]


def add_from_the_transcript(stage, word):
    """As its find bar does."""
    stage.window.pages.library.transcript.find_bar.vocabulary_asked.emit(word)


def test_a_word_that_was_added_in_a_transcript_outlives_the_window(stage):
    stage.window.pages.vocabulary.words.setPlainText("losartán")
    stage.window.pages.vocabulary.keep()
    add_from_the_transcript(stage, "Núñez")
    assert stage.window.pages.vocabulary.words.toPlainText() == "losartán\nNúñez"
    stage.window.close()
    assert stage.kept[-1].vocabulary == ("losartán", "Núñez")


def test_words_being_typed_stay_when_a_transcript_adds_another(stage):
    stage.window.pages.vocabulary.words.setPlainText("losartán")
    add_from_the_transcript(stage, "Núñez")
    stage.window.pages.vocabulary.keep()
    assert stage.kept[-1].vocabulary == ("losartán", "Núñez")


def test_a_word_just_taken_out_does_not_come_back_when_something_else_is_chosen(stage):
    stage.window.pages.vocabulary.words.setPlainText("losartán\nNúñez")
    stage.window.pages.vocabulary.keep()
    stage.window.pages.vocabulary.words.setPlainText("Núñez")
    stage.preferences.change(theme="dark")
    stage.window.pages.vocabulary.keep()
    assert stage.kept[-1].vocabulary == ("Núñez",)


def test_the_microphone_and_the_language_spoken_are_kept_for_the_next_start(stage):
    setup = stage.window.pages.recorder.setup
    choose(setup.language, "en")
    assert stage.kept[-1].speech_language == "en"


def test_settings_that_cannot_be_kept_are_told_and_hold_all_the_same(qtbot):
    def refuse(_):
        raise OSError("read-only")

    preferences = Preferences(Settings(), refuse)
    with qtbot.waitSignals([preferences.failed, preferences.changed]):
        preferences.change(theme="dark")
    assert preferences.settings.theme == "dark"
