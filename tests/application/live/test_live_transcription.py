import threading
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication

from aurity_desktop.application.live.live_transcription import MOST_AT_ONCE, LiveTranscription
from aurity_desktop.domain.audio import SAMPLE_RATE, SLICE_SAMPLES, AudioSlice, SliceInProgress
from aurity_desktop.domain.errors import ModelMissing
from aurity_desktop.domain.heard_write import Found
from aurity_desktop.domain.transcript import ChunkStatus
from tests.corpus.examples import plan
from tests.fakes.clock import Clock
from tests.fakes.ledger import MemoryLedger
from tests.fakes.transcriber import FakeLiveTranscriber, FakeSliceReader

SESSION = "session_20260101_090000"


class RecordedTranscriptions:
    """The port `LiveLedger`: the one part and the one method of it that live text needs."""

    def __init__(self):
        self.transcriptions = []
        self.chunks = self

    def record_transcription(self, transcription):
        self.transcriptions.append(transcription)

    def close(self):
        pass


def a_slice(number):
    return AudioSlice(
        SESSION, number, number * SLICE_SAMPLES, SLICE_SAMPLES, f"{number:064x}", Path("unused")
    )


@pytest.fixture
def ledger():
    return RecordedTranscriptions()


@pytest.fixture
def start(qtbot, ledger):
    made = []

    def begin(transcriber, **options):
        live = LiveTranscription(
            lambda *_: transcriber, FakeSliceReader(), lambda: ledger, **options
        )
        live.begin("es", ())
        made.append(live)
        return live

    yield begin
    for live in made:
        live.wait()


def test_every_slice_gets_its_text_in_order_and_it_is_recorded_first(qtbot, start, ledger):
    live = start(FakeLiveTranscriber())
    with qtbot.waitSignal(live.finished):
        for number in range(5):
            live.add(a_slice(number))
        live.finish()
    assert [each.chunk_number for each in ledger.transcriptions] == [0, 1, 2, 3, 4]


def test_slices_that_pile_up_are_decoded_together_up_to_one_window(qtbot, start):
    transcriber = FakeLiveTranscriber()
    live = start(transcriber)
    with qtbot.waitSignal(live.finished):
        for number in range(2 * MOST_AT_ONCE):
            live.add(a_slice(number))
        live.finish()
    fed = [number for batch in transcriber.batches for number in batch]
    assert fed == list(range(2 * MOST_AT_ONCE))
    assert max(map(len, transcriber.batches)) == MOST_AT_ONCE


def test_the_backlog_counts_slices_without_an_answer(qtbot, start):
    live = start(FakeLiveTranscriber())
    backlogs = []
    live.backlog_changed.connect(backlogs.append)
    with qtbot.waitSignal(live.finished):
        live.add(a_slice(0))
        live.add(a_slice(1))
        live.finish()
    assert backlogs[:2] == [1, 2]
    assert backlogs[-1] == 0


def test_a_failing_model_marks_the_chunks_and_the_recording_continues(qtbot, start, ledger):
    live = start(FakeLiveTranscriber(ModelMissing("whisper-base")))
    answered, failures = [], []
    live.answered.connect(answered.append)
    live.failed.connect(failures.append)
    with qtbot.waitSignal(live.finished):
        live.add(a_slice(0))
        live.add(a_slice(1))
        live.finish()
    assert answered == [0, 1]
    assert {each.status for each in ledger.transcriptions} == {ChunkStatus.FAILED}
    assert {each.reason for each in ledger.transcriptions} == {"ModelMissing"}
    assert all(isinstance(error, ModelMissing) for error in failures)


def test_warming_tells_when_it_is_done(qtbot, start):
    transcriber = FakeLiveTranscriber()
    live = start(transcriber)
    with qtbot.waitSignal(live.warmed):
        live.warm("", ())
    assert transcriber.warmed


def test_a_model_that_cannot_be_warmed_is_reported(qtbot, start):
    live = start(FakeLiveTranscriber(ModelMissing("whisper-base")))
    with qtbot.waitSignal(live.failed) as blocker:
        live.warm("", ())
    assert isinstance(blocker.args[0], ModelMissing)


