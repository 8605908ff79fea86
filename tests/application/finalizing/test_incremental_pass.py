from collections import Counter
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from aurity_desktop.application.finalizing.incremental_pass import IncrementalPass
from aurity_desktop.application.finalizing.incremental_state import (
    IncrementalState,
    IncrementalStates,
)
from aurity_desktop.domain.audio import SAMPLE_RATE, SLICE_SAMPLES, AudioSlice, Span, SpanKind
from aurity_desktop.domain.errors import JobCancelled
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.session import SessionPlan, SpeakerCount
from aurity_desktop.domain.speakers import Diarization, Turn
from aurity_desktop.domain.transcript import ChunkStatus, ChunkTranscription, StretchText, Word
from tests.fakes.ledger import MemoryLedger

SESSION = "session_20260102_030405"
STRETCH = 8 * SAMPLE_RATE  # of the fake cutter


class Stretch:
    def __init__(self, start, end):
        self.start = start
        self.end = end

    def cut_at(self, samples):
        edges = [self.start, *(each for each in samples if self.start < each < self.end), self.end]
        return [Stretch(*edge) for edge in pairwise(edges)]


class Cutter:
    """A stretch every eight seconds, whatever the pieces it is fed. `saved` stands for the disk."""

    def __init__(self, saved=None):
        self._begun = 0
        self._heard = 0
        self._saved = {} if saved is None else saved
        self.fed = 0

    @property
    def position(self):
        return self._heard

    def save(self, file, sound):
        if file.name == "refused":
            raise OSError("no space left")
        self._saved[file] = (self._heard, sound)

    def resume(self, file, sound_of):
        samples, sound = self._saved.get(file, (0, ""))
        if not sound or sound != sound_of(samples):
            return []
        return self._take(samples)

    def feed(self, audio):
        assert audio.dtype == np.float32
        assert abs(audio).max() <= 1.0
        self.fed += len(audio)
        return self._take(len(audio))

    def _take(self, samples):
        self._heard += samples
        found = []
        while self._heard - self._begun >= STRETCH:
            found.append(Stretch(self._begun, self._begun + STRETCH))
            self._begun += STRETCH
        return found

    def finish(self):
        left = [Stretch(self._begun, self._heard)] if self._heard > self._begun else []
        self._begun = self._heard
        return left


