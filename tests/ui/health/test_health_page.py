"""Ready to record or not, what helps where it is not, and a report without a patient's word."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from aurity_desktop import __version__
from aurity_desktop.application.health.health import Check, Health, LiveFigures
from aurity_desktop.runtime.settings import Settings
from aurity_desktop.ui.settings.settings_page import Section
from tests.fakes.window import plan_of, summary_of
from tests.ui.gallery.settling import settle

_FINE = (Check("disk", True, "131.4 GB free"), Check("ledger", True, "3 sessions looked at"))


@pytest.fixture(autouse=True)
def clipboard(qapp):
    """Emptied at the end: what Python put there must not outlive Python."""
    yield qapp.clipboard()
    qapp.clipboard().clear()


def shown(stage):
    settle()
    return {
        each.text() for each in stage.window.pages.health.findChildren(QLabel) if each.isVisible()
    }


def button(stage, words):
    settle()
    return next(
        each
        for each in stage.window.pages.health.findChildren(QPushButton)
        if each.text() == words and each.isVisible()
    )


def test_health_is_looked_at_when_its_page_is_opened(stage):
    stage.window.pages.show_page(3)
    assert stage.health.looks == 1


def test_while_everything_is_looked_at_again_nothing_says_that_it_is_well(stage):
    stage.window.pages.show_page(3)
    mark = stage.window.pages.health._mark
    stage.health.examined.emit(Health(_FINE, None, None))
    well = mark.pixmap().toImage()
    stage.window.pages.health.look()
    assert mark.pixmap().toImage() != well
    stage.health.examined.emit(Health(_FINE, None, None))
    assert mark.pixmap().toImage() == well


@pytest.mark.parametrize("checks", [_FINE, (Check("models", False, "none"),)])
def test_the_keyboard_stays_on_the_page_while_everything_is_looked_at(stage, qtbot, checks):
    page = stage.window.pages.health
    qtbot.waitActive(stage.window)
    stage.window.pages.show_page(3)
    stage.health.examined.emit(Health(checks, None, None))
    page.look_button.setFocus()
    qtbot.keyClick(page.look_button, Qt.Key.Key_Return)
    assert stage.health.looks == 2
    assert page.focusWidget() is page.look_button
    stage.health.examined.emit(Health(_FINE, None, None))
    assert page.focusWidget() is page.look_button


def test_the_keyboard_does_not_fall_out_of_the_page_with_a_problem_that_is_gone(stage, qtbot):
    page = stage.window.pages.health
    qtbot.waitActive(stage.window)
    stage.window.pages.show_page(3)
    stage.health.examined.emit(Health((Check("disk", False, "full"),), None, None))
    repair = next(each for each in page.findChildren(QPushButton) if each.accessibleDescription())
    repair.setFocus()
    stage.health.examined.emit(Health(_FINE, None, None))
    assert page.focusWidget() is page.look_button


def test_where_all_is_well_it_says_so_and_how_much_can_be_recorded(stage):
    stage.window.pages.show_page(3)
    stage.health.examined.emit(Health(_FINE, None, None, free_bytes=230_600_000_000))
    texts = shown(stage)
    assert {"Ready to record", "Space for about 1000 hours of recording"} <= texts
    assert not any("MB" in text or "ms" in text.split() for text in texts)


@pytest.mark.parametrize(
    ("name", "needed", "ready"),
    [("microphone", False, False), ("disk", True, False), ("encryption", False, True)],
)
def test_what_a_recording_needs_decides_the_verdict(stage, name, needed, ready):
    stage.window.pages.show_page(3)
    stage.health.examined.emit(Health((Check(name, False, "wrong", needed=needed),), None, None))
    verdict = "Ready to record" if ready else "Something is missing for a recording"
    assert verdict in shown(stage)


def test_figures_and_single_checks_stand_under_details(stage):
    stage.window.pages.show_page(3)
    live = LiveFigures(3, 120, 99.2, 171.4, 320.9)
    stage.health.examined.emit(Health(_FINE, live, None))
    button(stage, "Details").click()
    texts = shown(stage)
    assert {"99.2 % of 120", "171 ms, 95 % within 321 ms", "Disk: OK"} <= texts


@pytest.mark.parametrize(
    ("name", "words", "leads_to"),
    [
        ("model whisper-base", "Install models", ("settings", Section.MODELS)),
        ("encryption", "Open the privacy settings", ("settings", Section.PRIVACY)),
        ("retention", "Open the privacy settings", ("settings", Section.PRIVACY)),
        ("disk", "Show the sessions", ("library", None)),
        ("consent", "Show the sessions", ("library", None)),
        ("microphone", "Check the microphone", ("recorder", None)),
    ],
)
def test_each_problem_has_one_button_that_leads_to_what_helps(stage, name, words, leads_to):
    pages = stage.window.pages
    pages.show_page(3)
    stage.health.examined.emit(Health((Check(name, False, "wrong"),), None, None))
    button(stage, words).click()
    page, section = leads_to
    assert pages.currentWidget().widget() is getattr(pages, page)
    if section is not None:
        assert pages.settings.section is section
    if page == "recorder":
        assert stage.microphone_check.asked[-1][0] == "start"


@pytest.mark.parametrize("name", ["ledger", "corpus", "queue", "worker", "moon"])
def test_what_the_window_cannot_repair_offers_the_report(stage, clipboard, name):
    stage.window.pages.show_page(3)
    stage.health.examined.emit(Health((Check(name, False, "in the way"),), None, None))
    button(stage, "Copy the report").click()
    assert "in the way" in clipboard.text()


def test_the_report_tells_versions_and_figures_and_nothing_of_a_patient(stage, clipboard):
    stage.library.put(summary_of(plan_of(title="Martínez, migraña")))
    stage.window.pages.show_page(3)
    detail = f"{Path.home()}/data/ledger.db cannot be read"
    stage.health.examined.emit(Health((Check("ledger", False, detail),), None, None))
    stage.window.pages.health.copy_report()
    report = clipboard.text()
    assert __version__ in report
    assert "~/data/ledger.db cannot be read" in report
    assert "Martínez" not in report
    assert str(Path.home()) not in report


def test_what_needs_attention_is_said_in_the_windows_language(make_stage):
    stage = make_stage(settings=Settings(interface_language="es"))
    names = ("disk", "microphone", "ledger", "corpus", "queue", "worker", "encryption", "consent")
    checks = tuple(
        Check(name, False, "plain English") for name in (*names, "retention", "model campplus")
    )
    stage.health.examined.emit(Health(checks, None, None))
    texts = [label.text() for label in stage.window.pages.health.findChildren(QLabel)]
    assert not [text for text in texts if "English" in text]
    assert "Falta algo para grabar" in texts


def test_a_check_that_the_window_has_no_words_for_is_told_in_its_own(stage):
    stage.health.examined.emit(Health((Check("moon", False, "in the way"),), None, None))
    texts = {label.text() for label in stage.window.pages.health.findChildren(QLabel)}
    assert "moon: Needs attention: in the way" in texts


@pytest.mark.parametrize(
    ("name", "says", "never", "offers"),
    [
        ("microphone", "could not be listed", "No microphone was found", "Check the microphone"),
        ("disk", "cannot be used", "2 GB", "Copy the report"),
        ("encryption", "could not be found out", "are not encrypted", "Open the privacy settings"),
    ],
)
def test_what_could_not_be_examined_is_not_told_as_found_wrong(stage, name, says, never, offers):
    stage.window.pages.show_page(3)
    check = Check(name, False, "Timed out", examined=False)
    stage.health.examined.emit(Health((check,), None, None))
    (told,) = (text for text in shown(stage) if says in text)
    assert never not in told
    buttons = stage.window.pages.health.findChildren(QPushButton)
    assert [each.text() for each in buttons if each.accessibleDescription() == told] == [offers]
