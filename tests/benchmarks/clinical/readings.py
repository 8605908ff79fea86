"""What was read of each talk, kept as it is made: a run that breaks off goes on where it was."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from aurity_desktop.domain.transcript import Word, text_of


@dataclass(frozen=True, slots=True)
class Reading:
    """What one way made of one sound. `words` only where the way has times for them."""

    text: str
    words: tuple[Word, ...] = ()

    @classmethod
    def of(cls, words: Sequence[Word]) -> Reading:
        """Words with their text."""
        return cls(text_of(tuple(words)), tuple(words))


@dataclass(frozen=True, slots=True)
class Place:
    """Which reading: of which model, which sound (a hash of its samples) and which way."""

    model: str
    talk: str
    noisy: bool
    sound: str
    way: str


class KeptReadings:
    """Readings in a file, one a line; in memory alone without a file.

    A line that a broken run left unfinished is not read.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._kept = dict(_read(path)) if path and path.is_file() else {}

    def get(self, place: Place) -> Reading | None:
        """None where it was not made yet."""
        return self._kept.get(place)

    def all(self) -> list[tuple[Place, Reading]]:
        """In the order in which they were kept."""
        return list(self._kept.items())

    def keep(self, place: Place, reading: Reading) -> None:
        """In the file when it returns."""
        self._kept[place] = reading
        if self._path is None:
            return
        words = [[word.start, word.end, word.text, word.probability] for word in reading.words]
        line = {
            "model": place.model,
            "talk": place.talk,
            "noisy": place.noisy,
            "sound": place.sound,
            "way": place.way,
            "text": reading.text,
            "words": words,
        }
        whole = not self._path.is_file() or self._path.read_bytes()[-1:] in (b"", b"\n")
        with self._path.open("a", encoding="utf-8") as file:
            file.write("" if whole else "\n")
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def _read(path: Path) -> list[tuple[Place, Reading]]:
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            told = json.loads(line)
        except ValueError:
            continue
        words = tuple(Word(start, end, text, sure) for start, end, text, sure in told["words"])
        place = Place(told["model"], told["talk"], told["noisy"], told["sound"], told["way"])
        found.append((place, Reading(told["text"], words)))
    return found
