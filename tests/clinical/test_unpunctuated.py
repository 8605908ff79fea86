"""Words without punctuation: what was asked, and where a sentence ends."""

from __future__ import annotations

import pytest

from aurity_desktop.clinical.find import findings_in
from aurity_desktop.domain.findings import Polarity
from tests.benchmarks.findings.consultations import KEPT_APART, bare, consultations
from tests.benchmarks.findings.scoring import denials_told_as_affirmed
from tests.clinical.talks import of_kind


@pytest.mark.parametrize(
    ("talk", "symptoms"),
    [
        ("M: fiebre\nP: no", ["- fiebre"]),
        ("M: ha tenido tos\nP: sí mucha", ["+ tos"]),
        ("M: le duele la cabeza\nP: para nada doctora", ["- dolor de cabeza"]),
        ("M: tiene fiebre\nP: pues me bañé", ["? fiebre"]),
        ("P: tengo fiebre\nM: sí", ["+ fiebre"]),
        ("M: si tiene fiebre venga luego luego\nP: sí doctor", []),
        ("M: no hay placas le duele aquí\nP: sí ahí", ["- placas de pus"]),
    ],
)
def test_a_question_is_told_by_how_it_begins_or_by_its_answer(
    talk: str, symptoms: list[str]
) -> None:
    assert of_kind("symptom", talk) == symptoms


def test_turns_with_any_mark_are_read_as_they_were_written_but_where_the_answer_tells() -> None:
    assert of_kind("symptom", "M: Tiene fiebre.\nP: Me siento mal.") == ["+ fiebre"]
    assert of_kind("symptom", "M: Tiene fiebre.\nP: No.") == ["- fiebre"]


def test_denials_are_found_without_marks_and_hardly_one_is_told_as_affirmed() -> None:
    talks = [each for each in consultations() if each.name not in KEPT_APART]
    denied = affirmed = 0
    for talk in talks:
        heard = bare(talk, pauses=True)
        found = findings_in(heard.words, heard.language, roles=heard.roles)
        denied += sum(each.polarity is Polarity.DENIED for each in found)
        affirmed += len(denials_told_as_affirmed(heard, found))
    assert denied > 5 * len(talks)
    assert affirmed <= len(talks) // 20
