"""What a sentence of a draft must stand up to, whoever wrote it: the turns that it cites.

Every number, medicine, denial and side of the sentence must be in them. What is not is refused as
a whole sentence; nothing is mended.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from aurity_desktop.clinical.allergies import allergies
from aurity_desktop.clinical.details import sides
from aurity_desktop.clinical.doses import Part, expressions
from aurity_desktop.clinical.medicines import medicines
from aurity_desktop.clinical.patterns import numbers_of
from aurity_desktop.clinical.pieces import Piece
from aurity_desktop.clinical.polarity import told_in
from aurity_desktop.clinical.talk import Talk
from aurity_desktop.clinical.term_lists import Mention, TermKind, term_list
from aurity_desktop.clinical.told_kinds import mentions_of
from aurity_desktop.domain.findings import Allergy, Dose, Medicine, Polarity, Side
from aurity_desktop.domain.note_drafts import CitedTurn, DraftSentence
from aurity_desktop.domain.transcript import Word

_NAMED: Final = frozenset({TermKind.MEDICINE, TermKind.SUBSTANCE, TermKind.ALLERGEN})


class Refusal(StrEnum):
    """Why a sentence is refused."""

    NO_CITATION = "no citation"
    NUMBER = "a number that nobody said"
    UNIT = "a unit that nobody said"
    MEDICINE = "a medicine or substance that nobody said"
    DOSE = "the dose of another medicine"
    NOT_SAID = "a symptom or disease that nobody said"
    POLARITY = "affirmed where it was denied, or denied where it was affirmed"
    SIDE = "a side that nobody said"


@dataclass(frozen=True, slots=True)
class CheckedDraft:
    """The sentences that stand, and those that are refused with every reason."""

    standing: tuple[DraftSentence, ...]
    refused: tuple[tuple[DraftSentence, frozenset[Refusal]], ...]


def checked(
    draft: Sequence[DraftSentence], turns: Sequence[CitedTurn], language: str
) -> CheckedDraft:
    """Divide a draft into what stands and what is refused. `language`: `es` or `en`."""
    reasons = [(sentence, refusals(sentence, turns, language)) for sentence in draft]
    return CheckedDraft(
        tuple(sentence for sentence, why in reasons if not why),
        tuple((sentence, why) for sentence, why in reasons if why),
    )


def refusals(
    sentence: DraftSentence, turns: Sequence[CitedTurn], language: str
) -> frozenset[Refusal]:
    """Every reason against a sentence; none where it stands."""
    by_number = {turn.number: turn for turn in turns}
    if not sentence.cites or any(number not in by_number for number in sentence.cites):
        return frozenset({Refusal.NO_CITATION})
    cited = [by_number[number] for number in sorted(set(sentence.cites))]
    written = _talk([CitedTurn(0, "", sentence.text)], language)
    said = _talk(cited, language)
    return frozenset(_against(written, said))


def _against(written: Talk, said: Talk) -> Iterator[Refusal]:
    if not _numbers(written) <= _numbers(said):
        yield Refusal.NUMBER
    if any(_other_unit(dose, said) for dose in _doses(written)):
        yield Refusal.UNIT
    if not _names(written) <= _names(said):
        yield Refusal.MEDICINE
    if _other_dose(written, said):
        yield Refusal.DOSE
    yield from _polarities(written, said)
    if not _sides(written) <= _sides(said):
        yield Refusal.SIDE


def _talk(turns: Sequence[CitedTurn], language: str) -> Talk:
    words = [
        Word(0.0, 0.0, text, 1.0, turn.speaker or "SPEAKER_UNKNOWN")
        for turn in turns
        for text in turn.text.split()
    ]
    return Talk(words, language)


def _numbers(talk: Talk) -> set[Decimal]:
    return {number for each in talk.sentences for number in numbers_of(each.text)}


def _doses(talk: Talk) -> list[Dose]:
    return [
        each.value
        for sentence in talk.sentences
        for each in expressions(sentence)
        if each.part in (Part.STRENGTH, Part.QUANTITY) and isinstance(each.value, Dose)
    ]


def _other_unit(dose: Dose, said: Talk) -> bool:
    """Whether so much was said, and only of another unit."""
    same_amount = [each for each in _doses(said) if each.amount == dose.amount]
    return bool(dose.unit and same_amount) and all(
        each.unit.rstrip("s") != dose.unit.rstrip("s") for each in same_amount
    )


def _names(talk: Talk) -> set[str]:
    found = term_list(talk.language).mentions(talk.plain, _NAMED)
    return {each.name for each in found}


def _other_dose(written: Talk, said: Talk) -> bool:
    """Whether a medicine stands with a dose that was said, and not of it."""
    told: dict[str, set[Dose | None]] = defaultdict(set)
    for piece in _medicines(said):
        told[piece.name].add(piece.strength)
    return any(
        piece.strength is not None and told[piece.name] and piece.strength not in told[piece.name]
        for piece in _medicines(written)
    )


def _medicines(talk: Talk) -> list[Medicine]:
    allergic = allergies(talk)
    found = medicines(talk, besides=frozenset(allergic.words), allergic_to=frozenset())
    return [piece.value for piece in found if isinstance(piece.value, Medicine)]


def _polarities(written: Talk, said: Talk) -> Iterator[Refusal]:
    here, there = _told(written), _told(said)
    mentioned = {each.name for each in _all_mentions(said)}
    for name, polarities in here.items():
        if name in there and not polarities <= there[name]:
            yield Refusal.POLARITY
        elif name not in there and name not in mentioned:
            yield Refusal.NOT_SAID


def _told(talk: Talk) -> Mapping[str, set[Polarity]]:
    """By name, of symptoms, diseases, medicines and allergies, how they are told."""
    told: dict[str, set[Polarity]] = defaultdict(set)
    mentions = {each.number: mentions_of(talk, each) for each in talk.sentences}
    for each in told_in(talk, mentions):
        told[each.mention.name].add(each.polarity)
    for piece in (*allergies(talk).pieces, *_pieces(talk)):
        value = piece.value
        name = value.substance if isinstance(value, Allergy) else getattr(value, "name", "")
        told[f"{piece.kind} {name}"].add(piece.polarity)
    return told


def _pieces(talk: Talk) -> list[Piece]:
    allergic = allergies(talk)
    return medicines(talk, besides=frozenset(allergic.words), allergic_to=frozenset())


def _all_mentions(talk: Talk) -> list[Mention]:
    return [each for sentence in talk.sentences for each in mentions_of(talk, sentence)]


def _sides(talk: Talk) -> set[Side]:
    """The sides of the talk; of a sentence that puts one right, the last."""
    return {each for sentence in talk.sentences for each in sides(sentence)}
