import pytest

from aurity_desktop.application.dictionary.dictionary_file import DictionaryFile
from aurity_desktop.application.live.live_transcription import LiveTranscription
from aurity_desktop.application.recording.session_text import SessionText
from aurity_desktop.domain.heard_write import rules_of
from aurity_desktop.domain.transcript import ChunkStatus, ChunkTranscription, LiveUpdate, Word
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


def test_live_text_is_shown_as_the_dictionary_writes_it(qtbot, program, live):
    rules = tuple(rules_of("para cetamol → paracetamol"))
    DictionaryFile(program.paths.dictionary).change(lambda _: rules)
    text, shown = SessionText(program, live), []
    text.changed.connect(shown.append)
    text.begin("es", (), paced=True)
    heard = (Word(0.0, 0.5, "para"), Word(0.5, 1.0, "cetamol."), Word(1.0, 1.5, "Hoy"))
    chunk = ChunkTranscription("session_20260102_030405", 0, heard, ChunkStatus.OK)
    live.updated.emit(LiveUpdate((chunk,), provisional=heard[:2]))
    (update,) = shown
    assert update.settled[0].text == "paracetamol. Hoy"
    assert [word.text for word in update.provisional] == ["paracetamol."]
    assert chunk.words == heard
    text.leave()
    text.close()
