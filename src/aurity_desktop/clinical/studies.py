"""Studies that were asked for or done, with what they told."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from aurity_desktop.clinical.belonging import Named, mentions_of_kind
from aurity_desktop.clinical.details import side
from aurity_desktop.clinical.patterns import phrases
from aurity_desktop.clinical.pieces import Piece
from aurity_desktop.clinical.subjects import whose
from aurity_desktop.clinical.talk import Sentence, Talk
from aurity_desktop.clinical.term_lists import Mention, TermKind
from aurity_desktop.domain.findings import FindingKind, Study, StudyState, Subject

_RESULT: Final = re.compile(
    r"^(?: ?(?:,|de|en)|[^.?!]{0,40}?\b(?:salio|salieron|esta(?: en)?|fue|came back|was|is|of)\b"
    r"(?: \w+){0,3}?) ?"
    r"(?:(?P<n>\d+(?:\.\d+)?)(?! (?:meses|semanas|dias|anos|months|weeks|days))|"
    r"(?P<word>normal(?:es)?|negativ[oa]|positiv[oa]|alterad[oa]|negative|positive|high|low))"
)
_REPLIED: Final = re.compile(r"\b(?P<word>negativ[oa]|positiv[oa]|negative|positive)\b")
_ORDERED: Final = phrases(r"""
    pedir | pid[oa] | te pido | mandar | mando | solicit\w+ | necesito | quiero(?! ver) | hacer
    hagase | va a ir | vaya | repite | repetir | traigame | nuev[oa]
    i want(?! to see| you) | i'd (?:also )?like(?! to see| you) | i'll (?:get|send|order)
    we'll (?:get|check|send) | let's (?:check|get) | order | send | get a | check
    also need | i need
""")
_IF_EVER: Final = re.compile(
    r"\b(si no mejora|solamente si|if it|if the|we'd|might|may|do i need|necesito una\?|no need|"
    r"don't need|not if|podria)\b|\bno (x-ray|mri|ct|necesita)"
)


def studies(talk: Talk) -> list[Piece]:
    """What was asked for and what has come back; each once."""
    found: list[Piece] = []
    ordering, turn = False, -1
    for sentence in talk.sentences:
        goes_on = ordering and sentence.turn == turn and sentence.text.startswith(("y ", "and "))
        ordering, turn = goes_on or _orders(talk, sentence), sentence.turn
        named = Named(talk, {sentence.number: mentions_of_kind(talk, sentence, TermKind.STUDY)})
        for mention in named.mentions[sentence.number]:
            piece = _piece(named, sentence, mention, ordering=ordering)
            if piece is None:
                continue
            same = next((i for i, each in enumerate(found) if _alike(each, piece)), None)
            if same is None:
                found.append(piece)
            elif not found[same].value.text.count(":"):
                found[same] = replace(found[same], value=piece.value)
    return [each for each in found if not _came_back(each, found)]


def _came_back(piece: Piece, found: list[Piece]) -> bool:
    """Whether what was asked for was done later in the same talk."""
    own = piece.value
    assert isinstance(own, Study)
    return own.state is StudyState.ORDERED and any(
        isinstance(each.value, Study)
        and each.value.name == own.name
        and each.value.state is StudyState.DONE
        and each.named_at > piece.named_at
        for each in found
    )


def _orders(talk: Talk, sentence: Sentence) -> bool:
    if talk.clinicians and not talk.by_clinician(sentence):
        return False
    return not sentence.question and _ORDERED.search(sentence.text) is not None


def _piece(named: Named, sentence: Sentence, mention: Mention, *, ordering: bool) -> Piece | None:
    talk = named.talk
    if _IF_EVER.search(sentence.text):
        return None
    if whose(talk, sentence, mention.first).subject is not Subject.PATIENT:
        return None
    rest = sentence.text[sentence.place(mention.last) :]
    behind = rest.split(" ", 1)[1] if " " in rest else ""
    where = side(sentence, mention, named)
    if not sentence.question and (match := _RESULT.match(behind)):
        end = len(sentence.text) - len(behind) + match.end()
        value = Study(mention.name, match["n"] or match["word"], StudyState.DONE, where)
        last = sentence.words_of(sentence.place(mention.first), end)[1]
        return _made(mention, value, last, "result")
    if sentence.question:
        return _asked(talk, sentence, mention)
    if ordering:
        return _made(
            mention, Study(mention.name, "", StudyState.ORDERED, where), mention.last, "ordered"
        )
    return None


def _asked(talk: Talk, sentence: Sentence, mention: Mention) -> Piece | None:
    """`¿Ya le hicieron la prueba? … salió negativa.`"""
    for following in talk.sentences[sentence.number + 1 : sentence.number + 3]:
        if following.question:
            return None
        if match := _REPLIED.search(following.text):
            value = Study(mention.name, match["word"], StudyState.DONE)
            return _made(mention, value, following.last, "answered")
    return None


def _made(mention: Mention, value: Study, last: int, rule: str) -> Piece:
    return Piece(
        FindingKind.STUDY,
        value,
        mention.first,
        max(mention.last, last),
        mention.first,
        f"study.{rule}",
        0.85,
    )


def _alike(one: Piece, other: Piece) -> bool:
    a, b = one.value, other.value
    assert isinstance(a, Study)
    assert isinstance(b, Study)
    return a.name == b.name and a.state is b.state
