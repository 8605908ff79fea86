"""A finding has its words, its sound, and an id that outlives a correction."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aurity_desktop.clinical.find import findings_in
from aurity_desktop.domain.findings import FindingKind, MedicineUse
from tests.clinical.talks import findings, of_kind, words_of

_TALK = "M: ¿Fiebre?\nP: No.\nM: ¿Qué toma?\nP: Enalapril, 10 mg, cada doce horas."


def test_the_words_of_a_denial_are_the_question_and_the_answer() -> None:
    fever = next(each for each in findings(_TALK) if each.kind is FindingKind.SYMPTOM)
    assert (fever.first_word, fever.named_at, fever.last_word) == (0, 0, 1)
    assert (fever.start, fever.end) == (0.0, pytest.approx(0.8))
    assert fever.speaker == "M"


def test_the_words_of_a_medicine_go_to_the_end_of_its_dose() -> None:
    medicine = next(each for each in findings(_TALK) if each.kind is FindingKind.MEDICINE)
    assert (medicine.first_word, medicine.last_word) == (4, 9)
    assert medicine.speaker == "P"


def test_an_id_stays_while_more_is_told_and_while_words_are_corrected() -> None:
    words = words_of(_TALK)
    corrected = tuple(replace(each, text="20") if each.text == "10" else each for each in words)

    def told(said):
        return {each.kind: each for each in findings_in(said, "es", run_id="run")}

    beginning, whole, other = told(words[:6]), told(words), told(corrected)
    ids = {each[FindingKind.MEDICINE].finding_id for each in (whole, other)}
    assert len(ids) == 1
    assert beginning[FindingKind.SYMPTOM].finding_id == whole[FindingKind.SYMPTOM].finding_id
    assert other[FindingKind.MEDICINE].value.strength.amount == "20"


def test_ids_are_of_one_run_and_tell_nothing_of_what_was_said() -> None:
    one = findings_in(words_of("P: Tomo enalapril de diez."), "es", run_id="one")[0]
    two = findings_in(words_of("P: Tomo enalapril de diez."), "es", run_id="two")[0]
    other = findings_in(words_of("P: Tomo losartan de cien."), "es", run_id="one")[0]
    assert one.finding_id != two.finding_id
    assert one.finding_id == other.finding_id


def test_positions_are_those_of_the_run_where_words_were_removed() -> None:
    words = words_of("P: Tomo enalapril, 10 mg.")
    (found,) = findings_in(words, "es", places=(0, 4, 5, 9))
    assert (found.first_word, found.named_at, found.last_word) == (4, 4, 9)


def test_what_was_heard_in_doubt_is_less_sure() -> None:
    words = words_of("P: Tomo enalapril, 10 mg.")
    doubted = tuple(replace(each, probability=0.1) for each in words)
    (sure,), (unsure,) = findings_in(words, "es"), findings_in(doubted, "es")
    assert unsure.confidence < sure.confidence


def test_a_dose_whose_unit_nobody_said_is_less_sure() -> None:
    (said,) = findings("P: Tomo enalapril de diez miligramos.")
    (unsaid,) = findings("P: Tomo enalapril de diez.")
    assert said.value == unsaid.value
    assert unsaid.confidence < said.confidence


def test_other_languages_and_silence_have_none() -> None:
    assert findings_in(words_of("P: Ich nehme Enalapril, 10 mg."), "de") == ()
    assert findings_in((), "es") == ()


def test_without_voices_the_words_alone_tell_what_shall_be_taken() -> None:
    words = tuple(
        replace(each, speaker="SPEAKER_UNKNOWN")
        for each in words_of("M: Le voy a dar ibuprofeno de 400 cada ocho horas.")
    )
    (found,) = findings_in(words, "es")
    assert found.value.use is MedicineUse.PRESCRIBED


def test_punctuation_and_case_alone_invent_nothing() -> None:
    assert findings("M: ¿…?\nP: ¡!\nM: Mg. 120. Sobre.\nP: No, no, no.") == ()


def test_a_former_dose_is_kept_beside_the_new_one() -> None:
    (found,) = findings("M: Le subo el enalapril de diez a veinte miligramos.\nP: Sí.")
    assert (found.value.former.text, found.value.strength.text) == ("10 mg", "20 mg")


def test_a_medicine_of_the_shipped_lexicon_is_known_by_its_brand() -> None:
    assert of_kind("medicine", "M: ¿Qué toma?\nP: Abilify, 10 mg.") == ["+ taken aripiprazol 10 mg"]
