"""Replies that neither say yes nor no, and tell more of what was asked: where, when, how often,
how much, on what condition. Who tells that tells that it is so: `Headaches? — In the mornings.`

By the grammar of the reply, not by a list of replies: a fragment of closed classes (prepositions,
articles, numbers, times, places, parts of the body, degrees), an indefinite noun (`a few spots`), a
clause of condition (`cuando subo`), or having in few words (`I had one`, `tuve uno`). Whatever has
a verb of its own (`anoche durmió bien`), a denying word, or says how well it is, tells nothing.
"""

from __future__ import annotations

import re
from typing import Final

from aurity_desktop.clinical.belonging import word_set
from aurity_desktop.clinical.term_lists import TermKind, term_list

#: No such reply affirms: it denies something, or doubts.
_DENIES: Final = re.compile(
    r"\b(?:no|not|nunca|jamas|tampoco|ni|sin|never|nor|neither|none|nothing|nobody|nada(?! mas)|"
    r"nadie|ningun[oa]?|cannot|without|hardly|barely|rarely|apenas si|casi nada|zero|cero|unless|"
    r"less|fewer|menos(?! de)|\w+n't)\b"
)
#: It is better, as ever, over, or well: whether it is there nobody can tell.
_WELL: Final = re.compile(
    r"\b(?:well|fine|good|great|ok|okay|alright|all right|clear|normal\w*|regular|usual|same|"
    r"better|improv\w+|gone|over(?= ?[.,;!]|$)|stopped|"
    r"(?:'re|is|are|was|went|gone|come|came|'s) down|"
    r"bien(?! (?!gracias|doctor|todo)\w+[oae]s?\b)|buen[oa]s?|mejor\w*|limpi[oa]s?|"
    r"igual\w*|mism[oa]s?|perfect\w*|tranquil\w+|(?:se )?(?:quit|pas|cort)(?:o|aron|ado)|"
    r"gracias|thanks|para nada|nada mas que|como siempre|as (?:always|ever))\b"
)
#: It was so long ago, or is only thought of.
_ELSEWHEN: Final = re.compile(
    r"\b(?:used to|years? ago|as a (?:kid|child|baby|teenager)|when i was|growing up|back then|"
    r"de (?:chic|nin|joven|bebe)\w*|cuando (?:era|fui|estaba) (?:chic|nin|joven|embarazada)\w*|"
    r"hace (?:muchos |varios |\d+ )?anos|(?:in|en|del?|since) (?:el )?(?:19|20)\d\d|antes de|"
    r"before (?:that|this)|maybe|perhaps|quiza\w*|a lo mejor|"
    r"tal vez|who knows|quien sabe|as if(?= ?[,.!])|"
    r"(?:pero|but)(?: \w+)* (?:siempre|always)|i'd have to|depende|depends)\b"
)
_NUMBER: Final = re.compile(r"\d{1,3}(?:st|nd|rd|th)?")
_MANNER: Final = re.compile(
    r"(?!only|early|hopefully|luckily|thankfully|fortunately)\w{3,}ly|\w{3,}mente"
)
_TIMES_EN: Final = word_set(
    """
    night nights nighttime night-time day days daytime morning mornings afternoon afternoons
    evening evenings week weeks weekend weekends month months year years hour hours minute minutes
    second seconds winter summer spring fall autumn today yesterday tonight lately recently monday
    tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays
    saturdays sundays january february march april june july august september october november
    december christmas thanksgiving easter noon midnight bedtime breakfast lunch dinner supper meals
    meal food work school exercise stairs while moment ago time times once twice period periods
    """
)
_WORDS_EN: Final = word_set(
    """
    at in on of the my his her your our a an and or from to about around every each most some few
    couple all both this that these those last first since past till until during after by up down
    with like just only mostly mainly usually sometimes often always constantly daily still again
    too also more here there right left low lower upper high inside outside back front under over
    behind side sides one ones two three four five six them it little bit lot lots tad touch smidge
    ton tons loads plenty bunch much very really pretty quite kind sort kinda on off now then so
    especially particularly good-sized big small whole half other another half who yeah yes oh well
    doctor doc sir ma'am straight through as bad terrible awful horrible nonstop i'd say me
    """
)
_TIMES_ES: Final = word_set(
    """
    noche noches dia dias manana mananas tarde tardes madrugada madrugadas semana semanas mes meses
    ano anos hora horas minuto minutos segundo segundos rato ratos ratito ratitos lunes martes
    miercoles jueves viernes sabado sabados domingo domingos enero febrero marzo abril mayo junio
    julio agosto septiembre octubre noviembre diciembre invierno verano navidad ayer antier anoche
    hoy ahorita ahora mediodia momento momentos vez veces ocasiones temporadas regla comidas comida
    desayuno cena vida trabajo escuela ejercicio escaleras calor frio
    """
)
_WORDS_ES: Final = word_set(
    """
    a al ante con de del desde en entre hacia hasta hace por para sobre tras el la los las lo un una
    unos unas uno mi mis su sus tu este esta estos estas ese esa esos esas y o e que como cada todo
    toda todos todas ambos ambas otro otra casi mas menos poco poca pocos pocas poquito poquita
    tantito tantita algo mucho mucha muchos muchas muchisimo muchisima bastante demasiado demasiada
    harto harta varios varias medio media muy bien seguido seguidito diario siempre solo solamente
    nomas luego aqui aca ahi alla abajo arriba atras adelante adentro afuera enfrente lado lados
    derecho derecha izquierdo izquierda dos tres cuatro cinco seis primer primera ultimo ultima
    ultimos ultimas pasado pasada pues ay uy uf sí si doctor doctora ya todavia aun tambien punto
    repente cerca mero puro pura puros puras nada sobretodo principalmente horrible feo fea fuerte
    """
)
#: Behind these a clause may follow, and says when, or on what condition, it is so.
_WHEN_EN: Final = word_set("when whenever if after before while since as because where once")
_WHEN_ES: Final = word_set("cuando si al despues antes mientras desde cada donde porque por nomas")
_INFINITIVE: Final = re.compile(
    r"\w+(?:ar|er|ir)(?:me|se|le|lo|la)?|\w+(?:ando|iendo|yendo)(?:me|se)?"
)
#: Behind these a noun of any kind may follow: some of it is there.
_INDEFINITE: Final = word_set(
    "a an some few several lots plenty un una unos unas algo algunos algunas varios varias poco "
    "poquito tantito mucho mucha muchos muchas puro pura puros puras"
)
_NOUNS: Final = 4
#: Before a noun of any kind: where it is so.
_PLACE: Final = re.compile(
    r"(?:^| )(?:in|on|over|under|behind|around|en|del?|al|por|entre|sobre|down|up)"
    r"(?: (?:the|my|his|her|both|l[ao]s?|el|mi|mis|su|sus|un|una))*$"
)
_PLACED: Final = 2
#: Of English that a fragment has no subject; of Spanish that it has none of these.
_SUBJECTS: Final = word_set(
    """
    i he she it we they you i'm i've he's she's it's they're we're you're that's is are was were
    have has had do does did yo ella usted ustedes me se le les te nos tome tomo fui vino tengo
    tiene estoy esta estaba es era son fue
    """
)
_HAVING: Final = re.compile(
    r"^(?:(?:well|yeah|pues|sí|oh|ay|,) ?,? ?)*"
    r"(?:(?:i|he|she|we|they)(?:'ve| have|'s| has|'d| had)? (?:just |only |already |still )?"
    r"(?:had|got|get|gets|have|has|felt|feel|feels|noticed|seen|saw|passed|threw|been having|been "
    r"getting) (?:it|one|1|them|some|that|those|these|a few|a little|a bit|two|2|three|3)\b|"
    r"(?:(?:me|le) (?:dio|da|dan|dieron|salio|salieron|sale|salen|ha dado|han dado|paso|pasa)|"
    r"tuve|tuvo|tengo|tiene|traigo|trae|hubo|hay|siento|senti|sintio|he tenido|ha tenido|noto|"
    r"not[eo]|vi|ve[oa]?) (?:1|un[oa]s?|algun[oa]s?|algo|poc[oa]s?|un poco|poquit[oa]|tantit[oa]|"
    r"much[oa]s?|vari[oa]s|bastante|2|dos|tres|3)\b)"
    r"(?= ?(?:[,.;:!…]|$)| (?:en|el|la|los|las|ayer|anoche|hace|desde|cuando|por|al|a|de|y|pero|si|"
    r"on|in|at|last|this|the|when|yesterday|once|twice|but|and|after|before|since|for|every)\b)"
)
_EVERY_TIME: Final = re.compile(r"\b(?:every|each|any) ?time\b|\bcada vez que\b")
#: How often it is, whatever clause follows: it is, then.
_FREQUENT: Final = re.compile(
    r"(?:sometimes|occasionally|often|frequently|now and (?:then|again)|from time to time|"
    r"once in a while|on and off|off and on|every (?:other )?(?:day|night|morning)|most (?:days|"
    r"nights)|all (?:day|night|the time)|a veces|de vez en cuando|de repente|seguido|a cada rato|"
    r"cada rato|a ratos|diario|tod[ao]s l[ao]s (?:dias|noches|mananas|tardes))\b"
)
#: Words of a later clause in which a denial is of what was asked: `but not now`.
_FIRST: Final = 3
_PIECES: Final = re.compile(r" ?(?:[,;:.!…]|\b(?:pero|but|aunque|though|although)\b) ?")


