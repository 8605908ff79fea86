"""The lists of terms in `resources/findings`, and where their words are found in a text.

Those of a language are the files whose names begin with it. One entry a line, its fields divided
by tabs: the words, the kind, the name. In the words `a/b` means either and `a?` that it may be
missing. Without a name the words are the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import product
from pathlib import Path

from aurity_desktop.domain.lexicon import LexiconKind
from aurity_desktop.runtime.collection import without_collection
from aurity_desktop.runtime.lexicon import lexicon
from aurity_desktop.runtime.resources import resources_folder

#: Letters of a name that is looked for in pieces.
_LONG_ENOUGH = 7
#: Shorter brands of one word are ordinary words as well: `Actos`, `Alli`.
_SHORT_BRAND = 6
#: Of those in the plural even more are: `habones` are no brand.
_SHORT_PLURAL = 6
_ORDINARY = frozenset({"prenatal"})
#: These are in the lexicon, and are spoken of as what is in the blood.
_MEASURED = frozenset({"cholesterol", "colesterol", "glucose", "glucosa"})
_OF_LEXICON = frozenset({LexiconKind.GENERIC, LexiconKind.BRAND})
_OF_DISEASES = frozenset({LexiconKind.FINDING, LexiconKind.DIAGNOSIS})
#: What stands among them and is no disease: the chart's headings, and what is measured or denied.
_HEADINGS = re.compile(
    r"\b(?:history|assessment|complaint|systems|examination|denie[sd]|niega|negad[oa]s?|"
    r"al+erg\w+|anafila\w+|anaphyla\w+|antecedentes|exploracion|impresion|evolucion|pronostico|"
    r"padecimiento|interrogado|consolidacion|consolidation|infiltra\w+|opacidad|smoker|tabaquismo|"
    r"embarazo|pregnancy|aborto|acne|dependencia|intoxicacion|efectos?|envenenamiento|otr[oa]s|examen)\b"
)
_OF_A_DISEASE = re.compile(
    r"(?:itis|osis|asis|emia|patia|patias|oma|plejia|cele|uria|enia|enfisema)$"
)
_AN_OPERATION = re.compile(
    r"ectom(?:y|ia)\b|plast(?:y|ia)\b|ostom(?:y|ia)\b|scop(?:y|ia)\b|bypass|stent\b|"
    r"trans?plant\w*|trasplante|replacement|recambio|protesis|prosthe\w+|legrado|curettage|"
    r"marcapasos|pacemaker|transfusion\w*|amputa\w+|hernia repair|manga gastrica|sleeve|"
    r"salpingoclasia|ligation|oclusion tubaria|cataract surgery|lasik|"
    r"(?:hemo)?dialysis|(?:hemo)?dialisis|revascularizacion"
)
_DIMINUTIVE = re.compile(r"(\w{3,})it([oa]s?)")
_FOLDED = str.maketrans("áéíóúüñ", "aeiouun")


class TermKind(StrEnum):
    """What a term is; the values stand in the lists."""

    SYMPTOM = "symptom"
    CONDITION = "condition"
    HABIT = "habit"
    OPERATION = "operation"
    STUDY = "study"  # told with a number: potassium
    EXAM = "exam"  # told in words: a panel, a culture, a tracing
    IMAGE = "image"  # told in words, and of a part of the body
    SITE = "site"  # such a part, besides those that ache
    MEDICINE = "medicine"
    SUBSTANCE = "substance"  # a medicine only where somebody takes it: iron, calcium
    REMEDY = "remedy"  # what has a dose and is no medicine: vitamins
    ALLERGEN = "allergen"
    ANYTHING = "anything"  # a class of what one may be allergic to: foods
    BODY = "body"
    RELATIVE = "relative"
    OTHER = "other"  # whose matters are not the patient's: a neighbour
    ABILITY = "ability"  # whose lack is the symptom: appetite
    FILLER = "filler"  # with what a reply begins: it tells nothing yet
    NO = "no"
    YES = "yes"
    UNSURE = "unsure"
    ASKS = "asks"  # with what a question begins, where no punctuation was written
    BEGINS = "begins"  # with what another sentence does


#: A word of these kinds may be a medicine of the lexicon as well: potassium is measured and taken.
_MAY_BE_TAKEN = frozenset(
    {TermKind.MEDICINE, TermKind.SUBSTANCE, TermKind.ALLERGEN}
    | {TermKind.STUDY, TermKind.EXAM, TermKind.IMAGE, TermKind.SITE}
)


@dataclass(frozen=True, slots=True)
class Term:
    """A name in a list."""

    kind: TermKind
    name: str


@dataclass(frozen=True, slots=True)
class Mention:
    """Words `first` to `last` that say a term."""

    term: Term
    first: int
    last: int

    @property
    def name(self) -> str:
        """The term's name."""
        return self.term.name

    @property
    def kind(self) -> TermKind:
        """The term's kind."""
        return self.term.kind


