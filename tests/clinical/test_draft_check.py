"""A draft stands on the turns that it cites, or its sentence is refused."""

from __future__ import annotations

import pytest

from aurity_desktop.clinical.draft_check import Refusal, checked, refusals
from aurity_desktop.domain.note_drafts import CitedTurn, DraftSentence

_TURNS = [
    CitedTurn(0, "M", "¿Ha tenido fiebre o tos?"),
    CitedTurn(1, "P", "Fiebre no. Tos sí, desde hace tres días."),
    CitedTurn(2, "P", "Tomo enalapril de diez miligramos y metformina de ochocientos cincuenta."),
    CitedTurn(3, "M", "Su presión está en ciento veinte sobre ochenta."),
    CitedTurn(4, "P", "Me duele la rodilla derecha, no, perdón, la izquierda."),
    CitedTurn(5, "M", "¿Es alérgico a la penicilina?"),
    CitedTurn(6, "P", "No."),
    CitedTurn(7, "M", "Le dejo levotiroxina de 100 microgramos en ayunas."),
]


@pytest.mark.parametrize(
    ("text", "cites"),
    [
        ("Niega fiebre.", (0, 1)),
        ("Tos desde hace 3 días.", (0, 1)),
        ("Toma enalapril 10 mg.", (2,)),
        ("Toma metformina 850 mg y enalapril 10 mg.", (2,)),
        ("Presión arterial 120/80 mmHg.", (3,)),
        ("Refiere dolor de rodilla izquierda.", (4,)),
        ("Niega alergia a la penicilina.", (5, 6)),
        ("Se deja levotiroxina 100 mcg en ayunas.", (7,)),
        ("Acude a control.", (3,)),
    ],
)
def test_a_sentence_that_its_turns_bear_stands(text: str, cites: tuple[int, ...]) -> None:
    assert refusals(DraftSentence(text, cites), _TURNS, "es") == frozenset()


@pytest.mark.parametrize(
    ("text", "cites", "reason"),
    [
        ("Toma enalapril 20 mg.", (2,), Refusal.NUMBER),
        ("Presión arterial 130/80 mmHg.", (3,), Refusal.NUMBER),
        ("Toma losartán.", (2,), Refusal.MEDICINE),
        ("Toma metformina 10 mg.", (2,), Refusal.DOSE),
        ("Refiere fiebre.", (0, 1), Refusal.POLARITY),
        ("Niega tos.", (0, 1), Refusal.POLARITY),
        ("Refiere dolor de rodilla derecha.", (4,), Refusal.SIDE),
        ("Dolor de hombro derecho y de rodilla izquierda.", (4,), Refusal.SIDE),
        ("Se deja levotiroxina 100 mg en ayunas.", (7,), Refusal.UNIT),
        ("Alérgico a la penicilina.", (5, 6), Refusal.POLARITY),
        ("Refiere diarrea.", (0, 1), Refusal.NOT_SAID),
        ("Niega fiebre.", (), Refusal.NO_CITATION),
        ("Niega fiebre.", (99,), Refusal.NO_CITATION),
        ("Toma enalapril 10 mg.", (3,), Refusal.MEDICINE),
    ],
)
def test_a_sentence_that_its_turns_do_not_bear_is_refused(
    text: str, cites: tuple[int, ...], reason: Refusal
) -> None:
    assert reason in refusals(DraftSentence(text, cites), _TURNS, "es")


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("Denies fever.", True),
        ("Reports fever.", False),
        ("Takes lisinopril 10 mg once a day.", True),
        ("Takes lisinopril 100 mg once a day.", False),
        ("Right knee pain.", True),
        ("Left knee pain.", False),
    ],
)
def test_an_english_draft_is_held_to_its_turns(text: str, stands: bool) -> None:
    turns = [
        CitedTurn(0, "M", "Any fever?"),
        CitedTurn(1, "P", "No. I take lisinopril, ten milligrams, once a day."),
        CitedTurn(2, "P", "My right knee hurts."),
    ]
    assert (refusals(DraftSentence(text, (0, 1, 2)), turns, "en") == frozenset()) is stands


def test_of_a_draft_what_stands_is_kept_in_order_and_what_does_not_is_told() -> None:
    good, bad = DraftSentence("Niega fiebre.", (0, 1)), DraftSentence("Refiere fiebre.", (0, 1))
    draft = checked([good, bad, good], _TURNS, "es")
    assert draft.standing == (good, good)
    assert draft.refused == ((bad, frozenset({Refusal.POLARITY})),)