def test_finishing_without_a_slice_is_clean(qtbot, start):
    transcriber = FakeLiveTranscriber()
    live = start(transcriber)
    with qtbot.waitSignal(live.finished):
        live.finish()
    assert transcriber.finished


class HeldTranscriber(FakeLiveTranscriber):
    """Decodes only once a test says so."""

    def __init__(self):
        super().__init__()
        self.decoding, self.go_on = threading.Event(), threading.Event()

    def feed(self, slices):
        self.decoding.set()
        assert self.go_on.wait(10)
        return super().feed(slices)


@pytest.fixture
def two_sessions(qtbot, ledger):
    """Live text whose first session is decoding still when the second begins.

    `old` lets that decoding end.
    """
    old = HeldTranscriber()
    transcribers = iter((old, FakeLiveTranscriber()))
    live = LiveTranscription(lambda *_: next(transcribers), FakeSliceReader(), lambda: ledger)
    live.begin("es", ())
    live.add(a_slice(0))
    live.finish()
    assert old.decoding.wait(10)
    live.leave()
    live.begin("es", ())
    yield live, old
    old.go_on.set()
    live.wait()


def test_the_words_of_one_session_never_show_in_the_next(qtbot, two_sessions, ledger):
    live, old = two_sessions
    shown, finished = [], []
    live.updated.connect(shown.append)
    live.finished.connect(lambda: finished.append(len(shown)))
    live.add(replace(a_slice(7), session_id="session_20260101_100000"))
    old.go_on.set()
    live.finish()
    qtbot.waitUntil(lambda: bool(finished))
    assert [chunk.chunk_number for update in shown for chunk in update.settled] == [7]
    assert finished == [2]  # the slice, and what was provisional


def test_an_answer_that_comes_after_the_session_was_left_is_not_recorded(two_sessions, ledger):
    live, old = two_sessions
    old.go_on.set()
    live.wait()
    assert ledger.transcriptions == []


def test_a_session_that_was_left_has_no_backlog(two_sessions):
    live, _ = two_sessions
    assert live.backlog == 0


def test_another_language_holds_from_the_next_slice_on(qtbot, start, ledger):
    live = start(FakeLiveTranscriber())
    with qtbot.waitSignal(live.answered):
        live.add(a_slice(0))
    live.use_language("en")
    with qtbot.waitSignal(live.finished):
        live.add(a_slice(1))
        live.finish()
    assert [each.language for each in ledger.transcriptions] == ["es", "en"]


def test_a_pause_is_known_before_the_sound_behind_it_is_heard(qtbot, start):
    transcriber = FakeLiveTranscriber()
    live = start(transcriber)
    with qtbot.waitSignal(live.finished):
        live.add(a_slice(0))
        live.break_at(50_000)
        live.add(a_slice(1))
        live.finish()
    assert transcriber.heard == [("feed", 0), ("break", 50_000), ("feed", 1)]


def open_slice(number=0):
    return SliceInProgress(SESSION, number, number * SLICE_SAMPLES)