def elaborates(rest: str, language: str) -> bool:
    """Whether the reply, its fillers left out, tells more of what was asked, and so that it is."""
    if _WELL.search(rest) or _ELSEWHEN.search(rest):
        return False
    said = _EVERY_TIME.sub("whenever", rest)
    first, *later = [each for each in _PIECES.split(said) if each.strip()] or [""]
    if _DENIES.search(first) or any(_DENIES.search(_beginning(each)) for each in later):
        return False
    told = _HAVING.match(rest) or _FREQUENT.match(rest)
    return told is not None or _is_adjunct(first.split(), language)


def _beginning(piece: str) -> str:
    return " ".join(piece.split()[:_FIRST])


def _is_adjunct(words: list[str], language: str) -> bool:
    if words[:1] in (["like"], ["como"]) and len(words) > 1 and _SUBJECTS.isdisjoint(words):
        return True  # `like my father`, `como tamal`
    known = _TIMES_EN | _WORDS_EN if language == "en" else _TIMES_ES | _WORDS_ES
    clauses = _WHEN_EN if language == "en" else _WHEN_ES
    place, telling = 0, False
    terms, body = term_list(language), frozenset({TermKind.BODY, TermKind.SITE})
    while place < len(words):
        word = words[place]
        if word in clauses and place + 1 < len(words):
            return True
        found = terms.at(words, place, body)
        if found is not None:
            place, telling = found.last + 1, True
        elif word in known or _NUMBER.fullmatch(word) or _MANNER.fullmatch(word):
            place, telling = place + 1, telling or word not in ("that", "the", "it", "lo", "que")
        elif language == "es" and _INFINITIVE.fullmatch(word):
            return True
        else:
            return _is_indefinite(words, place)
    return telling


def _is_indefinite(words: list[str], unknown: int) -> bool:
    """`a few spots`, `en las yemas`: a noun that no class knows behind its article, and no verb."""
    before, behind = words[:unknown], words[unknown:]
    few = len(behind) <= _NOUNS and _SUBJECTS.isdisjoint(words)
    place = _PLACE.search(" ".join(before)) is not None and len(behind) <= _PLACED
    return few and (place or not _INDEFINITE.isdisjoint(before))
