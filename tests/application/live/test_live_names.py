"""Which words of live text names are looked for in, when, and what is recorded of them."""

from pathlib import Path

import numpy as np
import pytest

from aurity_desktop.application.live.live_names import NameWriter, TellsNewWords
from aurity_desktop.application.live.names_pace import NamesLook, NamesPace
from aurity_desktop.domain.audio import SLICE_SAMPLES, AudioSlice
from aurity_desktop.domain.heard_write import Found
from aurity_desktop.domain.live_corrections import LiveCorrection
from aurity_desktop.domain.transcript import ChunkStatus, ChunkTranscription, Word
from tests.corpus.examples import SESSION, plan
from tests.fakes.ledger import MemoryLedger


def a_slice(number):
    return AudioSlice(SESSION, number, number * SLICE_SAMPLES, SLICE_SAMPLES, "", Path("unused"))


def chunk(number, text, *, pause_behind=""):
    """Its words are spoken one behind the other, all over the slice."""
    parts = text.split()
    step = 3.0 / max(1, len(parts))
    words = []
    for place, part in enumerate(parts):
        start = number * 3.0 + place * step
        words.append(Word(start, start + step * (0.5 if part == pause_behind else 1.0), part, 0.5))
    return ChunkTranscription(SESSION, number, tuple(words), ChunkStatus.OK, language="es")


def told(new):
    return [word.text for at, word in enumerate(new.words) if at not in new.kept] if new else None


@pytest.fixture
def tells():
    return TellsNewWords()


def add(tells, number, text, *again, **options):
    tells.add([a_slice(number)], [*again, chunk(number, text, **options)])


def test_each_word_is_told_once_when_the_next_slice_is_there(tells):
    add(tells, 0, "tome la metformina")
    assert tells.take() is None
    add(tells, 1, "cada ocho horas")
    assert told(tells.take()) == ["tome", "la", "metformina"]
    assert tells.take() is None
    add(tells, 2, "por un mes")
    new = tells.take()
    assert told(new) == ["cada", "ocho", "horas"]
    assert [word.text for word in new.words[:3]] == ["tome", "la", "metformina"]


def test_a_name_that_two_slices_share_is_told_whole(tells):
    add(tells, 0, "tome usted ahora la met", pause_behind="ahora")
    add(tells, 1, "for mina sin falta", pause_behind="mina")
    assert told(tells.take()) == ["tome", "usted", "ahora"]
    add(tells, 2, "cada ocho horas")
    assert told(tells.take()) == ["la", "met", "for", "mina"]


def test_words_that_were_put_right_meanwhile_are_told_as_they_are_now(tells):
    add(tells, 0, "para se tamol")
    add(tells, 1, "cada ocho horas", chunk(0, "paracetamol"))
    assert told(tells.take()) == ["paracetamol"]


def test_slices_that_came_too_fast_are_left_to_the_second_pass(tells):
    for number in range(9):
        add(tells, number, f"palabra{number}")
    assert told(tells.take()) == ["palabra7"]


def test_silence_has_no_words(tells):
    for number in range(4):
        add(tells, number, "")
    assert tells.take() is None


# -- when


def test_a_look_that_is_not_done_before_the_draft_is_not_begun():
    pace = NamesPace()
    assert pace.allows(0.5, 6.0)
    pace.took(3.0)  # the lexicon was read
    assert pace.allows(0.5, 9.0)
    pace.took(0.6)
    assert not pace.allows(0.5, 12.0)
    assert pace.allows(0.7, 12.0)


def looks_in(seconds, each):
    """How many looks there are where each takes so long."""
    pace, looks = NamesPace(), 0
    for gone in range(0, seconds, 3):
        pace.skip()
        if pace.allows(1.0, float(gone)):
            looks += 1
            pace.took(each)
    return looks


def test_on_a_slow_machine_looks_take_no_more_than_their_share_of_the_time():
    assert looks_in(600, 0.15) == 200
    assert looks_in(600, 0.9) * 0.9 <= 0.08 * 600 + 3
    assert looks_in(600, 20.0) <= 12  # it tries again as what it knows grows old


def test_reading_again_leaves_time_for_new_words():
    pace = NamesPace()
    for look in NamesLook:
        pace.took(3.0, look)
    assert pace.allows(1.0, 0.0)
    pace.took(0.2)
    pace.took(0.4, NamesLook.READ_AGAIN)
    assert pace.allows(1.0, 0.0)
    assert not pace.allows(1.0, 0.0, NamesLook.READ_AGAIN)
    assert pace.allows(1.0, 2.0)
    assert not pace.allows(1.0, 2.0, NamesLook.READ_AGAIN)
    assert pace.allows(1.0, 6.0, NamesLook.READ_AGAIN)


def test_how_long_it_takes_to_read_again_says_nothing_about_a_look_at_new_words():
    pace = NamesPace()
    for spent in (3.0, 0.9):
        pace.took(spent, NamesLook.READ_AGAIN)
    assert pace.allows(0.5, 60.0)
    assert not pace.allows(0.5, 60.0, NamesLook.READ_AGAIN)


