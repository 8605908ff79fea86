"""Where a recorder goes on with a session, and after how long."""

import pytest

from aurity_desktop.audio.capture.going_on import go_on, require_may_go_on
from aurity_desktop.audio.slices.slicer import Slicer
from aurity_desktop.domain.audio import RECORDED_ON, RECORDER_GONE, SLICE_SAMPLES, Span, SpanKind
from aurity_desktop.domain.consent import Consent, ConsentAnswer, consent_text
from aurity_desktop.domain.errors import ConsentWithdrawn, SessionBusy
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.keys import PLAIN
from aurity_desktop.domain.session import SessionState
from tests.audio.conftest import SESSION
from tests.audio.sounds import counted
from tests.fakes.sound import ScriptedSource

HOUR = 3600.0


@pytest.fixture
def ended(store, slices_folder, ledger):
    """A finished session of one slice; and when that was on the disk, in seconds since 1970."""
    (piece,) = Slicer().cut(counted(SLICE_SAMPLES))
    ledger.sound.record_slice(store.seal(store.append(piece)))
    ledger.sessions.set_state(SESSION, SessionState.COMPLETED)
    (chunk,) = ledger.chunks.of_session(SESSION)
    return chunk.created_at.timestamp()


def gone_on(ledger, slices_folder, at):
    return go_on(SESSION, slices_folder, ledger, PLAIN, ScriptedSource(), lambda: at)


def test_a_session_that_had_ended_gets_another_part_behind_its_last_sample(
    ended, slices_folder, ledger
):
    place = gone_on(ledger, slices_folder, ended + HOUR)
    assert (place.number, place.at_sample) == (1, SLICE_SAMPLES)
    assert place.gap == Span(SpanKind.GAP, SLICE_SAMPLES, HOUR, RECORDED_ON)
    assert ledger.sound.spans(SESSION) == [place.gap]
    assert ledger.sessions.summary(SESSION).state is SessionState.RECORDING
    told = [row.operation for row in ledger.audit.rows(SESSION)]
    assert told[-2:] == [Event.SESSION_CONTINUED, Event.SESSION_STATE_CHANGED]


def test_an_attempt_that_heard_nothing_is_not_counted_twice(ended, slices_folder, ledger):
    gone_on(ledger, slices_folder, ended + HOUR)
    ledger.sessions.set_state(SESSION, SessionState.COMPLETED)
    gone_on(ledger, slices_folder, ended + 3 * HOUR)
    assert [span.seconds for span in ledger.sound.spans(SESSION)] == [HOUR, 2 * HOUR]


def test_a_clock_that_was_set_back_makes_no_time_of_less_than_nothing(ended, slices_folder, ledger):
    place = gone_on(ledger, slices_folder, ended - HOUR)
    assert place.gap == Span(SpanKind.GAP, SLICE_SAMPLES, 0.0, RECORDED_ON)


def test_a_session_that_did_not_end_goes_on_in_the_same_part(ended, slices_folder, ledger):
    ledger.sessions.set_state(SESSION, SessionState.PAUSED)
    place = gone_on(ledger, slices_folder, ended + HOUR)
    assert place.gap.reason == RECORDER_GONE
    assert Event.SESSION_CONTINUED not in [row.operation for row in ledger.audit.rows(SESSION)]


def test_a_session_that_is_being_transcribed_waits(ended, ledger):
    require_may_go_on(SESSION, ledger)
    ledger.sessions.set_state(SESSION, SessionState.FINALIZING)
    with pytest.raises(SessionBusy):
        require_may_go_on(SESSION, ledger)


def test_a_session_whose_consent_was_withdrawn_gets_no_other_part(ended, ledger):
    ledger.consents.record(SESSION, Consent(ConsentAnswer.WITHDRAWN, consent_text("es")))
    with pytest.raises(ConsentWithdrawn):
        require_may_go_on(SESSION, ledger)
