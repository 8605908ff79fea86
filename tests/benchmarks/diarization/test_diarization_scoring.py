import json

import pytest

from aurity_desktop.domain.speakers import Diarization, Turn
from aurity_desktop.domain.transcript import Word
from tests.benchmarks.diarization.scoring import (
    TurnErrors,
    read_words,
    turn_errors,
    word_speaker_errors,
)


def test_each_kind_of_error_is_counted_in_seconds():
    reference = [Turn(0, 10, "doctor"), Turn(10, 14, "patient")]
    found = [Turn(0, 8, "A"), Turn(9, 10, "B"), Turn(10, 16, "B")]
    errors = turn_errors(reference, found, 20.0)
    assert errors == TurnErrors(speech=14, missed=1, false_alarm=2, confusion=1)
    assert errors.rate == pytest.approx(4 / 14)


def test_labels_are_matched_before_words_count_as_wrong():
    reference = [Word(0, 1, "a", speaker="doctor"), Word(5, 6, "b", speaker="patient")]
    found = Diarization((Turn(0, 2, "S0"), Turn(4, 7, "S1")), ("S0", "S1"), "")
    assert word_speaker_errors(reference, found).rate == 0.0


def test_one_voice_for_two_people_is_wrong_for_the_words_of_one():
    reference = [Word(n, n + 1, "x", speaker="ab"[n > 2]) for n in range(4)]
    found = Diarization((Turn(0, 4, "S0"),), ("S0",), "")
    errors = word_speaker_errors(reference, found)
    assert (errors.words, errors.wrong) == (4, 1)


def test_without_any_turn_every_word_is_wrong():
    errors = word_speaker_errors([Word(0, 1, "a", speaker="x")], Diarization((), (), ""))
    assert errors.rate == 1.0


def test_words_are_laid_out_over_their_turn_by_length(tmp_path):
    file = tmp_path / "talk.turns.json"
    turn = {"start": 1.0, "end": 3.0, "speaker": "doctor", "text": "uno tres"}
    file.write_text(json.dumps([turn]), encoding="utf-8")
    first, second = read_words(file)
    assert (first.start, second.end) == (1.0, pytest.approx(3.0))
    assert first.end == second.start == pytest.approx(1.0 + 2.0 * 4 / 9)
    assert {first.speaker, second.speaker} == {"doctor"}
