"""The settings in sections: one at a time, and what the sections tell of the program."""

import pytest
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel

from aurity_desktop import __version__
from aurity_desktop.runtime.settings import Settings
from aurity_desktop.ui.settings.settings_page import Section
from tests.ui.settings.test_settings_and_health import choose


@pytest.fixture
def pages(stage):
    stage.window.pages.show_page(2)
    return stage.window.pages


def texts(page):
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def test_every_section_shows_its_own_cards_and_no_other(pages):
    shown = set()
    for section in Section:
        pages.settings.button(section).click()
        words = tuple(texts(pages.settings))
        assert words not in shown, section
        shown.add(words)
    assert pages.models.isVisible() is pages.general.isVisible() is False


def test_a_section_is_reached_by_its_name(pages):
    pages.show_page(0)
    pages.show_section(Section.PRIVACY)
    assert pages.settings.section is Section.PRIVACY
    assert pages.protection.isVisible()


def test_text_grows_at_once_and_the_choice_is_kept(stage, pages):
    button = stage.window.pages.settings.button(Section.GENERAL)
    before = button.fontMetrics().height()
    choose(pages.general.text_size, 200)
    assert button.fontMetrics().height() == pytest.approx(2 * before, rel=0.1)
    assert stage.kept[-1].text_percent == 200


def test_text_is_as_large_as_it_was_chosen_at_the_next_start(make_stage):
    first = make_stage()
    usual = first.window.rail.buttons[0].fontMetrics().height()
    large = make_stage(settings=Settings(interface_language="en", theme="light", text_percent=150))
    assert large.window.rail.buttons[0].fontMetrics().height() > 1.3 * usual


def test_how_long_a_forgotten_recording_goes_on_is_chosen(stage, pages):
    choose(pages.recording.longest, 2)
    assert stage.kept[-1].recording_hours == 2


def test_every_key_of_the_window_is_listed_with_what_it_does(stage, pages):
    pages.settings.button(Section.SHORTCUTS).click()
    listed = texts(pages.settings)
    native = QKeySequence.SequenceFormat.NativeText
    for shortcut in stage.window.findChildren(QShortcut):
        assert shortcut.key().toString(native) in listed
    assert "F8" in listed


def test_the_version_and_the_licences_are_told(pages):
    pages.settings.button(Section.ABOUT).click()
    words = " ".join(texts(pages.settings))
    assert __version__ in words
    assert "LGPL" in words
