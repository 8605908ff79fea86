"""What a rule hands in: a finding without its place in the session."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from aurity_desktop.domain.findings import FindingKind, FindingValue, Polarity, Subject


@dataclass(frozen=True, slots=True)
class Piece:
    """Words `first` to `last` of the talk say it, `named_at` names it."""

    kind: FindingKind
    value: FindingValue
    first: int
    last: int
    named_at: int
    rule: str
    confidence: float = 0.9
    polarity: Polarity = Polarity.AFFIRMED
    subject: Subject = Subject.PATIENT


def put_together(
    pieces: Iterable[Piece],
    is_same: Callable[[Piece, Piece], bool],
    filled: Callable[[Piece, Piece], Piece],
) -> list[Piece]:
    """Of those that tell the same the first, in its place, `filled` with what each later adds."""
    kept: list[Piece] = []
    for piece in pieces:
        same = next((place for place, each in enumerate(kept) if is_same(each, piece)), None)
        if same is None:
            kept.append(piece)
        else:
            kept[same] = filled(kept[same], piece)
    return kept
