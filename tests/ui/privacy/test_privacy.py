"""Consent, decisions about a session, what an export carries, and how long sessions are kept."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from aurity_desktop.application.recording.recording import RecordingState
from aurity_desktop.domain.consent import ConsentAnswer, ConsentGiver, consent_given, consent_text
from aurity_desktop.domain.errors import SessionBusy
from aurity_desktop.domain.retention import GRACE, Expiry, Hold, Outlook, RetentionRecord
from aurity_desktop.domain.session import SessionState
from aurity_desktop.domain.transcript import Segment
from aurity_desktop.runtime.settings import Settings
from tests.fakes.window import FakeLibrary, job_of, plan_of, summary_of

SESSION = "session_20260102_030405"
NOW = datetime(2026, 1, 2, tzinfo=UTC)


def click(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def consent_line(stage):
    return stage.window.pages.recorder.controls.consent


def started_with(stage):
    return [command[1].consent for command in stage.controller.commands if command[0] == "start"]


@pytest.fixture
def opened(make_stage):
    """A window whose library shows a session."""

    def make(consent=None, hold=None, state=SessionState.COMPLETED):
        library = FakeLibrary()
        library.put(summary_of(plan_of(SESSION), state))
        library.consents_and_holds[SESSION] = (consent, hold)
        stage = make_stage(library=library)
        stage.window.pages.show_page(1)
        stage.window.pages.library.open(SESSION)
        return stage, stage.window.pages.library.transcript

    return make


def test_record_is_one_press_whatever_was_asked(stage, qtbot):
    click(qtbot, stage.window.pages.recorder.controls.record_button)
    assert started_with(stage) == [None]


def test_a_yes_before_goes_with_the_recording_in_the_language_that_is_read(stage, qtbot):
    line = consent_line(stage)
    click(qtbot, line.read_button)
    while consent_text("en").text not in line._text.text():
        click(qtbot, line.language_button)
    click(qtbot, line.patient)
    click(qtbot, line.representative)
    click(qtbot, stage.window.pages.recorder.controls.record_button)
    assert started_with(stage) == [consent_given("en", ConsentGiver.REPRESENTATIVE)]


def test_the_next_patient_has_not_been_asked(stage):
    line = consent_line(stage)
    line.patient.click()
    stage.controller.begin(plan_of())
    assert "agreed" in line._label.text()
    stage.controller.enter(RecordingState.IDLE)
    assert line.consent is None


def test_a_yes_that_was_given_is_never_said_to_be_missing(stage):
    line = consent_line(stage)
    line.patient.click()
    said = []
    stage.controller.state_changed.connect(lambda _: said.append(line._label.text()))
    stage.controller.begin(plan_of())
    assert said == ["The patient agreed to the recording"] * 2


def test_before_there_is_a_session_nothing_is_said_of_its_consent(stage):
    stage.controller.enter(RecordingState.STARTING)
    assert not consent_line(stage)._label.isVisible()
    assert not consent_line(stage).give_button.isVisible()


@pytest.fixture
def after_an_import(make_stage):
    """A window in which a file has just been imported."""

    def make(*, asks_first):
        settings = Settings(interface_language="en", require_consent=asks_first)
        stage = make_stage(settings=settings)
        stage.window.pages.recorder.transcribe_files([Path("talk.wav")])
        stage.controller.begin(plan_of(SESSION, source="talk.wav"))
        assert not consent_line(stage).isVisible()
        stage.controller.end(job_of(SESSION))
        stage.controller.commands.clear()
        return stage

    return make


def test_after_an_import_the_desk_that_asks_first_asks(after_an_import, qtbot):
    stage = after_an_import(asks_first=True)
    click(qtbot, stage.window.pages.recorder.controls.record_button)
    assert consent_line(stage).give_button.isVisible()
    click(qtbot, consent_line(stage).give_button)
    assert [given.given_by for given in started_with(stage)] == [ConsentGiver.PATIENT]


def test_after_an_import_a_consent_can_be_noted_beforehand(after_an_import, qtbot):
    stage = after_an_import(asks_first=False)
    assert consent_line(stage).isVisible()
    click(qtbot, consent_line(stage).patient)
    click(qtbot, consent_line(stage).representative)
    click(qtbot, stage.window.pages.recorder.controls.record_button)
    assert [given.given_by for given in started_with(stage)] == [ConsentGiver.REPRESENTATIVE]


def test_a_yes_meanwhile_is_noted_once_it_is_kept(stage, qtbot):
    stage.controller.begin(plan_of())
    line = consent_line(stage)
    assert line._label.text() == "Consent not recorded yet"
    click(qtbot, line.give_button)
    (command,) = stage.controller.commands
    assert (command[0], command[1].given_by) == ("give_consent", ConsentGiver.PATIENT)
    stage.controller.consent_recorded.emit(command[1])
    assert line._label.text() == "The patient agreed to the recording"
    assert line.give_button.isHidden()


def test_a_desk_that_asks_first_says_what_to_say_and_records_at_the_yes(make_stage, qtbot):
    stage = make_stage(settings=Settings(interface_language="en", require_consent=True))
    line = consent_line(stage)
    stage.window.pages.recorder.record()
    assert started_with(stage) == []
    assert not line._text.isHidden()
    click(qtbot, line.give_button)
    assert [given.given_by for given in started_with(stage)] == [ConsentGiver.PATIENT]


def test_asking_first_can_be_left_and_nothing_is_recorded(make_stage, qtbot):
    stage = make_stage(settings=Settings(interface_language="en", require_consent=True))
    stage.window.pages.recorder.record()
    click(qtbot, consent_line(stage).keep_button)
    assert started_with(stage) == []
    assert consent_line(stage).consent is None


def test_withdrawing_is_two_presses_and_the_second_is_not_the_one_at_hand(stage, qtbot):
    qtbot.waitActive(stage.window)
    stage.controller.begin(plan_of())
    line = consent_line(stage)
    click(qtbot, line.withdraw_button)
    assert stage.controller.commands == []
    assert line.keep_button.hasFocus()
    click(qtbot, line.withdraw_button)
    assert stage.controller.commands == [("withdraw_consent",)]


def test_after_a_withdrawal_nothing_is_in_sight_and_erasing_is_offered(stage, qtbot):
    stage.controller.begin(plan_of(SESSION))
    stage.controller.say(0, "me duele la cabeza")
    assert stage.window.pages.recorder.live.model.rowCount() == 1
    stage.controller.enter(RecordingState.IDLE)
    stage.controller.consent_withdrawn.emit(SESSION)
    assert stage.window.pages.recorder.live.model.rowCount() == 0
    (line,) = stage.window.notices.lines()
    assert "withdrawn" in line.text()
    click(qtbot, line._buttons[0])
    assert stage.privacy.asked == [("erase", SESSION)]
    stage.privacy.erased.emit(SESSION)
    assert [each.text() for each in stage.window.notices.lines()] == ["The session was erased."]


def test_an_erasure_that_fails_is_offered_again(stage, qtbot):
    stage.controller.consent_withdrawn.emit(SESSION)
    click(qtbot, stage.window.notices.lines()[0]._buttons[0])
    stage.privacy.failed.emit(SessionBusy(SESSION, "still being processed"))
    told, offered = sorted(each.text() for each in stage.window.notices.lines())
    assert "withdrawn" in told + offered
    assert "still being processed" in told + offered


def test_what_is_being_erased_is_out_of_sight_at_once(opened, qtbot):
    stage, transcript = opened()
    stage.library.stored_segments[SESSION] = [Segment(0.0, 2.0, "SPEAKER_00", "un secreto", 0.9)]
    transcript.open(SESSION)
    assert transcript.view.model().rowCount() == 1
    transcript.head.menu.erase.trigger()
    click(qtbot, transcript.head.decision.confirm_button)
    assert transcript.view.model().rowCount() == 0
    assert not transcript.isVisible()


def test_what_could_not_be_erased_is_shown_again(opened, qtbot):
    stage, transcript = opened()
    stage.library.stored_segments[SESSION] = [Segment(0.0, 2.0, "SPEAKER_00", "un secreto", 0.9)]
    transcript.head.menu.erase.trigger()
    click(qtbot, transcript.head.decision.confirm_button)
    stage.privacy.failed.emit(SessionBusy(SESSION, "still being processed"))
    stage.privacy.not_erased.emit(SESSION)
    assert transcript.view.model().rowCount() == 1


def test_erasing_is_confirmed_in_place_and_never_by_enter_alone(opened, qtbot):
    stage, transcript = opened()
    qtbot.waitActive(stage.window)
    transcript.head.menu.erase.trigger()
    panel = transcript.head.decision
    assert QApplication.activeModalWidget() is None
    assert panel.leave_button.hasFocus()
    qtbot.keyClick(panel.leave_button, Qt.Key.Key_Space)
    assert (stage.privacy.asked, panel.isHidden()) == ([], True)
    transcript.head.menu.erase.trigger()
    click(qtbot, panel.confirm_button)
    assert stage.privacy.asked == [("erase", SESSION)]
    stage.library.summaries.clear()
    stage.privacy.erased.emit(SESSION)
    assert transcript.session_id == ""


def test_a_hold_wants_a_reason(opened, qtbot):
    stage, transcript = opened()
    transcript.head.menu.hold.trigger()
    panel = transcript.head.decision
    assert not panel.confirm_button.isEnabled()
    panel.reason.setText(" queja 7 ")
    click(qtbot, panel.confirm_button)
    assert stage.privacy.asked == [("place_hold", SESSION, "queja 7")]
    hold = Hold(SESSION, "queja 7", NOW, "ana")
    stage.library.consents_and_holds[SESSION] = (None, hold)
    stage.privacy.changed.emit(SESSION)
    assert "On hold: queja 7" in transcript.head._facts.text()


def test_what_is_on_hold_or_at_work_is_not_offered_to_be_erased(opened):
    _, held = opened(hold=Hold(SESSION, "queja", NOW, "ana"))
    assert not held.head.menu.erase.isEnabled()
    assert held.head.menu.release.isVisible()
    _, working = opened(state=SessionState.FINALIZING)
    assert not working.head.menu.erase.isEnabled()


def test_a_session_whose_consent_was_withdrawn_says_so_and_is_not_run_again(opened):
    _, transcript = opened(consent=ConsentAnswer.WITHDRAWN)
    assert "Consent withdrawn" in transcript.head._facts.text()
    assert transcript.head.again_button.isHidden()
    assert not transcript.head.menu.withdraw.isVisible()


def test_consent_can_be_noted_and_withdrawn_afterwards(opened, qtbot):
    stage, transcript = opened()
    assert transcript.head.menu.withdraw.text() == "The patient does not agree…"
    transcript.head.menu.consent.trigger()
    transcript.head.menu.withdraw.trigger()
    click(qtbot, transcript.head.decision.confirm_button)
    assert [asked[0] for asked in stage.privacy.asked] == ["give_consent", "withdraw_consent"]


def test_a_consent_that_was_given_is_withdrawn_by_that_name(opened):
    _, transcript = opened(consent=ConsentAnswer.GIVEN)
    assert transcript.head.menu.withdraw.text() == "Withdraw the consent…"
    assert not transcript.head.menu.consent.isVisible()


def test_a_time_to_keep_sessions_is_foreseen_and_holds_only_once_it_is_confirmed(stage, qtbot):
    gone = Expiry(summary_of(plan_of()), NOW - timedelta(days=1))
    stage.privacy.outlooks[30] = Outlook(30, (gone,), (), NOW)
    card = stage.window.pages.privacy.retention
    assert card.hint.isHidden()  # it says nothing, and leaves no gap
    card.keep.setCurrentIndex(card.keep.findData(30))
    card.keep.activated.emit(0)
    assert "1 session is older" in card.hint.text()
    assert stage.kept == []
    click(qtbot, card.leave_button)
    assert card.keep.currentData() == 0
    card.keep.setCurrentIndex(card.keep.findData(30))
    card.keep.activated.emit(0)
    click(qtbot, card.apply_button)
    assert stage.kept[-1].retention_days == 30
    assert stage.privacy.asked == []  # by a clock that is in doubt nothing is said yes to
    assert card.apply_button.isHidden()


def overdue(count, days_ago=1, **record):
    gone = tuple(
        Expiry(summary_of(plan_of(f"session_20250101_0000{each:02}")), NOW - timedelta(days_ago))
        for each in range(count)
    )
    return Outlook(30, gone, (), NOW, RetentionRecord(**{"newest_act": NOW} | record))


def line_of(stage):
    (line,) = [each for each in stage.window.notices.lines() if each.key == "retention"]
    return line


def test_what_was_shown_before_a_length_is_set_is_said_yes_to_with_it(stage, qtbot):
    stage.privacy.outlooks[30] = overdue(12)
    card = stage.window.pages.privacy.retention
    card.keep.setCurrentIndex(card.keep.findData(30))
    card.keep.activated.emit(0)
    assert "12 sessions are older and are erased for good in 7 days" in card.hint.text()
    click(qtbot, card.apply_button)
    assert stage.privacy.asked == [("confirm_retention", 30, False)]


def test_what_is_announced_is_told_with_its_day_and_nothing_is_asked(stage):
    stage.privacy.retention_known.emit(overdue(3))
    line = line_of(stage)
    assert "due to be erased: 3" in line.text()
    assert line._actions == ()
    stage.privacy.retention_known.emit(Outlook(30, (), (), NOW))
    assert [each.key for each in stage.window.notices.lines() if each.key == "retention"] == []


def test_a_hold_or_an_erasure_is_a_reason_to_look_again(stage):
    before = stage.privacy.looks
    stage.privacy.changed.emit(SESSION)
    stage.privacy.erased.emit(SESSION)
    assert stage.privacy.looks == before + 2


def test_more_than_ten_are_erased_only_when_it_is_said_in_the_window(stage, qtbot):
    many = overdue(11, days_ago=8)
    told = {each.session.session_id: NOW - GRACE for each in many.expiries}
    stage.privacy.retention_known.emit(replace(many, record=replace(many.record, announced=told)))
    line = line_of(stage)
    assert "due to be erased: 11" in line.text()
    assert stage.privacy.asked == []
    click(qtbot, line._buttons[0])
    assert stage.privacy.asked == [("confirm_retention", 30, True)]


def test_a_date_in_doubt_is_asked_about(stage, qtbot):
    stage.privacy.retention_known.emit(overdue(1, newest_act=NOW - timedelta(days=300)))
    line = line_of(stage)
    assert "Nothing is erased while the date is in doubt" in line.text()
    click(qtbot, line._buttons[0])
    assert stage.privacy.asked == [("confirm_retention", 30, False)]


def test_asking_for_consent_first_is_a_setting_that_holds_at_once(stage):
    stage.window.pages.privacy.require.click()
    assert stage.kept[-1].require_consent
    stage.window.pages.recorder.record()
    assert started_with(stage) == []


def test_a_pin_is_typed_twice_and_only_what_is_made_of_it_is_kept(stage, qtbot):
    card = stage.window.pages.privacy.lock
    card.minutes.setCurrentIndex(card.minutes.findData(5))
    card.minutes.activated.emit(0)
    card.secret.setText("2468")
    card.again.setText("2468")
    click(qtbot, card.set_button)
    assert (stage.kept[-1].lock_minutes, stage.kept[-1].lock_secret) == (5, "made of 2468")
    assert card.secret.text() == ""


def test_another_pin_or_none_asks_for_the_present_one(make_stage, qtbot):
    stage = make_stage(settings=Settings(interface_language="en", lock_secret="kept"))
    stage.lock.unlock("right")
    stage.window.pages.show_page(2)
    card = stage.window.pages.privacy.lock
    click(qtbot, card.change_button)
    card.secret.setText("2468")
    card.again.setText("2468")
    assert not card.set_button.isEnabled()
    card.present.setText("wrong")
    click(qtbot, card.set_button)
    assert stage.kept == []
    assert "Incorrect PIN" in card._told.text()
    click(qtbot, card.remove_button)  # opens the field first
    assert not card.remove_button.isEnabled()
    card.present.setText("right")
    click(qtbot, card.remove_button)
    assert stage.kept[-1].lock_secret == ""
    assert card.present.text() == ""


def test_a_pin_of_three_characters_is_told_to_be_too_short(stage):
    card = stage.window.pages.privacy.lock
    card.change_button.click()
    card.secret.setText("246")
    card.again.setText("246")
    assert not card.set_button.isEnabled()
    assert "4 characters" in card._told.text()
