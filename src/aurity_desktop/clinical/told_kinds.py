"""Symptoms, antecedents and diagnoses: what is mentioned, whose it is, and whether it is so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from aurity_desktop.clinical.antecedent_answers import answered_besides, of_relatives
from aurity_desktop.clinical.belonging import Named
from aurity_desktop.clinical.body_parts import complaints
from aurity_desktop.clinical.details import side, side_in_another, which_side
from aurity_desktop.clinical.in_context import in_context
from aurity_desktop.clinical.merged_kinds import merged, without_the_wider
from aurity_desktop.clinical.operations import operations
from aurity_desktop.clinical.patterns import phrases
from aurity_desktop.clinical.pieces import Piece
from aurity_desktop.clinical.polarity import told_in
from aurity_desktop.clinical.reaction_talk import answers_for_allergies, is_a_reaction
from aurity_desktop.clinical.since_when import SinceWhen
from aurity_desktop.clinical.statements import Told
from aurity_desktop.clinical.subjects import (
    Whose,
    asks_about_family,
    is_before_the_family,
    relatives,
    whose,
)
from aurity_desktop.clinical.talk import Sentence, Talk
from aurity_desktop.clinical.term_lists import Mention, TermKind, term_list
from aurity_desktop.domain.findings import (
    Antecedent,
    Diagnosis,
    FindingKind,
    FindingValue,
    Polarity,
    Side,
    Subject,
    Symptom,
)

_KINDS: Final = frozenset(
    {
        TermKind.SYMPTOM,
        TermKind.ABILITY,
        TermKind.CONDITION,
        TermKind.HABIT,
        TermKind.OPERATION,
    }
)
_DIAGNOSED: Final = re.compile(
    "^es |, es |"
    + phrases(r"""
        tiene | showed | muestra | , una? | presenta | es (?:un|una|que) | esto es | tienes? es
        no es | parece | creo que | probable es | datos de
        tienes? una? | con una? | enfermedad por | y el | descart\w+ | haya
        this is | these are | it's | it is | it isn't | isn't | it's not | not a | looks? like
        call it | you've got | you have | i think | don't think | an? acute | consistent with
    """).pattern
)
#: Before an ability, its lack: `trouble falling asleep? No.`
_TROUBLE: Final = re.compile(
    r"\b(?:trouble|problems?|difficult\w*|hard(?: time)?|issues?|struggl\w+|cuesta(?: trabajo)?|"
    r"dificultad\w*|problemas?|batall\w+)(?: (?:with|in|to|para|con|de|al|your|her|his|el|la))* $"
)
#: What the patient takes from what was said, and knows no better.
_CONCLUDES: Final = re.compile(r"^(so|entonces|o sea|like)\b")
#: `in the fall`, `last fall`: a season.
_OF_THE_YEAR: Final = frozenset({"the", "this", "last", "every", "each", "next"})
#: Behind a symptom, what is taken against it: `no cough medicine`.
_REMEDIES: Final = frozenset(
    {"medicine", "medicines", "syrup", "drops", "drop", "pills", "meds", "bottle", "mixture"}
    | {"shot", "shots", "jab", "jabs", "vaccine"}
)
#: Behind these `drink` is a verb: `an orange drink` is none.
_WHO_DRINKS: Final = frozenset(
    {"you", "i", "he", "she", "they", "we", "to", "or", "and", "don't", "doesn't", "didn't", "not"}
    | {
        "smoke",
        "smokes",
        "ever",
        "even",
        "still",
        "also",
        "never",
        "nor",
        "any",
        "no",
        "much",
        "do",
        "does",
    }
)
#: What is measured, and no complaint: `flujo máximo`.
_MEASURED: Final = frozenset({"maximo", "espiratorio", "urinario", "pico", "tract"})
#: A head that is shaken says no.
_SHAKES: Final = frozenset({"shaking", "shakes", "shook", "shake"})
_TOBACCO: Final = frozenset({"tabaquismo", "smoking"})
#: What else is smoked.
_NO_TOBACCO: Final = frozenset(
    {"mota", "mariguana", "marihuana", "churro", "churros", "piedra", "cristal", "hierba", "yerba"}
    | {"weed", "pot", "marijuana", "cannabis", "joint", "joints", "crack", "meth", "salmon", "meat"}
)
#: Where a disease is the name of a number, a room, a drink: `el azúcar se mide`.
_NOT_A_DISEASE: Final = phrases(r"""
    mide | medir | checad[oa] | checar? | como (?:ha )?(?:estado|sentido|va|trae)
    (?:d?el|al) azucar
    ni una gota | una gota | gotas? de | lo suyo | vacuna | prueba | niveles | perfil
    vaccine | covid test | shot | on top of | with your
