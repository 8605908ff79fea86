"""What is told to be over, to last, or to have come back: `ya se me quitó`, `it cleared up`.

Verbs of ending end what they are told of; under a denial they say that it lasts.
"""

from __future__ import annotations

import re
from typing import Final

_CLITICS: Final = r"(?:(?:me|le|te|nos|les|se) )*"
_ENDED_ES: Final = (
    r"(?:quit(?:o|ado|aron)|fue(?:ron)?|ido|cort(?:o|ado|aron)|par(?:o|ado|aron)|"
    r"desaparec(?:io|ido|ieron)|resolv\w+|resuelto|acab(?:o|ado|aron)|termin(?:o|ado|aron)|"
    r"cedi(?:o|do|eron)|ces(?:o|ado)|pas(?:o|ado|aron))"
)
_ENDED_EN: Final = (
    r"(?:gone(?! (?:up|on|from))|"
    r"(?:went|gone|go|goes|going) away|stopped(?! me| him| her| at (?!about|around|week|\d|"
    r"the end))|quit|cleared(?: up)?|"
    r"passed(?! (?:out|1|one|a|an|it|the|some|two|2)\b)|resolved|disappeared|subsided|vanished|"
    r"let up|broke(?= ?[.,;!…]|$)|ended|"
    r"died down|settled down)"
)
_BE: Final = (
    r"(?:(?:is|are|was|were|has|have|had|it's|that's|they're|just|already|finally|all|pretty|"
    r"much|completely|totally|also|then|been|eventually|basically|mostly|ya|luego|despues|"
    r"tambien|solit[oa]s?|casi|que|como que|por fin) )*"
)
#: Before a name: `se me quitó la tos`, `I stopped vomiting`, `libre de dolor`.
ENDED_BEFORE: Final = re.compile(
    rf"(?:\b(?:se|ya) {_CLITICS}(?:ha |han |habia )?{_ENDED_ES}(?: ya)?|"
    r"\b(?:dej(?:o|e|aron|ado|aba) de|libre de|ya sin|curad[oa]s? de)|"
    r"\b(?:stopped|quit|done with|got rid of|gotten rid of|got over|gotten over|free (?:of|from)|"
    r"over|no longer(?: (?:have|has|had|get|gets|got|am|is|are|feel|feels))?|finished with))"
    r"(?: (?:el|la|los|las|lo|mi|mis|su|sus|es[ea]|esos|esas|de|tener|sentir|darme|darle|dar|"
    r"the|my|that|those|all|having|getting|being|any|feeling|me|le)){0,3} $"
)
#: Behind it: `la tos se me fue`, `the fever broke`.
ENDED_BEHIND: Final = re.compile(
    rf"^ ?(?:, ?)?(?:(?:ya|que|eso|esa|ese|it|that|those|they|also|tambien) ?,? ?)*"
    rf"(?:{_BE}{_ENDED_EN}\b|(?:(?:se|ya|me|le) ){_CLITICS}(?:ha |han |habia )?{_ENDED_ES}\b|"
    rf"(?:ha |han )?(?:desaparec(?:io|ido|ieron)|cedi(?:o|do|eron)|ces(?:o|ado)|termin(?:o|aron)|"
    r"par(?:o|aron))\b|(?:is|are|was|were )?(?:no longer|not anymore)\b)"
)
#: What was spoken of is over, without its name: `eso ya pasó`, `they stopped`, `all gone`.
ENDED_ITSELF: Final = re.compile(
    rf"^(?:(?:bueno|no|sí|si|pues|y|pero|and|but|well|oh|ya|luego|despues|then|gracias a dios|"
    rf"por suerte|thankfully|afortunadamente|,) ?,? ?)*"
    rf"(?:(?:eso|esa|ese|esos|esas|el|ella|it|that|those|they|he|she|mine|all|both|everything) )?"
    rf"(?:{_BE}{_ENDED_EN}\b|(?:(?:se|ya) )+{_CLITICS}(?:ha |han |habia )?{_ENDED_ES}\b|"
    r"(?:desaparec(?:io|ieron)|cedi(?:o|eron)|ces(?:o|aron))\b|"
    r"ya (?:no|ni un[oa]|nada)(?= ?(?:[.,;!…]|$))|"
    r"no longer\b|not anymore\b|ni un[oa]s? mas\b|no more(?= ?[.,;!…]|$))"
)
#: It is not now: `ahorita no`, `not today`.
NOT_NOW: Final = re.compile(
    r"^(?:(?:but|pero|y|and|though|,) ?)*(?:not now|not anymore|not any more|now no|not today|"
    r"today no|ya no|ahorita (?:ya )?no|ahora (?:ya )?no|hoy (?:ya )?no|ya ni un[oa]|"
    r"not (?:lately|recently)|desde entonces (?:no|nada|ya no)|"
    r"(?:not(?:hing)?|none|no more|not (?:once|again)) (?:since|after (?:that|then))|"
    r"since (?:then|that)(?: ,)? (?:no|nothing|none)|nothing (?:now|today|lately)|"
    r"(?:nada|ya no|ningun[oa]|no) (?:desde entonces|despues|ultimamente|ahorita|hoy)|"
    r"(?:despues|luego) (?:de eso )?(?:ya )?(?:no|nada)|"
    r"ya (?:esta|estoy|estan|ando|anda|quedo) (?:ya )?(?:como siempre|bien|normal(?:es)?|"
    r"perfect\w*)|"
    r"(?:it's|they're|they've been|it's been|i'm|he's|she's|he's been|she's been)"
    r" (?:all |been |just |totally )?(?:back to normal|fine (?:now|since|for)|okay now|ok now|"
    r"normal now)|"
    r"desde que \w+ \w+ ,? ?ni un[oa]|"
    r"ultimamente no|(?:now|lately) (?:it's |i'm )?(?:fine|good|okay|normal|none|nothing)|"
    r"(?:ahorita|ahora|hoy) (?:ya )?(?:estoy |esta )?(?:bien|nada|normal))\b"
)
#: It has come back after it was over.
RETURNED: Final = re.compile(
    r"(?<!no )(?<!not )(?<!never )(?<!no ha )(?<!no han )(?<!no me )(?<!no me ha )(?<!no le ha )"
    r"(?<!no le )\b(?:(?:me |le |se )*(?:volvi(?:o|eron)|vuelto|vuelve|regres(?:o|aron|ado|a))|"
    r"(?:came|come|comes|coming|is|are|started) (?:right )?back|started (?:up )?again|"
    r"otra vez (?:me|le|empez\w+|con)|returned)\b"
)
#: Denying words that affirm: what does not go away is there.
PERSISTS: Final = re.compile(
    r"\bno (?:se )?(?:me |le |te |nos |lo |la )*(?:ha |han |he |hemos |has )?(?:quita\w*|"
    r"deja(?:do)?|dejo|mejora\w*|cede\w*|cedido|baja|bajado|bajo|para|paro|parado|desaparece|"
    r"pasa|pasado|controla\w*|soltado|suelta)\b"
    r"(?! de peso| nada| el peso| de \d| de un| de que| por)|"
    r"\b(?:nunca|no) (?:me |le |se |te )*falta\b(?! (?:el|aire|fuerza|apetito|hambre))|"
    r"\bno es que no|\bno hay (?:dia|noche|momento|rato|vez|manera)\w* (?:en )?(?:que|de que)|"
    r"\b(?:won't|doesn't|hasn't|isn't|don't|haven't|didn't|aren't|never) (?:really |even |ever )?"
    r"(?:go|going|gone|let|letting|stop|stopped|stopping|improve|improved|improving|clear|cleared|"
    r"quit|come down|came down|break|broken|budge|respond|get better|gotten better|getting better|"
    r"get any better|getting any better|ease|eased|leave|left)\b(?! (?:to|the|my) )|"
    r"not that (?:it|i|he|she) (?:didn't|don't|doesn't)|\bnot (?:going away|letting up|improving|"
    r"gone|getting (?:any )?better)|"
    r"\b(?:isn't|not|no) a (?:single )?(?:day|night|week) (?:goes by )?(?:that|without|when)|"
    r"\bno (?:puedo|pued[eo]|podia|logro|consigo) (?:con|quitar\w*|controlar\w*|parar)|"
    r"\bno (?:ha |he |han )?(?:par(?:o|a|ado|an)|dej(?:o|a|ado|an)) de|"
    r"\bno (?:lo |la |los |las )?(?:aguant[oa]|soport[oa])|\bno me deja|"
    r"(?:can't|cannot|can not|couldn't|haven't been able to) "
    r"(?:stand|take|bear|shake|kick|stop|get rid of|get over|control|handle|lose)\b|"
    r"\bnothing (?:\w+ ){0,3}(?:helps?|touch\w*|works?|stops?|gets rid)|"
    r"\bnada (?:me |le |la |lo |se )*(?:quita|ayuda|sirve|funciona|controla|calma)"
)
#: Two denials that say that it is so: `no como sin que me dé`, `can't walk without getting`.
TWICE_DENIED: Final = re.compile(
    r"\b(?:no|nunca|not|never|cannot|\w+n't) (?!hay|ten|tien|ha\b|he\b|no\b)(?:[^ ,;:.?!]+ ){1,4}"
    r"(?:sin|without)(?: (?:que|getting|having|a|the|el|la|los|las|un|una|me|le|den?|tener|estas?|"
    r"esos?|my|feeling|being|mi|mis)){0,4} $"
)
#: Not this alone: `no solo tengo tos`, `not only a cough`.
NOT_ONLY: Final = re.compile(
    r"\b(?:no|not) (?:nada mas|nomas|solo|solamente|unicamente|es solo|only|just)\b"
    r"(?:(?! ,)[^;:.?!]){0,30}$"
)


