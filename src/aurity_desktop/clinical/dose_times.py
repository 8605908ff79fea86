"""The words that tell how often a medicine is taken, and for how long."""

from __future__ import annotations

import re
from typing import Final

#: A number as sentences write it.
_N: Final = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
NUMBER: Final = _N
_TIME_ES: Final = r"(?:horas?|dias?|semanas?|mes(?:es)?)"
_TIME_EN: Final = r"(?:hours?|days?|weeks?|months?)"
_MEAL_ES: Final = (
    r"comer|cenar|desayunar|dormir(?:me|se|te)?|acostar(?:se|me|te)|irse a dormir|"
    r"(?:ir(?:me|se|te) a )(?:dormir|acostar)|(?:la|mi|su|tu|cada) (?:comida|cena)|cada "
    r"evacuacion|(?:los|mis|sus) alimentos|(?:(?:el|mi|su) )?(?:desayuno|almuerzo)"
)
_MEAL_EN: Final = (
    "(?:(?:the|my|your|his|her|each|every|a|big|morning|evening) )*"
    "(?:breakfast|meals?|lunch|dinner|supper|food|eating|coffee|milk|tea|a snack)"
)
_MEAL_NOUN: Final = (
    r"(?:(?:la|el|mi|su|tu|cada|las|los|sus|mis) "
    r"(?:comidas?|cenas?|desayunos?|almuerzos?|alimentos?|cafe|leche))"
)
_PARTS_OF_DAY_ES: Final = r"(?:en|por) las? (?:mananas?|tardes?|noches?)"
_AT_EN: Final = r"(?:in the (?:morning|evening|afternoon)s?|at (?:night|bedtime))"
_DAY_ES: Final = r"(?:lunes|martes|miercoles|jueves|viernes|sabados?|domingos?)"
_DAYS_EN: Final = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days"
_DAY_EN: Final = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?)"
ENGLISH_DAY: Final = re.compile(rf"\b{_DAY_EN}\b")
FREQUENCIES: Final = tuple(
    re.compile(pattern.strip())
    for pattern in rf"""
    cada {_N} (?:o|a|u) {_N} horas
    cada (?:{_N} horas|{_N}(?= ?(?:$|[,.!?…]|(?:por|con|durante|y|via|hasta|en|si)\b)))
    cada {_N} (?:dias|semanas|meses|minutos)
    cada (?:dia|noche|manana|tercer dia|semana|hora|mes)|cada que (?:como|come|coma)
    (?<=, )(?:semanal|mensual|terciad[oa])(?= ?[.,;]| ?$)|(?<=\d )(?:por|a la) semana|por dia
    cuando (?:me|se|te) (?:acuest[oae]|levant[oae]|despiert[oae])|a media (?:tarde|manana)|al dormir
    a las? (?:1[0-2]|[1-9]) de la (?:manana|tarde|noche)
    (?:desayuno|comida) ,? ?(?:comida )?y cena|con (?:alimentos|comida)(?= ?[.,;]| ?$)
    {_N} veces(?= ?[.,;]| ?$)
    (?:{_N}|una|un par de) (?:o {_N} )?(?:vez|veces) (?:(?:al|por) (?:dia|mes)|(?:a la|por) semana)
    (?<=\d )diari[oa]s?|(?<!litros )\bdiari(?:o|a|amente)
    {_PARTS_OF_DAY_ES}(?: y (?:otr[oa]|un[oa]|medi[oa]|\d+)? ?{_PARTS_OF_DAY_ES})?
    en ayunas
    dosis unica|(?:en )?una? sola (?:dosis|toma)|(?:as )?(?:a |one )?single dose
    (?<=, )una vez(?= ?[.,]| ?$)
    (?<=, )a las? (?:1[0-2]|[1-9])(?: y media)?(?: de la (?:manana|tarde|noche))?(?= ?[.,]| ?$)
    (?<=, )at (?:1[0-2]|[1-9])(?:[0-5]\d)?(?= ?[.,]| ?$| tonight| o'clock| every| in the)
    at (?:1[0-2]|[1-9]) (?:at night|in the (?:morning|afternoon|evening))
    every (?:4|6|8|12)(?= ?(?:$|[,.!?…]))
    at (?:noon|midday|lunchtime|dinnertime)
    (?<=, )(?:early )?(?:mornings?|nights|bedtime|evenings?)(?= ?[.,]| ?$)
    before (?:practice|gym|exercise|exercising|sports?|training|school|work)
    antes de(?:l)? (?:entrenar|ejercicio|hacer ejercicio|jugar|correr|la escuela)
    maximo {_N} (?:veces )?al dia
    hasta {_N} veces al dia
    al (?:dia|(?:acostar|levantar|despertar)(?:se|me|te)?|inicio del dolor|medio ?dia)|a medio ?dia
    a la hora de (?:dormir|acostar(?:se|me|te)|comer|cenar|la comida|la cena)
    (?:un )?dia sí (?:y )?(?:un |el |otro )?(?:otro |dia )?no
    mananas? ,? tardes? y noches?|(?:de noche|de dia)(?= ?[.,;]| ?$)|^(?:las )?noches?(?= ?[.,]| ?$)
    con (?:{_MEAL_ES})(?: y (?:con )?(?:{_MEAL_ES}))?
    (?:en|con) {_MEAL_NOUN}(?: y (?:otr[oa] |un[oa] )?(?:en |con )?{_MEAL_NOUN})?
    todos los dias|todas las (?:noches|mananas)|mananas? y noches?|dia y noche
    (?:(?:media|una) hora |{_N} (?:horas|minutos) )?(?:antes|despues) de(?:l)? (?:{_MEAL_ES})
    (?:up to )?(?:once|twice|{_N} times|one time) (?:a|per|every) (?:day|week|month)(?: {_AT_EN})?
    {_N} (?:or|to) {_N} times (?:a|per) (?:day|week|month)
    {_N} times daily|every other (?:{_DAY_EN}|week|night|morning|month)
    (?<!on )(?<!every ){_DAYS_EN}(?: and {_DAYS_EN})*
    (?:once |twice )?daily|(?:once|twice) weekly|every other day
    (?:morning and (?:night|evening)|day and night|nightly)
    (?:with|at) {_MEAL_EN}(?: and (?:(?:with|at) )?{_MEAL_EN})?
    first thing(?: in the morning)?|(?:on )?(?:an? )?empty stomach|most days|on alternate days
    (?:when|before|after) (?:i|you|he|she) (?:wakes? up|gets? up|goe?s? to (?:bed|sleep)|eats?)
    every (?:{_N} (?:(?:to|or) {_N} )?(?:hours?|minutes|days|weeks|months|years))
    (?:every|each) (?:single )?(?:morning|night|evening|afternoon|weekday|day|week|hour|month|shift)
    every (?:third|second|other) (?:day|week|month)|(?<=, )(?:weekly|monthly)
    (?:most|some) (?:nights|days)
    (?:a couple(?: of)?|a few) times (?:a|per) (?:day|week|month)|(?:around the clock|overnight)
    at (?:dinner|supper|lunch|tea|bed)time|(?<=, )(?:tonight|per day|a day)
    morning ,? noon and (?:night|evening)|(?<=, )(?:once|twice)(?= ?[.,;]| ?$)
    (?<=\w )to the (?:morning|evening|night|afternoon)s?
    (?<!the )(?<!my )(?<!two )(?<!\d )(?:mornings|evenings|nights)(?= ?[.,;!?]| ?$| and | for )
    ^(?:morning|evening|night|bedtime|noon)(?: and (?:night|evening|bedtime))?(?= ?[.,!]| ?$)
    {_AT_EN}
    ^(?:once|twice)(?= ?[.,!])
    (?:{_N} (?:hours?|minutes?) |(?:one|an|half an) hour )?(?:before|after) (?:bed|{_MEAL_EN})
    (?:de )?{_DAY_ES} a {_DAY_ES}|(?:los )?{_DAY_ES}(?:(?: ?,)?(?: y)?(?: los)? {_DAY_ES})+
    (?:los|cada) {_DAY_ES}|entre semana|(?:en |los )*fines de semana|en fin de semana
    (?:los demas|los otros) dias|(?:el )?resto de la semana
    (?:on )?{_DAY_EN} (?:through|to) {_DAY_EN}
    (?:on )?{_DAY_EN}(?:(?: ?,)?(?: and)?(?: on)? {_DAY_EN})+
    (?:on|every) {_DAY_EN}|(?:on )?(?:the )?(?:week|school|work) ?(?:days|ends)|on the weekend
    (?:on )?(?:the|all) other days|(?:the )?rest of the week
    (?:{_N} hours?|{_N} minutes?|an hour|half an hour) before(?= ?[.,;]| ?$|you|sex)
    (?:(?<=milligrams )|(?<=mg )|(?<=\d )|(?<=pill )|(?<=patch )|(?<=tablet ))a (?:day|week|month)
    (?:(?<=drop )|(?<=drops )|(?<=tablets )|(?<=capsules )|(?<=capsule ))a (?:day|week|month)
    (?:(?<=milligram )|(?<=units )|(?<=capful )|(?<=puffs )|(?<=one ))a (?:day|week|month)
    """.strip().splitlines()
)
_ONLY: Final = r"(?:nada mas|nomas|only)? ?"
DURATIONS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:por|durante) (?P<t>(?:{_N}|un|una) {_TIME_ES})(?! (?:antes|despues))",
        rf"(?:tome|tomo|use|di|puse) (?P<t>(?:{_N}|un|una) {_TIME_ES})(?= ?(?:y ya|y l|,|\.|$))",
        rf"(?:los|maximo|unos) (?P<t>{_N} {_TIME_ES})",
        rf"for (?:the next |about |just )?(?P<t>(?:{_N}|a|an|one) (?:more )?{_TIME_EN})(?! ago)",
        rf"(?P<t>(?<!\d )(?<!every )(?<!cada ){_N} (?:dias|days))(?= ?{_ONLY}[.,!]? ?$)",
        rf"(?<=, )(?P<t>{_N} (?:dias|days))(?= ,)",
    )
)
