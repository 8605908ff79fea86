"""Word error rate, with what is a matter of spelling taken out first.

Case, punctuation and accents do not count; digits and number words are brought to one form (words),
and so are a few abbreviations and units. Spanish and English.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


def _listed(words: str) -> tuple[str, ...]:
    return tuple(words.split())


_SMALL_EN = _listed(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TENS_EN = _listed("_ _ twenty thirty forty fifty sixty seventy eighty ninety")
_SMALL_ES = _listed(
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince "
    "dieciseis diecisiete dieciocho diecinueve veinte veintiuno veintidos veintitres "
    "veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve"
)
_TENS_ES = _listed("_ _ _ treinta cuarenta cincuenta sesenta setenta ochenta noventa")
_HUNDREDS_ES = _listed(
    "_ ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos "
    "ochocientos novecientos"
)

_ONE_FORM = {
    "en": {
        "mr": "mister",
        "mrs": "missus",
        "dr": "doctor",
        "ok": "okay",
        "mg": "milligrams",
        "kg": "kilograms",
        "%": "percent",
    },
    # One spelling for the number one: the digit does not tell "un", "uno" and "una" apart.
    "es": {
        "dr": "doctor",
        "dra": "doctora",
        "sr": "señor",
        "sra": "señora",
        "mg": "miligramos",
        "kg": "kilogramos",
        "%": "por ciento",
        "un": "uno",
        "una": "uno",
        "veintiun": "veintiuno",
    },
}

# Between groups of three digits; Mexico writes a comma, Spain a point.
_THOUSANDS = {"en": r"(?<=\d)[, ](?=\d{3}\b)", "es": r"(?<=\d)[,. ](?=\d{3}\b)"}

# An "and" inside a number is said by some and written by few.
_AND_IN_NUMBER = re.compile(r"\b(hundred|thousand) and\b")


@dataclass(frozen=True, slots=True)
class WordErrors:
    """Errors against a reference of `words` words. Adding two pools them."""

    words: int = 0
    substitutions: int = 0
    deletions: int = 0
    insertions: int = 0

    @property
    def errors(self) -> int:
        return self.substitutions + self.deletions + self.insertions

    @property
    def rate(self) -> float:
        """Errors for each word of the reference; 0 for no errors against nothing."""
        return self.errors / self.words if self.words else float(self.errors > 0)

    def __add__(self, other: WordErrors) -> WordErrors:
        return WordErrors(
            self.words + other.words,
            self.substitutions + other.substitutions,
            self.deletions + other.deletions,
            self.insertions + other.insertions,
        )


def word_errors(reference: str, hypothesis: str, language: str) -> WordErrors:
    """Compare two texts of one language, both normalized first."""
    import jiwer

    expected, heard = normalized(reference, language), normalized(hypothesis, language)
    if not expected:
        return WordErrors(insertions=len(heard.split()))
    result = jiwer.process_words(expected, heard)
    return WordErrors(
        words=len(expected.split()),
        substitutions=result.substitutions,
        deletions=result.deletions,
        insertions=result.insertions,
    )


def normalized(text: str, language: str) -> str:
    """The form in which texts are compared. A language other than Spanish is treated as English."""
    language = language if language in _ONE_FORM else "en"
    text = re.sub(_THOUSANDS[language], "", text.casefold())
    text = re.sub(r"\d+(?:[.,]\d+)?", lambda found: f" {_spoken(found[0], language)} ", text)
    text = re.sub(r"['’]", "", text).replace("%", " % ")
    forms = _ONE_FORM[language]
    words = re.sub(r"[^\w%]+|_", " ", text).split()
    text = " ".join(forms.get(word, word) for word in words).replace("%", "")
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    if language == "en":
        bare = _AND_IN_NUMBER.sub(r"\1", bare)
    return " ".join(forms.get(word, word) for word in bare.split())


def number_words(number: int, language: str) -> str:
    """A whole number below a billion in words, without accents; beyond that, digit by digit."""
    if number >= 10**9:
        return " ".join(number_words(int(digit), language) for digit in str(number))
    return _spanish(number) if language == "es" else _english(number)


def read_reference(audio_path: Path) -> str | None:
    """The text that stands beside a recording, as `.txt` or as `.stm` (NIST); None when there is
    none.
    """
    plain, timed = audio_path.with_suffix(".txt"), audio_path.with_suffix(".stm")
    if plain.is_file():
        return plain.read_text(encoding="utf-8").strip()
    if timed.is_file():
        return stm_text(timed.read_text(encoding="utf-8").splitlines())
    return None


def stm_text(lines: Sequence[str]) -> str:
    """The words of an STM file, by time.

    A line: file, channel, speaker, begin, end, an optional <label>, words.
    """
    spoken: list[tuple[float, str]] = []
    for line in lines:
        if not line.strip() or line.startswith(";;"):
            continue
        _, _, _, begin, _, *rest = line.split(maxsplit=5)
        text = re.sub(r"^<[^>]*>\s*", "", rest[0]) if rest else ""
        if text.strip().casefold() != "ignore_time_segment_in_scoring":
            spoken.append((float(begin), text.strip()))
    return " ".join(text for _, text in sorted(spoken))


def _spoken(digits: str, language: str) -> str:
    whole, *fraction = re.split(r"[.,]", digits)
    spoken = number_words(int(whole), language)
    if fraction:
        point = "punto" if language == "es" else "point"
        decimals = (
            number_words(int(fraction[0]), language)
            if language == "es"
            else " ".join(number_words(int(digit), language) for digit in fraction[0])
        )
        spoken = f"{spoken} {point} {decimals}"
    return spoken


def _english(number: int) -> str:
    if number < 20:
        return _SMALL_EN[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS_EN[tens] + (f" {_SMALL_EN[ones]}" if ones else "")
    sizes = ((10**6, "million"), (1000, "thousand"), (100, "hundred"))
    size, name = next((size, name) for size, name in sizes if number >= size)
    count, rest = divmod(number, size)
    return f"{_english(count)} {name}" + (f" {_english(rest)}" if rest else "")


def _spanish(number: int) -> str:
    if number < 30:
        return _SMALL_ES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS_ES[tens] + (f" y {_SMALL_ES[ones]}" if ones else "")
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        name = "cien" if number == 100 else _HUNDREDS_ES[hundreds]
        return name + (f" {_spanish(rest)}" if rest else "")
    size, one, many = (10**6, "un millon", "millones") if number >= 10**6 else (1000, "mil", "mil")
    count, rest = divmod(number, size)
    spoken = one if count == 1 else f"{_spanish(count)} {many}"
    return spoken + (f" {_spanish(rest)}" if rest else "")
