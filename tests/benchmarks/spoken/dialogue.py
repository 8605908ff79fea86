"""Two people talking: sentences with pauses between them, and when each turn is heard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from aurity_desktop.domain.audio import SAMPLE_RATE
from tests.benchmarks.spoken.kokoro import VOICES, Samples, sentences

_BETWEEN_SENTENCES = 0.25  # seconds
#: Between two turns, one after the other.
_BETWEEN_TURNS = (0.45, 0.6, 0.35, 0.8, 0.5)
_LOUDNESS = 0.06  # of full scale, root mean square of what is spoken

#: A sentence, its language and a voice, to samples.
Say = Callable[[str, str, str], Samples]


@dataclass(frozen=True, slots=True)
class SpokenTurn:
    """Seconds of the talk's sound."""

    role: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class SpokenTalk:
    """`samples`: int16, shape (n,), 16 kHz."""

    samples: Samples
    turns: tuple[SpokenTurn, ...]

    @property
    def seconds(self) -> float:
        return len(self.samples) / SAMPLE_RATE


def spoken(turns: Sequence[tuple[str, str]], language: str, number: int, say: Say) -> SpokenTalk:
    """Turns (role, text), spoken. The voices of the talk follow from its `number`; each is brought
    to the same loudness.
    """
    roles = list(dict.fromkeys(role for role, _ in turns))
    voice_of = {role: VOICES[(number + place) % len(VOICES)] for place, role in enumerate(roles)}
    pieces = [_silence(0.5)]
    heard: list[SpokenTurn] = []
    now = 0.5
    for place, (role, text) in enumerate(turns):
        said = [say(each, language, voice_of[role]) for each in sentences(text)]
        parts = [part for each in said for part in (each, _silence(_BETWEEN_SENTENCES))][:-1]
        turn = _levelled(np.concatenate(parts)) if parts else _silence(0.0)
        pause = _BETWEEN_TURNS[place % len(_BETWEEN_TURNS)]
        heard.append(SpokenTurn(role, now, now + len(turn) / SAMPLE_RATE))
        pieces += [turn, _silence(pause)]
        now = heard[-1].end + len(pieces[-1]) / SAMPLE_RATE
    return SpokenTalk(np.concatenate(pieces), tuple(heard))


def _silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * SAMPLE_RATE), dtype=np.int16)


def _levelled(samples: Samples) -> Samples:
    sound = samples / 32768
    loudness = float(np.sqrt(np.mean(sound**2))) if sound.size else 0.0
    sound = sound * (_LOUDNESS / loudness) if loudness else sound
    return (np.clip(sound, -1, 1) * 32767).astype(np.int16)
