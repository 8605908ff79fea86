"""What one answer says of several things that were asked at once: `nada de eso`, `solo la tos`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from aurity_desktop.clinical.denials import denial_before
from aurity_desktop.clinical.reply_turns import by_ordinal, says_all, says_no_more
from aurity_desktop.clinical.talk import Sentence, Talk
from aurity_desktop.clinical.term_lists import Mention
from aurity_desktop.domain.findings import Polarity

_BOTH: Final = re.compile(r"^(las dos cosas|las dos|los dos|ambas|ambos|both)\b")
_FEW: Final = 7
_CHANGED_TO_YES: Final = re.compile(r"\b(?:yes|sí|too|tambien|all of|todo lo demas sí)\b")
#: Of what was asked, the answer names one, and no more; or puts all that it leaves aside well.
_ONLY: Final = re.compile(
    r"\b(?:just|only|solo|solamente|nomas|nada mas|unicamente|alone|la pura|el puro|puros|puras|"
    r"pura)\b"
)
_THE_REST: Final = re.compile(
    r"\b(?:the rest|everything else|lo demas|todo lo demas|el resto|otherwise|apart from that|"
    r"other than that|aside from that|besides that|aparte de eso|"
    r"fuera de eso|nothing else|ninguna otra|nada mas que eso|lo otro|(?:not |"
    r"none of )?the others?)\b"
)

_POLAR_WORDS: Final = {
    **dict.fromkeys(("no", "nope", "never", "nunca", "tampoco", "not really", "nah"), False),
    **dict.fromkeys(
        ("yes", "yeah", "sí", "always", "siempre", "sometimes", "a veces", "yep"), True
    ),
    **dict.fromkeys(("a little", "un poco", "tantito", "poquito", "eso sí", "constantly"), True),
}
#: Polarity and rule.
Said = tuple[Polarity, str]


def of_several(
    talk: Talk,
    question: Sentence,
    mention: Mention,
    mentions: Mapping[int, Sequence[Mention]],
    statements: Sequence[Sentence],
    touched: Callable[[Sequence[Sentence]], bool],
) -> Said | None:
    """What is said of a mention that was asked together with others; None where nothing is.

    `touched` tells whether statements speak of the mention by a word of its own.
    """
    first = statements[0].text
    asked = list(dict.fromkeys(each.name for each in mentions.get(question.number, ())))
    if _BOTH.search(first):
        return Polarity.AFFIRMED, "answered_both"
    if len(asked) > 1 and says_all(first):
        return Polarity.AFFIRMED, "answered_all"
    said = by_ordinal(first, asked.index(mention.name), len(asked)) if len(asked) > 1 else None
    if said is not None:
        return (Polarity.AFFIRMED if said else Polarity.DENIED), "answered_by_number"
    if _left_out(talk, set(asked), mentions, statements) and not touched(statements):
        return Polarity.DENIED, "left_out"
    return None


def answered_in_turn(
    question: Sentence,
    mention: Mention,
    mentions: Mapping[int, Sequence[Mention]],
    statements: Sequence[Sentence],
) -> Polarity | None:
    """What the answer says of a mention by its place: `Throat, cough, nose? — No, no, always.`"""
    asked = list(dict.fromkeys(each.name for each in mentions.get(question.number, ())))
    said = _one_after_another(statements[0].text, len(asked)) if len(asked) > 1 else []
    if not said:
        return None
    return Polarity.AFFIRMED if said[asked.index(mention.name)] else Polarity.DENIED


def _one_after_another(text: str, count: int) -> list[bool]:
    """Yes or no for each of `count`; empty where the text is not that, or says one of all."""
    said = [each for each in re.split(r" ?[,.!] ?| (?:and|y|pero|but) ", text) if each]
    said = [each.removeprefix("and ").removeprefix("y ") for each in said]
    told = [_POLAR_WORDS.get(each) for each in said]
    known = [each for each in told if each is not None]
    return known if len(known) == len(told) == count and len(set(known)) > 1 else []


def _left_out(
    talk: Talk,
    asked: set[str],
    mentions: Mapping[int, Sequence[Mention]],
    statements: Sequence[Sentence],
) -> bool:
    """`Fever, cough, chills? — Just the cough.`; `— Cough, yes. The rest is fine.`"""
    for each in statements:
        named = {again.name for again in mentions.get(each.number, ())} & asked
        if not named or denial_before(each.text, language=talk.language):
            continue
        few = len(each.text.split()) <= _FEW
        if (few and _ONLY.search(each.text)) or says_no_more(each.text):
            return True
    rest = [each for each in statements if _THE_REST.search(each.text)]
    return bool(rest) and not _CHANGED_TO_YES.search(rest[0].text)
