"""What deserves a second look: the gravest first, and not too much of it."""

from dataclasses import replace

import pytest

from aurity_desktop.domain.review_points import ReviewKind, SpokenTurn, review_points
from aurity_desktop.domain.transcript import Word

FILLER = "y entonces me fui para la casa con ella porque era tarde ya y hacía mucho frío ayer "


def turn(text, probability=0.9, **facts):
    words = tuple(
        Word(float(at), at + 0.5, text, probability) for at, text in enumerate(text.split())
    )
    return SpokenTurn(words, **facts)


def asked(*turns):
    """With so many other words that everything may be asked."""
    points = review_points([*turns, turn(FILLER * 20)])
    return [(point.kind.value, said(turns[point.turn], point)) for point in points]


def said(spoken, point):
    return " ".join(word.text for word in spoken.words[point.first : point.last + 1])


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("Tome 500 mg diario", "500 mg"),
        ("Tome 500mg diario", "500mg"),
        ("tome una cada 8 horas.", "8 horas."),
        ("tome dos tabletas", "dos tabletas"),
        ("cada ocho horas", "ocho horas"),
        ("Take 2.5 milligrams now", "2.5 milligrams"),
        ("el 40 % de ellos", "40 %"),
    ],
)
def test_a_number_with_its_unit_is_asked_for(text, quantity):
    assert asked(turn(text)) == [("dose", quantity)]


@pytest.mark.parametrize("text", ["vivo en el 15 de la calle", "duró una hora", "dos hermanos"])
def test_a_number_of_something_else_is_not(text):
    assert asked(turn(text)) == []


@pytest.mark.parametrize("text", ["soy alérgica", "mis alergias", "an allergy", "hubo anafilaxia"])
def test_an_allergy_is_asked_for(text):
    assert [kind for kind, _ in asked(turn(text))] == ["allergy"]


@pytest.mark.parametrize("text", ["No, eso", "she denies pain", "sin fiebre"])
def test_a_negation_is_asked_for(text):
    assert [kind for kind, _ in asked(turn(text))] == ["negation"]


@pytest.mark.parametrize("text", ["la rodilla izquierda", "my left knee", "el derecho."])
def test_a_side_is_asked_for(text):
    assert [kind for kind, _ in asked(turn(text))] == ["laterality"]


def test_the_gravest_comes_first_whatever_was_said_first():
    said = turn("izquierda"), turn("no"), turn("xx", 0.2), turn("alergia"), turn("500 mg")
    assert [kind for kind, _ in asked(*said)] == [
        "dose",
        "allergy",
        "negation",
        "laterality",
        "unsure",
    ]


def test_a_word_is_asked_for_once_for_the_gravest_reason():
    assert asked(turn("no", 0.1)) == [("negation", "no")]


def test_turns_with_two_voices_at_once_are_asked_for_as_a_whole_and_last():
    points = review_points([turn("hola buenas", overlapped=True), turn("no"), turn(FILLER * 9)])
    assert [(point.kind, point.first) for point in points] == [
        (ReviewKind.NEGATION, 0),
        (ReviewKind.OVERLAP, -1),
    ]


def test_what_a_person_has_looked_at_is_not_asked_for_again():
    assert asked(turn("tome 500 mg", seen=frozenset({1, 2}))) == []
    assert asked(turn("tome 500 mg", seen=frozenset({1}))) == [("dose", "500 mg")]


def test_no_more_than_one_word_in_twenty_is_asked_for():
    turns = [turn("no sin 500 mg nunca " + FILLER) for _ in range(20)]
    points = review_points(turns)
    words = sum(len(each.words) for each in turns)
    assert sum(point.last - point.first + 1 for point in points) <= words / 20
    assert {point.kind for point in points} == {ReviewKind.DOSE}


def test_an_answer_makes_no_room_for_another_question():
    asked_for = [turn("tome 500 mg " + FILLER + FILLER), turn("no " + FILLER + FILLER)]
    (dose, negation) = review_points(asked_for)
    assert (dose.kind, negation.kind) == (ReviewKind.DOSE, ReviewKind.NEGATION)
    more = [*asked_for, turn("sin nada")]
    before = review_points(more)
    answered = replace(more[0], seen=frozenset({1, 2}))
    assert review_points([answered, *more[1:]]) == before[1:]


def test_of_one_kind_the_least_sure_words_are_asked_for():
    sure, unsure = turn("no " + FILLER), turn("no " + FILLER)
    unsure = replace(unsure, words=(replace(unsure.words[0], probability=0.6), *unsure.words[1:]))
    assert [point.turn for point in review_points([sure, unsure])] == [1]


def test_of_a_few_words_one_thing_is_asked_all_the_same():
    assert len(review_points([turn("tome 500 mg")])) == 1
    assert review_points([]) == []


def test_what_a_person_and_the_second_pass_heard_otherwise_is_asked_for_first():
    spoken = turn("no tome los artan potásico", disputed=frozenset({2, 3}))
    assert asked(spoken)[0] == ("conflict", "los artan")


def test_a_name_that_the_program_wrote_by_its_sound_is_asked_for_before_a_dose():
    spoken = turn("tome cefixima 500 mg", by_sound=frozenset({1}))
    assert asked(spoken) == [("name", "cefixima"), ("dose", "500 mg")]


def test_a_name_by_its_sound_that_a_person_has_looked_at_is_not_asked_for():
    assert asked(turn("tome cefixima", seen=frozenset({1}), by_sound=frozenset({1}))) == []


def with_two_voices(spoken, *overlapped):
    """The words of these numbers with a second voice behind them; each has half a second."""
    words = [replace(word, overlapped=at in overlapped) for at, word in enumerate(spoken.words)]
    return replace(spoken, words=tuple(words))


def test_where_two_channels_spoke_at_once_each_stretch_is_asked_for_however_many():
    turns = [with_two_voices(turn("bueno pues entonces vamos a ver"), 2, 3) for _ in range(9)]
    turns.append(turn("sí claro", overlapped=True))
    points = review_points(turns, by_channel=True)
    assert {point.kind for point in points} == {ReviewKind.OVERLAP}
    assert [(each.turn, each.first, each.last) for each in points] == [
        *((number, 2, 3) for number in range(9)),
        (9, -1, -1),
    ]
    assert review_points([turns[0]]) == []


def test_a_short_mhm_of_the_other_is_not_asked_for():
    assert review_points([with_two_voices(turn("bueno pues entonces"), 1)], by_channel=True) == []


def test_a_stretch_of_two_that_was_looked_at_is_not_asked_for_again():
    looked_at = replace(with_two_voices(turn("bueno pues ya vi"), 1, 2), seen=frozenset({1, 2}))
    assert review_points([looked_at], by_channel=True) == []


def test_a_dose_where_two_spoke_at_once_is_asked_for_as_a_dose_and_the_stretch_as_well():
    spoken = with_two_voices(turn("tome 500 mg ya " + FILLER + FILLER), 1, 2, 3)
    points = review_points([spoken], by_channel=True)
    assert [(each.kind.value, each.first, each.last) for each in points] == [
        ("dose", 1, 2),
        ("overlap", 1, 3),
    ]
