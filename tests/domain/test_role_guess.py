"""Who asks is taken for the clinician, where that is plain."""

from aurity_desktop.domain.role_guess import guessed_roles
from aurity_desktop.domain.speakers import Speaker, SpeakerRole
from aurity_desktop.domain.transcript import Segment

A, B = "SPEAKER_00", "SPEAKER_01"
VOICES = [Speaker(A), Speaker(B)]
MEDICO, PACIENTE = SpeakerRole.MEDICO, SpeakerRole.PACIENTE


def talk(*said):
    return [Segment(float(at), at + 0.9, who, text, 0.9) for at, (who, text) in enumerate(said)]


CONSULT = talk(
    (A, "¿Qué le trae por aquí?"),
    (B, "Me duele la garganta."),
    (A, "¿Desde cuándo? ¿Tiene fiebre?"),
    (B, "Desde el lunes. ¿Es grave?"),
)


def test_who_asks_is_the_clinician_and_who_answers_the_patient():
    assert guessed_roles(CONSULT, VOICES) == {A: MEDICO, B: PACIENTE}


def test_whoever_is_called_doctor_is_one():
    said = talk((A, "Buenos días, doctora."), (B, "Buenos días. Dígame."))
    assert guessed_roles(said, VOICES) == {A: PACIENTE, B: MEDICO}


def test_where_both_ask_nobody_is_guessed():
    said = talk((A, "¿Cómo está? ¿Bien?"), (B, "¿Y usted?"))
    assert guessed_roles(said, VOICES) == {}
    assert guessed_roles([], VOICES) == {}


def test_a_word_that_only_begins_like_doctor_is_none():
    said = talk((A, "El documento y la doctrina."), (B, "Bien."))
    assert guessed_roles(said, VOICES) == {}


def test_what_a_person_said_and_other_numbers_of_voices_are_left_alone():
    named = [Speaker(A, name="Ana"), Speaker(B)]
    assert guessed_roles(CONSULT, named) == {}
    assert guessed_roles(CONSULT, [Speaker(A, SpeakerRole.OTRO), Speaker(B)]) == {}
    assert guessed_roles(CONSULT, [*VOICES, Speaker("SPEAKER_02")]) == {}
