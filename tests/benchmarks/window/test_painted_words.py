"""What becomes of painted words is read off the paintings; spelling is told apart."""

import pytest

from tests.benchmarks.window.painted_words import PaintedWords, Painting


def painted(*pages, aboves=None):
    """Each page at its own second; `|` divides settled words from the others."""
    words = PaintedWords()
    for at, page in enumerate(pages):
        settled, _, provisional = page.rpartition("|")
        shown = [(word, True) for word in settled.split()]
        shown += [(word, False) for word in provisional.split()]
        words.take(Painting(float(at), 0, tuple(shown), aboves[at] if aboves else 0))
    return words


def told(words):
    return [(word.text, word.first_at, word.changed) for word in words.words]


def test_a_word_counts_from_its_first_painting_and_settles_at_the_one_that_says_so():
    (word,) = painted("hola", "hola", "hola|").words
    assert (word.first_at, word.stays_since, word.settled_at) == (0.0, 0.0, 2.0)
    assert not any((word.changed, word.unsettled, word.respelled))


def test_words_that_are_put_in_leave_those_around_them_as_they_were():
    words = painted("dolor de garganta", "dolor muy fuerte de garganta")
    assert told(words) == [
        ("dolor", 0.0, False),
        ("muy", 1.0, False),
        ("fuerte", 1.0, False),
        ("de", 0.0, False),
        ("garganta", 0.0, False),
    ]


def test_a_word_in_whose_place_another_comes_has_changed_and_stays_since_then():
    words = painted("no como nada", "no come nada", "no come nada|")
    assert [word.changed for word in words.words] == [False, True, False]
    assert words.words[1].first_at == 0.0
    assert words.words[1].stays_since == 1.0
    assert not words.words[1].unsettled


def test_a_settled_word_that_changes_is_told_so():
    assert [word.unsettled for word in painted("a b|", "a c|").words] == [False, True]


@pytest.mark.parametrize("again", ["Hola,", "hola.", "HOLA"])
def test_case_and_punctuation_are_no_change_of_the_word(again):
    (word,) = painted("hola", again).words
    assert (word.text, word.changed, word.respelled) == (again, False, True)


def test_a_word_that_goes_away_has_changed_and_is_not_shown():
    words = painted("uno dos", "uno")
    assert [(word.changed, word.is_shown) for word in words.words] == [(False, True), (True, False)]


def test_a_word_that_comes_again_is_the_same_one_and_has_changed():
    words = painted("uno dos tres", "uno", "uno dos tres")
    assert told(words) == [("uno", 0.0, False), ("dos", 0.0, True), ("tres", 0.0, True)]
    assert [word.stays_since for word in words.words] == [0.0, 2.0, 2.0]
    assert all(word.is_shown for word in words.words)


def test_another_word_after_one_that_went_away_is_a_new_one():
    words = painted("uno dos", "uno", "uno tres")
    assert told(words) == [("uno", 0.0, False), ("tres", 2.0, False), ("dos", 0.0, True)]


def test_words_kept_from_the_painting_before_are_not_told_again():
    words = PaintedWords()
    words.take(Painting(0.0, 0, (("uno", True), ("dos", False))))
    words.take(Painting(1.0, 1, (("dos", True), ("tres", False))))
    assert told(words) == [("uno", 0.0, False), ("dos", 0.0, False), ("tres", 1.0, False)]
    assert words.words[1].settled_at == 1.0


def test_lines_went_back_when_less_of_the_text_is_above_the_page():
    assert painted("a", "a b", "a", "a b", aboves=[0, 20, 0, 20]).moved_back == 1


def test_of_words_that_come_for_one_the_first_takes_its_place():
    words = painted("a b", "a c d e")
    assert told(words) == [
        ("a", 0.0, False),
        ("c", 0.0, True),
        ("d", 1.0, False),
        ("e", 1.0, False),
    ]
