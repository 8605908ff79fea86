"""When a word was seen is counted from the end of its sound to the first painting after it came."""

import pytest

from aurity_desktop.domain.transcript import ChunkStatus, ChunkTranscription, LiveUpdate, Word
from tests.benchmarks.window.words_seen import WordsSeen

SESSION = "session_20260101_000000"


@pytest.fixture
def now():
    return [100.0]


@pytest.fixture
def seen(now):
    words = WordsSeen(lambda: now[0])
    now[0] = 100.5
    words.heard(0.5)  # the session's clock begins at 100
    return words


def chunk(number, *words, status=ChunkStatus.OK):
    return ChunkTranscription(SESSION, number, tuple(words), status)


def test_a_microphone_that_only_opens_begins_nothing(now):
    words = WordsSeen(lambda: now[0])
    words.heard(0.0)
    now[0] = 103.0
    words.heard(1.0)  # so it began at 102
    words.take(LiveUpdate((), (Word(0.5, 1.0, "hola"),)))
    words.painted()
    assert words.said_to_shown == pytest.approx([0.0])


def test_a_word_counts_from_its_sound_to_its_painting_first_and_settled(seen, now):
    word = Word(1.0, 1.5, "hola")
    now[0] = 102.5
    seen.take(LiveUpdate((), (word,)))
    now[0] = 102.6
    seen.painted()
    seen.sealed(0, 103.0)
    seen.take(LiveUpdate((chunk(0, word),)))
    now[0] = 103.25
    seen.painted()
    assert seen.said_to_shown == pytest.approx([1.1])
    assert seen.said_to_settled == pytest.approx([1.75])
    assert seen.sealed_to_painted == pytest.approx([250.0])


def test_what_was_painted_once_is_not_counted_again(seen, now):
    word = Word(1.0, 1.5, "hola")
    now[0] = 102.0
    for _ in range(3):
        seen.take(LiveUpdate((), (word,)))
        seen.painted()
    assert len(seen.said_to_shown) == 1


def test_a_silent_slice_changes_nothing_on_the_screen(seen, now):
    seen.sealed(0, 103.0)
    seen.take(LiveUpdate((chunk(0, status=ChunkStatus.SILENT),)))
    now[0] = 120.0
    seen.painted()
    assert seen.sealed_to_painted == []
    assert (seen.answered, seen.failed) == (1, 0)


def test_the_session_began_where_the_quickest_report_puts_it(seen, now):
    now[0] = 109.0
    seen.heard(9.5)  # 0.5 s earlier than was thought
    now[0] = 110.0
    seen.take(LiveUpdate((), (Word(9.0, 9.5, "hola"),)))
    seen.painted()
    assert seen.said_to_shown == pytest.approx([1.0])


def test_the_text_is_the_newest_of_each_slice_in_order(seen):
    seen.take(LiveUpdate((chunk(1, Word(3.0, 3.5, "dos")),)))
    seen.take(LiveUpdate((chunk(0, Word(1.0, 1.5, "un")), chunk(2, status=ChunkStatus.FAILED))))
    seen.take(LiveUpdate((chunk(0, Word(1.0, 1.5, "uno")),)))
    assert seen.text == "uno dos"
    assert (seen.answered, seen.failed) == (2, 1)
