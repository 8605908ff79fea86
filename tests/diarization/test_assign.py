import pytest

from aurity_desktop.diarization.assign import assign, chunk_speaker, segments_of
from aurity_desktop.domain.speakers import UNKNOWN_SPEAKER, Diarization, Turn
from aurity_desktop.domain.transcript import Word

A, B = "SPEAKER_00", "SPEAKER_01"


def talk(*turns):
    return Diarization(tuple(Turn(*turn) for turn in turns), (A, B), "model")


def speakers(words, diarization):
    return [word.speaker for word in assign(words, diarization)]


def test_a_word_belongs_to_whoever_talks_during_most_of_it():
    words = [Word(0.0, 1.0, "one"), Word(1.8, 3.0, "two")]
    assert speakers(words, talk((0, 2, A), (2, 4, B))) == [A, B]


def test_where_two_talk_at_once_the_surroundings_decide_and_the_word_is_marked():
    (word,) = assign([Word(2.0, 2.4, "yes")], talk((0, 2.4, A), (1.9, 6.0, B)))
    assert word.overlapped
    assert word.speaker == B


def test_a_word_between_turns_goes_to_the_nearest_with_less_confidence():
    near, far = assign([Word(2.1, 2.3, "near"), Word(3.3, 3.4, "far")], talk((0, 2, A), (9, 10, B)))
    assert near.speaker == far.speaker == A
    assert 0.5 > near.speaker_confidence > far.speaker_confidence > 0


def test_a_word_far_from_every_turn_is_nobodys():
    (word,) = assign([Word(20.0, 20.5, "lost")], talk((0, 2, A)))
    assert (word.speaker, word.speaker_confidence) == (UNKNOWN_SPEAKER, 0.0)


def test_without_turns_no_word_gets_an_invented_speaker():
    assert speakers([Word(0.0, 1.0, "alone")], Diarization((), (), "model")) == [UNKNOWN_SPEAKER]


def test_a_word_without_length_still_gets_a_speaker():
    assert speakers([Word(1.0, 1.0, "and")], talk((0, 2, A))) == [A]


@pytest.fixture
def conversation():
    diarization = talk((0.0, 2.1, A), (2.3, 4.0, B))
    words = [
        Word(0.2, 0.8, "how", 0.8),
        Word(0.9, 1.6, "are", 1.0),
        Word(2.5, 3.0, "well", 0.9),
        Word(3.1, 3.6, "thanks", 0.7),
    ]
    return assign(words, diarization), diarization


def test_consecutive_words_of_one_speaker_are_one_segment(conversation):
    first, second = segments_of(*conversation)
    assert (first.speaker, first.text, first.confidence) == (A, "how are", 0.9)
    assert (second.speaker, second.text, second.confidence) == (B, "well thanks", 0.8)


def test_a_segment_begins_and_ends_with_the_turn_it_stands_in(conversation):
    first, second = segments_of(*conversation)
    assert (first.start, first.end) == (0.0, 2.1)
    assert (second.start, second.end) == (2.3, 4.0)


def test_a_segment_inside_a_much_longer_turn_keeps_the_times_of_its_words():
    diarization = talk((0.0, 20.0, A), (9.0, 10.0, B))
    words = assign(
        [Word(4.0, 5.0, "before"), Word(9.1, 9.9, "aha"), Word(15.0, 16.0, "after")], diarization
    )
    before, *_, after = segments_of(words, diarization)
    assert (before.start, before.end) == (4.0, 5.0)
    assert (after.start, after.end) == (15.0, 16.0)


def test_a_long_pause_starts_another_segment_of_the_same_speaker():
    words = [Word(0.0, 1.0, "one", speaker=A), Word(5.0, 6.0, "two", speaker=A)]
    assert [segment.text for segment in segments_of(words, talk())] == ["one", "two"]


def test_no_words_give_no_segments():
    assert segments_of([], talk((0, 1, A))) == ()


def test_a_chunk_is_labelled_with_whoever_talks_longest_in_it():
    words = [Word(0, 1, "a", speaker=A), Word(1, 3, "b", speaker=B), Word(3, 3.5, "c", speaker=A)]
    assert chunk_speaker(words) == B
    assert chunk_speaker([Word(0, 1, "x")]) == UNKNOWN_SPEAKER
    assert chunk_speaker([]) == UNKNOWN_SPEAKER