class Transcriber:
    """A word a second, whose text tells the samples that were heard."""

    model = "whisper-base"

    def __init__(self):
        self.heard = []
        self.languages = []
        self.saved = {}
        self.cutters = []
        self.suppressed = {}

    def cutter(self):
        self.cutters.append(Cutter(self.saved))
        return self.cutters[-1]

    def transcribe_stretch(self, samples, stretch, *, language, vocabulary):
        assert len(samples) == stretch.end - stretch.start
        self.heard.append(stretch.start // STRETCH)
        self.languages.append(language)
        if stretch.start // STRETCH in self.suppressed:
            return StretchText((), *self.suppressed[stretch.start // STRETCH])
        words = tuple(
            Word(
                (stretch.start + at) / SAMPLE_RATE + 0.1,
                (stretch.start + at) / SAMPLE_RATE + 0.6,
                f"w{samples[at]}",
            )
            for at in range(0, len(samples), SAMPLE_RATE)
        )
        return StretchText(words)

    def detect_language(self, samples, stretches):
        return "en"


class Listening:
    """Saves by remembering: `saved` stands for the disk."""

    def __init__(self, saved):
        self.calls = Counter()
        self.samples = []
        self.position = 0
        self._saved = saved

    def extend(self, samples):
        self.calls["extend"] += 1
        self.samples += [len(samples)]
        self.position += len(samples)

    def save(self, file):
        if file.name == "refused":
            raise OSError("no space left")
        self._saved[file] = self.position

    def resume(self, file):
        self.position = self._saved.get(file, 0)
        return file in self._saved

    def finish(self, count):
        self.calls["finish"] += 1
        length = self.position / SAMPLE_RATE
        labels = tuple(f"SPEAKER_{number:02d}" for number in range(count.maximum or 1))
        return Diarization(tuple(Turn(0.0, length, label) for label in labels), labels, "fake")


class Reader:
    """The sample at second s has the value s."""

    def read(self, audio_slice):
        clock = np.arange(audio_slice.start_sample, audio_slice.end_sample)
        return (clock // SAMPLE_RATE).astype(np.int16)


class Bench:
    """A recording that grows, and the pass over it."""

    def __init__(self, language="es"):
        self.ledger = MemoryLedger()
        self.transcriber = Transcriber()
        self.listening = []
        self.saved = {}
        self.voices = Path("voices.npz")
        self.cuts = Path("cuts.npz")
        self.states = IncrementalStates()
        self.slices = 0
        created = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
        self.ledger.sessions.create(SessionPlan(SESSION, created, "a test", language=language))

    def record(self, slices, *, live="live", language="es"):
        for number in range(self.slices, self.slices + slices):
            start = number * SLICE_SAMPLES
            self.ledger.sound.record_slice(
                AudioSlice(SESSION, number, start, SLICE_SAMPLES, f"{number:064x}", Path("x.wav"))
            )
            if live:
                words = (Word(3.0 * number, 3.0 * number + 0.5, live),)
                self.ledger.chunks.record_transcription(
                    ChunkTranscription(
                        SESSION, number, words, ChunkStatus.OK, language, latency_ms=99.0
                    )
                )
        self.slices += slices

    def begin(self):
        self.listening.append(Listening(self.saved))
        return self.listening[-1]

    def own(self):
        state = self.states.of(
            SESSION,
            "whisper-base",
            lambda: IncrementalState(self.transcriber.cutter, self.begin, self.voices, self.cuts),
        )
        session = self.ledger.sessions.summary(SESSION)
        return IncrementalPass(session, self.ledger, Reader(), self.transcriber, state)

    def advance(self, should_yield=lambda: False):
        self.own().advance(should_yield)

    def samples(self):
        return (np.arange(self.slices * SLICE_SAMPLES) // SAMPLE_RATE).astype(np.int16)

    def transcribe(self, progress=lambda fraction: None):
        return self.own().transcribe(
            self.samples(), language="es", vocabulary=(), progress=progress
        )

    def texts(self):
        return [chunk.transcription for chunk in self.ledger.chunks.of_session(SESSION)]


@pytest.fixture
def bench():
    return Bench()


def test_stretches_that_have_ended_are_transcribed_while_recording(bench):
    bench.record(6)
    bench.advance()

    assert bench.transcriber.heard == [0, 1]
    assert bench.texts() == [
        "w0 w1 w2",
        "w3 w4 w5",
        "w6 w7 w8",
        "w9 w10 w11",
        "w12 w13 w14",
        "live",
    ]
    events = [row.operation for row in bench.ledger.audit.rows(SESSION)]
    assert events.count(Event.STRETCH_SETTLED) == 2


def test_chunks_of_the_second_pass_keep_the_latency_of_their_live_text(bench):
    bench.record(3)
    bench.advance()
    assert {chunk.latency_ms for chunk in bench.ledger.chunks.of_session(SESSION)} == {99.0}


def test_what_the_second_pass_suppresses_is_kept_with_its_reason(bench):
    bench.transcriber.suppressed = {1: ("repetition", "na na na")}
    bench.record(9)
    bench.advance()
    bench.transcribe()

    chunks = bench.ledger.chunks.of_session(SESSION)
    assert (chunks[3].status, chunks[3].reason) == (
        ChunkStatus.SUPPRESSED,
        "second pass: repetition",
    )
    assert bench.ledger.chunks.suppressed(SESSION, 3) == "na na na"
    # What the live text had there, and the second pass has not, is not lost either.
    assert (chunks[4].status, chunks[4].reason) == (ChunkStatus.SUPPRESSED, "second pass")
    assert bench.ledger.chunks.suppressed(SESSION, 4) == "live"


def test_advancing_again_does_only_what_is_new(bench):
    for _ in range(4):
        bench.record(3)
        bench.advance()
        bench.advance()

    assert bench.transcriber.heard == [0, 1, 2, 3]
    assert len(bench.listening) == 1
    assert bench.listening[0].calls["extend"] == 12


def test_each_chunk_has_its_settled_text_however_long_the_recording_is(bench):
    for _ in range(30):
        bench.record(3)
        bench.advance()
    settled = bench.texts()[:-3]  # the last stretch goes on
    assert settled == [f"w{3 * n} w{3 * n + 1} w{3 * n + 2}" for n in range(len(settled))]


def test_a_chunk_whose_live_text_came_late_is_settled_with_a_later_stretch(bench):
    bench.record(3, live="")
    bench.record(40)
    bench.advance()
    assert bench.texts()[:4] == ["", "", "", "w9 w10 w11"]
    late = (Word(3.0, 3.5, "late"),)
    bench.ledger.chunks.record_transcription(
        ChunkTranscription(SESSION, 1, late, ChunkStatus.OK, "es")
    )
    bench.record(6)
    bench.advance()
    assert bench.texts()[:4] == ["", "w3 w4 w5", "", "w9 w10 w11"]


def test_the_language_is_looked_for_far_away_where_nothing_is_known_near(bench):
    bench.record(1, language="en")
    bench.record(80, live="")
    bench.advance()
    assert set(bench.transcriber.languages) == {"en"}


def test_a_stretch_of_a_long_recording_looks_at_what_is_around_it(bench):
    """Each looked at every chunk and slice from the beginning, for hours."""
    asked = []

    def counting(part, name):
        ask = getattr(part, name)

        def counted(*told, **named):
            found = ask(*told, **named)
            asked.append(len(found))
            return found

        setattr(part, name, counted)

    bench.record(60)
    bench.advance()
    for part, name in (
        (bench.ledger.chunks, "of_session"),
        (bench.ledger.chunks, "between"),
        (bench.ledger.sound, "slices"),
    ):
        counting(part, name)
    bench.record(6)
    bench.advance()
    early = sum(asked)
    bench.record(300)
    bench.advance()
    asked.clear()
    bench.record(6)
    bench.advance()
    assert sum(asked) <= 1.5 * early


def test_what_was_heard_is_saved_ever_more_rarely(bench):
    """Each time it is written whole: once a minute is many gigabytes by the end of a day."""
    written = Counter()
    for _ in range(20):
        bench.record(20, live="")  # a minute
        bench.advance()
        for name, saved in (("voices", bench.saved), ("cuts", bench.transcriber.saved)):
            held = sum(each[0] if name == "cuts" else each for each in saved.values())
            written[name] += held
            saved.clear()
    length = 20 * 60 * SAMPLE_RATE
    for total in written.values():
        assert length < total < 6 * length


def test_a_chunk_that_the_live_text_has_not_come_to_is_left_to_it(bench):
    bench.record(3, live="")
    bench.advance()
    assert {chunk.status for chunk in bench.ledger.chunks.of_session(SESSION)} == {
        ChunkStatus.PENDING
    }


def test_nothing_is_transcribed_before_the_language_is_known():
    bench = Bench(language="")
    bench.record(4, live="")
    bench.advance()
    assert bench.transcriber.heard == []

    bench.record(1)
    bench.advance()
    assert bench.transcriber.languages == ["es"]


@pytest.mark.parametrize("planned", ["es", ""])
def test_a_language_changed_while_recording_stays_changed_in_the_second_pass(planned):
    bench = Bench(language=planned)
    bench.record(3)
    bench.record(7, language="en")
    bench.advance()
    assert bench.transcriber.languages == ["es", "en", "en"]  # 8 s each, changed at 9 s

    bench.transcribe()
    assert bench.transcriber.languages == ["es", "en", "en", "en"]


def test_most_of_a_stretch_decides_on_its_language():
    bench = Bench()
    bench.record(1, language="en")
    bench.record(3)
    bench.advance()
    assert bench.transcriber.languages == ["es"]


def test_the_pass_yields_when_something_else_comes_first(bench):
    bench.record(12)
    answers = iter([False] * 26 + [True])
    bench.advance(lambda: next(answers))
    assert bench.transcriber.heard == [0, 1]

    bench.advance()
    assert bench.transcriber.heard == [0, 1, 2, 3]


def test_after_stop_only_the_last_stretch_is_left(bench):
    bench.record(10)
    bench.advance()
    assert bench.transcriber.heard == [0, 1, 2]
    transcript = bench.transcribe()

    assert bench.transcriber.heard == [0, 1, 2, 3]
    assert [word.text for word in transcript.words] == [f"w{second}" for second in range(30)]
    assert (transcript.language, transcript.model) == ("es", "whisper-base")


def test_a_pass_that_was_not_advanced_gives_the_same_words(bench):
    other = Bench()
    bench.record(10)
    other.record(10)
    bench.advance()
    assert bench.transcribe().words == other.transcribe().words


def test_a_restarted_worker_finds_what_was_transcribed(bench):
    bench.record(10)
    bench.advance()
    bench.states = IncrementalStates()
    bench.transcribe()
    assert bench.transcriber.heard == [0, 1, 2, 3]


def test_a_transcription_that_is_cancelled_keeps_what_it_has_done(bench):
    bench.record(10)
    calls = []

    def cancel(fraction):
        calls.append(fraction)
        if fraction > 0.5:
            raise JobCancelled("job_1")

    with pytest.raises(JobCancelled):
        bench.transcribe(cancel)
    assert bench.transcriber.heard == [0, 1]
    assert calls == sorted(calls)
    bench.transcribe()
    assert bench.transcriber.heard == [0, 1, 2, 3]


def test_a_recording_that_continues_after_its_end_is_cut_anew(bench):
    bench.record(5)
    bench.transcribe()
    bench.record(5)
    transcript = bench.transcribe()
    assert [word.text for word in transcript.words] == [f"w{second}" for second in range(30)]
    # The stretch that the first end had cut short is another one now.
    assert bench.transcriber.heard == [0, 1, 1, 2, 3]


def test_after_stop_the_diarization_hears_only_what_is_new(bench):
    bench.record(4)
    bench.advance()
    bench.record(1)
    diarization = bench.own().diarize(
        bench.samples(), count=SpeakerCount(), progress=lambda fraction: None
    )
    (listening,) = bench.listening
    assert listening.samples == [SLICE_SAMPLES] * 5
    assert diarization.turns[0].end == 15.0


def test_another_count_needs_no_hearing_at_all(bench):
    bench.record(4)
    for count in (2, 3):
        fractions = []
        found = bench.own().diarize(
            bench.samples(), count=SpeakerCount.exactly(count), progress=fractions.append
        )
        assert len(found.speakers) == count
        assert fractions[-1] == 1.0
    assert bench.listening[0].calls == {"extend": 2, "finish": 2}


def test_a_restarted_worker_continues_to_observe_where_the_last_one_saved(bench):
    bench.record(30)
    bench.advance()
    assert bench.saved == {bench.voices: 60 * SAMPLE_RATE}
    bench.states = IncrementalStates()
    bench.advance()

    assert sum(bench.listening[1].samples) == 30 * SAMPLE_RATE
    assert bench.listening[1].position == 90 * SAMPLE_RATE


def test_a_restarted_worker_continues_to_cut_where_the_last_one_saved(bench):
    bench.record(30)
    bench.advance()
    ((samples, sound),) = bench.transcriber.saved.values()
    assert (samples, bool(sound)) == (60 * SAMPLE_RATE, True)
    heard = list(bench.transcriber.heard)
    bench.states = IncrementalStates()
    bench.record(1)
    words = bench.transcribe().words

    assert bench.transcriber.cutters[-1].fed == 33 * SAMPLE_RATE
    assert bench.transcriber.heard[: len(heard)] == heard  # none of them again
    assert len(bench.transcriber.heard) == len(set(bench.transcriber.heard))
    assert [word.text for word in words] == [f"w{second}" for second in range(93)]


def test_cuts_of_another_sound_are_made_again(bench):
    bench.record(30)
    bench.advance()
    bench.transcriber.saved[bench.cuts] = (60 * SAMPLE_RATE, "another")
    bench.states = IncrementalStates()
    bench.advance()
    assert bench.transcriber.cutters[-1].fed == 90 * SAMPLE_RATE


def test_a_disk_that_refuses_the_cuts_stops_nothing(bench, caplog):
    bench.cuts = Path("refused")
    bench.record(30)
    bench.advance()
    assert bench.transcriber.cutters[0].fed == 90 * SAMPLE_RATE
    assert "where the recording was cut is not kept" in caplog.text


def test_a_disk_that_refuses_the_voices_stops_nothing(bench, caplog):
    bench.voices = Path("refused")
    bench.record(30)
    bench.advance()
    assert bench.listening[0].position == 90 * SAMPLE_RATE
    assert "no space left" in caplog.text


def test_the_states_of_the_sessions_worked_on_last_are_kept():
    states, begun = IncrementalStates(keep=2), []

    def begin():
        begun.append(IncrementalState(Cutter, lambda: Listening({}), Path("v.npz"), Path("c.npz")))
        return begun[-1]

    first = states.of("session_a", "base", begin)
    states.of("session_b", "base", begin)
    assert states.of("session_a", "base", begin) is first
    states.of("session_c", "base", begin)
    assert states.of("session_a", "base", begin) is first
    states.of("session_b", "base", begin)
    assert len(begun) == 4


def test_what_is_left_to_do_is_told_in_samples(bench):
    bench.record(10)
    total = 10 * SLICE_SAMPLES
    assert bench.own().to_transcribe(total) == bench.own().to_diarize(total) == total
    bench.advance()
    bench.record(1)
    total += SLICE_SAMPLES

    assert bench.own().to_transcribe(total) == total - 3 * STRETCH
    assert bench.own().to_diarize(total) == SLICE_SAMPLES


def test_no_stretch_runs_across_a_span(bench):
    """The fake cuts every eight seconds; the pause lies in the first of them."""
    bench.record(2)
    bench.ledger.sound.record_span(SESSION, Span(SpanKind.PAUSE, 5 * SAMPLE_RATE, 60.0))
    bench.record(3)
    bench.advance()
    whole = bench.transcribe()
    state = bench.own()._state
    edges = [(each.start / SAMPLE_RATE, each.end / SAMPLE_RATE) for each in state.stretches]
    assert edges == [(0, 5), (5, 8), (8, 15)]
    assert [word.text for word in whole.words] == [f"w{second}" for second in range(15)]
