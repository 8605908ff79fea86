"""What a rule hands in: a finding without its place in the session."""

from __future__ import annotations

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
