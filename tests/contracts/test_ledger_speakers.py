"""Names and roles of voices, in every ledger."""

import json

from aurity_desktop.domain.events import Event
from aurity_desktop.domain.search import SearchFilter
from aurity_desktop.domain.speakers import (
    UNKNOWN_SPEAKER,
    Speaker,
    SpeakerRole,
)
from tests.contracts.ledgers import events, run_of
from tests.corpus.examples import SESSION


def test_a_voice_has_a_name_and_a_role_apart_from_its_label(finalized):
    finalized.speakers.rename(SESSION, "SPEAKER_01", "Ana", SpeakerRole.OTRO)
    finalized.speakers.rename(SESSION, "SPEAKER_01", "Ana Pérez", SpeakerRole.PACIENTE)
    finalized.speakers.rename(SESSION, "SPEAKER_01", "Ana Pérez", SpeakerRole.PACIENTE)
    assert finalized.speakers.of_session(SESSION) == [
        Speaker("SPEAKER_01", SpeakerRole.PACIENTE, "Ana Pérez", 1.0),
        Speaker(UNKNOWN_SPEAKER, seconds=1.5),
    ]
    assert events(finalized).count(Event.SPEAKER_RENAMED) == 2


def names(ledger):
    return {speaker.label: speaker.name for speaker in ledger.speakers.of_session(SESSION)}


def test_a_name_follows_its_voice_when_the_speakers_are_found_again(recording):
    run_of(recording, "one", ("SPEAKER_00", 40), ("SPEAKER_01", 60))
    recording.speakers.rename(SESSION, "SPEAKER_00", "Dra. Pérez", SpeakerRole.MEDICO)
    recording.speakers.rename(SESSION, "SPEAKER_01", "Ana", SpeakerRole.PACIENTE)
    run_of(recording, "two", ("SPEAKER_01", 39), ("SPEAKER_00", 61))
    assert names(recording) == {"SPEAKER_01": "Dra. Pérez", "SPEAKER_00": "Ana"}
    assert {each.name: each.role for each in recording.speakers.of_session(SESSION)} == {
        "Dra. Pérez": SpeakerRole.MEDICO,
        "Ana": SpeakerRole.PACIENTE,
    }
    hits = recording.search.find("w1", SearchFilter(speaker="Dra. Pérez"))
    assert {hit.speaker for hit in hits} == {"SPEAKER_01"}


def test_a_voice_that_is_not_plainly_the_same_has_no_name(recording):
    run_of(recording, "one", ("SPEAKER_00", 40), ("SPEAKER_01", 60))
    recording.speakers.rename(SESSION, "SPEAKER_00", "Dra. Pérez", SpeakerRole.MEDICO)
    run_of(recording, "all are one", ("SPEAKER_00", 100))
    assert recording.speakers.of_session(SESSION) == [Speaker("SPEAKER_00", seconds=100.0)]


def test_going_back_to_a_run_brings_its_names_back(recording):
    run_of(recording, "one", ("SPEAKER_00", 40), ("SPEAKER_01", 60))
    recording.speakers.rename(SESSION, "SPEAKER_00", "Dra. Pérez", SpeakerRole.MEDICO)
    run_of(recording, "two", ("SPEAKER_01", 40), ("SPEAKER_00", 60))
    recording.speakers.rename(SESSION, "SPEAKER_01", "Dra. Gómez", SpeakerRole.MEDICO)
    assert names(recording) == {"SPEAKER_01": "Dra. Gómez", "SPEAKER_00": ""}
    recording.segments.use_run(SESSION, "one")
    assert names(recording) == {"SPEAKER_00": "Dra. Pérez", "SPEAKER_01": ""}
    recording.segments.use_run(SESSION, "two")
    assert names(recording) == {"SPEAKER_01": "Dra. Gómez", "SPEAKER_00": ""}


def test_the_same_label_can_be_given_the_same_name_in_another_run(recording):
    run_of(recording, "one", ("SPEAKER_00", 40), ("SPEAKER_01", 60))
    recording.speakers.rename(SESSION, "SPEAKER_00", "Ana", SpeakerRole.PACIENTE)
    run_of(recording, "two", ("SPEAKER_01", 40), ("SPEAKER_00", 60))
    recording.speakers.rename(SESSION, "SPEAKER_01", "", SpeakerRole.DESCONOCIDO)
    recording.speakers.rename(SESSION, "SPEAKER_00", "Ana", SpeakerRole.PACIENTE)
    assert names(recording) == {"SPEAKER_01": "", "SPEAKER_00": "Ana"}


def test_a_suggested_role_is_kept_with_what_it_was_found_by(recording):
    run_of(recording, "one", ("SPEAKER_00", 40), ("SPEAKER_01", 60))
    recording.speakers.suggest_role(SESSION, "SPEAKER_00", SpeakerRole.MEDICO, {"score": 0.75})
    assert recording.speakers.of_session(SESSION)[0].role is SpeakerRole.MEDICO
    row = recording.audit.rows(SESSION)[-1]
    assert row.operation == Event.ROLE_SUGGESTED
    assert json.loads(row.metadata) == {"label": "SPEAKER_00", "role": "MEDICO", "score": 0.75}


def test_a_role_is_suggested_once_and_never_over_what_a_person_said(recording):
    run_of(recording, "one", ("SPEAKER_00", 40), ("SPEAKER_01", 60))
    recording.speakers.rename(SESSION, "SPEAKER_00", "Ana", SpeakerRole.PACIENTE)
    for role in (SpeakerRole.MEDICO, SpeakerRole.OTRO):
        recording.speakers.suggest_role(SESSION, "SPEAKER_00", role, {})
        recording.speakers.suggest_role(SESSION, "SPEAKER_01", role, {})
    roles = [speaker.role for speaker in recording.speakers.of_session(SESSION)]
    assert roles == [SpeakerRole.PACIENTE, SpeakerRole.MEDICO]
    assert events(recording).count(Event.ROLE_SUGGESTED) == 1
