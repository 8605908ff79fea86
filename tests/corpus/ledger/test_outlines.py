"""The outline of a long session reads as the session itself does, before its words are read."""

import math
import random
from dataclasses import replace

import pytest

from aurity_desktop.corpus.ledger import outlines
from aurity_desktop.domain.audio import Span, SpanKind
from aurity_desktop.domain.edits import Edit, EditKind
from tests.corpus.examples import SESSION
from tests.corpus.ledger.test_shown_runs import OTHER, finished, some_edit

MINUTES, LONG_WORDS, FIRST_WORDS = 8, 200, 64


@pytest.fixture(autouse=True)
def count(ledger, monkeypatch):
    monkeypatch.setattr(outlines, "LONG_WORDS", LONG_WORDS)
    monkeypatch.setattr(outlines, "FIRST_WORDS", FIRST_WORDS)
    return finished(ledger, MINUTES)


def plainly(segments):
    return [replace(each, confidence=0.0, overlapped=False) for each in segments]


def reads_alike(ledger):
    outline, reading = ledger.segments.outline(SESSION), ledger.segments.reading(SESSION)
    own = len(outline.beginning.segments)
    first = len(outline.beginning.words)
    assert first >= FIRST_WORDS
    assert outline.beginning.segments == reading.segments[:own]
    assert outline.beginning.words == reading.words[:first]
    assert outline.beginning.places == reading.places[:first]
    assert outline.beginning.positions == reading.positions[:own]
    behind = reading.places[first] if first < len(reading.places) else math.inf
    assert outline.beginning.seen == {place for place in reading.seen if place < behind}
    assert plainly(outline.segments) == plainly(reading.segments)


def test_it_has_the_first_words_and_every_turn(ledger, count):
    assert count > LONG_WORDS
    outline = ledger.segments.outline(SESSION)
    assert len(outline.beginning.words) < count / 2
    reads_alike(ledger)


@pytest.mark.parametrize("seed", range(4))
def test_it_has_whatever_people_changed(ledger, count, seed):
    dice = random.Random(seed)
    for number in range(12):
        ledger.edits.record(SESSION, some_edit(dice, number, count))
    ledger.edits.withdraw(SESSION, "e3")
    reads_alike(ledger)


def test_turns_that_were_joined_are_one(ledger, count):
    reading = ledger.segments.reading(SESSION)
    for number in (3, 4, 15, len(reading.segments) - 1):
        (first, last), voice = reading.positions[number], reading.segments[number - 1].speaker
        ledger.edits.record(SESSION, Edit(f"e{number}", EditKind.JOIN, first, last, speaker=voice))
    assert len(ledger.segments.reading(SESSION).segments) < len(reading.segments)
    reads_alike(ledger)


def test_no_turn_runs_across_a_pause(ledger, count):
    for number in (2, 16):
        segment = ledger.segments.reading(SESSION).segments[number]
        middle = (segment.start + segment.end) / 2
        span = Span(SpanKind.PAUSE, round(middle * 16_000), 60.0, "")
        ledger.sound.record_span(SESSION, span)
    reads_alike(ledger)


def test_a_short_one_has_none(ledger):
    finished(ledger, 2, OTHER)
    assert ledger.segments.outline(OTHER) is None


def test_one_with_joins_all_over_is_read_as_a_whole(ledger, monkeypatch):
    reading = ledger.segments.reading(SESSION)
    monkeypatch.setattr(outlines, "_MOST_PLACES", 4)
    for number in range(5, 15, 2):
        (first, last), voice = reading.positions[number], reading.segments[number - 1].speaker
        ledger.edits.record(SESSION, Edit(f"e{number}", EditKind.JOIN, first, last, speaker=voice))
    assert ledger.segments.outline(SESSION) is None


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE passages SET text = x'00' WHERE rowid = (SELECT max(rowid) FROM passages)",
        "UPDATE run_parts SET words = x'00' WHERE first_word = 0",
        "DELETE FROM run_parts WHERE first_word = 0",
        "UPDATE shown_runs SET labels = 'nobody'",
    ],
)
def test_a_damaged_table_of_search_leaves_the_reading(ledger, count, damage):
    before = ledger.segments.reading(SESSION)
    ledger.database.connection.execute(damage)
    assert ledger.segments.outline(SESSION) is None
    assert ledger.segments.reading(SESSION).segments == before.segments
