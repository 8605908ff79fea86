"""What looks like an allergy in a talk of allergies and is none, and what is taken back.

A medicine with its dose is taken, what is carried is for the emergency, and what was had without
harm is borne.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from aurity_desktop.clinical.allergy_words import FINE, NAMED, SORRY
from aurity_desktop.clinical.answers import Answer, answer
from aurity_desktop.clinical.doses import Part, expressions
from aurity_desktop.clinical.reactions import HARM
from aurity_desktop.clinical.reply_windows import replies
from aurity_desktop.clinical.talk import Sentence, Talk
from aurity_desktop.clinical.term_lists import Mention, TermKind

_DOSES: Final = frozenset({Part.STRENGTH, Part.QUANTITY, Part.FREQUENCY})
_NUMBER_BEHIND: Final = re.compile(r"^ ?,? ?(?:(?:de|las?|los?|el|the) )*\d")
#: Right before a name: what is at hand, or done against a reaction.
_AT_HAND: Final = re.compile(
    r"\b(?:carry|carries|carrying|keeps?|have|has|got|use|uses|used|take|takes|took|gave me|"
    r"gave (?:him|her)|traigo|traemos|trae|cargo|cargamos|carga|uso|usamos|usa|tomo|toma|doy|"
    r"damos|dimos) (?:(?:an?|my|her|his|the|some|el|la|su|un|una|mi|siempre|around) )*$"
)
#: Behind a name: that it is had, and nothing comes of it.
_HAD: Final = re.compile(
    r"^ ?,? ?(?:(?:sí|es[ae]|tambien|ya|me|le|se|nos|te|la|lo|las|los) )*(?:la|lo|las|los|l[oa]s? "
    r"h[ae]n?) (?:he |ha |han |hemos )?(?:pusieron|puesto|pusimos|ponen|tom\w+|dieron|dimos|dado|"
    r"com\w+|us[aoe]\w*|aplic\w+|inyect\w+|aguant\w+|toler\w+|prob\w+)|"
    r"^ ?,? ?(?:sí )?(?:la|lo|las|los)? ?(?:aguant[oa]|toler[oa])\w*|"
    r"^ ?,? ?(?:she|he|i|we|they|i've|she's|he's) (?:can |could |always |still )?(?:eats?|ate|"
    r"takes?|"
    r"took|drinks?|drank|had|has|have|uses?|used|wears?|gets?|got|handles?|tolerates?)\b(?! (?:a|"
    r"an)? "
    r"?(?:reaction|allerg|problem|bad))"
)
#: Before a name: it is kept away from, for whatever reason.
_SHUNS: Final = re.compile(
    r"\b(?:(?:stay\w*|keep\w*|kept|steer\w*) (?:away|clear) (?:from|of)|le (?:huyo|saco la vuelta) "
    r"al?|mejor (?:ni|no) (?:tomo|uso|me acerco a))(?: (?:the|el|la|los|las))* $"
)
#: Right behind a name: it was a slip, and another comes.
_SLIP: Final = re.compile(
    rf"^ ?(?:,|\.\.\.|…)? ?{SORRY} ?,? ?(?:(?:it's|es|al|a|to|the|la|los|las|el) )*"
    r"(?!no\b)[a-z]{3,}"
    r"|^ ?(?:\.\.\.|…) ?,? ?no ,? (?:it's |es )?(?:al|a la|a los|a las|to) [a-z]{3,}"
)
_MEANT: Final = re.compile(
    rf"^(?:{SORRY}|no) ?,? ?(?:it's |es )?(?:al|a la|a los|a las|to) (?!nada|anything)[a-z]{{3,}}|"
    rf"^{SORRY} ?,? ?(?!no\b|nada)[a-z]{{3,}}"
)
#: Before a name: `I've had amoxicillin a bunch`.
_HAS_HAD: Final = re.compile(
    r"\b(?:(?:i've|she's|he's|have|has) (?:had|taken|used|been on)|(?:he|ha|han) (?:tomado|usado|"
    r"puesto|comido))(?: (?:the|some|la|el|un|una|ya|a lot of|plenty of))* $"
)
#: It was said once, and is not so: `but I got tested and I'm not`, `pero ya me la dieron y no`.
_NOT_SO: Final = re.compile(
    r"\b(?:pero|but|y|and|aunque|though|only|resulta que|turns out|until)\b.*?\b(?:i'm not|"
    r"i am not|never (?:seen|noticed)|nunca l[oa]s? (?:he|hemos|vi)\b|"
    r"he's not|she's not|it's not|it wasn't|i wasn't|wasn't|negative|negativ[oa]s?|outgr[eo]w\w*|"
    r"gr[eo]wn? out|ya no|no (?:soy|es|era|fue)|(?:y|que|salio|pero) no(?= ?[.,;!…]|$)|"
    r"can (?:have|take|eat|drink) (?:it|them)|ya (?:l[oa]s?) (?:como|tomo|uso|puedo))\b"
)
_BELIEVED: Final = re.compile(r"\b(?:thought|figured|pens[eoa]\w*|crei(?:a|amos|mos)?)\b[^.;]*$")
_BUT_NOT: Final = re.compile(
    r"^[^.;]*\b(?:but|pero)\b[^.;]*\b(?:no|not|never|nunca|wasn't|isn't)\b"
)
#: What the clinician reads out and the patient may deny: `aquí dice que es alérgica a`.
_READ_OUT: Final = re.compile(
    r"\b(?:dice|tengo|tenemos|anotad[oa]|apuntad[oa]|expediente|segun|registrad[oa]|usted es|"
    r"says|say|see|have (?:you|her|him|it|that)|down (?:for|as)|listed|chart|record\w*|noted|"
    r"according|you're|you are|told (?:me|us|the nurse|them)|you said|dijo|comento)\b"
)
_NAMES_IT: Final = re.compile(
    r"^(?:(?:ah|oh|the|el|la|medio de|,) ?)*[a-z]+(?: [a-z]+)? ?, ?"
    r"(?:yes|sí|claro|exacto)(?= ?[.,!]|$)"
)
#: `Eso me lo pusieron mal.`, `That's my sister's.`
_WRITTEN_WRONGLY: Final = re.compile(
    r"\b(?:wrong (?:patient|chart|file|person)|no es mi[oa]?\b|"
    r"(?:es[ae]|eso) (?:es|era|no) (?:(?:es|soy) )?(?:de )?(?:mi|yo|tu|su|el|la) ?\w*"
    r"(?= ?[.,;!]|$)|"
    r"(?:pusieron|anotaron|apuntaron|escribieron|esta) mal|se equivocaron|es (?:un )?error|"
    r"no es (?:cierto|verdad|asi)|es de (?:mi|otr\w+)|that's (?:my (?!doctor)\w+(?= ?[.,;!]|$)|"
    r"wrong|not (?:right|true|me|mine)|a "
    r"mistake|an error|my \w+'s)|(?:was|is) (?:just )?a mistake|(?:was|is|got) (?:written|put|"
    r"entered)? ?(?:down )?(?:wrong|by "
    r"mistake)|should(?:n't| not) be (?:on )?there|not me|that's (?:him|her))\b"
)
_DENIED: Final = re.compile(r"\b(?:no|nope|not|never|nunca|tampoco|ningun\w*|none|nada)\b|n't\b")
#: A clinician's clause that turns from the allergy to what is given or not.
_TURNS_TO_GIVING: Final = re.compile(
    r"\b(?:le|te|lo|voy|vamos|doy|daremos|us[ao]\w*|mejor|pued[oe]\w*|ponemos|mando|dejo|receto|"
    r"i'll|we'll|i'm|let's|instead|use|using|give|going|avoid|can't|won't|so|but|pero|in place)\b"
)


def tells_a_dose(sentence: Sentence, substances: Sequence[Mention]) -> bool:
    """Whether a medicine is told with its dose, and nothing of what it does."""
    if (
        all(each.kind is not TermKind.MEDICINE for each in substances)
        or NAMED.search(sentence.text)
        or HARM.search(sentence.text)
    ):
        return False
    first = min(sentence.place(each.first) for each in substances)
    if any(each.part in _DOSES and each.end > first for each in expressions(sentence)):
        return True
    return any(
        each.kind is TermKind.MEDICINE and _NUMBER_BEHIND.match(_behind(sentence, each))
        for each in substances
    )


def tells_harm(sentence: Sentence) -> bool:
    """Whether it tells what only an allergy does."""
    return HARM.search(sentence.text) is not None


def is_at_hand(sentence: Sentence, substance: Mention) -> bool:
    """`we carry an EpiPen`: what is had against a reaction, or taken."""
    before = sentence.text[: sentence.place(substance.first)]
    return substance.kind is TermKind.MEDICINE and _AT_HAND.search(before) is not None


def is_shunned(sentence: Sentence, substance: Mention) -> bool:
    """`I've stayed away from Keflex`: nobody knows what it would do."""
    before = sentence.text[: sentence.place(substance.first)]
    told = NAMED.search(sentence.text) or HARM.search(sentence.text)
    return substance.kind is TermKind.MEDICINE and not told and _SHUNS.search(before) is not None


def put_right(sentence: Sentence, substance: Mention) -> bool:
    """`al kiwi, digo, al mango`: a slip of the tongue, and what was meant comes behind."""
    return _SLIP.match(_behind(sentence, substance)) is not None


def puts_right(talk: Talk, sentence: Sentence) -> bool:
    """`A la yema... — no, al yodo, perdón`: whether it begins with what the last one meant."""
    before = talk.sentences[max(0, sentence.number - 1)]
    broken_off = talk.words[before.last].text.endswith(("...", "…"))
    same_turn = before.turn == sentence.turn and before.number < sentence.number
    return same_turn and broken_off and _MEANT.match(sentence.text) is not None


def was_had(sentence: Sentence, substance: Mention) -> bool:
    """`la penicilina se la pusieron de joven`, `soy she eats all the time`: it is borne."""
    behind = _behind(sentence, substance)
    before = sentence.text[: sentence.place(substance.first)]
    had = _HAD.search(behind) or _HAS_HAD.search(before)
    return had is not None and not HARM.search(sentence.text)


def is_not_so(sentence: Sentence, substance: Mention) -> bool:
    """Whether it was called one, and is found to be none."""
    before, behind = sentence.text[: sentence.place(substance.first)], _behind(sentence, substance)
    believed = _BELIEVED.search(before) and _BUT_NOT.search(behind)
    return believed is not None or _NOT_SO.search(behind) is not None


def is_read_out(talk: Talk, sentence: Sentence) -> bool:
    """Whether the clinician tells the patient what stands written."""
    return talk.by_clinician(sentence) and _READ_OUT.search(sentence.text) is not None


def says_it_too(talk: Talk, sentence: Sentence) -> bool:
    """`That dye you shoot in me. — Contrast, yes.`: the clinician names what was described."""
    before = talk.sentences[max(0, sentence.number - 1)]
    described = before.turn == sentence.turn - 1 and not before.question
    denied = _DENIED.search(before.text) or FINE.search(before.text)
    return described and not denied and _NAMES_IT.match(sentence.text) is not None


def is_written_wrongly(sentence: Sentence) -> bool:
    """Whether it says that what stands written is wrong."""
    return _WRITTEN_WRONGLY.search(sentence.text) is not None


def is_refused(talk: Talk, sentence: Sentence) -> bool:
    """Whether the patient says no to what was read out."""
    following = talk.sentences[sentence.number + 1 : sentence.number + 2]
    if any(each.turn == sentence.turn for each in following):
        return False
    statements = replies(talk, sentence)
    if not statements:
        return False
    return is_written_wrongly(statements[0]) or answer(talk, statements) is Answer.NO


def turns_to_giving(sentence: Sentence, start: int, end: int) -> bool:
    """Whether between the allergy and a name the clinician comes to what is given."""
    return _TURNS_TO_GIVING.search(sentence.text, start, end) is not None


def _behind(sentence: Sentence, substance: Mention) -> str:
    text = sentence.text[sentence.place(substance.last) :]
    return text[len(text.split(" ", 1)[0]) :]
