"""Numbers, units, times and dates as a clinician writes them; what was said stays under them."""

import pytest

from aurity_desktop.domain import written_numbers as written_numbers_module
from aurity_desktop.domain.number_words import spoken_words, tokens_in
from aurity_desktop.domain.written import WrittenKind
from aurity_desktop.domain.written_numbers import read_numbers, written_numbers


def written(text, language="es", kept=()):
    """The text with what is written in place of what was said."""
    words = text.split()
    for each in reversed(written_numbers(words, language, kept)):
        first, last = words[each.first], words[each.last]
        before = first[: len(first) - len(first.lstrip("¿¡(«\"'"))]
        behind = last[len(last.rstrip(".,;:?!)»\"'")) :]
        words[each.first : each.last + 1] = [f"{before}{each.text}{behind}"]
    return " ".join(words)


@pytest.mark.parametrize(
    ("spoken", "expected"),
    [
        ("Tenía treinta y ocho grados y medio.", "Tenía 38.5 °C."),
        ("tenía 30 y 8 grados y medio", "tenía 38.5 °C"),
        ("tenía 30 y 8ºC y medio.", "tenía 38.5 °C."),
        ("tenía 30 y 8 ºC y medio", "tenía 38.5 °C"),
        ("38ºC y medio, y sudaba", "38.5 °C, y sudaba"),
        ("38°C y medio", "38.5 °C"),
        ("fiebre de 38ºC hoy", "fiebre de 38 °C hoy"),
        ("fiebre de 38,5ºC", "fiebre de 38,5 °C"),
        ("30 y 8.4ºC", "38.4 °C"),
        ("pesa 70 y 2kg y medio", "pesa 72.5 kg"),
        ("tome 10mg y media tableta", "tome 10 mg y ½ tableta"),
        ("entre 30 y 35°C", "entre 30 y 35°C"),
        ("treinta y siete punto ocho grados", "37.8 °C"),
        ("38,5 grados centígrados", "38,5 °C"),
        ("flexiona noventa grados", "flexiona 90 grados"),
        ("quinientos miligramos cada ocho horas", "500 mg cada 8 horas"),
        ("500 miligramos cada 8 horas", "500 mg cada 8 horas"),
        ("un gramo cada doce horas por siete días", "1 g cada 12 horas por 7 días"),
        ("dos punto cinco miligramos", "2.5 mg"),
        ("cero punto veinticinco miligramos", "0.25 mg"),
        ("medio miligramo y media tableta", "0.5 mg y ½ tableta"),
        ("Tome 80mg, no 12,5mg; pesa 91kg.", "Tome 80 mg, no 12,5 mg; pesa 91 kg."),
        ("de 5 a 10mg", "de 5 a 10 mg"),
        ("presión de 140 y 8 sobre 92", "presión de 148/92 mmHg"),
        ("temperatura de 30 y 8.4 grados", "temperatura de 38.4 °C"),
        ("en las camas 140, y 8 sillas", "en las camas 140, y 8 sillas"),
        ("150 milígamos, una vez", "150 mg, una vez"),
        ("en el 3er mes, 2x1, 5mg/kg y 120/80", "en el 3er mes, 2x1, 5mg/kg y 120/80"),
        ("un cuarto de tableta por la noche", "¼ de tableta por la noche"),
        ("dos tabletas y media", "2½ tabletas"),
        ("dos y media tabletas", "2½ tabletas"),
        ("Tome tableta y media", "Tome 1½ tableta"),
        ("una tableta una vez al día", "1 tableta 1 vez al día"),
        ("una o dos tabletas", "1 o 2 tabletas"),
        ("de cinco a diez miligramos", "de 5 a 10 mg"),
        ("entre ocho y diez horas", "entre 8 y 10 horas"),
        ("dos, tres días", "2, 3 días"),
        ("dos tres días", "2, 3 días"),
        ("satura noventa y cinco por ciento", "satura 95 %"),
        ("el cien por ciento", "el 100 %"),
        ("setenta y dos kilos y medio", "72.5 kg"),
        ("dos kilos y medio litro", "2 kg y 0.5 L"),
        ("ciento diez miligramos por decilitro", "110 mg/dl"),
        ("quince miligramos por kilo por día", "15 mg/kg/día"),
        ("dos litros por minuto", "2 L/min"),
        ("ochenta latidos por minuto", "80 lpm"),
        ("veinte unidades de insulina", "20 unidades de insulina"),
        ("un metro setenta y cinco", "1.75 m"),
        ("mide uno sesenta", "mide 1.60 m"),
        ("tiene cuarenta y cinco años", "tiene 45 años"),
        ("tres años y medio", "3 años y medio"),
        ("diabetes tipo dos", "diabetes tipo 2"),
        ("glucosa de ciento diez", "glucosa de 110"),
        ("hemoglobina glucosilada siete punto dos", "hemoglobina glucosilada 7.2"),
        ("ciento cincuenta mil plaquetas", "150,000 plaquetas"),
        ("en dos mil veintiséis", "en 2026"),
        ("tenía treinta y ocho y medio", "tenía 38.5"),
        ("del uno al diez", "del 1 al 10"),
    ],
)
def test_spanish_quantities_are_written_with_their_units(spoken, expected):
    assert written(spoken) == expected


