"""Who is the same patient, and how one is found by what is typed."""

import pytest

from aurity_desktop.domain.patients import (
    BadPatient,
    KnownPatient,
    Patient,
    checked_patient,
    patients_found,
    same_patient,
)

ANA = KnownPatient(Patient("p1", "Ana Núñez", "A-77", "1960-03-31"), ("s1",))
LUZ = KnownPatient(Patient("p2", "Luz Ruiz", "", "1971-01-02"), ("s2",))


@pytest.mark.parametrize(
    ("told", "who"),
    [
        (Patient("", "Otra", "a 77"), ANA.patient),
        (Patient("", "ana nunez", "", "1960-03-31"), ANA.patient),
        (Patient("", "Luz Ruiz", "B-1", "1971-01-02"), LUZ.patient),
        (Patient("", "Ana Núñez"), None),
        (Patient("", "Ana Núñez", "B-1", "1960-03-31"), None),
        (Patient("", "Luz Ruiz", "", "1971-01-03"), None),
    ],
)
def test_a_record_number_or_name_and_birthday_tell_who_it_is_and_a_name_alone_does_not(told, who):
    assert same_patient([ANA, LUZ], told) == who


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("nu", [ANA]),
        ("ana 77", []),
        ("ana a77", [ANA]),
        ("1971", [LUZ]),
        ("u", []),
        ("", [ANA, LUZ]),
    ],
)
def test_patients_are_found_by_how_their_words_begin(typed, found):
    assert patients_found([ANA, LUZ], typed) == found


@pytest.mark.parametrize(
    "patient",
    [
        Patient("p", "", "", "1960-03-31"),
        Patient("", "Ana"),
        Patient("p", "Ana", "", "31/03/1960"),
        Patient("p", "Ana", "", "19600331"),
        Patient("p", "Ana", "", "1960-02-30"),
    ],
)
def test_a_patient_has_a_name_or_a_number_and_a_real_birthday(patient):
    with pytest.raises(BadPatient):
        checked_patient(patient)
    assert checked_patient(Patient("p", "", "77", "1960-02-29")).called == "77"
