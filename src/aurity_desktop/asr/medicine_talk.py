"""Where medicines are spoken of: near a name that was heard, a dose, or what is taken by the dose.

Elsewhere no name is looked for that nothing sounds like. Of 652 doubted words in consultations 555
lie so, of 696 in other speech 24.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

from aurity_desktop.asr.sound_terms import bare

#: Words to each side.
_NEAR: Final = 20
_SAID: Final = {
    "es": re.compile(
        r"\d*(?:mg|mcg|ml)|\d+g|(?:mili|micro)gramos?|mililitros?|unidades|gotas|disparos?|dosis|"
        r"tabletas?|pastillas?|capsulas?|ampolletas?|medicinas?|medicamentos?"
    ),
    "en": re.compile(
        r"\d*(?:mg|mcg|ml)|\d+g|(?:milli|micro)grams?|milliliters?|units|drops?|puffs?|doses?|"
        r"tablets?|pills?|capsules?|medicines?|medications?"
    ),
}


def near_medicines(plain: Sequence[str], names: Collection[int], language: str) -> frozenset[int]:
    """The numbers of the words near which medicines are spoken of.

    `language` is es or en; `plain` are the words without the punctuation around them, `names` those
    that are names.
    """
    said = _SAID[language]
    told = [
        number for number, word in enumerate(plain) if number in names or said.fullmatch(bare(word))
    ]
    return frozenset(
        near
        for number in told
        for near in range(max(0, number - _NEAR), min(len(plain), number + _NEAR + 1))
    )