@pytest.mark.parametrize(
    ("spoken", "expected"),
    [
        ("presión de ciento veinte sobre ochenta", "presión de 120/80 mmHg"),
        ("Está en ciento veinte sobre ochenta, bien.", "Está en 120/80 mmHg, bien."),
        ("120 sobre 80 milímetros de mercurio", "120/80 mmHg"),
        ("la presión ciento treinta ochenta y cinco", "la presión 130/85 mmHg"),
        ("la presión en ciento sesenta con cien", "la presión en 160/100 mmHg"),
        ("ciento sesenta con cien", "160 con cien"),
        ("la presión le subió cuarenta sobre treinta", "la presión le subió 40 sobre 30"),
        ("un dolor de ocho sobre diez", "un dolor de 8/10"),
        ("visión veinte sobre cuarenta", "visión 20/40"),
        ("ciento veinte sobre ochenta pesos", "120 sobre 80 pesos"),
        ("ochenta sobre ciento veinte", "80 sobre 120"),
    ],
)
def test_a_pressure_is_written_only_where_one_is_meant(spoken, expected):
    assert written(spoken) == expected


@pytest.mark.parametrize(
    ("spoken", "expected"),
    [
        ("a las ocho de la noche", "a las 8 de la noche"),
        ("a las ocho y media", "a las 8:30"),
        ("desde las cuatro treinta.", "desde las 4:30."),
        ("a las nueve menos cuarto", "a las 8:45"),
        ("al cuarto para las ocho", "al 7:45"),
        ("a la una y media", "a la 1:30"),
        ("a las dos semanas", "a las 2 semanas"),
        ("toma las dos tabletas", "toma las 2 tabletas"),
        ("a las dos piernas", "a las dos piernas"),
        ("el quince de marzo de dos mil veintiséis", "el 15 de marzo de 2026"),
        ("el primero de mayo", "el 1 de mayo"),
        ("el dos de febrero", "el 2 de febrero"),
    ],
)
def test_times_of_day_and_dates_are_written_in_digits(spoken, expected):
    assert written(spoken) == expected


