"""What deserves a second look."""

from dataclasses import replace

import pytest

from aurity_desktop.domain.transcript import Segment
from aurity_desktop.ui.review.doubts import DoubtKind, doubts
from aurity_desktop.ui.review.turn_model import TurnRow
from tests.fakes.window import words_of


def turn(text, overlapped=False, probabilities=None):
    words = words_of(text, 0.0)
    if probabilities:
        words = tuple(
            replace(word, probability=value)
            for word, value in zip(words, probabilities, strict=True)
        )
    segment = Segment(0.0, 3.0, "SPEAKER_00", text, 0.9, overlapped)
    return TurnRow(
        segment.start, segment.end, "SPEAKER_00", "Ana", 0, text, overlapped, False, words, 0, 9
    )


def found(*rows):
    return [(doubt.row, doubt.word, doubt.kind) for doubt in doubts(rows)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Tome 500 mg diario", 1),
        ("Tome 500mg diario", 1),
        ("una cada 8 horas.", 2),
        ("Take 2.5 milligrams now", 1),
        ("el 40 % de ellos", 1),
    ],
)
def test_a_number_with_its_unit_is_checked(text, place):
    assert found(turn(text)) == [(0, place, DoubtKind.QUANTITY)]


def test_a_number_without_a_unit_is_not():
    assert found(turn("vivo en el 15 de la calle")) == []


@pytest.mark.parametrize("text", ["No, nada de eso.", "she denies pain", "sin fiebre"])
def test_a_negation_is_checked(text):
    assert [kind for _, _, kind in found(turn(text))] == [DoubtKind.NEGATION]


def test_a_word_the_model_was_not_sure_of_is_checked_once():
    assert found(turn("toma paracetamol no", probabilities=(0.9, 0.3, 0.2))) == [
        (0, 1, DoubtKind.UNSURE),
        (0, 2, DoubtKind.UNSURE),
    ]


def test_an_overlapped_turn_is_checked_as_a_whole():
    assert found(turn("hola"), turn("hola", overlapped=True)) == [(1, -1, DoubtKind.OVERLAP)]
