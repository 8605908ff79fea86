"""About whom something is said: the patient, a relative by blood, or somebody who is not meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from aurity_desktop.clinical.patterns import phrases
from aurity_desktop.clinical.talk import Sentence, Talk
from aurity_desktop.clinical.term_lists import Mention, TermKind, term_list
from aurity_desktop.domain.findings import Subject
from aurity_desktop.domain.speakers import SpeakerRole

_KINDS: Final = frozenset({TermKind.RELATIVE, TermKind.OTHER})
_OF_SOMEBODY: Final = frozenset(
    {"mi", "mis", "su", "sus", "tu", "tus", "una", "un", "la", "el", "y"}
    | {"my", "me", "his", "her", "your", "our", "a", "the", "both", "and"}
)
_OWNED: Final = frozenset({"mi", "mis", "su", "sus", "tu", "my", "me", "his", "her", "your", "our"})
_WHICH: Final = frozenset(
    {
        "older",
        "younger",
        "elder",
        "small",
        "eldest",
        "kid",
        "big",
        "little",
        "oldest",
        "youngest",
        "twin",
        "late",
        "half",
        "other",
    }
    | {"dear", "poor", "otra", "otro", "difunta", "difunto", "propia", "propio", "pobre"}
)
#: Of these the patient is meant again, or a person gives the patient something.
_BACK: Final = phrases(r"""
    yo | el nino | la nina | el no | ella no | usted | ustedes | en cambio | me tome
    (?:pero|but) (?:yo|usted|no|sí|not|nunca|never)
    (?:me|nos) (?:la |lo )?(?:tomo|midio|checo|dio|dieron|regalo|paso|presto|puso|recomendo|quito)
    le (?:dio|dieron|puso) | i | you | gave (?:me|him|her)
