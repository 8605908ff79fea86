from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from aurity_desktop.application.recording.session_recovery import SessionRecovery
from aurity_desktop.cli.sessions import hand_on
from aurity_desktop.domain.audio import SLICE_SAMPLES, AudioSlice
from aurity_desktop.domain.errors import SliceMissing
from aurity_desktop.domain.session import SessionPlan, SessionState
from aurity_desktop.jobs.queue import HueyQueue
from tests.fakes.ledger import MemoryLedger

GOOD, BAD, LAST = (f"session_20260101_09000{number}" for number in range(3))


@pytest.fixture
def ledger():
    memory = MemoryLedger()
    for session_id in (GOOD, BAD, LAST):
        memory.sessions.create(SessionPlan(session_id, datetime(2026, 1, 1, tzinfo=UTC), "mic"))
        memory.sound.record_slice(
            AudioSlice(session_id, 0, 0, SLICE_SAMPLES, "0" * 64, Path("unused"))
        )
    return memory


@pytest.fixture
def recovery(paths, ledger):
    def recover(session_id, _ledger):
        if session_id == BAD:
            raise SliceMissing(session_id, 1)

    paths.ledger.touch()
    return SessionRecovery(
        SimpleNamespace(
            paths=paths,
            ledger=lambda: ledger,
            queue=lambda: HueyQueue(paths.jobs, paths.queue),
            recover_session=recover,
            is_being_recorded=lambda _: False,
        )
    )


def test_a_session_that_cannot_be_sealed_is_named_and_the_others_are_finished(
    recovery, ledger, capsys
):
    assert hand_on(recovery) == SliceMissing(BAD, 1).exit_code != 0
    assert {job.session_id for job in recovery.under_way()} == {GOOD, LAST}
    assert ledger.sessions.summary(BAD).state is SessionState.RECORDING
    assert str(SliceMissing(BAD, 1)) in capsys.readouterr().err


def test_a_session_whose_job_was_left_waiting_is_waited_for_again(recovery):
    hand_on(recovery)
    assert [each.session_id for each in recovery.unfinished()] == [BAD]
    assert {job.session_id for job in recovery.under_way()} == {GOOD, LAST}
