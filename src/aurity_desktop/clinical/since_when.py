"""Since when a thing has been so: the time that is told of it, and of nothing else.

A time belongs to what it follows in its clause, or to what it leads to; one that a clause of its
own begins with belongs to what follows there. Where nobody can tell, nothing is told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from aurity_desktop.clinical.belonging import (
    BOUND,
    Named,
    Span,
    is_only,
    span_of,
    without,
    word_set,
)
from aurity_desktop.clinical.statements import Told
from aurity_desktop.clinical.talk import Sentence, Talk
from aurity_desktop.clinical.term_lists import Mention, folded
from aurity_desktop.clinical.times import Time, times_in

_WHEN_ASKED: Final = re.compile(
    r"\b(desde (hace )?(cuando|cuanto)|hace cuanto|cuanto tiempo|how long|since when|when did it|"
    r"how many (days|weeks))\b"
)
#: Sentences behind that which names it where the question may stand.
_FOLLOWING: Final = 4

#: What stands in a list of things between them, and tells nothing of itself.
_LISTED: Final = word_set(
    """
    el la los las un una unos unas de del con algo poco poca mucho mucha muchos muchas tambien
    mas fuerte seca leve the a an some of also with bit little bad mild dry severe terrible
    really very as well
    """
)
#: What says only that it is so, or that it began.
_LEADING: Final = _LISTED | word_set(
    """
    sí si me te le se nos lo tengo tiene tienen tenia tener tuve tuvo he ha han tenido teniendo
    estoy esta estaba estado ando anda andaba llevo lleva trae traigo siento siente sentido
    sentia empezo empece empezaron empezado empezando comenzo comence iniciar inicio inicie dio
    dado que fue es era asi ya como hace desde note noto amaneci amanecio desperte volvio pues
    ay bueno doctor doctora fijese yo todo toda todos dias noche manana tarde mañana en por i
    i've i'm i'd have has had been having she it it's they we my her his got getting gotten
    start started starting begin began begun noticed feel felt feeling that which is are was
    were there there's this for about since on off just yes yeah well um uh oh like maybe think
    creo probably around all the time day days last past now night morning afternoon evening
    tuviste tienes traes in at menos ultimos ultimas
    lado derecho derecha izquierdo izquierda left right side
    """
)
#: Between a thing and a time: what was done then, or that it is over. The time is that of this.
_DONE: Final = re.compile(
    r"\b(?:quit\w+|cedio|ceda|paso|fui|fue con|vi|vino|vine|tom\w+|opero|operaron|desaparec\w+|"
    r"mejor\w*|compr\w+|inyect\w+|llam\w+|recet\w+|dur(?:a|an|o)|regres\w+|vuelv\w+|viene|"
    r"gone|went|took|take|taking|saw|see|came|come|stopped|better|improved|bought|called|lasts?|"
    r"lasted|gave|every|cada)\b"
)
#: What makes of a listed thing a sentence of its own: `y me duele la cabeza`.
_CLAUSE_WORDS: Final = re.compile(
    r"\b(?:me|te|le|se|duel\w+|dolia|hurts?|hurting|aches|arden?|hinch[aoe]\w*|vomit[eo]|i)\b"
)
#: Behind a time, what belongs to it: `ayer en la noche`, `desde hace 4 días, doctora`.
_TAIL: Final = word_set(
    """
    sí mas o menos ya doctor doctora en por la el noche manana tarde madrugada una vez veces dos
    2 3 tres or so now in the morning night evening afternoon at once twice probablemente creo
    asi apenas aproximadamente
    """
)
#: And the words of the question since when, beside its own.
_ASKING: Final = _LEADING | word_set(
    """
    pasa pasando sucede molesta molestando tienes esto eso ha usted le te happening going
    bothering you you've your did do does this have long como exactamente mas mmm okay ok bien
    """
)
_BEGINNING: Final = Span(0, 0)
#: A comma before `y` ends a list in Spanish; in English only one of two things does not.
_OXFORD: Final = 3


@dataclass(slots=True)
class SinceWhen:
    """The times of a talk, by what they are told of."""

    talk: Talk
    named: Named

    def of(self, told: Told) -> str:
        """Since when, where the talk says so of this very thing; else ""."""
        mention, sentences = told.mention, self.talk.sentences
        naming = self.talk.sentence_at(mention.first)
        last = self.talk.sentence_at(max(told.last, mention.last))
        return (
            self._in_its_sentence(naming, mention)
            or next(
                (
                    found
                    for each in sentences[naming.number + 1 : last.number + 1]
                    if (found := self._in_another(each, mention))
                ),
                "",
            )
            or self._in_the_next(last)
            or self._asked_for(last, mention)
        )

    def _in_its_sentence(self, sentence: Sentence, mention: Mention) -> str:
        others = self.named.besides(sentence, mention)
        return _attached(sentence, span_of(sentence, mention), others)

    def _in_another(self, sentence: Sentence, mention: Mention) -> str:
        """What an answer tells of it: by its name, or before it speaks of something else."""
        if again := self.named.again(sentence, mention):
            return self._in_its_sentence(sentence, again)
        others = self.named.besides(sentence)
        parts = self.named.parts(sentence) if not others else ()
        return _attached(sentence, _BEGINNING, others, neutral=parts, free=False)

    def _in_the_next(self, sentence: Sentence) -> str:
        """`Tengo tos. Desde hace 4 días.`: a sentence that tells nothing else."""
        for following in self.talk.sentences[sentence.number + 1 : sentence.number + 2]:
            if following.question or following.speaker != sentence.speaker:
                return ""
            times = times_in(following)
            if len(times) == 1 and not self.named.besides(following):
                text, time = following.text, times[0]
                before, behind = text[: time.start], text[time.end :]
                if is_only(before, _LEADING) and is_only(behind, _TAIL | _LEADING):
                    return time.told
        return ""

    def _asked_for(self, told_in: Sentence, mention: Mention) -> str:
        """In the answer to the question that follows, where that asks of nothing else."""
        sentences = self.talk.sentences
        for following in sentences[told_in.number + 1 : told_in.number + _FOLLOWING]:
            again = self.named.again(following, mention)
            if again is None and self.named.mentions.get(following.number):
                return ""
            if following.question and _WHEN_ASKED.search(following.text):
                own = _ASKING | word_set(folded(mention.name))
                if again is None and not is_only(_WHEN_ASKED.sub("", following.text), own):
                    return ""
                for reply in sentences[following.number + 1 : following.number + 3]:
                    if found := self._answered(reply, mention):
                        return found
                return ""
        return ""

    def _answered(self, reply: Sentence, mention: Mention) -> str:
        if again := self.named.again(reply, mention):
            return self._in_its_sentence(reply, again)
        if self.named.mentions.get(reply.number):
            return ""
        if found := times_in(reply, alone=True):
            return found[0].told
        return _attached(reply, _BEGINNING, ())


def _attached(
    sentence: Sentence,
    own: Span,
    others: Sequence[Span],
    *,
    neutral: Sequence[Span] = (),
    free: bool = True,
) -> str:
    """The time that is told of what stands at `own`, beside `others` in the sentence.

    `free`: whatever may stand between it and the time in the clause of both; `neutral` may anyway.
    """
    text, times = sentence.text, times_in(sentence)
    for each in times:
        if own.start <= each.start and each.end <= own.end:
            return each.told
    behind = next((each for each in times if each.start >= own.end), None)
    before = next((each for each in reversed(times) if each.end <= own.start), None)
    for near in (True, False):
        if behind is not None and _follows(
            text, own, behind, others, neutral, near=near, free=free
        ):
            return behind.told
        if before is not None and _leads(text, own, before, others, near=near):
            return before.told
    return ""


def _follows(
    text: str,
    own: Span,
    time: Time,
    others: Sequence[Span],
    neutral: Sequence[Span],
    *,
    near: bool,
    free: bool,
) -> bool:
    """Whether a time behind it is its own. `near`: nothing else is named between."""
    if _begins_a_clause(text, time):
        return False
    between = [each for each in others if own.end <= each.start and each.end <= time.start]
    if bool(between) is near or any(_is_a_clause(text, each) for each in between):
        return False
    if between and not _is_listed(text, own, time, len(others) + 1):
        return False
    first, *rest = BOUND.split(without(text, own.end, time.start, (*between, *neutral)))
    words = _LISTED if between else _LEADING
    if not all(is_only(each, words) for each in rest):
        return False
    if between or not free:
        return is_only(first, words)
    return _DONE.search(first) is None


def _leads(text: str, own: Span, time: Time, others: Sequence[Span], *, near: bool) -> bool:
    """Whether a time before it is its own."""
    between = [each for each in others if time.end <= each.start and each.end <= own.start]
    if bool(between) is near or any(_is_a_clause(text, each) for each in between[1:]):
        return False
    earlier = [each for each in others if each.end <= time.start]
    if earlier and not _begins_a_clause(text, time):
        return False
    if between and _is_a_clause(text, own):
        return False
    opening = BOUND.split(text[: time.start])[-1]
    if not is_only(opening, _LEADING):
        return False
    until = between[0].start if between else own.start
    lead = BOUND.split(text[time.end : until])
    if not all(is_only(each, _LEADING) for each in lead) or (len(lead) > 1 and lead[0].strip()):
        return False
    rest = without(text, until, own.start, between)
    return all(is_only(each, _LISTED) for each in BOUND.split(rest))


def _is_listed(text: str, own: Span, time: Time, named: int) -> bool:
    """Whether what lies between is in one list with it: `tos, fiebre y dolor desde ayer`."""
    told = text[own.end : time.start]
    if re.search(r", (?:y|e) ", told):
        return False
    return not re.search(r", and ", told) or named >= _OXFORD


def _begins_a_clause(text: str, time: Time) -> bool:
    """Whether a clause begins with it, and goes on: `y hace 4 días me caí`."""
    opening = BOUND.split(text[: time.start])[-1]
    if time.start == 0 or not is_only(opening, frozenset({"ya", "como", "and"})):
        return False
    following = BOUND.split(text[time.end :])[0]
    return bool(following.strip()) and not is_only(following, _TAIL)


def _is_a_clause(text: str, span: Span) -> bool:
    return _CLAUSE_WORDS.search(text[span.start : span.end]) is not None
