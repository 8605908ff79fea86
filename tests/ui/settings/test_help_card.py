"""The manual in the window: the right page for what is in sight, in both languages."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from aurity_desktop.cli.main import parser
from aurity_desktop.domain.session import SessionState
from aurity_desktop.ui.settings.help_topics import HelpTopic, manual_folder
from aurity_desktop.ui.settings.settings_page import Section
from aurity_desktop.ui.shell.pages import Page
from tests.fakes.window import FakeLibrary, Segment, plan_of, summary_of

PAGES = [(language, topic) for language in ("es", "en") for topic in HelpTopic]


@pytest.fixture
def stage(make_stage):
    library = FakeLibrary()
    plan = plan_of()
    library.put(summary_of(plan, SessionState.COMPLETED), [Segment(0, 2, "SPEAKER_00", "hola", 1)])
    return make_stage(library=library)


def ask(stage):
    QTest.keyClick(stage.window, Qt.Key.Key_F1)
    pages = stage.window.pages
    assert pages.currentIndex() == Page.SETTINGS
    assert pages.settings.section is Section.HELP
    return pages.manual.topic


def test_f1_on_each_page_tells_of_that_page(stage):
    pages = stage.window.pages
    for page, topic in (
        (Page.RECORDER, HelpTopic.RECORD),
        (Page.LIBRARY, HelpTopic.LIBRARY),
        (Page.HEALTH, HelpTopic.PROBLEMS),
    ):
        pages.show_page(page)
        assert ask(stage) is topic
    for section, topic in (
        (Section.PRIVACY, HelpTopic.PRIVACY),
        (Section.MODELS, HelpTopic.MODELS),
        (Section.HELP, HelpTopic.MODELS),  # the page that is being read stays
    ):
        pages.show_section(section)
        assert ask(stage) is topic


def test_f1_in_a_transcript_tells_of_correcting_and_of_exporting_when_that_is_open(stage):
    pages = stage.window.pages
    pages.show_session(plan_of().session_id)
    assert ask(stage) is HelpTopic.REVIEW
    pages.show_page(Page.LIBRARY)
    pages.export()
    assert ask(stage) is HelpTopic.EXPORT


def test_a_page_leads_to_another_and_to_nothing_else(stage):
    stage.window.pages.help()
    manual = stage.window.pages.manual
    manual.view.anchorClicked.emit(QUrl("privacy.md"))
    assert manual.topic is HelpTopic.PRIVACY
    assert "recovery code" in manual.view.toPlainText()
    manual.view.anchorClicked.emit(QUrl("https://example.org/start"))
    assert manual.topic is HelpTopic.PRIVACY


def test_the_manual_follows_the_language(stage):
    stage.window.pages.help()
    manual = stage.window.pages.manual
    assert manual.topics.currentText() == "Recording"
    stage.preferences.change(interface_language="es")
    QApplication.sendPostedEvents()
    assert manual.topics.currentText() == "Grabar"
    assert "Fuera de grabación" in manual.view.toPlainText()


def test_pictures_are_those_of_the_manual_and_no_wider_than_the_text(stage):
    view = stage.window.pages.manual.view
    stage.window.pages.help()
    picture = view.loadResource(2, QUrl("window-light.png"))
    assert 0 < picture.width() <= view.viewport().width()
    assert view.loadResource(2, QUrl("https://example.org/other.png")) is None
    assert view.loadResource(3, QUrl("window-light.png")) is None


@pytest.mark.parametrize(("language", "topic"), PAGES)
def test_each_page_has_a_title_and_leads_only_where_there_is_something(language, topic):
    page = (manual_folder() / language / f"{topic}.md").read_text(encoding="utf-8")
    assert page.startswith("# ")
    assert len(page.splitlines()) <= 80
    for link in links(page):
        inside = (manual_folder() / language / link).is_file()
        assert inside or (manual_folder() / link).is_file()


def links(page):
    return [part.partition(")")[0] for part in page.split("](")[1:]]


@pytest.mark.parametrize(("language", "topic"), PAGES)
def test_each_command_of_the_manual_is_one(language, topic):
    """As far as its name and options go; what stands in capitals is for the reader."""
    page = (manual_folder() / language / f"{topic}.md").read_text(encoding="utf-8")
    for block in page.split("```sh\n")[1:]:
        for line in block.partition("```")[0].splitlines():
            name, *arguments = line.split()
            assert name == "aurity-desktop"
            assert parser().parse_args(arguments).run


def test_both_languages_have_the_same_pages():
    for language in ("es", "en"):
        found = {path.stem for path in (manual_folder() / language).iterdir()}
        assert found == {str(topic) for topic in HelpTopic}
    assert Path(manual_folder() / "window-light.png").is_file()
