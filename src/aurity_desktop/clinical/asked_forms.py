"""In what form a thing is asked for: whether it is there, whether it is over, or as denied.

A yes and a no mean another thing for each; and what a question only speaks of as known is not
asked for at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from aurity_desktop.clinical.answers import Answer, answer
from aurity_desktop.clinical.denials import denial_before
from aurity_desktop.clinical.endings import (
    ENDED_BEFORE,
    ENDED_BEHIND,
    ENDED_ITSELF,
    PERSISTS,
    RETURNED,
    TAKEN_UP_AGAIN,
)
from aurity_desktop.clinical.reply_turns import confirms, is_bare_yes
from aurity_desktop.clinical.statements import BEHIND
from aurity_desktop.clinical.talk import Sentence, Talk
from aurity_desktop.clinical.term_lists import Mention
from aurity_desktop.domain.findings import Polarity

#: What takes more than yes or no, and so takes what it names as known.
OPEN_QUESTION: Final = re.compile(
    r"^(?:\W|(?:y|and|so|entonces|okay|ok|bueno|then) )*(?:desde|hace|a|de|en|con|por|for|since|"
    r"at)? ?"
    r"(?:que|cual(?:es)?|cuando|cuant[oa]s?|como|donde|quien|what|when|where|which|who|how|why)\b"
)
#: What is spoken of with its article, and told more of, is known: `is the pain sharp?`
_DEFINITE: Final = re.compile(r"\b(?:el|la|los|las|es[ea]|est[ea]|the|your|su|tu|that|this) $")
_PREDICATE: Final = re.compile(
    r"^ (?!ahorita|ahora|hoy|todavia|now|today|anymore|at all|esta|estan|ya|still|ha|han|le|te|se|"
    r"at the moment|too|tambien|si(?:gue|empre)|has|have|been)[a-z]\w*"
)
#: With what is asked for comes what is there: `any fever with this rash?`
_GIVEN: Final = re.compile(
    r"\b(?:with|con|besides|apart from|aside from|ademas de|aparte de|junto con|to|on|en|from|por|"
    r"(?<!how )(?<!what )about) "
    r"(?:this|that|the|est[ea]|es[ea]|l[ao]s?|el|su|tu) (?:\w+ )?$"
)
_GO_AWAY: Final = re.compile(
    r"^ (?:ever |finally |all |just )?(?:go(?:ne|ing)? away|clear(?:ed|ing)? up|stop(?:ped)?|"
    r"resolved?|disappear(?:ed)?|let up|pass(?:ed)?|end(?:ed)?|gone)\b"
)
_STILL: Final = re.compile(
    r"\b(?:todavia|aun|sigue|sigo|still|igual|same|not yet|comes and goes)\b"
)


def around(sentence: Sentence, mention: Mention) -> tuple[str, str]:
    """What a sentence says before a mention, and behind it."""
    last = sentence.place(mention.last)
    end = sentence.text[last:].find(" ")
    behind = "" if end < 0 else sentence.text[last + end :]
    return sentence.text[: sentence.place(mention.first)], behind


def is_known(question: Sentence, mention: Mention) -> bool:
    """Whether a question takes a symptom as there, and asks for something of it."""
    before, behind = around(question, mention)
    told_of = _DEFINITE.search(before) and _PREDICATE.match(behind)
    known = told_of and not asks_its_end(question, mention)
    return bool(known) or _GIVEN.search(before) is not None


def asks_its_end(question: Sentence, mention: Mention) -> bool:
    """`¿Ya se le quitó la tos?`, `Did the headache go away?`"""
    before, behind = around(question, mention)
    patterns = ((ENDED_BEFORE, before), (ENDED_BEHIND, behind), (_GO_AWAY, behind))
    return any(pattern.search(text) for pattern, text in patterns)


def whether_over(talk: Talk, statements: Sequence[Sentence]) -> Polarity:
    """What the answer to a question for its end says: over is denied, unclear where none does."""
    text = " ".join(each.text for each in statements[:2])
    over = ENDED_ITSELF.search(statements[0].text) is not None
    given = answer(talk, statements)
    lasts = any(each.search(text) for each in (PERSISTS, RETURNED, _STILL))
    if lasts or (given is Answer.NO and not over):
        return Polarity.AFFIRMED
    return Polarity.DENIED if over or given is Answer.YES else Polarity.UNCLEAR


def of_a_denying_question(
    talk: Talk, question: Sentence, mention: Mention, statements: Sequence[Sentence]
) -> Polarity | None:
    """Of `no fever, right?` what is confirmed is the denial, and a bare yes tells nothing; else
    None.
    """
    before, behind = around(question, mention)
    denies = denial_before(before, language=talk.language) is not None or BEHIND.match(behind)
    if denies and confirms(statements[0].text):
        return Polarity.DENIED
    if denies and len(statements) == 1 and is_bare_yes(statements[0].text):
        return Polarity.UNCLEAR
    return None


def taken_up_again(statements: Sequence[Sentence]) -> Sentence | None:
    """`Lo dejé, y volví a fumar.`: the sentence that says so."""
    return next((each for each in statements if TAKEN_UP_AGAIN.search(each.text)), None)


#: A temperature that an answer begins with, or tells as it was taken.
_TEMPERATURE: Final = re.compile(
    r"^(?:(?:it was|it's|he was|she was|i was|como|like|about|around|llego a|tuvo|tuve|le dio|a|de|"
    r"hasta|only|apenas|solo|nomas|anoche|ayer|hoy|maybe|,) ?,? ?)*(\d{2,3})(?:[. ](\d)\b)?"
    r"(?! ?\d|[.]\d| (?:veces|times|dias|days|semanas|weeks|years|anos|kilos|or|o|months|meses))"
)
#: Degrees of a fever, and of none, in Celsius and Fahrenheit: from, below.
_FEVERISH: Final = ((37.8, 43.0), (100.0, 108.0))
_COOL: Final = ((35.0, 37.6), (95.0, 99.6))


def feverish(reply: str) -> Polarity | None:
    """Whether the temperature that a reply to `fever?` begins with is one; None without one."""
    match = _TEMPERATURE.match(reply)
    if match is None:
        return None
    degrees = float(f"{match[1]}.{match[2] or 0}")
    if any(low <= degrees < high for low, high in _FEVERISH):
        return Polarity.AFFIRMED
    return Polarity.DENIED if any(low <= degrees < high for low, high in _COOL) else None


#: What is asked is how bad it is, or whether it is the same: a no denies only that.
_HOW_BAD: Final = re.compile(
    r"\b(?:worst|peor|usual|same|mism[oa]|de siempre)(?: (?:kind of|type of|tipo de))? $"
)
#: A symptom that is the lack of something.
_LACKS: Final = re.compile(
    r"^(?:(?:le |te |les )?(?:falt\w+|perd\w+|cuesta\w*|dificultad)|short\w*|los[ts]\w*|losing|"
    r"trouble|difficult\w*)\b"
)
_HAVING: Final = re.compile(r"^[^ ]+ ?,? ?(?:sí|yes|yeah) ?,? ?[a-z]")


def asks_how_bad(question: Sentence, mention: Mention) -> bool:
    """`Is this the worst headache of your life?`"""
    return _HOW_BAD.search(question.text[: question.place(mention.first)]) is not None


def by_echo(asked: str, said: str, *, refused: bool) -> Polarity:
    """What a word of the question with a yes behind it says: `aire sí me entra`, `fuerza, sí`.

    Both texts begin with the symptom's first word; `refused`: the answer begins with a no.
    """
    lacking = _LACKS.match(asked)
    again = lacking is not None and lacking.group().split()[-1][:4] in said
    if refused and lacking is not None and not again:
        return Polarity.DENIED
    has_it = lacking is not None and not again and _HAVING.match(said) is not None
    return Polarity.UNCLEAR if refused or has_it else Polarity.AFFIRMED
