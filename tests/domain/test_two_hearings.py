"""Where live and settled text differ, the settled word is doubted."""

from collections.abc import Sequence

from aurity_desktop.domain.review_points import ReviewKind, SpokenTurn, review_points
from aurity_desktop.domain.transcript import Word
from aurity_desktop.domain.two_hearings import heard_otherwise


def words_of(text, begin=0.0, probability=0.9):
    return tuple(
        Word(begin + 0.5 * at, begin + 0.5 * at + 0.4, each, probability)
        for at, each in enumerate(text.split())
    )


def doubted(settled, live, language="es"):
    words = words_of(settled)
    return [words[at].text for at in sorted(heard_otherwise(words, words_of(live), language))]


def test_a_word_that_live_text_had_otherwise_is_doubted():
    assert doubted("tiene alguna aleja conocida", "tiene alguna alergia conocida") == ["aleja"]


def test_a_word_that_live_text_did_not_have_is_doubted():
    assert doubted("las amiglas se están inflamadas", "las amiglas están inflamadas") == ["se"]


def test_words_that_live_text_had_besides_doubt_nothing():
    assert doubted("las amígdalas inflamadas", "las amígdalas están inflamadas") == []


def test_capitals_punctuation_and_digits_are_no_difference():
    assert doubted("Tome, 8 pastillas", "tome ocho ¿pastillas?") == []


def test_a_stretch_that_live_text_did_not_hear_doubts_nothing():
    assert doubted("uno dos tres cuatro cinco seis", "uno seis") == []
    assert doubted("uno dos tres", "") == []


def test_only_what_was_heard_at_the_same_time_is_compared():
    settled = words_of("dolor de garganta", 100.0)
    live = (*words_of("fiebre alta"), *words_of("dolor de garganta", 100.2))
    assert heard_otherwise(settled, live, "es") == frozenset()


class Looked(Sequence):
    """Words, and how many of them were looked at."""

    def __init__(self, words):
        self.words = words
        self.looks = 0

    def __len__(self):
        return len(self.words)

    def __getitem__(self, at):
        found = self.words[at]
        self.looks += len(found) if isinstance(at, slice) else 1
        return found


def test_of_what_was_heard_in_hours_only_what_lies_around_the_turn_is_looked_at():
    live = Looked(words_of("dolor de garganta " * 10_000))
    settled = words_of("fiebre de garganta", 6_000.0)
    assert heard_otherwise(settled, live, "es") == frozenset({0})
    assert live.looks < 50


def test_of_two_words_that_are_as_sure_the_one_that_was_heard_otherwise_is_asked_for():
    words = words_of("bueno pues " * 10, probability=0.8)
    (point,) = review_points([SpokenTurn(words, heard_otherwise=frozenset({7}))])
    assert (point.kind, point.first) == (ReviewKind.UNSURE, 7)
    assert review_points([SpokenTurn(words)]) == []
