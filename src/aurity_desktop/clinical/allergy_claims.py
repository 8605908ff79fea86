"""What was said of each substance, and what of it counts in the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aurity_desktop.clinical.allergy_words import A_BREATH, MEDICINES
from aurity_desktop.clinical.pieces import Piece
from aurity_desktop.domain.findings import Allergy, FindingKind, Polarity


@dataclass(slots=True)
class Claim:
    """Words `first` to `last` say of a substance that somebody is, or is not, allergic to it.

    `anything`: it is a class, such as foods, or "" for whatever there is.
    """

    substance: str
    polarity: Polarity
    first: int
    last: int
    named_at: int
    rule: str
    anything: bool = False
    medicine: bool = False
    reaction: str = ""


def counted(claims: Sequence[Claim]) -> Iterator[Piece]:
    """The findings: of each substance the last that was said of it."""
    last: dict[str, Claim] = {}
    for each in claims:
        claim = each
        earlier = last.pop(claim.substance, None)
        if earlier is not None and earlier.polarity is claim.polarity:
            earlier.reaction = earlier.reaction or claim.reaction
            claim = earlier  # the first place where it stands counts
        last[claim.substance] = claim
    for claim in last.values():
        if not (claim.anything and _contradicted(claim, list(last.values()))):
            yield Piece(
                FindingKind.ALLERGY,
                Allergy(claim.substance, claim.reaction),
                claim.first,
                claim.last,
                claim.named_at,
                f"allergy.{claim.rule}",
                0.9,
                claim.polarity,
            )


def _contradicted(claim: Claim, claims: Sequence[Claim]) -> bool:
    """A general denial beside an allergy that was told, or beside a denial that says more."""
    if claim.polarity is Polarity.AFFIRMED:
        return True
    told = [each for each in claims if each is not claim]
    affirmed = [each for each in told if each.polarity is Polarity.AFFIRMED]
    if claim.rule == "denied_all" and any(
        0 < each.named_at - claim.named_at < A_BREATH
        and (each.medicine or claim.substance not in MEDICINES)
        for each in affirmed
    ):
        return True
    if claim.substance == "":
        return bool(affirmed) or any(each.anything for each in told)
    if claim.substance in MEDICINES and claim.rule != "named":
        return any(
            each.medicine or (each.rule == "reminded" and each.named_at > claim.named_at)
            for each in affirmed
        )
    return False