""")
#: Between two commas, which of them, or when: `mi hermano, de chiquito, con fiebre`.
_ASIDE: Final = re.compile(r" , (?:de|el|la|the|who|que|when|as|cuando|also|tambien)\b[^,]{0,24} ,")
#: `tos la que traía mi hijo`, `the cough is my husband's`.
_THEIRS: Final = re.compile(
    r"^[^ ]+ ,? ?(?:(?:sí|pues|eso|that) ?,? ?)*(?:(?:el|la|los|las|lo) que \w+|is|es|it's|that's|"
    r"es de|that was|the one) (?:\w+ )?$"
)
_FAR: Final = 6
_DENIED: Final = re.compile(r"\b(?:no|not|ni|never|nunca|tampoco)\b|n't\b")
#: What those do who only tell of somebody else.
_TELLING: Final = frozenset(
    {"says", "said", "tells", "told", "thinks", "swears", "claims", "noticed", "reckons"}
    | {"dice", "dicen", "decia", "dijo", "cuenta", "conto", "cree", "creia", "jura", "noto"}
)
_OF_ME: Final = frozenset({"me", "i", "my", "mi", "yo"})
#: Somebody whom no list names: `my roommate smokes`.
_SOMEBODY: Final = re.compile(
    r"\b(?:my|mi) (?!doctor|blood|sugar|pressure|presion|azucar|nose|stomach|body|cuerpo)\w+ "
    r"(?:has|takes|took|smokes|uses|drinks|tiene|toma|fuma|usa|padece|trae)\b"
)
#: Many of them: `half my class is throwing up`.
_CROWD: Final = re.compile(
    r"\b(?:half|most of|everyone|everybody|the whole|all)(?: (?:at|in|of))? "
    r"(?:(?:my|the|his|her) )?(?:class|office|school|team|dorm|daycare|kids|work|job)\b|"
    r"\b(?:la )?mitad del? \w+|"
    r"\b(?:medio|media|todo el|toda la) (?:salon|oficina|escuela|grupo|trabajo|guarderia)\b|"
    r"\btodos (?:en|los de) (?:la|el|mi) (?:escuela|oficina|salon|trabajo|guarderia|casa)\b"
)
_SOMEBODY_THERE: Final = re.compile(
    r"\b(?:he|she)(?:'s)? (?!was|said|told|gave|put|prescribed|wrote|sent|ordered|started)\w+"
)
_HE: Final = re.compile(r"\b(?:he|him|his)\b")
_SHE: Final = re.compile(r"\b(?:she|her)\b")
#: Whose relative, what the relative is called next, and what the patient would be.
_OF_THE_OTHER_SEX: Final = (
    (re.compile(r"\bhis (?:\w+ )?(?:sister|mother|mom|aunt|grandmother|daughter)\b"), _SHE, _HE),
    (re.compile(r"\bher (?:\w+ )?(?:brother|father|dad|uncle|grandfather|son)\b"), _HE, _SHE),
)
_FAMILY_ASKED: Final = re.compile(
    r"\b(familia|familiares|in (the|your) family|family history|"
    r"any(?:one|body)(?! (?:said|told|noticed|mentioned|ever))|alguien(?! le (?:ha )?dicho)|"
    r"enfermedades de familia|parientes|relatives)\b"
)
_FIRST_PERSON: Final = re.compile(
    r"\b(yo (?:tambien |sí )?(?!le|les|lo|la|los|las|se|creo|digo|pienso|vi|no)\w+|yo sí|"
    r"soy alergica?o?|soy yo|i had|i have|i'm|i smoke|fumo|i was)\b"
)

#: A question about how somebody fares, or fared.
_LIFE: Final = re.compile(
    r"\b(?:die|died|dead|death|alive|living|live|pass(?:ed)?|have|had|has|sick|ill|healthy|health|"
    r"problems?|viv[eo]n?|mur\w+|muert\w+|fallec\w+|tiene|tuvo|tenia|padec\w+|san[oa]|enferm\w+)\b|"
    r"^(?:¿ )?(?:(?:and|y|what about|how about|a|de|,) )*(?:your|su|tu) \w+ \?$"
)
_ABOUT_ME: Final = re.compile(
    r"\b(?:i|i'm|i've|i'd|me|my|we|yo|mi|mis|nos|tengo|tuve|soy|padezco|estoy|ando|fumo|tomo)\b"
)


@dataclass(frozen=True, slots=True)
class Whose:
    """`subject` None: somebody who is neither the patient nor a relative by blood."""

    subject: Subject | None
    relation: str = ""


_PATIENT: Final = Whose(Subject.PATIENT)


def whose(talk: Talk, sentence: Sentence, word: int) -> Whose:
    """About whom the sentence speaks at this word."""
    if talk.role(sentence) is SpeakerRole.ACOMPANANTE and _FIRST_PERSON.search(
        _clause(sentence, word)
    ):
        return Whose(None)
    until = sentence.text[: sentence.place(word)] + talk.plain[word]
    crowd = _CROWD.search(until) and not _BACK.search(_CROWD.split(until)[-1])
    if crowd or (_SOMEBODY.search(until) and not relatives(talk, sentence)):
        return Whose(None)
    told = talk.language == "en" and talk.role(sentence) is SpeakerRole.PACIENTE
    there = told and _SOMEBODY_THERE.search(until)
    if there or _goes_on_about_a_relative(talk, sentence):
        return _spoken_of(talk, sentence)
    named = [
        each
        for each in relatives(talk, sentence)
        if _possessed(talk, each)
        and not _is_the_patient(talk, sentence, each)
        and not _tells(talk, sentence, each)
    ]
    before = [each for each in named if each.last < word]
    if before:
        start = sentence.place(before[-1].last)
        between = sentence.text[start : sentence.place(word)]
        if not _BACK.search(between) and _ASIDE.sub("", between).count(",") < 2:
            nested = len(before) > 1 and _nested(sentence, before)
            people = before[:1] if nested else before[-2:]
            return _of(people, between_relatives=not nested and _joined(sentence, before))
    behind = [each for each in named if 0 < each.first - word <= 4]
    if behind and re.search(
        r"\b(de|of|from|in)\b",
        sentence.text[sentence.place(word) : sentence.place(behind[0].first)],
    ):
        return _of(behind[:1])
    return _named_behind(talk, sentence, word, named)


def _named_behind(talk: Talk, sentence: Sentence, word: int, named: list[Mention]) -> Whose:
    """`tos la que traía mi hijo`; whose it is where nobody is named before it."""
    theirs = [each for each in named if 0 < each.first - word <= _FAR]
    if theirs:
        until = sentence.place(theirs[0].first)
        denied = _DENIED.search(sentence.text[:until])
        if not denied and _THEIRS.match(sentence.text[sentence.place(word) : until]):
            return _of(theirs[:1])
    return _PATIENT if named else _asked_of(talk, sentence)


def _asked_of(talk: Talk, sentence: Sentence) -> Whose:
    """Whose it is where nobody is named: the relative's whom the question was about.

    `How did your mother die? — A stroke.`, `¿Vive su papá? — Falleció de un infarto.`
    """
    if sentence.question or talk.by_clinician(sentence) or _ABOUT_ME.search(sentence.text):
        return _PATIENT
    if talk.role(sentence) is SpeakerRole.ACOMPANANTE:
        return _PATIENT
    for earlier in reversed(talk.sentences[max(0, sentence.number - 4) : sentence.number]):
        if relatives(talk, earlier) and earlier.turn == sentence.turn:
            return _PATIENT  # somebody else is spoken of since
        if earlier.turn != sentence.turn:
            about = talk.by_clinician(earlier) and earlier.question and _LIFE.search(earlier.text)
            people = [each for each in relatives(talk, earlier) if _possessed(talk, each)]
            kin = [each for each in people if each.kind is TermKind.RELATIVE]
            return _of(kin[-1:]) if about and kin and len(kin) == len(people) else _PATIENT
    return _PATIENT


def _goes_on_about_a_relative(talk: Talk, sentence: Sentence) -> bool:
    """`His sister had strep. They gave her amoxicillin.`: the patient is a boy."""
    before = talk.sentences[max(0, sentence.number - 1)]
    if before.turn != sentence.turn or before.question or relatives(talk, sentence):
        return False
    return any(
        owned.search(before.text) and other.search(sentence.text) and not own.search(sentence.text)
        for owned, other, own in _OF_THE_OTHER_SEX
    )


def asks_about_family(talk: Talk, sentence: Sentence) -> bool:
    """Whether a question, or the one before it in its turn, is about the patient's family."""
    if not sentence.question:
        return False
    before = talk.sentences[max(0, sentence.number - 1)]
    asked = [sentence, *([before] if before.question and before.turn == sentence.turn else [])]
    return any(_FAMILY_ASKED.search(each.text) for each in asked)


