"""A run read part by part is the run read whole."""

import random

import pytest

from aurity_desktop.domain.edits import Edit, EditKind, RunShape, read_with
from aurity_desktop.domain.run_parts import LEAST_WORDS, joined, parts_of, read_part
from aurity_desktop.domain.transcript import Segment, Word, text_of

A, B, C = "SPEAKER_00", "SPEAKER_01", "SPEAKER_02"


def a_run(*voices, each=100):
    """So many words of each voice, in segments of five."""
    words = [
        Word(at * 0.5, at * 0.5 + 0.4, f"palabra{at}", 0.9, voices[at // each])
        for at in range(each * len(voices))
    ]
    fives = (tuple(words[at : at + 5]) for at in range(0, len(words), 5))
    return words, [
        Segment(own[0].start, own[-1].end, own[0].speaker, text_of(own), 0.9) for own in fives
    ]


def read_in_parts(words, segments, edits):
    readings = [read_part(part, edits, RunShape.of(words)) for part in parts_of(words, segments)]
    return tuple(
        tuple(item for reading in readings for item in getattr(reading, name))
        for name in ("words", "segments", "positions", "places")
    )


def read_whole(words, segments, edits):
    reading = read_with(words, segments, edits)
    return reading.words, reading.segments, reading.positions, reading.places


@pytest.mark.parametrize("seed", range(5))
def test_parts_read_one_by_one_are_the_whole_reading(seed):
    words, segments = a_run(A, B, A)
    dice = random.Random(seed)
    edits = []
    for number in range(30):
        first = dice.randrange(0, len(words), 5)
        kind = dice.choice((EditKind.CORRECT, EditKind.REASSIGN, EditKind.SPLIT))
        text, voice = " ".join(["otra"] * dice.randrange(7)), dice.choice((A, B, C))
        last = first + dice.randrange(5)
        edits.append(Edit(f"e{number}", kind, first, last, text=text, speaker=voice))
    assert read_in_parts(words, segments, edits) == read_whole(words, segments, edits)


def test_a_merge_reaches_words_that_were_given_to_the_voice_in_a_part_without_it():
    words, segments = a_run(A, B)
    edits = [
        Edit("e1", EditKind.REASSIGN, 3, 4, speaker=B),
        Edit("e2", EditKind.MERGE, speaker=C, merged=B),
    ]
    assert read_whole(words, segments, edits)[0][3].speaker == C
    assert read_in_parts(words, segments, edits) == read_whole(words, segments, edits)


def test_parts_have_words_enough_and_follow_each_other():
    words, segments = a_run(A, B, C)
    parts = list(parts_of(words, segments))
    assert all(len(part.words) >= LEAST_WORDS for part in parts[:-1])
    assert joined(parts).words == tuple(words)
    assert joined(parts).segments == tuple(segments)


def test_words_without_segments_and_segments_without_words_are_parts_too():
    words, _ = a_run(A)
    assert [len(part.words) for part in parts_of(words, [])] == [100]
    empty = Segment(0.0, 1.0, A, "¿eh?", 0.5)
    for run in ((words, [empty]), ([], [empty]), ([], [])):
        assert read_in_parts(*run, []) == read_whole(*run, [])
