"""Vital signs: the number with its name, and what is none."""

from __future__ import annotations

import pytest

from tests.clinical.talks import findings, of_kind


@pytest.mark.parametrize(
    ("said", "signs"),
    [
        ("Su presión está en ciento veinte sobre ochenta.", ["+ pressure 120/80 mmHg"]),
        ("Presión 120/80.", ["+ pressure 120/80 mmHg"]),
        ("Tiene 135 con 85 de presión.", ["+ pressure 135/85 mmHg"]),
        ("La presión arterial es de ciento diez setenta.", ["+ pressure 110/70 mmHg"]),
        ("Frecuencia cardiaca de setenta y dos latidos.", ["+ pulse 72 /min"]),
        ("Frecuencia respiratoria dieciocho.", ["+ respiration 18 /min"]),
        ("Trae treinta y ocho grados y medio de temperatura.", ["+ temperature 38.5 °C"]),
        ("Temperatura de 37.2.", ["+ temperature 37.2 °C"]),
        ("Saturación de oxígeno al noventa y cuatro por ciento.", ["+ saturation 94 %"]),
        ("Pesa sesenta y ocho kilos con trescientos gramos.", ["+ weight 68.3 kg"]),
        ("Peso setenta y dos punto cuatro.", ["+ weight 72.4 kg"]),
        ("Mide un metro sesenta y cinco.", ["+ height 1.65 m"]),
        ("Talla ciento sesenta y cinco centímetros.", ["+ height 1.65 m"]),
        ("Su glucosa en ayunas salió en ciento diez.", ["+ glucose 110 mg/dl"]),
        ("El azúcar la trae en doscientos cuarenta.", ["+ glucose 240 mg/dl"]),
        (
            "La presión, ciento treinta, no, perdón, ciento cuarenta sobre noventa.",
            ["+ pressure 140/90 mmHg"],
        ),
        ("La queremos abajo de ciento treinta sobre ochenta.", []),
        ("Si le sube a ciento ochenta sobre cien, venga.", []),
        ("La frecuencia del bebé, ciento cuarenta.", []),
        ("Cargó un costal de cincuenta kilos.", []),
        ("Antes pesaba noventa kilos.", []),
        ("Bajó cinco kilos.", []),
        ("Vive en el piso doce.", []),
    ],
)
def test_a_measure_is_the_number_with_its_name(said: str, signs: list[str]) -> None:
    assert of_kind("vital_sign", f"M: {said}\nP: Ah, bueno.") == signs


@pytest.mark.parametrize(
    ("said", "signs"),
    [
        ("Your blood pressure is one twenty over eighty.", ["+ pressure 120/80 mmHg"]),
        ("BP 118/76.", ["+ pressure 118/76 mmHg"]),
        ("One oh five over sixty-two.", ["+ pressure 105/62 mmHg"]),
        ("Heart rate is eighty-eight.", ["+ pulse 88 /min"]),
        ("Respiratory rate sixteen.", ["+ respiration 16 /min"]),
        ("Temperature is one hundred and one point two.", ["+ temperature 101.2 °F"]),
        ("Temp ninety-eight six.", ["+ temperature 98.6 °F"]),
        ("Oxygen saturation ninety-four percent.", ["+ saturation 94 %"]),
        ("You weigh one sixty-five.", ["+ weight 165 lb"]),
        ("Weight is seventy-two kilos.", ["+ weight 72 kg"]),
        ("You're five foot nine.", ["+ height 5.75 ft"]),
        ("Your sugar is two ten this morning.", ["+ glucose 210 mg/dl"]),
        ("We want it under one thirty over eighty.", []),
        ("If it goes over one eighty over one ten, call.", []),
        ("You were two hundred pounds last year.", []),
    ],
)
def test_an_english_measure_is_the_number_with_its_name(said: str, signs: list[str]) -> None:
    assert of_kind("vital_sign", f"M: {said}\nP: Okay.", "en") == signs


def test_a_measure_may_be_the_answer_to_a_question() -> None:
    assert of_kind("vital_sign", "M: ¿Cuánto pesa?\nP: Setenta y uno.") == ["+ weight 71 kg"]
    assert of_kind("vital_sign", "M: And how tall are you?\nP: Five foot two.", "en") == [
        "+ height 5.17 ft"
    ]


def test_a_measure_that_is_put_right_counts_as_it_was_put() -> None:
    talk = "E: Peso noventa y uno.\nM: ¿Noventa y uno?\nE: No, perdón, noventa y dos kilos."
    assert of_kind("vital_sign", talk) == ["+ weight 92 kg"]


def test_what_no_living_body_shows_is_marked() -> None:
    (pulse,) = findings("M: Frecuencia cardiaca de doscientos treinta.\nP: ¿Cuánto?")
    assert not pulse.value.plausible
    assert pulse.confidence <= 0.5


def test_a_measure_of_a_relative_is_none_of_the_patients() -> None:
    assert of_kind("vital_sign", "P: Mi mamá trae la presión en 180 sobre 100.\nM: Ya.") == []


@pytest.mark.parametrize(
    ("talk", "plausible"),
    [
        ("M: Mide uno sesenta y dos. Pesa 10.1 kg.", False),
        ("M: Presión 130/80. Pesa 10.1 kilos.", False),
        ("P: Tengo 62 años.\nM: Pesa 10.1 kilos.", False),
        ("M: Presión 130/80. Pesa 61 kilos.", True),
        ("M: Tiene 2 años. Pesa 10.1 kilos. Presión 90/50.", True),
    ],
)
def test_the_weight_of_a_small_child_is_doubted_where_an_adult_is_told_of(
    talk: str, plausible: bool
) -> None:
    weight = next(each.value for each in findings(talk) if "kg" in each.value.text)
    assert weight.plausible is plausible  # type: ignore[union-attr]


def test_what_is_wanted_of_one_sign_is_not_wanted_of_the_next() -> None:
    said = "M: La queremos abajo de 130 sobre 80, el pulso 72, saturación 96, súbase."
    assert of_kind("vital_sign", said) == ["+ pulse 72 /min", "+ saturation 96 %"]
    assert of_kind("vital_sign", "M: Si la presión pasa de 140, el pulso llega a 120.") == []


@pytest.mark.parametrize(
    ("said", "sign"),
    [
        ("P: Sí, tenía 30, y ocho grados y medio.", "+ temperature 38.5 °C"),
        ("P: Tenía treinta. Ocho grados y medio.", "+ temperature 38.5 °C"),
        ("P: Tuve treinta y, nueve grados.", "+ temperature 39 °C"),
        ("E: Pulso en 50. 4 latidos por minuto.", "+ pulse 54 /min"),
        ("E: Saturación de 90, 4 por ciento.", "+ saturation 94 %"),
    ],
)
def test_a_sign_with_a_mark_within_its_number_is_not_told_as_its_ten(said: str, sign: str) -> None:
    assert of_kind("vital_sign", said) == [sign]
