"""What a voice is called in a document, in the two languages: as in the window's transcript."""

from __future__ import annotations

from typing import Final

from aurity_desktop.domain.speakers import Speaker, SpeakerRole

#: Of Spanish and English; for a role that is unknown, the number of the voice.
_ROLES: Final = {
    SpeakerRole.MEDICO: ("Médico", "Doctor"),
    SpeakerRole.PACIENTE: ("Paciente", "Patient"),
    SpeakerRole.ACOMPANANTE: ("Acompañante", "Companion"),
    SpeakerRole.ENFERMERIA: ("Enfermería", "Nurse"),
    SpeakerRole.INTERPRETE: ("Intérprete", "Interpreter"),
    SpeakerRole.OTRO: ("Otro", "Other"),
}
_VOICE: Final = ("Voz {number}", "Voice {number}")
_UNKNOWN: Final = ("Voz desconocida", "Unknown voice")


def name_of(speaker: Speaker, index: int, language: str) -> str:
    """Its name, else its role, else its number: `index` counts the session's voices from 0.

    English where `language` is "en", else Spanish.
    """
    column = _column(language)
    if speaker.name:
        return speaker.name
    if speaker.role in _ROLES:
        return _ROLES[speaker.role][column]
    return _VOICE[column].format(number=index + 1)


def name_of_nobody(language: str) -> str:
    """For words that no voice was found for."""
    return _UNKNOWN[_column(language)]


def _column(language: str) -> int:
    return int(language == "en")
