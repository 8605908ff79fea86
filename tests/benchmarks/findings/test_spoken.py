"""A consultation that is spoken keeps its turns, and each word recognized has its speaker."""

from __future__ import annotations

from aurity_desktop.domain.speakers import SpeakerRole
from aurity_desktop.domain.transcript import Word
from tests.benchmarks.findings.consultations import Consultation, words_of
from tests.benchmarks.findings.spoken import kept, some_of, turns_of, with_speakers
from tests.benchmarks.spoken.dialogue import SpokenTurn


def talk(name: str) -> Consultation:
    words, roles = words_of([("MEDICO", "¿Fiebre?"), ("PACIENTE", "No, doctor.")])
    return Consultation(name, name[:2], words, roles, ())


def test_the_turns_that_are_spoken_are_those_of_the_text():
    assert turns_of(talk("es-01").words) == [
        ("SPEAKER_00", "¿Fiebre?"),
        ("SPEAKER_01", "No, doctor."),
    ]


def test_a_word_is_given_to_the_turn_that_it_was_heard_in_or_next_to():
    turns = [SpokenTurn("A", 0.5, 2.0), SpokenTurn("B", 3.0, 4.0)]
    words = [Word(0.0, 0.4, "ya"), Word(1.9, 2.3, "no"), Word(2.6, 3.0, "sí"), Word(4.2, 5, "eh")]
    assert [word.speaker for word in with_speakers(words, turns)] == ["A", "A", "B", "B"]


def test_some_talks_are_spread_over_both_languages_and_are_the_same_each_time():
    talks = [talk(f"{language}-{number:02d}") for language in ("en", "es") for number in range(6)]
    names = [each.name for each in some_of(talks, 4)]
    assert names == ["en-00", "en-03", "es-00", "es-03"]
    assert some_of(talks, 0) == talks
    assert len(some_of(talks, 40)) == 12


def test_words_that_a_folder_keeps_stand_in_place_of_the_talks_own(tmp_path):
    path = tmp_path / "es-01.json"
    path.write_text(
        '{"words": [[0, 1, "hola", 0.5, "X"]], "roles": {"X": "MEDICO"}}', encoding="utf-8"
    )
    heard = kept(path, talk("es-01"))
    assert heard.words == (Word(0, 1, "hola", 0.5, "X"),)
    assert heard.roles == {"X": SpeakerRole.MEDICO}


def test_a_name_that_was_written_by_its_sound_stands_in_place_of_what_was_heard(tmp_path):
    path = tmp_path / "es-01.json"
    path.write_text(
        '{"words": [[0, 1, "tome", 0.5, "X"], [1, 2, "los", 0.5, "X"], [2, 3, "artan.", 0.5, "X"]],'
        ' "names": [[1, 2, "losartán."]], "roles": {"X": "MEDICO"}}',
        encoding="utf-8",
    )
    heard = kept(path, talk("es-01"))
    assert heard.words == (Word(0, 1, "tome", 0.5, "X"), Word(1, 3, "losartán.", 0.5, "X"))
