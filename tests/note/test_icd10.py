"""CIE-10 by typing."""

import pytest

from aurity_desktop.domain.diagnosis_codes import DiagnosisCode, DiagnosisCodes
from aurity_desktop.domain.errors import NoClassification
from aurity_desktop.note import icd10

SOME = DiagnosisCodes(
    [
        DiagnosisCode("E11", "Diabetes mellitus no insulinodependiente"),
        DiagnosisCode("E11.9", "Diabetes mellitus no insulinodependiente sin mención"),
        DiagnosisCode("I10", "Hipertensión esencial (primaria)"),
        DiagnosisCode("P29.2", "Hipertensión neonatal"),
        DiagnosisCode("O10", "Preexistente, hipertensión que complica el embarazo"),
    ]
)


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("hipertension", ["I10", "P29.2", "O10"]),
        ("HIPERTENSIÓN esen", ["I10"]),
        ("esencial hiper", ["I10"]),
        ("e11", ["E11", "E11.9"]),
        ("E11.9", ["E11.9"]),
        ("e119", ["E11.9"]),
        ("tensión", []),
        ("  ", []),
        ("·", []),
    ],
)
def test_diagnoses_are_found_by_beginnings_of_words_and_of_codes(typed, codes):
    assert [each.code for each in SOME.find(typed)] == codes


@pytest.fixture
def nowhere(tmp_path):
    """Where no own table lies."""
    return tmp_path / "cie10.csv"


def test_the_whole_classification_is_there(nowhere):
    found = icd10.icd10(nowhere)
    assert found.find("J00")[0].title.startswith("Rinofaringitis aguda")
    assert "I10 Hipertensión esencial (primaria)" in [
        each.text for each in found.find("hipertensión esencial")
    ]
    assert len(found.find("diabetes")) == 30


def test_a_missing_table_is_told(monkeypatch, nowhere):
    monkeypatch.setattr(icd10, "_PACKAGE", "there_is_no_such_package")
    with pytest.raises(NoClassification):
        icd10.icd10(nowhere)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("code,title\nU071,COVID-19\nA09.0,Otras gastroenteritis\n", "utf-8"),
        ("CLAVE;NOMBRE;SEXO\r\nu07.1;COVID-19;NO\r\nA090; Otras   gastroenteritis;\r\n", "cp1252"),
        ("Código\tDescripción\n\nU071\tCOVID-19\nA090\tOtras gastroenteritis", "utf-8-sig"),
        ("CATALOG_KEY,NOMBRE\nU071,COVID-19\nA090,Otras gastroenteritis\nB\n", "utf-16"),
    ],
)
def test_the_table_of_the_clinic_counts_in_place_of_the_package_s(nowhere, text, encoding):
    nowhere.write_bytes(text.encode(encoding))
    found = icd10.icd10(nowhere)
    assert [each.text for each in found.find("covid")] == ["U07.1 COVID-19"]
    assert [each.text for each in found.find("gastro")] == ["A09.0 Otras gastroenteritis"]
    assert found.find("hipertension") == []


def test_a_table_that_was_changed_is_read_again(nowhere):
    nowhere.write_text("code,title\nU071,COVID-19\n")
    assert icd10.icd10(nowhere).find("J00") == []
    nowhere.write_text("code,title\nU071,COVID-19\nJ00,Catarro\n")
    assert len(icd10.icd10(nowhere).find("J00")) == 1


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "clave\nJ00\n", "\0\0\0"])
def test_a_table_that_cannot_be_read_is_told_and_no_other_takes_its_place(nowhere, text):
    nowhere.write_text(text)
    with pytest.raises(NoClassification, match=r"cie10\.csv"):
        icd10.icd10(nowhere)


def test_what_lies_there_and_is_no_table_is_not_read(nowhere, monkeypatch):
    nowhere.mkdir()
    with pytest.raises(NoClassification):
        icd10.icd10(nowhere)
    nowhere.rmdir()
    nowhere.write_text("code,title\nJ00,Catarro\n")
    monkeypatch.setattr(icd10, "_MOST", 10)
    with pytest.raises(NoClassification, match="too large"):
        icd10.icd10(nowhere)
