"""Whether a study is asked for or was done, by the words around its name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from aurity_desktop.clinical.belonging import Span
from aurity_desktop.clinical.patterns import phrases

_LEAD: Final = "(?:let's|we'll|i'll|let me|going to|gonna|we can|we should|we ought to|i'd)"
_ASKED: Final = (
    "(?:get|do|check|send|order|run|draw|add|repeat|recheck|book|arrange|schedule|request|put|have|"
    "ask|organi[sz]e|grab|take|set|start with|scan|x-ray|refer)"
)
_ASKING: Final = (
    "(?:ordering|getting|sending|checking|adding|doing|requesting|repeating|booking|drawing|"
    "running)"
)


def _with_verbs(text: str) -> re.Pattern[str]:
    """`phrases` in which LEAD, ASKED and ASKING stand for their verbs."""
    for name, verbs in (("LEAD", _LEAD), ("ASKED", _ASKED), ("ASKING", _ASKING)):
        text = text.replace(name, verbs)
    return phrases(text)


_ORDERS: Final = _with_verbs(r"""
    ped(?:ir\w*|imos) | pid[oae]\w* | pidiendo | pedid[oa]s? | solicit\w+
    mand(?:ar(?:le|te|l[oa])?|o|amos|ando|e|ele|enle|en|el[oa]s?|ame|eme|enl[oa]s?)
    encarg(?:o|ar\w*|ue\w*)
    necesit(?:o|amos|a|an|amos) | ocup(?:o|amos) | quiero(?! ver) | quisiera | me gustaria
    hacer(?:le|te|nos|se|selo|sela)? | hacemos | hag(?:a|an|ale|anle|ase|amos|amosle) | hazte
    tom(?:ar(?:le|te|se)?|amos|emos|enle|ele|ense|ese|ate|en) | tomame
    sac(?:ar(?:le|te|se)?|amos) | saqu(?:e|en|enle|ele|ese|emos|ense)
    revis(?:ar(?:le|te)?|amos|en|e) | checar(?:le|te)? | checamos | chequen | medir(?:le|te)?
    repet(?:ir\w*|imos) | repit\w+ | va a ir | vaya | vayase | falta | faltan | hay que | toca
    program\w+ | agend\w+ | tra(?:iga\w*|eme|igan) | nuev[oa]s? | otr[oa]s? | agreg\w+ | realiz\w+
    completamos | complementa\w* | se (?:le )?hace(?:n)?
    i(?:'d| would) (?:also |really )?like(?! to see| you to) | i want(?! to see| you) | i need
    i'd (?:also )?like you to (?:get|have|do) | i want you to (?:get|have|do|go)
    we(?:'ll)? need | also need | still need | you need | (?:she|he) needs | you'll need
    LEAD (?:also |just |go ahead and )?ASKED
    (?:i'm|we're|i am|we are) (?:also )?ASKING
    ordering | order | send | get | recheck | repeat | repeating | check | due | overdue | schedule
    wants (?:a|an|another|you to (?:get|have)) | another | new | put in for
    needs? to (?:get|do|check|have|repeat) | want to (?:get|do|check)
""")
#: In these nothing is asked for: it was, or somebody is told how it is.
_PAST: Final = phrases(r"""
    (?:me|le|te|nos|se|les|lo|la) (?:ha |han |he )?(?:hicieron|hizo|hice|hicimos|hiciste|hecho)
    (?:me|le|te|nos|se|les|lo|la) (?:ha |han |he )?(?:tomaron|tomo|tomado|sacaron|saco|sacado)
    (?:me|le|te|nos|se|les|lo|la) (?:ha |han |he )?(?:mandaron|mando|pidio|pidieron|pedi)
    (?:me|le|te|nos|se|les|lo|la) (?:ha |han |he )?(?:realizaron|checaron|revisaron)
    (?:hicieron|sacaron|tomaron) | ya (?:salio|salieron|llego|llegaron|tengo|esta|estan|vi|trae)
    traje | traigo | vi (?:su|tu|el|la|los|sus)
    (?:i|she|he|they|we|you)(?:'ve| has| have|'d)? (?:just |already |also )?(?:had|did|got|done)
    (?:i|she|he|they|we|you)(?:'ve| has| have|'d)? (?:just |already |also )?(?:took|ran|drew)
    had (?:a|an|my|her|his|the|some|another) | last | came back | from the
""")
_PAST_BEHIND: Final = re.compile(
    r"^ ?(?:,? ?que (?:ya )?(?:le|te|me|se|nos)? ?(?:hic|hiz|tom|sac|mand|trae|traj|traig)\w+|"
    r"(?:de|del|en) (?:ayer|antier|hace|la semana pasada|mes pasado|ano pasado|urgencias)|"
    r"(?:\w+ ){0,6}?(?:mostr\w+|muestra|se (?:le )?(?:ven?|observa|aprecia|alcanza)|reporta|dice|"
    r"dijo|dijeron|sali\w+|vieron|aparec\w+|"
    r"showed|shows|said|says|from (?!the (?!hospital|er|clinic))|last (?:week|month|year|spring|"
    r"summer|fall|winter|\w+day)|back|came|found|picked up|was done|were done)\b)"
)
_PAST_TIME: Final = re.compile(
    r"\b(?:hace (?:\d+|un|una|como) \w+|ayer|antier|(?:la semana|el mes|el ano) pasad[oa]|"
    r"last (?:week|month|year|night|spring|summer|fall|winter|\w+day)|yesterday|"
    r"(?:\d+|a|couple) (?:days?|weeks?|months?|years?) (?:ago|back)|"
    r"(?:in|en|back in) (?:19|20)\d\d)\b"
)
_FUTURE: Final = re.compile(
    r"\b(?:(?:en|in|dentro de) (?:\d+|un|una|a|one|unas|unos) (?:dias?|semanas?|mes(?:es)?|anos?|"
    r"days?|weeks?|months?|years?|horas|hours)|manana|tomorrow|hoy(?: mismo)?|today|"
    r"(?:next|this) (?:week|month|afternoon|\w+day)|esta semana|"
    r"(?:la semana|el mes) que (?:viene|entra)|la proxima|ahorita|"
    r"(?:el|este|on|by) (?:lunes|martes|miercoles|jueves|viernes|sabado|domingo|\w+day)|"
    r"antes de|before|cuando venga|de una vez|on the way out|downstairs)\b"
)
_FUTURE_TIME: Final = re.compile(
    r"^ ?(?:,? ?(?:booked|scheduled|coming up|programad[oa]|agendad[oa]|pendiente))|"
    r"^ ?,? ?(?:(?:para|for|on) )?(?:next (?:week|month|year|\w+day)|tomorrow|manana|"
    r"(?:en|in|dentro de) (?:\d+|un|una|a) (?:dias?|semanas?|mes(?:es)?|days?|weeks?|months?)|"
    r"la (?:proxima|otra) semana|el (?:proximo|otro) mes|"
    r"(?:la semana|el mes) que (?:viene|entra))\b"
)
_HAVE: Final = re.compile(
    r"\b(?:i've got|i have|she has|he has|she's got|he's got|tengo|tiene|traigo)"
    r"(?: (?:a|an|my|her|his|un|una|el|la|mi|su))* $"
)
_NEGATED: Final = re.compile(
    r"\b(?:no(?! (?:mas|solo|nada mas|problem|sin antes))|not|nunca|never|sin|without|"
    r"tampoco|ni|cannot|nothing|nada(?! mas)|"
    r"none)\b|n't\b"
)
_PUT_OFF: Final = re.compile(
    r"^ ?,? ?no ?[,.]|^ ?(?:(?:eso|esa|todavia|por ahora|por lo pronto|aun|hoy|that|today|"
    r"really|we|i|you|yo|"
    r"creo que|just|can|for now) )*(?:no\b|not\b|don't\b|doesn't\b|isn't\b|won't\b|"
    r"l[oa]s? (?:dejamos|dejaremos|podemos dejar)|hold off|wait\b|puede esperar)"
)
_NOT_SURE: Final = re.compile(
    r"\b(?:si(?! no ,| gusta| quiere| le parece| puede| me hace)|"
    r"if(?! you like| you don't mind| that's)|"
    r"unless|we'd|might|may|could|podria\w*|ped(?:iria|iriamos)|haria\w*|quizas?|tal vez|maybe|"
    r"perhaps|a lo mejor|mas adelante|later on|eventually|en caso|in case|cuando|depende|depends|"
    r"do i need|whether)\b"
)
_ONLY_IF: Final = re.compile(r"^[^,;:.]*\b(?:if|si|unless|solo si|only if)\b")
#: What was spoken of already, or what something else is for: `with the x-ray`, `for the potassium`.
_REFERRED_TO: Final = re.compile(
    r"\b(?:con|with|about|sobre|para|for|por|de|after|before|until|hasta|depende de) "
    r"(?:el|la|los|las|the|su|sus|your|tu)(?: \w+ (?:y|and) (?:el|la|los|las|the))? $|"
    r"\b(?:del|l[ao]s? de)(?: (?:la|los))? $"
)
_GOES_ON: Final = re.compile(
    r"^(?:y|and|tambien|ademas|also|plus|then|luego|e|junto con|along with)\b"
)
_TOO: Final = re.compile(r"\b(?:tambien|also|too|as well|ademas)\b")
_ASKS_WHICH: Final = re.compile(
    r"\b(?:estudios?|analisis|laboratorios?|que le (?:saco|pido|tomo|hago)|tests?|bloods?|labs?|"
    r"examenes|imagenes|imaging)\b"
)
_BY_WHAT_FOR: Final = re.compile(
    r",? ?\b(?:por|para|porque|pa|because|since|so|a ver|antes de|before|"
    r"to (?:see|rule|look|check|make)|"
    r"y con eso|y (?:lo|la|te|los|nos|me) \w+|me manda|and (?:i'll|then|come|we'll|see)|with your|"
    r"which|que|como|y ya|and that's)\b.*$"
)
_BEGINS_A_LIST: Final = re.compile(
    r"^(?:(?:y|and|plus|tambien|also) )?(?:un|una|an?|otr[oa]|another|repeat|new) "
)
_NEUTRAL: Final = re.compile(
    r"\b(?:y|e|o|and|or|plus|a|an|the|un|una|unos|unas|el|la|los|las|con|with|de|del|of|for|also|"
    r"too|tambien|first|primero|please|por favor|hoy|today|now|ahorita|ahora|ya|stat|urgentes?|"
    r"full|proper|complet[oa]s?|new|nuev[oa]|otr[oa]|another|repeat|labs?|bloods?|blood|work|"
    r"bloodwork|estudios|laboratorios?|analisis|senorita|enfermera|doctora?|okay|ok|bueno|entonces|"
    r"then|well|pues|right|left|derech[oa]s?|izquierd[oa]s?|both|ambas|ambos|fasting|en|in|"
    r"ayunas|ayuno|sangre|total|\d+|dias?|semanas?|mes|meses|anos?|days?|weeks?|months?|hours?|"
    r"horas|manana|tomorrow|morning|afternoon|lunes|martes|miercoles|jueves|viernes|sabado|domingo|"
    r"monday|tuesday|wednesday|thursday|friday|on|this|esta|next|proxim[oa]|down|hall|again|"
    r"otra vez|vez|once|daily|mas|nada|nomas|alright|temprano|level|niveles|as|also|contrast|"
    r"contraste|panel|completo|plus|per|then|simple|portable|venous|venoso|capilar|tests?|pruebas?)\b|"
    r"[,:;.!¡-]"
)


def is_scheduled(text: str, start: int, end: int) -> bool:
    """Whether it is going to be done: `I've got a colonoscopy next month`."""
    return _FUTURE_TIME.search(text[end:]) is not None and _HAVE.search(text[:start]) is not None


def orders(text: str, start: int) -> bool:
    """Whether it is asked for before `start`."""
    return _ORDERS.search(text[:start]) is not None


def ordered_behind(text: str, end: int) -> bool:
    """Whether what follows the name asks for it: its time, or who does it."""
    behind = text[end:]
    return _FUTURE.search(text) is not None or _ORDERS.search(behind) is not None


def is_referred_to(text: str, start: int) -> bool:
    """Whether it is named as what was spoken of already, or as what something else is for."""
    return _REFERRED_TO.search(text[:start]) is not None


def was_done(text: str, start: int, end: int) -> bool:
    """Whether the words around `text[start:end]` tell that it has been done."""
    return bool(
        _PAST.search(text[:start]) or _PAST_BEHIND.match(text[end:]) or _PAST_TIME.search(text)
    )


def is_left_out(text: str, start: int, end: int) -> bool:
    """Whether it is denied, put off, or asked for only if something comes to pass."""
    before = text[:start]
    clause = re.split(r"[;:]| , |\bpero\b|\bbut\b|\by\b|\band\b", before)[-1]
    return bool(
        _NEGATED.search(clause)
        or _PUT_OFF.match(text[end:])
        or _NOT_SURE.search(before)
        or _ONLY_IF.match(text[end:])
    )


def goes_on(text: str) -> bool:
    """Whether it goes on with what the sentence before asked for."""
    return _GOES_ON.match(text) is not None


def asks_which(text: str) -> bool:
    """A question for the studies: `¿Qué le saco?`"""
    return _ASKS_WHICH.search(text) is not None


def is_a_list(text: str, named: Sequence[Span]) -> bool:
    """Whether it names studies and says nothing else: `Biometría, química y un ultrasonido.`

    What stands before a colon announces them.
    """
    kept, place = [], max(0, text.rfind(" : ", 0, named[0].start))
    for each in named:
        kept.append(text[place : each.start])
        place = max(place, each.end)
    kept.append(text[place:])
    rest = _BY_WHAT_FOR.sub(" ", " ".join(kept))
    if re.search(r"\w", _NEUTRAL.sub(" ", rest)):
        return False
    several = len(named) > 1
    begins = _BEGINS_A_LIST.match(text) is not None
    return several or begins or bool(_FUTURE.search(text) or _TOO.search(text))
