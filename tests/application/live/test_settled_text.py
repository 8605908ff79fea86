from datetime import UTC, datetime
from pathlib import Path

import pytest

from aurity_desktop.application.live.settled_text import SettledText
from aurity_desktop.domain.audio import SLICE_SAMPLES, AudioSlice
from aurity_desktop.domain.session import SessionPlan
from aurity_desktop.domain.transcript import SECOND_PASS, ChunkStatus, ChunkTranscription, Word

SESSION = "session_20260101_090000"


def heard(number, text, reason=""):
    word = Word(3 * number + 0.5, 3 * number + 1.0, text)
    return ChunkTranscription(SESSION, number, (word,), ChunkStatus.OK, reason=reason)


@pytest.fixture
def settled_text(qtbot, program, ledger):
    ledger.sessions.create(SessionPlan(SESSION, datetime(2026, 1, 1, tzinfo=UTC), "mic"))
    for number in range(3):
        ledger.sound.record_slice(
            AudioSlice(
                SESSION, number, number * SLICE_SAMPLES, SLICE_SAMPLES, f"{number:064x}", Path("x")
            )
        )
        ledger.chunks.record_transcription(heard(number, f"live{number}"))
    watched = SettledText(program)
    watched.watch(SESSION)
    yield watched
    watched.close()


def test_what_the_second_pass_wrote_anew_is_told_once(qtbot, settled_text, ledger):
    told = []
    settled_text.settled.connect(told.extend)
    ledger.chunks.record_transcription(heard(1, "better", SECOND_PASS))
    with qtbot.waitSignal(settled_text.settled):
        settled_text.look()
    assert [(each.chunk_number, each.text) for each in told] == [(1, "better")]

    ledger.chunks.record_transcription(heard(2, "too", SECOND_PASS))
    with qtbot.waitSignal(settled_text.settled):
        settled_text.look()
    assert [each.chunk_number for each in told] == [1, 2]


def test_a_session_that_is_no_longer_watched_tells_nothing(qtbot, settled_text, ledger):
    ledger.chunks.record_transcription(heard(0, "late", SECOND_PASS))
    with qtbot.assertNotEmitted(settled_text.settled):
        settled_text.look()
        settled_text.stop()
        settled_text.close()
