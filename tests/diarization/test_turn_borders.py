from itertools import pairwise

import pytest

from aurity_desktop.diarization.turn_borders import at_sentences
from aurity_desktop.domain.speakers import UNKNOWN_SPEAKER
from aurity_desktop.domain.transcript import Word

A, B = "SPEAKER_00", "SPEAKER_01"


def said(text, *, length=0.25, pause_before=""):
    """`A:how A:are B:you?` as words of one length without pauses.

    But for one before the word named.
    """
    words, at = [], 0.0
    for part in text.split():
        speaker, word = part.split(":")
        at += 0.4 if word == pause_before else 0.0
        words.append(
            Word(at, at + length, word, speaker={"A": A, "B": B}.get(speaker, UNKNOWN_SPEAKER))
        )
        at += length
    return words


def sides(words):
    return "".join({A: "A", B: "B"}.get(word.speaker, "?") for word in at_sentences(words))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A:how A:are A:you? A:and B:well B:thanks", "AAABBB"),
        ("A:how A:are B:you? B:well B:thanks", "AAABB"),
        ("A:desde A:cuándo B:le B:duele? B:desde B:ayer", "AAAABB"),
        ("A:«how A:are B:you?» B:well B:thanks", "AAABB"),
    ],
)
def test_a_change_beside_the_end_of_a_sentence_moves_there(text, expected):
    assert sides(said(text)) == expected


def test_a_change_beside_a_pause_moves_there():
    assert sides(said("A:how A:are B:you B:well B:thanks", pause_before="well")) == "AAABB"


def test_a_change_that_is_a_border_already_stays():
    assert sides(said("A:well. A:so B:yes", pause_before="yes")) == "AAB"


def test_a_change_far_from_every_border_stays():
    assert sides(said("A:you? A:and A:then A:she A:says B:well B:so")) == "AAAAABB"
    assert sides(said("A:how A:are A:you? A:and A:then B:well B:so", length=0.5)) == "AAAAABB"


def test_of_two_borders_the_nearer_one_counts():
    assert sides(said("A:one. A:two A:three B:four. B:five B:six")) == "AAAABB"


def test_nobody_loses_their_last_word():
    assert sides(said("A:how A:are A:you B:well. A:and A:so")) == "AAABAA"


def test_what_is_nobodys_stays_so():
    assert sides(said("A:how A:are ?:you? B:well")) == "AA?B"


def test_a_moved_word_is_less_certain_and_order_and_times_are_kept():
    words = [
        Word(n / 4, n / 4 + 0.25, text, speaker=speaker, speaker_confidence=0.9)
        for n, (text, speaker) in enumerate([("how", A), ("are", A), ("you?", B), ("well", B)])
    ]
    moved = at_sentences(words)
    assert [word.speaker_confidence for word in moved] == [0.9, 0.9, 0.5, 0.9]
    assert [(word.start, word.text) for word in moved] == [
        (word.start, word.text) for word in words
    ]
    assert all(first.start < second.start for first, second in pairwise(moved))


def test_nothing_and_one_word_are_fine():
    assert at_sentences([]) == ()
    assert sides(said("A:yes")) == "A"
