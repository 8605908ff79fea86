"""How the vital signs are called, and how their numbers are said where no name is."""

from __future__ import annotations

import re
from typing import Final

from aurity_desktop.clinical.measures import VALUES
from aurity_desktop.domain.findings import Sign

_NAMES: Final = {
    Sign.RESPIRATION: r"(?:frecuencia )?respiratoria|respiracion(?:es)?|respira|fr|"
    r"resp(?:s|irations?|iratory rate)?|breathing|breaths",
    Sign.SATURATION: r"satur\w+|oxigeno|oxymetro|oximetro|oxygen|sat(?:s|ting|ted)?|spo2|pulse ox|"
    r"o2|room air",
    Sign.PULSE: r"pulso|(?:frecuencia |ritmo )?cardiac[ao](?= ?,?(?: de)? \d)|frecuencia cardiaca|"
    r"rate(?= of \d)|frecuencia|latidos|late a|corazon(?:cito)? (?:dice|late|a|va|anda)|"
    r"corazon(?:cito)?(?= ?,? \d)|fc|heart rate|pulse|hr|"
    r"heart (?:going|beating|is at|at)|heart(?= \d)",
    Sign.PRESSURE: r"(?:presion|tension)(?: arterial)?|pressure|bp|ta(?= \d)",
    Sign.TEMPERATURE: r"temperatura|temperature|temp|termometro|calentura|fiebre|fever|grados|"
    r"afebril|afebrile|felt "
    r"warm|how high|thermometer|t ?max|t(?= 3\d)",
    Sign.WEIGHT: r"(?<!ado de )(?<!ida de )(?<!j[eo] de )(?<!bi de )(?<!to de )peso|pesas?|pesando|"
    r"pesarl[oa]|pesamel[oa]|(?<!how much )weight(?! loss| gain)|weigh(?:s|ed)?|bascula|scale|"
    r"(?:step|hop|jump|climb)(?: on| right)? up(?: on)?(?: here| there)?(?: for me)?|"
    r"subase aqui|subete aqui|parese aqui",
    Sign.HEIGHT: r"mid[eo]s?|talla|estatura|height|tall|length(?= ?,? \d)",
    Sign.GLUCOSE: r"glucosas?|azucar(?:es)?|sugars?|glucose|ayun[ao]s?|fastings?|glucometro|"
    r"glucometria|"
    r"gl[iu]cemia|de[sx]trostix|finger ?stick",
}
LABEL: Final = re.compile(
    "|".join(rf"\b(?P<{sign.value}>(?:{words}))\b" for sign, words in _NAMES.items())
)
#: Beside one of these a pair of numbers that nothing stands between may be a pressure.
MEASURED: Final = re.compile(
    rf"{LABEL.pattern}|\b(?:brazo|baumanometro|arm|cuff|vitals|de pie|parad[oa]|"
    r"sentad[oa]|acostad[oa]|standing|sitting|lying|signos|otra vez|de nuevo|"
    r"izquierdo|derecho|again|farmacia|pharmacy|toma|lectura|"
    r"reading|repeat\w*|recheck\w*)\b"
)
PRESSED: Final = re.compile(rf"\b(?:{_NAMES[Sign.PRESSURE]})\b")
#: Somebody is or was weighed, or measured.
WEIGHED: Final = re.compile(
    r"\b(?:pes(?:amos|e|aron|as?|arl[oa]|ando)|bascula|ando en|weigh|weighs|weighed|height|tall|"
    r"mid[eo]s?|estatura|talla)\b"
)
#: A question for the value of what was last spoken of.
ASKS_VALUE: Final = re.compile(
    r"\b(?:se (?:l[oa] )?(?:midio|checo|tomo)|cuanto (?:salio|traia|marco|tenia)|what was it|"
    r"how (?:high|low)|(?:did you|have you) (?:check|measure)\w*)\b"
)
#: What a thermometer was last heard of with.
FEVERISH: Final = re.compile(
    rf"\b(?:{_NAMES[Sign.TEMPERATURE]}|(?:le|me) subio a|fevers?|feverish|calenturas?|hot|"
    r"caliente|chills|quemaba)\b"
)
#: Between a number and its sign's name: `90 de frecuencia`, `97 on room air`.
BEFORE_NAME: Final = re.compile(
    r"(?: ?(?:grados|%|por 100|percent|por minuto|per minute|a minute))? ?(?:(?:de|of|en|on|for) )?"
    r"(?:the |our |my |la |el )?"
)
_FEVER: Final = (
    r"(?P<n>3[5-9](?:\.\d)?|4[0-2](?:\.\d)?|9[6-9](?:\.\d)?|10[0-6](?:\.\d)?)(?: (?P<d>\d|uno)\b)?"
    r"(?P<h> y medi[oa])?(?! ?(?:kilos|anos|semanas|dias|horas|veces|days|weeks|hours|years|mg|ml))"
)
#: A value of a sign that is not named in its sentence; the first that fits a number counts.
FREE: Final = (
    (Sign.PRESSURE, VALUES[Sign.PRESSURE]),
    (
        Sign.WEIGHT,
        re.compile(
            r"\b(?P<n>\d{1,3}(?:\.\d+)?) ?(?P<u>kilos?|kg|pounds?|lbs?)\b"
            r"(?! (?:up|down|lighter|heavier|more|less))(?P<h> y medi[oa])?"
            r"(?: (?:con )?(?P<g>[1-9]\d\d)\b(?: gramos?)?)?"
            r"(?: ?,? ?(?:and )?(?P<oz>\d{1,2}) ?(?:ounces?|oz)\b)?"
        ),
    ),
    (
        Sign.WEIGHT,
        re.compile(
            r"(?:^(?:(?:ahora|hoy|son|salio|trae|ya) )?|[:.,] )(?P<n>\d{2,3}) (?P<g>[1-9]\d0)"
            r"(?= ?[,.]|$)"
        ),
    ),
    (Sign.HEIGHT, re.compile(r"\b(?P<f>[3-7]) (?:foot|feet) (?P<i>\d{1,2})\b")),
    (
        Sign.HEIGHT,
        re.compile(r"\b(?P<f>[4-7]) (?:foot|feet)\b(?! (?:of|long|away|from|deep|up))(?P<i>(?!))?"),
    ),
    (Sign.HEIGHT, re.compile(r"\b(?:un|1) met(?:ro|er|re)s? (?:con |and )?(?P<c>\d{1,2})\b")),
    (
        Sign.SATURATION,
        re.compile(
            r"\b(?P<n>\d{2,3}) ?(?:%|por 100|percent) (?:on|con|al) (?:room air|the \d|\d|oxygen|"
            r"aire|"
            r"puntas|oxigeno|mascarilla)|"
            r"\b(?P<n3>[7-9]\d|100) on (?:room air|\d lit(?:er|re)s?)\b|"
            r"\byou're at (?P<n2>\d{2}) ?(?:%|percent)"
        ),
    ),
    (
        Sign.RESPIRATION,
        re.compile(r"\b(?P<n>\d{2}) (?:times a minute|breaths|respiraciones|veces por minuto)"),
    ),
    (
        Sign.GLUCOSE,
        re.compile(r"^(?:y )?(?:ayer|antier|hoy)(?: \w+){0,3}? (?:, )?(?P<n>\d{2,3}) ?[.,]?$"),
    ),
    (
        Sign.GLUCOSE,
        re.compile(
            r"\b(?:highest|lowest|high|low|mas alt[oa]|mas baj[oa])\b"
            r"(?: (?:was|is|fue|es|ha sido|que|de|a|en|i've|had|seen|he|tenido|visto|like))* "
            r"(?P<n>\d{2,3})(?= ?[,.;]|$| and | y )|"
            r"\b(?P<n2>\d{2,3}) (?:was|is|fue|es) (?:the |my |la |lo |el )?(?:highest|lowest|mas)\b"
        ),
    ),
    (
        Sign.GLUCOSE,
        re.compile(
            r"\b(?:it was|it's|this morning was|morning was|came (?:back )?(?:up|down) to|"
            r"(?:went|dropped|shot) (?:up|down)? ?to|estaba en|salio (?:en|de)|andaba en|anda en|"
            r"subio a|bajo a|traia|amanec\w+ (?:en|con))(?: like| about| around| como| unos)? "
            r"(?P<n>\d{2,3})(?= ?[,.;!]|$| and | y | so )"
        ),
    ),
    (
        Sign.GLUCOSE,
        re.compile(
            r"\b(?:lunes|martes|miercoles|jueves|viernes|sabado|domingo|hoy|ayer|antier|monday|"
            r"la semana pasada|last week|"
            r"tuesday|"
            r"wednesday|thursday|friday|saturday|sunday|today|yesterday)(?: en la \w+| morning|"
            r" night)? ?,? "
            r"(?P<n>\d{2,3})(?= ?[,.;]|$| y )"
        ),
    ),
    (
        Sign.GLUCOSE,
        re.compile(
            r"^(?:(?:about|like|around|como|unos|de|en|y|and|pues|well|it was|fue) ?,? )*"
            r"(?P<n>[1-3]\d\d)(?= ?[,.;]|$| today| this morning| and | y | hoy)|"
            r"\b(?:low|high|baja|alta|bajo|alto) ?, (?:(?:de|fue|"
            r"it was) )?(?P<n2>\d{2,3})(?= ?[,.;]|$)"
        ),
    ),
    (
        Sign.GLUCOSE,
        re.compile(
            r"\b(?:before|after|antes de(?:l)?|despues de(?:l)?) (?:my |the |la |"
            r"el )?(?:breakfast|lunch|"
            r"dinner|supper|eating|bed|comer|comida|cenar?|desayun\w+|dormir)"
            r"(?: (?:last night|yesterday|today|ayer|anoche|hoy))?(?: ,)?"
            r"(?: (?:it|was|it's|like|about|around|como|unos|de|traia|tenia|salio|en))* "
            r"(?P<n>\d{2,3})(?= ?[,.;]|$| and | y )"
        ),
    ),
    (
        Sign.TEMPERATURE,
        re.compile(
            r"^(?:y |and |como |about |like )*(?P<n>\d{2}\.\d|\d{2}(?= y medi))(?P<d>)"
            r"(?: grados| degrees)?(?P<h> y medi[oa])?(?: grados)? ?[.,!]?$"
        ),
    ),
    (
        Sign.WEIGHT,
        re.compile(
            r"\b(?:you're|he's|she's) (?:at |down to |up to )*(?P<n>[12]\d\d)"
            r"(?=(?: today| now)?(?: [.,]|$))"
        ),
    ),
)
#: A temperature that a fever is told with: `le subió a 39`, `it was 101 this morning`.
OF_A_FEVER: Final = re.compile(
    r"(?:\b(?:tome|cheque|medi|puse|tomamos|take it|took it|checked it|measured it)\b.{0,16}[, ] ?|"
    r"\b(?:(?<!no )subio|(?<!no )llego|marco|amaneci|amanecio|tenian?|"
    r"salio|were|traia|trae|tuvo|tuve|tiene|hasta|bajo|fue|estaba|was|hit|reached|"
    r"spiked|ran|got|had|up to)(?: (?:a|hasta|de|en|to|up to|como|about|like))* |"
    r"^(?:(?:a|de|hasta|como|about|like|anoche|ayer|hoy|antier|last night|this morning|yesterday|"
    r"today|en la (?:manana|tarde|noche|madrugada)|(?:el|on|por la|this|in the) \w+|,) ?,? ?)*)"
    + _FEVER
)
#: `38 3`, where a fever is spoken of: nothing else is told so.
OF_TENTHS: Final = re.compile(
    r"\b(?P<n>3[5-9]|4[01]) (?P<d>\d|uno)(?P<h>)(?= ?[.,;!]|$| y | and )(?! ?[.,;]? ?\d)"
)
#: `36.4` among other signs.
AMONG_SIGNS: Final = re.compile(
    r"(?:^|(?<=[,.;:] )|(?<=\by )|(?<=\band )|(?<=(?:he|re|it)'s )|(?<=\bhe's )|(?<=\byou're )|"
    r"(?<=esta en )|(?<=anda en )|(?<=trae )|(?<=tiene ))"
    r"(?P<n>(?:3[4-9]|40|9[6-9]|10[0-4])\.\d|"
    r"(?:9[6-9]|10[0-4])(?= even)|"
    r"(?:3[4-9]|40|9[6-9]|10[0-4])(?= (?:\d|uno) ?(?:[,.;]|$)))(?: (?P<d>\d|uno))?(?P<h>)"
    r"(?= ?[,.;]|$| y | and | even| today)"
)
#: A length among other signs.
LENGTH: Final = re.compile(
    r"\b(?P<centi>(?:5[2-9]|[6-9]\d|1\d\d)) ?(?:cm|centimetros|centimeters|centimetres)\b"
)
#: A further number of a list.
AND_ANOTHER: Final = re.compile(
    r" ?(?:,|y|and)(?: (?:y|and|luego|then|otra vez|again))* (?P<n>\d{2,3})(?= ?[,.;!]|$| and |"
    r" y | today| hoy| this| after| before| despues| antes)"
)
