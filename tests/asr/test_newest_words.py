import pytest

from aurity_desktop.asr.newest_words import NewestWords
from aurity_desktop.asr.recognizer import TimedWord


def words(text, start=0.0, length=0.4, probability=0.9):
    return tuple(
        TimedWord(each, start + length * place, start + length * (place + 1), probability, ())
        for place, each in enumerate(text.split())
    )


def texts(newest):
    return " ".join(word.text for word in newest.words)


@pytest.fixture
def newest():
    return NewestWords()


def test_a_word_without_sound_behind_it_is_not_shown_yet(newest):
    newest.take(words("me duele la gar"), 1.62, runs_on=True)
    assert texts(newest) == "me duele la"


def test_after_a_pause_the_last_word_is_whole(newest):
    newest.take(words("me duele la garganta"), 1.65, runs_on=False)
    assert texts(newest) == "me duele la garganta"


def test_an_unlikely_word_at_the_end_is_shown_when_it_was_read_twice(newest):
    newest.take(words("me duele") + words("atrás", 0.8, probability=0.4), 1.5, runs_on=True)
    assert texts(newest) == "me duele"
    newest.take(words("me duele") + words("atrás", 0.8, probability=0.4), 1.6, runs_on=True)
    assert texts(newest) == "me duele atrás"


def test_a_shown_word_gives_way_only_to_a_likelier_reading_or_to_one_that_comes_twice(newest):
    newest.take(words("temperatura", probability=0.8), 2.0, runs_on=True)
    newest.take(words("tempe", probability=0.6), 2.0, runs_on=True)
    assert texts(newest) == "temperatura"
    newest.take(words("tempe", probability=0.6), 2.0, runs_on=True)
    assert texts(newest) == "tempe"
    newest = NewestWords()
    newest.take(words("tempe", probability=0.6), 2.0, runs_on=True)
    newest.take(words("temperatura", probability=0.8), 2.0, runs_on=True)
    assert texts(newest) == "temperatura"


def test_a_shown_word_that_is_missed_once_stays_and_missed_twice_goes(newest):
    newest.take(words("buenos días doctora"), 2.0, runs_on=True)
    newest.take(words("buenos días"), 2.2, runs_on=True)
    assert texts(newest) == "buenos días doctora"
    newest.take((), 2.4, runs_on=True)
    assert texts(newest) == "buenos días"


def test_case_accents_and_punctuation_are_not_another_word(newest):
    newest.take(words("Sí, que", probability=0.9), 1.5, runs_on=True)
    newest.take(words("si qué", probability=0.1), 1.5, runs_on=True)
    assert texts(newest) == "si qué"


def test_words_that_two_glances_agree_on_stand_and_are_not_read_again(newest):
    newest.take(words("me duele la garganta"), 1.8, runs_on=True)
    assert newest.standing == ()
    newest.take(words("me duele la garganta"), 2.0, runs_on=True)
    assert [word.text for word in newest.standing] == ["me", "duele", "la"]
    assert newest.next_start == pytest.approx(1.2)
    newest.take(words("garganta desde ayer", 1.2), 3.0, runs_on=True)
    assert texts(newest) == "me duele la garganta desde ayer"


def test_a_glance_goes_on_behind_what_a_slice_told_meanwhile(newest):
    newest.take(words("me duele la"), 1.8, runs_on=True)
    newest.begin_glance()
    newest.follow(words("Me duele"), (), told_to=0.8, known_to=1.75, runs_on=True)
    newest.take(words("me duele la garganta desde"), 2.4, runs_on=True)
    assert texts(newest) == "la garganta desde"


def test_a_glance_behind_standing_words_finds_its_place_when_they_were_told_meanwhile(newest):
    for heard_to in (1.8, 2.0):
        newest.take(words("me duele la garganta"), heard_to, runs_on=True)
    assert [word.text for word in newest.begin_glance()] == ["me", "duele", "la"]
    newest.follow(words("me duele"), (), told_to=0.8, known_to=1.75, runs_on=True)
    newest.take(words("garganta desde", 1.2), 2.4, runs_on=True)
    assert texts(newest) == "la garganta desde"


def test_a_glance_that_heard_no_more_than_was_told_meanwhile_says_nothing(newest):
    newest.begin_glance()
    pierna = words("la pierna", 1.2, probability=0.5)
    newest.follow(words("me duele"), pierna, told_to=0.8, known_to=2.4, runs_on=False)
    newest.take(words("me duele") + words("la gar", 1.2), 2.4, runs_on=False)
    assert texts(newest) == "la pierna"


def test_a_glance_into_silence_heard_somebody_out(newest):
    assert newest.heard_out_to is None
    newest.take(words("me duele"), 1.5, runs_on=False)
    assert newest.heard_out_to == 1.5
    newest.take(words("me duele la"), 2.0, runs_on=True)
    assert newest.heard_out_to is None


def test_what_a_slice_tells_takes_the_place_of_what_was_shown_and_the_rest_stays_behind_it(newest):
    newest.take(words("tengo huna fiebre alta"), 1.8, runs_on=False)
    told = words("tengo una fiebre")
    newest.follow(told, (), told_to=1.2, known_to=1.5, runs_on=True)
    assert texts(newest) == "alta"


def test_no_shown_word_is_doubled_where_its_time_was_read_otherwise(newest):
    newest.take(words("am hugely pleased"), 1.4, runs_on=False)
    told = words("am hugely", 0.0, 0.65)  # ends in the middle of "pleased"
    newest.follow(told, (), told_to=1.3, known_to=1.0, runs_on=True)
    assert texts(newest) == "pleased"


def test_a_draft_that_heard_as_much_says_what_is_shown(newest):
    newest.take(words("la paso un gris mestro"), 2.0, runs_on=True)
    written = words("la pasó un día gris", 0.0, 0.4)
    newest.follow((), written, told_to=0.0, known_to=2.2, runs_on=True)
    assert texts(newest) == "la pasó un día gris"
    assert [word.text for word in newest.standing] == ["la", "pasó", "un"]


def test_half_a_word_at_the_end_of_a_draft_is_not_shown(newest):
    newest.follow((), words("me duele la gar"), told_to=0.0, known_to=1.62, runs_on=True)
    assert texts(newest) == "me duele la"