def is_before_the_family(sentence: Sentence, word: int) -> bool:
    """Whether it is asked for before the family is: `Bloody stools, Crohn's in the family?`"""
    asked = _FAMILY_ASKED.search(sentence.text, sentence.place(word))
    return asked is not None and "," in sentence.text[sentence.place(word) : asked.start()]


def relatives(talk: Talk, sentence: Sentence) -> list[Mention]:
    """The people who are named in a sentence."""
    words = talk.plain[sentence.first : sentence.last + 1]
    return [
        Mention(each.term, each.first + sentence.first, each.last + sentence.first)
        for each in term_list(talk.language).mentions(words, _KINDS)
    ]


def _clause(sentence: Sentence, word: int) -> str:
    start = sentence.place(word)
    before = sentence.text[:start] + sentence.text[start:].split(" ", 1)[0]
    return re.split(r"\b(?:pero|but)\b|;|, y (?:el|la) ", before)[-1]


def _possessed(talk: Talk, person: Mention) -> bool:
    """`mi mamá`, and not `Mamá, al yodo`."""
    before = talk.plain[max(0, person.first - 3) : person.first]
    if before[-2:-1] and before[-2] in _OWNED and before[-1] in _WHICH:
        return True  # `my older sister`
    return bool(before) and before[-1] in _OF_SOMEBODY and before[:2] != ["lo", "de"]


def _tells(talk: Talk, sentence: Sentence, person: Mention) -> bool:
    """Whether only the news is theirs: `my mom says it gave me a rash`, `dice mi mamá que sí`."""
    behind = talk.plain[person.last + 1 : person.last + 2]
    before = talk.plain[max(0, person.first - 2) : max(0, person.first - 1)]
    of_me = _OF_ME & set(talk.plain[person.last + 1 : sentence.last + 1])
    return bool(of_me and _TELLING & {*behind, *before})


def _is_the_patient(talk: Talk, sentence: Sentence, person: Mention) -> bool:
    """`el niño`, or whom the companion came with: `mi mamá` of the first that they say."""
    determiner = talk.plain[person.first - 1]
    if person.name in ("niño", "niña") and determiner in ("el", "la", "the"):
        return True
    of_family = asks_about_family(talk, talk.sentences[max(0, sentence.number - 1)])
    by_companion = talk.role(sentence) is SpeakerRole.ACOMPANANTE and not of_family
    if not by_companion or determiner not in ("mi", "my"):
        return False
    first = next(
        (
            each
            for sentence_ in talk.sentences
            if talk.role(sentence_) is SpeakerRole.ACOMPANANTE
            for each in relatives(talk, sentence_)
            if talk.plain[each.first - 1] in ("mi", "my")
        ),
        None,
    )
    return first is not None and first.name == person.name and first.first < 60


def _spoken_of(talk: Talk, sentence: Sentence) -> Whose:
    """Who `he` and `she` are: the last who was named, if anybody was."""
    for earlier in reversed(talk.sentences[max(0, sentence.number - 4) : sentence.number + 1]):
        if named := relatives(talk, earlier):
            return _of(named[-1:])
    return Whose(None)


def _nested(sentence: Sentence, named: list[Mention]) -> bool:
    """`mi abuela, la mamá de mi mamá`."""
    between = sentence.text[sentence.place(named[-2].last) : sentence.place(named[-1].first)]
    return re.search(r"\b(?:de|of|on) (?:mi|my) $", between) is not None


def _joined(sentence: Sentence, named: list[Mention]) -> bool:
    if len(named) < 2:
        return False
    between = sentence.text[sentence.place(named[-2].last) : sentence.place(named[-1].first)]
    return len(between.split()) <= 4 and " and " in f" {between} "


def _of(people: list[Mention], *, between_relatives: bool = False) -> Whose:
    person = people[-1]
    if person.kind is TermKind.OTHER:
        return Whose(None)
    names = [each.name for each in people] if between_relatives else [person.name]
    return Whose(Subject.FAMILY, " and ".join(names))