@pytest.mark.parametrize(
    ("spoken", "expected"),
    [
        ("five hundred milligrams every eight hours", "500 mg every 8 hours"),
        ("an 81-milligram aspirin and 80mg of that", "an 81 mg aspirin and 80 mg of that"),
        ("a pulse of 58 bits per minute", "a pulse of 58 bpm"),
        ("one hundred and twenty over eighty", "120/80 mmHg"),
        ("her pressure is one twenty over eighty", "her pressure is 120/80 mmHg"),
        ("pressure one oh five over seventy", "pressure 105/70 mmHg"),
        ("take one twenty milligram tablet", "take one 20 mg tablet"),
        ("two five hundred milligram tablets", "two 500 mg tablets"),
        ("thirty eight and a half degrees", "38.5 °C"),
        ("a hundred and one point two degrees", "101.2 °F"),
        ("half a tablet twice a day", "½ tablet twice a day"),
        ("two and a half tablets", "2½ tablets"),
        ("one to two tablets", "1 to 2 tablets"),
        ("zero point two five milligrams", "0.25 mg"),
        ("two point five two times a day", "2.5 2 times a day"),
        ("ninety five percent", "95%"),
        ("at eight thirty", "at 8:30"),
        ("half past eight and quarter to nine", "8:30 and 8:45"),
        ("eight pm", "8 pm"),
        ("eight o'clock", "8:00"),
        ("March fifteenth twenty twenty six", "March 15, 2026"),
        ("the fifteenth of March", "the 15th of March"),
        ("in nineteen ninety-five", "in 1995"),
        ("type two diabetes", "type 2 diabetes"),
        ("a patient for one of the two", "a patient for one of the two"),
        ("101°F and a half", "101.5 °F"),
        ("a fever of 38ºC and a half", "a fever of 38.5 °C"),
        ("twenty twenty vision", "20 20 vision"),
    ],
)
def test_english_is_written_the_same_way(spoken, expected):
    assert written(spoken, "en") == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("uno de los dos vino una vez con un amigo a la una", "es"),
        ("por ciento y medio día a media hora", "es"),
        ("mil gracias cien veces millones de personas", "es"),
        ("Tome 500 mg a las 8:30, 95 %, 120/80, 38.5 °C el 15/03/2026", "es"),
        ("Satura 95%, con 38.5°C", "es"),
        ("llame al 55 1234 5678", "es"),
        ("cada uno en su cuarto", "es"),
        ("uno, dos, tres", "es"),
        ("uno dos tres cuatro cinco", "es"),
        ("cinco cuatro tres dos uno", "es"),
        ("She may have been second once", "en"),
        ("fünf Tabletten", "de"),
        ("cinco tabletas", ""),
    ],
)
def test_what_is_right_as_it_stands_is_left_alone(text, language):
    assert written_numbers(text.split(), language) == []


def test_digits_said_one_by_one_are_a_number():
    assert (
        written("al cinco cinco uno dos tres cuatro cinco seis siete ocho.") == "al 55 1234 5678."
    )
    assert written("expediente cuatro cero dos uno") == "expediente 4021"
    assert written("five five five oh one two nine", "en") == "5550129"


def test_nothing_is_written_across_punctuation():
    assert written("ciento veinte. sobre ochenta") == "120. sobre 80"
    assert written("quinientos, miligramos") == "500, miligramos"
    assert written("Tengo cincuenta, cuatro miligramos.") == "Tengo 50, 4 mg."
    assert written("al diez por ciento, 50 mililitros") == "al 10 %, 50 ml"
    assert written("unos 200, 50 miligramos") == "unos 200, 50 mg"