def test_an_open_slice_is_drafted_once_and_its_words_are_shown_as_provisional(qtbot, start):
    transcriber = FakeLiveTranscriber()
    live = start(transcriber)
    live.hear_open(open_slice(), SAMPLE_RATE // 4)
    with qtbot.waitSignal(live.updated) as told:
        live.hear_open(open_slice(), 40_000)
    (update,) = told.args
    assert (update.settled, [word.text for word in update.provisional]) == ((), ["draft"])
    live.hear_open(open_slice(), 42_000)
    with qtbot.waitSignal(live.finished):
        live.add(a_slice(0))
        live.finish()
    assert (transcriber.drafts, transcriber.batches) == ([(0, 40_000)], [[0]])


def look_at(live, number, *seconds):
    """Sound comes to the disk until so many seconds of the slice are there."""
    for at in seconds:
        live.hear_open(open_slice(number), number * SLICE_SAMPLES + round(at * SAMPLE_RATE))
        live.wait()
        QCoreApplication.processEvents()


def test_a_draft_is_checked_once_just_before_its_slice_is_whole(qtbot, start):
    transcriber = FakeLiveTranscriber()
    live = start(transcriber, clock=Clock())
    look_at(live, 0, 1.8, 2.5, 2.6)
    assert transcriber.checks == []
    look_at(live, 0, 2.75, 2.9)
    assert len(transcriber.checks) == 1
    shown = []
    live.updated.connect(shown.append)
    look_at(live, 1, 1.8, 2.9)
    assert len(transcriber.checks) == 2
    assert len(shown) == 1  # the draft: a check shows nothing


def test_a_slice_without_a_draft_has_nothing_to_check(qtbot, start):
    clock, transcriber = Clock(), FakeLiveTranscriber()
    live = start(transcriber, clock=clock)
    transcriber.hear_open = lambda *_: clock.go_on(2.4)
    look_at(live, 0, 2.0)
    look_at(live, 1, 2.0, 2.9)
    assert transcriber.checks == []


def test_a_check_that_fails_costs_no_text_and_keeps_no_slice_waiting(qtbot, start, ledger):
    transcriber = FakeLiveTranscriber()
    live = start(transcriber, clock=Clock())
    look_at(live, 0, 1.8)
    transcriber.error = RuntimeError("no memory")
    look_at(live, 0, 2.9)
    transcriber.error = None
    with qtbot.waitSignal(live.finished):
        live.add(a_slice(0))
        live.finish()
    assert [each.status for each in ledger.transcriptions] == [ChunkStatus.OK]


def test_nothing_is_drafted_while_a_slice_waits(qtbot, start):
    transcriber = FakeLiveTranscriber()
    live = start(transcriber)
    with qtbot.waitSignal(live.finished):
        live.add(a_slice(0))
        live.hear_open(open_slice(1), 2 * SLICE_SAMPLES)
        live.finish()
        live.hear_open(open_slice(2), 3 * SLICE_SAMPLES)
    assert transcriber.drafts == []


def test_a_draft_that_fails_costs_no_text(qtbot, start, ledger):
    transcriber = FakeLiveTranscriber(error=RuntimeError("no memory"))
    live = start(transcriber)
    live.hear_open(open_slice(), 40_000)
    live.wait()
    transcriber.error = None
    with qtbot.waitSignal(live.finished):
        live.add(a_slice(0))
        live.finish()
    assert [each.status for each in ledger.transcriptions] == [ChunkStatus.OK]


def test_a_machine_on_which_drafts_come_too_late_writes_none_for_a_while(qtbot, start):
    class Slow(FakeLiveTranscriber):
        def hear_open(self, start_sample, samples):
            clock.go_on(2.4)
            return super().hear_open(start_sample, samples)

    clock, transcriber = Clock(), Slow()
    live = start(transcriber, clock=clock)
    for number in range(5):
        live.hear_open(open_slice(number), (number + 1) * SLICE_SAMPLES)
        with qtbot.waitSignal(live.answered):
            live.add(a_slice(number))
        live.wait()
        QCoreApplication.processEvents()
    assert [at // SLICE_SAMPLES for at, _ in transcriber.drafts] == [0, 4]


@pytest.mark.parametrize(("spent", "slices", "told"), [(2.4, 20, 1), (0.5, 20, 0), (2.4, 5, 0)])
def test_a_machine_too_slow_for_drafts_is_told_of_once_a_session(qtbot, start, spent, slices, told):
    class Slow(FakeLiveTranscriber):
        def hear_open(self, start_sample, samples):
            clock.go_on(spent)
            return super().hear_open(start_sample, samples)

    clock = Clock()
    live = start(Slow(), clock=clock)
    heard = []
    live.slow.connect(lambda: heard.append("slow"))
    for number in range(slices):
        live.hear_open(open_slice(number), (number + 1) * SLICE_SAMPLES)
        with qtbot.waitSignal(live.answered):
            live.add(a_slice(number))
        live.wait()
        QCoreApplication.processEvents()
    assert len(heard) == told


def test_what_is_being_said_is_glanced_at_before_and_after_the_draft(qtbot, start):
    transcriber = FakeLiveTranscriber()
    live = start(transcriber, clock=Clock())
    shown = []
    live.updated.connect(lambda update: shown.append(update.provisional[0].text))
    for on_disk in range(SAMPLE_RATE // 10, SLICE_SAMPLES, SAMPLE_RATE // 10):
        live.hear_open(open_slice(), on_disk)
        live.wait()
        QCoreApplication.processEvents()
    assert shown == ["glance"] * 4 + ["draft"] + ["glance"] * 2


def test_in_silence_every_piece_of_sound_is_looked_at_for_the_first_word(qtbot, start):
    class Nobody(FakeLiveTranscriber):
        def hear_newest(self, start_sample, samples):
            super().hear_newest(start_sample, samples)

    transcriber = Nobody()
    live = start(transcriber, clock=Clock())
    shown = []
    live.updated.connect(shown.append)
    for on_disk in range(SAMPLE_RATE // 10, SAMPLE_RATE, SAMPLE_RATE // 10):
        live.hear_open(open_slice(), on_disk)
        live.wait()
        QCoreApplication.processEvents()
    assert (shown, len(transcriber.glances)) == ([], 6)


def test_a_long_glance_is_over_when_its_slice_is_whole(qtbot, start):
    class Slow(FakeLiveTranscriber):
        def hear_newest(self, start_sample, samples):
            clock.go_on(0.7)
            return super().hear_newest(start_sample, samples)

    clock, transcriber = Clock(), Slow()
    live = start(transcriber, clock=clock)
    begun = []
    for on_disk in range(SAMPLE_RATE // 10, SLICE_SAMPLES, SAMPLE_RATE // 10):
        before = len(transcriber.glances)
        live.hear_open(open_slice(), on_disk)
        live.wait()
        QCoreApplication.processEvents()
        if len(transcriber.glances) > before:
            begun.append(on_disk / SAMPLE_RATE)
    assert begun[0] == pytest.approx(0.4)
    assert all(later - at >= 1.1 for at, later in pairwise(begun))
    assert begun[-1] + 0.7 <= 3.0


def test_a_glance_that_fails_is_not_tried_again_at_once_and_costs_no_text(qtbot, start, ledger):
    class OutOfBreath(FakeLiveTranscriber):
        def hear_newest(self, start_sample, samples):
            super().hear_newest(start_sample, samples)
            raise RuntimeError("no memory")

    transcriber = OutOfBreath()
    live = start(transcriber)
    for on_disk in range(SAMPLE_RATE // 10, 2 * SAMPLE_RATE, SAMPLE_RATE // 10):
        live.hear_open(open_slice(), on_disk)
        live.wait()
        QCoreApplication.processEvents()
    with qtbot.waitSignal(live.finished):
        live.add(a_slice(0))
        live.finish()
    assert len(transcriber.glances) == 1
    assert [each.status for each in ledger.transcriptions] == [ChunkStatus.OK]


class Names:
    """Finds a name for each new word, in `seconds` each; reads the last word again."""

    def __init__(self, clock, seconds=0.1):
        self.clock, self.seconds, self.asked, self.read = clock, seconds, [], []
        self.error = None
        self.finds = True

    def by_sound(self, samples, words, *, language, asked, kept):
        self.clock.go_on(self.seconds)
        self.asked.append([word.text for at, word in enumerate(words) if at not in kept])
        if self.error is not None:
            raise self.error
        free = [at for at in range(len(words)) if at not in kept]
        return [Found(at, at, "metformina") for at in free if self.finds]

    def read_again(self, samples, words, *, language, asked, kept):
        self.clock.go_on(self.seconds)
        self.read.append([word.text for word in words])
        yield [Found(len(words) - 1, len(words) - 1, "losartán")]


class SilentSlices:
    def read(self, audio_slice):
        return np.zeros(audio_slice.sample_count, dtype=np.int16)

    def read_open(self, open_slice):
        return np.zeros(40_000, dtype=np.int16)


@pytest.fixture
def named(qtbot):
    """Live text of two slices in a ledger of one session, with someone who looks for names."""
    ledger, clock = MemoryLedger(), Clock()
    ledger.sessions.create(plan(SESSION))
    for number in range(3):
        ledger.sound.record_slice(a_slice(number))
    names, transcriber = Names(clock), FakeLiveTranscriber()
    live = LiveTranscription(
        lambda *_: transcriber,
        SilentSlices(),
        lambda: ledger,
        clock=clock,
        names=lambda: names,
    )
    live.begin("es", ())
    for number in (0, 1):
        with qtbot.waitSignal(live.answered):
            live.add(a_slice(number))
    yield live, names, ledger
    live.wait()


def test_names_are_looked_for_in_the_words_before_once_there_is_time(qtbot, named):
    live, names, ledger = named
    with qtbot.waitSignal(live.corrected):
        live.hear_open(open_slice(2), 2 * SLICE_SAMPLES + 1600)
    assert names.asked == [["word0"]]
    (found,) = ledger.live_corrections.of_session(SESSION)
    assert (found.heard, found.text, found.by_sound) == ("word0", "metformina", True)
    look_at(live, 2, 0.2, 0.3)
    assert names.asked == [["word0"]]


def test_names_are_looked_for_behind_a_draft_that_was_done_early_but_not_before_its_check(
    qtbot, named
):
    live, names, _ = named
    look_at(live, 2, 1.8)
    assert names.asked == []
    look_at(live, 2, 2.75, 2.9)
    assert names.asked == []
    with qtbot.waitSignal(live.answered):
        live.add(a_slice(2))
    look_at(live, 3, 1.8, 2.1)
    assert names.asked == [["word1"]]


def test_where_no_words_are_new_those_of_before_are_read_again(qtbot, named):
    live, names, ledger = named
    names.finds = False
    look_at(live, 2, 0.1)
    assert (names.asked, names.read) == ([["word0"]], [])
    with qtbot.waitSignal(live.corrected):
        look_at(live, 2, 0.3)
    assert names.read == [["word0", "word1"]]
    assert [each.text for each in ledger.live_corrections.of_session(SESSION)] == ["losartán"]


def test_no_word_is_read_again_while_a_slice_waits_for_its_text(qtbot, named):
    live, names, _ = named
    names.finds = False
    look_at(live, 2, 0.1)
    live.add(a_slice(2))  # answered once events are handled
    live.hear_open(open_slice(3), 3 * SLICE_SAMPLES + 1600)
    live.wait()
    assert names.read == []


def test_no_name_is_looked_for_while_a_slice_waits_for_its_text(qtbot, named):
    live, names, _ = named
    live.add(a_slice(2))  # answered once events are handled
    live.hear_open(open_slice(3), 3 * SLICE_SAMPLES + 1600)
    live.wait()
    assert names.asked == []


def test_a_look_for_names_that_fails_costs_nothing_else(qtbot, named):
    live, names, ledger = named
    names.error = RuntimeError("no model")
    shown = []
    live.corrected.connect(lambda: shown.append(1))
    look_at(live, 2, 0.1)
    assert names.asked == [["word0"]]
    assert (shown, ledger.live_corrections.of_session(SESSION)) == ([], [])
    with qtbot.waitSignal(live.answered):
        live.add(a_slice(2))


def test_names_of_a_session_that_was_left_are_not_told(qtbot, named):
    live, _, _ = named
    shown = []
    live.corrected.connect(lambda: shown.append(1))
    live.hear_open(open_slice(2), 2 * SLICE_SAMPLES + 1600)
    live.leave()
    live.wait()
    QCoreApplication.processEvents()
    assert shown == []


def test_where_nobody_looks_for_names_nothing_is_looked_for(qtbot, start):
    live = start(FakeLiveTranscriber())
    for number in (0, 1):
        with qtbot.waitSignal(live.answered):
            live.add(a_slice(number))
    look_at(live, 2, 0.1)  # a ledger without corrections would say so
