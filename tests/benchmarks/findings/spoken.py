"""The consultations spoken by Kokoro, and what the second pass makes of them.

Who says a word is known by the time of the turn that was spoken: voices are told apart by another
suite. A talk's recognized words are kept as `NAME.json`: words as they were heard, `[start, end,
text, probability, label]`, the roles by label, and the names that were written by their sound, as
the program writes them after Stop: `[first, last, text]`.
"""

from __future__ import annotations

import itertools
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from aurity_desktop.asr.by_sound import BySound
from aurity_desktop.asr.vad import Silero
from aurity_desktop.asr.whisper import Whisper
from aurity_desktop.asr.whole_recording import WhisperWhole
from aurity_desktop.domain.heard_write import Found, replaced
from aurity_desktop.domain.speakers import SpeakerRole
from aurity_desktop.domain.transcript import Word
from aurity_desktop.runtime.lexicon import lexicon
from aurity_desktop.runtime.thread_pools import usable_processors
from tests.benchmarks.findings.consultations import Consultation
from tests.benchmarks.spoken.dialogue import Say, SpokenTalk, SpokenTurn, spoken


class Recognizer:
    """Has each talk spoken and recognized. `folder` keeps the words; what is there is not made."""

    def __init__(self, model: Path, say: Say, folder: Path) -> None:
        whisper = Whisper(model, threads=usable_processors())
        self._whole = WhisperWhole(whisper, Silero)
        self._by_sound = BySound(whisper, lexicon, again=whisper)
        self._say = say
        self._folder = folder

    def recognized(self, talk: Consultation) -> Consultation:
        """The talk with the words that were recognized in place of its own."""
        path = self._folder / f"{talk.name}.json"
        told = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
        if "names" not in told:
            sys.stderr.write(f"\r{talk.name:<20}")
            said = spoken(turns_of(talk.words), talk.language, _number(talk.name), self._say)
            words = _words(told) if told else self._heard(talk, said)
            found = self._by_sound.found(said.samples, words, language=talk.language)
            _keep(path, words, list(found), talk.roles)
        return kept(path, talk)

    def _heard(self, talk: Consultation, said: SpokenTalk) -> tuple[Word, ...]:
        transcript = self._whole.transcribe(
            said.samples, language=talk.language, vocabulary=(), progress=lambda _: None
        )
        return with_speakers(transcript.words, said.turns)


def some_of(talks: Sequence[Consultation], count: int) -> list[Consultation]:
    """So many of the talks, evenly over each language's list; all for 0."""
    if not count:
        return list(talks)
    languages = sorted({talk.language for talk in talks})
    chosen: list[Consultation] = []
    for place, language in enumerate(languages):
        own = [talk for talk in talks if talk.language == language]
        share = min(len(own), count // len(languages) + (place < count % len(languages)))
        chosen += [own[number * len(own) // share] for number in range(share)]
    return chosen


def turns_of(words: Sequence[Word]) -> list[tuple[str, str]]:
    """Label and text of each turn, in order."""
    grouped = itertools.groupby(words, key=lambda word: word.speaker)
    return [(label, " ".join(word.text for word in said)) for label, said in grouped]


def with_speakers(words: Sequence[Word], turns: Sequence[SpokenTurn]) -> tuple[Word, ...]:
    """Each word with the label of the turn that its middle lies in or is nearest to."""
    return tuple(
        replace(word, speaker=_nearest(word.middle, turns).role, speaker_confidence=1.0)
        for word in words
    )


def kept(path: Path, talk: Consultation) -> Consultation:
    """The talk with the words that a file keeps, names written by their sound. Raises OSError."""
    told = json.loads(path.read_text(encoding="utf-8"))
    names = [Found(first, last, text) for first, last, text in told.get("names", [])]
    roles = {label: SpeakerRole(role) for label, role in told.get("roles", {}).items()}
    return replace(talk, words=replaced(_words(told), names), roles=roles)


def _words(told: dict[str, Any]) -> tuple[Word, ...]:
    return tuple(
        Word(start, end, text, probability, speaker)
        for start, end, text, probability, speaker in told["words"]
    )


def _keep(
    path: Path, words: Sequence[Word], names: Sequence[Found], roles: dict[str, SpeakerRole]
) -> None:
    told = {
        "words": [
            [round(each.start, 2), round(each.end, 2), each.text, each.probability, each.speaker]
            for each in words
        ],
        "names": [[each.first, each.last, each.text] for each in names],
        "roles": {label: role.value for label, role in roles.items()},
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


def _nearest(time: float, turns: Sequence[SpokenTurn]) -> SpokenTurn:
    return min(turns, key=lambda turn: max(turn.start - time, time - turn.end, 0.0))


def _number(name: str) -> int:
    """Which voices speak: the number in the talk's name."""
    return int(name.rpartition("-")[2])