# -- what is recorded


@pytest.fixture
def recording():
    ledger = MemoryLedger()
    ledger.sessions.create(plan())
    return ledger


class Misheard:
    """Writes what it is told, and remembers what it was asked."""

    def __init__(self, *found):
        self.found = found
        self.asked = []
        self.error = None
        self.steps, self.read = (), []

    def by_sound(self, samples, words, *, language, asked, kept):
        if self.error is not None:
            raise self.error
        free = [word.text for at, word in enumerate(words) if at not in kept]
        self.asked.append((len(samples), words[0].start, language, tuple(asked), free))
        return self.found

    def read_again(self, samples, words, *, language, asked, kept):
        self.read.append([word.text for at, word in enumerate(words) if at not in kept])
        yield from self.steps


class Reader:
    def read(self, audio_slice):
        return np.ones(audio_slice.sample_count, dtype=np.int16)


@pytest.fixture
def new(tells):
    add(tells, 3, "tome para cetamol")
    add(tells, 4, "cada ocho horas")
    return tells.take()


def write(ledger, misheard, new, *, is_left=False):
    writer = NameWriter(lambda: misheard, Reader(), lambda: ledger, ("Pérez",))
    return writer.write(new, is_left=lambda: is_left)


def test_a_name_is_recorded_with_what_was_heard_and_its_reason(recording, new):
    misheard = Misheard(Found(1, 2, "paracetamol"))
    assert write(recording, misheard, new) == 1
    (found,) = recording.live_corrections.of_session(SESSION)
    assert (found.heard, found.text, found.by_sound) == ("para cetamol", "paracetamol", True)
    assert (found.start, found.end) == (10.0, 12.0)
    assert misheard.asked == [
        (2 * SLICE_SAMPLES, 0.0, "es", ("Pérez",), ["tome", "para", "cetamol"])
    ]


def test_where_something_was_written_before_nothing_is_looked_for(recording, new):
    mine = LiveCorrection("c1", 10.0, 11.0, "para", "pera")
    recording.live_corrections.record(SESSION, mine)
    misheard = Misheard()
    assert write(recording, misheard, new) == 0
    assert misheard.asked[0][-1] == ["tome", "cetamol"]


def test_nothing_is_recorded_in_a_session_that_was_left(recording, new):
    assert write(recording, Misheard(Found(1, 2, "paracetamol")), new, is_left=True) == 0
    assert recording.live_corrections.of_session(SESSION) == []


def test_doubted_words_are_read_again_behind_the_look_a_few_at_a_time(recording, new):
    misheard = Misheard()
    misheard.steps = ([], [Found(1, 2, "paracetamol")])
    writer = NameWriter(lambda: misheard, Reader(), lambda: recording)
    assert not writer.has_unread
    writer.write(new, is_left=lambda: False)
    assert misheard.read == []
    assert writer.has_unread
    assert writer.read_again(is_left=lambda: False) == 0
    assert writer.has_unread
    assert writer.read_again(is_left=lambda: False) == 1
    assert writer.read_again(is_left=lambda: False) == 0
    assert not writer.has_unread
    assert misheard.read == [["tome", "para", "cetamol"]]
    (found,) = recording.live_corrections.of_session(SESSION)
    assert (found.heard, found.text, found.by_sound) == ("para cetamol", "paracetamol", True)
    assert (found.start, found.end) == (10.0, 12.0)


def test_what_was_found_by_its_sound_is_not_read_again(recording, new):
    misheard = Misheard(Found(1, 2, "paracetamol"))
    misheard.steps = ([Found(0, 0, "tome")],)
    writer = NameWriter(lambda: misheard, Reader(), lambda: recording)
    writer.write(new, is_left=lambda: False)
    writer.read_again(is_left=lambda: False)
    assert misheard.read == [["tome"]]


def test_what_was_written_since_it_was_read_again_stays(recording, new):
    misheard = Misheard()
    misheard.steps = ([], [Found(1, 2, "paracetamol")])
    writer = NameWriter(lambda: misheard, Reader(), lambda: recording)
    writer.write(new, is_left=lambda: False)
    writer.read_again(is_left=lambda: False)
    mine = LiveCorrection("c1", 10.0, 12.0, "para cetamol", "para Cata")
    recording.live_corrections.record(SESSION, mine)
    assert writer.read_again(is_left=lambda: False) == 0
    assert recording.live_corrections.of_session(SESSION) == [mine]


def test_a_reading_that_fails_is_left_to_the_second_pass(recording, new):
    def fail():
        raise RuntimeError("no model")

    misheard = Misheard()
    misheard.steps = (fail() for _ in range(1))
    writer = NameWriter(lambda: misheard, Reader(), lambda: recording)
    writer.write(new, is_left=lambda: False)
    with pytest.raises(RuntimeError):
        writer.read_again(is_left=lambda: False)
    assert writer.read_again(is_left=lambda: False) == 0
    assert not writer.has_unread
