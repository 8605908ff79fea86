"""A finished session that is recorded on: what is read of it stays, and the new part follows."""

import pytest

from aurity_desktop.domain.audio import (
    RECORDED_ON,
    SAMPLE_RATE,
    SLICE_SAMPLES,
    Span,
    SpanKind,
)
from aurity_desktop.domain.edits import Edit, EditKind
from aurity_desktop.domain.jobs import JobKind
from aurity_desktop.domain.session import SessionState, SpeakerCount
from aurity_desktop.domain.speakers import Diarization, SpeakerRole, Turn
from aurity_desktop.domain.transcript import WholeTranscript, Word
from tests.application.finalizing.stopped_session import SESSION, Bench, a_job, a_slice

FIRST, SECOND = 12, 9  # seconds, each whole slices


@pytest.fixture
def bench():
    """Finished, corrected and named; then recorded on for nine seconds, and stopped again."""
    bench = Bench(FIRST * SAMPLE_RATE)
    bench.run()
    ledger = bench.ledger
    ledger.edits.record(SESSION, Edit("word", EditKind.CORRECT, 3, 3, "treinta"))
    ledger.edits.record(SESSION, Edit("voice", EditKind.REASSIGN, 5, 5, speaker="SPEAKER_01"))
    ledger.speakers.rename(SESSION, "SPEAKER_00", "Ana", SpeakerRole.PACIENTE)
    record_on(bench, FIRST, SECOND)
    return bench


def record_on(bench, at, length):
    start = at * SAMPLE_RATE
    bench.ledger.sound.record_span(SESSION, Span(SpanKind.GAP, start, 2_700.0, RECORDED_ON))
    bench.ledger.sessions.set_state(SESSION, SessionState.RECORDING)
    for place in range(start, start + length * SAMPLE_RATE, SLICE_SAMPLES):
        bench.ledger.sound.record_slice(a_slice(place // SLICE_SAMPLES, place, SLICE_SAMPLES))
    bench.parts.samples = start + length * SAMPLE_RATE
    bench.ledger.sessions.set_state(SESSION, SessionState.FINALIZING)


def texts(bench):
    return [word.text for word in bench.ledger.segments.words(SESSION)]


def voices(bench):
    return [word.speaker for word in bench.ledger.segments.words(SESSION)]


def hears(bench, *turns):
    """The next diarization of all of the sound, under labels of its own."""
    labels = tuple(dict.fromkeys(label for _, _, label in turns))
    found = Diarization(tuple(Turn(*turn) for turn in turns), labels, "fake")
    bench.parts.diarize = lambda samples, *, count, progress: found


def test_the_words_before_stay_as_they_are_read_and_the_new_ones_follow(bench):
    before = bench.ledger.segments.words(SESSION)
    bench.parts.transcribe = lambda samples, **_: WholeTranscript(
        tuple(Word(float(second), second + 0.5, f"otra{second}") for second in range(21)),
        "es",
        "whisper-base",
    )
    bench.run()
    assert bench.state is SessionState.COMPLETED
    assert bench.ledger.segments.words(SESSION)[:FIRST] == before
    assert texts(bench) == [
        *(f"word{n}" for n in range(3)),
        "treinta",
        *(f"word{n}" for n in range(4, FIRST)),
        *(f"otra{n}" for n in range(FIRST, FIRST + SECOND)),
    ]


def test_what_people_said_of_the_voices_holds_whatever_the_new_labels_are(bench):
    before = voices(bench)
    hears(bench, (0.0, 6.0, "SPEAKER_07"), (6.0, 12.0, "SPEAKER_03"), (12.0, 21.0, "SPEAKER_07"))
    bench.run()
    assert voices(bench)[:FIRST] == before
    assert voices(bench)[5] == "SPEAKER_01"  # given to that voice by a person
    assert set(voices(bench)[FIRST:]) == {"SPEAKER_00"}  # who spoke first before
    named = {each.label: each.name for each in bench.ledger.speakers.of_session(SESSION)}
    assert named == {"SPEAKER_00": "Ana", "SPEAKER_01": ""}


def test_somebody_who_comes_in_later_is_nobody_of_before(bench):
    hears(bench, (0.0, 6.0, "SPEAKER_00"), (6.0, 12.0, "SPEAKER_02"), (12.0, 21.0, "SPEAKER_01"))
    bench.run()
    assert set(voices(bench)[FIRST:]) == {"SPEAKER_02"}


def test_no_segment_runs_from_one_part_into_the_next(bench):
    hears(bench, (0.0, 21.0, "SPEAKER_00"))
    bench.run()
    segments = bench.ledger.segments.of_session(SESSION)
    assert all(each.end <= FIRST or each.start >= FIRST for each in segments)


def test_running_it_again_does_nothing_twice(bench):
    bench.run()
    rows, calls = len(bench.ledger.audit.rows(SESSION)), dict(bench.parts.calls)
    bench.run()
    assert len(bench.ledger.audit.rows(SESSION)) == rows
    for heavy in ("transcribe", "diarize"):
        assert bench.parts.calls[heavy] == calls[heavy]


def test_a_third_part_follows_the_second(bench):
    bench.run()
    bench.ledger.edits.record(SESSION, Edit("late", EditKind.CORRECT, 15, 15, "quince"))
    record_on(bench, FIRST + SECOND, 6)
    bench.run()
    assert [texts(bench)[place] for place in (3, 15)] == ["treinta", "quince"]
    assert len(texts(bench)) == FIRST + SECOND + 6


def test_chunks_of_before_keep_their_text(bench):
    heard = len(bench.ledger.audit.rows(SESSION))
    bench.run()
    told = [row.metadata for row in bench.ledger.audit.rows(SESSION)[heard:]]
    assert not any('"chunk_number":0' in metadata for metadata in told)


def test_who_asks_for_other_speakers_gets_them_for_all_parts(bench):
    bench.run()
    bench.run(a_job(JobKind.DIARIZE, SpeakerCount.exactly(3)))
    assert bench.speakers() == ["SPEAKER_00", "SPEAKER_01", "SPEAKER_02"]
    assert texts(bench)[3] == "treinta"  # a word is a word, whoever says it


def test_a_job_that_ends_while_the_session_is_recorded_on_does_not_end_the_recording(bench):
    bench.run()
    bench.ledger.sessions.set_state(SESSION, SessionState.RECORDING)
    bench.run(a_job(JobKind.DIARIZE, SpeakerCount.exactly(3)))
    assert bench.state is SessionState.RECORDING