""")


def told_kinds(talk: Talk, *, reactions: frozenset[int]) -> list[Piece]:
    """Every symptom, antecedent and diagnosis; `reactions` are sentences that tell of allergies."""
    mentions = {
        sentence.number: mentions_of(talk, sentence)
        for sentence in talk.sentences
        if sentence.number not in reactions
    }
    answering = answers_for_allergies(talk)
    when = SinceWhen(talk, Named(talk, mentions))
    told = told_in(talk, mentions)
    told += answered_besides(talk, mentions, told)
    told = [each for each in told if not is_a_reaction(talk, each, answering)]
    pieces = [piece for each in told if (piece := _piece(talk, each, when)) is not None]
    pieces += of_relatives(talk, mentions)
    return merged(without_the_wider(talk, pieces))


def mentions_of(talk: Talk, sentence: Sentence) -> list[Mention]:
    """The symptoms, diseases, habits and operations that a sentence names."""
    words = talk.plain[sentence.first : sentence.last + 1]
    found = [
        Mention(each.term, each.first + start, each.last + start)
        for start, last in _between_commas(talk, sentence)
        for each in term_list(talk.language).mentions(talk.plain[start : last + 1], _KINDS)
    ]
    named = {
        place + sentence.first
        for each in term_list(talk.language).mentions(words, frozenset({TermKind.MEDICINE}))
        for place in range(each.first, each.last + 1)
    }
    found = [each for each in found if each.first not in named and _is_meant(talk, sentence, each)]
    for made in operations(talk, sentence):
        own = set(range(made.first, made.last + 1))
        found = [each for each in found if not (own & {each.first, each.last})]
        found.append(made)
    for complaint in (*complaints(talk, sentence), *in_context(talk, sentence)):
        overlapping = [
            each for each in found if {each.first, each.last} & {complaint.first, complaint.last}
        ]
        if any(each.kind is not TermKind.SYMPTOM for each in overlapping) or any(
            each.last - each.first >= 1 for each in overlapping
        ):
            continue
        found = [each for each in found if each not in overlapping]
        found.append(complaint)
    return sorted(set(found), key=lambda each: each.first)


def _is_meant(talk: Talk, sentence: Sentence, mention: Mention) -> bool:
    """`drink` and `toma` are of alcohol only where nothing else is said to be drunk or taken."""
    word = talk.plain[mention.first]
    if (_REMEDIES | _MEASURED) & set(talk.plain[mention.last + 1 : mention.last + 2]):
        return False
    near = talk.plain[max(sentence.first, mention.first - 3) : mention.last + 4]
    before_it = talk.plain[max(sentence.first, mention.first - 1) : mention.first]
    head = word in _SHAKES and talk.plain[mention.last + 2 : mention.last + 3] == ["head"]
    another = head or _says_of_what(talk, mention)
    season = word == "fall" and bool(_OF_THE_YEAR & set(before_it))
    if another or season or (mention.name in _TOBACCO and _NO_TOBACCO & set(near)):
        return False
    if mention.name == "insomnia" and talk.plain[mention.last + 1 : mention.last + 2] == ["on"]:
        return False
    if word not in ("drink", "tomo", "toma") or mention.first != mention.last:
        return True
    behind = sentence.text[sentence.place(mention.first) :].split(" ", 1)[-1]
    ends = re.match(r"^($|[.,?!…])", behind) is not None
    before = talk.plain[max(sentence.first, mention.first - 2) : mention.first]
    if word == "drink":
        return ends and (not before or before[-1] in _WHO_DRINKS)
    return ends and ("ni" in before or any(each.startswith("fum") for each in before))


def _between_commas(talk: Talk, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """The stretches of words in which a name may stand: `Vomiting, blood in his stool?` has two."""
    start = sentence.first
    for place in range(sentence.first, sentence.last + 1):
        if place == sentence.last or talk.words[place].text.endswith((",", ";", ":")):
            yield start, place
            start = place + 1


def _says_of_what(talk: Talk, mention: Mention) -> bool:
    """Whether it only tells of what kind a disease is: `a bleeding ulcer`."""
    if mention.name != "bleeding" or talk.words[mention.last].text[-1:] in ",.;:?!…":
        return False
    return talk.plain[mention.last + 1 : mention.last + 2] in (["ulcer"], ["ulcers"])


def _piece(talk: Talk, told: Told, when: SinceWhen) -> Piece | None:
    sentence = talk.sentence_at(told.mention.first)
    of = whose(talk, sentence, told.mention.first)
    polarity = told.polarity
    if of.subject is None:
        return None
    own = told.mention.kind is TermKind.SYMPTOM and is_before_the_family(
        sentence, told.mention.first
    )
    if not own and asks_about_family(talk, sentence) and of.subject is Subject.PATIENT:
        of = _of_family(talk, told)
        if of.subject is None:
            return None
    if told.mention.kind is TermKind.HABIT and of.subject is Subject.FAMILY:
        return None
    kind, value = _value(talk, told, of, when)
    if kind is None or value is None:
        return None
    before = sentence.text[: sentence.place(told.mention.first)]
    if told.mention.kind is TermKind.ABILITY and not _TROUBLE.search(before):
        if polarity is Polarity.AFFIRMED:
            return None
        polarity = Polarity.AFFIRMED
    return Piece(
        kind,
        value,
        min(told.first, told.mention.first),
        max(told.last, told.mention.last),
        told.mention.first,
        f"{kind.value}.{told.rule}",
        told.confidence,
        polarity,
        of.subject or Subject.PATIENT,
    )


def _of_family(talk: Talk, told: Told) -> Whose:
    """Whose it is by the answer to a question about the family."""
    if told.mention.kind in (TermKind.SYMPTOM, TermKind.HABIT):
        return Whose(None)
    if told.rule == "relative_named":
        reply = talk.sentence_at(told.last)
        people = [each for each in relatives(talk, reply) if each.kind is TermKind.RELATIVE]
        names = " and ".join(each.name for each in people)
        return Whose(Subject.FAMILY if people else None, names)
    return Whose(Subject.FAMILY if told.rule == "answered_no" else None)


def _value(
    talk: Talk, told: Told, of: Whose, when: SinceWhen
) -> tuple[FindingKind | None, FindingValue | None]:
    mention, sentence = told.mention, talk.sentence_at(told.mention.first)
    if mention.kind in (TermKind.SYMPTOM, TermKind.ABILITY):
        if of.subject is Subject.FAMILY:
            return None, None
        affirmed = told.polarity is Polarity.AFFIRMED or mention.kind is TermKind.ABILITY
        since = when.of(told) if affirmed else ""
        where = _side(talk, told, when.named) if affirmed else Side.UNSAID
        return FindingKind.SYMPTOM, Symptom(mention.name, since, where)
    if mention.kind is TermKind.CONDITION:
        if not _is_a_disease(talk, sentence, mention, of):
            return None, None
        names_it = talk.by_clinician(sentence) and not sentence.question
        if names_it and of.subject is Subject.PATIENT:
            return FindingKind.DIAGNOSIS, Diagnosis(
                mention.name, side(sentence, mention, when.named)
            )
    since = when.of(told) if told.polarity is Polarity.AFFIRMED else ""
    return FindingKind.ANTECEDENT, Antecedent(mention.name, of.relation, since)


def _is_a_disease(talk: Talk, sentence: Sentence, mention: Mention, of: Whose) -> bool:
    """Whether the name is said of somebody's disease, and by somebody who knows."""
    text, place = sentence.text, sentence.place(mention.first)
    clinician = talk.by_clinician(sentence)
    if of.subject is not Subject.PATIENT:
        return True
    if _NOT_A_DISEASE.search(text[max(0, place - 24) : place + 24]):
        return False
    if clinician and not sentence.question:
        return _DIAGNOSED.search(text) is not None
    return clinician or not _CONCLUDES.search(text)


def _sentences(talk: Talk, told: Told) -> Sequence[Sentence]:
    """Those that say it: the one that names it, and its answer."""
    first = talk.sentence_at(told.mention.first).number
    last = talk.sentence_at(max(told.last, told.mention.last)).number
    return talk.sentences[first : last + 1]


def _side(talk: Talk, told: Told, named: Named) -> Side:
    """Of the answer where one tells it, else of the sentence that names it, or what follows."""
    naming, *answers = _sentences(talk, told)
    for each in reversed(answers):
        if found := side_in_another(each, told.mention, named):
            return found
    last = answers[-1] if answers else naming
    return side(naming, told.mention, named) or which_side(talk, last, told.mention, named)
