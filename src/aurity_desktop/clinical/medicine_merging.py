"""One finding for each medicine and use, out of all its mentions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from aurity_desktop.clinical.pieces import Piece, put_together
from aurity_desktop.domain.findings import Medicine, MedicineUse, Polarity

#: What is counted of an inhaler.
_PUFFS = ("disparo", "inhalaci", "puff")


def merged(pieces: Sequence[Piece]) -> list[Piece]:
    """One for each medicine and use: a later one adds what was not said before."""
    kept = put_together(pieces, _alike, _filled)
    return [each for each in kept if not _adds_nothing(each, kept)]


def medicine_of(piece: Piece) -> Medicine:
    """The value of a piece that is a medicine."""
    assert isinstance(piece.value, Medicine)
    return piece.value


def _alike(one: Piece, other: Piece) -> bool:
    a, b = medicine_of(one), medicine_of(other)
    if (a.name, a.use, one.polarity) != (b.name, b.use, other.polarity):
        return False
    if a.frequency and b.frequency and a.frequency != b.frequency and _counts_otherwise(a, b):
        return False
    if _is_other_form(a, b) or _is_other_form(b, a):
        return False
    return all(
        x is None or y is None or x == y
        for x, y in ((a.strength, b.strength), (a.quantity, b.quantity))
    )


def _is_other_form(one: Medicine, other: Medicine) -> bool:
    """`2.5 mg` in a nebulizer and `2 disparos` of an inhaler are two prescriptions."""
    if one.strength is None or one.quantity is not None or other.strength is not None:
        return False
    puffed = other.quantity is not None and other.quantity.unit.startswith(_PUFFS)
    return puffed and one.strength.unit in ("mg", "g")


def _counts_otherwise(one: Medicine, other: Medicine) -> bool:
    """One told by its strength and the other by its form, as two prescriptions are."""
    return bool(one.strength) is not bool(other.strength) and bool(one.quantity) is not bool(
        other.quantity
    )


def _filled(one: Piece, other: Piece) -> Piece:
    a, b = medicine_of(one), medicine_of(other)
    value = replace(
        a,
        strength=a.strength or b.strength,
        quantity=a.quantity or b.quantity,
        route=a.route or b.route,
        frequency=a.frequency or b.frequency,
        duration=a.duration or b.duration,
        condition=a.condition or b.condition,
        former=a.former or b.former,
    )
    return replace(one, value=value, last=one.last if value == a else max(one.last, other.last))


def is_dosed(medicine: Medicine) -> bool:
    """Whether anything of how much, how often or how long is told."""
    return bool(medicine.strength or medicine.quantity or medicine.frequency or medicine.duration)


def _adds_nothing(piece: Piece, others: Sequence[Piece]) -> bool:
    """A mention without a dose of what another finding of the same medicine tells."""
    own = medicine_of(piece)
    same = [
        each
        for each in others
        if each is not piece
        and medicine_of(each).name == own.name
        and each.subject is piece.subject
    ]
    if own.use is MedicineUse.PRESCRIBED and piece.polarity is Polarity.AFFIRMED:
        forbidden = [
            each
            for each in same
            if each.polarity is Polarity.DENIED
            and medicine_of(each).use is MedicineUse.PRESCRIBED
            and each.named_at > piece.named_at
            and not (each.rule.endswith("_if") and is_dosed(own))
        ]
        if forbidden:  # thought better of
            return True
    if piece.polarity is Polarity.DENIED:
        if own.use is not MedicineUse.TAKEN:
            return False
        return any(
            each.polarity is Polarity.AFFIRMED or medicine_of(each).use is MedicineUse.PRESCRIBED
            for each in same
        )
    if is_dosed(own) or own.use is MedicineUse.STOPPED:
        return False
    if own.use is MedicineUse.TAKEN:
        told = not piece.rule.endswith("clinician_with_dose")
        return any(medicine_of(each).use is MedicineUse.TAKEN or not told for each in same)
    return any(each.polarity is Polarity.AFFIRMED for each in same)
