"""Told words that are corrected while a session is recorded, on the real ledger and the fake."""

import pytest

from aurity_desktop.domain.changes import LiveTextCorrected, steps_of
from aurity_desktop.domain.errors import UnknownSession
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.live_corrections import LiveCorrection
from tests.contracts.ledgers import OTHER_SESSION, events
from tests.corpus.examples import SESSION

FIRST = LiveCorrection("c1", 1.0, 1.5, "lozartan", "losartán")
BETTER = LiveCorrection("c1", 1.0, 1.5, "lozartan", "losartán 50")


def whats(ledger):
    found = steps_of(ledger.edits.changes(SESSION))
    return [each.change.what for each in found.done], [each.change.what for each in found.undone]


def test_corrections_hold_in_the_order_in_which_they_were_made_and_the_newest_counts(recording):
    recording.live_corrections.record(SESSION, FIRST)
    recording.live_corrections.record(SESSION, LiveCorrection("c2", 0.0, 0.5, "a", ""))
    recording.live_corrections.record(SESSION, BETTER)
    recording.live_corrections.record(SESSION, BETTER)
    held = recording.live_corrections.of_session(SESSION)
    assert [each.text for each in held] == ["losartán 50", ""]
    assert events(recording).count(Event.LIVE_TEXT_CORRECTED) == 3


def test_the_chain_tells_of_the_time_and_of_no_word(recording):
    recording.live_corrections.record(SESSION, FIRST)
    row = recording.audit.rows(SESSION)[-1]
    assert row.metadata == '{"correction_id":"c1","end":1.5,"start":1.0}'


def test_a_correction_is_taken_back_and_made_again(recording):
    recording.live_corrections.record(SESSION, FIRST)
    recording.live_corrections.record(SESSION, BETTER)
    recording.live_corrections.record(SESSION, FIRST)
    assert whats(recording) == (
        [LiveTextCorrected("c1", FIRST, None)],
        [LiveTextCorrected("c1", BETTER, FIRST)],
    )
    recording.live_corrections.remove(SESSION, "c1", withdrawn=True)
    assert recording.live_corrections.of_session(SESSION) == []
    assert whats(recording)[0] == []
    recording.live_corrections.record(SESSION, FIRST)
    assert len(whats(recording)[0]) == 1


def test_there_must_be_a_session_to_correct(recording):
    with pytest.raises(UnknownSession):
        recording.live_corrections.record(OTHER_SESSION, FIRST)
    with pytest.raises(UnknownSession):
        recording.live_corrections.remove(OTHER_SESSION, "c1")
    recording.live_corrections.remove(SESSION, "c1")
    assert Event.LIVE_CORRECTION_REMOVED not in events(recording)


BY_SOUND = LiveCorrection("s1", 1.0, 1.5, "para cetamol", "paracetamol", by_sound=True)


def test_a_name_by_its_sound_is_a_fact_of_its_own_kind_and_no_step_of_a_person(recording):
    recording.live_corrections.record(SESSION, BY_SOUND)
    recording.live_corrections.record(SESSION, BY_SOUND)
    assert recording.live_corrections.of_session(SESSION) == [BY_SOUND]
    assert events(recording).count(Event.LIVE_TEXT_REPLACED_BY_SOUND) == 1
    assert Event.LIVE_TEXT_CORRECTED not in events(recording)
    assert "cetamol" not in recording.audit.rows(SESSION)[-1].metadata
    assert whats(recording) == ([], [])


def test_what_a_person_writes_over_a_name_by_its_sound_counts_and_is_taken_back(recording):
    mine = LiveCorrection("s1", 1.0, 1.5, "para cetamol", "para cetamol")
    recording.live_corrections.record(SESSION, BY_SOUND)
    recording.live_corrections.record(SESSION, mine)
    assert recording.live_corrections.of_session(SESSION) == [mine]
    assert whats(recording)[0] == [LiveTextCorrected("s1", mine, BY_SOUND)]
    recording.live_corrections.record(SESSION, BY_SOUND)
    assert recording.live_corrections.of_session(SESSION) == [BY_SOUND]
    assert whats(recording)[0] == []
