"""What a statement says of what it mentions: that it is so, that it is not, or neither.

After NegEx (Chapman et al. 2001): triggers before and behind, and what ends their scope; besides,
what a talk does and a report does not: conditions, `no se me quita`, `ya se me quitó`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from aurity_desktop.clinical.clauses import Reach, beside, reach
from aurity_desktop.clinical.denials import denial_before
from aurity_desktop.clinical.endings import (
    ENDED_BEFORE,
    ENDED_BEHIND,
    NOT_ONLY,
    PERSISTS,
    RETURNED,
    TAKEN_UP_AGAIN,
    TWICE_DENIED,
    ends_within,
)
from aurity_desktop.clinical.patterns import phrases
from aurity_desktop.clinical.talk import Sentence, Talk
from aurity_desktop.clinical.term_lists import Mention, TermKind, term_list
from aurity_desktop.domain.findings import Polarity

#: The same where no punctuation was written: nobody can tell what it denies.
_UNMARKED_NO: Final = re.compile(r"^[^,.;:!?…]+ (?:no|tampoco|nunca)$")
_AT_FIRST: Final = 2
_QUIT: Final = re.compile(r"\b(deje|dejo|quit|gave up|stopped|sin)\b")
#: Between a part of the body and what is told of it: `la garganta no me duele`.
_WITHIN: Final = re.compile(
    r" (no|not|nunca|sin|without|ni|never|tampoco|doesn't|don't|didn't|isn't|aren't|ya no) "
)
_DENIES_NAMED: Final = re.compile(
    r"^ ?, ?(?:y |ya )?(?:no|nunca|tampoco) (?:l[oae]s? |me |se )?(?:tengo|traigo|siento|hay|tiene|"
    r"trae|tuve|he tenido|ha tenido|he sentido|veo|da|dan|dio) (?:nada de |la |el |mucha |mucho )?"
)
#: Behind the name: `fiebre no le hemos visto`, `numbness, no`. What it is not says that it is:
#: `el dolor no es fuerte`.
BEHIND: Final = re.compile(
    r"^ ?,? ?(?:(?:casi|ya|la verdad|pues|de plano|eso|(?:yo )?creo que|me parece que|que yo sepa|"
    r"i think|ahorita|asi que digamos|como tal|as such|really|dicen? que|(?:he|she) says) ,? ?)*"
    r"(para nada|que va|nadie|(?:estoy|sali|salgo|ando) limpi[oa]|nada(?! mas)|"
    r"cero|jamas|no|tampoco|nunca|"
    r"ningun[oa]?|not|never|none|nope)\b"
    r"(?! (es|era|son|fue)(?! ?[,.;!…]| es\b| una?\b|$)| only\b)[^,.;!…?]*"
)
#: Something else is what it is not: `my nose, not the throat`.
_CONTRAST: Final = re.compile(
    r"^ ?, ?(?:pero |but )?(?:no|not)(?: so much| tanto)? (?:(?:the|my|his|her|an?|in|on|el|al|"
    r"del|en|a|"
    r"de) \w|l[ao]s? (?!h[ea]|ten|tien|tuv|not|vi|sient|pued|sab))"
)
#: The next sentence, of what this one told: `that's gone now`, `ya se me quitó`.
_GONE_NEXT: Final = re.compile(
    r"^(?:(?:but|pero|y|and) )?(?:(?:that's|it's|that is) (?:all )?gone|"
    r"ya se (?:me|le) (?:ha )?(?:quit|pas|cort)\w+|it went away)"
)
#: Behind a mark `no` denies the name before it only with nothing, or with a verb of having, behind.
_DENIES_IT: Final = re.compile(
    r"^ ?, ?(?:(?:casi|ya|la verdad|pues|de plano|eso|(?:yo )?creo que|me parece que|que yo sepa|"
    r"i think|ahorita|asi que digamos|como tal|as such|really) ,? ?)*(?:no|not|nunca|never|tampoco)"
    r" (?!$|[,.;!…]|para nada|nada|tan|l[oae]s?\b|me|se|te|nos|h[ae]\b|h[ae][snb]\w*|hemos|ten\w+|"
    r"tien\w+|tuv\w+|trae\w*|traigo|hay|hubo|sient\w+|sent\w+|not[oa]\w*|ve[oa]\w*|vi\b|creo|que|"
    r"doctor\w*|gracias|senor\w*|at all|really|that|since|yet|any|thank\w*|now|today|no\b|"
    r"had|have|having|i\b|anymore|está|esta\b|digo|dir[ií]a|en absoluto|como tal)"
)
#: What shall bring a patient back is no finding.
_WARNS: Final = re.compile(
    r"\b(?:datos? de alarma|signos? de alarma|senales de alarma|cualquiera de es[oa]s|"
    r"a urgencias|warning signs?|red flags?|watch (?:out )?for|any of (?:those|these|that)|"
    r"come (?:right |straight )?(?:back|in) if|call (?:me|us|right away) if|vigile\w*)\b"
)
#: What is left when all else is denied: `aparte de la tos, nada`, `si no fuera por la tos`.
_EXCEPTED: Final = re.compile(
    r"\b(?:aparte de|fuera de|ademas de|excepto(?: por)?|salvo(?: por)?|a no ser por|"
    r"quitando|(?:si no|de no) (?:fuera|fuese|ser) por|mas que|other than|apart from|aside from|"
    r"besides|except(?: for)?|outside of|(?:weren't|wasn't|not) for|nothing but|no other than)"
    r"(?: (?:el|la|los|las|lo|del|mi|es[ea]|est[ea]|the|my|this|that|some|a))* $"
)
_ALL_BUT: Final = re.compile(r"\b(?:todo|todos|all|everything|anything)\b.{0,24}$")
#: What was thought, feared or hoped: it says nothing by itself.
_BELIEVED: Final = re.compile(
    r"\b(?:pens(?:e|o|aba|abamos)|cre[ií](?:a|o)?|temia|tenia miedo|me daba miedo|me preocupaba|"
    r"parecia|imagin\w+|sospech\w+|suponia|thought|figured|worried|afraid|scared|feared|assumed|"
    r"expect(?:ed|ing)|i'd|casi (?:me|se|le|te)|about to|almost|nearly|por poco|a punto de|"
    r"looked like|felt like|"
    r"seemed like|suspected|was sure)\b[^.;?!]*$"
)
#: And it was not: `pero no`, `but I didn't`.
_BUT_NOT: Final = re.compile(
    r"[ ,](?:pero|but|y|and|al final|turns out)(?: al final| siempre| luego| it| i| he| she| that| "
    r"there)* (?:no|not|nothing|nada|didn't|wasn't|hasn't|haven't|don't|doesn't|isn't|never|nunca)"
    r"(?: (?:fue|era|es|tuve|tenia|me dio|le dio|hubo|paso|had|was|did|happened|one|it|any|so|the "
    r"case|nada|no))* ?(?:$|[.,;!…])|"
    r"[ ,](?:pero|but) [^.;]{0,30}\b(?:said|says|showed|dijo|dice|marco|salio)(?: que)? no\b"
)
#: A sentence that names it at its beginning and ends with no: `insomnio como antes, no`.
_NO_AT_END: Final = re.compile(r", (?:eso )?(?:ya )?(?:no|tampoco|nunca|not really|never) ?[.!…]?$")
#: Where a clause about something else begins: `fiebre ya no, pero la tos no se me quita`.
_OTHER_CLAUSE: Final = re.compile(r"[;:.?!…]|\b(?:pero|but|aunque|although|though|sino)\b")
#: `La calentura no me la chequé.`: nobody took it.
_NOT_TAKEN: Final = re.compile(
    r"\bno (?:me|se|le|nos)? ?l[ao] (?:he |ha |hemos )?(?:cheq\w+|chec\w+|tom\w+|med\w+)\b|"
    r"\bi (?:didn't|haven't) (?:check\w*|tak\w+|measur\w+)\b"
)
UNKNOWN: Final = re.compile(r"^ ?,? ?(no (lo )?se|quien sabe|i don't know|not sure) ?[,.!]")
#: `sed la normal`: no more of it than anybody has.
_AS_ALWAYS: Final = re.compile(r"^ ?,? ?(?:la |lo |el |es |is |it's )*(?:normal|normalit[oa])\b")
_NOT_PLANNED: Final = re.compile(r"\b(not having|won't have|no me (voy a )?oper)")
_WHAT_KIND: Final = re.compile(r"^ ?,? ?no (es|era|son|fue)\b(?! ?[,.;!…]| es\b| una?\b|$)")
_BEHIND_YES: Final = re.compile(
    r"^ ?,? ?(?:(?:sí|yes|yeah|eso sí)\b|(?:a veces|de repente|un poco|poquit[oa]s?|tantit[oa]|"
    r"sometimes|a little|a bit|now and then|constantly|all the time|todo el tiempo|diario)"
    r"(?= ?(?:[.,;!…]|$)| (?:en|al|cuando|in|when|at|y|and)\b))"
)
#: What somebody read, heard or fears, and nobody has: `I read about depression`.
_HEARSAY: Final = re.compile(
    r"(?:\b(?:read(?:ing)?|warned|talk(?:ed|ing)?|googled|lei|leido|platic\w+|vi en \w+)\b"
    r"[^,.;]{0,24}\b(?:about|sobre|de|que (?:da|causa|provoca))|"
    r"\b(?:hear|heard) (?:about|of)|\b(?:oi|escuche) (?:hablar )?(?:de|sobre))"
    r"(?: (?:the|la|el|los))* $|"
    r"\bbecause of (?:the|his|her|their) $|\b(?:risk|chance|risks|riesgo|peligro) (?:of|de) $"
)
#: What somebody comes for is there: `vengo por la comezón`.
_COMES_FOR: Final = re.compile(
    r"\b(?:vengo|venimos|vine|vinimos|viene|traigo|trajimos|(?:i'm|we're|he's|she's|is|am) here|"
    r"came in|come in)\b[^,.;?]{0,30}$"
)
SUPPOSED: Final = phrases(r"""
    si | en caso de | por si | pued[ea]n? (?:dar|ser|causar|provocar|haber)
    cuando (?:le|te) empiec\w+ | descartar | prevenir | evitar | no se si | por lo de | aquello de
    if | unless | in case | (?:might|may|could|would|can) (?:be|cause|make|give|upset)
    when you get | when (?:she|he|it)'s gone | rule out | prevent | until proven | before we
    wheeze with
