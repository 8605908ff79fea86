"""What a substance did to somebody, as it is told."""

from __future__ import annotations

import re
from typing import Final

#: What a substance did, and how it is named; `{}` is the part of the body.
_REACTIONS: Final = (
    (re.compile(r"\b(ronchas|salpullido|sarpullido|urticaria|ampollas)\b"), "{}"),
    (re.compile(r"\b(anafila\w+|anaphyla\w+)\b"), "{}"),
    (re.compile(r"\b(?:comezon|picazon)\b"), "comezón"),
    (
        re.compile(r"\bhinch\w+ (?:la|los|las|el) (cara|labios|ojos|lengua|garganta|boca)"),
        "hinchazón de {}",
    ),
    (re.compile(r"\bc(?:ie|e)rr[ao] (?:el|la) (pecho|garganta)"), "cierre de {}"),
    (re.compile(r"\b(hives|rash)\b"), "{}"),
    (re.compile(r"\bitch\w*"), "itching"),
    (re.compile(r"\bthroat (?:closed|closes|closing|swell\w*)"), "throat swelling"),
    (re.compile(r"\b(face|lip|tongue)s?(?: \w+)? swell\w*"), "{} swelling"),
)
#: Words by which something is told to do something to the patient.
DOES: Final = re.compile(
    r"\b(?:makes? me|made me|gives? me|gave me|i get|(?:me|se) llen\w+ de|"
    r"(?:me|le|se le|se me) (?:da|dan|dio|hace|hizo|saca|salen?|salio|pone|puso))\b"
)


def reaction(text: str) -> str:
    """What the substance did, "" where nothing is told."""
    for pattern, named in _REACTIONS:
        if match := pattern.search(text):
            return named.format(*match.groups())
    return ""