class TermList:
    """Terms by their words; where several begin at a word, the longest counts."""

    def __init__(self, entries: Sequence[tuple[Sequence[str], Term]]) -> None:
        self._terms: dict[tuple[str, ...], list[Term]] = {}
        self._longest: dict[str, int] = {}
        for words, term in entries:
            key = tuple(words)
            here = self._terms.setdefault(key, [])
            if term not in here:
                here.append(term)
            self._longest[key[0]] = max(self._longest.get(key[0], 0), len(key))

    @property
    def words(self) -> frozenset[str]:
        """Every word of every term, folded."""
        return frozenset(word for said in self._terms for word in said)

    def mentions(self, words: Sequence[str], kinds: frozenset[TermKind]) -> Iterator[Mention]:
        """What of these kinds is said in the folded words; none overlaps another."""
        place = 0
        while place < len(words):
            found = self.at(words, place, kinds)
            if found is not None:
                yield found
            place = place + 1 if found is None else found.last + 1

    def at(self, words: Sequence[str], place: int, kinds: frozenset[TermKind]) -> Mention | None:
        """The longest of these kinds that begins at a word."""
        word = self._listed_form(words[place])
        for length in range(self._longest.get(word, 0), 0, -1):
            said = (word, *words[place + 1 : place + length])
            for term in self._terms.get(said, ()) if len(said) == length else ():
                if term.kind in kinds:
                    return Mention(term, place, place + length - 1)
        if TermKind.MEDICINE in kinds:
            return self._of_several(words, place) or self._in_pieces(words, place)
        return None

    def _of_several(self, words: Sequence[str], place: int) -> Mention | None:
        """A medicine in the plural, as its tablets are counted: `dos Buscapinas`, `4 aspirins`."""
        word = words[place]
        if len(word) < _SHORT_BRAND or not word.endswith("s"):
            return None
        single = (word[:-1], word[:-2]) if word.endswith("es") else (word[:-1],)
        for each in (name for name in single if len(name) >= _SHORT_PLURAL):
            for term in self._terms.get((each,), ()):
                if term.kind is TermKind.MEDICINE:
                    return Mention(term, place, place)
        return None

    def _listed_form(self, word: str) -> str:
        """A diminutive as its word where only that is listed: `ronchitas` are `ronchas`."""
        match = None if word in self._longest else _DIMINUTIVE.fullmatch(word)
        if match is None:
            return word
        stem, ending = match.groups()
        stems = (stem, stem.replace("qu", "c"), re.sub("c$", "z", stem), re.sub("gu$", "g", stem))
        forms = [f"{each}{ending}" for each in stems] + [re.sub("c$", "", stem)]
        return next((each for each in forms if each in self._longest), word)

    def _in_pieces(self, words: Sequence[str], place: int) -> Mention | None:
        """A medicine that was written in two or three words: `para cetamol`, `met for mina`."""
        for count in (2, 3):
            written = "".join(words[place : place + count])
            if (
                len(written) < _LONG_ENOUGH
                or (words[place + count - 1 :] or [""])[0] in self._longest
            ):
                continue
            for term in self._terms.get((written,), ()):
                if term.kind is TermKind.MEDICINE:
                    return Mention(term, place, min(place + count, len(words)) - 1)
        return None


def folded(text: str) -> str:
    """Small letters without accents, as the words of the lists are compared."""
    return text.lower().translate(_FOLDED)


@cache
def term_list(language: str) -> TermList:
    """The list of a language; an empty one for languages that have none. Read once."""
    files = sorted((resources_folder() / "findings").glob(f"{language}*.txt"))
    with without_collection():
        own = [entry for path in files for entry in _entries(path)]
        ours = {tuple(words) for words, term in own if term.kind not in _MAY_BE_TAKEN}
        shipped = [each for each in _medicines(language) if tuple(each[0]) not in ours]
        listed = {tuple(words) for words, _ in own}
        shipped += [each for each in _diseases(language) if tuple(each[0]) not in listed]
        return TermList([*own, *shipped])


def _medicines(language: str) -> Iterator[tuple[Sequence[str], Term]]:
    """Generic names and brands of the shipped lexicon; what is in a brand is its name."""
    for entry in lexicon():
        if entry.language != language or entry.kind not in _OF_LEXICON:
            continue
        words = folded(entry.term).split()
        if words[0] in _MEASURED:
            continue
        if entry.kind is LexiconKind.BRAND and (
            len(words) == 1 and (len(words[0]) < _SHORT_BRAND or words[0] in _ORDINARY)
        ):
            continue
        english = language == "en"
        yield words, Term(TermKind.MEDICINE, entry.term if english else entry.canonical)


def _diseases(language: str) -> Iterator[tuple[Sequence[str], Term]]:
    """Diseases and operations of the shipped lexicon, besides those that the lists have.

    A diagnosis of one word only where it has the ending of one: `rabia` and `peste` are said of
    much else. A procedure only where it is an operation.
    """
    for entry in lexicon():
        if entry.language != language:
            continue
        words = folded(entry.term).split()
        one_word = entry.kind is LexiconKind.DIAGNOSIS and len(words) == 1
        doubtful = one_word and not _OF_A_DISEASE.search(words[0])
        if entry.kind is LexiconKind.PROCEDURE:
            if _AN_OPERATION.search(folded(entry.term)):
                yield words, Term(TermKind.OPERATION, entry.term)
        elif entry.kind in _OF_DISEASES and not (doubtful or _HEADINGS.search(folded(entry.term))):
            yield words, Term(TermKind.CONDITION, entry.term.lower())


def _entries(path: Path) -> Iterator[tuple[Sequence[str], Term]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        words, kind, *name = line.split("\t")
        term = Term(TermKind(kind), name[0] if name else words)
        choices = [_choices(word) for word in folded(words).split()]
        for chosen in product(*choices):
            yield [word for word in chosen if word], term


def _choices(word: str) -> list[str]:
    missing = word.endswith("?")
    return word.removesuffix("?").split("/") + ([""] if missing else [])
