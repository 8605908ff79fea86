"""How much, how, how often and how long: the expressions of a dose in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from functools import lru_cache
from typing import Final

from aurity_desktop.clinical.dose_times import DURATIONS, ENGLISH_DAY, FREQUENCIES, NUMBER
from aurity_desktop.clinical.patterns import phrases
from aurity_desktop.clinical.talk import Sentence
from aurity_desktop.domain.findings import Dose, Route


class Part(Enum):
    """What an expression tells of a medicine."""

    STRENGTH = auto()
    QUANTITY = auto()
    FREQUENCY = auto()
    DURATION = auto()
    ROUTE = auto()
    CONDITION = auto()
    BARE_NUMBER = auto()


@dataclass(frozen=True, slots=True)
class Expression:
    """`text[start:end]` of a sentence; `value` is what it says, in writing.

    `corrected`: it takes the place of one that was said before (`no, perdón, 20`).
    """

    part: Part
    start: int
    end: int
    value: Dose | Route | str
    corrected: bool = False


_N: Final = NUMBER
_ONE: Final = r"un|una|uno|a|an|another|otro|otra"
_HALF: Final = r"media|medio|half of an?|half an?|(?:a )?half|la mitad de (?:una?|la)"
_QUARTER: Final = r"un cuarto de|a quarter of an?|a quarter"
_AMOUNT: Final = (
    rf"(?<![\w.])(?P<n>{_N}|hundred|{_QUARTER}|{_ONE}|{_HALF})(?P<h> y medi[oa]| and a half)?"
)
_MASSES: Final = {
    "mg": r"mg|miligramos?|milligrams?|mgs|milis?",
    "mcg": r"mcg|µg|ug|microgramos?|micrograms?|mikes|mics",
    "g": r"g|gr|gramos?|grams?",
    "units": r"units",
    "unidades": r"unidades|ui|iu",
    "meq": r"meq|miliequivalentes",
    "%": r"%|percent|por 100|por ciento",
}
_VOLUMES: Final = {"ml": r"ml|cc|mililitros?|milliliters?|millilitres?|mils?"}
_FORMS: Final = {
    "tableta": "tabletas?",
    "pastilla": "pastill(?:it)?as?",
    "cápsula": "capsul(?:it)?as?",
    "comprimido": "comprimidos?",
    "gota": "got(?:it)?as?",
    "cucharada": "cucharadas?",
    "cucharadita": "cucharaditas?",
    "disparo": "disparos?",
    "inhalación": "inhalaciones|inhalacion",
    "sobre": "sobres?(?! \\d)",
    "ampolleta": "ampolletas?|ampulas?",
    "parche": "parches?",
    "óvulo": "ovulos?",
    "supositorio": "supositorios?",
    "aplicación": "aplicacion|aplicaciones",
    "spray": "sprays|spray(?! (?:in|bottle))",
    "capful": "capfuls?",
    "scoop": "scoops?",
    "sachet": "sachets?",
    "spoonful": "spoonfuls?",
    "ampule": "ampules?|ampoules?",
    "medida": "medidas?",
    "chorrito": "chorritos?",
    "tablet": "tablets?",
    "pill": "pills?",
    "capsule": "capsules?",
    "drop": "drops?",
    "puff": "puffs?",
    "teaspoon": "teaspoons?",
    "patch": "patch|patches",
    "tablespoon": "tablespoons?",
    "lozenge": "lozenges?",
}
_MASS: Final = "|".join(_MASSES.values())
_VOLUME: Final = "|".join(_VOLUMES.values())
_FORM: Final = "|".join(_FORMS.values())
_PLURALS: Final = {
    "inhalación": "inhalaciones",
    "patch": "patches",
    "aplicación": "aplicaciones",
}
_RANGE: Final = rf"(?: (?:a|o|to|or) (?P<u>{_N}))?"
_ROUTES: Final = {
    Route.ORAL: phrases("por la boca | via oral | tomad[oa]s? | by mouth | orally"),
    Route.SUBLINGUAL: phrases("debajo de la lengua | sublingual | under the tongue"),
    Route.INTRAMUSCULAR: phrases("intramuscular | in the muscle"),
    Route.INTRAVENOUS: phrases("intravenos[oa] | en la vena | intravenous | by iv"),
    Route.SUBCUTANEOUS: phrases(
        "subcutane[oa] | debajo de la piel | subcutaneous | under the skin"
    ),
    Route.INHALED: phrases(r"inhalad[oa] | en aerosol | inhalador | inhaler | nebuliz\w+"),
    Route.NASAL: phrases("en la nariz | nasal | lavados de nariz"),
    Route.OPHTHALMIC: phrases("en (?:el|los) ojos? | oftalmic[oa] | in the eyes?"),
    Route.OTIC: phrases("en (?:el|los) oidos? | otic[oa] | in the ears?"),
    Route.TOPICAL: phrases("gel | crema | pomada | cream | ointment | topical"),
    Route.VAGINAL: phrases("vaginal | ovulos?"),
    Route.RECTAL: phrases("rectal | supositorios? | suppositor(?:y|ies)"),
}
_CONDITIONS: Final = re.compile(
    r"(?:(?:solamente|solo|only|nada mas) )?\b(?P<c>(?:si|if) (?!no\b)(?:(?:le|te|tiene|hay|lo|la|"
    r"he|she|you|it|sigue)\b)[^,.?!…]{2,40}|cuando (?:me|le|te) (?:duel|do|em)[^,.?!…]{1,30}|"
    r"when i need it|as needed|por razon necesaria|en caso de [^,.?!…]{3,30})"
)
_CORRECTION: Final = re.compile(
    r"\b(?:no ,? no|no ,? ?perdon|perdon|digo|me equivoque|no ,? ?espere|sorry|i mean|hang on|"
    r"hold on|scratch that|no ,? ?wait|"
    r"wait|correction|mejor dicho)\b[^.?!]*$"
)
_STRENGTH: Final = re.compile(rf"{_AMOUNT}{_RANGE} ?(?P<unit>{_MASS})(?!\w)")
_QUANTITY: Final = re.compile(
    rf"{_AMOUNT}{_RANGE} ?(?P<unit>{_VOLUME}|{_FORM})\b(?P<h2> y medi[oa])?"
)
#: `pastilla y media`.
_ONE_AND_A_HALF: Final = re.compile(rf"(?<!\d )(?<!una )\b(?P<unit>{_FORM}) y medi[oa]\b")
#: `A couple, twice a day`.
_COUPLE: Final = re.compile(
    r"(?:^|(?<=, ))(?:just |only |solo )?(?:a |un )?(?:couple|par)"
    r"(?= ?(?:,|$|\.|of (?:them|those)|a day|al dia))"
)
#: `500, two of them`.
_OF_THEM: Final = re.compile(r"\b(?P<n>\d) of (?:them|'em|em|those)\b")
_CONCENTRATION: Final = re.compile(
    rf"(?<=\b)(?:en|por|per|in) {_N} ?(?:{_VOLUME}|(?=strength))|{_N} per {_N}(?: strength)?|"
    rf"{_N} ?(?:{_MASS}) (?:por|per|en cada|a) (?:cada )?(?:{_VOLUME})\b|"
    rf"{_N}(?: ?(?:{_MASS}))? (?:por|per|a) kilo\b"
)
_BARE_QUANTITY: Final = re.compile(
    r"(?<!de )(?<!y )(?<!at )(?<!l[ao]s )(?<![\d.])\b(?P<n>un|una|uno|[1-4]|medi[oa])"
    r"(?= (?:masticable |sola )?(?:de \d|al dia|diari[oa]|cada|"
    r"en (?:la|ayunas|cada)|por la|con (?:cada|la|el)|antes|despues|a (?:la hora|las)|a day|at |"
    r"in the|every|with|before|after))|"
    r"(?P<n3>\b(?:un[oa]|medi[oa]))(?= de (?:las? |los |el |sus? )?[a-z]{6,})|"
    r"(?P<n8>\b(?:1|half|[1-4]))(?= (?:of|de) (?:the|your|my|las|los|sus) (?:[a-z]{4,}|\d))|"
    r"^(?:just |only )?the (?P<n9>1)(?= ?[,.])|"
    r"(?<=, )(?P<n4>un[oa]|[1-4]|medi[oa]|half)(?= ?(?:nada mas|nomas|solita|only)? ?(?:[.!]?$|,"
    r"(?! \d (?:times|veces))))|"
    r"(?<=va a tomar )(?P<n2>\d)(?= al dia)|"
    r"^(?:¿ )?(?P<n6>un[oa]|medi[oa]|[1-4]|half)(?= ?(?:[.!?](?!\d)|$|,? (?:nada mas|nomas)\b|"
    r", (?:\d (?:times|veces)|"
    r"once|twice|en (?:la|ayunas)|cada|al|antes|despues|con|por la|diari)))|"
    r"(?:\bdej\w+ en |\bahora )(?P<n7>un[oa]|medi[oa]|[1-4]|half)(?= ?(?:[,.]|$))|"
    r"(?:(?<=\btomo )|(?<=\btoma )|(?<=\btome )|(?<=\btake )|(?<=\btook ))"
    r"(?P<n5>un[oa]|[1-4]|medi[oa]|(?:a )?half)(?= ?(?:$|[.,;!]| y\b(?! medi)| and\b(?! a half)))"
)
_COUNTED: Final = re.compile(
    r"^ ?(?:dosis|doses?|veces|vez|times|horas?|hours?|dias?\b|days?|semanas?|"
    r"weeks?(?!ends?|days?)|mes|"
    r"meses|months?|anos?|"
    r"years?|minutos?|minutes?|kilos?|pounds?|cigarr\w+|tazas?|cervezas?|por ciento|percent|%|"
    r"grados|degrees|litros?|o'clock|per\b|de la|y (?:medi[oa]|\d)|of\b(?! (?:them|'em|em|those))|"
    r"coffees|cm|metros?|sobre|over|con \d)"
)
#: A further amount within how often: `en la mañana y media en la noche`.
_AND_AMOUNT: Final = re.compile(r" y (?P<n>un[oa]|medi[oa]|\d+) (?=en|por)")
_ANY_AMOUNT: Final = re.compile(rf"\b({_N}|una?|uno|medi[oa])\b")
_NUMBER: Final = re.compile(rf"\b(?P<n>{_N})\b(?P<h> and a half| y medi[oa])?")


def expressions(sentence: Sentence) -> Sequence[Expression]:
    """Those of a sentence, in order; what one has told no other tells again."""
    return _expressions(sentence.text, sentence.shown)


@lru_cache(maxsize=64)  # a sentence and its neighbours are looked at several times
def _expressions(text: str, shown: str) -> tuple[Expression, ...]:
    taken: list[tuple[int, int]] = [match.span() for match in _CONCENTRATION.finditer(text)]
    found: list[Expression] = []
    for expression in _all(text, shown):
        if expression.part in _AMOUNTS and _AT_MOST.search(text[: expression.start]):
            continue
        if any(expression.start < end and start < expression.end for start, end in taken):
            continue
        taken.append((expression.start, expression.end))
        found.append(expression)
    return tuple(sorted(found, key=lambda each: each.start))


def _all(text: str, shown: str) -> Iterator[Expression]:
    """By priority: what comes first keeps its words."""

    def made(part: Part, match: re.Match[str], value: Dose | Route | str) -> Expression:
        corrected = _CORRECTION.search(text[: match.start()]) is not None
        return Expression(part, match.start(), match.end(), value, corrected)

    def said(match: re.Match[str], group: str | int = 0) -> str:
        return shown[match.start(group) : match.end(group)].strip()

    def each_of(*patterns: re.Pattern[str]) -> Iterator[re.Match[str]]:
        return (match for pattern in patterns for match in pattern.finditer(text))

    for match in _CONDITIONS.finditer(text):
        yield made(Part.CONDITION, match, said(match, "c"))
    for match in each_of(*DURATIONS):
        yield made(Part.DURATION, match, _counted(said(match, "t")))
    for match in _STRENGTH.finditer(text):
        yield made(Part.STRENGTH, match, _dose(match, _MASSES))
    for match in _BARE_QUANTITY.finditer(text):
        yield made(
            Part.QUANTITY, match, Dose(_amount(next(filter(None, match.groups())), half=False), "")
        )
    for match in _ONE_AND_A_HALF.finditer(text):
        unit = next(name for name, each in _FORMS.items() if re.fullmatch(each, match["unit"]))
        yield made(Part.QUANTITY, match, Dose("1.5", counted("1.5", unit)))
    for match in _OF_THEM.finditer(text):
        yield made(Part.QUANTITY, match, Dose(match["n"], ""))
    yield from (made(Part.QUANTITY, each, Dose("2", "")) for each in _COUPLE.finditer(text))
    for match in each_of(*FREQUENCIES):
        before = text[: match.start()]
        nothing = _NOTHING_THEN.match(text, match.end())
        if not (nothing or _OWN_TIME.search(before) or _LIMIT.search(before)):
            yield from _when(match, said(match))
    for match in _QUANTITY.finditer(text):
        yield made(Part.QUANTITY, match, _dose(match, _VOLUMES | _FORMS))
    for route, pattern in _ROUTES.items():
        yield from (made(Part.ROUTE, match, route) for match in pattern.finditer(text))
    for match in _NUMBER.finditer(text):
        if not _COUNTED.search(text[match.end() :]):
            yield made(Part.BARE_NUMBER, match, _amount(match["n"], half=bool(match["h"])))


_AMOUNTS: Final = frozenset({Part.STRENGTH, Part.QUANTITY, Part.BARE_NUMBER})
#: A limit is no dose: `not more than three grams a day`.
_AT_MOST: Final = re.compile(r"\b(more than|mas de|maximo(?: de)?) $")
#: How often at most: `no más de ocho al día`.
_LIMIT: Final = re.compile(
    r"\b(?:maximo|no mas de|sin pasar de|not? more than|maximum(?: of)?|max) (?:de )?\d+ (?:\w+ )?$"
)
#: `At night nothing.`: a time at which it is not taken.
_NOTHING_THEN: Final = re.compile(r" ?,? ?(?:nothing|none|nada|ninguna?)\b(?! mas)")
#: A time of something else: `hoy en la mañana`, `ayer en la noche`.
_OWN_TIME: Final = re.compile(
    r"\b(?:desde que|done|finished|stopped|ended|hoy|ayer|antier|dolor|sudo|tos|"
    r"\d de la|at (?:about )?\d{1,2}|a las \d{1,2}) $"
)


def _when(match: re.Match[str], said: str) -> Iterator[Expression]:
    """How often; `en la mañana y 10 en la noche` apart, where before it another number stands."""
    before = _ANY_AMOUNT.findall(match.string[: match.start()])
    other = _AND_AMOUNT.search(match.group())
    if other is None or not before or _amount(before[-1], half=False) == _amount(other["n"]):
        corrected = _CORRECTION.search(match.string[: match.start()]) is not None
        yield Expression(Part.FREQUENCY, match.start(), match.end(), _frequency(said), corrected)
        return
    at = match.start()
    number = Expression(
        Part.BARE_NUMBER, at + other.start("n"), at + other.end("n"), _amount(other["n"])
    )
    yield Expression(Part.FREQUENCY, at, at + other.start(), said[: other.start()])
    yield number
    yield Expression(Part.FREQUENCY, at + other.end(), match.end(), said[other.end() :])


def counted(amount: str, unit: str) -> str:
    """The unit as so many of it are called: `1 tableta`, `2 tabletas`."""
    single = next((each for each in _FORMS if unit in {each, _plural(each)}), "")
    if not single:
        return unit
    return _plural(single) if Decimal(amount) > 1 else single


def form_named(said: str) -> str:
    """What a word counts: `gotas` → `gota`; empty where it is no form of a medicine."""
    return next((name for name, each in _FORMS.items() if re.fullmatch(each, said)), "")


def _plural(unit: str) -> str:
    return _PLURALS.get(unit, f"{unit}s")


def _dose(match: re.Match[str], units: dict[str, str]) -> Dose:
    unit = next(name for name, pattern in units.items() if re.fullmatch(pattern, match["unit"]))
    half = bool(match["h"] or (match.groupdict().get("h2")))
    amount = _amount(match["n"], half=half)
    return Dose(
        amount, counted(amount, unit), _amount(match["u"], half=False) if match["u"] else ""
    )


def _amount(said: str, *, half: bool = False) -> str:
    if re.fullmatch(_QUARTER, said):
        value = Decimal("0.25")
    elif re.fullmatch(_HALF, said):
        value = Decimal("0.5")
    elif said == "hundred":
        value = Decimal(100)
    elif re.fullmatch(_ONE, said):
        value = Decimal(1)
    else:
        value = Decimal(said.replace(",", ""))
    value += Decimal("0.5") if half else 0
    return f"{value.normalize():f}"


def _counted(said: str) -> str:
    return re.sub(r"^(?:un|una|a|an|one) ", "1 ", said).replace(" more ", " ")


def _frequency(said: str) -> str:
    said = re.sub(r"^una (?=vez .|o )", "1 ", said)
    said = re.sub(r"^(?:1 time|one time) ", "once ", said)
    said = re.sub(r"^an hour (?=before)", "1 hour ", said)
    said = re.sub(r"^at (\d{1,2})(\d\d)$", r"at \1:\2", said)
    said = re.sub(r"^(once|twice)$", r"\1 a day", said)
    said = re.sub(r"\bi\b", "I", said)
    said = re.sub(r"^(\d+ veces)$", r"\1 al día", said)
    said = re.sub(r"^to the (?=night)", "at ", said)
    said = re.sub(r"^to the ", "in the ", said)
    said = re.sub(r"^diari(?:o|a|amente|os|as)$", "diario", said)
    if re.fullmatch(rf"cada {_N}", said):
        said += " horas"
    said = ENGLISH_DAY.sub(lambda match: match[0].capitalize(), said.replace(" ,", ","))
    return re.sub(r" y (?:otr[oa]|un[oa]|medi[oa]|\d+) (?=en|por)", " y ", said)
