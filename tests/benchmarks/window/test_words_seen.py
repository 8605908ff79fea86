"""When a slice's text was seen is counted to the first painting after it came."""

from dataclasses import replace

import pytest

from aurity_desktop.domain.transcript import ChunkStatus, ChunkTranscription, LiveUpdate, Word
from tests.benchmarks.window.words_seen import WordsSeen

SESSION = "session_20260101_000000"


@pytest.fixture
def now():
    return [100.0]


@pytest.fixture
def seen(now):
    return WordsSeen(lambda: now[0])


def chunk(number, *words, status=ChunkStatus.OK):
    return ChunkTranscription(SESSION, number, tuple(words), status)


def test_a_slice_counts_from_its_being_durable_to_its_first_painting(seen, now):
    seen.sealed(0, 103.0)
    seen.take(LiveUpdate((chunk(0, Word(1.0, 1.5, "hola")),)))
    for at in (103.25, 104.0):
        now[0] = at
        seen.painted()
    assert seen.sealed_to_painted == pytest.approx([250.0])


def test_a_microphone_that_only_opens_begins_nothing(seen, now):
    seen.heard(0.0)
    now[0] = 103.0
    seen.heard(1.0)
    assert seen.began == pytest.approx(102.0)


def test_the_session_began_where_the_quickest_report_puts_it(seen, now):
    now[0] = 100.5
    seen.heard(0.5)
    now[0] = 109.0
    seen.heard(9.5)
    now[0] = 110.0
    seen.heard(9.6)
    assert seen.began == pytest.approx(99.5)


def test_a_silent_slice_changes_nothing_on_the_screen(seen, now):
    seen.sealed(0, 103.0)
    seen.take(LiveUpdate((chunk(0, status=ChunkStatus.SILENT),)))
    now[0] = 120.0
    seen.painted()
    assert seen.sealed_to_painted == []
    assert (seen.answered, seen.failed) == (1, 0)


def test_what_another_session_has_in_the_same_window_changes_nothing(seen):
    seen.take(LiveUpdate((chunk(0, Word(1.0, 1.5, "hola")),)))
    seen.take(LiveUpdate((replace(chunk(0), session_id="session_20260101_000002"),)))
    assert (seen.text, seen.answered) == ("hola", 1)


def test_the_text_is_the_newest_of_each_slice_in_order(seen):
    seen.take(LiveUpdate((chunk(1, Word(3.0, 3.5, "dos")),)))
    seen.take(LiveUpdate((chunk(0, Word(1.0, 1.5, "un")), chunk(2, status=ChunkStatus.FAILED))))
    seen.take(LiveUpdate((chunk(0, Word(1.0, 1.5, "uno")),)))
    assert seen.text == "uno dos"
    assert (seen.answered, seen.failed) == (2, 1)
