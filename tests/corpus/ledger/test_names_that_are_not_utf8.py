"""What a file name or a terminal may hand over, and no UTF-8 can hold."""

import os

from aurity_desktop.domain.session import SessionState
from aurity_desktop.domain.speakers import SpeakerRole
from tests.corpus.examples import SESSION, plan

NAME = os.fsdecode(b"grabaci\xf3n.wav")
SHOWN = "grabaci\ufffdn.wav"


def test_it_is_recorded_with_a_mark_in_place_of_what_is_none(recorded, ledger):
    other = "session_20240302_090000"
    ledger.sessions.create(plan(other, source=NAME, title=NAME, vocabulary=(NAME,)))
    ledger.sessions.create(plan(other, source=NAME, title=NAME, vocabulary=(NAME,)))
    ledger.sessions.set_state(other, SessionState.FAILED, f"NotAudio: {NAME}")
    ledger.sessions.set_state(other, SessionState.FAILED, f"NotAudio: {NAME}")
    ledger.retention.place_hold(SESSION, NAME)
    ledger.speakers.rename(SESSION, "SPEAKER_00", NAME, SpeakerRole.PACIENTE)
    summary = ledger.sessions.summary(other)
    assert (summary.plan.source, summary.reason) == (SHOWN, f"NotAudio: {SHOWN}")
    assert [hold.reason for hold in ledger.retention.holds()] == [SHOWN]
    assert ledger.speakers.names(SESSION)["SPEAKER_00"].name == SHOWN
    assert len(ledger.audit.rows(other)) == 2