#: What may follow where something is told to be over, and nothing else is spoken of.
_AND_NO_MORE: Final = re.compile(
    r"^(?: (?:me|le|eso|ayer|hoy|antier|solit[oa]s?|sol[oa]|luego|pronto|rapido|todo|now|again|by|"
    r"itself|on|its|own|yesterday|today|since|already|pretty|right|fast|quickly|completely|gracias|"
    r"a|dios|thank|god|tambien|too|doctora?|(?:hace|desde|con|when|cuando|after|despues|in|en|"
    r"last|el (?:lunes|martes|miercoles|jueves|viernes|sabado|domingo|otro|mes)|for|about|"
    r"como)\b.*))* ?$"
)


def ends_within(text: str) -> bool:
    """Whether a later clause of an answer says that it is over: `last week, yes, but not now`."""
    clauses = re.split(r" ?[,;] ?| (?=(?:but|pero|though) )", text.rstrip(" .!…"))
    over = [place for place, each in enumerate(clauses) if place and _is_over(each)]
    return bool(over) and not any(RETURNED.search(each) for each in clauses[over[-1] :])


def _is_over(clause: str) -> bool:
    match = NOT_NOW.search(clause) or ENDED_ITSELF.search(clause)
    return match is not None and _AND_NO_MORE.match(clause[match.end() :]) is not None
