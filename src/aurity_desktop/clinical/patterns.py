"""Long choices of phrases, written one a line."""

from __future__ import annotations

import re
from decimal import Decimal

#: What may stand before a name without changing what is said of it.
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")
_BEFORE_MED = re.compile(r"(?<=[ ?])(?=MED)")
_ARTICLES = (
    r"(?:(?:el|la|los|las|the|your|that|any|some|su|sus|tu|tus|mi|mis|my|his|her|our|ese|esa|este|"
    r"esta|those|this|these|de|del|al|a|ni) )*"
)


def phrases(text: str) -> re.Pattern[str]:
    """Any of the phrases of `text`, as whole words; each is a regular expression.

    They stand in lines of their own, or are divided by ` | `. `MED` may have articles before it.
    """
    choices = [each.strip() for line in text.splitlines() for each in line.split(" | ")]
    joined = "|".join(_BEFORE_MED.sub(_ARTICLES, each) for each in choices if each)
    return re.compile(rf"(?<![\w'])(?:{joined})(?![\w'])")


def numbers_of(text: str) -> list[Decimal]:
    """The numbers of a sentence's text, in order: `120/80` are two, `10,000` is one."""
    return [Decimal(each.replace(",", "")) for each in _NUMBER.findall(text)]
