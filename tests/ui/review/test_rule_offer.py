"""A correction made twice is offered as a rule, and nothing is in the way meanwhile."""

from pathlib import Path

import pytest

from aurity_desktop.domain.heard_write import rule_of
from aurity_desktop.domain.speakers import Speaker
from aurity_desktop.ui.widgets.reading import ROW_ROLE
from tests.fakes.window import FakeLibrary, Segment, plan_of, summary_of

SESSION = "session_20260102_030405"
RULE = rule_of("Nuñez → Dra. Núñez")


@pytest.fixture
def stage(make_stage):
    library = FakeLibrary()
    library.put(
        summary_of(plan_of(SESSION)),
        [Segment(0.0, 4.0, "SPEAKER_00", "dijo Nuñez ayer", 0.9)],
        [Speaker("SPEAKER_00")],
    )
    library.sounds[SESSION] = Path("final.wav")
    stage = make_stage(library=library)
    stage.dictionary = stage.window.pages._services.heard_write
    stage.window.pages.show_page(1)
    stage.window.pages.library.open(SESSION)
    stage.panel = stage.window.pages.library.transcript
    return stage


def correct(stage, text):
    turn = stage.panel.view.model().index(0).data(ROW_ROLE)
    stage.panel.corrections.correct(turn, text)


def test_a_correction_is_remembered_and_offers_nothing_the_first_time(stage):
    correct(stage, "dijo la Dra. Núñez ayer")
    assert stage.dictionary.corrections == [
        (["dijo", "Nuñez", "ayer"], ["dijo", "la", "Dra.", "Núñez", "ayer"])
    ]
    assert not stage.panel.rule_offer.isVisible()


def test_what_it_teaches_is_offered_and_accepted(stage):
    stage.dictionary.teaches = RULE
    correct(stage, "dijo Núñez ayer")
    offer = stage.panel.rule_offer
    assert offer.isVisible()
    assert offer.label.text() == "Always write “Dra. Núñez” where “Nuñez” is heard?"
    offer.always_button.click()
    assert not offer.isVisible()
    assert stage.dictionary.kept == (RULE,)
    assert stage.dictionary.applied == [SESSION]


def test_an_offer_is_declined_without_a_trace(stage):
    stage.dictionary.teaches = RULE
    correct(stage, "dijo Núñez ayer")
    stage.panel.rule_offer.no_button.click()
    assert not stage.panel.rule_offer.isVisible()
    assert stage.dictionary.kept == ()


def test_an_offer_goes_with_its_session(stage):
    stage.dictionary.teaches = RULE
    correct(stage, "dijo Núñez ayer")
    stage.panel.clear()
    assert not stage.panel.rule_offer.isVisible()
