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


def test_the_whole_classification_is_there():
    found = icd10.spanish_icd10()
    assert found.find("J00")[0].title.startswith("Rinofaringitis aguda")
    assert "I10 Hipertensión esencial (primaria)" in [
        each.text for each in found.find("hipertensión esencial")
    ]
    assert len(found.find("diabetes")) == 30


def test_a_missing_table_is_told(monkeypatch):
    icd10.spanish_icd10.cache_clear()
    monkeypatch.setattr(icd10, "_PACKAGE", "there_is_no_such_package")
    with pytest.raises(NoClassification):
        icd10.spanish_icd10()
