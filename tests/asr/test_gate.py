import pytest

from aurity_desktop.asr.gate import (
    Reason,
    compression_ratio,
    is_credit,
    judge,
    repeats_itself,
    said_again,
)
from aurity_desktop.asr.recognizer import Hypothesis


def said(text, *, log_probability=-0.3, no_speech=0.1):
    return Hypothesis((1,), text, log_probability, no_speech)


@pytest.mark.parametrize(
    "text",
    [
        "Subtítulos realizados por la comunidad de Amara.org",
        "Subtítulos por la comunidad de Amara.org",
        "¡Gracias por ver el video!",
        "Gracias por ver.",
        "¡Suscríbete al canal!",
        "No olviden suscribirse.",
        "Más información en www.alimmenta.com",
        "Thanks for watching!",
        "Thank you so much for watching.",
        "Subtitles by the Amara.org community",
        "Please subscribe to my channel",
        "Transcription by CastingWords",
        "[Música]",
    ],
)
def test_what_subtitles_say_at_the_end_is_a_credit(text):
    assert is_credit(text)
    assert judge(said(text), speech_seconds=2.0) is Reason.CREDITS


@pytest.mark.parametrize(
    "text",
    [
        "Gracias.",
        "Muchas gracias, doctora.",
        "Thank you.",
        "Thank you, doctor, I will watch my weight.",
        "Gracias por ver a mi madre ayer, doctor.",
        "Me gusta la música.",
        "I read the subtitles by habit, the doctor said so.",
        "Hasta el próximo jueves.",
    ],
)
def test_what_people_say_to_a_doctor_is_not_a_credit(text):
    assert not is_credit(text)
    assert judge(said(text), speech_seconds=3.0) is None


def test_a_text_in_a_circle_is_a_repetition():
    assert repeats_itself("y la mano " * 6)
    assert judge(said("I'm going to the hospital. " * 12), 3.0) is Reason.REPETITION


@pytest.mark.parametrize("text", ["No, no, no, no.", "sí, sí, claro, sí", "", "ah"])
def test_people_may_repeat_themselves(text):
    assert not repeats_itself(text)


def test_a_doubtful_text_over_no_speech_is_suppressed():
    assert judge(said("bueno", log_probability=-1.4, no_speech=0.8), 1.0) is Reason.NO_SPEECH


def test_a_doubtful_text_over_clear_speech_is_kept():
    assert judge(said("amlodipino", log_probability=-1.4, no_speech=0.1), 1.5) is None


def test_a_doubtful_text_over_hardly_any_speech_is_suppressed():
    assert judge(said("you", log_probability=-1.2), 0.2) is Reason.LOW_PROBABILITY


def test_nobody_speaks_seventeen_words_in_a_second():
    text = (
        "el dolor empezo hace mucho tiempo y me baja por toda una pierna hasta aqui cuando camino"
    )
    assert judge(said(text), 1.0) is Reason.TOO_MANY_WORDS


def test_no_text_needs_no_judgement():
    assert judge(said("", log_probability=-3.0, no_speech=1.0), 0.0) is None


def test_compression_tells_repetition_from_speech():
    speech = "Tengo la presión alta desde hace cinco años y tomo enalapril una vez al día."
    assert compression_ratio(speech) < 1.5
    assert compression_ratio("uno dos " * 40) > 2.4
    assert compression_ratio("") == 0.0


SAID = ("Y", "desde", "ayer", "me", "duele")


def test_words_that_only_write_once_more_what_was_said_are_told_from_new_ones():
    assert said_again(SAID, ["y", "desde", "ayer", "me", "duele,", "la", "cabeza."]) == 5
    assert said_again(SAID, ["Entonces,", *SAID, "la", "cabeza."]) == 6


@pytest.mark.parametrize(
    "words",
    [
        ["y", "desde", "ayer", "la", "cabeza."],
        ["Bueno,", "mire,", "pues", "que", *SAID],
        [],
    ],
)
def test_part_of_what_was_said_may_be_said_again(words):
    assert said_again(SAID, words) == 0


def test_a_few_words_may_be_said_twice_in_a_row():
    assert said_again(("no", "me", "duele"), ["no", "me", "duele", "nada"]) == 0
