"""The scripted consultations: who says what, and by hand what is to be found in it.

`NAME.txt` has a turn a line (`MEDICO: …`), `NAME.findings.txt` a finding a line: kind, `+` or `-`,
name, details, and the words that name it. `?` among the details: it may be found or not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from aurity_desktop.domain.speakers import SpeakerRole
from aurity_desktop.domain.transcript import Word

FOLDER = Path(__file__).parent / "consultations"
#: Kept apart until the rules had been measured on them, and tuned on since.
OPENED = frozenset(
    [f"es-{number:02d}" for number in range(9, 73)]
    + [f"en-{number:02d}" for number in range(8, 73)]
)
#: Measured before anybody had read their misses. Those up to es-109 and en-108 have been read
#: since, and what was denied and told as affirmed was mended. They stand here because without
#: marks (`bare`) 13 denials of theirs are told as affirmed, more than `test_unpunctuated` allows.
#: From es-110 and en-110 on nobody who mends has read what is missed; of those up to 124 the
#: figures have once chosen between two ways.
KEPT_APART = frozenset(
    [f"es-{number:02d}" for number in range(73, 133)]
    + [f"en-{number:02d}" for number in range(73, 133)]
)
#: 240 pieces of consultations, of 100 words each, by two authors who never saw the rules; most of
#: what is missed there has been read. Far harder than a whole talk.
EXCERPTS = Path(__file__).parent / "excerpts"
#: Seconds: how long a word takes, and what lies between two turns.
_WORD, _PAUSE = 0.4, 0.6
#: Seconds that a speaker rests at a mark.
_PAUSES = {".": 0.8, "?": 0.8, "!": 0.8, "…": 0.8, ",": 0.25, ";": 0.25, ":": 0.25}
_MARKS = re.compile(r"^[¿¡\"(]+|[.,;:?!…\")]+$")


@dataclass(frozen=True, slots=True)
class Expected:
    """One finding as it was annotated; `at` is the first of the words that name it."""

    kind: str
    affirmed: bool
    name: str
    details: dict[str, str] = field(hash=False)
    family: bool
    optional: bool
    at: int
    line: str


@dataclass(frozen=True, slots=True)
class Consultation:
    """A talk with its words, the roles of its voices, and what is to be found."""

    name: str
    language: str
    words: tuple[Word, ...]
    roles: dict[str, SpeakerRole]
    expected: tuple[Expected, ...]


def consultations(folder: Path = FOLDER) -> list[Consultation]:
    """All of a folder, shorter names first."""
    paths = [path for path in folder.glob("??-*.txt") if "." not in path.stem]
    return [_read(path) for path in sorted(paths, key=lambda path: (len(path.stem), path.stem))]


def words_of(turns: list[tuple[str, str]]) -> tuple[tuple[Word, ...], dict[str, SpeakerRole]]:
    """The words of turns (role, text), with times, and the role of each label."""
    labels: dict[str, str] = {}
    words: list[Word] = []
    now = 0.0
    for role, text in turns:
        label = labels.setdefault(role, f"SPEAKER_{len(labels):02d}")
        for word in text.split():
            words.append(Word(round(now, 2), round(now + _WORD, 2), word, 1.0, label, 1.0))
            now += _WORD
        now += _PAUSE
    return tuple(words), {label: SpeakerRole(role) for role, label in labels.items()}


def bare(talk: Consultation, *, pauses: bool) -> Consultation:
    """A talk in small letters without marks, as some recognizers write it.

    `pauses`: the times still tell where a sentence ended.
    """
    words, later = [], 0.0
    for word in talk.words:
        text = _MARKS.sub("", word.text).lower()
        words.append(replace(word, text=text, start=word.start + later, end=word.end + later))
        if pauses:
            later += _PAUSES.get(word.text[-1:], 0.0)
    return replace(talk, words=tuple(words))


def _read(path: Path) -> Consultation:
    turns = []
    for line in path.read_text(encoding="utf-8").splitlines():
        role, _, text = line.partition(": ")
        turns.append((role, text))
    words, roles = words_of(turns)
    said = [word.text.lower().strip(".,;:¿?¡!…") for word in words]
    annotated = path.with_name(f"{path.stem}.findings.txt").read_text(encoding="utf-8")
    expected = [
        _expected(line, said, path.stem)
        for line in annotated.splitlines()
        if line and not line.startswith("#")
    ]
    return Consultation(path.stem, path.stem[:2], words, roles, tuple(expected))


def _expected(line: str, said: list[str], talk: str) -> Expected:
    kind, sign, name, details, quoted = (part.strip() for part in line.split("|"))
    flags = [part.strip() for part in details.split(";") if part.strip()]
    if kind == "vital_sign":
        flags = [f"value={each}" if each != "?" else each for each in flags]
    pairs = dict(flag.split("=", 1) for flag in flags if "=" in flag)
    words = [word.strip(".,;:¿?¡!…") for word in quoted.strip('"').lower().split()]
    places = [place for place in range(len(said)) if said[place : place + len(words)] == words]
    if not places:
        raise ValueError(f"{talk}: nobody says {quoted} ({line})")
    return Expected(
        kind, sign == "+", name, pairs, "family" in flags, "?" in flags, places[0], line
    )
