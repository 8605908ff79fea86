import pytest

from aurity_desktop.application.live.live_transcription import LiveTranscription
from aurity_desktop.application.recording.session_text import SessionText
from tests.fakes.transcriber import FakeLiveTranscriber, FakeSliceReader


@pytest.fixture
def live(qtbot, program):
    made = LiveTranscription(lambda *_: FakeLiveTranscriber(), FakeSliceReader(), program.ledger)
    yield made
    made.wait()


def test_text_that_never_comes_does_not_keep_a_session_from_ending(qtbot, program, live):
    text = SessionText(program, live, catch_up_ms=1)
    text.begin("es", (), paced=True)
    text.drop_live()  # so that `finish` has nobody who answers
    with qtbot.waitSignal(text.finished):
        text.finish()
    text.close()


def test_text_that_is_settled_in_time_is_told_once(qtbot, program, live):
    text, told = SessionText(program, live, catch_up_ms=600_000), []
    text.finished.connect(lambda: told.append("finished"))
    text.begin("es", (), paced=True)
    with qtbot.waitSignal(text.finished):
        text.finish()
    text.leave()
    text.close()
    assert told == ["finished"]
