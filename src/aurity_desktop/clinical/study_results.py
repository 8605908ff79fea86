"""What a study told: the number or the word behind its name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from aurity_desktop.clinical.term_lists import TermKind

_MONTH: Final = (
    r"enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|"
    r"january|february|march|april|may|june|july|august|september|october|november|december"
)
_DAY: Final = (
    r"lunes|martes|miercoles|jueves|viernes|sabado|domingo|monday|tuesday|wednesday|thursday|"
    r"friday|saturday|sunday"
)
#: What may stand between a name and its result.
_FILLER: Final = (
    rf"(?:(?:[,:]|de|del|en|con|la|le|te|me|se|su|tu|que|ya|is|was|were|are|at|a|of|from|has|have|"
    rf"had|been|came|come|comes|back|in|up|down|still|now|again|only|just|right|about|around|your|"
    rf"gone|went|to|this|time|already|actually|both|all|all the|hoy|ayer|ahorita|ahora|today|"
    rf"yesterday|last|week|month|year|night|morning|"
    rf"salio|salieron|sale|salen|esta|estan|estaba|fue|fueron|era|es|son|anda|andan|andaba|subio|"
    rf"bajo|trae|traia|tiene|dio|dieron|marco|marca|viene|sigue|quedo|aparece|resulto|reporta|"
    rf"como|unos|mas o menos|todavia|apenas|todo|toda|muy|un|poco|poquito|pasad[oa]|semana|mes|"
    rf"a bit|a little|slightly|quite|pretty|very|completely|perfectly|perfectamente|"
    rf"hicieron|hizo|hiciste|tomaron|sacaron|mando|urgencias|hospital|clinica|clinic|tambien|too|"
    rf"tenemos|resultados?|results?|llego|llegaron|y todo|y salio|and it|and they|said it|"
    rf"and everything|vino|we did|they did|we got|you had|you did|te hiciste|el (?:{_DAY})|"
    rf"no me acuerdo|creo|on (?:{_DAY})|{_DAY}|"
    rf"{_MONTH}) ?)"
)
_TIME: Final = (
    r"meses|mes|semanas?|dias?|anos?|horas?|minutos?|months?|weeks?|days?|years?|hours?|minutes?|"
    r"veces|times|am|pm|o'clock|elementos|milligrams?(?! per)|miligramos?(?! por)|mg(?!/)|mcg|"
    r"unidades|units|gotas|drops|tabletas?|tablets?|pastillas?|puffs?|cm|centim\w+|kilos|pounds"
)
_NUMBER: Final = (
    r"(?<!\bel )(?<!\bthe )(?<!\blas )(?<!\blos )"
    r"(?P<n>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?![\d.]*\d)"
    r"(?:(?P<k> (?:1000|mil)\b)| (?P<d>\d|uno)(?= ?[,.;]|$| y | and ))?"
    rf"(?! ?-?(?:{_TIME}|de (?:{_MONTH}|la manana|la tarde))\b)"
)
_WORD: Final = (
    r"(?P<word>normal(?:es)?|anormal(?:es)?|abnormal|negativ[oa]s?|positiv[oa]s?|negative|positive|"
    r"(?:no |non-?)?reactiv[oae]s?|alterad[oa]s?|altisim[oa]s?|alt[oa]s?|altit[oa]s?|bajisim[oa]s?|"
    r"baj[oa]s?|bajit[oa]s?|elevad[oa]s?|elevated|raised|high|low|limpi[oa]s?|clear|clean|"
    r"unremarkable|borderline|benign[oa]?|estable|stable|bonit[oa]s?|perfect[oa]s?|buen[oa]s?|bien|"
    r"mal|fine|okay|ok|good|great|perfect|better|mejor|off|reassuring|"
    r"sin (?:alteraciones|cambios|datos|hallazgos|lesiones|problemas?|novedad(?:es)?)|"
    r"dentro de (?:lo normal|rangos?|parametros)|en rango|within (?:normal )?(?:limits|range)|"
    r"in (?:the )?(?:normal )?range)"
)
_VALUE: Final = rf"(?:{_NUMBER}|{_WORD}\b)"
_DIRECT: Final = re.compile(rf"^ ?{_FILLER}{{0,8}}?{_VALUE}")
_COPULA: Final = (
    r"salio|salieron|sale|esta|estan|estaba|fue|era|es|resulto|dio|marco|came back|comes back|was|"
    r"were|is|are|at|of|showed"
)
_APART: Final = re.compile(rf"^[^,;:.?!¿]{{0,44}}? (?:{_COPULA}) {_FILLER}{{0,5}}?{_VALUE}")
_BEHIND: Final = re.compile(
    rf"^[^;:.?!¿]{{0,40}}? , (?:(?:and|y|pues) )?(?:it|that|which|que)?(?:'s)? ?"
    rf"(?:{_COPULA}|come back) "
    rf"{_FILLER}{{0,4}}?{_VALUE}"
)
#: `el electro que te pedí por las palpitaciones, normal`
_THAT_WAS_ASKED: Final = re.compile(
    rf"^ que (?:te|le|me|se|les) \w+[^,;:.?!¿]{{0,36}} , {_FILLER}{{0,3}}?{_VALUE}"
)
#: `viene bajita, 9.2`
_NUMBER_BEHIND: Final = re.compile(rf" ?,? ?(?:at |en |a |de |con )?{_NUMBER}(?P<word>(?!))?")
#: `bajó de 9 a 7.4`
_CHANGED: Final = re.compile(r"\b(?:bajo|subio|paso|down|up|dropped|went|gone|from)\b")
_NOW: Final = re.compile(rf" (?:a|to) {_NUMBER}(?P<word>(?!))?")
_DENIES: Final = re.compile(r"\b(?:no(?! reactiv)|not|never|nunca|ni|hasn't|isn't|wasn't)\b|n't\b")
#: With a comma before it, it is no result: `a CBC, okay?`
_SAID_BESIDE: Final = re.compile(r"[,:] ?(?:okay|ok|good|great|perfect|fine|bien|perfecto|right)$")
_BEFORE: Final = re.compile(r"\b(?P<word>normal|negative|positive|abnormal|clean|clear) $")


@dataclass(frozen=True, slots=True)
class Result:
    """`text` as it is told, a number in digits; `end`: where it ends in the sentence's text."""

    text: str
    end: int


