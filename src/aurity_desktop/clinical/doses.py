"""How much, how, how often and how long: the expressions of a dose in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from typing import Final

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


_N: Final = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_ONE: Final = r"un|una|uno|a|an|another|otro|otra"
_HALF: Final = r"media|medio|half an?|half of an?|la mitad de (?:una?|la)"
_QUARTER: Final = r"un cuarto de|a quarter of an?|a quarter"
_AMOUNT: Final = rf"(?<![\w.])(?P<n>{_N}|{_QUARTER}|{_ONE}|{_HALF})(?P<h> y medi[oa]| and a half)?"
_MASSES: Final = {
    "mg": r"mg|miligramos?|milligrams?|mgs|milis?",
    "mcg": r"mcg|µg|ug|microgramos?|micrograms?|mikes|mics",
    "g": r"g|gr|gramos?|grams?",
    "units": r"units",
    "unidades": r"unidades|ui|iu",
    "meq": r"meq|miliequivalentes",
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
_TIME_ES: Final = r"(?:horas?|dias?|semanas?|mes(?:es)?)"
_TIME_EN: Final = r"(?:hours?|days?|weeks?|months?)"
_MEAL_ES: Final = (
    r"comer|cenar|desayunar|dormir(?:me|se|te)?|acostar(?:se|me|te)|irse a dormir|"
    r"(?:ir(?:me|se|te) a )(?:dormir|acostar)|la (?:comida|cena)|los alimentos|cada "
    r"(?:comida|evacuacion)|(?:el )?(?:desayuno|almuerzo)"
)
_MEAL_EN: Final = "(?:breakfast|meals|lunch|dinner|supper)"
_MEAL_NOUN: Final = r"(?:la comida|la cena|el desayuno|el almuerzo|cada comida)"
_PARTS_OF_DAY_ES: Final = r"(?:en|por) las? (?:mananas?|tardes?|noches?)"
_AT_EN: Final = r"(?:in the (?:morning|evening|afternoon)s?|at (?:night|bedtime))"
_DAY_ES: Final = r"(?:lunes|martes|miercoles|jueves|viernes|sabados?|domingos?)"
_DAY_EN: Final = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?)"
_ENGLISH_DAY: Final = re.compile(rf"\b{_DAY_EN}\b")
_FREQUENCIES: Final = tuple(
    re.compile(pattern.strip())
    for pattern in rf"""
    cada (?:{_N} horas|{_N}(?= ?(?:$|[,.!?…]|(?:por|con|durante|y|via|hasta|en|si)\b)))
    cada {_N} (?:dias|semanas|meses|minutos)
    cada (?:dia|noche|manana|tercer dia|semana|hora)
    (?:{_N}|una|un par de) (?:o {_N} )?(?:vez|veces) (?:(?:al|por) (?:dia|mes)|(?:a la|por) semana)
    (?<=\d )diari[oa]s?|(?<!litros )\bdiari(?:o|a|amente)
    {_PARTS_OF_DAY_ES}(?: y (?:otr[oa]|un[oa]|medi[oa]|\d+)? ?{_PARTS_OF_DAY_ES})?
    en ayunas
    al (?:dia|acostarse|despertar|inicio del dolor)
    con (?:{_MEAL_ES})(?: y (?:con )?(?:{_MEAL_ES}))?
    (?:en|con) {_MEAL_NOUN}(?: y (?:otr[oa] |un[oa] )?(?:en |con )?{_MEAL_NOUN})?
    todos los dias|todas las (?:noches|mananas)|mananas? y noches?|dia y noche
    (?:(?:media|una) hora |{_N} (?:horas|minutos) )?(?:antes|despues) de(?:l)? (?:{_MEAL_ES})
    (?:up to )?(?:once|twice|{_N} times|one time) (?:a|per|every) (?:day|week|month)(?: {_AT_EN})?
    (?:once |twice )?daily|(?:once|twice) weekly|every other day
    (?:morning and (?:night|evening)|day and night|nightly)
    with (?:{_MEAL_EN}|food)(?: and (?:with )?{_MEAL_EN})?
    every (?:{_N} (?:hours?|minutes|days|weeks))
    every (?:single )?(?:morning|night|evening|day|week|hour)
    {_AT_EN}
    ^(?:once|twice)(?= ?[.,!])
    (?:{_N} (?:hours?|minutes?) |(?:one|an|half an) hour )?before (?:bed|{_MEAL_EN})
    after {_MEAL_EN}
    (?:de )?{_DAY_ES} a {_DAY_ES}|(?:los )?{_DAY_ES}(?:(?: ?,)?(?: y)?(?: los)? {_DAY_ES})+
    (?:los|cada) {_DAY_ES}|entre semana|(?:en |los )*fines de semana|en fin de semana
    (?:los demas|los otros) dias|(?:el )?resto de la semana
    (?:on )?{_DAY_EN} (?:through|to) {_DAY_EN}
    (?:on )?{_DAY_EN}(?:(?: ?,)?(?: and)?(?: on)? {_DAY_EN})+
    (?:on|every) {_DAY_EN}|(?:on )?(?:the )?week ?(?:days|ends)|on the weekend
    (?:on )?(?:the|all) other days|(?:the )?rest of the week
    (?:{_N} hours?|{_N} minutes?|an hour|half an hour) before(?= ?[.,;]| ?$|you|sex)
    (?:(?<=milligrams )|(?<=mg )|(?<=\d )|(?<=pill )|(?<=patch )|(?<=tablet ))a (?:day|week|month)
    (?:(?<=milligram )|(?<=units )|(?<=capful )|(?<=puffs )|(?<=one ))a (?:day|week|month)
    """.strip().splitlines()
)
_DURATIONS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:por|durante) (?P<t>(?:{_N}|un|una) {_TIME_ES})(?! (?:antes|despues))",
        rf"(?:los|maximo|unos) (?P<t>{_N} {_TIME_ES})",
        rf"for (?:the next |about |just )?(?P<t>(?:{_N}|a|an|one) (?:more )?{_TIME_EN})(?! ago)",
        rf"(?P<t>(?<!\d ){_N} (?:dias|days))(?= ?(?:nada mas|nomas|only)? ?[.,!]? ?$)",
        rf"(?<=, )(?P<t>{_N} (?:dias|days))(?= ,)",
    )
)
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
_STRENGTH: Final = re.compile(rf"{_AMOUNT}{_RANGE} ?(?P<unit>{_MASS})\b")
_QUANTITY: Final = re.compile(
    rf"{_AMOUNT}{_RANGE} ?(?P<unit>{_VOLUME}|{_FORM})\b(?P<h2> y medi[oa])?"
)
#: `500, two of them`.
_OF_THEM: Final = re.compile(r"\b(?P<n>\d) of (?:them|'em|em|those)\b")
_CONCENTRATION: Final = re.compile(
    rf"(?<=\b)(?:en|por|per|in) {_N} ?(?:{_VOLUME}|(?=strength))|{_N} per {_N}(?: strength)?|"
    rf"{_N} ?(?:{_MASS}) (?:por|per|en cada|a) (?:cada )?(?:{_VOLUME})\b"
)
_BARE_QUANTITY: Final = re.compile(
    r"(?<!de )(?<!y )(?<![\d.])\b(?P<n>un|una|uno|[1-4]|medi[oa])(?= (?:de \d|al dia|diari[oa]|"
    r"cada|"
    r"en (?:la|ayunas|cada)|por la|con (?:cada|la|el)|antes|despues|a (?:la hora|las)|a day|at |"
    r"in the|every|with|before|after))|(?P<n3>\b(?:un[oa]|medi[oa]))(?= de (?:la |el )?[a-z]{6,})|"
    r"(?<=, )(?P<n4>un[oa]|[1-4]|medi[oa])(?= ?(?:nada mas|nomas|solita|only)? ?(?:[.!]?$|,))|"
    r"(?<=va a tomar )(?P<n2>\d)(?= al dia)|"
    r"(?:(?<=\btomo )|(?<=\btoma )|(?<=\btome )|(?<=\btake )|(?<=\btook ))"
    r"(?P<n5>un[oa]|one|[1-4]|medi[oa])(?= ?(?:$|[.,;!]| y\b(?! medi)| and\b(?! a half)))"
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


def expressions(sentence: Sentence) -> list[Expression]:
    """Those of a sentence, in order; what one has told no other tells again."""
    text = sentence.text
    taken: list[tuple[int, int]] = [match.span() for match in _CONCENTRATION.finditer(text)]
    found: list[Expression] = []
    for expression in _all(text, sentence.shown):
        if expression.part in _AMOUNTS and _AT_MOST.search(text[: expression.start]):
            continue
        if any(expression.start < end and start < expression.end for start, end in taken):
            continue
        taken.append((expression.start, expression.end))
        found.append(expression)
    return sorted(found, key=lambda each: each.start)


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
    for match in each_of(*_DURATIONS):
        yield made(Part.DURATION, match, _counted(said(match, "t")))
    for match in _STRENGTH.finditer(text):
        yield made(Part.STRENGTH, match, _dose(match, _MASSES))
    for match in _BARE_QUANTITY.finditer(text):
        yield made(
            Part.QUANTITY, match, Dose(_amount(next(filter(None, match.groups())), half=False), "")
        )
    for match in _OF_THEM.finditer(text):
        yield made(Part.QUANTITY, match, Dose(match["n"], ""))
    for match in each_of(*_FREQUENCIES):
        before = text[: match.start()]
        if not (_OWN_TIME.search(before) or _LIMIT.search(before)):
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
#: A time of something else: `hoy en la mañana`, `ayer en la noche`.
_OWN_TIME: Final = re.compile(
    r"\b(?:desde que|hoy|ayer|antier|dolor|sudo|tos|\d de la|at (?:about )?\d{1,2}|a las \d{1,2}) $"
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
    elif re.fullmatch(_ONE, said):
        value = Decimal(1)
    else:
        value = Decimal(said.replace(",", ""))
    value += Decimal("0.5") if half else 0
    return f"{value.normalize():f}"


def _counted(said: str) -> str:
    return re.sub(r"^(?:un|una|a|an|one) ", "1 ", said).replace(" more ", " ")


def _frequency(said: str) -> str:
    said = re.sub(r"^una (?=vez|o )", "1 ", said)
    said = re.sub(r"^(?:1 time|one time) ", "once ", said)
    said = re.sub(r"^(once|twice)$", r"\1 a day", said)
    said = re.sub(r"^diari(?:o|a|amente|os|as)$", "diario", said)
    if re.fullmatch(rf"cada {_N}", said):
        said += " horas"
    said = _ENGLISH_DAY.sub(lambda match: match[0].capitalize(), said.replace(" ,", ","))
    return re.sub(r" y (?:otr[oa]|un[oa]|medi[oa]|\d+) (?=en|por)", " y ", said)