@pytest.mark.parametrize(
    ("heard", "expected"),
    [
        ("setralina a ciento, 50 miligramos,", "setralina a 150 mg,"),
        ("ciento 50 miligramas", "150 mg"),
        ("está en ciento, 18 sobre 74 y", "está en 118/74 mmHg y"),
        ("el pulso en 50. 4 latidos por minuto,", "el pulso en 54 lpm,"),
        ("curso en 50. Cuatro latidos por minuto", "curso en 54 lpm"),
        ("tenía treinta, ocho grados", "tenía 38 °C"),
        ("saturación de 90, 4 por ciento", "saturación de 94 %"),
        ("bajó a 90, 4 por ciento menos", "bajó a 90, 4 % menos"),
        ("pulso de 76 latiros por minuto", "pulso de 76 lpm"),
        ("pulso, pasan 30 litros por minuto", "pulso, pasan 30 L/min"),
        ("la temperatura, 36.2º", "la temperatura, 36.2 °C"),
        ("temperatura 38.7°, saturando", "temperatura 38.7 °C, saturando"),
        ("Sí, tenía 30, y ocho grados y medio.", "Sí, tenía 38.5 °C."),
        ("tenía 30 y, 8 grados", "tenía 38 °C"),
        ("treinta, y nueve grados y medio", "39.5 °C"),
        ("tengo 30, y ocho nietos", "tengo 30, y ocho nietos"),
        ("a 30, y ocho grados y media hora", "a 38 °C y media hora"),
        ("el 36º aniversario", "el 36º aniversario"),
    ],
)
def test_a_vital_sign_or_a_dose_that_was_torn_is_put_together(heard, expected):
    assert written(heard) == expected


@pytest.mark.parametrize(
    ("heard", "expected"),
    [
        ("your heart rate, 90 kph per minute.", "your heart rate, 90 bpm."),
        ("heart rate 92 days per minute", "heart rate 92 bpm"),
        ("walks 92 steps per minute", "walks 92 steps per minute"),
        ("heart rate 4 days per minute", "heart rate 4 days per minute"),
        ("Your temperature is 99.1°C, and", "Your temperature is 99.1 °F, and"),
        ("Your temperature is 39.1°C, and", "Your temperature is 39.1°C, and"),
        ("heat the water to 99.1°C", "heat the water to 99.1°C"),
    ],
)
def test_what_nobody_has_is_written_as_what_was_meant(heard, expected):
    assert written(heard, "en") == expected


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_point_without_its_whole_part_never_makes_a_dose_ten_times_as_large(language):
    said = {"es": "punto cinco miligramos y punto quince", "en": "point five milligrams point ten"}
    rest = {"es": " y punto quince", "en": " point ten"}
    assert written(said[language], language) == f"0.5 mg{rest[language]}"
    assert written("punto cero cinco gramos") == "0.05 g"
    assert written("punto cinco a diez miligramos") == "punto cinco a 10 mg"
    assert written("cero cinco miligramos") == "cero cinco miligramos"
    days = {"es": "punto cinco días", "en": "point five days"}[language]
    assert written(days, language) == days


def test_a_word_that_a_person_has_written_stays():
    assert written("tome quinientos miligramos y dos gramos", kept={1}) == (
        "tome quinientos miligramos y 2 g"
    )


def test_what_is_written_tells_its_values_and_its_unit():
    pressure, dose = read_numbers(["presión", "120", "sobre", "80", "y", "500", "mg"], "es")
    assert (pressure.kind, pressure.values, pressure.unit) == (
        WrittenKind.PRESSURE,
        (120, 80),
        "mmHg",
    )
    assert (dose.first, dose.last, dose.values, dose.unit) == (5, 6, (500,), "mg")


def test_a_unit_in_the_same_word_is_read_with_its_number():
    dose, saturation, fever = read_numbers(["80mg", "95%", "38.5°C"], "es")
    assert (dose.text, dose.values, dose.unit) == ("80 mg", (80,), "mg")
    assert (saturation.text, saturation.unit) == ("95%", "%")
    assert (fever.text, fever.unit) == ("38.5°C", "°C")


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_turn_is_passed_over_only_without_any_word_that_begins_something(language):
    """Whatever stands around the word, the quick look and the slow one read the same."""
    for start in written_numbers_module._STARTS[language]:
        for said in (start, start.upper(), f"¿{start.title()},", f"«{start}…", f"-{start}-"):
            around = ["hola", said, "sangre"]
            assert spoken_words([said])[0].plain in tokens_in(around)
    assert {"38oc", "5", "70"} <= tokens_in(["38oC", "(5)", "120/70"])
