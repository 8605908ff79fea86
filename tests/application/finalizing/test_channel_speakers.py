"""Speakers whom the channels of the recording tell apart."""

from datetime import UTC, datetime

import pytest

from aurity_desktop.domain.audio import RECORDED_ON, SAMPLE_RATE, Span, SpanKind
from aurity_desktop.domain.channel_speakers import CHANNELS_MODEL, channels_run
from aurity_desktop.domain.jobs import JobKind, JobStep
from aurity_desktop.domain.session import SessionPlan, SessionState, SpeakerCount
from aurity_desktop.domain.speakers import Diarization, Turn
from tests.application.finalizing.stopped_session import SESSION, Bench, a_job, a_slice
from tests.fakes.second_pass import Watch

THREE = ("SPEAKER_00", "SPEAKER_01", "SPEAKER_02")
BY_CHANNEL = Diarization(
    (Turn(0.0, 2.0, THREE[0]), Turn(2.0, 7.0, THREE[1]), Turn(7.0, 10.0, THREE[2])),
    THREE,
    CHANNELS_MODEL,
)


def bench_of(count=None):
    created = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    bench = Bench(
        plan=SessionPlan(SESSION, created, "a.m4a", speaker_count=count or SpeakerCount())
    )
    bench.ledger.runs.record_diarization(SESSION, channels_run(SESSION), BY_CHANNEL)
    return bench


def spoken_by(bench):
    return [word.speaker for word in bench.ledger.segments.words(SESSION)]


CHANNELS = [THREE[0]] * 2 + [THREE[1]] * 5 + [THREE[2]] * 3


def test_they_are_the_speakers_and_no_voice_is_asked():
    bench = bench_of()
    watch = bench.run()
    assert spoken_by(bench) == CHANNELS
    assert bench.parts.calls["diarize"] == 0
    assert JobStep.DIARIZE not in watch.planned


@pytest.mark.parametrize("count", [SpeakerCount.exactly(3), SpeakerCount(2, 4)])
def test_they_are_the_speakers_where_so_many_were_said_to_be_there(count):
    bench = bench_of(count)
    bench.run()
    assert spoken_by(bench) == CHANNELS


@pytest.mark.parametrize("count", [SpeakerCount.exactly(2), SpeakerCount(4, 20)])
def test_who_says_another_number_of_people_gets_the_voices(count):
    bench = bench_of(count)
    bench.run()
    assert bench.parts.counts == [count]


@pytest.mark.parametrize("count", [SpeakerCount(), SpeakerCount.exactly(3)])
def test_asked_for_a_number_later_or_for_none_the_voices_are_found(count):
    bench = bench_of()
    bench.run()
    bench.run(a_job(JobKind.DIARIZE, count))
    assert bench.parts.calls["diarize"] == 1
    assert spoken_by(bench) != CHANNELS


def test_the_channels_can_be_asked_for_again():
    bench = bench_of()
    bench.run()
    bench.run(a_job(JobKind.DIARIZE, SpeakerCount.exactly(2)))
    bench.run(a_job(JobKind.DIARIZE))
    assert spoken_by(bench) == CHANNELS


def test_another_model_leaves_them():
    bench = bench_of()
    bench.run()
    bench.parts.transcriber_model = "whisper-small"
    bench.run()
    assert spoken_by(bench) == CHANNELS
    bench.run(a_job(JobKind.DIARIZE, SpeakerCount.exactly(2)))
    bench.parts.transcriber_model = "whisper-medium"
    bench.run()
    assert spoken_by(bench) != CHANNELS


def test_a_session_that_was_recorded_on_gets_the_speakers_of_all_of_it():
    """The turns that there are end where the recording ended before."""
    bench = Bench(samples=10 * SAMPLE_RATE)
    bench.run()
    bench.parts.samples = 13 * SAMPLE_RATE
    bench.ledger.sound.record_slice(a_slice(4, 10 * SAMPLE_RATE, 3 * SAMPLE_RATE))
    bench.ledger.sessions.set_state(SESSION, SessionState.FINALIZING)
    bench.run()
    assert bench.parts.calls["diarize"] == 2
    assert bench.ledger.segments.words(SESSION)[-1].speaker == "SPEAKER_01"


def test_channels_that_tell_the_first_part_only_are_not_asked_for_again():
    bench = bench_of()
    bench.run()
    bench.ledger.sound.record_span(SESSION, Span(SpanKind.GAP, 5 * SAMPLE_RATE, 60.0, RECORDED_ON))
    bench.run(a_job(JobKind.DIARIZE))
    assert bench.parts.calls["diarize"] == 1
    assert spoken_by(bench) != CHANNELS


@pytest.mark.parametrize("step", ["transcribe", "write"])
def test_an_attempt_that_follows_a_failed_one_comes_to_the_same_speakers(step):
    bench = bench_of()
    bench.parts.fails[step] = RuntimeError("for a moment")
    with pytest.raises(RuntimeError):
        bench.run(watch=Watch())
    bench.run()
    assert spoken_by(bench) == CHANNELS
