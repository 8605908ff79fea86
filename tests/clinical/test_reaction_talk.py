"""Symptoms that are told in answer to a question for allergies are no complaints."""

from __future__ import annotations

import pytest

from tests.clinical.talks import of_kind


@pytest.mark.parametrize(
    ("language", "talk", "symptoms"),
    [
        ("en", "M: Any allergies to antibiotics?\nA: Some syrup gave her diarrhea.", []),
        ("es", "M: ¿Alergias?\nP: De chico unas gotas me dieron ronchas.", []),
        ("en", "M: Any allergies?\nP: No. I have a cough.", ["+ cough"]),
        ("es", "M: ¿Alguna alergia?\nP: Ninguna. Ahorita traigo tos.", ["+ tos"]),
    ],
)
def test_a_reaction_of_another_time_is_no_complaint(language, talk, symptoms):
    assert of_kind("symptom", talk, language) == symptoms