def result_in(kind: TermKind, text: str, start: int, until: int) -> Result | None:
    """What `text[start:until]` tells of a study whose name ends at `start`."""
    behind = text[start:until]
    for pattern in (_DIRECT, _APART, _BEHIND, _THAT_WAS_ASKED):
        match = pattern.match(behind)
        if match is None or _DENIES.search(match.group()):
            continue
        if match["n"] and (kind is not TermKind.STUDY or _is_none(match)):
            continue
        if (
            match["word"]
            and kind is TermKind.STUDY
            and (number := _NUMBER_BEHIND.match(behind, match.end()))
        ):
            number = _NOW.match(behind, number.end()) or number
            return Result(_written(number), start + number.end())
        if match["n"] and _CHANGED.search(match.group()):
            now = _NOW.match(behind, match.end())
            if now is not None:
                return Result(_written(now), start + now.end())
        if match["word"] and _SAID_BESIDE.search(match.group()):
            continue
        return Result(_written(match), start + match.end())
    return None


def result_before(text: str, start: int) -> str:
    """`a normal CBC`."""
    match = _BEFORE.search(text[:start])
    return match["word"] if match else ""


def _is_none(match: re.Match[str]) -> bool:
    """A year: `in 2019`; or one of them: `the cholesterol one`."""
    if match["n"] == "1" and not match["d"]:
        return True
    before = match.string[: match.start("n")]
    return bool(re.search(r"\b(?:in|en|desde|since) $", before)) and bool(
        re.fullmatch(r"(?:19|20)\d\d", match["n"])
    )


def _written(match: re.Match[str]) -> str:
    if match["word"]:
        return match["word"]
    number = match["n"].replace(",", "")
    if match["k"]:
        return f"{number}000"
    decimal = (match["d"] or "").replace("uno", "1")
    return f"{number}.{decimal}" if decimal and "." not in number else number
