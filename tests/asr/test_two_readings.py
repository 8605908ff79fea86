"""Of two readings of the same sound the newer one stands, but where it is clearly less likely."""

import pytest

from aurity_desktop.asr.recognizer import TimedWord
from aurity_desktop.asr.two_readings import steadied


def reading(text, **probabilities):
    """Words half a second apart; one is 0.8 likely where nothing else is told of it."""
    return tuple(
        TimedWord(
            word, 0.5 * place, 0.5 * place + 0.4, probabilities.get(word.strip(",.?"), 0.8), ()
        )
        for place, word in enumerate(text.split())
    )


def text_of(words):
    return " ".join(word.text for word in words)


@pytest.mark.parametrize(
    ("told", "read", "stands"),
    [(0.7, 0.3, "solo fiebre hoy"), (0.7, 0.61, "solo liebre hoy"), (0.3, 0.7, "solo liebre hoy")],
)
def test_a_told_word_stays_where_it_is_clearly_likelier(told, read, stands):
    before = reading("solo fiebre hoy", fiebre=told)
    assert text_of(steadied(before, reading("solo liebre hoy", liebre=read))) == stands


def test_several_words_stay_against_one_by_their_mean():
    before = reading("bien, fuma usted o bebe", fuma=0.9, usted=0.9, o=0.6)
    again = reading("bien, fumaustedo bebe", fumaustedo=0.4)
    assert steadied(before, again)[1:4] == before[1:4]
    doubted = reading("bien, fuma usted o bebe", fuma=0.9, usted=0.1, o=0.1)
    assert steadied(doubted, again) == again


def test_what_is_read_behind_the_last_common_word_is_taken_as_it_is():
    before = reading("tiene tos seca", seca=0.9)
    assert text_of(steadied(before, reading("tiene tos se que", se=0.2, que=0.2))) == (
        "tiene tos se que"
    )
    assert text_of(steadied(before, reading("tiene tos"))) == "tiene tos"


def test_a_sure_word_stays_where_nothing_is_read_in_its_place():
    before = reading("I have got a cough", got=0.95)
    again = reading("I have a cough")
    assert text_of(steadied(before, again)) == "I have got a cough"
    assert text_of(steadied(reading("I have got a cough", got=0.85), again)) == "I have a cough"


def test_a_word_that_is_read_a_little_further_on_is_not_written_twice():
    before = reading("oiga doctor, me duele", me=0.95)
    again = reading("oiga me doctor, duele")
    assert text_of(steadied(before, again)) == "oiga me doctor, duele"
    twice = reading("me duele, me cansa", me=0.95)
    assert text_of(steadied(twice, reading("me duele, cansa"))) == "me duele, me cansa"


def test_a_word_is_not_doubled_for_having_been_told_twice():
    before = reading("I have got got a cough", got=0.95)
    assert text_of(steadied(before, reading("I have got a cough"))) == "I have got a cough"


def test_case_accents_and_punctuation_are_as_they_are_read_now():
    before = reading("que le duele, Sólo eso", que=1.0, Sólo=1.0)
    assert text_of(steadied(before, reading("¿Qué le duele? solo eso"))) == (
        "¿Qué le duele? solo eso"
    )


def test_there_is_nothing_to_keep_where_nothing_was_told():
    assert text_of(steadied((), reading("buenos días"))) == "buenos días"
    assert steadied(reading("buenos días"), ()) == ()
