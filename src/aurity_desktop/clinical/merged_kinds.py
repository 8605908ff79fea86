"""What was told several times, or under a wider and a closer name, as one finding each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from aurity_desktop.clinical.pieces import Piece, put_together
from aurity_desktop.clinical.talk import Talk
from aurity_desktop.domain.findings import (
    Antecedent,
    Diagnosis,
    FindingValue,
    Polarity,
    Symptom,
)

#: Names of an operation that say nothing of which.
_ANY_OPERATION: Final = frozenset({"surgery", "cirugía"})
_OPERATION: Final = re.compile(
    r"\bsurgery|cirugía|\w+(?:ectom[yí]a?|plasty|plastia|section)\b|cesárea"
)


def without_the_wider(talk: Talk, pieces: Sequence[Piece]) -> list[Piece]:
    """`Any surgeries? — My knee.` tells of a knee surgery alone: the closer name counts."""
    return [
        each
        for each in pieces
        if not any(
            _is_closer(each, other)
            and abs(_turn(talk, each) - _turn(talk, other)) <= 1
            and each.subject is other.subject
            for other in pieces
        )
    ]


def _turn(talk: Talk, piece: Piece) -> int:
    return talk.sentence_at(piece.named_at).turn


def _is_closer(wide: Piece, close: Piece) -> bool:
    """Whether both are antecedents that are so, and the other has all the words of the one."""
    both = isinstance(wide.value, Antecedent) and isinstance(close.value, Antecedent)
    affirmed = wide.polarity is close.polarity is Polarity.AFFIRMED
    if not (both and affirmed):
        return False
    one, other = (frozenset(_key(each.value)[0].split()) for each in (wide, close))
    return one < other or (_key(wide.value)[0] in _ANY_OPERATION and _is_operation(close))


def _is_operation(piece: Piece) -> bool:
    name = _key(piece.value)[0]
    return name not in _ANY_OPERATION and _OPERATION.search(name) is not None


def merged(pieces: Iterable[Piece]) -> list[Piece]:
    """One for each thing, whose it is and whether it is so: the first, with what others add.

    What was denied by an answer and told as a fact later, by the same rule of a kind, stays both:
    the clinician sees where each was said.
    """
    return put_together(pieces, _alike, _filled)


def _alike(one: Piece, other: Piece) -> bool:
    return (
        one.kind is other.kind
        and one.polarity is other.polarity
        and one.subject is other.subject
        and _key(one.value) == _key(other.value)
    )


def _key(value: FindingValue) -> Sequence[str]:
    relation = value.relation if isinstance(value, Antecedent) else ""
    return (getattr(value, "name", ""), relation)


def _filled(one: Piece, other: Piece) -> Piece:
    a, b = one.value, other.value
    if isinstance(a, Symptom) and isinstance(b, Symptom):
        return replace(one, value=replace(a, since=a.since or b.since, side=a.side or b.side))
    if isinstance(a, Antecedent) and isinstance(b, Antecedent):
        return replace(one, value=replace(a, since=a.since or b.since))
    if isinstance(a, Diagnosis) and isinstance(b, Diagnosis):
        return replace(one, value=replace(a, side=a.side or b.side))
    return one
