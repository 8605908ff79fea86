"""A clause and its denying words: what they deny, and where nobody can tell.

The last resort behind the rules of `statements.py`, which know by which words a denial is told:
here only the form counts. A clause with a denying word in it affirms nothing by itself.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import Final

_DENYING: Final = re.compile(
    r"\b(?:no|nunca|jamas|tampoco|ni|sin|not|never|nor|neither|cannot|without|hardly|\w+n't)\b"
)
#: Where another clause begins.
_BOUND: Final = re.compile(
    r"[,;:.?!…¿¡]|\b(?:pero|but|aunque|although|though|sino|porque|because|since|que|cuando|when|"
    r"while|mientras|si|if|so|y|and|o|or|which|that|who|until|hasta|al|para|por|except|salvo|"
    r"excepto|than|como|like|unless|solo|only|just)\b"
)
#: With these nothing is denied: the name was measured, seen or known by nobody.
_UNCHECKED: Final = re.compile(
    r"\b(?:check\w*|measur\w*|tak(?:e|en)|took|look(?:ed)?|tom(?:ado|e|amos)|chec(?:ado|ara|o)|"
    r"medi(?:do|r)?|revis\w+|fij(?:ado|e)|sabe?|se|know|sure|remember|recall|acuerdo)\b"
)
#: Denied is how it is, or since when, and not that it is: `is not bad`, `no es fuerte`.
_HOW: Final = re.compile(
    r"\b(?:isn't|aren't|wasn't|weren't|(?:is|are|was|were) (?:not|never)|no (?:es|era|son|fue|esta|"
    r"estaba|han sido))\b (?!(?:there|here|present|a problem|an issue|any|ahi|hay)\b)|"
    r"\b(?:before|antes|asi|like (?:this|that)|always|siempre|todo|all|every|much|mucho|muy|very|"
    r"tan|tranquil\w+|that (?:bad|much)|as bad|only|solo|nada mas|dej\w+|let\w*|paro?|stops?|"
    r"stopp\w+)\b"
)
#: A thing that goes with what is told, and about which nothing is: `con ese dolor no me voy`.
_BESIDE: Final = re.compile(
    r"\b(?:con|with|por|de|from|about|contra|for)(?: (?:el|la|los|las|es[ae]|est[ae]|su|tu|mi|the|"
    r"that|this|your|my|tanta?|all)| \w+ (?:y|and))* ?$"
)
_GOES_ON: Final = re.compile(r" (?:no|not) \w+ \w+")
#: Words between a name and what denies it behind: `vomiting I have not had`, `flemas yo no le oí`.
_APART: Final = 5


class Reach(Enum):
    """What the denying words of a clause do to a name in it."""

    NONE = auto()
    DENIED = auto()
    UNCLEAR = auto()


def reach(text: str, start: int, end: int) -> Reach:
    """Of the clause in which `text[start:end]` stands; called where no other rule denies it."""
    before, behind = _clause(text, start, end)
    after = _DENYING.search(behind)
    if after is not None:
        rest = behind[after.end() :]
        near = len(behind[: after.start()].split()) <= _APART
        told = f"{after.group()}{rest}"
        if _UNCHECKED.search(told) or _HOW.search(behind) or _BESIDE.search(before):
            return Reach.UNCLEAR
        return Reach.DENIED if near else Reach.UNCLEAR
    return Reach.UNCLEAR if _DENYING.search(before) else Reach.NONE


def beside(text: str, start: int, end: int) -> bool:
    """Whether a clause about something else follows without a mark: `con esa tos no me voy`."""
    return _BESIDE.search(text[:start]) is not None and _GOES_ON.match(text[end:]) is not None


def _clause(text: str, start: int, end: int) -> tuple[str, str]:
    """What of it stands before the name and behind it."""
    first = 0
    for match in _BOUND.finditer(text, 0, start):
        first = match.end()
    following = _BOUND.search(text, end)
    return text[first:start], text[end : following.start() if following else len(text)]