""")
#: What is known already: `before you fell, were you dizzy?`
KNOWN: Final = re.compile(
    r"\b(?:antes de (?:caer\w*|que)|despues de que|desde que|"
    r"(?:before|since|after) (?:you|he|she))\b[^,]*$"
)
#: How long it shall be away before something else is done.
_UNTIL_AWAY: Final = re.compile(
    r"\b(?:after|until|once|wait|hasta|despues|cuando|esper[eao]\w*)\b[^.;]*"
    r"\b(?:hours?|days?|horas?|dias?)\b[^.;]*"
    r"\b(?:without|with no|no|sin) (?:any )?$"
)
#: A few times, and not since then.
_A_FEW_TIMES: Final = re.compile(
    r"^[^.;]*\b(?:once|twice|una vez|dos veces|\d+ (?:times|veces))\b[^.;]*\b(?:nothing|none|not|"
    r"nada|no)\b ?(?:more |mas )?(?:since|desde|after|again|despues)\b"
)
#: That somebody said it, and behind it that it is not so: `She said I had a rash. I don't.`
_SAID: Final = re.compile(
    r"\b(?:said|says?|told|wrote|thinks|claims|dij\w+|dice[ns]?|pus\w+|cree[ns]?|segun)\b"
)
_NOT_SO_NEXT: Final = re.compile(
    r"^(?:(?:but|pero|y|and|well|pues|,) ?)*(?:(?:i|he|she|it|that) (?:don't|doesn't|didn't|"
    r"haven't|hasn't|isn't|wasn't|ain't)(?: (?:have|got|had|so|true)(?: (?:1|one|it|any))?)?|"
    r"no (?:traigo|trae|tengo|tiene|es (?:cierto|verdad|asi)|era)(?: nada)?|not true) ?[.!]?$"
)
_PURPOSE: Final = re.compile(
    r"(\b(para|contra|por|de|from|of|for|with|about) (el|la|los|las|lo de|su|sus|tu|mi|the|your|my|"
    r"her|his|that|all the)|\b(for|para)) ?$"
)
#: What was another time.
_ONCE: Final = re.compile(
    r"\b(?:last time|the other time|the whole time|years? ago|last year|la vez pasada|"
    r"la ultima vez|el ano pasado)\b"
)
#: What something else comes of: `no duerme por la comezón`.
_CAUSE: Final = re.compile(
    r"\bno [^,]+ (?:por|debido a) (?:el|la|los|las|su|mi|tanta?) $|"
    r"n't [^,]+ (?:because of|from|due to) (?:the|his|her|my|all the) $"
)
#: What something is taken against: `nada de jarabes para la tos`.
_REMEDY: Final = re.compile(
    r"\b(?:para|contra|for|(?:para|to) (?:cortar|parar|quitar|calmar|bajar|controlar|aliviar|stop|"
    r"treat|ease|help with)) "
    r"(?:el|la|los|las|the|your|his|her|my|su|tu|mi|es[ae]|est[ae]|that|this)? ?$"
)
_SEEN: Final = re.compile(
    r"\b(hay|tiene|tienes|trae|traes|esta|estan|se (le )?(oye|ve|palpa|escucha)\w*|veo|oigo|palpo|"
    r"hear|see|feel|there's|there is|you have|you've got|you've|you do have|looks?|feels?|"
    r"some|he's|she's|you're|no|sin|not|without)\b"
)


@dataclass(frozen=True, slots=True)
class Told:
    """A mention, what was said of it, and the words `first` to `last` that say so."""

    mention: Mention
    polarity: Polarity
    first: int
    last: int
    confidence: float
    rule: str


def stated(
    talk: Talk, sentence: Sentence, mention: Mention, others: Sequence[Mention] = ()
) -> Told | None:
    """What a statement says of a mention in it; None where it says neither."""
    start, end = sentence.place(mention.first), _end(sentence, mention)
    before, behind = sentence.text[:start], sentence.text[end:]
    supposed = SUPPOSED.search(before) or SUPPOSED.match(sentence.text[start:])
    supposed = supposed or _HEARSAY.search(before)
    awaited = talk.by_clinician(sentence) and _UNTIL_AWAY.search(before)
    if supposed or awaited or _is_warned_of(talk, sentence, mention):
        return None
    if told := _as_an_exception(mention, before):
        return told
    what_kind = mention.kind is TermKind.CONDITION and _WHAT_KIND.search(behind)
    if what_kind or UNKNOWN.search(behind) or _is_elsewhere(talk, sentence, mention, before):
        return None
    told = _by_its_words(mention, before, behind) or _denied(talk, sentence, mention, others)
    if told is not None:
        return told
    if _UNMARKED_NO.search(sentence.text):
        return None
    return _by_its_clause(sentence, mention, _affirmed(talk, sentence, mention))


def _is_warned_of(talk: Talk, sentence: Sentence, mention: Mention) -> bool:
    """Whether the clinician lists what shall bring the patient back."""
    if mention.kind is not TermKind.SYMPTOM or not talk.by_clinician(sentence):
        return False
    first, last = max(0, sentence.number - 2), sentence.number + 2
    near = [each for each in talk.sentences[first:last] if each.turn == sentence.turn]
    return any(_WARNS.search(each.text) for each in near)


def _as_an_exception(mention: Mention, before: str) -> Told | None:
    """`aparte de la tos, nada` and `si no fuera por la tos` say that it is there."""
    if mention.kind is TermKind.SYMPTOM and _EXCEPTED.search(before):
        but = _ALL_BUT.search(before) and re.search(r"\b(?:except\w*|salvo|but)\b", before)
        polarity = Polarity.DENIED if but else Polarity.AFFIRMED
        return _told(mention, polarity, 0.85, "excepted")
    return None


def _own_clause(before: str) -> str:
    """What of the words before a name stands in its clause: `no se me quita la tos`."""
    return _OTHER_CLAUSE.split(before)[-1]


def _by_its_words(mention: Mention, before: str, behind: str) -> Told | None:
    """Where the words beside it say more than that it is there, or not."""
    known = _PURPOSE.search(before) is not None
    if mention.kind is TermKind.SYMPTOM and _AS_ALWAYS.match(behind) and not known:
        return _told(mention, Polarity.DENIED, 0.75, "as_always")
    if NOT_ONLY.search(before) or TWICE_DENIED.search(before):
        return _told(mention, Polarity.AFFIRMED, 0.85, "twice_denied")
    if mention.kind is TermKind.SYMPTOM and _BELIEVED.search(before):
        denied = _BUT_NOT.search(behind) is not None
        yes = re.search(r"\b(?:pero|but|y|and)\b.* (?:sí|did|was|were)\b", behind)
        polarity = Polarity.DENIED if denied else Polarity.UNCLEAR
        if not yes or denied:
            return _told(mention, polarity, 0.75, "believed")
    if PERSISTS.search(_own_clause(before)) or PERSISTS.search(_OTHER_CLAUSE.split(behind)[0]):
        return _told(mention, Polarity.AFFIRMED, 0.9, "persists")
    if _BEHIND_YES.search(behind) or (
        mention.kind is TermKind.SYMPTOM and _A_FEW_TIMES.search(behind)
    ):
        return _told(mention, Polarity.AFFIRMED, 0.95, "said_yes_behind")
    return None


def _by_its_clause(sentence: Sentence, mention: Mention, told: Told | None) -> Told | None:
    """What no other rule denies is affirmed only where its clause has no denying word."""
    if mention.kind not in (TermKind.SYMPTOM, TermKind.OPERATION):
        return told
    match reach(sentence.text, sentence.place(mention.first), _end(sentence, mention)):
        case Reach.DENIED:
            return _told(mention, Polarity.DENIED, 0.8, "denied_in_clause")
        case Reach.UNCLEAR if told is not None:
            return _told(mention, Polarity.UNCLEAR, 0.3, "denial_near")
        case _:
            return told


def _is_elsewhere(talk: Talk, sentence: Sentence, mention: Mention, before: str) -> bool:
    """Whether it is spoken of and not told: what is planned, taken against, or was once."""
    if mention.kind is TermKind.HABIT:
        return talk.by_clinician(sentence)
    if mention.kind is TermKind.OPERATION:
        return _NOT_PLANNED.search(before) is not None
    remedy = _REMEDY.search(before) or _CAUSE.search(before) or _ONCE.search(sentence.text)
    return mention.kind is TermKind.SYMPTOM and remedy is not None


def _told(mention: Mention, polarity: Polarity, confidence: float, rule: str) -> Told:
    return Told(mention, polarity, mention.first, mention.last, confidence, rule)


def _denied(
    talk: Talk, sentence: Sentence, mention: Mention, others: Sequence[Mention]
) -> Told | None:
    """Where a denying word reaches it, from before or behind, or it is told to be gone."""
    text = sentence.text
    start, end = sentence.place(mention.first), _end(sentence, mention)
    told = _told(mention, Polarity.DENIED, 0.95, "denied_behind")
    if _WHAT_KIND.search(text[end:]):
        return replace(told, polarity=Polarity.AFFIRMED, confidence=0.6, rule="what_kind")
    until = None if beside(text, start, end) else _denied_until(text, start, end)
    if until is not None and not _tells_of_it(mention, text[end:until]):
        if _NOT_TAKEN.search(text[end:until]):
            told = replace(told, polarity=Polarity.UNCLEAR, confidence=0.3, rule="not_taken")
        return replace(told, last=sentence.words_of(end, until)[1])
    if _WITHIN.search(text[start:end]):
        return replace(told, rule="denied_within")
    trigger = denial_before(text[:start], _names(sentence, others), language=talk.language)
    if trigger is not None:
        return replace(told, first=sentence.words_of(trigger, start)[0], rule="denied_before")
    again = TAKEN_UP_AGAIN.search(text)
    quit_ = mention.kind is TermKind.HABIT and not again and _QUIT.search(text[:start])
    symptom = mention.kind is TermKind.SYMPTOM
    if quit_ or (symptom and _is_over(talk, sentence, start, end)):
        return replace(told, confidence=0.85, rule="gone")
    return None


def _tells_of_it(mention: Mention, denial: str) -> bool:
    """Whether it is no denial of an operation: `en el cateterismo no pasó nada`."""
    return mention.kind is TermKind.OPERATION and re.search(r"\bno \w+", denial) is not None


def _denies_another(behind: str) -> bool:
    """Whether what is denied is named behind the denial: `tengo tos, no tengo fiebre`."""
    denies = _DENIES_NAMED.match(behind)
    named = frozenset({TermKind.SYMPTOM, TermKind.CONDITION})
    words = behind[denies.end() :].split() if denies else []
    return bool(words) and term_list("es").at(words, 0, named) is not None


def _denied_until(text: str, start: int, end: int) -> int | None:
    """Where a denial behind `text[start:end]` ends; it may end a sentence that begins with it.

    The name may be said twice: `dolor, dolor, no`.
    """
    last = re.escape(text[start:end].rsplit(" ", 1)[-1])
    if again := re.match(rf"(?: ,? ?{last}\b)+", text[end:]):
        end += again.end()
    behind = BEHIND.search(text[end:])
    told = re.split(r"[,;:.?!…]", text[:start])[-1].split()
    other = _CONTRAST.match(text[end:]) or (
        told and (_DENIES_IT.match(text[end:]) or _denies_another(text[end:]))
    )
    if behind and not other:
        return end + behind.end()
    first = len(text[:start].split()) <= _AT_FIRST
    at_end = _NO_AT_END.search(text, end) if first else None
    return at_end.end() if at_end else None


def _affirmed(talk: Talk, sentence: Sentence, mention: Mention) -> Told | None:
    """A bare mention: a patient's tells, a clinician's where it says what is there."""
    before = sentence.text[: sentence.place(mention.first)]
    purpose = _PURPOSE.search(before) and not _COMES_FOR.search(before)
    if purpose and mention.kind is TermKind.SYMPTOM:
        return None
    said = sentence.text[: _end(sentence, mention)]
    if talk.by_clinician(sentence) and not _may_tell(mention, said):
        return None
    return _told(mention, Polarity.AFFIRMED, 0.85, "stated")


def _may_tell(mention: Mention, said: str) -> bool:
    """Whether the clinician tells what is there, rather than only speaks of it."""
    return mention.kind is TermKind.CONDITION or _SEEN.search(said) is not None


def _is_over(talk: Talk, sentence: Sentence, start: int, end: int) -> bool:
    """Whether it is told to be gone, and not to be back: there, or in the next sentence."""
    before, behind = sentence.text[:start], sentence.text[end:]
    if RETURNED.search(behind):
        return False
    if ENDED_BEFORE.search(before) or ENDED_BEHIND.search(behind) or ends_within(behind):
        return True
    following = talk.sentences[sentence.number + 1 : sentence.number + 2]
    if _SAID.search(before) and any(
        each.turn == sentence.turn and _NOT_SO_NEXT.search(each.text) for each in following
    ):
        return True
    return any(
        each.turn == sentence.turn
        and not each.question
        and _GONE_NEXT.search(each.text)
        and not RETURNED.search(each.text)
        for each in following
    )


def _end(sentence: Sentence, mention: Mention) -> int:
    """Where in the sentence's text the mention's last word ends."""
    start = sentence.place(mention.last)
    match = re.match(r"[^ ]+", sentence.text[start:])
    return start + (match.end() if match else 0)


def _names(sentence: Sentence, others: Sequence[Mention]) -> list[tuple[int, int]]:
    return [(sentence.place(each.first), _end(sentence, each)) for each in others]
